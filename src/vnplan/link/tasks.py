"""Tasks: the row an office tracks, put together from units, deadlines, targets, citations that belong to one duty.

A task is a table row that names who does it; a card (a division whose labelled lines say who and when); else an item
or paragraph that names its units, or stands under a heading that does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz

from vnplan.extract.citations import Cited
from vnplan.extract.deadlines import Due
from vnplan.extract.tables import column_roles, row_roles
from vnplan.extract.targets import Goal
from vnplan.extract.units import Doer
from vnplan.link.build import Frame
from vnplan.model import Task
from vnplan.structure import Node
from vnplan.text import Ranges, clean, fold, within

Span = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """One task to be; indexes point into the lists of mentions."""

    start: int
    end: int
    text: Span
    node: Node | None
    units: list[int] = field(default_factory=list)
    dues: list[int] = field(default_factory=list)
    goals: list[int] = field(default_factory=list)
    cites: list[int] = field(default_factory=list)
    outputs: list[Span] = field(default_factory=list)
    place: Span | None = None


_CARD = re.compile(
    r"(?:[-+*•]\s*)?(?:(?:cơ quan|đơn vị|bộ phận|người)(?:,? ?(?:đơn vị|cá nhân))? (?:chủ trì|phối hợp|thực hiện|tham mưu|phụ trách|đầu mối)|chủ trì|phối hợp|phân công|thời gian|thời hạn"
    r"|tiến độ|sản phẩm|kết quả|nội dung|nhiệm vụ|kinh phí|địa điểm|hình thức|đối tượng)[^:.;]{0,40}(?::|\Z)"
)
_WHAT = re.compile(r"(?:[-+*•]\s*)?(?:nội dung|nhiệm vụ)(?: [^:]{0,20})?:\s*")
_OUTPUT = re.compile(r"(?:[-+*•]\s*)?(?:sản phẩm|kết quả(?: đầu ra| dự kiến| cần đạt)?)(?: [^:]{0,20})?:\s*")
_PLACE = re.compile(r"(?:[-+*•]\s*)?địa điểm(?: [^:]{0,20})?:\s*")
_WHO = re.compile(
    r"(?:[-+*•]\s*)?(?:(?:cơ quan|đơn vị|bộ phận|người)[^:]{0,40}(?:chủ trì|thực hiện|tham mưu|phụ trách|phối hợp)|chủ trì|phối hợp|phân công)[^:]{0,30}(?::|\Z)"
)
_LABEL_ONLY = re.compile(_WHO.pattern + r"|(?:thời gian|thời hạn|tiến độ)(?: [^:]{0,30})?\Z")
_ACTING = ("organisation", "tasks", "objectives_targets", "funding")


def find_tasks(frame: Frame, units: list[Doer], dues: list[Due], goals: list[Goal], cites: list[Cited]) -> list[Draft]:
    """Find the tasks, in reading order; each mention belongs to one task at most."""
    drafts = _from_tables(frame)
    drafts += _from_cards(frame, drafts)
    drafts += _from_paragraphs(frame, drafts, units)
    drafts.sort(key=lambda d: (d.start, d.end))
    _assign(drafts, units, dues, goals, cites)
    return [d for d in drafts if d.units]


def _from_tables(frame: Frame) -> list[Draft]:
    source = frame.source
    drafts = []
    for grid in frame.structure.grids:
        roles = column_roles(source, grid)
        if grid.laid:
            continue  # its rows are lines, not duties
        if "lead" not in roles and "coordinate" not in roles:
            continue
        for row in grid.rows:
            filled = [(r, c) for r, c in row_roles(source, roles, row) if c.end > c.start]
            cells = [c for _, c in filled]
            task = next((c for r, c in filled if r == "task"), None)
            if task is None or not any(r in ("lead", "coordinate") for r, _ in filled):
                continue
            draft = Draft(
                min(c.start for c in cells),
                max(c.end for c in cells),
                (task.start, task.end),
                frame.node_at(task.start),
            )
            draft.outputs = [(c.start, c.end) for r, c in filled if r == "output"]
            draft.place = next(((c.start, c.end) for r, c in filled if r == "place"), None)
            drafts.append(draft)
    return drafts


_CARD_LENGTH = 6000
"""A card fits a page: a longer division is a chapter of its own."""


def _from_cards(frame: Frame, known: list[Draft]) -> list[Draft]:
    """Divisions whose labelled lines, or labelled divisions below, say who does it and when."""
    source = frame.source
    drafts: list[Draft] = []
    for node in frame.structure.flat:
        if drafts and node.start < drafts[-1].end:
            continue
        lines = _own_lines(frame, node)
        if node.end - node.start > _CARD_LENGTH:
            continue
        children = [c.heading.lower() for c in node.children if c.heading and not c.children]
        named = any(_WHO.match(source.fold, a, b) for a, b in lines) or any(_WHO.match(h) for h in children)
        if (
            not named
            or sum(1 for a, b in lines if _CARD.match(source.fold, a, b)) + sum(1 for h in children if _CARD.match(h))
            < 2
        ):
            continue
        what = next(((m.end(), b) for a, b in lines if (m := _WHAT.match(source.fold, a, b)) and b > m.end()), None)
        text = (
            (node.body, node.head_end) if node.heading else (what or (node.body, source.paragraphs[node.paragraph].end))
        )
        if node.heading and _LABEL_ONLY.match(node.heading.lower()):
            continue
        draft = Draft(node.start, node.end, text, node)
        draft.outputs = [(m.end(), b) for a, b in lines if (m := _OUTPUT.match(source.fold, a, b)) and b > m.end()]
        places = [(m.end(), b) for a, b in lines if (m := _PLACE.match(source.fold, a, b)) and b > m.end()]
        draft.place = places[0] if places else None
        drafts.append(draft)
    taken = Ranges((k.start, k.end) for k in known)
    return [d for d in drafts if not taken.touch(d.start, d.end)]


def _own_lines(frame: Frame, node: Node) -> list[Span]:
    """Paragraphs of a division that stand before its first child."""
    stop = node.children[0].start if node.children else node.end
    lines = []
    paragraphs = frame.source.paragraphs
    for i in range(node.paragraph + 1, len(paragraphs)):
        p = paragraphs[i]
        if p.start >= stop:
            break
        lines.append((p.start, p.end))
    return lines


def _from_paragraphs(frame: Frame, known: list[Draft], units: list[Doer]) -> list[Draft]:
    source = frame.source
    drafts: list[Draft] = []
    taken = Ranges([*((d.start, d.end) for d in known), *((g.start, g.end) for g in frame.structure.grids)])
    closed: set[int] = set()
    for closing in frame.structure.closings:
        closed.update(range(closing.first, closing.last + 1))
    spots = [u.start for u in units]
    starts = {node.paragraph: node for node in frame.structure.flat}
    for i in range(frame.structure.head.body, len(source.paragraphs)):
        p = source.paragraphs[i]
        if i in closed or taken.hold(p.start):
            continue
        own = starts.get(i)
        node = own or frame.node_at(p.start)
        begin = p.start
        if own is not None:
            if own.heading is not None and own.head_end >= p.end - 3:
                continue
            begin = own.head_end if own.heading is not None else own.body
        inside = within(spots, begin, p.end)
        if not inside and source.fold.startswith("trên đây là", begin):
            continue
        if _only_asks(node):
            continue
        if not inside and not (node is not None and node.role in _ACTING and _heading_units(node, units, spots)):
            continue
        lead = re.compile(r"[\s:.\-+*•)]*").match(source.view, begin, p.end)
        begin = lead.end() if lead else begin
        if p.end - begin >= 15:
            drafts.append(Draft(begin, p.end, (begin, p.end), node))
    return drafts


def _only_asks(node: Node | None) -> bool:
    """A division of purposes and requirements says how work is to be done, not what."""
    while node is not None:
        if node.role == "purpose_requirements":
            return True
        node = node.parent
    return False


def _heading_units(node: Node | None, units: list[Doer], spots: list[int]) -> list[int]:
    """Units in charge by the nearest heading above that names some."""
    while node is not None:
        if node.heading is not None:
            found = [n for n in within(spots, node.body, node.head_end) if units[n].role == "lead"]
            if found:
                return found
        node = node.parent
    return []


def _assign(drafts: list[Draft], units: list[Doer], dues: list[Due], goals: list[Goal], cites: list[Cited]) -> None:
    spots, due, goal, cited = ([item.start for item in items] for items in (units, dues, goals, cites))
    for draft in drafts:
        draft.units = [*within(spots, draft.start, draft.end)]
        if not any(units[n].role == "lead" for n in draft.units):
            node = draft.node
            if node is not None and node.start == draft.start:
                node = node.parent
            draft.units = _heading_units(node, units, spots) + draft.units
        draft.dues = [*within(due, draft.start, draft.end)]
        draft.goals = [*within(goal, draft.start, draft.end)]
        draft.cites = [*within(cited, draft.start, draft.end)]


def build_tasks(frame: Frame, drafts: list[Draft], units: list[Doer]) -> list[Task]:
    """Public tasks."""
    tasks: list[Task] = []
    known: dict[str, list[_Told]] = {}
    for n, draft in enumerate(drafts, 1):
        text = clean(frame.source.view[slice(*draft.text)]).strip(" -+*•:")
        leads = frozenset(
            fold(clean(frame.source.view[units[i].start : units[i].end]))
            for i in draft.units
            if units[i].role == "lead"
        )
        by_role = {
            role: [f"u{i + 1}" for i in draft.units if units[i].role == role]
            for role in ("lead", "coordinate", "report_to", "supervise")
        }
        tasks.append(
            Task(
                id=f"k{n}", span=frame.span(draft.start, draft.end), section_id=frame.section_id(draft.node),
                text=text, same_as=_same_as(f"k{n}", text, leads, known),
                place=clean(frame.source.view[slice(*draft.place)]).strip(" .;-") or None if draft.place else None,
                lead_ids=by_role["lead"], coordinate_ids=by_role["coordinate"] + by_role["supervise"], report_to_ids=by_role["report_to"],
                deadline_ids=[f"d{i + 1}" for i in draft.dues], target_ids=[f"t{i + 1}" for i in draft.goals],
                citation_ids=[f"c{i + 1}" for i in draft.cites],
                outputs=[clean(frame.source.view[a:b]).strip(" .;-") for a, b in draft.outputs],
            )
        )  # fmt: skip
    return tasks


class _Told(NamedTuple):
    """A task already told: what it is compared by."""

    ident: str
    text: str
    figures: list[str]
    leads: frozenset[str]


_ALIKE = 92
"""Similarity (0 to 100) from which two tasks say the same."""
_LOOK_BACK = 20


def _same_as(ident: str, text: str, leads: frozenset[str], known: dict[str, list[_Told]]) -> str | None:
    """The first task that says what `text` says, with the same figures and leads; tasks that begin alike are compared."""
    folded = fold(text).strip(" .;")
    figures = re.findall(r"\d+", folded)
    rivals = known.setdefault(" ".join(folded.split()[:4]), [])
    if len(folded) >= 30:
        for other in rivals[-_LOOK_BACK:]:
            if other.figures == figures and (not leads or not other.leads or leads & other.leads):
                if fuzz.ratio(folded, other.text, score_cutoff=_ALIKE):
                    return other.ident
    rivals.append(_Told(ident, folded, figures, leads))
    return None


def owners(drafts: list[Draft], kind: str) -> dict[int, str]:
    """Which task a unit (`units`), deadline (`dues`) or target (`goals`) belongs to: index of the mention → task id."""
    found: dict[int, str] = {}
    for n, draft in enumerate(drafts, 1):
        for i in getattr(draft, kind):
            found.setdefault(i, f"k{n}")
    return found
