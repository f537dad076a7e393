"""Expressions of time: the grammar of administrative Vietnamese, without judging what they are for.

Every function reads folded text. Values are ISO 8601 points and ranges, RFC 5545 rules, ISO durations; a missing year
stays missing (`--11-15`) until `deadlines` decides where it may come from.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from vnplan import lexicon
from vnplan.lexicon.binding import per_lexicon
from vnplan.text import holds


@dataclass(slots=True)
class Time:
    """One expression; offsets count the text it was read from.

    Attributes:
        start: Where the expression begins, its cue included.
        end: Where it ends.
        core: Where the time itself begins (after the cue).
        kind: As in `Deadline.kind`.
        bound: As in `Deadline.bound`.
        value: As in `Deadline.value`; years that the text does not give are `----`.
        cue: The cue as folded text, empty without one.
        impossible: It names a day that no calendar has.
    """

    start: int
    end: int
    core: int
    kind: str
    bound: str
    value: str | None
    cue: str
    impossible: bool = False


_SP = r"[ \n]*"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_M = r"(?:1[0-2]|0?[1-9])"
_Y = r"(?:19|20)\d{2}"
_HOURS = (
    r"(?:\d{1,2} ?(?:h|giờ|g)(?: ?\d{2})?(?: ?phút)?(?: ?(?:-|đến) ?\d{1,2} ?(?:h|giờ|g)(?: ?\d{2})?(?: ?phút)?)?,? )"
)
_WEEKDAY = r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),? )"
_CUES = (
    r"chậm nhất|châm nhất|muộn nhất|hạn chót|hạn cuối|thời hạn|không quá|không muộn hơn|hoàn thành|xong|kết thúc|thực hiện xong|trước|đến|tới|trong|vào"
    r"|từ nay|từ|kể từ|dự kiến|ước|cả|sáng|chiều|tối|cuối|đầu|giữa|hết|là|cho|khoảng|định kỳ|bắt đầu|ngay trong|buổi|đợt|chậm|phấn đấu hoàn thành"
    r"|thời điểm|vào lúc|lúc|thời hạn cuối cùng"
)


@per_lexicon
def _cue() -> re.Pattern[str]:
    """The words that may stand before a date, users' own first."""
    own = sorted(map(re.escape, lexicon.deadline_cues()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:(?:{'|'.join((*own, _CUES))})(?: |: ?|, (?=trước|chậm|đến)))+\Z")


_QUARTER = {
    **{a + b: 2 for a in "i1l" for b in "i1l"},
    **{a + b + c: 3 for a in "i1l" for b in "i1l" for c in "i1l"},
    **dict.fromkeys(("hi", "h1", "hl", "ih", "1h", "lh"), 3),
    "h": 2,
    "í": 1,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
}
_UNITS = {"ngày": "DAILY", "tuần": "WEEKLY", "tháng": "MONTHLY", "quý": "MONTHLY;INTERVAL=3", "năm": "YEARLY"}

_DATE = re.compile(
    rf"(?<![\d/.])(?:(?:ngày )?(?P<d1>{_D}) ?(?P<sep>[/.\-]) ?(?P<m1>1 ?[0-2]|0?[1-9]) ?(?P=sep) ?(?P<y1>{_Y}|\d{{2}}(?![\d/]))"
    rf"|(?:ngày {_WEEKDAY}(?:ngày )?|ngày )(?P<d2>{_D}) tháng (?P<m2>{_M})(?:,? năm (?P<y2>{_Y}))?"
    rf"|(?:ngày |(?<=(?:chậm|muộn) nhất )|(?<=(?:chậm|muộn) nhất là )|(?<=hạn chót )|(?<=đến hết ))(?P<d3>{_D}) ?[/.\-] ?(?P<m3>{_M})(?! ?[/.\-]? ?\d))(?![\d/])"
)
_DATE_RANGE = re.compile(
    rf"(?<![\d/.])(?:từ )?(?:ngày )?(?P<d1>{_D})(?:(?: ?/ ?| tháng )(?P<m1>{_M})(?:(?: ?/ ?| năm )(?P<y1>{_Y}))?)?"
    rf" ?(?:-|—|đến hết|đến|tới) ?(?:hết )?(?:ngày )?(?P<d2>{_D})(?: ?[/.] ?| tháng )(?P<m2>{_M})(?:(?: ?[/.] ?| năm )(?P<y2>{_Y}))?(?![\d/])"
)
_DAY_LIST = re.compile(
    rf"(?<![\d/.,])(?:ngày |(?=\d{{1,2}}(?:, ?\d{{1,2}})* (?:và|,) ?\d{{1,2}}(?: ?/ ?| tháng )\d{{1,2}}(?: ?/ ?| năm )\d{{4}}))"
    rf"(?P<days>{_D}(?:(?:, ?| và (?:ngày )?){_D})*)(?:, ?| và (?:ngày )?)(?P<d>{_D})(?: ?/ ?| tháng )(?P<m>{_M})(?:(?: ?/ ?| năm )(?P<y>{_Y}))?(?![\d/])"
)
# What a scan makes of a date: letters for digits ("l5/ll/2O23"), a blank inside the day ("1 5/11/2023").
_SCANNED_DATE = re.compile(
    r"ngày (?:(?P<d>[0-3lo|][0-9lo|]?) ?/ ?(?P<m>[01lo|][0-9lo|]?) ?/ ?(?P<y>[2][0o][0-9lo|]{2})|(?P<d2>[0-3]) (?P<d3>\d) ?/ ?(?P<m2>1[0-2]|0?[1-9]) ?/ ?(?P<y2>20\d\d))(?![\w/])"
)
# A day of commemoration with its date in brackets: "Ngày Pháp luật Việt Nam (09/11)".
_NAMED_DAY = re.compile(rf"(?<!\w)(?:ngày|tết|lễ|dịp|sinh nhật) [^\d().;:\n]{{4,90}}\((?P<d>{_D}) ?/ ?(?P<m>{_M})\)")
# The same without brackets: "Ngày Quốc tế Phụ nữ 08/3".
_NAMED_DAY_BARE = re.compile(rf"(?<!\w)ngày [^\d().,;:\n]{{6,60}} (?P<d>{_D}) ?/ ?(?P<m>{_M})(?![\d/])")
_CELEBRATED = re.compile(
    r"tổ chức (?:các )?(?:hoạt động|hội thi|lễ|buổi|giải|chương trình|tuyên truyền)[^.;\n]{0,90}\Z"
)
# The stage of a roadmap at the end of its item: "… thí điểm (2025 - 2026).", "… toàn tỉnh (2026 trở đi);"
_STAGE = re.compile(r"\((?P<all>(?:xuyên suốt )?(?P<a>20\d\d) ?(?:- ?(?P<b>20\d\d)|trở đi))\)(?=[.;]|\s*\Z|\n)")
_SCAN_DIGITS = str.maketrans("lo|", "101")
_MONTH_RANGE = re.compile(
    rf"(?:từ )?tháng (?P<m1>{_M})(?:(?: ?/ ?| năm )(?P<y1>{_Y}))? ?(?:-|đến hết|đến|tới) ?(?:hết )?(?:tháng )?(?P<m2>{_M})(?:(?: ?/ ?| năm )(?P<y2>{_Y}))?(?![\d/])"
)
_MONTH_LIST = re.compile(
    rf"tháng (?P<list>{_M}(?:(?:, ?| và (?:tháng )?|; ?){_M})+)(?:(?: ?/ ?|,? năm )(?P<y>{_Y})| (?P<every>hàng|hằng|mỗi) năm|(?= ?[);.:]| ?\Z| ?\n))(?![\d/])"
)
_MONTH_EVERY = re.compile(
    rf"(?:(?:từ )?tháng (?P<a>{_M}) ?(?:-|đến hết|đến|tới) ?(?:hết )?(?:tháng )?(?P<b>{_M})|tháng (?P<m>{_M})|quý (?P<q>iv|i{{1,3}}|0?[1-4])) (?:hàng|hằng|mỗi) năm"
)
_MONTH = re.compile(
    rf"(?:tháng (?P<m>{_M})(?! ?[-,] ?\d|[\d]| (?:lần|đợt|cuộc|buổi|kỳ)\b)(?:(?: ?/ ?|,? năm )(?P<y>{_Y}))?|(?<![\w/.])(?:t\.? ?)?(?P<m2>{_M}) ?/ ?(?P<y2>{_Y})(?![\d/]))(?![\d/])"
)
_QUARTERS = re.compile(
    rf"(?:quý |(?<!\w)q\.? ?(?=(?:iv|i{{1,3}}|[1-4]) ?/ ?20\d\d))(?P<q>iv|i{{1,3}}|0?[1-4]|[i1l]{{2,3}}|h[i1l]?|[i1l]h|í)(?![\w])(?:(?:(?:, ?| và | & | ?- ?)(?:quý )?)(?P<q2>iv|i{{1,3}}|0?[1-4])(?![\w]))?(?:(?: ?/ ?|,? năm |-)(?P<y>{_Y}))?"
)
_SMALL = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5}
_HALF = re.compile(
    rf"(?:(?:(?P<n>0?[69]|sáu|chín) tháng (?P<h>đầu|cuối)|(?P<n2>0?[2-5]|hai|ba|bốn|năm) tháng (?P<h3>cuối)) (?:của )?năm|nửa (?P<h2>đầu|cuối) (?:của )?năm)(?:(?: |/)(?P<y>{_Y}))?"
)
_YEAR_RANGE = re.compile(
    rf"(?:(?P<lead>trong (?:giai đoạn|thời kỳ)|giai đoạn|thời kỳ) (?:từ (?:năm )?)?(?:năm )?|(?P<from>từ năm |từ )|năm (?:học )?)(?P<a>{_Y}) ?(?:-|đến hết năm|đến năm|đến) ?(?P<b>{_Y})(?![\d/])"
)
_YEAR = re.compile(rf"năm (?P<y>{_Y})(?![\d/]| ?- ?{_Y})")
_WHOLE_YEAR = re.compile(r"(?P<w>trong|cả) năm(?= ?[.;,):]| ?\Z| ?\n| (?:và|để|theo|do|của kế hoạch)\b)")
_BARE_YEARS = re.compile(rf"(?P<a>{_Y})(?: ?(?:-|đến) ?(?P<b>{_Y}))?\s*(?=\Z|,? (?:và|cùng) (?:các|những) năm| trở đi)")
_BARE_MONTHS = re.compile(rf"(?P<a>{_M}) ?- ?(?P<b>{_M}) ?/ ?(?P<y>{_Y})\Z")
_GOES_ON = re.compile(r",? (?:và|cùng) (?:các|những) năm (?:tiếp theo|sau|tới)| trở đi| và (?:tiếp theo|những năm sau)")
_UNTIL_EVENT = re.compile(
    r" (?:cho )?(?:đến|tới) (?:(?:khi|lúc) [^.;:\n()]{3,80}|ngày (?:kết thúc|hoàn thành|có|hết)[^.;:\n()]{0,60})"
)

