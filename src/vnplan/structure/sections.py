"""The section tree of a body.

First every paragraph that opens with a label is a candidate. Then candidates that are none are dropped (rows, dates,
items of a quotation), levels are found from the order in which forms of label first appear, and what OCR or the author
got wrong is repaired by sequence: labels stay as written, repairs are reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vnplan.model import SectionRole
from vnplan.structure.labels import (
    KIND,
    RANK,
    Label,
    Style,
    read_appendix,
    read_label,
    read_spoiled_roman,
    read_unreadable,
    to_roman,
)
from vnplan.structure.tree import Node
from vnplan.text import SourceText, bare, clean, fold

Report = Callable[[str, int, int, dict[str, object]], None]
"""Receives (code, view start, view end, values) of a diagnostic."""


@dataclass(slots=True)
class _Candidate:
    paragraph: int
    label: Label
    end: int
    level: Style
    upper: bool
    """The text after the label is a heading in capitals."""


_UNIT_START = re.compile(
    r"(?:đề nghị\s+|giao\s+|đối với\s+)?(?:các\s+|những\s+)?(?:ubnd|ủy ban|hđnd|hội đồng|sở|bộ(?! tiêu| chỉ số| nhận diện| luật)|ban(?! hành)|phòng(?!,| chống| ngừa| họp)|trung tâm|trường(?! hợp)|đảng ủy|công an|cục"
    r"|chi cục|văn phòng|thanh tra(?!,)|liên đoàn|liên minh|công đoàn|đoàn(?! kết)|hội(?! nghị| thảo| thi| họp| chợ)|mặt trận|bệnh viện|viện|chi bộ|chi đoàn|cơ quan"
    r"|đơn vị|lãnh đạo|trưởng|giám đốc|thủ trưởng|chủ tịch|công chức|cán bộ|tổ(?! chức)|đài|báo(?! cáo)|kho bạc|ngân hàng|bảo hiểm|công ty"
    r"|doanh nghiệp|thuế|hạt|đội(?! ngũ)|liên hiệp|đảng bộ|chi nhánh|bưu điện|điện lực|xã đoàn|phó chủ tịch|thành viên|tỉnh đoàn|huyện đoàn|thành đoàn|tòa án|ngành|trạm|thôn|khu phố|bí thư|hiệu trưởng|giáo viên|quân sự)\b"
)
_DUTY_GLUED = re.compile(
    r" (?=(?:Căn cứ|Chủ trì|Phối hợp|Tham mưu|Thực hiện|Xây dựng|Tổ chức|Triển khai|Theo dõi|Hướng dẫn|Có trách nhiệm|Chịu trách nhiệm"
    r"|Chỉ đạo|Tiếp tục|Tăng cường|Theo chức năng|Trên cơ sở|Chủ động|Kiểm tra|Đôn đốc|Tuyên truyền|Quán triệt|Làm đầu mối|Là cơ quan) )"
)
_NAME_VERB = re.compile(r"Thực hiện|Xây dựng|Tổ chức|Triển khai|Theo dõi|Hướng dẫn|Chỉ đạo|Kiểm tra|Tuyên truyền")
_DUTY = re.compile(
    _UNIT_START.pattern
    + r"[^;.]{0,90}?\b(?:theo dõi|chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|căn cứ|tổng hợp|hướng dẫn|báo cáo|xây dựng|triển khai"
    r"|tổ chức|thực hiện|chỉ đạo|tiếp tục|tăng cường|làm đầu mối)\b"
)
_LISTING = re.compile(
    r";.*\b(?:các|những) \w+\Z|\b(?:các|những) (?:sở|huyện|quận|xã|phường|thôn|ấp|bản|khu phố|tỉnh|bộ|ban|phòng|ngành|trường|đơn vị|cơ quan)\Z"
)
_RESIDUE = re.compile(r"([.;:!?])\s+[^\w\s]{0,2}\w?[^\w\s]{0,2}\Z")
_OPEN_ENDED = re.compile(
    r"(?:gồm|bao gồm|như sau|sau|sau đây|quyết định|cụ thể|đối với|là|gồm có|việc sau|nhiệm vụ sau|dưới đây)\s*\Z"
)
_LABEL_LINE = re.compile(
    r"[-+•*]\s*(?:thành phần|cơ quan|đơn vị|thời gian|thời hạn|bộ phận|nội dung|địa điểm|đối tượng|sản phẩm|phân công|người|kinh phí|hình thức"
    r"|tiến độ|số lượng|mục tiêu|kết quả|chủ trì|phối hợp|cấp|lãnh đạo)[^:\n]{0,60}:"
)
_ROLES: tuple[tuple[SectionRole, re.Pattern[str]], ...] = (
    (
        "organisation",
        re.compile(
            r"tổ chức thực hiện|tổ chức triển khai|phân công|trách nhiệm|chế độ (?:thông tin|báo cáo)|công tác chỉ đạo"
        ),
    ),
    ("funding", re.compile(r"kinh phí|nguồn lực tài chính|nguồn vốn|dự toán")),
    ("purpose_requirements", re.compile(r"mục đích|yêu cầu|quan điểm|sự cần thiết|căn cứ")),
    ("objectives_targets", re.compile(r"mục tiêu|chỉ tiêu")),
    (
        "tasks",
        re.compile(
            r"nhiệm vụ|giải pháp|nội dung|hoạt động|biện pháp|công việc|triển khai|thực hiện|phương pháp|tiến độ|thời gian"
        ),
    ),
)


def build_tree(source: SourceText, body: list[int], report: Report) -> list[Node]:
    """Build the section tree.

    Args:
        source: The text.
        body: Indexes of the paragraphs that may open a division, ascending; a negative entry `-i - 1` marks a place
            before paragraph `i` where open divisions end (a closing block).
        report: Where repairs are told.
    """
    candidates = _candidates(source, body)
    _set_levels(candidates)
    return _build(source, candidates, [-i - 1 for i in body if i < 0], report)


def _candidates(source: SourceText, body: list[int]) -> list[_Candidate]:
    view = source.view
    found: list[_Candidate] = []
    apart = _column_rows(source) | _quoted(source)
    for i in body:
        if i < 0 or i in apart:
            continue
        p = source.paragraphs[i]
        label = read_appendix(view, p.start, p.end)
        if label is None:
            label = (
                read_label(view, p.start, p.end)
                or read_unreadable(view, p.start, p.end)
                or read_spoiled_roman(view, p.start, p.end)
            )
        if label is None:
            tail = _appendix_tail(source, p.start, p.end)
            if tail is None:
                continue
            label = tail
        if label.style == "bullet" and not _run_in_unit(source, label.end, p.end):
            continue
        rest = view[label.end : p.end]
        if label.style == "LETTER." and label.text == "H" and _is_upper(rest) and found and found[-1].label.text != "G":
            label = read_spoiled_roman(view, p.start, p.end) or label
        named = label.style in ("appendix", "part", "chapter", "section")
        if not named and ("|" in rest[:60] or not any(c.isalpha() for c in rest[:80])):
            continue
        found.append(_Candidate(i, label, p.end, label.style, _is_upper(rest)))
    return _drop_slips(found)


def _quoted(source: SourceText) -> set[int]:
    """Paragraphs inside a quotation that runs over several of them: its numbers are another document's."""
    found: set[int] = set()
    paragraphs = source.paragraphs
    i = 0
    while i < len(paragraphs):
        p = paragraphs[i]
        text = source.view[p.start : p.end]
        depth = text.count("“") - text.count("”")
        if depth == 1:
            for j in range(i + 1, min(i + 30, len(paragraphs))):
                q = paragraphs[j]
                depth += source.view.count("“", q.start, q.end) - source.view.count("”", q.start, q.end)
                if depth <= 0:
                    found.update(range(i if text[:1] == "“" else i + 1, j + 1))
                    i = j
                    break
        i += 1
    return found


