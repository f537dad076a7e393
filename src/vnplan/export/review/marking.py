"""The text of a document as HTML: every character stays, highlights are wrapped around it, tables become tables.

The text of the made elements, what carries the class `x` left out, is the document's text to the letter, so that a
place in the page can be turned into offsets and back. What only lays a table out (`|`, `---`, `**`) is kept, hidden.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from vnplan.export.review.items import Item
from vnplan.export.review.labels import Words
from vnplan.model import PlanDocument, Section, Table

_CHUNK = 40
"""Lines in one element that the browser lays out only when it comes into view."""

_LAYOUT_ONLY = re.compile(r"[\s|:+=*_\-–—]*")
_UNSHOWABLE = str.maketrans({0: "\ufffd", 13: "\ufffd"})  # HTML drops the one and turns the other into a line feed


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    item: Item
    first: bool
    rank: int


@dataclass(slots=True)
class _Piece:
    """A mark inside one block; a mark over several blocks, or across another, is cut into pieces."""

    mark: _Mark
    start: int
    end: int
    inside: list[_Piece] = field(default_factory=list)

    @property
    def height(self) -> int:
        return 1 + max((piece.height for piece in self.inside), default=-1)


class _Marker:
    def __init__(self, document: PlanDocument, items: Iterable[Item], prefix: str) -> None:
        self._text = document.text.translate(_UNSHOWABLE)
        self._prefix = prefix
        self._levels = _levels(document.sections)
        marks = [
            _Mark(span.start, span.end, item, n == 0, _RANK.get(item.kind, 5))
            for item in items
            if item.kind != "table"
            for n, span in enumerate(item.places)
            if span.start < span.end
        ]
        self._marks = sorted(marks, key=lambda m: (m.start, -m.end, m.rank))
        self._starts = [mark.start for mark in self._marks]
        self._open: list[_Mark] = []
        self._next = 0

    def block(self, start: int, end: int) -> str:
        """Give the HTML of `text[start:end]`; blocks must be asked for in reading order."""
        self._open = [mark for mark in self._open if mark.end > start]
        upto = bisect_right(self._starts, max(end - 1, start))
        new, self._next = self._marks[self._next : upto], max(self._next, upto)
        self._open += [mark for mark in new if mark.end > start]
        marks = [mark for mark in self._open if mark.start < end]
        return self._html(start, end, _nest(marks, start, end))

    def _html(self, start: int, end: int, pieces: list[_Piece]) -> str:
        if not pieces:
            return escape(self._text[start:end])
        out, at = [], start
        for piece in pieces:
            out.append(escape(self._text[at : piece.start]))
            inner = self._html(piece.start, piece.end, piece.inside)
            out.append(f"<mark {self._attributes(piece)}>{inner}</mark>")
            at = piece.end
        out.append(escape(self._text[at:end]))
        return "".join(out)

    def _attributes(self, piece: _Piece) -> str:
        mark = piece.mark
        item = mark.item
        names = ["m", item.kind, f"h{min(piece.height, 5)}"]
        begins, ends = piece.start == mark.start, piece.end == mark.end
        names += [] if begins else ["after"]
        names += [] if ends else ["before"]
        names += ["low"] if item.doubtful else []
        names += ["titled"] if item.kind == "section" and item.fields.get("heading") else []
        lead = begins and mark.first
        ident = f'id="{escape(self._prefix + item.ref)}" ' if lead else ""
        heading = ""
        if item.kind == "section" and lead and item.fields.get("heading"):
            heading = f' role="heading" aria-level="{self._levels.get(item.ref, 6)}"'
        return f'{ident}class="{" ".join(names)}" data-r="{escape(item.ref)}" tabindex="-1"{heading}'


_RANK = {"task": 0, "section": 1, "header": 2, "footnote": 2, "diagnostic": 9}
"""Of two marks at one place the one with the lower rank is outside."""


def _levels(sections: list[Section]) -> dict[str, int]:
    levels, waiting = {}, [(section, 4) for section in sections]
    while waiting:
        section, level = waiting.pop()
        levels[section.id] = min(level, 6)
        waiting += [(child, level + 1) for child in section.children]
    return levels


def _nest(marks: list[_Mark], start: int, end: int) -> list[_Piece]:
    """Put the marks of one block into each other; where two cross, the one that ends later is cut."""
    roots: list[_Piece] = []
    stack: list[_Piece] = []
    waiting = sorted(marks, key=lambda m: (max(m.start, start), -min(m.end, end), m.rank))

    def push(mark: _Mark, at: int) -> None:
        piece = _Piece(mark, at, min(mark.end, end))
        (stack[-1].inside if stack else roots).append(piece)
        stack.append(piece)

    for mark in [*waiting, None]:
        at = end if mark is None else max(mark.start, start)
        while ending := [piece.end for piece in stack if piece.end <= at]:
            point = min(ending)
            depth = min(n for n, piece in enumerate(stack) if piece.end == point)
            above = [piece.mark for piece in stack[depth:] if piece.end > point]
            for piece in stack[depth:]:
                piece.end = point
            del stack[depth:]
            for again in above:
                push(again, point)
        if mark is not None:
            push(mark, at)
    return roots


def marked_text(document: PlanDocument, items: Iterable[Item], prefix: str, words: Words) -> str:
    """Write the text of `document` with its items highlighted.

    Args:
        document: The document.
        items: What is highlighted.
        prefix: What the ids of elements begin with.
        words: Labels.
    """
    marker = _Marker(document, items, prefix)
    chunk: list[str] = []
    rows = 0
    out: list[str] = []

    def flush() -> None:
        nonlocal rows
        if chunk:
            height = f"auto {round(rows * 1.9 + 1)}em"
            out.append(f'<div class="chunk" style="contain-intrinsic-size:{height}">{"".join(chunk)}</div>')
            chunk.clear()
            rows = 0

    for start, end, table in _blocks(document):
        if table is None:
            chunk.append(_line(document, start, end, marker))
            rows += 1 + (end - start) // 85
            if len(chunk) >= _CHUNK:
                flush()
        else:
            flush()
            height = round(2.5 * (len(table.rows) + 2) + (end - start) / 40)
            name = f'{words.attribute("kind.table")} role="region" tabindex="0" data-r="{escape(table.id)}"'
            out.append(f'<div class="chunk" style="contain-intrinsic-size:auto {height}em"><div class="tb {_look(table)}" id="{escape(prefix + table.id)}" {name}>{_table(document, table, start, end, marker)}</div></div>')  # fmt: skip
    flush()
    return "".join(out)


def _line(document: PlanDocument, start: int, end: int, marker: _Marker) -> str:
    blank = "" if document.text[start:end].strip() else " blank"
    return f'<div class="l{blank}" data-o="{start}">{marker.block(start, end)}</div>'


def _look(table: Table) -> str:
    if table.role == "layout":
        return "bare"
    return "ruled" if _is_in_order(table) else "spaced"


def _blocks(document: PlanDocument) -> Iterator[tuple[int, int, Table | None]]:
    """Cut the text into lines, each with its line feed, and tables, each of whole lines."""
    text = document.text
    at = 0
    for table in sorted(document.tables, key=lambda table: table.span.start):
        start = text.rfind("\n", 0, table.span.start) + 1
        stop = text.find("\n", max(table.span.end - 1, start))
        end = len(text) if stop < 0 else stop + 1
        if start < at:
            continue  # inside the table before: it is shown there
        yield from _lines(text, at, start)
        yield start, end, table
        at = end
    yield from _lines(text, at, len(text))


def _lines(text: str, at: int, end: int) -> Iterator[tuple[int, int, None]]:
    while at < end:
        stop = text.find("\n", at, end)
        after = end if stop < 0 else stop + 1
        yield at, after, None
        at = after


# --- tables ---------------------------------------------------------------------------------------------------------


def _is_in_order(table: Table) -> bool:
    """Whether the cells follow one another in the text; where columns are set side by side they do not."""
    at = 0
    for row in table.rows:
        for cell in row:
            if cell.span.start < at:
                return False
            at = cell.span.end
    return bool(table.rows)


def _table(document: PlanDocument, table: Table, start: int, end: int, marker: _Marker) -> str:
    if not _is_in_order(table):  # set with blanks: the blanks are its layout
        lines = _lines(document.text, start, end)
        return "".join(_line(document, a, b, marker) for a, b, _ in lines)
    body: list[str] = []
    first = next((row[0].span.start for row in table.rows if row), end)
    body.append(_head(document, table, start, first, marker))
    at = first
    for n, row in enumerate(table.rows):
        if not row:
            continue
        after = next((later[0].span.start for later in table.rows[n + 1 :] if later), end)
        cells = []
        for m, cell in enumerate(row):
            begin, own = at, max(at, cell.span.start)
            following = row[m + 1].span if m + 1 < len(row) else None
            at = after if following is None else following.start
            if following is not None and following.start == following.end:
                at = _first_stray(document, cell.span.end, at)  # what stands before an empty cell is shown in it
            shown = _gap(document, begin, own, marker) + _SOFT.sub(_soften, marker.block(own, max(own, cell.span.end)))
            cells.append(_cell("td", begin, shown + _gap(document, max(own, cell.span.end), at, marker)))
        body.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(body)}{_rest(at, end, marker)}</table>"


_SOFT = re.compile(r"\n(?=(?:<[^>]*>)*(\w))")


def _soften(match: re.Match[str]) -> str:
    """A line that goes on with a small letter was only broken to fit a column; it shows as a blank."""
    return '<span class="nl">\n</span>' if match[1].islower() else "\n"


def _rest(at: int, end: int, marker: _Marker) -> str:
    return f'<tr><td data-o="{at}">{marker.block(at, end)}</td></tr>' if at < end else ""


def _cell(tag: str, start: int, inner: str) -> str:
    return f'<{tag} data-o="{start}">{inner}</{tag}>'


def _first_stray(document: PlanDocument, start: int, end: int) -> int:
    """Where between two cells the first thing stands that is no layout; `end` when nothing does."""
    return next((start + run.start() for run in _strays(document.text[start:end])), end)


def _strays(text: str) -> Iterator[re.Match[str]]:
    for run in re.finditer(r"[^\s|](?:[^|\n]*[^\s|])?", text):
        if not _LAYOUT_ONLY.fullmatch(run.group()):
            yield run


def _gap(document: PlanDocument, start: int, end: int, marker: _Marker) -> str:
    """What stands between two cells: hidden where it is layout, else shown; it belongs to no cell, but is text."""
    out = []
    at = start
    for run in _strays(document.text[start:end]):
        a, b = start + run.start(), start + run.end()
        out.append(_hidden(at, a, marker) + f'<span class="stray">{marker.block(a, b)}</span>')
        at = b
    out.append(_hidden(at, end, marker))
    return "".join(out)


def _hidden(start: int, end: int, marker: _Marker) -> str:
    return f'<span class="sep">{marker.block(start, end)}</span>' if start < end else ""


def _head(document: PlanDocument, table: Table, start: int, end: int, marker: _Marker) -> str:
    """The header row: a cell for each column where its words can be found in order, else one cell with all of it."""
    if start >= end:
        return ""
    found: list[tuple[int, int]] = []
    at = start
    for name in table.header:
        pattern = r"[\s*_]+".join(map(re.escape, name.split()))
        match = re.compile(pattern).search(document.text, at, end) if name.strip() else None
        if match is None:
            continue
        found.append(match.span())
        at = match.end()
    width = max((len(row) for row in table.rows), default=1)
    named = sum(1 for name in table.header if name.strip())
    if not found or len(found) < named or len(found) > width:
        return f'<tr><td class="raw" colspan="{width}" data-o="{start}">{_gap(document, start, end, marker)}</td></tr>'
    edges = [a for a, _ in found[1:]] + [end]
    lead = _gap(document, start, found[0][0], marker)
    cells, n = [], 0
    for name in table.header:
        if not name.strip():
            cells.append("<td></td>")
            continue
        (a, b), stop = found[n], edges[n]
        inner = (lead if n == 0 else "") + marker.block(a, b) + _gap(document, b, stop, marker)
        cells.append(_cell("th", start if n == 0 else a, inner))
        n += 1
    return f"<tr>{''.join(cells)}</tr>"
