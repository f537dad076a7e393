"""What the document does with a cited one: rests on it, amends, replaces or repeals it, or just mentions it."""

from __future__ import annotations

import re
from bisect import bisect_right

from vnplan.extract.citing.mention import Cited, Span
from vnplan.structure import Structure
from vnplan.text import Ranges, SourceText, within

_REPLACES = re.compile(
    r"(?:kế hoạch|quyết định|văn bản|chương trình) này\s+(?:có hiệu lực[^.;]{0,60}(?:và\s+)?)?(?:thay thế|thay cho)\s+(?:cho\s+)?\Z"
)
_REPEALS = re.compile(r"(?:bãi bỏ|hủy bỏ|huỷ bỏ)(?: toàn bộ)?\s+(?:các\s+)?\Z|hết hiệu lực[^.;]{0,20}\Z")
_AMENDS = re.compile(r"(?:điều chỉnh|sửa đổi|bổ sung)(?:[, ]+(?:bổ sung|một số|nội dung|điều|tại|của|kế hoạch))*\s+\Z")


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