_COLUMN_HEAD = re.compile(r"\b(?:s?tt|số tt)\b")
_COLUMN_WORDS = re.compile(
    r"\b(?:nội dung|nhiệm vụ|công việc|hoạt động|chủ trì|phối hợp|thực hiện|thời gian|tiến độ|sản phẩm|chỉ tiêu|đơn vị|kinh phí|ghi chú|tên)\b"
)


def _column_rows(source: SourceText) -> set[int]:
    """Paragraphs of tables laid out with blanks, header included: row and group numbers there open no division."""
    view, found, inside = source.view, set(), False
    for i, p in enumerate(source.paragraphs):
        gap = source.gap_in(p.start + 1, p.end) is not None
        label = read_label(view, p.start, p.end) if inside else None
        named = label is not None and label.style in ("roman", "part", "chapter", "article") and not gap
        if gap and p.end - p.start < 260 and _COLUMN_HEAD.search(source.fold, p.start, p.end):
            inside = inside or len(set(_COLUMN_WORDS.findall(source.fold, p.start, p.end))) >= 2
        elif inside and label is not None and (named and _is_upper(view[label.end : p.end])):
            inside = False
        elif inside and (read_appendix(view, p.start, p.end) or (not gap and p.end - p.start > 300)):
            inside = False
        if inside:
            found.add(i)
    return found


