"""Archives for tests: varied plans in any number, and documents that break the library."""

from __future__ import annotations

import os
import random
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "data" / "samples"

_THINGS = ["trồng cây", "chuyển đổi số", "dân vận khéo", "phòng cháy", "tiêm chủng", "cải cách hành chính", "đọc sách"]
_UNITS = ["Văn phòng UBND xã", "Sở Nội vụ", "Công an xã", "Phòng Văn hóa - Xã hội", "Ủy ban MTTQ Việt Nam xã"]
_PLACES = ["La Hiên", "Tân Hòa", "Bình An", "Phú Lộc", "Đông Sơn", "Nam Cường"]

BREAKER = """
import os, signal, time
import vnplan.archive.isolation as isolation
real = isolation.parse_bytes
def parse_bytes(data, *, name, **options):
    if b"@segfault" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"@exit" in data:
        os._exit(7)
    if b"@hang" in data:
        while True:
            time.sleep(1)
    if b"@memory" in data:
        held = [bytearray(1 << 24) for _ in range(1 << 14)]
    if b"@error" in data:
        raise KeyError("broken")
    if b"@slow" in data:
        time.sleep(0.2)
    return real(data, name=name, **options)
isolation.parse_bytes = parse_bytes
"""
"""A module that every new interpreter with its folder on the path runs: marks in a document break its parse."""


def broken_library(folder: Path) -> dict[str, str]:
    """Environment in which documents that hold `@segfault`, `@exit`, `@hang`, `@memory`, `@error` break the parse."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(BREAKER, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))}


def plan(n: int) -> str:
    """Plan number `n` of an endless row: same form, other wording, and it carries out the plan before it."""
    rng = random.Random(n)
    thing, unit, other, place = (rng.choice(kind) for kind in (_THINGS, _UNITS, _UNITS, _PLACES))
    day, month, percent = rng.randint(1, 28), rng.randint(1, 12), rng.randint(51, 99)
    more = "\n".join(
        f"- {rng.choice(_UNITS)} chủ trì {rng.choice(_THINGS)} tại {rng.randint(2, 40)} thôn, "
        f"đạt ít nhất {rng.randint(50, 99)}% trước ngày {rng.randint(1, 28)}/{rng.randint(1, 12)}/2026."
        for _ in range(rng.randint(1, 4))
    )
    return f"""ỦY BAN NHÂN DÂN XÃ {place.upper()}
Số: {n}/KH-UBND
{place}, ngày {day:02} tháng {month:02} năm 2025

KẾ HOẠCH
Về {thing} đợt {n} năm 2026

Căn cứ Luật Thực hiện dân chủ ở cơ sở;
Thực hiện Kế hoạch số {max(1, n - 1)}/KH-UBND của UBND xã {place}.

I. MỤC TIÊU
1. Đạt {percent}% hộ dân tham gia {thing}.
II. NHIỆM VỤ
{unit} chủ trì, phối hợp với {other} tổ chức {thing}, hoàn thành trước ngày {day:02}/{month:02}/2026.
{more}
"""


def archive(folder: Path, count: int, *, first: int = 1) -> Path:
    """Write `count` plans below `folder`, a hundred a subfolder."""
    for n in range(first, first + count):
        file = folder / f"{n // 100:03}" / f"kh-{n:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(plan(n), encoding="utf-8")
    return folder
