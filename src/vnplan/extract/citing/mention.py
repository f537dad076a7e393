"""One mention of a document, and the grammar around its anchor: date, issuer, cited parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vnplan.extract.citing.issuers import can_issue, issuer_end
from vnplan.extract.organs import is_head, organ_end
from vnplan.lexicon.numbers import parse_number
from vnplan.text import SourceText, clean, fold
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
    same_day: bool = False
    """`cùng ngày`: its date is that of the mention before."""
    target: Cited | None = None
    """What a short form points to."""


PAIR_GAP = re.compile(r"\s*(?:,|và|,\s*và|;)\s*(?:các\s+)?(?:số\s*:?\s*)?\Z")


def key_of(number: str) -> str:
    """Reduce a number to what tells it from others: case, blanks and kinds of separators do not."""
    return re.sub(r"[\W_]+", "-", fold(re.sub(r"\s+", "", number))).strip("-")


def organ_code(c: Cited) -> str | None:
    """Symbol of the organ in a mention's number."""
    return parse_number(c.number).organ_code if c.number else None


_D = r"[\dlio]{1,2}"
_Y = r"(?:19|20)\d{2}"
_NGAY, _THANG, _NAM = r"ng[aàáảãạ]y", r"th[aáàảãạ]ng", r"n[aăâ]m"
_BLANK = r"[\s.…_]*"
_DATE_AFTER = re.compile(
    r"\s*[,.]?\s*(?P<open>\()?(?:(?:ký|ban hành|được ban hành)\s+)?(?:"
    rf"{_NGAY}\s*(?:(?P<d>{_D})\s*(?:[/.\-]\s*(?P<m>\d\s?\d?)\s*[/.\-]\s*(?P<y>{_Y})"
    rf"|{_THANG}\s*(?P<m2>[\dlio](?:\s?[\dlio])?)\s*{_NAM}\s*(?P<y2>{_Y})))"
    rf"|{_NGAY}{_BLANK}{_THANG}\s*(?P<m4>\d{{1,2}})\s*{_NAM}\s*(?P<y4>{_Y})"
    rf"|{_NGAY}{_BLANK}/\s*(?P<m6>\d{{1,2}})\s*/\s*(?P<y6>{_Y})"
    rf"|{_NGAY}{_BLANK}(?:/|{_THANG}){_BLANK}(?:/|{_NAM})\s*(?P<y7>{_Y})"
    rf"|(?P<d3>\d{{1,2}})[/.](?P<m3>\d{{1,2}})[/.](?P<y3>{_Y})(?!\d)"
    rf"|(?:ban hành\s+)?{_NAM}\s+(?P<y5>{_Y})(?![\w]|\s*[-–]))(?(open)\)?)"
)
"""A date after the anchor; slips of OCR in its digits and words, and blanks left for handwriting, included."""
_SAME_DAY = re.compile(r"\s*,?\s*(?:ban hành\s+|ký\s+)?(?P<words>cùng ngày)(?![\w])")
_ISSUER_CUE = re.compile(r"\s*[,.]?\s*(?:của|do)\s+(?:đồng chí\s+)?")
_ISSUER_BARE = re.compile(rf"\s*,?\s+(?=[{CAPITAL}])")
_CENTRAL = re.compile(r"(?:bộ chính trị|thủ tướng chính phủ|chính phủ|ban bí thư|quốc hội)(?![\w])")
_PLENUM_AFTER = re.compile(r"\s*,\s*(?=hội nghị (?:lần thứ|trung ương) )")
_TERM = re.compile(r"\s*,?\s*\(?(?:khóa|nhiệm kỳ)\s+[ivxl\d]+(?:\s*[-–]\s*\d+)?\)?")
_PLEDGE = re.compile(
    r"\s+(?:tại|trong|theo|nêu tại|cung cấp kèm theo|kèm theo|bằng|gửi kèm)\s+(?:các\s+|nội dung\s+)?\Z"
)
_SAYING = re.compile(
    r"(?:ý kiến|chỉ đạo|đề nghị|đề xuất|kết luận|yêu cầu|hướng dẫn|thông báo|chấp thuận|phê duyệt|thống nhất|chủ trương|cho phép"
    r"|giao nhiệm vụ|nhiệm vụ giao|đồng ý|báo cáo|phân công|quan điểm|thẩm định|góp ý|trả lời)[^,;.]{0,30}\Z"
)
"""What an organ says in a document: without it, "nhiệm vụ của Sở theo Nghị định …" names no issuer."""
_ENACTED = re.compile(r"\s+(?:(?:đã|vừa|cũng|tiếp tục)\s+){0,2}ban hành\s+(?:các\s+)?\Z")
_DAY_BEFORE = re.compile(rf"(?:ngày\s*(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>{_Y}))\s*,\s*\Z")
_LABEL = r"(?:\d{1,3}[a-zđ]?|[a-zđ]|[ivx]{2,5})(?:\.\d{1,2})*(?![\w])"
_PARTS = re.compile(
    rf"(?:(?:các\s+)?(?:điểm|khoản|điều|mục|phụ lục|tiết)\s+(?:số\s+)?{_LABEL}(?:(?:,\s*|\s+và\s+){_LABEL})*"
    r"\s*(?:[,;]\s*)?(?:và\s+)?(?:ban hành\s+)?(?:kèm theo\s+|của\s+|tại\s+)?)+\Z"
)
_ONE_PART = re.compile(rf"(điểm|khoản|điều|phụ lục)\s+(?:số\s+)?({_LABEL}(?:(?:,\s*|\s+và\s+){_LABEL})*)")
_KINDS = {"điểm": "point", "khoản": "clause", "điều": "article", "phụ lục": "appendix"}


