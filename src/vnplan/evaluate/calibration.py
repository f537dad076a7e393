"""How well confidence holds: the counts behind it, and what becomes of finds by the confidence they were given.

`python -m vnplan.evaluate.calibration GOLD_DIR PRED` prints the reliability table; with `--write FILE` it writes the
counts that `vnplan.link.confidence` reads. The table is honest about unseen plans: each document's finds are judged by
counts of all other documents.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from vnplan.evaluate.align import pick
from vnplan.evaluate.load import load_predictions
from vnplan.evaluate.result import Verdict
from vnplan.evaluate.score import evaluate
from vnplan.link.confidence import Counts, estimate

_KINDS = {
    "citations": "citation", "deadlines": "deadline", "percent_targets": "target", "other_targets": "target", "units": "unit",
}  # fmt: skip
_EDGES = (0.0, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


@dataclass(frozen=True, slots=True)
class Bin:
    """Finds of one kind whose confidence lies in one stretch.

    Attributes:
        kind: citation, deadline, target or unit.
        low: Lower edge of the stretch.
        high: Upper edge, not part of it.
        of: Finds in it.
        mean: Their mean confidence.
        right: Share of them that are right.
    """

    kind: str
    low: float
    high: float
    of: int
    mean: float
    right: float


def count(verdicts: Iterable[Verdict], noisy: dict[str, bool]) -> Counts:
    """Count right finds by kind, rule and kind of text.

    Args:
        verdicts: What `evaluate` gives.
        noisy: Document → whether its text shows slips of OCR.
    """
    right: Counter[tuple[str, str, bool]] = Counter()
    of: Counter[tuple[str, str, bool]] = Counter()
    for verdict in verdicts:
        kind = _KINDS.get(verdict.kind)
        if kind is None:
            continue
        key = (kind, str(verdict.item["rule"]), noisy[verdict.document])
        of[key] += 1
        right[key] += verdict.strict
    return {key: (right[key], of[key]) for key in sorted(of)}


def reliability(verdicts: Sequence[Verdict], noisy: dict[str, bool]) -> list[Bin]:
    """Judge each document's finds by counts of all others, and gather them by confidence."""
    everything = count(verdicts, noisy)
    judged: list[tuple[str, float, bool]] = []
    for document in sorted({verdict.document for verdict in verdicts}):
        own = [verdict for verdict in verdicts if verdict.document == document]
        without = _minus(everything, count(own, noisy))
        for verdict in own:
            kind = _KINDS.get(verdict.kind)
            if kind is not None:
                sure = estimate(without, kind, str(verdict.item["rule"]), noisy=noisy[document])
                judged.append((kind, sure, verdict.strict))
    bins = []
    for kind in dict.fromkeys(_KINDS.values()):
        for low, high in pairwise(_EDGES):
            inside = [(sure, right) for k, sure, right in judged if k == kind and low <= sure < high]
            if inside:
                mean = sum(sure for sure, _ in inside) / len(inside)
                bins.append(Bin(kind, low, high, len(inside), mean, sum(right for _, right in inside) / len(inside)))
    return bins


def _minus(all_of_them: Counts, own: Counts) -> Counts:
    rest = {}
    for key, (right, of) in all_of_them.items():
        less_right, less_of = own.get(key, (0, 0))
        if of > less_of:
            rest[key] = (right - less_right, of - less_of)
    return rest


def to_markdown(bins: Sequence[Bin]) -> str:
    """Write the reliability table as Markdown."""
    lines = ["| kind | confidence | finds | mean confidence | right |", "|---|---|---:|---:|---:|"]
    lines += [
        f"| {b.kind} | {b.low:.2f} to {min(b.high, 1.0):.2f} | {b.of} | {b.mean:.3f} | {b.right:.3f} |" for b in bins
    ]
    return "\n".join(lines)


def write(path: Path, counts: Counts) -> None:
    """Write the counts as the table that the package ships."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("kind", "rule", "noisy", "right", "of"))
        for (kind, rule, noisy), (right, of) in sorted(counts.items()):
            table.writerow((kind, rule, "yes" if noisy else "no", right, of))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the module as a program."""
    parser = argparse.ArgumentParser(prog="python -m vnplan.evaluate.calibration", description=__doc__)
    parser.add_argument("gold_dir", type=Path)
    parser.add_argument("pred", type=Path, help="what vnplan convert wrote")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the counts to FILE")
    options = parser.parse_args(arguments)
    result = evaluate(options.gold_dir, options.pred)
    noisy = {
        name: any(pick(told, "code") == "text-noisy" for told in document.get("diagnostics") or [])
        for name, document in load_predictions(options.pred).items()
    }
    if options.write is not None:
        write(options.write, count(result.verdicts, noisy))
    print(to_markdown(reliability(result.verdicts, noisy)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
