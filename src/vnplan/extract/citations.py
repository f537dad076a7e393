"""Citations of other documents.

Order of the module: the anchors (a number, the name of a law, a congress, a standard), the grammar around an anchor
(type before, date and issuer after or before), what members of a coordination share, the title, the relation.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from vnplan import lexicon
from vnplan.extract.organs import is_head, organ_end
from vnplan.lexicon.numbers import parse_number, type_code
from vnplan.structure import Structure
from vnplan.text import Ranges, SourceText, bare, clean, fold, within
from vnplan.text.fold import CAPITAL

Span = tuple[int, int]


@dataclass(slots=True)
class Cited:
    """One mention; spans count the view.

    `anchor` is the number (or the name), `start` and `end` the mention as a whole.
    """

    start: int
    end: int
    doc_type: str | None
    anchor: Span
    number: str | None = None
    name: str | None = None
    date: str | None = None
    date_span: Span | None = None
    date_source: str | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    issuer_source: str | None = None
    title: str | None = None
    title_span: Span | None = None
    parts: list[tuple[str, str]] = field(default_factory=list)
    relation: str = "mention"
    form: str = "full"
    note: str | None = None
    typed: bool = True
    """The type word stands in this mention (not only in an earlier member of the list)."""


# ---------------------------------------------------------------- anchors

_NUMBER = re.compile(
    r"(?<![\w/.,\-–])(?P<serial>\d{1,5}[a-zA-Z]?)(?P<sep> ?[/\-–] ?)"
    r"(?:(?P<year>(?:19|20)\d{2}) ?[/\-–] ?)?"
    r"(?P<symbol>§?[A-ZĐƯƠ][A-Za-zĐđƯƠ§&]{0,14}(?:[0-9]{1,3}(?![0-9.,/]))?"
    r"(?: ?[-–/.,] ?(?=[A-ZĐƯƠ§])§?[A-ZĐƯƠ][A-Za-zĐđƯƠ0-9&§]{0,20}){0,6})"
)
_BLANK_NUMBER = re.compile(
    r"(?:số|Số|SỐ)\s*:?\s*(?P<raw>[.…_ ]*(?P<sep>[/\-–])\s?(?P<symbol>(?:(?:19|20)\d{2} ?/ ?)?[A-ZĐƯƠ][A-Za-zĐđ]{0,5} ?[-–/] ?[A-ZĐƯƠ][A-Za-zĐđƯƠ0-9&]{0,20}))"
)
_STANDARD = re.compile(
    r"(?:(?:[Tt]iêu chuẩn|[Qq]uy chuẩn)(?: kỹ thuật)?(?: quốc gia)?\s+(?:số\s+)?)?(?P<name>(?:TCVN|QCVN|TCXDVN|TCN)(?:\s?ISO(?:/IEC)?)?\s?\d[\d.\-]*(?:\s?:\s?(?:19|20)\d{2})?(?:/[A-ZĐ]{2,8})?)"
)
_CONGRESS = re.compile(
    r"[Nn]ghị quyết (?:của )?(?P<name>Đại hội (?:đại biểu )?(?:toàn quốc|Đảng toàn quốc|Đảng bộ|Đảng|Đoàn|Công đoàn|[XVI]{1,5})[^;.\n()“”]{0,90}?"
    r"(?:lần thứ [IVXL\d]+|[XVI]{2,5} của Đảng|(?<= )[XVI]{2,5}(?= |,))"
    r"(?: của Đảng)?(?:,? (?:nhiệm kỳ|khóa) \d{4}\s?[-–]\s?\d{4})?)",
)
_LAW = re.compile(r"(?<![\w])(?P<word>[Bb]ộ luật|BỘ LUẬT|Luật|LUẬT|[Pp]háp lệnh|PHÁP LỆNH|Hiến pháp|HIẾN PHÁP)(?![\w])")
_LAW_BEFORE = re.compile(r"(?:pháp|dự thảo|dự án|kỷ|quy|tự|hình|trọng|đạo|án)\s*\Z")
_AMENDING = re.compile(
    r"\s+(?:sửa đổi,? bổ sung|sửa đổi)(?: một số)?(?: điều)?(?: của)?\s+(?P<rest>(?:(?:các|\d{1,3}) luật[^,;.()\n]{0,80}?(?=\s+ngày|\s+năm|\s+số|[,;.()\n]|\Z))|(?=(?:bộ )?luật))"
)
_LAW_STOP = re.compile(
    r"(?:[,;.:()\[\]“”\"\n/]|\s(?:và các|và những|của|theo|năm|ngày|nhằm|để|được|trong|quy định|đã|về|tại|có hiệu lực|trên địa bàn|số|này|cho|đến|từ"
    r"|thì|là|khi|do|với|gồm|cùng|bao gồm|như|nêu|có|phải|hoặc|và (?:nghị|thông|quyết|chỉ|luật|bộ luật|pháp|kế|văn bản|chương trình)|vào|bằng|ban hành)(?![\w]))"
)


@cache
def _types() -> tuple[tuple[str, str], ...]:
    """(bare, sentence case) of the type words that may stand before a number, longest first."""
    names = {t.name for t in lexicon.document_types() if " của " not in t.name} | {
        "Kế hoạch hành động", "Kế hoạch liên tịch", "Kế hoạch phối hợp", "Chương trình hành động", "Chương trình phối hợp",
        "Thông báo kết luận", "Thông tư liên tịch", "Nghị quyết liên tịch", "Hướng dẫn liên ngành", "Công điện", "Công văn",
        "Tờ trình", "Quy định", "Quy chế", "Báo cáo", "Đề án", "Điện", "Văn bản", "Lệnh", "Sắc lệnh", "Văn bản hợp nhất",
        "Quyết định phê duyệt", "Kế hoạch liên ngành", "Thông báo", "Giấy mời", "Chỉ thị liên tịch",
    }  # fmt: skip
    skip = {"Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh", "Lệnh của Chủ tịch nước"}
    return tuple(sorted(((bare(fold(n)), n) for n in names if n not in skip), key=lambda t: -len(t[0])))


@cache
def _type_before() -> re.Pattern[str]:
    words = "|".join(re.escape(b).replace(r"\ ", r"\s+") for b, _ in _types())
    return re.compile(
        rf"(?<![\w])(?P<type>{words})(?:\s+(?P<more>hanh dong|lien tich|ket luan|phoi hop|lien nganh))?[\s*\"]*(?:(?:so|s)\b)?\s*[:.]?[\s*]*\Z"
    )


_TYPE_NAMES: dict[str, str] = {}


def _type_name(plain: str) -> str:
    if not _TYPE_NAMES:
        _TYPE_NAMES.update(dict(_types()))
    return _TYPE_NAMES[" ".join(plain.split())]


# ---------------------------------------------------------------- grammar around an anchor

_DATE_AFTER = re.compile(
    r"\s*[,.]?\s*\(?(?:(?:ký|ban hành)\s+)?(?:ngày\s*(?:(?P<d>\d{1,2})\s*(?:[/.\-]\s*(?P<m>\d\s?\d?)\s*[/.\-]\s*(?P<y>(?:19|20)\d{2})"
    r"|tháng\s*(?P<m2>\d{1,2})\s*năm\s*(?P<y2>(?:19|20)\d{2}))|[.…_]*\s*tháng\s*(?P<m4>\d{1,2})\s*năm\s*(?P<y4>(?:19|20)\d{2}))"
    r"|(?P<d3>\d{1,2})[/.](?P<m3>\d{1,2})[/.](?P<y3>(?:19|20)\d{2})(?!\d)|(?:ban hành\s+)?năm\s+(?P<y5>(?:19|20)\d{2})(?![\w]|\s*[-–]))\)?"
)
_ISSUER_CUE = re.compile(r"\s*[,.]?\s*(?:của|do)\s+(?:đồng chí\s+)?")
_ISSUER_BARE = re.compile(rf"\s*,?\s+(?=[{CAPITAL}])")
_TERM = re.compile(r"\s*,?\s*\(?(?:khóa|khoá|nhiệm kỳ)\s+[ivxl\d]+(?:\s*[-–]\s*\d+)?\)?")
_PLEDGE = re.compile(
    r"\s+(?:tại|trong|theo|có|ban hành|nêu tại|cung cấp kèm theo|kèm theo|bằng|gửi kèm)\s+(?:các\s+|nội dung\s+)?\Z"
)
_PARTS = re.compile(
    r"(?:(?:(?:các\s+)?(?P<kind>điểm|khoản|điều|mục|phụ lục|tiết)\s+(?P<label>[\wđ.]{1,6}(?:(?:,\s*|\s+và\s+)[\wđ]{1,4}(?=[\s,]))*))\s*,?\s*(?:của\s+)?)+\Z"
)
_ONE_PART = re.compile(r"(điểm|khoản|điều|phụ lục)\s+([\wđ.]{1,6})")
_LIST_GAP = re.compile(r"\s*(?:,|;|và|,\s*và|hoặc|;\s*và)?\s*(?:các\s+)?(?:số\s*:?)?\s*\Z")
_PAIR_GAP = re.compile(r"\s*(?:,|và|,\s*và|;)\s*(?:các\s+)?(?:số\s*:?\s*)?\Z")


def find_citations(source: SourceText, structure: Structure) -> list[Cited]:
    """Find the mentions of other documents, in reading order. Letterhead, signature and recipients are left out."""
    zones = _zones(source, structure)
    found: list[Cited] = []
    for start, end in zones:
        found.extend(_laws(source, start, end))
        found.extend(_numbered(source, start, end))
        found.extend(_congresses(source, start, end))
        found.extend(_standards(source, start, end))
    found.sort(key=lambda c: (c.start, -c.end))
    found = _drop_inside(found)
    found = _drop_own(source, structure, found)
    _share(source, found)
    _titles(source, found)
    _relations(source, structure, found)
    _notes(source, structure, found)
    return found


def _zones(source: SourceText, structure: Structure) -> list[Span]:
    """Where citations are looked for: title and body, without letterhead and closing blocks."""
    head = structure.head
    begin = 0
    if head.title_span is not None:
        begin = head.title_span[0]
    elif head.body < len(source.paragraphs):
        begin = source.paragraphs[head.body].start
    zones: list[Span] = []
    for closing in structure.closings:
        stop = source.paragraphs[closing.first].start
        if stop > begin:
            zones.append((begin, stop))
        begin = source.paragraphs[closing.last].end
    if begin < len(source.view):
        zones.append((begin, len(source.view)))
    return zones


def _numbered(source: SourceText, start: int, end: int) -> list[Cited]:
    view = source.view
    found: list[Cited] = []
    last: Cited | None = None
    for match in _NUMBER.finditer(view, start, end):
        symbol_end = _trim_symbol(match)
        a = match.start()
        begin, doc_type = _type_at(source, a, start)
        code = re.split(r"[\s\-–/.,]", match["symbol"])[0]
        if doc_type is None:
            if (
                last is not None
                and last.number
                and a - last.end < 30
                and _LIST_GAP.match(view[last.end : a])
                and view[last.end : a].strip()
            ):
                doc_type, begin = last.doc_type, a
            elif not _plausible(match, code):
                continue
            else:
                doc_type, begin = _type_by_code(code), a
                if doc_type is None:
                    continue
            typed = False
        else:
            typed = True
        if not re.search(r"[\-–/.,]", match["symbol"][: symbol_end - match.start("symbol")]) and match["year"] is None:
            # "24/TTg" is a number; "3/TV" is none.
            if not typed or (parse_number(f"1/{code}").organ_code is None and type_code(code) is None):
                continue
        number = re.sub(r"\s+", "", view[a:symbol_end])
        cited = Cited(begin, symbol_end, doc_type, (a, symbol_end), number=number, typed=typed)
        _read_after(source, cited, end)
        _read_before(source, cited, start)
        found.append(cited)
        last = cited
    for match in _BLANK_NUMBER.finditer(view, start, end):
        begin, doc_type = _type_at(source, match.start("raw"), start)
        if doc_type is None:
            continue
        cited = Cited(begin, match.end(), doc_type, match.span("raw"), number=re.sub(r"\s+", "", match["raw"]))
        _read_after(source, cited, end)
        found.append(cited)
    return found


def _trim_symbol(match: re.Match[str]) -> int:
    """End of the number: a full stop or comma inside belongs to it only between parts of a symbol."""
    symbol = match["symbol"]
    cut = re.search(r"\s?[.,]\s|\s[-–/]\s(?=[A-ZĐ][a-zà-ỹ])|[.,](?=[A-ZĐ][a-zà-ỹ]{2})", symbol)
    if cut:
        return match.start("symbol") + cut.start()
    word = re.search(r"[-–/.,]\s?[A-ZĐ][a-zà-ỹ]{2,}\Z", symbol)
    if word and not re.search(r"[-–/](?:TTg|CTr|TTr|QyĐ|ThU)\Z", symbol):
        return match.start("symbol") + word.start()
    return match.end()


def _plausible(match: re.Match[str], code: str) -> bool:
    """A number that no type word introduces: its type code must be known and its form complete."""
    return type_code(code) is not None and "/" in match.group() and re.search(r"[-–/]", match["symbol"]) is not None


def _type_by_code(code: str) -> str | None:
    wanted = type_code(code)
    for kind in lexicon.document_types():
        if kind.code and kind.code == wanted and kind.system in ("state", "party"):
            return kind.name
    return None


def _type_at(source: SourceText, at: int, floor: int) -> tuple[int, str | None]:
    """Where the type word before a number begins, and which it is."""
    low = max(floor, at - 48)
    window = source.fold[low:at]
    cut = window.rfind("\n")
    if cut >= 0:
        low += cut + 1
        window = window[cut + 1 :]
    match = _type_before().search(bare(window))
    if match is None:
        return at, None
    name = _type_name(match["type"])
    begin = low + match.start("type")
    if match["more"] and bare(fold(name)).endswith(match["more"]):
        pass
    # "Thông báo kết luận số …": the longer type word wins.
    return begin, name


def _read_after(source: SourceText, cited: Cited, limit: int) -> None:
    """Date and issuer after an anchor, in either order."""
    view, folded = source.view, source.fold
    stop = min(limit, cited.end + 400)
    line = view.find("\n", cited.end, stop)
    if line >= 0:
        stop = line
    at = cited.end
    mark = re.compile(r"\s?\[\d{1,3}\]").match(view, at, stop)
    for _ in range(3):
        if cited.date is None:
            match = _DATE_AFTER.match(folded, at, stop)
            if match:
                iso = _iso(match)
                if iso is not None:
                    lead = re.compile(r"[\s,.(]*").match(view, at, stop)
                    cited.date_span = (lead.end() if lead else at, match.end())
                    if view[match.end() - 1] == ")" and view[cited.date_span[0] - 1] != "(":
                        cited.date_span = (cited.date_span[0], match.end() - 1)
                    cited.date, cited.date_source = iso, "stated"
                    at = cited.end = match.end()
                    continue
        if cited.issuer is None:
            cue = _ISSUER_CUE.match(folded, at, stop)
            begin = cue.end() if cue else None
            if begin is None and cited.date is not None:
                direct = _ISSUER_BARE.match(view, at, stop)
                if direct and is_head(folded, direct.end()) and not re.match(r"\s*,", view[at:stop]):
                    begin = direct.end()
            elif begin is None and cited.number:
                direct = _ISSUER_BARE.match(view, at, stop)
                if (
                    direct
                    and direct.group().strip() == ""
                    and re.compile(r"(?:bộ chính trị|thủ tướng chính phủ|chính phủ|ban bí thư|quốc hội)(?![\w])").match(
                        folded, direct.end()
                    )
                ):
                    begin = direct.end()
            if begin is not None:
                end = _issuer_end(source, begin, stop)
                if end is not None:
                    cited.issuer_span = (begin, end)
                    cited.issuer, cited.issuer_source = clean(view[begin:end]), "stated"
                    at = cited.end = end
                    term = _TERM.match(folded, at, stop)
                    if term:
                        at = cited.end = term.end()
                    continue
        break
    if mark and cited.end == cited.anchor[1]:
        return


def _issuer_end(source: SourceText, begin: int, stop: int) -> int | None:
    view, folded = source.view, source.fold
    end = organ_end(view, folded, begin, stop)
    if end is None:
        return None
    open_name = re.compile(r"(?:ban chỉ đạo|ban quản lý|tổ công tác|hội đồng|ban tổ chức|ban điều hành)(?![\w])").match(
        folded, begin
    )
    if open_name and end < stop and view[end] in ", ":
        # "Ban Chỉ đạo phát triển khoa học, công nghệ … và đề án 06 về …": the name goes on to "về".
        more = re.compile(r"[^;.()\n“”]{0,180}?(?=\s+về\s)").match(view, end, stop)
        if more and more.end() > end and not _NUMBER.search(view, end, more.end()) and view[end : end + 1] == ",":
            return more.end()
    pair = re.compile(rf"\s*,\s*(?=[{CAPITAL}])|\s+và\s+(?=[{CAPITAL}])").match(view, end, stop)
    if pair and folded.startswith(("bộ ", "sở "), begin) and folded.startswith(("bộ ", "sở "), pair.end()):
        # A joint document: "của Bộ A, Bộ B".
        further = organ_end(view, folded, pair.end(), stop)
        if further is not None and re.compile(r"\s*(?:về|quy định|hướng dẫn|ban hành|[;.,)])").match(folded, further):
            return further
    return end


def _read_before(source: SourceText, cited: Cited, floor: int) -> None:
    """Issuer named before the document, and cited parts (`điểm a khoản 2 Điều 5`)."""
    view, folded = source.view, source.fold
    low = max(floor, cited.start - 160)
    line = view.rfind("\n", low, cited.start)
    if line >= 0:
        low = line + 1
    window = folded[low : cited.start]
    parts = _PARTS.search(window)
    if parts and parts.group().strip():
        kinds = {"điểm": "point", "khoản": "clause", "điều": "article", "phụ lục": "appendix"}
        cited.parts = [(kinds[m.group(1)], m.group(2)) for m in _ONE_PART.finditer(parts.group())]
    if cited.issuer is not None:
        return
    pledge = _PLEDGE.search(window)
    if pledge is None:
        return
    stop = low + pledge.start()
    for match in re.compile(r"(?:\b(?:của|do|đề nghị)\s+|[;,]\s+|^)").finditer(view[low:stop]):
        begin = low + match.end()
        if begin >= stop:
            continue
        if organ_end(view, folded, begin, stop) == stop and not re.match(r"ban hành", window[pledge.start() :].strip()):
            cited.issuer_span = (begin, stop)
            cited.issuer, cited.issuer_source = clean(view[begin:stop]), "stated"
            return


def _iso(match: re.Match[str]) -> str | None:
    year = match["y"] or match["y2"] or match["y3"] or match["y4"] or match["y5"]
    month = match["m"] or match["m2"] or match["m3"] or match["m4"]
    day = match["d"] or match["d3"]
    if month is None:
        return year
    m = int(month.replace(" ", ""))
    if not 1 <= m <= 12:
        return None
    if day is None:
        return f"{year}-{m:02d}"
    d = int(day)
    if not 1 <= d <= 31:
        return None
    return f"{year}-{m:02d}-{d:02d}"


# ---------------------------------------------------------------- documents cited by name


def _laws(source: SourceText, start: int, end: int) -> list[Cited]:
    view, folded = source.view, source.fold
    found: list[Cited] = []
    outer = start
    for match in _LAW.finditer(view, start, end):
        a = match.start()
        if _LAW_BEFORE.search(folded, max(start, a - 12), a) and view[a].islower():
            continue
        stop = _law_end(source, a, match.end(), end)
        if stop is None:
            continue
        name = clean(view[a:stop])
        word = match["word"].capitalize()
        cited = Cited(a, stop, word, (a, stop), name=name, form="named")
        if a < outer:
            # A law inside an amending law's name: the date after it is the amending law's.
            found.append(cited)
            continue
        outer = stop
        bracket = re.compile(r"\s*\((?P<y>(?:19|20)\d{2})\)").match(view, stop, end)
        if bracket:
            cited.date, cited.date_span, cited.date_source = bracket["y"], bracket.span("y"), "stated"
            cited.end = bracket.end()
        number = re.compile(
            r"\s*,?\s*\(?(?:(?:[Ll]uật\s+)?số\s*:?\s*)?(?P<n>\d{1,4}\s?/\s?(?:19|20)\d{2}\s?/\s?(?:QH|UBTVQH)\s?\d{0,2}|\d{1,4}\s?/\s?\d{4}\s?/\s?L-CTN)\)?"
        ).match(view, stop, end)
        if number:
            cited.number = re.sub(r"\s+", "", number["n"])
            cited.end = number.end()
            cited.form = "full"
        _read_after(source, cited, end)
        if (
            cited.issuer is not None
            and not cited.number
            and not re.match(r"quốc hội|ubtvqh|ủy ban thường vụ", fold(cited.issuer))
        ):
            # "Luật X của người đứng đầu …" is no issuer.
            cited.end = cited.date_span[1] if cited.date_span else cited.anchor[1]
            cited.issuer = cited.issuer_span = cited.issuer_source = None
        year = re.search(r"\s+((?:19|20)\d{2})\Z", cited.name or "")
        if cited.date is None and year and cited.name:
            at = view.rfind(year.group(1), a, stop)
            cited.date, cited.date_span, cited.date_source = year.group(1), (at, at + 4), "stated"
            cited.name = cited.name[: year.start()]
        found.append(cited)
    return found


def _law_end(source: SourceText, start: int, at: int, limit: int) -> int | None:
    """End of a law's name; None when no name follows ("Luật này", "Luật và các văn bản")."""
    view, folded = source.view, source.fold
    line = view.find("\n", at, min(limit, at + 260))
    stop = min(limit, at + 260) if line < 0 else line
    amending = _AMENDING.match(folded, at, stop)
    if amending:
        if amending["rest"]:
            return _suffix(source, amending.end("rest"), stop)
        inner = _LAW_FOLD.match(folded, amending.end("rest"), stop)
        if inner:
            end = _law_end(source, inner.start(), inner.end(), limit)
            if end is not None:
                several = re.compile(r"\s+và\s+(?=luật\s)").match(folded, end, stop)
                if several and not re.compile(r"\s+và\s+luật\s+(?:sửa đổi|này)").match(folded, end, stop):
                    nxt = _LAW_FOLD.match(folded, several.end(), stop)
                    more = _law_end(source, nxt.start(), nxt.end(), limit) if nxt else None
                    if more is not None and view[start:end].count("điều của"):
                        return more
                return end
        return None
    known = _known_laws().match(folded, start, stop)
    if known:
        return _suffix(source, known.end(), stop)
    if folded.startswith("hiến pháp", start):
        return at
    first = re.compile(r"\s+(?=[^\W\d_])").match(view, at, stop)
    if first is None:
        return None
    if _LAW_STOP.match(folded, at, stop) or not (view[first.end()].isupper()):
        return None
    if re.compile(r"(?:luật|pháp lệnh|sư|gia|pháp)(?![\w])").match(folded, first.end()):
        return None
    end_match = _LAW_STOP.search(folded, first.end(), stop)
    end = end_match.start() if end_match else stop
    words = view[at:end].split()
    if len(words) > 14:
        return None
    # "Luật Phòng, chống X": a short first word and small letters after the comma go on.
    while (
        end < stop
        and view[end] == ","
        and len(view[at:end].split()) <= 4
        and re.match(r", [a-zà-ỹđ]", view[end : end + 3])
    ):
        further = _LAW_STOP.search(folded, end + 1, stop)
        upto = further.start() if further else stop
        if len(view[end:upto].split()) > 7:
            break
        end = upto
    return _suffix(source, end, stop) if words else None


