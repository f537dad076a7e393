"""The header block: letterhead, number, place and date, type, trích yếu (Nghị định 30/2020/NĐ-CP, Phụ lục I).

It comes as table cells, two columns side by side, one column after the other, run together by OCR, or not at all;
in State, Party, youth union and trade union layouts.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from vnplan import lexicon
from vnplan.lexicon.binding import per_lexicon
from vnplan.structure.labels import read_appendix, read_label
from vnplan.text import SourceText, bare, clean, fold

Span = tuple[int, int]


@dataclass(slots=True)
class Number:
    """Number of the document: offsets of `raw` in the view."""

    start: int
    end: int
    serial: str | None
    year: int | None
    symbol: str | None


@dataclass(slots=True)
class Head:
    """What the header block says; spans count the view.

    Attributes:
        first: Index of the first paragraph of the header.
        body: Index of the first paragraph after the header.
        type_at: Index of the paragraph with the type name, None without one.
    """

    first: int = 0
    body: int = 0
    type_at: int | None = None
    doc_type: str | None = None
    title: str | None = None
    title_span: Span | None = None
    number: Number | None = None
    date: str | None = None
    date_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    organs: list[tuple[str, Span]] = field(default_factory=list)
    annex: Span | None = None


_URGENT = re.compile(r"^(?:(?:hoa toc|thuong khan|khan|toi mat|tuyet mat|mat)\s+)+")
_BODY = re.compile(
    r"(?:căn cứ|thực hiện|triển khai|theo đề nghị|xét đề nghị|để |nhằm |trên cơ sở|tiếp tục thực hiện|thi hành|kính gửi"
    r"|thực hiện sự chỉ đạo|phát huy|năm \d{4} là|trong những năm|hưởng ứng|chào mừng|hướng tới|tiếp theo)\b"
)
_DECISION_ORGAN = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|UBND|BỘ TRƯỞNG|GIÁM ĐỐC|HỘI ĐỒNG|THỦ TƯỚNG|CHÍNH PHỦ|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|HIỆU TRƯỞNG"
    r"|TỔNG GIÁM|CỤC TRƯỞNG|TRƯỞNG BAN|QUỐC HỘI|CHÁNH|VIỆN TRƯỞNG|THỐNG ĐỐC|TỔNG THANH)"
)
_NATION = re.compile(r"cong h[oa]{2,3}\s?xa|doc lap\b\s*[-.]|dang cong san viet nam|hoi chu nghia viet nam")
_NUMBER = re.compile(
    r"(?:^|(?<=[\s|]))(?:[Ss][ốóôoỗồổ]|SỐ|S6)\s*(?:[:.;]\s*)?"
    r"(?P<raw>(?P<serial>[^\n]{0,24}?)(?P<sep>[/\-–]?)\s?"
    r"(?P<symbol>(?:\d{4}\s?/\s?)?[A-ZĐÐƯƠ][A-Za-zĐđƯ0-9&]{0,14}(?:\s?[-–/.]\s?[A-ZĐÐƯƠ(][A-Za-zĐđƯ0-9&)]{0,20}){1,4}))"
    r"(?=[\s|.,;)]|$)"
)
_CITING = re.compile(
    r"[^\W\d_]\s+(?:quyết định|kế hoạch|nghị quyết|chỉ thị|công văn|thông tư|nghị định|chương trình|hướng dẫn|thông báo|kết luận|quy định|văn bản)\s*\Z"
)
"""What stands before the number of a document cited in running text: `Theo Quyết định số …`."""
_SERIAL = re.compile(r"\s*(\d{1,6}[a-zA-Z]?)\s*\Z")
_DATE = re.compile(
    r"(?:(?P<place>[^,;|\n]{2,70}?)\s*[,.]\s*)?ng[àaảá]y(?P<d>[^\n]{0,12}?)th[áaảà]ng(?P<m>[^\n]{0,8}?)n[ăaâ]m\s*(?P<y>(?:19|20)\s?\d\s?\d|20[.…_\s]{2,})"
)
_SLASH_DATE = re.compile(
    r"(?P<place>[^,;|\n]{2,50}?)\s*,\s*ngày\s*(?P<d>\d{1,2})\s*/\s*(?P<m>\d{1,2})\s*/\s*(?P<y>(?:19|20)\d\d)"
)
_LEADS_ON = re.compile(r"\b(?:CỦA|TẠI|VÀ|VỚI|CHO|BAN|PHÒNG|VỀ|DO|GIỮA|THUỘC|BỞI)\s*\Z")
_RULE_IN_TITLE = re.compile(r"\s(?:[—–_=-]{2,}\s*)+(?:[—–-]\s)?")
_SLASHED = re.compile(r"ngày\s*(?P<d>\d{1,2})\s*/\s*(?P<m>\d{1,2})\s*/\s*(?P<y>(?:19|20)\d\d)")
_ANNEX_DOCUMENT = re.compile(
    r"(?P<type>Nghị quyết|Quyết định|Kế hoạch|Chương trình|Chỉ thị|Thông báo|Công văn|Nghị định|Thông tư)\s+số\s*(?::\s*)?"
    r"(?P<raw>(?P<serial>\d{0,6})[ …._]*/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?P<symbol>[A-ZĐ]{1,6}\s?[-–/]\s?[A-ZĐ][\wĐđ.&-]{0,24}))"
    r"(?:\s*(?:,\s*)?(?P<date>ngày[^)]{0,24}?(?:19|20)\d\d))?(?:\s+của\s+(?P<issuer>[^()]{3,90}?))?\s*(?:[).]|\Z)"
)
_ANNEX = re.compile(r"\(?\s*(?:ban hành\s+)?kèm theo\b")
_PLACE_LEVEL = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|TX\.?|THÔN|ẤP|KHU|BUÔN|NHÀ NƯỚC)(?=\s)"
)
_ORGAN_HEAD = re.compile(
    r"(?:UBND|ỦY BAN|UỶ BAN|UB|HĐND|HỘI ĐỒNG|SỞ|BỘ|BAN|BCH|BCĐ|BTV|BTC|PHÒNG|TRUNG TÂM|TRƯỜNG|ĐẢNG|TỈNH ỦY|TỈNH UỶ|HUYỆN ỦY"
    r"|HUYỆN UỶ|THÀNH ỦY|THÀNH UỶ|QUẬN ỦY|THỊ ỦY|CÔNG AN|CỤC|CHI CỤC|TỔNG|VĂN PHÒNG|VPĐP|THANH TRA|LIÊN ĐOÀN|LIÊN MINH|LIÊN HIỆP"
    r"|CÔNG ĐOÀN|CĐCS|CĐN|ĐOÀN|HỘI|MẶT TRẬN|BỆNH VIỆN|VIỆN|HỌC VIỆN|TÒA ÁN|TOÀ ÁN|CHI BỘ|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|CHỦ TỊCH|TRẠM"
    r"|TỔ|KHO BẠC|NGÂN HÀNG|BẢO HIỂM|CÔNG TY|TẬP ĐOÀN|TỈNH ĐOÀN|HUYỆN ĐOÀN|THÀNH ĐOÀN|ĐÀI|BÁO|PGD|SGD|ĐỘI|HẠT|QUỸ|NHÀ|TIỂU BAN|THƯỜNG TRỰC|KHOA|ĐẠI HỌC|PHÂN HIỆU|LIÊN ĐỘI|CHI ĐOÀN|XÃ ĐOÀN|PHƯỜNG ĐOÀN|THƯ VIỆN|BẢO TÀNG|KIỂM TOÁN|THUẾ|HẢI QUAN|HIỆP HỘI|HỢP TÁC XÃ|QUÂN KHU|SƯ ĐOÀN|TRUNG ĐOÀN|CÂU LẠC BỘ)(?=\s|$)"
)
_ORGAN_OPEN = re.compile(r"(?:[,\-–]|\b(?:VÀ|CỦA|BAN|HỘI|NHÂN|DÂN|BỘ|SỞ|PHÒNG|TRUNG|TÂM|CỘNG SẢN|MẶT TRẬN|VIỆT))\s*\Z")
_DIGIT_SLIPS = str.maketrans("lLI|!íÍOoSB", "11111110058")
_STROKES = re.compile(r"[lLI|!]{1,2}")


def read_head(source: SourceText, limit: int) -> Head:
    """Read the header block.

    Args:
        source: The text.
        limit: Index of the first paragraph that cannot belong to the header (a closing block, or the end).
    """
    head = Head()
    top = _top(source, limit)
    _find_type(source, head, top)
    _find_title(source, head, limit)
    before = head.type_at if head.type_at is not None else _zone(source, top)
    _find_number(source, head, before)
    _find_date(source, head, before)
    _find_organs(source, head, before)
    if head.body == 0:
        head.body = _letterhead_end(source, head)
    if head.date_span is None and limit < len(source.paragraphs):
        _find_date_below(source, head, limit)
    if head.number is None and head.date_span is None and not head.organs:
        _read_annex(source, head)
    return head


def _zone(source: SourceText, top: int) -> int:
    """How many paragraphs may be a letterhead where no type name ends it: up to the first sentence."""
    for i, p in enumerate(source.paragraphs[:top]):
        if p.end - p.start > 160 or _BODY.match(source.fold, p.start, p.end):
            return i
    return top


def _read_annex(source: SourceText, head: Head) -> None:
    """Feed the header of a text without letterhead from an annex's bracket: `(Kèm theo Quyết định số … ngày … của …)`."""
    for p in source.paragraphs:
        if not _ANNEX.match(source.fold, p.start, p.end):
            continue
        match = _ANNEX_DOCUMENT.search(source.view, p.start, p.end)
        if match is None:
            return
        name = fold(match["type"])
        found = next((sentence for folded, _, sentence in _types() if folded == name), None)
        if head.doc_type is None:
            head.doc_type = found
        start, end = match.span("raw")
        symbol = re.sub(r"\s+", "", match["symbol"])
        head.number = Number(start, end, match["serial"] or None, int(match["year"]) if match["year"] else None, symbol)
        if match["date"]:
            dated = _DATE.match(source.fold, *match.span("date")) or _SLASHED.match(source.fold, *match.span("date"))
            if dated is not None:
                head.date, head.date_span = _iso(source.view, dated), dated.span()
        if match["issuer"]:
            a, b = match.span("issuer")
            head.organs = [(clean(source.view[a:b]), (a, b))]
        return


