"""`python -m benchmarks`: print the table. See `--help`."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

from adversarial import FAMILIES
from benchmarks import clock, measures
from benchmarks.material import SHARED, groups
from benchmarks.table import Row, show

PARTS = ("pass", "rivals", "copies", "families", "start")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all of them when none is named"
    )
    parser.add_argument("--size", type=int, default=8000, help="characters of the shorter adversarial texts")
    parser.add_argument(
        "--family", action="append", choices=FAMILIES, help="only this adversarial family; may be repeated"
    )
    parser.add_argument("--rounds", type=int, default=clock.ROUNDS, help="measurements of each adversarial text")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that may hold seeds/ and corpus/")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts = options.parts or PARTS
    texts = groups(options.shared)
    print(
        f"Python {platform.python_version()}, {platform.machine()}; CPU time, medians of {clock.ROUNDS}, turn by turn"
    )
    print(", ".join(f"{name}: {len(some)} texts, {sum(map(len, some)):,} characters" for name, some in texts.items()))
    rows: list[Row] = []
    for made in _measured(parts, texts, options):
        rows += made
    print("", show(rows), sep="\n")


def _measured(
    parts: Sequence[str], texts: dict[str, list[str]], options: argparse.Namespace
) -> Iterator[Iterator[Row]]:
    for name, some in texts.items():
        if "pass" in parts:
            yield measures.against_one_pass(name, some)
        if "rivals" in parts:
            yield measures.against_rivals(name, some)
        if "copies" in parts:
            yield measures.of_copies(name, sorted(some, key=len)[len(some) // 2 :][:3])  # the others would take minutes
    if "families" in parts:
        yield measures.of_families(options.size, options.rounds, options.family or FAMILIES)
    if "start" in parts:
        yield measures.of_start()


if __name__ == "__main__":
    main()
