"""Plain objects that the structure station hands on; offsets count the view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vnplan.model import SectionKind, SectionRole, TableRole


@dataclass(slots=True)
class Node:
    """One division.

    Attributes:
        kind: Which sort.
        label: As written, None without one.
        heading: Clean heading, None for running text.
        start: View offset of the label.
        end: View offset after the last character of the division.
        body: View offset where the text after label begins.
        head_end: View offset after the heading (after the first words, for running text).
        paragraph: Index of the paragraph it opens.
        path: Labels from the root.
        role: What the division is for.
        parent: The division above.
        children: The divisions inside.
    """

    kind: SectionKind
    label: str | None
    heading: str | None
    start: int
    end: int
    body: int
    head_end: int
    paragraph: int
    path: str = ""
    role: SectionRole | None = None
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield the division and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Cell:
    """One table cell: view offsets of its text."""

    start: int
    end: int


@dataclass(slots=True)
class Grid:
    """One table: `header` is the header row (empty without one), `rows` what stands below it."""

    start: int
    end: int
    first: int
    last: int
    header: list[Cell]
    rows: list[list[Cell]]
    role: TableRole | None = None
    laid: bool = False
    """Laid out with blanks: a row is one line, a cell what that line holds of it."""
    columns: list[str | None] | None = None
    """What its columns hold, once somebody asked."""


@dataclass(slots=True)
class Note:
    """One footnote: view offsets of its text, and the offsets of its marks."""

    label: str
    start: int
    end: int
    body: int
    marks: list[tuple[int, int]]
