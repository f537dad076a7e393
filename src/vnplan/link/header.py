"""The public header out of the structure station's findings."""

from __future__ import annotations

import re

from vnplan import lexicon
from vnplan.extract.organs import is_head, organ_end
from vnplan.lexicon.numbers import parse_number
from vnplan.model import DocumentDate, DocumentNumber, Header, Organ, Period, Recipient, Signature, Span
from vnplan.structure import Closing, Structure, recipient
from vnplan.text import SourceText, bare, clean, fold
from vnplan.text.fold import CAPITAL

_LEVEL = r"tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
_PLACE_NAME = rf"(?:[{CAPITAL}][\wÀ-ỹ]*|\d{{1,2}})(?:[ \-][{CAPITAL}][\wÀ-ỹ]*){{0,3}}"
_ISSUES = re.compile(
    r"(?P<organ>(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Sở|Bộ|Ban|Phòng|Trường|Trung tâm|Đảng ủy|Tỉnh ủy|Huyện ủy|Thành ủy|Công an|Cục|Chi cục"
    r"|Hội đồng|Văn phòng|Thanh tra|Liên đoàn|Công đoàn|Đoàn|Hội|Ủy ban|Uỷ ban|Viện|Bệnh viện|Học viện|Chi bộ|BCH|BTV)[^.;:\n()“”]{0,90}?)"
    r"(?:\s*\([^()]{1,30}\))?\s+(?:đã\s+)?(?:xây dựng|ban hành|lập|đề ra|triển khai|phối hợp)(?:\s+và\s+(?:ban hành|triển khai))?\s+(?:nội dung\s+)?"
    r"(?:kế hoạch|Kế hoạch|KẾ HOẠCH|chương trình|Chương trình|phương án)"
)
_PERIOD = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|năm học|các năm|trong)?\s*(?:từ\s+)?(?:năm\s+)?(?P<a>(?:19|20)\d\d)\s*(?:-|đến năm|đến)\s*(?P<b>(?:19|20)\d\d)"
)
_YEAR = re.compile(r"(?<!đến )(?<!hướng )năm (?P<a>(?:19|20)\d\d)")


def build_header(source: SourceText, structure: Structure) -> Header:
    """Build the public header; None for what the document does not say."""
    head = structure.head
    number = None
    if head.number is not None:
        a, b = source.span(head.number.start, head.number.end)
        serial = head.number.serial
        year = f"{head.number.year}/" if head.number.year else ""
        parsed = parse_number(f"{serial or ''}/{year}{head.number.symbol}")
        number = DocumentNumber(
            raw=source.text[a:b], serial=serial, year=head.number.year or parsed.year, symbol=(parsed.symbol if serial else None) or head.number.symbol,
            type_code=parsed.type_code, organ_code=parsed.organ_code,
            canonical=parsed.canonical if serial else None, span=Span(start=a, end=b),
        )  # fmt: skip
    date = None
    if head.date_span is not None:
        a, b = source.span(*head.date_span)
        date = DocumentDate(raw=source.text[a:b], iso=head.date, span=Span(start=a, end=b))
    parent, issuer = _organs(source, structure)
    closing = structure.closings[0] if structure.closings else None
    return Header(
        number=number, parent=parent, issuer=issuer, place=_place(head.place, parent, issuer), date=date, doc_type=head.doc_type,
        title=head.title, period=_period(source, structure), signature=_signature(source, structure),
        recipients=_recipients(source, closing),
    )  # fmt: skip


def _organ(source: SourceText, name: str, span: tuple[int, int], canonical: str | None = None) -> Organ:
    a, b = source.span(*span)
    return Organ(name=name, raw=source.text[a:b], canonical=canonical, span=Span(start=a, end=b))


def _organs(source: SourceText, structure: Structure) -> tuple[Organ | None, Organ | None]:
    organs = structure.head.organs
    parent = None
    if len(organs) >= 2:
        parent = _organ(source, organs[0][0], organs[0][1])
    if organs:
        name, span = organs[-1]
    else:
        found = _issuer_in_signature(source, structure) or _issuer_in_body(source, structure)
        if found is None:
            return None, None
        name, span = found
    full = _fullest(source, name, span, parent.name if parent else None, structure.head.place)
    if full is not None:
        name, span = full
    return parent, _organ(source, name, span, _canonical(name, structure.head.place))


