"""The header block in its layouts, and what it says."""

from __future__ import annotations

import pytest

import vnplan
from vnplan.model import Header

BODY = """
Căn cứ chương trình công tác năm 2025 của cơ quan; xét tình hình thực tế tại địa phương;

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao nhận thức của cán bộ, công chức và người dân về công tác phòng ngừa.
2. Yêu cầu
Việc triển khai phải thiết thực, đúng tiến độ và tiết kiệm.
"""


def header(text: str) -> Header:
    document = vnplan.parse_text(text + BODY)
    for part in (document.header.number, document.header.issuer, document.header.parent, document.header.date):
        if part is not None:
            assert document.text[part.span.start : part.span.end] == part.raw
    return document.header


def told(head: Header) -> dict[str, str | None]:
    return {
        "number": head.number.raw if head.number else None,
        "serial": head.number.serial if head.number else None,
        "symbol": head.number.symbol if head.number else None,
        "parent": head.parent.name if head.parent else None,
        "issuer": head.issuer.name if head.issuer else None,
        "place": head.place,
        "date": head.date.iso if head.date else None,
        "type": head.doc_type,
        "title": head.title,
    }


SIDE_BY_SIDE = """
     UBND TỈNH PHÚ YÊN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
       SỞ CÔNG THƯƠNG                        Độc lập - Tự do - Hạnh phúc

      Số: 15/KH-SCT                       Phú Yên, ngày 03 tháng 02 năm 2025

                                KẾ HOẠCH
             Phát triển chợ truyền thống năm 2025
"""
ONE_AFTER_ANOTHER = """UBND HUYỆN TUY AN
PHÒNG NỘI VỤ

Số: 07/KH-PNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Tuy An, ngày 9 tháng 01 năm 2024

KẾ HOẠCH
Kiểm tra công vụ năm 2024
"""
CELLS = """|
**ỦY BAN NHÂN DÂN
TỈNH PHÚ YÊN**
-------
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**
---------------
|
|
Số: 1432/KH-UBND
|
*Phú Yên, ngày 20 tháng 5 năm 2025*
|

**KẾ HOẠCH**

**PHÒNG NGỪA ĐUỐI NƯỚC TRẺ EM NĂM 2025**
"""
ONE_ROW = """| UBND TỈNH PHÚ YÊN SỞ CÔNG THƯƠNG ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- |
| Số: 15/KH-SCT | Phú Yên, ngày 03 tháng 02 năm 2025 |

KẾ HOẠCH

Phát triển chợ truyền thống năm 2025
"""
GRID = """+-----------------------------+----------------------------------------+
| SỞ GDĐT TỈNH PHÚ YÊN        | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM     |
|                             |                                        |
| TRƯỜNG THCS HÒA AN          | Độc lập - Tự do - Hạnh phúc            |
+=============================+========================================+
| Số: 21/KH-THCS              | Phú Yên, ngày 05 tháng 9 năm 2025      |
+-----------------------------+----------------------------------------+

KẾ HOẠCH

Tổ chức tuần sinh hoạt tập thể đầu năm học 2025 - 2026
"""
PARTY = """ĐẢNG BỘ XÃ HÒA TRỊ                    ĐẢNG CỘNG SẢN VIỆT NAM
   BAN CHẤP HÀNH
         *                          Hòa Trị, ngày 12 tháng 3 năm 2025
  Số 41-KH/ĐU

                         KẾ HOẠCH
     thực hiện công tác kiểm tra, giám sát năm 2025
                          -----
"""
YOUTH = """HUYỆN ĐOÀN TUY AN
BCH ĐOÀN XÃ AN MỸ
***
Số: 08-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH

An Mỹ, ngày 02 tháng 6 năm 2025

KẾ HOẠCH
Tổ chức chiến dịch tình nguyện hè năm 2025
"""
UNION = """LIÊN ĐOÀN LAO ĐỘNG TỈNH PHÚ YÊN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CÔNG ĐOÀN NGÀNH Y TẾ                     Độc lập - Tự do - Hạnh phúc

Số: 33/KH-CĐN                        Phú Yên, ngày 14 tháng 4 năm 2025

KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2025
"""
DECISION = """|
**THỦ TƯỚNG CHÍNH PHỦ**
-------
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số: 2051/QĐ-TTg
|
*Hà Nội, ngày 07 tháng 10 năm 2025*
|

**QUYẾT ĐỊNH**

PHÊ DUYỆT KẾ HOẠCH TRỒNG RỪNG VEN BIỂN GIAI ĐOẠN 2026 - 2030

**THỦ TƯỚNG CHÍNH PHỦ**
"""

