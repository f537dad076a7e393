"""Text that XML can hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """`text` with what XML 1.0 forbids (controls, lone surrogates) replaced by U+FFFD, letter for letter."""
    return _ILLEGAL.sub("\ufffd", text)
