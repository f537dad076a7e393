"""What is scored: for each kind of thing, which things count, which pairs may be the same, and what is judged.

The header is scored field by field (`HEADER`); everything else is a list of things (`KINDS`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vnplan.evaluate.align import Item, Pair, agreeing, choose, overlap, overlapping, pick, place
from vnplan.evaluate.compare import fold_name, fold_number, one_begins_the_other, same, share_words, similar

Judgement = dict[str, bool | None]
"""Whether each attribute is right; None where the gold leaves it open."""


# --- header ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the header: where gold and prediction hold it, and when two values agree."""

    name: str
    gold: str
    pred: tuple[str, ...]
    agree: Callable[[Any, Any, Item], bool]


def _similar_issuer(gold: Any, pred: Any, header: Item) -> bool:
    return similar(gold, pred, 0.9) or similar(gold, pick(header, "issuer", "canonical"), 0.9)


HEADER = (
    Field("number", "number_raw", ("number", "raw"), lambda g, p, _: fold_number(g) == fold_number(p)),
    Field("date", "date", ("date", "iso"), lambda g, p, _: bool(g == p)),
    Field("place", "place", ("place",), lambda g, p, _: same(g, p)),
    Field("doc_type", "doc_type", ("doc_type",), lambda g, p, _: same(g, p)),
    Field("title", "title", ("title",), lambda g, p, _: similar(g, p, 0.95)),
    Field("issuer", "issuer", ("issuer", "name"), _similar_issuer),
    Field("signer", "signer_name", ("signature", "name"), lambda g, p, _: same(g, p)),
    Field("position", "signer_position", ("signature", "position"), lambda g, p, _: same(g, p)),
)


# --- lists of things ------------------------------------------------------------------------------------------------

BOUNDARY = "boundary"
"""Error class of things that touch and yet do not agree on the place."""
MERGED = "merged"
"""Error class of a missed thing whose place lies in what was predicted for another."""
DOUBLED = "doubled"
"""Error class of a spurious thing at the place of one that was found by another."""
OTHER_KIND = "wrong kind"
"""Error class of things that touch and are listed under two kinds."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing.

    Attributes:
        name: Its name in the result.
        gold: The things of a gold file.
        pred: The things of a predicted document, given the gold's, which decide on things beyond the gold.
        pairs: Pairs that may be the same thing.
        judge: The attributes of a pair; all of them right makes it strictly right.
        note: Attributes that are counted but do not bear on the strict score.
        family: Things of one family may be taken for one another where they touch; empty for things without a place.
        apart: Why two things of the family that touch are not the same, as an error class.
        confused: The attribute whose values are tabled, gold against predicted; empty for none.
    """

    name: str
    gold: Callable[[Item], list[Item]]
    pred: Callable[[Item, list[Item]], list[Item]]
    pairs: Callable[[Sequence[Item], Sequence[Item]], Iterator[Pair]]
    judge: Callable[[Item, Item], Judgement] = lambda _gold, _pred: {}
    note: Callable[[Item, Item], Judgement] = lambda _gold, _pred: {}
    family: str = ""
    apart: Callable[[Item, Item], str] = lambda _gold, _pred: BOUNDARY
    confused: str = ""

    def align(self, gold: Item, pred: Item) -> tuple[list[Item], list[Item], list[Pair]]:
        """Give the things of a gold file, those of a predicted document, and which are the same."""
        wanted = self.gold(gold)
        got = self.pred(pred, wanted)
        return wanted, got, choose(self.pairs(wanted, got))


def _listed(field: str) -> Callable[[Item, list[Item]], list[Item]]:
    return lambda document, _gold: list(document.get(field) or [])


# Recipients: by their words.


def _gold_recipients(gold: Item) -> list[Item]:
    return [{"quote": line} for line in gold["header"].get("recipients") or []]


def _pred_recipients(document: Item, _gold: list[Item]) -> list[Item]:
    lines = (document.get("header") or {}).get("recipients") or []
    return [line if isinstance(line, Mapping) else {"raw": line} for line in lines]


