"""SourceText: the text as given, the cleaned view, and the exact map between them.

Three strings stand side by side:

- `text`: what the reader got, NFC, LF line ends. Public offsets count its code points.
- `view`: cleaned for reading by rule: markup gone, lines of a paragraph joined by one space, page furniture gone,
  blanks repaired. A line feed in it is the end of a paragraph, nothing else.
- `fold`: `view` in one spelling and lower case, index for index the same length.

The map is written down while the view is built, one entry for each unbroken stretch; it is never guessed afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from vnplan.text.columns import Piece, find_columns
from vnplan.text.fold import BLANKS, REPAIRS, fold
from vnplan.text.lines import (
    BULLET,
    LABEL,
    TAIL,
    Layout,
    Line,
    LineKind,
    drop_stamps,
    joins,
    mark_pages,
    measure,
    split_lines,
)


@dataclass(slots=True)
class Paragraph:
    """One paragraph of the view.

    Attributes:
        start: Offset of its first character in the view.
        end: Offset after its last character.
        indent: Blanks before its first line.
        gap: Blank lines before it.
        ruled: A drawn line stands right before it.
        row: It is a whole table row (`| a | b |`).
        cell: Number of the table cell it stands in, when cells are written over several lines; else -1.
        lead: End of the emphasis that opens it (`**Mục đích:** …`), equal to `start` when there is none.
        first: Index of its first physical line.
        last: Index of its last physical line.
    """

    start: int
    end: int
    indent: int
    gap: int
    ruled: bool
    row: bool
    cell: int
    lead: int
    first: int
    last: int
    table: int = -1
    """Number of the table laid out with blanks that it is a piece of, and `column` in it; -1 outside."""
    column: int = -1


@dataclass(slots=True)
class SourceText:
    """A text and its cleaned view. Make one with `SourceText.of`."""

    text: str
    view: str
    fold: str
    paragraphs: list[Paragraph]
    layout: Layout
    gaps: list[int]
    """View offsets of blanks that stand for three or more (columns), ascending."""
    bold: list[tuple[int, int]]
    """Emphasised stretches of the view, ascending."""
    _view_at: list[int] = field(repr=False)
    _text_at: list[int] = field(repr=False)
    _starts: list[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> SourceText:
        """Clean `text` (any line ends, any normal form; a byte-order mark is dropped)."""
        return _Builder(normalise(text)).build()

    def to_text(self, at: int) -> int:
        """Offset in `text` of the view's character at `at`."""
        i = bisect_right(self._view_at, at) - 1
        return self._text_at[i] + at - self._view_at[i] if i >= 0 else 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a stretch of the view to offsets in `text`; blanks at its ends are left out."""
        view = self.view
        while start < end and view[start] in " \n":
            start += 1
        while end > start and view[end - 1] in " \n":
            end -= 1
        if start == end:
            at = self.to_text(start) if view else 0
            return at, at
        return self.to_text(start), self.to_text(end - 1) + 1

    def to_view(self, at: int) -> int:
        """Offset in the view of the first character that stands at or after `at` in `text`."""
        i = bisect_right(self._text_at, at) - 1
        if i < 0:
            return 0
        stop = self._view_at[i + 1] if i + 1 < len(self._view_at) else len(self.view)
        return min(self._view_at[i] + at - self._text_at[i], stop)

    def raw(self, start: int, end: int) -> str:
        """The text behind a stretch of the view."""
        a, b = self.span(start, end)
        return self.text[a:b]

    def paragraph_at(self, at: int) -> int:
        """Index of the paragraph that holds view offset `at` (the last one that starts at or before it)."""
        return max(0, bisect_right(self._starts, at) - 1)

    def gap_in(self, start: int, end: int) -> int | None:
        """Offset of the first column gap in `[start, end)`, None without one."""
        i = bisect_left(self.gaps, start)
        return self.gaps[i] if i < len(self.gaps) and self.gaps[i] < end else None

    def bold_until(self, at: int) -> int:
        """End of the emphasised stretch that holds `at`, or `at`."""
        i = bisect_right(self.bold, (at, len(self.view) + 1)) - 1
        return self.bold[i][1] if i >= 0 and self.bold[i][0] <= at < self.bold[i][1] else at


def normalise(text: str) -> str:
    """Return `text` as every offset counts it: NFC, LF line ends, no byte-order mark."""
    if text[:1] == "\ufeff":
        text = text[1:]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


_SPECIAL_SIGNS = (
    r"\*+"
    r"|</?(?:su[bp]|b|i|u|br|span)\b[^<>]{0,40}>"
    r"|[\u200b-\u200d\u2060\ufeff\u00ad\u200e\u200f]+"
    r"|\\(?=[-.*_#()\[\]+!|>])"
    r"|(?<=[^\W\d])_(?=[^\W\d])|_{2,}|(?<!\S)_ ?(?=\S)"
    # OCR reads one Đ as two, and a stroke before a T.
    r"|(?<=Đ)Ð|(?:(?<!\S)|(?<=[A-ZĐ]))['‘](?=T[^\W\d_][^'’]*\Z)"
    rf"|[{BLANKS} \f]{{2,}}|[{BLANKS}\f]"
)
_SPECIAL = re.compile(_SPECIAL_SIGNS + r"|(?<=[^\W\d_] )\. (?=[a-zà-ỹ])|(?<=, )\. (?=[a-zà-ỹ])")
"""Of specks that OCR reads between two words, too; where all words stand apart, a full stop does."""
_SIGN = re.compile(rf"[*<_'‘Ð\\\f\u200b-\u200d\u2060\ufeff\u00ad\u200e\u200f{BLANKS}]")
"""One of these, or two blanks, stands where `_SPECIAL` matches: most lines hold none."""
_SPECIAL_SEGMENTED = re.compile(_SPECIAL_SIGNS + r"| (?=[,.;:)%/])|(?<=[(/]) ")
_REPAIR = str.maketrans(REPAIRS)
_REPAIRED = re.compile("[" + "".join(map(re.escape, REPAIRS)) + "]")
# A number broken by a wrapped line goes on without a blank: "6858/QĐ-⏎BYT", "21-⏎NQ/TW", "14/2024/⏎NĐ-CP".
_BROKEN_NUMBER = re.compile(r"(?:\d\s?[-/]|\d/\d{4}/|/[A-ZĐƯƠ]{1,12}[a-zđ]?-|\d[-/][A-ZĐ]{1,8}[/-])\Z")
_NUMBER_GOES_ON = re.compile(r"[A-ZĐƯƠ]{1,}[A-Za-zĐđƯƠ0-9&]*(?:[-/][A-ZĐƯƠ]|[\s,.;)]|\Z)|\d{4}/[A-ZĐ]")
_GLUED = re.compile(r"\s*(?:[IVX]{1,5}\.|\d{1,2}\.|[a-zđ]\))\s*(?=[^\W\d_])")


_LAYOUT_ROW = re.compile(
    r"CỘNG H(?:ÒA|OÀ|ÓA) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|N[ơƠ][iI] nh[ậẬ][nN]\s*:|\|\s*Số\s*:?[^|]*\|[^|]*ng[àÀ]y[^|]*th[áÁ]ng"
)
_LAYOUT_ITEM = re.compile(r"\S(?:(?!(?:(?<=[;:.,])|(?<=br>)) +[-+–] |-{3,}).)*", re.DOTALL)


_DIVISION = re.compile(r"[*#\s]*(?:Điều \d{1,3}|Chương [IVX]{1,5}|[IVX]{1,5})[.:]\s*[*]*\s?\w")
"""A line that opens an Article, a Chapter or a roman division."""
LONGEST = 4000
"""A longer paragraph is read in pieces: no office writes one, and what looks around inside it must stay bounded."""


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut an overlong line at the ends of sentences, else at blanks, else anywhere."""
    while end - start > LONGEST:
        low, stop = start + LONGEST // 2, start + LONGEST
        cut = max(text.rfind(". ", low, stop), text.rfind("; ", low, stop)) + 1
        cut = cut or max(text.rfind(" ", low, stop), 0) or stop
        yield start, cut
        start = cut
    yield start, end


