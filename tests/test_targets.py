"""Targets: value, comparator, unit and how far the subject reaches; what is no target."""

from __future__ import annotations

from random import Random

import pytest

import vnplan
from vnplan import Target
from vnplan.extract import targets as extractor

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
Số: 12/KH-UBND
Bình An, ngày 10 tháng 01 năm 2025

KẾ HOẠCH
Phát triển thư viện số năm 2025

I. MỤC ĐÍCH
Nâng cao văn hóa đọc.

"""
GOALS = "II. MỤC TIÊU\n"


def targets(body: str) -> list[Target]:
    text = HEAD + body + "\n"
    document = vnplan.parse_text(text)
    assert all(text[t.span.start : t.span.end] == t.raw for t in document.targets)
    return document.targets


_ROWS = [
    # sentence, raw, kind, comparator, value, upper value, unit, subject
    ("100% cán bộ, công chức được tập huấn.", "100%", "percent", "eq", 100, None, "%", "cán bộ, công chức được tập huấn", "the subject follows"),
    ("Tỷ lệ hộ nghèo giảm còn dưới 3%.", "dưới 3%", "percent", "lt", 3, None, "%", "Tỷ lệ hộ nghèo", "a fall to a level is the level"),
    ("Giảm 10% số vụ cháy so với năm 2024.", "Giảm 10%", "percent", "decrease", 10, None, "%", "số vụ cháy", "a fall by a share"),
    ("Số bạn đọc tăng trên 3%.", "tăng trên 3%", "percent", "gt", 3, None, "%", "Số bạn đọc", "a rise by more than a share"),
    ("Tỷ lệ hồ sơ trực tuyến đạt từ 80% trở lên.", "từ 80% trở lên", "percent", "gte", 80, None, "%", "Tỷ lệ hồ sơ trực tuyến", "from … upwards"),
    ("Đạt 90 - 95% hộ dân có nước sạch.", "90 - 95%", "percent", "range", 90, 95, "%", "hộ dân có nước sạch", "a span, sign at its end"),
    ("Không quá 20% hồ sơ quá hạn.", "Không quá 20%", "percent", "lte", 20, None, "%", "hồ sơ quá hạn", "at most"),
    ("Số sách hỏng ít hơn 5%.", "ít hơn 5%", "percent", "lt", 5, None, "%", "Số sách hỏng", "less than is no more than"),
    ("Tỷ lệ người từ 65 tuổi trở lên đạt khoảng 12%.", "khoảng 12%", "percent", "approx", 12, None, "%", "Tỷ lệ người từ 65 tuổi trở lên", "an age inside the subject"),
    ("Đến năm 2025, 95 phần trăm học sinh có thẻ đọc.", "95 phần trăm", "percent", "eq", 95, None, "%", "học sinh có thẻ đọc", "in words"),
    ("Có l00% xã có tủ sách.", "l00%", "percent", "eq", 100, None, "%", "xã có tủ sách", "a letter for a figure"),
    ("Mở thêm lớp, mục tiêu tỷ lệ biết chữ đạt 99%.", "99%", "percent", "eq", 99, None, "%", "tỷ lệ biết chữ", "the measure begins inside the sentence"),
    ("Tỷ suất tử vong dưới 10,6 ‰.", "dưới 10,6 ‰", "other", "lt", 10.6, None, "‰", "Tỷ suất tử vong", "per mille is no per cent"),
    ("Tổng tỷ suất sinh đạt 2,1 con/phụ nữ.", "2,1 con/phụ nữ", "other", "eq", 2.1, None, "con/phụ nữ", "Tổng tỷ suất sinh", "a rate by head"),
    ("Đạt 12 bác sĩ/10.000 dân.", "12 bác sĩ/10.000 dân", "other", "eq", 12, None, "bác sĩ/10.000 dân", None, "a rate by ten thousand"),
    ("Tỷ lệ lao động qua đào tạo tăng 5 điểm phần trăm.", "5 điểm phần trăm", "other", "increase", 5, None, "điểm phần trăm", "Tỷ lệ lao động qua đào tạo", "points are no share"),
    ("Doanh thu du lịch tăng gấp đôi.", "gấp đôi", "other", "eq", 2, None, "lần", "Doanh thu du lịch", "double in words"),
    ("Số giờ làm việc nhà còn 1,7 lần vào năm 2025.", "1,7 lần", "other", "eq", 1.7, None, "lần", "Số giờ làm việc nhà", "times, then a year"),
    ("Mỗi xã có ít nhất 01 mô hình thư viện xanh.", "ít nhất 01 mô hình", "count", "gte", 1, None, "mô hình", "mô hình thư viện xanh", "a count begins its subject"),
    ("Công nhận 02 mô hình đọc sách, gắn với phong trào thi đua.", "02 mô hình", "count", "eq", 2, None, "mô hình", "mô hình đọc sách", "an adverbial after a comma is cut"),
    ("Tỉnh có ít nhất 20 tập dữ liệu mở phục vụ bạn đọc.", "ít nhất 20 tập dữ liệu", "count", "gte", 20, None, "tập dữ liệu", "tập dữ liệu mở phục vụ bạn đọc", "two words make the unit"),
    ("Phát triển tối thiểu 01 sàn giao dịch sách cũ.", "tối thiểu 01 sàn", "count", "gte", 1, None, "sàn", "sàn giao dịch sách cũ", "at least: any noun counts"),
    ("Lập không quá 2 tiểu ban giúp việc.", "không quá 2 tiểu ban", "count", "lte", 2, None, "tiểu ban", "tiểu ban giúp việc", "at most: any noun counts"),
    ("Bạn đọc nhỏ tuổi được giới thiệu ít nhất 4 loại sách tra cứu.", "ít nhất 4 loại", "count", "gte", 4, None, "loại", None, "kinds count behind a comparator"),
    ("Đến năm 2025 ít nhất 120 đoàn viên được kết nạp.", "ít nhất 120 đoàn viên", "count", "gte", 120, None, "đoàn viên", "đoàn viên được kết nạp", "a year right before the comparator is no count"),
    ("Mở từ 02 đến 03 lớp tập huấn.", "từ 02 đến 03 lớp", "count", "range", 2, 3, "lớp", "lớp tập huấn", "a span of counts"),
    ("Số lượng tiết mục: 15 tiết mục.", "15 tiết mục", "count", "eq", 15, None, "tiết mục", "Số lượng tiết mục", "a label is the subject"),
    ("Số điểm đọc sách: 08 điểm.", "08 điểm", "count", "eq", 8, None, "điểm", "Số điểm đọc sách", "points that the label counts are no score"),
    ("Sản lượng muối đạt 1,2 triệu tấn.", "1,2 triệu tấn", "count", "eq", 1.2, None, "triệu tấn", "Sản lượng muối", "the scale belongs to the unit"),
    ("Tổ chức 02 hội nghị/năm.", "02 hội nghị/năm", "count", "eq", 2, None, "hội nghị/năm", "hội nghị/năm", "a slash unit"),
    ("Tỷ lệ hộ nghèo giảm từ 5% xuống dưới 3%.", "dưới 3%", "percent", "lt", 3, None, "%", "Tỷ lệ hộ nghèo", "the level left behind is no subject"),
    ("Tử suất giảm từ 23 ca/1.000 trẻ xuống dưới 18/1.000.", "dưới 18/1.000", "other", "lt", 18, None, "/1.000", "Tử suất", "a rate that falls to a level"),
    ("Ngân sách xã hằng năm bố trí tối thiểu 2% cho thư viện.", "tối thiểu 2%", "percent", "gte", 2, None, "%", None, "a share of the budget that is to be set aside"),
    ("Nâng mức chi ngân sách cho sách lên mức tối thiểu 3% tổng chi.", "tối thiểu 3%", "percent", "gte", 3, None, "%", None, "a level to reach"),
    ("Nồng độ bụi giảm trung bình 5% mỗi kỳ kế hoạch.", "giảm trung bình 5%", "percent", "decrease", 5, None, "%", "Nồng độ bụi", "a fall on average"),
    ("Tăng số xã có thư viện từ 5 xã lên 10 xã.", "10 xã", "count", "eq", 10, None, "xã", "số xã có thư viện", "a count that rises to a level"),
    ("Giải quyết việc làm cho 1.200 lao động.", "1.200 lao động", "count", "eq", 1200, None, "lao động", "lao động", "under goals, behind any verb"),
    ("Tổng đàn bò đạt 500 con.", "500 con", "count", "eq", 500, None, "con", "Tổng đàn bò", "heads of cattle"),
    ("Làm 1.000 m2 sân đọc sách.", "1.000 m2", "count", "eq", 1000, None, "m2", "m2 sân đọc sách", "a measure with a figure in its sign"),
    ("Thu ngân sách đạt 1.250 tỷ đồng.", "1.250 tỷ đồng", "money", "eq", 1250, None, "tỷ đồng", "Thu ngân sách", "revenue is a goal"),
    ("Thu nhập bình quân đạt 110 triệu đồng/người/năm.", "110 triệu đồng/người/năm", "money", "eq", 110, None, "triệu đồng/người/năm", "Thu nhập bình quân", "money by head and year"),
    ("Kim ngạch xuất khẩu đạt trên 8,95 tỷ USD.", "trên 8,95 tỷ USD", "money", "gt", 8.95, None, "tỷ USD", "Kim ngạch xuất khẩu", "money in dollars"),
    ("Chỉ số cải cách hành chính đạt từ 88 điểm trở lên.", "từ 88 điểm trở lên", "score", "gte", 88, None, "điểm", "Chỉ số cải cách hành chính", "a score"),
    ("Chỉ số chuyển đổi số thuộc top 03 cả nước.", "thuộc top 03", "rank", "lte", 3, None, None, None, "among the first"),
    ("Phấn đấu xếp thứ 15/34 tỉnh.", "xếp thứ 15/34", "rank", "eq", 15, None, None, None, "a place"),
    ("Chỉ số đọc sách phấn đấu tăng 3 bậc.", "3 bậc", "rank", "increase", 3, None, "bậc", "Chỉ số đọc sách", "steps up"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "raw", "kind", "comparator", "value", "value_max", "unit", "subject"),
    [pytest.param(*row[:8], id=row[8]) for row in _ROWS],
)
def test_one_target(
    sentence: str,
    raw: str,
    kind: str,
    comparator: str,
    value: float,
    value_max: float | None,
    unit: str | None,
    subject: str | None,
) -> None:
    (target,) = targets(f"{GOALS}- {sentence}")
    assert (target.raw, target.kind, target.comparator) == (raw, kind, comparator)
    assert (target.value, target.value_max, target.unit) == (value, value_max, unit)
    if subject is not None:
        assert target.subject == subject


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        pytest.param("Cấp tỉnh đạt 80%, cấp xã đạt 60%.", ["Cấp tỉnh", "cấp xã"], id="each share its own"),
        pytest.param("Đạt 98% xã có thư viện, năm 2026 đạt 99%, năm 2027 đạt 99,5%.", ["xã có thư viện"] * 3, id="one goal, year by year"),
        pytest.param("Phủ sóng 100% huyện, 100% xã, 100% thôn.", ["huyện", "xã", "thôn"], id="short nouns in a row"),
        pytest.param("Trên 80% trạm y tế và 100% trường học có tủ sách.", ["trạm y tế", "trường học có tủ sách"], id="two shares, one predicate"),
        pytest.param("Lắp trạm đọc: 58 trạm (trong đó: thành phố: 25 trạm, các xã: 33 trạm).", ["Lắp trạm đọc"] * 3, id="parts measure what the whole measures"),
        pytest.param("Các phòng cử 01 lãnh đạo và 01 chuyên viên.", ["Các phòng cử"] * 2, id="nothing follows: who does it"),
        pytest.param("Phân công 01 lãnh đạo và 01 công chức phụ trách thư viện.", ["phụ trách thư viện"] * 2, id="one predicate for both"),
        pytest.param("Giảm 50% số vụ cháy, giảm 60% số vụ trộm.", ["số vụ cháy", "số vụ trộm"], id="two changes"),
    ],
)  # fmt: skip
def test_subjects_side_by_side(sentence: str, subjects: list[str]) -> None:
    assert [t.subject for t in targets(f"{GOALS}- {sentence}")] == subjects


@pytest.mark.parametrize(
    ("sentence", "baseline"),
    [
        pytest.param("Doanh thu tăng 5% so với năm 2024.", "năm 2024", id="right after the share"),
        pytest.param("Giảm 10% số vụ cháy so với năm 2024.", "năm 2024", id="after the thing changed"),
        pytest.param("Doanh thu tăng 5%.", None, id="unstated: nothing is invented"),
        pytest.param("Tỷ lệ hộ nghèo còn 5% số hộ so với năm 2024.", None, id="of a level nothing stands between"),
    ],
)
def test_baseline(sentence: str, baseline: str | None) -> None:
    (target,) = targets(f"{GOALS}- {sentence}")
    assert target.baseline == baseline


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Thu ngân sách ước đạt 97,97% kế hoạch.", id="an estimate of what was done"),
        pytest.param("Tiền sử dụng đất đạt 560 tỷ đồng, bằng 81% dự toán.", id="a share of the budget"),
        pytest.param("Doanh thu tăng 5% so cùng kỳ.", id="a rise reported"),
        pytest.param("Mức hỗ trợ 50% kinh phí cho mỗi lớp.", id="a rule of funding"),
        pytest.param("Trích lại 35% của nguồn thu.", id="a share kept back"),
        pytest.param("Kinh phí đạt 500 triệu đồng.", id="a sum of the budget"),
        pytest.param("Trên địa bàn có 04 trường nghề.", id="a present state"),
        pytest.param("Tổ chức đọc sách 02 lần/năm.", id="how often, not how many"),
        pytest.param("Quan trắc 03 đợt/năm.", id="rounds are how often too"),
        pytest.param("Mỗi bài dự thi không quá 2.000 từ.", id="how long an entry may be"),
        pytest.param("Trẻ em dưới 5 tuổi được đọc truyện.", id="an age group"),
        pytest.param("Bảo đảm 5 rõ trong phân công.", id="a slogan"),
        pytest.param("Hàng hóa nhóm 2 nhập khẩu.", id="a class of goods"),
        pytest.param("Thực hiện Đề án 06 và khoản 2 Điều 5.", id="numbers of documents and parts"),
    ],
)
def test_no_target(sentence: str) -> None:
    assert targets(f"III. NHIỆM VỤ\n- {sentence}") == []


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Kiểm tra thư viện tại 12 xã.", id="where"),
        pytest.param("Áp dụng mô hình 4 lớp.", id="a kind of model"),
        pytest.param("Rà soát theo 05 tiêu chí.", id="by which"),
    ],
)
def test_numbers_that_describe_are_no_goals(sentence: str) -> None:
    assert targets(GOALS + f"- {sentence}") == []


def test_report_of_the_past_sets_nothing() -> None:
    body = "II. KẾT QUẢ ĐẠT ĐƯỢC\n- 100% xã có tủ sách.\n\nIII. MỤC TIÊU\n- 90% trường có thư viện.\n"
    assert [t.value for t in targets(body)] == [90.0]


def test_goal_columns_take_unit_and_subject_from_their_row() -> None:
    body = (
        "PHỤ LỤC\nCÁC CHỈ TIÊU\n\n| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2025 |\n|---|---|---|---|\n"
        "| 1 | Tỷ lệ trường học có thư viện số | % | ≥ 90 |\n| 2 | Số tủ sách xây mới | Tủ sách | 12 |\n"
    )
    rows = [(t.raw, t.kind, t.comparator, t.value, t.unit, t.subject) for t in targets(body)]
    assert rows == [
        ("≥ 90", "percent", "gte", 90.0, "%", "Tỷ lệ trường học có thư viện số"),
        ("12", "count", "eq", 12.0, "Tủ sách", "Số tủ sách xây mới"),
    ]


def test_a_column_of_goals_in_sentences_is_read_as_text() -> None:
    body = (
        "PHỤ LỤC\nPHÂN CÔNG\n\n| TT | Cơ quan chủ trì | Nội dung nhiệm vụ | Chỉ tiêu đạt được | Thời hạn |\n|---|---|---|---|---|\n"
        "| 1 | Sở Xây dựng | Xây dựng thư viện xanh | Huyện miền núi có tối thiểu 20 công trình; 100% xã có tủ sách. | 2027 |\n"
    )
    assert [(t.raw, t.value) for t in targets(body)] == [("tối thiểu 20 công trình", 20.0), ("100%", 100.0)]


def test_columns_split_below_the_head_give_nothing() -> None:
    body = (
        "PHỤ LỤC\nCÁC CHỈ TIÊU\n\n| TT | Chỉ tiêu | Đơn vị tính | Năm 2024 | Mục tiêu năm 2025 |\n|---|---|---|---|---|\n"
        "| Kế hoạch | Ước thực hiện |\n| 1 | Số tủ sách xây mới | Tủ sách | 10 | 9 | 12 |\n"
    )
    assert targets(body) == []


def test_by_when_is_the_deadline_of_the_sentence() -> None:
    text = HEAD + GOALS + "- Đến năm 2027, 60% xã có tủ sách.\n"
    document = vnplan.parse_text(text)
    (target,) = document.targets
    assert [d.value for d in document.deadlines if d.id == target.deadline_id] == ["2027"]


# --- figures are read from the figure ---------------------------------------------------------------------------------

PIECES = ("trên", "dưới ", "từ", "tăng thêm", "giảm ", "ít nhất là", "hơn", "≥", "vào năm 2025 đạt", "5", "12,5", "1.000", "95%", "một", "hai", "ba ", "-", "đến", "/", ".", "triệu đồng", "lớp", "người/năm", "trở lên", "phần trăm", " ", "  ", "(")  # fmt: skip


@pytest.mark.parametrize("name", ["_PERCENT", "_QUANTITY", "_MONEY", "_PER_HEAD"])
def test_figures_are_found_as_their_whole_pattern_finds_them(name: str) -> None:
    figure = getattr(extractor, name)
    source, found = Random(7), 0
    for _ in range(4000):
        text = "".join(source.choice(PIECES) + source.choice(("", " ", " ")) for _ in range(9))
        start, end = source.randrange(4), len(text) - source.randrange(4)
        expected = [(m.span(), m.groups()) for m in figure.whole.finditer(text, start, end)]
        assert [(m.span(), m.groups()) for m in figure.finditer(text, start, end)] == expected, text
        found += len(expected)
    assert found > 20