_EACH = r"(?:hàng|hằng|mỗi|của mỗi|các|của hàng|của hằng)"
_EVERY_DAY = re.compile(
    rf"(?:vào )?(?:ngày (?P<d>{_D})(?:(?: ?/ ?| tháng )(?P<m>{_M}))? {_EACH} (?P<u>năm|tháng|quý|tuần)"
    rf"|(?P<d2>{_D})/(?P<m2>{_M}) (?:hàng|hằng) năm"
    rf"|ngày (?P<d3>{_D}) (?:của )?tháng (?P<pos>cuối|đầu)(?: tiên| cùng)? (?:của )?(?:mỗi |hàng |hằng )?quý(?: (?:sau|tiếp theo|kế tiếp|liền kề))?"
    rf"|ngày (?P<d4>{_D}) (?:của )?tháng (?:(?:cuối|đầu)? ?(?:kỳ báo cáo|báo cáo)|(?:sau|tiếp theo|kế tiếp|liền kề)(?: liền kề)?)"
    rf"|ngày (?P<last>cuối cùng|cuối) (?:của )?(?:mỗi |hàng |hằng )?tháng)(?: kỳ báo cáo)?"
)
_DAY_OF_MONTH = rf"ngày (?P<d>{_D})(?:(?: ?/ ?| tháng )(?P<m>{_M}))?(?! ?[/.]? ?\d| tháng| năm \d)"
# "hằng năm, trước ngày 25/12": cycle first, its day after it.
_EVERY_THEN_DAY = re.compile(
    rf"(?:định kỳ )?(?:hàng|hằng|mỗi) (?P<u>năm|tháng|quý)(?:,? ?\(|, | )(?P<cue>trước|chậm nhất(?: là| vào| trước| đến)?|vào|đến) {_DAY_OF_MONTH}\)?"
)
# "trước ngày 15/6 và 15/12 hằng năm": the cycle after a list of days serves all of them.
_EVERY_DAYS = re.compile(
    rf"ngày (?P<d>{_D})(?: ?/ ?| tháng )(?P<m>{_M})(?P<gap>(?:,| và|, và)(?: trước)?(?: ngày)? )(?P<d2>{_D})(?: ?/ ?| tháng )(?P<m2>{_M}) (?:hàng|hằng) năm"
)
_EVERY_MONTH_DAYS = re.compile(
    rf"ngày (?P<d>{_D})(?P<gap>(?:,| và|, và|, ngày| và ngày) )(?P<d2>{_D}) (?:hàng|hằng|mỗi) tháng(?![\w])"
)
_EVERY_WEEKDAY = re.compile(r"(?P<w>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật) (?:hàng|hằng) tuần")
_WEEKDAYS = {
    "hai": "MO",
    "2": "MO",
    "ba": "TU",
    "3": "TU",
    "tư": "WE",
    "4": "WE",
    "năm": "TH",
    "5": "TH",
    "sáu": "FR",
    "6": "FR",
    "bảy": "SA",
    "7": "SA",
}
_PERIOD_WORD = (
    r"(?:0?[3469](?: ?\([^()\d]{2,8}\))? tháng|sáu tháng|ba tháng|0?1(?: ?\(một\))? năm|một năm|tuần|tháng|quý|năm)"
)
_EVERY = re.compile(
    r"(?P<w>hàng|hằng|mỗi|từng|hăng) (?P<u>ngày|tuần|tháng|quý|năm)(?! (?:qua|trước|nay|tiếp theo|\d))(?![\w])"
)
_PERIODS = re.compile(
    rf"(?P<lead>định kỳ(?: (?:hàng|hằng|mỗi|theo))?|(?:chế độ )?báo cáo(?: (?:định kỳ|kết quả|sơ kết|tổng kết|đánh giá))*(?: (?:hàng|hằng))?|(?:hàng|hằng)) "
    rf"(?P<list>{_PERIOD_WORD}(?:(?:, ?| và | hoặc |/)(?:(?:hàng|hằng|định kỳ) )?{_PERIOD_WORD})*)(?![\w]| (?:đầu|cuối|\d|tiếp theo))"
)
_LOOSE_LIST = re.compile(
    rf"(?P<list>{_PERIOD_WORD}(?:(?:, ?| và )(?:(?:hàng|hằng) )?{_PERIOD_WORD})+)(?![\w]| (?:đầu|cuối|\d|tiếp theo|\d{{4}}))"
)
_TIMES_PER = re.compile(
    r"(?P<n>\d{1,2}|một|hai) (?:lần|đợt|kỳ) ?(?:/|trong |mỗi |một )(?:0?1 )?(?P<u>ngày|tuần|tháng|quý|năm)(?![\w])|(?P<n2>\d{1,2}|hai|ba) (?P<u2>tuần|tháng|quý|năm) ?(?:/|một |0?1 )lần|(?<!\w)(?:một|0?1) (?P<u4>tuần|tháng|quý|năm) (?:\d{1,2}|một|hai|ba) lần(?!\w)|mỗi (?P<u3>tuần|tháng|quý|năm) (?:\d{1,2}|một) (?:lần|đợt|kỳ)(?!\w)"
)
_YEARLY = re.compile(r"thường niên|(?<!trong )hằng kỳ")
_RELATIVE = re.compile(
    r"(?P<cue>(?:chậm nhất (?:là |sau |trong |trước )?|trong (?:vòng|thời hạn|thời gian) (?:không quá |tối đa )?|trong |không quá |tối đa |sau |trước (?:ít nhất )?|< ?|≤ ?|dưới ))?"
    r"(?P<n>\d{1,3})(?: ?\([^()\d]{2,12}\))?(?: ?- ?(?P<n2>\d{1,3}))? (?P<u>ngày|giờ|tháng|tuần|phút)(?P<w> làm việc)?(?![\w]| (?:đầu|cuối|\d|năm \d))"
    r"(?P<since>,? (?:kể từ|tính từ|từ|sau|trước) (?:khi|ngày(?! \d)|thời điểm|lúc) [^.;:\n()]{3,90})?"
)
_BEFORE_EVENT = re.compile(
    r"trước (?:ngày |khi )?(?!thời hạn|hạn|ít nhất|tối thiểu)[^\W\d_][^\d.,;:()\n]{2,40}? (?:ít nhất |tối thiểu |là )?(?P<n>\d{1,3}) (?P<u>ngày|tháng|tuần)(?![\w]| \d)"
    r"|(?:(?:chậm nhất|ít nhất|tối thiểu)(?: là)? )?(?P<n2>\d{1,3}) (?P<u2>ngày|tháng|tuần)(?: làm việc)? trước (?:ngày (?!\d)|khi |thời điểm )?"
    r"(?:bầu|khai|lễ|hội|diễn|tổ|kết|đại|kỳ|phiên|cuộc|họp|thi|bắt|hết)[^.,;:()\n]{1,40}"
)
"""A length of time before an event: `trước ngày bầu cử 95 ngày`, `10 ngày trước khi khai giảng`."""
_AFTER_EVENT = re.compile(r"(?:ngay )?sau khi [^.;\n]{3,200}|khi có [^.;\n]{3,80}")


