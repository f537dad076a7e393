"""References: mentions of one document meet, mentions of two do not; short forms, origins, conflicts."""

from __future__ import annotations

import pytest

import vnplan
from vnplan import PlanDocument
from vnplan.lexicon.numbers import parse_number

HEAD = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ NAM Độc lập - Tự do - Hạnh phúc

Số: 88/KH-UBND Hà Nam, ngày 06 tháng 5 năm 2024

KẾ HOẠCH
Chăm lo người cao tuổi năm 2024

I. NHIỆM VỤ

1. Việc chung

"""


def plan(body: str, head: str = HEAD) -> PlanDocument:
    document = vnplan.parse_text(head + body + "\n")
    ids = {r.id for r in document.references}
    assert {c.reference_id for c in document.citations} == ids
    for reference in document.references:
        assert reference.citation_ids == [c.id for c in document.citations if c.reference_id == reference.id]
    return document


# --- what meets and what does not -----------------------------------------------------------------------------------

TOGETHER: list[tuple[str, list[int], str]] = [
    ("Theo Kế hoạch số 765/KH-UBND.\n\nTheo Kế hoạch số 765-KH/UBND.", [0, 0], "two ways to write one number"),
    ("Theo Quyết định số 7/QĐ-UBND.\n\nTheo Quyết định số 07/QĐ-UBND.", [0, 0], "a leading zero"),
    ("Theo Nghị quyết 8/NQ-CP.\n\nTheo Nghị quyết số 8/NQ-CP ngày 06/6/2023 của Chính phủ.", [0, 0], "less and more"),
    (
        "Theo Kế hoạch số 9/KH-UBND ngày 02/3/2022.\n\nTheo Kế hoạch số 9/KH-UBND ngày 02/3/2023.",
        [0, 1],
        "a number comes again each year",
    ),
    (
        "Theo Kế hoạch số 9/KH-UBND của UBND tỉnh Nam Định.\n\nTheo Kế hoạch số 9/KH-UBND của UBND tỉnh Hà Nam.",
        [0, 1],
        "each province has this number",
    ),
    (
        "Theo Kế hoạch số 9/KH-UBND của UBND tỉnh.\n\nTheo Kế hoạch số 9/KH-UBND của UBND tỉnh Hà Nam.",
        [0, 0],
        "UBND tỉnh is that of the letterhead",
    ),
    (
        "Theo Kế hoạch số 9/KH-UBND ngày 02/3/2022.\n\nTheo Kế hoạch số 9/KH-UBND ngày 02/3/2023.\n\nTheo Kế hoạch số 9/KH-UBND.",
        [0, 1, 1],
        "what says too little is the one cited last",
    ),
    ("Theo Quyết định số 4/QĐ-UBND.\n\nTheo Kế hoạch số 4/KH-UBND.", [0, 1], "one serial, two types"),
    ("Theo Văn bản số 31/SNV-TC.\n\nTheo Công văn số 31/SNV-TC.", [0, 0], "a letter by its two names"),
    (
        "Theo Luật Giáo dục số 43/2019/QH14.\n\nTheo Luật giáo dục.\n\nTheo Luật số 43/2019/QH14.",
        [0, 0, 0],
        "a law by name and number, by name, by number",
    ),
    (
        "Theo Luật Giáo dục năm 2005.\n\nTheo Luật Giáo dục năm 2019.",
        [0, 1],
        "two laws with one name",
    ),
    (
        "Theo Luật Đất đai số 45/2013/QH13.\n\nTheo Luật Đất đai số 31/2024/QH15.",
        [0, 1],
        "one name, two numbers",
    ),
    (
        "Theo Chỉ thị số 27/CT-TTg ngày 15/8/2023.\n\nTheo Chỉ thị số 27/CTTg ngày 15/8/2023.",
        [0, 0],
        "a slip: no type code, the symbol all but the same",
    ),
    (
        "Theo Quyết định số 27/QĐ-BYT ngày 15/8/2023.\n\nTheo Quyết định số 27/QĐ-BYI ngày 15/8/2023.",
        [0, 0],
        "a slip in the organ, the day the same",
    ),
    (
        "Theo Quyết định số 27/QĐ-BYT ngày 15/8/2023.\n\nTheo Quyết định số 27/QĐ-BTC ngày 15/8/2023.",
        [0, 1],
        "two organs that both exist",
    ),
    (
        "Theo Kế hoạch số ...../KH-UBND.\n\nTheo Kế hoạch số ...../KH-UBND.",
        [0, 1],
        "blank serials may be any",
    ),
]


@pytest.mark.parametrize(("body", "expected", "reason"), TOGETHER, ids=[reason for _, _, reason in TOGETHER])
def test_what_meets(body: str, expected: list[int], reason: str) -> None:
    document = plan(body)
    order = [r.id for r in document.references]
    assert [order.index(c.reference_id) for c in document.citations] == expected, reason


# --- short forms ----------------------------------------------------------------------------------------------------

SHORT: list[tuple[str, list[tuple[str, str | None]], str]] = [
    (
        "Theo Nghị quyết số 57-NQ/TW ngày 22/12/2023 của Bộ Chính trị. Nghị quyết 57 là đột phá.",
        [("Nghị quyết 57", "57-NQ/TW")],
        "type and bare serial",
    ),
    (
        "Theo Chỉ thị số 33/CT-TTg. Việc thực hiện Chỉ thị số 33 của Thủ tướng Chính phủ được báo cáo.",
        [("Chỉ thị số 33 của Thủ tướng Chính phủ", "33/CT-TTg")],
        "the issuer belongs to the short form too",
    ),
    ("Thực hiện Nghị quyết 57 và Đề án 06.", [], "nothing in the text says which documents these are"),
    (
        "Theo Nghị quyết số 5/NQ-CP và Nghị quyết số 05-NQ/TU. Nghị quyết 5 là trọng tâm.",
        [],
        "two documents have this serial",
    ),
    ("Theo Kế hoạch số 5/KH-BYT. Kế hoạch 5 năm được lập.", [], "a count of years"),
    (
        "Theo Nghị định số 20/2021/NĐ-CP của Chính phủ. Mức chuẩn quy định tại khoản 2 Điều 4 Nghị định này.",
        [("Nghị định này", "20/2021/NĐ-CP")],
        "a word that points back",
    ),
    ("Theo Kế hoạch số 5/KH-BYT. Kế hoạch này áp dụng ngay.", [], "the plan itself"),
    (
        "Theo Kế hoạch số 5/KH-BYT ngày 02/3/2023 của Bộ Y tế. Các sở bám sát Kế hoạch nêu trên.",
        [("Kế hoạch nêu trên", "5/KH-BYT")],
        "nêu trên is not the plan itself",
    ),
    (
        "Theo Nghị định số 20/2021/NĐ-CP, Nghị định số 76/2024/NĐ-CP. Mức chuẩn theo Nghị định nêu trên.",
        [],
        "two could be meant",
    ),
    ("Theo Nghị định số 20/2021/NĐ-CP. Thực hiện các Nghị định nêu trên.", [], "several are meant"),
    (
        "Theo Nghị quyết số 8/NQ-CP về việc làm (sau đây gọi tắt là Nghị quyết việc làm). Nghị quyết việc làm được phổ biến.",
        [("Nghị quyết việc làm", "8/NQ-CP"), ("Nghị quyết việc làm", "8/NQ-CP")],
        "a name that the text gives",
    ),
    (
        "Theo Quyết định số 8/QĐ-TTg phê duyệt Đề án việc làm (sau đây gọi tắt là Đề án). Đề án được phổ biến.",
        [],
        "the name is that of what was approved",
    ),
    (
        "Theo Luật Giáo dục (sau đây gọi là Luật). Học phí theo khoản 1 Điều 99 của Luật.",
        [("Luật", None), ("Luật", None)],
        "a bare type word, defined",
    ),
]


@pytest.mark.parametrize(("body", "expected", "reason"), SHORT, ids=[reason for _, _, reason in SHORT])
def test_short_forms(body: str, expected: list[tuple[str, str | None]], reason: str) -> None:
    document = plan(body)
    numbers = {r.id: r.number for r in document.references}
    short = [c for c in document.citations if c.form == "short"]
    assert [(c.raw, numbers[c.reference_id]) for c in short] == expected, reason
    full = {c.reference_id for c in document.citations if c.form != "short"}
    assert all(c.reference_id in full for c in short), "a short form never makes a document of its own"


def test_a_short_form_says_where_its_date_and_issuer_come_from() -> None:
    document = plan("Theo Nghị quyết số 57-NQ/TW ngày 22/12/2023 của Bộ Chính trị. Nghị quyết 57 là đột phá.")
    full, short = document.citations
    assert (short.date_source, short.issuer_source) == ("earlier_mention", "earlier_mention")
    assert short.date == full.date
    assert short.number is not None
    assert (short.number.raw, short.number.canonical) == ("57", "57-NQ/TW")


# --- attributes -----------------------------------------------------------------------------------------------------


def test_a_reference_has_the_fullest_attributes_and_says_whose_they_are() -> None:
    document = plan(
        "Theo Nghị quyết số 8/NQ-CP.\n\n"
        "Theo Nghị quyết số 8/NQ-CP năm 2023 của Chính phủ về việc làm.\n\n"
        "Theo Nghị quyết 8/NQ-CP ngày 06/6/2023 về việc làm bền vững."
    )
    (reference,) = document.references
    assert (reference.number, reference.date, reference.issuer) == ("8/NQ-CP", "2023-06-06", "Chính phủ")
    assert reference.title == "về việc làm bền vững"
    assert reference.origins.model_dump() == {"number": "c1", "date": "c3", "issuer": "c2", "title": "c3"}


CANONICAL: list[tuple[str, str, str]] = [
    (
        "Theo Kế hoạch số 9/KH-UBND ngày 02/3/2023 của UBND tỉnh.",
        "vn/ha-nam/ubnd/ke-hoach/2023/9-kh-ubnd",
        "letterhead",
    ),
    (
        "Theo Kế hoạch số 9/KH-UBND của UBND tỉnh Nam Định.",
        "vn/nam-dinh/ubnd/ke-hoach/_/9-kh-ubnd",
        "the place is stated, the year is not",
    ),
    ("Theo Kế hoạch số 9/KH-UBND.", "vn/_/ubnd/ke-hoach/_/9-kh-ubnd", "the place is never guessed"),
    ("Theo Nghị quyết số 57-NQ/TW.", "vn/trung-uong/tw/nghi-quyet/_/57-nq-tw", "a central organ needs no place"),
    ("Theo Nghị định số 20/2021/NĐ-CP.", "vn/trung-uong/cp/nghi-dinh/2021/20-2021-nd-cp", "the year of the number"),
    ("Theo Luật Giáo dục năm 2019.", "vn/_/_/luat/2019/giao-duc", "a law by name and year"),
]


@pytest.mark.parametrize(("body", "expected", "reason"), CANONICAL, ids=[reason for *_, reason in CANONICAL])
def test_canonical_ids(body: str, expected: str, reason: str) -> None:
    assert [r.canonical_id for r in plan(body).references] == [expected], reason


ISSUERS: list[tuple[str, str | None, str | None, str]] = [
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh Hà Nam", "context", "the place of the letterhead"),
    ("Tỉnh ủy", "Tỉnh ủy Hà Nam", "context", "a committee of the same level"),
    ("Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy Hà Nam", "context", "its standing body"),
    ("UBND tỉnh Nam Định", "Ủy ban nhân dân tỉnh Nam Định", "stated", "its own place"),
    ("UBND thành phố", None, "stated", "the letterhead names no city"),
    ("Chính phủ", "Chính phủ", "stated", "in the registry"),
]


@pytest.mark.parametrize(("issuer", "canonical", "source", "reason"), ISSUERS, ids=[row[3] for row in ISSUERS])
def test_issuers_in_full(issuer: str, canonical: str | None, source: str | None, reason: str) -> None:
    (citation,) = plan(f"Theo Quyết định số 9/QĐ-X ngày 02/3/2023 của {issuer} về thi đua.").citations
    assert citation.issuer is not None
    assert (citation.issuer.raw, citation.issuer.canonical, citation.issuer_source) == (issuer, canonical, source), (
        reason
    )


def test_without_a_letterhead_no_place_is_completed() -> None:
    head = "KẾ HOẠCH\nChăm lo người cao tuổi năm 2024\n\nI. NHIỆM VỤ\n\n1. Việc chung\n\n"
    (citation,) = plan("Theo Quyết định số 9/QĐ-UBND của UBND tỉnh về thi đua.", head).citations
    assert citation.issuer is not None
    assert (citation.issuer.canonical, citation.issuer_source) == (None, "stated")


# --- conflicts ------------------------------------------------------------------------------------------------------

CONFLICTS: list[tuple[str, list[str], str]] = [
    (
        "Theo Quyết định số 9/QĐ-TTg ngày 02/3/2023.\n\nTheo Quyết định số 9/QĐ-TTg ngày 03/3/2023.",
        ["citation-dates-differ"],
        "two days for one number",
    ),
    (
        "Theo Quyết định số 9/QĐ-TTg ngày 02/3/2023.\n\nTheo Quyết định số 9/QĐ-TTg ngày 02 tháng 3 năm 2023.",
        [],
        "one day written in two ways",
    ),
    ("Theo Quyết định số 9/QĐ-TTg năm 2023.\n\nTheo Quyết định số 9/QĐ-TTg ngày 02/3/2023.", [], "a year and its day"),
    (
        "Theo Chỉ thị số 27/CT-TTg ngày 15/8/2023.\n\nTheo Chỉ thị số 27/CTTg ngày 15/7/2023.",
        ["citation-dates-differ", "number-repaired"],
        "a slip in the number and one in the date",
    ),
]


@pytest.mark.parametrize(("body", "expected", "reason"), CONFLICTS, ids=[reason for *_, reason in CONFLICTS])
def test_conflicts_are_told(body: str, expected: list[str], reason: str) -> None:
    told = [d for d in plan(body).diagnostics if d.code in ("citation-dates-differ", "number-repaired")]
    assert sorted(d.code for d in told) == expected, reason
    assert all(d.span is not None for d in told)


def test_a_footnote_gives_the_reference_what_the_text_lacks() -> None:
    document = plan(
        "Theo Nghị quyết số 8/NQ-CP[1] về việc làm.\n\n[1] Nghị quyết số 8/NQ-CP ngày 06/6/2023 của Chính phủ."
    )
    (reference,) = document.references
    assert (reference.date, reference.issuer) == ("2023-06-06", "Chính phủ")
    assert document.citations[0].date_source == "footnote"


@pytest.mark.parametrize(
    ("raw", "canonical"), [("66.2/2025/NQ-CP", "66.2/2025/NQ-CP"), ("8/NQ - CP", "8/NQ-CP"), ("23 - QĐ/TW", "23-QĐ/TW")]
)
def test_numbers_have_one_form(raw: str, canonical: str) -> None:
    assert parse_number(raw).canonical == canonical
