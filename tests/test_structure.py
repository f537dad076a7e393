"""The section tree and footnotes: what is a division, of which rank, with which heading, and what is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import vnplan
from vnplan.model import PlanDocument, Section
from vnplan.structure.labels import read_appendix, read_label, roman_value, to_roman

TOP = "UBND XÃ HÒA TRỊ\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nPhòng cháy rừng năm 2025\n\nCăn cứ tình hình thực tế của địa phương, xã xây dựng kế hoạch như sau:\n\n"


def parse(body: str) -> PlanDocument:
    document = vnplan.parse_text(TOP + body)
    for section in walk(document.sections):
        heading = document.text[section.heading_span.start : section.heading_span.end]
        assert heading, "every division quotes its heading"
        assert section.span.start == section.heading_span.start
        assert section.span.end >= section.heading_span.end
    return document


def walk(sections: list[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from walk(section.children)


def tree(body: str) -> list[tuple[str, str | None]]:
    return [(section.path, section.heading) for section in walk(parse(body).sections)]


def codes(body: str) -> list[str]:
    return [d.code for d in parse(body).diagnostics if d.code.startswith("label-")]


# --- labels by themselves -----------------------------------------------------------------------------------------

LABELS = [
    pytest.param("Phần I. QUAN ĐIỂM", ("part", "I", 1), id="part"),
    pytest.param("PHẦN THỨ HAI", ("part", "THỨ HAI", 2), id="part in words"),
    pytest.param("Chương II", ("chapter", "II", 2), id="chapter"),
    pytest.param("Mục 3. Kiểm tra", ("section", "3", 3), id="section"),
    pytest.param("Điều 2. Quyết định này có hiệu lực", ("article", "2", 2), id="an article that names its document"),
    pytest.param("IV. TỔ CHỨC", ("roman", "IV", 4), id="roman"),
    pytest.param("Iii. nội dung", ("roman", "Iii", 3), id="roman in the case of a sentence"),
    pytest.param("II/ Nội dung", ("roman", "II", 2), id="roman with a stroke"),
    pytest.param("2. Yêu cầu", ("arabic.", "2", 2), id="arabic"),
    pytest.param("2) Yêu cầu", ("arabic)", "2", 2), id="arabic with a bracket"),
    pytest.param("(2) Yêu cầu", ("(arabic)", "2", 2), id="arabic in brackets"),
    pytest.param("2.1. Yêu cầu", ("multi2", "2.1", 1), id="two numbers"),
    pytest.param("2.1 Yêu cầu", ("multi2", "2.1", 1), id="two numbers without a mark before a capital"),
    pytest.param("2 . 1 . Yêu cầu", ("multi2", "2.1", 1), id="blanks between"),
    pytest.param("3.2.1. Yêu cầu", ("multi3", "3.2.1", 1), id="three numbers"),
    pytest.param("đ) Kinh phí", ("letter)", "đ", 5), id="Vietnamese alphabet: đ after d"),
    pytest.param("e) Kinh phí", ("letter)", "e", 6), id="and e after đ"),
    pytest.param("g. Kinh phí", ("letter.", "g", 7), id="no f"),
    pytest.param("B. NỘI DUNG", ("LETTER.", "B", 2), id="capital letter"),
    pytest.param("- Sở Y tế", ("bullet", "-", 0), id="dash"),
    pytest.param("• Sở Y tế", ("bullet", "•", 0), id="dot, as written"),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_labels(text: str, expected: tuple[str, str, int]) -> None:
    label = read_label(text, 0, len(text))
    assert label is not None
    assert (label.style, label.text, label.value) == expected


NO_LABELS = [
    pytest.param("1.200 tỷ đồng từ ngân sách", id="an amount"),
    pytest.param("10.10 là ngày chuyển đổi số", id="a day"),
    pytest.param("12/5/2025: họp giao ban", id="a date"),
    pytest.param("Điều 2 của Nghị định này", id="an article spoken of"),
    pytest.param("Điều 5 Luật Đất đai quy định", id="an article of a law"),
    pytest.param("Mục 3, Phần II của Nghị quyết", id="a section spoken of"),
    pytest.param("100% cán bộ tham gia", id="a share"),
    pytest.param("Cán bộ, công chức", id="a word that begins with a letter of Roman numbers"),
]


@pytest.mark.parametrize("text", NO_LABELS)
def test_what_is_no_label(text: str) -> None:
    assert read_label(text, 0, len(text)) is None


def test_roman_numbers_go_both_ways() -> None:
    assert [roman_value(to_roman(n)) for n in range(1, 40)] == list(range(1, 40))
    assert roman_value("IVX") == 0, "a string of signs that is no number"


APPENDICES = [
    pytest.param("PHỤ LỤC II", "II", id="with a number"),
    pytest.param("Phụ lục 3", "3", id="small letters"),
    pytest.param("PHỤ LỤC", "", id="without a number"),
    pytest.param("PHỤ LỤC SỐ 01", "01", id="with số"),
    pytest.param("Phụ lục I kèm theo Quyết định này quy định", None, id="spoken of"),
    pytest.param("Phụ lục, biểu mẫu gửi kèm", None, id="in a list"),
]


@pytest.mark.parametrize(("text", "label"), APPENDICES)
def test_appendix_labels(text: str, label: str | None) -> None:
    found = read_appendix(text, 0, len(text))
    assert (found.text if found else None) == label


# --- the tree -----------------------------------------------------------------------------------------------------

TREES = [
    pytest.param(
        "I. MỤC ĐÍCH\n1. Mục đích\n- Nâng cao ý thức.\n2. Yêu cầu\na) Kịp thời\nb) Tiết kiệm\nII. NỘI DUNG\n1. Tuyên truyền\n",
        [
            ("I", "MỤC ĐÍCH"), ("I/1", "Mục đích"), ("I/2", "Yêu cầu"), ("I/2/a", "Kịp thời"), ("I/2/b", "Tiết kiệm"),
            ("II", "NỘI DUNG"), ("II/1", "Tuyên truyền"),
        ],
        id="roman, arabic, letters; bullets are items",
    ),
    pytest.param(
        "A. MỤC ĐÍCH\nI. QUAN ĐIỂM\n1. Chung\nB. NỘI DUNG\nI. NHIỆM VỤ\n",
        [("A", "MỤC ĐÍCH"), ("A/I", "QUAN ĐIỂM"), ("A/I/1", "Chung"), ("B", "NỘI DUNG"), ("B/I", "NHIỆM VỤ")],
        id="capital letters above roman numbers",
    ),
    pytest.param(
        "Phần I\nI. KẾT QUẢ\nPhần II\nI. NHIỆM VỤ\n1. Rà soát\n1.1. Rừng\n1.2. Đất\n",
        [("I", None), ("I/I", "KẾT QUẢ"), ("II", None), ("II/I", "NHIỆM VỤ"), ("II/I/1", "Rà soát"), ("II/I/1/1.1", "Rừng"), ("II/I/1/1.2", "Đất")],
        id="parts; two numbers below one",
    ),
    pytest.param(
        "1. Mục đích\n1) Chung\n2) Riêng\n2. Yêu cầu\n",
        [("1", "Mục đích"), ("1/1", "Chung"), ("1/2", "Riêng"), ("2", "Yêu cầu")],
        id="a bracket below a stop",
    ),
    pytest.param(
        "I. MỤC TIÊU\n(1) Trồng mới rừng ven biển.\n(2) Bảo vệ rừng phòng hộ.\nII. NHIỆM VỤ\n",
        [("I", "MỤC TIÊU"), ("I/1", None), ("I/2", None), ("II", "NHIỆM VỤ")],
        id="numbers in brackets; sentences have no heading",
    ),
    pytest.param(
        "I. TỔ CHỨC THỰC HIỆN\n- Hạt Kiểm lâm: Chủ trì tuần tra các khu rừng trọng điểm.\n- Thời gian: tháng 3.\n",
        [("I", "TỔ CHỨC THỰC HIỆN"), ("I/-", "Hạt Kiểm lâm")],
        id="a bullet that names a unit is a division, another is not",
    ),
    pytest.param(
        "I. MỤC ĐÍCH\nNâng cao ý thức.\n\nPHỤ LỤC I\nDANH MỤC VIỆC\n\nPHỤ LỤC II\nLỊCH TRỰC\n",
        [("I", "MỤC ĐÍCH"), ("PL1", "DANH MỤC VIỆC"), ("PL2", "LỊCH TRỰC")],
        id="appendices with their titles",
    ),
    pytest.param(
        "I. MỤC ĐÍCH\nNâng cao ý thức.\n\nPHỤ LỤC 2\nDANH MỤC VIỆC\n\nPHỤ LỤC\nLỊCH TRỰC\n\nPHỤ LỤC 2\nBIỂU MẪU\n",
        [("I", "MỤC ĐÍCH"), ("PL2", "DANH MỤC VIỆC"), ("PL3", "LỊCH TRỰC"), ("PL4", "BIỂU MẪU")],
        id="an appendix has its own number, one without or used the next",
    ),
    pytest.param(
        "A, MỤC ĐÍCH\n\nBảo vệ rừng giáp ranh của các thôn ven sông,\n\n1, Yêu cầu\n2: Phạm vi -\n2.1, Rừng phòng hộ\n\n- 3, Thời gian '\n",
        [("A", "MỤC ĐÍCH"), ("A/1", "Yêu cầu"), ("A/2", "Phạm vi"), ("A/2/2.1", "Rừng phòng hộ"), ("A/3", "Thời gian")],
        id="stops read as commas or colons by OCR, specks behind headings",
    ),
    pytest.param(
        "I. NỘI DUNG\n\n-1. Mục đích\n\n- 2. Yêu cầu\n\na) Đúng tiến độ đã giao.\n\n._b) Rõ người rõ việc.\n",
        [("I", "NỘI DUNG"), ("I/1", "Mục đích"), ("I/2", "Yêu cầu"), ("I/2/a", None), ("I/2/b", None)],
        id="specks before labels",
    ),
    pytest.param(
        "I. MỤC ĐÍCH\n1.1. Bám sát quan\n\nđiểm giữ rừng của tỉnh trong mọi hoạt động.\n",
        [("I", "MỤC ĐÍCH"), ("I/1.1", None)],
        id="a blank line inside the first sentence is no end of a heading",
    ),
    pytest.param(
        "### 7. Hợp tác quốc tế\na) Trao đổi kinh nghiệm giữ rừng.\n## III. TỔ CHỨC THỰC HIỆN\n1. Hạt Kiểm lâm\n",
        [("7", "Hợp tác quốc tế"), ("7/a", None), ("III", "TỔ CHỨC THỰC HIỆN"), ("III/1", "Hạt Kiểm lâm")],
        id="two lines marked as headings are enough",
    ),
    pytest.param(
        "I. MỤC TIÊU\n1. Giao rừng số 5\n2. Rừng được giao theo quy định:\n“1. Chủ rừng phải báo cáo.\n2. Chủ rừng phải tuần tra.”\nII. NHIỆM VỤ\n",
        [("I", "MỤC TIÊU"), ("I/1", "Giao rừng số 5"), ("I/2", "Rừng được giao theo quy định"), ("II", "NHIỆM VỤ")],
        id="a list inside a quotation",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), TREES)
def test_trees(body: str, expected: list[tuple[str, str | None]]) -> None:
    assert tree(body) == expected


HEADINGS = [
    pytest.param("1. Hạt Kiểm lâm Chủ trì tuần tra các khu rừng giáp ranh.", "Hạt Kiểm lâm", id="line end lost before the body"),
    pytest.param("1. Ban Chỉ đạo cấp xã", "Ban Chỉ đạo cấp xã", id="a verb inside the unit's name"),
    pytest.param("1. Sở Xây dựng, Ủy ban Kiểm tra", "Sở Xây dựng, Ủy ban Kiểm tra", id="two of them"),
    pytest.param("**1. Thời gian:** từ tháng 3 đến tháng 8.", "Thời gian", id="bold run-in"),
    pytest.param("1. Mục đích:", "Mục đích", id="a closing colon is left out"),
    pytest.param("1. Chủ rừng phải tuần tra ít nhất hai lần mỗi tuần trong mùa khô.", None, id="a sentence"),
    pytest.param("1. UBND các thôn: Đông, Tây, Nam.\n- Trực cháy trong mùa khô.", "UBND các thôn: Đông, Tây, Nam", id="a unit with its places"),
    pytest.param("1. MỤC TIÊU CHUNG Bảo vệ diện tích rừng hiện có trên địa bàn.", "MỤC TIÊU CHUNG", id="capitals before their body"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "heading"), HEADINGS)
def test_headings(line: str, heading: str | None) -> None:
    assert tree(f"I. NỘI DUNG\n{line}\n2. Kinh phí\n")[1] == ("I/1", heading)


# --- numbers that are repeated, wrong or unreadable ----------------------------------------------------------------

SEQUENCES = [
    pytest.param("I. A SÁT\nII. B ĐỐC\nIII. C HỌP\n", [], id="in order"),
    pytest.param("1. Rừng\n2. Đất\n4. Nước\n4. Khí\n", ["label-skipped", "label-repeated"], id="3 missing, two 4"),
    pytest.param("I. RỪNG\n1. Giao\nII. ĐẤT\n1. Giao\n", [], id="a new count below a new heading"),
]


@pytest.mark.parametrize(("body", "expected"), SEQUENCES)
def test_sequences_are_told_and_labels_stay(body: str, expected: list[str]) -> None:
    assert codes(body) == expected
    written = [line.split(".")[0] for line in body.split("\n") if line]
    assert [section.label for section in walk(parse(body).sections)] == written


def test_a_line_that_begins_with_a_roman_number_needs_the_count() -> None:
    body = "I. KẾT QUẢ\nĐại hội đại biểu Đảng bộ tỉnh lần này.\n\nXIV Đại hội thành công tốt đẹp.\n\nII. NHIỆM VỤ\n"
    assert [path for path, _ in tree(body)] == ["I", "II"]


SPOILED = [
    pytest.param("L MỤC ĐÍCH\n1. Rừng\nII. YÊU CẦU\n1. Đất\n", ["L", "L/1", "II", "II/1"], id="L for I"),
    pytest.param(
        "III. KINH PHÍ\n1. Rừng\nTV. Tổ chức thực hiện\n1. Đất\nV. HIỆU LỰC\n",
        ["III", "III/1", "TV", "TV/1", "V"],
        id="TV for IV",
    ),
    pytest.param("I. RỪNG\na) Giao\nb) Khoán\n©) Thuê\n", ["I", "I/a", "I/b", "I/©"], id="a sign for c)"),
    pytest.param(
        "1. MỤC ĐÍCH\n1. Rừng\n1I. YÊU CẦU\n1. Đất\n1H. KINH PHÍ\n1V. HIỆU LỰC\n",
        ["1", "1/1", "1I", "1I/1", "1H", "1V"],
        id="strokes read as figures",
    ),
    pytest.param(
        "1. MỤC ĐÍCH\n1. Rừng\nH. YÊU CẦU\n1. Đất\nIIL KINH PHÍ\n",
        ["1", "1/1", "H", "H/1", "IIL"],
        id="H for II, IIL for III",
    ),
    pytest.param(
        "I. RỪNG\na} Giao\nb) Khoán\nC) Thuê\nd) Bán\n",
        ["I", "I/a", "I/b", "I/C", "I/d"],
        id="a brace, a capital among letters",
    ),
    pytest.param("I. RỪNG\n1, Phòng Nội vụ\n2. Phòng Y tế\n", ["I", "I/1", "I/2"], id="a comma after the first number"),
    pytest.param("I. RỪNG\nTV Bình An đưa tin.\nII. ĐẤT\n", ["I", "II"], id="a word that only looks like one"),
    pytest.param("I. RỪNG\nLÀM THEO LỜI BÁC DẠY\nIII. ĐẤT\n", ["I", "III"], id="a line in capitals without a label"),
]


@pytest.mark.parametrize(("body", "paths"), SPOILED)
def test_labels_that_ocr_spoiled_are_told_by_their_place(body: str, paths: list[str]) -> None:
    assert [path for path, _ in tree(body)] == paths


def test_a_topic_before_a_colon_is_the_heading() -> None:
    body = "1. Về mở rộng kho sách của thư viện tỉnh: giao các phòng rà soát, lập hồ sơ trình duyệt.\n2. Về phía các xã: bố trí chỗ đọc.\n"
    assert next(section.heading for section in parse(body).sections) == "Về mở rộng kho sách của thư viện tỉnh"


# --- ids, roles, ends ---------------------------------------------------------------------------------------------


def test_roles_come_from_the_words_of_the_heading() -> None:
    body = "I. MỤC ĐÍCH, YÊU CẦU\nII. MỤC TIÊU\nIII. NHIỆM VỤ\nIV. KINH PHÍ\nV. TỔ CHỨC THỰC HIỆN\n"
    roles = [section.role for section in parse(body).sections]
    assert roles == ["purpose_requirements", "objectives_targets", "tasks", "funding", "organisation"]


def test_a_division_ends_where_the_next_of_its_rank_begins() -> None:
    document = parse("I. MỤC ĐÍCH\nNâng cao ý thức.\nII. NỘI DUNG\nTuần tra.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n")
    first, second = document.sections
    assert document.text[first.span.start : first.span.end] == "I. MỤC ĐÍCH\nNâng cao ý thức."
    assert document.text[second.span.start : second.span.end] == "II. NỘI DUNG\nTuần tra.", "the closing block is none"


def test_ids_count_in_reading_order() -> None:
    sections = list(walk(parse("I. A SÁT\n1. Rừng\n2. Đất\nII. B ĐỐC\n").sections))
    assert [s.id for s in sections] == ["s1", "s2", "s3", "s4"]


# --- footnotes ----------------------------------------------------------------------------------------------------


def test_footnotes_lead_to_their_marks() -> None:
    document = parse(
        "I. MỤC ĐÍCH\nThực hiện Kế hoạch số 7/KH-UBND[1] và mục tiêu[2] đề ra[9].\n\n[1] Ngày 05/02/2025 của UBND huyện.\n[2] Nêu tại Nghị quyết.\n"
    )
    assert [note.label for note in document.footnotes] == ["1", "2"], "a mark without a text is none"
    for note in document.footnotes:
        assert document.text[note.span.start : note.span.end].startswith(f"[{note.label}] N")
        assert [document.text[m.start : m.end] for m in note.marks] == [f"[{note.label}]"]
