"""Citations of other documents, and the distinct documents they refer to."""

from __future__ import annotations

from typing import Literal

from vnplan.model.base import Model, Span

ValueSource = Literal["stated", "shared", "footnote", "earlier_mention", "context"]
"""Where a value comes from: stated in the mention, shared in a coordination, its footnote, an earlier mention, context."""

Relation = Literal["basis", "amends", "replaces", "repeals", "mention"]
"""What this document does with the cited one."""

CitationForm = Literal["full", "short", "named"]
"""`full` has a number, `named` a name (laws, congress resolutions), `short` points back to an earlier mention."""


class CitationNumber(Model):
    """Number of a cited document.

    Attributes:
        raw: As written.
        serial: The serial number, None when blank.
        year: Year inside the number of a normative document.
        symbol: The part after serial and year, blanks removed.
        canonical: The one way to write it (`765/KH-UBND` for `765-KH/UBND`), slips of OCR repaired where certain.
    """

    raw: str
    serial: str | None
    year: int | None
    symbol: str | None
    canonical: str | None


class CitationDate(Model):
    """Date of a cited document; `iso` is `2015-01-09`, `2015-01` or `2015`; `span` is where it stands."""

    raw: str
    iso: str | None
    span: Span


class CitationIssuer(Model):
    """Issuer of a cited document: as written, and resolved in the registry where certain."""

    raw: str
    canonical: str | None
    span: Span


class CitationPart(Model):
    """The part of the document that is cited: `điểm a khoản 2 Điều 5`, `Phụ lục II`."""

    kind: Literal["article", "clause", "point", "appendix"]
    label: str


class Citation(Model):
    """One mention of another document.

    Attributes:
        id: `c1`, `c2`, … in reading order.
        span: From the type word (or number) to the end of number, date and issuer, whichever comes last.
        raw: The text of `span`.
        doc_type: Sentence case, `"Nghị định"`.
        number: None for a document cited by name.
        name: Name of a law or of another document cited by name.
        date: Date and where it stands; `date_source` says how it belongs to this mention.
        issuer: Issuer and where it stands; `issuer_source` says how it belongs to this mention.
        title: Trích yếu that follows, cleaned.
        parts: Articles, clauses, points, appendices that are cited.
        relation: What this document does with the cited one.
        form: full, short or named.
        footnote_id: The footnote that gives its details.
        section_id: The division it stands in, None before the first one.
        reference_id: The distinct document it refers to.
        rule: The rule that found it; `confidence` is how sure such finds are.
        confidence: Chance that place and attributes are right, from 0 to 1, as counted on annotated plans.
    """

    id: str
    span: Span
    raw: str
    doc_type: str | None
    number: CitationNumber | None
    name: str | None
    date: CitationDate | None
    date_source: ValueSource | None
    issuer: CitationIssuer | None
    issuer_source: ValueSource | None
    title: str | None
    parts: list[CitationPart] = []
    relation: Relation
    form: CitationForm
    footnote_id: str | None = None
    section_id: str | None = None
    reference_id: str
    rule: str
    confidence: float


class ReferenceOrigins(Model):
    """Ids of the citations that a reference's attributes come from; None for what no mention says."""

    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None


class Reference(Model):
    """One distinct cited document, with the fullest attributes of its mentions.

    Attributes:
        id: `r1`, `r2`, … by first mention.
        canonical_id: Readable, URL-safe key, `vn/tay-ninh/ubnd/ke-hoach/2023/765-kh-ubnd`; unknown parts are `_`.
        issuer: Its full name where that is certain, else as a mention writes it.
        citation_ids: Its mentions.
        origins: The mention that each attribute comes from.
    """

    id: str
    canonical_id: str
    doc_type: str | None
    number: str | None
    name: str | None
    date: str | None
    issuer: str | None
    title: str | None
    citation_ids: list[str]
    origins: ReferenceOrigins = ReferenceOrigins()