_LAW_FOLD = re.compile(r"(?:bộ luật|luật|pháp lệnh)(?![\w])")


def _suffix(source: SourceText, end: int, stop: int) -> int:
    match = re.compile(r"\s*\((?:sửa đổi|sửa đổi, bổ sung)\)").match(source.fold, end, stop)
    return match.end() if match else end


@cache
def _known_laws() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in lexicon.laws()) + r")(?![\w])")


def _congresses(source: SourceText, start: int, end: int) -> list[Cited]:
    found = []
    for match in _CONGRESS.finditer(source.view, start, end):
        name = clean(match.group())
        found.append(Cited(match.start(), match.end(), "Nghị quyết", match.span(), name=name, form="named"))
    return found


def _standards(source: SourceText, start: int, end: int) -> list[Cited]:
    found = []
    for match in _STANDARD.finditer(source.view, start, end):
        kind = "Quy chuẩn" if match["name"].startswith("QCVN") else "Tiêu chuẩn"
        stop = match.end()
        while source.view[stop - 1] in ".-":
            stop -= 1
        found.append(
            Cited(
                match.start(),
                stop,
                kind,
                (match.start("name"), stop),
                number=clean(source.view[match.start("name") : stop]),
            )
        )
    return found


# ---------------------------------------------------------------- what belongs to whom


