"""Distinct cited documents: mentions of one document meet in one reference, with a canonical id.

Mentions with the same number meet unless their years or places say that they are two documents (every province has a
`10/KH-UBND`, and every year one). What says less joins what says more; a number that OCR or the author slipped in joins
the one it resembles when type, serial and date agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from vnplan import lexicon
from vnplan.diagnostics import make
from vnplan.extract.citations import Cited
from vnplan.lexicon.binding import per_lexicon
from vnplan.lexicon.numbers import ParsedNumber, parse_number, type_code
from vnplan.link.build import Frame
from vnplan.link.home import Home, place_slug
from vnplan.model import (
    Citation,
    CitationDate,
    CitationIssuer,
    CitationNumber,
    CitationPart,
    Diagnostic,
    Reference,
    ReferenceOrigins,
)
from vnplan.text import bare, clean, fold

_ALIKE = 80
"""Least likeness (rapidfuzz ratio) of two symbols, one of which nobody uses: `CTTg` and `CT-TTg` are 89."""
_SLUG = 100
"""Longest part of an id, in characters: names of amending laws list many laws."""
_SAME_TITLE = 92
"""Least likeness of two titles that make one document of two mentions whose years differ."""


@dataclass(slots=True)
class _Mention:
    """One mention with what tells documents apart."""

    index: int
    cited: Cited
    number: ParsedNumber | None
    canonical: str | None
    """Full name of the issuer."""
    completed: bool
    """Its place was taken from the letterhead."""
    place: str | None

    @property
    def year(self) -> str | None:
        if self.number is not None and self.number.year is not None:
            return str(self.number.year)
        return self.cited.date[:4] if self.cited.date else None


@dataclass(slots=True, eq=False)
class _Document:
    """Mentions that mean one document."""

    members: list[_Mention] = field(default_factory=list)
    year: str | None = None
    place: str | None = None

    def add(self, mention: _Mention) -> None:
        self.members.append(mention)
        self.year = self.year or mention.year
        self.place = self.place or mention.place

    def fits(self, mention: _Mention) -> bool:
        """Say whether a mention with the same number or name may mean this document."""
        if self.place and mention.place and self.place != mention.place:
            return False
        if mention.number is not None and mention.cited.name:
            # One name, several laws: the number tells them apart.
            mine = next((m.number for m in self.members if m.number is not None), None)
            if mine is not None and mine.canonical != mention.number.canonical:
                return False
        if self.year is None or mention.year is None or self.year == mention.year:
            return True
        if mention.number is not None and mention.number.year is not None:
            return any(m.number is not None for m in self.members)
        title = mention.cited.title
        return title is not None and any(
            m.cited.title is not None and fuzz.ratio(fold(title), fold(m.cited.title)) >= _SAME_TITLE
            for m in self.members[:8]
        )

    def merge(self, other: _Document) -> None:
        for mention in other.members:
            self.add(mention)
        other.members = []


def build_citations(
    frame: Frame, found: list[Cited], diagnostics: list[Diagnostic] | None = None
) -> tuple[list[Citation], list[Reference]]:
    """Public citations and the references they resolve to.

    Args:
        frame: The document's public frame.
        found: Mentions in reading order.
        diagnostics: Takes what is odd about them: mentions of one document that disagree, numbers read as another.
    """
    home = Home(frame.header)
    mentions = []
    for n, c in enumerate(found):
        full = c.number if c.form != "short" else None
        number = parse_number(full) if full and not re.match(r"[TQ]C", full) else None
        canonical, completed = home.canonical(c.issuer) if c.issuer else (None, False)
        mentions.append(_Mention(n, c, number, canonical, completed, place_slug(canonical)))
    documents = _resolve(mentions)
    owner = {m.index: document for document in documents for m in document.members}
    ids: dict[int, str] = {}
    for m in mentions:
        ids.setdefault(id(owner[m.index]), f"r{len(ids) + 1}")
    notes = {note.label: note.id for note in frame.footnotes}
    citations = []
    for n, (c, m) in enumerate(zip(found, mentions, strict=True), 1):
        start, end = frame.source.span(c.start, c.end)
        citations.append(
            Citation(
                id=f"c{n}", span=frame.span(c.start, c.end), raw=frame.source.text[start:end], doc_type=c.doc_type,
                number=_number(frame, c, m.number), name=c.name, date=_date(frame, c), date_source=c.date_source,
                issuer=_issuer(frame, m), issuer_source=_issuer_source(m), title=c.title,
                parts=[CitationPart(kind=k, label=v) for k, v in c.parts],
                relation=c.relation, form=c.form,
                footnote_id=notes.get(c.note) if c.note else None,
                section_id=frame.section_at(c.start), reference_id=ids[id(owner[m.index])], **frame.sure("citation", _rule(c)),
            )
        )  # fmt: skip
    references = []
    for document in sorted((d for d in documents if d.members), key=lambda d: min(m.index for m in d.members)):
        document.members.sort(key=lambda m: m.index)
        references.append(_reference(ids[id(document)], document))
        if diagnostics is not None:
            diagnostics.extend(_conflicts(frame, document))
    return citations, references


def _rule(c: Cited) -> str:
    """How a mention was found: by number or name, and what stands beside it."""
    if c.form == "short":
        return "short"
    beside = [part for part, there in (("date", c.date), ("issuer", c.issuer)) if there]
    return "+".join(["name" if c.form == "named" else "number", *beside])


def _resolve(mentions: list[_Mention]) -> list[_Document]:
    """Find which mentions mean one document."""
    buckets: dict[str, list[_Document]] = {}
    documents: list[_Document] = []
    home_of: dict[int, _Document] = {}

    def put(mention: _Mention, keys: list[str]) -> None:
        at_hand = list(dict.fromkeys(d for key in keys for d in buckets.get(key, [])))
        fitting = [d for d in at_hand if d.fits(mention)]
        if fitting:
            # What says too little joins the document that was meant last.
            document = fitting[0] if len(fitting) == 1 else max(fitting, key=lambda d: _last_before(d, mention.index))
        else:
            document = _Document()
            documents.append(document)
        document.add(mention)
        home_of[id(mention.cited)] = document
        for key in keys:
            if document not in buckets.setdefault(key, []):
                buckets[key].append(document)

    # First what says most, so that what says less finds it.
    for mention in sorted((m for m in mentions if m.cited.target is None), key=_silence):
        put(mention, _keys(mention))
    _join_slips(documents)
    for document in documents:
        for mention in document.members:
            home_of[id(mention.cited)] = document
    for mention in mentions:
        if mention.cited.target is not None:
            home_of[id(mention.cited.target)].members.append(mention)
    return [d for d in documents if d.members]


def _last_before(document: _Document, index: int) -> int:
    return next((m.index for m in reversed(document.members) if m.index < index), -1)


def _silence(m: _Mention) -> tuple[int, int]:
    told = (m.year is not None) + (m.place is not None) + (m.number is not None)
    return -told, m.index


def _keys(m: _Mention) -> list[str]:
    """Under what a mention is looked for: its number, for a law its name too."""
    c, number = m.cited, m.number
    keys = []
    if number is not None and number.serial is not None:
        organ = bare(fold(number.organ_code or ""))
        kind = (
            bare(fold(number.type_code or c.doc_type or "")).replace("van ban", "cong van").replace("bo luat", "luat")
        )
        keys.append(f"{number.serial.lstrip('0').lower()}|{number.year or ''}|{kind}|{organ}")
    elif c.number:
        # A number whose serial is blank may be any: each mention stands alone.
        keys.append(f"{bare(fold(clean(c.number)))}|{m.index if number is not None else ''}")
    if c.name:
        keys.append("name|" + bare(fold(re.sub(r"[\s,]+", " ", c.name))))
    return keys or [f"|{m.index}"]


@per_lexicon
def _symbols() -> frozenset[str]:
    return frozenset(bare(fold(o.symbol)) for o in lexicon.organs() if o.symbol)


def _well_formed(m: _Mention) -> bool:
    """A number as the registry knows them: its type code and the first organ of its symbol."""
    if m.number is None or m.number.organ_code is None:
        return False
    first = bare(fold(re.split(r"[-/]", m.number.organ_code)[0]))
    return first in _symbols() and (m.number.type_code is not None or m.cited.doc_type in ("Công văn", "Văn bản"))


def _join_slips(documents: list[_Document]) -> None:
    """Join a number that nobody uses to the one it resembles: `27/CTTg` to `27/CT-TTg`."""
    serials: dict[str, list[_Document]] = {}
    for document in documents:
        m = document.members[0]
        if m.number is not None and m.number.serial is not None:
            serials.setdefault(f"{m.number.serial.lstrip('0')}|{m.number.year or ''}|{m.cited.doc_type}", []).append(
                document
            )
    for group in serials.values():
        sound = [d for d in group if _well_formed(d.members[0])]
        for odd in group:
            if odd in sound or len(group) > 20:
                continue
            alike = [d for d in sound if _resembles(odd, d)]
            if len(alike) == 1:
                alike[0].merge(odd)


def _resembles(odd: _Document, sound: _Document) -> bool:
    a, b = odd.members[0], sound.members[0]
    if a.number is None or b.number is None or not sound.fits(a):
        return False
    if a.number.type_code is not None and type_code(a.number.type_code) != b.number.type_code:
        return False
    x, y = (re.sub(r"[\W_]", "", fold(m.number.symbol or "")) if m.number else "" for m in (a, b))
    same_day = a.cited.date is not None and a.cited.date == b.cited.date
    # A symbol without its type code cannot be a number of its own; another one must share the day.
    return fuzz.ratio(x, y) >= _ALIKE and (a.number.type_code is None or same_day)


def _number(frame: Frame, c: Cited, number: ParsedNumber | None) -> CitationNumber | None:
    if c.number is None:
        return None
    if c.target is not None:
        full = parse_number(c.target.number or "")
        return CitationNumber(
            raw=frame.raw(*c.anchor), serial=full.serial, year=full.year, symbol=full.symbol, canonical=full.canonical
        )
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


def _issuer(frame: Frame, m: _Mention) -> CitationIssuer | None:
    c = m.cited
    if c.issuer is None or c.issuer_span is None:
        return None
    return CitationIssuer(raw=frame.raw(*c.issuer_span), canonical=m.canonical, span=frame.span(*c.issuer_span))


def _issuer_source(m: _Mention) -> str | None:
    """`context` where the letterhead completed a stated name; else how the name belongs to the mention."""
    if m.cited.issuer is None:
        return None
    return "context" if m.completed and m.cited.issuer_source == "stated" else m.cited.issuer_source


def _slug(text: str | None) -> str:
    if not text:
        return "_"
    slug = re.sub(r"[^a-z0-9]+", "-", bare(fold(text))).strip("-") or "_"
    return slug if len(slug) <= _SLUG else slug[:_SLUG].rsplit("-", 1)[0]


def _reference(ident: str, document: _Document) -> Reference:
    """The fullest attributes of all mentions, and where each comes from: the longest date and title, the first issuer."""
    members = document.members
    full = [m for m in members if m.cited.form != "short"] or members
    numbered = next((m for m in full if m.number is not None and m.number.canonical and _well_formed(m)), None)
    numbered = numbered or next((m for m in full if m.number is not None and m.number.canonical), None)
    named = next((m for m in full if m.cited.name), None)
    dated = max((m for m in members if m.cited.date), key=lambda m: len(m.cited.date or ""), default=None)
    issued = next((m for m in members if m.cited.issuer and m.canonical), None)
    issued = issued or next((m for m in members if m.cited.issuer), None)
    titled = max((m for m in members if m.cited.title), key=lambda m: len(m.cited.title or ""), default=None)
    typed = max((m for m in full if m.cited.doc_type), key=lambda m: len(m.cited.doc_type or ""), default=None)
    first = full[0]
    number = numbered.number if numbered else None
    shown = number.canonical if number else first.cited.number
    date = dated.cited.date if dated else None
    year = str(number.year) if number and number.year else (date[:4] if date else None)
    name = named.cited.name if named else None
    doc_type = typed.cited.doc_type if typed else None
    canonical = canonical_id(
        doc_type, number=shown, organ_code=number.organ_code if number else None,
        issuer=issued.cited.issuer if issued else None, place=document.place, year=year, name=name,
    )  # fmt: skip
    return Reference(
        id=ident, canonical_id=canonical, doc_type=doc_type, number=shown,
        name=name, date=date, issuer=(issued.canonical or issued.cited.issuer) if issued else None,
        title=titled.cited.title if titled else None, citation_ids=[_cid(m) for m in members],
        origins=ReferenceOrigins(
            number=_cid(numbered) if numbered else None, date=_cid(dated) if dated else None,
            issuer=_cid(issued) if issued else None, title=_cid(titled) if titled else None,
        ),
    )  # fmt: skip


def _cid(m: _Mention) -> str:
    return f"c{m.index + 1}"


def canonical_id(
    doc_type: str | None, *, number: str | None, organ_code: str | None, issuer: str | None, place: str | None,
    year: str | None, name: str | None = None,
) -> str:  # fmt: skip
    """The key of a document in all archives, the same from its own header and from references to it.

    Args:
        doc_type: Code of its type.
        number: Its number in canonical form.
        organ_code: The organ in the number.
        issuer: Name of the organ, for numbers without one.
        place: Slug of its province; central organs stand under `trung-uong`.
        year: Of the number, else of its date.
        name: What a law without a number is called by.

    Returns:
        `vn/place/organ/type/year/number`, with `_` for what is not known.
    """
    if organ_code and (re.split(r"[-/]", organ_code)[0] in _central() or organ_code.startswith(("QH", "UBTVQH"))):
        place = "trung-uong"
    tail = number or re.sub(r"^(?:bộ luật|luật|pháp lệnh)\s+", "", fold(name or ""))
    return f"vn/{place or '_'}/{_slug(organ_code or issuer)}/{_slug(doc_type)}/{year or '_'}/{_slug(tail)}"


@per_lexicon
def _central() -> frozenset[str]:
    return frozenset(o.symbol for o in lexicon.organs() if o.kind == "central" and o.symbol)


def _conflicts(frame: Frame, document: _Document) -> list[Diagnostic]:
    """What mentions of one document say differently, told at the mention that came later."""
    found: list[Diagnostic] = []
    stated: dict[str, _Mention] = {}
    sound = next((m for m in document.members if m.number and m.number.canonical and _well_formed(m)), None)
    for m in document.members:
        c = m.cited
        if c.date is not None and len(c.date) == 10 and c.date_source in ("stated", "shared", "footnote"):
            first = next(iter(stated.values()), None)
            if first is not None and c.date not in stated:
                found.append(
                    make("citation-dates-differ", frame.source.span(c.start, c.end), raw=clean(frame.raw(c.start, c.end)),
                         date=c.date, other=first.cited.date, citation=_cid(first))
                )  # fmt: skip
            stated.setdefault(c.date, m)
        if m.number is None:
            continue
        if sound is not None and sound.number is not None and m.number.canonical != sound.number.canonical:
            if not _well_formed(m):
                found.append(
                    make("number-repaired", frame.source.span(*c.anchor), raw=clean(frame.raw(*c.anchor)), canonical=sound.number.canonical)
                )  # fmt: skip
    return found
