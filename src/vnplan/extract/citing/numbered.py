"""Documents cited by number: the number itself, and the type word before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplan import lexicon
from vnplan.extract.citing.issuers import issuer_end
from vnplan.extract.citing.mention import Cited, before, read_after, read_before
from vnplan.lexicon.binding import per_lexicon
from vnplan.lexicon.numbers import parse_number, type_code
from vnplan.text import SourceText, bare, clean, fold, one_of

_NUMBER = re.compile(
    r"(?<![\w/.,\-–])(?P<serial>\d{1,5}[a-zA-Z]?|\d{1,3}\.\d{1,2}(?= ?/ ?20\d\d))(?P<sep> ?[/\-–] ?)"
    r"(?:(?P<year>(?:19|20)\d{2}) ?[/\-–] ?)?"
    r"(?P<symbol>(?:NQ ?[-–] ?)?(?:UBTV)?QH ?\d{2}(?![\d/])|§?[A-ZĐƯƠ][A-Za-zĐđƯƠ§&]{0,14}(?:[0-9]{1,3}(?![0-9.,/]))?"
    r"(?:(?: ?[-–/.,] ?|[-–]\n+(?=[A-ZĐƯƠ]{2}))(?=[A-ZĐƯƠ§])§?[A-ZĐƯƠ][A-Za-zĐđƯƠ0-9&§]{0,20}){0,6}(?:\([A-ZĐ]{1,4}\d?\))?)"
)
_BLANK_NUMBER = re.compile(
    r"(?:số|Số|SỐ)\s*(?::\s*)?(?P<raw>[.…_ ]*(?P<sep>[/\-–])\s?(?P<symbol>(?:(?:19|20)\d{2} ?/ ?)?[A-ZĐƯƠ][A-Za-zĐđ]{0,5} ?[-–/] ?[A-ZĐƯƠ][A-Za-zĐđƯƠ0-9&]{0,20}))"
)
_LIST_GAP = re.compile(r"\s*(?:(?:[,;]|(?:[,;]\s*)?và|hoặc)\s*)?(?:các\s+)?(?:số\s*(?::\s*)?)?\Z")


_LAW_TYPE = re.compile(r"(?<![\w])(?<!phap )(?P<type>bo luat|luat|phap lenh)\s+(?:so\s*)?:?\s*\Z")
_LAW_NAMES = {"bo luat": "Bộ luật", "luat": "Luật", "phap lenh": "Pháp lệnh"}
_NUMBER_WORD = re.compile(r"\s*:?\s*số\s*:?\s*\Z")
_QUALIFIED = re.compile(r"(?:,?\s+[^\W\d_]+){1,9}\Z")
_NO_QUALIFIER = re.compile(
    r"(?<![\w])(?:thực hiện|triển khai|theo|tại|kèm|căn cứ|gửi|cho|trong|và|có|được|là|về|ban hành)(?![\w])"
)
"""After one of these the number belongs to another document than the type word before it."""


_CYRILLIC = re.compile("[АВЕКМНОРСТХ]")
_LATIN = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
"""Cyrillic capitals that look like Latin ones: `66/NQ-СР`."""


@per_lexicon
def _types() -> tuple[tuple[str, str], ...]:
    """(bare, sentence case) of the type words that may stand before a number, longest first."""
    names = {t.name for t in lexicon.document_types() if " của " not in t.name} | {
        "Kế hoạch hành động", "Kế hoạch liên tịch", "Kế hoạch phối hợp", "Chương trình hành động", "Chương trình phối hợp",
        "Thông báo kết luận", "Thông tư liên tịch", "Nghị quyết liên tịch", "Hướng dẫn liên ngành", "Công điện", "Công văn",
        "Tờ trình", "Quy định", "Quy chế", "Báo cáo", "Đề án", "Điện", "Văn bản", "Lệnh", "Sắc lệnh", "Văn bản hợp nhất",
        "Quyết định phê duyệt", "Kế hoạch liên ngành", "Thông báo", "Giấy mời", "Chỉ thị liên tịch",
    }  # fmt: skip
    skip = {"Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh", "Lệnh của Chủ tịch nước"}
    return tuple(sorted(((bare(fold(n)), n) for n in names if n not in skip), key=lambda t: -len(t[0])))


@per_lexicon
def _type_before() -> re.Pattern[str]:
    words = one_of(b for b, _ in _types())
    return re.compile(
        rf"(?<![\w])(?P<type>{words})(?:\s+(?P<more>hanh dong|lien tich|ket luan|phoi hop|lien nganh))?[\s*\"]*(?::\s*)?(?:(?:so|s)\b\s*)?(?:[:.*][\s*]*)?\Z"
    )


@per_lexicon
def _any_type() -> re.Pattern[str]:
    words = one_of(b for b, _ in _types())
    return re.compile(rf"(?<![\w])(?P<type>{words})(?![\w])")


@per_lexicon
def _type_names() -> dict[str, str]:
    return dict(_types())


def _type_name(plain: str) -> str:
    return _type_names()[" ".join(plain.split())]


def numbered(source: SourceText, start: int, end: int) -> list[Cited]:
    """Find documents cited by number in a stretch of the view."""
    view = source.view.translate(_LATIN) if _CYRILLIC.search(source.view, start, end) else source.view
    found: list[Cited] = []
    last: Cited | None = None
    for match in _numbers(view, start, end):
        symbol_end = _trim_symbol(match)
        a = match.start()
        begin, doc_type = _type_at(source, a, start)
        code = re.split(r"[\s\-–/.,]", match["symbol"])[0]
        if doc_type is None and re.match(r"(?:UBTV)?QH", code):
            begin, doc_type = _law_at(source, a, start)
        issuer = None
        if doc_type is None:
            begin, doc_type, issuer = _type_apart(source, a, start, match, code)
        typed = doc_type is not None
        if doc_type is None:
            if last is not None and _goes_on(view, last, a):
                doc_type, begin = last.doc_type, a
            elif not _plausible(match, code):
                continue
            else:
                doc_type, begin = _type_by_code(code), a
                if doc_type is None:
                    continue
        if not re.search(r"[\-–/.,]", match["symbol"][: symbol_end - match.start("symbol")]) and match["year"] is None:
            # "24/TTg" is a number; "3/TV" is none.
            if not typed or (parse_number(f"1/{code}").organ_code is None and type_code(code) is None):
                continue
        number = re.sub(r"\s+", "", view[a:symbol_end])
        cited = Cited(begin, symbol_end, doc_type, (a, symbol_end), number=number, typed=typed)
        if issuer is not None:
            cited.issuer_span, cited.issuer, cited.issuer_source = issuer, clean(view[slice(*issuer)]), "stated"
        read_after(source, cited, end)
        read_before(source, cited, start)
        found.append(cited)
        last = cited
    for match in _BLANK_NUMBER.finditer(view, start, end):
        begin, doc_type = _type_at(source, match.start("raw"), start)
        if doc_type is None:
            continue
        cited = Cited(begin, match.end(), doc_type, match.span("raw"), number=re.sub(r"\s+", "", match["raw"]))
        read_after(source, cited, end)
        found.append(cited)
    return found


_SERIAL_AT = re.compile(
    r"\d(?<![\w/.,\-–]\d)(?:\d{0,4}[a-zA-Z]? ?[/\-–]|\d{0,2}\.\d{1,2}(?= ?/ ?20))"  # its first letter first: a quick no
)


def _numbers(view: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """`_NUMBER.finditer`, tried where a serial stands."""
    for serial in _SERIAL_AT.finditer(view, start, end):
        match = _NUMBER.match(view, serial.start(), end) if serial.start() >= start else None
        if match is not None:
            yield match
            start = match.end()


def _goes_on(view: str, last: Cited, at: int) -> bool:
    """Say whether a number without a type word goes on the list that the mention before it began."""
    gap = view[last.end : at]
    return bool(last.number and len(gap) < 30 and gap.strip() and _LIST_GAP.match(gap))


def _law_at(source: SourceText, at: int, floor: int) -> tuple[int, str | None]:
    """`Luật số 87/2025/QH15`: a law cited by its number alone."""
    low, window = before(source, at, floor)
    match = _LAW_TYPE.search(bare(window))
    return (low + match.start(), _LAW_NAMES[match["type"]]) if match else (at, None)


def _type_apart(
    source: SourceText, at: int, floor: int, match: re.Match[str], code: str
) -> tuple[int, str | None, tuple[int, int] | None]:
    """A type word that other words part from "số": `Báo cáo thẩm tra số …`, `các Kế hoạch của UBND tỉnh: số …`.

    The words between are a qualifier of the type or "của" and the issuer; the symbol must not name another type.
    """
    low, window = before(source, at, floor)
    word = _NUMBER_WORD.search(window)
    if word is None:
        return at, None, None
    gap_end = word.start()
    for first in reversed(list(_any_type().finditer(bare(window), 0, gap_end))):
        name = _type_name(first["type"])
        if not _agrees(name, match, code):
            return at, None, None
        owner = re.compile(r"\s+(?:của|do)\s+").match(window, first.end())
        if owner:
            end = issuer_end(source, low + owner.end(), low + gap_end)
            if end == low + gap_end:
                return low + first.start(), name, (low + owner.end(), end)
            rest = window[owner.end() : gap_end]
            known = len(rest) < 60 and not re.search(r"[,;.()]", rest) and not _NO_QUALIFIER.search(rest)
            return (low + first.start(), name, None) if known else (at, None, None)
        gap = window[first.end() : gap_end]
        if _QUALIFIED.fullmatch(gap) and not _NO_QUALIFIER.search(gap):
            return low + first.start(), name, None
        return at, None, None
    return at, None, None


def _agrees(name: str, match: re.Match[str], code: str) -> bool:
    """Say whether a type word and the type code in a number name the same type; a letter's number has no code."""
    if type_code(code) is None:
        return name in ("Công văn", "Văn bản") and match["year"] is None
    named = _type_by_code(code)
    return named is not None and (name.startswith(named) or named.startswith(name) or name == "Văn bản")


