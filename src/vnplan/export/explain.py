"""What was found, by which rule and how surely: one line a find, in reading order."""

from __future__ import annotations

from vnplan.export.wording import amount, one_line
from vnplan.model import Citation, Deadline, PlanDocument, Target, Unit


def to_explanation(document: PlanDocument) -> str:
    """List every find of `document` with its place, value, rule and confidence, then the diagnostics with a place.

    Returns:
        Lines joined by line feeds: offsets into `document.text`, kind, value, rule, confidence and the words.
    """
    finds: list[tuple[int, int, str]] = []
    items: list[Citation | Deadline | Target | Unit] = [
        *document.citations, *document.deadlines, *document.targets, *document.units,
    ]  # fmt: skip
    for item in items:
        kind, value = _named(item)
        span = item.span
        finds.append(
            (
                span.start,
                span.end,
                f"{span.start:>7}-{span.end:<7} {item.id:<5} {kind:<9} {value:<32} {item.rule:<20} {item.confidence:.2f}  “{one_line(item.raw, 60)}”",
            )
        )
    for told in document.diagnostics:
        if told.span is not None:
            place = f"{told.span.start:>7}-{told.span.end:<7}"
            finds.append(
                (told.span.start, told.span.end, f"{place} {told.severity:<15} {told.code:<32} {told.message}")
            )
    return "\n".join(line for _, _, line in sorted(finds))


def _named(item: Citation | Deadline | Target | Unit) -> tuple[str, str]:
    if isinstance(item, Citation):
        number = item.number.canonical or item.number.raw if item.number is not None else item.name or ""
        return "citation", one_line(f"{item.relation} {number}", 32)
    if isinstance(item, Deadline):
        return "deadline", one_line(f"{item.bound} {item.value or '-'}", 32)
    if isinstance(item, Target):
        return "target", one_line(amount(item), 32)
    return "unit", item.role
