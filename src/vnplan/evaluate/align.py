"""Which predicted thing is which gold thing: places, candidate pairs, and the choice among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Item = Mapping[str, Any]
"""One thing as JSON has it: from a gold file (offsets in `start`, `end`) or a `PlanDocument` (offsets in `span`)."""


class Pair(NamedTuple):
    """A gold thing and a predicted thing that may be the same, by index; the higher the score, the likelier."""

    score: float
    gold: int
    pred: int


def pick(item: Any, *path: str) -> Any:
    """Follow `path` into nested objects; None where it ends early."""
    for step in path:
        if not isinstance(item, Mapping):
            return None
        item = item.get(step)
    return item


def place(item: Item) -> tuple[int, int]:
    """Give the offsets of a thing; a section's are those of its heading."""
    span = item.get("heading_span") or item.get("span")
    if not span:
        return item["start"], item["end"]
    return (span["start"], span["end"]) if isinstance(span, Mapping) else (span[0], span[1])


def words_of(item: Item) -> str:
    """Give the words of a thing, to show it to people."""
    words = item.get("quote") or item.get("raw") or item.get("heading") or ""
    return str(words)[:110].replace("\n", " ")


def value_of(item: Item, attribute: str) -> str:
    """Give the value of an attribute, to show it to people; of an object the part that is compared."""
    value = item.get(attribute)
    if isinstance(value, Mapping):
        value = next((part for key in ("iso", "canonical", "raw") if (part := value.get(key)) is not None), None)
    return "none" if value is None else " ".join(str(value).split())[:110]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Give the length two places share as a share of the length they cover together."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def overlapping(gold: Sequence[Item], pred: Sequence[Item], least: float) -> Iterator[Pair]:
    """Give the pairs whose places overlap by at least `least`; the overlap is their score."""
    places = [place(item) for item in pred]
    for i, item in enumerate(gold):
        mine = place(item)
        for j, theirs in enumerate(places):
            score = overlap(mine, theirs)
            if score >= least:
                yield Pair(score, i, j)


def agreeing(gold: Sequence[Item], pred: Sequence[Item], score: Callable[[Item, Item], float | None]) -> Iterator[Pair]:
    """Give the pairs to which `score` gives a number."""
    for i, wanted in enumerate(gold):
        for j, got in enumerate(pred):
            value = score(wanted, got)
            if value is not None:
                yield Pair(value, i, j)


def choose(pairs: Iterable[Pair]) -> list[Pair]:
    """Choose pairs so that each thing is in one at most: best score first, then in reading order."""
    chosen: list[Pair] = []
    gold_taken: set[int] = set()
    pred_taken: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.gold, pair.pred)):
        if pair.gold not in gold_taken and pair.pred not in pred_taken:
            gold_taken.add(pair.gold)
            pred_taken.add(pair.pred)
            chosen.append(pair)
    return chosen
