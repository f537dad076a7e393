"""One mention of a document, and the grammar around its anchor: date, issuer, cited parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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


_A_NUMBER = re.compile(rf"\d ?[/\-–] ?[{CAPITAL}]")
PAIR_GAP = re.compile(r"\s*(?:,|và|,\s*và|;)\s*(?:các\s+)?(?:số\s*:?\s*)?\Z")


def key_of(number: str) -> str:
    """Reduce a number to what tells it from others: case, blanks and kinds of separators do not."""
    return re.sub(r"[\W_]+", "-", fold(re.sub(r"\s+", "", number))).strip("-")


def organ_code(c: Cited) -> str | None:
    """Symbol of the organ in a mention's number."""
    return parse_number(c.number).organ_code if c.number else None


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


def read_after(source: SourceText, cited: Cited, limit: int) -> None:
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
        if more and more.end() > end and not _A_NUMBER.search(view, end, more.end()) and view[end : end + 1] == ",":
            return more.end()
    pair = re.compile(rf"\s*,\s*(?=[{CAPITAL}])|\s+và\s+(?=[{CAPITAL}])").match(view, end, stop)
    if pair and folded.startswith(("bộ ", "sở "), begin) and folded.startswith(("bộ ", "sở "), pair.end()):
        # A joint document: "của Bộ A, Bộ B".
        further = organ_end(view, folded, pair.end(), stop)
        if further is not None and re.compile(r"\s*(?:về|quy định|hướng dẫn|ban hành|[;.,)])").match(folded, further):
            return further
    return end


def read_before(source: SourceText, cited: Cited, floor: int) -> None:
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
