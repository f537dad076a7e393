"""Domain tables: data files with a source and validity dates, and their cached loaders.

The tables stand in `data/`. `sources.csv` says what each source key means; rows carry `valid_from` and `valid_to`
(inclusive, ISO, empty when open) where the law or a merger changed things. `tests/test_lexicon.py` checks them.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from vnplan.text.fold import bare, fold


class DocumentType(NamedTuple):
    """A type of document: code in numbers, name in sentence case, system (state, party, …), slug."""

    code: str
    name: str
    system: str
    slug: str
    normative: bool


class Organ(NamedTuple):
    """An organ: symbol in numbers, full name, aliases in prose, validity."""

    symbol: str
    name: str
    kind: str
    system: str
    valid_from: str
    valid_to: str
    successor: str
    aliases: tuple[str, ...]


class Province(NamedTuple):
    """A province-level unit of one epoch."""

    name: str
    kind: str
    slug: str
    valid_from: str
    valid_to: str
    merged_into: str
    variants: tuple[str, ...]


class UnitHead(NamedTuple):
    """The head of a unit's name ("Sở", "Ban Chỉ đạo"): `row_type` is unit, group or person."""

    head: str
    row_type: str
    kind: str
    abbreviations: tuple[str, ...]


class UnitWord(NamedTuple):
    """A word that heads a unit without a name: kind is group, people or post; `alone` needs no plural before it."""

    word: str
    kind: str
    alone: bool


def rows(table: str) -> list[dict[str, str]]:
    """Read one table of `data/` as dictionaries."""
    text = files("vnplan.lexicon").joinpath("data", f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def document_types() -> tuple[DocumentType, ...]:
    """All types; the name is cut before a bracket (`Nghị quyết (cá biệt)` → `Nghị quyết`)."""
    return tuple(
        DocumentType(r["code"], r["name"].split(" (")[0], r["system"], r["ascii_slug"], r["normative"] == "yes")
        for r in rows("document_types")
    )


@cache
def organs() -> tuple[Organ, ...]:
    """All organs with their symbols and aliases."""
    return tuple(
        Organ(
            r["symbol"], r["name"].split(" (")[0], r["kind"], r["system"], r["valid_from"], r["valid_to"],
            r["successor"], _several(r["aliases"]),
        )
        for r in rows("organs")
    )  # fmt: skip


@cache
def provinces() -> tuple[Province, ...]:
    """Provinces and centrally run cities of all epochs."""
    return tuple(
        Province(
            r["name"], r["kind"], r["ascii_slug"], r["valid_from"], r["valid_to"], r["merged_into"],
            _several(r["name_variants"]),
        )
        for r in rows("provinces")
    )  # fmt: skip


@cache
def province_slugs() -> dict[str, str]:
    """Folded name or variant → slug."""
    found: dict[str, str] = {}
    for province in provinces():
        for name in (province.name, *province.variants):
            found.setdefault(fold(name.split(" (")[0]), province.slug)
    return found


@cache
def unit_heads() -> tuple[UnitHead, ...]:
    """Heads of names of units, groups and posts."""
    return tuple(
        UnitHead(r["head"], r["row_type"], r["kind"], _several(r["abbreviations"])) for r in rows("unit_heads")
    )


@cache
def posts() -> tuple[str, ...]:
    """Posts as they stand in signature blocks, capitals, longest first."""
    return tuple(sorted((r["post"] for r in rows("posts")), key=len, reverse=True))


@cache
def organ_names() -> dict[str, Organ]:
    """Folded name, alias or symbol → organ; what is ambiguous at one time is left out."""
    found: dict[str, Organ | None] = {}
    for organ in organs():
        for name in {fold(organ.name), *(fold(a.split(" (")[0]) for a in organ.aliases if "(" not in a)}:
            found[name] = organ if name not in found or found[name] == organ else None
    return {name: organ for name, organ in found.items() if organ is not None}


@cache
def organs_without_marks() -> dict[str, Organ]:
    """Folded name without any marks → organ, for text that lost them; what is ambiguous is left out."""
    found: dict[str, Organ | None] = {}
    for name, organ in organ_names().items():
        plain = bare(name)
        found[plain] = organ if plain not in found or found[plain] == organ else None
    return {name: organ for name, organ in found.items() if organ is not None}


@cache
def laws() -> tuple[str, ...]:
    """Names of codes, laws and ordinances, folded, longest first."""
    return tuple(sorted((fold(r["name"]) for r in rows("laws")), key=len, reverse=True))


@cache
def unit_words() -> tuple[UnitWord, ...]:
    """Head words of groups of organs, of staff and of posts, folded."""
    return tuple(UnitWord(fold(r["word"]), r["kind"], r["alone"] == "yes") for r in rows("unit_words"))


@cache
def duty_verbs() -> tuple[str, ...]:
    """Verbs and adverbs that open what a unit has to do, folded."""
    return tuple(fold(r["verb"]) for r in rows("duty_verbs"))


@cache
def ending_verbs() -> tuple[str, ...]:
    """Verbs of two syllables that no name of an organ holds in small letters: they end a name. Folded."""
    return tuple(fold(r["verb"]) for r in rows("duty_verbs") if r["in_names"] != "yes" and " " in r["verb"])


@cache
def confidence_counts() -> dict[tuple[str, str, bool], tuple[int, int]]:
    """(kind, rule, noisy) → (right, of) finds on the annotated plans."""
    return {(r["kind"], r["rule"], r["noisy"] == "yes"): (int(r["right"]), int(r["of"])) for r in rows("confidence")}


@cache
def phrases() -> tuple[str, ...]:
    """Fixed phrases of two syllables or more, folded: what OCR slips are put right by."""
    found = {fold(r["phrase"]) for r in rows("set_phrases")}
    found.update(duty_verbs())
    found.update(word.word for word in unit_words())
    found.update(fold(kind.name) for kind in document_types())
    found.update(name for name in organ_names() if "/" not in name)
    found.update(laws())
    return tuple(sorted(phrase for phrase in found if " " in phrase))
