"""Lines of a text, what each is, and which of them belong together.

Plans reach us hard-wrapped by a page layout, broken inside a sentence by a page, one paragraph a line, or wrapped
anywhere by a web page. This module decides, for each line break, whether the author meant it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from vnplan.text.fold import BLANKS, CAPITAL


class LineKind(IntEnum):
    """What a physical line is."""

    BLANK = 0
    TEXT = 1
    RULE = 2
    """A drawn line: dashes, asterisks, underscores, dots. It parts paragraphs and holds no words."""
    PIPE = 3
    """A lone `|`: the border of a table cell whose text stands on lines of its own."""
    ROW = 4
    """A whole table row, `| a | b |`."""
    PAGE = 5
    """A page number standing alone."""
    NOISE = 6
    """A few stray signs that OCR made of a stamp or a smear."""


@dataclass(slots=True)
class Line:
    """One physical line; `start` and `end` are offsets into the text, blanks at both ends left out."""

    kind: LineKind
    start: int
    end: int
    indent: int
    body: str
    """The line without markup and outer blanks, to judge by."""
    feed: bool
    """A form feed stands before it."""
    bold: bool = False
    """It opens with strong emphasis."""


_MARKUP = re.compile(r"\*+|^#{1,6}\s+|</?(?:su[bp]|b|i|u|br|span)\b[^<>]{0,40}>|[\u200b-\u200d\u2060\ufeff\u00ad]")
_MARKED = re.compile("[*<#\u200b\ufeff\u00ad]")
_RULE_SIGNS = frozenset("-_=*—–~.…·|:+")
_RULE = re.compile(r"[-_=*—–~.…·\s|:+]{3,}\Z|\*{1,5}\Z|_{2,}\Z")
_ROW = re.compile(r"\|.*\|\s*\Z")
_PAGE = re.compile(r"[-–—]?\s*(\d{1,3})\s*[-–—]?\Z|[Tt]rang\s+\d{1,3}(?:\s*/\s*\d{1,3})?\Z")
_WORD = re.compile(r"[^\W\d_]{2,}|\d")

BULLET = re.compile(
    r"[-–—−‐+~•●▪■□◦○►➢➤✓✔❖♦◆\uf02d\uf0b7\uf0a7\uf0d8](?=\s|[^\W\d_])|\*\s+|·\s*|\.\s(?=[~-]?\s?[^\W\d_])"
)
"""A dash or another sign that opens an item."""

LABEL = re.compile(
    rf"""(?:
      (?:PHẦN|Phần|CHƯƠNG|Chương|ĐIỀU|Điều|MỤC|Mục|TIỂU\s+MỤC|Tiểu\s+mục)\s+
          (?:(?:THỨ|thứ)\s+\w+|[IVXL]{{1,6}}|\d{{1,3}}[a-zđ]?|[A-ZĐ])\b(?!\s*[,;]|\s+(?:của|và|đến|Luật|Nghị|Quyết|Thông|này|nêu))
    | PHỤ\s+LỤC | Phụ\s+lục(?=\s*[\dIVX:.]|\s*$)
    | [IVXL]{{1,6}}\s*(?:[.\-–:)/]|\.\))(?=\s|[^\W\d_]|$)
    | [IVX]{{2,5}}\s+(?=[{CAPITAL}])
    | \d{{1,2}}(?:\s?\.\s?\d{{1,2}}){{0,4}}\s?[.)](?!\d)(?=\s|[^\W\d_]|$|[“"])
    | \d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s+(?=[{CAPITAL}“"])
    | \d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s?[-–]\s+(?=[{CAPITAL}“"])
    | \(\d{{1,2}}\)\s
    | [a-zđA-ZĐ©€äàáãâạêéè]\s?[)}}](?=\s|[{CAPITAL}]|$)
    | [a-zđA-ZĐ]\s?\.(?=\s|[{CAPITAL}]|$)
    | \[\d{{1,3}}\]\s
    )""",
    re.VERBOSE,
)
"""What may be the label of a division at the start of a line."""

_LABEL_SLIP = re.compile(rf"[-–]?\s?\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[,:]\s(?=[{CAPITAL}])")
"""A label whose stop OCR read as a comma or colon."""
_LABEL_ONLY = re.compile(
    r"(?:(?:[IVXL]{1,6}|\d{1,2}(?:\.\d{1,2}){0,4}|[a-zđA-ZĐ])\s?[.)/]?|[-+•]|Số\s*:?|\(\d{1,2}\)|\[\d{1,3}\]|(?:Điều|Phần|Chương)\s+\w{1,4}\.?)\Z"
)
_NEVER_LAST = frozenset(["với", "và", "của", "tại", "theo", "cho", "giữa", "cùng", "các", "những"])
"""Words that no paragraph ends with."""
_LABEL_SIZE = 40
"""Characters that a line with a label and nothing else has at most, blanks inside it included."""
_JOINTS = frozenset([
    "và", "của", "các", "những", "về", "tại", "theo", "với", "cho", "để", "từ", "đến", "tới", "trong", "ngày", "tháng", "năm",
    "số", "là", "hoặc", "do", "bằng", "trên", "dưới", "giữa", "cùng",
])  # fmt: skip
"""Words after which no title ends."""
_OPENING = _JOINTS | frozenset([
    "ban", "bộ", "sở", "ủy", "uỷ", "hội", "phòng", "điều", "khoản", "mục", "thành", "tỉnh", "huyện", "xã", "phường", "việc",
    "công", "sự", "đã", "được", "phải", "sẽ", "này", "như", "có", "không", "hành", "thực", "tổ", "chức", "quyết", "nghị",
    "kế", "chương", "thứ", "lần", "khóa", "khoá",
])  # fmt: skip
"""Words after which a sentence goes on."""
_LAST_WORD = re.compile(r"([^\W\d_]+)\Z")
_REFERENCE = re.compile(
    r"(?:điều|khoản|điểm|mục|ngày|tháng|năm|quý|phụ lục|tiết|chương|phần|và|,|đến|lần thứ|khóa|khoá|loại|hạng)\Z",
    re.IGNORECASE,
)
"""What a number at the start of the next line belongs to. Not `số`: `chuyển đổi số⏎1. …` is a heading before another."""
_YEAR_START = re.compile(r"(?:\d{1,2}/)?(?:19|20)\d\d(?!\d)")
_YEAR_END = re.compile(r"(?:19|20)\d\d\Z")
_NATION = re.compile(r"C[ỘO]NG H(?:ÒA|OÀ|ÓA|OA) X[ÃA] H[ỘO]I|[ĐD][ộo]c l[ậa]p\s*[-–.]\s*[Tt][ựu] do")
_DAY_OPEN = re.compile(r"[^\W\d_], ng[àa]y(?:\s+\d{1,2})?\Z")
_PLACE_OPEN = re.compile(rf"[{CAPITAL}][^\W\d_]*(?: [{CAPITAL}][^\W\d_]*)?\Z")
_PLACE_GOES_ON = re.compile(rf"[{CAPITAL}][a-zà-ỹ]+(?: [{CAPITAL}][a-zà-ỹ]+)?, ng[àa]y\b")
_DAY_GOES_ON = re.compile(r"(?:\d{1,2}\s+)?th[áa]ng\b")
"""A narrow cell breaks place and date: `Lai Châu, ngày⏎19 tháng 11 năm 2025`, `Khánh⏎Hòa, ngày 17 tháng 8 năm 2017`."""
_DATED = re.compile(r"ng[àa]y\b.{1,14}th[áa]ng\b.{1,8}năm\s*(?:19|20)\d\d\W*\Z")
_PLAIN_HEADING = re.compile(
    r"[\w.]{1,9}[.)]\s*(?:mục đích|yêu cầu|mục đích, yêu cầu|mục tiêu|(?:mục tiêu|nhiệm vụ|giải pháp|yêu cầu) (?:chung|cụ thể|tổng quát|chủ yếu|trọng tâm)"
    r"|kinh phí|kinh phí thực hiện|thời gian thực hiện|đối tượng|phạm vi|quan điểm|tổ chức thực hiện|nguồn kinh phí|chế độ báo cáo)\Z",
    re.IGNORECASE,
)
"""A labelled line that is a heading whatever stands below it, but for the document it is the heading of."""
_OBJECT = re.compile(
    r"(?:Kế hoạch|Chương trình|Đề án|Dự án|Nghị quyết|Chỉ thị|Quyết định|Chiến lược|Phong trào|Cuộc|Đợt)\b"
)
_FINISHED = re.compile(r"(?:[.!?;:…]|[.,]/[.,]?)['\"”’»)\]]*\Z")
_CLOSING = re.compile(r"\W{0,3}(?:N\w{1,3} nh[aâậăặạ]n\b|\w{2,6} nh[âậặ]n\s?[:.]\W*\Z)", re.IGNORECASE)
"""`Nơi nhận:`, also where OCR spoiled its first word."""

Style = str
"""`wrapped`: paragraphs parted by blank lines, wrapped anywhere. `page`: wrapped at the width of a page. `line`: one
paragraph a line."""


@dataclass(slots=True)
class Layout:
    """How the lines of one text are laid out."""

    style: Style
    width: int
    """Length from which a line counts as full, 0 when lines are not wrapped."""
    markdown: bool
    margin: int = 0
    """Indent at which the lines of a paragraph usually go on."""


def split_lines(text: str) -> list[Line]:
    """Split into physical lines and say what each one is. Works on the whole text in one pass."""
    lines: list[Line] = []
    at = 0
    blanks = BLANKS + " \f"
    feeds, tabs = "\f" in text, "\t" in text
    marked = _MARKED.search(text) is not None
    for raw in text.split("\n"):
        end = at + len(raw)
        feed = feeds and "\f" in raw
        stripped = raw.lstrip(blanks)
        indent = len(raw) - len(stripped)
        start = at + indent
        body = stripped.rstrip(blanks)
        stop = start + len(body)
        if indent and (tabs or feed):
            indent = len(raw[:indent].replace("\f", "").expandtabs(8))
        at = end + 1
        if not body:
            lines.append(Line(LineKind.BLANK, start, stop, indent, body, feed))
            continue
        kind = LineKind.TEXT
        if body[0] in _RULE_SIGNS:
            if body == "|":
                kind = LineKind.PIPE
            elif body[0] == "|" and _ROW.match(body):
                kind = LineKind.RULE if _RULE.match(body) else LineKind.ROW
            elif len(body) < 400 and _RULE.match(body):
                kind = LineKind.RULE
        if kind is LineKind.TEXT and len(body) <= 12 and _PAGE.match(body):
            kind = LineKind.PAGE
        bold = False
        if marked and (
            "*" in body or "<" in body or body[0] == "#" or "\u200b" in body or "\ufeff" in body or "\u00ad" in body
        ):
            bold = len(body) > 8 and body.startswith("**") and body[2] not in blanks
            body = _MARKUP.sub("", body).strip(blanks)
            if not body and kind is LineKind.TEXT:
                kind = LineKind.BLANK
        if kind is LineKind.TEXT and len(body) <= 7 and not _WORD.search(body) and not _LABEL_ONLY.match(body):
            kind = LineKind.NOISE
        lines.append(Line(kind, start, stop, indent, body, feed, bold))
    return lines


_STAMP = re.compile(r"(?:Người ký|Ký bởi|Signed by|Digitally signed by)\s*:", re.IGNORECASE)
_STAMP_FIELD = re.compile(r"(?:Người ký|Ký bởi|Email|Cơ quan|Tổ chức|Thời gian ký|Ngày ký)\s*:", re.IGNORECASE)
_STAMP_END = re.compile(r"\+0?7:|\d\d:\d\d:\d\d")
_GAP = re.compile(r"\s{3,}")


def drop_stamps(text: str, lines: list[Line]) -> None:
    """Take the stamp of a digital signature out of the lines: it stands alone, or as a narrow column left of the text."""
    i = 0
    while i < len(lines):
        if lines[i].kind is LineKind.TEXT and _STAMP.match(lines[i].body):
            block = [line for line in lines[i : i + 12] if line.kind is LineKind.TEXT]
            last = next((n for n, line in enumerate(block) if _STAMP_END.search(line.body[:40])), None)
            if last is not None:
                _drop_stamp(text, block[: last + 1])
        i += 1


def _drop_stamp(text: str, block: list[Line]) -> None:
    stray = any(line.indent < 14 and len(line.body) > 60 and not _GAP.search(line.body) for line in block)
    for line in block:
        if line.indent >= 14:
            continue
        gap = _GAP.search(text, line.start, line.end)
        if gap is not None:
            line.indent += gap.end() - line.start
            line.start = gap.end()
            line.body = text[line.start : line.end]
        elif not stray or (_STAMP_FIELD.match(line.body) and len(line.body) < 60):
            line.kind = LineKind.NOISE


def measure(lines: list[Line]) -> Layout:
    """Find out how the text is laid out: what share of its line breaks stands inside a sentence."""
    markdown = (
        sum(1 for line in lines if line.kind is LineKind.TEXT and line.end - line.start > len(line.body) + 3) >= 3
    )
    inside: list[int] = []
    margins: Counter[int] = Counter()
    other = closed = 0
    for a, b in itertools.pairwise(lines):
        if a.kind is not LineKind.TEXT or b.kind is not LineKind.TEXT or not b.body or not a.body:
            continue
        if BULLET.match(b.body) or LABEL.match(b.body):
            closed += 1
        elif b.body[0].islower():
            inside.append(a.indent + a.end - a.start)
            margins[b.indent] += 1
        else:
            other += 1
    if len(inside) < 4 or len(inside) < 0.45 * (len(inside) + other):
        return Layout("line", 0, markdown)
    inside.sort()
    width = inside[len(inside) // 8]
    spread = inside[len(inside) * 9 // 10] - inside[len(inside) // 5]
    # A page sets all its full lines to one width; what a web page wraps varies, but then blank lines part paragraphs.
    if markdown or (closed < 0.1 * len(inside) and spread > 12):
        return Layout("wrapped", width, markdown)
    return Layout("page", width, markdown, margins.most_common(1)[0][0])


def mark_pages(lines: list[Line]) -> None:
    """Decide which lone numbers are page numbers; the others are text (a cell, a row number)."""
    last = 0
    for i, line in enumerate(lines):
        if line.kind is not LineKind.PAGE:
            continue
        match = _PAGE.match(line.body)
        number = int(match.group(1)) if match and match.group(1) else 0
        before = _near(lines, i, -1)
        after = _near(lines, i, 1)
        inside = bool(
            before
            and after
            and not _FINISHED.search(before.body)
            and (after.body[:1].islower() or before.body[-1:] == ",")
            and len(before.body) > 30
        )
        # OCR loses or spoils the numbers of some pages.
        alone = lines[i - 1].kind is LineKind.BLANK and (i + 1 == len(lines) or lines[i + 1].kind is LineKind.BLANK)
        expected = number == 0 or (last < number <= last + (8 if alone else 3))
        feed = line.feed or (after is not None and after.feed)
        wide = (before is None or len(before.body) > 25 or before.feed) and (after is None or len(after.body) > 25)
        if inside or feed or ((expected and (line.indent > 14 or wide)) and not _between_cells(lines, i)):
            last = number or last
        else:
            line.kind = LineKind.TEXT


def _near(lines: list[Line], i: int, step: int) -> Line | None:
    """The nearest line with text, at most six lines away."""
    for j in range(i + step, i + 7 * step, step):
        if not 0 <= j < len(lines):
            return None
        if lines[j].kind in (LineKind.TEXT, LineKind.ROW, LineKind.PIPE):
            return lines[j]
    return None


def _between_cells(lines: list[Line], i: int) -> bool:
    around = (_near(lines, i, -1), _near(lines, i, 1))
    return any(line is not None and line.kind in (LineKind.PIPE, LineKind.ROW) for line in around)


TAIL = 1000
"""How much of a line is looked at to judge its end or its beginning: more than any line of a page holds."""


def joins(
    a: Line, b: Line, gap: int, page: bool, layout: Layout, cell: bool, open_emphasis: bool, bold_heading: bool
) -> bool:
    """Say whether line `b` goes on with the paragraph that line `a` belongs to.

    Args:
        a: The line before.
        b: The line after.
        gap: Blank lines between them.
        page: A page number or a form feed stands between them.
        layout: How the whole text is laid out.
        cell: Both stand inside a table cell written over several lines.
        bold_heading: The paragraph so far is one labelled heading in bold.
        open_emphasis: Markdown emphasis opened in the paragraph is not closed at the end of `a`.
    """
    left, right = a.body[-TAIL:], b.body[:TAIL]
    if not left or not right:
        return gap == 0
    if (
        gap <= 1
        and len(left) <= _LABEL_SIZE
        and _LABEL_ONLY.match(left)
        and not (LABEL.match(right) or (gap and BULLET.match(right)))
    ):
        return True
    if open_emphasis and gap == 0:
        return True
    if gap > 3 and not page:
        return False
    wrapped = layout.style != "line"
    first = right[0]
    if gap <= 1 and (_parts_nation(left, right) or (_DAY_OPEN.search(left) and _DAY_GOES_ON.match(right))):
        return True
    if not gap and len(left) < 16 and _PLACE_OPEN.match(left) and not left.isupper() and _PLACE_GOES_ON.match(right):
        return True
    if _columns(left) or _columns(right) or (len(left) < 120 and right[:40].isupper() and _DATED.search(left)):
        return False
    if (
        right.startswith(("Căn cứ ", "Xét đề nghị", "Theo đề nghị"))
        and left[-1] not in ",("
        and not left.endswith(" Sở")
    ):
        return False
    if _CLOSING.match(right) and first.isupper():
        return False
    if not gap and _PLAIN_HEADING.match(left) and not first.islower() and not _OBJECT.match(right):
        return False
    if (
        not gap
        and wrapped
        and left.count("“") > left.count("”")
        and 0 <= right.find("”") < 60
        and "“" not in right[:60]
    ):
        return True
    if bold_heading and gap == 1 and b.bold and wrapped and not left.endswith((".", ":", ";")):
        # A heading in bold that a web page broke into two emphasised paragraphs.
        if not (LABEL.match(right) or BULLET.match(right) or right.isupper()):
            return True
    finished = _FINISHED.search(left) is not None
    full = layout.width > 0 and a.indent + a.end - a.start + 1 + _first_word(right) >= layout.width
    if BULLET.match(right):
        if gap:
            return False
        after = right[1:].lstrip()
        if right[0] in "-–—" and _YEAR_START.match(after) and _YEAR_END.search(left):
            return True  # "giai đoạn 2021⏎- 2025"
        return layout.style == "wrapped" and not finished and after[:1].islower() and right[:1] in "-–" and full
    if LABEL.match(right):
        if gap or finished:
            return False
        return _REFERENCE.search(left) is not None and (wrapped or right[:1].isdigit())
    if gap and _LABEL_SLIP.match(right):
        return False
    if first.islower() or first in ",.;)%/":
        if left.isupper() and len(left) > 3 and (gap or not wrapped):
            return False
        if gap == 0:
            return wrapped or not left.endswith((":", ";", "./."))
        labelled = gap == 1 and LABEL.match(left) is not None and right[1:2].isalpha()
        return not finished and (page or not wrapped or full or len(left) > 40 or labelled) and len(left) > 12
    if finished:
        if gap or cell:
            return False
        if layout.style == "wrapped":
            return True
        return layout.style == "page" and full and a.indent > b.indent >= 0 and left[-1] not in ":;"
    word = _LAST_WORD.search(left)
    opening = left[-1] in ",-–/(&" or (word is not None and word.group(1).lower() in _OPENING)
    if opening and word is not None and word.group(1).lower() == "số" and not first.isdigit():
        opening = False  # "chuyển đổi số⏎Để …"
    if opening and left.isupper() and word is not None and word.group(1).lower() not in _JOINTS:
        opening = right[:12].isupper()  # "… ĐỊA BÀN HUYỆN⏎Thực hiện …": a title, then the text
    if left.isupper() and not right[:12].isupper() and not (page or opening):
        return False
    if gap == 0:
        if cell:
            return opening and not left.isupper()
        if layout.style == "wrapped":
            return True
        if layout.style == "page":
            if b.indent > layout.margin + 3 and first.isupper() and not full and left[-1] != ",":
                return False  # the indent of a first line: "2. Các phòng thuộc Sở⏎      Căn cứ …"
            return (full or opening or first == "(") and not (b.indent > a.indent + 3 and not opening)
        return opening and len(left) > 40
    if gap == 1 and not cell and word is not None and word.group(1) in _NEVER_LAST and len(left) > 20:
        return True  # "phối hợp với", a blank line of the scan, "Sở Y tế"
    return (page and full) or (left[-1] == "," and len(left) > 40 and not cell) or (page and opening and len(left) > 40)


def _columns(text: str) -> bool:
    """A line of a letterhead with the name of the state or its motto in the right column."""
    if "NG H" not in text and "c l" not in text:
        return False
    match = _NATION.search(text)
    return match is not None and (match.start() > 0 or "   " in text)


_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def _parts_nation(left: str, right: str) -> bool:
    """A narrow cell breaks the name of the state over two lines."""
    if not left.startswith("CỘNG") or not right[:1].isupper():
        return False
    return _STATE.startswith(f"{left} {right}".replace("OÀ", "ÒA")) and "   " not in left


def _first_word(text: str) -> int:
    at = text.find(" ")
    return len(text) if at < 0 else at
