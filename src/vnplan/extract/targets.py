"""Targets: measurable results the plan sets.

Order of the module: numbers and comparators, shares (%), other quantities, what is measured, what is no target.
Decimal comma, thousands with a full stop (11.500 is eleven thousand five hundred; 3.5 % is three and a half).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnplan.extract.citations import Cited
from vnplan.extract.tables import column_roles
from vnplan.structure import Cell, Grid, Structure
from vnplan.text import Ranges, SourceText, clean


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
_GTE = r"ít nhất(?: là)?|tối thiểu(?: là)?|không dưới|không ít hơn|không thấp hơn|≥|>=|từ(?= \d[\d,.]* ?%? trở lên)"
_LTE = r"không quá|không vượt quá|không cao hơn|tối đa(?: là)?|≤|<="
_COMPARATORS: tuple[tuple[str, str], ...] = (
    (_GTE, "gte"), (_LTE, "lte"), (r"trên|hơn|vượt|>", "gt"), (r"dưới|<", "lt"), (r"khoảng|gần|xấp xỉ", "approx"),
)  # fmt: skip
_COMPARATOR = "|".join(f"(?:{words})" for words, _ in _COMPARATORS)
_TIME_GAP = r"(?:(?:vào |đến |đến hết |trong )?năm \d{4}(?: đạt| là)? |đạt |là |được )?"
_PERCENT = re.compile(
    rf"(?P<change>(?:tăng|giảm)(?: thêm| bình quân| ít nhất| tối thiểu)?\s+)?(?:(?P<cmp>{_COMPARATOR})\s*(?P<gap>{_TIME_GAP}))?"
    rf"(?:(?P<from>từ)\s+)?(?P<a>{_NUM})\s?%?(?:\s?(?P<sep>-|đến|tới)\s?(?P<b>{_NUM}))?\s?(?P<sign>%|phần trăm)(?P<up>\s+trở lên|\s+trở xuống)?"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,/%])(?:(?P<cmp>{_COMPARATOR}|từ)\s+(?P<gap>{_TIME_GAP}))?(?P<a>{_NUM}|một|hai|ba)(?:\s?(?P<sep>-|đến)\s?(?P<b>{_NUM}))?"
    r"(?P<unit>(?:\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ))?\s(?P<noun>[^\W\d_]+))(?P<up>\s+trở lên)?"
)
_RATIO = re.compile(
    rf"(?:(?P<cmp>{_COMPARATOR})\s*)?(?P<a>{_NUM})(?P<what>(?:\s[^\W\d_]+){{0,4}})\s?/\s?(?P<per>1\.000|10\.000|100\.000|1000|10000|100000|100|vạn|nghìn)(?P<of>(?:\s[^\W\d_]+){{0,6}})"
)
_PERMILLE = re.compile(rf"(?:(?P<cmp>{_COMPARATOR})\s*)?(?P<a>{_NUM})\s?‰")
_TIMES = re.compile(rf"(?:gấp|còn|tăng|lên)\s+(?:(?P<cmp>{_COMPARATOR})\s*)?(?P<a>{_NUM})\s+lần(?!\s?[/\w])")
_RANK = re.compile(r"(?P<whole>(?:thuộc |trong |vào |nằm trong )?(?:nhóm|top|tốp)\s+(?P<a>\d{1,3}))(?!\d)")
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
        "tập",
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
    ]
)
_UNIT_WORDS = re.compile(
    r"(?:bộ|tập|cơ sở|kịch bản|mô hình|cuộc|lớp|hội nghị|buổi|đợt|trạm|tin|bài|đề tài|sáng kiến|công trình|tuyến|dự án|nhiệm vụ|sản phẩm|doanh nghiệp|hợp tác xã"
    r"|tiết mục|suất|phần quà|nhà|căn|hộ|người|học sinh|cán bộ|công chức|viên chức|đoàn viên|đảng viên|lãnh đạo|chuyên viên|đồng chí|đơn vị|xã|phường|thôn|trường"
    r"|tổ|đội|câu lạc bộ|chi đoàn|chi bộ|tài khoản|điểm|chuyên mục|phóng sự|video|clip|pano|băng rôn|khẩu hiệu|tài liệu|chuyến|cây|ha|km|m2|tấn|ca|giường|trung tâm|khu"
    r"|nền tảng|hệ thống|phần mềm|ứng dụng|dịch vụ|thủ tục|hồ sơ|khách|lượt|giải|danh hiệu|tập thể|cá nhân|gia đình|trẻ em|phụ nữ|thanh niên|báo cáo viên|tuyên truyền viên"
    r"|mẫu|vị trí|số|kênh|cửa hàng|chợ|cụm|nhóm|lao động|máy|thiết bị|bác sĩ|giáo viên|phòng|đại biểu|vận động viên|tiểu phẩm|chương trình|diễn đàn|tọa đàm|phiên|bản|tờ|quyển|cuốn)(?![\w])"
)
_GOAL_VERB = re.compile(
    r"(?:công nhận|xây dựng|thành lập|tổ chức|phân công|cử|bố trí|lắp đặt(?: mới)?|đầu tư(?: mới)?|phát triển(?: mới)?|hình thành|hoàn thành|triển khai|mở|đào tạo|tập huấn|kết nạp"
    r"|trao(?: tặng)?|tặng|hỗ trợ|đăng ký|đạt|phấn đấu|có|duy trì|vận động|thực hiện|giới thiệu|nâng tổng số[^:;.]{0,30}|số lượng[^:;.]{0,30}|chuyển đổi[^:;.]{0,40}|cung cấp|đưa|trồng"
    r"|sản xuất|biên soạn|phát hành|ra mắt|tiếp nhận|khảo sát|kiểm tra|thẩm định|nhân rộng|chọn|lựa chọn|quy định|gồm|ưu tiên triển khai hoàn thiện|in ấn|treo|xuất bản|mỗi [^,;.]{2,40} có)[ :]*"
    r"(?:thêm |mới |được |tối thiểu |ít nhất |cho |cùng lúc |hoàn thiện )*\Z"
)
_PAST = re.compile(
    r"\b(?:đã|hiện nay|hiện có|hiện tại|tính đến|năm trước|vừa qua|ước|so với|thực trạng|hiện trạng|kết quả (?:đạt|thực hiện)|trước đây|trong đó,? có|có đến|lũy kế|bằng|tổng số [^;.]{0,60} là)\b[^.;]{0,110}\Z"
)
_RULE = re.compile(
    r"\s*(?:có thể|thì|trở lên thì|được xem|được coi|mức phạt|mức lương|mức hỗ trợ|vốn|kinh phí|dự toán|kế hoạch vốn)"
)
_SHARE_RULE = re.compile(
    r"(?:thấp|chiếm|hỗ trợ|mức|lãi suất|giảm trừ|phạt|đối ứng|ngân sách[^.;]{0,40}|chi phí[^.;]{0,30}|\()\s*\Z"
)
_LINK = re.compile(
    r"\s*(?:(?:phải |được |cần )?(?:đạt|đạt được|là|chiếm|ở mức|còn|xuống|lên|ở|duy trì(?: ở mức)?|tăng|giảm|bằng|đến mức|đạt mức|đạt tỷ lệ|đạt từ|tăng lên|giảm xuống|giảm còn|xuống còn|lên đến|:|,)\s*)+\Z"
)
_LEAD = re.compile(
    r"(?:[\s\-+*•]*(?:(?:[ivx]+|\d{1,2}(?:\.\d+)*|[a-zđ])[.)]\s*)?(?:\(\d+\)\s*)?)(?:chỉ tiêu \d+(?:\.\d+)?\s*[:.]\s*)?"
    r"(?:(?:phấn đấu|đến|vào|từ|trong|đến hết|đến cuối|năm|hàng năm|hằng năm|năm \d{4}|\d{4}|trở đi|quý|và|có|đạt|bảo đảm|đảm bảo|duy trì|mục tiêu|cuối|hết|là|cụ thể|trước|tiếp tục|thực hiện|nâng"
    r"|ít nhất|tối thiểu|trên|,|:)\s*)*"
)


def find_targets(source: SourceText, structure: Structure, citations: list[Cited]) -> list[Goal]:
    """Find the targets, in reading order."""
    blocked = [(c.start, c.end) for c in citations]
    blocked += [c.title_span for c in citations if c.title_span is not None and c.title_span[0] >= c.end]
    blocked += [(n.start, n.end) for n in structure.notes]
    found: list[Goal] = []
    tables: list[tuple[int, int]] = []
    for grid in structure.grids:
        tables.append((grid.start, grid.end))
        found.extend(_from_grid(source, grid))
    first = structure.flat[0].start if structure.flat else len(source.view)
    tabled = Ranges(tables)
    closed: set[int] = set()
    for closing in structure.closings:
        closed.update(range(closing.first, closing.last + 1))
    for i in range(structure.head.body, len(source.paragraphs)):
        p = source.paragraphs[i]
        if i in closed or p.end <= first or tabled.hold(p.start):
            continue
        found.extend(_from_text(source, p.start, p.end))
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


def _from_text(source: SourceText, start: int, end: int, *, cell: bool = False) -> list[Goal]:
    found = _percents(source, start, end, cell=cell)
    taken = [(g.start, g.end) for g in found]
    for read in (_permilles, _ratios, _multiples, _ranks, _scores, _counts):
        for goal in read(source, start, end):
            if not any(a < goal.end and goal.start < b for a, b in taken):
                found.append(goal)
                taken.append((goal.start, goal.end))
    return found


# ---------------------------------------------------------------- shares


def _percents(source: SourceText, start: int, end: int, *, cell: bool = False) -> list[Goal]:
    folded = source.fold
    found: list[Goal] = []
    for m in _PERCENT.finditer(folded, start, end):
        b = m.end()
        before = folded[start : m.start()]
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
        baseline = re.compile(r"\s*so với (?:cùng kỳ )?([^,.;()\n]{3,60})").match(folded, b, end)
        found.append(
            Goal(begin, stop, "percent", comparator, value, high, unit, _subject(source, start, begin, stop, end),
                 clean(source.view[baseline.start(1) : baseline.end(1)]) if baseline else None)
        )  # fmt: skip
    return found


def _share_counts(folded: str, m: re.Match[str], before: str, end: int, *, cell: bool) -> bool:
    near = before[-130:]
    after = folded[m.end() : min(end, m.end() + 30)]
    if cell:
        return True
    if _RULE.match(after):
        return False
    if _SHARE_RULE.search(near) and not m["change"]:
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
    return [
        Goal(m.start("cmp") if m["cmp"] else m.start("a"), m.end(), "other", comparator_of(m["cmp"]), number(m["a"]), None, "lần",
             _subject(source, start, m.start(), m.end(), end))
        for m in _TIMES.finditer(source.fold, start, end)
    ]  # fmt: skip


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
        before = source.fold[start : m.start()]
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


def _counts(source: SourceText, start: int, end: int) -> list[Goal]:
    view, folded = source.view, source.fold
    found: list[Goal] = []
    for m in _QUANTITY.finditer(folded, start, end):
        noun_at = m.start("noun")
        if m["noun"] in _NOT_UNITS or not _UNIT_WORDS.match(folded, noun_at, end):
            continue
        before = folded[start : m.start()]
        word = m["a"] in _WORDS
        strong = m["cmp"] is not None and (m["cmp"] != "từ" or m["up"] is not None or m["a"].startswith("0"))
        verb = _GOAL_VERB.search(before[-60:]) is not None
        each = re.search(r"\bmỗi [^,;.]{2,50}(?:có|cử|bố trí)?\s*\Z", before) is not None
        padded = m["a"].startswith("0") and len(m["a"]) > 1
        if word and not (strong or each or re.search(r"\b(?:cử|bố trí|phân công|và|có)\s*\Z", before)):
            continue
        chained = (
            found
            and re.fullmatch(
                r"\s*(?:\([^()]*\)\s*)?(?:và|,|;|\))\s*(?:[^\W\d_]+:?\s+){0,2}", folded[found[-1].end : m.start()]
            )
            is not None
        )
        colon = re.search(r":\s*\Z", before) is not None and not re.search(
            r"(?:kinh phí|số tiền|dự toán|tổng|điện thoại)[^:]*:\s*\Z", before
        )
        if not (strong or (verb and (padded or not word)) or each or chained or (colon and not word)):
            continue
        sentence = re.split(r"[.;]\s", before)[-1]
        if _PAST.search(sentence[-120:]) and not strong:
            continue
        unit_match = _UNIT_WORDS.match(folded, noun_at, end)
        stop = unit_match.end() if unit_match else m.end()
        stop = _unit_end(folded, stop, end)
        begin = m.start() if m["cmp"] else m.start("a")
        comparator = "gte" if m["up"] or m["cmp"] == "từ" else ("range" if m["b"] else comparator_of(m["cmp"]))
        found.append(
            Goal(begin, stop, "count", comparator, number(m["a"]), number(m["b"]) if m["b"] else None,
                 clean(view[noun_at:stop]), _subject(source, start, begin, stop, end))
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


def _subject(source: SourceText, start: int, begin: int, stop: int, end: int) -> tuple[int, int] | None:
    """What is measured: the phrase before a linking verb, else the phrase that follows."""
    folded, view = source.fold, source.view
    clause = start
    for mark in re.compile(r"[.;]\s|:\s(?=\S)").finditer(view, start, begin):
        clause = mark.end()
    before = folded[clause:begin]
    last = before.rfind("%")
    if last >= 0:
        clause += last + 1
        before = ""
    if before:
        lead = _LEAD.match(before)
        a = clause + (lead.end() if lead else 0)
        link = _LINK.search(folded[a:begin])
        b = a + link.start() if link else begin
        words = folded[a:b].split()
        if len(words) >= 2 and (link or re.search(r"tỷ lệ|tỉ lệ|tỷ trọng|số ", folded[a:b])):
            return a, b
        if link and len(words) >= 1:
            return a, b
    after = re.compile(r"\s*(?:số )?(?=[^\W\d_])").match(folded, stop, end)
    if after:
        a = after.end() if not after.group().strip() else after.start() + len(after.group()) - 3
        a = stop + (len(view[stop:end]) - len(view[stop:end].lstrip()))
        cut = re.compile(
            r"[;\n]|\.(?:\s|\Z)|\s(?:và|,)\s(?:trên |dưới |ít nhất )?\d+\s?%|,\s(?:trên |dưới )?\d+\s?%"
        ).search(view, a, end)
        b = cut.start() if cut else end
        if b - a > 2:
            return a, min(b, a + 300)
    if before.strip() and clause < begin:
        lead = _LEAD.match(before)
        a = clause + (lead.end() if lead else 0)
        if begin - a > 3:
            return a, begin
    return None


# ---------------------------------------------------------------- tables

_CELL = re.compile(
    rf"(?P<whole>(?P<cmp>{_COMPARATOR}|đạt)?\s*(?P<a>{_NUM})\s?%?(?:\s?(?:-|đến)\s?(?P<b>{_NUM})\s?%?)?)(?P<rest>[^;\d]*)"
)


def _from_grid(source: SourceText, grid: Grid) -> list[Goal]:
    roles = column_roles(source, grid)
    found: list[Goal] = []
    measured = "value" in roles and ("measure" in roles or grid.role == "targets")
    for row in grid.rows:
        cells = dict(zip(roles, row, strict=False))
        task = cells.get("task")
        for role, cell in zip(roles, row, strict=False):
            if role == "value" and measured and task is not None:
                found.extend(_from_cell(source, cell, cells.get("measure"), task))
            elif role in ("task", "output", None) and cell.end > cell.start:
                found.extend(
                    g for g in _from_text(source, cell.start, cell.end) if g.kind == "percent" or g.comparator != "eq"
                )
    return found


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
