"""What the document does with a cited one: rests on it, amends, replaces or repeals it, or just mentions it."""

from __future__ import annotations

import re
from bisect import bisect_right

from vnplan.extract.citing.mention import Cited, Span, quoted
from vnplan.structure import Structure
from vnplan.text import Ranges, SourceText, holds, within

_SELF = r"(?:kế hoạch|quyết định|văn bản|chương trình|nghị quyết|chỉ thị|quy chế|quy định|hướng dẫn|thông báo|thông tư|nghị định) này"
_REPLACES = re.compile(
    rf"{_SELF}\s+(?:có hiệu lực[^.;]{{0,100}}?(?:,|\s+và|\s+đồng thời)?\s+)?(?:được\s+)?(?:thay thế|thay cho)\s+(?:cho\s+)?(?:các\s+)?\Z"
)
_REPEALS = re.compile(
    r"(?:\A\W*|[.;:]\s+|\d+\.\s+|[a-zđ]\)\s+|này\s+|\svà\s+|,\s+|\sthi hành\s+)(?:bãi bỏ|hủy bỏ)(?: toàn bộ| hiệu lực(?: thi hành)?)?(?: các| của)?"
    r"(?:\s+(?:quy định|quy chế|nội dung|văn bản|một phần)[^.;]{0,160}?(?:kèm theo|tại|của))?\s*\Z"
)
_PARTS_BEFORE = re.compile(r"(?:các\s+)?(?:điểm|khoản|điều|phụ lục)\s(?:(?!bãi bỏ|thay thế|sửa đổi|này)[\w,;\s])*\Z")
_PROPOSED = re.compile(
    r"(?:đề nghị|kiến nghị|đề xuất|tham mưu|trình|xem xét|rà soát|sửa đổi|hoặc|nghiên cứu|xây dựng)(?![\w])"
)
"""Somebody is to propose or draft it: the document itself changes nothing."""
_ENDS = re.compile(
    r"[^.;]{0,240}?\s(?:hết hiệu lực|(?:bị |được )?bãi bỏ)(?:\s+thi hành)?(?:\s+(?:kể\s+)?từ|\s+khi|\s*[.;]|\s*\Z)[^.]{0,80}"
)
_REPLACED_BY = re.compile(rf"[^.;]{{0,240}}?\sđược thay thế (?:bằng|bởi|theo)\s+{_SELF}")
_AMENDING_TITLE = re.compile(
    r"(?:về việc |v/v |ban hành )?(?:kế hoạch |quyết định |nghị quyết )?(?:sửa đổi|điều chỉnh|bổ sung)(?![\w])"
)
_AMENDING = ("sửa đổi", "điều chỉnh", "bổ sung")
_AMENDS = re.compile(
    rf"(?:{_SELF}\s+|\A\W*điều \d+\.\s*|\A\W*\d+\.\s*|\A\W*)(?:{'|'.join(_AMENDING)})[^.;:]{{0,220}}\Z"
)
_CLAUSE = re.compile(r"\W*điều\s+\d+")
_LIST_HEAD = re.compile(
    rf"(?P<repeals>(?:\A\W*(?:điều \d+\.\s*)?|[.;]\s+|này\s+)(?:bãi bỏ|hủy bỏ)[^:]{{0,240}}|[^:]*\ssau(?: đây)?[^:]*hết hiệu lực[^:]{{0,160}}|[^:]*hết hiệu lực[^:]*)"
    rf"|(?P<replaces>[^:]*{_SELF}[^:]{{0,160}}thay thế(?! cụm từ| từ| điểm| khoản| mẫu| phụ lục| bằng)[^:]{{0,160}})"
)
_ITEM = re.compile(r"\s*(?:[-+–•*]|\d{1,3}[.)]|[a-zđ][.)])\s")
_GROUND = re.compile(
    r"căn cứ|thực hiện|triển khai|theo|trên cơ sở|xét|thi hành|hưởng ứng|cụ thể hóa|chỉ đạo|tại|đề nghị|ban hành|sau khi|quán triệt"
)
_LOOKING_BACK = re.compile(r"\W*(?:sau|qua|trong)\s+(?:hơn\s+|gần\s+)?(?:\d{1,2}\s+năm|những năm|thời gian qua)")


