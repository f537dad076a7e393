"""Targets: measurable results the plan sets.

Order of the module: numbers and comparators, shares (%), other quantities, what is measured, what is no target.
Decimal comma, thousands with a full stop (11.500 is eleven thousand five hundred; 3.5 % is three and a half).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vnplan.extract.citations import Cited
from vnplan.extract.deadlines import reported
from vnplan.extract.tables import column_roles, row_roles
from vnplan.structure import Cell, Grid, Structure
from vnplan.text import Ranges, SourceText, clean, holds


@dataclass(slots=True)
class Goal:
    """One target; offsets count the view."""

    start: int
    end: int
    kind: str
    comparator: str
    value: float
    value_max: float | None
    unit: str | None
    subject: tuple[int, int] | None
    baseline: str | None = None


# Bounded, and never begun inside a run of digits: a megabyte of digits must not be tried from each of them.
_NUM = r"(?<!\d)(?:\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,9})?|\d{1,15}(?:[,.]\d{1,9})?)"
_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_UPWARDS = r"(?= \d[\d,.]*(?: ?%| [^\W\d_]+)? trở lên)"
_GTE = rf"ít nhất(?: là)?|tối thiểu(?: là)?|không dưới|không ít hơn|không thấp hơn|≥|>=|từ{_UPWARDS}"
_LTE = r"không quá|không vượt quá|không cao hơn|tối đa(?: là)?|≤|<="
_COMPARATORS: tuple[tuple[str, str], ...] = (
    (_GTE, "gte"), (_LTE, "lte"), (r"ít hơn|nhỏ hơn|dưới|<", "lt"), (r"trên|hơn|vượt|>", "gt"), (r"khoảng|gần|xấp xỉ", "approx"),
)  # fmt: skip
_COMPARATOR = "|".join(f"(?:{words})" for words, _ in _COMPARATORS)
_YEAR_GAP = r"(?:vào |đến |đến hết |trong )?năm "
_TIME_GAP = rf"(?:{_YEAR_GAP}\d{{4}}(?: đạt| là)? |đạt |là |được )?"


class _Figure(NamedTuple):
    """A pattern of words that may stand before a figure, and the figure: read from the figure, for those are few."""

    whole: re.Pattern[str]
    rest: re.Pattern[str]
    """The pattern from the figure on."""
    words: re.Pattern[str]
    """What may stand before the figure, up to it."""
    digit: re.Pattern[str]
    """Where the figure begins."""

    @classmethod
    def of(cls, words: str, rest: str, digit: str = r"\d(?<!\d.)") -> _Figure:
        """Give the pattern `words` + `rest`; `words` may match nothing."""
        # Up to the figure nothing behind it is seen, and the first figure may be a year before the one that is meant.
        before = words.replace(_UPWARDS, "") + rf"(?:{_YEAR_GAP})?\Z"
        return cls(re.compile(words + rest), re.compile(rest), re.compile(before), re.compile(digit))

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """What `whole.finditer` finds."""
        done = start
        for spot in self.digit.finditer(text, start, end):
            at = spot.start()
            if at < done or self.rest.match(text, at, end) is None:
                continue
            low, match = max(done, at - _BEFORE), None
            while match is None and (words := self.words.search(text, low, at)) is not None:
                low = words.start() + 1  # at the latest, there are none and the figure begins the match
                match = self.whole.match(text, words.start(), end)
            if match is not None:
                yield match
                done = match.end()


_BEFORE = 100
"""More characters than the words before a figure have."""
_PERCENT = _Figure.of(
    rf"(?P<change>(?:tăng|giảm)(?: thêm| bình quân| trung bình| ít nhất| tối thiểu)?\s+)?(?:(?P<cmp>{_COMPARATOR})\s*(?P<gap>{_TIME_GAP}))?"
    r"(?:(?P<from>từ)\s+)?",
    rf"(?P<a>{_NUM})\s?%?(?:\s?(?P<sep>-|đến|tới)\s?(?P<b>{_NUM}))?\s?(?P<sign>%|phần trăm)(?P<up>\s+trở lên|\s+trở xuống)?",
)
_QUANTITY = _Figure.of(
    rf"(?<![\w.,/%])(?:(?P<cmp>{_COMPARATOR}|từ)\s+(?P<gap>{_TIME_GAP}))?",
    rf"(?P<a>{_NUM}|một|hai|ba)(?:\s?(?P<sep>-|đến)\s?(?P<b>{_NUM}))?"
    r"(?P<unit>(?P<scale>\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ))?\s(?!(?:ít nhất|tối thiểu|tối đa|không quá|trên|dưới|khoảng)\s\d)(?P<noun>k?m[23²³](?!\w)|[^\W\d_]+))(?P<up>\s+trở lên)?",
    r"[\dmhb](?<![\w.,/%].)(?:(?<=\d)|(?<=m)ột|(?<=h)ai|(?<=b)a)",
)
_RATIO = re.compile(
    rf"(?:(?P<cmp>{_COMPARATOR})\s*)?(?P<a>{_NUM})(?P<what>(?:\s[^\W\d_]+){{0,4}})\s?/\s?(?P<per>1\.000|10\.000|100\.000|1000|10000|100000|100|vạn|nghìn)(?P<of>(?:\s(?!(?:xuống|lên|còn|dưới|trên)\s)[^\W\d_]+){{0,6}})"
)
_PERMILLE = re.compile(rf"(?:(?P<cmp>{_COMPARATOR})\s*)?(?P<a>{_NUM})\s?‰")
_TIMES = re.compile(
    rf"(?:gấp|còn|tăng|lên)\s+(?:(?P<cmp>{_COMPARATOR})\s*)?(?:(?P<a>{_NUM})\s+lần(?!\s?/|\s(?:trong|mỗi|một)\b)|(?P<word>(?<=gấp )(?:đôi|rưỡi|ba|bốn)(?: lần)?(?!\w)))"
)
_FOLDS = {"đôi": 2.0, "rưỡi": 1.5, "ba": 3.0, "bốn": 4.0}
_POINTS = re.compile(
    rf"(?P<change>tăng|giảm)\s+(?:thêm\s+)?(?:(?P<cmp>{_COMPARATOR})\s*)?(?P<a>{_NUM})\s+điểm\s(?:phần trăm|%)"
)
_MONEY = _Figure.of(
    rf"(?:(?P<cmp>{_COMPARATOR})\s+)?",
    rf"(?P<a>{_NUM})(?:\s?(?P<sep>-|đến)\s?(?P<b>{_NUM}))?\s(?P<unit>(?:(?:nghìn|ngàn|triệu|tỷ|tỉ) ?)?(?:nghìn |ngàn |triệu |tỷ |tỉ )?(?:đồng|usd|vnđ|đô la)(?: ?/ ?[^\W\d_]+){{0,2}})(?P<up>\s+trở lên)?(?!\w)",
)
_PER_HEAD = _Figure.of(
    rf"(?:(?P<cmp>{_COMPARATOR})\s+)?",
    rf"(?P<a>{_NUM})(?P<unit>\s[^\W\d_]+(?:\s[^\W\d_]+)?\s?/\s?(?:[^\W\d_]+(?:\s[^\W\d_]+)?|k?m[23]))(?!\w)",
)
_PLACE = re.compile(
    r"(?P<whole>(?:xếp|đứng|xếp hạng|vị trí)\s(?:hạng\s|thứ\s|vị trí\s)*(?P<a>\d{1,3})(?:\s?/\s?\d{1,3})?)|(?P<change>tăng|giảm)\s(?:(?P<cmp>ít nhất|tối thiểu|từ)\s)?(?P<n>\d{1,2})(?:\s?-\s?(?P<n2>\d{1,2}))?\s(?:bậc|hạng|thứ hạng)(?!\w)"
)
_SCANNED = re.compile(r"(?<![\w.,/])(?=[\dlio|]*[lio|])[1li|][0o][0o]\s?%")
_AIM = re.compile(
    r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|đến (?:hết |cuối )?năm \d{4}|mỗi|sẽ|dự kiến|phải|cần|bảo đảm|đảm bảo|duy trì|giữ vững|yêu cầu|tối thiểu|ít nhất)\b"
)
_SHARE_OF_PLAN = re.compile(r"\s*(?:của )?(?:kế hoạch|dự toán|so (?:với )?(?:cùng kỳ|dự toán|kế hoạch|ước))")
_BUDGET = re.compile(
    r"\b(?:kinh phí|dự toán|vốn|ngân sách|chi phí|tổng mức|đơn giá|mức (?:hỗ trợ|chi|thưởng|phạt|lương|đóng)|hỗ trợ|số tiền|thành tiền|chi (?:cho|thường xuyên|đầu tư|sự nghiệp)|nguồn)\b"
)
_REVENUE = re.compile(r"\b(?:tổng thu|thu (?:nội địa|ngân sách|cân đối)|tổng vốn đầu tư)\b")
"""Sums of a budget that are goals all the same: `Thu ngân sách nhà nước đạt 1.250 tỷ đồng`."""
_RANK = re.compile(
    r"(?P<whole>(?:(?:thuộc |trong |vào |nằm trong )(?:nhóm|top|tốp)|top|tốp|nhóm(?=\s+\d{1,3}\s(?:nước|tỉnh|địa phương|quốc gia|đơn vị|thành phố|xã|phường|trường|bộ|cơ quan)))\s+(?P<a>\d{1,3}))(?!\d)"
)
_SCORE = re.compile(
    rf"(?:(?P<cmp>{_COMPARATOR})\s*)?(?P<a>{_NUM})\s+điểm(?! (?:phần|%|đến|cầu|bán|nóng|nghẽn|du|kinh|tiếp|tổ|b|a))(?P<up>\s+trở lên)?"
)

_NOT_UNITS = frozenset(
    [
        "ngày",
        "tháng",
        "năm",
        "giờ",
        "phút",
        "quý",
        "tuần",
        "lần",
        "tuổi",
        "điều",
        "khoản",
        "điểm",
        "mục",
        "đồng",
        "rõ",
        "khâu",
        "cấp",
        "bước",
        "nội",
        "kỳ",
        "khóa",
        "khoá",
        "phần",
        "loại",
        "bậc",
        "hạng",
        "số",
        "nhất",
        "trong",
        "của",
        "và",
        "đến",
        "trở",
        "là",
        "có",
        "thì",
        "được",
        "%",
        "nghị",
        "quyết",
        "luật",
        "chương",
        "trung",
        "thứ",
        "vừa",
        "không",
        "còn",
        "hoặc",
        "phía",
        "mặt",
        "nhóm",
        "ban",
        "người/",
        "hai",
        "bên",
        "chiều",
        "cơn",
        "thời",
        "giai",
        "nguyên",
        "nhân",
        "trong",
        "tiêu",
        "mức",
        "chế",
        "văn",
        "ca",
        "từ",
        "trang",
        "chữ",
    ]
)
_UNIT_WORDS = re.compile(
    r"(?:đối tượng|phương tiện|giải pháp|biện pháp|nhân viên|hội viên|tủ sách|thuê bao|tiểu ban|cử tri|vùng|sàn|loại hình|ngành hàng|bộ|tập(?! (?:trung|huấn|thể|đoàn))|cơ sở|kịch bản|mô hình|cuộc|lớp|hội nghị|buổi|đợt|trạm|tin|bài|đề tài|sáng kiến|công trình|tuyến|dự án|nhiệm vụ|sản phẩm|doanh nghiệp|hợp tác xã"
    r"|tiết mục|suất|phần quà|nhà|căn|hộ|người|học sinh|sinh viên|cán bộ|công chức|viên chức|đoàn viên|đảng viên|lãnh đạo|chuyên viên|đồng chí|đơn vị|xã|phường|thôn|trường"
    r"|tổ|đội|câu lạc bộ|chi đoàn|chi bộ|tài khoản|điểm|chuyên mục|phóng sự|video|clip|pano|băng rôn|khẩu hiệu|tài liệu|chuyến|cây|ha|km|m2|tấn|ca|giường|trung tâm|khu"
    r"|nền tảng|hệ thống|phần mềm|ứng dụng|dịch vụ|thủ tục|hồ sơ|khách|lượt|giải|danh hiệu|tập thể|cá nhân|gia đình|trẻ em|phụ nữ|thanh niên|báo cáo viên|tuyên truyền viên"
    r"|mẫu|vị trí|số|kênh|cửa hàng|chợ|cụm|nhóm|lao động|máy|thiết bị|bác sĩ|giáo viên|phòng|đại biểu|vận động viên|tiểu phẩm|chương trình|diễn đàn|tọa đàm|phiên|bản|tờ|quyển|cuốn|con(?! số| người| đường|\s?/\s?[^\W\d_])|camera|mw|kw|mva|thẻ|vụ(?! án| việc)|vụ việc|huy chương|hội thi|hội thảo|cuộc thi|gian hàng|phần việc|việc làm|lít|kg"
    r"|tàu|xe|chiếc|tấm|ngôi|bể|cầu(?! thị)|giếng|hồ(?! sơ)|thư viện|đầu sách|ấn phẩm|tác phẩm|bài viết|thí sinh|hòa giải viên|cộng tác viên|tình nguyện viên|quần chúng|cấp ủy viên|tiêu chí"
    r"|sự kiện|làng nghề|di tích|nghệ nhân|nhà máy|hạng mục|đơn vị máu|tín chỉ|m2|m3|km2|bạn đọc|thư mời|hợp đồng|giấy chứng nhận|giấy phép|hộp thư)(?![\w])"
)
_GOAL_VERB = re.compile(
    r"(?:công nhận|xây dựng|thành lập|tổ chức|phân công|cử|bố trí|lắp đặt(?: mới)?|đầu tư(?: mới)?|phát triển(?: mới)?|hình thành|hoàn thành|triển khai|mở|đào tạo|tập huấn|kết nạp"
    r"|trao(?: tặng)?|tặng|hỗ trợ|đăng ký|đạt|phấn đấu|có|duy trì|vận động|thực hiện|giới thiệu|nâng tổng số[^:;.]{0,30}|số lượng[^:;.]{0,30}|chuyển đổi[^:;.]{0,40}|cung cấp|đưa|trồng"
    r"|sản xuất|biên soạn|phát hành|ra mắt|tiếp nhận|khảo sát|kiểm tra|thẩm định|nhân rộng|chọn|lựa chọn|quy định|gồm|ưu tiên triển khai hoàn thiện|in ấn|treo|xuất bản|mỗi [^,;.]{2,40} có)[ :]*"
    r"(?:thêm |mới |được |tối thiểu |ít nhất |cho |cùng lúc |hoàn thiện )*\Z"
)
_OPENING = re.compile(
    r"[\s\-+*•]*(?:[\w.]{1,5}[.)]\s+)?(?:(?:đến|vào|trong|hết|cuối|từ|giai đoạn|năm|quý|tháng|phấn đấu|có|đạt|[\d/.-]+|[ivx]+)[\s,:]+)*"
)
"""What may open an item of goals before its count: `- Đến năm 2025, 50.000 lượt …`."""
_PAST = re.compile(
    r"\b(?:đã|dự báo|hiện nay|hiện có|hiện tại|tính đến|năm trước|vừa qua|ước|so với|thực trạng|hiện trạng|kết quả (?:đạt|thực hiện)|trước đây|trong đó,? có|có đến|lũy kế|bằng(?! (?:hoặc|và|các|việc|cách|văn|hình|nguồn|tiền|hiện|công))|tổng số [^;.]{0,60} là)\b[^.;]{0,110}\Z"
)
_RULE = re.compile(
    r"\s*(?:có thể|thì|trở lên thì|được xem|được coi|mức phạt|mức lương|mức hỗ trợ|vốn|kinh phí|dự toán|kế hoạch vốn)"
)
_SHARE_RULE = re.compile(
    r"(?:thấp|chiếm|hỗ trợ|mức|lãi suất|thuế suất|thuế|trích(?: lại| để lại)?|giảm trừ|phạt|đối ứng|ngân sách[^.;]{0,40}|chi phí[^.;]{0,30}|\()\s*\Z"
)
_SET_ASIDE = re.compile(rf"(?:bố trí|dành(?: ra)?|chi)\s+(?:{_GTE})\Z|(?:lên|đạt|ở|đến) mức\s+(?:{_COMPARATOR})?\Z")
"""A share that a duty sets, though the words before it tell of rules: `bố trí tối thiểu 3% ngân sách`."""
_LINK = re.compile(
    r"(?:(?<!\w)(?:phải|được|cần|đạt được|đạt|là|chiếm|ở mức|duy trì|còn|xuống|(?<!trở )lên|ở|tăng|giảm|bằng|đến mức|mức|tỷ lệ|từ|khoảng|thêm|phấn đấu|ước)(?!\w)[ :,]*+|:\s*)+\Z"
)
_BARE_LINK = re.compile(r"\b(?:đạt|chiếm|là|còn|ở mức|xuống|lên|tăng|giảm|bằng|mức)\b|:")
# What is measured carries its own head word.
_MEASURE = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tỷ số|tỉ số|tỉ suất|số lượng|tổng số|số (?!hóa|hoá|hiệu|liệu|\d)|mức độ|mức (?!độ)|chỉ số|điểm số|diện tích|doanh thu|giá trị|tổng giá trị|năng suất|sản lượng|kim ngạch|tốc độ|thu nhập|quy mô|tổng|nồng độ|độ che phủ|độ bao phủ|thời gian|kinh phí chi)"
)
_RESTART = re.compile(
    r"(?:,|\b(?:mục tiêu|nâng|để|đảm bảo|bảo đảm|tăng|giảm|phấn đấu|duy trì|nhằm|nâng cao|góp phần|kéo giảm))\s+(?=(?:tỷ lệ|tỉ lệ|tỷ trọng|tỷ suất|tỷ số|tổng số|số lượng|chỉ số)\b)|,\s+(?=(?:thu nhập|doanh thu|giá trị|sản lượng|năng suất|diện tích|kim ngạch|tốc độ)\b)"
)
_TIME_TAIL = re.compile(
    r"[\s,(]*(?:ngay\s+)?(?:(?:vào|đến|trong|từ|trước|hết|cuối)\s+)+(?:năm|quý|tháng|ngày|giai đoạn)\s[\w/ -]{1,24}\Z|\s+(?:hàng|hằng|mỗi|bình quân) năm\Z"
)
_AFTER_STOP = re.compile(
    r"\s*(?:(?:trong|vào|so|và|hoặc|theo|của|đến|từ|trở|năm|với|để|nhằm|tại|cho|về|lên|xuống|khi|do|nếu|mỗi|trước|so với|trên)\b|[.,;:)]|\Z)"
)
_CLAUSE_CUT = re.compile(
    r"[;\n]|\.(?:\s|\Z)|,\s(?:đến |vào )?năm \d{4} (?:đạt|là|còn) |(?:,|\svà)\s(?:trên |dưới |ít nhất |tối thiểu |tăng |giảm |khoảng )*\d[\d.,]*\s?%"
    r"|,\s(?:gắn với|đảm bảo|bảo đảm|đáp ứng|nhằm|để|góp phần|trong đó|qua đó|từ đó|phấn đấu|hướng tới|tiến tới|đồng thời|trực tiếp|tạo|phục vụ|nâng)\b"
)
_COUNT_CUT = re.compile(
    r"\s(?:để|nhằm|trong đó|đối với|\((?:trong đó|gồm))\b|\s\([^()]{60,}|,\s[^,.;]{2,60}?\b(?:tối thiểu|ít nhất|trên|khoảng|có)\s\d"
)
_LEAD = re.compile(
    r"(?:[\s\-+*•]*(?:(?:[ivx]+|\d{1,2}(?:\.\d+)*|[a-zđ])[.)]\s*)?(?:\(\d+\)\s*)?)(?:chỉ tiêu \d+(?:\.\d+)?\s*[:.]\s*)?"
    r"(?:(?:ngày \d{1,2}/\d{1,2}(?:/\d{4})?|tháng \d{1,2}(?:/\d{4})?|quý [iv]+(?:/\d{4})?|phấn đấu|đến|vào|từ|trong|đến hết|đến cuối|năm|hàng năm|hằng năm|năm \d{4}|\d{4}|trở đi|quý|và|có|đạt|bảo đảm|đảm bảo|duy trì|mục tiêu|cuối|hết|là|cụ thể|trước|tiếp tục|thực hiện|nâng"
    r"|ít nhất|tối thiểu|trên|trong đó|đó|nay|,|:)\s*)*"
)


def find_targets(source: SourceText, structure: Structure, citations: list[Cited]) -> list[Goal]:
    """Find the targets, in reading order."""
    blocked = [(c.start, c.end) for c in citations]
    blocked += [c.title_span for c in citations if c.title_span is not None and c.title_span[0] >= c.end]
    blocked += [(n.start, n.end) for n in structure.notes]
    blocked += reported(structure)
    found: list[Goal] = []
    tables: list[tuple[int, int]] = []
    for grid in structure.grids:
        tables.append((grid.start, grid.end))
        found.extend(_from_grid(source, grid))
    first = structure.flat[0].start if structure.flat else len(source.view)
    tabled = Ranges(tables)
    aims = Ranges([(n.start, n.end) for n in structure.flat if n.role == "objectives_targets"])
    closed: set[int] = set()
    for closing in structure.closings:
        closed.update(range(closing.first, closing.last + 1))
    for i in range(structure.head.body, len(source.paragraphs)):
        p = source.paragraphs[i]
        if i in closed or p.end <= first or tabled.hold(p.start):
            continue
        found.extend(_from_text(source, p.start, p.end, aimed=aims.hold(p.start)))
    cited = Ranges(blocked)
    found = [g for g in found if not cited.touch(g.start, g.end)]
    found.sort(key=lambda g: (g.start, g.end))
    return found


def number(text: str) -> float:
    """Value of a number as Vietnamese writes it.

    >>> number("11.500"), number("3.5"), number("1.234,5"), number("02")
    (11500.0, 3.5, 1234.5, 2.0)
    """
    if text in _WORDS:
        return float(_WORDS[text])
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(",", "."))


def comparator_of(words: str | None) -> str:
    """Comparator that words before a number mean; `eq` without any."""
    if not words:
        return "eq"
    for pattern, name in _COMPARATORS:
        if re.fullmatch(pattern, words.strip()) or re.match(rf"(?:{pattern})", words.strip()):
            return name
    return "eq"


def _from_text(source: SourceText, start: int, end: int, *, cell: bool = False, aimed: bool = False) -> list[Goal]:
    """Targets of one passage; `aimed` says that it stands under a heading of goals."""
    folded = source.fold

    # Most passages hold none of the signs that a reader cannot do without.
    found = _percents(source, start, end, cell=cell) if holds(folded, start, end, "%", "phần trăm") else []
    taken = [(g.start, g.end) for g in found]
    counted = _DIGIT.search(folded, start, end) is not None
    slash = counted and folded.find("/", start, end) >= 0
    if counted and folded.find("‰", start, end) >= 0:
        _take(found, taken, _permilles(source, start, end))
    if slash and _PER_NUMBER.search(folded, start, end):
        _take(found, taken, _ratios(source, start, end))
    if holds(folded, start, end, "lần", "gấp"):
        _take(found, taken, _multiples(source, start, end))
    if counted and holds(folded, start, end, "nhóm", "top", "tốp"):
        _take(found, taken, _ranks(source, start, end))
    if counted and folded.find("điểm", start, end) >= 0:
        _take(found, taken, _points(source, start, end))
        _take(found, taken, _scores(source, start, end))
    if counted and holds(folded, start, end, "xếp", "đứng", "vị trí", "bậc", "hạng"):
        _take(found, taken, _places(source, start, end, aimed))
    if counted and holds(folded, start, end, "đồng", "usd", "vnđ", "đô la"):
        _take(found, taken, _sums(source, start, end, aimed))
    if slash and _PER_THING.search(folded, start, end):
        _take(found, taken, _per_head(source, start, end, aimed))
    if counted or holds(folded, start, end, "một", "hai", "ba ", "ba\n"):
        _take(found, taken, _counts(source, start, end, aimed))
    found.sort(key=lambda g: (g.start, g.end))
    _share_subjects(source, start, end, found)
    return found


_DIGIT = re.compile(r"\d")
_PER_NUMBER = re.compile(r"/\s?(?:1|vạn|nghìn)")
_PER_THING = re.compile(r"/(?:(?<=[^\W\d_]/)|(?<=[^\W\d_]\s/))\s?[^\W\d_]")


def _take(found: list[Goal], taken: list[tuple[int, int]], more: list[Goal]) -> None:
    for goal in more:
        if not any(a < goal.end and goal.start < b for a, b in taken):
            found.append(goal)
            taken.append((goal.start, goal.end))


def _aims(before: str, aimed: bool) -> bool:
    """Say whether the clause before a quantity sets a goal: by its own words, or by the heading it stands under."""
    clause = re.split(r"[.;]\s", before[-220:])[-1]
    return (aimed or _AIM.search(clause) is not None) and not _PAST.search(clause)


# ---------------------------------------------------------------- shares


def _percents(source: SourceText, start: int, end: int, *, cell: bool = False) -> list[Goal]:
    folded = source.fold
    found: list[Goal] = []
    scanned = list(_SCANNED.finditer(folded, start, end))
    for m in _PERCENT.finditer(folded, start, end):
        b = m.end()
        if any(s.start() < b and m.start() < s.end() for s in scanned):
            continue
        before = folded[max(start, m.start() - 400) : m.start()]
        if not _share_counts(folded, m, before, end, cell=cell):
            continue
        value, high = number(m["a"]), number(m["b"]) if m["b"] else None
        change = (m["change"] or "").strip()
        begin = m.start()
        comparator = comparator_of(m["cmp"])
        if m["up"]:
            comparator = "gte" if "lên" in m["up"] else "lte"
        elif high is not None:
            comparator = "range"
        elif re.search(r"ít nhất|tối thiểu", change):
            comparator = "gte"
        elif change and not m["cmp"]:
            comparator = "increase" if change.startswith("tăng") else "decrease"
        if high is None and m["from"] and not m["up"] and not m["cmp"]:
            begin = m.start("a")
            if re.match(r"\s*(?:lên|xuống|đến|còn)\s", folded[b : b + 8]):
                continue  # "từ 30% lên 40%": the second is the level
        if change and comparator == "eq":
            begin = m.start("cmp") if m["cmp"] else m.start("a")
        stop = b
        if not m["up"]:
            while stop > begin and folded[stop - 1] == " ":
                stop -= 1
        unit = "%"
        # Of a change the thing changed may stand between: "giảm 10% số vụ cháy so với năm 2024".
        gap = r"[^.;,()%\n]{0,90}?" if comparator in ("increase", "decrease") or change else r"(?:/năm)?"
        baseline = re.compile(gap + r"\s*so (?:với )?(?:(?=cùng kỳ(?:[,.;)\n]|\Z))|cùng kỳ )?([^,.;()\n]{3,60})").match(
            folded, b, end
        )
        stepped = bool(found) and _NEXT_YEAR.fullmatch(folded, found[-1].end, begin) is not None
        subject = found[-1].subject if stepped else _subject(source, start, begin, stop, end)
        found.append(
            Goal(begin, stop, "percent", comparator, value, high, unit, subject,
                 clean(source.view[baseline.start(1) : baseline.end(1)]) if baseline else None)
        )  # fmt: skip
    for m in scanned:
        found.append(Goal(m.start(), m.end(), "percent", "eq", 100.0, None, "%", _subject(source, start, m.start(), m.end(), end)))  # fmt: skip
    return found


_NEXT_YEAR = re.compile(r"[^.;%\d]{0,160}[,;]?(?: và)? (?:đến |vào )?năm (?:19|20)\d\d (?:đạt |là |còn )?")
"""The next step of one goal: `98% hộ …, năm 2018 đạt 99%, năm 2019 đạt 99,5%`."""


def _share_counts(folded: str, m: re.Match[str], before: str, end: int, *, cell: bool) -> bool:
    near = before[-130:]
    after = folded[m.end() : min(end, m.end() + 30)]
    if cell:
        return True
    if _RULE.match(after):
        return False
    if _SHARE_OF_PLAN.match(after) and not re.search(
        r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|bảo đảm|đảm bảo|đến năm|hằng năm|hàng năm)\b", near
    ):
        return False  # "đạt 97,9 % kế hoạch", "tăng 5 % so cùng kỳ" tell what was done
    if _SHARE_RULE.search(near) and not m["change"] and not _SET_ASIDE.search(near + (m["cmp"] or "")):
        chi = re.search(r"chiếm\s*\Z", near)
        if not chi or re.search(r"\(\s*chiếm\s*\Z", near) or _PAST.search(near):
            return False
    sentence = re.split(r"[.;]\s", near)[-1]
    if _PAST.search(sentence) and not re.search(r"\b(?:phấn đấu|đến năm|mục tiêu|chỉ tiêu|bảo đảm)\b", sentence):
        return False
    return not re.search(r"(?:khoản|điểm|mục|điều)\s\Z", near)


# ---------------------------------------------------------------- other quantities


def _permilles(source: SourceText, start: int, end: int) -> list[Goal]:
    return [
        Goal(
            m.start(),
            m.end(),
            "other",
            comparator_of(m["cmp"]),
            number(m["a"]),
            None,
            "‰",
            _subject(source, start, m.start(), m.end(), end),
        )
        for m in _PERMILLE.finditer(source.fold, start, end)
    ]


def _ratios(source: SourceText, start: int, end: int) -> list[Goal]:
    found = []
    for m in _RATIO.finditer(source.fold, start, end):
        if re.search(r"\btừ \Z", source.fold[max(start, m.start() - 4) : m.start()]):
            continue  # "từ 23 ca/1.000 … xuống 18 ca/1.000": the second is the level
        stop = m.end()
        cut = re.search(r" (?:vào|đến|trong|năm|xuống|lên|và|từ|trước|so)(?: |\Z)", m["of"] or "")
        if cut:
            stop = m.start("of") + cut.start()
        unit = clean(source.view[m.end("a") : stop])
        found.append(
            Goal(
                m.start(),
                stop,
                "other",
                comparator_of(m["cmp"]),
                number(m["a"]),
                None,
                unit,
                _subject(source, start, m.start(), stop, end),
            )
        )
    return found


def _multiples(source: SourceText, start: int, end: int) -> list[Goal]:
    found = []
    for m in _TIMES.finditer(source.fold, start, end):
        begin = m.start("cmp") if m["cmp"] else (m.start("a") if m["a"] else m.start())
        value = number(m["a"]) if m["a"] else _FOLDS[m["word"].split()[0]]
        found.append(
            Goal(begin, m.end(), "other", comparator_of(m["cmp"]), value, None, "lần",
                 _subject(source, start, m.start(), m.end(), end))
        )  # fmt: skip
    return found


def _points(source: SourceText, start: int, end: int) -> list[Goal]:
    """Points of a share: "tăng 5 điểm phần trăm" is no share of five per cent."""
    return [
        Goal(m.start("cmp") if m["cmp"] else m.start("a"), m.end(), "other",
             comparator_of(m["cmp"]) if m["cmp"] else ("increase" if m["change"] == "tăng" else "decrease"),
             number(m["a"]), None, "điểm phần trăm", _subject(source, start, m.start(), m.end(), end))
        for m in _POINTS.finditer(source.fold, start, end)
    ]  # fmt: skip


def _places(source: SourceText, start: int, end: int, aimed: bool) -> list[Goal]:
    """Places in a ranking, and steps up or down in it."""
    found = []
    for m in _PLACE.finditer(source.fold, start, end):
        if not _aims(source.fold[max(start, m.start() - 400) : m.start()], aimed):
            continue
        subject = _subject(source, start, m.start(), m.end(), end)
        if m["a"]:
            found.append(Goal(m.start(), m.end(), "rank", "eq", float(m["a"]), None, None, subject))
            continue
        comparator = "gte" if m["cmp"] else ("increase" if m["change"] == "tăng" else "decrease")
        high = float(m["n2"]) if m["n2"] else None
        found.append(
            Goal(m.start("cmp") if m["cmp"] else m.start("n"), m.end(), "rank", "range" if high else comparator,
                 float(m["n"]), high, "bậc", subject)
        )  # fmt: skip
    return found


def _sums(source: SourceText, start: int, end: int, aimed: bool) -> list[Goal]:
    """Sums of money set as goals; figures of a budget are none."""
    found: list[Goal] = []
    for m in _MONEY.finditer(source.fold, start, end):
        before = source.fold[max(start, m.start() - 400) : m.start()]
        clause = re.split(r"[.;]\s", before[-220:])[-1]
        if (
            not (aimed or re.search(r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|đến (?:hết |cuối )?năm \d{4})\b", clause))
            or not _aims(before, aimed)
            or (_BUDGET.search(clause) and not _REVENUE.search(clause))
            or not re.search(
                r"\b(?:đạt|trên|khoảng|còn|lên|mức|quyên góp|vận động|huy động|thu hút)\b|:", clause + (m["cmp"] or "")
            )
        ):
            continue
        comparator = "gte" if m["up"] else ("range" if m["b"] else comparator_of(m["cmp"]))
        found.append(
            Goal(m.start(), m.end(), "money", comparator, number(m["a"]), number(m["b"]) if m["b"] else None,
                 clean(source.view[m.start("unit") : m.end("unit")]),
                 _subject(source, found[-1].end if found else start, m.start(), m.end(), end))
        )  # fmt: skip
    return found


def _per_head(source: SourceText, start: int, end: int, aimed: bool) -> list[Goal]:
    """Rates whose denominator is a thing: "2,1 con/phụ nữ"."""
    found = []
    for m in _PER_HEAD.finditer(source.fold, start, end):
        per = m["unit"].split("/")[1].strip()
        noun = m["unit"].split("/")[0].strip()
        before = source.fold[max(start, m.start() - 400) : m.start()]
        if (
            re.match(r"(?:năm|quý|tháng|tuần|ngày|giờ|lần|đợt|s\b|nq|qđ|kh|ct)", per)
            or (noun != "con" and _UNIT_WORDS.match(noun))
            or noun in _NOT_UNITS
        ):
            continue
        if not _aims(before, aimed) or not re.search(
            r"\b(?:đạt|còn|mức|là|dưới|trên|khoảng|từ)\s*\Z", before + (m["cmp"] or "")
        ):
            continue
        stop = m.end()
        cut = re.search(r" (?:vào|đến|trong|năm|xuống|lên|và|từ|trước|so|trở)\Z", m.group())
        if cut:
            stop = m.start() + cut.start()
        unit = clean(source.view[m.end("a") : stop])
        up = re.compile(r"\s+trở lên").match(source.fold, stop, end)
        stop = up.end() if up else stop
        found.append(
            Goal(m.start(), stop, "other", "gte" if up else comparator_of(m["cmp"]), number(m["a"]), None, unit, _subject(source, start, m.start(), stop, end))
        )  # fmt: skip
    return found


def _ranks(source: SourceText, start: int, end: int) -> list[Goal]:
    return [
        Goal(
            m.start(),
            m.end(),
            "rank",
            "lte",
            float(m["a"]),
            None,
            None,
            _subject(source, start, m.start(), m.end(), end),
        )
        for m in _RANK.finditer(source.fold, start, end)
    ]


def _scores(source: SourceText, start: int, end: int) -> list[Goal]:
    found = []
    for m in _SCORE.finditer(source.fold, start, end):
        before = source.fold[max(start, m.start() - 400) : m.start()]
        if not re.search(r"\b(?:đạt|chỉ số|điểm số|từ|trên|ít nhất|tối thiểu)\b[^.;]{0,60}\Z", before):
            continue
        comparator = "gte" if m["up"] else comparator_of(m["cmp"])
        found.append(
            Goal(
                m.start(),
                m.end(),
                "score",
                comparator,
                number(m["a"]),
                None,
                "điểm",
                _subject(source, start, m.start(), m.end(), end),
            )
        )
    return found


_FREQUENCY = re.compile(r"(?:lần|đợt|kỳ)\s?/")
_PER_TIME = re.compile(
    r"\s?/\s?(?:năm|quý|tháng|tuần|ngày|xã|phường|huyện|thôn|đơn vị|người|hộ|trường|lớp|chi đoàn|chi bộ|cơ sở)(?!\w)"
)


_INSIDE = re.compile(
    r"\b(?:của|tại|ở|trong|theo|gồm|giữa|từ|thuộc|về|những|các|tổng|tổng số|qua|sau|trước|hơn|và|hoặc|là|toàn tỉnh|địa bàn|cả|đủ|hết|hiện có|trên tổng số|số|dài|rộng|quy mô|mô hình|kiến trúc)\s*\Z|[(\"“/]\s*\Z"
)
"""Words before a number that only describes: `trên địa bàn 45 xã`, `theo 04 tiêu chí`."""


def _counts(source: SourceText, start: int, end: int, aimed: bool) -> list[Goal]:
    view, folded = source.view, source.fold
    found: list[Goal] = []
    for m in _QUANTITY.finditer(folded, start, end):
        noun_at = m.start("noun")
        known = _UNIT_WORDS.match(folded, noun_at, end)
        before = folded[max(start, m.start() - 400) : m.start()]
        # "Số lớp bồi dưỡng: 12 lớp": what is counted is named before the colon, too.
        named = before.rstrip().endswith(":") and (
            re.search(rf"\b(?:số|số lượng|tổng số) {m['noun']}\b[^:;.]{{0,60}}:\s*\Z", before) is not None
        )
        least = m["cmp"] is not None and re.fullmatch(f"{_GTE}|{_LTE}", m["cmp"]) is not None
        if (m["noun"] in _NOT_UNITS and not named and not (least and m["noun"] == "loại")) or not (
            known or named or (least and len(m["noun"]) > 1)
        ):
            continue
        often = re.search(r"\bmỗi (?:tuần|tháng|quý|năm) \Z", before) is not None and m["noun"] in ("lần", "đợt", "kỳ")
        if often or _FREQUENCY.match(folded, noun_at, end):
            continue  # how often, not how many
        word = m["a"] in _WORDS
        strong = m["cmp"] is not None and (m["cmp"] != "từ" or m["up"] is not None or m["a"].startswith("0"))
        verb = _GOAL_VERB.search(before[-60:]) is not None
        each = re.search(r"\bmỗi [^,;.]{2,50}(?:có|cử|bố trí)?\s*\Z", before) is not None
        padded = m["a"].startswith("0") and len(m["a"]) > 1
        sent = re.search(r"\b(?:cử|bố trí|phân công)\s*\Z", before) is not None
        if word and m["cmp"] and re.fullmatch(r"trên|hơn|vượt|gần|khoảng", m["cmp"]):
            continue  # "bình quân 03 người trên một đơn vị"
        if word and not (strong or each or sent or re.search(r"\b(?:và|có)\s*\Z", before)):
            continue
        chained = (
            bool(found)
            and re.fullmatch(
                r"\s*(?:\([^()]*\)\s*)?(?:và|,|;|\))\s*(?:[^\W\d_]+:?\s+){0,2}", folded[found[-1].end : m.start()]
            )
            is not None
        ) or (bool(found) and before.endswith(" và ") and view.startswith(f" {found[-1].unit}", m.end("a")))
        colon = re.search(r":\s*\Z", before) is not None and not re.search(
            r"(?:kinh phí|số tiền|dự toán|tổng|điện thoại|hạng mục|tại)[^:]*:\s*\Z", before
        )
        opening = (
            aimed and not word and (_OPENING.fullmatch(before) is not None or (known and not _INSIDE.search(before)))
        )
        if not (
            strong or sent or opening or (verb and (padded or not word)) or each or chained or (colon and not word)
        ):
            continue
        sentence = re.split(r"[.;]\s", before)[-1]
        if _PAST.search(sentence[-120:]) and not strong:
            continue
        if not strong and not each and re.search(r"\b(?:có|gồm|quy định)\s*\Z", before) and not _aims(before, aimed):
            continue  # "trên địa bàn có 04 trường" describes
        stop = known.end() if known else m.end("noun")
        if m["cmp"] == "từ" and not m["b"] and re.compile(r"\s(?:lên|xuống|còn)\s").match(folded, stop, end):
            continue  # "từ 5 xã lên 10 xã": the second is the level
        stop = _unit_end(folded, stop, end)
        per = _PER_TIME.match(folded, stop, end)
        if per:
            stop = per.end()
        named_end = stop
        up = re.compile(r"\s+trở lên(?!\w)").match(folded, stop, end) if m["cmp"] == "từ" or m["cmp"] is None else None
        stop = up.end() if up else stop
        begin = m.start() if m["cmp"] else m.start("a")
        comparator = (
            "gte"
            if m["up"] or up or (m["cmp"] == "từ" and not m["b"])
            else ("range" if m["b"] else comparator_of(m["cmp"]))
        )
        unit_at = m.start("scale") if m["scale"] else noun_at
        found.append(
            Goal(begin, stop, "count", comparator, number(m["a"]), number(m["b"]) if m["b"] else None,
                 clean(view[unit_at:named_end]), _subject(source, found[-1].end if found else start, begin, stop, end, head=noun_at))
        )  # fmt: skip
    return found


_PAIRED_UNIT = re.compile(
    r",\s(?:bài|tin)(?![\w])| dữ liệu(?![\w])| đại diện(?![\w])| chính thức(?![\w])| không chính thức(?![\w])| y tế(?![\w])|(?<=công chức) \(hoặc viên chức\)"
)


def _unit_end(folded: str, stop: int, end: int) -> int:
    while True:
        more = _PAIRED_UNIT.match(folded, stop, end)
        if more is None:
            return stop
        stop = more.end()


# ---------------------------------------------------------------- what is measured


def _subject(
    source: SourceText, start: int, begin: int, stop: int, end: int, *, head: int | None = None
) -> tuple[int, int] | None:
    """What is measured.

    Before the number when a measure stands there ("Tỷ lệ hộ nghèo còn", "Lắp đặt trạm:"), else the noun phrase that
    follows; for a count that phrase begins with the counted noun.

    Args:
        source: The text.
        start: Where the passage begins.
        begin: Where the target begins.
        stop: Where it ends.
        end: Where the passage ends.
        head: Where the counted noun of a count begins.
    """
    a, b, linked = _phrase_before(source, start, begin)
    after = _phrase_after(source, stop, end, head)
    before = source.fold[a:b]
    measure = _MEASURE.match(before) is not None
    if b > a and linked == ":" and not re.search(r"\b(?:đó|thể|gồm|tiêu|đấu|sau|là)\Z", before):
        return a, b
    if (
        b > a
        and (measure or linked in ("chiếm", "là", "còn", "mức", "xuống", "lên", "bằng"))
        and len(before.split()) > 1
    ):
        return a, b
    if after is not None and head is None and b > a and _REACHING.search(source.fold, a, begin):
        # "tuyến truyền dẫn đến 100% thôn": what reaches them belongs to what is measured.
        comma = source.view.rfind(", ", a, begin)
        return (comma + 2 if comma > 0 else a), after[1]
    if after is not None:
        return after
    verb_only = head is not None and re.fullmatch(_GOAL_VERB.pattern.removesuffix(r"\Z"), before + " ") is not None
    if b > a and (linked or b - a > 3) and not verb_only and not (head is not None and before.endswith(" cho")):
        return a, b
    return None if head is None else (head, stop)


_REACHING = re.compile(r"\b(?:đến|tới|phủ)\s\Z")


_FROM_TO = re.compile(
    r"\stừ (?:mức )?\d(?:[^.;]|\.\d){0,30}? (?P<to>xuống|lên|đến|tới|còn)(?: (?:mức|còn|dưới|trên|khoảng|ít nhất|tối thiểu))*\s*\Z"
)
"""The level left behind: `Tỷ lệ hộ nghèo từ 5% xuống dưới 3%`."""


def _phrase_before(source: SourceText, start: int, begin: int) -> tuple[int, int, str]:
    """The phrase before a number, without its lead and its linking verb; third, the last linking word."""
    folded, view = source.fold, source.view
    a = start = max(start, begin - 600)
    for mark in re.compile(r"[.;]\s|:\s(?=\S)|\(").finditer(view, start, begin):
        inside = view[mark.end() : begin]
        if inside.count(")") <= inside.count("(") and (mark.group() != "(" or ")" not in inside):
            a = mark.end()
    risen = _FROM_TO.search(folded, a, begin)
    if risen:
        begin = risen.end("to")
    share = re.compile(r".*\d\s?%(?:\strở (?:lên|xuống))?(?:\s?(?:,|;|và)\s)?", re.S).match(
        folded, a, risen.start() if risen else begin
    )
    if share:
        a = share.end()
    link = _LINK.search(folded[a:begin])
    b = a + link.start() if link else begin
    if risen:
        changes = re.compile(r"\s(?:tăng|giảm|nâng)\Z").search(folded, a, risen.start())
        b = min(b, changes.start() if changes else risen.start())
    words = _BARE_LINK.findall(link.group()) if link else []
    restarts = [m.end() for m in _RESTART.finditer(folded, a, b)]
    if restarts:
        a = restarts[-1]
    else:
        lead = _LEAD.match(folded, a, b)
        a = lead.end() if lead else a
        if risen and (verb := re.compile(r"(?:kéo )?(?:tăng|giảm)\s").match(folded, a, b)):
            a = verb.end()
        a += len(folded[a:b]) - len(folded[a:b].lstrip(" ,:-+*"))
    tail = _TIME_TAIL.search(folded[a:b])
    if tail and tail.start() > 0:
        b = a + tail.start()
    while b > a and folded[b - 1] in " ,:":
        b -= 1
    if not words and folded[max(start, begin - 4) : begin].rstrip().endswith(","):
        return b, b, ""
    cut = re.search(r"(?:\s(?:đến|tới|cho|tại|với|phủ))+\Z", folded[a:b])
    if cut and _MEASURE.match(folded, a, b):
        b = a + cut.start()
    if folded[a:b].endswith((" và", " hoặc")):
        return b, b, ""  # the number opens the second half of a pair
    return a, max(a, b), words[-1] if words else ""


def _phrase_after(source: SourceText, stop: int, end: int, head: int | None) -> tuple[int, int] | None:
    folded, view = source.fold, source.view
    if _AFTER_STOP.match(folded, stop, end) and not (
        head is not None and re.compile(r"\s*(?:của|cho|về|trên|tại|theo|trong)\b").match(folded, stop, end)
    ):
        return None
    word = re.compile(r"\s*[“\"'(]?(?=[^\W\d_])").match(view, stop, end)
    if word is None:
        return None
    a = word.end() if view[word.end() - 1] in "“\"'(" else stop + (len(view[stop:end]) - len(view[stop:end].lstrip()))
    cut = _CLAUSE_CUT.search(view, a, end)
    b = cut.start() if cut else end
    against = re.compile(r"\s(?:so (?:với|cùng)|nhằm)\b").search(folded, a, b)
    b = against.start() if against else b
    if head is not None:
        short = _COUNT_CUT.search(folded, a, b)
        b = short.start() if short else b
    tail = _TIME_TAIL.search(folded[a : min(b, a + 300)])
    b = min(b, a + 300)
    if tail and tail.start() > 0:
        b = a + tail.start()
    if b - a < 2:
        return None
    return (head if head is not None else a), b


def _share_subjects(source: SourceText, start: int, end: int, found: list[Goal]) -> None:
    """Give parts their whole's subject: "58 trạm (trong đó: A: 25 trạm, B: 33 trạm)", "01 lãnh đạo và 01 chuyên viên"."""
    view, folded = source.view, source.fold
    for n, goal in enumerate(found):
        if goal.kind != "count":
            continue
        opened = view.rfind("(", max(start, goal.start - 400), goal.start)
        if opened >= 0 and ")" not in view[opened : goal.start]:
            whole = next((g for g in found[:n] if g.end <= opened and not view[g.end : opened].strip()), None)
            if whole is not None:
                goal.subject = whole.subject
                continue
            inner = re.match(r"\(\s*[^\W\d_]+\s", folded[opened : goal.start])
            if inner and opened + inner.end() >= goal.start - 1:
                # "(cử một cán bộ …)" explains the sentence before the bracket.
                a, b, _ = _phrase_before(source, start, opened)
                goal.subject = (a, b) if b > a else goal.subject
                if n + 1 < len(found) and re.fullmatch(r" và ", folded[goal.end : found[n + 1].start]):
                    found[n + 1].subject = goal.subject
                continue
        if (
            n + 1 < len(found)
            and found[n + 1].kind == "count"
            and re.fullmatch(r"\s*(?:và|,)\s*", folded[goal.end : found[n + 1].start])
        ):
            after = _phrase_after(source, found[n + 1].end, end, None)
            if after is None:
                a, b, _ = _phrase_before(source, start, goal.start)
                after = (a, b) if b - a > 3 else None
            if after is not None:
                goal.subject = found[n + 1].subject = after