def _drop_slips(found: list[_Candidate]) -> list[_Candidate]:
    """Drop unsure labels (`2, Khảo sát`, `{. Phòng`) that no neighbour supports."""
    kept: list[_Candidate] = []
    following: list[int] = [0] * (len(found) + 1)
    for n in range(len(found) - 1, -1, -1):
        label = found[n].label
        sound = label.style == "roman" and label.value and label.prefix != "!"
        following[n] = label.value if sound else following[n + 1]
    for n, c in enumerate(found):
        sure = c.label.value > 0 and c.label.prefix not in ("?", "!")
        if sure or c.label.style in ("appendix", "bullet", "part"):
            kept.append(c)
            continue
        if c.label.style == "roman":
            # "XIV CỦA ĐẢNG" at the start of a line is a number of the sentence unless the count has come so far.
            count = next((k.label.value for k in reversed(kept) if k.label.style in ("roman", "appendix")), 0)
            if c.label.prefix == "!":
                beneath = found[n + 1].label if n + 1 < len(found) else None
                opens = beneath is not None and beneath.style == "arabic." and beneath.value == 1
                strokes = c.upper and c.label.value and c.label.value in (count + 1, count + 2, _instead(kept) + 1)
                if following[n + 1] == count + 2 or (opens and following[n + 1] > count) or strokes:
                    if not strokes:
                        c.label.value = count + 1
                    kept.append(c)
            elif c.label.value == count + 1:
                kept.append(c)
            continue
        before = next((k for k in reversed(kept) if k.label.style == "arabic."), None)
        after = next((a for a in found[n + 1 : n + 6] if a.label.style == "arabic." and a.label.value > 0), None)
        if c.label.prefix == "?":
            opening = c.label.value == 1 and after is not None and (after.label.value == 2 or (c.upper and not kept))
            if opening or (before is not None and before.label.value == c.label.value - 1):
                kept.append(c)
        elif after is not None and after.label.value == 2 and (not kept or kept[-1].label.style != "arabic."):
            kept.append(c)
    return kept


def _instead(kept: list[_Candidate]) -> int:
    """Number of the last heading in capitals that opens with a number (`1. MỤC ĐÍCH` for `I.`), 0 without one."""
    return next((k.label.value for k in reversed(kept) if k.upper and k.label.style in ("arabic.", "roman")), 0)


def _appendix_tail(source: SourceText, start: int, end: int) -> Label | None:
    """`ĐƠN VỊ: …   Phụ lục I`: the mark of an appendix in the right column of a form."""
    if end - start > 70:
        return None
    match = re.compile(r"(?<=[:.\s])(?:Phụ lục|PHỤ LỤC)\s+([IVX]{1,5}|\d{1,2})\s*\Z").search(source.view[start:end])
    if match is None or not match.start() or source.view[start : start + match.start()].rstrip()[-1:] not in ":.…":
        return None
    return Label("appendix", match.group(1), 0, start + match.start(), end)


def _is_upper(text: str) -> bool:
    head = text[:60]
    letters = [c for c in head if c.isalpha()]
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def _run_in_unit(source: SourceText, start: int, end: int) -> bool:
    """A bullet that is a run-in heading naming a unit: `- Thanh tra Sở: …`."""
    colon = source.view.find(":", start, min(end, start + 140))
    if colon < 0:
        return False
    head = source.fold[start:colon]
    if "(" in head and ")" not in head:
        return False
    return _UNIT_START.match(head) is not None and not re.search(
        r"\b(?:chủ trì|phối hợp|thực hiện|tham mưu|tham gia|chịu trách nhiệm|thường trực|thẩm định|hỗ trợ|cung cấp|liên quan đến)\b"
        r"|^(?:cơ quan|đơn vị|bộ phận|phòng họp|trường hợp|ban hành|đoàn kết|hội nghị|hội thi|hội thảo|tổ chức)\b",
        head,
    )


