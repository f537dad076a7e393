"""Gates: a cheap look before a pattern is tried.

A pattern with alternatives is tried at every character; `str.find` skips what cannot match, and three letters tell
whether a name can begin at all. Most passages hold none of the words of most patterns, so most of the work is never
done. A gate never changes what is found: the words of `holds` are ones that the pattern cannot do without, and
`openings` reads what may begin a match out of the pattern itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from os.path import commonprefix
from typing import Any

SIZE = 3
"""Letters that a gate looks at."""
_FEW = 64
"""A set of more characters than this says nothing about what may begin."""


def holds(text: str, start: int, end: int, *words: str) -> bool:
    """Say whether one of the words stands in `text[start:end]`."""
    find = text.find
    for word in words:  # noqa: SIM110 - a generator costs more than the search
        if find(word, start, end) >= 0:
            return True
    return False


def places(text: str, word: str) -> Iterator[int]:
    """Where the word stands in the text, ascending, without overlap."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def first_letters(words: Iterable[str]) -> frozenset[str]:
    """The letters, up to `SIZE`, of the first word of each phrase."""
    return frozenset(_plain(word.split(" ", 1)[0][:SIZE]) for word in words)


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits first; a blank in them stands for blanks of any number.

    It has the shape of a tree, so that thousands of names cost little more than ten.
    """
    tails = set(words)
    beginnings: dict[str, list[str]] = {}
    for tail in sorted(tails - {""}):
        beginnings.setdefault(tail[0], []).append(tail)
    branches = []
    for group in beginnings.values():
        shared = commonprefix(group)  # noqa: RUF071  letter by letter is what is meant
        rest = one_of(tail[len(shared) :] for tail in group) if len(group) > 1 else ""
        branches.append(re.escape(shared).replace(r"\ ", r"\s+") + rest)
    return f"(?:{'|'.join(branches)}){'?' if '' in tails else ''}"


def _plain(letters: str) -> str:
    """The letters with 0 for every digit."""
    return "".join("0" if char.isdecimal() else char for char in letters)


def openings(*patterns: re.Pattern[str]) -> frozenset[str]:
    """What the first letters of a match may be: strings of `SIZE` letters, shorter where anything may follow.

    Digits are all 0. An empty string among them means that anything may begin a match.
    """
    found: set[str] = set()
    for pattern in patterns:
        if pattern.flags & re.IGNORECASE:
            return frozenset([""])
        done: set[str] = set()
        found |= _follow(re._parser.parse(pattern.pattern, pattern.flags), {""}, done) | done  # type: ignore[attr-defined]
    return frozenset(found)


def gate(beginnings: frozenset[str]) -> Callable[[str], bool]:
    """Give the function that tells from the first `SIZE` letters at a place whether a match may begin there."""

    @lru_cache(4096)
    def may_begin(letters: str) -> bool:
        plain = _plain(letters)
        return any(plain[:size] in beginnings for size in range(SIZE + 1))

    return may_begin


def _follow(items: Any, heads: set[str], done: set[str]) -> set[str]:
    """Extend `heads` by what the parsed `items` may match; what is long enough or open to anything goes to `done`."""
    for op, value in items:
        match str(op):
            case "AT" | "ASSERT" | "ASSERT_NOT":
                continue
            case "LITERAL":
                heads = _extend(heads, chr(value), done)
            case "IN":
                heads = _extend(heads, _characters(value), done)
            case "BRANCH":
                heads = set().union(*(_follow(branch, heads, done) for branch in value[1]))
            case "SUBPATTERN":
                heads = _follow(value[3], heads, done)
            case "ATOMIC_GROUP":
                heads = _follow(value, heads, done)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, inner = value
                reached = set(heads) if least == 0 else set()
                for count in range(1, min(int(most), SIZE + 1) + 1):
                    heads = _follow(inner, heads, done)
                    if count >= least or count > SIZE:
                        reached |= heads
                heads = reached
            case _:
                heads = _extend(heads, "", done)
        if not heads:
            break
    return heads


def _extend(heads: set[str], characters: str, done: set[str]) -> set[str]:
    """Add each of the characters to each head; no characters means that any may follow."""
    if not characters:
        done |= heads
        return set()
    longer = {head + char for head in heads for char in _plain(characters)}
    done |= {head for head in longer if len(head) >= SIZE}
    return {head for head in longer if len(head) < SIZE}


def _characters(members: Any) -> str:
    """The characters of a set; empty when they are many or not listed."""
    found = ""
    for op, value in members:
        name = str(op)
        if name == "LITERAL":
            found += chr(value)
        elif name == "RANGE" and value[1] - value[0] < _FEW:
            found += "".join(map(chr, range(value[0], value[1] + 1)))
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found += "0"
        else:
            return ""
    return found if len(found) <= _FEW else ""
