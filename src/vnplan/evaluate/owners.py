"""The wrong-owner rate: dates and issuers of cited documents that were taken from a neighbour.

    python -m vnplan.evaluate.owners GOLD_DIR PRED

Of all dates and issuers that were given to a citation which the gold has too, how many are not its own but those of
another citation beside it. A missing value is another kind of mistake and not counted here; nor is a value that says
that it was inferred.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vnplan.evaluate.align import Item, pick, words_of
from vnplan.evaluate.compare import similar
from vnplan.evaluate.kinds import KINDS
from vnplan.evaluate.load import EvaluationError, load_gold, load_predictions
from vnplan.evaluate.result import Share

_BESIDE = 3
"""How many citations before and after one are its neighbours."""
_GIVEN = ("stated", "shared", "footnote", "context")
_CITATIONS = next(kind for kind in KINDS if kind.name == "citations")


class Theft(NamedTuple):
    """A value that belongs to a neighbour: where it was given, what it is, and whose it is."""

    document: str
    attribute: str
    citation: str
    value: str
    owner: str


def wrong_owners(gold: Item, pred: Item) -> tuple[Share, list[Theft]]:
    """Judge the citations of one document.

    Args:
        gold: A gold file.
        pred: The predicted document.

    Returns:
        How many of the judged dates and issuers are a neighbour's, and which.
    """
    wanted, got, pairs = _CITATIONS.align(gold, pred)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i]["start"])
    rank = {i: n for n, i in enumerate(order)}
    judged = 0
    thefts: list[Theft] = []
    for pair in pairs:
        mine, citation = wanted[pair.gold], got[pair.pred]
        n = rank[pair.gold]
        beside = [wanted[i] for i in order[max(0, n - _BESIDE) : n + _BESIDE + 1] if i != pair.gold]
        for attribute, value in _given(citation):
            judged += 1
            if _owns(mine, attribute, value):
                continue
            owner = next((other for other in beside if _owns(other, attribute, value)), None)
            if owner is not None:
                thefts.append(Theft(gold["doc"], attribute, words_of(mine), value, words_of(owner)))
    return Share(len(thefts), judged), thefts


def _given(citation: Item) -> Iterator[tuple[str, str]]:
    for attribute, key in (("date", "iso"), ("issuer", "raw")):
        value = pick(citation, attribute, key)
        if value is not None and citation.get(f"{attribute}_source") in _GIVEN:
            yield attribute, str(value)


def _owns(gold: Item, attribute: str, value: str) -> bool:
    own = [gold.get(attribute), gold.get(f"footnote_{attribute}")]
    if attribute == "date":
        return value in own
    return any(similar(" ".join(str(name).split()), " ".join(value.split())) for name in own if name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rate and each wrong owner; give the exit code: 0 measured, 2 something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m vnplan.evaluate.owners", description="Measure wrong owners.")
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR")
    parser.add_argument("pred", type=Path, metavar="PRED")
    options = parser.parse_args(arguments)
    try:
        golds, predictions = load_gold(options.gold), load_predictions(options.pred)
    except (EvaluationError, OSError) as error:
        print(f"owners: {error}", file=sys.stderr)
        return 2
    total = Share()
    for gold in golds:
        share, thefts = wrong_owners(gold, predictions.get(gold["doc"], {}))
        total += share
        for theft in thefts:
            print(
                f"{theft.document}: {theft.attribute} {theft.value!r} of “{theft.citation}” is that of “{theft.owner}”"
            )
    rate = total.ratio if total.of else 0.0
    print(f"wrong owners: {total.right} of {total.of} dates and issuers ({rate:.4f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
