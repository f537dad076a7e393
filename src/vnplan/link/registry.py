"""Names of organs resolved against the registry: one full name for "Sở VHTTDL", "Sở VH,TT&DL", "Sở Văn hoá, Thể thao & Du lịch".

Only what is certain is resolved: a name outside the registry, a group ("các sở, ban, ngành") or a name that two organs
share stays None. Heads that every level has ("UBND tỉnh", "Công an xã") are written out and keep their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from vnplan import lexicon
from vnplan.lexicon import Organ
from vnplan.lexicon.binding import per_lexicon
from vnplan.text.fold import CAPITAL, bare, clean, fold

_HEADS = {
    "ubnd": "Ủy ban nhân dân", "ủy ban nhân dân": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân",
    "hội đồng nhân dân": "Hội đồng nhân dân", "thường trực hđnd": "Thường trực Hội đồng nhân dân",
    "ủy ban mttq việt nam": "Ủy ban Mặt trận Tổ quốc Việt Nam", "ủy ban mttq": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "ub mttq": "Ủy ban Mặt trận Tổ quốc Việt Nam", "ub mttq việt nam": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "ubmttq": "Ủy ban Mặt trận Tổ quốc Việt Nam", "ubmttqvn": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "ủy ban mttqvn": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "ủy ban mặt trận tổ quốc việt nam": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "ủy ban mặt trận tổ quốc": "Ủy ban Mặt trận Tổ quốc Việt Nam", "bhxh": "Bảo hiểm xã hội", "tand": "Tòa án nhân dân",
    "vksnd": "Viện kiểm sát nhân dân", "tòa án nhân dân": "Tòa án nhân dân", "viện kiểm sát nhân dân": "Viện kiểm sát nhân dân",
    "văn phòng hội đồng nhân dân và ủy ban nhân dân": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "văn phòng ubnd": "Văn phòng Ủy ban nhân dân", "văn phòng hđnd và ubnd": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "công an": "Công an", "ban chqs": "Ban Chỉ huy quân sự", "bộ chqs": "Bộ Chỉ huy quân sự",
    "chủ tịch ubnd": "Chủ tịch Ủy ban nhân dân", "chủ tịch ủy ban nhân dân": "Chủ tịch Ủy ban nhân dân",
}  # fmt: skip
"""Heads that organs of every level share, folded, and how they are written out (domain/abbreviations.csv)."""
_ONE_LEVEL = re.compile(
    r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?![\w])(?!\s*(?:,|và)\s)", re.IGNORECASE
)
_TAIL = re.compile(
    rf"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)(?:\s|\Z)|[{CAPITAL}]"
)
_GROUP = re.compile(r"(?:các|những|tất cả|một số|toàn thể)\s|.*\bcác\s")


_LEVELS = frozenset(("central", "province", "district", "commune", "local"))
"""Kinds of the registry that name one organ; heads that any level may have name none."""


_LEVEL_WORD = re.compile(r"\b(?:tỉnh|thành phố|huyện|xã(?! hội)|phường|việt nam|trung ương|đô thị)\b")


def _plain(folded: str) -> str:
    """One spelling of the joints inside a name: "Lao động - Thương binh", "Văn hóa, Thể thao & Du lịch"."""
    return " ".join(re.sub(r"\s*[-,&]\s*|\s+và\s+", " ", folded).split())


@per_lexicon
def _index() -> dict[str, tuple[Organ, ...]]:
    found: dict[str, list[Organ]] = {}
    for organ in lexicon.organs():
        for name in {form for own in map(fold, organ.own) for form in (own, _plain(own))}:
            found.setdefault(name, []).append(organ)
        if not _LEVELS.intersection(organ.kind.split("|")):
            continue
        # An alias that names another level would lose it: "Thanh tra thành phố" is not the "Thanh tra tỉnh".
        same_level = [
            a
            for a in organ.aliases
            if "(" not in a and _LEVEL_WORD.findall(fold(a)) == _LEVEL_WORD.findall(fold(organ.name))
        ]
        if "/" in organ.name:
            continue
        names = {fold(organ.name), *map(fold, same_level)}
        names |= {_plain(name) for name in names}
        for name in names:
            if " " in name and organ not in found.get(name, ()):
                found.setdefault(name, []).append(organ)
    return {name: tuple(organs) for name, organs in found.items()}


@per_lexicon
def _without_marks() -> dict[str, str]:
    """Name without marks → folded name; what two names share is left out."""
    found: dict[str, str] = {}
    double = set()
    for name in _index():
        if " " not in name:
            continue  # too short to tell it from another word
        key = _legible(bare(name))
        if found.setdefault(key, name) != name:
            double.add(key)
    return {key: name for key, name in found.items() if key not in double}


def _valid(organ: Organ, on: str | None) -> bool:
    if on is None:
        return True
    return (not organ.valid_from or organ.valid_from <= on) and (
        not organ.valid_to or on[: len(organ.valid_to)] <= organ.valid_to
    )


def _named(folded: str, on: str | None) -> Organ | None:
    organs = _index().get(folded) or _index().get(_plain(folded), ())
    if len(organs) > 1:
        organs = tuple(o for o in organs if _valid(o, on)) if on else ()
    return organs[0] if len(organs) == 1 else None


def canonical_organ(name: str, on: str | None = None) -> str | None:
    """Full name of an organ, None when it is not certain.

    Args:
        name: The name as written.
        on: ISO date of the document: of two organs that share a name, the one that existed then is meant.

    >>> canonical_organ("Sở VH,TT&DL")
    'Sở Văn hóa, Thể thao và Du lịch'
    >>> canonical_organ("UBND xã Tân Phú")
    'Ủy ban nhân dân xã Tân Phú'
    >>> canonical_organ("các sở, ban, ngành") is None
    True
    """
    return _remembered()(clean(name).strip(" .,;:*"), on)


@per_lexicon
def _remembered() -> Callable[[str, str | None], str | None]:
    return lru_cache(4096)(_canonical)


def _canonical(shown: str, on: str | None) -> str | None:
    folded = fold(shown)
    if _GROUP.match(folded) or len(shown) > 160:
        return None
    organ = _named(folded, on)
    if organ is not None:
        return organ.name
    words = shown.split(" ")
    for count in range(min(len(words), 9), 0, -1):
        front = fold(" ".join(words[:count]))
        tail = " ".join(words[count:])
        head = _HEADS.get(front)
        if head is not None and tail and _ONE_LEVEL.match(tail):
            return f"{head} {tail}"
        organ = _named(front, on) if count > 1 or front in _index() else None
        if organ is not None and tail and _TAIL.match(tail):
            return f"{organ.name} {tail}"
    return _mended(folded, on)


_MISREAD = str.maketrans({"1": "l", "|": "l", "i": "l", "0": "o", "5": "s", "8": "b"})


def _legible(name: str) -> str:
    """One letter for those that a scan mistakes for each other."""
    return name.translate(_MISREAD).replace("rn", "m")


def _mended(folded: str, on: str | None) -> str | None:
    """The organ of the registry that a name with slips of OCR must mean: the same but for marks and look-alikes."""
    name = _without_marks().get(_legible(bare(_plain(folded))))
    organ = _named(name, on) if name is not None else None
    return organ.name if organ is not None else None
