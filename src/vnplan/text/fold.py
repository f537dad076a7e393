"""Folding: one spelling for matching, letter for letter.

`fold` never changes the length of a string, so an index into the folded text is an index into the text itself.
Values are never folded; patterns are.
"""

from __future__ import annotations

import re
import unicodedata

_DASHES = "‐‑‒–—―−﹣－\uf02d"
_DOUBLE = "“”„‟«»″〝〞＂"
_SINGLE = "‘’‚‛′`´＇"

REPAIRS = {
    # Look-alikes that are never meant in Vietnamese text (domain/confusables.csv).
    "Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ",
    "⁄": "/", "∕": "/", "／": "/", "：": ":", "；": ";", "，": ",", "％": "%", "﹪": "%",
    "（": "(", "）": ")",
}  # fmt: skip
"""Characters that the cleaned view replaces one by one."""

BLANKS = "\t\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2028\u2029"
"""Blanks of every kind that read as one space."""

CAPITAL = "A-ZÀ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capital letters, for a character class: a range such as À-Ỹ would hold small letters too."""

_FOLD = {
    **{ord(c): "-" for c in _DASHES},
    **{ord(c): '"' for c in _DOUBLE},
    **{ord(c): "'" for c in _SINGLE},
    **{ord(a): b.lower() for a, b in REPAIRS.items()},
}

# hoà → hòa, uỷ → ủy: the mark moves to the first vowel of an open syllable (domain/tone_placement.csv).
_TONES = {}
for _first, _last, _marked, _plain in (
    ("o", "a", "àáảãạ", "òóỏõọ"),
    ("o", "e", "èéẻẽẹ", "òóỏõọ"),
    ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
):
    for _m, _p in zip(_marked, _plain, strict=True):
        _TONES[_first + _m] = _p + _last
_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u(?<!qu)[ỳýỷỹỵ])(?![a-zà-ỹđ])")


_SIGNS = frozenset(map(chr, _FOLD))
_FOLDED = re.compile("[" + "".join(map(re.escape, _SIGNS)) + "]")


def _one(match: re.Match[str]) -> str:
    return _FOLD[ord(match.group())]


def _tone(match: re.Match[str]) -> str:
    return _TONES[match.group()]


def fold(text: str) -> str:
    """Return `text` in lower case with one tone placement, one dash, one quote; same length as `text`."""
    low = text.lower()
    if len(low) != len(text):  # İ and a few others grow in lower case
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    # Far quicker than `str.translate`, which asks for every character of a text that is not ASCII.
    if len(low) >= _LONG or not _SIGNS.isdisjoint(low):
        low = _FOLDED.sub(_one, low)
    return _TONE.sub(_tone, low)


class _Bare(dict[int, str]):
    """Code point → letter without marks, worked out once for each."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        plain = "d" if char == "đ" else unicodedata.normalize("NFD", char)[0]
        self[point] = plain
        return plain


_BARE = _Bare()
_LONG = 1000
"""Letters from which replacing one letter after the other is quicker than asking for each."""
_MARKED = tuple(
    (char, "d" if char == "đ" else unicodedata.normalize("NFD", char)[0])
    for char in "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
)
_OTHER = re.compile(r"[^\x00-\x7f]+")


def bare(folded: str) -> str:
    """Strip the marks of already folded text (`đ` becomes `d`); same length. For noisy OCR text only."""
    if len(folded) < _LONG:
        return folded.translate(_BARE)
    for char, plain in _MARKED:
        folded = folded.replace(char, plain)
    return _OTHER.sub(lambda match: match.group().translate(_BARE), folded)


def clean(text: str) -> str:
    """Collapse blanks and trim."""
    return " ".join(text.split())
