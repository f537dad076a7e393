"""Breaks the extractors on purpose and looks whether a test notices: `python tests/trial_mutants.py --mutants 60`.

Each mutant is the library with one small change at a place drawn by chance: a comparison turned round, `and` for `or`, a
`not` left out, a number one higher, a truth value swapped, `break` for `continue`. It is killed when a test fails; what
survives is printed with its line, to be read: a line no test needs, or a change that makes no difference.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
TESTS = (
    "citations", "deadlines", "times", "numbers", "targets", "units", "names", "tables", "tasks", "references", "structure",
    "registry", "closing", "header", "slips", "forms", "own_lexicon", "golden", "sample_gold",
)  # fmt: skip
"""In this order, up to the first that fails."""

_COMPARISONS = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Is: "is not", ast.IsNot: "is",
    ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip


class Mutant(NamedTuple):
    """One change: `new` for the text from `start` to `end`."""

    path: Path
    line: int
    start: int
    end: int
    new: str


def mutants(path: Path) -> Iterator[Mutant]:
    """All changes of a file that this trial knows."""
    source = path.read_text(encoding="utf-8")
    begins = [0]
    for text in source.splitlines(keepends=True):
        begins.append(begins[-1] + len(text))
    lines = source.splitlines()

    def at(line: int, column: int) -> int:
        return begins[line - 1] + len(lines[line - 1].encode()[:column].decode())

    def between(left: ast.expr, right: ast.expr, new: str) -> Iterator[Mutant]:
        # The operator stands between its sides, with blanks or brackets around it.
        start, end = at(left.end_lineno or 0, left.end_col_offset or 0), at(right.lineno, right.col_offset)
        middle = source[start:end]
        old = middle.strip(" ()\n")
        if old and "#" not in middle and "\n" not in old:
            yield Mutant(path, left.end_lineno or 0, start, end, middle.replace(old, new, 1))

    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            for left, operator, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
                yield from between(left, right, _COMPARISONS[type(operator)])
        elif isinstance(node, ast.BoolOp):
            for left, right in zip(node.values, node.values[1:], strict=False):
                yield from between(left, right, "or" if isinstance(node.op, ast.And) else "and")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            start = at(node.lineno, node.col_offset)
            yield Mutant(path, node.lineno, start, start + len("not "), "")
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
            new = str(not node.value) if isinstance(node.value, bool) else str(node.value + 1)
            yield Mutant(
                path, node.lineno, at(node.lineno, node.col_offset), at(node.lineno, node.end_col_offset or 0), new
            )
        elif isinstance(node, ast.Continue):
            start = at(node.lineno, node.col_offset)
            yield Mutant(path, node.lineno, start, start + len("continue"), "break")


def killed(folder: Path, seconds: float) -> bool:
    """Say whether a test fails, or does not end, with the library in `folder`."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        *(f"tests/test_{name}.py" for name in TESTS),
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=seconds).returncode != 0
    except subprocess.TimeoutExpired:
        return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the path or PATH:LINE of the mutants to try")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vnplan-mutants-") as temporary:
        folder = Path(temporary)
        shutil.copytree(ROOT / "src" / "vnplan", folder / "vnplan", ignore=shutil.ignore_patterns("__pycache__"))
        began = time.monotonic()
        if killed(folder, 3600):
            print("the tests fail without any change")
            return 1
        limit = 3 * (time.monotonic() - began) + 30
        print(f"the tests take {time.monotonic() - began:.0f} s")
        every = [one for path in sorted((folder / "vnplan" / "extract").rglob("*.py")) for one in mutants(path)]
        every = [one for one in every if options.only in f"{one.path.relative_to(folder).as_posix()}:{one.line}:"]
        some = Random(options.seed).sample(every, min(options.mutants, len(every)))
        survivors = 0
        for n, one in enumerate(some, 1):
            source = one.path.read_text(encoding="utf-8")
            one.path.write_text(source[: one.start] + one.new + source[one.end :], encoding="utf-8")
            if not killed(folder, limit):
                survivors += 1
                line = source.splitlines()[one.line - 1].strip()
                print(
                    f"{n}. {one.path.relative_to(folder)}:{one.line}: {source[one.start : one.end]!r} -> {one.new!r}: {line}",
                    flush=True,
                )
            one.path.write_text(source, encoding="utf-8")
        print(f"{len(some)} of {len(every)} mutants tried, {len(some) - survivors} killed, {survivors} survived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