# ---------------------------------------------------------------- tables

_CELL = re.compile(
    rf"(?P<whole>(?P<cmp>{_COMPARATOR}|đạt)?\s*(?P<a>{_NUM})\s?%?(?:\s?(?:-|đến)\s?(?P<b>{_NUM})\s?%?)?)(?P<rest>[^;\d]*)"
)


def _from_grid(source: SourceText, grid: Grid) -> list[Goal]:
    roles = column_roles(source, grid)
    found: list[Goal] = []
    measured = "value" in roles and ("measure" in roles or grid.role == "targets")
    if "tt" in roles[1:] or max((len(row) for row in grid.rows), default=0) > len(grid.header) > 0:
        measured = False
        roles = [None] * len(roles)
    if measured and _second_header(source, grid):
        measured = False  # rows and heads do not agree: a value would get a stranger's unit
        roles = [None] * len(roles)
    for row in grid.rows:
        cells = dict(row_roles(source, roles, row))
        task = cells.get("task")
        for role, cell in row_roles(source, roles, row):
            if (
                role == "value"
                and measured
                and task is not None
                and re.search(r"[^\W\d_]{2}", source.fold[task.start : task.end])
            ):
                found.extend(_from_cell(source, cell, cells.get("measure"), task))
            elif role is None and grid.role != "funding" and _SHARE_CELL.fullmatch(source.fold, cell.start, cell.end):
                found.extend(_bare_share(source, row, cell))
            elif role in ("task", "output", "value", None) and cell.end > cell.start:
                found.extend(
                    g for g in _from_text(source, cell.start, cell.end) if g.kind == "percent" or g.comparator != "eq"
                )
    return found