def _set_levels(candidates: list[_Candidate]) -> None:
    """Repair levels by sequence: `1. MỤC ĐÍCH` that stands for `I.`, `I. Nhiệm vụ` that stands for `1.`, `C)` between `b)` and `d)`."""
    romans = [c for c in candidates if c.label.style == "roman"]
    capitals = sum(c.upper for c in romans) * 2 > len(romans)
    last_roman = last_letter = 0
    for n, c in enumerate(candidates):
        after = [a for a in candidates[n + 1 : n + 12] if a.label.style != "bullet"]
        if c.label.style in ("appendix", "part", "roman", "arabic."):
            last_letter = 0
        elif c.label.style == "letter)":
            last_letter = c.label.value
        elif c.label.style == "LETTER." and last_letter and c.label.value == last_letter + 1:
            c.level = "letter)"
            last_letter += 1
        if c.label.style == "appendix":
            last_roman = 0
        elif c.label.style == "roman":
            follower = next((a for a in after if a.label.style in ("roman", "arabic.")), None)
            if (
                capitals and not c.upper and c.label.value <= 3 and last_roman >= 1 and c.label.value != last_roman + 1
                and follower is not None and follower.label.style == "arabic." and follower.label.value == c.label.value + 1
            ):  # fmt: skip
                c.level = "arabic."
            else:
                last_roman = c.label.value
        elif c.label.style == "arabic." and c.upper and romans and after:
            value = c.label.value
            nested = after[0].label.style == "arabic." and after[0].label.value == 1 and not after[0].upper
            if (
                nested
                and value in (last_roman + 1, 1)
                and not (
                    candidates[n - 1].label.style == "arabic." and n and candidates[n - 1].label.value == value - 1
                )
            ):
                c.level = "roman"
                last_roman = value


def _build(source: SourceText, candidates: list[_Candidate], stops: list[int], report: Report) -> list[Node]:
    roots: list[Node] = []
    stack: list[tuple[Style, Node]] = []
    learned: dict[Style, Style | None] = {}
    appendices = 0
    pending = sorted(stops)
    for n, c in enumerate(candidates):
        while pending and pending[0] <= c.paragraph:
            at = source.paragraphs[pending.pop(0)].start
            _close(stack, 0, at)
            learned = {}
        level = c.level
        depth = _depth(stack, c, level, learned)
        _close(stack, depth, c.label.start)
        if level != "bullet":
            _check_sequence(stack, roots, c, report)
        parent = stack[-1][1] if stack else None
        node = _node(source, c, candidates[n + 1] if n + 1 < len(candidates) else None)
        if level == "bullet" and node.heading is None:
            continue
        node.parent = parent
        if level == "appendix":
            # The rest of a document may begin with its second appendix.
            appendices = max(appendices + 1, c.label.value)
            node.path = f"PL{appendices}"
            learned = {}
        else:
            node.path = f"{parent.path}/{node.label}" if parent else str(node.label)
        node.role = _role(node)
        (parent.children if parent else roots).append(node)
        learned.setdefault(level, stack[-1][0] if stack else None)
        stack.append((level, node))
    for at in pending:
        _close(stack, 0, source.paragraphs[at].start)
    _close(stack, 0, len(source.view))
    return roots


def _close(stack: list[tuple[Style, Node]], depth: int, at: int) -> None:
    while len(stack) > depth:
        stack.pop()[1].end = at


_DOUBTFUL: frozenset[Style] = frozenset({"part", "LETTER.", "arabic)", "letter.", "(arabic)", "letter)"})
"""Styles whose rank a document shows by where they first appear."""


