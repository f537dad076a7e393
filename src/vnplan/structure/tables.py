"""Tables: Markdown rows, and cells written one a line between lone `|` lines."""

from __future__ import annotations

import re
from collections import Counter

from vnplan.model import TableRole
from vnplan.structure.labels import read_appendix
from vnplan.structure.tree import Cell, Grid
from vnplan.text import SourceText, clean

_COUNTER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5}(?:\.\d{1,3}){0,3}|[A-ZĐ]|[a-zđ])\s?[.)]?\Z|[-+•*]\s?")
_HEADER_WORDS = re.compile(
    r"\b(?:tt|stt|số tt|nội dung|nhiệm vụ|công việc|hoạt động|chủ trì|phối hợp|thực hiện|thời gian|thời hạn|tiến độ|sản phẩm"
    r"|kết quả|chỉ tiêu|đơn vị|đvt|kinh phí|ghi chú|mục tiêu|cơ quan|tên|họ và tên|địa điểm|lĩnh vực)\b"
)


def find_grids(source: SourceText, skip: list[tuple[int, int]]) -> list[Grid]:
    """Find the tables.

    Args:
        source: The text.
        skip: Ranges of paragraphs (inclusive) whose cells are layout: letterhead and closing blocks.
    """
    grids: list[Grid] = []
    paragraphs = source.paragraphs
    covered = [False] * (len(paragraphs) + 1)
    for a, b in skip:
        for i in range(max(a, 0), min(b + 1, len(paragraphs))):
            covered[i] = True
    i = 0
    while i < len(paragraphs):
        if covered[i]:
            i += 1
        elif paragraphs[i].table >= 0:
            j = i
            while j + 1 < len(paragraphs) and paragraphs[j + 1].table == paragraphs[i].table and not covered[j + 1]:
                j += 1
            grids.append(_laid(source, i, j))
            i = j + 1
        elif paragraphs[i].row:
            j = i
            while j + 1 < len(paragraphs) and paragraphs[j + 1].row and paragraphs[j + 1].gap < 3:
                j += 1
            grid = _markdown(source, i, j)
            if grid is not None:
                grids.append(grid)
            i = j + 1
        elif paragraphs[i].cell >= 0 and _is_appendix(source, i):
            # The border that closes one table and the border of the next hold the title of an appendix between them.
            title = paragraphs[i].cell
            while i < len(paragraphs) and paragraphs[i].cell == title:
                i += 1
        elif paragraphs[i].cell >= 0:
            j = i
            while j + 1 < len(paragraphs) and paragraphs[j + 1].cell >= 0 and not covered[j + 1]:
                if paragraphs[j + 1].cell - paragraphs[j].cell > 40 or _is_appendix(source, j + 1):
                    break
                j += 1
            grid = _stacked(source, i, j)
            if grid is not None:
                grids.append(grid)
            i = j + 1
        else:
            grid = _listed(source, i, covered) if _FIRST_COLUMN.match(source.fold, paragraphs[i].start) else None
            if grid is not None:
                grids.append(grid)
            i = i + 1 if grid is None else grid.last + 1
    return grids


_FIRST_COLUMN = re.compile(r"(?:s?tt|số tt|số thứ tự)\.?(?=\n|\Z)")


def _laid(source: SourceText, first: int, last: int) -> Grid:
    """A table laid out with blanks: one row a line; the titles of its columns may stand on several lines."""
    paragraphs = source.paragraphs
    width = max(paragraphs[i].column for i in range(first, last + 1)) + 1
    rows: list[list[Cell]] = []
    line = -1
    for i in range(first, last + 1):
        p = paragraphs[i]
        if p.first != line:
            rows.append([Cell(p.start, p.start) for _ in range(width)])
            line = p.first
        rows[-1][p.column] = Cell(p.start, p.end)
    header = [Cell(c.start, c.start) for c in rows[0]]
    titles = 0
    for row in rows[:4]:
        filled = [n for n, c in enumerate(row) if c.end > c.start]
        titled = [
            n
            for n in filled
            if _HEADER_WORDS.search(source.fold[row[n].start : row[n].end]) or header[n].end == header[n].start
        ]
        counted = 0 in filled and _COUNTER.fullmatch(source.view, row[0].start, row[0].end) is not None
        if titles and (counted or not titled or (titles > 1 and len(titled) < len(filled))):
            break
        for n in titled:
            header[n] = row[n]
        titles += 1
    grid = Grid(paragraphs[first].start, paragraphs[last].end, first, last, header, rows[titles:], laid=True)
    grid.role = role_of([source.fold[c.start : c.end] for c in header])
    return grid


