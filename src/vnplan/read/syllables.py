"""Legal Vietnamese syllables: the measure by which encodings and damaged text are told from sound text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = [
    "ngh",
    "ng",
    "nh",
    "ch",
    "gh",
    "gi",
    "kh",
    "ph",
    "qu",
    "th",
    "tr",
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "x",
]
_RHYMES = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "âc",
        "âm",
        "ân",
        "âng",
        "âp",
        "ât",
        "âu",
        "ây",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "ê",
        "êch",
        "êm",
        "ên",
        "ênh",
        "êp",
        "êt",
        "êu",
        "êng",
        "i",
        "ia",
        "ich",
        "iêc",
        "iêm",
        "iên",
        "iêng",
        "iêp",
        "iêt",
        "iêu",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "o",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oăc",
        "oăm",
        "oăn",
        "oăng",
        "oăt",
        "oe",
        "oen",
        "oeo",
        "oet",
        "oi",
        "om",
        "on",
        "ong",
        "ooc",
        "oong",
        "op",
        "ot",
        "oc",
        "ô",
        "ôc",
        "ôi",
        "ôm",
        "ôn",
        "ông",
        "ôp",
        "ôt",
        "ơ",
        "ơi",
        "ơm",
        "ơn",
        "ơp",
        "ơt",
        "u",
        "ua",
        "uân",
        "uâng",
        "uât",
        "uây",
        "uc",
        "uê",
        "uêch",
        "uênh",
        "ui",
        "um",
        "un",
        "ung",
        "uơ",
        "up",
        "ut",
        "uy",
        "uya",
        "uych",
        "uyên",
        "uyêt",
        "uynh",
        "uyt",
        "uyu",
        "uôc",
        "uôi",
        "uôm",
        "uôn",
        "uông",
        "uôt",
        "ư",
        "ưa",
        "ưc",
        "ưi",
        "ưm",
        "ưn",
        "ưng",
        "ưt",
        "ưu",
        "ươc",
        "ươi",
        "ươm",
        "ươn",
        "ương",
        "ươp",
        "ươt",
        "ươu",
        "y",
        "yêm",
        "yên",
        "yêt",
        "yêu",
    ]
)
_AFTER_Q = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "âc",
        "ân",
        "âng",
        "ât",
        "âu",
        "ây",
        "e",
        "en",
        "eo",
        "et",
        "ê",
        "êch",
        "ên",
        "ênh",
        "êt",
        "i",
        "ich",
        "in",
        "inh",
        "it",
        "iu",
        "iêt",
        "iên",
        "ôc",
        "ơ",
        "y",
        "ych",
        "yên",
        "yêt",
        "ynh",
        "yt",
        "yu",
        "ý",
        "o",
    ]
)
_TONES = {"\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "."}
_STOPPED = re.compile(r"(?:c|ch|p|t)\Z")
_MARKED = re.compile(r"[^\x00-\x7f]")
# Words of a damaged text: letters and whatever a wrong decoding puts between them.
_WORDS = re.compile(r"(?:[A-Za-z]|[^\x00-\x7f‘’“”–—…•\u00a0])+")
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Say whether `word` (any case, NFC or NFD) is spelled as a Vietnamese syllable.

    >>> is_syllable("hoạch"), is_syllable("hoac"), is_syllable("quyết"), is_syllable("ho¹ch")
    (True, True, True, False)
    """
    if len(word) > 7 and len(unicodedata.normalize("NFC", word)) > 7:
        return False
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            if tone:
                return False
            tone = _TONES[char]
        else:
            letters.append(char)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if plain.startswith("qu"):
        return plain[2:] in _AFTER_Q and _tone_fits(plain, tone)
    if plain in _RHYMES:
        return _tone_fits(plain, tone)
    if plain == "gi":
        return True
    for onset in _ONSETS:
        if plain.startswith(onset):
            rest = plain[len(onset) :]
            if rest in _RHYMES:
                return _tone_fits(plain, tone)
            if onset == "gi" and ("i" + rest) in _RHYMES:
                return _tone_fits(plain, tone)
    return False


def _tone_fits(plain: str, tone: str) -> bool:
    return tone in ("'", ".", "") or _STOPPED.search(plain) is None


def legal_share(text: str, *, limit: int = 4000) -> tuple[float, int]:
    """Measure how sound `text` is.

    Args:
        text: The text.
        limit: Number of words with marks that are looked at.

    Returns:
        The share of legal syllables with Vietnamese marks among the words that hold anything beyond ASCII, and the
        number of those words. Words of ASCII alone say nothing: they look the same in every encoding.
    """
    good = seen = 0
    for match in _WORDS.finditer(text):
        word = match.group()
        if not _MARKED.search(word):
            continue
        seen += 1
        good += is_syllable(word)
        if seen >= limit:
            break
    return (good / seen if seen else 0.0), seen


def sound_share(text: str, *, limit: int = 4000) -> tuple[float, int]:
    """Share of legal syllables among all words of letters, and the number of those words; capitals alone left out."""
    good = seen = 0
    for match in _LETTERS.finditer(text):
        word = match.group()
        if word.isupper() and word.isascii() and len(word) > 1:
            continue  # UBND, KH, TW
        seen += 1
        good += is_syllable(word)
        if seen >= limit:
            break
    return (good / seen if seen else 0.0), seen
