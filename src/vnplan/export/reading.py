"""JSON that `vnplan convert` wrote, back to documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from vnplan.errors import VnplanError
from vnplan.model import PlanDocument, Span

JSON_SUFFIXES = frozenset({".json", ".jsonl"})
"""Suffixes of the files that hold documents."""


class NotADocumentError(VnplanError):
    """What should be the JSON of a document is not; the message names the file, the line and what is wrong."""


def read_documents(path: Path) -> Iterator[PlanDocument]:
    """Read the documents of one file.

    Args:
        path: A `.jsonl` file with one document a line, or any other with the JSON of one document.

    Raises:
        OSError: the file cannot be opened.
        NotADocumentError: it does not hold what `vnplan convert` writes.
    """
    data = path.read_bytes()
    if path.suffix.lower() != ".jsonl":
        yield from_json(data, str(path))
        return
    # Lines end at a line feed alone: other separators may stand inside the strings of JSON.
    for n, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield from_json(line, f"{path}, line {n}")


def from_json(data: bytes | str, where: str = "JSON") -> PlanDocument:
    """Make a document of its JSON.

    Args:
        data: The JSON.
        where: What errors are to name.

    Raises:
        NotADocumentError: it is no JSON, has other fields than a document, or a place does not hold the words beside it.
    """
    try:
        document = PlanDocument.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reason = f"{place}: {first['msg']}" if place else first["msg"]
        raise NotADocumentError(f"{where}: not a document as vnplan convert writes it: {reason}") from error
    for path, reason in ungrounded(document):
        raise NotADocumentError(f"{where}: {path} {reason}; was the text changed after the conversion?")
    return document


def ungrounded(document: PlanDocument) -> Iterator[tuple[str, str]]:
    """Find places of `document` that are outside its text, or that hold other words than the `raw` beside them.

    Returns:
        Pairs of the path of a thing (`citations.3.date`) and what is wrong with its place.
    """
    text = document.text
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Span):
            if not 0 <= value.start <= value.end <= len(text):
                yield path, f"lies at {value.start}–{value.end}, outside the text of {len(text)} characters"
            continue
        if isinstance(value, list):
            waiting += [(f"{path}.{n}", one) for n, one in enumerate(value)][::-1]
            continue
        if not isinstance(value, BaseModel):
            continue
        span, raw = getattr(value, "span", None), getattr(value, "raw", None)
        if isinstance(span, Span) and isinstance(raw, str) and text[span.start : span.end] != raw:
            yield path, f"says “{raw[:60]}”, but its place holds “{text[span.start : span.end][:60]}”"
        dot = f"{path}." if path else ""
        waiting += [(dot + name, getattr(value, name)) for name in type(value).model_fields][::-1]