def _issuer_in_body(source: SourceText, structure: Structure) -> tuple[str, tuple[int, int]] | None:
    """`UBND xã Ba Vì xây dựng Kế hoạch …` in the opening, where the letterhead is missing."""
    head = structure.head
    first = structure.flat[0].start if structure.flat else len(source.view)
    start = source.paragraphs[head.body].start if head.body < len(source.paragraphs) else 0
    stop = max(first, min(len(source.view), start + 3000))
    for match in _ISSUES.finditer(source.view, start, stop):
        a, b = match.span("organ")
        for word in re.compile(rf"(?<![\w])[{CAPITAL}]").finditer(source.view, a, b):
            # The organ right before the verb is the subject; what stands before it belongs to something else.
            if is_head(source.fold, word.start()) and organ_end(source.view, source.fold, word.start(), b) == b:
                return clean(source.view[word.start() : b]), (word.start(), b)
    return None


def _issuer_in_signature(source: SourceText, structure: Structure) -> tuple[str, tuple[int, int]] | None:
    """`TM. ỦY BAN NHÂN DÂN` over the signature, where the letterhead is missing: who is signed for issues."""
    for closing in structure.closings:
        start, end = source.paragraphs[closing.first].start, source.paragraphs[closing.last].end
        for line in closing.authority:
            match = re.match(r"(?:TM|T/M)\s?[./]?\s*", line)
            name = line[match.end() :] if match else ""
            at = source.view.find(name, start, end) if name else -1
            if at >= 0:
                return name, (at, at + len(name))
    return None


def _fullest(
    source: SourceText, name: str, span: tuple[int, int], parent: str | None, place: str | None
) -> tuple[str, tuple[int, int]] | None:
    """The fullest form of the issuer's name that stands in the document: `Sở Y tế` → `Sở Y tế tỉnh Kiên Giang`."""
    plain = bare(fold(clean(name)))
    base = re.sub(r"^(?:uy ban nhan dan|ubnd)\b", "u(?:y ban nhan dan|bnd)", _escape(plain))
    if re.search(rf"\b(?:{_LEVEL}) [^ ]+", fold(name)) and parent is None:
        return None  # "UBND TỈNH X" is full
    # Its first letter first, which `re` skips to: the whole text is looked through.
    pattern = re.compile(
        rf"{base[0]}(?<![\w/-]{base[0]}){base[1:]}\b" if base[:1].isalnum() else rf"(?<![-/])\b{base}\b"
    )
    places = set()
    for text in (parent or "", place or ""):
        found = re.search(
            rf"(?:{_LEVEL})?\s*(.+)$", fold(re.sub(r"^(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+", "", text))
        )
        if found and found.group(1):
            places.add(found.group(1))
    best: tuple[str, tuple[int, int]] | None = None
    tail = re.compile(rf"(?: (?:{_LEVEL}))? (?P<place>{_PLACE_NAME})")
    for match in pattern.finditer(bare(source.fold.replace("\n", " "))):
        a, b = match.span()
        if (a, b) == span:
            continue
        end = b
        low = source.fold
        owner = organ_end(source.view, low, a, min(len(low), a + 160)) if is_head(low, b + 1) else None
        if owner is not None and owner > b + 1:
            # "Ban Thường trực" → "Ban Thường trực Ủy ban MTTQ Việt Nam xã …": the organ it belongs to follows.
            if best is None or owner - a > best[1][1] - best[1][0]:
                best = (clean(source.view[a:owner]), (a, owner))
            continue
        after = tail.match(_mixed(source, b), 0) if b < len(source.view) else None
        if after is None:
            continue
        shown = fold(after.group("place"))
        named = re.search(rf"\b(?:{_LEVEL})\b", low[b : b + after.end()]) is not None
        if not places and not named and shown not in lexicon.province_slugs():
            continue
        if places and not any(shown.startswith(p) or p.startswith(shown) for p in places):
            if not re.search(rf"\b(?:{_LEVEL})\b", low[b : b + after.end()]) and not re.search(
                rf"(?:{_LEVEL})$", fold(name)
            ):
                continue
        for known in places:
            if shown.startswith(known):
                end = b + after.start("place") + len(known)
                break
        else:
            end = b + after.end()
        text = clean(source.view[a:end])
        if best is None or len(text) > len(best[0]):
            best = (text, (a, end))
    written = re.sub(rf"\b(?:{'|'.join(_SCHOOLS)})\b", lambda m: _SCHOOLS[m.group()], fold(clean(name)))
    if best is None and written != fold(clean(name)):
        at = source.fold.replace("\n", " ").find(written)
        return None if at < 0 else (clean(source.view[at : at + len(written)]), (at, at + len(written)))
    if best is None and plain in ("uy ban nhan dan", "ubnd"):
        # A letterhead without a place: the text tells the level at least.
        level = re.compile(rf"(?:ủy ban nhân dân|ubnd) (?:{_LEVEL})(?= (?:ban hành|xây dựng|yêu cầu|giao|tổ chức)\b)")
        told = level.search(source.fold)
        return None if told is None else (clean(source.view[told.start() : told.end()]), told.span())
    return best


