"""Plain text and Markdown: bytes to `str`."""

from __future__ import annotations

from pathlib import PurePath

from vnplan.read.encodings import Decoded, decode_text
from vnplan.read.reading import Content, Rendering

_MEDIA = {".md": "text/markdown", ".markdown": "text/markdown"}


def read_plain(data: bytes, name: str) -> Content:
    """Read plain text or Markdown.

    Raises:
        UnreadableSource: the bytes are not text (`binary`) or not text in an encoding that is read (`undecodable`).
    """
    decoded = decode_text(data, name)
    rendering = Rendering([decoded.text], len(decoded.text))
    report(rendering, decoded)
    pages = decoded.text.count("\f") + 1 if "\f" in decoded.text else None
    media = _MEDIA.get(PurePath(name).suffix.lower(), "text/plain")
    return Content(rendering, media, "text", decoded.encoding, pages)


def report(rendering: Rendering, decoded: Decoded) -> None:
    """Tell what was done to the text on the way to Unicode NFC."""
    if decoded.converted:
        rendering.remark("encoding-converted", encoding=decoded.encoding)
    elif decoded.combining:
        rendering.remark("encoding-combining")