def relations(source: SourceText, structure: Structure, found: list[Cited]) -> None:
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
    amending = head.title_span is not None and _AMENDING_TITLE.match(folded, *head.title_span) is not None
    lists = _lists(source)
    before: Cited | None = None
    for c in found:
        if _nested(c, found, starts):
            continue
        deed = _deed(source, c, amending) or _listed(source, c, lists) or _carried_on(source, before, c)
        before = c
        if deed is not None:
            c.relation = deed
            continue
        if head.title_span is not None and head.title_span[0] <= c.start < head.title_span[1]:
            c.relation, amending = ("amends", False) if amending and c.number else ("basis", amending)
            continue
        opening = c.start < opening_end or annexed.hold(c.start)
        if opening and not _in_bracket(view, c.start) and _is_ground(source, c.start):
            c.relation = "basis"


def _deed(source: SourceText, c: Cited, amending: bool) -> str | None:
    """What the words around a mention say this document does with it."""
    folded = source.fold
    p = source.paragraphs[source.paragraph_at(c.start)]
    window = folded[max(p.start, c.start - 300) : c.start]
    if quoted(source, c.start):
        return None  # the words of another document
    if c.parts:
        window = _PARTS_BEFORE.sub("", window)
    if "thay" in window and _REPLACES.search(window):
        return "replaces"
    sentence = window[max(window.rfind(". "), window.rfind("; ")) + 1 :]
    if " bỏ" in window and _REPEALS.search(window) and not _PROPOSED.search(sentence):
        return "repeals"
    if (
        c.number
        and holds(window, 0, len(window), *_AMENDING)
        and _AMENDS.search(window)
        and not _PROPOSED.search(re.sub(r"sửa đổi", "", sentence))
    ):
        clause = _CLAUSE.match(folded, p.start, p.end) is not None
        if re.search(_SELF, sentence) or (clause and amending):
            return "amends"
    rest = folded[c.end : min(p.end, c.end + 420)]
    if "thay thế" in rest and _REPLACED_BY.match(rest):
        return "replaces"
    if "hết hiệu lực" in rest or "bãi bỏ" in rest:
        ends = _ENDS.match(rest)
        if ends and (re.search(_SELF, ends.group()) or re.search(rf"{_SELF} có hiệu lực", window)):
            return "repeals"
    return None


def _lists(source: SourceText) -> list[tuple[int, int, str, bool]]:
    """What is done with the documents of a list under words such as `Bãi bỏ các văn bản sau:`.

    Each stretch with the deed, and whether the list goes on in the same paragraph or has an item a line.
    """
    found: list[tuple[int, int, str, bool]] = []
    paragraphs, folded = source.paragraphs, source.fold
    for n, p in enumerate(paragraphs):
        colon = source.view.find(":", p.start, min(p.end, p.start + 500))
        if colon < 0:
            continue
        head = _LIST_HEAD.fullmatch(folded[p.start : colon])
        if head is None or _PROPOSED.search(head.group()):
            continue
        deed = "repeals" if head["repeals"] else "replaces"
        if p.end - colon > 8:
            found.append((colon, p.end, deed, True))
            continue
        last = n
        while last + 1 < len(paragraphs) and _ITEM.match(folded, paragraphs[last + 1].start):
            last += 1
        if last > n:
            found.append((p.end, paragraphs[last].end, deed, False))
    return found


def _listed(source: SourceText, c: Cited, lists: list[tuple[int, int, str, bool]]) -> str | None:
    """The relation of the item's own document: in a list of lines the first that a line cites."""
    n = bisect_right(lists, (c.start, len(source.view), "", True)) - 1
    for start, end, deed, inline in lists[max(0, n - 1) : n + 1]:
        if start <= c.start < end:
            if inline:
                return deed if c.form != "short" else None
            p = source.paragraphs[source.paragraph_at(c.start)]
            item = _ITEM.match(source.fold, p.start)
            return deed if item is not None and c.start - item.end() < 3 else None
    return None


def _carried_on(source: SourceText, first: Cited | None, second: Cited) -> str | None:
    """`thay thế Quyết định A … và Quyết định B …`: what is done with the first is done with the next of the list."""
    if first is None or first.relation not in ("replaces", "repeals"):
        return None
    end = max(first.end, first.title_span[1] if first.title_span else 0)
    gap = source.fold[end : second.start]
    return first.relation if re.fullmatch(r"[”\"]?\s*(?:[,;]|và|,\s*và|;\s*và)\s*(?:các\s+)?", gap) else None


def _is_ground(source: SourceText, at: int) -> bool:
    """Say whether a sentence of the opening rests on what it cites; one that tells what has been done since does not."""
    p = source.paragraphs[source.paragraph_at(at)]
    low = max(p.start, at - _NEAR)
    begin = max(low, source.view.rfind(". ", low, at) + 1)
    if _LOOKING_BACK.match(source.fold, begin) is not None:
        return False
    return at - p.start < 8 or _GROUND.search(source.fold, low, at) is not None


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
