"""Which times of a plan are deadlines, and where a missing year comes from."""

from __future__ import annotations

import pytest

import vnplan
from vnplan import Deadline

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
Số: 12/KH-UBND
Bình An, ngày 10 tháng 01 năm {year}

KẾ HOẠCH
{title}

I. MỤC ĐÍCH
Nâng cao văn hóa đọc.

"""


def plan(body: str, *, title: str = "Phát triển thư viện số năm 2025", year: str = "2025") -> list[Deadline]:
    text = HEAD.format(title=title, year=year) + body + "\n"
    document = vnplan.parse_text(text)
    assert all(text[d.span.start : d.span.end] == d.raw for d in document.deadlines)
    return document.deadlines


def found(body: str, **where: str) -> list[tuple[str, str, str, str | None]]:
    return [(d.raw, d.kind, d.bound, d.value) for d in plan(body, **where)]


TASKS = "II. NHIỆM VỤ\n"


@pytest.mark.parametrize(
    ("sentence", "raw", "kind", "bound", "value"),
    [
        pytest.param("Các xã gửi báo cáo chậm nhất ngày 01/11/2025.", "chậm nhất ngày 01/11/2025", "date", "by", "2025-11-01", id="a day with its cue"),
        pytest.param("Phòng Văn hóa ban hành quy chế trước ngày 15/11/2025.", "trước ngày 15/11/2025", "date", "before", "2025-11-15", id="to issue by a day is a duty"),
        pytest.param("Các xã gửi danh sách chậm nhất là 15/11.", "chậm nhất là 15/11", "date", "by", "2025-11-15", id="day and month behind their cue alone"),
        pytest.param("Học sinh nộp bài trước ngày 15/11/2025.", "trước ngày 15/11/2025", "date", "before", "2025-11-15", id="pupils are not born"),
        pytest.param("Sở Tài chính cấp kinh phí vào ngày 15/11/2025.", "vào ngày 15/11/2025", "date", "on", "2025-11-15", id="a day to come"),
        pytest.param("Đội bàn giao mặt bằng trong tháng 9/2025.", "trong tháng 9/2025", "month", "within", "2025-09", id="a site is no comparison"),
        pytest.param("Các khoa nộp bài trước 16g00 Thứ Sáu ngày 26/9/2025.", "trước 16g00 Thứ Sáu ngày 26/9/2025", "date", "before", "2025-09-26", id="hour and weekday between cue and day"),
        pytest.param("Lễ khai mạc từ 7 giờ 30, ngày thứ Năm, 20 tháng 11 năm 2025.", "từ 7 giờ 30, ngày thứ Năm, 20 tháng 11 năm 2025", "date", "from", "2025-11-20", id="the weekday inside the date"),
        pytest.param("Phòng Văn hóa gửi danh sách trước ngày 15/11.", "trước ngày 15/11", "date", "before", "2025-11-15", id="the year of the plan"),
        pytest.param("Sở Nội vụ kiểm tra trong quý II/2025.", "trong quý II/2025", "quarter", "within", "2025-Q2", id="a quarter"),
        pytest.param("Hoàn thành việc số hóa trong năm 2025.", "trong năm 2025", "year", "within", "2025", id="within a year"),
        pytest.param("Các xã hoàn thành việc số hóa trong năm.", "trong năm", "year", "within", "2025", id="within the year: the plan's"),
        pytest.param("Thời gian thực hiện: Cả năm.", "Cả năm", "year", "on", "2025", id="all the year on a labelled line"),
        pytest.param("- Thời gian: từ ngày 01/3/2025 đến ngày 31/3/2025.", "từ ngày 01/3/2025 đến ngày 31/3/2025", "range", "between", "2025-03-01/2025-03-31", id="a span on a labelled line"),
        pytest.param("Thời gian hoàn thành: Tháng 12/2025.", "Tháng 12/2025", "month", "on", "2025-12", id="a month on a labelled line"),
        pytest.param("Thời gian thực hiện: Sau khi Đề án được duyệt.", "Sau khi Đề án được duyệt", "relative", "from", None, id="an event on a labelled line"),
        pytest.param("Hồ sơ được xử lý trong 07 ngày làm việc kể từ ngày nhận.", "trong 07 ngày làm việc kể từ ngày nhận", "relative", "within", "P7D", id="working days"),
        pytest.param("Tổ chức hội thi chào mừng Ngày Sách Việt Nam (21/4).", "21/4", "date", "on", "2025-04-21", id="a named day with its date"),
        pytest.param("Đúng 07h00 ngày 05/01/2025 các xã ra quân.", "07h00 ngày 05/01/2025", "date", "on", "2025-01-05", id="an hour makes a programme, though the plan was signed later"),
        pytest.param("Sở Nội vụ báo cáo trước ngày 20 hằng tháng.", "trước ngày 20 hằng tháng", "recurring", "before", "FREQ=MONTHLY;BYMONTHDAY=20", id="a cycle with its day"),
    ],
)  # fmt: skip
def test_is_a_deadline(sentence: str, raw: str, kind: str, bound: str, value: str | None) -> None:
    assert found(TASKS + sentence) == [(raw, kind, bound, value)]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Sở Nội vụ thực hiện Kế hoạch số 5/KH-UBND ngày 05/01/2025 của UBND tỉnh.", id="the date of a cited document"),
        pytest.param("Triển khai văn bản số 895/HD ngày 10/02/2025 của liên sở về thư viện.", id="a date after a number nobody could read"),
        pytest.param("Tiếp tục Chương trình phát triển văn hóa đọc giai đoạn 2021 - 2030.", id="the period of a programme's name"),
        pytest.param("Bố trí ngân sách hằng năm cho thư viện.", id="a cycle of the budget"),
        pytest.param("Chi trả trợ cấp hằng tháng cho người già.", id="an allowance"),
        pytest.param("Kinh phí triển khai các lớp học trong năm.", id="money of the year, though work is named"),
        pytest.param("Các lớp học trong năm.", id="the year without any work"),
        pytest.param("Mức hỗ trợ 500.000 đồng/người/tháng trong 06 tháng.", id="how long money is paid"),
        pytest.param("Chi trả lương tháng 6 năm 2025 cho giáo viên.", id="for which month money is paid"),
        pytest.param("Công dân sinh từ năm 2007 đến năm 2010.", id="years of birth"),
        pytest.param("Tính đến ngày 31/12/2022, có 95% hộ dân dùng nước sạch.", id="how things stood"),
        pytest.param("Thực hiện thường xuyên, kịp thời.", id="no time at all"),
        pytest.param("Mục tiêu theo Chiến lược quốc gia, tầm nhìn đến năm 2050.", id="a vision"),
        pytest.param("Ngày 05/12/2024, thư viện đã khai trương phòng đọc.", id="a day that is over"),
        pytest.param("Số bạn đọc tăng so với cùng kỳ năm 2024.", id="a year compared with"),
        pytest.param("Thông báo tình hình 10 tháng đầu năm 2025 tại hội nghị.", id="months already counted"),
        pytest.param("Quyết định có hiệu lực từ ngày 01/3/2025.", id="validity"),
        pytest.param("Các văn bản ban hành trước ngày 01/3/2025 hết hiệu lực.", id="documents of the past"),
        pytest.param("Trẻ em sinh trước ngày 01/3/2025 được cấp thẻ.", id="the day of birth"),
        pytest.param("Mỗi buổi đọc sách không quá 90 phút.", id="the length of a meeting"),
        pytest.param("Số liệu tính từ ngày 15 tháng 12 năm trước kỳ báo cáo.", id="a window of data"),
        pytest.param("Số liệu tính đến ngày 14 hằng tháng.", id="a window of data each month"),
        pytest.param("Biểu dương cá nhân có thành tích trong năm.", id="the year of what was done"),
    ],
)  # fmt: skip
def test_is_none(sentence: str) -> None:
    assert found(TASKS + sentence) == []


def test_report_of_the_past_asks_for_nothing() -> None:
    body = (
        "II. KẾT QUẢ THỰC HIỆN NĂM 2024\nHoàn thành kiểm kê trước ngày 30/6/2024.\n\n"
        "III. NHIỆM VỤ\nHoàn thành kiểm kê trước ngày 30/6/2025.\n"
    )
    assert [d[3] for d in found(body)] == ["2025-06-30"]


def test_evaluation_as_work_to_be_done_still_counts() -> None:
    body = "II. NHIỆM VỤ\nMua sách.\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Đánh giá kết quả\nTổ chức đánh giá trước ngày 30/11/2025.\n"
    assert [d[3] for d in found(body)] == ["2025-11-30"]


@pytest.mark.parametrize(
    ("title", "value", "source"),
    [
        pytest.param("Phát triển thư viện số năm 2026", "2026-11-15", "context", id="the one year of the title"),
        pytest.param("Phát triển thư viện số", "2025-11-15", "context", id="no year in the title: the year of issue"),
        pytest.param("Phát triển thư viện số giai đoạn 2026 - 2030", "--11-15", "stated", id="several years: none is plain"),
    ],
)  # fmt: skip
def test_implied_year(title: str, value: str, source: str) -> None:
    (deadline,) = plan(TASKS + "Các xã gửi báo cáo trước ngày 15/11.", title=title)
    assert (deadline.value, deadline.value_source) == (value, source)


def test_a_yearly_report_takes_no_year_from_the_plan() -> None:
    values = [d[3] for d in found(TASKS + "Hằng năm các xã tổng hợp, gửi báo cáo về Sở Nội vụ trước ngày 15/12.")]
    assert values == ["FREQ=YEARLY", "--12-15"]


def test_a_neighbour_in_the_line_lends_its_year() -> None:
    first, second = plan(TASKS + "Thời gian: Chiều ngày 28/12 và cả ngày 29/12/2026.")
    assert (first.value, first.value_source) == ("2026-12-28", "shared")
    assert (second.value, second.value_source) == ("2026-12-29", "stated")


def test_the_year_after_stays_open() -> None:
    (deadline,) = plan(TASKS + "Các xã công bố kết quả trước ngày 10 tháng 01 của năm liền kề.")
    assert deadline.value == "--01-10"


def test_impossible_day_has_no_value_and_is_told() -> None:
    document = vnplan.parse_text(
        HEAD.format(title="Tuyên truyền năm 2025", year="2025") + TASKS + "Nộp trước ngày 31/11/2025.\n"
    )
    assert [d.value for d in document.deadlines] == [None]
    assert "date-impossible" in {d.code for d in document.diagnostics}


def test_year_heads_and_units_of_measure_are_no_deadlines() -> None:
    body = (
        "PHỤ LỤC\nDỰ TOÁN\n\n| TT | Nội dung chi của thư viện tỉnh | Tần suất | Năm 2025 | Năm 2026 |\n|---|---|---|---|---|\n"
        "| 1 | Mua sách cho các trường học xã | 3 đợt/năm | 10 | 12 |\n"
        "| TT | Nội dung chi của thư viện tỉnh | Tần suất | Năm 2025 | Năm 2026 |\n"
    )
    assert found(body) == []


def test_time_columns_and_lone_times_count() -> None:
    body = (
        "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n"
        "| TT | Nhiệm vụ | Chủ trì | Thời gian hoàn thành |\n|---|---|---|---|\n"
        "| 1 | Mua sách cho các trường | Sở Giáo dục và Đào tạo | 2025 |\n"
        "| 2 | Sửa phòng đọc của thư viện | Sở Xây dựng | 2025 - 2026 |\n"
        "| 3 | Mở lớp tập huấn cho thủ thư | Sở Nội vụ | Quý II/2025 |\n"
        "| 4 | Trực phòng đọc hằng ngày | Thư viện tỉnh | Thường xuyên |\n"
    )
    values = [d[3] for d in found(body)]
    assert values[:2] == ["2025", "2025/2026"]
    assert "2025-Q2" in values
    assert "FREQ=DAILY" in values


@pytest.mark.parametrize(
    ("body", "values"),
    [
        pytest.param(
            "Cập nhật số liệu vào thứ Sáu hằng tuần.", ["FREQ=WEEKLY;BYDAY=FR"], id="a weekday, whatever the object"
        ),
        pytest.param("- Năm 2026: Trình ban hành quy chế.", ["2026"], id="a year as a label before work"),
        pytest.param(
            "Phấn đấu 90% xã có thư viện, năm 2026 đạt 95%, năm 2027 đạt 98%.",
            ["2026", "2027"],
            id="levels year by year",
        ),
        pytest.param("1. Tầm nhìn đến năm 2045", ["2045"], id="a vision with a division of its own sets goals"),
        pytest.param("Thực hiện Chiến lược đọc sách, tầm nhìn đến năm 2045.", [], id="a vision in a name"),
        pytest.param(
            "- Giai đoạn 2025 - 2027\n+ 100% xã có thư viện", ["2025/2027"], id="a phase, then items with a plus sign"
        ),
        pytest.param("Là căn cứ đánh giá thi đua, khen thưởng hằng năm.", [], id="the review recurs, not the work"),
    ],
)
def test_years_and_cycles(body: str, values: list[str]) -> None:
    assert [d[3] for d in found(TASKS + body)] == values
