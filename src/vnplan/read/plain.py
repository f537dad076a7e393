"""Plain text and Markdown: bytes to `str`."""

from __future__ import annotations

import codecs
import re

from vnplan.errors import UnreadableSource

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode `data` as text.

    Returns:
        The text and the name of its encoding (`utf-8`, `utf-8-sig`, `utf-16`).

    Raises:
        UnreadableSource: the bytes are not text (`binary`) or not text in an encoding that is read (`undecodable`).
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    else:
        encoding = "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in data[:8192]:
            raise UnreadableSource(name, "binary", "the file is binary, not text") from error
        raise UnreadableSource(
            name, "undecodable", f"byte {error.start} is not {encoding.upper()} text; save the file as UTF-8"
        ) from error
    if len(_CONTROL.findall(text[:8192])) > max(2, len(text[:8192]) // 100):
        raise UnreadableSource(name, "binary", "the file is binary, not text")
    return text, encoding
