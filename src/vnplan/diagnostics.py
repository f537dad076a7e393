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
        "warning", "The text holds {count} replacement characters (U+FFFD): it was decoded wrongly before."
    ),
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
