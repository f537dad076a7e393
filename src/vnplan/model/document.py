"""The whole document, where it came from, and what is doubtful about it."""

from __future__ import annotations

from typing import Literal

from vnplan.model.base import Model, Span
from vnplan.model.citations import Citation, Reference
from vnplan.model.deadlines import Deadline
from vnplan.model.header import Header
from vnplan.model.sections import Footnote, Section, Table
from vnplan.model.targets import Target
from vnplan.model.tasks import Task
from vnplan.model.units import Unit

SCHEMA_VERSION = "1.0"
"""Version of the JSON form, semantic versioning."""

Severity = Literal["info", "warning", "error"]
"""Worth knowing; look at it; the result is not to be relied on."""


class Source(Model):
    """Where the text came from.

    Attributes:
        name: As the caller named it; in a batch the path relative to the given folder.
        media_type: `text/plain`, `text/markdown`, …
        sha256: Of the bytes read (of the UTF-8 form, when a `str` was given).
        size_bytes: Number of those bytes.
        encoding: The encoding they were decoded from.
        page_count: Number of pages, None where the format has none.
        reader: The reader that made the text.
    """

    name: str
    media_type: str
    sha256: str
    size_bytes: int
    encoding: str
    page_count: int | None
    reader: str


class Diagnostic(Model):
    """Something doubtful or repaired. `code` is stable (see `vnplan.diagnostics`); `message` is for people."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None


class PlanDocument(Model):
    """One parsed document.

    `text` is what the reader got from the source (NFC, LF line ends, byte-order mark dropped); every `span` counts
    code points of it and `text[span.start:span.end]` is the `raw` beside it. Arrays are in reading order. Ids are
    stable for the same input and version.

    Attributes:
        schema_version: Version of the JSON form.
        source: Where the text came from.
        text: What all spans count.
        header: Header and closing block.
        sections: The tree of divisions; those at the top, with the others in them.
        footnotes: Notes and the places that point to them.
        tables: Tables as rows of cells.
        citations: Every mention of another document.
        references: The distinct documents they refer to.
        deadlines: By when.
        targets: To what measure.
        units: Who is made responsible, and where.
        tasks: What is to be done, tied together out of the lists above.
        diagnostics: What is doubtful or was repaired.
    """

    schema_version: str = SCHEMA_VERSION
    source: Source
    text: str
    header: Header
    sections: list[Section] = []
    footnotes: list[Footnote] = []
    tables: list[Table] = []
    citations: list[Citation] = []
    references: list[Reference] = []
    deadlines: list[Deadline] = []
    targets: list[Target] = []
    units: list[Unit] = []
    tasks: list[Task] = []
    diagnostics: list[Diagnostic] = []
