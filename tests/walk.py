"""Walks over a parsed document by its types, so that a field added later cannot escape the checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from vnplan import PlanDocument, Span


def models(thing: Any, path: str = "document") -> Iterator[tuple[str, BaseModel]]:
    """Every model below `thing` with the path to it, `thing` itself first."""
    if isinstance(thing, BaseModel):
        yield path, thing
        for name in type(thing).model_fields:
            yield from models(getattr(thing, name), f"{path}.{name}")
    elif isinstance(thing, (list, tuple)):
        for n, item in enumerate(thing):
            yield from models(item, f"{path}[{n}]")
    elif isinstance(thing, dict):
        for key, item in thing.items():
            yield from models(item, f"{path}[{key!r}]")


_POINTERS = {
    "section_id": "sections", "task_id": "tasks", "deadline_id": "deadlines", "reference_id": "references", "footnote_id": "footnotes",
    "lead_ids": "units", "coordinate_ids": "units", "report_to_ids": "units", "deadline_ids": "deadlines",
    "target_ids": "targets", "citation_ids": "citations",
}  # fmt: skip
"""Which list a field points into. A field whose name ends in `_id` or `_ids` and that is not here fails the check."""


def faults(document: PlanDocument) -> list[str]:
    """What is wrong with the spans, ids and pointers of a document; empty when nothing is."""
    wrong: list[str] = []
    ids: dict[str, set[str]] = {}
    everything = list(models(document))
    for path, model in everything:
        if isinstance(model, Span) and not 0 <= model.start <= model.end <= len(document.text):
            wrong.append(f"{path}: {model.start}:{model.end} is outside the text of {len(document.text)}")
        span, raw = getattr(model, "span", None), getattr(model, "raw", None)
        if isinstance(span, Span) and isinstance(raw, str) and document.text[span.start : span.end] != raw:
            wrong.append(f"{path}: {raw!r} is not {document.text[span.start : span.end]!r}")
        ident = getattr(model, "id", None)
        if isinstance(ident, str):
            kind = path.removeprefix("document.").split("[")[0]
            if ident in ids.setdefault(kind, set()):
                wrong.append(f"{path}: {ident} is there twice")
            ids[kind].add(ident)
    for path, model in everything:
        for name in type(model).model_fields:
            value = getattr(model, name)
            if not name.endswith(("_id", "_ids")) or name == "canonical_id" or value is None:
                continue
            known = ids.get(_POINTERS[name], set()) if name in _POINTERS else set()
            for pointer in [value] if isinstance(value, str) else value:
                if pointer not in known:
                    wrong.append(f"{path}.{name}: there is no {pointer}")
    return wrong + _order(document)


def _order(document: PlanDocument) -> list[str]:
    """Lists that are not in reading order."""
    wrong: list[str] = []
    for name in ("sections", "tables", "citations", "deadlines", "targets", "units", "tasks"):
        spans = [(item.span.start, item.id) for item in getattr(document, name)]
        if spans != sorted(spans, key=lambda pair: pair[0]):
            wrong.append(f"{name}: not in reading order")
        number = [int(ident.lstrip("abcdefghijklmnopqrstuvwxyz")) for _, ident in spans]
        if number != sorted(number):
            wrong.append(f"{name}: ids are not in reading order")
    return wrong
