"""Slips of OCR: known phrases are put right for matching, in noisy text only, and the text itself never changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnplan
from vnplan import lexicon
from vnplan.text.fold import bare, fold
from vnplan.text.slips import is_noisy, mend

NOISE = "tổ chưc thực hiên kê hoạch, bao cáo kêt quả theo hương dẫn. "
"""Six common words whose marks are lost: enough to show that a short text comes from OCR."""
PHRASES = lexicon.phrases()


def mended(line: str) -> str:
    """What becomes of `line` at the end of a noisy text."""
    folded = fold(NOISE + line)
    whole = mend(folded, PHRASES)
    assert len(whole) == len(folded)
    return whole[len(NOISE) :]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("yêu câu các đơn vi", "yêu cầu các đơn vị", id="one mark lost in each phrase"),
        pytest.param("chu tri, phôi hơp cung", "chủ trì, phối hợp cung", id="all marks lost; a single word stays"),
        pytest.param("ủy bản nhân dận", "ủy ban nhân dân", id="a mark too many"),
        pytest.param("đê nghị", "đề nghị", id="the first syllable"),
        pytest.param("ngay 12 thang 5 nam 2025", "ngày 12 tháng 5 năm 2025", id="the words of a date"),
        pytest.param("ngay 12/5/2025", "ngày 12/5/2025", id="a day in figures"),
        pytest.param("ngay khi nhận", "ngay khi nhận", id="ngay as an adverb"),
        pytest.param("nam, nữ", "nam, nữ", id="nam as a man"),
        pytest.param("miền nam 2 tỉnh", "miền nam 2 tỉnh", id="nam before a number that is no year"),
        pytest.param("nam 2025", "năm 2025", id="a year"),
        pytest.param("nam 20251", "nam 20251", id="five figures are no year"),
        pytest.param("càc xã vá thôn vê dự", "các xã và thôn về dự", id="small words that nothing else looks like"),
        pytest.param("cúa Bộ Chinh trị", "của bộ chính trị", id="who issued a document"),
        pytest.param("đền bù, vẻ đẹp, con cua", "đền bù, vẻ đẹp, con cua", id="small words of their own"),
        pytest.param("hãng năm, hàng năm", "hằng năm, hàng năm", id="each year"),
        pytest.param("ngày 22/7/202l", "ngày 22/7/2021", id="a letter for the last figure of a year"),
        pytest.param("quý 1v năm 2025", "quý iv năm 2025", id="a figure in a Roman number"),
        pytest.param("co so", "co so", id="a short phrase may be another one"),
        pytest.param("khoa hoc", "khoa hoc", id="a phrase the tables do not have"),
        pytest.param("xphôi hợpy", "xphôi hợpy", id="within a longer word"),
        pytest.param("phối hợp", "phối hợp", id="what is right stays"),
    ],
)
def test_noisy_text(line: str, expected: str) -> None:
    assert mended(line) == expected


CLEAN = "tổ chức thực hiện kế hoạch, báo cáo kết quả theo hướng dẫn. "


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("công ăn việc làm", id="a phrase that differs from another one by a mark only"),
        pytest.param("yêu câu hỏi", id="yêu before câu hỏi"),
        pytest.param("ngay 12 người", id="ngay before a number"),
    ],
)
def test_clean_text_is_left_alone(line: str) -> None:
    folded = fold(CLEAN * 3 + line)
    assert mend(folded, PHRASES) is folded


@pytest.mark.parametrize(
    ("clean", "slips", "noisy"),
    [
        pytest.param(0, 0, False, id="no words at all"),
        pytest.param(0, 2, False, id="two slips prove nothing"),
        pytest.param(0, 3, True, id="three slips and nothing else"),
        pytest.param(97, 3, True, id="three in a hundred"),
        pytest.param(147, 3, True, id="two in a hundred, just"),
        pytest.param(148, 3, False, id="less than two in a hundred: a printed text"),
        pytest.param(1000, 20, False, id="many slips in a long text, still few"),
        pytest.param(980, 20, True, id="two in a hundred of a long text"),
    ],
)
def test_how_many_slips_make_a_text_noisy(clean: int, slips: int, noisy: bool) -> None:
    folded = "kế hoạch. " * clean + "kê hoạch. " * slips
    assert is_noisy(folded, bare(folded)) is noisy


def test_two_phrases_with_the_same_letters_are_both_left_alone() -> None:
    folded = fold(NOISE + "đơn vị quan trong")
    assert mend(folded, ("quan trọng", "thực hiện")).endswith("đơn vị quan trọng")
    assert mend(folded, ("quan trọng", "quan trông", "thực hiện")).endswith("đơn vị quan trong")


@settings(deadline=None)  # the first example loads the phrases
@given(st.text(alphabet="abđdêệếuưo ,.\nKHÔT", max_size=80))
def test_length_and_letters_stay(text: str) -> None:
    folded = fold(NOISE + text)
    result = mend(folded, PHRASES)
    assert len(result) == len(folded)
    assert bare(result) == bare(folded), "only marks change"
    assert mend(result, PHRASES) == result, "mending twice changes nothing"


PLAN = (
    "UBND TỈNH BÌNH AN\nSố: 1/KH-UBND\nBình An, ngày 02 tháng 01 năm 2025\n\nKÊ HOẠCH\nMua sách năm 2025\n\n"
    "I. NHIỆM VỤ\nTổ chưc thực hiên kê hoạch, bao cáo kêt quả theo hương dẫn.\n"
    "Sở Y tế chu tri, phôi hợp với Sở Tài chính mua sách, hoàn thành trươc ngay 15/11/2025.\n"
)


def test_the_text_of_a_noisy_plan_stays_as_it_is() -> None:
    document = vnplan.parse_text(PLAN)
    assert document.text == PLAN
    assert [(u.raw, u.role) for u in document.units] == [("Sở Y tế", "lead"), ("Sở Tài chính", "coordinate")]
    (deadline,) = document.deadlines
    assert deadline.raw in PLAN
    assert deadline.value == "2025-11-15"
    assert [d.code for d in document.diagnostics].count("text-noisy") == 1


def test_a_clean_plan_is_not_called_noisy() -> None:
    clean = PLAN.replace("Tổ chưc thực hiên kê hoạch, bao cáo kêt quả theo hương dẫn.", "Thực hiện kế hoạch.")
    clean = clean.replace("KÊ", "KẾ").replace("chu tri, phôi", "chủ trì, phối").replace("trươc ngay", "trước ngày")
    document = vnplan.parse_text(clean)
    assert "text-noisy" not in [d.code for d in document.diagnostics]
    assert [u.raw for u in document.units] == [u.raw for u in vnplan.parse_text(PLAN).units]