def _depth(stack: list[tuple[Style, Node]], c: _Candidate, level: Style, learned: dict[Style, Style | None]) -> int:
    """How many of the open divisions stay open above the candidate."""
    if level == "appendix" or not stack:
        return 0
    styles = [style for style, _ in stack]
    if level == "bullet":
        return len(stack) - 1 if styles[-1] == "bullet" else len(stack)
    if level.startswith("multi"):
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][1].label == c.label.prefix and styles[depth] != "bullet":
                return depth + 1
    if level in styles:
        return len(styles) - 1 - styles[::-1].index(level)
    rank = RANK[level]
    usual = learned.get(level)
    if usual is not None and usual in styles and RANK[usual] > rank:
        return len(styles) - styles[::-1].index(usual)
    if level in _DOUBTFUL and c.label.value == 1 and level not in learned and styles[-1] != "bullet":
        if level != "part" or "roman" in styles:
            return len(stack)
    depth = len(stack)
    while depth and RANK[styles[depth - 1]] >= rank:
        depth -= 1
    return depth


def _check_sequence(stack: list[tuple[Style, Node]], roots: list[Node], c: _Candidate, report: Report) -> None:
    siblings = stack[-1][1].children if stack else roots
    label = c.label
    before = next((s for s in reversed(siblings) if s.kind == KIND[c.level]), None)
    if label.value == 0 and label.style == "arabic.":
        report("label-unreadable", label.start, label.end, {"label": label.text, "expected": "1"})
    if before is None or before.label is None or label.value == 0 or label.style != c.level:
        return
    previous = _value(before.label, label.style)
    if previous == label.value:
        report("label-repeated", label.start, label.end, {"label": label.text, "previous": before.label})
    elif previous and previous + 1 < label.value <= previous + 4:
        missing = to_roman(previous + 1) if label.style == "roman" else str(previous + 1)
        if label.style.startswith("letter"):
            return
        report(
            "label-skipped", label.start, label.end, {"label": label.text, "previous": before.label, "missing": missing}
        )


def _value(text: str, style: Style) -> int:
    label = read_label(f"{text}. A" if style != "(arabic)" else f"({text}) A", 0, len(text) + 5)
    return label.value if label else 0


def _node(source: SourceText, c: _Candidate, after: _Candidate | None) -> Node:
    p = source.paragraphs[c.paragraph]
    start, body = c.label.start, c.label.end
    if c.level == "appendix":
        heading, end = _appendix_heading(source, c, after)
        return Node("appendix", c.label.text or None, heading, start, start, body, max(end, body), c.paragraph)
    following = source.paragraphs[c.paragraph + 1] if c.paragraph + 1 < len(source.paragraphs) else None
    nested = after is not None and after.paragraph == c.paragraph + 1 and RANK[after.level] > RANK[c.level]
    heading_end = find_heading(source, body, p.end, c.level, following.start if following else None, nested)
    if heading_end is None:
        return Node(
            KIND[c.level], c.label.text, None, start, start, body, _first_words(source, body, p.end), c.paragraph
        )
    heading = repaired(_STRAY.sub("", clean(source.view[body:heading_end]).strip(" *:").rstrip(".")))
    return Node(KIND[c.level], c.label.text, heading or None, start, start, body, heading_end, c.paragraph)


_STRAY = re.compile(r"(?:\s+[-–_'’‘`|~]+)+\Z")
"""Specks of a scan behind a heading."""


def repaired(heading: str) -> str:
    """A common heading under OCR noise (`Yêu câu`) in its right spelling; any other heading as it is."""
    known = _COMMON.get(bare(fold(heading)))
    if known is None or fold(heading) == fold(known):
        return heading
    return known.upper() if heading.isupper() else known


_COMMON = {
    bare(fold(h)): h
    for h in (
        "Mục đích", "Yêu cầu", "Mục đích, yêu cầu", "Mục tiêu", "Mục tiêu chung", "Mục tiêu cụ thể", "Nội dung", "Nhiệm vụ",
        "Giải pháp", "Nhiệm vụ, giải pháp", "Tổ chức thực hiện", "Kinh phí", "Kinh phí thực hiện", "Thời gian", "Đối tượng",
        "Phạm vi", "Phân công thực hiện", "Nội dung thực hiện", "Căn cứ", "Quan điểm", "Chỉ tiêu", "Biện pháp",
        "Thời gian thực hiện", "Chế độ báo cáo", "Phương pháp tiến hành", "Thời gian tiến hành", "Cơ quan thực hiện", "Nhiệm vụ cụ thể", "Phân công nhiệm vụ",
    )
}  # fmt: skip


def _first_words(source: SourceText, start: int, end: int) -> int:
    at = start
    for _ in range(8):
        stop = source.view.find(" ", at + 1, end)
        if stop < 0:
            return end
        at = stop
    return at


