"""Public deadlines, targets and units out of what the extractors found."""

from __future__ import annotations

from vnplan.diagnostics import make
from vnplan.extract.deadlines import Due
from vnplan.link.build import Frame, node_at
from vnplan.extract.targets import Goal
from vnplan.extract.units import Doer
from vnplan.link.references import canonical_organ
from vnplan.model import Deadline, Diagnostic, Target, Unit
from vnplan.text import clean


def build_deadlines(frame: Frame, found: list[Due], diagnostics: list[Diagnostic]) -> list[Deadline]:
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
                id=f"d{n}", span=span, raw=raw, kind=due.kind, bound=due.bound,  # type: ignore[arg-type]
                value=None if due.impossible else due.value, value_source=due.source,  # type: ignore[arg-type]
                section_id=frame.section_id(node_at(frame.structure.flat, due.start)),
            )
        )  # fmt: skip
    return deadlines


def build_targets(frame: Frame, found: list[Goal]) -> list[Target]:
    """Public targets."""
    targets = []
    for n, goal in enumerate(found, 1):
        span = frame.span(goal.start, goal.end)
        subject = clean(frame.source.view[slice(*goal.subject)]).strip(" ,:;.-+*") if goal.subject else None
        targets.append(
            Target(
                id=f"t{n}", span=span, raw=frame.source.text[span.start : span.end], kind=goal.kind,  # type: ignore[arg-type]
                comparator=goal.comparator, value=goal.value, value_max=goal.value_max, unit=goal.unit,  # type: ignore[arg-type]
                subject=subject or None, baseline=goal.baseline,
                section_id=frame.section_id(node_at(frame.structure.flat, goal.start)),
            )
        )  # fmt: skip
    return targets


def build_units(frame: Frame, found: list[Doer]) -> list[Unit]:
    """Public units."""
    units = []
    for n, doer in enumerate(found, 1):
        span = frame.span(doer.start, doer.end)
        units.append(
            Unit(
                id=f"u{n}", span=span, raw=frame.source.text[span.start : span.end],
                canonical=canonical_organ(frame.source.view[doer.start : doer.end]), role=doer.role,  # type: ignore[arg-type]
                section_id=frame.section_id(node_at(frame.structure.flat, doer.start)),
            )
        )  # fmt: skip
    return units
