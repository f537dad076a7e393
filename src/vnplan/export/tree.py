"""The section tree of a document for reading in a terminal, with what stands in each section counted."""

from __future__ import annotations

from collections import Counter

from vnplan.export.wording import count, label_of, one_line, title_line, walk
from vnplan.model import PlanDocument, Section

_THINGS = ("citation", "deadline", "target", "unit", "task", "table")


def to_tree(document: PlanDocument) -> str:
    """Draw the sections of `document`, one a line, indented by level.

    Each line has label, heading (the first words in quotation marks where there is none) and, in brackets, what
    stands in that section itself, the sections inside it left out. What stands before the first section is counted
    behind the title.

    Returns:
        Lines joined by line feeds, without one at the end.
    """
    inside: dict[str | None, Counter[str]] = {}
    for thing in _THINGS:
        for item in getattr(document, thing + "s"):
            inside.setdefault(item.section_id, Counter())[thing] += 1
    known = {section.id for section in walk(document.sections)}
    outside: Counter[str] = Counter()
    for place, things in inside.items():
        if place not in known:
            outside += things

    lines = [title_line(document) + _counts(outside)]
    if not document.sections:
        lines.append("(no sections)")
    waiting = [(section, "", i == len(document.sections) - 1) for i, section in enumerate(document.sections)][::-1]
    while waiting:
        section, rail, last = waiting.pop()
        lines.append(f"{rail}{'└─' if last else '├─'} {_name(document, section)}{_counts(inside.get(section.id))}")
        below = rail + ("   " if last else "│  ")
        size = len(section.children)
        waiting.extend([(child, below, i == size - 1) for i, child in enumerate(section.children)][::-1])
    return "\n".join(lines)


def _name(document: PlanDocument, section: Section) -> str:
    if section.heading is not None:
        return f"{label_of(section)} {one_line(section.heading)}".strip()
    words = one_line(document.text[section.heading_span.start : section.heading_span.end], 60)
    if section.label and words.startswith(section.label):
        words = words[len(section.label) :].lstrip(" .)/-–")
    return f"{label_of(section)} “{words.rstrip('…')}…”".strip()


def _counts(things: Counter[str] | None) -> str:
    if not things:
        return ""
    return "  [" + ", ".join(count(things[thing], thing) for thing in _THINGS if things[thing]) + "]"
