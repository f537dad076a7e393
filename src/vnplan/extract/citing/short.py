"""Short forms: words that point back to a document cited in full elsewhere in the text.

Three kinds: a name that the text gives (`sau đây gọi tắt là …`), a type with the bare serial (`Nghị quyết 57`), a type
with a word that points back (`Nghị định này`, `Kế hoạch nêu trên`). A form that could mean two documents, or the
document itself, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vnplan import lexicon
from vnplan.extract.citing.mention import Cited, before, key_of, parts_before, quoted, read_after
from vnplan.lexicon.binding import per_lexicon
from vnplan.lexicon.numbers import parse_number
from vnplan.structure import Structure
from vnplan.text import Ranges, SourceText, fold, places, within

_KIND = (
    r"(?:nghị quyết liên tịch|nghị quyết|nghị định|quyết định|chỉ thị|kết luận|thông tư liên tịch|thông tư|thông tri"
    r"|kế hoạch hành động|kế hoạch|chương trình hành động|chương trình|công văn|công điện|thông báo kết luận|thông báo"
    r"|hướng dẫn|quy định|tờ trình|bộ luật|luật|pháp lệnh)"
)
_COUNTED = (
    r"(?:năm|tháng|ngày|giờ|tuần|quý|lần|người|đơn vị|nội dung|nhiệm vụ|mục tiêu|chỉ tiêu|nhóm|loại|cấp|bước|giai đoạn"
    r"|triệu|tỷ|nghìn|đồng|ha|km|xã|phường|huyện|thôn|mô hình|dự án|đề án|tiêu chí|điểm|khoản|điều|phần|trang|bản|dự thảo)"
)
_BACK_WORDS = ("này", "nêu trên", "nói trên", "đã nêu", "kể trên")


class _Patterns(NamedTuple):
    serial: re.Pattern[str]
    before_serial: re.Pattern[str]
    back: re.Pattern[str]
    before_back: re.Pattern[str]


@per_lexicon
def _patterns() -> _Patterns:
    """Type words with a serial behind them and with a word that points back; users' own types among them."""
    own = (re.escape(fold(kind.name)).replace(r"\ ", r"\s+") for kind in lexicon.document_types() if kind.own)
    kind = "(?:" + "|".join((*sorted(own, key=len, reverse=True), _KIND)) + ")"
    return _Patterns(
        re.compile(
            rf"(?<![\w])(?P<type>{kind})\s+(?P<word>số\s*:?\s*)?(?P<serial>\d{{1,5}}[a-z]?)(?![\w]|\s?[/%]|\s?[-–]\s?\w|[.,:]\d|\s+{_COUNTED}(?![\w]))"
        ),
        re.compile(rf"(?<![\w]){kind}\s+(?:số\s*:?\s*)?\Z"),
        re.compile(rf"(?<![\w])(?P<type>{kind}|văn bản)\s+(?P<word>{'|'.join(_BACK_WORDS)})(?![\w])"),
        re.compile(rf"(?<![\w])(?:{kind}|văn bản)\s+\Z"),
    )


_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\d]")
_WINDOW = 60
"""Longer than a type word and the blanks behind it."""
_SEVERAL = re.compile(r"(?:(?<![\w])(?:các|những|hai|ba)|(?<!điều)(?<!khoản)(?<!điểm)(?<!mục)(?<!lục)\s0?[2-9])\s+\Z")
_DEFINED = re.compile(
    r"\(\s*(?:(?:sau|dưới) đây\s+)?(?:được\s+)?(?:gọi|viết)(?:\s+(?:tắt|gọn|chung|ngắn gọn))?\s*(?:là|:)\s*(?::\s*)?\"?(?P<alias>[^()\"\n]{2,80}?)\"?\s*\)"
)
_ENACTED_WITH = frozenset(("quyết định", "nghị quyết", "nghị định", "thông tư", "chỉ thị"))
_ANNEXED = frozenset(("kế hoạch", "quy chế", "quy định", "chương trình", "đề án", "phương án", "hướng dẫn", "chương trình hành động", "kế hoạch hành động"))  # fmt: skip
_NEAR, _FAR = 1500, 4000
_NAMES = 40
"""Most names that one text may give; each is looked for in the whole of it."""


