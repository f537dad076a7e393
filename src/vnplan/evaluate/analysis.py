"""What the outcomes of an evaluation add up to: error classes, confusions, and what changed between two runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from vnplan.evaluate.align import Item, words_of
from vnplan.evaluate.kinds import KIND_NAMES, KINDS, OTHER_KIND
from vnplan.evaluate.result import Evaluation

MISSED = "missed"
"""In a confusion table, the column of what was not predicted."""
SPURIOUS = "spurious"
"""In a confusion table, the row of what is not in the gold."""

# --- error classes ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """How often an error class stands among the things of one kind: in the gold, and among the predicted ones.

    A thing found with two wrong attributes is in two classes; one that was not found is in one.
    """

    kind: str
    name: str
    gold: int
    pred: int


def error_classes(result: Evaluation) -> list[ErrorClass]:
    """Count the error classes, kind by kind, the commonest first; see `Verdict.classes` for what they are."""
    gold: Counter[tuple[str, str]] = Counter()
    pred: Counter[tuple[str, str]] = Counter()
    for verdict in result.outcomes:
        for name in verdict.classes:
            gold[verdict.kind, name] += verdict.gold is not None
            pred[verdict.kind, name] += verdict.pred is not None
    classes = [ErrorClass(*key, gold[key], pred[key]) for key in gold]
    return sorted(classes, key=lambda c: (KIND_NAMES.index(c.kind), -max(c.gold, c.pred), c.name))


# --- confusions -------------------------------------------------------------------------------------------------------

Confusion = dict[str, dict[str, int]]
"""Gold value → predicted value → things; `missed` is the last column, `spurious` the last row."""


def confusions(result: Evaluation) -> dict[str, Confusion]:
    """Table the values of roles, relations and kinds, gold against predicted, by `family.attribute`.

    Things that are the same count, and targets that touch but are listed under two kinds.
    """
    cells: dict[str, Counter[tuple[str, str]]] = {}
    by_name = {kind.name: kind for kind in KINDS if kind.confused}
    for verdict in result.outcomes:
        kind = by_name.get(verdict.kind)
        if kind is None:
            continue
        gold, pred = verdict.gold, verdict.pred
        if verdict.apart == OTHER_KIND:
            if gold is None:
                continue  # it stands in the cell of the gold's thing
            pred = verdict.near
        table = cells.setdefault(f"{kind.family}.{kind.confused}", Counter())
        table[_value(gold, kind.confused, SPURIOUS), _value(pred, kind.confused, MISSED)] += 1
    return {name: _table(counter) for name, counter in cells.items()}


def _value(item: Item | None, attribute: str, lacking: str) -> str:
    return lacking if item is None else str(item.get(attribute) or "none")


def _table(cells: Counter[tuple[str, str]]) -> Confusion:
    values = sorted({value for pair in cells for value in pair} - {MISSED, SPURIOUS})
    return {row: {column: cells[row, column] for column in (*values, MISSED)} for row in (*values, SPURIOUS)}


# --- two runs ---------------------------------------------------------------------------------------------------------

Sort = Literal["gained", "lost", "changed", "spurious gone", "spurious new"]
SORTS: tuple[Sort, ...] = ("gained", "lost", "changed", "spurious gone", "spurious new")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that fares otherwise than in an earlier run.

    Attributes:
        sort: `gained`: strictly right now and not before; `lost`: the reverse; `changed`: wrong in another way;
            `spurious gone` and `spurious new`: predicted in vain by one run only.
        kind: Kind of thing.
        document: The gold's document.
        before: What it was, as in `Verdict.what`; empty where it was not predicted.
        now: What it is.
        words: Its words, the gold's where the gold has it.
    """

    sort: Sort
    kind: str
    document: str
    before: str
    now: str
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on the same gold.

    Attributes:
        before: The earlier run.
        now: The later one.
        changes: What differs, by kind and sort.
    """

    before: Evaluation
    now: Evaluation
    changes: list[Change]

    def counts(self, kind: str) -> dict[Sort, int]:
        """Count the changes of one kind by sort."""
        found = Counter(change.sort for change in self.changes if change.kind == kind)
        return {sort: found[sort] for sort in SORTS}


def compare_runs(before: Evaluation, now: Evaluation) -> Comparison:
    """Set a run against an earlier one; both must be on the same gold."""
    changes: list[Change] = []
    earlier = {key: what for key, (what, _) in _of_gold(before).items()}
    for key, (what, words) in _of_gold(now).items():
        was = earlier[key]
        if was != what:
            sort: Sort = "gained" if what == "right" else "lost" if was == "right" else "changed"
            changes.append(Change(sort, key[0], key[1], was, what, words))
    old, new = _in_vain(before), _in_vain(now)
    changes += [Change("spurious gone", k, d, what, "", words) for k, d, what, words in (old - new).elements()]
    changes += [Change("spurious new", k, d, "", what, words) for k, d, what, words in (new - old).elements()]
    order = {document.name: n for n, document in enumerate(now.documents)}
    changes.sort(key=lambda change: (KIND_NAMES.index(change.kind), SORTS.index(change.sort), order[change.document]))
    return Comparison(before, now, changes)


def _of_gold(result: Evaluation) -> dict[tuple[str, str, int], tuple[str, str]]:
    return {
        (verdict.kind, verdict.document, verdict.number): (verdict.what, words_of(verdict.gold))
        for verdict in result.outcomes
        if verdict.gold is not None
    }


def _in_vain(result: Evaluation) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (verdict.kind, verdict.document, verdict.what, words_of(verdict.item))
        for verdict in result.outcomes
        if verdict.gold is None
    )
