"""A short readable page about one document: header, counts, and the tasks, deadlines and targets it sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vnplan.export.wording import amount, count, one_line, walk
from vnplan.model import Deadline, PlanDocument, Target, Task

_SHOWN = 10
"""Rows of one list; a page should fit a screen, and the JSON has them all."""


def to_summary(document: PlanDocument) -> str:
    """Describe `document` in plain text: labels in English, the document's own words in Vietnamese.

    What the document does not say is left out. Each list is cut after its first ten rows and says how many more
    there are.

    Returns:
        Lines joined by line feeds, without one at the end.
    """
    blocks = [
        [document.source.name, *_header(document)],
        _found(document),
        _list("Tasks", document.tasks, [line for task in document.tasks[:_SHOWN] for line in _task(document, task)]),
        _list("Deadlines", document.deadlines, [_deadline(document, item) for item in document.deadlines[:_SHOWN]]),
        _list("Targets", document.targets, [_target(document, item) for item in document.targets[:_SHOWN]]),
        _list(
            "Diagnostics",
            document.diagnostics,
            [f"  {item.severity}: {item.message} ({item.code})" for item in document.diagnostics[:_SHOWN]],
        ),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _header(document: PlanDocument) -> list[str]:
    header = document.header
    number, signature = header.number, header.signature
    date = None if header.date is None else header.date.iso or header.date.raw
    facts = {
        "Type": header.doc_type,
        "Number": None if number is None else number.canonical or number.raw,
        "Title": header.title,
        "Issuer": None if header.issuer is None else header.issuer.canonical or header.issuer.name,
        "Parent": None if header.parent is None else header.parent.canonical or header.parent.name,
        "Place": header.place,
        "Date": date,
        "Period": None if header.period is None else "–".join(dict.fromkeys((header.period.start, header.period.end))),
        "Signed by": None
        if signature is None
        else ", ".join(part for part in (signature.name, signature.position) if part),
        "Recipients": str(len(header.recipients)) if header.recipients else None,
    }
    return [f"  {label:<11}{one_line(value, 200)}" for label, value in facts.items() if value]


def _found(document: PlanDocument) -> list[str]:
    sections = sum(1 for _ in walk(document.sections))
    citations = count(len(document.citations), "citation")
    if document.references:
        citations += f" of {count(len(document.references), 'document')}"
    counts = [
        count(sections, "section"),
        citations,
        count(len(document.deadlines), "deadline"),
        count(len(document.targets), "target"),
        count(len(document.units), "unit"),
        count(len(document.tasks), "task"),
    ]
    optional = (("table", document.tables), ("footnote", document.footnotes))
    counts += [count(len(items), thing) for thing, items in optional if items]
    return ["Found: " + ", ".join(counts)]


def _list(title: str, items: Sequence[object], lines: list[str]) -> list[str]:
    if not items:
        return []
    more = len(items) - _SHOWN
    return [title, *lines, *([f"  … and {more} more"] if more > 0 else [])]


def _task(document: PlanDocument, task: Task) -> list[str]:
    units = {unit.id: one_line(unit.raw, 60) for unit in document.units}
    deadlines = {item.id: one_line(item.raw, 50) for item in document.deadlines}
    targets = {item.id: amount(item) for item in document.targets}
    facts = {
        "lead": _named(units, task.lead_ids),
        "with": _named(units, task.coordinate_ids),
        "report to": _named(units, task.report_to_ids),
        "when": _named(deadlines, task.deadline_ids),
        "target": _named(targets, task.target_ids),
    }
    known = "; ".join(f"{label}: {value}" for label, value in facts.items() if value)
    return [f"  {task.id:<4} {one_line(task.text)}", *([f"       {known}"] if known else [])]


def _named(names: dict[str, str], ids: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names.get(key, key) for key in ids))


def _deadline(document: PlanDocument, item: Deadline) -> str:
    when = f"{item.bound} {item.value}" if item.value else item.bound
    return f"  {item.id:<4} {when:<34} “{one_line(item.raw, 60)}”{_where(document, item.section_id)}"


def _target(document: PlanDocument, item: Target) -> str:
    subject = f" {one_line(item.subject, 80)}" if item.subject else ""
    return f"  {item.id:<4} {amount(item):<16}{subject}{_where(document, item.section_id)}"


def _where(document: PlanDocument, section_id: str | None) -> str:
    path = next((section.path for section in walk(document.sections) if section.id == section_id), None)
    return f"  [{path}]" if path else ""