def _ending(
    text: str, ends: Iterable[int], before_it: re.Pattern[str], whole: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """`whole.finditer`, read from its end: type words are many, the serials and pointers behind them few.

    Args:
        text: Folded text.
        ends: Where the last part of a match may begin, ascending.
        before_it: What stands before that part, from the beginning of the match.
        whole: The pattern itself.
    """
    for at in ends:
        begin = before_it.search(text, max(0, at - _WINDOW), at) if text[at - 1 : at] in _JOINTS else None
        match = whole.match(text, begin.start()) if begin else None
        if match is not None:
            yield match


_JOINTS = frozenset(" \n:ố")


def shorts(source: SourceText, structure: Structure, found: list[Cited]) -> list[Cited]:
    """Find short forms of the documents in `found` (ascending); each names the mention it points to as `target`."""
    if not found:
        return []
    taken = Ranges((c.start, c.end) for c in found)
    made = _named_by_text(source, structure, found, taken)
    taken = Ranges([*((c.start, c.end) for c in found), *((c.start, c.end) for c in made)])
    made += [c for c in _serials(source, found) if not taken.touch(c.start, c.end)]
    made += [c for c in _pointing_back(source, structure, found) if not taken.touch(c.start, c.end)]
    for c in made:
        low, _ = before(source, c.start, 0)
        c.parts = parts_before(source, low, c.start)
    return made


def _own_kinds(structure: Structure) -> frozenset[str]:
    """Type words by which the document may call itself."""
    own = fold(structure.head.doc_type or "")
    if own in _ENACTED_WITH:
        return _ANNEXED | {own}
    return frozenset((own, "kế hoạch")) if own.startswith("kế hoạch") else frozenset((own,))


def _short(start: int, end: int, target: Cited) -> Cited:
    made = Cited(start, end, target.doc_type, (start, end), form="short", target=target)
    if target.date is not None:
        made.date, made.date_span, made.date_source = target.date, target.date_span, "earlier_mention"
    if target.issuer is not None:
        made.issuer, made.issuer_span, made.issuer_source = target.issuer, target.issuer_span, "earlier_mention"
    return made


def _named_by_text(source: SourceText, structure: Structure, found: list[Cited], taken: Ranges) -> list[Cited]:
    view = source.view
    starts = [c.start for c in found]
    own = _own_kinds(structure)
    made: list[Cited] = []
    known: set[str] = set()
    for match in _DEFINED.finditer(source.fold):
        begin, end = match.span("alias")
        owner = _owner(found, starts, match.start())
        if owner is None or taken.touch(begin, end):
            continue
        alias = view[begin:end].strip()
        kind = fold(owner.doc_type or "")
        if not kind or not fold(alias).startswith(kind) or (fold(alias) in own):
            continue
        made.append(_short(begin, begin + len(alias), owner))
        if alias in known or len(known) >= _NAMES:
            continue
        known.add(alias)
        bare_kind = fold(alias) == kind
        at = view.find(alias, end)
        while at >= 0:
            stop = at + len(alias)
            whole = not (view[at - 1].isalnum() or view[stop : stop + 1].isalnum())
            if whole and not taken.touch(at, stop) and not (bare_kind and _goes_on(source, stop)):
                made.append(_short(at, stop, owner))
            at = view.find(alias, stop)
    return made


def _goes_on(source: SourceText, at: int) -> bool:
    """After a bare type word: a name, a number or a word that points elsewhere."""
    return re.match(r"\s+(?:[^\W\d_a-zà-ỹđ]|\d|số\s|này|nêu|nói|khác|của)", source.view[at : at + 12]) is not None


def _owner(found: list[Cited], starts: list[int], at: int) -> Cited | None:
    """The mention whose end (or title's end) a bracket follows: the outermost of those nested in each other."""
    for n in within(starts, at - 1200, at):
        c = found[n]
        end = max(c.end, c.title_span[1] if c.title_span else 0)
        if 0 <= at - end <= 3:
            return c
    return None


def _serials(source: SourceText, found: list[Cited]) -> list[Cited]:
    known: dict[tuple[str, str], dict[str, Cited]] = {}
    for c in found:
        serial = parse_number(c.number).serial if c.number and c.number[0].isdigit() else None
        if serial and c.doc_type:
            kinds = known.setdefault((fold(c.doc_type), serial.lstrip("0").lower()), {})
            best = kinds.setdefault(key_of(c.number or ""), c)
            if _told(c) > _told(best):
                kinds[key_of(c.number or "")] = c
    made: list[Cited] = []
    serials = {_LETTER.sub("", serial) for _, serial in known}
    ends = [m.start() for m in _DIGITS.finditer(source.fold) if m.group().lstrip("0") in serials] if serials else []
    for match in _ending(source.fold, ends, _patterns().before_serial, _patterns().serial):
        if _SEVERAL.search(source.fold, max(0, match.start() - 16), match.start()):
            continue
        kind = " ".join(match["type"].split())
        meant = known.get((kind, match["serial"].lstrip("0")), {})
        start, end = match.span()
        probe = Cited(start, end, None, match.span("serial"), number=match["serial"])
        read_after(source, probe, len(source.view))
        targets = [
            c for c in meant.values() if probe.issuer is None or c.issuer is None or _alike(probe.issuer, c.issuer)
        ]
        if len(targets) != 1:
            continue
        short = _short(start, end, targets[0])
        short.anchor, short.number = probe.anchor, match["serial"]
        if probe.issuer is not None or probe.date is not None:
            if targets[0].date and probe.date and targets[0].date[:4] != probe.date[:4]:
                continue
            short.end = probe.end
            if probe.issuer is not None:
                short.issuer, short.issuer_span, short.issuer_source = probe.issuer, probe.issuer_span, "stated"
            if probe.date is not None:
                short.date, short.date_span, short.date_source = probe.date, probe.date_span, "stated"
        made.append(short)
    return made


def _beside(source: SourceText, c: Cited, at: int) -> bool:
    """`này` reaches back to its own paragraph and the one before, and never out of a table's cell."""
    last = source.paragraph_at(at)
    return last - source.paragraph_at(c.start) <= 1 and "|" not in source.view[c.end : at]


def _told(c: Cited) -> int:
    return (c.date is not None) + (c.issuer is not None)


def _alike(a: str, b: str) -> bool:
    x, y = fold(a), fold(b)
    return x in y or y in x


def _pointing_back(source: SourceText, structure: Structure, found: list[Cited]) -> list[Cited]:
    starts = [c.start for c in found]
    own = _own_kinds(structure)
    made: list[Cited] = []
    ends = sorted(at for word in _BACK_WORDS for at in places(source.fold, word))
    for match in _ending(source.fold, ends, _patterns().before_back, _patterns().back):
        kind = " ".join(match["type"].split())
        this = match["word"] == "này"
        if (this and (kind in own or not structure.head.doc_type)) or kind == "văn bản":
            continue
        if _SEVERAL.search(source.fold, max(0, match.start() - 16), match.start()):
            continue
        if quoted(source, match.start()):
            continue  # the words of another document
        near = [found[n] for n in within(starts, match.start() - (_NEAR if this else _FAR), match.start())]
        near = [c for c in near if c.form != "short" and fold(c.doc_type or "") == kind]
        if this:
            near = [c for c in near if _beside(source, c, match.start())]
        if not near:
            continue
        last = near[-1]
        # Several of the kind in the paragraph that is pointed to: which one is meant is not said.
        q = source.paragraphs[source.paragraph_at(last.start)]
        rivals = {key_of(c.number or c.name or "") for c in near if c.start >= q.start}
        if len(rivals) == 1:
            made.append(_short(match.start(), match.end(), last))
    return made
