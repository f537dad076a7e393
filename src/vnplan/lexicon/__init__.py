"""Domain tables: data files with a source and validity dates, and their cached loaders.

The tables stand in `data/`. `sources.csv` says what each source key means; rows carry `valid_from` and `valid_to`
(inclusive, ISO, empty when open) where the law or a merger changed things. `tests/test_lexicon.py` checks them.

Users add rows of their own (`vnplan.lexicon.own`); a loader that takes them is `per_lexicon`. A field `own` says what
came that way: rules that guard against slips of the shipped tables do not apply to it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from vnplan.lexicon.binding import added, per_lexicon
from vnplan.text.fold import bare, fold


class DocumentType(NamedTuple):
    """A type of document: code in numbers, name in sentence case, system (state, party, …), slug."""

    code: str
    name: str
    system: str
    slug: str
    normative: bool
    own: bool = False


class Organ(NamedTuple):
    """An organ: symbol in numbers, full name, aliases in prose, validity; `own` are ways of writing that a user added."""

    symbol: str
    name: str
    kind: str
    system: str
    valid_from: str
    valid_to: str
    successor: str
    aliases: tuple[str, ...]
    own: tuple[str, ...] = ()


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


@per_lexicon
def document_types() -> tuple[DocumentType, ...]:
    """All types; the name is cut before a bracket (`Nghị quyết (cá biệt)` → `Nghị quyết`)."""
    shipped = (
        DocumentType(r["code"], r["name"].split(" (")[0], r["system"], r["ascii_slug"], r["normative"] == "yes")
        for r in rows("document_types")
    )
    own = (
        DocumentType(r["code"], r["name"], r["system"], bare(fold(r["name"])).replace(" ", "-"), False, own=True)
        for r in added("document_type")
    )
    return (*shipped, *own)


@per_lexicon
def organs() -> tuple[Organ, ...]:
    """All organs with their symbols and aliases."""
    found = [
        Organ(
            r["symbol"], r["name"].split(" (")[0], r["kind"], r["system"], r["valid_from"], r["valid_to"],
            r["successor"], _several(r["aliases"]),
        )
        for r in rows("organs")
    ]  # fmt: skip
    for r in added("organ"):
        own = (r["name"], *_several(r["aliases"]))
        found.append(Organ(r["code"], r["name"], r["level"], r["system"], r["valid_from"], r["valid_to"], "", (), own))
    more: dict[str, list[str]] = {}
    for r in added("alias"):
        more.setdefault(fold(r["name"]), []).extend(_several(r["aliases"]))
    if more:
        found = [organ._replace(own=(*organ.own, *more.get(fold(organ.name), ()))) for organ in found]
    return tuple(found)


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


@per_lexicon
def posts() -> tuple[str, ...]:
    """Posts as they stand in signature blocks, capitals, longest first."""
    own = (r["name"].upper() for r in added("post"))
    return tuple(sorted((*(r["post"] for r in rows("posts")), *own), key=len, reverse=True))


@per_lexicon
def organ_names() -> dict[str, Organ]:
    """Folded name, alias or symbol → organ; what is ambiguous at one time is left out."""
    found: dict[str, Organ | None] = {}
    for organ in organs():
        written = (*(a.split(" (")[0] for a in organ.aliases if "(" not in a), *organ.own)
        for name in {fold(organ.name), *map(fold, written)}:
            found[name] = organ if name not in found or found[name] == organ else None
    return {name: organ for name, organ in found.items() if organ is not None}


@per_lexicon
def organs_without_marks() -> dict[str, Organ]:
    """Folded name without any marks → organ, for text that lost them; what is ambiguous is left out."""
    found: dict[str, Organ | None] = {}
    for name, organ in organ_names().items():
        plain = bare(name)
        found[plain] = organ if plain not in found or found[plain] == organ else None
    return {name: organ for name, organ in found.items() if organ is not None}


@per_lexicon
def laws() -> tuple[str, ...]:
    """Names of codes, laws and ordinances, folded, longest first."""
    return tuple(sorted((fold(r["name"]) for r in (*rows("laws"), *added("law"))), key=len, reverse=True))


@per_lexicon
def unit_words() -> tuple[UnitWord, ...]:
    """Head words of groups of organs, of staff and of posts, folded."""
    own = (UnitWord(fold(r["name"]), r["kind"], True) for r in added("unit_word"))
    return (*(UnitWord(fold(r["word"]), r["kind"], r["alone"] == "yes") for r in rows("unit_words")), *own)


@per_lexicon
def own_verbs() -> tuple[str, ...]:
    """Folded verbs of duty that users added."""
    return tuple(fold(r["name"]) for r in added("duty_verb"))


@per_lexicon
def duty_verbs() -> tuple[str, ...]:
    """Verbs and adverbs that open what a unit has to do, folded."""
    return (*(fold(r["verb"]) for r in rows("duty_verbs")), *own_verbs())


@per_lexicon
def deadline_cues() -> dict[str, str]:
    """Folded words before a date → the bound they set; users' own alone, the shipped ones are part of the grammar."""
    return {fold(r["name"]): r["bound"] for r in added("deadline_cue")}


@cache
def ending_verbs(*, proper: bool = False) -> tuple[str, ...]:
    """Verbs of two syllables that end the name of an organ, folded; users' own are not among them.

    Args:
        proper: Those too that names hold at their beginning alone, so that they end one that has a name of its own
            ("Tổ kiểm tra", but "Trung tâm Y tế | kiểm tra").
    """
    inside = ("yes",) if proper else ("yes", "first")
    return tuple(fold(r["verb"]) for r in rows("duty_verbs") if r["in_names"] not in inside and " " in r["verb"])


@cache
def confidence_counts() -> dict[tuple[str, str, bool], tuple[int, int]]:
    """(kind, rule, noisy) → (right, of) finds on the annotated plans."""
    return {(r["kind"], r["rule"], r["noisy"] == "yes"): (int(r["right"]), int(r["of"])) for r in rows("confidence")}


@per_lexicon
def phrases() -> tuple[str, ...]:
    """Fixed phrases of two syllables or more, folded: what OCR slips are put right by."""
    found = {fold(r["phrase"]) for r in rows("set_phrases")}
    found.update(duty_verbs())
    found.update(word.word for word in unit_words())
    found.update(fold(kind.name) for kind in document_types())
    found.update(name for name in organ_names() if "/" not in name)
    found.update(laws())
    return tuple(sorted(phrase for phrase in found if " " in phrase))
