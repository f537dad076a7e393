"""The header of a document as edXML fields, for the exchange of documents (Trục liên thông văn bản, QCVN 102).

Only what the document says is there: codes of organs, priority or sphere belong to the office that sends it, and whether it answers another document too. The names
of the fields are those of a public implementation; the regulation's own text was not at hand.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vnplan.export.xmltext import xml_safe
from vnplan.model import PlanDocument

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def to_edxml(document: PlanDocument) -> str:
    """Write the header of `document` as a MessageHeader; fields that it does not state are left out."""
    header = document.header
    root = Element("edXML:edXML", {"xmlns:edXML": NAMESPACE})
    head = _inside(_inside(_inside(root, "edXMLEnvelope"), "edXMLHeader"), "MessageHeader")
    if header.issuer is not None:
        sender = _inside(head, "From")
        if header.parent is not None:
            _leaf(sender, "OrganizationInCharge", header.parent.name)
        _leaf(sender, "OrganName", header.issuer.canonical or header.issuer.name)
    if header.number is not None:
        code = _inside(head, "Code")
        _leaf(code, "CodeNumber", header.number.serial)
        symbol = header.number.symbol
        if symbol and header.number.year:
            symbol = f"{header.number.year}/{symbol}"
        _leaf(code, "CodeNotation", symbol)
    if header.place or header.date is not None:
        issued = _inside(head, "PromulgationInfo")
        _leaf(issued, "Place", header.place)
        # The field is a day; a month or a year alone is none.
        iso = None if header.date is None else header.date.iso
        _leaf(issued, "PromulgationDate", iso if iso is not None and len(iso) == 10 else None)
    if header.doc_type:
        kind = _inside(head, "DocumentType")
        _leaf(kind, "Type", None if header.number is None else header.number.type_code)
        _leaf(kind, "TypeName", header.doc_type)
    _leaf(head, "Subject", header.title)
    if header.signature is not None:
        signer = _inside(head, "SignerInfo")
        _leaf(signer, "Competence", "; ".join(header.signature.authority) or None)
        _leaf(signer, "Position", header.signature.position)
        _leaf(signer, "FullName", header.signature.name)
    if header.recipients:
        places = _inside(head, "ToPlaces")
        for recipient in header.recipients:
            _leaf(places, "Place", " ".join(recipient.raw.split()))
    other = _inside(head, "OtherInfo")
    _leaf(other, "PageAmount", None if document.source.page_count is None else str(document.source.page_count))
    appendixes = [section for section in document.sections if section.kind == "appendix"]
    if appendixes:
        inner = _inside(other, "Appendixes")
        for section in appendixes:
            _leaf(inner, "Appendix", section.heading or f"Phụ lục {section.label or ''}".strip())
    if len(other) == 0:
        head.remove(other)
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _inside(parent: Element, name: str) -> Element:
    return SubElement(parent, f"edXML:{name}")


def _leaf(parent: Element, name: str, value: str | None) -> None:
    if value:
        SubElement(parent, f"edXML:{name}").text = xml_safe(value)
