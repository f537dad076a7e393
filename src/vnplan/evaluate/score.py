"""The evaluation itself: gold and predictions in, `Evaluation` out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from vnplan.evaluate.align import Item, choose, pick
from vnplan.evaluate.kinds import HEADER, KIND_NAMES, KINDS, Kind, words_of
from vnplan.evaluate.load import load_gold, load_predictions
from vnplan.evaluate.result import Counts, DocumentResult, Evaluation, Mistake, Share, Verdict
from vnplan.model import PlanDocument


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
    tally = _Tally()
    documents = []
    for gold in golds:
        name = gold["doc"]
        found = predictions.get(name)
        document = found if found is not None else {}
        kinds = {"header": tally.header(name, gold["header"], document.get("header") or {})}
        for kind in KINDS:
            kinds[kind.name] = tally.things(name, kind, gold, document)
        documents.append(DocumentResult(name, found is not None, kinds))
    totals = {name: sum((document.kinds[name] for document in documents), Counts()) for name in KIND_NAMES}
    return Evaluation(totals, tally.attributes, documents, tally.errors, tally.verdicts)


class _Tally:
    """What adds up over documents besides the counts."""

    def __init__(self) -> None:
        self.attributes: dict[str, Share] = {}
        self.errors: list[Mistake] = []
        self.verdicts: list[Verdict] = []

    def header(self, document: str, gold: Item, pred: Item) -> Counts:
        """Count every field that gold or prediction gives as one thing."""
        counts = Counts()
        for field in HEADER:
            wanted, got = gold.get(field.gold), pick(pred, *field.pred)
            right = wanted is not None and got is not None and field.agree(wanted, got, pred)
            counts += Counts(wanted is not None, got is not None, right, right)
            if not right and (wanted is not None or got is not None):
                self._err("header", document, f"wrong {field.name}", str(wanted)[:110], str(got)[:110])
        return counts

    def things(self, document: str, kind: Kind, gold: Item, pred: Item) -> Counts:
        """Count the things of one kind."""
        wanted = kind.gold(gold)
        got = kind.pred(pred, wanted)
        pairs = choose(kind.pairs(wanted, got))
        strict = 0
        strictly: dict[int, bool] = {}
        for pair in pairs:
            g, p = wanted[pair.gold], got[pair.pred]
            judged = {name: right for name, right in kind.judge(g, p).items() if right is not None}
            noted = {name: right for name, right in kind.note(g, p).items() if right is not None}
            for name, right in {**judged, **noted}.items():
                key = f"{kind.name}.{name}"
                self.attributes[key] = self.attributes.get(key, Share()) + Share(right, 1)
            wrong = [name for name, right in judged.items() if not right]
            strict += not wrong
            strictly[pair.pred] = not wrong
            if wrong:
                self._err(kind.name, document, "wrong " + ",".join(wrong), words_of(g), words_of(p))
        for i in sorted(set(range(len(wanted))) - {pair.gold for pair in pairs}):
            self._err(kind.name, document, "missed", words_of(wanted[i]), "")
        for j in sorted(set(range(len(got))) - {pair.pred for pair in pairs}):
            self._err(kind.name, document, "spurious", "", words_of(got[j]))
        self.verdicts.extend(
            Verdict(kind.name, document, item, j in strictly, strictly.get(j, False)) for j, item in enumerate(got)
        )
        return Counts(len(wanted), len(got), len(pairs), strict)

    def _err(self, kind: str, document: str, what: str, gold: str, pred: str) -> None:
        self.errors.append(Mistake(kind, document, what, gold, pred))
