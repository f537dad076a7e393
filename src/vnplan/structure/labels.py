"""Labels of divisions: `Điều 1.`, `II.`, `1.1.`, `đ)`, `(1)`, `-`, and what each says about its place.

Labels are recognised by form; whether a form is meant as a division is decided in `sections`, where its neighbours are
known. Order of letters: Vietnamese alphabet without f, j, w, z (Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vnplan.model import SectionKind
from vnplan.text.fold import CAPITAL

Style = Literal[
    "appendix", "part", "chapter", "section", "article", "LETTER.", "roman", "arabic.", "multi2", "multi3", "multi4",
    "arabic)", "letter)", "letter.", "(arabic)", "bullet",
]  # fmt: skip

RANK: dict[Style, int] = {
    "appendix": 0, "part": 10, "chapter": 20, "section": 30, "article": 40, "LETTER.": 45, "roman": 50, "arabic.": 60,
    "multi2": 65, "multi3": 66, "multi4": 67, "arabic)": 72, "letter)": 80, "letter.": 82, "(arabic)": 85, "bullet": 95,
}  # fmt: skip
"""Which style stands above which when a document does not show it itself."""

KIND: dict[Style, SectionKind] = {
    "appendix": "appendix", "part": "part", "chapter": "chapter", "section": "section", "article": "article",
    "LETTER.": "letter", "roman": "roman", "arabic.": "arabic", "multi2": "arabic", "multi3": "arabic",
    "multi4": "arabic", "arabic)": "arabic", "letter)": "letter", "letter.": "letter", "(arabic)": "arabic",
    "bullet": "bullet",
}  # fmt: skip

ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


@dataclass(slots=True)
class Label:
    """A label at the start of a paragraph.

    Attributes:
        style: Its form.
        text: The number or letter alone, as written.
        value: Its place in the sequence, 1-based; 0 when it cannot be told.
        start: View offset where the label begins (stray signs of OCR before it left out).
        end: View offset of the first character after label and blanks.
        prefix: For `1.2.3` the label of the level above (`1.2`); `?` for a form that only its neighbours make a label,
            `!` for one that OCR spoiled.
    """

    style: Style
    text: str
    value: int
    start: int
    end: int
    prefix: str = ""


_JUNK = re.compile(
    r"-_?(?=[b-zđ]\))|-\s?(?=\d{1,2}[.,]\s)|[-._]{2}\s?(?=[a-zđ©€]\)\s)|[:;.,'\"“”ˆ°*·_\s~«»=]{1,3}(?=[IVX]+\.|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\))"
)
_NAMED = re.compile(
    r"(?P<word>PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|TIỂU MỤC|Tiểu mục|ĐIỀU|Điều)\s+"
    r"(?:(?P<ord>(?:THỨ|thứ)\s+\w+)|(?P<roman>[IVXL]{1,6})|(?P<num>\d{1,3}[a-zđ]?)|(?P<letter>[A-ZĐ]))(?![\w/])"
    r"\s*(?:[.:)\-–]+\s*|(?=\s|$))"
)
_NAMED_STYLE: dict[str, Style] = {
    "PHẦN": "part", "CHƯƠNG": "chapter", "MỤC": "section", "TIỂU MỤC": "section", "ĐIỀU": "article",
}  # fmt: skip
_REFERRING = re.compile(
    r"\s*(?:của|và|đến|Luật|Nghị định|Nghị quyết|Quyết định|Thông tư|này|nêu|trên|khoản|điểm|tại|Hiến|Bộ luật)\b|[,;]"
)
_ROMAN = re.compile(r"(?P<label>[IVXL]{1,6}|[IVX][ivx]{1,4})\s?(?:\.\)|\s?[.\-–:)/])\s*(?=\S|$)")
_ROMAN_BARE = re.compile(rf"(?P<label>[IVX]{{2,5}})\s+(?=[{CAPITAL}])")
_MULTI = re.compile(
    r"(?P<label>\d{1,2}(?:\s?\.\s?\d{1,2}){1,4})\s?(?P<end>[.)]?)(?!\d|\s?%|/|\s?[-–]\s)(?:\s+|(?=[^\W\d_“\"])|$)"
)
_ARABIC = re.compile(r"(?P<label>\d{1,2})\s?(?P<end>[.)])(?!\d)\s*(?=\S|$)")
# The party writes "1- Mục đích" and "2.1- Việc …" (Hướng dẫn 05-HD/VPTW).
_ARABIC_DASH = re.compile(rf"(?P<label>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})\s?[-–]\s+(?=[{CAPITAL}“\"])")
_ARABIC_SLIP = re.compile(rf"(?P<label>\d{{1,2}})(?P<end>[,/:])\s+(?=[{CAPITAL}])")
_MULTI_SLIP = re.compile(
    rf"(?P<label>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})[,:]\s+(?=[{CAPITAL}])(?!(?:Phần|Mục|Điều|Khoản|Điểm|Phụ lục|Chương)\s)"
)
_PAREN = re.compile(r"\((?P<label>\d{1,2})\)\s*")
_LETTER = re.compile(r"(?P<label>[a-zđ])\s?(?P<end>[.)}])\s*(?=\S|$)")
_UPPER = re.compile(rf"(?P<label>[A-HĐ])(?:\s?[.)]\s+(?=[{CAPITAL}])|,\s+(?=[{CAPITAL}]{{2}}))")
_BULLET = re.compile(r"[-–—−‐+~•●▪■□◦○►➢➤✓✔❖♦◆*·\uf02d\uf0b7\uf0a7\uf0d8]\s*")
_APPENDIX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?:\s+(?:(?:SỐ|số|Số)\s*:?\s*)?(?P<label>[IVX]{1,5}|\d{1,2}[A-Z]?|[A-Z]))?\s*(?P<sep>[.:\-–]?)\s*"
)
_UNREADABLE = re.compile(rf"(?P<label>[{{}}|!\[\]lIi¡])\s?[.,]\s+(?=[{CAPITAL}])")

_LETTER_SIGNS = {"©": "c", "€": "e", **dict.fromkeys("äàáãâạ", "a"), **dict.fromkeys("êéè", "e")}
"""Signs that OCR reads for a letter with its bracket."""
_LETTER_SIGN = re.compile(rf"(?P<label>[{''.join(_LETTER_SIGNS)}])\s?[)}}]\s*(?=\S)")
_ROMAN_SPOILED = re.compile(
    rf"(?P<label>(?=[IVXH]{{0,3}}[LTHJl1i|!ÍÌ])[IVXLTHJl1i|!ÍÌ]{{1,4}})(?:\s?(?P<point>[.,])\s*|\s+)(?=[{CAPITAL}])"
)

_ROMAN_SHAPES = str.maketrans(
    {"1": "I", "l": "I", "i": "I", "|": "I", "!": "I", "Í": "I", "Ì": "I", "L": "I", "T": "I", "J": "I", "H": "II"}
)
"""What OCR reads for the strokes of a Roman numeral."""

_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman_value(text: str) -> int:
    """Value of a Roman numeral up to 89, 0 when it is none (`IIII` is read, `IVX` is not)."""
    total = last = 0
    for char in reversed(text):
        digit = _ROMAN_DIGITS[char]
        if digit < last and digit * 10 < last:
            return 0
        total += -digit if digit < last else digit
        last = max(last, digit)
    added = sorted(text, key=_ROMAN_DIGITS.__getitem__, reverse=True) == list(text)
    return total if 0 < total < 40 and (added or to_roman(total) == text) else 0


def to_roman(value: int) -> str:
    """Roman numeral of 1 to 39."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + ones[value % 10]


