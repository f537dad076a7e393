"""Cleaning: what the view drops, joins and repairs, and that every offset leads back to the text as given."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.text import SourceText, fold, one_of, places


def view(text: str) -> str:
    return SourceText.of(text).view


# --- one stretch of text ------------------------------------------------------------------------------------------

INLINE = [
    pytest.param("**Sở Y tế** chủ trì", "Sở Y tế chủ trì", id="bold"),
    pytest.param("*Sở Y tế* chủ trì", "Sở Y tế chủ trì", id="italic"),
    pytest.param("đạt 25 m<sup>2</sup> sàn", "đạt 25 m2 sàn", id="superscript"),
    pytest.param("Sở Y tế<br>chủ trì", "Sở Y tế chủ trì", id="a break inside a line is a blank"),
    pytest.param(
        "mức tối đa (*) theo quy định", "mức tối đa (*) theo quy định", id="an asterisk in brackets is a sign"
    ),
    pytest.param(r"mục 1\. và 2\-3", "mục 1. và 2-3", id="escaped marks"),
    pytest.param("Sở\u00a0Nội\u2009vụ\ttỉnh", "Sở Nội vụ tỉnh", id="blanks of every kind"),
    pytest.param("Sở   Nội      vụ", "Sở Nội vụ", id="doubled blanks"),
    pytest.param("tuyên tru\u00adyền", "tuyên truyền", id="soft hyphen"),
    pytest.param("Kế\u200b hoạch\ufeff số", "Kế hoạch số", id="zero-width characters"),
    pytest.param("Quyết định 12/QÐ-UBND", "Quyết định 12/QĐ-UBND", id="Icelandic eth for Đ"),
    pytest.param("Quyết định 12/QĐÐ-UBND", "Quyết định 12/QĐ-UBND", id="OCR: one Đ read as two"),
    pytest.param("Sở 'Tài chính", "Sở Tài chính", id="OCR: a stroke before a T"),
    pytest.param("phong trào 'Tết trồng cây'", "phong trào 'Tết trồng cây'", id="a quotation stays"),
    pytest.param("ngành . và địa phương", "ngành và địa phương", id="OCR: a speck between two words"),
    pytest.param("~ Sở Tài chính", "- Sở Tài chính", id="OCR: a dash read as a tilde"),
    pytest.param("tỷ lệ 80％；số 1／2", "tỷ lệ 80%;số 1/2", id="wide signs"),
    pytest.param("kế_hoạch năm", "kế hoạch năm", id="underscore of a word segmenter"),
]


@pytest.mark.parametrize(("text", "expected"), INLINE)
def test_inline_cleaning(text: str, expected: str) -> None:
    assert view(text) == expected


SAME_FOLD = [
    pytest.param("Uỷ ban", "Ủy ban", id="uỷ and ủy"),
    pytest.param("văn hoá", "VĂN HÓA", id="hoá and hóa, case"),
    pytest.param("khoẻ", "khỏe", id="khoẻ and khỏe"),
    pytest.param("“Xanh” – sạch", '"xanh" - sạch', id="quotes and dashes"),
    pytest.param("QÐ—TTg", "qđ-ttg", id="eth and the long dash"),
]


@pytest.mark.parametrize(("one", "other"), SAME_FOLD)
def test_spellings_that_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert len(fold(one)) == len(one), "an index into the folded text is an index into the text"


def test_tone_of_quy_stays() -> None:
    assert fold("quý") == "quý", "after q the u is no vowel: the mark does not move"


# --- lines that belong together -----------------------------------------------------------------------------------

_FILLER = (
    "Các cơ quan trong tỉnh rà soát những việc còn chậm, xác định nguyên nhân của\n"
    "từng việc, đề ra biện pháp khắc phục và phân công người theo dõi từng tuần để\n"
    "bảo đảm tiến độ chung của toàn tỉnh, không để dồn việc vào những tháng cuối\n"
    "năm khi khối lượng giải ngân tăng cao và thời tiết không còn thuận lợi cho\n"
    "thi công ngoài trời ở các huyện miền núi phía tây.\n"
)

JOINED = [
    pytest.param(
        "thực hiện Quyết định số 6858/QĐ-\nBYT của Bộ Y tế", "số 6858/QĐ-BYT của", id="inside a number, after -"
    ),
    pytest.param("thực hiện Nghị quyết số 21-\nNQ/TW của Trung ương", "số 21-NQ/TW của", id="inside a party number"),
    pytest.param("theo Nghị định số 14/2024/\nNĐ-CP của Chính phủ", "số 14/2024/NĐ-CP của", id="after the year"),
    pytest.param("trong giai đoạn 2021\n- 2025 của tỉnh", "giai đoạn 2021 - 2025 của", id="a range is no bullet"),
    pytest.param("theo quy định tại khoản 2, Điều\n5. của Quy chế này", "Điều 5. của", id="a number after its word"),
    pytest.param(
        "chào mừng Đại hội lần thứ\nXIV của Đảng bộ tỉnh nhà", "lần thứ XIV của", id="a Roman number of a congress"
    ),
    pytest.param("để phối hợp với các\nsở, ban, ngành", "với các sở, ban", id="a small letter goes on"),
    pytest.param(
        "tổ chức ngày hội “Đọc sách của\nTuổi trẻ” tại trường học", "của Tuổi trẻ” tại", id="an open quotation"
    ),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_wrapped_lines_are_joined(text: str, expected: str) -> None:
    assert expected in view(_FILLER + text)


PARTED = [
    pytest.param(
        "1. Mục tiêu chung\nĐến năm 2030 tỉnh có", "Mục tiêu chung\nĐến năm", id="a plain heading before its body"
    ),
    pytest.param("1. Phát triển kinh tế số\na) Nền tảng số", "kinh tế số\na)", id="the word số ends a heading"),
    pytest.param(
        "3. Đẩy mạnh chuyển đổi số\n3.1. Hạ tầng", "chuyển đổi số\n3.1.", id="số before a number of a division"
    ),
    pytest.param("- Sở Y tế;\n- Sở Nội vụ;", "Sở Y tế;\n- Sở Nội vụ;", id="bullets"),
    pytest.param("I. MỤC ĐÍCH\nTuyên truyền sâu rộng", "MỤC ĐÍCH\nTuyên", id="capitals before small letters"),
    pytest.param("năm 2025\nCăn cứ Nghị quyết của tỉnh", "2025\nCăn cứ", id="the first legal basis"),
]


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_lines_the_author_parted_stay_parted(text: str, expected: str) -> None:
    assert expected in view(_FILLER + text)


PAGES = [
    pytest.param("\n\n                                  2\n\n", id="a page number among blank lines"),
    pytest.param("\n\f", id="a form feed"),
    pytest.param("\n                                  2\n\f", id="both"),
    pytest.param("\n- 2 -\n", id="a number between dashes"),
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_break_does_not_part_a_sentence(page: str) -> None:
    text = f"{_FILLER}Các đơn vị báo cáo kết quả thực hiện về cơ quan thường trực để tổng hợp và{page}trình cấp trên."
    assert "tổng hợp và trình cấp trên." in view(text)


def test_a_page_number_after_lost_ones_does_not_part_a_sentence() -> None:
    text = f"{_FILLER}Các đơn vị gửi báo cáo kết quả thực hiện đến các sở, ban, ngành,\n\n5\n\nUBND các xã và cơ quan thường trực để tổng hợp, trình cấp trên."
    assert "ban, ngành, UBND các xã" in view(text)


def test_the_closing_block_stands_apart() -> None:
    text = (
        f"{_FILLER}Trên đây là Kế hoạch trồng rừng của huyện, đề nghị các đơn vị thực hiện./,\nNơi nhận:\n- Như trên;\n"
    )
    assert "thực hiện./,\nNơi nhận:" in view(text)


def test_a_number_in_a_cell_is_no_page_number() -> None:
    assert "\n2\n" in view("|\nTT\n|\nNội dung\n|\n|\n2\n|\nRà soát\n|\n")


def test_a_lost_line_end_between_two_headings_is_put_back() -> None:
    lines = view("**I. MỤC ĐÍCH, YÊU CẦU****1. Mục đích**\n\nNâng cao nhận thức.\n").split("\n")
    assert lines[:2] == ["I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích"]


STAMP = """                                                          KẾ HOẠCH
                                     Tổ chức hội thi thể thao của ngành
