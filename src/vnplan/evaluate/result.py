"""What an evaluation gives: counts, shares, verdicts, mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vnplan.evaluate.align import Item, value_of, words_of


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one kind of thing; they add up over documents.

    Attributes:
        gold: Things in the gold.
        pred: Things predicted.
        matched: Pairs of the two that are the same thing.
        strict: Those of them with every judged attribute right.
    """

    gold: int = 0
    pred: int = 0
    matched: int = 0
    strict: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.gold + other.gold, self.pred + other.pred, self.matched + other.matched, self.strict + other.strict
        )

    @property
    def precision(self) -> float:
        """Share of the predicted things that are in the gold; 0 when none was predicted."""
        return self.matched / self.pred if self.pred else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold things that were found; 0 when the gold has none."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 when there was nothing to find and nothing was predicted."""
        return self._harmonic(self.matched)

    @property
    def strict_f1(self) -> float:
        """The same with only those things counted as found whose attributes are all right."""
        return self._harmonic(self.strict)

    def _harmonic(self, right: int) -> float:
        both = self.gold + self.pred
        return 2 * right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the judged values of one attribute were right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def ratio(self) -> float:
        """The share; nothing is judged only where nothing was found, and such an attribute has no `Share`."""
        return self.right / self.of


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is not as in the gold.

    Attributes:
        kind: Kind of thing.
        document: The gold's document.
        what: `missed`, `spurious`, `wrong` and the attributes, or `noted` and attributes that do not bear on the score.
        gold: What the gold has, shortened; empty when spurious.
        pred: What was predicted, shortened; empty when missed.
        classes: Its error classes, see `Verdict.classes`.
        why: The values that differ, or what stands at the place on the other side; empty when there is nothing to say.
    """

    kind: str
    document: str
    what: str
    gold: str
    pred: str
    classes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one thing: of the gold's, of a predicted one, or of both where they are the same thing.

    Attributes:
        kind: Kind of thing.
        document: The gold's document.
        number: Place among the gold's things of this kind, or among the predicted ones when the gold has it not.
        gold: The gold's thing; None when spurious.
        pred: The predicted thing as JSON has it; None when missed.
        found: Both are the same thing. A field of the header counts as found only when its value is right.
        judged: Whether each judged attribute is right; all of them right makes the thing strictly right.
        noted: The same for attributes that do not bear on the strict score.
        near: What the place holds on the other side, where the thing itself is missed or spurious.
        apart: Why that is not the same thing, an error class.
    """

    kind: str
    document: str
    number: int
    gold: Item | None
    pred: Item | None
    found: bool
    judged: Mapping[str, bool]
    noted: Mapping[str, bool]
    near: Item | None = None
    apart: str = ""

    @property
    def item(self) -> Item:
        """The predicted thing; the gold's where it was missed."""
        return self.pred or self.gold or {}

    @property
    def strict(self) -> bool:
        """Whether the thing is found and every judged attribute is right."""
        return self.found and all(self.judged.values())

    @property
    def counts(self) -> Counts:
        """What it adds to the counts of its kind."""
        return Counts(self.gold is not None, self.pred is not None, self.found, self.strict)

    @property
    def what(self) -> str:
        """`right`, `missed`, `spurious`, or `wrong` and the attributes."""
        if self.strict:
            return "right"
        wrong = ",".join(name for name, right in self.judged.items() if not right)
        return f"wrong {wrong}" if wrong else self._one_sided

    @property
    def classes(self) -> tuple[str, ...]:
        """Error classes, none when all is right.

        A found thing has one class for each wrong attribute, noted ones too. Another has one: that of `apart` where
        something stands at its place, else `missed` or `spurious`.
        """
        if self.gold is not None and self.pred is not None:
            wrong = (name for name, right in {**self.judged, **self.noted}.items() if not right)
            return tuple("role confusion" if name == "role" else f"wrong {name}" for name in wrong)
        return (self.apart or self._one_sided,)

    @property
    def _one_sided(self) -> str:
        return "missed" if self.pred is None else "spurious"


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """Counts of one gold document; `predicted` is False when no prediction has its name."""

    name: str
    predicted: bool
    kinds: dict[str, Counts]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole result.

    Attributes:
        kinds: Counts over all documents, by kind, in a fixed order.
        attributes: Shares of the attributes of found things, by `kind.attribute`.
        documents: The counts document by document, in the order of the gold files.
        outcomes: What became of every thing, document by document, kind by kind. All else is added up from it.
    """

    kinds: dict[str, Counts]
    attributes: dict[str, Share]
    documents: list[DocumentResult]
    outcomes: list[Verdict]

    @property
    def missing(self) -> list[str]:
        """Names of the gold documents without a prediction."""
        return [document.name for document in self.documents if not document.predicted]

    @property
    def verdicts(self) -> list[Verdict]:
        """The outcomes of predicted things."""
        return [verdict for verdict in self.outcomes if verdict.pred is not None]

    @property
    def errors(self) -> list[Mistake]:
        """Everything that is not strictly right."""
        return [_mistake(verdict, verdict.what) for verdict in self.outcomes if not verdict.strict]

    @property
    def notes(self) -> list[Mistake]:
        """Things of which a noted attribute is wrong; they may be strictly right and among the errors or not."""
        found = [verdict for verdict in self.outcomes if not all(verdict.noted.values())]
        return [
            _mistake(verdict, "noted " + ",".join(name for name, right in verdict.noted.items() if not right))
            for verdict in found
        ]


def _mistake(verdict: Verdict, what: str) -> Mistake:
    gold, pred = verdict.gold, verdict.pred
    why = ""
    if verdict.near is not None:
        why = f"{verdict.apart}: {words_of(verdict.near)}"
    elif verdict.found and gold is not None and pred is not None:
        attributes = what.partition(" ")[2].split(",")
        why = "; ".join(f"{name}: {value_of(gold, name)} → {value_of(pred, name)}" for name in attributes)
    nothing = "None" if verdict.kind == "header" else ""  # as the fields of the header write what is not given
    return Mistake(
        verdict.kind,
        verdict.document,
        what,
        words_of(gold) if gold is not None else nothing,
        words_of(pred) if pred is not None else nothing,
        verdict.classes,
        why,
    )
