"""A reviewed document as a gold file: the yardstick that `vnplan evaluate` measures by."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from vnplan.export.wording import walk
from vnplan.model import Citation, PlanDocument, Section, Span

Json = dict[str, Any]


def to_gold(document: PlanDocument) -> Json:
    """Write what `document` says as a gold file.

    What was inferred from elsewhere is null: a gold file gives only what the text says at the place, what a footnote
    supplies standing apart. Short forms of citations ("Nghị định này") are left out.

    Args:
        document: A document that a person has reviewed.

    Returns:
        The JSON object of a `NAME.gold.json`.
    """
    paths = {section.id: section.path for section in walk(document.sections)}
    text = document.text

    def quoted(span: Span) -> Json:
        quote = text[span.start : span.end]
        around = _context(text, span)
        return {"quote": quote, **({"in": around} if around != quote else {}), "start": span.start, "end": span.end}

    return {
        "doc": PurePosixPath(document.source.name).name,
        "header": _header(document),
        "sections": [
            {**quoted(section.heading_span), "path": section.path, "label": section.label, "heading": section.heading}
            for section in _annotated(document)
        ],
        "citations": [
            {**quoted(item.span), **_citation(document, item)} for item in document.citations if item.form != "short"
        ],
        "deadlines": [
            {**quoted(item.span), "kind": item.kind, "bound": item.bound, "value": item.value}
            for item in document.deadlines
        ],
        "targets": [
            {
                **quoted(item.span), "kind": item.kind, "comparator": item.comparator, "value": item.value,
                "value_max": item.value_max, "unit": item.unit, "subject": item.subject,
            }
            for item in document.targets
        ],
        "units": [
            {**quoted(item.span), "role": item.role, "path": paths.get(item.section_id or "")} for item in document.units
        ],
    }  # fmt: skip


def _annotated(document: PlanDocument) -> list[Section]:
    """Sections that a gold file lists: those with a label, and headings."""
    return [section for section in walk(document.sections) if section.label or section.heading]


def _header(document: PlanDocument) -> Json:
    header = document.header
    number, signature = header.number, header.signature
    return {
        "number_raw": None if number is None else number.raw,
        "serial": None if number is None else number.serial,
        "symbol": None if number is None else number.symbol,
        "place": header.place,
        "date": None if header.date is None else header.date.iso,
        "doc_type": header.doc_type,
        "title": header.title,
        "issuer": None if header.issuer is None else header.issuer.name,
        "parent": None if header.parent is None else header.parent.name,
        "signer_name": None if signature is None else signature.name,
        "signer_position": None if signature is None else signature.position,
        "signer_authority": None if signature is None or not signature.authority else "\n".join(signature.authority),
        "recipients": [line.raw for line in header.recipients],
    }


def _citation(document: PlanDocument, item: Citation) -> Json:
    date = None if item.date is None else item.date.iso
    issuer = None if item.issuer is None else item.issuer.raw
    label = next((note.label for note in document.footnotes if note.id == item.footnote_id), None)
    stated = ("stated", "shared")
    return {
        "doc_type": item.doc_type,
        "number": None if item.number is None else item.number.canonical or item.number.raw,
        "name": item.name,
        "date": date if item.date_source in stated else None,
        # What `context` completed is the full name; the name as written stands in `raw`.
        "issuer": issuer if item.issuer_source in (*stated, "context") and _beside(item) else None,
        "title": item.title,
        "relation": item.relation,
        "footnote": label,
        "footnote_date": date if item.date_source == "footnote" else None,
        "footnote_issuer": issuer if item.issuer_source == "footnote" else None,
    }


def _beside(item: Citation) -> bool:
    """Whether the issuer stands in the mention itself; completed from the letterhead it does not always."""
    if item.issuer is None or item.issuer_source != "context":
        return item.issuer is not None
    return item.span.start <= item.issuer.span.start and item.issuer.span.end <= item.span.end


def _context(text: str, span: Span) -> str:
    """The words of a place, with as much around them as makes them stand once in the text."""
    start, end = span.start, span.end
    quote = text[start:end]
    step = 8
    while start > 0 or end < len(text):
        around = text[start:end]
        if _once(text, around) and _once(around, quote):
            return around
        if not _once(around, quote):
            break  # growing only brings more of the same: the offsets tell which is meant
        start, end = max(0, start - step), min(len(text), end + step)
        step *= 2
    return quote


def _once(text: str, words: str) -> bool:
    first = text.find(words)
    return text.find(words, first + 1) < 0