def _top(source: SourceText, limit: int) -> int:
    """Index of the first paragraph that must be body: a labelled division, or the sixtieth."""
    for i, p in enumerate(source.paragraphs[: min(limit, 60)]):
        label = read_label(source.view, p.start, p.end)
        heads = label is not None and label.style in ("roman", "part", "chapter", "article") and label.prefix != "?"
        if heads and i > 0:
            return i
        if p.row or read_appendix(source.view, p.start, p.end) is not None:
            return i
    return min(limit, 60)


@per_lexicon
def _types() -> tuple[tuple[str, str, str], ...]:
    """(folded, bare, sentence case) of every type name a header may show, longest first."""
    names = {t.name for t in lexicon.document_types()} | {
        "Kế hoạch liên tịch", "Kế hoạch phối hợp", "Kế hoạch liên ngành", "Kế hoạch hành động",
        "Chương trình hành động", "Chương trình công tác", "Kế hoạch phát động",
    }  # fmt: skip
    skip = {"Luật", "Công văn", "Bản sao y", "Hợp đồng", "Lệnh của Chủ tịch nước"}
    shown = ((fold(n), bare(fold(n)), n) for n in names if " của " not in n and n not in skip)
    # By name where the lengths are equal: the order of a set is another in every process.
    return tuple(sorted(shown, key=lambda t: (-len(t[0]), t)))