def read_after(source: SourceText, cited: Cited, limit: int) -> None:
    """Date and issuer after an anchor, in either order."""
    view, folded = source.view, source.fold
    stop = min(limit, cited.end + 400)
    line = view.find("\n", cited.end, stop)
    if line >= 0:
        stop = line
    at = cited.end
    for _ in range(3):
        if cited.date is None and not cited.same_day:
            same = _SAME_DAY.match(folded, at, stop)
            if same:
                cited.same_day = True
                at = cited.end = same.end()
                continue
            match = _DATE_AFTER.match(folded, at, stop)
            iso = _iso(match) if match else None
            if match and iso is not None and not _next_sentence(view, at, match):
                lead = re.compile(r"[\s,.(]*").match(view, at, stop)
                first = lead.end() if lead else at
                close = match.end() - 1 if match["open"] and view[match.end() - 1] == ")" else match.end()
                cited.date, cited.date_span, cited.date_source = iso, (first, close), "stated"
                at = cited.end = match.end()
                continue
        if cited.issuer is None:
            begin = _issuer_begin(source, cited, at, stop)
            end = None
            if begin is not None:
                # A place name may go on after the end of a line.
                end = issuer_end(source, begin, stop, cited.number)
            if begin is not None and end is not None:
                cited.issuer_span = (begin, end)
                cited.issuer, cited.issuer_source = clean(view[begin:end]), "stated"
                at = cited.end = end
                term = _TERM.match(folded, at, stop)
                if term:
                    at = cited.end = term.end()
                continue
        break


def _next_sentence(view: str, at: int, match: re.Match[str]) -> bool:
    """`… số 12/SNV-TCBC. Ngày 05/6/2023, …`: a full stop and a capital part the date from the number."""
    lead = re.compile(r"\s*\.\s*").match(view, at, match.end())
    if lead is None:
        return False
    return view[lead.end()].isupper() and view[lead.end() + 1].islower()


def _issuer_begin(source: SourceText, cited: Cited, at: int, stop: int) -> int | None:
    """Where an issuer begins after a number or date: after "của", or at once when it cannot be anything else."""
    view, folded = source.view, source.fold
    cue = _ISSUER_CUE.match(folded, at, stop)
    if cue:
        return cue.end()
    plenum = _PLENUM_AFTER.match(folded, at, stop)
    if plenum:
        return plenum.end()
    direct = _ISSUER_BARE.match(view, at, stop)
    if direct is None or "," in direct.group():
        return None
    if _CENTRAL.match(folded, direct.end()) and (cited.number or cited.date):
        return direct.end()
    return direct.end() if cited.date is not None and is_head(folded, direct.end()) else None


