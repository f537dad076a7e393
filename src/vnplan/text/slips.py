"""Slips of OCR: known phrases whose marks were lost or misread ("yêu câu", "tông hợp") are put right in the fold.

The text and the view stay as they are; only what patterns match against is mended, letter for letter. A text without
such slips is left alone: there "công ăn" is "công ăn" and not "công an".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from vnplan.text.fold import bare

_COMMON = (
    "kế hoạch", "thực hiện", "tổ chức", "báo cáo", "quyết định", "trách nhiệm", "nhân dân", "đơn vị", "phối hợp",
    "triển khai", "tuyên truyền", "cơ quan", "chỉ đạo", "kiểm tra", "hướng dẫn", "xây dựng", "nhiệm vụ", "căn cứ",
    "tổng hợp", "kết quả", "nội dung", "nghị quyết", "chính phủ", "địa phương", "tăng cường", "ủy ban",
)  # fmt: skip
"""Words that every plan uses often: how many of them lost a mark tells how noisy the text is."""
_COMMON_BARE = tuple(bare(word) for word in _COMMON)
_NOISY = ((3, 0.02, 3), (2, 0.04, 20))
"""Slips among the common words, their share, and the least number of such words, from which a text counts as noisy: printed texts stay below 0.018,
OCR lies above 0.02."""
_SHORT = 7
"""Phrases with fewer letters are left alone: "co so" may be "cơ sở" or "có số"."""


def is_noisy(folded: str, stripped: str) -> bool:
    """Say whether so many common words lost their marks that the text must come from OCR.

    Args:
        folded: The folded text.
        stripped: The same without marks (`bare`).
    """
    all_of_them = sum(map(stripped.count, _COMMON_BARE))
    slips = all_of_them - sum(map(folded.count, _COMMON))
    return any(
        slips >= least and slips >= share * all_of_them and all_of_them >= words for least, share, words in _NOISY
    )


@cache
def _finder(phrases: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    right: dict[str, str] = {}
    doubtful: set[str] = set()
    for phrase in phrases:
        key = bare(phrase)
        if len(key) < _SHORT or " " not in key:
            continue
        if right.setdefault(key, phrase) != phrase:
            doubtful.add(key)
    for key in doubtful:
        del right[key]
    first: dict[str, list[str]] = {}
    for key in sorted(right, key=len, reverse=True):
        head, _, rest = key.partition(" ")
        first.setdefault(head, []).append(re.escape(rest))
    either = "|".join(f"{re.escape(head)} (?:{'|'.join(rests)})" for head, rests in sorted(first.items()))
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])"), right


_WORD = re.compile(r"(?<!\w)(?:c[àãạ]c|cac|c[úùũ]a|v[áã]|v[êè]|đên|dến|phài|phãi)(?!\w)")
_WORDS = {"cac": "các", "cua": "của", "va": "và", "ve": "về", "den": "đến", "phai": "phải"}
"""Small words: what OCR makes of them is no other word that a plan uses."""
_DAY = re.compile(r"(?<![a-z])(?:ngay(?= \d{1,2}[ /.-]|- ?\d)|thang(?= \d{1,2}[ /.,;-])|nam(?= (?:19|20)\d\d(?!\d)))")
_YEARLY = re.compile(r"(?<![a-z])hang(?= (?:nam|quy|thang|tuan|ngay)(?![a-z]))")
_DIGITS = re.compile(
    r"(?<![\w/])[\dlio|!]{1,2}/[\dlio|!]{1,2}/[\dlio|!]{4}(?!\w)|(?<=năm )(?:[12][\dlio|!]{3}|l9\d\d)(?!\w)|(?<=quý )1[iv](?!\w)"
)
"""Dates and quarters with strokes for digits: `22/7/202l`, `năm 2O25`, `quý 1v`."""
_STROKES = str.maketrans("li|!o", "11110")
_DAYS = {"ngay": "ngày", "thang": "tháng", "nam": "năm"}


def mend(folded: str, phrases: Iterable[str]) -> str:
    """Return the folded text with the known phrases put right; the same text when it is not noisy.

    Args:
        folded: The folded text.
        phrases: Folded phrases of two syllables or more.
    """
    stripped = bare(folded)
    if not is_noisy(folded, stripped):
        return folded
    finder, right = _finder(tuple(phrases))
    mended = list(folded)
    for match in finder.finditer(stripped):
        mended[match.start() : match.end()] = right[match.group()]
    for match in _WORD.finditer(folded):
        mended[match.start() : match.end()] = _WORDS[bare(match.group())]
    for match in _DAY.finditer(stripped):
        mended[match.start() : match.end()] = _DAYS[match.group()]
    for match in _YEARLY.finditer(stripped):
        mended[match.start() : match.end()] = "hằng" if folded[match.start() : match.end()] != "hàng" else "hàng"
    for match in _DIGITS.finditer(folded):
        right_form = match.group()
        right_form = right_form.replace("1", "i") if len(right_form) == 2 else right_form.translate(_STROKES)
        mended[match.start() : match.end()] = right_form
    return "".join(mended)