Ký bởi: Sở Văn hóa và
Thể thao                                 Văn hóa và Thể thao năm 2024
Email: vanthu@example.vn
Cơ quan: Tỉnh Phú Yên
Thời gian ký: 07.02.2024
11:12:56 +07:00                   Căn cứ chương trình công tác năm 2024 của ngành;
"""


def test_the_stamp_of_a_signature_is_dropped() -> None:
    shown = view(STAMP)
    assert "của ngành\nVăn hóa và Thể thao năm 2024\nCăn cứ chương trình" in shown
    assert "Ký bởi" not in shown
    assert "+07:00" not in shown


# --- the map ------------------------------------------------------------------------------------------------------

TEXTS = [
    pytest.param("**Sở Y tế** ban hành Kế hoạch số 6858/QĐ-\nBYT ngày … tháng 01 năm 2025\n", id="marks and a wrap"),
    pytest.param("Số:      /KH-UBND\r\nHà Tĩnh, ngày     tháng  12 năm 2016\r\n", id="room for handwriting, CRLF"),
    pytest.param("\ufeffUỷ ban nhân\u00a0dân tru\u00adyền\u200b thống", id="mark of byte order, odd blanks"),
    pytest.param(unicodedata.normalize("NFD", "Kế hoạch số 5/KH-UBND của Ủy ban"), id="decomposed letters"),
    pytest.param("| A | **B** |\n|---|---|\n| c<br>d | Ðắk |\n", id="a table row"),
    pytest.param(STAMP, id="a stamp beside the text"),
    pytest.param("", id="nothing"),
    pytest.param(" \n\f\n ", id="blanks alone"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_character_of_the_view_maps_back(text: str) -> None:
    source = SourceText.of(text)
    assert len(source.fold) == len(source.view)
    repaired = str.maketrans("ÐðƉɖ", "ĐđĐđ")
    for at, char in enumerate(source.view):
        if char not in " \n":
            back = source.to_text(at)
            assert source.text[back].translate(repaired) == char
            assert source.to_view(back) == at
    places = [source.to_text(at) for at in range(len(source.view))]
    assert places == sorted(places), "reading order is kept"


def test_span_leaves_outer_blanks_out() -> None:
    source = SourceText.of("**Sở  Nội vụ** \nchủ trì")
    at = source.view.index("Sở")
    assert source.raw(at, at + len("Sở Nội vụ ")) == "Sở  Nội vụ"
    assert source.span(at + 2, at + 3)[0] == source.span(at + 2, at + 3)[1], "a blank alone has no extent"


def test_columns_are_remembered() -> None:
    source = SourceText.of("UBND TỈNH A          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    gap = source.gap_in(0, len(source.view))
    assert gap is not None
    assert source.view[:gap] == "UBND TỈNH A"


# --- looked for quickly ------------------------------------------------------------------------------------------------

PHRASES = st.lists(
    st.lists(st.sampled_from(("sở", "sở,", "y", "tế", "y-tế", "ban", "a.b")), min_size=1, max_size=3).map(" ".join),
    min_size=1,
    unique=True,
)


@given(
    PHRASES, st.lists(st.sampled_from(("sở", "sở,", "y", "tế", "y-tế", "ban", "a.b", "axb")), max_size=5).map(" ".join)
)
def test_phrases_are_found_as_a_list_of_them_longest_first_would(phrases: list[str], text: str) -> None:
    ordered = sorted(phrases, key=len, reverse=True)
    plain = "(?:" + "|".join(re.escape(phrase) for phrase in ordered) + r")(?![\w-])"
    expected = re.match(plain, text)
    assert (found := re.match(one_of(phrases) + r"(?![\w-])", text)) is not None or expected is None
    assert (found and found.group()) == (expected and expected.group())


def test_blanks_of_any_number_part_the_words_of_a_phrase() -> None:
    assert re.fullmatch(one_of(["sở y tế"]), "sở  y\ntế") is not None


@given(st.text("ab"), st.text("ab", min_size=1, max_size=3))
def test_places_are_those_of_a_literal_pattern(text: str, word: str) -> None:
    assert list(places(text, word)) == [m.start() for m in re.finditer(word, text)]
