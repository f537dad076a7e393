"""Readers: bytes to text, one module per format."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import NamedTuple

from vnplan.read.plain import decode

_MEDIA = {".md": "text/markdown", ".markdown": "text/markdown"}


class Reading(NamedTuple):
    """What a reader got: the text and what is known about the source."""

    text: str
    media_type: str
    sha256: str
    size_bytes: int
    encoding: str
    page_count: int | None
    reader: str


def read(data: bytes, name: str) -> Reading:
    """Read the bytes of one source.

    Raises:
        UnreadableSource: they cannot be text.
    """
    text, encoding = decode(data, name)
    pages = text.count("\f") + 1 if "\f" in text else None
    media = _MEDIA.get(PurePath(name).suffix.lower(), "text/plain")
    return Reading(text, media, hashlib.sha256(data).hexdigest(), len(data), encoding, pages, "text")


__all__ = ["Reading", "read"]