WARD = """ỦY BAN NHÂN DÂN
PHƯỜNG AN PHÚ
Số: 58/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Phú, ngày 12 tháng 02 năm 2026
KẾ HOẠCH
Phân loại rác tại nguồn năm 2026
"""

LAYOUTS = [
    pytest.param(
        SIDE_BY_SIDE,
        ("15/KH-SCT", "15", "KH-SCT", "UBND TỈNH PHÚ YÊN", "SỞ CÔNG THƯƠNG", "Phú Yên", "2025-02-03", "Kế hoạch", "Phát triển chợ truyền thống năm 2025"),
        id="two columns side by side",
    ),
    pytest.param(
        ONE_AFTER_ANOTHER,
        ("07/KH-PNV", "07", "KH-PNV", "UBND HUYỆN TUY AN", "PHÒNG NỘI VỤ", "Tuy An", "2024-01-09", "Kế hoạch", "Kiểm tra công vụ năm 2024"),
        id="one column after the other",
    ),
    pytest.param(
        CELLS,
        ("1432/KH-UBND", "1432", "KH-UBND", None, "ỦY BAN NHÂN DÂN TỈNH PHÚ YÊN", "Phú Yên", "2025-05-20", "Kế hoạch", "PHÒNG NGỪA ĐUỐI NƯỚC TRẺ EM NĂM 2025"),
        id="cells one a line; four digits are a serial, not a year",
    ),
    pytest.param(
        GRID,
        ("21/KH-THCS", "21", "KH-THCS", "SỞ GDĐT TỈNH PHÚ YÊN", "TRƯỜNG THCS HÒA AN", "Phú Yên", "2025-09-05", "Kế hoạch", "Tổ chức tuần sinh hoạt tập thể đầu năm học 2025 - 2026"),
        id="a drawn grid",
    ),
    pytest.param(
        PARTY,
        ("41-KH/ĐU", "41", "KH/ĐU", "ĐẢNG BỘ XÃ HÒA TRỊ", "BAN CHẤP HÀNH", "Hòa Trị", "2025-03-12", "Kế hoạch", "thực hiện công tác kiểm tra, giám sát năm 2025"),
        id="Party: the serial before a dash, an asterisk for a line",
    ),
    pytest.param(
        YOUTH,
        ("08-KH/ĐTN", "08", "KH/ĐTN", "HUYỆN ĐOÀN TUY AN", "BCH ĐOÀN XÃ AN MỸ", "An Mỹ", "2025-06-02", "Kế hoạch", "Tổ chức chiến dịch tình nguyện hè năm 2025"),
        id="youth union: its own name is no organ",
    ),
    pytest.param(
        UNION,
        ("33/KH-CĐN", "33", "KH-CĐN", "LIÊN ĐOÀN LAO ĐỘNG TỈNH PHÚ YÊN", "CÔNG ĐOÀN NGÀNH Y TẾ", "Phú Yên", "2025-04-14", "Kế hoạch", "Tổ chức Tháng Công nhân năm 2025"),
        id="trade union",
    ),
    pytest.param(
        DECISION,
        ("2051/QĐ-TTg", "2051", "QĐ-TTg", None, "THỦ TƯỚNG CHÍNH PHỦ", "Hà Nội", "2025-10-07", "Quyết định", "PHÊ DUYỆT KẾ HOẠCH TRỒNG RỪNG VEN BIỂN GIAI ĐOẠN 2026 - 2030"),
        id="a decision: who decides is no part of the title",
    ),
    pytest.param(
        WARD,
        ("58/KH-UBND", "58", "KH-UBND", None, "ỦY BAN NHÂN DÂN PHƯỜNG AN PHÚ", "An Phú", "2026-02-12", "Kế hoạch", "Phân loại rác tại nguồn năm 2026"),
        id="PHƯỜNG AN … is no Phương án, and “dân phường” holds no An Phú",
    ),
    pytest.param(
        "UBND XÃ HÒA TRỊ\nSố: 3/PA-UBND\nHòa Trị, ngày 5 tháng 3 năm 2025\nPHUONG AN\nPhòng cháy rừng\n",
        ("3/PA-UBND", "3", "PA-UBND", None, "UBND XÃ HÒA TRỊ", "Hòa Trị", "2025-03-05", "Phương án", "Phòng cháy rừng"),
        id="a Phương án that lost its marks stays one",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LAYOUTS)
def test_layouts(text: str, expected: tuple[str | None, ...]) -> None:
    found = told(header(text))
    assert tuple(found.values()) == expected


def test_one_row_for_the_whole_letterhead() -> None:
    found = told(header(ONE_ROW))
    assert (found["number"], found["place"], found["date"]) == ("15/KH-SCT", "Phú Yên", "2025-02-03")
    assert found["title"] == "Phát triển chợ truyền thống năm 2025"


def test_no_letterhead() -> None:
    found = told(header("Kế hoạch phòng, chống bệnh dại trên đàn vật nuôi\n"))
    assert found == {
        "number": None, "serial": None, "symbol": None, "parent": None, "issuer": None, "place": None, "date": None,
        "type": "Kế hoạch", "title": "phòng, chống bệnh dại trên đàn vật nuôi",
    }  # fmt: skip


def test_nothing_is_invented_for_a_text_without_header() -> None:
    assert set(told(header("Hôm nay trời đẹp, nhiều người dân đi chợ từ rất sớm.\n")).values()) == {None}


# --- number -------------------------------------------------------------------------------------------------------

NUMBERS = [
    pytest.param("Số: 15/KH-UBND", "15/KH-UBND", "15", None, "KH-UBND", id="usual"),
    pytest.param("Số:      /KH-UBND", "/KH-UBND", None, None, "KH-UBND", id="room for handwriting"),
    pytest.param("Số: ……/KH-UBND", "/KH-UBND", None, None, "KH-UBND", id="dots for handwriting"),
    pytest.param("Số: 2024/KH-UBND", "2024/KH-UBND", "2024", None, "KH-UBND", id="a serial that looks like a year"),
    pytest.param("Số: 14/2025/QĐ-UBND", "14/2025/QĐ-UBND", "14", 2025, "QĐ-UBND", id="normative: the year in it"),
    pytest.param("Số:     /2025/QĐ-UBND", "/2025/QĐ-UBND", None, 2025, "QĐ-UBND", id="normative without a serial"),
    pytest.param("Số: 0124/KH-UBND", "0124/KH-UBND", "0124", None, "KH-UBND", id="leading nought kept"),
    pytest.param("Số: 60 /KH – UBND", "60 /KH – UBND", "60", None, "KH-UBND", id="blanks and a long dash"),
]


@pytest.mark.parametrize(("line", "raw", "serial", "year", "symbol"), NUMBERS)
def test_numbers(line: str, raw: str, serial: str | None, year: int | None, symbol: str) -> None:
    head = header(f"UBND XÃ HÒA TRỊ\n{line}\n\nHòa Trị, ngày 5 tháng 3 năm 2025\n\nKẾ HOẠCH\nPhòng cháy rừng\n")
    assert head.number is not None
    assert (head.number.raw, head.number.serial, head.number.year, head.number.symbol) == (raw, serial, year, symbol)


# --- date and place -----------------------------------------------------------------------------------------------

DATES = [
    pytest.param("Phú Yên, ngày 03 tháng 02 năm 2025", "2025-02-03", "Phú Yên", id="usual"),
    pytest.param("Phú Yên, ngày      tháng 02 năm 2025", "2025-02", "Phú Yên", id="day left blank"),
    pytest.param("Phú Yên, ngày … tháng 02 năm 2025", "2025-02", "Phú Yên", id="dots for the day"),
    pytest.param("Phú Yên, ngày    tháng    năm 2025", "2025", "Phú Yên", id="only the year"),
    pytest.param("TP. Tuy Hòa, ngày 1 tháng 12 năm 2025", "2025-12-01", "TP. Tuy Hòa", id="a town with its rank"),
    pytest.param("Tuy\nHòa, ngày 1 tháng 12\nnăm 2025", "2025-12-01", "Tuy Hòa", id="broken in a narrow cell"),
    pytest.param("Phú Yên, ngày\n\n03 tháng 02 năm 2025", "2025-02-03", "Phú Yên", id="broken before the day"),
    pytest.param("Phú Yên, ngày 3 tháng ! năm 2025", "2025-01-03", "Phú Yên", id="OCR: a stroke for the month"),
    pytest.param(
        "Phủ Yên, ngày 3 tháng L2 năm 2025", "2025-12-03", "Phú Yên", id="OCR: a wrong mark, a letter for a digit"
    ),
    pytest.param("Phú Yên, ngày 45 tháng 02 năm 2025", "2025-02", "Phú Yên", id="no such day: it is left out"),
]


@pytest.mark.parametrize(("line", "iso", "place"), DATES)
def test_dates(line: str, iso: str, place: str) -> None:
    head = header(f"UBND TỈNH PHÚ YÊN\nSố: 5/KH-UBND\n{line}\n\nKẾ HOẠCH\nPhòng cháy rừng\n")
    assert head.date is not None
    assert (head.date.iso, head.place) == (iso, place)


# --- title and period ---------------------------------------------------------------------------------------------

TITLES = [
    pytest.param("Phòng cháy rừng\nnăm 2025", "Phòng cháy rừng năm 2025", "2025", "2025", id="two lines"),
    pytest.param(
        "Khắc phục: (1) Úng ngập;\n(2) Ùn tắc; (3) Rác thải trên địa bàn xã",
        "Khắc phục: (1) Úng ngập; (2) Ùn tắc; (3) Rác thải trên địa bàn xã",
        None,
        None,
        id="a numbered list in the title is no section",
    ),
    pytest.param(
        "CHÀO MỪNG ĐẠI HỘI ĐẢNG BỘ TỈNH LẦN THỨ\nXIV VÀ NGÀY THÀNH LẬP NGÀNH",
        "CHÀO MỪNG ĐẠI HỘI ĐẢNG BỘ TỈNH LẦN THỨ XIV VÀ NGÀY THÀNH LẬP NGÀNH",
        None,
        None,
        id="a Roman number at the start of a line is no section",
    ),
    pytest.param("Trồng rừng giai đoạn 2026 - 2030", "Trồng rừng giai đoạn 2026 - 2030", "2026", "2030", id="a range"),
    pytest.param("Dạy học năm học 2025-2026", "Dạy học năm học 2025-2026", "2025", "2026", id="a school year"),
    pytest.param(
        "Thực hiện Chỉ thị số 5/CT-TTg ngày 1 tháng 2 năm 2023 của Thủ tướng Chính phủ",
        "Thực hiện Chỉ thị số 5/CT-TTg ngày 1 tháng 2 năm 2023 của Thủ tướng Chính phủ",
        None,
        None,
        id="the year of a cited document is no period",
    ),
]


@pytest.mark.parametrize(("lines", "title", "start", "end"), TITLES)
def test_titles(lines: str, title: str, start: str | None, end: str | None) -> None:
    document = vnplan.parse_text(f"UBND XÃ HÒA TRỊ\nSố: 5/KH-UBND\n\nKẾ HOẠCH\n{lines}\n{BODY}")
    head = document.header
    assert head.title == title
    assert (head.period.start if head.period else None, head.period.end if head.period else None) == (start, end)
    assert [s.label for s in document.sections] == ["I"]


def test_a_decision_keeps_the_place_that_ends_its_title() -> None:
    letterhead = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ YÊN\nSố: 9/QĐ-UBND\n\nQUYẾT ĐỊNH\n"
    title = header(
        letterhead + "BAN HÀNH QUY CHẾ TRỰC CHÁY RỪNG TRÊN ĐỊA BÀN TỈNH PHÚ YÊN\n\nỦY BAN NHÂN DÂN TỈNH PHÚ YÊN\n"
    ).title
    assert title == "BAN HÀNH QUY CHẾ TRỰC CHÁY RỪNG TRÊN ĐỊA BÀN TỈNH PHÚ YÊN"


# --- issuer -------------------------------------------------------------------------------------------------------


def test_the_fullest_form_of_the_issuer_is_taken() -> None:
    text = SIDE_BY_SIDE + "\nSở Công Thương tỉnh Phú Yên ban hành kế hoạch như sau:\n"
    issuer = header(text).issuer
    assert issuer is not None
    assert issuer.name == "Sở Công Thương tỉnh Phú Yên"


def test_a_verb_in_capitals_is_no_place_of_the_issuer() -> None:
    text = "PHỤ LỤC I\n\nDANH MỤC CHỈ TIÊU\n\n(Kèm theo Nghị quyết số 9/NQ-CP ngày 5 tháng 6 năm 2025 của Chính phủ)\n\nPHỤ LỤC II\n\nVIỆC CHÍNH PHỦ THỰC HIỆN\n"
    issuer = header(text).issuer
    assert issuer is not None
    assert issuer.name == "Chính phủ"


def test_the_issuer_stands_in_the_body_when_there_is_no_letterhead() -> None:
    text = "KẾ HOẠCH\nTổng vệ sinh môi trường\n\nỦy ban nhân dân xã Hòa Trị xây dựng Kế hoạch tổng vệ sinh như sau:\n"
    issuer = header(text).issuer
    assert issuer is not None
    assert issuer.name == "Ủy ban nhân dân xã Hòa Trị"


# --- an annex by itself -------------------------------------------------------------------------------------------


def test_the_bracket_of_an_annex_feeds_what_nothing_else_gives() -> None:
    found = told(
        header(
            "KẾ HOẠCH\nTrồng rừng ven biển\n\n(Kèm theo Quyết định số 2051/QĐ-UBND ngày 07 tháng 10 năm 2025 của UBND tỉnh Phú Yên)\n"
        )
    )
    assert found == {
        "number": "2051/QĐ-UBND", "serial": "2051", "symbol": "QĐ-UBND", "parent": None, "issuer": "UBND tỉnh Phú Yên",
        "place": None, "date": "2025-10-07", "type": "Kế hoạch", "title": "Trồng rừng ven biển",
    }  # fmt: skip


def test_the_bracket_of_an_annex_counts_behind_the_end_of_a_text_without_letterhead() -> None:
    body = "2. Sở Y tế tổng hợp, báo cáo.\n\nNơi nhận:\n- Sở Y tế;\n- Lưu: VT.\n\nPHỤ LỤC II\nDANH MỤC NHIỆM VỤ\n"
    found = told(header(f"{body}(Ban hành kèm theo Kế hoạch số 19 /KH-UBND ngày 05/6/2023 của UBND tỉnh Phú Yên)\n"))
    assert (found["number"], found["date"], found["issuer"], found["type"]) == ("19 /KH-UBND", "2023-06-05", "UBND tỉnh Phú Yên", "Kế hoạch")  # fmt: skip


def test_the_rest_of_a_cut_document_is_no_letterhead() -> None:
    cited = header("định số 17/QĐ-BTC ngày 04/4/2023 của Bộ Tài chính về thi đua.\n1. Sở Y tế thực hiện.\n")
    assert cited.number is None
    cell = "|\n1\n|\nMở lớp\n|\nSở Y tế\n|\nChương trình\n|\n|\n2\n|\nMở trạm\n|\nSở Y tế\n|\nChương trình\n|\n"
    assert (header(cell).doc_type, header(cell).title) == (None, None)


def test_a_date_within_a_sentence_is_no_date_of_issue() -> None:
    text = "4. Chậm nhất là ngày 08 tháng 02 năm 2026, việc kiểm kê phải được tiến hành xong ở mọi xã.\n\nV. KINH PHÍ\nKhông.\n"
    assert vnplan.parse_text(text).header.date is None


def test_place_and_date_may_stand_at_the_signature() -> None:
    text = "KẾ HOẠCH\nMở lớp đọc sách\n\nI. NỘI DUNG\nMở 02 lớp.\n\nTân Phú, ngày 28 tháng 4 năm 2026\n\nNơi nhận:\n- Sở Y tế;\n- Lưu: VT.\n"
    document = vnplan.parse_text(text)
    assert document.header.date is not None
    assert (document.header.place, document.header.date.iso) == ("Tân Phú", "2026-04-28")
    assert document.deadlines == []


def test_an_organ_within_another_takes_its_full_name() -> None:
    text = "UỶ BAN MTTQ VIỆT NAM\nXÃ TÂN PHÚ\nBAN THƯỜNG TRỰC\nSố: 16/KH-MTTQ-BTT\nTân Phú, ngày 18 tháng 11 năm 2025\n\nKẾ HOẠCH\nGiám sát bầu cử\n\nBan Thường trực Ủy ban MTTQ Việt Nam xã Tân Phú xây dựng kế hoạch như sau:\nI. MỤC ĐÍCH\nĐúng luật.\n"
    issuer = vnplan.parse_text(text).header.issuer
    assert issuer is not None
    assert issuer.name == "Ban Thường trực Ủy ban MTTQ Việt Nam xã Tân Phú"


def test_the_bracket_changes_nothing_where_there_is_a_letterhead() -> None:
    text = SIDE_BY_SIDE.rstrip() + "\n(Kèm theo Quyết định số 99/QĐ-UBND ngày 01/01/2024 của UBND tỉnh Bình Định)\n"
    assert told(header(text)) == told(header(SIDE_BY_SIDE))


def test_the_title_of_a_web_page_over_the_letterhead_is_left_out() -> None:
    text = "KẾ HOẠCH TRỒNG RỪNG VEN BIỂN NĂM 2025\n\nUBND HUYỆN TUY AN\nUBND XÃ AN NINH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 7/KH-UBND\nAn Ninh, ngày 02 tháng 01 năm 2025\n\nKẾ HOẠCH\nTrồng rừng ven biển\n\nNăm 2025\n\nI. MỤC ĐÍCH\nXanh bờ biển.\n"
    head = vnplan.parse_text(text).header
    assert head.number is not None
    assert head.issuer is not None
    assert head.parent is not None
    assert (head.number.raw, head.place, head.title) == ("7/KH-UBND", "An Ninh", "Trồng rừng ven biển Năm 2025")
    assert (head.parent.name, head.issuer.name) == ("UBND HUYỆN TUY AN", "UBND XÃ AN NINH")


def test_who_is_signed_for_issues_where_the_letterhead_is_missing() -> None:
    text = "KẾ HOẠCH\nTrồng rừng\n\nI. NỘI DUNG\nSở Tài chính xây dựng kế hoạch vốn.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Hòa\n"
    issuer = vnplan.parse_text(text).header.issuer
    assert issuer is not None
    assert issuer.raw == "ỦY BAN NHÂN DÂN"


def test_a_letterhead_without_a_place_takes_its_level_from_the_text() -> None:
    text = "ỦY BAN NHÂN DÂN\nSố: 7/KH-UBND\nPhú Yên, ngày 02 tháng 01 năm 2025\n\nKẾ HOẠCH\nTrồng rừng\n\nỦy ban nhân dân tỉnh ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\nXanh bờ biển.\n"
    issuer = vnplan.parse_text(text).header.issuer
    assert issuer is not None
    assert issuer.name == "Ủy ban nhân dân tỉnh"


def test_the_short_name_of_a_school_is_completed_from_the_text() -> None:
    text = "TRƯỜNG MN HOA MAI\nSố: 7/KH-TMN\nTuy An, ngày 02 tháng 01 năm 2025\n\nKẾ HOẠCH\nHội trại\n\nTrường Mầm non Hoa Mai tổ chức hội trại:\nI. MỤC ĐÍCH\nVui chơi.\n"
    issuer = vnplan.parse_text(text).header.issuer
    assert issuer is not None
    assert issuer.name == "Trường Mầm non Hoa Mai"