def find_heading(
    source: SourceText, start: int, end: int, level: Style, following: int | None, nested: bool
) -> int | None:
    """Where the heading that begins at `start` ends; None when the paragraph is running text.

    Args:
        source: The text.
        start: View offset after the label.
        end: View offset of the paragraph's end.
        level: Form of the label.
        following: View offset of the next paragraph.
        nested: A lower division follows at once.
    """
    view = source.view
    text = _RESIDUE.sub(r"\1", view[start:end].rstrip())
    if not text:
        return None
    stop = start + len(text)
    bold = source.bold_until(start)
    while view[bold : bold + 1] == " " and source.bold_until(bold + 1) > bold + 1:
        bold = source.bold_until(bold + 1)  # "**… Hội Liên hiệp** **Phụ nữ …**"
    if bold >= stop - 2 or (bold > start + 3 and re.fullmatch(r"\s*\([^()]*\)\s*[:.]?", view[bold:stop])):
        return stop
    if bold > start + 3 and (view[bold - 1] in ":. " or view[bold : bold + 2].lstrip()[:1] in ("(", ":", ".")):
        piece = view[start:bold].strip()
        if len(piece) > 3 and len(piece) < 200:
            return start + len(view[start:bold].rstrip(" "))
    upper = _upper_run(text)
    if upper and upper < len(text) - 3:
        return start + upper
    if upper:
        return stop
    colon = _colon(text)
    topic = _TOPIC.match(text)
    if topic and level != "bullet" and text[topic.end() :].strip():
        return start + topic.end("topic")
    if colon is not None:
        before, after = text[:colon], text[colon + 1 :].strip(" .,:-lI¬|'`")
        if not after:
            open_ended = _OPEN_ENDED.search(source.fold[start : start + colon]) is not None
            listed = nested or (following is not None and view[following : following + 1] in "-+•–*")
            long = len(before) > (150 if listed else 110) or (
                level in ("letter)", "arabic)", "(arabic)") and len(before) > 45 and not listed
            )
            return None if open_ended or long else start + colon
        rest = text[colon + 1 :].lstrip()
        if (rest[:1].isupper() or rest[:1].isdigit() or level == "bullet") and not _LISTING.search(
            source.fold[start : start + colon]
        ):
            closed = text[-1] in '.;!?”"' or len(text) > 170
            if not closed and len(text) < 120 and level != "bullet":
                return stop
            if len(before.split()) <= 28 and not _sentence(source.fold[start : start + colon]):
                return start + colon
    unit = _glued_unit(source, start, stop)
    if unit is not None:
        return unit
    last = text[-1]
    if last in ".;!?:,…" or (last in "”\"')»" and text[-2:-1] in ".;"):
        if last == "." and following is not None and ". " not in text[:-1] and not text.endswith(".."):
            if _LABEL_LINE.match(source.fold, following) or level in ("part", "chapter"):
                return stop
            bulleted = view[following : following + 1] in "-+•–"
            named = _UNIT_START.match(source.fold, start, stop) and not _DUTY.match(source.fold, start, stop)
            short = len(text) <= (200 if named else 75) and (bulleted or nested)
            if short and not re.search(r"\b(?:phải|đã|được|có trách nhiệm|nhằm|để)\b", source.fold[start:stop]):
                return stop
        return None
    if len(text) > 330 or (len(text) > 200 and following is None):
        return None
    if len(text) > 110 and _DUTY.match(source.fold, start, stop):
        return None
    return stop


_TOPIC = re.compile(r"(?P<topic>Về (?!phía)[^:“”]{8,330}):\s")
"""`Về đầu tư kho dầu dự trữ: Bộ … chủ động …`: the topic of an item, then who does what."""


def _upper_run(text: str) -> int:
    """Length of the heading in capitals that opens `text`; body glued to it is left out. 0 without one."""
    if not _is_upper(text):
        return _capitals_before_body(text)
    end = 0
    for match in re.compile(r"\S+").finditer(text):
        word = match.group()
        if any(c.islower() for c in word):
            # One small slip of OCR inside capitals does not end the heading.
            if sum(c.islower() for c in word) > 1 or len(word) < 4:
                break
        end = match.end()
    return end if end >= len(text) or end > 5 else 0


