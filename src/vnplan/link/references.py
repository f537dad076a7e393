"""Distinct cited documents: mentions of one document meet in one reference, with a canonical id."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from vnplan import lexicon
from vnplan.extract.citations import Cited
from vnplan.lexicon.numbers import ParsedNumber, parse_number
from vnplan.link.build import Frame
from vnplan.model import (
    Citation,
    CitationDate,
    CitationIssuer,
    CitationNumber,
    CitationPart,
    Reference,
)
from vnplan.text import bare, clean, fold


@dataclass(slots=True)
class _Group:
    key: str
    members: list[tuple[str, Cited, ParsedNumber | None]] = field(default_factory=list)


def build_citations(frame: Frame, found: list[Cited]) -> tuple[list[Citation], list[Reference]]:
    """Public citations and the references they resolve to."""
    groups: dict[str, _Group] = {}
    known: dict[str, list[str]] = {}
    parsed: list[ParsedNumber | None] = []
    keys: list[str] = []
    for n, c in enumerate(found, 1):
        number = parse_number(c.number) if c.number and not re.match(r"[TQ]C", c.number) else None
        parsed.append(number)
        key = _key(c, number, n, known)
        keys.append(key)
        groups.setdefault(key, _Group(key)).members.append((f"c{n}", c, number))
    order = {key: f"r{n}" for n, key in enumerate(dict.fromkeys(keys), 1)}
    notes = {note.label: note.id for note in frame.footnotes}
    citations = []
    for n, (c, number, key) in enumerate(zip(found, parsed, keys, strict=True), 1):
        start, end = frame.source.span(c.start, c.end)
        citations.append(
            Citation(
                id=f"c{n}", span=frame.span(c.start, c.end), raw=frame.source.text[start:end], doc_type=c.doc_type,
                number=_number(frame, c, number), name=c.name, date=_date(frame, c), date_source=c.date_source,
                issuer=_issuer(frame, c), issuer_source=c.issuer_source, title=c.title,
                parts=[CitationPart(kind=k, label=v) for k, v in c.parts],
                relation=c.relation, form=c.form,
                footnote_id=notes.get(c.note) if c.note else None,
                section_id=frame.section_at(c.start), reference_id=order[key], **frame.sure("citation", _rule(c)),
            )
        )  # fmt: skip
    references = [_reference(order[group.key], group) for group in groups.values()]
    return citations, references


def _rule(c: Cited) -> str:
    """How a mention was found: by number or name, and what stands beside it."""
    beside = [part for part, there in (("date", c.date), ("issuer", c.issuer)) if there]
    return "+".join(["short" if c.form == "short" else "name" if c.form == "named" else "number", *beside])


def _key(c: Cited, number: ParsedNumber | None, n: int, known: dict[str, list[str]]) -> str:
    """The key of the group that a mention belongs to; `known` holds the keys of each number without its year."""
    if number is not None and number.serial is not None:
        organ = bare(fold(number.organ_code or ""))
        kind = bare(fold(number.type_code or c.doc_type or ""))
        base = f"{int(re.sub(r'[^0-9]', '', number.serial))}|{number.year or ''}|{kind}|{organ}"
        date = c.date if c.date and len(c.date) >= 4 else None
        keys = known.setdefault(base, [])
        if date is None and keys:
            return keys[-1]
        # One number may be used again in another year by the same organ.
        for key in keys:
            if date is not None and key.rsplit("|", 1)[1] in ("", date[:4]):
                return key
        keys.append(f"{base}|{date[:4] if date is not None else ''}")
        return keys[-1]
    if c.number:
        return f"{bare(fold(clean(c.number)))}|{n if number is not None else ''}"
    return "name|" + bare(fold(re.sub(r"[\s,]+", " ", c.name or str(n))))


def _number(frame: Frame, c: Cited, number: ParsedNumber | None) -> CitationNumber | None:
    if c.number is None:
        return None
    raw = frame.raw(*c.anchor) if c.form != "named" and not c.name else c.number
    if number is None:
        return CitationNumber(raw=raw, serial=None, year=None, symbol=None, canonical=c.number)
    return CitationNumber(
        raw=raw, serial=number.serial, year=number.year, symbol=number.symbol, canonical=number.canonical
    )


def _date(frame: Frame, c: Cited) -> CitationDate | None:
    if c.date is None or c.date_span is None:
        return None
    return CitationDate(raw=frame.raw(*c.date_span), iso=c.date, span=frame.span(*c.date_span))


def _issuer(frame: Frame, c: Cited) -> CitationIssuer | None:
    if c.issuer is None or c.issuer_span is None:
        return None
    return CitationIssuer(
        raw=frame.raw(*c.issuer_span), canonical=canonical_organ(c.issuer), span=frame.span(*c.issuer_span)
    )


def canonical_organ(name: str) -> str | None:
    """Full name of an organ in the registry, None when it is not certain."""
    folded = re.sub(r"\bubnd\b", "ủy ban nhân dân", fold(clean(name)))
    organ = lexicon.organ_names().get(folded)
    if organ is not None:
        return organ.name
    return None


def _slug(text: str | None) -> str:
    if not text:
        return "_"
    return re.sub(r"[^a-z0-9]+", "-", bare(fold(text))).strip("-") or "_"


def _reference(ident: str, group: _Group) -> Reference:
    """The fullest attributes of all mentions: the first stated one wins, longer titles win."""
    first = group.members[0][1]
    number = next((p for _, _, p in group.members if p is not None and p.canonical), None)
    date = max((c.date for _, c, _ in group.members if c.date), key=len, default=None)
    issuer = next((c.issuer for _, c, _ in group.members if c.issuer), None)
    title = max((c.title for _, c, _ in group.members if c.title), key=len, default=None)
    doc_type = next((c.doc_type for _, c, _ in group.members if c.doc_type), None)
    shown = number.canonical if number else first.number
    year = str(number.year) if number and number.year else (date[:4] if date else None)
    place, organ = _issuer_key(issuer, number)
    tail = _slug(shown) if shown else _slug(re.sub(r"^(?:bộ luật|luật|pháp lệnh)\s+", "", fold(first.name or "")))
    return Reference(
        id=ident, canonical_id=f"vn/{place}/{organ}/{_slug(doc_type)}/{year or '_'}/{tail}", doc_type=doc_type, number=shown,
        name=first.name, date=date, issuer=issuer, title=title, citation_ids=[i for i, _, _ in group.members],
    )  # fmt: skip


_PLACE_CUE = re.compile(r"(?:tỉnh|thành phố|ủy|tp\.?) ")


@cache
def _central() -> frozenset[str]:
    return frozenset(o.symbol for o in lexicon.organs() if o.kind == "central" and o.symbol)


def _issuer_key(issuer: str | None, number: ParsedNumber | None) -> tuple[str, str]:
    """(place or `_`, organ or `_`) for a canonical id: central organs stand under `trung-uong`."""
    organ_code = number.organ_code if number else None
    if organ_code and (organ_code in _central() or organ_code.startswith(("QH", "UBTVQH"))):
        return "trung-uong", _slug(organ_code)
    place = "_"
    if issuer:
        folded = fold(issuer)
        spots = [match.end() for match in _PLACE_CUE.finditer(folded)]
        for name, slug in lexicon.province_slugs().items() if spots else ():
            if any(
                folded.startswith(name, at) and not folded[at + len(name) : at + len(name) + 1].isalnum()
                for at in spots
            ):
                place = slug
                break
    return place, _slug(organ_code) if organ_code else _slug(issuer)
