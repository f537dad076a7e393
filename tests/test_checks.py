"""A plan checked against itself: each diagnostic is told where it holds, and nowhere else."""

from __future__ import annotations

import pytest

import vnplan
from vnplan import PlanDocument
from vnplan.diagnostics import CODES, make
from vnplan.link.checks import check
from vnplan.model import Diagnostic

HEAD = """UBND TỈNH BÌNH AN
Số: 1/KH-UBND
{date}

KẾ HOẠCH
Mua sách năm 2025

I. NHIỆM VỤ
"""
ISSUED = "Bình An, ngày 10 tháng 3 năm 2025"
MONTH_ONLY = "Bình An, ngày      tháng 3 năm 2025"

OURS = {
    "deadline-before-issue", "citation-after-issue", "share-above-100", "number-year-differs", "unit-only-in-table",
    "task-two-deadlines", "confidence-low",
}  # fmt: skip


def parse(body: str, *, date: str = ISSUED) -> PlanDocument:
    return vnplan.parse_text(HEAD.format(date=date) + body + "\n")


def told(body: str, *, date: str = ISSUED) -> list[tuple[str, str]]:
    """Codes of this module with the words they point at."""
    document = parse(body, date=date)
    return [
        (d.code, document.text[d.span.start : d.span.end]) for d in document.diagnostics if d.code in OURS and d.span
    ]


def again(document: PlanDocument, **changed: object) -> list[Diagnostic]:
    """Check the parts of `document`, some of them changed."""
    parts = document.model_copy(update=changed)
    return check(
        parts.header, parts.citations, parts.deadlines, parts.targets, parts.units, parts.tasks, parts.tables, parts.text
    )  # fmt: skip


FIRES = [
    ("Các xã hoàn thành trước ngày 01/02/2025.", "deadline-before-issue", "hoàn thành trước ngày 01/02/2025", "a day that was over"),
    ("Các xã hoàn thành trong tháng 02/2025.", "deadline-before-issue", "hoàn thành trong tháng 02/2025", "a month that was over"),
    ("Các xã hoàn thành trong quý IV/2024.", "deadline-before-issue", "hoàn thành trong quý IV/2024", "a quarter that was over"),
    ("Các xã hoàn thành trong 6 tháng cuối năm 2024.", "deadline-before-issue", "hoàn thành trong 6 tháng cuối năm 2024", "a half that was over"),
    ("Các xã hoàn thành trong năm 2024.", "deadline-before-issue", "hoàn thành trong năm 2024", "a year that was over"),
    ("Thực hiện Kế hoạch số 5/KH-UBND ngày 02/4/2025 của UBND tỉnh.", "citation-after-issue", "Kế hoạch số 5/KH-UBND ngày 02/4/2025 của UBND tỉnh", "a document of the month after"),
    ("Thực hiện Kế hoạch số 5/KH-UBND ngày 11/3/2025 của UBND tỉnh.", "citation-after-issue", "Kế hoạch số 5/KH-UBND ngày 11/3/2025 của UBND tỉnh", "a document of the day after"),
    ("Thực hiện Nghị định số 5/2024/NĐ-CP ngày 02/02/2023 của Chính phủ.", "number-year-differs", "Nghị định số 5/2024/NĐ-CP ngày 02/02/2023 của Chính phủ", "two years of one document"),
    ("Phấn đấu 120% xã có thư viện.", "share-above-100", "120%", "more than all"),
    ("Phấn đấu từ 90 - 110% xã có thư viện.", "share-above-100", "từ 90 - 110%", "a range that ends above all"),
    ("Các xã gửi báo cáo trước ngày 15/11/2025, chậm nhất ngày 20/11/2025.", "task-two-deadlines", "chậm nhất ngày 20/11/2025", "two last days of one task"),
]  # fmt: skip

