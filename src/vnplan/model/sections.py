"""The body of a document: section tree, footnotes, tables."""

from __future__ import annotations

from typing import Literal

from vnplan.model.base import Model, Span

SectionKind = Literal[
    "part", "chapter", "section", "article", "clause", "point",
    "roman", "arabic", "letter", "bullet", "appendix", "unnumbered",
]  # fmt: skip
"""Phần, Chương, Mục, Điều, khoản, điểm; then `I.`, `1.`, `a)`, `-`, Phụ lục, and headings without a label."""

SectionRole = Literal["purpose_requirements", "objectives_targets", "tasks", "organisation", "funding", "other"]
"""Mục đích, yêu cầu; mục tiêu, chỉ tiêu; nhiệm vụ; tổ chức thực hiện; kinh phí; anything else."""

TableRole = Literal["tasks", "targets", "schedule", "funding", "layout", "other"]
"""What the header row speaks of; `layout` is reserved: tables that only place things on the page are left out."""


class Section(Model):
    """One division of the body.

    Attributes:
        id: `s1`, `s2`, … in reading order.
        kind: Which sort of division.
        label: Number or letter alone as written (`"II"`, `"1.1"`, `"đ"`), `"-"` for a run-in bullet, None without one.
        path: Labels from the root joined by `/` (`"II/1/a"`); an appendix's root is `PL1`, `PL2`, …
        heading: Clean heading, None when the division is running text.
        role: What the division is for, judged from the words of its heading or of the nearest one above.
        span: The whole division with all that stands under it.
        heading_span: From the label to the end of the heading (of the first words, for running text).
        children: Divisions inside this one.
    """

    id: str
    kind: SectionKind
    label: str | None
    path: str
    heading: str | None
    role: SectionRole | None
    span: Span
    heading_span: Span
    children: list[Section] = []


class Footnote(Model):
    """A footnote: `span` is its text (with the label), `marks` are the places that point to it."""

    id: str
    label: str
    span: Span
    marks: list[Span]


class TableCell(Model):
    """One cell; `raw` is `text[span.start:span.end]`."""

    raw: str
    span: Span


class Table(Model):
    """A table kept as rows of cells.

    Attributes:
        header: The cells of the header row as clean text; empty when the table has none.
        rows: All rows below the header.
        role: What the table holds, judged from its header.
    """

    id: str
    section_id: str | None
    span: Span
    header: list[str]
    rows: list[list[TableCell]]
    role: TableRole | None
