"""What an evaluation gives: counts, shares, mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
        what: `missed`, `spurious`, or `wrong` and the attributes.
        gold: What the gold has, shortened; empty when spurious.
        pred: What was predicted, shortened; empty when missed.
    """

    kind: str
    document: str
    what: str
    gold: str
    pred: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one predicted thing is right.

    Attributes:
        kind: Kind of thing.
        document: The gold's document.
        item: The predicted thing as JSON has it.
        found: The gold has it.
        strict: And every judged attribute is right.
    """

    kind: str
    document: str
    item: Mapping[str, Any]
    found: bool
    strict: bool


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
        errors: Everything that is not as in the gold, document by document.
        verdicts: Every predicted thing of a list, right or wrong.
    """

    kinds: dict[str, Counts]
    attributes: dict[str, Share]
    documents: list[DocumentResult]
    errors: list[Mistake]
    verdicts: list[Verdict]

    @property
    def missing(self) -> list[str]:
        """Names of the gold documents without a prediction."""
        return [document.name for document in self.documents if not document.predicted]