def find_times(text: str, start: int, end: int) -> Iterator[Time]:
    """Find the expressions of time in folded `text[start:end]`, in reading order, none inside another."""
    taken: list[tuple[int, int]] = []
    found: list[Time] = []
    for read in _readers(text, start, end):
        for time in read(text, start, end):
            if any(time.core < b and a < time.end for a, b in taken):
                continue
            _add_cue(text, time, start)
            found.append(time)
            taken.append((time.core, time.end))
    found.sort(key=lambda t: (t.start, t.end))
    for first, second in pairwise(found):
        coordinated = re.fullmatch(r",? ?(?:và|hoặc) ?|, ?", text[first.end : second.start])
        if coordinated and first.kind == second.kind and not second.cue and first.bound in ("before", "by"):
            second.bound = first.bound
    yield from _from_to(text, found)


_SHORT_QUARTER = re.compile(r"(?<!\w)q\.? ?[i1-4][iv]{0,2} ?/ ?20")
_Reader = Callable[[str, int, int], Iterator[Time]]
_DIGIT = re.compile(r"\d")


def _readers(text: str, start: int, end: int) -> Iterator[_Reader]:
    """The readers that may find something, in their order: each needs words that most passages do not hold.

    A plain search for a word costs a fraction of what a pattern costs that finds nothing.
    """
    find = text.find
    day, month, year = find("ngày", start, end) >= 0, find("tháng", start, end) >= 0, find("năm", start, end) >= 0
    quarter, week = find("quý", start, end) >= 0, find("tuần", start, end) >= 0
    period = month or year or quarter or week
    digit = _DIGIT.search(text, start, end) is not None
    every = period and (find("hàng ", start, end) >= 0 or find("hằng ", start, end) >= 0)
    if every or (period and (day or find("mỗi ", start, end) >= 0)):
        yield _read_every_day
    slash = digit and find("/", start, end) >= 0
    if digit:
        to = find("-", start, end) >= 0 or find("đến", start, end) >= 0
        joint = slash or find(".", start, end) >= 0 or month
        if (
            joint
            and (to or find("tới", start, end) >= 0 or find("—", start, end) >= 0)
            and _TO_DAY.search(text, start, end)
        ):
            yield _read_date_ranges
        if (slash or month) and (find(",", start, end) >= 0 or find(" và ", start, end) >= 0):
            yield _read_day_lists
        if _JOINT.search(text, start, end) or (day and (slash or _DAY_NUMBER.search(text, start, end))):
            yield _read_dates
        if month:
            if to or find("tới", start, end) >= 0:
                yield _read_month_ranges
            yield _read_month_lists
        if find("20", start, end) >= 0 or find("19", start, end) >= 0:
            yield _read_year_ranges
    if year and (month or find("nửa ", start, end) >= 0):
        yield _read_halves
    if quarter or (digit and slash and _SHORT_QUARTER.search(text, start, end)):
        yield _read_quarters
    if digit:
        if month or slash:
            yield _read_months
        if (day or month or week) and find("trước ", start, end) >= 0:
            yield _read_before_event
        if day or month or week or find("giờ", start, end) >= 0 or find("phút", start, end) >= 0:
            yield _read_relative
    if period or day:
        yield _read_periods
        yield _read_every
    elif find("thường niên", start, end) >= 0 or find("hằng kỳ", start, end) >= 0:
        yield _read_every
    if year:
        yield _read_years


