"""Vietnamese encodings: bytes of unknown origin to text, and text that was decoded wrongly to what was meant.

TCVN3 (ABC) and VNI are encodings by font: their bytes look like Western letters until a font of the family draws
them. So they reach us as bytes, or as Western letters inside Unicode (text pasted from an old file).
"""

from __future__ import annotations

import codecs
import contextlib
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from vnplan.errors import UnreadableSource
from vnplan.read.syllables import legal_share

_TCVN3_CODES = bytes.fromhex(
    "A1A2A3A4A5A6A7A8A9AAABACADAEB5B6B7B8B9BBBCBDBEC6C7C8C9CACBCCCECFD0D1D2D3D4D5D6D7D8DCDDDEDFE1E2E3E4E5E6E7E8E9EAEBEC"
    "EDEEEFF1F2F3F4F5F6F7F8F9FAFBFCFDFE"
).decode("latin-1")
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(dict(zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True)))

_VISCII_CODES = "\x02\x05\x06\x14\x19\x1e" + "".join(map(chr, range(0x80, 0x100)))
_VISCII_LETTERS = "ẲẴẪỶỸỴẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
_VISCII = str.maketrans(dict(zip(_VISCII_CODES, _VISCII_LETTERS, strict=True)))

# VNI: a base letter and a mark of its own, in either case.
_VNI_TONE = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for base in "aeouyôö":
        marks = dict(_VNI_TONE)
        if base in "aeo":
            marks.update({mark: "\u0302" + tone for mark, tone in _VNI_HAT.items()})
        if base == "a":
            marks.update({mark: "\u0306" + tone for mark, tone in _VNI_BREVE.items()})
        letter = _VNI_ALONE.get(base, base)
        for mark, signs in marks.items():
            low = unicodedata.normalize("NFC", letter + signs)
            for m in (mark, mark.upper()):
                table[base + m] = low
                table[base.upper() + m] = low.upper()
    for code, letter in _VNI_ALONE.items():
        table[code] = letter
        table[code.upper()] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_ASCII_LOWER = re.compile(r"[a-z]")
