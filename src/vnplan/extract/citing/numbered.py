"""Documents cited by number: the number itself, and the type word before it."""

from __future__ import annotations

import re
from functools import cache

from vnplan import lexicon
from vnplan.extract.citing.mention import Cited, read_after, read_before
from vnplan.lexicon.numbers import parse_number, type_code
from vnplan.text import SourceText, bare, fold

_NUMBER = re.compile(
    r"(?<![\w/.,\-–])(?P<serial>\d{1,5}[a-zA-Z]?)(?P<sep> ?[/\-–] ?)"
    r"(?:(?P<year>(?:19|20)\d{2}) ?[/\-–] ?)?"
    r"(?P<symbol>§?[A-ZĐƯƠ][A-Za-zĐđƯƠ§&]{0,14}(?:[0-9]{1,3}(?![0-9.,/]))?"
    r"(?: ?[-–/.,] ?(?=[A-ZĐƯƠ§])§?[A-ZĐƯƠ][A-Za-zĐđƯƠ0-9&§]{0,20}){0,6})"
)
_BLANK_NUMBER = re.compile(
    r"(?:số|Số|SỐ)\s*:?\s*(?P<raw>[.…_ ]*(?P<sep>[/\-–])\s?(?P<symbol>(?:(?:19|20)\d{2} ?/ ?)?[A-ZĐƯƠ][A-Za-zĐđ]{0,5} ?[-–/] ?[A-ZĐƯƠ][A-Za-zĐđƯƠ0-9&]{0,20}))"
)
_LIST_GAP = re.compile(r"\s*(?:,|;|và|,\s*và|hoặc|;\s*và)?\s*(?:các\s+)?(?:số\s*:?)?\s*\Z")


@cache
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


@cache
def _type_before() -> re.Pattern[str]:
    words = "|".join(re.escape(b).replace(r"\ ", r"\s+") for b, _ in _types())
    return re.compile(
        rf"(?<![\w])(?P<type>{words})(?:\s+(?P<more>hanh dong|lien tich|ket luan|phoi hop|lien nganh))?[\s*\"]*(?:(?:so|s)\b)?\s*[:.]?[\s*]*\Z"
    )


_TYPE_NAMES: dict[str, str] = {}


def _type_name(plain: str) -> str:
    if not _TYPE_NAMES:
        _TYPE_NAMES.update(dict(_types()))
    return _TYPE_NAMES[" ".join(plain.split())]


def numbered(source: SourceText, start: int, end: int) -> list[Cited]:
    """Find documents cited by number in a stretch of the view."""
    view = source.view
    found: list[Cited] = []
    last: Cited | None = None
    for match in _NUMBER.finditer(view, start, end):
        symbol_end = _trim_symbol(match)
        a = match.start()
        begin, doc_type = _type_at(source, a, start)
        code = re.split(r"[\s\-–/.,]", match["symbol"])[0]
        if doc_type is None:
            if (
                last is not None
                and last.number
                and a - last.end < 30
                and _LIST_GAP.match(view[last.end : a])
                and view[last.end : a].strip()
            ):
                doc_type, begin = last.doc_type, a
            elif not _plausible(match, code):
                continue
            else:
                doc_type, begin = _type_by_code(code), a
                if doc_type is None:
                    continue
            typed = False
        else:
            typed = True
        if not re.search(r"[\-–/.,]", match["symbol"][: symbol_end - match.start("symbol")]) and match["year"] is None:
            # "24/TTg" is a number; "3/TV" is none.
            if not typed or (parse_number(f"1/{code}").organ_code is None and type_code(code) is None):
                continue
        number = re.sub(r"\s+", "", view[a:symbol_end])
        cited = Cited(begin, symbol_end, doc_type, (a, symbol_end), number=number, typed=typed)
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
