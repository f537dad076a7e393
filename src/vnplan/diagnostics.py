"""Codes and messages of diagnostics, in one place.

A code is stable: programs may match it. A message is for people and may change. `make` fills the message; every code
that the library can give is in `CODES`.
"""

from __future__ import annotations

from typing import NamedTuple

from vnplan.model import Diagnostic, Severity, Span


class Code(NamedTuple):
    """Severity and message of one code; `{…}` in the message is filled by `make`."""

    severity: Severity
    message: str


CODES: dict[str, Code] = {
    "text-empty": Code("warning", "The text is empty: there is nothing to extract."),
    "text-replaced-characters": Code(
        "warning",
        "The text holds {count} replacement characters (U+FFFD): it was decoded wrongly before; take the original file, if"
        " there is one.",
    ),
    "encoding-converted": Code("info", "The text was converted from {encoding} to Unicode."),
    "encoding-combining": Code("info", "Letters written with combining marks (Unicode tổ hợp) were composed."),
    "fonts-converted": Code("info", "Text in fonts of old encodings ({encodings}) was converted to Unicode."),
    "text-ocr": Code(
        "warning",
        "{pages} of {count} pages are pictures: their text comes from optical character recognition; look over"
        " names and numbers.",
    ),
    "ocr-uncertain": Code(
        "info", "Recognition was not sure of {count} words; what was found in them has a lower confidence."
    ),
    "signature-left-out": Code("info", "The box of an electronic signature was left out of the text."),
    "labels-repaired": Code("info", "{count} labels that recognition misread were put right by their order."),
    "ocr-off": Code(
        "warning", "{pages} of {count} pages hold no text, and recognition was switched off; --ocr auto reads them."
    ),
    "pages-left-out": Code("warning", "Only the first {read} of {count} pages were read; --max-pages reads more."),
    "pages-empty": Code("info", "Pages without any text: {pages}."),
    "text-fragmented": Code(
        "warning",
        "Letters of page {pages} are broken apart; the text may be damaged; --ocr force reads the pages as pictures.",
    ),
    "numbering-restored": Code("info", "{count} automatic numbers of the word processor were written into the text."),
    "changes-deleted": Code("info", "{count} deletions under change tracking were left out."),
    "contents-left-out": Code("info", "The table of contents was left out of the text."),
    "running-heads-left-out": Code("info", "Running heads or feet of the pages were left out of the text."),
    "macros-ignored": Code("info", "The file holds macros; they were not run."),
    "converted-by": Code("info", "The file was converted by {tool} before reading."),
    "text-noisy": Code(
        "info",
        "Many words lost their marks, as OCR does it; phrases known for certain were read as they must have been.",
    ),
    "header-missing": Code("info", "No letterhead, number or document type was found at the top."),
    "not-a-plan": Code("info", "The document calls itself {doc_type}, not a Kế hoạch; it was read all the same."),
    "date-impossible": Code("warning", "“{raw}” is no date of the calendar."),
    "number-unreadable": Code("warning", "The number “{raw}” could not be read; its serial is left empty."),
    "number-repaired": Code("info", "The number “{raw}” was read as {canonical}."),
    "label-repeated": Code("info", "Label “{label}” stands again after “{previous}” at the same level."),
    "label-skipped": Code("info", "Label “{label}” follows “{previous}”: {missing} in between is missing."),
    "label-unreadable": Code("info", "Label “{label}” is not readable; from its place it is read as {expected}."),
    "deadline-before-issue": Code(
        "warning", "The deadline “{raw}” ({value}) lies before the day the plan was issued ({issued})."
    ),
    "citation-after-issue": Code("warning", "“{raw}” is dated {date}, after the plan itself ({issued})."),
    "share-above-100": Code("warning", "“{raw}” is more than the whole."),
    "number-year-differs": Code("warning", "The number of “{raw}” says {year}, its date {date}."),
    "unit-only-in-table": Code("info", "A table names “{raw}”, which the text outside the tables never does."),
    "task-two-deadlines": Code("info", "One task has two last days: {first} and {second}."),
    "confidence-low": Code(
        "info", "“{raw}” is doubtful as a {kind}: finds by the rule “{rule}” are right {percent} times in 100."
    ),
    "citation-dates-differ": Code("warning", "“{raw}” is dated {date}; {citation}, the same document, says {other}."),
    "year-from-context": Code("info", "“{raw}” names no year; {year} was taken from {origin}."),
}


def make(code: str, span: tuple[int, int] | None = None, **values: object) -> Diagnostic:
    """Make a diagnostic.

    Args:
        code: A key of `CODES`.
        span: Offsets into the text of the document.
        values: What the message's braces hold.
    """
    severity, message = CODES[code]
    place = None if span is None else Span(start=span[0], end=span[1])
    return Diagnostic(code=code, severity=severity, message=message.format(**values), span=place)