def _drop_inside(found: list[Cited]) -> list[Cited]:
    """Drop mentions whose anchor lies inside another's number; laws nested in a law's name stay."""
    kept: list[Cited] = []
    for c in found:
        clash = next(
            (k for k in reversed(kept[-4:]) if k.end > c.start and not (k.form == "named" and c.form == "named")), None
        )
        if clash is not None and clash.number and clash.form != "named" and c.form == "named":
            kept.append(c)
            continue
        if clash is not None and clash.name and clash.number and c.number and clash.end >= c.end:
            continue
        if clash is not None and clash.anchor[1] > c.anchor[0] and clash.form != "named":
            continue
        kept.append(c)
    return kept


def _drop_own(source: SourceText, structure: Structure, found: list[Cited]) -> list[Cited]:
    """Drop mentions of the document itself: its own number, and the bracket of an annex."""
    number = structure.head.number
    own = _key(source.view[number.start : number.end]) if number is not None and number.serial else None
    kept = []
    for c in found:
        p = source.paragraphs[source.paragraph_at(c.start)]
        opening = source.fold[p.start : p.start + 40]
        bracket = re.match(r"\W*(?:ban hành\s+)?kèm theo\b", opening) is not None and p.end - p.start < 400
        if bracket or (own is not None and c.number is not None and _key(c.number) == own and not c.date):
            continue
        kept.append(c)
    return kept