def _find_type(source: SourceText, head: Head, top: int) -> None:
    for i, p in enumerate(source.paragraphs[:top]):
        if i < head.first:
            continue
        text = source.view[p.start : p.end]
        found = _type_of(text)
        if found is None and p.cell < 0:
            found = _plain_type(text, first=i == 0 and len(source.paragraphs) > 1)
        if found is None:
            continue
        if head.first == 0 and i < 3 and (below := _letterhead_below(source, i, top)) is not None:
            # The title of a web page stands over the letterhead.
            head.first = below
            continue
        name, end = found
        head.doc_type = name
        head.type_at = i
        rest = text[end:].strip(" :-–.*_")
        if rest:
            begin = p.start + text.index(rest, end)
            head.title_span = (begin, begin + len(rest))
        return


def _letterhead_below(source: SourceText, i: int, top: int) -> int | None:
    """First paragraph after `i` when a letterhead with the name of the state and a second type name follow; else None."""
    nation = False
    for j in range(i + 1, min(top, i + 16)):
        p = source.paragraphs[j]
        nation = nation or _NATION.search(bare(source.fold[p.start : p.end])) is not None
        text = source.view[p.start : p.end]
        if (_type_of(text) or _plain_type(text, first=False)) is not None:
            return i + 1 if nation else None
    return None


