"""Documents that are nearly one: a draft and its signed copy, two scans of one sheet.

`signature` puts the text into sixteen numbers (one-permutation minhash over runs of four words): two texts that share
a part p of their runs share about the same part of their numbers. `near_duplicates` proposes pairs from equal pairs of
numbers and has `rapidfuzz` compare the words of each proposed pair. So the work grows with the number of documents,
not with its square.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from vnplan.text import fold

Signature = tuple[int, ...]

NEAR = 0.9
"""Share of common words, in order, from which two documents are near-duplicates."""

_SIZE = 16
_EMPTY = 0xFFFFFFFF
_RUN = 4
_FEW = 8
"""How many values of each of the sixteen places are looked at first, on average."""
_LIKELY = 8
"""Equal numbers of the sixteen from which a comparison of the words is worth its time."""
_KEPT = 4
"""Documents kept of one bucket: the earliest ones; a form letter in a thousand copies must not cost a million pairs."""

_WORD = re.compile(r"\w+")
_BLANKED = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
"""For bytes of UTF-8: signs of ASCII become blanks. Other signs stay with their word, which proposing pairs bears."""


class NearDuplicate(NamedTuple):
    """The later document, the earlier one that it nearly is, and the share of common words."""

    later: int
    earlier: int
    similarity: float


def words(text: str) -> list[str]:
    """The words of `text` as they are compared: folded, without punctuation."""
    return _WORD.findall(fold(text))


def signature(text: str) -> Signature:
    """Sixteen numbers that stand for the wording of `text`; empty for a text of less than four words."""
    found = fold(text).encode("utf-8", "surrogatepass").translate(_BLANKED).split()
    if len(found) < _RUN:
        return ()
    values = list(map(zlib.crc32, map(b" ".join, zip(*(found[at:] for at in range(_RUN)), strict=False))))
    # The lowest of a sixteenth is nearly always among the lowest few of all; the others need no look.
    limit = _EMPTY * _SIZE * _FEW // len(values)
    lowest = _lowest([value for value in values if value < limit])
    return lowest if _EMPTY not in lowest else _lowest(values)


def _lowest(values: Iterable[int]) -> Signature:
    lowest = [_EMPTY] * _SIZE
    for value in values:
        place = value % _SIZE
        if value < lowest[place]:
            lowest[place] = value
    return tuple(lowest)


def near_duplicates(
    signatures: Iterable[tuple[int, Signature]], text_of: Callable[[int], str], *, known: Container[int] = ()
) -> Iterator[NearDuplicate]:
    """Find for each document the earlier one that it nearly is.

    Args:
        signatures: Document and signature, in order.
        text_of: Gives the text of a document; asked for the proposed pairs only.
        known: Documents that were compared before: others are compared with them, they are not compared again.
    """
    buckets: dict[tuple[int, int, int], list[int]] = {}
    kept: dict[int, Signature] = {}
    for document, numbers in signatures:
        if not numbers:
            continue
        bands = [(n, numbers[n], numbers[n + 1]) for n in range(0, _SIZE, 2)]
        if document not in known:
            near = {other for band in bands for other in buckets.get(band, ())}
            scored = sorted((-_common(numbers, kept[other]), other) for other in near)
            if scored and -scored[0][0] >= _LIKELY:
                earlier = scored[0][1]
                similarity = Indel.normalized_similarity(
                    words(text_of(document)), words(text_of(earlier)), score_cutoff=NEAR
                )
                if similarity >= NEAR:
                    yield NearDuplicate(document, earlier, round(similarity, 3))
        for band in bands:
            bucket = buckets.setdefault(band, [])
            if len(bucket) < _KEPT:
                bucket.append(document)
                kept[document] = numbers


def _common(one: Signature, other: Signature) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))
