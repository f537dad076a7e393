"""A document as Akoma Ntoso 3: the section tree with its text, tables as tables, citations as `ref`.

Identifiers are FRBR-style and made of the canonical ids: there is no official profile for Vietnam. What a document
does not say cannot be left out everywhere, as the schema wants a date: an unknown one is `0001-01-01`, named `unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from vnplan import lexicon
from vnplan.export.xmltext import xml_safe
from vnplan.lexicon.binding import per_lexicon
from vnplan.model import Citation, PlanDocument, Reference, Section, Table

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_ELEMENTS = {
    "part": "part", "chapter": "chapter", "section": "section", "article": "article", "clause": "clause",
    "point": "point",
}  # fmt: skip


def iri_of(canonical_id: str) -> str:
    """The IRI of a document: `/akn/vn/act/nghi-dinh/trung-uong-cp/2018/61-2018-nd-cp`; `doc` when it is no law.

    Args:
        canonical_id: Country, place, organ, type, year and number, joined by `/`.
    """
    parts = (canonical_id.split("/") + ["_"] * 6)[:6]
    country, place, organ, kind, year, number = parts
    form = "act" if kind in _normative() else "doc"
    return f"/akn/{country}/{form}/{kind}/{place}-{organ}/{year}/{number}"


@per_lexicon
def _normative() -> frozenset[str]:
    return frozenset(kind.slug for kind in lexicon.document_types() if kind.normative)


def to_akn(document: PlanDocument, canonical_id: str | None = None) -> str:
    """Write `document` as Akoma Ntoso XML, valid against the schema of version 3.0.

    Args:
        document: What to write.
        canonical_id: The document's own key, when it has one; else its content's hash names it.
    """
    register_namespace("", NAMESPACE)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(_Writer(document, canonical_id).root(), "unicode") + "\n"
    )


class _Writer:
    def __init__(self, document: PlanDocument, canonical_id: str | None) -> None:
        self.document = document
        self.text = document.text
        self.iri = iri_of(canonical_id) if canonical_id else f"/akn/vn/doc/{document.source.sha256[:16]}"
        self.references: dict[str, Reference] = {reference.id: reference for reference in document.references}
        # Outermost first: a citation inside another one is part of it.
        self.citations: list[Citation] = []
        end = 0
        for citation in sorted(document.citations, key=lambda c: (c.span.start, -c.span.end)):
            if citation.span.start >= end:
                self.citations.append(citation)
                end = citation.span.end
        self.tables = sorted(document.tables, key=lambda table: table.span.start)

    def root(self) -> Element:
        root = _new(None, "akomaNtoso")
        doc = _new(root, "doc", name="document")
        self._meta(doc)
        sections = self.document.sections
        first = sections[0].span.start if sections else 0
        last = sections[-1].span.end if sections else len(self.text)
        if self.text[:first].strip():
            self._blocks(_new(doc, "preface"), 0, first)
        body = _new(doc, "mainBody")
        if sections:
            self._sections(body, sections, first, last)
        else:
            self._blocks(_new(_new(body, "hcontainer", name="text"), "content"), 0, last)
        if self.text[last:].strip():
            self._blocks(_new(doc, "conclusions"), last, len(self.text))
        return root

    def _meta(self, doc: Element) -> None:
        header = self.document.header
        meta = _new(doc, "meta")
        identification = _new(meta, "identification", source="#vnplan")
        iso = header.date.iso if header.date is not None else None
        day, name = "0001-01-01", "unknown"
        if iso is not None:
            day, name = (iso + "-01-01")[:10] if len(iso) < 7 else (iso + "-01")[:10], "issued"
        for level, tail in (("FRBRWork", ""), ("FRBRExpression", "/vie@"), ("FRBRManifestation", "/vie@/akn.xml")):
            inner = _new(identification, level)
            _new(inner, "FRBRthis", value=f"{self.iri}{tail}/!main")
            _new(inner, "FRBRuri", value=f"{self.iri}{tail}")
            _new(inner, "FRBRdate", date=day, name=name)
            _new(inner, "FRBRauthor", href="#issuer" if header.issuer is not None else "#vnplan")
            if level == "FRBRWork":
                _new(inner, "FRBRcountry", value="vn")
                number = header.number.canonical if header.number is not None else None
                if number:
                    _new(inner, "FRBRnumber", value=number)
            elif level == "FRBRExpression":
                _new(inner, "FRBRlanguage", language="vie")
        references = _new(meta, "references", source="#vnplan")
        _new(references, "TLCOrganization", eId="vnplan", href="/akn/ontology/organization/vnplan", showAs="vnplan")
        if header.issuer is not None:
            shown = header.issuer.canonical or header.issuer.name
            _new(references, "TLCOrganization", eId="issuer", href="/akn/ontology/organization/vn/issuer", showAs=shown)

    def _sections(self, parent: Element, sections: Sequence[Section], start: int, end: int) -> None:
        at = start
        for section in sections:
            self._between(parent, at, section.span.start)
            self._section(parent, section)
            at = max(at, section.span.end)
        self._between(parent, at, end)

    def _between(self, parent: Element, start: int, end: int) -> None:
        """Text between two sections that belongs to neither."""
        if self.text[start:end].strip():
            self._blocks(_new(_new(parent, "hcontainer", name="text"), "content"), start, end)

    def _section(self, parent: Element, section: Section) -> None:
        name = _ELEMENTS.get(section.kind)
        if name is None:
            element = _new(parent, "hcontainer", name=section.kind, eId=f"sec_{section.id}")
        else:
            element = _new(parent, name, eId=f"sec_{section.id}")
        at = section.span.start
        if section.label:
            # What stands up to the end of the label and its sign, with the word before it ("Điều 1.").
            found = re.compile(re.escape(section.label) + r"[.)/:]?").search(
                self.text, at, at + 40 + len(section.label)
            )
            if found is not None:
                _new(element, "num").text = xml_safe(" ".join(self.text[at : found.end()].split()))
                at = found.end()
        if section.heading is not None and section.heading_span.end > at:
            self._inline(_new(element, "heading"), at, section.heading_span.end)
            at = section.heading_span.end
        end = section.span.end
        if section.children:
            first = section.children[0].span.start
            if self.text[at:first].strip():
                self._blocks(_new(element, "intro"), at, first)
            self._sections(element, section.children, max(at, first), end)
        else:
            self._blocks(_new(element, "content"), at, end)

    def _blocks(self, parent: Element, start: int, end: int) -> None:
        """Paragraphs and tables from `start` to `end`; at least one paragraph."""
        at = start
        for table in self.tables:
            if start <= table.span.start and table.span.end <= end:
                self._paragraphs(parent, at, table.span.start)
                self._table(parent, table)
                at = table.span.end
        self._paragraphs(parent, at, end)
        if len(parent) == 0:
            _new(parent, "p")

    def _paragraphs(self, parent: Element, start: int, end: int) -> None:
        for a, b in self._pieces(start, end):
            if self.text[a:b].strip():
                self._inline(_new(parent, "p"), a, b)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Stretches between blank lines; none is cut inside a citation."""
        at = start
        for gap in re.compile(r"\n[^\S\n]*\n\s*").finditer(self.text, start, end):
            if not any(c.span.start < gap.start() < c.span.end for c in self.citations):
                yield at, gap.start()
                at = gap.end()
        yield at, end

    def _inline(self, element: Element, start: int, end: int) -> None:
        """Text with its citations as `ref`."""
        at, last = start, None
        for citation in self.citations:
            a, b = citation.span.start, citation.span.end
            if a < start or b > end:
                continue
            _add(element, last, self.text[at:a])
            reference = self.references.get(citation.reference_id)
            target = iri_of(reference.canonical_id) if reference is not None else "#"
            last = _new(element, "ref", href=target, eId=f"ref_{citation.id}")
            last.text = _flat(self.text[a:b])
            at = b
        _add(element, last, self.text[at:end])

    def _table(self, parent: Element, table: Table) -> None:
        if not table.rows and not table.header:
            return
        element = _new(parent, "table", eId=f"table_{table.id}")
        if table.header:
            row = _new(element, "tr")
            for title in table.header:
                _new(_new(row, "th"), "p").text = _flat(title)
        for line in table.rows:
            row = _new(element, "tr")
            for cell in line:
                self._inline(_new(_new(row, "td"), "p"), cell.span.start, cell.span.end)
            if not line:
                _new(_new(row, "td"), "p")


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", xml_safe(text))


def _add(element: Element, last: Element | None, text: str) -> None:
    flat = _flat(text)
    if last is None:
        element.text = (element.text or "") + flat
    else:
        last.tail = (last.tail or "") + flat


def _new(parent: Element | None, tag_name: str, /, **attributes: str) -> Element:
    tag = f"{{{NAMESPACE}}}{tag_name}"
    safe = {key: xml_safe(value) for key, value in attributes.items()}
    return Element(tag, safe) if parent is None else SubElement(parent, tag, safe)