def read_label(view: str, start: int, end: int) -> Label | None:
    """Read the label that opens the paragraph `view[start:end]`; None without one. Bullets count as labels."""
    at = start
    junk = _JUNK.match(view, at, end)
    if junk:
        at = junk.end()
    first = view[at : at + 1]
    if not first:
        return None
    if first in "PCMTĐ":
        found = _read_named(view, at, end)
        if found is not None:
            return found
    if first in "IVXL":
        match = _ROMAN.match(view, at, end)
        bare = None if match else _ROMAN_BARE.match(view, at, end)
        match = match or bare
        if match:
            value = roman_value(match["label"].upper())
            if value:
                return Label("roman", match["label"], value, at, match.end(), prefix="?" if bare else "")
    if first.isdigit():
        return _read_digits(view, at, end)
    if first == "(":
        match = _PAREN.match(view, at, end)
        if match:
            return Label("(arabic)", match["label"], int(match["label"]), at, match.end())
        return None
    if first.isalpha():
        match = _LETTER.match(view, at, end)
        if match and match["label"] in ALPHABET:
            style: Style = "letter." if match["end"] == "." else "letter)"
            return Label(style, match["label"], ALPHABET.index(match["label"]) + 1, at, match.end())
        match = _UPPER.match(view, at, end)
        if match:
            return Label("LETTER.", match["label"], ALPHABET.index(match["label"].lower()) + 1, at, match.end())
    sign = _LETTER_SIGN.match(view, at, end) if first in _LETTER_SIGNS else None
    if sign:
        value = ALPHABET.index(_LETTER_SIGNS[first]) + 1
        return Label("letter)", first, value, at, sign.end())
    match = _BULLET.match(view, at, end)
    if match and match.end() < end:
        return Label("bullet", view[at], 0, at, match.end())
    return None