_JOINT = re.compile(r"\d ?[/.\-] ?\d")
_DAY_NUMBER = re.compile(r"(?:ngày \d)|ngày (?:thứ|chủ nhật)")
_TO_DAY = re.compile(r"(?:-|—|đến|tới) ?(?:hết ?)?(?:hết )?(?:ngày )?\d{1,2}(?: ?[/.] ?| tháng )\d")
_POINTS = frozenset(["date", "month", "quarter", "year"])


def _from_to(text: str, found: list[Time]) -> Iterator[Time]:
    """Join "từ quý II/2025" and "đến hết năm 2026", which stand side by side, into one range."""
    n = 0
    while n < len(found):
        time = found[n]
        after = found[n + 1] if n + 1 < len(found) else None
        if (
            after is not None
            and time.kind in _POINTS
            and after.kind in _POINTS
            and re.search(r"\btừ\Z", time.cue)
            and re.match(r"(?:cho )?(?:đến|tới)\b", after.cue)
            and not text[time.end : after.start].strip()
            and time.value is not None
            and after.value is not None
        ):
            first, last = time.value, after.value
            if first.startswith("----") and not last.startswith("----"):
                first = last[:4] + first[4:]
            yield Time(time.start, after.end, time.core, "range", "between", f"{first}/{last}", time.cue,
                       time.impossible or after.impossible)  # fmt: skip
            n += 2
            continue
        yield time
        n += 1


_HOURS_BEFORE = re.compile(rf"(?:{_HOURS}{_WEEKDAY}?|{_WEEKDAY})(?:ngày )?\Z")


