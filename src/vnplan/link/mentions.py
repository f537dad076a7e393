"""Public deadlines, targets and units out of what the extractors found."""

from __future__ import annotations

from vnplan.diagnostics import make
from vnplan.extract.deadlines import Due
from vnplan.extract.targets import Goal
from vnplan.extract.units import Doer
from vnplan.link.build import Frame
from vnplan.link.registry import canonical_organ
from vnplan.model import Deadline, Diagnostic, Target, Unit
from vnplan.text import clean, within


def build_deadlines(
    frame: Frame, found: list[Due], tasks: dict[int, str], diagnostics: list[Diagnostic]
) -> list[Deadline]:
    """Public deadlines; impossible days and years from context are told."""
    deadlines = []
    for n, due in enumerate(found, 1):
        span = frame.span(due.start, due.end)
        raw = frame.source.text[span.start : span.end]
        if due.impossible:
            diagnostics.append(make("date-impossible", (span.start, span.end), raw=raw))
        if due.year_from is not None and due.source == "context":
            diagnostics.append(
                make("year-from-context", (span.start, span.end), raw=raw, year=due.year_from, origin="the plan")
            )
        deadlines.append(
            Deadline(
                id=f"d{n}", span=span, raw=raw, kind=due.kind, bound=due.bound,
                value=None if due.impossible else due.value, value_source=due.source,
                section_id=frame.section_at(due.start), task_id=tasks.get(n - 1),
                **frame.sure("deadline", f"{due.kind}-{due.bound}"),
            )
        )  # fmt: skip
    return deadlines


def build_targets(frame: Frame, found: list[Goal], tasks: dict[int, str], dues: list[Due]) -> list[Target]:
    """Public targets."""
    targets = []
    starts = [due.start for due in dues]
    for n, goal in enumerate(found, 1):
        span = frame.span(goal.start, goal.end)
        subject = clean(frame.source.view[slice(*goal.subject)]).strip(" ,:;.-+*") if goal.subject else None
        targets.append(
            Target(
                id=f"t{n}", span=span, raw=frame.source.text[span.start : span.end], kind=goal.kind,
                comparator=goal.comparator, value=goal.value, value_max=goal.value_max, unit=goal.unit,
                subject=subject or None, baseline=goal.baseline,
                section_id=frame.section_at(goal.start), task_id=tasks.get(n - 1),
                deadline_id=_due_of(frame, goal, dues, starts),
                **frame.sure("target", f"{goal.kind}-{goal.comparator}"),
            )
        )  # fmt: skip
    return targets


def build_units(frame: Frame, found: list[Doer], tasks: dict[int, str]) -> list[Unit]:
    """Public units."""
    units = []
    issued = frame.header.date.iso if frame.header.date is not None else None
    for n, doer in enumerate(found, 1):
        span = frame.span(doer.start, doer.end)
        units.append(
            Unit(
                id=f"u{n}", span=span, raw=frame.source.text[span.start : span.end],
                canonical=canonical_organ(frame.source.view[doer.start : doer.end], issued), role=doer.role,
                section_id=None if frame.in_closing_words(doer.start) else frame.section_at(doer.start),
                task_id=tasks.get(n - 1), **frame.sure("unit", doer.rule),
            )
        )  # fmt: skip
    return units


_REACH = 1000
"""How far a sentence is followed to find the deadline of a target."""


def _due_of(frame: Frame, goal: Goal, dues: list[Due], starts: list[int]) -> str | None:
    """The deadline that stands in the same sentence as a target: the last one before it, else the first after it."""
    source = frame.source
    p = source.paragraphs[source.paragraph_at(goal.start)]
    line = max(p.start, goal.start - _REACH)
    start = max(line, source.view.rfind(". ", line, goal.start), source.view.rfind("; ", line, goal.start))
    stop = min(max(p.end, goal.end), goal.end + _REACH)
    for mark in (". ", "; "):
        at = source.view.find(mark, goal.end, stop)
        stop = at if at >= 0 else stop
    best = None
    for n in within(starts, start, stop):
        due = dues[n]
        if due.kind in ("recurring", "relative"):
            continue
        if due.start < goal.start:
            best = n
        elif best is None and goal.end <= due.start:
            best = n
    return f"d{best + 1}" if best is not None else None
