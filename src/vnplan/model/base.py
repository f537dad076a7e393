"""What every model shares: immutability, strict fields, and the span.

Offsets, everywhere in the public face: 0-based, half-open `[start, end)`, counted in Unicode code points of
`PlanDocument.text` (which is NFC with LF line ends).
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Base of all models: frozen, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """A place in `PlanDocument.text`.

    Attributes:
        start: Offset of the first code point.
        end: Offset after the last code point; `text[start:end]` is the thing itself.
    """

    start: int
    end: int
