"""Imported once by the fork server of `vnplan.archive.workers`, before it makes workers.

A first parse compiles the patterns and loads the tables; done here, every worker begins with them, also the one that
replaces another after a crash.
"""

import gc

import vnplan.archive.workers  # noqa: F401  what the workers are to run
from vnplan.pipeline import parse_text

parse_text(
    "KẾ HOẠCH\nTuyên truyền\nI. MỤC TIÊU\nSở Y tế chủ trì, đạt 90% trước ngày 01/6/2025 theo Nghị định 1/2020/NĐ-CP."
)
# What stands now stays for good: the collector need not look at it again in any worker (a parse costs 4 % less), nor
# write to pages that the workers share.
gc.freeze()