def _second_header(source: SourceText, grid: Grid) -> bool:
    """The first row splits a head ("Kế hoạch | Ước thực hiện"): the columns are more than the heads."""
    told = [source.fold[c.start : c.end].strip(" *") for c in grid.rows[0]] if grid.rows else []
    told = [t for t in told if t]
    return 0 < len(told) < len(grid.header) and not any(re.match(r"\d|[ivx]+\Z", t) for t in told)


_SHARE_CELL = re.compile(rf"\s*(?:(?:{_COMPARATOR}|đạt)\s*)*{_NUM}\s?%\s*")


def _bare_share(source: SourceText, row: list[Cell], cell: Cell) -> list[Goal]:
    """A share alone in its cell: what it measures stands in the last cell of words before it."""
    told = [c for c in row if c.end <= cell.start and len(re.findall(r"[^\W\d_]+", source.fold[c.start : c.end])) > 3]
    goals = _percents(source, cell.start, cell.end, cell=True)
    if not told or len(goals) != 1:
        return []
    goals[0].subject = (told[-1].start, told[-1].end)
    return goals


def _from_cell(source: SourceText, cell: Cell, measure: Cell | None, task: Cell) -> list[Goal]:
    """Values of a goal column; the unit stands in a column of its own."""
    view, folded = source.view, source.fold
    unit = clean(view[measure.start : measure.end]).strip("* ") if measure is not None else ""
    text = folded[cell.start : cell.end]
    if not text.strip() or not re.match(r"\s*(?:[≥≤<>=*]|\d|đạt|trên|dưới|khoảng|ít nhất|tối thiểu)", text):
        return []
    found: list[Goal] = []
    rising = re.search(r"\btăng (?:trung bình|bình quân|thêm)\b|tăng\s*\Z", folded[task.start : task.end]) is not None
    for m in _CELL.finditer(folded, cell.start, cell.end):
        shown = view[m.start() : m.end()].strip(" ;.")
        if not shown:
            continue
        begin = m.start() + (len(m.group()) - len(m.group().lstrip()))
        share = "%" in unit or "%" in m["whole"]
        rank = re.search(r"thứ bậc|xếp hạng|hạng", unit.lower()) is not None
        stop = m.end("whole")
        if rank:
            stop = m.start() + len(m.group().rstrip(" ;."))
        while stop > begin and view[stop - 1] == " ":
            stop -= 1
        comparator = "range" if m["b"] else comparator_of(m["cmp"] if m["cmp"] != "đạt" else None)
        if comparator == "eq" and share and rising:
            comparator = "increase"
        kind = "percent" if share else ("rank" if rank else _kind_of(unit))
        found.append(
            Goal(
                begin,
                stop,
                kind,
                comparator,
                number(m["a"]),
                number(m["b"]) if m["b"] else None,
                unit or ("%" if share else None),
                (task.start, task.end),
            )
        )
        if not rank:
            break
    return found


def _kind_of(unit: str) -> str:
    low = unit.lower()
    if re.search(r"đồng|usd|vnđ", low):
        return "money"
    if re.search(r"điểm|chỉ số|hdi", low):
        return "score"
    if "/" in low or re.search(r"tbps|gbps|mbps|kwh|mw|‰|lần", low):
        return "other"
    return "count" if low else "other"