def _same_line(gold: Item, pred: Item) -> float | None:
    return 1.0 if similar(gold["quote"], pred.get("raw"), 0.9) else None


# Sections: same label at the same place, five characters more or less. Unlabelled ones and bullets do not count.

_BULLETS = "-+•*–"
_NEAR = 5


def _labelled(sections: Sequence[Item]) -> list[Item]:
    return [section for section in sections if section.get("label") and section["label"] not in _BULLETS]


def _flat(sections: Sequence[Item] | None) -> list[Item]:
    """Give a tree in reading order."""
    flat: list[Item] = []
    waiting = list(reversed(sections or []))
    while waiting:
        section = waiting.pop()
        flat.append(section)
        waiting.extend(reversed(section.get("children") or []))
    return flat


def _same_section(gold: Item, pred: Item) -> float | None:
    distance = abs(gold["start"] - place(pred)[0])
    return 1.0 - distance / 10 if distance <= _NEAR and same(gold["label"], pred["label"]) else None


def _judge_section(gold: Item, pred: Item) -> Judgement:
    heading = pred.get("heading")
    return {
        "path": same(gold["path"], pred.get("path")),
        "heading": similar(gold["heading"], heading, 0.9) if gold.get("heading") else not heading,
    }


def _sections_apart(gold: Item, pred: Item) -> str:
    return BOUNDARY if same(gold["label"], pred["label"]) else "wrong label"


# Citations: overlapping places and the same number. A number misread is still the same mention where the places agree
# well. A short form ("Nghị định này") is beyond the gold and counts only where the gold has its place.


def _pred_citations(document: Item, gold: list[Item]) -> list[Item]:
    citations = document.get("citations") or []
    return [
        citation
        for citation in citations
        if citation.get("form") != "short" or any(overlap(place(item), place(citation)) > 0 for item in gold)
    ]


def _number(pred: Item) -> Any:
    return pick(pred, "number", "canonical") or pick(pred, "number", "raw")


def _same_number(gold: Item, pred: Item) -> bool:
    """Whether the predicted number is the repaired one, or the one that OCR left in the text."""
    key = fold_number(_number(pred))
    return bool(key) and (key == fold_number(gold["number"]) or key in fold_number(gold["quote"]))


def _numbers_allow(gold: Item, pred: Item) -> bool:
    if gold.get("number") and _number(pred):
        return _same_number(gold, pred)
    return not gold.get("number") and not _number(pred)


def _citation_pairs(gold: Sequence[Item], pred: Sequence[Item]) -> Iterator[Pair]:
    for pair in overlapping(gold, pred, 0.2):
        if _numbers_allow(gold[pair.gold], pred[pair.pred]):
            yield pair
    for pair in overlapping(gold, pred, 0.6):
        yield pair._replace(score=pair.score - 1)  # after all pairs with the right number


def _inferred(source: object) -> bool:
    return source not in (None, "stated", "shared")


def _judge_citation(gold: Item, pred: Item) -> Judgement:
    # A footnote may rightly complete what the mention lacks, and what is inferred is not judged.
    date = pick(pred, "date", "iso")
    right_date = date in (gold.get("date"), gold.get("footnote_date") or gold.get("date")) or (
        gold.get("date") is None and _inferred(pred.get("date_source"))
    )
    issuer = pick(pred, "issuer", "raw") or pick(pred, "issuer", "canonical")
    right_issuer = any(similar(name, issuer) for name in (gold.get("issuer"), gold.get("footnote_issuer")) if name) or (
        gold.get("issuer") is None and (issuer is None or _inferred(pred.get("issuer_source")))
    )
    return {
        "doc_type": one_begins_the_other(gold["doc_type"], pred.get("doc_type")),
        "number": None if gold.get("number") is None else _same_number(gold, pred),
        "name": similar(fold_name(gold["name"]), fold_name(pred.get("name"))) if gold.get("name") else None,
        "date": right_date,
        "issuer": right_issuer,
    }


def _note_citation(gold: Item, pred: Item) -> Judgement:
    title = gold.get("title")
    return {
        "relation": same(gold.get("relation"), pred.get("relation")),
        "title": similar(title, pred.get("title"), 0.9) if title else None,
    }