_ORGAN_LINE = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|so|bo|dang uy|dang bo|chi bo|ban|truong|cong an|phong|trung tam|tinh|huyen|xa|phuong|thanh pho|cuc|doan|hoi|lien doan|cong doan)\b"
)
"""Lines of organs are no misread types: "ỦY BAN NHÂN DÂN XÃ HÒA THUẬN" is no Bản thỏa thuận."""
_WARD = re.compile(r"phường an\b")
"""A ward such as "PHƯỜNG AN PHÚ" is no Phương án that lost its marks."""


def _type_of(text: str) -> tuple[str, int] | None:
    """The type name that opens `text` in capitals, and where it ends; slips of OCR allowed in a short line."""
    lead = len(text) - len(text.lstrip(" :.,*-–_'\"“|"))
    upper = 0
    for m in re.compile(r"\S+").finditer(text, lead):
        if m.group().upper() != m.group() or not any(c.isalpha() for c in m.group()):
            break
        upper = m.end()
    if upper - lead < 5:
        return None
    shown = fold(text[lead:upper])
    plain = bare(shown)
    if _WARD.match(shown):
        return None
    urgent = _URGENT.match(plain)
    offset = urgent.end() if urgent else 0
    for folded, flat, name in _types():
        if shown.startswith(folded, offset) and not shown[offset + len(folded) : offset + len(folded) + 1].isalpha():
            if not offset and len(name.split()) > 2 and name.startswith("Nghị quyết"):
                continue
            return name, lead + offset + len(folded)
        if plain.startswith(flat + " ", offset) or plain[offset:] == flat:
            return name, lead + offset + len(flat)
    if upper - lead <= 40 and len(text) <= 60 and not _ORGAN_LINE.match(plain):
        words = plain.split()
        for _, flat, name in _types():
            size = len(flat.split())
            if len(words) >= size and fuzz.ratio(" ".join(words[-size:]), flat) >= 84:
                return name, upper
    return None


def _plain_type(text: str, *, first: bool) -> tuple[str, int] | None:
    """A type name in sentence case: alone on its line, or opening the title line of a text without a letterhead."""
    shown = text.strip(" *")
    folded = fold(shown)
    for name in ("Kế hoạch", "Chương trình", "Quyết định", "Nghị quyết"):
        if not folded.startswith(fold(name)):
            continue
        rest = shown[len(name) :]
        alone = not rest.strip(" .:")
        titled = first and rest[:1] == " " and rest[1:2].islower() and len(shown) < 250 and shown[-1] not in ".;:,"
        if alone or titled:
            return name, text.index(shown) + len(name)
    return None


def _find_title(source: SourceText, head: Head, limit: int) -> None:
    if head.type_at is None:
        return
    view, paragraphs = source.view, source.paragraphs
    decision = head.doc_type in ("Quyết định", "Nghị quyết", "Nghị định", "Thông tư", "Chỉ thị")
    start, end = head.title_span or (-1, -1)
    j = head.type_at + 1
    while j < min(limit, head.type_at + 14):
        p = paragraphs[j]
        text = view[p.start : p.end].strip()
        if not text:
            j += 1
            continue
        if _stops_title(source, j, start, decision):
            break
        if start < 0:
            start = p.start
        end = p.end
        j += 1
    while j < limit and j < len(paragraphs):
        p = paragraphs[j]
        text = view[p.start : p.end].strip()
        if _ANNEX.match(source.fold, p.start, p.end):
            head.annex = (p.start, p.end)
        elif not (text.isupper() and len(text) < 90 and _DECISION_ORGAN.match(text)) and text:
            break
        j += 1
    head.body = j
    if start >= 0:
        if decision:
            end = _without_organ(source, start, end, head)
        while end > start and view[end - 1] in " .;:*-–_":
            end -= 1
        head.title_span = (start, end)
        head.title = clean(_RULE_IN_TITLE.sub(" ", view[start:end].replace("\n", " ")))


