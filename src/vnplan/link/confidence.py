"""How sure a find is: counted on annotated plans, rule by rule.

The counts stand in `lexicon/data/confidence.csv`; `python -m vnplan.evaluate.calibration` makes them anew and shows how
well they hold. A rule that was seen seldom leans on its kind as a whole, a rule in OCR text on the rule in clean text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vnplan import lexicon

Counts = Mapping[tuple[str, str, bool], tuple[int, int]]
"""(kind, rule, noisy) → (right, of)."""

_WEIGHT = 4
"""How many finds of its own a rule needs to count as much as what it leans on."""


_MOST = 0.99
"""Nothing that was counted on some hundred finds is certain."""
_UNSEEN = 0.85
"""What is left of the trust in a kind for a rule that the annotated plans never used."""


@cache
def confidence(kind: str, rule: str, *, noisy: bool) -> float:
    """Chance that a find is right, two digits.

    Args:
        kind: citation, deadline, target or unit.
        rule: The rule that found it.
        noisy: Whether the text shows slips of OCR.
    """
    return estimate(lexicon.confidence_counts(), kind, rule, noisy=noisy)


def estimate(counts: Counts, kind: str, rule: str, *, noisy: bool) -> float:
    """The same from given counts."""
    sure = _share([n for (k, _, _), n in counts.items() if k == kind], 0.5, 2)
    own = [counts.get((kind, rule, n), (0, 0)) for n in (False, True)]
    if not any(of for _, of in own):
        sure *= _UNSEEN
    sure = _share(own, sure, _WEIGHT)
    if noisy:
        sure = _share([counts.get((kind, rule, True), (0, 0))], sure, _WEIGHT)
    return min(_MOST, round(sure, 2))


def _share(seen: list[tuple[int, int]], prior: float, weight: int) -> float:
    right, of = (sum(column) for column in zip(*seen, strict=True)) if seen else (0, 0)
    return (right + weight * prior) / (of + weight)