# Deadlines: overlapping places.


def _judge_deadline(gold: Item, pred: Item) -> Judgement:
    # "hàng năm" is a deadline on no day in particular: its bound is open.
    bound_is_open = gold["kind"] == "recurring" and gold["bound"] == "on"
    return {
        "kind": gold["kind"] == pred.get("kind"),
        "value": same(gold["value"], pred.get("value")),
        "bound": None if bound_is_open else gold["bound"] == pred.get("bound"),
    }


# Targets: touching places and the same value; percentages apart from the rest.


def _targets(of_percent: bool) -> Callable[[Item], list[Item]]:
    def keep(document: Item) -> list[Item]:
        targets = document.get("targets") or []
        return [target for target in targets if (target.get("kind") == "percent") is of_percent]

    return keep


def _target_pairs(gold: Sequence[Item], pred: Sequence[Item]) -> Iterator[Pair]:
    for pair in overlapping(gold, pred, 0.01):
        if _same_value(gold[pair.gold], pred[pair.pred]):
            yield pair


def _same_value(gold: Item, pred: Item) -> bool:
    wanted, got = gold.get("value"), pred.get("value")
    return wanted is not None and got is not None and abs(float(wanted) - float(got)) < 1e-9


def _judge_target(gold: Item, pred: Item) -> Judgement:
    return {
        "comparator": gold["comparator"] == pred.get("comparator"),
        "value_max": gold.get("value_max") == pred.get("value_max"),
        "subject": share_words(gold["subject"], pred.get("subject")) if gold.get("subject") else None,
    }


def _targets_apart(gold: Item, pred: Item) -> str:
    if (gold["kind"] == "percent") is not (pred.get("kind") == "percent"):
        return OTHER_KIND
    return BOUNDARY if _same_value(gold, pred) else "wrong value"


# Units: overlapping places. A bracket or modifier after the same name does not make it another unit, so where both
# begin at one place less will do.


def _unit_pairs(gold: Sequence[Item], pred: Sequence[Item]) -> Iterator[Pair]:
    for pair in overlapping(gold, pred, 0.2):
        if pair.score >= 0.5 or place(gold[pair.gold])[0] == place(pred[pair.pred])[0]:
            yield pair


def _judge_unit(gold: Item, pred: Item) -> Judgement:
    return {"role": gold["role"] == pred.get("role")}


def _target_kind(name: str, *, of_percent: bool) -> Kind:
    keep = _targets(of_percent)
    return Kind(
        name,
        keep,
        lambda document, _gold: keep(document),
        _target_pairs,
        _judge_target,
        family="targets",
        apart=_targets_apart,
        confused="kind",
    )


KINDS = (
    Kind(
        "recipients",
        _gold_recipients,
        _pred_recipients,
        lambda gold, pred: agreeing(gold, pred, _same_line),
    ),
    Kind(
        "sections",
        lambda gold: _labelled(gold["sections"]),
        lambda document, _gold: _labelled(_flat(document.get("sections"))),
        lambda gold, pred: agreeing(gold, pred, _same_section),
        _judge_section,
        family="sections",
        apart=_sections_apart,
    ),
    Kind(
        "citations",
        lambda gold: gold["citations"],
        _pred_citations,
        _citation_pairs,
        _judge_citation,
        _note_citation,
        family="citations",
        confused="relation",
    ),
    Kind(
        "deadlines",
        lambda gold: gold["deadlines"],
        _listed("deadlines"),
        lambda gold, pred: overlapping(gold, pred, 0.3),
        _judge_deadline,
        family="deadlines",
        confused="kind",
    ),
    _target_kind("percent_targets", of_percent=True),
    _target_kind("other_targets", of_percent=False),
    Kind(
        "units",
        lambda gold: gold["units"],
        _listed("units"),
        _unit_pairs,
        _judge_unit,
        family="units",
        confused="role",
    ),
)

KIND_NAMES = ("header", *(kind.name for kind in KINDS))