def _trim_symbol(match: re.Match[str]) -> int:
    """End of the number: a full stop or comma inside belongs to it only between parts of a symbol."""
    symbol = match["symbol"]
    cut = re.search(r"\s?[.,]\s|\s[-–/]\s(?=[A-ZĐ][a-zà-ỹ])|[.,](?=[A-ZĐ][a-zà-ỹ]{2})", symbol)
    if cut:
        return match.start("symbol") + cut.start()
    word = re.search(r"[-–/.,]\s?[A-ZĐ][a-zà-ỹ]{2,}\Z", symbol)
    if word and not re.search(r"[-–/](?:TTg|CTr|TTr|QyĐ|ThU)\Z", symbol):
        return match.start("symbol") + word.start()
    return match.end()


def _plausible(match: re.Match[str], code: str) -> bool:
    """A number that no type word introduces: its type code must be known and its form complete."""
    return type_code(code) is not None and "/" in match.group() and re.search(r"[-–/]", match["symbol"]) is not None


def _type_by_code(code: str) -> str | None:
    wanted = type_code(code)
    for kind in lexicon.document_types():
        if kind.code and kind.code == wanted and kind.system in ("state", "party"):
            return kind.name
    return None


def _type_at(source: SourceText, at: int, floor: int) -> tuple[int, str | None]:
    """Where the type word before a number begins, and which it is."""
    low = max(floor, at - 48)
    window = source.fold[low:at]
    cut = window.rfind("\n")
    if cut >= 0:
        low += cut + 1
        window = window[cut + 1 :]
    match = _type_before().search(bare(window))
    if match is None:
        return at, None
    name = _type_name(match["type"])
    begin = low + match.start("type")
    if match["more"] and bare(fold(name)).endswith(match["more"]):
        pass
    # "Thông báo kết luận số …": the longer type word wins.
    return begin, name
