"""Tables: where they are, their rows and cells, and that nothing in them is taken for a division."""

from __future__ import annotations

import pytest

import vnplan
from vnplan.model import PlanDocument, Section

TOP = "UBND XÃ HÒA TRỊ\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nPhòng cháy rừng năm 2025\n\nI. MỤC ĐÍCH\nNâng cao ý thức của người dân.\n\nII. PHÂN CÔNG\n\n"


def parse(table: str) -> PlanDocument:
    document = vnplan.parse_text(f"{TOP}{table}\n\nIII. KINH PHÍ\nDo ngân sách xã bảo đảm.\n")
    for found in document.tables:
        for row in found.rows:
            for cell in row:
                assert document.text[cell.span.start : cell.span.end] == cell.raw
    return document


def paths(sections: list[Section]) -> list[str]:
    return [path for section in sections for path in (section.path, *paths(section.children))]


MARKDOWN = """| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |
| --- | --- | --- | --- |
| I | **Tuyên truyền** |  |  |
| 1 | Phát tờ rơi | Hạt Kiểm lâm | Quý I/2025 |
| 2 | Treo biển báo |  | Quý II/2025 |
"""
BORDERED = """|
**TT**
|
**Nhiệm vụ**
|
**Đơn vị chủ trì**
|
**Thời gian**
|
|
1
|
Phát tờ rơi
|
Hạt Kiểm lâm
|
Quý I/2025
|
|
2
|
Treo biển báo
|
Công an xã
|
Quý II/2025
|
"""
GRID = """+----+---------------+----------------+-------------+
| TT | Nhiệm vụ      | Đơn vị chủ trì | Thời gian   |
+====+===============+================+=============+
| 1  | Phát tờ rơi   | Hạt Kiểm lâm   | Quý I/2025  |
+----+---------------+----------------+-------------+
| 2  | Treo biển báo | Công an xã     | Quý II/2025 |
+----+---------------+----------------+-------------+
"""
COLUMNS = """ TT     Nhiệm vụ                  Đơn vị chủ trì        Thời gian
 I. Tuyên truyền
 1      Phát tờ rơi               Hạt Kiểm lâm          Quý I/2025
 2      Treo biển báo             Công an xã            Quý II/2025
 II. Tuần tra
 1      Trực gác                  Hạt Kiểm lâm          Quý II/2025
"""
HEADER = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian"]

RENDERINGS = [
    pytest.param(BORDERED, id="cells one a line between borders"),
    pytest.param(GRID, id="a drawn grid"),
]


@pytest.mark.parametrize("table", RENDERINGS)
def test_renderings(table: str) -> None:
    (found,) = parse(table).tables
    assert found.header == HEADER
    assert [[cell.raw for cell in row] for row in found.rows] == [
        ["1", "Phát tờ rơi", "Hạt Kiểm lâm", "Quý I/2025"],
        ["2", "Treo biển báo", "Công an xã", "Quý II/2025"],
    ]
    assert found.role == "tasks"


def test_markdown_keeps_empty_cells_and_group_rows() -> None:
    (found,) = parse(MARKDOWN).tables
    assert found.header == HEADER
    assert [[cell.raw for cell in row] for row in found.rows] == [
        ["I", "Tuyên truyền", "", ""],
        ["1", "Phát tờ rơi", "Hạt Kiểm lâm", "Quý I/2025"],
        ["2", "Treo biển báo", "", "Quý II/2025"],
    ]


def test_an_empty_cell_between_borders_keeps_its_place() -> None:
    (found,) = parse(BORDERED.replace("Hạt Kiểm lâm\n", "")).tables
    assert [cell.raw for cell in found.rows[0]] == ["1", "Phát tờ rơi", "", "Quý I/2025"]
    assert [cell.raw for cell in found.rows[1]] == ["2", "Treo biển báo", "Công an xã", "Quý II/2025"]


@pytest.mark.parametrize(
    "table",
    [pytest.param(MARKDOWN, id="markdown"), *RENDERINGS, pytest.param(COLUMNS, id="laid out with blanks")],
)
def test_rows_and_groups_are_no_divisions(table: str) -> None:
    assert paths(parse(table).sections) == ["I", "II", "III"]


def test_a_table_stands_in_its_division() -> None:
    document = parse(MARKDOWN)
    assert document.tables[0].section_id == document.sections[1].id


ROLES = [
    pytest.param("| TT | Chỉ tiêu | Năm 2025 |", "targets", id="targets"),
    pytest.param("| TT | Nội dung | Kinh phí |", "funding", id="money"),
    pytest.param("| TT | Nội dung | Thời gian |", "schedule", id="times"),
    pytest.param("| TT | Nội dung | Ghi chú |", "other", id="nothing of these"),
]


@pytest.mark.parametrize(("header", "role"), ROLES)
def test_roles(header: str, role: str) -> None:
    (found,) = parse(f"{header}\n|---|---|---|\n| 1 | Trồng cây | 5 |\n").tables
    assert found.role == role


def test_the_title_of_an_appendix_between_two_tables_is_no_cell() -> None:
    tables = f"{BORDERED}**PHỤ LỤC II**\nDANH SÁCH TỔ TRỰC\n{BORDERED}"
    document = vnplan.parse_text(f"{TOP}PHỤ LỤC I\nDANH MỤC VIỆC\n\n{tables}")
    assert [(s.path, s.heading) for s in document.sections][-2:] == [
        ("PL1", "DANH MỤC VIỆC"),
        ("PL2", "DANH SÁCH TỔ TRỰC"),
    ]
    assert [table.header for table in document.tables] == [HEADER, HEADER]
    assert [table.section_id for table in document.tables] == [s.id for s in document.sections[-2:]]


