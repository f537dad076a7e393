"""A plan checked against itself: what its own values say that cannot all be true, or that a reader should look at.

Nothing is mended here: values stay as written, a diagnostic tells where they disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplan.diagnostics import make
from vnplan.model import Citation, Deadline, Diagnostic, Header, Span, Table, Target, Task, Unit
from vnplan.text import clean, fold

_SURE = 0.75
"""Confidence below which a find is told to be doubtful."""


def check(
    header: Header,
    citations: list[Citation],
    deadlines: list[Deadline],
    targets: list[Target],
    units: list[Unit],
    tasks: list[Task],
    tables: list[Table],
    text: str,
) -> list[Diagnostic]:
    """Give the diagnostics of a document whose parts are all known, in reading order."""
    issued = header.date.iso if header.date is not None else None
    found = [
        *_dates(issued, citations, deadlines),
        *_shares(targets),
        *_numbers(citations),
        *_strangers(units, tables, text),
        *_contradictions(tasks, deadlines),
        *_doubts(citations, deadlines, targets, units),
    ]
    return sorted(found, key=lambda told: (told.span.start if told.span else -1, told.code))


def _make(code: str, span: Span, **values: object) -> Diagnostic:
    return make(code, (span.start, span.end), **values)


def _dates(issued: str | None, citations: list[Citation], deadlines: list[Deadline]) -> Iterator[Diagnostic]:
    """Deadlines that were over when the plan was issued, and cited documents that were not there yet."""
    if issued is None:
        return
    for deadline in deadlines:
        last = _last_day(deadline)
        if last is not None and _before(last, issued):
            yield _make(
                "deadline-before-issue", deadline.span, raw=clean(deadline.raw), value=deadline.value, issued=issued
            )
    for citation in citations:
        date = citation.date.iso if citation.date is not None else None
        if date is not None and citation.form != "short" and _before(issued, date):
            yield _make("citation-after-issue", citation.span, raw=clean(citation.raw), date=date, issued=issued)


def _before(first: str, second: str) -> bool:
    """Compare two ISO points as far as both are known: a month may hold any of its days."""
    known = min(len(first), len(second))
    return first[:known] < second[:known]


_PART = re.compile(r"(?P<year>\d{4})-(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))")
_POINT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")


def _last_day(deadline: Deadline) -> str | None:
    """The end of a deadline as an ISO point; None when it repeats, is relative, or only begins something."""
    if deadline.value is None or deadline.kind in ("recurring", "relative") or deadline.bound == "from":
        return None
    last = deadline.value.split("/")[-1]
    part = _PART.fullmatch(last)
    if part:
        return f"{part['year']}-{3 * int(part['quarter']) if part['quarter'] else 6 * int(part['half']):02d}"
    return last if _POINT.match(last) else None


def _shares(targets: list[Target]) -> Iterator[Diagnostic]:
    for target in targets:
        if (
            target.kind == "percent"
            and max(target.value, target.value_max or 0) > 100
            and target.comparator != "increase"
        ):
            yield _make("share-above-100", target.span, raw=clean(target.raw))


def _numbers(citations: list[Citation]) -> Iterator[Diagnostic]:
    """The year inside the number of a normative document is the year of its date."""
    for citation in citations:
        year = citation.number.year if citation.number is not None else None
        date = citation.date.iso if citation.date is not None else None
        if year is not None and date is not None and not date.startswith(str(year)):
            yield _make("number-year-differs", citation.span, raw=clean(citation.raw), year=year, date=date)


def _strangers(units: list[Unit], tables: list[Table], text: str) -> Iterator[Diagnostic]:
    """Units that a table names and the text around the tables never does."""
    if not tables:
        return
    outside = []
    at = 0
    for table in sorted(tables, key=lambda t: t.span.start):
        outside.append(text[at : table.span.start])
        at = max(at, table.span.end)
    outside.append(text[at:])
    known: str | None = None
    told: set[str] = set()
    for unit in units:
        if not unit.rule.startswith("cell") or unit.canonical is None:
            continue
        name = fold(clean(unit.raw))
        if name in told:
            continue
        if known is None:
            known = fold(clean("\n".join(outside)))
        if not known:
            return
        if name not in known and fold(unit.canonical) not in known:
            told.add(name)
            yield _make("unit-only-in-table", unit.span, raw=clean(unit.raw))


def _contradictions(tasks: list[Task], deadlines: list[Deadline]) -> Iterator[Diagnostic]:
    """Two different last days for one task."""
    known = {deadline.id: deadline for deadline in deadlines}
    for task in tasks:
        last = [
            known[key]
            for key in task.deadline_ids
            if known[key].bound in ("by", "before") and known[key].kind == "date" and known[key].value is not None
        ]
        values = list(dict.fromkeys(deadline.value for deadline in last))
        if len(values) > 1:
            yield _make("task-two-deadlines", last[-1].span, first=values[0], second=values[1])


def _doubts(
    citations: list[Citation], deadlines: list[Deadline], targets: list[Target], units: list[Unit]
) -> Iterator[Diagnostic]:
    for kind, finds in (("citation", citations), ("deadline", deadlines), ("target", targets), ("unit", units)):
        for find in finds:
            if find.confidence < _SURE:
                yield _make(
                    "confidence-low", find.span, kind=kind, raw=clean(find.raw), rule=find.rule, percent=round(100 * find.confidence)
                )  # fmt: skip
