"""Footnotes: `[1]` in the text and the paragraph `[1] …` that gives the details."""

from __future__ import annotations

import re

from vnplan.structure.tree import Note
from vnplan.text import SourceText

_TEXT = re.compile(r"\s*\[(\d{1,3})\]\s*(?=\S)")
_MARK = re.compile(r"\[(\d{1,3})\]")


def find_notes(source: SourceText) -> list[Note]:
    """Find footnote texts and their marks; a mark without a text is no footnote. In reading order of the texts."""
    notes: dict[str, Note] = {}
    starts: set[int] = set()
    for p in source.paragraphs:
        match = _TEXT.match(source.view, p.start, p.end)
        if match is None or match.group(1) in notes:
            continue
        at = match.start(1) - 1
        notes[match.group(1)] = Note(match.group(1), at, p.end, match.end(), [])
        starts.add(at)
    if not notes:
        return []
    for match in _MARK.finditer(source.view):
        note = notes.get(match.group(1))
        if note is not None and match.start() not in starts:
            note.marks.append(match.span())
    return [note for note in notes.values() if note.marks]
