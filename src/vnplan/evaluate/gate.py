"""The quality gate: no score may fall below its floor.

    python -m vnplan.evaluate.gate GOLD_DIR PRED FLOORS.json [--raise]

Prints the table of scores. Exit code 1 names each score below its floor; `--raise` lifts every floor to the score
reached (rounded down to three digits) and lowers none.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from vnplan.evaluate.kinds import KIND_NAMES
from vnplan.evaluate.load import EvaluationError
from vnplan.evaluate.render import to_text
from vnplan.evaluate.result import Evaluation
from vnplan.evaluate.score import evaluate

Floors = dict[str, dict[str, float]]
"""By kind: the least `f1` and the least `strict` F1."""


def load_floors(path: Path) -> Floors:
    """Read floors.

    Raises:
        EvaluationError: the file is not JSON, or does not give `f1` and `strict` for every kind.
    """
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise EvaluationError(f"{path}: not JSON in UTF-8: {error}") from error
    if not isinstance(floors, dict) or set(floors) != set(KIND_NAMES):
        raise EvaluationError(f"{path}: needs these kinds and no others: {', '.join(KIND_NAMES)}")
    for kind, floor in floors.items():
        if not isinstance(floor, dict) or set(floor) != {"f1", "strict"}:
            raise EvaluationError(f"{path}: {kind} needs the numbers f1 and strict")
        for value in floor.values():
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
                raise EvaluationError(f"{path}: {kind}: {value!r} is not a number from 0 to 1")
    return floors


def below(result: Evaluation, floors: Floors) -> list[str]:
    """Name each score below its floor, and each gold document without a prediction; empty when the gate is open."""
    shortfalls = [f"{name}: no prediction" for name in result.missing]
    for kind, floor in floors.items():
        for measure, score in _scores(result, kind).items():
            if score < floor[measure]:
                shortfalls.append(f"{kind}: {measure} {score:.4f} is below its floor {floor[measure]}")
    return shortfalls


def raised(result: Evaluation, floors: Floors) -> Floors:
    """Give floors lifted to the scores reached, rounded down to three digits; none is lowered."""
    return {
        kind: {
            measure: max(floor[measure], math.floor(score * 1000) / 1000)
            for measure, score in _scores(result, kind).items()
        }
        for kind, floor in floors.items()
    }


def _scores(result: Evaluation, kind: str) -> dict[str, float]:
    return {"f1": result.kinds[kind].f1, "strict": result.kinds[kind].strict_f1}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; give the exit code: 0 open, 1 a score is too low, 2 something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m vnplan.evaluate.gate", description="Hold scores to their floors.")
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR")
    parser.add_argument("pred", type=Path, metavar="PRED")
    parser.add_argument("floors", type=Path, metavar="FLOORS.json")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to the scores reached")
    options = parser.parse_args(arguments)
    try:
        floors = load_floors(options.floors)
        result = evaluate(options.gold, options.pred)
    except (EvaluationError, OSError) as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2
    print(to_text(result))
    shortfalls = below(result, floors)
    if shortfalls:
        print("gate: " + "\ngate: ".join(shortfalls), file=sys.stderr)
        return 1
    if options.lift:
        lines = [f"  {json.dumps(kind)}: {json.dumps(floor)}" for kind, floor in raised(result, floors).items()]
        options.floors.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
