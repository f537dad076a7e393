"""Parts of a document as JSON, mended: the header, and the documents that citations refer to."""

from __future__ import annotations

import re
from typing import Any

from vnplan.export.review.values import ISO_DATE
from vnplan.lexicon.numbers import parse_number
from vnplan.text.fold import bare, fold

Fields = dict[str, Any]
"""An object of a document's JSON."""

_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q|TƯQ|T/M|K/T|T/L)\b\.?", re.IGNORECASE)
_PLAIN = ("doc_type", "title", "place")


def mend_header(header: Fields, name: str, value: Any, span: Fields | None, text: str) -> None:
    """Give a part of the header another value.

    Args:
        header: The header as JSON; it is changed.
        name: `number`, `parent`, `issuer`, `place`, `date`, `doc_type`, `title`, `period`, `signature`, `recipients`, or
            `recipient-N` for one line.
        value: What it is to be, as a reader would write it down; None takes it out.
        span: Where it stands; None when its words say so.
        text: The document's text.

    Raises:
        ValueError: there is no such part, or its place is not known.
    """
    line = re.fullmatch(r"recipient-(\d+)", name)
    if line is not None:
        _recipient(header, int(line[1]) - 1, value, span, text)
    elif name == "recipients":
        old = {one["raw"]: one for one in header["recipients"]}
        lines = value if isinstance(value, list) else [value] if value else []
        header["recipients"] = [old.get(one) or _line(str(one), None, text) for one in lines]
    elif name in _PLAIN:
        header[name] = value
    elif name not in header:
        raise ValueError(f"the header has no part “{name}”")
    elif value is None:
        header[name] = None
    else:
        header[name] = _part(name, str(value), span, header[name], text)


def _part(name: str, value: str, span: Fields | None, old: Fields | None, text: str) -> Fields:
    if name == "date" and not ISO_DATE.fullmatch(value):
        raise ValueError(f"“{value}” is no date such as 2025-03-31, 2025-03 or 2025")
    place = span or (_found(value, text) if name != "date" else None) or (None if old is None else old["span"])
    if place is None:
        raise ValueError("its words are not in the text: select its place in the page and take it")
    raw = text[place["start"] : place["end"]]
    if name == "date":
        return {"raw": raw, "iso": value, "span": place}
    if name == "number":
        # A slip stays in `raw`, which is what the text says; the rest is what the reviewer reads there.
        got = parse_number(raw if span is not None else value)
        return {
            "raw": raw, "serial": got.serial, "year": got.year, "symbol": got.symbol, "type_code": got.type_code,
            "organ_code": got.organ_code, "canonical": got.canonical, "span": place,
        }  # fmt: skip
    if name == "period":
        years = re.findall(r"\d{4}", value)
        if not years:
            raise ValueError(f"“{value}” names no year")
        return {"raw": raw, "start": years[0], "end": years[-1], "span": place}
    if name == "signature":
        return {**_signature(value), "raw": raw, "span": place}
    return {"name": value, "raw": raw, "canonical": None, "span": place}


def _signature(value: str) -> Fields:
    """Lines of authority, then the post, then the name; a single line that is no authority is a post in capitals."""
    lines = [line.strip() for line in value.split("\n") if line.strip()]
    authority = [line for line in lines if _AUTHORITY.match(line)]
    rest = [line for line in lines if not _AUTHORITY.match(line)]
    if len(rest) == 1 and rest[0].isupper():
        return {"authority": authority, "position": rest[0], "name": None}
    return {"authority": authority, "position": rest[0] if len(rest) > 1 else None, "name": rest[-1] if rest else None}


def _recipient(header: Fields, at: int, value: Any, span: Fields | None, text: str) -> None:
    lines = header["recipients"]
    if not 0 <= at < len(lines):
        raise ValueError("there is no such line of recipients")
    if value is None:
        lines.pop(at)
    else:
        lines[at] = {**_line(str(value), span, text), "note": lines[at]["note"]}


def _line(value: str, span: Fields | None, text: str) -> Fields:
    place = span or _found(value, text)
    if place is None:
        raise ValueError(f"“{value[:60]}” is not in the text")
    return {"raw": text[place["start"] : place["end"]], "span": place, "note": None}


def _found(words: str, text: str) -> Fields | None:
    match = re.search(r"\s+".join(map(re.escape, words.split())), text) if words.split() else None
    return None if match is None else {"start": match.start(), "end": match.end()}


# --- references -----------------------------------------------------------------------------------------------------


def reference_of(references: list[Fields], citation: Fields) -> Fields:
    """Give the document that `citation` names: one of `references`, or a new one that is not among them yet."""
    number, name = _number(citation), citation["name"]
    for reference in references:
        same_type = reference["doc_type"] == citation["doc_type"] or citation["doc_type"] is None
        if number and reference["number"] == number and same_type and _agree(reference, citation):
            return reference
        if not number and name and reference["name"] == name:
            return reference
    taken = [int(match[1]) for one in references if (match := re.fullmatch(r"r(\d+)", one["id"]))]
    return {
        "id": f"r{max(taken, default=0) + 1}", "canonical_id": "", "doc_type": citation["doc_type"], "number": None,
        "name": name, "date": None, "issuer": None, "title": None, "citation_ids": [], "origins": {},
    }  # fmt: skip


def _agree(reference: Fields, citation: Fields) -> bool:
    date = None if citation["date"] is None else citation["date"]["iso"]
    return not reference["date"] or not date or reference["date"].startswith(date) or date.startswith(reference["date"])


def renew_reference(reference: Fields, citations: list[Fields]) -> None:
    """Take the attributes of a document anew from the citations that name it: the longest, of equals the first."""
    origins: Fields = {"number": None, "date": None, "issuer": None, "title": None}
    for attribute, read in (("number", _number), ("date", _date), ("issuer", _issuer), ("title", _title)):
        values = [(read(citation), citation["id"]) for citation in citations if read(citation)]
        best = max(values, key=lambda pair: len(pair[0] or "") if attribute != "issuer" else 0, default=None)
        if best is None:
            reference[attribute] = None
        elif best[0] != reference[attribute] or (reference.get("origins") or {}).get(attribute) is None:
            reference[attribute] = best[0]
        origins[attribute] = None if best is None else best[1]
    reference["origins"] = origins
    if not reference["canonical_id"]:
        year = (reference["date"] or "_")[:4]
        parts = ["vn", "_", _slug(reference["issuer"]), _slug(reference["doc_type"]), year]
        reference["canonical_id"] = "/".join([*parts, _slug(reference["number"] or reference["name"])])


def _number(citation: Fields) -> str | None:
    number = citation["number"]
    return None if number is None else number["canonical"] or number["raw"]


def _date(citation: Fields) -> str | None:
    return None if citation["date"] is None else citation["date"]["iso"]


def _issuer(citation: Fields) -> str | None:
    issuer = citation["issuer"]
    return None if issuer is None else issuer["canonical"] or issuer["raw"]


def _title(citation: Fields) -> str | None:
    title: str | None = citation["title"]
    return title


def _slug(words: str | None) -> str:
    return re.sub(r"[^a-z0-9]+", "-", bare(fold(words or ""))).strip("-") or "_"
