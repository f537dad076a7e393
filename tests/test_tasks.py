"""Tasks: one for each row, card or item, with the units, days, measures and documents that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pytest

import vnplan
from vnplan import PlanDocument

HEAD = """UBND TỈNH BÌNH AN
Số: 1/KH-UBND
Bình An, ngày 10 tháng 3 năm 2025

KẾ HOẠCH
Phát triển thư viện năm 2025

I. MỤC ĐÍCH
Nâng cao văn hóa đọc.

"""


class Row(NamedTuple):
    """A task with words in place of ids."""

    text: str
    lead: Sequence[str] = ()
    helpers: Sequence[str] = ()
    told: Sequence[str] = ()
    due: Sequence[str | None] = ()
    goals: Sequence[str] = ()
    cited: Sequence[str] = ()
    outputs: Sequence[str] = ()


def parse(body: str) -> PlanDocument:
    document = vnplan.parse_text(f"{HEAD}{body}\n")
    for task in document.tasks:
        assert 0 <= task.span.start < task.span.end <= len(document.text)
    return document


def tasks(body: str) -> list[Row]:
    document = parse(body)
    units = {u.id: u.raw for u in document.units}
    dues = {d.id: d.value for d in document.deadlines}
    goals = {t.id: t.raw for t in document.targets}
    cited = {c.id: c.raw for c in document.citations}
    return [
        Row(
            t.text, tuple(units[i] for i in t.lead_ids), tuple(units[i] for i in t.coordinate_ids),
            tuple(units[i] for i in t.report_to_ids), tuple(dues[i] for i in t.deadline_ids),
            tuple(goals[i] for i in t.target_ids), tuple(cited[i] for i in t.citation_ids), tuple(t.outputs),
        )
        for t in document.tasks
    ]  # fmt: skip


# --- rows of tables -------------------------------------------------------------------------------------------------

TABLE = """II. PHÂN CÔNG

