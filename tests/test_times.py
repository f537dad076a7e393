"""Expressions of time: what is read, whatever it is for. Sentences are written for this test."""

from __future__ import annotations

import pytest

from vnplan.extract.times import bound_of, find_times, read_cell
from vnplan.text import SourceText

Found = list[tuple[str, str, str, str | None]]


def read(text: str) -> Found:
    fold = SourceText.of(text).fold
    return [(fold[t.start : t.end], t.kind, t.bound, t.value) for t in find_times(fold, 0, len(fold))]


def y(month: int, day: int) -> str:
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"


_ONE = [
    # days
    ("họp ngày 15 tháng 11 năm 2023 tại xã", "ngày 15 tháng 11 năm 2023", "date", "on", "2023-11-15", "the long form"),
    ("họp ngày 05 tháng 3 năm 2020", "ngày 05 tháng 3 năm 2020", "date", "on", "2020-03-05", "a leading zero"),
    ("họp ngày 22/12/2024 nhé", "ngày 22/12/2024", "date", "on", "2024-12-22", "slashes"),
    ("họp 15.11.2023 nhé", "15.11.2023", "date", "on", "2023-11-15", "full stops, no cue"),
    ("nộp trước ngày 15/11/2023 nhé", "trước ngày 15/11/2023", "date", "before", "2023-11-15", "before"),
    ("làm xong trước ngày 30/6/2023", "xong trước ngày 30/6/2023", "date", "before", "2023-06-30", "two cues: before"),
    ("nộp chậm nhất là ngày 20/12/2023", "chậm nhất là ngày 20/12/2023", "date", "by", "2023-12-20", "at the latest"),
    ("nộp muộn nhất vào ngày 20/12/2023", "muộn nhất vào ngày 20/12/2023", "date", "by", "2023-12-20", "the same in other words"),
    ("nộp không quá ngày 25/12/2023", "không quá ngày 25/12/2023", "date", "by", "2023-12-25", "not past a day"),
    ("mở cửa đến hết ngày 31/12/2025", "đến hết ngày 31/12/2025", "date", "by", "2025-12-31", "through the day"),
    ("hạn cuối: 15/8/2023", "hạn cuối: 15/8/2023", "date", "by", "2023-08-15", "a label that is a cue itself"),
    ("gửi trước 16 giờ 30 phút ngày 12/9/2026", "trước 16 giờ 30 phút ngày 12/9/2026", "date", "before", "2026-09-12", "clock time is quoted, not valued"),
    ("dự kiến 19h30 ngày 24/01/2026", "dự kiến 19h30 ngày 24/01/2026", "date", "on", "2026-01-24", "a clock time between cue and day"),
    ("gửi trước ngày 15/11", "trước ngày 15/11", "date", "before", "-----11-15", "the year stays open here"),
    ("Ngày Pháp luật Việt Nam (09/11)", "09/11", "date", "on", "-----11-09", "a day of commemoration with its date in brackets"),
    ("ngày l5/ll/2O23 họp", "ngày l5/ll/2o23", "date", "on", "2023-11-15", "letters a scan made of digits"),
    ("ngày 1 5/11/2023 họp", "ngày 1 5/11/2023", "date", "on", "2023-11-15", "a blank inside the day"),
    # spans of days
    ("từ ngày 01 đến ngày 15/6/2023", "từ ngày 01 đến ngày 15/6/2023", "range", "between", "2023-06-01/2023-06-15", "the first day borrows month and year"),
    ("từ ngày 17/10/2026 đến 18/11/2026", "từ ngày 17/10/2026 đến 18/11/2026", "range", "between", "2026-10-17/2026-11-18", "two full days"),
    ("từ ngày 20/12 đến ngày 05/01/2026", "từ ngày 20/12 đến ngày 05/01/2026", "range", "between", "2025-12-20/2026-01-05", "over the turn of the year"),
    ("từ ngày 11/9/2026 đến hết năm 2026", "từ ngày 11/9/2026 đến hết năm 2026", "range", "between", "2026-09-11/2026", "from a day through a year"),
    # months
    ("làm trong tháng 6", "trong tháng 6", "month", "within", "-----06", "within a month"),
    ("họp tháng 3/2023", "tháng 3/2023", "month", "on", "2023-03", "month and year"),
    ("họp đầu tháng 5/2023", "đầu tháng 5/2023", "month", "on", "2023-05", "early in a month is the month"),
    ("Tuần 1 tháng 7/2026 mở lớp", "tháng 7/2026", "month", "on", "2026-07", "a week before it is no day"),
    ("ngay trong tháng 12/2025", "ngay trong tháng 12/2025", "month", "within", "2025-12", "an intensified cue"),
    ("từ tháng 3 đến tháng 9 năm 2023", "từ tháng 3 đến tháng 9 năm 2023", "range", "between", "2023-03/2023-09", "months"),
    ("tháng 3 - 9/2023", "tháng 3 - 9/2023", "range", "between", "2023-03/2023-09", "a hyphen between months"),
    ("từ tháng 10/2025 đến khi tổ chức xong hội nghị", "từ tháng 10/2025 đến khi tổ chức xong hội nghị", "month", "from", "2025-10", "an open end tied to an event"),
    # quarters, halves
    ("xong trong quý II/2023", "xong trong quý ii/2023", "quarter", "by", "2023-Q2", "to finish in a quarter"),
    ("quý I năm 2024", "quý i năm 2024", "quarter", "on", "2024-Q1", "roman"),
    ("Quý 4/2025", "quý 4/2025", "quarter", "on", "2025-Q4", "arabic"),
    ("duyệt trong quý I1/2016", "trong quý i1/2016", "quarter", "within", "2016-Q2", "a figure a scan put into a numeral"),
    ("cuối quý III/2023", "cuối quý iii/2023", "quarter", "on", "2023-Q3", "late in a quarter"),
    ("quý I - quý III/2023", "quý i - quý iii/2023", "range", "between", "2023-Q1/2023-Q3", "a span of quarters"),
    ("từ quý II/2025 đến quý IV/2026", "từ quý ii/2025 đến quý iv/2026", "range", "between", "2025-Q2/2026-Q4", "over two years"),
    ("06 tháng đầu năm", "06 tháng đầu năm", "half", "on", "-----H1", "a half without its year"),
    ("trong 02 tháng cuối năm 2025", "trong 02 tháng cuối năm 2025", "range", "between", "2025-11/2025-12", "the last months of a year"),
    ("làm trong ba tháng cuối năm", "trong ba tháng cuối năm", "range", "between", "-----10/-----12", "in words, the year open"),
    ("Quý I & II/2025", "quý i & ii/2025", "range", "between", "2025-Q1/2025-Q2", "a sign for and"),
    ("Định kỳ 06 (sáu) tháng, xã báo cáo", "định kỳ 06 (sáu) tháng", "recurring", "on", "FREQ=MONTHLY;INTERVAL=6", "a number with its word"),
    ("xong Q3/2025", "xong q3/2025", "quarter", "by", "2025-Q3", "a quarter in short is no month"),
    ("làm T12/2025", "t12/2025", "month", "on", "2025-12", "a month in short"),
    ("họp 15 - 20/6/2025", "15 - 20/6/2025", "range", "between", "2025-06-15/2025-06-20", "days of one month"),
    ("họp hai năm một lần", "hai năm một lần", "recurring", "on", "FREQ=YEARLY;INTERVAL=2", "every other year"),
    ("họp một năm hai lần", "một năm hai lần", "recurring", "on", "FREQ=YEARLY", "how often within a year"),
    ("6 tháng cuối năm 2023", "6 tháng cuối năm 2023", "half", "on", "2023-H2", "the second half"),
    ("nửa đầu năm 2024", "nửa đầu năm 2024", "half", "on", "2024-H1", "a half in other words"),
    ("9 tháng đầu năm 2023", "9 tháng đầu năm 2023", "range", "between", "2023-01/2023-09", "nine months are no half"),
    # before an event
    ("trước ngày bầu cử 95 ngày", "trước ngày bầu cử 95 ngày", "relative", "before", "P95D", "a length before an event"),
    ("10 ngày trước khi khai giảng", "10 ngày trước khi khai giảng", "relative", "before", "P10D", "the length first"),
    ("trước ngày 10/5", "trước ngày 10/5", "date", "before", "-----05-10", "a day is no event"),
    # years
    ("đến năm 2030", "đến năm 2030", "year", "by", "2030", "by a year"),
    ("đến hết năm 2025", "đến hết năm 2025", "year", "by", "2025", "through a year"),
    ("từ nay đến hết năm 2025", "từ nay đến hết năm 2025", "year", "by", "2025", "from now is no start"),
    ("trước năm 2025", "trước năm 2025", "year", "before", "2025", "before a year"),
    ("từ năm 2026", "từ năm 2026", "year", "from", "2026", "from a year on"),
    ("cuối năm 2023", "cuối năm 2023", "year", "on", "2023", "late in a year"),
    ("năm 2025 và các năm tiếp theo", "năm 2025 và các năm tiếp theo", "year", "from", "2025", "and the years after"),
    ("trong năm", "trong năm", "year", "within", "----", "the year the plan is for"),
    ("từ năm 2026 đến năm 2030", "từ năm 2026 đến năm 2030", "range", "between", "2026/2030", "a span of years"),
    ("giai đoạn 2021 - 2025", "giai đoạn 2021 - 2025", "range", "between", "2021/2025", "a phase"),
    ("năm học 2026 - 2027", "năm học 2026 - 2027", "range", "between", "2026/2027", "a school year"),
    # cycles
    ("họp định kỳ hàng tuần", "định kỳ hàng tuần", "recurring", "on", "FREQ=WEEKLY", "each week"),
    ("họp mỗi quý", "mỗi quý", "recurring", "on", "FREQ=MONTHLY;INTERVAL=3", "each quarter"),
    ("báo cáo thường niên", "thường niên", "recurring", "on", "FREQ=YEARLY", "yearly in one word"),
    ("15/11 hằng năm", "15/11 hằng năm", "recurring", "on", y(11, 15), "a day each year"),
    ("trước ngày 15 tháng 11 hàng năm", "trước ngày 15 tháng 11 hàng năm", "recurring", "before", y(11, 15), "before a day each year"),
    ("hằng năm, trước ngày 25 tháng 12", "hằng năm, trước ngày 25 tháng 12", "recurring", "before", y(12, 25), "cycle first, then its day"),
    ("định kỳ hằng năm (trước ngày 30 tháng 11)", "định kỳ hằng năm (trước ngày 30 tháng 11)", "recurring", "before", y(11, 30), "the day in brackets"),
    ("trước ngày 20 hàng tháng", "trước ngày 20 hàng tháng", "recurring", "before", "FREQ=MONTHLY;BYMONTHDAY=20", "before a day each month"),
    ("trước ngày 05 của tháng sau", "trước ngày 05 của tháng sau", "recurring", "before", "FREQ=MONTHLY;BYMONTHDAY=5", "a day of the month after"),
    ("trước ngày 15 của tháng cuối quý", "trước ngày 15 của tháng cuối quý", "recurring", "before", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", "last month of each quarter"),
    ("ngày cuối cùng của tháng", "ngày cuối cùng của tháng", "recurring", "on", "FREQ=MONTHLY;BYMONTHDAY=-1", "the last day"),
    ("thứ Sáu hàng tuần", "thứ sáu hàng tuần", "recurring", "on", "FREQ=WEEKLY;BYDAY=FR", "a weekday"),
    ("02 lần/năm", "02 lần/năm", "recurring", "on", "FREQ=YEARLY", "times a year: the period alone"),
    ("03 đợt/tháng", "03 đợt/tháng", "recurring", "on", "FREQ=MONTHLY", "rounds a month are as often"),
    ("2 năm một lần", "2 năm một lần", "recurring", "on", "FREQ=YEARLY;INTERVAL=2", "every two years"),
    ("mỗi tháng 01 lần", "mỗi tháng 01 lần", "recurring", "on", "FREQ=MONTHLY", "01 counts times, it is no January"),
    ("từ tháng 3 đến tháng 5 hằng năm", "từ tháng 3 đến tháng 5 hằng năm", "recurring", "between", "FREQ=YEARLY;BYMONTH=3,4,5", "months of each year"),
    ("tháng 10, 11 hằng năm", "tháng 10, 11 hằng năm", "recurring", "on", "FREQ=YEARLY;BYMONTH=10,11", "a list of months of each year"),
    # durations
    ("trong vòng 10 ngày làm việc kể từ ngày nhận văn bản", "trong vòng 10 ngày làm việc kể từ ngày nhận văn bản", "relative", "within", "P10D", "working days from an event"),
    ("trong thời hạn 05 ngày", "trong thời hạn 05 ngày", "relative", "within", "P5D", "no event named"),
    ("chậm nhất 05 ngày sau khi kết thúc quý", "chậm nhất 05 ngày sau khi kết thúc quý", "relative", "by", "P5D", "at the latest after an event"),
    ("báo trước 05 ngày làm việc", "trước 05 ngày làm việc", "relative", "before", "P5D", "days ahead"),
    ("trong 24-48 giờ", "trong 24-48 giờ", "relative", "within", "PT48H", "a span of hours: its upper end"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "raw", "kind", "bound", "value"), [pytest.param(*row[:5], id=row[5]) for row in _ONE])
def test_one(text: str, raw: str, kind: str, bound: str, value: str) -> None:
    assert read(text) == [(raw, kind, bound, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("ngày 16 và ngày 17/5/2023", ["2023-05-16", "2023-05-17"], id="two days, one month"),
        pytest.param("24, 25 và 26 tháng 8 năm 2026", ["2026-08-24", "2026-08-25", "2026-08-26"], id="days without the word"),
        pytest.param("tháng 10, 11/2017", ["2017-10", "2017-11"], id="two months, one year"),
        pytest.param("quý I, II năm 2024", ["2024-Q1", "2024-Q2"], id="a list of quarters is no span"),
        pytest.param("trước ngày 15/6 và ngày 15/12 hằng năm", [y(6, 15), y(12, 15)], id="one cycle for two days"),
        pytest.param("định kỳ hàng quý, 6 tháng, năm", ["FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"], id="periods of one cue"),
        pytest.param("sơ kết 6 tháng, 1 năm", ["FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"], id="one year in figures"),
    ],
)  # fmt: skip
def test_lists(text: str, values: list[str]) -> None:
    assert [t[3] for t in read(text)] == values


def test_coordinated_days_share_the_bound() -> None:
    assert [t[2] for t in read("trước ngày 15/6 và ngày 15/12 hằng năm")] == ["before", "before"]


def test_each_of_a_list_keeps_its_own_words() -> None:
    assert [t[0] for t in read("định kỳ hằng quý, hằng năm báo cáo")] == ["định kỳ hằng quý", "hằng năm"]


def test_impossible_day_is_told() -> None:
    fold = SourceText.of("nộp ngày 31/11/2023").fold
    assert [t.impossible for t in find_times(fold, 0, len(fold))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nghị định số 12/2023/NĐ-CP", id="a number of a document is no December"),
        pytest.param("theo mục 3.4/2 của quy chế", id="a place in a document"),
        pytest.param("trực 24/7 tại trụ sở", id="round the clock"),
        pytest.param("đạt 3/4 số xã", id="a fraction"),
        pytest.param("có 50/53 đại biểu dự", id="a ratio"),
        pytest.param("mỗi buổi không quá 120 phút", id="a length, not a limit"),
        pytest.param("nóng trong 03 ngày liên tiếp", id="a condition"),
        pytest.param("thường xuyên, liên tục, kịp thời", id="no time in it"),
        pytest.param("khi có yêu cầu", id="an event without an amount"),
        pytest.param("vào cả nước năm ấy", id="a cue inside another word"),
        pytest.param("trẻ 12 tháng tuổi", id="an age"),
    ],
)
def test_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2025", [("year", "on", "2025")], id="a bare year counts in a cell"),
        pytest.param("2025 - 2030", [("range", "between", "2025/2030")], id="bare years"),
        pytest.param("Năm 2025-2030", [("range", "between", "2025/2030")], id="with the word"),
        pytest.param("2025 và những năm tiếp theo", [("year", "from", "2025")], id="a bare year that goes on"),
        pytest.param("2025 - 2026 và các năm tiếp theo", [("range", "from", "2025/2026")], id="bare years that go on"),
        pytest.param("4-5/2017", [("range", "between", "2017-04/2017-05")], id="bare months"),
        pytest.param("12/2025", [("month", "on", "2025-12")], id="one bare month"),
        pytest.param("Sau khi Luật có hiệu lực", [("relative", "from", None)], id="tied to an event"),
        pytest.param("Hằng năm", [("recurring", "on", "FREQ=YEARLY")], id="a cycle"),
        pytest.param("Thường xuyên", [], id="no time"),
        pytest.param("Theo kế hoạch", [], id="no time either"),
        pytest.param("", [], id="an empty cell"),
    ],
)
def test_cells(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    fold = SourceText.of(text).fold
    assert [(t.kind, t.bound, t.value) for t in read_cell(fold, 0, len(fold))] == expected


@pytest.mark.parametrize(
    ("cue", "bound"),
    [
        pytest.param("chậm nhất trước", "before", id="both cues: before, the narrower one"),
        pytest.param("hoàn thành trước", "before", id="before outweighs finish"),
        pytest.param("hoàn thành trong", "by", id="finish outweighs within"),
        pytest.param("từ", "from", id="from"),
        pytest.param("vào", "on", id="on"),
        pytest.param("", "on", id="no cue"),
    ],
)
def test_bound_of(cue: str, bound: str) -> None:
    assert bound_of(cue) == bound
