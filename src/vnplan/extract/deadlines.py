"""Deadlines: which expressions of time fix when something asked for in the plan is to be done.

Order of the module: where to look, what is no deadline (dates of cited documents, names of programmes, budget words,
validity, the past), what stands in labelled lines and time columns, and where a missing year comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from vnplan.extract.citations import Cited
from vnplan.extract.organs import is_verb
from vnplan.extract.tables import column_roles, row_roles
from vnplan.extract.times import Time, find_times, own_bound, read_cell
from vnplan.structure import Structure
from vnplan.text import Ranges, SourceText


@dataclass(slots=True)
class Due:
    """One deadline; offsets count the view. `source` is `stated` or `context` (the year was taken from the plan)."""

    start: int
    end: int
    kind: str
    bound: str
    value: str | None
    source: str
    year_from: str | None = None
    impossible: bool = False


_LABEL = re.compile(
    r"(?:[-+*•\d.)a-zđ ]{0,8}\s*)(?:thời gian|thời hạn|tiến độ|thời điểm|lộ trình|hạn|kỳ báo cáo|hoàn thành)(?:,? [^:\n.;]{0,50})?:"
)
_LABEL_HEADING = re.compile(
    r"(?:thời gian|thời hạn|tiến độ)(?: (?:thực hiện|hoàn thành|tổ chức|triển khai|tiến hành|tuyên truyền|dự kiến|báo cáo|kiểm tra))*\b"
)
_VALIDITY = re.compile(
    r"(?:có hiệu lực|hiệu lực thi hành|ban hành|ký|thông qua|thành lập|cấp)(?: [^.;,]{0,30})? (?:từ|kể từ|vào)?\s*\Z|hiệu lực[^.;]{0,30}\Z"
    r"|(?<!học )(?<!thí )\bsinh\s+(?:từ |vào )?\Z"
)
_IN_FORCE = re.compile(r"hiệu lực[^.;]{0,30}\Z|(?:được|đã|(?:các|những) văn bản|(?<!\w)sinh)(?: [^.;,]{0,20})?\s*\Z")
"""What `trước ngày …` bounds where it is no duty: `các văn bản ban hành trước ngày 01/3/2025`."""
_NAMED_DAY = re.compile(r"(?:kỷ niệm|ngày thành lập|ngày sinh|ngày mất|truyền thống)[^.;]{0,120}\Z")
_PROGRAMME = re.compile(
    r"(?:Chương trình|Chiến lược|Đề án|Quy hoạch|Kế hoạch|Dự án|Nghị quyết|Quyết định|Chỉ thị|Định hướng|Phương án|Phong trào|Cuộc vận động|CHƯƠNG TRÌNH|CHIẾN LƯỢC|ĐỀ ÁN|QUY HOẠCH"
    r"|KẾ HOẠCH|chương trình|chiến lược|đề án)(?![\w])"
)
_RESULT = re.compile(
    r"\b(?:đạt|phấn đấu|bảo đảm|đảm bảo|có ít nhất|hoàn thành|mục tiêu tỷ lệ|tỷ lệ|đến hết|cơ bản|xây dựng được|trên \d|\d+ ?%)\b"
)
_VISION = re.compile(r"(?:tầm nhìn|định hướng|hướng đến|hướng tới|tầm nhìn chiến lược|tính)(?:,)? \Z")
_OWN_VISION = re.compile(
    r"[\s\-+*•]*(?:(?:[ivx]+|\d{1,2}(?:\.\d+)*|[a-zđ])[.)]\s*)?(?:tầm nhìn|định hướng)\s+(?:đến\s+)?"
)
_BUDGET = re.compile(
    r"(?:ngân sách|kinh phí|dự toán|chi thường xuyên|nguồn vốn|vốn|nguồn|trung hạn|định mức|biên chế|kế hoạch(?: [^,.;:]{0,30})?|chương trình công tác|quyết toán|đầu tư công|phân bổ"
    r"|hỗ trợ có mục tiêu|kiểm kê tài sản|số liệu|chế độ nghỉ|trợ cấp|phụ cấp|lương|sinh hoạt phí|kế hoạch đầu tư|nghỉ phép|danh mục|nhiệm vụ chi|cân đối)[^.;:]{0,45}\Z"
)
_CYCLE = re.compile(
    r"\b(?:nghị quyết|đề án|nhiệm vụ|chỉ tiêu|thi đua|khen thưởng|xếp loại|phân loại|được phê duyệt)\s*\Z"
)
"""What recurs is the document or the review that these words name, not the work: `thi đua, khen thưởng hằng năm`."""
_PAST = re.compile(
    r"\b(?:đã|hiện nay|tính đến|trước đây|năm qua|vừa qua|từng|kết quả năm|so với|cùng kỳ|thực trạng|hiện trạng|từ đầu năm)\b[^.;]{0,90}\Z"
)
_NUMBERED = re.compile(
    r"(?:\bsố:? ?\d+ ?/ ?[\w\-/ ]{2,20}|\d+ ?[/-] ?[a-zđ]{2,}[\w\-/]*(?: ?- ?[a-zđ]+)?|\b(?:ubnd|hđnd|q[đd]|qđ-ubnd))[\"',. ]*\Z"
)
_ISSUED = re.compile(
    r"\s*(?:của|do) (?:ubnd|hđnd|ủy ban|uỷ ban|hội đồng|bộ|chính phủ|thủ tướng|quốc hội|ban (?:bí thư|chấp hành|thường vụ|chỉ đạo)|chủ tịch|sở|tỉnh ủy|thành ủy|trung ương)\b"
)
_COMPARED = re.compile(
    r"(?:so với|so|cùng kỳ|(?<!mặt )(?<!văn )bằng|như|mức)(?: (?:cùng kỳ|mức(?: trung bình)?|thời điểm|thực hiện|ước thực hiện))*\s*\Z"
)
_DONE = re.compile(r"\b(?:đã|vừa qua|trước đây|đến nay)\b")
_PAID_FOR = re.compile(r"\d (?:nghìn |triệu )?đồng(?:/[^\W\d_]+){0,3}(?: [^.;,]{0,20})?\s\Z")
"""How long money is paid: `500.000 đồng/người/tháng trong 06 tháng`."""
_PAY_OF = re.compile(r"(?:lương(?: hưu)?|phụ cấp|trợ cấp|học phí|tiền (?:công|ăn|thưởng|điện|nước))\s\Z")
"""For which month money is paid: `chi trả lương tháng 6 năm 2025`."""
_REPORT_OF = re.compile(
    r"(?:báo cáo|kết quả|tình hình|kế hoạch|phương hướng|nhiệm vụ|số liệu|thành tích|chỉ tiêu|danh hiệu|công tác)(?: [^.;:,]{0,70})?\s\Z"
)
_WINDOW_AFTER = re.compile(
    r"\s*(?:của )?(?:năm trước(?: kỳ báo cáo)?|tháng trước|kỳ trước|(?:của )?(?:tháng |năm )?(?:thuộc )?kỳ báo cáo)"
)
_REPORTING = re.compile(
    r"(?:(?:về )?(?:đánh giá )?(?:tình hình|kết quả|thực trạng|hiện trạng)(?: (?:thực hiện|đạt được|triển khai|công tác|hoạt động|chung|kinh tế|chuyển đổi|phát triển|năm|ứng dụng|đã đạt))"
    r"|kết quả đạt được|thực trạng|hiện trạng|đánh giá (?:chung|tình hình|kết quả|thực trạng|hiện trạng)|khái quát|đặc điểm tình hình|sơ lược"
    r"|(?:những |một số |các )?(?:ưu điểm|tồn tại|hạn chế|khó khăn|thuận lợi|kết quả đạt được|nguyên nhân|bài học kinh nghiệm)(?:,|\Z| và| của| chủ yếu| trong|/))"
)
_AIM_AFTER = re.compile(
    r"\s*,?\s*(?:đạt|có|phấn đấu|hoàn thành|bảo đảm|đảm bảo|giảm|tăng|tỷ lệ|100 ?%|\d+ ?%|trên \d|tổ chức|triển khai|xây dựng)"
)
_LEVEL_AFTER = re.compile(r"\s*,?\s*(?:đạt|phấn đấu đạt|giảm còn|còn|tăng lên)\s(?:trên |dưới |ít nhất |tối thiểu )?\d")
"""A year inside a clause that sets a level: `năm 2026 đạt 90%, năm 2027 đạt 95%`."""
_AIM_BEFORE = re.compile(
    r"(?:phấn đấu|chỉ tiêu(?: \d+)?:|mục tiêu:?|trong|vào|từ|đến|hết|cuối|trước|hoàn thành|kể từ)\s*(?:năm)?\s*\Z"
)


def find_deadlines(source: SourceText, structure: Structure, citations: list[Cited]) -> list[Due]:
    """Find the deadlines, in reading order."""
    year = implied_year(source, structure)
    issued = structure.head.date
    blocked = _blocked(source, structure, citations)
    headed = {n.paragraph for n in structure.flat if n.heading and _LABEL_HEADING.match(n.heading.lower())}
    found: list[Due] = []
    tabled: list[tuple[int, int]] = []
    for grid in structure.grids:
        tabled.append((grid.start, grid.end))
        roles = column_roles(source, grid)
        if "tt" in roles[1:]:  # a caption slipped into the header: the columns are not where their heads say
            roles = [None] * len(roles)
        for row in grid.rows:
            yearly = sum(1 for c in row if _year_alone(source.fold, c.start, c.end))
            told = yearly < 2 and any(_FIVE_WORDS.match(source.fold, c.start, c.end) for c in row)
            for role, cell in row_roles(source, roles, row):
                for time in _cell_times(source, role, cell.start, cell.end, told=told):
                    if not _inside(time, blocked):
                        found.append(_due(time, year))
    previous_year: str | None = None
    for start, end, opening in _passages(source, structure, tabled):
        label = _label_end(source, headed, start, end)
        before = len(found)
        for time in find_times(source.fold, start, end):
            if _inside(time, blocked):
                continue
            labelled = label is not None and time.start >= label
            if opening or not _counts(source, time, start, end, labelled, issued):
                continue
            due = _due(time, year, previous_year)
            found.append(due)
        if label is not None and not any(label <= d.start < end for d in found[before:]):
            found.extend(_due(t, year) for t in read_cell(source.fold, label, end) if not _inside(t, blocked))
        full = _FULL_DATE.findall(source.fold, start, end) if source.fold.find("/", start, end) >= 0 else None
        previous_year = full[-1] if full else None
    found.sort(key=lambda d: (d.start, d.end))
    _near_years(source, found)
    _yearly(source, found)
    return found


_ENDS_WITH_YEAR = re.compile(r"\bnăm\W*20\d\d\W*\Z")
_FIVE_WORDS = re.compile(r"[\W\d_]*+(?:[^\W\d_]++[\W\d_]++){4}[^\W\d_]")
_FULL_DATE = re.compile(r"\d{1,2}/\d{1,2}/((?:19|20)\d\d)")


def _year_alone(text: str, start: int, end: int) -> bool:
    """Say whether a cell ends with a year."""
    return text.find("năm", start, end) >= 0 and _ENDS_WITH_YEAR.search(text[start:end]) is not None


def reported(structure: Structure) -> list[tuple[int, int]]:
    """Divisions that tell what was done so far: their figures and dates ask for nothing.

    They come before the first division of tasks; "Đánh giá kết quả" under "Tổ chức thực hiện" is work to be done.
    """
    spans: list[tuple[int, int]] = []
    for node in structure.flat:
        if node.kind in ("bullet", "appendix") or not node.heading:
            continue
        if spans and node.start < spans[-1][1]:
            continue
        heading = node.heading.lower().strip()
        if node.role in ("tasks", "organisation") and not _REPORTING.match(heading):
            break
        if _REPORTING.match(heading) and not re.search(r"báo cáo|dự báo|dự kiến", heading):
            spans.append((node.start, node.end))
    return spans


def plan_year(source: SourceText, structure: Structure) -> str | None:
    """The year that a date without one means: the one year of the title, else that of the document's date."""
    head = structure.head
    if head.title_span is not None:
        title = source.fold[head.title_span[0] : head.title_span[1]]
        years = re.findall(r"năm ((?:19|20)\d\d)(?! ?-)", title)
        if years and not re.search(r"(?:19|20)\d\d ?- ?(?:19|20)\d\d", title):
            if len(set(years)) == 1 and not re.search(rf"(?:đến|ngày|tháng \d+) năm {years[0]}", title):
                return str(years[0])
    if head.date is not None:
        return head.date[:4]
    return None


