"""What a document is known by: keys under which references to it are looked up."""

from __future__ import annotations

import re
from typing import NamedTuple

from vnplan.lexicon.numbers import parse_number
from vnplan.link.home import place_slug
from vnplan.link.references import canonical_id
from vnplan.model import Header
from vnplan.text import bare, clean, fold


class Keys(NamedTuple):
    """Keys of one document or reference; each is None when the text does not give it.

    Attributes:
        number: Serial, year in the number, type and organ: equal for every way of writing one number.
        serial: Serial and day of issue: equal also when the letters were misread.
    """

    number: str | None
    serial: str | None


def keys_of(number: str | None, date: str | None) -> Keys:
    """Make the keys of a number as written and a date (ISO)."""
    if not number:
        return Keys(None, None)
    parsed = parse_number(number)
    digits = re.sub(r"\D", "", parsed.serial or "")
    if not digits:
        return Keys(None, None)
    letters = bare(fold(f"{parsed.type_code or ''}|{parsed.organ_code or ''}"))
    full = date is not None and len(date) == 10
    return Keys(f"{int(digits)}|{parsed.year or ''}|{letters}", f"{int(digits)}|{date}" if full else None)


def canonical_id_of(header: Header) -> str | None:
    """The key that references to this document carry (`Reference.canonical_id`); None without a number.

    Made by the same rules as those, so that the two meet.
    """
    number = header.number
    if number is None or number.canonical is None:
        return None
    parsed = parse_number(number.raw)
    date = header.date.iso if header.date is not None else None
    year = str(number.year) if number.year else (date[:4] if date else None)
    issuer = None
    if header.issuer is not None:
        issuer = header.issuer.canonical or header.issuer.name
    return canonical_id(
        header.doc_type, number=number.canonical, organ_code=number.organ_code or parsed.organ_code, issuer=issuer,
        place=place_slug(issuer), year=year,
    )  # fmt: skip


def unit_fold(name: str) -> str:
    """The one spelling under which a unit stands in the registry: abbreviations of the commonest organs written out."""
    folded = fold(clean(name))
    for short, full in (("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân"), ("mttq", "mặt trận tổ quốc")):
        folded = re.sub(rf"\b{short}\b", full, folded)
    return folded
