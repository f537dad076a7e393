"""Tables that are laid out with blanks alone, as PDF text layers and typewritten plans have them.

A table begins at a line whose parts, set apart by blanks, are titles of columns; it ends where running text begins.
Where the parts of its lines begin tells the columns. A cell over several lines is a piece on each of them: the
pieces keep their places, and nothing is joined over what stands between them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vnplan.text.fold import fold
from vnplan.text.lines import LABEL, Line, LineKind


class Piece(NamedTuple):
    """What one line holds in one column; offsets into the text."""

    start: int
    end: int
    column: int


_TITLE = re.compile(
    r"(?:s?tt|số tt|nội dung|nhiệm vụ|công việc|hoạt động|tên|chỉ tiêu|mục tiêu|(?:đơn vị|cơ quan|bộ phận|người|phòng)(?: |,|/|$).{0,40}"
    r"|chủ trì|phối hợp|thực hiện|thời (?:gian|hạn)|thời|tiến độ|sản phẩm|kết quả|kinh phí|ghi chú|ghi|địa điểm|lĩnh vực)(?![\w])"
)
_PART = re.compile(r"\S+(?: \S+)*")
_SHORT = 12
"""Longest part of a title that goes on below."""
_WIDE = 45
"""Longest title of a column."""
_NEAR = 4
"""Columns whose beginnings differ by less are one."""
_LEAST = 3
"""Lines with two parts or more that a table needs."""
_PLAIN = 2
"""Lines of running text one after the other that end a table."""
_BLANKS = 4


def find_columns(text: str, lines: list[Line]) -> dict[int, tuple[int, list[Piece]]]:
    """Find the tables.

    Args:
        text: The text.
        lines: Its physical lines.

    Returns:
        Number of a line → (number of its table, its pieces from left to right).
    """
    found: dict[int, tuple[int, list[Piece]]] = {}
    i = table = 0
    while i < len(lines):
        if _is_header(text, lines[i]):
            first = _header_begins(text, lines, i)
            last = _body_ends(text, lines, i)
            pieces = _cut(text, lines, first, last, i)
            if pieces:
                for n, parts in pieces.items():
                    found[n] = (table, parts)
                table += 1
                i = last
        i += 1
    return found


def _parts(text: str, line: Line) -> list[tuple[int, int, int]]:
    """(start, end, distance from the left edge) of what two blanks or more set apart."""
    return [
        (m.start(), m.end(), line.indent + m.start() - line.start) for m in _PART.finditer(text, line.start, line.end)
    ]


def _is_header(text: str, line: Line) -> bool:
    if line.kind is not LineKind.TEXT or text.find("  ", line.start, line.end) < 0:
        return False
    parts = _parts(text, line)
    if len(parts) < 2 or any(b - a > _WIDE for a, b, _ in parts):
        return False
    return sum(1 for a, b, _ in parts if _TITLE.match(fold(text[a:b]))) >= 2


def _header_begins(text: str, lines: list[Line], i: int) -> int:
    """Titles may begin a line or two above."""
    first = i
    for j in range(i - 1, max(-1, i - 3), -1):
        line = lines[j]
        if line.kind is not LineKind.TEXT or LABEL.match(line.body):
            break
        parts = _parts(text, line)
        if len(parts) < 2 or any(b - a > 25 for a, b, _ in parts):
            break
        first = j
    return first


def _body_ends(text: str, lines: list[Line], header: int) -> int:
    """The last line of the table that the header begins."""
    second = _parts(text, lines[header])[1][2]
    last = header
    plain = blanks = 0
    for j in range(header + 1, len(lines)):
        line = lines[j]
        if line.kind is LineKind.BLANK:
            blanks += 1
            if blanks > _BLANKS:
                break
            continue
        blanks = 0
        if line.kind in (LineKind.PAGE, LineKind.NOISE):
            continue
        if line.kind is not LineKind.TEXT:
            break
        apart = "  " in text[line.start : line.end]
        reach = line.indent + line.end - line.start
        if not apart and line.indent < second - _NEAR and reach > second + 20:
            plain += 1
            if plain >= _PLAIN or LABEL.match(line.body):
                break
            continue
        if not apart and LABEL.match(line.body) and line.body[:1].isupper() and line.body.isupper():
            break
        plain = 0
        last = j
    return last


def _cut(text: str, lines: list[Line], first: int, last: int, header: int) -> dict[int, list[Piece]]:
    rows = {
        j: _parts(text, lines[j]) for j in range(first, last + 1) if lines[j].kind is LineKind.TEXT and lines[j].body
    }
    if sum(1 for j, parts in rows.items() if len(parts) > 1 and j > header) < _LEAST:
        return {}
    titles = _titles(rows, header)
    starts = sorted(x for j, parts in rows.items() if j > titles and len(parts) > 1 for _, _, x in parts)
    columns: list[list[int]] = []
    for x in starts:
        if columns and x - columns[-1][-1] < _NEAR:
            columns[-1].append(x)
        else:
            columns.append([x])
    least = max(2, len(starts) // 40)
    edges = [group[0] for group in columns if len(group) >= least]
    if len(edges) < 2:
        return {}
    pieces: dict[int, list[Piece]] = {}
    for j, parts in rows.items():
        cut: list[Piece] = []
        for start, end, x in parts:
            if j <= titles:  # a title stands in the middle of its column
                middle = x + (end - start) // 2
                cut.append(Piece(start, end, max((n for n, edge in enumerate(edges) if edge <= middle), default=0)))
                continue
            cut.extend(_along(text, start, end, x, edges))
        pieces[j] = cut
    return pieces


def _titles(rows: dict[int, list[tuple[int, int, int]]], header: int) -> int:
    """The last line of the titles: they may go on for two lines, in parts that are short."""
    last = header
    for j in sorted(rows):
        if header < j <= header + 2 and j == last + 1 and len(rows[j]) > 1:
            if all(end - start <= _SHORT for start, end, _ in rows[j]):
                last = j
    return last


def _along(text: str, start: int, end: int, x: int, edges: list[int]) -> list[Piece]:
    """Cut a part where it runs over the edge of the next column with a single blank before it."""
    found: list[Piece] = []
    while True:
        column = max((n for n, edge in enumerate(edges) if edge <= x + _NEAR - 1), default=0)
        over = next((edge for edge in edges[column + 1 :] if x + 6 < edge < x + end - start - 3), None)
        spot = None
        if over is not None:
            spot = next(
                (s for s in (start + over - x, start + over - x - 1, start + over - x + 1) if text[s - 1] == " "), None
            )
        if spot is None:
            found.append(Piece(start, end, column))
            return found
        found.append(Piece(start, spot - 1, column))
        x += spot - start
        start = spot