def implied_year(source: SourceText, structure: Structure) -> str | None:
    """The year of a day and month without one; None when the plan runs over several years, so that none is plain."""
    head = structure.head
    if head.title_span is not None:
        title = source.fold[head.title_span[0] : head.title_span[1]]
        span = re.search(
            r"(?:giai đoạn|thời kỳ|\d+ năm|nhiệm kỳ|năm)[^.;]{0,12}((?:19|20)\d\d) ?- ?((?:19|20)\d\d)", title
        )
        if span and int(span.group(2)) > int(span.group(1)) and "năm học" not in title:
            return None
    return plan_year(source, structure)


def _blocked(source: SourceText, structure: Structure, citations: list[Cited]) -> Ranges:
    """Stretches whose times belong to cited documents: mentions, titles, footnotes."""
    spans: list[tuple[int, int]] = []
    for c in citations:
        spans.append((c.start, c.end))
        if c.title_span is not None and c.title_span[0] >= c.end:
            spans.append(c.title_span)
    spans.extend((n.start, n.end) for n in structure.notes)
    spans.extend(reported(structure))
    if structure.head.date_span is not None:
        spans.append(structure.head.date_span)
    for p in source.paragraphs:
        if source.fold.find("kèm theo", p.start, p.start + 30) < 0:
            continue
        if re.match(r"\W*(?:ban hành\s+)?kèm theo\b", source.fold[p.start : p.start + 30]):
            spans.append((p.start, p.end))
    return Ranges(spans)


