"""Structure: header, section tree, footnotes, tables, closing block."""

from __future__ import annotations

from dataclasses import dataclass, field

from vnplan.structure.closing import Closing, find_closings, recipient
from vnplan.structure.footnotes import find_notes
from vnplan.structure.header import Head, read_head
from vnplan.structure.sections import build_tree
from vnplan.structure.tables import find_grids, is_group
from vnplan.structure.tree import Cell, Grid, Node, Note
from vnplan.text import SourceText


@dataclass(slots=True)
class Finding:
    """A diagnostic to be: code, view offsets, values of its message."""

    code: str
    start: int
    end: int
    values: dict[str, object]


@dataclass(slots=True)
class Structure:
    """How one text is built; offsets count the view, indexes count paragraphs."""

    head: Head
    closings: list[Closing]
    roots: list[Node]
    notes: list[Note]
    grids: list[Grid]
    findings: list[Finding] = field(default_factory=list)
    flat: list[Node] = field(default_factory=list)
    """All divisions in reading order."""

    @property
    def first(self) -> int:
        """Where the body begins: its first division; 0 where the text is torn from its head and has no opening; -1 without any."""
        head = self.head
        if not self.flat:
            return -1
        torn = head.doc_type is None and head.number is None and not head.organs and head.title_span is None
        return 0 if torn else self.flat[0].start


def analyse(source: SourceText) -> Structure:
    """Find out how a text is built. Never raises on odd text."""
    closings = find_closings(source)
    limit = closings[0].first if closings else len(source.paragraphs)
    head = read_head(source, limit)
    layout = [(0, head.body - 1), *((c.first, c.last) for c in closings)]
    grids = find_grids(source, layout)
    notes = find_notes(source)
    findings: list[Finding] = []

    def report(code: str, start: int, end: int, values: dict[str, object]) -> None:
        findings.append(Finding(code, start, end, values))

    roots = build_tree(source, _body(source, head, closings, grids, notes), report)
    structure = Structure(head, closings, roots, notes, grids, findings)
    structure.flat = [node for root in roots for node in root.walk()]
    return structure


def _body(source: SourceText, head: Head, closings: list[Closing], grids: list[Grid], notes: list[Note]) -> list[int]:
    """Paragraphs that may open a division; `-i - 1` where a closing block at paragraph `i` ends all open ones."""
    taken: set[int] = set()
    stops: set[int] = set()
    for closing in closings:
        taken.update(range(closing.first, closing.last + 1))
        stops.add(closing.first)
    for grid in grids:
        taken.update(range(grid.first, grid.last + 1))
    for note in notes:
        taken.add(source.paragraph_at(note.start))
    body: list[int] = []
    for i in range(head.body, len(source.paragraphs)):
        if i in stops:
            body.append(-i - 1)
        if i not in taken:
            body.append(i)
    return body


__all__ = [
    "Cell",
    "Closing",
    "Finding",
    "Grid",
    "Head",
    "Node",
    "Note",
    "Structure",
    "analyse",
    "is_group",
    "recipient",
]