| TT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian | Sản phẩm |
| --- | --- | --- | --- | --- | --- |
| I | Mua sắm |  |  |  |  |
| 1 | Bổ sung sách thiếu nhi | Sở Y tế, Sở Tư pháp | Công an tỉnh | Quý I/2025 | Danh mục sách |
| 2 | Mở lớp đọc sách | Sở Nội vụ |  | Tháng 6/2025 |  |
| 3 | Treo biển báo |  |  | Tháng 7/2025 |  |
"""


def test_one_task_for_each_row_that_names_who_does_it() -> None:
    assert tasks(TABLE) == [
        Row("Bổ sung sách thiếu nhi", ("Sở Y tế", "Sở Tư pháp"), ("Công an tỉnh",), due=("2025-Q1",), outputs=("Danh mục sách",)),
        Row("Mở lớp đọc sách", ("Sở Nội vụ",), due=("2025-06",)),
    ]  # fmt: skip


def test_a_row_is_no_task_where_no_column_says_who() -> None:
    table = "II. KINH PHÍ\n\n| TT | Nội dung | Kinh phí |\n| --- | --- | --- |\n| 1 | Bổ sung sách | 5 triệu đồng |\n"
    assert tasks(table) == []


def test_a_column_of_helpers_alone_is_enough() -> None:
    table = "II. PHÂN CÔNG\n\n| TT | Nội dung | Đơn vị phối hợp |\n| --- | --- | --- |\n| 1 | Bổ sung sách | Sở Y tế |\n| 2 | Mở lớp đọc | Sở Nội vụ |\n"
    assert tasks(table) == [Row("Bổ sung sách", helpers=("Sở Y tế",)), Row("Mở lớp đọc", helpers=("Sở Nội vụ",))]


def test_a_row_of_a_table_spans_its_cells() -> None:
    document = parse(TABLE)
    first = document.tasks[0]
    words = document.text[first.span.start : first.span.end]
    assert words.startswith("1 ")
    assert words.endswith("Danh mục sách")


# --- cards ----------------------------------------------------------------------------------------------------------


def test_a_card_is_one_task_with_its_labelled_lines() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Số hóa tài liệu\n- Nội dung: Quét sách quý và tài liệu địa chí.\n- Đơn vị chủ trì: Thư viện tỉnh.\n"
        "- Đơn vị phối hợp: Sở Tài chính.\n- Thời gian thực hiện: Quý II/2025.\n- Sản phẩm: Kho sách số.\n"
        "2. Mở lớp đọc\n- Đơn vị chủ trì: Sở Nội vụ.\n- Thời gian thực hiện: Tháng 9/2025.\n"
    )
    assert tasks(body) == [
        Row("Số hóa tài liệu", ("Thư viện tỉnh",), ("Sở Tài chính",), due=("2025-Q2",), outputs=("Kho sách số",)),
        Row("Mở lớp đọc", ("Sở Nội vụ",), due=("2025-09",)),
    ]


def test_one_labelled_line_makes_no_card() -> None:
    body = "II. NHIỆM VỤ\n1. Số hóa tài liệu\n- Đơn vị chủ trì: Thư viện tỉnh.\n- Quét sách quý và tài liệu địa chí.\n"
    assert all(row.text != "Số hóa tài liệu" for row in tasks(body))


# --- items and paragraphs -------------------------------------------------------------------------------------------


def test_items_inherit_the_units_of_the_heading() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Lập danh mục sách trước ngày 01/12/2025.\n"
        "- Chủ trì, phối hợp với Công an tỉnh kiểm tra kho sách; báo cáo UBND tỉnh.\n"
        "- Phấn đấu 90% xã có thư viện theo Luật Giáo dục.\n"
        "2. UBND các xã\nXây dựng tủ sách tại các thôn, hoàn thành trong quý II/2025.\n"
    )
    assert tasks(body) == [
        Row("Lập danh mục sách trước ngày 01/12/2025.", ("Sở Y tế",), due=("2025-12-01",)),
        Row("Chủ trì, phối hợp với Công an tỉnh kiểm tra kho sách; báo cáo UBND tỉnh.", ("Sở Y tế",), ("Công an tỉnh",), ("UBND tỉnh",)),
        Row("Phấn đấu 90% xã có thư viện theo Luật Giáo dục.", ("Sở Y tế",), goals=("90%",), cited=("Luật Giáo dục",)),
        Row("Xây dựng tủ sách tại các thôn, hoàn thành trong quý II/2025.", ("UBND các xã",), due=("2025-Q2",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("1. Sở Y tế: Lập danh mục sách thiếu nhi.", [Row("Lập danh mục sách thiếu nhi.", ("Sở Y tế",))], id="behind a run-in heading"),
        pytest.param("1. Sở Y tế có trách nhiệm lập danh mục sách.", [Row("Sở Y tế có trách nhiệm lập danh mục sách.", ("Sở Y tế",))], id="a numbered sentence with its own subject"),
        pytest.param("1. Sở Y tế\n- Sở Tư pháp kiểm tra văn bản trước khi in.", [Row("Sở Tư pháp kiểm tra văn bản trước khi in.", ("Sở Tư pháp",))], id="an item's own subject outweighs the heading"),
        pytest.param("1. Sở Y tế, Sở Tư pháp\n- Lập danh mục sách thiếu nhi.", [Row("Lập danh mục sách thiếu nhi.", ("Sở Y tế", "Sở Tư pháp"))], id="both units of the heading"),
        pytest.param("1. Mặt trận Tổ quốc tham gia giám sát việc thực hiện.", [Row("Mặt trận Tổ quốc tham gia giám sát việc thực hiện.", helpers=("Mặt trận Tổ quốc",))], id="who watches helps"),
        pytest.param("1. Số hóa tài liệu quý hiếm của tỉnh.\n2. Tuyên truyền văn hóa đọc.", [], id="nobody is named"),
    ],
)  # fmt: skip
def test_items(body: str, expected: list[Row]) -> None:
    assert tasks(f"II. TỔ CHỨC THỰC HIỆN\n{body}") == expected


def test_the_closing_paragraph_is_a_task_of_those_it_names() -> None:
    closing = "Trên đây là Kế hoạch phát triển thư viện, đề nghị các đơn vị nghiêm túc thực hiện./."
    body = f"II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Lập danh mục sách thiếu nhi.\n\n{closing}"
    assert tasks(body)[-1] == Row(closing, ("các đơn vị",))


def test_the_mark_before_an_item_is_not_part_of_its_text() -> None:
    marks = ["- ", "+ ", "* ", "• ", ""]
    for mark in marks:
        body = f"II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n{mark}Lập danh mục sách thiếu nhi."
        assert [row.text for row in tasks(body)] == ["Lập danh mục sách thiếu nhi."], mark


# --- what holds for all ---------------------------------------------------------------------------------------------

WHOLE = f"""{TABLE}
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Lập danh mục sách trước ngày 01/12/2025, phấn đấu 90% xã có thư viện.
- Chủ trì, phối hợp với Công an tỉnh kiểm tra kho sách; báo cáo UBND tỉnh trước ngày 15/12/2025.
2. Số hóa tài liệu
- Đơn vị chủ trì: Thư viện tỉnh.
- Thời gian thực hiện: Quý II/2025.
"""


def test_no_task_twice_and_none_within_another() -> None:
    found = parse(WHOLE).tasks
    assert len(found) == 5
    assert [t.id for t in found] == [f"k{n}" for n in range(1, 6)]
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


def test_a_mention_belongs_to_one_task_and_says_so() -> None:
    document = parse(WHOLE)
    for kind, field in (("deadlines", "deadline_ids"), ("targets", "target_ids")):
        owners: dict[str, str] = {}
        for task in document.tasks:
            for key in getattr(task, field):
                assert key not in owners
                owners[key] = task.id
        items = getattr(document, kind)
        assert items
        assert {item.id: item.task_id for item in items if item.task_id} == owners
        for item in (item for item in items if item.task_id):
            (task,) = [t for t in document.tasks if t.id == item.task_id]
            assert task.span.start <= item.span.start < item.span.end <= task.span.end


def test_units_of_a_heading_belong_to_its_first_task() -> None:
    document = parse(WHOLE)
    heading = next(u for u in document.units if u.rule == "heading")
    inherited = [t.id for t in document.tasks if heading.id in t.lead_ids]
    assert len(inherited) == 2
    assert heading.task_id == inherited[0]


def test_every_task_names_somebody_and_stands_in_a_division() -> None:
    for task in parse(WHOLE).tasks:
        assert task.lead_ids or task.coordinate_ids or task.report_to_ids
        assert task.section_id is not None


def test_requirements_are_no_tasks() -> None:
    body = "II. YÊU CẦU\nCác sở, ngành phối hợp chặt chẽ với Thư viện tỉnh.\n\nIII. NHIỆM VỤ\nSở Y tế mở lớp đọc sách."
    assert [row.text for row in tasks(body)] == ["Sở Y tế mở lớp đọc sách."]