def _key(number: str) -> str:
    return re.sub(r"[\W_]+", "-", fold(re.sub(r"\s+", "", number))).strip("-")


def _organ_code(c: Cited) -> str | None:
    return parse_number(c.number).organ_code if c.number else None


def _share(source: SourceText, found: list[Cited]) -> None:
    """Members of a coordination share the date and issuer that stand after the last of them.

    Only where nothing but a comma or "và" lies between two mentions, and their numbers name the same organ: a
    neighbour's date is never taken otherwise.
    """
    for first, second in zip(reversed(found[:-1]), reversed(found), strict=False):
        if first.number is None or second.number is None or second.start < first.end:
            continue
        if not _PAIR_GAP.match(source.view[first.end : second.start]):
            continue
        if _organ_code(first) != _organ_code(second):
            continue
        if first.issuer is None and second.issuer is not None and second.issuer_source in ("stated", "shared"):
            if second.issuer_span is not None and second.issuer_span[0] < second.start:
                continue
            first.issuer, first.issuer_span, first.issuer_source = second.issuer, second.issuer_span, "shared"
            if first.date is None and second.date is not None and second.typed == first.typed | second.typed:
                first.date, first.date_span, first.date_source = second.date, second.date_span, "shared"
    for first, second in itertools.pairwise(found):
        if first.number and second.number and second.issuer is None and first.issuer is not None:
            before = first.issuer_span is not None and first.issuer_span[0] < first.start
            if (
                before
                and _PAIR_GAP.match(source.view[first.end : second.start])
                and _organ_code(first) == _organ_code(second)
            ):
                second.issuer, second.issuer_span, second.issuer_source = first.issuer, first.issuer_span, "shared"


