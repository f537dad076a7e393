"""The header block and the closing block of a document (thể thức văn bản, Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from vnplan.model.base import Model, Span


class DocumentNumber(Model):
    """Number and symbol of the document itself (số, ký hiệu).

    Attributes:
        raw: As written, without the word "Số".
        serial: The serial number (`"60"`), None when left blank or unreadable.
        year: A year inside the number, as normative documents have it (`04/2015/NĐ-CP`).
        symbol: What follows the serial, blanks removed (`"KH-SVHTTDL"`).
        type_code: The type part of the symbol (`"KH"`).
        organ_code: The organ part of the symbol (`"SVHTTDL"`).
        canonical: The one way to write the number (`"60/KH-SVHTTDL"`), None without a serial.
        span: Where `raw` stands.
    """

    raw: str
    serial: str | None
    year: int | None
    symbol: str | None
    type_code: str | None
    organ_code: str | None
    canonical: str | None
    span: Span


class Organ(Model):
    """An organ (cơ quan) as the document names it.

    Attributes:
        name: The name, blanks collapsed and markup removed, case as written.
        raw: The text of `span`.
        canonical: The full name in the registry, completed with the place where the text makes it certain; else None.
        span: Where `name` stands.
    """

    name: str
    raw: str
    canonical: str | None
    span: Span


class DocumentDate(Model):
    """Date of the document: `iso` is `2023-03-29`, `2025-01` when the day is left blank, `2025`, or None."""

    raw: str
    iso: str | None
    span: Span


class Period(Model):
    """The year or years the plan is for: `start` and `end` are years as text, equal for one year."""

    raw: str
    start: str
    end: str
    span: Span


class Signature(Model):
    """Signature block (thẩm quyền ký, chức vụ, họ tên).

    Attributes:
        authority: Authority lines in order, `"TM. ỦY BAN NHÂN DÂN"`, `"KT. CHỦ TỊCH"`; empty when there is none.
        position: The post the signer holds.
        name: Full name of the signer.
        raw: The text of `span`.
        span: From the first to the last of these.
    """

    authority: list[str]
    position: str | None
    name: str | None
    raw: str
    span: Span


class Recipient(Model):
    """One line under Nơi nhận, without dash and closing sign; `note` is its purpose mark (`"b/c"`, `"để báo cáo"`)."""

    raw: str
    span: Span
    note: str | None


class Header(Model):
    """Header and closing block. What the document does not say is None.

    Attributes:
        number: Số, ký hiệu.
        parent: The superior organ in the letterhead (cơ quan chủ quản).
        issuer: The organ that issues the document, in the fullest form that stands in it.
        place: Địa danh.
        date: Ngày ban hành.
        doc_type: Type name in sentence case (`"Kế hoạch"`, `"Quyết định"`).
        title: Trích yếu, blanks collapsed, markup removed, case as written.
        period: The year or years the plan is for, when its title says so.
        signature: Signature block.
        recipients: Nơi nhận.
    """

    number: DocumentNumber | None = None
    parent: Organ | None = None
    issuer: Organ | None = None
    place: str | None = None
    date: DocumentDate | None = None
    doc_type: str | None = None
    title: str | None = None
    period: Period | None = None
    signature: Signature | None = None
    recipients: list[Recipient] = []
