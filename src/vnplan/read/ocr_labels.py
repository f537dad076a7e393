"""Labels that recognition misread, put right by their order.

A label is short and stands apart, so recognition slips on it more than on words: "II." loses a stroke, "3." becomes
"8." or "3:", "4." becomes "A.". The text around it rarely leaves a doubt: between "2." and "4." stands "3.". Where it
does leave one, the label stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnplan.read.layout import Word
from vnplan.read.numbering import format_number
from vnplan.read.syllables import is_syllable

_ROMANS = {format_number(n, "upperRoman"): n for n in range(1, 31)}
_ROMAN_SIGNS = re.compile(r"[IVXLlHTJNiíìïÍÌÏñÑ1|!¡ễẾÉÊUM]{1,5}\Z")
_TOKEN = re.compile(r"(?P<core>[^\s.;:,)/\-–]{0,4})(?P<end>[.;:,)/\-–]{0,2})\Z")
_DIGITS = re.compile(r"\d{1,2}\Z")
_SIGNS = frozenset("ˆ^_“”°¬~»«=‘’'`·¸")
_RESTARTS = re.compile(r"(?:PHỤ LỤC|Phụ lục|PHẦN|Phần|CHƯƠNG|Chương|KẾ HOẠCH|KÉ HOẠCH|[A-HĐ][.\-/)])(?=\s|\Z)")

# What a digit is taken for.
_LOOKS = {
    1: "14ldiIíìÍ|!tịñ", 2: "2735zZ?", 3: "3895SsäaồõÔ", 4: "4AaÁ6", 5: "53S6sŠ", 6: "68óOGb", 7: "7Í1TZ?", 8: "83B6", 9: "9g8",
}  # fmt: skip


@dataclass(slots=True)
class _Item:
    """The opening of a paragraph: its first word, what is left of it without punctuation, and the rest."""

    word: Word
    core: str
    end: str
    rest: str
    capitals: bool

    @property
    def digit(self) -> int | None:
        """The number read, None when it is none."""
        return int(self.core) if _DIGITS.match(self.core) else None


def repair_labels(paragraphs: Sequence[list[Word]]) -> int:
    """Put labels right in place; give their number.

    Args:
        paragraphs: Words of each paragraph, in reading order.
    """
    items = [_item(words) for words in paragraphs]
    count = 0
    roman = arabic = 0
    restart = True
    for at, item in enumerate(items):
        if item is None:
            continue
        begins = _RESTARTS.match(f"{item.word.text} {item.rest}") is not None
        if begins and not (item.core == "A" and _is_four(items, at, arabic)) and not _is_plain_roman(item, roman):
            restart = True
            arabic = 0
            continue
        before = item.word.text
        if item.core in _SIGNS and not item.end and item.rest[:1].isalnum():
            if _has_dashes(items, at):
                item.word.text = "-"
        elif _is_plain_roman(item, roman):
            roman += 1
            restart, arabic = False, 0
            item.word.text = format_number(roman, "upperRoman") + "."
        elif item.capitals and item.digit is None and (item.core in _ROMANS or _is_romanish(item)):
            roman = _roman(items, at, roman, restart=restart)
            restart = False
            arabic = 0
            item.word.text = format_number(roman, "upperRoman") + (
                item.end if item.end in ("-", "/", ")", "–") else "."
            )
        else:
            value = _arabic(items, at, arabic)
            if value is not None:
                arabic = value
                if item.end not in (".", ")", "/", "-", "–"):
                    item.word.text = f"{value}."
                else:
                    item.word.text = f"{value}{item.end}"
        count += item.word.text != before
        words = paragraphs[at]
        # A smear between label and text.
        if len(words) > 2 and words[1].text in _SIGNS and re.match(r"[IVX\d]+[.)\-/]\Z", words[0].text):
            del words[1]
    return count


def _item(words: list[Word]) -> _Item | None:
    if len(words) < 2:
        return None
    match = _TOKEN.match(words[0].text)
    if match is None:
        return None
    rest = " ".join(word.text for word in words[1:6]).lstrip("".join(_SIGNS) + " ")
    letters = [c for c in rest if c.isalpha()]
    capitals = len(letters) >= 4 and sum(c.isupper() for c in letters) > 0.85 * len(letters)
    core = match.group("core") or match.group("end")[:1]
    return _Item(words[0], core, match.group("end"), rest, capitals)


_AUTHORITY = frozenset({"TM", "T/M", "KT", "TL", "TUQ", "Q", "QUYỀN"})


def _is_romanish(item: _Item) -> bool:
    if item.core in _AUTHORITY or item.rest.startswith(("BAN NHÂN DÂN", "ỦY BAN", "UỶ BAN", "CHỦ TỊCH", "GIÁM ĐỐC")):
        return False
    return _ROMAN_SIGNS.match(item.core) is not None or (
        len(item.core) <= 3 and item.word.confidence < 0.6 and not item.core.isdigit() and not is_syllable(item.core)
    )


def _is_plain_roman(item: _Item, last: int) -> bool:
    """Say whether a heading that is not in capitals has the next roman number, be it with strokes run together."""
    if item.capitals or item.end[:1] not in (".", ",", ";") or not item.rest[:1].isupper():
        return False
    if item.core == format_number(last + 1, "upperRoman"):
        return True
    return last > 0 and len(item.core) <= 4 and set(item.core) <= set("IVXHLl1") and bool(set(item.core) & set("HLl"))


def _roman(items: Sequence[_Item | None], at: int, last: int, *, restart: bool) -> int:
    """The number of a heading in capitals: the next one, unless a new series begins or the reading is clear."""
    item = items[at]
    assert item is not None  # noqa: S101  tells the type checker
    read = _ROMANS.get(item.core)
    if restart and last == 0:
        return read if read is not None and read > 1 and _next_roman(items, at) == read + 1 else 1
    if read == 1 and restart:
        return 1
    expected = last + 1
    if read is None or read in (last, expected):
        return expected
    if read == expected + 1 and _next_roman(items, at) == read:
        return expected  # "IV" lost a stroke: the next heading is V, too
    # A stroke or two were lost ("III" read as "I"): a series does not go back without a reason.
    if read < last and set(item.core) <= set("IVX") and len(item.core) < len(format_number(expected, "upperRoman")):
        return expected
    return read


def _next_roman(items: Sequence[_Item | None], at: int) -> int | None:
    for item in items[at + 1 :]:
        if item is not None and item.capitals and item.core in _ROMANS and item.digit is None:
            return _ROMANS[item.core]
    return None


def _arabic(items: Sequence[_Item | None], at: int, last: int) -> int | None:
    """The number of a paragraph, None when it has no label or one that stays as it was read."""
    item = items[at]
    assert item is not None  # noqa: S101  tells the type checker
    expected = last + 1
    opens = item.rest[:1].isupper() or item.rest[:1].isdigit() or item.rest[:1] in '“"'
    if not opens or expected > 60:
        return None
    if item.core == "A" and item.end == ".":
        return 4 if expected == 4 else None
    read = item.digit
    after = _next_digits(items, at)
    if read is not None and not item.end and read != expected:
        return expected if _alike(item.core, expected) and expected + 1 in after else None
    if read is not None:
        if read == expected:
            return read
        if read == 1 and item.end in (".", ")"):
            return 1
        if read == 1 and (2 in after or not last):
            return 1
        if _next_read(items, at) == read + 1 and read > 1:
            return read  # two misread in a row to follow one another would be a rare chance
        if _alike(item.core, expected) and (not after or expected + 1 in after or 1 in after):
            return expected
        if _alike(item.core, 1) and 2 in after and not (last and expected + 1 in after):
            return 1
        return read if item.end in (".", ")", "/", "-") else None
    if item.core in ("-", "+", "•"):
        return None
    if len(item.core) == 2 and item.core[0].isdigit() and _alike(item.core, expected):
        return expected  # "2z" for "2."
    if len(item.core) > 3 or item.word.confidence > 0.75:
        return None
    if is_syllable(item.core) and item.word.confidence > 0.5:
        return None
    if expected > 1 and (expected + 1 in after or (_alike(item.core, expected) and bool(item.end))):
        return expected
    if expected == 1 and 2 in after:
        return 1
    return None


def _next_digits(items: Sequence[_Item | None], at: int) -> set[int]:
    """What the next number below the same heading may be; empty when there is none."""
    for item in items[at + 1 :]:
        if item is None:
            continue
        if item.capitals and (item.core in _ROMANS or _is_romanish(item)):
            return set()
        if item.digit is not None and item.end and item.end[0] in ".;:,)":
            found = {item.digit}
            found.update(n for n in range(1, 10) if item.core in _LOOKS[n])
            return found
        if item.core == "A" and item.end == ".":
            return {4}
    return set()


def _next_read(items: Sequence[_Item | None], at: int) -> int | None:
    """The next number as it was read."""
    return next(
        (item.digit for item in items[at + 1 :] if item is not None and item.digit is not None and item.end), None
    )


def _alike(core: str, value: int) -> bool:
    return 0 < value < 10 and core[:1] in _LOOKS[value] and core != ""


def _is_four(items: Sequence[_Item | None], at: int, last: int) -> bool:
    item = items[at]
    return item is not None and last == 3 and not item.capitals


def _has_dashes(items: Sequence[_Item | None], at: int) -> bool:
    around = [item for item in items[max(0, at - 6) : at + 7] if item is not None]
    return any(item.word.text in ("-", "–", "+") for item in around)
