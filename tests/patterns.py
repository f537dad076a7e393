"""Every pattern the library compiles, and texts made from each to find one that backtracks without bound.

`python tests/patterns.py` prints what it tried and each pattern that took too long.

Where they come from: patterns written in the source as they are, and those that `re` compiles while all modules are
imported and texts of every kind are parsed. A place in the source whose pattern never came to light is an error.

How they are attacked: for each repeat of a pattern, strings that the repeat takes are written many times over, after
what leads to it and before what fails behind it. A pattern that can read such a string in several ways takes a time that
doubles with every repetition, or grows with its third power. One at the second power passes: paragraphs are bounded.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NamedTuple

import vnplan

SRC = Path(vnplan.__file__).parent
SAMPLES = Path(__file__).parents[1] / "data" / "samples"
SHORT, LONG = 120, 2000
"""Characters of an attack. The long one is what the library reads at once at most: a longer paragraph is cut."""
PATIENCE = {SHORT: 0.02, LONG: 0.5}
"""CPU seconds one attack may take: a hundred times what it should."""
_PUMPS = 12
_parser: Any = re._parser  # type: ignore[attr-defined]
_re: Any = re


class Found(NamedTuple):
    """A pattern, its flags, and where in the source it is compiled."""

    pattern: str | bytes
    flags: int
    place: str


# --- collecting ----------------------------------------------------------------------------------------------------

_CALLS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
ESCAPED = {
    "evaluate/corrections.py": "words of a reviewer, and the letter of an id",
    "evaluate/mending.py": "words of a reviewer",
    "export/database/search.py": "words of a question",
    "export/review/marking.py": "the title of a column",
}
"""Files whose patterns made at run time are words, escaped, with blanks between them: nothing in them can be read in two
ways, and only a database or a reviewer would bring them to light."""


def written(modules: Iterable[ModuleType]) -> dict[str, Found | None]:
    """Every call in the source that compiles a pattern: what it compiles, None when only running it can tell."""
    found: dict[str, Found | None] = {}
    for module in modules:
        path = Path(str(module.__file__))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func
            if not isinstance(called, ast.Attribute) or called.attr not in _CALLS:
                continue
            if not (isinstance(called.value, ast.Name) and called.value.id == "re"):
                continue
            place = f"{path.relative_to(SRC)}:{node.lineno}"
            try:
                pattern = eval(compile(ast.Expression(node.args[0]), place, "eval"), vars(module))  # noqa: S307
            except NameError:  # of a name that has its value inside a function
                found[place] = None
            else:
                found[place] = Found(pattern, _flags(node), place) if isinstance(pattern, str | bytes) else None
    return found


def _flags(node: ast.Call) -> int:
    names = [n.attr for a in (*node.args[1:], *(k.value for k in node.keywords)) for n in ast.walk(a) if isinstance(n, ast.Attribute)]  # fmt: skip
    return sum(int(getattr(re, name)) for name in set(names) if name.isupper() and hasattr(re, name))


class Watch:
    """Notes what `re` compiles for the library, until `close`."""

    def __init__(self) -> None:
        self.seen: dict[Found, None] = {}
        self._compile = _re._compile
        _re._compile = self._noted

    def close(self) -> None:
        _re._compile = self._compile

    def _noted(self, pattern: Any, flags: Any = 0) -> Any:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and "/re/" in frame.f_code.co_filename.replace("\\", "/"):
            frame = frame.f_back
        if frame is not None and isinstance(pattern, str | bytes):
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(SRC):
                self.seen[Found(pattern, int(flags), f"{path.relative_to(SRC)}:{frame.f_lineno}")] = None
        return self._compile(pattern, flags)


def modules() -> Iterator[ModuleType]:
    """Import every module of the library that can be imported here."""
    for info in pkgutil.walk_packages(vnplan.__path__, "vnplan."):
        if not info.name.endswith(("__main__", "migrations.env")):
            yield importlib.import_module(info.name)


def collect() -> list[Found]:
    """All patterns of the library.

    Raises:
        LookupError: some place in the source compiles a pattern that never came to light.
    """
    watch = Watch()
    loaded = list(modules())
    for module in loaded:
        for value in list(vars(module).values()):
            # Patterns that are made from tables at their first use: functions without arguments that keep their answer.
            if (
                hasattr(value, "cache_info")
                and value.__module__ == module.__name__
                and not inspect.signature(value).parameters
            ):
                value()
    parse_much()
    watch.close()
    calls = written(loaded)
    found = {(p, f): Found(p, f, where) for p, f, where in (*watch.seen, *filter(None, calls.values()))}
    reached = {one.place for one in watch.seen}
    hidden = [
        place
        for place, one in calls.items()
        if one is None and not _near(place, reached) and place.partition(":")[0] not in ESCAPED
    ]
    if hidden:
        raise LookupError(f"nothing here compiles the patterns of {', '.join(hidden)}")
    return list(found.values())


def _near(place: str, reached: set[str]) -> bool:
    """A call over several lines is noted at any of them."""
    path, _, line = place.rpartition(":")
    return any(f"{path}:{int(line) + n}" in reached for n in range(12))


def parse_much() -> None:
    """Parse texts of every kind."""
    from random import Random

    from adversarial import texts
    from plan_grammar import make_plan
    from vnplan import Lexicon, parse_file, parse_text
    from vnplan.export.akn import to_akn
    from vnplan.export.database.identity import unit_fold

    unit_fold("UBND xã")

    for sample in sorted(SAMPLES.glob("*.*")):
        if sample.suffix in (".txt", ".md"):
            to_akn(parse_file(sample))
            parse_text(sample.read_text(encoding="utf-8").upper())
    own = Lexicon().extend(SAMPLES.parent / "lexicon" / "example.csv")
    for seed in range(40):
        parse_text(make_plan(Random(seed)).text, lexicon=own if seed % 8 == 0 else None)
    for text in texts(400).values():
        parse_text(text)


# --- attacking -----------------------------------------------------------------------------------------------------


def _character(members: Any) -> list[str]:
    """Some characters that a set takes."""
    negated = str(members[0][0]) == "NEGATE"
    tests = re.compile("[" + "".join(_member(op, value) for op, value in members) + "]", re.DOTALL)
    usual = "a1 A-./,(;\nđ_x“é\t"
    listed = (
        []
        if negated
        else [chr(v if isinstance(v, int) else v[0]) for op, v in members if str(op) in ("LITERAL", "RANGE")]
    )
    return [c for c in (*listed[:2], *usual) if tests.match(c)][:4]


_CATEGORIES = {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w", "NOT_WORD": r"\W"}


def _member(op: Any, value: Any) -> str:
    match str(op):
        case "NEGATE":
            return "^"
        case "LITERAL":
            return re.escape(chr(value))
        case "RANGE":
            return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        case _:
            return _CATEGORIES[str(value).removeprefix("CATEGORY_")]


def _words(items: Any, most: int = 4) -> list[str]:
    """Some strings that the parsed pattern takes, looks around left aside."""
    found = [""]
    for op, value in items:
        found = [head + tail for tail in _one(str(op), value, most) for head in found][:most]
    return found


def _one(op: str, value: Any, most: int) -> list[str]:
    match op:
        case "LITERAL":
            return [chr(value)]
        case "NOT_LITERAL":
            return [c for c in "a1 " if ord(c) != value]
        case "ANY":
            return ["a", "1", " "]
        case "IN":
            return _character(value) or [""]
        case "BRANCH":
            return [word for branch in value[1] for word in _words(branch, 1)][: 2 * most]
        case "SUBPATTERN":
            return _words(value[3], most)
        case "ATOMIC_GROUP":
            return _words(value, most)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [word * max(1, value[0]) for word in _words(value[2], most)] + [""] * (value[0] == 0)
        case _:
            return [""]


def _repeats(items: Any, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each repeat that can go on for long: what leads to it, and strings that one turn of it takes."""
    for op, value in items:
        match str(op):
            case "MAX_REPEAT" | "MIN_REPEAT":
                yield from _repeats(value[2], before)
                if int(value[1]) > 8:
                    yield before, _words(value[2], _PUMPS)
            case "BRANCH":
                for branch in value[1]:
                    yield from _repeats(branch, before)
            case "SUBPATTERN":
                yield from _repeats(value[3], before)
            case "ATOMIC_GROUP" | "POSSESSIVE_REPEAT":
                yield from _repeats(value if str(op) == "ATOMIC_GROUP" else value[2], before)
            case "ASSERT" | "ASSERT_NOT":
                yield from _repeats(value[1], before)
        before += next(iter(_one(str(op), value, 1)), "")


