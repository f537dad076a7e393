"""Numbers of documents (số, ký hiệu) and their one canonical form.

State form `765/KH-UBND`, Party form `23-QĐ/TW`, normative form `04/2015/NĐ-CP` (Nghị định 30/2020/NĐ-CP, Phụ lục I;
Hướng dẫn 05-HD/VPTW). Writers mix them: `765-KH/UBND`, `765 /KH - UBND`; the organ decides which form is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from vnplan import lexicon
from vnplan.lexicon.binding import per_lexicon


class ParsedNumber(NamedTuple):
    """A number taken apart; `canonical` is None without a serial."""

    serial: str | None
    year: int | None
    type_code: str | None
    organ_code: str | None
    symbol: str | None
    canonical: str | None


_DASH = re.compile(r"[‐‑‒–—−]")
_NOISE = re.compile(r"[§*“”\"'’`]")


@per_lexicon
def _codes() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Type codes and organ symbols by upper case; symbols of Party-like systems."""
    types: dict[str, str] = {}
    for kind in lexicon.document_types():
        if kind.code:
            types.setdefault(_key(kind.code), kind.code)
    organs: dict[str, str] = {}
    party: set[str] = set()
    state: set[str] = set()
    for organ in lexicon.organs():
        if organ.symbol:
            organs.setdefault(_key(organ.symbol), organ.symbol)
            (party if organ.system in ("party", "youth") else state).add(_key(organ.symbol))
    return types, organs, frozenset(party - state)


def _key(code: str) -> str:
    return code.upper().replace("Đ", "D")


def type_code(token: str) -> str | None:
    """The standard writing of a type code (`QD` → `QĐ`, `Ctr` → `CTr`), None when it is none."""
    return _codes()[0].get(_key(token))


def is_party(organ: str) -> bool:
    """Say whether an organ symbol belongs to a system that numbers `23-QĐ/TW`."""
    head = _key(re.split(r"[-/]", organ)[0])
    party = _codes()[2]
    return (
        head in party
        or head.endswith(("TU", "TW"))
        or head in ("DU", "HU", "QU", "THU")
        or head.startswith(("DTN", "TWDTN"))
    )


def parse_number(raw: str) -> ParsedNumber:
    """Take a number apart and write it in canonical form; slips of OCR are repaired where only one reading is left."""
    return _remembered()(raw)


@per_lexicon
def _remembered() -> Callable[[str], ParsedNumber]:
    return lru_cache(4096)(_parse_number)


def _parse_number(raw: str) -> ParsedNumber:
    text = _DASH.sub("-", re.sub(r"\s+", "", raw)).replace("Ð", "Đ").replace("ð", "đ")
    text = _NOISE.sub("", text).strip(".,;:_…")
    tokens = [t for t in re.split(r"[-/]", text) if t.strip(".…_")]
    serial = year = None
    if tokens and re.fullmatch(r"\d{1,6}[a-zA-Z]?|\d{1,3}\.\d{1,2}", tokens[0]):
        serial = tokens.pop(0)
    if tokens and re.fullmatch(r"(?:19|20)\d\d", tokens[0]) and len(tokens) > 1:
        year = int(tokens.pop(0))
    if not tokens:
        return ParsedNumber(serial, year, None, None, None, None)
    types, organs, _ = _codes()
    kind = types.get(_key(tokens[0]))
    if kind is None and len(tokens) == 1:
        kind, tokens = _split_glued(tokens[0], types, organs)
    rest = tokens[1:] if kind is not None else tokens
    rest = [organs.get(_key(t), t) for t in rest]
    if kind is not None and not rest:
        # A lone token that is both ("CĐ"): without an organ it names the organ.
        rest, kind = [kind], None
    organ = "-".join(rest) or None
    if kind is not None:
        symbol = f"{kind}/{organ}" if organ and is_party(organ) else f"{kind}-{organ}"
    else:
        symbol = organ or ""
    if serial is None:
        return ParsedNumber(None, year, kind, organ, symbol or None, None)
    if year is not None:
        canonical = f"{serial}/{year}/{symbol}"
    elif kind is not None and organ and is_party(organ):
        canonical = f"{serial}-{symbol}"
    else:
        canonical = f"{serial}/{symbol}"
    return ParsedNumber(serial, year, kind, organ, symbol or None, canonical)


def _split_glued(token: str, types: dict[str, str], organs: dict[str, str]) -> tuple[str | None, list[str]]:
    """`TTBXD` is `TT-BXD`: a hyphen lost between a type code and a known organ."""
    for size in (2, 3, 1):
        kind, organ = types.get(_key(token[:size])), organs.get(_key(token[size:]))
        if kind is not None and organ is not None and len(token) > size + 1:
            return kind, [token[:size], organ]
    return None, [token]