def test_a_border_torn_from_its_table_does_not_swallow_the_divisions_before_it() -> None:
    rows = "Sở Y tế\n|\nQuý I/2025\n|\n|\n2\n|\nTreo biển báo\n|\nSở Xây dựng\n|\nQuý II/2025\n|\n"
    document = vnplan.parse_text(f"{TOP}|\nI. MỤC ĐÍCH\nNâng cao nhận thức.\nII. YÊU CẦU\nĐúng tiến độ.\n|\n{rows}")
    assert [s.heading for s in document.sections][-2:] == ["MỤC ĐÍCH", "YÊU CẦU"]


def test_a_torn_first_row_does_not_set_the_width() -> None:
    row = "|\n{}\n|\nTreo biển báo\n|\nSở Xây dựng\n|\nQuý II/2025\n|\n"
    torn = "|\nbáo cháy rừng\n|\nHạt Kiểm lâm\n|\nQuý I/2025\n|\n"
    document = vnplan.parse_text(f"{TOP}{torn}{row.format(2)}{row.format(3)}{row.format(4)}")
    assert [len(cells) for cells in document.tables[0].rows] == [4, 4, 4, 4]
    assert [cells[0].raw for cells in document.tables[0].rows] == ["", "2", "3", "4"]


def test_a_lone_bar_is_no_table() -> None:
    assert parse("|\n\nTuần tra hằng tuần.\n").tables == []


def bordered(*rows: list[str]) -> str:
    """Rows as web pages leave them: each opened and closed by a lone `|`, its cells between."""
    return "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)


SPANNED = bordered(
    ["**STT**", "**Cơ quan chủ trì**", "**Cơ quan phối hợp**", "**Nhiệm vụ**", "**Kết quả**", "**Thời hạn**"],
    ["**A.**", "**SỞ Y TẾ**"],
    ["", "Sở Y tế", "Công an tỉnh", "Khám sức khỏe cho học sinh", "Hồ sơ được lập", "Quý I/2026"],
    ["- Tiêm chủng tại trạm", "Trẻ được tiêm", "Giai đoạn 2026 - 2027. Rà soát hằng năm"],
    ["- Diệt muỗi", "Đường phố sạch", "Trình Chủ tịch trong năm 2026 và thực hiện"],
    ["Sở Xây dựng", "- Khơi cống", "Cống thoát nước", "Năm 2027"],
    ["**B.**", "**SỞ XÂY DỰNG**"],
    ["1", "Sở Xây dựng", "Sở Y tế", "Lát vỉa hè", "Vỉa hè phẳng", "Tháng 6/2026"],
)


def test_a_group_and_cells_over_several_rows_leave_the_others_in_their_columns() -> None:
    document = parse(SPANNED)
    assert [(u.raw, u.role) for u in document.units if u.span.start < document.text.index("III. KINH PHÍ")] == [
        ("SỞ Y TẾ", "lead"), ("Sở Y tế", "lead"), ("Công an tỉnh", "coordinate"), ("Chủ tịch", "report_to"), ("Sở Xây dựng", "coordinate"),
        ("SỞ XÂY DỰNG", "lead"), ("Sở Xây dựng", "lead"), ("Sở Y tế", "coordinate"),
    ]  # fmt: skip
    assert [d.raw for d in document.deadlines] == [
        "Quý I/2026", "Giai đoạn 2026 - 2027", "hằng năm", "trong năm 2026", "Năm 2027", "Tháng 6/2026",
    ]  # fmt: skip


def test_a_group_that_names_no_unit_gives_none() -> None:
    groups = "| I | TUYÊN TRUYỀN |  |  |\n| 1 | Phát tờ rơi | Hạt Kiểm lâm | Quý I/2025 |\n| II | CÔNG AN XÃ |  |  |\n| 2 | Tuần tra rừng |  | Quý II/2025 |\n"
    document = parse(f"| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |\n| --- | --- | --- | --- |\n{groups}")
    assert [(u.raw, u.role) for u in document.units] == [("Hạt Kiểm lâm", "lead"), ("CÔNG AN XÃ", "lead")]


def test_a_name_that_goes_on_in_the_next_line_of_blanks_is_no_second_one() -> None:
    table = (
        " TT     Nhiệm vụ                  Đơn vị chủ trì              Thời gian\n"
        " 1      Phát tờ rơi               Hạt Kiểm lâm; UBND          Quý I/2025\n"
        "        ở chợ                     các xã, phường\n"
        " 2      Treo biển báo             Công an xã,                 Quý II/2025\n"
        "        ở cửa rừng                các thôn\n"
    )
    assert [u.raw for u in parse(table).units] == ["Hạt Kiểm lâm", "UBND", "Công an xã", "các thôn"]


def test_columns_under_titles_that_name_no_duty_are_no_doers() -> None:
    table = (
        "| Thời gian: nửa ngày | Phòng ban học |  |\n|  | Sáng | Chiều |\n| Ngày 02/6/2025 | Văn phòng | Phòng Bưu chính |\n"
        "| Ngày 03/6/2025 | Phòng Viễn thông | Phòng Kế toán |\n| Ngày 04/6/2025 | Phòng Thanh tra | Phòng Nội vụ |\n"
        "| Ngày 05/6/2025 | Phòng Tài chính | Phòng Giáo dục |\n"
    )
    assert parse(table).units == []