def _add_cue(text: str, time: Time, floor: int) -> None:
    """Take the cue before the expression in, and the bound it sets."""
    low = max(floor, time.core - 60)
    near = text[low : time.core].replace("\n", " ")
    match = _cue().search(near)
    hours = _HOURS_BEFORE.search(near)
    if hours and not match:
        time.start = low + hours.start()
        before = _cue().search(text[low : time.start].replace("\n", " "))
        if before:
            match, time.start = before, low + before.start()
    elif match:
        time.start = low + match.start()
    if match is None:
        return
    cue = match.group().strip(" :,")
    if ":" in match.group() and not cue.startswith(("hạn chót", "hạn cuối")):
        # "Thời gian hoàn thành: trước ngày …": what stands before a colon is a label.
        cut = match.group().rindex(":") + 1
        cut += len(match.group()[cut:]) - len(match.group()[cut:].lstrip())
        time.start += cut
        cue = match.group()[cut:].strip(" ,")
        if not cue:
            return
    ordinal = re.search(r"(?:lần|ban|bước|bắt|tuần|hàng) \Z", text[max(floor, time.start - 6) : time.start]) is not None
    while cue.split(" ")[0] in ("là", "cho") or (ordinal and cue.startswith("đầu ")):
        ordinal = False
        skip = len(cue.split(" ")[0]) + 1
        time.start += skip
        cue = cue[skip:]
    time.cue = cue
    of_month = time.kind == "recurring" and "BYMONTH" in (time.value or "") and re.search(r"vào|trong|đến|từ", cue)
    loose = time.kind == "recurring" and not of_month and "trước" not in cue and "chậm nhất" not in cue
    if time.kind == "range" or loose:
        if time.kind == "range" and time.bound == "between" and re.search(r"trước|chậm nhất|hoàn thành", cue):
            time.bound = bound_of(cue)
        if time.kind == "recurring" and cue and not cue.startswith("định kỳ"):
            time.start, time.cue = time.core, ""
        return
    if time.kind == "relative" and not re.search(r"trước|chậm nhất", cue):
        return  # "thời hạn", "là" say nothing about the bound that the duration's own words set
    if time.bound != "from" or "trước" in cue:
        time.bound = bound_of(cue)


def bound_of(cue: str) -> str:
    """The bound that a cue sets."""
    own = own_bound(cue)
    if own is not None:
        return own
    if re.search(r"chậm nhất|châm nhất|muộn nhất|hạn chót|hạn cuối|không quá|không muộn", cue) and "trước" not in cue:
        return "by"
    if "trước" in cue:
        return "before"
    if re.search(r"hoàn thành|xong|kết thúc", cue):
        return "by"
    if "đến" in cue or "tới" in cue or re.search(r"\bhết\b", cue):
        return "by"
    if re.search(r"\btừ\b|bắt đầu", cue):
        return "from"
    if "trong" in cue:
        return "within"
    return "on"


def own_bound(cue: str) -> str | None:
    """The bound that a user's own cue sets, None without one."""
    cues = lexicon.deadline_cues()
    return next((bound for words, bound in cues.items() if f" {words} " in f" {cue} "), None) if cues else None


def _iso(year: str | None, month: str, day: str) -> tuple[str, bool]:
    m, d = int(month.replace(" ", "")), int(day)
    if year is not None and len(year) == 2:
        year = f"20{year}"
    limit = monthrange(int(year), m)[1] if year else monthrange(2000, m)[1]
    return f"{year or '----'}-{m:02d}-{d:02d}", d > limit


def _read_dates(text: str, start: int, end: int) -> Iterator[Time]:
    slash = text.find("/", start, end) >= 0
    if slash:
        yield from _scanned_dates(text, start, end)
    for m in _NAMED_DAY.finditer(text, start, end) if slash and text.find("(", start, end) >= 0 else ():
        value, bad = _iso(None, m["m"], m["d"])
        yield Time(m.start("d"), m.end("m"), m.start("d"), "date", "on", value, "", bad)
    for m in _NAMED_DAY_BARE.finditer(text, start, end) if slash else ():
        if not _CELEBRATED.search(text, max(start, m.start() - 120), m.start()):
            continue
        value, bad = _iso(None, m["m"], m["d"])
        yield Time(m.start(), m.end("m"), m.start("d"), "date", "on", value, "", bad)
    for m in _DATE.finditer(text, start, end):
        day, month, year = m["d1"] or m["d2"] or m["d3"], m["m1"] or m["m2"] or m["m3"], m["y1"] or m["y2"]
        if m["d1"] and len(m["y1"]) == 2 and not m.group().startswith("ngày"):
            continue
        value, bad = _iso(year, month, day)
        stop = m.end()
        event = _UNTIL_EVENT.match(text, stop, end)
        before = text[max(start, m.start() - 8) : m.start()]
        if event and re.search(r"\btừ \Z", before):
            yield Time(m.start(), event.end(), m.start(), "date", "from", value, "", bad)
            continue
        yield Time(m.start(), stop, m.start(), "date", "on", value, "", bad)


