"""The evaluation itself: gold and predictions in, `Evaluation` out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from vnplan.evaluate.align import Item, overlap, pick, place
from vnplan.evaluate.kinds import DOUBLED, HEADER, KIND_NAMES, KINDS, MERGED, Judgement, Kind
from vnplan.evaluate.load import load_gold, load_predictions
from vnplan.evaluate.result import Counts, DocumentResult, Evaluation, Share, Verdict
from vnplan.model import PlanDocument

_BY_NAME = {kind.name: kind for kind in KINDS}


def evaluate(gold_dir: str | os.PathLike[str], pred: str | os.PathLike[str] | Iterable[PlanDocument]) -> Evaluation:
    """Score predictions against gold.

    Args:
        gold_dir: Folder with `*.gold.json`.
        pred: A JSON Lines file or a folder of `.json` files as `vnplan convert` writes them, or documents. A document
            belongs to the gold whose `doc` is the last part of its `source.name`; gold without one counts as missed.

    Raises:
        EvaluationError: gold or predictions cannot be read as such.
        OSError: a file cannot be opened.
    """
    golds = load_gold(Path(gold_dir))
    predictions = load_predictions(Path(pred) if isinstance(pred, (str, os.PathLike)) else pred)
    documents: list[DocumentResult] = []
    outcomes: list[Verdict] = []
    for gold in golds:
        name = gold["doc"]
        document = predictions.get(name, {})
        verdicts = list(_header(gold, document))
        for kind in KINDS:
            verdicts += _things(kind, gold, document)
        outcomes += [_beside(verdict, verdicts) for verdict in verdicts]
        documents.append(DocumentResult(name, name in predictions, _counts(verdicts)))
    return Evaluation(_counts(outcomes), _attributes(outcomes), documents, outcomes)


def _header(gold: Item, pred: Item) -> Iterator[Verdict]:
    """Judge every field that gold or prediction gives, as one thing each."""
    header = pred.get("header") or {}
    for number, field in enumerate(HEADER):
        wanted, got = gold["header"].get(field.gold), pick(header, *field.pred)
        if wanted is None and got is None:
            continue
        right = wanted is not None and got is not None and field.agree(wanted, got, header)
        g, p = ({"quote": value} if value is not None else None for value in (wanted, got))
        yield Verdict("header", gold["doc"], number, g, p, found=right, judged={field.name: right}, noted={})


def _things(kind: Kind, gold: Item, pred: Item) -> Iterator[Verdict]:
    """Judge the things of one kind: first those found, then those missed, then the spurious ones."""
    wanted, got, pairs = kind.align(gold, pred)
    for pair in pairs:
        g, p = wanted[pair.gold], got[pair.pred]
        judged, noted = _closed(kind.judge(g, p)), _closed(kind.note(g, p))
        yield Verdict(kind.name, gold["doc"], pair.gold, g, p, found=True, judged=judged, noted=noted)
    for i in sorted(set(range(len(wanted))) - {pair.gold for pair in pairs}):
        yield Verdict(kind.name, gold["doc"], i, wanted[i], None, found=False, judged={}, noted={})
    for j in sorted(set(range(len(got))) - {pair.pred for pair in pairs}):
        yield Verdict(kind.name, gold["doc"], j, None, got[j], found=False, judged={}, noted={})


def _closed(judgement: Judgement) -> dict[str, bool]:
    """Leave out what the gold leaves open."""
    return {name: right for name, right in judgement.items() if right is not None}


def _beside(verdict: Verdict, verdicts: Sequence[Verdict]) -> Verdict:
    """Add to a thing that one side lacks what its place holds there: of all that touch it, what covers it best."""
    kind = _BY_NAME.get(verdict.kind)
    if verdict.found or kind is None or not kind.family:
        return verdict
    share, near, taken = 0.0, None, False
    for other in verdicts:
        theirs = other.gold if verdict.gold is None else other.pred
        if theirs is None or other.kind not in _BY_NAME or _BY_NAME[other.kind].family != kind.family:
            continue
        shared = overlap(place(verdict.item), place(theirs))
        if shared > share:
            share, near, taken = shared, theirs, other.found
    if near is None:
        return verdict
    if taken:  # it is already the same thing as another one
        return replace(verdict, near=near, apart=DOUBLED if verdict.gold is None else MERGED)
    apart = kind.apart(near, verdict.item) if verdict.gold is None else kind.apart(verdict.item, near)
    return replace(verdict, near=near, apart=apart)


def _counts(verdicts: Iterable[Verdict]) -> dict[str, Counts]:
    counts = dict.fromkeys(KIND_NAMES, Counts())
    for verdict in verdicts:
        counts[verdict.kind] += verdict.counts
    return counts


def _attributes(verdicts: Iterable[Verdict]) -> dict[str, Share]:
    """Count by attribute; a field of the header is a thing, not an attribute."""
    shares: dict[str, Share] = {}
    for verdict in verdicts:
        if verdict.kind != "header":
            for name, right in {**verdict.judged, **verdict.noted}.items():
                key = f"{verdict.kind}.{name}"
                shares[key] = shares.get(key, Share()) + Share(right, 1)
    return shares