_SEGMENTED = re.compile(r"[^\W\d_]_[^\W\d_]")


class _Builder:
    """Builds the view of one text, left to right, once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mended = _REPAIRED.search(text) is not None
        self.out: list[str] = []
        self.size = 0
        self.view_at: list[int] = []
        self.text_at: list[int] = []
        self.gaps: list[int] = []
        self.bold: list[tuple[int, int]] = []
        self.open_bold = -1
        self.paragraphs: list[Paragraph] = []
        self.last = "\n"
        self.layout_rows: set[int] = set()
        self.columns: dict[int, tuple[int, list[Piece]]] = {}
        # A word segmenter wrote "Hội Nông_dân , Liên_đoàn": blanks inside words and before every mark.
        self.segmented = text.count(" , ") >= 3 and len(_SEGMENTED.findall(text, 0, 20_000)) >= 20

    def build(self) -> SourceText:
        lines = split_lines(self.text)
        drop_stamps(self.text, lines)
        mark_pages(lines)
        self._find_layout_grids(lines)
        self.columns = find_columns(self.text, lines)
        layout = measure(lines)
        self._paragraphs(lines, layout)
        view = "".join(self.out)
        return SourceText(
            self.text, view, fold(view), self.paragraphs, layout, self.gaps, self.bold,
            self.view_at, self.text_at, [p.start for p in self.paragraphs],
        )  # fmt: skip

    def _paragraphs(self, lines: list[Line], layout: Layout) -> None:
        before: Line | None = None
        gap = 0
        page = ruled = in_cells = False
        cell = 0
        for i, line in enumerate(lines):
            kind = line.kind
            if kind is LineKind.BLANK:
                gap += 1
                page = page or line.feed
                continue
            if kind is LineKind.PAGE:
                page = True
                continue
            if kind is LineKind.NOISE:
                continue
            if kind is LineKind.RULE:
                ruled = True
                before = None
                continue
            if kind is LineKind.PIPE:
                # Two borders in a row part two table rows; a border with only prose after it closes the table.
                in_cells = self._cells_go_on(lines, i)
                cell += 1
                before = None
                gap = 0
                continue
            page = page or line.feed
            if i in self.columns:
                table, pieces = self.columns[i]
                for piece in pieces:
                    self._begin(line, gap, ruled, row=False, cell=-1, index=i, at=piece.start)
                    self.paragraphs[-1].table, self.paragraphs[-1].column = table, piece.column
                    self._emit(piece.start, piece.end, i, markdown=layout.markdown)
                self._close()
                before, gap, page, ruled = None, 0, False, False
                continue
            if kind is LineKind.ROW and line.end - line.start > 5 * LONGEST:
                kind = LineKind.TEXT
            if kind is LineKind.ROW and (i in self.layout_rows or _LAYOUT_ROW.search(self.text, line.start, line.end)):
                cell = self._layout_row(line, gap, ruled, cell, i, layout)
                before, gap, page, ruled = None, 0, False, False
                continue
            if kind is LineKind.ROW:
                self._begin(line, gap, ruled, row=True, cell=-1, index=i)
                self._emit(line.start, line.end, i, markdown=layout.markdown)
                self._close()
                before, gap, page, ruled = None, 0, False, False
                continue
            if (
                before is not None
                and not ruled
                and self.size + line.end - line.start < self.paragraphs[-1].start + LONGEST
                and joins(before, line, gap, page, layout, in_cells, self.open_bold >= 0, self._bold_heading(lines))
            ):
                self._join(before, line)
            else:
                self._begin(line, gap, ruled, row=False, cell=cell if in_cells else -1, index=i)
            for start, end in _pieces(self.text, line.start, line.end):
                if start > line.start:
                    self._begin(line, 0, False, row=False, cell=cell if in_cells else -1, index=i, at=start)
                self._emit(start, end, i, markdown=layout.markdown)
            before, gap, page, ruled = line, 0, False, False
        self._close()

    def _bold_heading(self, lines: list[Line]) -> bool:
        p = self.paragraphs[-1]
        return p.lead > p.start + 40 and p.lead == self.size and LABEL.match(lines[p.first].body) is not None

    def _layout_row(self, line: Line, gap: int, ruled: bool, cell: int, index: int, layout: Layout) -> int:
        """A letterhead or closing block squeezed into one table row: each cell, each item a paragraph of its own."""
        at = line.start
        while at < line.end:
            stop = self.text.find("|", at, line.end)
            stop = line.end if stop < 0 else stop
            for match in _LAYOUT_ITEM.finditer(self.text, at, stop):
                self._begin(line, gap, ruled, row=False, cell=cell, index=index, at=match.start())
                if index in self.layout_rows:
                    # A grid is drawn to scale: where an item begins tells its column.
                    self.paragraphs[-1].indent = match.start() - line.start
                self._emit(match.start(), match.end(), index, markdown=layout.markdown)
            cell += 1
            at = stop + 1
        self._close()
        return cell

    def _find_layout_grids(self, lines: list[Line]) -> None:
        """Find grids (`+---+---+` above and below) that hold a letterhead or a closing block, not data."""
        rows: list[int] = []
        framed = False
        for i, line in enumerate(lines):
            if line.kind is LineKind.RULE and self.text[line.start] in "+|":
                framed = framed or self.text[line.start] == "+"
            elif line.kind is LineKind.ROW and framed:
                rows.append(i)
            elif rows or framed:
                self._note_layout_grid(lines, rows)
                rows, framed = [], False
        self._note_layout_grid(lines, rows)

    def _note_layout_grid(self, lines: list[Line], rows: list[int]) -> None:
        if any(_LAYOUT_ROW.search(self.text, lines[i].start, lines[i].end) for i in rows):
            self.layout_rows.update(rows)

    @staticmethod
    def _cells_go_on(lines: list[Line], i: int) -> bool:
        """Say whether what follows the border at `i` is a cell: its text comes at once, and another border after it.

        Text with divisions of its own is the body of the document, even if a border stands after it by chance.
        """
        divisions = 0
        for n, line in enumerate(lines[i + 1 : i + 120]):
            if line.kind is LineKind.PIPE:
                return divisions <= 1  # one may be a quotation
            if n == 0 and line.kind is LineKind.BLANK:
                return False
            divisions += _DIVISION.match(line.body) is not None
        return False

    def _begin(
        self, line: Line, gap: int, ruled: bool, row: bool, cell: int, index: int, at: int | None = None
    ) -> None:
        """Begin a paragraph with the line, or with what stands in it at `at`."""
        self._close()
        if self.paragraphs:
            self._put("\n", line.start if at is None else at)
        self.paragraphs.append(
            Paragraph(self.size, self.size, line.indent, gap, ruled, row, cell, self.size, index, index)
        )

    def _close(self) -> None:
        if self.open_bold >= 0:
            if self.size > self.open_bold:
                self.bold.append((self.open_bold, self.size))
            self.open_bold = -1
        if not self.paragraphs:
            return
        p = self.paragraphs[-1]
        p.end = self.size
        for a, b in reversed(self.bold):
            if a == p.start:
                p.lead = b
            if a <= p.start:
                break

    def _join(self, before: Line, line: Line) -> None:
        """Join a wrapped line to the paragraph: one blank in place of the line end, none inside a number."""
        left, right = before.body[-TAIL:], line.body
        if left[-1:] in ("-", "/") and _BROKEN_NUMBER.search(left) and _NUMBER_GOES_ON.match(right):
            return
        if self.last not in " \n":
            self._put(" ", self.text.find("\n", before.end, line.start))

    def _put(self, char: str, at: int) -> None:
        self.out.append(char)
        self.view_at.append(self.size)
        self.text_at.append(at)
        self.size += 1
        self.last = char

    def _copy(self, start: int, end: int) -> None:
        piece = self.text[start:end]
        if self.mended:
            piece = piece.translate(_REPAIR)
        self.out.append(piece)
        self.view_at.append(self.size)
        self.text_at.append(start)
        self.size += end - start
        self.last = piece[-1]

    def _emit(self, start: int, end: int, index: int, *, markdown: bool) -> None:
        """Write one line into the view."""
        self.paragraphs[-1].last = index
        text = self.text
        at = start
        if text[start] == "#" and (markdown or text.startswith("##", start)):
            while at < end and text[at] in "# ":
                at += 1
        if text.startswith("~", at) and self.last == "\n":
            # OCR reads the dash of an item as a tilde.
            self._put("-", at)
            at += 2 if text[at + 1 : at + 2] == "-" else 1
        plain = text.find("  ", at, end) < 0 and text.find(" . ", at, end) < 0
        if not self.segmented and plain and _SIGN.search(text, at, end) is None:
            if at < end:
                self._copy(at, end)
            return
        for match in (_SPECIAL_SEGMENTED if self.segmented else _SPECIAL).finditer(text, at, end):
            a, b = match.span()
            sign = text[a]
            if sign == "*" and self._is_asterisk(a, b, start, end):
                continue
            if a > at:
                self._copy(at, a)
            at = b
            if sign == "*":
                # "****" closes one emphasis and opens another.
                self._emphasis(b, end)
                if b - a >= 4 and self.open_bold < 0:
                    self.open_bold = self.size
            elif sign in " \f" or sign in BLANKS:
                if self.segmented and b < end and (text[b] in ",.;:)%/" or self.last in "(/"):
                    continue
                if self.last not in " \n":
                    if b - a >= 3 or sign == "\t":
                        self.gaps.append(self.size)
                    self._put(" ", a)
            elif sign == "_":
                if b - a == 1 and self.last not in " \n":
                    self._put(" ", a)
            elif sign == "<" and text[a : a + 3].lower() == "<br" and self.last not in " \n":
                self._put(" ", a)
        if at < end:
            self._copy(at, end)

    def _is_asterisk(self, a: int, b: int, start: int, end: int) -> bool:
        """An asterisk that is a sign of its own: `(*)`, or a bullet at the start of a line."""
        text = self.text
        if b - a > 1:
            return False
        if a == start:
            return b < end and text[b] == " " and text.find("*", b + 1, end) < 0
        return text[a - 1] == "(" and b < end and text[b] == ")"

    def _emphasis(self, b: int, end: int) -> None:
        if self.open_bold >= 0:
            if self.size > self.open_bold:
                self.bold.append((self.open_bold, self.size))
                p = self.paragraphs[-1]
                if self.open_bold == p.start:
                    p.lead = self.size
            self.open_bold = -1
        else:
            self.open_bold = self.size
        # "I. MỤC ĐÍCH, YÊU CẦU**1. Mục đích**": two headings whose line end was lost.
        if self.last not in " \n(" and _GLUED.match(self.text, b, end) and self.size > self.paragraphs[-1].start + 3:
            p = self.paragraphs[-1]
            was_open = self.open_bold >= 0
            p.end = self.size
            self._put("\n", b)
            self.paragraphs.append(
                Paragraph(self.size, self.size, p.indent, 0, False, p.row, p.cell, self.size, p.last, p.last)
            )
            if was_open:
                self.open_bold = self.size


__all__ = ["BULLET", "LABEL", "Paragraph", "SourceText", "normalise"]