def _inside(time: Time, spans: Ranges) -> bool:
    if time.value is None:  # tied to an event, which may name a document
        return spans.hold(time.core)
    return spans.touch(time.core, time.end)


def _passages(
    source: SourceText, structure: Structure, tabled: list[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs that may hold deadlines; the third value marks the opening before the first division."""
    first = structure.first
    closed: set[int] = set()
    for closing in structure.closings:
        closed.update(range(closing.first, closing.last + 1))
    tables = Ranges(tabled)
    # After a closing block in the middle, up to the first division of what is annexed.
    closing_end = structure.closings[0].last if structure.closings else len(source.paragraphs)
    annex_end = min((n.paragraph for n in structure.flat if n.paragraph > closing_end), default=-1)
    for i in range(structure.head.body, len(source.paragraphs)):
        p = source.paragraphs[i]
        if i in closed or tables.hold(p.start):
            continue
        annexed = closing_end < i < annex_end
        yield p.start, p.end, p.end <= first or annexed


def _label_end(source: SourceText, headed: set[int], start: int, end: int) -> int | None:
    """Where the words after a time label (`Thời gian thực hiện:`) begin; `headed` are paragraphs that are such a label."""
    match = _LABEL.match(source.fold, start, min(end, start + 120))
    if match:
        return match.end()
    return start if source.paragraph_at(start) - 1 in headed else None


def _counts(source: SourceText, time: Time, start: int, end: int, labelled: bool, issued: str | None) -> bool:
    """Say whether an expression in running text is a deadline."""
    before = source.fold[start : time.start]
    near = before[-90:]
    after = source.fold[time.end : min(end, time.end + 40)]
    if re.search(r"\((?:[^()]*)\Z", near) and re.match(r"\s?-\s?\d{1,2}/\d", after):
        return False
    strong = re.search(r"trước|chậm nhất|châm nhất|muộn nhất|hạn c|hoàn thành|xong", time.cue) is not None
    strong = strong or own_bound(time.cue) is not None
    if not labelled and not strong and _happened(time, near, after, issued):
        return False
    if time.kind == "date":
        ahead = strong or (time.cue and issued is not None and (time.value or "") > issued)
        if _VALIDITY.search(near) and not labelled and not (ahead and not _IN_FORCE.search(near)):
            return False
        year = issued[:4] if issued else None
        if year and time.value and time.value[:4].isdigit() and int(time.value[:4]) < int(year) - 1:
            return False
        if _NAMED_DAY.search(near) and time.value and time.value[:4].isdigit() and not labelled:
            return False
        if not strong and (_ISSUED.match(after) or (not time.cue and _NUMBERED.search(near))):
            return False
        if not strong and _WINDOW_AFTER.match(after):
            return False
        return not ("thời điểm" in time.cue or re.search(r"thời điểm (?:\d+h\d* )?\Z", near)) or labelled
    if time.kind == "relative":
        return not _PAST.search(near) and not _PAID_FOR.search(near)
    if time.kind == "recurring":
        if re.search(r"\btính\s*\Z", near):
            return False  # "số liệu tính đến ngày 14 hằng tháng" bounds data, not work
        if labelled or "BYMONTHDAY" in (time.value or "") or "BYDAY" in (time.value or ""):
            return True
        return not _BUDGET.search(near) and not _CYCLE.search(near)
    if labelled and (time.kind != "year" or time.cue or re.search(r"(?:^|[:,;(-]\s*|và )\Z", before)):
        return True
    if time.kind in ("month", "quarter", "half"):
        if "thời điểm" in time.cue or (time.kind == "half" and not time.cue and _REPORT_OF.search(near)):
            return False
        if not time.cue and _PAY_OF.search(near):
            return False
        whole = time.start - start <= 6 and time.end >= end - 2
        bare_month = time.kind == "month" and time.value is not None and time.value.startswith("----") and not time.cue
        if bare_month and not whole and not re.search(r"\(\Z", near):
            return False
        return not (_PAST.search(near) and not time.cue)
    if time.kind == "range":
        return _range_counts(source, time, start, end, near)
    if time.value == "----":
        return _within_the_year(near, after)
    return _year_counts(source, time, start, near, after)


def _happened(time: Time, near: str, after: str, issued: str | None) -> bool:
    """The time is over when the plan is issued, is compared with, or the sentence says what was done."""
    if _COMPARED.search(near):
        return True
    if re.search(r"\btính\s*\Z", near) and time.cue.startswith("đến") and time.value and issued:
        return time.value < issued  # "tính đến ngày 31/12/2024, có …" tells how things stood
    if time.kind == "year" and time.cue.startswith(("đầu", "cuối")) and re.search(r"\d tháng \Z", near):
        return True  # "10 tháng đầu năm 2025" measures what was done
    if (
        time.kind in ("date", "month", "quarter", "half")
        and re.match(r"[^.;]{0,30}\bđã\b", after)
        and not time.cue.startswith("đến")
    ):
        return True
    if issued is None or time.value is None or time.bound in ("by", "before", "from") or not time.value[:4].isdigit():
        return False
    if time.kind == "date" and time.start < time.core and not time.cue:
        return False  # an hour before the day: a programme, whenever the plan was signed
    if time.kind == "date":
        return time.value < issued[: len(time.value)] and re.search(r"ngày|sáng|chiều", time.cue) is None and (
            _DONE.search(near) is not None or (time.value < issued and re.search(r"\w", near) is not None))  # fmt: skip
    if time.kind == "month":
        return time.value < issued[:7]
    return time.kind in ("quarter", "half", "year") and time.value[:4] < issued[:4]


_NO_WORK = re.compile(
    r"\b(?:ngày lễ|sự kiện|kỷ niệm|thành tích|kết quả|phát sinh|đợt|được giao|đã|ngân sách|kinh phí|dự toán|vốn|nguồn|biến động)\b"
)
_WORK = re.compile(
    r"\b(?:hoàn thành|triển khai|tổ chức|ban hành|thực hiện|kiểm tra|tham mưu|xây dựng|phấn đấu|rà soát|báo cáo)\b"
)


def _within_the_year(near: str, after: str) -> bool:
    """Say whether "trong năm" ends a clause that asks for work."""
    clause = re.split(r"[.;]\s", near)[-1]
    return (
        re.match(r"\s?(?:[.;,)]|\Z)", after) is not None
        and not _NO_WORK.search(clause)
        and _WORK.search(clause) is not None
    )


def _range_counts(source: SourceText, time: Time, start: int, end: int, near: str) -> bool:
    shown = source.fold[time.core : time.end]
    if re.match(r"(?:giai đoạn|thời kỳ|năm)\b", shown):
        lead = before_words(source.fold, start, time.start)
        at_start = (
            re.fullmatch(r"[\s\-+*•]*(?:(?:[ivx]+|\d{1,2}(?:\.\d+)*|[a-zđ])[.)]\s*)?(?:định hướng |trong )?", lead)
            is not None
        )
        opens = at_start or re.search(r"[.;:,]\s*\Z", lead) is not None
        if not opens or (not at_start and "trong" not in shown + time.cue):
            return False
        follows = source.fold[time.end : min(end, time.end + 3)]
        if at_start and time.end < end - 2 and follows[:1] not in ",:;." and not re.search(r"trong", time.cue + lead):
            return False
        return not _named(source, start, time.start)
    if shown.startswith(("từ năm", "từ ")):
        if _VALIDITY.search(near):
            return False  # "công dân sinh từ năm 2007 đến năm 2010"
        return not _named(source, start, time.start) and not _PAST.search(near)
    return not _NAMED_DAY.search(near) or bool(re.search(r"từ ngày", shown))


def before_words(text: str, start: int, at: int) -> str:
    """The words of the paragraph before a place."""
    return text[start:at]


def _year_counts(source: SourceText, time: Time, start: int, near: str, after: str) -> bool:
    cue = time.cue
    if time.bound == "from" and re.search(r"(?:các|những) năm|trở đi", source.fold[time.core : time.end]):
        return not re.search(r"\b(?:kế hoạch|chương trình|nhiệm vụ|dự toán)\b[^.;:]{0,80}\Z", near)
    vision = _VISION.search(source.fold[max(start, time.start - 24) : time.start])
    if vision:
        # A division of its own sets the vision's goals; elsewhere the year belongs to a name.
        return _OWN_VISION.fullmatch(source.fold, start, time.start) is not None and not after.strip(" :.\n")
    if re.search(r"\b(?:đến|tới|hết|cuối|trước|trong|vào|từ|kể từ|hoàn thành)\b", cue):
        if not re.search(r"\b(?:vào|trước|hoàn thành)\b", cue) and _named(source, start, time.start):
            return False
        if re.match(r"\W*(?:\w{1,3}[.)]\s*)?đối với\b", source.fold[start : start + 20]) and "trong" in cue:
            return False
        if _PAST.search(near) and not re.search(r"đến|hết|trước", cue):
            return False
        if "từ" in cue.split() and re.match(r"\s*đến nay", after):
            return False
        return not re.search(r"(?:của|cho|thuộc|tại thời điểm) \Z", near)
    lead = source.fold[start : time.start]
    opens = (
        re.fullmatch(r"[\s\-+*•]*(?:(?:\d{1,2}(?:\.\d+)*|[a-zđ])[.)]\s*)?(?:[^:.;]{0,40}:\s*)?(?:phấn đấu )?", lead)
        is not None
    )
    if (opens or near.endswith("phấn đấu ")) and _AIM_AFTER.match(after) is not None:
        return True
    if re.search(r"[,;]\s\Z", near) and _LEVEL_AFTER.match(after):
        return not _PAST.search(near)
    label = re.match(r"\s?:\s+", after)
    if opens and label and is_verb(source.fold, time.end + label.end()):
        return True  # "- Năm 2026: Trình ban hành …"
    # "… đạt 20% xã, phường … năm 2025;": the year closes a clause that sets a share.
    clause = re.split(r"[.;:]\s", source.fold[start : time.start])[-1]
    if near.endswith("("):
        closed = re.compile(r"[^()]{0,60}\)\s?(?:[.;]|\n|\Z)").match(source.fold, time.end) is not None
        return closed and _WORK.search(near) is not None and not _PAST.search(near)
    return (
        re.match(r"\s*(?:[;.,]|\Z)", after) is not None
        and re.search(r"\bđạt\b[^.;]*\d ?%", clause) is not None
        and not _named(source, start, time.start)
    )


def _named(source: SourceText, start: int, at: int) -> bool:
    """The time belongs to the name of a programme: a head word in the same clause, and no result between."""
    clause = start
    for mark in re.compile(r"[.;:\n]\s|“").finditer(source.view, start, at):
        clause = mark.end()
    last = None
    for match in _PROGRAMME.finditer(source.view, max(clause, at - 200), at):
        last = match
    if last is None:
        return False
    between = source.fold[last.end() : at]
    return _RESULT.search(between) is None


def _cell_times(source: SourceText, role: str | None, start: int, end: int, *, told: bool) -> list[Time]:
    """Times of one cell; `told` says that the row has words of its own, so that it is no second header."""
    if role == "time":
        return read_cell(source.fold, start, end)
    if role in ("tt", "money", "value", "measure"):
        return []
    found = []
    for time in find_times(source.fold, start, end):
        whole = time.end - time.start >= (end - start) - 12 and time.value != "----"
        if whole and re.search(r"(?:lần|đợt) ?/", source.fold[time.start : time.end]):
            continue  # "3 đợt/năm" alone in a cell is a unit of measure
        if role in ("lead", "coordinate"):
            whole = time.end - time.start >= (end - start) - 2
        elif (time.cue or time.kind == "recurring") and _counts(source, time, start, end, False, None):
            found.append(time)
            continue
        if whole and told:
            found.append(time)
    if not found and told:
        # Columns without a head that says so: "2026 - 2030" alone in a cell of a row of words.
        text = source.fold[start:end].strip(" .;")
        if re.fullmatch(r"20\d\d ?- ?20\d\d|\d{1,2} ?- ?\d{1,2}/20\d\d", text):
            found = read_cell(source.fold, start, end)
    return found


def _due(time: Time, year: str | None, near: str | None = None) -> Due:
    value, came, given = time.value, "stated", None
    if value is not None and "----" in value:
        use = near or year
        if use is not None:
            value, came, given = value.replace("----", use), "context", use
            if "/" in value:
                first, second = value.split("/")
                if first > second and first[:4] == second[:4]:
                    value = f"{first}/{int(second[:4]) + 1}{second[4:]}"
        elif time.kind in ("date", "month", "range") and "Q" not in value and value != "----":
            value = value.replace("----", "-")
        else:
            value = None
    return Due(time.start, time.end, time.kind, time.bound, value, came, given, time.impossible)


_OTHER_YEAR = re.compile(r"\s*(?:của )?(?:năm (?:liền kề|sau|tiếp theo|kế tiếp)|kỳ báo cáo)")


def _near_years(source: SourceText, found: list[Due]) -> None:
    """A day and month whose year the text leaves open on purpose keep none; a neighbour in the same line lends its year."""
    for n, d in enumerate(found):
        if d.kind != "date" or d.source != "context" or d.value is None:
            continue
        other = _OTHER_YEAR.match(source.fold, d.end)
        if other:
            d.value, d.source, d.year_from = "-" + d.value[4:], "stated", None
            stop = re.compile(r"\s*(?:của )?năm (?:liền kề|sau|tiếp theo|kế tiếp)[^,.;()\n]{0,40}").match(
                source.fold, d.end
            )
            if stop:
                d.end = stop.end()
            continue
        if n + 1 < len(found):
            nxt = found[n + 1]
            if (
                nxt.start - d.end < 24
                and nxt.kind == "date"
                and nxt.source == "stated"
                and nxt.value
                and "\n" not in source.view[d.end : nxt.start]
            ):
                d.value, d.year_from = nxt.value[:4] + d.value[4:], nxt.value[:4]
                d.source = "shared"


def _yearly(source: SourceText, found: list[Due]) -> None:
    """After "hằng năm …" a day ("trước ngày 15/12") comes back each year: no year is taken from the plan for it."""
    for first, second in pairwise(found):
        if first.value == "FREQ=YEARLY" and second.kind == "date" and second.source == "context" and second.value:
            between = source.fold[first.end : second.start]
            if len(between) < 200 and not re.search(r"[.;]\s|\n", between):
                second.value, second.source, second.year_from = "-" + second.value[4:], "stated", None
