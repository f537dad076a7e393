"""Old Vietnamese encodings: told by legal syllables, converted, and reported; what is sound is left alone."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import pytest

import vnplan
from vnplan.read.encodings import (
    decode_by_font,
    decode_text,
    font_encoding,
    from_tcvn3,
    from_vni,
    raise_capitals,
    repair,
)
from vnplan.read.syllables import is_syllable, legal_share

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "cong-doan-nganh.txt"


SYLLABLES = [
    ("hoạch", True, "open with o-a"),
    ("nghiêng", True, "seven letters"),
    ("quyết", True, "qu with y"),
    ("giếng", True, "gi takes the i of iê"),
    ("gì", True, "gi alone"),
    ("HÒA", True, "capitals"),
    ("hoà", True, "the other place of the mark"),
    (unicodedata.normalize("NFD", "nghĩa"), True, "combining marks"),
    ("hoác", True, "closed by c, with a tone it may have"),
    ("hoàc", False, "closed by c, with a tone it cannot have"),
    ("foo", False, "f is no Vietnamese letter"),
    ("héi", False, "TCVN3's ộ read as é"),
    ("coäng", False, "VNI"),
    ("nghiêngs", False, "eight letters"),
    ("đđ", False, "no vowel"),
]


@pytest.mark.parametrize(("word", "legal", "reason"), SYLLABLES)
def test_legal_syllables(word: str, legal: bool, reason: str) -> None:
    assert is_syllable(word) is legal, reason


def test_real_text_is_legal() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    share, words = legal_share(text)
    assert words > 300
    assert share > 0.95


WORDS = [
    (from_tcvn3, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam", "the motto"),
    (from_tcvn3, "®Èy m¹nh n\u00adíc ngo\u00b5i", "đẩy mạnh nước ngoài", "ư is the soft hyphen"),
    (from_tcvn3, "§éc lËp - Tù do", "Độc lập - Tự do", "Đ is the section sign"),
    (from_vni, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "the motto"),
    (from_vni, "ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC", "capitals"),
    (from_vni, "Uyû ban Nhaân daân huyeän Cuû Chi, Aùnh saùng", "Uỷ ban Nhân dân huyện Củ Chi, Ánh sáng", "mark small, letter capital"),
    (from_vni, "kyõ thuaät, yù kieán, chính, vó, tröôùc", "kỹ thuật, ý kiến, chính, vĩ, trước", "ó alone is ĩ, ù is a mark"),
]  # fmt: skip


@pytest.mark.parametrize(("convert", "old", "new", "reason"), WORDS)
def test_conversion(convert: object, old: str, new: str, reason: str) -> None:
    assert callable(convert)
    assert convert(old) == new, reason


CAPITALS = [
    ("CéNG HOµ X· HéI", "CỘNG HOÀ XÃ HỘI", "a line whose ASCII letters are all capitals"),
    ("tØnh BøC GIANG n¨m 2003", "tỉnh BỨC GIANG năm 2003", "a run of capitals in a line of small letters"),
    ("Së Néi vô", "Sở Nội vụ", "title case stays"),
    ("Së NéI Vô", "SỞ NỘI VỤ", "one capital among capitals"),
]


@pytest.mark.parametrize(("old", "new", "reason"), CAPITALS)
def test_capitals_of_tcvn3(old: str, new: str, reason: str) -> None:
    assert raise_capitals(from_tcvn3(old), old) == new, reason


def _with_iconv_table(text: str, encoding: str) -> bytes:
    """Encode letter by letter from tables written out here, independent of the tables in the package."""
    if encoding == "tcvn3":
        table = dict(zip("ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
                         "¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ", strict=True))  # fmt: skip
        table.update(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
        shown = "".join(table.get(c, table.get(c.lower(), c)) for c in text)
        return shown.encode("latin-1")
    if encoding == "vni":
        tones = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
        hats = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
        bowls = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
        alone = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "í": "í", "ì": "ì"}
        out = []
        for char in text:
            low = char.lower()
            parts = unicodedata.normalize("NFD", low)
            tone = next((t for t in parts if t in tones), "")
            if low in alone:
                code = alone[low]
            elif "\u0302" in parts:
                code = parts[0] + hats[tone]
            elif "\u0306" in parts:
                code = parts[0] + bowls[tone]
            elif "\u031b" in parts:
                code = alone[unicodedata.normalize("NFC", parts[0] + "\u031b")] + (tones[tone] if tone else "")
            else:
                code = parts[0] + (tones[tone] if tone else "")
            out.append(code.upper() if char != low else code)
        return "".join(out).encode("latin-1")
    if encoding == "windows-1258":
        out = []
        for char in text:
            parts = unicodedata.normalize("NFD", char)
            tone = "".join(t for t in parts if t in "\u0300\u0301\u0303\u0309\u0323")
            out.append(unicodedata.normalize("NFC", "".join(t for t in parts if t not in tone)) + tone)
        return "".join(out).encode("cp1258")
    if encoding == "viscii":
        done = subprocess.run(
            ["iconv", "-f", "UTF-8", "-t", "VISCII"], input=text.encode(), capture_output=True, check=True
        )
        return done.stdout
    return text.encode(encoding)


PLAIN = SAMPLE.read_text(encoding="utf-8").replace("–", "-").replace("“", '"').replace("”", '"')
FILES = [
    ("utf-8", "utf-8", None, "sound text is left alone"),
    ("utf-8-sig", "utf-8-sig", None, "a mark in front"),
    ("utf-16", "utf-16", None, "with its mark"),
    ("utf-16-le", "utf-16-le", None, "without a mark"),
    ("utf-16-be", "utf-16-be", None, "without a mark, the other order"),
    ("windows-1258", "windows-1258", "encoding-converted", "letter and tone apart"),
    ("tcvn3", "tcvn3", "encoding-converted", "ABC"),
    ("vni", "vni", "encoding-converted", "VNI for Windows"),
    ("viscii", "viscii", "encoding-converted", "letters also among the control codes"),
]


@pytest.mark.parametrize(("made", "told", "code", "reason"), FILES)
def test_files_in_every_encoding_give_the_same_plan(made: str, told: str, code: str | None, reason: str) -> None:
    document = vnplan.parse_bytes(_with_iconv_table(PLAIN, made), name="kh.txt")
    expected = vnplan.parse_text(PLAIN, name="kh.txt")
    assert document.source.encoding == told, reason
    assert ("encoding-converted" in [d.code for d in document.diagnostics]) is (code is not None)
    if made == "tcvn3":  # capitals with marks share the byte of small letters
        assert document.text.lower() == expected.text.lower()
        different = sum(a != b for a, b in zip(document.text, expected.text, strict=True))
        assert different < 10, "capitals are found again in all headings"
        assert len(document.citations) == len(expected.citations)
    else:
        assert document.text == expected.text
        assert document.model_copy(update={"source": None, "diagnostics": []}) == expected.model_copy(
            update={"source": None, "diagnostics": []}
        )


def test_combining_letters_are_composed_and_reported() -> None:
    data = unicodedata.normalize("NFD", PLAIN).encode()
    document = vnplan.parse_bytes(data, name="kh.txt")
    assert document.text == PLAIN
    assert "encoding-combining" in [d.code for d in document.diagnostics]


INSIDE = [
    ("tcvn3", "latin-1", "utf-8+tcvn3", "TCVN3 pasted into a Unicode file"),
    ("vni", "latin-1", "utf-8+vni", "VNI pasted into a Unicode file"),
    ("utf-8", "cp1252", "utf-8+utf-8-as-windows-1252", "UTF-8 taken for Windows Western, saved as UTF-8"),
]


@pytest.mark.parametrize(("made", "seen_as", "told", "reason"), INSIDE)
def test_unicode_by_name_only(made: str, seen_as: str, told: str, reason: str) -> None:
    raw = _with_iconv_table(PLAIN, made)
    seen = "".join(bytes([b]).decode(seen_as, "ignore") or chr(b) for b in raw)
    decoded = decode_text(seen.encode(), "kh.txt")
    assert decoded.encoding == told, reason
    assert decoded.converted
    assert decoded.text.lower() == PLAIN.lower()


LEFT_ALONE = [
    ("Le café « à côté » est fermé jusqu'à la fête de Noël; où étiez-vous, là-bas?", "French"),
    ("Kế hoạch số 5 của thành phố Ñuñoa và São Paulo", "Vietnamese with foreign names"),
    ("KE HOACH TUYEN TRUYEN", "no marks at all"),
    ("§ 5, 10 µm, ±3 °C, ¼ ©", "signs that are TCVN3's letters"),
]


@pytest.mark.parametrize(("text", "reason"), LEFT_ALONE)
def test_what_is_no_old_vietnamese_is_left_alone(text: str, reason: str) -> None:
    assert repair(text).text == text, reason


FONTS = [
    (".VnTime", "tcvn3", "the common one"),
    (".VnTimeH", "tcvn3-capitals", "draws capitals"),
    ("ABCDEF+.VnArialH", "tcvn3-capitals", "part of a font in a PDF"),
    (".VnTime,Bold", "tcvn3", "with a style"),
    ("VNI-Times", "vni", "VNI"),
    ("Times New Roman", None, "Unicode"),
    ("Vnik Sans", None, "only looks like one"),
    (None, None, "no font known"),
]


@pytest.mark.parametrize(("font", "encoding", "reason"), FONTS)
def test_fonts_tell_the_encoding(font: str | None, encoding: str | None, reason: str) -> None:
    assert font_encoding(font) == encoding, reason


RUNS = [
    ("ñy ban nh©n d©n", "tcvn3-capitals", "ỦY BAN NHÂN DÂN", "a font of capitals"),
    ("\uf0b8\uf0b5", "tcvn3", "áà", "letters in the private use area"),
    ("Ủy ban", "tcvn3", "Ủy ban", "Unicode text whose font was only changed by name"),
    ("1) 25%", "vni", "1) 25%", "no letters"),
]


@pytest.mark.parametrize(("text", "encoding", "shown", "reason"), RUNS)
def test_runs_are_decoded_by_font(text: str, encoding: str, shown: str, reason: str) -> None:
    assert decode_by_font(text, encoding) == shown, reason


REFUSED = [
    (b"K\xe9 ho\xe1ch", "undecodable", "too short to tell"),
    ("Größe und Übergänge müssen für Straßen geprüft werden".encode("latin-1"), "undecodable", "another language"),
    (bytes(range(128, 256)) * 20, "undecodable", "no words"),
    (b"\x00\x01\x02\xff" * 50, "binary", "a program"),
]


@pytest.mark.parametrize(("data", "code", "reason"), REFUSED)
def test_what_is_in_no_known_encoding(data: bytes, code: str, reason: str) -> None:
    with pytest.raises(vnplan.UnreadableSource) as caught:
        decode_text(data, "x")
    assert caught.value.code == code, reason


def test_few_broken_bytes_do_not_spoil_a_file() -> None:
    data = PLAIN.encode()
    at = data.index("Quảng".encode()) + 3
    decoded = decode_text(data[:at] + b"\xff" + data[at:], "x")
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") <= 4