def _listed(source: SourceText, first: int, covered: list[bool]) -> Grid | None:
    """A table whose borders were lost: its cells stand one a line, the header from `TT` on, each row from its number on.

    Rows are taken while each has as many cells as the header; a cell broken over lines ends the table.
    """
    view, paragraphs = source.view, source.paragraphs

    def cell(i: int) -> Cell:
        return Cell(paragraphs[i].start, paragraphs[i].end)

    def numbered(i: int, n: int) -> re.Match[str] | None:
        if i >= len(paragraphs) or covered[i]:
            return None
        return re.compile(rf"0?{n}\.?(?:\s+(?=\S)|(?=\n|\Z))").match(view, paragraphs[i].start, paragraphs[i].end)

    body = next((i for i in range(first + 2, min(first + 12, len(paragraphs))) if numbered(i, 1)), None)
    if body is None or any(len(view[slice(paragraphs[i].start, paragraphs[i].end)]) > 60 for i in range(first, body)):
        return None
    header = [cell(i) for i in range(first, body)]
    width = len(header)
    rows: list[list[Cell]] = []
    at = body
    while (counter := numbered(at, len(rows) + 1)) is not None:
        p = paragraphs[at]
        row = [Cell(p.start, len(view[: counter.end()].rstrip()))]
        if counter.end() < p.end:
            row.append(Cell(counter.end(), p.end))
        row += [cell(i) for i in range(at + 1, min(at + 1 + width - len(row), len(paragraphs)))]
        if len(row) < width:
            break
        rows.append(row)
        at += 1 + sum(1 for c in row[1:] if c.start > p.end)
    if len(rows) < 2:
        return None
    return _grid(source, first, at - 1, [header, *rows], ruled=True)


def _is_appendix(source: SourceText, i: int) -> bool:
    p = source.paragraphs[i]
    return read_appendix(source.view, p.start, p.end) is not None


def _markdown(source: SourceText, first: int, last: int) -> Grid | None:
    rows: list[list[Cell]] = []
    for i in range(first, last + 1):
        p = source.paragraphs[i]
        cells = []
        at = p.start
        if source.view[at] == "|":
            at += 1
        while at <= p.end:
            stop = source.view.find("|", at, p.end)
            if stop < 0:
                if source.view[at : p.end].strip():
                    cells.append(_trim(source, at, p.end))
                break
            cells.append(_trim(source, at, stop))
            at = stop + 1
        rows.append(cells)
    if not rows or max(len(r) for r in rows) < 2:
        return None
    ruled = len(rows) > 1 and source.paragraphs[first + 1].ruled
    return _grid(source, first, last, rows, ruled)


def _stacked(source: SourceText, first: int, last: int) -> Grid | None:
    """Cells one a line. Each row is opened and closed by a border; two borders in a row are a row's end or an empty cell."""
    cells: list[tuple[int, Cell]] = []
    for i in range(first, last + 1):
        p = source.paragraphs[i]
        if cells and cells[-1][0] == p.cell:
            cells[-1][1].end = p.end
        else:
            cells.append((p.cell, Cell(p.start, p.end)))
    if len(cells) < 4:
        return None
    runs = [0]
    for n, (at, _) in enumerate(cells):
        if n and at != cells[n - 1][0] + 1:
            runs.append(0)
        runs[-1] += 1
    # The first row tells the width, unless it is torn and most rows are wider.
    width = runs[0]
    usual, times = Counter(runs).most_common(1)[0]
    if usual > width and times > len(runs) // 2:
        width = usual
        cells[:0] = [(cells[0][0] - 1 - n, Cell(cells[0][1].start, cells[0][1].start)) for n in range(usual - runs[0])][
            ::-1
        ]
    if not 2 <= width <= 14:
        return None
    title = cells[min(width, len(cells)) - 1][1]
    timed = _TIME_COLUMN.search(source.fold, title.start, title.end) is not None
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    number = cells[0][0] - 1
    for at, cell in cells:
        empty = at - number - 1
        if empty and row and timed and rows and _TIME.match(source.fold, row[-1].start, row[-1].end):
            rows.append(row)  # cells to the left span rows: the time in the last column ends this one
            row = [Cell(cell.start, cell.start)] * min(empty - 1, width - 1)
        elif empty and row:
            row = _close_or_pad(source, rows, row, cell, empty, width)
        elif empty:
            row.extend([Cell(cell.start, cell.start)] * min(empty, width - 1))
        row.append(cell)
        if len(row) == width:
            rows.append(row)
            row = []
            number = at + 1
        else:
            number = at
    if row:
        rows.append(row)
    return _grid(source, first, last, rows, ruled=False)


