"""The one place that strings the stations together: read, structure, extract, link.

All three doors may be used by any number of threads at once; nothing of one document is kept for another.
"""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import TypeVar

from vnplan.diagnostics import make
from vnplan.extract.citations import find_citations
from vnplan.extract.deadlines import find_deadlines
from vnplan.extract.targets import find_targets
from vnplan.extract.units import find_units
from vnplan.lexicon import phrases
from vnplan.lexicon.binding import bound
from vnplan.lexicon.own import Lexicon
from vnplan.link.build import Frame, structural_diagnostics
from vnplan.link.checks import check
from vnplan.link.mentions import build_deadlines, build_targets, build_units
from vnplan.link.references import build_citations
from vnplan.link.tasks import build_tasks, find_tasks, owners
from vnplan.model import Citation, Deadline, PlanDocument, Source, Target, Unit
from vnplan.read import Reading, ReadOptions, read
from vnplan.structure import analyse
from vnplan.text import SourceText
from vnplan.text.slips import mend


def parse_text(text: str, *, name: str = "text", lexicon: Lexicon | None = None) -> PlanDocument:
    r"""Parse the text of one plan.

    Args:
        text: The text, any line ends, any Unicode normal form; `document.text` is its NFC form with LF line ends.
        name: What `document.source.name` is to be.
        lexicon: The tables to read by; the shipped ones unless given.

    Returns:
        The document. Odd text never raises: what is doubtful stands in `document.diagnostics`; a surrogate without its
        partner, which no file can hold, becomes U+FFFD.

    >>> parse_text("KẾ HOẠCH\nTuyên truyền năm 2025").header.doc_type
    'Kế hoạch'
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        text = _LONE.sub("\ufffd", text)
        data = text.encode("utf-8")
    reading = Reading(text, "text/plain", hashlib.sha256(data).hexdigest(), len(data), "str", None, "text")
    return _parse(reading, name, lexicon)


def parse_bytes(
    data: bytes, *, name: str = "bytes", options: ReadOptions | None = None, lexicon: Lexicon | None = None
) -> PlanDocument:
    """Parse the bytes of one file.

    Args:
        data: Text in any Vietnamese encoding, Markdown, HTML, .docx, .doc, .odt, .rtf, PDF, or a picture of a page; which
            of them it is, is told from the bytes.
        name: What `document.source.name` is to be; its suffix tells Markdown from plain text.
        options: Recognition of scans, and limits.
        lexicon: The tables to read by; the shipped ones unless given.

    Raises:
        UnreadableSource: the bytes cannot be read; the error names the source and the reason.
        MissingTool: a library or program for this format is not installed.
    """
    return _parse(read(data, name, options), name, lexicon)


def parse_file(
    path: str | os.PathLike[str], *, name: str | None = None, options: ReadOptions | None = None,
    lexicon: Lexicon | None = None,
) -> PlanDocument:  # fmt: skip
    """Parse one file; `name` is the file's own name unless given, `options` and `lexicon` as in `parse_bytes`.

    Raises:
        OSError: the file cannot be opened.
        UnreadableSource: it cannot be read.
        MissingTool: a library or program for this format is not installed.
    """
    file = Path(path)
    shown = file.name if name is None else name
    return parse_bytes(file.read_bytes(), name=shown, options=options, lexicon=lexicon)


_LONE = re.compile(r"[\ud800-\udfff]")
"""Surrogates that stand alone: JSON cannot carry them. File names that are no UTF-8 have them, too."""


def _parse(reading: Reading, name: str, lexicon: Lexicon | None) -> PlanDocument:
    with bound(lexicon):
        return _stations(reading, name)


def _stations(reading: Reading, name: str) -> PlanDocument:
    source = SourceText.of(reading.text)
    folded = source.fold
    source.fold = mend(folded, phrases())
    structure = analyse(source)
    frame = Frame(source, structure, noisy=source.fold is not folded or "ocr" in reading.reader)
    diagnostics = [make(r.code, r.span, **r.values) for r in reading.remarks] + structural_diagnostics(frame)
    cited = find_citations(source, structure)
    citations, references = build_citations(frame, cited, diagnostics)
    due = find_deadlines(source, structure, cited)
    goals = find_targets(source, structure, cited)
    doers = find_units(source, structure, cited)
    drafts = find_tasks(frame, doers, due, goals, cited)
    deadlines = build_deadlines(frame, due, owners(drafts, "dues"), diagnostics)
    targets = build_targets(frame, goals, owners(drafts, "goals"), due)
    units = build_units(frame, doers, owners(drafts, "units"))
    if reading.doubts:
        diagnostics.append(make("ocr-uncertain", count=len(reading.doubts)))
        citations, deadlines = _lower(reading, citations), _lower(reading, deadlines)
        targets, units = _lower(reading, targets), _lower(reading, units)
    tasks = build_tasks(frame, drafts, doers)
    diagnostics += check(frame.header, citations, deadlines, targets, units, tasks, frame.tables, source.text)
    return PlanDocument(
        source=Source(
            name=_LONE.sub("\ufffd", name), media_type=reading.media_type, sha256=reading.sha256, size_bytes=reading.size_bytes,
            encoding=reading.encoding, page_count=reading.page_count, reader=reading.reader,
        ),
        text=source.text, header=frame.header, sections=frame.sections, footnotes=frame.footnotes,
        tables=frame.tables, citations=citations, references=references, deadlines=deadlines, targets=targets, units=units, tasks=tasks,
        diagnostics=diagnostics,
    )  # fmt: skip


_Mention = TypeVar("_Mention", Citation, Deadline, Target, Unit)


def _lower(reading: Reading, mentions: list[_Mention]) -> list[_Mention]:
    """Lower the confidence of what was found in words that recognition was not sure of."""
    if not reading.doubts:
        return mentions
    starts = [doubt.start for doubt in reading.doubts]
    lowered: list[_Mention] = []
    for mention in mentions:
        first = max(0, bisect_right(starts, mention.span.start) - 1)
        last = bisect_left(starts, mention.span.end)
        held = [d.confidence for d in reading.doubts[first:last] if d.end > mention.span.start]
        if held:
            mention = mention.model_copy(update={"confidence": round(mention.confidence * min(held), 3)})
        lowered.append(mention)
    return lowered