_SCHOOLS = {
    "mn": "mầm non",
    "th": "tiểu học",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "cđcs": "công đoàn cơ sở",
}


def _escape(text: str) -> str:
    return re.escape(text).replace(r"\ ", " ")


def _mixed(source: SourceText, at: int) -> str:
    """The next characters with level words folded, names as written."""
    text = source.view[at : at + 70].replace("\n", " ")
    return re.sub(rf"(?i)^( (?:{_LEVEL}))\b", lambda m: m.group(1).lower(), text)


_WORDS = {
    "ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân", "sở": "Sở", "tp": "thành phố", "tp.": "thành phố",
}  # fmt: skip


def _canonical(name: str, place: str | None) -> str | None:
    """Full name from the registry; the place is added only when the name itself or the letterhead gives it."""
    folded = fold(clean(name))
    expanded = re.sub(r"^(?:ubnd)\b", "ủy ban nhân dân", folded)
    organ = _known(expanded)
    if organ is not None and organ.kind in ("central", "local"):
        return organ.name
    match = re.match(rf"(?P<head>.+?) (?P<level>{_LEVEL}) (?P<place>.+)$", expanded)
    if match is None:
        # OCR loses marks of the level as well; a name without them is as long as the name.
        match = re.match(rf"(?P<head>.+?) (?P<level>{bare(_LEVEL)}) (?P<place>.+)$", bare(expanded))
        if match and expanded[match.start("place") :] not in lexicon.province_slugs():
            match = None
    if match:
        organ = _known(expanded[: match.end("head")])
        if organ is not None:
            return f"{organ.name} {_LEVELS[bare(match['level'])]} {_title(expanded[match.start('place') :])}"
        return None
    if organ is not None and place:
        slug = lexicon.province_slugs().get(fold(place))
        if slug is not None and organ.kind == "province":
            return f"{organ.name} {_level_of(place)} {place}".replace("  ", " ")
    return None


_LEVELS = {
    bare(level): level
    for level in ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
}
_LEVELS |= {"tp": "thành phố", "tp.": "thành phố"}


def _known(name: str) -> lexicon.Organ | None:
    """The organ of a folded name, or of a long name that lost marks and is like no other."""
    found = lexicon.organ_names().get(name)
    return found if found is not None or len(name) < 12 else lexicon.organs_without_marks().get(bare(name))


def _place(place: str | None, *organs: Organ | None) -> str | None:
    """The place; marks that OCR lost are taken from the letterhead, where the same name stands."""
    if place is None:
        return None
    plain = bare(fold(place))
    for organ in organs:
        if organ is None:
            continue
        folded = fold(organ.name)
        found = re.search(rf"\b{re.escape(plain)}\b", bare(folded))
        if found is not None and folded[found.start() : found.end()] != fold(place):
            return _title(folded[found.start() : found.end()])
    return place


def _level_of(place: str) -> str:
    for province in lexicon.provinces():
        if fold(province.name) == fold(place):
            return "thành phố" if province.kind.startswith("thành phố") else "tỉnh"
    return ""


def _title(text: str) -> str:
    return " ".join(w[:1].upper() + w[1:] for w in text.split(" "))


def _period(source: SourceText, structure: Structure) -> Period | None:
    head = structure.head
    if head.title_span is None:
        return None
    start, end = head.title_span
    ranges = list(_PERIOD.finditer(source.fold, start, end))
    if ranges:
        match = ranges[-1]
        a, b = source.span(*match.span())
        return Period(raw=source.text[a:b], start=match["a"], end=match["b"], span=Span(start=a, end=b))
    for match in reversed(list(_YEAR.finditer(source.fold, start, end))):
        before = source.fold[max(start, match.start() - 24) : match.start()]
        if re.search(r"(?:ngày\s*\d{0,2}\s*tháng\s*\d{0,2}|tháng\s*\d{1,2}|số [^ ]+|thời điểm[^,]*)\s*$", before):
            continue
        a, b = source.span(*match.span())
        return Period(raw=source.text[a:b], start=match["a"], end=match["a"], span=Span(start=a, end=b))
    return None


def _signature(source: SourceText, structure: Structure) -> Signature | None:
    for closing in structure.closings:
        if closing.signature is not None and (closing.name or closing.position or closing.authority):
            a, b = closing.signature
            return Signature(
                authority=closing.authority, position=closing.position, name=closing.name,
                raw=source.text[a:b], span=Span(start=a, end=b),
            )  # fmt: skip
    return None


def _recipients(source: SourceText, closing: Closing | None) -> list[Recipient]:
    found = []
    for piece in closing.recipients if closing else []:
        start, end, note = recipient(source, piece)
        a, b = source.span(start, end)
        if b > a:
            found.append(Recipient(raw=source.text[a:b], span=Span(start=a, end=b), note=note))
    return found
