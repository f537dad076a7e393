"""Codes and messages of diagnostics, in one place.

A code is stable: programs may match it. A message is for people and may change. `make` fills the message; every code
that the library can give is in `CODES`.
"""

from __future__ import annotations

from typing import NamedTuple

from vnplan.model import Diagnostic, Severity, Span


class Code(NamedTuple):
    """One code.

    Attributes:
        severity: How much it matters.
        message: What happened; `{…}` is filled by `make`.
        advice: What to do about it, for the reference of codes.
    """

    severity: Severity
    message: str
    advice: str


CODES: dict[str, Code] = {
    "text-empty": Code(
        "warning",
        "The text is empty: there is nothing to extract.",
        "Look whether the file is the right one; a scan without recognition (`--ocr off`) is empty, too.",
    ),
    "text-replaced-characters": Code(
        "warning",
        "The text holds {count} replacement characters (U+FFFD): it was decoded wrongly before.",
        "Go back to the file this text was made from; what stands at these places is lost.",
    ),
    "encoding-converted": Code(
        "info",
        "The text was converted from {encoding} to Unicode.",
        "Nothing; if letters look wrong, save the file as UTF-8 and read it again.",
    ),
    "encoding-combining": Code(
        "info",
        "Letters written with combining marks (Unicode tổ hợp) were composed.",
        "Nothing; offsets count the composed text.",
    ),
    "fonts-converted": Code(
        "info",
        "Text in fonts of old encodings ({encodings}) was converted to Unicode.",
        "Nothing; if letters look wrong, the file names a wrong font.",
    ),
    "text-ocr": Code(
        "warning",
        "{pages} of {count} pages are pictures: their text comes from optical character recognition.",
        "Check names, numbers and dates of such a document against the scan.",
    ),
    "ocr-uncertain": Code(
        "info",
        "Recognition was not sure of {count} words; what was found in them has a lower confidence.",
        "Sort by confidence and check the lowest first.",
    ),
    "signature-left-out": Code(
        "info",
        "The box of an electronic signature was left out of the text.",
        "Nothing; the signature itself is not checked.",
    ),
    "labels-repaired": Code(
        "info",
        "{count} labels that recognition misread were put right by their order.",
        "Compare the section tree with the scan where a label matters.",
    ),
    "ocr-off": Code(
        "warning",
        "{pages} of {count} pages hold no text; recognition was switched off.",
        "Read again with `--ocr auto` when these pages are wanted.",
    ),
    "pages-left-out": Code(
        "warning", "Only the first {read} of {count} pages were read.", "Read again with a higher `--max-pages`."
    ),
    "pages-empty": Code(
        "info", "Pages without any text: {pages}.", "Look at these pages; they may be pictures or blank."
    ),
    "text-fragmented": Code(
        "warning",
        "Letters of page {pages} are broken apart; the text may be damaged.",
        "Look at the page; a file exported anew, or `--ocr force`, often reads better.",
    ),
    "numbering-restored": Code(
        "info",
        "{count} automatic numbers of the word processor were written into the text.",
        "Nothing; the labels are those that the word processor shows.",
    ),
    "changes-deleted": Code(
        "info",
        "{count} deletions under change tracking were left out.",
        "Accept or reject the changes in the word processor if the other wording is meant.",
    ),
    "contents-left-out": Code(
        "info",
        "The table of contents was left out of the text.",
        "Nothing; its lines stand in the document as headings.",
    ),
    "running-heads-left-out": Code("info", "Running heads or feet of the pages were left out of the text.", "Nothing."),
    "macros-ignored": Code(
        "info", "The file holds macros; they were not run.", "Nothing; be careful when you open the file elsewhere."
    ),
    "converted-by": Code(
        "info",
        "The file was converted by {tool} before reading.",
        "Nothing; if the layout matters, look at the original.",
    ),
    "text-noisy": Code(
        "info",
        "Many words lost their marks, as OCR does it; phrases known for certain were read as they must have been.",
        "Check what matters against the original; labels and names may have lost letters.",
    ),
    "header-missing": Code(
        "info",
        "No letterhead, number or document type was found at the top.",
        "Nothing if it is an excerpt; else look at the first page: it may be a picture.",
    ),
    "not-a-plan": Code(
        "info",
        "The document calls itself {doc_type}, not a Kế hoạch; it was read all the same.",
        "Nothing if you wanted it read; leave it out of the archive otherwise.",
    ),
    "date-impossible": Code(
        "warning", "“{raw}” is no date of the calendar.", "Ask who wrote it; the value stays null."
    ),
    "number-unreadable": Code(
        "warning",
        "The number “{raw}” could not be read; its serial is left empty.",
        "Read the number from the original; a number left blank is no error.",
    ),
    "number-repaired": Code(
        "info",
        "The number “{raw}” was read as {canonical}.",
        "Compare with the original where the number matters; `raw` is as written.",
    ),
    "label-repeated": Code(
        "info",
        "Label “{label}” stands again after “{previous}” at the same level.",
        "Nothing; the paths of both sections are alike, their ids differ.",
    ),
    "label-skipped": Code(
        "info",
        "Label “{label}” follows “{previous}”: {missing} in between is missing.",
        "Look between the two labels: a heading may have lost its label, or be missing.",
    ),
    "label-unreadable": Code(
        "info",
        "Label “{label}” is not readable; from its place it is read as {expected}.",
        "Compare with the original.",
    ),
    "deadline-before-issue": Code(
        "warning",
        "The deadline “{raw}” ({value}) lies before the day the plan was issued ({issued}).",
        "Look at the passage: a slip in a year, or a date that is no deadline.",
    ),
    "citation-after-issue": Code(
        "warning",
        "“{raw}” is dated {date}, after the plan itself ({issued}).",
        "Look at both dates: one of them is a slip.",
    ),
    "share-above-100": Code(
        "warning",
        "“{raw}” is more than the whole.",
        "Look at the passage: growth may exceed the whole, a share may not.",
    ),
    "number-year-differs": Code(
        "warning",
        "The number of “{raw}” says {year}, its date {date}.",
        "Look at the passage: number or date is a slip.",
    ),
    "unit-only-in-table": Code(
        "info",
        "A table names “{raw}”, which the text outside the tables never does.",
        "Look at the cell: a misspelled name, or a unit that the plan forgot.",
    ),
    "task-two-deadlines": Code(
        "info", "One task has two last days: {first} and {second}.", "Look at the passage and decide which one binds."
    ),
    "confidence-low": Code(
        "info",
        "“{raw}” is doubtful as a {kind}: finds by the rule “{rule}” are right {percent} times in 100.",
        "Look at the passage before you rely on it.",
    ),
    "citation-dates-differ": Code(
        "warning",
        "“{raw}” is dated {date}; {citation}, the same document, says {other}.",
        "Look at both passages: one date is a slip.",
    ),
    "year-from-context": Code(
        "info", "“{raw}” names no year; {year} was taken from {origin}.", "Nothing; `value_source` says the same."
    ),
}


def make(code: str, span: tuple[int, int] | None = None, **values: object) -> Diagnostic:
    """Make a diagnostic.

    Args:
        code: A key of `CODES`.
        span: Offsets into the text of the document.
        values: What the message's braces hold.
    """
    severity, message, _ = CODES[code]
    place = None if span is None else Span(start=span[0], end=span[1])
    return Diagnostic(code=code, severity=severity, message=message.format(**values), span=place)