def _without_organ(source: SourceText, start: int, end: int, head: Head) -> int:
    """End of a decision's trích yếu without the deciding organ's line that a lost line end joined to it."""
    lines = (source.view[p.start : p.end] for p in source.paragraphs[: head.type_at or 0])
    text = source.view[start:end].rstrip(" .:,*")
    for line in lines:
        name = line.strip(" *-–_.|:")
        joined = _DECISION_ORGAN.match(name) and len(name) > 7 and _is_organ_line(name) and text.endswith(" " + name)
        if joined and not _LEADS_ON.search(text[: -len(name)]):
            return start + len(text) - len(name)
    return end


def _stops_title(source: SourceText, j: int, start: int, decision: bool) -> bool:
    """Say whether paragraph `j` is no part of the trích yếu."""
    view, p = source.view, source.paragraphs[j]
    text = view[p.start : p.end].strip()
    label = read_label(view, p.start, p.end)
    listed = (
        label is not None
        and label.style == "(arabic)"
        and label.value > 1
        and start >= 0
        and f"({label.value - 1})" in view[start : p.start]
    )
    if listed:
        return False  # "… (1) úng ngập;⏎(2) ùn tắc": a list in the trích yếu
    dated = text[0] == "(" and start >= 0 and re.match(r"\(\s*\d{1,2}/\d{1,2}/\d{4}", text) is not None
    if p.row or (text[0] == "(" and not dated) or _ANNEX.match(source.fold, p.start, p.end):
        return True
    if (
        label is not None
        and label.style != "bullet"
        and not (label.prefix == "?" and start >= 0)
        and not (start < 0 and (label.style == "LETTER." or label.value > 1))
    ):
        return True
    if decision and text.isupper() and _DECISION_ORGAN.match(text):
        return True
    if text.startswith(("Kính gửi", "KÍNH GỬI")):
        return True
    folded = source.fold[p.start : p.end]
    sentence = text[-1] in ";:" or (text[-1] in ".," and len(text) > 80)
    if text[-1] == ";" and re.search(r"\(1\)[^()]*;\Z", text) and start >= 0:
        sentence = False
    if start < 0:
        return bool(re.match(r"căn cứ|xét đề nghị|theo đề nghị", folded)) and sentence
    if p.ruled or sentence or len(text) > 400:
        return True
    before = source.paragraphs[j - 1]
    shown = view[before.start : before.end]
    if shown.isupper() and text.isupper():
        return False
    if p.gap <= 2 and _SPAN_OF_YEARS.fullmatch(folded.strip(" *")):
        return False  # "…⏎⏎Năm học 2020 - 2021"
    if p.gap and not (p.lead >= p.end - 1 > 0 and before.lead >= before.end - 1):
        return True
    return bool(_BODY.match(folded)) and len(text) > 60


_SPAN_OF_YEARS = re.compile(r"(?:năm học|giai đoạn|năm) (?:20\d\d)(?: ?- ?20\d\d)?\.?")


_CITED = re.compile(r"\s*,?\s*ngày\s[\w/. ]{4,30}?\scủa\s")
"""What follows a number that a text begins with when its citing words were cut off: `số 17/QĐ-BTC ngày 4/4/2023 của …`."""


def _find_number(source: SourceText, head: Head, before: int) -> None:
    view = source.view
    for i in range(min(before + 1, len(source.paragraphs))):
        p = source.paragraphs[i]
        if i == head.type_at or p.end - p.start > 260:
            continue
        match = _NUMBER.search(view, p.start, p.end)
        if match is None or _CITING.search(source.fold, p.start, match.start()):
            continue
        if _CITED.match(source.fold, match.end("raw"), p.end):
            continue
        start, end = match.span("raw")
        while start < end and view[start] in " .…_:":
            start += 1
        symbol = re.sub(r"\s+", "", match["symbol"])
        year = None
        if symbol[:4].isdigit() and symbol[4:5] == "/":
            year = int(symbol[:4])
            symbol = symbol[5:]
        serial = _SERIAL.match(match["serial"].strip(" .…_/-–")) if match["serial"].strip() else None
        shown = serial.group(1) if serial else None
        if year is not None and not match["serial"].strip() and not match["sep"]:
            shown, year = match["symbol"][:4], None  # "1914/KH-UBND": four digits alone are the serial
        head.number = Number(start, end, shown, year, symbol)
        return