def attacks(pattern: str, flags: int, size: int) -> list[str]:
    """Texts of about `size` characters on which a pattern with a flaw takes long."""
    made: dict[str, None] = {}
    for before, pumps in _repeats(_parser.parse(pattern, flags)):
        whole = dict.fromkeys((*pumps, "".join(pumps)))
        for pump in filter(None, whole):
            body = pump * (size // len(pump))
            for lead in dict.fromkeys((before, "")):
                for rest in ("\x00", "", "\n"):
                    made[lead + body + rest] = None
    return list(made)


class _TooLongError(Exception):
    pass


def _stop(*_: object) -> None:
    raise _TooLongError


def took(match: Callable[[str], object], text: str, limit: float) -> float:
    """CPU seconds of one match, infinite over the limit."""
    signal.signal(signal.SIGVTALRM, _stop)
    start = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        match(text)
    except _TooLongError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def worst(pattern: str | bytes, flags: int) -> tuple[float, str]:
    """How long the worst attack takes: on short texts all attacks, on long ones the three that took longest there."""
    if isinstance(pattern, bytes):
        pattern, flags = pattern.decode("latin-1"), flags & ~re.UNICODE
    match = re.compile(pattern, flags).match  # a search is as many of these as the text is long
    short = sorted(
        ((took(match, text, PATIENCE[SHORT]), text) for text in attacks(pattern, flags, SHORT)), reverse=True
    )
    if short and short[0][0] == float("inf"):
        return short[0]
    long = attacks(pattern, flags, LONG)
    heads = {text[:60] for _, text in short[:3]}
    return max(((took(match, text, PATIENCE[LONG]), text) for text in long if text[:60] in heads), default=(0.0, ""))


def main() -> int:
    """Print every pattern that takes too long; 1 when there is one."""
    found = collect()
    tried = 0
    slow: list[tuple[float, Found, str]] = []
    for one in found:
        seconds, text = worst(one.pattern, one.flags)
        tried += bool(text)
        if seconds == float("inf") or "-v" in sys.argv[1:]:
            slow.append((seconds, one, text))
    for seconds, one, text in sorted(slow, key=lambda entry: -entry[0])[:40]:
        print(f"{seconds:.3f} s  {one.place}  {one.pattern[:200]!r}\n    on {text[:60]!r}… ({len(text)} characters)")
    print(
        json.dumps({"patterns": len(found), "with repeats": tried, "too slow": sum(s[0] == float("inf") for s in slow)})
    )
    return any(seconds == float("inf") for seconds, _, _ in slow)


if __name__ == "__main__":
    sys.exit(main())