_TIME_COLUMN = re.compile(r"thời gian|thời hạn|tiến độ|lộ trình|hoàn thành")
_TIME = re.compile(
    r"(?:[^\W\d_][^.;:|\n]{0,40}\s)?(?:trong |trước |đến )?(?:(?:quý|tháng|năm) [\divx]|giai đoạn 20)"
    r"|thường xuyên|hằng năm|hàng năm|(?:(?:0?[1-9]|1[0-2])/)?20\d\d"
)
"""How a cell of times begins."""


def _close_or_pad(
    source: SourceText, rows: list[list[Cell]], row: list[Cell], cell: Cell, empty: int, width: int
) -> list[Cell]:
    """Say what borders without text between them mean before `cell`: empty cells, a row's end, or both."""
    text = source.view[cell.start : cell.end].strip()
    missing = width - len(row)
    if _heads_group(source, row):
        rows.append(row)
        return [Cell(cell.start, cell.start)] * min(empty - 1, width - 1)
    starts_row = _COUNTER.match(text) is not None and len(text) <= 8
    if empty == missing + 1 or (starts_row and empty <= missing + 1) or empty > missing:
        pad = min(missing, max(0, empty - 1))
        row.extend([Cell(row[-1].end, row[-1].end)] * pad)
        rows.append(row)
        lead = max(0, empty - 1 - missing) if not starts_row else 0
        return [Cell(cell.start, cell.start)] * min(lead, width - 1)
    row.extend([Cell(row[-1].end, row[-1].end)] * min(empty, missing - 1))
    return row


_GROUP = re.compile(r"\s*(?:[IVX]{1,5}|[A-ZĐ])\s?[.)]?\s*")


def is_group(source: SourceText, cell: Cell) -> bool:
    """The cell holds the Roman number or letter of a row that heads a group."""
    return _GROUP.fullmatch(source.view, cell.start, cell.end) is not None


def _heads_group(source: SourceText, row: list[Cell]) -> bool:
    """`| E. | BỘ Y TẾ |`: the title of a group stands in one cell over all columns that are left."""
    return len(row) == 2 and is_group(source, row[0]) and source.view[row[1].start : row[1].end].isupper()


def _grid(source: SourceText, first: int, last: int, rows: list[list[Cell]], ruled: bool) -> Grid:
    header: list[Cell] = []
    texts = [source.fold[c.start : c.end] for c in rows[0]]
    words = sum(1 for t in texts if len(t) < 90 and _HEADER_WORDS.search(t))
    if ruled or words >= max(2, len([t for t in texts if t.strip()]) // 2):
        header = rows.pop(0)
    grid = Grid(source.paragraphs[first].start, source.paragraphs[last].end, first, last, header, rows)
    grid.role = role_of([source.fold[c.start : c.end] for c in header])
    return grid


def role_of(header: list[str]) -> TableRole | None:
    """What a table with this (folded) header holds; None without a header."""
    if not header:
        return None
    text = " | ".join(clean(h) for h in header)
    if re.search(
        r"chủ trì|phối hợp|(?:đơn vị|cơ quan|bộ phận|người|phòng)[^|]*(?:thực hiện|phụ trách)|phân công", text
    ):
        return "tasks"
    if re.search(r"chỉ tiêu|mục tiêu", text):
        return "targets"
    if re.search(r"kinh phí|dự toán|số tiền|thành tiền|vốn", text):
        return "funding"
    if re.search(r"thời gian|ngày|tiến độ|thời hạn", text):
        return "schedule"
    return "other"


def _trim(source: SourceText, start: int, end: int) -> Cell:
    view = source.view
    while start < end and view[start] == " ":
        start += 1
    while end > start and view[end - 1] == " ":
        end -= 1
    return Cell(start, end)