def _scanned_dates(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _SCANNED_DATE.finditer(text, start, end):
        if m["d2"]:
            day, month, year = m["d2"] + m["d3"], m["m2"], m["y2"]
        else:
            day, month, year = (m[g].translate(_SCAN_DIGITS) for g in ("d", "m", "y"))
        if 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
            value, bad = _iso(year, month, day)
            yield Time(m.start(), m.end(), m.start(), "date", "on", value, "", bad)


def _read_date_ranges(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _DATE_RANGE.finditer(text, start, end):
        head = m.group()
        whole = m["y2"] is not None and int(m["d1"]) < int(m["d2"])  # "15 - 20/6/2025"
        if not (head.startswith(("từ", "ngày")) or m["m1"] or whole):
            continue
        year2 = m["y2"] or m["y1"]
        first, bad1 = _iso(m["y1"] or year2, m["m1"] or m["m2"], m["d1"])
        second, bad2 = _iso(year2, m["m2"], m["d2"])
        if m["y1"] is None and year2 and first > second:
            first = f"{int(year2) - 1}{first[4:]}"
        if m["y1"] and m["y2"] and int(m["y2"]) - int(m["y1"]) > 3:
            continue  # "(03/02/1930 - 03/02/2026)" is an anniversary
        yield Time(m.start(), m.end(), m.start(), "range", "between", f"{first}/{second}", "", bad1 or bad2)


def _read_day_lists(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _DAY_LIST.finditer(text, start, end):
        at = m.start()
        for n, day in enumerate(re.finditer(_D, m["days"])):
            a = m.start("days") + day.start()
            value, bad = _iso(m["y"], m["m"], day.group())
            begin = at if n == 0 else a
            yield Time(begin, m.start("days") + day.end(), begin, "date", "on", value, "", bad)
        value, bad = _iso(m["y"], m["m"], m["d"])
        yield Time(m.start("d"), m.end(), m.start("d"), "date", "on", value, "", bad)


def _read_month_ranges(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _MONTH_RANGE.finditer(text, start, end):
        year2 = m["y2"] or m["y1"] or "----"
        year1 = m["y1"] or year2
        if m["y1"] is None and year2 != "----" and int(m["m1"]) > int(m["m2"]):
            year1 = str(int(year2) - 1)
        yield Time(
            m.start(),
            m.end(),
            m.start(),
            "range",
            "between",
            f"{year1}-{int(m['m1']):02d}/{year2}-{int(m['m2']):02d}",
            "",
        )


def _read_month_lists(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _MONTH_LIST.finditer(text, start, end):
        numbers = list(re.finditer(r"\d+", m["list"]))
        if m["every"]:
            listed = ",".join(str(int(n.group())) for n in numbers)
            yield Time(m.start(), m.end(), m.start(), "recurring", "on", f"FREQ=YEARLY;BYMONTH={listed}", "")
            continue
        for n, number in enumerate(numbers):
            a = m.start() if n == 0 else m.start("list") + number.start()
            b = m.end() if n == len(numbers) - 1 else m.start("list") + number.end()
            yield Time(a, b, a, "month", "on", f"{m['y'] or '----'}-{int(number.group()):02d}", "")


def _read_months(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _MONTH.finditer(text, start, end):
        year, month = m["y"] or m["y2"] or "----", int(m["m"] or m["m2"])
        stop = m.end()
        before = text[max(start, m.start() - 10) : m.start()]
        event = _UNTIL_EVENT.match(text, stop, end)
        bound = "on"
        if event and re.search(r"\btừ \Z", before):
            stop, bound = event.end(), "from"
        more = _GOES_ON.match(text, stop, end)
        if more:
            stop, bound = more.end(), "from"
        if re.search(r"\d ?- ?\Z|\bng\S{1,4} \d{1,2} ?,? ?\Z", before):
            continue  # the end of a range or of a date
        yield Time(m.start(), stop, m.start(), "month", bound, f"{year}-{month:02d}", "")


def _read_quarters(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _QUARTERS.finditer(text, start, end):
        year = m["y"] or "----"
        stop, bound = m.end(), "on"
        more = _GOES_ON.match(text, stop, end)
        if more:
            stop, bound = more.end(), "from"
        value = f"{year}-Q{_QUARTER[m['q']]}"
        if m["q2"] and re.match(r",| và", text[m.end("q") : m.start("q2")]):
            yield Time(m.start(), m.end("q"), m.start(), "quarter", "on", value, "")
            yield Time(m.start("q2"), stop, m.start("q2"), "quarter", bound, f"{year}-Q{_QUARTER[m['q2']]}", "")
        elif m["q2"]:
            yield Time(m.start(), stop, m.start(), "range", "between", f"{value}/{year}-Q{_QUARTER[m['q2']]}", "")
        else:
            yield Time(m.start(), stop, m.start(), "quarter", bound, value, "")


def _read_halves(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _HALF.finditer(text, start, end):
        if m["n2"]:
            first = 13 - (_SMALL.get(m["n2"]) or int(m["n2"]))
            year = m["y"] or "----"
            yield Time(m.start(), m.end(), m.start(), "range", "between", f"{year}-{first:02d}/{year}-12", "")
            continue
        if m["n"] and m["n"] not in ("6", "06", "sáu"):
            months = ("01", "09") if m["h"] == "đầu" else ("04", "12")
            year = m["y"] or "----"
            value = f"{year}-{months[0]}/{year}-{months[1]}"
            yield Time(m.start(), m.end(), m.start(), "range", "between", value, "")
            continue
        half = 1 if (m["h"] or m["h2"]) == "đầu" else 2
        yield Time(m.start(), m.end(), m.start(), "half", "on", f"{m['y'] or '----'}-H{half}", "")


def _read_year_ranges(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _STAGE.finditer(text, start, end) if text.find("(", start, end) >= 0 else ():
        if m["b"]:
            yield Time(m.start("all"), m.end("all"), m.start("all"), "range", "between", f"{m['a']}/{m['b']}", "")
        else:
            yield Time(m.start("all"), m.end("all"), m.start("all"), "year", "from", m["a"], "")
    for m in _YEAR_RANGE.finditer(text, start, end):
        a, b = int(m["a"]), int(m["b"])
        if not a < b <= a + 40:
            continue
        stop, bound = m.end(), "between"
        more = _GOES_ON.match(text, stop, end)
        if more:
            stop, bound = more.end(), "from"
        yield Time(m.start(), stop, m.start(), "range", bound, f"{a}/{b}", "")


def _read_years(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _YEAR.finditer(text, start, end):
        stop, bound = m.end(), "on"
        more = _GOES_ON.match(text, stop, end)
        if more:
            stop, bound = more.end(), "from"
        yield Time(m.start(), stop, m.start(), "year", bound, m["y"], "")
    for m in _WHOLE_YEAR.finditer(text, start, end) if holds(text, start, end, "trong năm", "cả năm") else ():
        yield Time(m.start(), m.end(), m.start(), "year", "within" if m["w"] == "trong" else "on", "----", "")


def _yearly(day: str, month: str) -> str:
    return f"FREQ=YEARLY;BYMONTH={int(month)};BYMONTHDAY={int(day)}"


def _read_every_day(text: str, start: int, end: int) -> Iterator[Time]:
    find = text.find
    yearly = find("hàng năm", start, end) >= 0 or find("hằng năm", start, end) >= 0
    dated = find("ngày ", start, end) >= 0
    for m in _EVERY_THEN_DAY.finditer(text, start, end) if dated else ():
        if (m["m"] is None) == (m["u"] == "năm"):
            continue  # "hằng năm trước ngày 20", "hằng tháng trước ngày 5/6": the parts do not fit
        cycle = {"tháng": "FREQ=MONTHLY", "quý": "FREQ=MONTHLY;INTERVAL=3"}
        rule = _yearly(m["d"], m["m"]) if m["u"] == "năm" else f"{cycle[m['u']]};BYMONTHDAY={int(m['d'])}"
        stop = m.end() if "(" in m.group() or not m.group().endswith(")") else m.end() - 1
        yield Time(m.start(), stop, m.start(), "recurring", bound_of(m["cue"]), rule, m["cue"])
    for m in _EVERY_DAYS.finditer(text, start, end) if dated and yearly else ():
        a = m.end("m")
        yield Time(m.start(), a, m.start(), "recurring", "on", _yearly(m["d"], m["m"]), "")
        b = m.start("gap") + re.match(r",? ?(?:và )?(?:trước )?", m["gap"]).end()  # type: ignore[union-attr]
        yield Time(b, m.end(), b, "recurring", "on", _yearly(m["d2"], m["m2"]), "")
    for m in _EVERY_MONTH_DAYS.finditer(text, start, end) if dated and find(" tháng", start, end) >= 0 else ():
        rule = "FREQ=MONTHLY;BYMONTHDAY="
        yield Time(m.start(), m.end("d"), m.start(), "recurring", "on", f"{rule}{int(m['d'])}", "")
        b = m.start("d2") - (5 if m["gap"].endswith("ngày ") else 0)
        yield Time(b, m.end(), b, "recurring", "on", f"{rule}{int(m['d2'])}", "")
    for m in _MONTH_EVERY.finditer(text, start, end) if yearly or find("mỗi năm", start, end) >= 0 else ():
        if m["a"]:
            months = list(range(int(m["a"]), int(m["b"]) + 1))
        elif m["q"]:
            months = list(range(3 * _QUARTER[m["q"]] - 2, 3 * _QUARTER[m["q"]] + 1))
        else:
            months = [int(m["m"])]
        if re.compile(r"(?:\d|ngày|,|và) ?\Z").search(text, max(start, m.start() - 5), m.start()) or not months:
            continue
        bound = "between" if m["a"] else "on"
        rule = f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
        yield Time(m.start(), m.end(), m.start(), "recurring", bound, rule, "")
    for m in _EVERY_DAY.finditer(text, start, end) if dated or yearly else ():
        if m["d"]:
            day, month, unit = int(m["d"]), m["m"], m["u"]
            if unit == "năm":
                rule = _yearly(m["d"], month) if month else f"FREQ=YEARLY;BYMONTHDAY={day}"
            elif unit == "quý":
                rule = f"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={day}"
            elif unit == "tuần":
                continue
            else:
                rule = f"FREQ=MONTHLY;BYMONTHDAY={day}"
        elif m["d2"]:
            rule = _yearly(m["d2"], m["m2"])
        elif m["d3"]:
            ends = "3,6,9,12" if m["pos"] == "cuối" else "1,4,7,10"
            rule = f"FREQ=YEARLY;BYMONTH={ends};BYMONTHDAY={int(m['d3'])}"
        elif m["last"]:
            rule = "FREQ=MONTHLY;BYMONTHDAY=-1"
        else:
            rule = f"FREQ=MONTHLY;BYMONTHDAY={int(m['d4'])}"
        yield Time(m.start(), m.end(), m.start(), "recurring", "on", rule, "")
    for m in _EVERY_WEEKDAY.finditer(text, start, end) if find("tuần", start, end) >= 0 else ():
        word = m["w"].split()[-1]
        weekday = "SU" if m["w"] == "chủ nhật" else _WEEKDAYS[word]
        yield Time(m.start(), m.end(), m.start(), "recurring", "on", f"FREQ=WEEKLY;BYDAY={weekday}", "")


def _frequency(word: str) -> str:
    number = re.match(r"0?(\d)(?: ?\([^()]*\))? tháng", word)
    if number:
        return f"FREQ=MONTHLY;INTERVAL={number.group(1)}"
    if word.startswith("ba "):
        return "FREQ=MONTHLY;INTERVAL=3"
    if word.endswith(" năm"):
        return "FREQ=YEARLY"
    if word.startswith("sáu"):
        return "FREQ=MONTHLY;INTERVAL=6"
    return f"FREQ={_UNITS[word]}"


def _with_each(text: str, at: int) -> int:
    """Where a period of a list begins, its own "hằng" included."""
    return at - 5 if text[max(0, at - 5) : at] in ("hàng ", "hằng ") else at


_CYCLES = ("định kỳ ", "báo cáo ", "hàng ", "hằng ")
_TIMES = ("lần", "đợt", "kỳ")


def _read_periods(text: str, start: int, end: int) -> Iterator[Time]:
    find = text.find
    for m in _PERIODS.finditer(text, start, end) if holds(text, start, end, *_CYCLES) else ():
        lead = m["lead"]
        words = list(re.finditer(_PERIOD_WORD, m["list"]))
        if lead.startswith(("báo cáo", "chế độ")) and len(words) == 1 and not lead.endswith(("hàng", "hằng")):
            if not re.match(r"0?[69](?: ?\([^()]*\))? tháng|quý\Z", words[0].group()) or re.match(
                r" [ivx\d]", text[m.end() : m.end() + 2]
            ):
                continue
        if len(words) == 1 and lead in ("hàng", "hằng"):
            continue
        for n, word in enumerate(words):
            a = _with_each(m["list"], word.start()) + m.start("list")
            begin = m.start() if n == 0 and not lead.startswith(("báo cáo", "chế độ")) else a
            if n == 0 and lead.startswith(("báo cáo", "chế độ")) and lead.endswith(("hàng", "hằng")):
                begin = a - 5
            if n == 0 and "định kỳ" in lead and lead.startswith("báo cáo"):
                begin = m.start() + lead.index("định kỳ")
            yield Time(begin, m.start("list") + word.end(), begin, "recurring", "on", _frequency(word.group()), "")
    for m in _TIMES_PER.finditer(text, start, end) if holds(text, start, end, *_TIMES) else ():
        unit = m["u"] or m["u2"] or m["u3"] or m["u4"]
        rule = f"FREQ={_UNITS[unit]}"
        each = (_SMALL.get(m["n2"]) or int(m["n2"])) if m["n2"] else 1
        if each > 1 and unit in ("năm", "tuần", "tháng"):
            rule += f";INTERVAL={each}"
        yield Time(m.start(), m.end(), m.start(), "recurring", "on", rule, "")
    if find("quý", start, end) < 0 and find(" tháng", start, end) < 0:
        return
    if find(",", start, end) < 0 and find(" và ", start, end) < 0:
        return
    for m in _LOOSE_LIST.finditer(text, start, end):
        words = list(re.finditer(_PERIOD_WORD, m["list"]))
        if not re.search(r"0?[69] tháng|sáu tháng|quý", m["list"]):
            continue
        if re.compile(r"(?:thứ|\d|ngày|trong|mỗi|của|đầu|cuối|các|những) \Z").search(
            text, max(start, m.start() - 6), m.start()
        ):
            continue
        for word in words:
            a = m.start("list") + _with_each(m["list"], word.start())
            yield Time(a, m.start("list") + word.end(), a, "recurring", "on", _frequency(word.group()), "")


_EACH_OF = ("hàng ", "hằng ", "mỗi ", "từng ", "hăng ")


def _read_every(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _EVERY.finditer(text, start, end) if holds(text, start, end, *_EACH_OF) else ():
        if m["w"] == "từng" and m["u"] != "quý":
            continue
        if m["w"] == "mỗi" and m["u"] == "ngày":
            continue
        yield Time(m.start(), m.end(), m.start(), "recurring", "on", f"FREQ={_UNITS[m['u']]}", "")
    for m in _YEARLY.finditer(text, start, end):
        yield Time(m.start(), m.end(), m.start(), "recurring", "on", "FREQ=YEARLY", "")


def _read_before_event(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _BEFORE_EVENT.finditer(text, start, end):
        unit = {"ngày": "D", "tuần": "W", "tháng": "M"}[m["u"] or m["u2"]]
        stop = m.end()
        while text[stop - 1] == " ":
            stop -= 1
        yield Time(m.start(), stop, m.start(), "relative", "before", f"P{int(m['n'] or m['n2'])}{unit}", "")


def _read_relative(text: str, start: int, end: int) -> Iterator[Time]:
    for m in _RELATIVE.finditer(text, start, end):
        if not m["cue"] and not m["since"] and not m["w"]:
            continue
        cue = (m["cue"] or "").strip()
        if (
            cue in ("trong", "sau", "dưới")
            and not m["since"]
            and not m["w"]
            and m["u"] in ("tháng", "tuần", "ngày")
            and cue != "trong"
        ):
            continue
        tail = text[m.end() : m.end() + 12]
        if not m["since"] and (m["u"] == "phút" or re.match(r" (?:liên tiếp|liên tục|gần nhất|đầu)", tail)):
            continue  # a length, not a limit
        if re.match(r" ?(?:làm việc )?(?:thành|xuống|còn)\b", tail) and not m["cue"]:
            continue  # "từ 10 ngày làm việc còn 7 ngày": the second is the limit
        if m["u"] == "giờ" and (cue.startswith("trước") or re.match(r",? (?:\d+ phút|ngày|sáng|chiều)", tail)):
            continue  # a time of day
        unit, n = m["u"], int(m["n2"] or m["n"])
        if unit == "giờ":
            value = f"PT{n}H"
        elif unit == "phút":
            value = f"PT{n}M"
        else:
            value = f"P{n}{ {'ngày': 'D', 'tuần': 'W', 'tháng': 'M'}[unit] }"
        bound = "from" if cue == "sau" else ("by" if cue.startswith("chậm nhất") else "within")
        if cue.startswith("trước"):
            bound = "before"
        yield Time(m.start(), m.end(), m.start(), "relative", bound, value, cue)


def read_cell(text: str, start: int, end: int) -> list[Time]:
    """Times of a cell of a time column or of a labelled line: bare years, months and events count there.

    Args:
        text: Folded text.
        start: Where the cell's words begin.
        end: Where they end.
    """
    stripped = text[start:end].strip(" .;:-")
    at = start + text[start:end].find(stripped) if stripped else start
    months = _BARE_MONTHS.match(text, at, at + len(stripped))
    if months:
        value = f"{months['y']}-{int(months['a']):02d}/{months['y']}-{int(months['b']):02d}"
        return [Time(at, months.end(), at, "range", "between", value, "")]
    found = list(find_times(text, start, end))
    if found:
        return found
    match = _BARE_YEARS.match(text, at, at + len(stripped))
    if match:
        more = _GOES_ON.match(text, match.end(), at + len(stripped))
        if more and match["b"]:
            return [Time(at, more.end(), at, "range", "from", f"{match['a']}/{match['b']}", "")]
        if more:
            return [Time(at, more.end(), at, "year", "from", match["a"], "")]
        if match["b"]:
            return [Time(at, match.end(), at, "range", "between", f"{match['a']}/{match['b']}", "")]
        return [Time(at, at + 4, at, "year", "on", match["a"], "")]
    match = _AFTER_EVENT.match(text, at, end)
    if match:
        stop = match.end()
        while text[stop - 1] in " .;":
            stop -= 1
        return [Time(at, stop, at, "relative", "from", None, "")]
    return []
