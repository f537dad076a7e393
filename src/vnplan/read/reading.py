"""What a reader gets, gives and must keep to: options and limits, the rendering, and what is known about it."""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Literal, NamedTuple

from vnplan.errors import UnreadableSource

OcrMode = Literal["auto", "off", "force"]
BlockKind = Literal["paragraph", "row", "note", "header", "footer"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What may be set about reading.

    Attributes:
        ocr: `auto` reads pages without text by optical character recognition, `force` all pages, `off` none.
        dpi: Resolution of the pages that recognition sees.
        jobs: Processes that one document may use at once.
        max_bytes: Size from which a source is refused; also for what a packed source unpacks to.
        max_chars: Length from which a text is refused.
        max_pages: Pages that are read; the rest is left out and said so.
        max_seconds: Time that one source may take.
    """

    ocr: OcrMode = "auto"
    dpi: int = 200
    jobs: int = 2
    max_bytes: int = 200_000_000
    max_chars: int = 5_000_000
    max_pages: int = 1000
    max_seconds: float = 300.0

    @property
    def key(self) -> str:
        """Those options that decide what a source that could be read gives; the others only decide whether."""
        return f"ocr={self.ocr} dpi={self.dpi} max_pages={self.max_pages}"

    @classmethod
    def from_environment(cls) -> ReadOptions:
        """The options as `VNPLAN_OCR`, `VNPLAN_MAX_PAGES`, … set them, also for worker processes; else the defaults.

        A value that cannot be read is the default.
        """
        given: dict[str, object] = {}
        for option in fields(cls):
            text = os.environ.get(f"VNPLAN_{option.name.upper()}", "")
            try:
                if option.name == "ocr":
                    if text in ("auto", "off", "force"):
                        given["ocr"] = text
                elif text:
                    given[option.name] = float(text) if option.name == "max_seconds" else int(text)
            except ValueError:
                continue
        return cls(**given)  # type: ignore[arg-type]


class Block(NamedTuple):
    """One piece of the rendering; `start` and `end` count the text, `page` counts from 1 (None without pages)."""

    start: int
    end: int
    kind: BlockKind
    page: int | None


class Remark(NamedTuple):
    """Something to be told about the reading: code of a diagnostic, what fills its message, place in the text."""

    code: str
    values: dict[str, object]
    span: tuple[int, int] | None = None


class Doubt(NamedTuple):
    """A word that recognition was not sure of; `confidence` runs from 0 to 1."""

    start: int
    end: int
    confidence: float


class Reading(NamedTuple):
    """What a reader got: the text and what is known about the source."""

    text: str
    media_type: str
    sha256: str
    size_bytes: int
    encoding: str
    page_count: int | None
    reader: str
    blocks: tuple[Block, ...] = ()
    remarks: tuple[Remark, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Clock:
    """Watches the time one source takes."""

    def __init__(self, name: str, options: ReadOptions) -> None:
        self.name = name
        self.options = options
        self.until = time.monotonic() + options.max_seconds

    def left(self) -> float:
        """Seconds left.

        Raises:
            UnreadableSource: none are (`time-limit`).
        """
        left = self.until - time.monotonic()
        if left <= 0:
            raise UnreadableSource(
                self.name, "time-limit", f"reading took longer than {self.options.max_seconds:g} seconds"
            )
        return left


@dataclass(slots=True)
class Rendering:
    """A text that a reader puts together, piece by piece; every piece is remembered as a block.

    What is put in is NFC with line feeds only, so offsets into `text` hold for ever.
    """

    parts: list[str] = field(default_factory=list)
    size: int = 0
    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    page: int | None = None
    _feed: bool = False

    def new_page(self, number: int) -> None:
        """Begin page `number`; a form feed will stand before its first piece."""
        if self.page is not None and number != self.page:
            self._feed = True
        self.page = number

    def add(self, text: str, kind: BlockKind = "paragraph", *, gap: bool = False) -> int:
        """Put one paragraph, row or note on lines of its own, after an empty line with `gap`; give its offset."""
        if self.parts:
            self._put("\n\n" if gap else "\n")
        if self._feed:
            self._put("\f")
            self._feed = False
        start = self.size
        self._put(unicodedata.normalize("NFC", text))
        self.blocks.append(Block(start, self.size, kind, self.page))
        return start

    def row(self, cells: Iterable[str]) -> None:
        """Put one table row; a bar inside a cell would break it and is written as a slash."""
        shown = (" ".join(cell.replace("|", "/").split()) for cell in cells)
        self.add("| " + " | ".join(shown) + " |", "row")

    def table(self, rows: list[list[str]]) -> None:
        """Put a table, its first row as the header where the rule of Markdown must stand."""
        for i, row in enumerate(rows):
            self.row(row)
            if i == 0:
                self.add("|" + "---|" * len(row), "row")

    def remark(self, code: str, **values: object) -> None:
        """Tell something, once for each code."""
        if all(r.code != code for r in self.remarks):
            self.remarks.append(Remark(code, values))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    @property
    def text(self) -> str:
        """All that was put in."""
        return "".join(self.parts)


class Content(NamedTuple):
    """What the reader of one format gives; `read` adds what holds for every source."""

    rendering: Rendering
    media_type: str
    reader: str
    encoding: str = "utf-8"
    page_count: int | None = None
