"""Citations of other documents.

What `vnplan.extract.citing` finds in the parts of the text where citations stand, put together: what is no citation is
dropped, members of a coordination share what is meant for all, footnotes complete what they explain.
"""

from __future__ import annotations

import itertools
import re

from vnplan.extract.citing.issuers import can_issue, issuer_end
from vnplan.extract.citing.mention import PAIR_GAP, Cited, Span, key_of, organ_code
from vnplan.extract.citing.named import congresses, laws, standards
from vnplan.extract.citing.numbered import numbered
from vnplan.extract.citing.relations import relations
from vnplan.extract.citing.short import shorts
from vnplan.extract.citing.titles import titles
from vnplan.lexicon.numbers import parse_number
from vnplan.structure import Structure
from vnplan.text import SourceText, clean, fold, places, within


def find_citations(source: SourceText, structure: Structure) -> list[Cited]:
    """Find the mentions of other documents, in reading order. Letterhead, signature and recipients are left out."""
    zones = _zones(source, structure)
    found: list[Cited] = []
    for start, end in zones:
        found.extend(laws(source, start, end))
        found.extend(numbered(source, start, end))
        found.extend(congresses(source, start, end))
        found.extend(standards(source, start, end))
    found.sort(key=lambda c: (c.start, -c.end))
    found = _drop_inside(found)
    found = _drop_own(source, structure, found)
    _share(source, found)
    titles(source, found)
    found.extend(shorts(source, structure, found))
    found.sort(key=lambda c: (c.start, -c.end))
    relations(source, structure, found)
    _notes(source, structure, found)
    return found


def _zones(source: SourceText, structure: Structure) -> list[Span]:
    """Where citations are looked for: title and body, without letterhead and closing blocks."""
    head = structure.head
    begin = 0
    if head.title_span is not None:
        begin = head.title_span[0]
    elif head.body < len(source.paragraphs):
        begin = source.paragraphs[head.body].start
    zones: list[Span] = []
    for closing in structure.closings:
        stop = source.paragraphs[closing.first].start
        if stop > begin:
            zones.append((begin, stop))
        begin = source.paragraphs[closing.last].end
    if begin < len(source.view):
        zones.append((begin, len(source.view)))
    return zones


def _drop_inside(found: list[Cited]) -> list[Cited]:
    """Drop mentions whose anchor lies inside another's number; laws nested in a law's name stay."""
    kept: list[Cited] = []
    for c in found:
        clash = next(
            (k for k in reversed(kept[-4:]) if k.end > c.start and not (k.form == "named" and c.form == "named")), None
        )
        if clash is not None and clash.number and clash.form != "named" and c.form == "named":
            kept.append(c)
            continue
        if clash is not None and clash.name and clash.number and c.number and clash.end >= c.end:
            continue
        if clash is not None and clash.anchor[1] > c.anchor[0] and clash.form != "named":
            continue
        kept.append(c)
    return kept


def _drop_own(source: SourceText, structure: Structure, found: list[Cited]) -> list[Cited]:
    """Drop mentions of the document itself: its own number, its letterhead, and the bracket of an annex."""
    number = structure.head.number
    own = key_of(source.view[number.start : number.end]) if number is not None and number.serial else None
    year = (structure.head.date or "")[:4]
    kind = structure.head.doc_type
    organ = parse_number(own).organ_code if own else None
    kept = []
    for c in found:
        p = source.paragraphs[source.paragraph_at(c.start)]
        opening = source.fold[p.start : p.start + 40]
        bracket = re.match(r"\W*(?:ban hành\s+)?kèm theo\b", opening) is not None and p.end - p.start < 400
        if bracket or (c.doc_type == kind and organ in (None, organ_code(c)) and _annexed_to(source, c, p.start)):
            continue
        if own is not None and c.number is not None and key_of(c.number) == own and (not c.date or c.date[:4] == year):
            continue
        if not c.typed and _NUMBER_LINE.fullmatch(source.fold, p.start, c.start):
            continue
        kept.append(c)
    return kept


_NUMBER_LINE = re.compile(r"\W*số\s*:\s*")
"""`Số: 44/KH-UBND` at the start of a line is a letterhead, whatever OCR made of the rest of it."""
_ANNEX = re.compile(r"\(\s*(?:được\s+)?(?:ban hành\s+)?kèm theo\s+\Z")


def _annexed_to(source: SourceText, c: Cited, floor: int) -> bool:
    """`(Kèm theo Kế hoạch số … của …)` and nothing else in the bracket at the end of a line."""
    if _ANNEX.search(source.fold, max(floor, c.start - 40), c.start) is None:
        return False
    return source.view[c.end : c.end + 1] == ")" and (source.view[c.end + 1 : c.end + 2] or "\n") == "\n"