_ASCII_UPPER = re.compile(r"[A-Z]")


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Turn TCVN3 seen as Western letters into Vietnamese.

    Args:
        text: The text; each character of U+00A0-U+00FF is one byte.
        capitals: The font is one of capitals (`.VnTimeH`): it draws small letters as capitals.

    >>> from_tcvn3("Céng hoµ x· héi chñ nghÜa")
    'Cộng hoà xã hội chủ nghĩa'
    """
    shown = text.translate(_TCVN3)
    if capitals:
        return shown.upper()
    return shown


def from_vni(text: str) -> str:
    """Turn VNI seen as Western letters into Vietnamese.

    >>> from_vni("Coäng hoøa xaõ hoäi chuû nghóa")
    'Cộng hòa xã hội chủ nghĩa'
    """
    return _VNI_CODE.sub(lambda m: _VNI[m.group()], text)


def from_viscii(text: str) -> str:
    """Turn VISCII bytes, decoded as Latin-1, into Vietnamese."""
    return text.translate(_VISCII)


def raise_capitals(text: str, before: str) -> str:
    """Repair headings of TCVN3 whose capitals font is gone: toned letters came out small among capitals.

    Args:
        text: The converted text.
        before: The same text before conversion, letter for letter: its ASCII letters tell the case.
    """
    lines = text.split("\n")
    for i, old in enumerate(before.split("\n")):
        if len(_ASCII_UPPER.findall(old)) >= 3 and not _ASCII_LOWER.search(old):
            lines[i] = lines[i].upper()
        else:
            lines[i] = _CAPITAL_RUN.sub(_raise_run, lines[i])
    return "\n".join(lines)


# "Sở NỘI Vụ" was "SỞ NỘI VỤ": words that hold capitals but no small ASCII letter, parted by single blanks.
_CAPITAL_RUN = re.compile(r"(?<![^\W\d_])(?:(?![a-z])[^\W\d_])+(?: (?:(?![a-z])[^\W\d_])+)*(?![^\W\d_])")


def _raise_run(match: re.Match[str]) -> str:
    run = match.group()
    sure = any(_ASCII_UPPER.search(word, 1) and not word.isascii() for word in run.split(" "))
    return run.upper() if sure else run


def font_encoding(font: str | None) -> str | None:
    """Tell the encoding that a font stands for: `tcvn3`, `tcvn3-capitals`, `vni`, or None for Unicode.

    A PDF's subset tag (`ABCDEF+`) does not count.
    """
    if not font:
        return None
    name = font.rpartition("+")[2].strip().lower()
    if name.startswith(".vn"):
        stem = re.sub(r"[,\-\s].*\Z", "", name)
        return "tcvn3-capitals" if stem.endswith("h") else "tcvn3"
    if name.startswith(("vni-", "vni ")):
        return "vni"
    return None


_UNICODE_LETTERS = re.compile(r"[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0110\u0111\u0102\u0103\u0300-\u0323]")


def decode_by_font(text: str, encoding: str) -> str:
    """Decode the text of one run whose font has `encoding` (of `font_encoding`); Unicode text is left as it is."""
    if _UNICODE_LETTERS.search(text):
        return text
    # Word keeps letters of symbol-encoded fonts in the private use area.
    text = "".join(chr(ord(c) - 0xF000) if "\uf020" <= c <= "\uf0ff" else c for c in text)
    if encoding == "vni":
        return from_vni(text)
    return from_tcvn3(text, capitals=encoding == "tcvn3-capitals")


class Decoded(NamedTuple):
    """A decoded text.

    Attributes:
        text: The text, NFC.
        encoding: Name of the encoding.
        converted: It was converted from a Vietnamese encoding other than Unicode, or was Unicode decoded wrongly.
        combining: It held letters with combining marks.
        replaced: Number of bytes that fit nothing and became U+FFFD.
    """

    text: str
    encoding: str
    converted: bool = False
    combining: bool = False
    replaced: int = 0


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode_text(data: bytes, name: str) -> Decoded:
    """Decode bytes of a text in any of the encodings in use.

    Raises:
        UnreadableSource: they are not text (`binary`), or text in no encoding that is known (`undecodable`).
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_as_unicode(data, encoding, name), name)
    wide = _wide(data)
    if wide:
        return _checked(_as_unicode(data if len(data) % 2 == 0 else data[:-1], wide, name), name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in data[:8192]:
            raise UnreadableSource(name, "binary", "the file is binary, not text") from error
        return _legacy(data, name, error)
    return _checked(repair(text), name)


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


def _as_unicode(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        count = text.count("\ufffd")
        if count > max(3, len(text) // 200):
            raise UnreadableSource(
                name, "undecodable", f"byte {error.start} is not {encoding.upper()} text; save the file as UTF-8"
            ) from error
        return repair(text, encoding)._replace(replaced=count)
    return repair(text, encoding)


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: every second byte of most characters is nought."""
    head = data[:4096]
    if len(head) < 16:
        return None
    even, odd = head[::2].count(0) / len(head) * 2, head[1::2].count(0) / len(head) * 2
    if max(even, odd) < 0.3 or min(even, odd) > 0.02:
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    return None if "\x00" in text or "\ufffd" in text[:-1] else encoding


def _checked(decoded: Decoded, name: str) -> Decoded:
    head = decoded.text[:8192]
    if len(_CONTROL.findall(head)) > max(2, len(head) // 100):
        raise UnreadableSource(name, "binary", "the file is binary, not text")
    return decoded


def _legacy(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    """Decode what is not UTF-8: the encoding that gives the most legal syllables wins, if it wins clearly."""
    western = data.decode("latin-1")
    # Bytes 80-9F are typographic signs in files from Windows, but letters in VISCII.
    windows = data.decode("cp1252", "replace").replace("\ufffd", "")
    ranked = sorted(
        ((*legal_share(text), encoding, text) for encoding, text in _readings(data, western, windows)), reverse=True
    )
    share, words, encoding, text = ranked[0]
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") <= max(1, len(broken) // 200) and legal_share(broken)[0] > 0.8:
        return _checked(Decoded(*_composed(broken), replaced=broken.count("\ufffd")), name)
    if words < 3 or share < 0.7 or share - ranked[1][0] < 0.15:
        raise UnreadableSource(
            name, "undecodable", f"byte {error.start} is not UTF-8 text; save the file as UTF-8"
        ) from error
    if encoding == "tcvn3":
        text = raise_capitals(text, windows)
    return _checked(Decoded(unicodedata.normalize("NFC", text), encoding, converted=True), name)


def _readings(data: bytes, western: str, windows: str) -> list[tuple[str, str]]:
    return [
        ("windows-1258", unicodedata.normalize("NFC", data.decode("cp1258", "replace"))),
        ("tcvn3", from_tcvn3(windows)),
        ("vni", from_vni(windows)),
        ("viscii", from_viscii(western)),
    ]


def _composed(text: str) -> tuple[str, str, bool, bool]:
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return composed, "utf-8", False, len(composed) != len(text)


def repair(text: str, encoding: str = "utf-8") -> Decoded:
    """Compose letters, and convert text that is Unicode by name only.

    That is TCVN3 or VNI as Western letters, or UTF-8 that was decoded as a Western encoding.

    A text with letters that only Unicode has is never converted.
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    combining = len(text) - len(composed) > max(3, len(text) // 500)
    plain = Decoded(composed, encoding, combining=combining)
    if text.isascii() or len(_UNICODE_LETTERS.findall(composed)) > len(composed) // 200:
        return plain
    share, words = legal_share(composed)
    if words < 5:
        return plain
    best = max(
        ((*legal_share(converted), code, converted) for code, converted in _misreadings(text)), key=lambda r: r[0]
    )
    if best[0] < 0.8 or best[0] - share < 0.3:
        return plain
    code, converted = best[2], best[3]
    if code == "tcvn3":
        converted = raise_capitals(converted, text)
    return Decoded(unicodedata.normalize("NFC", converted), f"{encoding}+{code}", converted=True)


def _misreadings(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, Callable[[str], str]]] = [("tcvn3", from_tcvn3), ("vni", from_vni)]
    result = [(code, convert(text)) for code, convert in found]
    undone = "".join(_WESTERN.get(c, c) for c in text)
    with contextlib.suppress(UnicodeEncodeError):
        result.append(("utf-8-as-windows-1252", undone.encode("latin-1").decode("utf-8", "replace")))
    return result


# What Windows draws for bytes 80-9F, back to those bytes.
_WESTERN = {bytes([b]).decode("cp1252", "ignore"): chr(b) for b in range(0x80, 0xA0)}
_WESTERN.pop("", None)