# ---------------------------------------------------------------- titles

_TITLE_AT = re.compile(
    r"\s*[,:]?\s*(?P<quote>[“\"«])?\s*(?P<cue>(?:về việc|về|vê việc|vê|v/v|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|bổ sung|thực hiện|triển khai|thành lập|công bố|"
    r"giao|điều chỉnh|tăng cường|đẩy mạnh|phát động|tổ chức|kiện toàn|tiếp tục|quy chế|xây dựng|thí điểm|bãi bỏ|đính chính)(?![\w]))"
)
_QUOTED = re.compile(r"\s*[,:]?\s*[“\"«]")
_TITLE_STOP = re.compile(
    r"[;\n]|\.(?:\s|/|\Z)|\./\.|,\s*(?:cụ thể|trong đó|với (?:các |những )?nội dung|nhằm|đảm bảo|bảo đảm|gắn với|theo đó|bao gồm|như sau|gồm|ubnd|ủy ban nhân dân"
    r"|sở [^,;.]{3,60}(?:xây dựng|ban hành)|để |thay thế|tham mưu|trên cơ sở|căn cứ|yêu cầu|kịp thời|xác định|phấn đấu|phù hợp|theo |qua đó|từ đó|tạo )"
    r"|\s+(?:và các văn bản|và các quy định|và các chỉ đạo|và kế hoạch này|như sau|cụ thể như sau|và pháp luật|và các hướng dẫn|và kế hoạch(?! (?:hành động |liên tịch |phối hợp )?(?:số|\d))|và kết quả|và chương trình(?! (?:hành động )?(?:số|\d))|và (?:ý kiến|sự|hướng dẫn|chỉ đạo|kết luận|đề nghị)[^,;.]{0,20} của|chậm nhất|trước ngày)|\s+\(?(?:sau đây|viết tắt là|gọi tắt)"
    r"|\s\((?:nghị quyết|quyết định|chỉ thị|kế hoạch|kết luận|đề án|chương trình|thông tư|nghị định)\s"
)
_SENT_TO = re.compile(
    r"\s(?:gửi(?: về)?|báo cáo(?: về)?|về)\s(?=(?:ubnd|ủy ban|sở|bộ|phòng|ban|văn phòng|tỉnh ủy|huyện ủy|đảng ủy|công an)\s)"
)
"""The sentence goes on after the title: `… về UBND tỉnh (qua Sở Nội vụ)`."""
_CLAUSE_AFTER = re.compile(rf",\s+(?=[{CAPITAL}])")


