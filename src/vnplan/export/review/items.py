"""What of a document is shown, highlighted and reviewed: one `Item` each, with its place and what is doubtful about it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vnplan.export.wording import walk
from vnplan.model import Citation, Deadline, Diagnostic, PlanDocument, Span, Target, Unit

KINDS = (
    "citation", "deadline", "target", "unit", "task", "header", "section", "footnote", "table", "diagnostic",
)  # fmt: skip
"""Kinds in the order in which the page offers them."""

SURE = 0.75
"""What is less sure than this is doubtful; `vnplan.link.checks` gives `confidence-low` below the same."""

_HEADER_PLACES = ("number", "parent", "issuer", "date", "period", "signature")
_LEFT_OUT = {"id", "span", "raw", "rule", "confidence", "children", "rows", "heading_span", "marks"}


@dataclass(slots=True)
class Item:
    """One thing of a document.

    Attributes:
        kind: One of `KINDS`.
        ref: Its id in the document; `h-issuer`, `h-recipient-1`, `g1` for what has none.
        places: Where it stands; the first is where a jump to it lands.
        fields: Its attributes as JSON has them, without place, rule and confidence.
        rule: The rule that found it; `confidence` is how sure such finds are; None for what carries none.
        told: Indexes of the diagnostics about it.
        doubtful: Whether a person should look at it first.
    """

    kind: str
    ref: str
    places: list[Span]
    fields: dict[str, Any]
    rule: str | None = None
    confidence: float | None = None
    told: list[int] = field(default_factory=list)
    doubtful: bool = False


def items_of(document: PlanDocument) -> list[Item]:
    """List the things of `document` that have a place, in the order of `KINDS`, each kind in reading order."""
    found = [*_finds(document), *_header(document), *_structure(document)]
    _attach(found, document.diagnostics)
    for n, told in enumerate(document.diagnostics):
        if told.span is not None:
            fields = told.model_dump(mode="json", exclude={"span"})
            found.append(Item("diagnostic", f"g{n + 1}", [told.span], fields, told=[n]))
    return found


def _finds(document: PlanDocument) -> Iterator[Item]:
    lists: tuple[tuple[str, list[Citation] | list[Deadline] | list[Target] | list[Unit]], ...] = (
        ("citation", document.citations),
        ("deadline", document.deadlines),
        ("target", document.targets),
        ("unit", document.units),
    )
    for kind, things in lists:
        for thing in things:
            yield Item(kind, thing.id, [thing.span], _fields(thing), thing.rule, thing.confidence)
    for task in document.tasks:
        yield Item("task", task.id, [task.span], _fields(task))


def _header(document: PlanDocument) -> Iterator[Item]:
    for name in _HEADER_PLACES:
        value = getattr(document.header, name)
        if value is not None:
            yield Item("header", f"h-{name}", [value.span], {"field": name, **_fields(value)})
    for n, line in enumerate(document.header.recipients, 1):
        yield Item("header", f"h-recipient-{n}", [line.span], {"field": "recipient", **_fields(line)})


def _structure(document: PlanDocument) -> Iterator[Item]:
    for section in walk(document.sections):
        yield Item("section", section.id, [section.heading_span], _fields(section))
    for note in document.footnotes:
        yield Item("footnote", note.id, [note.span, *note.marks], _fields(note))
    for table in document.tables:
        yield Item("table", table.id, [table.span], {**_fields(table), "row_count": len(table.rows)})


def _fields(thing: Any) -> dict[str, Any]:
    dumped: dict[str, Any] = thing.model_dump(mode="json", exclude=_LEFT_OUT)
    return {name: value for name, value in dumped.items() if value not in (None, [], {})}


def _attach(items: list[Item], diagnostics: list[Diagnostic]) -> None:
    """Tell each item what the diagnostics say about it: those at its place, or inside it (a date inside a citation)."""
    placed = sorted((told.span.start, told.span.end, n) for n, told in enumerate(diagnostics) if told.span is not None)
    starts = [start for start, _, _ in placed]
    for item in items:
        place = item.places[0]
        near = placed[bisect_left(starts, place.start) : bisect_left(starts, max(place.end, place.start + 1))]
        for start, end, n in near:
            exact = (start, end) == (place.start, place.end)
            if exact or (end <= place.end and item.kind in ("citation", "deadline", "target")):
                item.told.append(n)
        warned = any(diagnostics[n].severity != "info" for n in item.told)
        item.doubtful = warned or (item.confidence is not None and item.confidence < SURE)
