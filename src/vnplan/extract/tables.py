"""What the columns of a table hold, judged from the words of its header, or from its cells where it has none."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from vnplan.extract.names import list_end, unit_list
from vnplan.extract.times import read_cell
from vnplan.structure import Cell, Grid
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


_WHO_BESIDE = re.compile(r"/\s*(?:đơn vị|cơ quan|chủ đầu tư|địa phương|tổ chức)(?![\w])")
"""A title that names both: in such a column the rows that head a group name who does what stands below them."""
_WHAT = re.compile(r"(?:danh mục|nội dung|nhiệm vụ|tên|công việc|hoạt động|dự án|hạng mục)(?![\w])(?! phối hợp)")
"""A column that begins so holds what is done, whoever else its title names: `Danh mục dự án/ Đơn vị thực hiện`."""


def column_roles(source: SourceText, grid: Grid) -> list[str | None]:
    """Role of each column (`tt`, `task`, `lead`, `coordinate`, `time`, `output`, `value`, `measure`, `money`, `place`, `note`)."""
    if grid.columns is None:  # four extractors ask
        grid.columns = _column_roles(source, grid)
    return list(grid.columns)


def _column_roles(source: SourceText, grid: Grid) -> list[str | None]:
    if not grid.header:
        return _roles_of_cells(source, grid)
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


def row_roles(source: SourceText, roles: list[str | None], row: list[Cell]) -> Iterator[tuple[str | None, Cell]]:
    """The cells of a row with the roles of their columns.

    A cell that spans several rows is written once, so the rows below it are short and begin further to the right: where
    a row without a number is short, its cells go where their content fits best.
    """
    short = len(roles) - len(row)
    if short <= 0 or not row or roles[0] != "tt" or _COUNTER.fullmatch(source.view, row[0].start, row[0].end):
        return zip(roles, row, strict=False)
    if row[0].end == row[0].start or len(roles) > _WIDEST or not {"lead", "coordinate"} & set(roles):
        return zip(roles, row, strict=False)
    points = []
    for cell in row:
        names = is_names(source, cell)
        times = read_cell(source.fold, cell.start, cell.end) if not names else []
        dated = (1 + is_time(source, cell)) if times and times[0].start - cell.start <= _BEFORE_TIME else 0
        points.append([_fits(role, names=names, dated=dated) for role in roles])
    return zip([roles[n] for n in _placed(points)], row, strict=True)


_WIDEST = 20
"""Columns of a table up to which cells of short rows are placed: the cost grows with their cube."""
_BEFORE_TIME = 40
"""Characters that may stand before the time in the cell of a time column: `Trình Thủ tướng Chính phủ trong năm 2026`."""


def _fits(role: str | None, *, names: bool, dated: int) -> int:
    """How well a cell stands in a column: it holds names, a time and nothing else (2) or a time among words (1)."""
    if role in ("lead", "coordinate"):
        return 2 if names else -2
    if role == "time":
        return dated or -1
    return -1 if names or dated == 2 else 0


def _placed(points: list[list[int]]) -> list[int]:
    """Columns for the cells of a short row, from left to right, never the first: those that fit best, and side by side.

    Args:
        points: For each cell how well it fits each column.
    """
    width = len(points[0])
    best: list[list[tuple[float, list[int]]]] = []
    for i, row in enumerate(points):
        best.append([])
        for n in range(width):
            if n < i + 1 or n > width - len(points) + i:
                best[i].append((-math.inf, []))
            elif i == 0:
                best[i].append((row[n] + n / 1000, [n]))
            else:
                before = [(score - (k != n - 1) / 10, k) for k, (score, _) in enumerate(best[i - 1][:n])]
                score, k = max(before, key=lambda one: one[0])
                best[i].append((score + row[n], [*best[i - 1][k][1], n]))
    return max(best[-1], key=lambda one: one[0])[1]


def heads_groups(source: SourceText, grid: Grid) -> int | None:
    """Index of a column whose group rows name doers (`Danh mục dự án/ Đơn vị thực hiện`); None without one."""
    for n, cell in enumerate(grid.header):
        text = clean(source.fold[cell.start : cell.end])
        if _WHAT.match(text) and _WHO_BESIDE.search(text):
            return n
    return None


_FEWEST_ROWS = 3
"""Fewer rows than this do not show what a column holds."""


def _roles_of_cells(source: SourceText, grid: Grid) -> list[str | None]:
    """Roles of the columns of a table without a header: the rest of one that a page or an excerpt has cut.

    A column of names alone is in charge, a second one coordinates; a column of times alone is the time; the column with
    the most words is what is to be done. Three quarters of a column's filled cells must agree.
    """
    width = max((len(row) for row in grid.rows), default=0)
    columns: list[list[Cell]] = [
        [row[n] for row in grid.rows if len(row) > n and row[n].end > row[n].start] for n in range(width)
    ]
    roles: list[str | None] = [None] * width
    if grid.laid or width <= 2:
        return roles
    for n, cells in enumerate(columns):
        if _most(source, cells, is_names) and not any(_titled(source, cell) for cell in cells[:2]):
            roles[n] = "coordinate" if "lead" in roles else "lead"
        elif _most(source, cells, is_time):
            roles[n] = "time"
        elif _most(source, cells, _is_counter):
            roles[n] = "tt"
    if "lead" not in roles:
        return [None] * width
    words = [sum(c.end - c.start for c in cells) if roles[n] is None else 0 for n, cells in enumerate(columns)]
    if max(words) > 0:
        roles[words.index(max(words))] = "task"
    return roles


def _titled(source: SourceText, cell: Cell) -> bool:
    """The column begins with a short title: it has a head, and that head says nothing of who is in charge (`Chiều`)."""
    words = source.view[cell.start : cell.end].split()
    return 0 < len(words) <= 5 and words[0][:1].isupper() and not is_names(source, cell)


def _most(source: SourceText, cells: list[Cell], test: Callable[[SourceText, Cell], bool]) -> bool:
    """Say whether enough of the cells pass; no cell is looked at once too many have failed."""
    enough = max(_FEWEST_ROWS, 0.75 * len(cells))
    passed = 0
    for n, cell in enumerate(cells):
        if passed + len(cells) - n < enough:
            return False
        passed += test(source, cell)
    return passed >= enough


def _is_counter(source: SourceText, cell: Cell) -> bool:
    return _COUNTER.fullmatch(source.view, cell.start, cell.end) is not None


_COUNTER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđA-ZĐ])[.)]?\s*")


def is_names(source: SourceText, cell: Cell) -> bool:
    """The cell holds names of units and nothing else."""
    spans = unit_list(source, cell.start, cell.end)
    return bool(spans) and not source.view[list_end(spans, source, cell.end) : cell.end].strip(" .;,")


def is_time(source: SourceText, cell: Cell) -> bool:
    """The cell holds a time and nothing else."""
    times = read_cell(source.fold, cell.start, cell.end)
    return bool(times) and sum(t.end - t.start for t in times) >= len(source.view[cell.start : cell.end].strip()) - 2
