"""What is measured, each beside what it is compared with."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterable, Iterator

import vnplan
from adversarial import FAMILIES, HEAD
from benchmarks import clock
from benchmarks.material import SAMPLES, excerpts, one_pass
from benchmarks.table import Row
from vnplan.export import to_json

COPIES = 16
PAGE = 16_000
"""Characters of the document that speed is told for."""
GROWTH = 4
"""A text of an adversarial family is measured against one that many times as long."""
SHOWN = 12
"""Adversarial families that are shown: those that grow fastest."""
LOAD = "import vnplan; vnplan.parse_text"
PARSE = "import vnplan; vnplan.parse_text((open({!r}, encoding='utf-8').read() * 100)[:{}])"


def parse_all(texts: list[str]) -> Callable[[], None]:
    """Give the work of parsing every text."""

    def work() -> None:
        for text in texts:
            vnplan.parse_text(text)

    return work


def against_one_pass(name: str, texts: list[str], rounds: int = clock.ROUNDS) -> Iterator[Row]:
    """Parse, parse to JSON lines, and the yardstick."""

    def to_lines() -> None:
        for text in texts:
            to_json(vnplan.parse_text(text))

    works = {"parse": parse_all(texts), "lines": to_lines, "pass": lambda: one_pass(texts)}
    taken = clock.medians(works, rounds)
    pages = sum(map(len, texts)) / PAGE
    yield Row("parse, 16,000 characters", name, taken["parse"] / pages * 1000, "ms")
    yield Row("one pass of one citation pattern (R0), 16,000 characters", name, taken["pass"] / pages * 1000, "ms")
    yield Row("parse / R0", name, taken["parse"] / taken["pass"], "×", 8)
    yield Row("parse to JSON line / parse", name, taken["lines"] / taken["parse"], "×", 1.15)


def against_rivals(name: str, texts: list[str]) -> Iterator[Row]:
    """What a user would pick instead, on the beginnings of some documents."""
    import underthesea
    from dateparser.search import search_dates

    some = excerpts(texts)
    lines = [line for text in some for line in text.splitlines() if line.strip()]

    def dates() -> None:
        with warnings.catch_warnings():  # it reads dates without a year, and Python says what it thinks of that
            warnings.simplefilter("ignore")
            for text in some:
                search_dates(text, languages=["vi"])

    # What the rivals load stays; no collection of anybody's garbage, here or in the parts after this one, need walk it.
    underthesea.ner(lines[0])
    dates()
    gc.collect()
    gc.freeze()
    taken = clock.medians(
        {
            "parse": parse_all(some),
            "dateparser.search.search_dates": dates,
            "underthesea.word_tokenize, line by line": lambda: [underthesea.word_tokenize(line) for line in lines],
            "underthesea.ner, line by line": lambda: [underthesea.ner(line) for line in lines],
        }
    )
    parse = taken.pop("parse")
    place = f"{name}, first {len(some[0]):,} characters of {len(some)}"
    for (rival, seconds), mark in zip(taken.items(), (85, 50, 1000), strict=True):
        yield Row(f"{rival} / parse", place, seconds / parse, "×", mark, "at least")


def of_copies(name: str, texts: list[str], rounds: int = clock.ROUNDS) -> Iterator[Row]:
    """Copies of a document as one text, against as many documents."""
    joined = [text * COPIES for text in texts]
    taken = clock.medians({"one": parse_all(texts), "many": parse_all(joined)}, rounds)
    yield Row(f"{COPIES} copies as one text / {COPIES} × one", name, taken["many"] / taken["one"] / COPIES, "×", 1.1)


def of_families(size: int, rounds: int = clock.ROUNDS, names: Iterable[str] = FAMILIES) -> Iterator[Row]:
    """Adversarial families: the cost of a character in a long text against that in a short one."""
    found: list[Row] = []
    for name in names:
        short, long = HEAD + FAMILIES[name](size), HEAD + FAMILIES[name](GROWTH * size)
        taken = clock.medians({"short": parse_all([short]), "long": parse_all([long])}, rounds)
        ratio = taken["long"] / taken["short"] / (len(long) / len(short))
        found.append(Row(f"“{name}”", f"{len(long):,} against {len(short):,} characters", ratio, "×", 1.3))
    found.sort(key=lambda row: -row.value)
    over = sum(row.met is False for row in found)
    yield Row(f"adversarial families over 1.3 × linear, of {len(found)}", "", over, "", 0)
    yield from found[:SHOWN]


def of_start() -> Iterator[Row]:
    """What it costs to begin."""
    sample = str(max(SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size))
    imported, _ = clock.fresh("import vnplan", clock.ROUNDS)
    ready, at_rest = clock.fresh(LOAD, clock.ROUNDS)
    first, parsed = clock.fresh(PARSE.format(sample, PAGE), clock.ROUNDS)
    yield Row("import vnplan, over import re", "CPU", imported * 1000, "ms", 60)
    yield Row("parser loaded, over import re", "CPU", ready * 1000, "ms")
    yield Row("first parse, import included", f"CPU, {PAGE:,} characters", first * 1000, "ms")
    yield Row(
        "vnplan --help, interpreter included", "CPU", clock.command("-m", "vnplan.cli", "--help") * 1000, "ms", 150
    )
    yield Row("the interpreter with nothing", "CPU", clock.command("-c", "pass") * 1000, "ms")
    yield Row("memory of the loaded parser over import re", "peak", at_rest, "MB")
    yield Row("memory of one parse over the loaded parser", f"peak, {PAGE:,} characters", parsed - at_rest, "MB", 25)
