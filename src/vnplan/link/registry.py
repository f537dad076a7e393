"""Names of organs resolved against the registry: one full name for "Sở VHTTDL", "Sở VH,TT&DL", "Sở Văn hoá, Thể thao & Du lịch".

Only what is certain is resolved: a name outside the registry, a group ("các sở, ban, ngành") or a name that two organs
share stays None. Heads that every level has ("UBND tỉnh", "Công an xã") are written out and keep their place.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process

from vnplan import lexicon
from vnplan.lexicon import Organ
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
    "văn phòng ubnd": "Văn phòng Ủy ban nhân dân", "văn phòng hđnd và ubnd": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "công an": "Công an", "ban chqs": "Ban Chỉ huy quân sự", "bộ chqs": "Bộ Chỉ huy quân sự",
    "chủ tịch ubnd": "Chủ tịch Ủy ban nhân dân", "chủ tịch ủy ban nhân dân": "Chủ tịch Ủy ban nhân dân",
}  # fmt: skip
"""Heads that organs of every level share, folded, and how they are written out (domain/abbreviations.csv)."""
_ONE_LEVEL = re.compile(
    r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?![\w])(?!\s*(?:,|và)\s)", re.IGNORECASE
)
_TAIL = re.compile(
    rf"(?:(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?:\s|\Z)|[{CAPITAL}])", re.IGNORECASE
)
_GROUP = re.compile(r"(?:các|những|tất cả|một số|toàn thể)\s|.*\bcác\s")
_SURE = 94
"""Similarity (0 to 100, letters without marks) from which a name with slips of OCR is taken for one of the registry."""
_LONG = 12


_LEVELS = frozenset(("central", "province", "district", "commune", "local"))
"""Kinds of the registry that name one organ; heads that any level may have name none."""


def _plain(folded: str) -> str:
    """One spelling of the joints inside a name: "Lao động - Thương binh", "Văn hóa, Thể thao & Du lịch"."""
    return " ".join(re.sub(r"\s*[-,&]\s*|\s+và\s+", " ", folded).split())


@cache
def _index() -> dict[str, tuple[Organ, ...]]:
    found: dict[str, list[Organ]] = {}
    for organ in lexicon.organs():
        if not _LEVELS.intersection(organ.kind.split("|")):
            continue
        names = {fold(organ.name), *(fold(a) for a in organ.aliases if "(" not in a)}
        names |= {_plain(name) for name in names}
        for name in names:
            if " " in name:
                found.setdefault(name, []).append(organ)
    return {name: tuple(organs) for name, organs in found.items()}


@cache
def _without_marks() -> dict[str, str]:
    """Name without marks → folded name; what two names share is left out."""
    found: dict[str, str] = {}
    double = set()
    for name in _index():
        key = bare(name)
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
    return _canonical(clean(name).strip(" .,;:*"), on)


@cache
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
        organ = _named(front, on) if count > 1 else None
        if organ is not None and tail and _TAIL.match(tail):
            return f"{organ.name} {tail}"
    return _mended(folded, on)


def _mended(folded: str, on: str | None) -> str | None:
    """The organ of the registry that a name with slips must mean: the same without marks, or all but the same."""
    key = bare(_plain(folded))
    name = _without_marks().get(key)
    if name is None and len(key) >= _LONG:
        best = process.extract(key, _without_marks().keys(), scorer=fuzz.ratio, limit=2, score_cutoff=_SURE - 4)
        if best and best[0][1] >= _SURE and (len(best) == 1 or best[0][1] - best[1][1] >= 3):
            name = _without_marks()[best[0][0]]
    organ = _named(name, on) if name is not None else None
    return organ.name if organ is not None else None