def _share(source: SourceText, found: list[Cited]) -> None:
    """Members of a coordination share what is meant for all of them.

    Date and issuer behind the last of them only where nothing but a comma or "và" lies between two mentions and their
    numbers name the same organ: a neighbour's date is never taken otherwise.
    """
    for first, second in zip(reversed(found[:-1]), reversed(found), strict=False):
        if first.number is None or second.number is None or second.start < first.end:
            continue
        if not PAIR_GAP.match(source.view[first.end : second.start]):
            continue
        if organ_code(first) != organ_code(second):
            continue
        if first.issuer is None and second.issuer is not None and second.issuer_source in ("stated", "shared"):
            if second.issuer_span is not None and second.issuer_span[0] < second.start:
                continue
            first.issuer, first.issuer_span, first.issuer_source = second.issuer, second.issuer_span, "shared"
            year = parse_number(first.number).year
            if first.date is None and second.date is not None and year in (None, int(second.date[:4])):
                first.date, first.date_span, first.date_source = second.date, second.date_span, "shared"
    for first, second in itertools.pairwise(found):
        if second.same_day and first.date is not None and source.view.find("\n", first.start, second.start) < 0:
            second.date, second.date_span, second.date_source = first.date, first.date_span, "shared"
        if first.number and second.number and second.issuer is None and first.issuer is not None:
            before = first.issuer_span is not None and first.issuer_span[0] < first.anchor[0]
            listed = PAIR_GAP.match(source.view[first.end : second.start]) or (
                # "các Kế hoạch của UBND tỉnh: số … về …; số … về …": each member begins with "số".
                not second.typed and _NEXT_NUMBER.search(source.fold, first.end, second.start)
            )
            if before and listed and organ_code(first) == organ_code(second):
                second.issuer, second.issuer_span, second.issuer_source = first.issuer, first.issuer_span, "shared"
    _share_from_head(source, found)


_NEXT_NUMBER = re.compile(r"[;,]\s*(?:và\s+)?số\s*:?\s*\Z")
_LIST_HEAD = re.compile(r"các\s+(?P<type>[^\W\d_]+(?:\s[^\W\d_]+)?)\s+(?:sau\s+)?(?:đây\s+)?của\s+")


def _share_from_head(source: SourceText, found: list[Cited]) -> None:
    """`các Quyết định của Thủ tướng Chính phủ về …: Quyết định số …; Quyết định số …`: the issuer of all of them."""
    starts = [c.start for c in found]
    kinds = {fold(c.doc_type or "") for c in found if c.issuer is None and c.typed}
    heads = sorted(at for kind in kinds for at in places(source.fold, f"các {kind} "))
    for head in filter(None, (_LIST_HEAD.match(source.fold, at) for at in heads)):
        p = source.paragraphs[source.paragraph_at(head.start())]
        colon = source.view.find(":", head.end(), min(p.end, head.end() + 400))
        stop = issuer_end(source, head.end(), p.end) if colon >= 0 else None
        if stop is None or stop > colon or re.search(r"[.;]", source.view[stop:colon]):
            continue
        name = clean(source.view[head.end() : stop])
        for n in within(starts, colon + 1, min(p.end, colon + 6000)):
            c = found[n]
            if c.issuer is None and c.typed and fold(c.doc_type or "") == head["type"] and can_issue(c.number, name):
                c.issuer, c.issuer_span, c.issuer_source = name, (head.end(), stop), "shared"


def _notes(source: SourceText, structure: Structure, found: list[Cited]) -> None:
    """Tie a mention to the footnote whose mark follows it, and take date and issuer from there."""
    if not structure.notes:
        return
    marks = {a: note for note in structure.notes for a, _ in note.marks}
    starts = [c.start for c in found]
    for n, c in enumerate(found):
        match = re.compile(r"[ ,]?\[(\d{1,3})\]").match(source.view, c.end)
        note = marks.get(match.start(1) - 1) if match else None
        if note is None:
            # Members of a coordination share the mark after the last of them.
            if n + 1 < len(found) and PAIR_GAP.match(source.view[c.end : found[n + 1].start]):
                after = re.compile(r"[ ,]?\[(\d{1,3})\]").match(source.view, found[n + 1].end)
                note = marks.get(after.start(1) - 1) if after else None
            if note is None:
                continue
        c.note = note.label
        for at in within(starts, note.start, note.end):
            detail = found[at]
            if detail.number and c.number and key_of(detail.number) == key_of(c.number):
                if c.date is None and detail.date is not None:
                    c.date, c.date_span, c.date_source = detail.date, detail.date_span, "footnote"
                if c.issuer is None and detail.issuer is not None:
                    c.issuer, c.issuer_span, c.issuer_source = detail.issuer, detail.issuer_span, "footnote"
                if c.title is None and detail.title is not None:
                    c.title, c.title_span = detail.title, detail.title_span
                break


__all__ = ["Cited", "find_citations"]