def _titles(source: SourceText, found: list[Cited]) -> None:
    """The trích yếu that follows a mention, up to its end."""
    view, folded = source.view, source.fold
    for n, c in enumerate(found):
        if c.form == "named" and not c.number:
            continue
        limit = min(len(view), c.end + 700)
        line = view.find("\n", c.end, limit)
        if line >= 0:
            limit = line
        at = c.end
        quoted = _QUOTED.match(view, at, limit)
        if quoted:
            close = _closing_quote(view, quoted.end() - 1, limit)
            if close is not None:
                _set_title(view, c, quoted.end(), close)
            continue
        if n and _paired_titles(source, found[n - 1], c, limit):
            continue
        match = _TITLE_AT.match(folded, at, limit)
        if match is None:
            continue
        start = match.start("cue")
        end = _title_end(source, found, n, start, limit)
        _set_title(view, c, start, end)


_PAIRED = re.compile(r"\s*,?\s*ban hành\s+[“\"]([^“”\"]{5,300})[”\"]\s*(?:;|,|và)\s*[“\"]([^“”\"]{5,400})[”\"]")


def _paired_titles(source: SourceText, first: Cited, second: Cited, limit: int) -> bool:
    """Two documents that share date and issuer, then two quoted titles: one each, in order."""
    if first.issuer_source != "shared" or first.title is not None:
        return False
    match = _PAIRED.match(source.view, second.end, limit)
    if match is None:
        return False
    _set_title(source.view, first, *match.span(1))
    _set_title(source.view, second, *match.span(2))
    return True