_SENTENCE_GOES_ON = re.compile(r"\s*[,;]?\s*[^\W\d_A-Z](?<=[a-zđà-ỹ])[^\n|]{20}")
"""A sentence that goes on behind a date: it is no date of a letterhead."""


def _find_date_below(source: SourceText, head: Head, limit: int) -> None:
    """Place and date on a line of their own at the closing block, as letters and school plans have them."""
    for i in range(max(limit - 2, 0), min(limit + 8, len(source.paragraphs))):
        p = source.paragraphs[i]
        match = _DATE.fullmatch(source.fold, p.start, p.end)
        if match is None or not match["place"] or not source.view[p.start].isupper():
            continue
        a, b = _trim_place(source.view, *match.span("place"))
        head.place, head.place_span = _known_place(clean(source.view[a:b])), (a, b)
        head.date_span = (source.fold.index("ng", match.end("place")), match.end())
        head.date = _iso(source.view, match)
        return


def _find_date(source: SourceText, head: Head, before: int) -> None:
    view, folded = source.view, source.fold
    for i in range(min(before + 1, len(source.paragraphs))):
        p = source.paragraphs[i]
        if i == head.type_at or p.end - p.start > 260:
            continue
        begin = p.start
        if head.number and p.start <= head.number.start < p.end:
            begin = head.number.end
        match = _SLASH_DATE.search(folded, begin, p.end) or _DATE.search(folded, begin, p.end)
        if match is None:
            continue
        if i > 0 and match["place"] is None and match.start() > p.start + 12:
            continue
        if _SENTENCE_GOES_ON.match(view, match.end(), p.end):
            continue
        at = match.start()
        if match["place"]:
            a, b = _trim_place(view, *match.span("place"))
            if a < b:
                head.place, head.place_span = _known_place(clean(view[a:b])), (a, b)
            at = folded.index("ng", match.end("place"))
        head.date_span = (at, match.end())
        head.date = _iso(view, match)
        return


@cache
def _places() -> dict[str, str]:
    """Names of provinces without marks; those that differ in their marks alone are left out."""
    found: dict[str, set[str]] = {}
    for province in lexicon.provinces():
        found.setdefault(bare(fold(province.name)), set()).add(province.name)
    return {flat: names.pop() for flat, names in found.items() if len(names) == 1}


def _known_place(name: str) -> str:
    """A province's name that lost or gained a mark under OCR (`Hái Dương`) in its right spelling; any other as it is."""
    folded = fold(name)
    known = None if folded in lexicon.province_slugs() else _places().get(bare(folded))
    return known or name


def _iso(view: str, match: re.Match[str]) -> str | None:
    year = re.sub(r"\D", "", match["y"])
    if len(year) != 4:
        return None
    month = _number(view[match.start("m") : match.end("m")], 12)
    day = _number(view[match.start("d") : match.end("d")], 31)
    if not month:
        return year
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def _number(text: str, most: int) -> int:
    """A day or month; slips of OCR are read only where nothing but digits comes out."""
    digits = text.replace(" ", "").strip(".,:_…")
    if not digits.isdigit():
        if not any(c.isdigit() for c in digits) and not _STROKES.fullmatch(digits):
            return 0
        digits = digits.translate(_DIGIT_SLIPS)
    if not digits.isdigit() or len(digits) > 2:
        return 0
    value = int(digits)
    return value if 0 < value <= most else 0


