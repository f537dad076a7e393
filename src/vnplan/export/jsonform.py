"""The JSON form of one document, and its schema."""

from __future__ import annotations

from typing import Any

from vnplan.model import PlanDocument

# JSON allows these inside a string, but `str.splitlines` and many line readers break at them, and then one JSON Lines
# record becomes two broken ones. They can stand nowhere else in JSON text, so replacing them anywhere is safe.
_LINE_BREAKS = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def to_json(document: PlanDocument, *, indent: int | None = None) -> str:
    """Write `document` as JSON text.

    Args:
        document: What to write; equal documents give equal text.
        indent: Blanks per level; None gives one line, without a line end, fit for JSON Lines.

    Returns:
        JSON with Vietnamese letters as they are, not as escapes.
    """
    text = document.model_dump_json(indent=indent)
    for char, escape in _LINE_BREAKS:  # far quicker than `str.translate`, which asks for every character
        text = text.replace(char, escape)
    return text


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) that every text from `to_json` satisfies."""
    schema = PlanDocument.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
