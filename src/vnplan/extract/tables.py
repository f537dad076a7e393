"""What the columns of a table hold, judged from the words of its header."""

from __future__ import annotations

import re

from vnplan.structure import Grid
from vnplan.text import SourceText, clean

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("tt", re.compile(r"(?:s?tt|số tt|số thứ tự|stt\.?|#)\Z")),
    ("coordinate", re.compile(r"phối hợp")),
    ("lead", re.compile(r"chủ trì|(?:đơn vị|cơ quan|bộ phận|phòng|người|ban|tổ chức)(?:[,/]? ?(?:đơn vị|cá nhân|tổ chức|bộ phận))*(?: đầu mối| được giao)? ?(?:thực hiện|phụ trách|tham mưu|triển khai|chịu trách nhiệm|chuẩn bị|thẩm định)"
                        r"|phân công|trách nhiệm|người phụ trách|đầu mối|thực hiện\Z(?<!thời gian thực hiện)(?<!kinh phí thực hiện)(?<!nội dung thực hiện)(?<!tiến độ thực hiện)(?<!thời hạn thực hiện)")),
    ("time", re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|lộ trình|thời điểm|ngày, tháng|ngày(?: |\Z)|hạn hoàn")),
    ("money", re.compile(r"kinh phí|dự toán|số tiền|thành tiền|đơn giá|nguồn vốn|vốn")),
    ("place", re.compile(r"địa điểm|nơi (?:thực hiện|tổ chức)")),
    ("output", re.compile(r"sản phẩm|kết quả (?:đầu ra|dự kiến|cần đạt)|đầu ra")),
    ("measure", re.compile(r"đơn vị tính|đvt|đơn vị\Z")),
    ("value", re.compile(r"kết quả\Z|giá trị|chỉ tiêu (?:đạt|phấn đấu|năm|giao|kế hoạch)|kế hoạch năm|mục tiêu (?:năm|đến)|năm 20\d\d|đến năm|số lượng|tỷ lệ|mức")),
    ("task", re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|chỉ tiêu|mục tiêu|tên|danh mục|giải pháp|tiêu chí|lĩnh vực")),
    ("note", re.compile(r"ghi chú")),
)  # fmt: skip


_WHAT = re.compile(r"(?:danh mục|nội dung|nhiệm vụ|tên|công việc|hoạt động|dự án|hạng mục)(?![\w])(?! phối hợp)")
"""A column that begins so holds what is done, whoever else its title names: `Danh mục dự án/ Đơn vị thực hiện`."""


def column_roles(source: SourceText, grid: Grid) -> list[str | None]:
    """Role of each column (`tt`, `task`, `lead`, `coordinate`, `time`, `output`, `value`, `measure`, `money`, `place`, `note`)."""
    roles: list[str | None] = []
    for cell in grid.header:
        text = clean(source.fold[cell.start : cell.end]).strip(" *:.")
        role = next((name for name, pattern in _ROLES if pattern.search(text)), None)
        if _WHAT.match(text):
            role = "task"
        roles.append(role)
    width = max((len(row) for row in grid.rows), default=0)
    roles.extend([None] * (width - len(roles)))
    return roles