def read_spoiled_roman(view: str, start: int, end: int) -> Label | None:
    """Read what may be a Roman numeral that OCR spoiled (`TV. Nội dung` for `IV.`, `L MỤC TIÊU` for `I.`).

    Its value is what its strokes look like, 0 where they are none; only its place among others tells whether it is one.
    """
    match = _ROMAN_SPOILED.match(view, start, end)
    if match is None:
        return None
    plain = match["point"] and len(match["label"]) > 1 and end - match.end() < 160
    if not plain and not _in_capitals(view[match.end() : end]):
        return None
    strokes = match["label"].translate(_ROMAN_SHAPES)
    return Label("roman", match["label"], roman_value(strokes), start, match.end(), prefix="!")


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 5 and len(text) < 160 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def read_unreadable(view: str, start: int, end: int) -> Label | None:
    """Read what may be a label that OCR spoiled (`{. Phòng …` for `1. Phòng …`)."""
    match = _UNREADABLE.match(view, start, end)
    return None if match is None else Label("arabic.", match["label"], 0, start, match.end())


def read_appendix(view: str, start: int, end: int) -> Label | None:
    """Read `PHỤ LỤC II` at the start of a paragraph that holds nothing else, or only the appendix's title."""
    match = _APPENDIX.match(view, start, end)
    if match is None:
        return None
    rest = view[match.end() : end]
    if match["label"] is None and (rest and not match["sep"] and not rest.isupper()):
        return None
    if rest[:1].islower() or rest.startswith((",", ";", ")")) or len(rest) > 250:
        return None
    if rest and not match["sep"] and not rest.isupper() and rest[:1] != "(" and not view[start : start + 7].isupper():
        return None
    label = match["label"] or ""
    value = int(label) if re.fullmatch(r"\d{1,2}", label) else 0
    if re.fullmatch(r"[IVXL]{1,5}", label):
        value = roman_value(label)
    return Label("appendix", label, value, start, match.end())


def _read_named(view: str, at: int, end: int) -> Label | None:
    match = _NAMED.match(view, at, end)
    if match is None:
        return None
    # "Điều 2. Quyết định này …" is an article, "Điều 2 Quyết định này …" speaks of one.
    if view[match.start() : match.end()].rstrip()[-1] not in ".:)" and _REFERRING.match(view, match.end(), end):
        return None
    style = _NAMED_STYLE[match["word"].upper()]
    if match["ord"]:
        word = match["ord"].split()[1]
        value = _ORDINALS.index(word.lower()) + 1 if word.lower() in _ORDINALS else 0
        return Label(style, match["ord"], value, at, match.end())
    if match["roman"]:
        return Label(style, match["roman"], roman_value(match["roman"]), at, match.end())
    if match["num"]:
        digits = match["num"].rstrip("abcdđefghijklmnopqrstuvwxyz")
        return Label(style, match["num"], int(digits), at, match.end())
    if style == "article":
        return None
    return Label(style, match["letter"], ALPHABET.find(match["letter"].lower()) + 1, at, match.end())


def _read_digits(view: str, at: int, end: int) -> Label | None:
    match = _MULTI.match(view, at, end)
    if match:
        parts = [part.strip() for part in match["label"].split(".")]
        followed = view[match.end() : match.end() + 1]
        # "10.10 là ngày …", "1.5 triệu": a bare pair needs a capital or a mark after it.
        if match["end"] or len(parts) > 2 or followed.isupper() or followed in "“\"'‘":
            styles: tuple[Style, ...] = ("multi2", "multi3", "multi4", "multi4")
            style = styles[min(len(parts), 5) - 2]
            return Label(style, ".".join(parts), int(parts[-1]), at, match.end(), ".".join(parts[:-1]))
    match = _ARABIC.match(view, at, end)
    if match:
        style = "arabic." if match["end"] == "." else "arabic)"
        return Label(style, match["label"], int(match["label"]), at, match.end())
    match = _ARABIC_DASH.match(view, at, end)
    if match:
        numbers = match["label"].split(".")
        level: Style = ("arabic.", "multi2", "multi3", "multi4")[len(numbers) - 1]
        return Label(level, match["label"], int(numbers[-1]), at, match.end(), ".".join(numbers[:-1]))
    match = _MULTI_SLIP.match(view, at, end)
    if match:
        parts = match["label"].split(".")
        level = ("multi2", "multi3", "multi4")[len(parts) - 2]
        return Label(level, match["label"], int(parts[-1]), at, match.end(), ".".join(parts[:-1]))
    match = _ARABIC_SLIP.match(view, at, end)
    if match:
        return Label("arabic.", match["label"], int(match["label"]), at, match.end(), prefix="?")
    return None
