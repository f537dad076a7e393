"""The public document out of what the stations found."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TypedDict

from vnplan.diagnostics import make
from vnplan.link.confidence import confidence
from vnplan.link.header import build_header
from vnplan.model import Diagnostic, Footnote, Header, Section, Span, Table, TableCell
from vnplan.structure import Cell, Grid, Node, Structure
from vnplan.text import SourceText, clean


class Sureness(TypedDict):
    """How a thing was found and how sure that is."""

    rule: str
    confidence: float


_CLOSING_WORDS = re.compile(
    r"\W*(?:trên đây là|trong quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai))(?![\w])"
)


class Frame:
    """The public side of the structure: sections with ids, and where a place of the view belongs.

    Attributes:
        header: The public header.
        sections: The section tree.
        footnotes: The footnotes.
        tables: The tables.
    """

    def __init__(self, source: SourceText, structure: Structure, *, noisy: bool = False) -> None:
        self.source = source
        self.noisy = noisy
        self.structure = structure
        self._ids = {id(node): f"s{n}" for n, node in enumerate(structure.flat, 1)}
        self._starts = [node.start for node in structure.flat]
        self.header: Header = build_header(source, structure)
        self.sections = [self._section(node) for node in structure.roots]
        self.footnotes = [
            Footnote(
                id=f"f{n}", label=note.label, span=self.span(note.start, note.end),
                marks=[self.span(a, b) for a, b in note.marks],
            )
            for n, note in enumerate(structure.notes, 1)
        ]  # fmt: skip
        self.tables = [self._table(grid, n) for n, grid in enumerate(structure.grids, 1)]

    def span(self, start: int, end: int) -> Span:
        """Public span of a stretch of the view."""
        a, b = self.source.span(start, end)
        return Span(start=a, end=b)

    def raw(self, start: int, end: int) -> str:
        """The text behind a stretch of the view."""
        return self.source.raw(start, end)

    def sure(self, kind: str, rule: str) -> Sureness:
        """Rule and confidence of a find."""
        return {"rule": rule, "confidence": confidence(kind, rule, noisy=self.noisy)}

    def section_id(self, node: Node | None) -> str | None:
        """Id of a division."""
        return None if node is None else self._ids[id(node)]

    def node_at(self, at: int) -> Node | None:
        """The innermost division that holds a place of the view."""
        i = bisect_right(self._starts, at) - 1
        node = self.structure.flat[i] if i >= 0 else None
        while node is not None and node.end <= at:
            node = node.parent
        return node

    def section_at(self, at: int) -> str | None:
        """Id of the innermost division that holds a place of the view."""
        return self.section_id(self.node_at(at))

    def in_closing_words(self, at: int) -> bool:
        """Say whether a place of the view stands in the closing paragraph (`Trên đây là …`), which no division owns."""
        i = self.source.paragraph_at(at)
        after = any(i < closing.first <= i + 3 for closing in self.structure.closings)
        return after and _CLOSING_WORDS.match(self.source.fold, self.source.paragraphs[i].start) is not None

    def _section(self, node: Node) -> Section:
        return Section(
            id=self._ids[id(node)], kind=node.kind, label=node.label, path=node.path, heading=node.heading,
            role=node.role, span=self.span(node.start, node.end), heading_span=self.span(node.start, node.head_end),
            children=[self._section(child) for child in node.children],
        )  # fmt: skip

    def _cell(self, cell: Cell) -> TableCell:
        a, b = self.source.span(cell.start, cell.end)
        return TableCell(raw=self.source.text[a:b], span=Span(start=a, end=b))

    def _table(self, grid: Grid, n: int) -> Table:
        return Table(
            id=f"tb{n}", section_id=self.section_at(grid.start),
            span=self.span(grid.start, grid.end),
            header=[clean(self.source.view[c.start : c.end]) for c in grid.header],
            rows=[[self._cell(c) for c in row] for row in grid.rows],
            role=grid.role,
        )  # fmt: skip


def structural_diagnostics(frame: Frame) -> list[Diagnostic]:
    """Diagnostics of the text and its structure."""
    source, structure = frame.source, frame.structure
    found: list[Diagnostic] = []
    if not source.view.strip():
        return [make("text-empty")]
    count = source.text.count("\ufffd")
    if count:
        found.append(make("text-replaced-characters", count=count))
    if frame.noisy:
        found.append(make("text-noisy"))
    head = frame.header
    if head.doc_type is None and head.number is None and head.issuer is None:
        found.append(make("header-missing"))
    elif head.doc_type is not None and not head.doc_type.startswith("Kế hoạch"):
        place = None
        if structure.head.type_at is not None:
            p = source.paragraphs[structure.head.type_at]
            place = source.span(p.start, p.end)
        found.append(make("not-a-plan", place, doc_type=head.doc_type))
    number = head.number
    if number is not None and number.serial is None and any(c.isdigit() for c in number.raw.split("/")[0]):
        found.append(make("number-unreadable", (number.span.start, number.span.end), raw=number.raw))
    found.extend(make(f.code, source.span(f.start, f.end), **f.values) for f in structure.findings)
    return found