def _closing_quote(view: str, at: int, limit: int) -> int | None:
    """The mark that closes the quotation opened at `at`; inner quotations are skipped."""
    opener = view[at]
    if opener == '"':
        close = view.find('"', at + 1, limit)
        return close if close >= 0 else None
    depth = 0
    for i in range(at, limit):
        if view[i] in "“«":
            depth += 1
        elif view[i] in "”»":
            depth -= 1
            if depth == 0:
                return i
    last = max(view.rfind("”", at, limit), view.rfind('"', at, limit))
    return last if last > at else None


def _title_end(source: SourceText, found: list[Cited], n: int, start: int, limit: int) -> int:
    view, folded = source.view, source.fold
    nested = [c for c in found[n + 1 : n + 8] if c.start >= start and c.start < limit and c.number]
    pos = start
    while pos < limit:
        match = _TITLE_STOP.search(folded, pos, limit)
        end = match.start() if match else limit
        if match and _inside_quotes(view, start, end):
            close = view.find("”", end, limit)
            if close >= 0:
                pos = close + 1
                continue
        break
    else:
        end = limit
    sent = _SENT_TO.search(folded, start + 20, end) if end > start + 20 else None
    if sent:
        end = sent.start()
    # A clause with a new subject ends the title: ", UBND tỉnh ban hành …".
    for comma in _CLAUSE_AFTER.finditer(view, start, end):
        if is_head(folded, comma.end()):
            stop = organ_end(view, folded, comma.end(), end)
            if stop is not None and re.compile(
                r"\s+(?:ban hanh|xay dung|yeu cau|de nghi|giao|trien khai|to chuc|lap)"
            ).match(bare(folded[stop : stop + 16])):
                end = comma.start()
                break
    inner_seen = False
    for inner in nested:
        if inner.start >= end:
            break
        gap = view[start : inner.start]
        link = re.search(r"(?:,|\bvà|,\s*và)\s*\Z", gap)
        if link and not inner_seen and not _inside_quotes(view, start, inner.start):
            end = start + link.start()
            break
        inner_seen = True
    depth = 0
    for i in range(start, end):
        if view[i] == "(":
            depth += 1
        elif view[i] == ")":
            if depth == 0:
                end = i
                break
            depth -= 1
    if depth and end < len(view):
        close = view.find(")", end, min(limit, end + 80))
        if close >= 0 and view[end] == ";":
            end = close + 1
    return end


def _inside_quotes(view: str, start: int, end: int) -> bool:
    return view.count("“", start, end) > view.count("”", start, end)


def _set_title(view: str, c: Cited, start: int, end: int) -> None:
    while end > start and view[end - 1] in ' .,;:”"»“':
        if view[end - 1] in "”" and view.count("“", start, end) == view.count("”", start, end):
            break
        end -= 1
    while start < end and view[start] in ' “"«':
        if view[start] == "“" and view.count("”", start, end) == view.count("“", start, end):
            break
        start += 1
    if end - start > 3:
        c.title_span = (start, end)
        c.title = clean(view[start:end])


# ---------------------------------------------------------------- relation and footnotes

