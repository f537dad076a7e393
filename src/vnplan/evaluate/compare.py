"""When two written forms count as the same: all comparisons of the evaluation, free of any document."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {**dict.fromkeys("*_“”\"'’‘`", None), **dict.fromkeys("‐‑‒–—−", "-"), "ð": "đ"}  # emphasis and quotation marks go
)
# Both spellings of a tone's place, and one name whose place holders differ.
_SPELLINGS = (("uỷ", "ủy"), ("hoà", "hòa"), ("đắc", "đắk"))
_SHORT = (
    (re.compile(r"\bủy ban nhân dân\b"), "ubnd"),
    (re.compile(r"\bhội đồng nhân dân\b"), "hđnd"),
)
_BLANKS = re.compile(r"\s+")
_TIGHT = re.compile(r"\s*([-/,])\s*")
_SEPARATORS = re.compile(r"[\s\-/.]+")
_YEAR = re.compile(r"\s*(?:năm\s*)?(?:19|20)\d\d$")


def fold(value: object) -> str:
    """Reduce a value to what counts: case, blanks, marks, dash kinds, tone placement and UBND/HĐND do not."""
    return "" if value is None else _fold(str(value))


@lru_cache(maxsize=1 << 16)
def _fold(value: str) -> str:
    text = unicodedata.normalize("NFC", value).casefold().translate(_LETTERS)
    for other, usual in _SPELLINGS:
        text = text.replace(other, usual)
    for long, short in _SHORT:
        text = long.sub(short, text)
    return _TIGHT.sub(r"\1", _BLANKS.sub(" ", text).strip(" .;:,"))


def fold_number(value: object) -> str:
    """Reduce a document number: `765-KH/UBND` and `765/KH - UBND` are one."""
    return _SEPARATORS.sub("-", fold(value)).strip("-")


def fold_name(value: object) -> str:
    """Reduce a law's name: with its year or without, it is one law."""
    return _YEAR.sub("", fold(value))


def same(a: object, b: object) -> bool:
    """Whether two values are equal once folded."""
    return fold(a) == fold(b)


def similar(gold: object, pred: object, least: float = 0.85) -> bool:
    """Whether two texts are nearly the same: `difflib`'s ratio of the folded forms is at least `least`."""
    a, b = fold(gold), fold(pred)
    return a == b or (bool(a and b) and _ratio_reaches(a, b, least))


@lru_cache(maxsize=1 << 14)
def _ratio_reaches(a: str, b: str, least: float) -> bool:
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    # Two upper bounds of the ratio that cost next to nothing spare most of the quadratic comparisons.
    return all(bound() >= least for bound in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def one_begins_the_other(a: object, b: object) -> bool:
    """Whether two document types agree: "Kế hoạch" serves for "Kế hoạch hành động"."""
    x, y = fold(a), fold(b)
    return bool(x and y) and (x.startswith(y) or y.startswith(x))


def share_words(a: object, b: object) -> bool:
    """Whether two phrases share half the words of the shorter and three tenths of those of the longer."""
    x, y = set(fold(a).split()), set(fold(b).split())
    common, (few, many) = len(x & y), sorted((len(x), len(y)))
    return few > 0 and common >= 0.5 * few and common >= 0.3 * many