def _trim_place(view: str, start: int, end: int) -> Span:
    """The place is the last run of capitalised words before the comma."""
    words = list(re.compile(r"[^\s]+").finditer(view, start, end))
    keep: list[re.Match[str]] = []
    for m in reversed(words):
        word = m.group().strip("()*|\"'“”._")
        if not word or not (word[0].isupper() or word[0].isdigit() or fold(word) in ("phố", "xã", "trấn", "thị")):
            break
        if not any(c.isalnum() for c in word) or (
            len(word) > 4 and word.isupper() and keep and not keep[-1].group().isupper()
        ):
            break
        keep.append(m)
        if len(keep) == 6:
            break
    while keep and not keep[-1].group()[0].isalpha():
        keep.pop()
    if not keep:
        return end, end
    return keep[-1].start(), keep[0].end()


def _find_organs(source: SourceText, head: Head, before: int) -> None:
    """Organ lines of the letterhead, parent first."""
    view = source.view
    count = min(before, len(source.paragraphs))
    plain = bare(source.fold[: source.paragraphs[count - 1].end]) if count else ""
    lines: list[Span] = []
    for i in range(head.first, count):
        p = source.paragraphs[i]
        bounds = [p.start]
        gap = source.gap_in(p.start + 1, p.end)
        while gap is not None:
            bounds.append(gap)
            gap = source.gap_in(gap + 1, p.end)
        bounds.append(p.end)
        for a, b in itertools.pairwise(bounds):
            nation = _NATION.search(plain, a, b)
            stop = nation.start() if nation else b
            if head.number and a < head.number.end and b > head.number.start:
                stop = min(stop, a)
            if head.date_span and a <= head.date_span[0] < b:
                stop = min(stop, a)
            text = view[a:stop].strip(" *-–_.|'\"“”:")
            if len(text) < 3 or not _is_organ_line(text):
                continue
            start = view.index(text, a)
            lines.append((start, start + len(text)))
    merged: list[Span] = []
    if lines and head.number is None and head.type_at is None and not _begins_organ(view[slice(*lines[0])]):
        lines = []
    for a, b in lines:
        text = view[a:b]
        if merged:
            last = view[merged[-1][0] : merged[-1][1]]
            level = _PLACE_LEVEL.match(text)
            if (level and not _PLACE_LEVEL.search(last)) or _ORGAN_OPEN.search(last) or not _begins_organ(text):
                merged[-1] = (merged[-1][0], b)
                continue
        merged.append((a, b))
    youth = [m for m in merged if fold(view[m[0] : m[1]]).startswith("đoàn tncs")]
    if len(merged) > len(youth):
        merged = [m for m in merged if m not in youth]
    head.organs = [(_organ_text(source, plain, m), m) for m in merged]


@per_lexicon
def _own_names() -> tuple[str, ...]:
    """Folded names that users added: they need not begin as names of organs do."""
    return tuple({fold(name) for organ in lexicon.organs() for name in organ.own})


def _begins_organ(text: str) -> bool:
    """Say whether a line of the letterhead begins the name of an organ; the rest may stand in the next one."""
    if _ORGAN_HEAD.match(text):
        return True
    own = _own_names()
    line = fold(clean(text)) if own else ""
    return any(f"{name} ".startswith(f"{line} ") or f"{line} ".startswith(f"{name} ") for name in own)


def _organ_text(source: SourceText, plain: str, span: Span) -> str:
    """Name of an organ written over several lines; what stands in the other column is left out."""
    text = source.view[span[0] : span[1]]
    out = []
    at = 0
    for match in _NATION.finditer(plain[span[0] : span[1]]):
        if match.start() < at:
            continue
        out.append(text[at : match.start()])
        stop = text.find("\n", match.start())
        at = len(text) if stop < 0 else stop
    out.append(text[at:])
    return clean(" ".join(out)).strip(" *-–_|")


def _is_organ_line(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 3 or sum(c.isupper() for c in letters) < 0.75 * len(letters):
        return False
    return len(text) < 120 and not re.match(r"(?:S[ốỐ]\b|DỰ THẢO|HỎA TỐC|KHẨN|MẬT|BẢN SAO)", text)


def _letterhead_end(source: SourceText, head: Head) -> int:
    """First body paragraph of a text without a type name."""
    last = -1
    marks = [head.number.start if head.number else -1, head.date_span[0] if head.date_span else -1]
    marks += [span[1] - 1 for _, span in head.organs]
    for at in marks:
        if at >= 0:
            last = max(last, source.paragraph_at(at))
    return last + 1