_REPLACES = re.compile(
    r"(?:kế hoạch|quyết định|văn bản|chương trình) này\s+(?:có hiệu lực[^.;]{0,60}(?:và\s+)?)?(?:thay thế|thay cho)\s+(?:cho\s+)?\Z"
)
_REPEALS = re.compile(r"(?:bãi bỏ|hủy bỏ|huỷ bỏ)(?: toàn bộ)?\s+(?:các\s+)?\Z|hết hiệu lực[^.;]{0,20}\Z")
_AMENDS = re.compile(r"(?:điều chỉnh|sửa đổi|bổ sung)(?:[, ]+(?:bổ sung|một số|nội dung|điều|tại|của|kế hoạch))*\s+\Z")


def _relations(source: SourceText, structure: Structure, found: list[Cited]) -> None:
    """`basis` for what stands as ground in the title and the opening; what is nested in another's title is a mention."""
    first = structure.flat[0].start if structure.flat else len(source.view)
    head = structure.head
    view, folded = source.view, source.fold
    closing = source.paragraphs[structure.closings[0].first].start if structure.closings else len(view)
    opening_end = min(first, closing)
    if not structure.flat:
        opening_end = min(opening_end, _opening_end(source, structure))
    annexed = Ranges(_annexed_openings(source, structure))
    starts = [c.start for c in found]
    for c in found:
        before = folded[max(0, c.start - 90) : c.start]
        if _REPLACES.search(before):
            c.relation = "replaces"
        elif _REPEALS.search(before) and not _nested(c, found, starts):
            c.relation = "repeals"
        if c.relation != "mention" or _nested(c, found, starts):
            continue
        in_title = head.title_span is not None and head.title_span[0] <= c.start < head.title_span[1]
        if in_title:
            shown = folded[head.title_span[0] : c.start] if head.title_span else ""
            if re.search(r"(?:sửa đổi|điều chỉnh|bổ sung)[^.;]{0,80}\Z", shown) and c.number:
                c.relation = "amends"
            else:
                c.relation = "basis"
            continue
        opening = c.start < opening_end or annexed.hold(c.start)
        if opening and not _in_bracket(view, c.start):
            c.relation = "basis"


def _opening_end(source: SourceText, structure: Structure) -> int:
    body = structure.head.body
    end = body
    while end < len(source.paragraphs) and end < body + 25:
        p = source.paragraphs[end]
        if not re.match(
            r"\W*(?:căn cứ|thực hiện|triển khai|theo|xét|để|nhằm|trên cơ sở)", source.fold[p.start : p.start + 30]
        ):
            break
        end += 1
    return source.paragraphs[end].start if end < len(source.paragraphs) else len(source.view)


def _annexed_openings(source: SourceText, structure: Structure) -> list[Span]:
    """Opening of a plan annexed to a decision: between the closing block in the middle and its first division."""
    found = []
    starts = [n.start for n in structure.flat]
    for closing in structure.closings:
        begin = source.paragraphs[closing.last].end
        i = bisect_right(starts, begin)
        if i < len(starts) and starts[i] - begin < 6000 and structure.flat[i].kind != "appendix":
            found.append((begin, starts[i]))
    return found


_NEAR = 3000
"""A mention with its title is never longer: each part of both is read within a bound."""


def _nested(c: Cited, found: list[Cited], starts: list[int]) -> bool:
    for n in within(starts, c.start - _NEAR, c.start + 1):
        other = found[n]
        if other is c:
            continue
        if other.title_span is not None and other.title_span[0] <= c.start < other.title_span[1]:
            return True
        if (
            other.name
            and other.anchor[0] <= c.start
            and c.end <= other.anchor[1]
            and (other.anchor[1] - other.anchor[0]) > (c.end - c.start)
        ):
            return True
    return False


def _in_bracket(view: str, at: int) -> bool:
    line = view.rfind("\n", 0, at) + 1
    return view.count("(", line, at) > view.count(")", line, at)


def _notes(source: SourceText, structure: Structure, found: list[Cited]) -> None:
    """Tie a mention to the footnote whose mark follows it, and take date and issuer from there."""
    if not structure.notes:
        return
    marks = {a: note for note in structure.notes for a, _ in note.marks}
    starts = [c.start for c in found]
    for n, c in enumerate(found):
        match = re.compile(r"[ ,]?\[(\d{1,3})\]").match(source.view, c.end)
        note = marks.get(match.start(1) - 1) if match else None
        if note is None:
            # Members of a coordination share the mark after the last of them.
            if n + 1 < len(found) and _PAIR_GAP.match(source.view[c.end : found[n + 1].start]):
                after = re.compile(r"[ ,]?\[(\d{1,3})\]").match(source.view, found[n + 1].end)
                note = marks.get(after.start(1) - 1) if after else None
            if note is None:
                continue
        c.note = note.label
        for at in within(starts, note.start, note.end):
            detail = found[at]
            if detail.number and c.number and _key(detail.number) == _key(c.number):
                if c.date is None and detail.date is not None:
                    c.date, c.date_span, c.date_source = detail.date, detail.date_span, "footnote"
                if c.issuer is None and detail.issuer is not None:
                    c.issuer, c.issuer_span, c.issuer_source = detail.issuer, detail.issuer_span, "footnote"
                if c.title is None and detail.title is not None:
                    c.title, c.title_span = detail.title, detail.title_span
                break