def read_before(source: SourceText, cited: Cited, floor: int) -> None:
    """Issuer named before the document, and cited parts (`điểm a khoản 2 Điều 5`)."""
    low, window = before(source, cited.start, floor)
    cited.parts = parts_before(source, low, cited.start)
    if cited.issuer is not None:
        return
    pledge = _PLEDGE.search(window)
    if pledge is not None:
        _pledged(source, cited, low, low + pledge.start())
        return
    enacted = _ENACTED.search(window)
    if enacted is not None:
        _enacted(source, cited, low, low + enacted.start())


def before(source: SourceText, at: int, floor: int) -> tuple[int, str]:
    """What stands before a place in its paragraph, folded, and where that begins; 160 characters at most."""
    low = max(floor, at - 160)
    line = source.view.rfind("\n", low, at)
    if line >= 0:
        low = line + 1
    return low, source.fold[low:at]


def quoted(source: SourceText, at: int) -> bool:
    """Say whether a place lies inside a quotation of its paragraph; looked for in the 2,000 characters before it."""
    low = max(source.paragraphs[source.paragraph_at(at)].start, at - 2000)
    return source.view.count("“", low, at) > source.view.count("”", low, at)


def parts_before(source: SourceText, low: int, at: int) -> list[tuple[str, str]]:
    """Cited parts named right before a mention, as (kind, label as written)."""
    parts = _PARTS.search(source.fold, low, at)
    if parts is None:
        return []
    return [
        (_KINDS[part.group(1)], label)
        for part in _ONE_PART.finditer(source.fold, parts.start(), at)
        for label in re.split(r",\s*|\s+và\s+", source.view[slice(*part.span(2))])
    ]


def _pledged(source: SourceText, cited: Cited, low: int, stop: int) -> None:
    """`ý kiến của A tại Công văn …`, `do A cung cấp kèm theo Công văn …`, `theo đề nghị của A và B tại Tờ trình …`."""
    view, folded = source.view, source.fold
    for match in re.compile(r"\b(của|do|đề nghị)\s+").finditer(view, low, stop):
        begin = match.end()
        if begin >= stop or (match.group(1) == "của" and not _SAYING.search(folded[low : match.start()])):
            continue
        end = organ_end(view, folded, begin, stop)
        while end is not None and end < stop:
            link = re.compile(r"(?:\s+và|,)\s+").match(view, end, stop)
            end = organ_end(view, folded, link.end(), stop) if link else None
        name = clean(view[begin:stop])
        if end == stop and can_issue(cited.number, name):
            cited.issuer_span = (begin, stop)
            cited.issuer, cited.issuer_source = name, "stated"
            return


def _enacted(source: SourceText, cited: Cited, low: int, stop: int) -> None:
    """`Ngày 25/6/2021, UBND tỉnh ban hành Kế hoạch số …`: the subject issues what it enacts."""
    view, folded = source.view, source.fold
    for match in re.compile(rf"(?:^|(?<=\s))(?=[{CAPITAL}])").finditer(view[low:stop]):
        begin = low + match.start()
        if organ_end(view, folded, begin, stop) != stop:
            continue
        name = clean(view[begin:stop])
        if not can_issue(cited.number, name):
            return
        cited.issuer_span = (begin, stop)
        cited.issuer, cited.issuer_source = name, "stated"
        day = _DAY_BEFORE.search(folded, low, begin)
        if day and cited.date is None:
            cited.date = f"{day['y']}-{int(day['m']):02d}-{int(day['d']):02d}"
            cited.date_span = (day.start(), view.rfind(",", low, begin))
            cited.date_source = "stated"
        return


_DIGITS = str.maketrans("lio", "110")


def _iso(match: re.Match[str]) -> str | None:
    def pick(*names: str) -> str | None:
        found = next((match[n] for n in names if match[n]), None)
        return found.translate(_DIGITS).replace(" ", "") if found else None

    year = pick("y", "y2", "y3", "y4", "y5", "y6", "y7")
    month, day = pick("m", "m2", "m3", "m4", "m6"), pick("d", "d3")
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{int(month):02d}"
    if not 1 <= int(day) <= 31:
        return None
    return f"{year}-{int(month):02d}-{int(day):02d}"
