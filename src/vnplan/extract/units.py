"""Responsible units: who leads, who coordinates, to whom reports go.

Order of the module: the places where units stand (headings, labelled lines, subjects of duties, cues inside sentences,
table columns) and their roles. What a name of a unit is, `names` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vnplan.extract.citations import Cited
from vnplan.extract.deadlines import reported
from vnplan.extract.names import Span, list_end, only_units, unit_list
from vnplan.extract.organs import field_pattern, is_verb, organ_end
from vnplan.extract.tables import column_roles, heads_groups, is_names, row_roles
from vnplan.structure import Grid, Node, Structure, is_group
from vnplan.text import Ranges, SourceText, holds
from vnplan.text.fold import CAPITAL


@dataclass(slots=True)
class Doer:
    """One unit at one place, with the rule that found it; offsets count the view."""

    start: int
    end: int
    role: str
    rule: str


# ---------------------------------------------------------------- places


def find_units(source: SourceText, structure: Structure, citations: list[Cited]) -> list[Doer]:
    """Find the responsible units, in reading order."""
    found: list[Doer] = []
    blocked = [(c.start, c.end) for c in citations if c.form != "named"]
    blocked += [c.title_span for c in citations if c.title_span is not None and c.title_span[0] >= c.end]
    blocked += [(n.start, n.end) for n in structure.notes]
    blocked += reported(structure)
    tables: list[Span] = []
    for grid in structure.grids:
        tables.append((grid.start, grid.end))
        found.extend(_from_grid(source, grid))
    nodes = {node.paragraph: node for node in structure.flat}
    tabled = Ranges(tables)
    closed: set[int] = set()
    for closing in structure.closings:
        closed.update(range(closing.first, closing.last + 1))
    first = structure.first
    listing: str | None = None
    promised = False
    above: Node | None = None
    for i in range(structure.head.body, len(source.paragraphs)):
        p = source.paragraphs[i]
        if i in closed or tabled.hold(p.start):
            continue
        if p.end <= first:
            # The opening enacts; only whom it orders is in charge: `… yêu cầu Thủ trưởng các đơn vị thực hiện:`.
            at = source.fold.find("yêu cầu ", p.start, p.end)
            orders = _from_sentences(source, at, p.end, subject=False) if at >= 0 else []
            found.extend(d for d in orders if d.rule == "order")
            continue
        node = nodes.get(i)
        above = node or above
        numbered = node is not None and node.kind in ("arabic", "letter")  # a label that OCR may have spoiled
        alone = _LABEL_ALONE.fullmatch(source.fold, node.body if node and numbered else p.start, p.end)
        if alone:
            listing = _role_of_label(alone["role"])
            # "TỔ CHỨC THỰC HIỆN" over a paragraph promises no list of names, as "Cơ quan phối hợp" does.
            promised = _PROMISING.match(alone["label"]) is not None
            continue
        listed = _listed(source, p.start, p.end, listing, loose=promised) if listing else []
        if listed:
            found.extend(listed)
            continue
        listing = None
        if node is None and _stands_alone(source, above, i):
            found.extend(Doer(a, b, "lead", "heading") for a, b in unit_list(source, p.start, p.end))
            continue
        found.extend(_from_paragraph(source, p.start, p.end, node))
    kept: list[Doer] = []
    cited = Ranges(blocked)
    for d in sorted(found, key=lambda d: (d.start, -d.end)):
        if cited.touch(d.start, d.end):
            continue
        if any(
            k.start < d.end and d.start < k.end and (k.role == d.role or (k.start, k.end) != (d.start, d.end))
            for k in kept[-6:]
        ):
            continue
        kept.append(d)
    return kept


def _stands_alone(source: SourceText, above: Node | None, i: int) -> bool:
    """A line of names and nothing else under "Phân công trách nhiệm": a heading that has no number."""
    p = source.paragraphs[i]
    if p.end - p.start > 120 or i + 1 >= len(source.paragraphs) or not source.view[p.start].isupper():
        return False
    if source.view[p.end - 1] in ".;,:" or source.paragraphs[i + 1].end - source.paragraphs[i + 1].start < 30:
        return False
    while above is not None:
        if above.end > p.start and above.heading and _DUTIES_ABOVE.search(above.heading.lower()):
            return only_units(source, p.start, p.end)
        above = above.parent
    return False


def _listed(source: SourceText, start: int, end: int, role: str, *, loose: bool) -> list[Doer]:
    """An item below a label ("Cơ quan chủ trì") that holds names and nothing else; `loose`: also such as no table knows."""
    lead = re.compile(r"[-+*•]\s*").match(source.view, start, end)
    at = lead.end() if lead else start
    spans = unit_list(source, at, end)
    if not spans and loose:
        spans = unit_list(source, at, end, loose=True)
    rest = source.view[list_end(spans, source, end) : end].strip(" ,;./") if spans else ""
    if not spans or (rest and (end - start > 120 or is_verb(source.fold, list_end(spans, source, end) + 1, end))):
        return []
    return [Doer(a, b, role, "label-list") for a, b in spans]


_HEAD_CUE = re.compile(
    r"(?:(?:đề nghị|giao(?: cho)?|yêu cầu|trách nhiệm(?: cụ thể)? của|nhiệm vụ (?:cụ thể )?của|đối với|phân công|phân công cho|về phía|công tác của|vai trò của)\s*:?\s*)"
)
_NO_LEAD_ABOVE = re.compile(r"đối tượng|thành phần|phạm vi|kiểm tra kết quả|nơi nhận|địa điểm|danh sách")
_LABEL_WORDS = (
    r"[\s\-+*•]*(?:(?:[ivx]+|\d{1,2}(?:\.\d+)*|[a-zđ])[.)-]\s*)?(?P<label>(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|người|tổ chức|phòng|ban|cấp|lực lượng)(?:,? ?(?:đơn vị|tổ chức|cá nhân|địa phương))?\s+(?:được giao |có trách nhiệm )?)?"
    r"(?P<role>chủ trì|danh nghĩa tổ chức|chỉ đạo(?: thực hiện)?|phối hợp(?: thực hiện)?|đồng chủ trì|thực hiện(?! thường)|tham mưu(?: thực hiện)?|thẩm định|phê duyệt|tổ chức(?: lập| thực hiện)?|đầu mối|phụ trách|chỉ đạo|giám sát|theo dõi|chịu trách nhiệm|phân công(?: thực hiện)?|trách nhiệm(?: thực hiện)?|hỗ trợ|triển khai|chủ trì thực hiện|chủ trì tham mưu|quyết định)"
    r"(?:,? ?(?:theo dõi|thực hiện|tham mưu|đánh giá|tổng hợp|triển khai|báo cáo|giám sát))*)"
)
_PROMISING = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị|bộ phận|người|tổ chức,|phòng|ban|cấp|lực lượng)(?![\w])|các tổ chức|(?:đồng )?chủ trì|phối hợp"
)
_LABEL = re.compile(_LABEL_WORDS + r"\s*:\s*")
_LABEL_ALONE = re.compile(_LABEL_WORDS + r"\s*:?\s*")
"""A line or heading that says in which role the units listed below it act."""
_LEADS = r"(?:đề nghị|giao(?: cho)?|yêu cầu|phân công(?: cho)?|giao trách nhiệm cho|giao nhiệm vụ cho|mời)"


def _from_paragraph(source: SourceText, start: int, end: int, node: Node | None) -> list[Doer]:
    found: list[Doer] = []
    at = start
    if node is not None:
        at = node.body
        if node.heading is not None:
            label = _LABEL.match(source.fold, node.body, end)
            if label:
                return _from_label(source, label, end)
            found.extend(_from_heading(source, node))
            topic = source.fold.startswith("về ", node.body)
            if not found and not topic and node.kind != "roman" and node.head_end - node.body > 40:
                found.extend(_from_sentences(source, node.body, node.head_end, subject=True))
            if node.head_end >= end - 2:
                return found
            at = node.head_end
            skip = re.compile(r"[\s:.)*]*(?:\([^()]*\)\s*:?)?\s*").match(source.view, at, end)
            at = skip.end() if skip else at
            named = _named_below(source, found, at, end)
            return found + named + _from_sentences(source, named[-1].end if named else at, end, subject=not found)
    label = _LABEL.match(source.fold, at, end)
    if label:
        return found + _from_label(source, label, end)
    return found + _from_sentences(source, at, end, subject=True)


def _from_heading(source: SourceText, node: Node) -> list[Doer]:
    """A heading that is nothing but the names of units puts them in charge of what follows."""
    view, folded = source.view, source.fold
    at, stop = node.body, node.head_end
    if node.parent is not None and node.parent.heading and _NO_LEAD_ABOVE.search(node.parent.heading.lower()):
        return []
    while stop > at and view[stop - 1] in " :.*;":
        stop -= 1
    cue = _HEAD_CUE.match(folded, at, stop)
    if cue:
        at = cue.end()
    joint = re.compile(r"phối hợp(?: chặt chẽ)?(?: với)?\s+").match(folded, at, stop)
    if joint:
        return [
            Doer(a, b, "coordinate", "heading-partner") for a, b in unit_list(source, joint.end(), stop, loose=True)
        ]
    if node.kind == "roman" and not cue and len(view[at:stop]) < 4:
        return []
    asked = cue is not None and cue.group().startswith(("trách nhiệm", "nhiệm vụ"))
    bracket = re.compile(r"\s*\([^()]*\)\Z").search(view[at:stop])
    core = at + bracket.start() if bracket else stop
    spans = unit_list(source, at, stop)
    if not spans:
        return [Doer(at, core, "lead", "heading-duty")] if asked and _AS_NAME.fullmatch(folded, at, core) else []
    rest = view[spans[-1][1] : stop]
    own = _COMMA_IN_NAME.fullmatch(source.view, spans[-1][1], stop)
    if own and not cue and node.kind != "roman" and not unit_list(source, own.start("more"), stop):
        # "Tổ đảng ở Ủy ban Tài chính, Ngân sách": the comma is the name's own where no other name follows it.
        spans[-1] = (spans[-1][0], own.end("more"))
        rest = view[spans[-1][1] : stop]
    tail = _HEAD_REST.fullmatch(rest)
    if tail is None:
        verb = re.compile(r"\s+(?:phối hợp(?: với)?)\s+").match(folded, spans[-1][1], stop)
        if verb:
            others = unit_list(source, verb.end(), stop, loose=True)
            if others and list_end(others, source, stop) >= stop - 2:
                return [Doer(a, b, "lead", "heading") for a, b in spans] + [
                    Doer(a, b, "coordinate", "heading") for a, b in others
                ]
        whole = _whole_heading(source, node, spans, core, asked=asked)
        if not (whole or asked or node.kind == "roman" or _is_goal(node) or _BARE.fullmatch(folded, *spans[0])):
            return _from_sentences(source, at, stop, subject=True)
        found = whole
    else:
        found = [Doer(a, b, "lead", "heading") for a, b in spans]
    if found and re.compile(r"\s*\((?:gồm|bao gồm)").match(folded, core, stop):
        found.extend(_ellipsis(source, core, stop))
    return found


def _is_goal(node: Node) -> bool:
    """Under a heading of goals a sentence says what is to be reached, not who has to do it."""
    above = node.parent
    while above is not None:
        if above.role == "objectives_targets":
            return True
        above = above.parent
    return False


_AS_NAME = re.compile(r"(?!năm|kế hoạch|đề án|chương trình|dự án|công tác|giai đoạn)[^\d.:;]{6,60}")
"""What may follow "Trách nhiệm của" and name somebody."""


_PLURAL = re.compile(r"các [^,]{2,40}")


def _named_below(source: SourceText, found: list[Doer], at: int, end: int) -> list[Doer]:
    """`Đề nghị các hội: Hội Nông dân, Hội Cựu chiến binh phối hợp …`: the names take the place of their common word."""
    if not found or not _PLURAL.fullmatch(source.fold, found[-1].start, found[-1].end):
        return []
    spans = unit_list(source, at, end)
    if len(spans) < 2:
        return []
    found.pop()
    return [Doer(a, b, "lead", "heading-list") for a, b in spans]


_COMMA_IN_NAME = re.compile(rf",\s(?P<more>[{CAPITAL}][^\s,;:.()]*(?:\s[^\s,;:.()]+){{0,3}})\s*")
_HEAD_REST = re.compile(
    r"(?:\s+(?:có trách nhiệm|có nhiệm vụ|chịu trách nhiệm))?\s*(?:\((?P<in>[^()]*)\))?\s*(?:[-–]\s*(?:cơ quan|đơn vị|bộ phận|thường trực)[^.;]*)?\s*",
    re.IGNORECASE,
)
_DUTIES_ABOVE = re.compile(r"tổ chức (?:thực hiện|triển khai)|phân công|trách nhiệm|nhiệm vụ của")


_ROLE_VERB = re.compile(r"\s*,?\s*(?:chủ trì|phối hợp|chịu trách nhiệm|có trách nhiệm|thực hiện)(?![\w])")
_BARE = re.compile(r"(?:cơ quan|đơn vị|bộ phận|tổ chức|phòng|ban|tổ)")


def _whole_heading(source: SourceText, node: Node, spans: list[Span], stop: int, *, asked: bool) -> list[Doer]:
    """Under "Tổ chức thực hiện" a short heading that begins with a unit names it, modifiers of any kind included."""
    above = node.parent
    if not asked and (above is None or not above.heading or not _DUTIES_ABOVE.search(above.heading.lower())):
        return []
    last = spans[-1]
    rest = source.fold[last[1] : stop]
    if _ROLE_VERB.match(rest):
        return []
    if stop - spans[0][0] > (160 if node.children or node.end > node.head_end + 2 else 90) or re.search(r"[:.;]", rest):
        return []
    first = re.match(r"\s*,?\s*", rest)
    after = last[1] + (first.end() if first else 0)
    if after > last[1] + 1 and not source.view[after : after + 1].isupper():
        return []
    if after > last[1] + 1:
        return [Doer(a, b, "lead", "heading-whole") for a, b in [*spans, (after, stop)]]
    for mark in re.compile(r", ").finditer(source.view, last[1], stop):
        comma = mark.start()
        if not only_units(source, comma + 2, stop):
            continue
        return [Doer(a, b, "lead", "heading-whole") for a, b in [*spans[:-1], (last[0], comma), (comma + 2, stop)]]
    if is_verb(source.fold, after, stop) and node.end <= node.head_end + 2:
        return []
    return [Doer(a, b, "lead", "heading-whole") for a, b in [*spans[:-1], (last[0], stop)]]


def _ellipsis(source: SourceText, at: int, stop: int) -> list[Doer]:
    """`(gồm các Sở: Xây dựng, Nông nghiệp và Môi trường)`: names without their head."""
    view = source.view
    colon = view.find(":", at, stop)
    begin = colon + 1 if colon >= 0 else None
    if begin is None:
        match = re.compile(r"\s*\((?:gồm|bao gồm)(?: cả)?\s+").match(source.fold, at, stop)
        return (
            [Doer(a, b, "lead", "heading-list") for a, b in unit_list(source, match.end(), stop - 1, loose=True)]
            if match
            else []
        )
    found = []
    close = view.find(")", begin, stop)
    close = stop if close < 0 else close
    fields = field_pattern()
    while begin < close:
        lead = re.compile(r"\s*(?:,|;|và)?\s*").match(view, begin, close)
        begin = lead.end() if lead else begin
        match = fields.match(source.fold, begin, close) or re.compile(rf"[{CAPITAL}][^,;()]*").match(view, begin, close)
        if match is None or match.end() <= begin:
            break
        found.append(Doer(begin, match.end(), "lead", "heading-list"))
        begin = match.end()
    return found


def _role_of_label(text: str) -> str:
    if "phối hợp" in text or text.startswith("hỗ trợ"):
        return "coordinate"
    if re.match(r"giám sát|theo dõi", text) and "chủ trì" not in text:
        return "supervise"
    return "lead"


def _from_label(source: SourceText, label: re.Match[str], end: int) -> list[Doer]:
    """`Đơn vị chủ trì: A; Đơn vị phối hợp: B` and `Cơ quan thực hiện: A chủ trì, phối hợp với B`."""
    role = _role_of_label(label["role"])
    at = label.end()
    stop, spans = _label_items(
        source, at, end, named=re.search(r"cơ quan|đơn vị|bộ phận|tổ chức", label["label"]) is not None
    )
    if not spans:
        return _from_sentences(source, at, end, subject=True)
    found = [Doer(a, b, role, "label") for a, b in spans]
    if stop < end:
        found.extend(_from_sentences(source, stop, end, subject=False, inside=True))
    return found


_ITEM_GAP = re.compile(r"\s*[,;…]*\s*(?:(?:và|cùng|cùng với)\s+)?(?:các\s+)?(?=[^\W\d_])")
_ITEM = re.compile(r"[^,;.:()\n]{3,70}?(?=\s*(?:[,;.()\n]|\Z|\svà\s))")


def _label_items(source: SourceText, at: int, end: int, *, named: bool) -> tuple[int, list[Span]]:
    """The names behind a label and where they end: a list and nothing else, until a verb or the end of the sentence.

    What the grammar of names does not know still is a name there, once the list has begun with one, or where the label
    says that units follow (`named`).
    """
    view, folded = source.view, source.fold
    found: list[Span] = []
    while at < end:
        spans = unit_list(source, at, end, loose=True)
        if spans:
            found.extend(spans)
            at = list_end(spans, source, end)
            longer = _ITEM.match(view, at, end) if at == spans[-1][1] and view[at : at + 1] == " " else None
            if longer and is_verb(folded, at + 1, end) and len(longer.group().split()) > 1:
                break
            if longer and not _LIST_GOES_ON.match(folded, at):
                at = longer.end()
                found[-1] = (found[-1][0], at)
        else:
            item = _ITEM.match(view, at, end)
            if item is None or is_verb(folded, at, end) or _NO_PREDICATE.match(folded, at, end):
                break
            if not found and not (named and len(item.group().split()) <= 8 and not re.search(r"\d", item.group())):
                break
            found.append(item.span())
            at = item.end()
        gap = _ITEM_GAP.match(folded, at, end)
        if gap is None or (gap.end() == at) or not re.search(r"[,;…]|và|cùng", gap.group()):
            break
        at = gap.end() - 4 if gap.group().endswith("các ") else gap.end()
    return at, found


_BREAK = re.compile(r"[.;!?\n](?:(?<=\n)|(?<!\n)(?:\s+(?=\S)|(?<=\.)/\.\s+(?=\S)))")
"""The end of a sentence (also `./.`) or of a line; its first sign stands in front, so that the search can skip to it."""
_ADVERB = re.compile(
    r"(?:trong|nếu|căn cứ|trên cơ sở|định kỳ|hàng|hằng|để|đối với|khi|sau|trước|đồng thời|theo|ngoài ra|kết thúc|riêng|bên cạnh|từ|đến|năm|tháng|quý|ngay|vào|chậm|qua|thông qua|trên đây|cùng với|ngày"
    r"|nhằm|với|với vai trò|tại|hoàn thành|thực hiện tốt|khuyến khích|trường hợp|theo đó|ngoài|đúng|nhân dịp)(?![\w])"
)
_LEADIN = re.compile(
    r"[\s\-+*•~]*(?:(?:[ivx]+|\d{1,2}(?:\.\d+)*|[a-zđ])[.)-]\s*)?(?:\(\d+\)\s*)?(?:(?:đồng thời|ngoài ra|bên cạnh đó|sau đó|tiếp đó|hàng năm|hằng năm|định kỳ|do đó|vì vậy|trong đó|cụ thể|riêng|mỗi|toàn thể|từng|tất cả)\s*[,:]?\s+)*"
)
_CUES = re.compile(
    r"(?<![\w])(?=bá|c[hù]|d[ao]|g[iử]|h[ưồ]|k[iế]|li|mờ|nộ|ph|qu|t[hrạậổ]|v[àề]|yê|đ[ôăềịồ])"  # how one begins: a quick no
    r"(?:(?P<lead>đề nghị|(?<!chuyển )(?<!bàn )(?<!ngoại )giao(?! ban(?! (?:quản|chỉ|tổ|thường|dân|nội|tuyên|giám|pháp|chấp|công|xây|vận|điều|kinh|văn|biên|đại|thanh|vì|liên|nhân|lãnh|an|cán))| thông| dịch| lưu| nhận| tiếp)(?: trách nhiệm| nhiệm vụ)?(?: cho)?|yêu cầu|phân công(?: nhiệm vụ)?(?: cho)?|mời)"
    r"|(?P<direct>(?:chỉ đạo|hướng dẫn|định hướng|đôn đốc|quán triệt|tập huấn)(?:(?:,| và)\s*(?:chỉ đạo|hướng dẫn|định hướng|đôn đốc|kiểm tra|quán triệt|giao trách nhiệm cho|hỗ trợ|tạo điều kiện cho))*(?: chuyên môn| trực tiếp)?(?: cho)?)"
    r"|(?P<between>phối hợp[^.;]{0,60}? giữa)"
    r"|(?P<with>(?:chủ trì,?\s+)?(?:và\s+)?phối hợp(?:(?:,|\s+và)?\s+(?:chặt chẽ|thường xuyên|nhịp nhàng|kịp thời|tích cực|có hiệu quả|tốt|đồng bộ|hiệu quả|triển khai|tham gia|hỗ trợ))*(?:,\s*(?:tham gia|trao đổi))?(?:\s+cùng)?(?:\s+với)*|tham gia cùng(?: với)?|cùng với|trao đổi với)"
    r"|(?P<enable>tạo (?:mọi )?điều kiện(?: thuận lợi)?(?: để| cho| giúp)?)"
    r"|(?P<to>(?:báo cáo|gửi|trình|phản ánh|phản hồi|đề xuất|kiến nghị|tổng hợp|nộp|thông báo|chuyển|kết quả|danh sách|hồ sơ|đăng ký)[^.;:]{0,120}? về|(?:gửi|chuyển(?! đổi| giao| biến| dịch| tiếp| hóa)|nộp)\s[^.;:]{1,100}? (?:đến|tới)|(?:chuyển|chuyển ngay) (?:đến|tới|cho)|(?:báo cáo|phản ánh|kiến nghị|đề xuất)\s[^.;:]{1,90}?(?<!hợp)(?<!đối)(?<!so)(?<!cùng)(?<!quan) với|báo cáo,? (?:và )?đề xuất|(?:gửi|trình|báo cáo|phản ánh|kiến nghị|nộp)(?: kịp thời| bằng văn bản| kết quả(?: thực hiện)?| trực tiếp)?(?: đến| cho| lên| với| tới)?|thông qua|(?<=\()qua|liên hệ(?: trực tiếp)?(?: với| đến)?|đồng gửi(?: về)?|báo cáo [^.;:,]{0,60}? cho|về)"
    r"|(?P<by>do))(?![\w])\s*:?\s+"
)


def _sentences(source: SourceText, start: int, end: int) -> Iterator[Span]:
    at = start
    for match in _BREAK.finditer(source.view, start, end):
        if source.view.count("(", at, match.start()) > source.view.count(")", at, match.start()):
            continue
        if source.view[match.start()] == "." and re.search(
            r"(?:^|\s)(?:TP|P|Tx|TX|Q|H|ThS|TS)\Z", source.view[max(at, match.start() - 4) : match.start()]
        ):
            continue
        if source.view[match.start()] == ";" and _list_goes_on(source, at, match.start()):
            continue
        yield at, match.start() + 1
        at = match.end()
    if at < end:
        yield at, end


def _list_goes_on(source: SourceText, at: int, stop: int) -> bool:
    """Whether units alone stand before a semicolon, from the start or behind an opening adverbial."""
    if only_units(source, at, stop):
        return True
    if not _ADVERB.match(source.fold, at, stop):
        return False
    commas = [m.end() for m in re.compile(r",\s+").finditer(source.view, at, stop)]
    return any(only_units(source, comma, stop) for comma in commas[-4:])


def _from_sentences(source: SourceText, start: int, end: int, *, subject: bool, inside: bool = False) -> list[Doer]:
    found: list[Doer] = []
    for n, (a, b) in enumerate(_sentences(source, start, end)):
        found.extend(_from_sentence(source, a, b, subject=subject or (inside and n > 0), inside=inside and n == 0))
    return found


def _from_sentence(source: SourceText, start: int, end: int, *, subject: bool, inside: bool) -> list[Doer]:
    folded = source.fold
    found: list[Doer] = []
    topic = _TOPIC.match(folded, start, end)
    if topic:
        start = topic.end()
    after = start
    later: list[Doer] = []
    if not inside:
        subjects = _subject(source, start, end, allow=subject)
        if subjects and subjects[0].rule == "clause":
            later = subjects
        elif subjects:
            if _LED.search(folded, max(0, start - 90), start) and _HELPS.match(folded, subjects[-1].end, end):
                for doer in subjects:
                    doer.role = "coordinate"
            found.extend(subjects)
            after = subjects[-1].end
    found.extend(_helpers(source, start, end))
    clause_subject = bool(found) or inside
    named = _NAMED_ACT.match(folded, start, end)
    for cue in _CUES.finditer(folded, after, end):
        at = cue.end()
        if (
            named
            and cue.start() < named.end() + 60
            and folded.find(":", named.end(), cue.start()) < 0
            and (cue["direct"] or cue["with"] or cue["enable"])
        ):
            continue
        if any(d.start <= cue.start() < d.end for d in found):
            continue
        before = folded[start : cue.start()]
        if cue["lead"]:
            if re.search(
                r"(?:theo|khi có|đáp ứng|các|những|mục đích,|đúng|nội dung|đã|được)\s\Z", before
            ) or before.endswith("mục đích, "):
                continue
            spans = unit_list(source, at, end) or unit_list(source, at, end, loose=True)
            if cue["lead"].startswith("phân công") and spans and _STAFF_ALONE.fullmatch(folded, *spans[0]):
                continue
            if spans and not folded.startswith(" được ", spans[-1][1]):
                told = [Doer(a, b, "lead", "order") for a, b in spans]
                _supervisors(folded, end, told)
                found.extend(told)
        elif cue["direct"]:
            spans = unit_list(source, at, end)
            if spans and not _acts(folded, list_end(spans, source, end), end):
                spans = unit_list(source, at, end, loose=True)
            last = re.split(r",| và ", cue.group().strip())[-1].split()[0]
            if (
                spans
                and last not in ("đôn", "tạo", "hỗ", "kiểm")
                and _acts(folded, list_end(spans, source, end), end)
                and not _audience(folded, spans[0])
            ):
                found.extend(Doer(a, b, "lead", "directed") for a, b in spans)
        elif cue["with"]:
            if re.search(
                r"(?:sự|công tác|quy chế|cơ chế|nội dung|hiệu quả|chương trình|tăng cường|kế hoạch|trong|quan hệ)\s\Z",
                before,
            ) and not cue.group().strip().endswith("với"):
                continue
            if re.search(r"\bsự\s\Z", before):
                continue
            strict = not re.search(r"với\s*\Z", cue.group().strip())
            spans = unit_list(source, at, end, loose=not strict)
            found.extend(Doer(a, b, "coordinate", "partner") for a, b in spans)
        elif cue["between"]:
            spans = unit_list(source, at, end, loose=False)
            spans += _after_with(source, spans, end)
            found.extend(Doer(a, b, "coordinate", "between") for a, b in spans)
        elif cue["enable"]:
            if re.search(r"phối hợp[^.;]{0,30}\Z", before):
                spans = unit_list(source, at, end)
                found.extend(Doer(a, b, "coordinate", "enabled") for a, b in spans)
        elif cue["to"]:
            found.extend(_recipients(source, cue, start, end))
        elif cue["by"]:
            spans = [s for s in unit_list(source, at, end) if not _audience(folded, s)]
            if spans and re.compile(
                r"\s+(?:chủ trì|thực hiện|phụ trách|tổ chức|làm|quyết định|chịu trách nhiệm|cử|đảm nhiệm|triển khai|quản lý|hướng dẫn|chủ động)(?![\w])"
            ).match(folded, list_end(spans, source, end)):
                if not re.search(r"\b(?:đã|được|của)\b[^,]{0,30}\Z", before) and not _HEAD_ALONE.fullmatch(
                    folded, *spans[0]
                ):
                    found.extend(Doer(a, b, "lead", "agent") for a, b in spans)
    if not any(
        d.start <= later[0].start < d.end or (d.role == "lead" and d.start < later[0].start) for d in found if later
    ):
        found.extend(later)
        clause_subject = clause_subject or bool(later)
    found.extend(_in_charge(source, start, end, found))
    found.extend(_shares(source, start, end))
    if clause_subject:
        _supervisors(folded, end, found)
    return found


_TOPIC = re.compile(r"[\s\-+*•]*về (?!phía)[^:;“”]{8,330}:\s+")
"""The topic of an item (`Về đề nghị Chính phủ hỗ trợ vốn: Sở …`), which orders nothing."""
_LED = re.compile(r"chủ trì(?: [^,;.:]{0,60})?;\s*\Z")
_LEADING = re.compile(r"chủ trì(?: [^,;.:]{0,60})?[,;]\s+(?:và\s+)?")
_HELPS = re.compile(r"\s+(?:cùng\s+|tham gia\s+)?phối hợp(?! với| chặt chẽ với)(?![\w])")


def _helpers(source: SourceText, start: int, end: int) -> list[Doer]:
    """`A chủ trì, B phối hợp`: B coordinates."""
    found: list[Doer] = []
    if source.fold.find("chủ trì", start, end) < 0:
        return found
    for match in _LEADING.finditer(source.fold, start, end):
        spans = unit_list(source, match.end(), end)
        if spans and _HELPS.match(source.fold, list_end(spans, source, end), end):
            found.extend(Doer(a, b, "coordinate", "partner") for a, b in spans)
    return found


_SHARE = re.compile(r"(?:(?<=trong đó: )|(?<=\()|(?<=, )|(?<=; ))(?=[^\s(),;:][^(),;:]{1,60}:\s*\d)")


def _shares(source: SourceText, start: int, end: int) -> list[Doer]:
    """`58 trạm (Trong đó: VNPT: 25 trạm, Viettel: 33 trạm)`: shares of the work assigned to named doers."""
    folded = source.fold
    among = folded.find("trong đó", start, end)
    if among < 0:
        return []
    found = []
    for match in _SHARE.finditer(folded, among, end):
        stop = folded.find(":", match.end(), end)
        if organ_end(source.view, folded, match.end(), stop) == stop:
            found.append(Doer(match.end(), stop, "lead", "share"))
    return found


_STAFF_ALONE = re.compile(
    r"(?:các )?(?:cán bộ|chuyên viên|thành viên|đoàn viên|hội viên|công chức|nhân viên|giáo viên)"
    r"(?:(?:, | và )(?:cán bộ|công chức|viên chức|đoàn viên|hội viên|người lao động|nhân viên|giáo viên))*(?: (?:cơ quan|trong cơ quan|phụ trách))?"
)
"""Whom an organ sends or names from its own ranks."""
_HEAD_ALONE = re.compile(r"sở|bộ|phòng|ban|huyện|tỉnh|xã|cơ quan|trung ương|nhà nước")
_NAMED_ACT = re.compile(r"[\s\-+*•]*(?:công tác|việc)(?![\w])")
"""`Công tác phối hợp với Mặt trận`: the topic of an item, no order."""
_AUDIENCE = re.compile(
    r"(?:các |những )?(?:doanh nghiệp|người dân|hội viên|đoàn viên|học sinh|sinh viên|cá nhân|thanh niên|hộ gia đình)"
)


def _audience(folded: str, span: Span) -> bool:
    """People and firms that are merely addressed."""
    return _AUDIENCE.fullmatch(folded, *span) is not None


def _acts(folded: str, at: int, end: int) -> bool:
    """The unit named after "chỉ đạo", "hướng dẫn" is told to do something."""
    if folded.startswith(": ", at):
        return is_verb(folded, at + 2, end)
    if not folded.startswith(" ", at):
        return False
    return is_verb(folded, at + 1, end) or folded.startswith(("trong việc ", "trong công tác "), at + 1)


def _subject(source: SourceText, start: int, end: int, *, allow: bool) -> list[Doer]:
    """The subject of a duty at the start of a sentence, or after an opening adverbial."""
    folded = source.fold
    if not allow:
        return []
    lead = _LEADIN.match(folded, start, end)
    at = lead.end() if lead else start
    found = _duty(source, at, end)
    if found is not None:
        return found
    tries = []
    if _ADVERB.match(folded, at, end) or (lead and "kỳ" in lead.group()):
        tries = [m.end() for m in re.compile(r",\s+(?:đề nghị\s+|yêu cầu\s+|giao\s+)?").finditer(folded, at, end)]
        if folded.find("các", at, end) >= 0:
            period = re.compile(r"(?:năm|tháng|quý|kỳ)\s+(?=các\s)").finditer(folded, at, end)
            tries += [m.end() for m in period]
            loose = re.compile(
                r"(?:vướng mắc|khó khăn|phát sinh|kế hoạch này|cần thiết|này)\s+(?:(?:đề nghị|yêu cầu)\s+)?(?=các\s)"
            ).finditer(folded, at, end)
            tries += [m.end() for m in loose]
            tries += [m.end() for m in _PLURAL_AHEAD.finditer(folded, at, end)]
    if folded.find(":", at, min(end, at + 90)) >= 0:
        colon = _COLON_NEAR.search(folded, at, min(end, at + 90))
        tries += [colon.end()] if colon else []
    if folded.find("(các", at, end) >= 0:
        tries += [m.end() for m in re.compile(r"\((?=các\s)").finditer(folded, at, end)][:2]
    for spot in sorted(tries)[:14]:
        if _SECOND.match(folded, spot, end):
            continue
        found = _duty(source, spot, end)
        if found:
            for doer in found:
                doer.rule = "clause"
            return found
    return []


_COLON_NEAR = re.compile(r"(?:^|[^,;.:]{3,60}):\s+")
_PLURAL_AHEAD = re.compile(
    r"(?<! của)(?<! cho)(?<! với)(?<! tại)(?<! thuộc)(?<! trong)(?<! từ)(?<! về)(?<! đến)(?<! do)(?<! bởi)(?<! giữa)(?<! qua)(?<! giao)"
    r"(?<! và)(?<!,)(?<! dẫn)(?<! đạo)(?<! đốc)(?<! tra)(?<! trì)(?<! hợp)(?<! cùng)(?<! trợ) (?=các (?:sở|cơ quan|đơn vị|bộ|ban|ngành|phòng|địa phương|xã|trường)\b)"
)
"""Plural organs inside an opening adverbial that no preposition governs: `nếu cần sửa đổi các sở chủ động đề xuất`."""
_SECOND = re.compile(
    r"(?:đơn vị|địa phương|ban|ngành|đoàn thể|tổ chức|cá nhân|doanh nghiệp|bộ phận|công chức|viên chức|nhân viên|người lao động|hội viên|đoàn viên)(?![\w])"
)
"""Second halves of pairs ("các cơ quan, đơn vị"): no subject begins with them."""


_NO_DUTY = re.compile(
    r"(?:yêu cầu|đề nghị|giao(?! quân| nhận| lưu| ban | dịch| nộp)|ban hành(?= (?:nội dung |bản )?(?:kế hoạch|chương trình|quyết định|chỉ thị|nghị quyết|phương án|đề án|hướng dẫn))"
    r"|xây dựng kế hoạch (?:với|như|cụ thể)|trân trọng|xin (?:trân trọng )?thông báo|thông báo để|được(?! giao| phân công)|đã)(?![\w])"
)
"""What the organ that enacts the plan does, or what has been done: no duty of a unit."""


def _duty(source: SourceText, at: int, end: int) -> list[Doer] | None:
    """Units at `at` that a duty verb follows; None when they are none, an empty list when they have no duty."""
    folded = source.fold
    spans = unit_list(source, at, end)
    if not spans:
        place = _PLACE_CHARGED.match(source.view, at, end)
        return [Doer(at, place.end("name"), "lead", "subject")] if place else None
    stop = list_end(spans, source, end)
    comma = re.compile(r"\s*,\s*").match(folded, stop, end)
    begin = comma.end() if comma else min(stop + 1, end)
    charged = None if comma else _CHARGED.match(folded, stop, end)
    if charged:
        return [Doer(a, b, "lead", "subject") for a, b in [*spans[:-1], (spans[-1][0], charged.end())]]
    several = folded.startswith(("các ", "mỗi ", "từng "), spans[0][0])
    if _NO_DUTY.match(folded, begin, end) and not (several and folded.startswith("ban hành", begin)):
        return []
    if not comma and (is_verb(folded, begin, end) or _acting(source, spans[-1], begin, end)):
        return [Doer(a, b, "lead", "subject") for a, b in spans]
    colon = re.compile(r"\s*:\s*").match(folded, stop, end)
    if colon and is_verb(folded, colon.end(), end):
        return [Doer(a, b, "lead", "subject") for a, b in spans]
    aside = _ASIDE.match(folded, begin, end)
    if aside:
        for mark in re.compile(r",\s+").finditer(folded, aside.end(), min(end, aside.end() + 220)):
            if is_verb(folded, mark.end(), end) and not _NO_DUTY.match(folded, mark.end(), end):
                return [Doer(a, b, "lead", "aside") for a, b in spans]
    return None


_PLACE_CHARGED = re.compile(
    rf"(?P<name>(?:[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)(?:\s[{CAPITAL}][\w']*){{0,4}})"
    r"\s(?:cần|phải|có trách nhiệm|chịu trách nhiệm|chủ động|khẩn trương)(?![\w])"
)
"""A place that stands for its authorities: `thành phố Đà Nẵng cần tập trung …`; only with a word that makes it a duty."""
_NO_PREDICATE = re.compile(
    r"(?:của|và|là|có|để|tại|trong|theo|về|với|cho|do|từ|đến|trên|dưới|như|được|đã|này|nêu|khác|thuộc|hoặc|bằng|qua|giữa|nhằm|nếu|khi|thì|mà|vào|ra|lên|xuống|cùng|gồm|bao gồm|vừa|hiện"
    r"|sau|trước|ở|bị|còn|đang|sẽ|số|năm|quý|tháng|ngày|cấp|các|những|mỗi|tỉnh|huyện|xã|phường|thành phố|trung ương|khu vực|cơ sở|gọi|viết|nói)(?![\w])"
)


def _acting(source: SourceText, last: Span, begin: int, end: int) -> bool:
    """Whether a small word behind the full name of an organ is its predicate, though the table of verbs lacks it."""
    view, folded = source.view, source.fold
    if begin >= end or not view[begin].islower() or _NO_PREDICATE.match(folded, begin, end):
        return False
    return (
        view[last[0]].isupper() and organ_end(view, folded, last[0], last[1]) == last[1] and " " in view[slice(*last)]
    )


_CHARGED = re.compile(
    r" (?:được (?:giao|phân công|phân bổ|bố trí|lựa chọn|hỗ trợ)[^.;:]{0,90}?|(?!được|đã|có(?! hoạt động)|và|theo|phải|cần|phối|chủ)[^.;:,]{3,90}?(?= (?:có|chịu) trách nhiệm\b))(?=(?: (?:theo|thuộc|tại|trong)\b[^.;:]{0,60})?"
    r"(?: (?:có trách nhiệm|chịu trách nhiệm|phải|cần|khẩn trương|căn cứ|chủ động|tập trung|xây dựng|lập|tổ chức)\b|,? ?:|\.? ?\Z))"
)
"""A clause that tells which units are meant: `Các cơ quan được phân công chủ trì nhiệm vụ … có trách nhiệm …`."""
_ASIDE = re.compile(
    r"(?:trên cơ sở|căn cứ|theo|trong phạm vi|trong quá trình|tùy|ngoài|khi|sau khi|nếu|với tư cách|với vai trò|với chức năng|với trách nhiệm)(?![\w])"
)
"""How an aside between a subject and its verb begins: `Sở Tài chính, trên cơ sở đề xuất của …, chủ trì …`."""


def _after_with(source: SourceText, spans: list[Span], end: int) -> list[Span]:
    if not spans:
        return []
    match = re.compile(r"\s+với\s+").match(source.fold, spans[-1][1], end)
    return unit_list(source, match.end(), end) if match else []


_REPORT_VERB = re.compile(
    r"(?:báo cáo|trình|gửi)\s+(?=ủy ban|ubnd|hđnd|hội đồng|ban|bộ|sở|tỉnh|thành|huyện|đảng|thủ|chính|chủ)"
)
"""Before the unit itself, though "về" follows later: `báo cáo UBND tỉnh về kết quả`."""
_TOWARDS = re.compile(
    r"(?:gửi|báo cáo|phản ánh|phản hồi|đề xuất|kiến nghị|nộp|trình|tổng hợp|chuyển|đăng ký|thông báo|hồ sơ|kết quả|danh sách)(?![\w])"
)


def _recipients(source: SourceText, cue: re.Match[str], start: int, end: int) -> list[Doer]:
    """Units that reports or files go to."""
    folded = source.fold
    words = cue.group().strip()
    before = folded[start : cue.start()]
    at = cue.end()
    if words in ("về", "qua") and not _TOWARDS.search(folded[start : cue.start()]):
        return []
    if words == "về" and re.search(
        r"(?:chỉ thị|nghị quyết|kế hoạch|quyết định|quy định|nội dung|công tác|tuyên truyền|kiến thức|thông tin|pháp luật|quản lý nhà nước)\s\Z",
        before[-22:],
    ):
        return []
    if words == "thông qua" and not re.search(r"(?:báo cáo|gửi|\()[^.;]*\Z", before[-90:]):
        return []
    if (
        re.match(r"(?:chế độ|công tác|các|những|tổng hợp|nội dung|mẫu|thực hiện|xây dựng)\s", before[-10:])
        and words == "báo cáo"
    ):
        pass
    verb = _REPORT_VERB.search(folded, cue.start(), cue.end())
    direct = unit_list(source, verb.end(), end) if verb and verb.end() < at else []
    spans = direct or unit_list(source, at, end, loose=False)
    if not spans:
        return []
    if words.startswith("báo cáo") and _acts_report(folded, spans, end):
        return []
    if words.startswith("thông báo"):
        return []
    if words.startswith(("gửi ", "chuyển")) and words.endswith(("đến", "tới")):
        spans = [s for s in spans if not _BELOW.match(folded, *s)]  # what goes down the line is no report
    spans = [s for s in spans if not folded.startswith(" có thẩm quyền", s[1])]
    return [Doer(a, b, "report_to", "report") for a, b in spans if not _audience(folded, (a, b))]


_BELOW = re.compile(r"(?:các|từng|mỗi|đơn vị|đại biểu|khách|thôn|xóm|tổ dân phố|chi bộ|chi đoàn|toàn thể)(?![\w])")


def _acts_report(folded: str, spans: list[Span], end: int) -> bool:
    return (
        re.compile(r"\s+(?:gửi|của)(?![\w])").match(folded, spans[-1][1], end) is not None
        and folded[spans[0][0] : spans[0][0] + 3] == "các"
    )


_CHARGE = re.compile(
    r"(?:,\s*)?(?:đồng )?(?:chủ trì|chịu trách nhiệm|làm đầu mối|là (?:cơ quan|đơn vị) (?:đầu mối|thường trực|chủ trì))(?![\w])"
)


def _in_charge(source: SourceText, start: int, end: int, known: list[Doer]) -> list[Doer]:
    """Units that stand right before "chủ trì", "chịu trách nhiệm" inside a sentence."""
    folded = source.fold
    found: list[Doer] = []
    if not holds(folded, start, end, "chủ trì", "chịu trách nhiệm", "đầu mối", "là cơ quan", "là đơn vị"):
        return found
    for match in _CHARGE.finditer(folded, start, end):
        at = match.start()
        if any(d.end >= at - 2 and d.start < at and d.role == "lead" for d in known):
            continue
        low = max(start, at - 130)
        for begin in re.compile(r"(?:(?<=[;:,(]\s)|(?<=\sdo\s)|(?<=\svà\s)|^)(?=[^\s])").finditer(folded[low:at]):
            spot = low + begin.start()
            spans = unit_list(source, spot, at)
            if _HEAD_ALONE.fullmatch(folded, *(spans[0] if spans else (at, at))):
                continue
            spans = [s for s in spans if not _audience(folded, s)]
            if (
                spans
                and match.group().startswith(",")
                and not source.view[spot].isupper()
                and _OWNED.search(folded[low:spot])
            ):
                continue  # "trên cơ sở đề xuất của các cơ quan, đơn vị, chủ trì …": the list belongs to what stands before
            if spans and not folded[list_end(spans, source, at) : at].strip():
                found.extend(Doer(a, b, "lead", "charge") for a, b in spans)
                break
    return found


_OWNED = re.compile(r"(?:của|cho|với|giữa|từ)\s[^;.:]{2,80},\s\Z")
_WATCH = re.compile(
    r"(?:phối hợp[^;.]*?)?(?:trong phạm vi[^;.]*?)?(?:tham gia )?(?:theo dõi|giám sát|kiểm tra|đôn đốc)(?:,\s*(?:giám sát|kiểm tra|đôn đốc|đánh giá))*\s+(?:việc|quá trình|công tác)"
)


def _supervisors(folded: str, end: int, found: list[Doer]) -> None:
    """A subject named solely for theo dõi, giám sát supervises."""
    leads = [d for d in found if d.role == "lead"]
    if not leads:
        return
    rest = folded[leads[-1].end : end].strip()
    if re.search(r"\btham gia giám sát\b|\Agiám sát\b", rest) and not re.search(
        r"\b(?:chủ trì|thực hiện tốt|triển khai|xây dựng|tổ chức thực hiện|tuyên truyền|vận động|báo cáo|tổng hợp|phản biện)\b",
        rest,
    ):
        for d in leads:
            d.role = "supervise"


# ---------------------------------------------------------------- tables


def _from_grid(source: SourceText, grid: Grid) -> list[Doer]:
    roles = column_roles(source, grid)
    found: list[Doer] = []
    groups = heads_groups(source, grid)
    above: dict[str, str] = {}
    for row in grid.rows:
        if groups is not None and 0 < groups < len(row) and is_group(source, row[0]):
            cell = row[groups]
            if _PLACE_ALONE.fullmatch(source.fold, cell.start, cell.end):
                found.append(Doer(cell.start, cell.end, "lead", "cell"))
            else:
                found.extend(_from_cell(source, cell.start, cell.end, "lead"))
            continue
        filled = [cell for cell in row if cell.end > cell.start]
        if len(filled) == 2 and filled[0] is row[0] and is_group(source, row[0]) and is_names(source, filled[1]):
            found.extend(_from_cell(source, filled[1].start, filled[1].end, "lead"))
            continue
        for role, cell in row_roles(source, roles, row):
            if role in ("lead", "coordinate") and cell.end > cell.start:
                # In a table laid out with blanks a row is one line: a name may go on from the line above.
                rest = grid.laid and source.view[cell.start].islower() and above.get(role, ";")[-1] not in ",;"
                above[role] = source.view[cell.start : cell.end].rstrip() or ";"
                found.extend(
                    d for d in _from_cell(source, cell.start, cell.end, role) if not rest or d.start > cell.start
                )
            elif role in ("task", "time", "output", None) and cell.end - cell.start > 20:
                found.extend(
                    d for d in _from_sentences(source, cell.start, cell.end, subject=False) if d.role == "report_to"
                )
    return found


_PLACE_ALONE = re.compile(r"(?:thành phố|tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s[^,;.:()\d]{2,30}")
_NO_NAME = re.compile(r"(?:như|nếu|khi|theo|trả|thường xuyên|ghi chú|không|lưu|tiếp nhận|hoàn thành|sau|trước)(?![\w])")
_LIST_GOES_ON = re.compile(
    r"\s+(?:và|cùng|với|chủ trì|phối hợp|thực hiện|theo|để|trong|tại|căn cứ|tổ chức|có|được|[-–+•])(?![\w])|\s+[-–+•]"
)


def _from_cell(source: SourceText, start: int, end: int, role: str) -> list[Doer]:
    """The names in a cell of a "chủ trì" or "phối hợp" column: a list and nothing else, or short sentences."""
    view, folded = source.view, source.fold
    found: list[Doer] = []
    at = start
    while at < end:
        skip = re.compile(r"[\s\-+*•.,;:]*(?:(?:\d{1,2}|[a-zđ])[.)]\s+)?(?:và\s+)?").match(view, at, end)
        at = skip.end() if skip else at
        if at >= end:
            break
        spans = unit_list(source, at, end)
        shown = role
        if not spans:
            stop = re.compile(r"[;,\n]|\svà\s").search(view, at, end)
            stop_at = stop.start() if stop else end
            text = view[at:stop_at].strip()
            bare_head = (
                _HEAD_ALONE.fullmatch(folded, at, at + len(text))
                or is_verb(folded, at, end)
                or _NO_NAME.match(folded, at)
            )
            if (
                re.match(rf"[{CAPITAL}]", text)
                and not bare_head
                and len(text) < 90
                and not re.search(r"\d{2}/\d|\A[IVX\d.]+\Z", text)
            ):
                found.append(Doer(at, at + len(text), role, "cell-open"))
            label = _LABEL.match(folded, at, end)
            if label:
                found = [d for d in found if d.start < at]
                found.extend(_from_label(source, label, end))
                break
            at = stop.end() if stop else end
            continue
        stop_at = list_end(spans, source, end)
        longer = re.compile(r"\s+[^;,\n().:]{2,40}(?=[;,\n]|\Z)").match(view[:end], spans[-1][1])
        if (
            stop_at == spans[-1][1]
            and view[stop_at + 1 : stop_at + 2].isupper()
            and unit_list(source, stop_at + 1, end)
        ):
            found.extend(Doer(a, b, shown, "cell") for a, b in spans)
            at = stop_at + 1
            continue
        if stop_at == spans[-1][1] and longer and not _LIST_GOES_ON.match(folded, stop_at):
            # A cell holds names and nothing else: what the grammar does not know belongs to the name.
            stop_at = longer.end()
            spans[-1] = (spans[-1][0], stop_at)
        found.extend(Doer(a, b, shown, "cell") for a, b in spans)
        at = stop_at
        verb = re.compile(r"\s+(?:chủ trì,?\s*)?(?:phối hợp(?: với)?)\s+").match(folded, at, end)
        if verb:
            others = unit_list(source, verb.end(), end, loose=True)
            found.extend(Doer(a, b, "coordinate", "cell") for a, b in others)
            at = list_end(others, source, end) if others else verb.end()
        gap = re.compile(r"[^;\n]*").match(view, at, end)
        rest = view[at : gap.end()] if gap else ""
        if rest.strip(" ,.;") and not re.match(r"\s*,", rest):
            at = gap.end() if gap else end
        elif at < end and re.match(r"\s*,\s*", view[at:end]):
            at += 1
        elif at < end and not rest.strip():
            at = (gap.end() if gap else end) + 1
    return found