def _capitals_before_body(text: str) -> int:
    """`MỤC TIÊU CHUNG Bảo vệ …`: length of a short heading in capitals whose line end was lost. 0 without one."""
    words = text[:160].split(" ")
    run = 0
    while run < len(words) and words[run].isupper() and words[run].strip(",").isalpha():
        run += 1
    # Marks tell words from abbreviations ("HĐND, UBND xã").
    marked = sum(any(c >= "\u00c0" and c != "Đ" for c in word) for word in words[:run])
    following = words[run] if run < len(words) else ""
    if run < 3 or marked < 2 or not (following[:1].isupper() and following[1:].islower()):
        return 0
    return len(" ".join(words[:run]))


_NESTING = re.compile(r"[:(“\[«)”\]»]")


def _colon(text: str) -> int | None:
    """First colon outside brackets and quotation marks, at most 190 characters in."""
    if text.find(":", 0, 190) < 0:
        return None
    depth = 0
    for match in _NESTING.finditer(text, 0, 190):
        char, i = match.group(), match.start()
        if char in "(“[«":
            depth += 1
        elif char in ")”]»":
            depth = max(0, depth - 1)
        elif not depth and not (text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit()):
            return i
    return None


def _sentence(folded: str) -> bool:
    """Words before a colon that are a sentence, not the name of a topic."""
    return (
        len(folded) > 60
        and re.search(r"\b(?:phải|cần|bao gồm|gồm|trong đó|như|là|đã|nhằm|có trách nhiệm)\b", folded) is not None
    )


def _glued_unit(source: SourceText, start: int, end: int) -> int | None:
    """`Các phòng thuộc Sở Căn cứ chức năng …`: a unit's name whose line end before the body was lost."""
    if not _UNIT_START.match(source.fold, start, end):
        return None
    for match in _DUTY_GLUED.finditer(source.view, start + 4, min(end, start + 130)):
        head = source.view[start : match.start()]
        if head[-1] in ",;.:(" or re.search(r"\b(?:và|của|với|theo|về|cho|là)\Z", head):
            return None
        # "Ban Chỉ đạo", "Sở Xây dựng", "Ủy ban Kiểm tra": the verb belongs to the name.
        named = re.search(
            r"\b(?:ban|bộ|sở|phòng|vụ|cục|tổ|nhóm|đội|viện|hội đồng|trung tâm|trường|hội|ngành)\Z", fold(head)
        )
        if not (named and _NAME_VERB.match(source.view, match.end())):
            return match.start()
    return None


def _appendix_heading(source: SourceText, c: _Candidate, after: _Candidate | None) -> tuple[str | None, int]:
    """Title of an appendix: the rest of its line, or the paragraphs below it that look like a title."""
    p = source.paragraphs[c.paragraph]
    rest = source.view[c.label.end : p.end]
    bracket = re.search(r"\s*\((?:[Bb]an hành )?[Kk]èm theo", rest)
    if bracket:
        rest = rest[: bracket.start()]
    if rest.strip(" .:-–_") and rest.strip()[0] != "(":
        return clean(rest).strip(" .:-–_"), c.label.end + len(rest)
    start = end = -1
    limit = after.paragraph if after else len(source.paragraphs)
    for i in range(c.paragraph + 1, min(c.paragraph + 5, limit, len(source.paragraphs))):
        q = source.paragraphs[i]
        text = source.view[q.start : q.end].strip()
        if (
            not text
            or text[0] == "("
            or q.row
            or (q.cell >= 0 and q.cell != p.cell)
            or len(text) > 300
            or re.match(r"S?TT\b|SỐ TT\b", text)
        ):
            break
        if start >= 0 and not (text.isupper() and source.view[start:end].isupper()):
            break
        if text[-1] in ".;" or (not text.isupper() and q.lead < q.end - 1 and len(text) > 160):
            break
        start = q.start if start < 0 else start
        end = q.end
    if start < 0:
        return None, c.label.end
    return clean(source.view[start:end]), end


def _role(node: Node) -> SectionRole | None:
    text = (node.heading or "").lower()
    if node.kind in ("part", "chapter", "roman", "arabic", "LETTER.", "article", "appendix", "section") and text:
        for role, pattern in _ROLES:
            if pattern.search(text):
                return role
    if node.parent is not None:
        return node.parent.role
    return "other"