SILENT = [
    ("Các xã hoàn thành trước ngày 11/3/2025.", "the day after the issue"),
    ("Các xã hoàn thành trong tháng 3/2025.", "the month of the issue"),
    ("Các xã hoàn thành trong năm 2025.", "the year of the issue"),
    ("Các xã hoàn thành trong quý I/2025.", "the quarter of the issue"),
    ("Các xã báo cáo trước ngày 15 hằng tháng.", "what repeats is never over"),
    ("Thực hiện từ tháng 01/2025.", "what only begins is not over"),
    ("Thực hiện từ ngày 01/01/2025 đến ngày 31/12/2025.", "a range that has begun"),
    ("Thực hiện Kế hoạch số 5/KH-UBND ngày 10/3/2025 của UBND tỉnh.", "a document of the same day"),
    ("Thực hiện Kế hoạch số 5/KH-UBND của UBND tỉnh.", "a document without a date"),
    ("Thực hiện Nghị định số 5/2024/NĐ-CP ngày 02/02/2024 của Chính phủ.", "one year in number and date"),
    ("Phấn đấu 100% xã có thư viện.", "all of them"),
    ("Phấn đấu số bạn đọc tăng 120%.", "growth may be more than the whole"),
    ("Các xã gửi báo cáo trước ngày 15/11/2025. Sở Y tế gửi báo cáo trước ngày 15/11/2025.", "one last day twice"),
    ("Các xã gửi báo cáo trước ngày 15/11/2025.\nSở Y tế gửi báo cáo trước ngày 20/11/2025.", "two tasks, a last day each"),
    ("Các xã mua sách từ ngày 15/11/2025, hoàn thành trước ngày 20/11/2025.", "a first and a last day"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code", "words"), [row[:3] for row in FIRES], ids=[row[3] for row in FIRES])
def test_is_told(body: str, code: str, words: str) -> None:
    assert told(body) == [(code, words)]


@pytest.mark.parametrize("body", [row[0] for row in SILENT], ids=[row[1] for row in SILENT])
def test_is_not_told(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "date", "expected"),
    [
        pytest.param("Các xã hoàn thành trước ngày 01/02/2025.", MONTH_ONLY, ["deadline-before-issue"], id="the month alone is enough"),
        pytest.param("Các xã hoàn thành trước ngày 05/3/2025.", MONTH_ONLY, [], id="any day of the month may be that of the issue"),
        pytest.param("Các xã hoàn thành trước ngày 01/02/2025.", "", [], id="a plan without a date"),
        pytest.param("Thực hiện Kế hoạch số 5/KH-UBND ngày 02/4/2025 của UBND tỉnh.", "", [], id="a citation in a plan without a date"),
    ],
)  # fmt: skip
def test_a_date_is_compared_as_far_as_it_is_known(body: str, date: str, expected: list[str]) -> None:
    assert [code for code, _ in told(body, date=date)] == expected


TABLE = """{before}

II. PHÂN CÔNG

| TT | Nhiệm vụ | Đơn vị chủ trì |
| --- | --- | --- |
| 1 | Mua sách | {cell} |
| 2 | Mở lớp đọc | {cell} |
"""


@pytest.mark.parametrize(
    ("before", "cell", "expected"),
    [
        pytest.param("Sở Tư pháp kiểm tra văn bản.", "Sở Y tế", [("unit-only-in-table", "Sở Y tế")], id="told once, though two rows name it"),
        pytest.param("Sở Y tế kiểm tra kho sách.", "Sở Y tế", [], id="the text names it"),
        pytest.param("Sở Văn hóa, Thể thao và Du lịch mua sách.", "Sở VH,TT&DL", [], id="the text has the full name of the abbreviation"),
        pytest.param("Sở Tư pháp kiểm tra văn bản.", "Các phòng, đơn vị", [], id="a group is no stranger"),
    ],
)  # fmt: skip
def test_strangers_in_tables(before: str, cell: str, expected: list[tuple[str, str]]) -> None:
    assert told(TABLE.format(before=before, cell=cell)) == expected


def test_doubtful_finds_are_told_with_their_rule() -> None:
    document = parse("Sở Y tế lập danh mục trước ngày 01/12/2025, phấn đấu 90% xã có thư viện theo Luật Giáo dục.")
    kinds = {"citations": "citation", "deadlines": "deadline", "targets": "target", "units": "unit"}
    for field, kind in kinds.items():
        (find,) = getattr(document, field)
        doubtful = again(document, **{field: [find.model_copy(update={"confidence": 0.6})]})
        assert [(d.code, d.span) for d in doubtful] == [("confidence-low", find.span)]
        for part in (find.raw, kind, find.rule, "60"):
            assert part in doubtful[0].message
        assert again(document, **{field: [find.model_copy(update={"confidence": 0.75})]}) == []


def test_diagnostics_stand_in_reading_order() -> None:
    body = (
        "Các xã hoàn thành 120% trước ngày 01/02/2025.\nThực hiện Kế hoạch số 5/KH-UBND ngày 02/4/2025 của UBND tỉnh."
    )
    document = parse(body)
    found = again(document)
    assert [d.code for d in found] == ["share-above-100", "deadline-before-issue", "citation-after-issue"]
    starts = [d.span.start for d in found if d.span]
    assert starts == sorted(starts)


def test_values_stay_as_written() -> None:
    (deadline,) = parse("Các xã hoàn thành trước ngày 01/02/2025.").deadlines
    assert (deadline.value, deadline.bound) == ("2025-02-01", "before")


def test_a_sound_plan_gives_no_diagnostic() -> None:
    body = (
        "1. Sở Y tế\n- Mua sách trước ngày 01/12/2025, phấn đấu 90% xã có thư viện theo Luật Giáo dục.\n"
        "2. Sở Tư pháp\n- Phối hợp với Sở Y tế kiểm tra kho sách trong quý II/2025."
    )
    assert parse(body).diagnostics == []


def test_every_code_has_a_message_and_a_severity() -> None:
    assert set(CODES) >= OURS
    assert {code.severity for code in CODES.values()} <= {"info", "warning", "error"}
    with pytest.raises(KeyError):
        make("share-above-100")
