"""Citations: every form in which plans cite, what belongs to a mention and what belongs to its neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import pytest

import vnplan
from vnplan import Citation
from vnplan.evaluate.owners import wrong_owners

HEAD = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ NAM Độc lập - Tự do - Hạnh phúc

Số: 88/KH-UBND Hà Nam, ngày 06 tháng 5 năm 2024

KẾ HOẠCH
Chăm lo người cao tuổi năm 2024
"""


def cited(body: str, *, opening: str = "") -> list[Citation]:
    """Citations of a plan whose first section holds `body`."""
    text = f"{HEAD}\n{opening}\nI. NHIỆM VỤ\n\n1. Việc chung\n\n{body}\n"
    document = vnplan.parse_text(text)
    for citation in document.citations:
        assert document.text[citation.span.start : citation.span.end] == citation.raw
    return document.citations


def one(body: str) -> Citation:
    found = cited(body)
    assert len(found) == 1, [c.raw for c in found]
    return found[0]


def shown(citation: Citation) -> dict[str, Any]:
    return {
        "type": citation.doc_type,
        "number": citation.number.canonical if citation.number else None,
        "name": citation.name,
        "date": citation.date.iso if citation.date else None,
        "issuer": " ".join(citation.issuer.raw.split()) if citation.issuer else None,
        "title": citation.title,
        "parts": [f"{part.kind} {part.label}" for part in citation.parts],
    }


# --- one document, every form ---------------------------------------------------------------------------------------

FORMS: list[tuple[str, dict[str, Any], str]] = [
    (
        "Thực hiện Quyết định số 12/QĐ-TTg ngày 05 tháng 01 năm 2024 của Thủ tướng Chính phủ.",
        {"type": "Quyết định", "number": "12/QĐ-TTg", "date": "2024-01-05", "issuer": "Thủ tướng Chính phủ"},
        "State form in full",
    ),
    (
        "Theo Nghị định số 20/2021/NĐ-CP của Chính phủ.",
        {"type": "Nghị định", "number": "20/2021/NĐ-CP", "date": None, "issuer": "Chính phủ"},
        "normative: the year stands in the number and is no date",
    ),
    ("Theo Nghị quyết 76/NQ-CP.", {"type": "Nghị quyết", "number": "76/NQ-CP"}, "without the word số"),
    ("Theo Chỉ thị số: 33/CT-TTg.", {"type": "Chỉ thị", "number": "33/CT-TTg"}, "số with a colon"),
    ("Theo Quyết định số 23- QĐ /TW.", {"number": "23-QĐ/TW"}, "Party form with blanks"),
    (
        "Theo Chương trình hành động số 07-CTr/TU ngày 01/3/2024 của Tỉnh ủy.",
        {"type": "Chương trình hành động", "number": "07-CTr/TU", "issuer": "Tỉnh ủy"},
        "Party programme",
    ),
    ("Theo Kế hoạch số 765-KH/UBND.", {"number": "765/KH-UBND"}, "separators of the Party form in a State number"),
    ("Theo Công văn số 5361/UBND-NC ngày 02/4/2024.", {"type": "Công văn", "number": "5361/UBND-NC"}, "letter"),
    ("Theo Công điện số 9/CĐ-TTg.", {"type": "Công điện", "number": "9/CĐ-TTg"}, "telegram"),
    ("Theo Thông báo số 31/TB-VPCP.", {"type": "Thông báo", "number": "31/TB-VPCP"}, "notice"),
    ("Theo Kết luận số 49-KL/TW.", {"type": "Kết luận", "number": "49-KL/TW"}, "conclusion"),
    ("Theo Hướng dẫn số 05-HD/VPTW.", {"type": "Hướng dẫn", "number": "05-HD/VPTW"}, "guidance"),
    ("Theo Nghị quyết số 163/2024/QH 15.", {"number": "163/2024/QH15"}, "a blank inside QH 15"),
    ("Theo Nghị quyết số 66.2/2025/NQ-CP.", {"number": "66.2/2025/NQ-CP"}, "a serial with a point"),
    ("Theo Quyết định số 6858/QĐ-\nBYT ngày 18/11/2016.", {"number": "6858/QĐ-BYT"}, "a number over two lines"),
    ("Theo Luật số 87/2025/QH15.", {"type": "Luật", "number": "87/2025/QH15", "name": None}, "a law by number alone"),
    (
        "Theo Luật Người cao tuổi số 39/2009/QH12.",
        {"number": "39/2009/QH12", "name": "Luật Người cao tuổi"},
        "a law by name and number",
    ),
    ("Theo Luật Thủ đô 2024.", {"name": "Luật Thủ đô", "date": "2024"}, "a law with its year behind the name"),
    (
        "Theo Luật Phòng, chống ma túy năm 2021.",
        {"name": "Luật Phòng, chống ma túy", "date": "2021"},
        "comma in a name",
    ),
    (
        "Theo Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX.",
        {"type": "Nghị quyết", "name": "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX"},
        "a congress with its number",
    ),
    (
        "Theo TCVN 9001:2015.",
        {"type": "Tiêu chuẩn", "number": "TCVN 9001:2015"},
        "a technical standard keeps its blank",
    ),
    (
        "Theo Thông tư liên tịch số 07/2016/TTLT-BYT-BTC ngày 15/4/2016 của Bộ Y tế - Bộ Tài chính.",
        {"type": "Thông tư liên tịch", "issuer": "Bộ Y tế - Bộ Tài chính"},
        "a joint document has all its issuers",
    ),
    (
        "Theo Thông tư số 03/2025/TT-VPCP ngày 15/9/2025 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ.",
        {"issuer": "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"},
        "two posts of one person",
    ),
    (
        "Theo Quyết định số 1128/QĐ-UBND của Chủ tịch UBND tỉnh ngày 03/7/2023 về giao chỉ tiêu.",
        {"date": "2023-07-03", "issuer": "Chủ tịch UBND tỉnh", "title": "về giao chỉ tiêu"},
        "the date behind the issuer",
    ),
    (
        "Theo Nghị quyết số 21-NQ/TW ngày 25/10/2017 của Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII.",
        {"issuer": "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng"},
        "a plenum; the term is no part of the issuer",
    ),
    (
        "Theo Quyết định số 17/QĐ-UBQGCĐS ngày 04/4/2023 của Ủy ban Quốc gia về chuyển đổi số.",
        {"issuer": "Ủy ban Quốc gia về chuyển đổi số", "title": None},
        "a body that is named by its field",
    ),
    (
        "Theo Quyết định số 52/2002/QĐ-UB ngày 27/9/2002 của Ủy ban nhân dân tỉnh Bình Phước Thành lập trạm y tế.",
        {"issuer": "Ủy ban nhân dân tỉnh Bình Phước"},
        "a title that begins with a capital is no part of the place",
    ),
    (
        "Theo Kế hoạch số 9/KH-UBND ngày 11/3/2022 của UBND tỉnh Hà Nam.",
        {"issuer": "UBND tỉnh Hà Nam"},
        "the full stop is no part of the issuer",
    ),
    (
        "Theo Nghị định số 52/2013/NĐ-CP ngày l6 tháng 5 năm 2013 của Chính phủ.",
        {"date": "2013-05-16", "issuer": "Chính phủ"},
        "a digit that OCR took for a letter",
    ),
    (
        "Theo Nghị quyết số 8/NQ-ĐU ngày ..../..../2024 của Đảng ủy xã.",
        {"date": "2024", "issuer": "Đảng ủy xã"},
        "a date whose day and month are left to be filled in",
    ),
    (
        "Ngày 25/6/2023, UBND tỉnh ban hành Kế hoạch số 2358/KH-UBND về chuyển đổi số.",
        {"date": "2023-06-25", "issuer": "UBND tỉnh", "title": "về chuyển đổi số"},
        "date and issuer before the document",
    ),
    (
        "Theo ý kiến của Ban Thường vụ Tỉnh ủy tại Công văn số 983-CV/TU ngày 10/8/2023.",
        {"issuer": "Ban Thường vụ Tỉnh ủy"},
        "the issuer before the document",
    ),
    (
        "Theo đề nghị của Bộ trưởng Bộ Y tế và Bộ trưởng Bộ Nội vụ tại Tờ trình số 04/TTr-BYT-BNV.",
        {"issuer": "Bộ trưởng Bộ Y tế và Bộ trưởng Bộ Nội vụ"},
        "two issuers before the document",
    ),
    (
        "Xét Báo cáo thẩm tra số 100/BC-BPC ngày 23/11/2023 của Ban Pháp chế.",
        {"type": "Báo cáo", "number": "100/BC-BPC", "issuer": "Ban Pháp chế"},
        "words between the type and số",
    ),
    (
        "Theo Kế hoạch của UBND tỉnh số 330/KH-UBND ngày 07/12/2023.",
        {"type": "Kế hoạch", "number": "330/KH-UBND", "issuer": "UBND tỉnh"},
        "the issuer between type and số",
    ),
    (
        "Theo điểm a, b khoản 2 Điều 5 Nghị định số 20/2021/NĐ-CP.",
        {"parts": ["point a", "point b", "clause 2", "article 5"]},
        "parts in the order of the text",
    ),
    ("Theo khoản 3 Điều 19 Luật Giáo dục.", {"parts": ["clause 3", "article 19"]}, "parts of a law"),
    (
        "Theo Phụ lục II ban hành kèm theo Thông tư số 02/2022/TT-BTNMT.",
        {"parts": ["appendix II"]},
        "an appendix keeps the label as written",
    ),
    (
        "Theo khoản 3 Điều 20; khoản 4 Điều 47 Nghị định số 77/2025/NĐ-CP.",
        {"parts": ["clause 3", "article 20", "clause 4", "article 47"]},
        "parts with a semicolon between them",
    ),
    ("Theo Nghị quyết số 66/NQ-СР của Chính phủ.", {"number": "66/NQ-CP"}, "Cyrillic letters in the symbol"),
    ("Theo Luật KH, CN&ĐMST.", {"name": "Luật KH, CN&ĐMST"}, "a law by its abbreviation"),
    (
        "Theo Luật Việc làm số 74/2025/QH15 quy định: “Nhà nước hỗ trợ”.",
        {"number": "74/2025/QH15", "title": None},
        "the words of a document are no title",
    ),
    ("Sửa một số điều của Nghị định số 20/2021/NĐ-CP.", {"parts": []}, "một số điều names no article"),
    (
        "Theo Thông tư số 4/2016/TT-BYT của Bộ Y tế (nay là Bộ Dân số) về phòng bệnh.",
        {"title": "về phòng bệnh"},
        "a bracket between issuer and title",
    ),
    (
        "Theo Nghị định số 78/2025/NĐ-CP của Chính phủ về ban hành văn bản được sửa đổi bởi Luật số 87/2025/QH15.",
        {},
        "what amended it is no part of the title",
    ),
]


@pytest.mark.parametrize(("body", "expected", "reason"), FORMS, ids=[reason for _, _, reason in FORMS])
def test_forms(body: str, expected: dict[str, Any], reason: str) -> None:
    found = shown(cited(body)[0])
    assert {key: found[key] for key in expected} == expected, reason
    if "sửa đổi bởi" in body:
        assert found["title"] == "về ban hành văn bản", reason


NONE: list[tuple[str, str]] = [
    ("Thực hiện Kế hoạch này và các văn bản của UBND tỉnh.", "the document itself, and a generic mention"),
    ("Danh mục nhiệm vụ (Kèm theo Kế hoạch số 88/KH-UBND ngày 06/5/2024 của UBND tỉnh)", "the bracket of an annex"),
    ("Theo quy định của pháp luật và Luật này.", "no law is named"),
    ("Chuẩn bị tài liệu 3/TV cho 24/24 giờ.", "fractions and marks"),
    ("Trường Đại học Luật Hà Nội tổ chức lớp.", "a school that has the word in its name"),
    ("Kế hoạch 05 năm của tỉnh; Chương trình 135.", "a count and a programme"),
    ("ÁP DỤNG VĂN BẢN QUY PHẠM PHÁP LUẬT THUỘC LĨNH VỰC Y TẾ", "pháp luật in capitals"),
    ("Nghị quyết Đại hội Đảng các cấp.", "a congress without its number"),
]


@pytest.mark.parametrize(("body", "reason"), NONE, ids=[reason for _, reason in NONE])
def test_what_is_no_citation(body: str, reason: str) -> None:
    assert [c.raw for c in cited(body)] == [], reason


# --- several documents ----------------------------------------------------------------------------------------------


def values(found: Sequence[Citation]) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (
            c.number.canonical if c.number else c.name,
            c.date.iso if c.date else None,
            " ".join(c.issuer.raw.split()) if c.issuer else None,
        )
        for c in found
    ]


SHARED: list[tuple[str, list[tuple[str | None, str | None, str | None]], str]] = [
    (
        "Theo Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị.",
        [("217-QĐ/TW", "2013-12-12", "Bộ Chính trị"), ("218-QĐ/TW", "2013-12-12", "Bộ Chính trị")],
        "date and issuer behind the last are meant for both",
    ),
    (
        "Theo các Quyết định số 1/QĐ-UBND, 2/QĐ-UBND ngày 05/6/2023 của UBND tỉnh.",
        [("1/QĐ-UBND", "2023-06-05", "UBND tỉnh"), ("2/QĐ-UBND", "2023-06-05", "UBND tỉnh")],
        "one type before several numbers",
    ),
    (
        "Theo Quyết định số 391/QĐ-UBND ngày 17/02/2011, Quyết định số 714/QĐ-UBND ngày 20/3/2013 của UBND tỉnh.",
        [("391/QĐ-UBND", "2011-02-17", "UBND tỉnh"), ("714/QĐ-UBND", "2013-03-20", "UBND tỉnh")],
        "the issuer is shared, each keeps its date",
    ),
    (
        "Theo Quyết định số 217-QĐ/TW ngày 12/12/2013 và Quyết định số 218-QĐ/TW cùng ngày của Bộ Chính trị.",
        [("217-QĐ/TW", "2013-12-12", "Bộ Chính trị"), ("218-QĐ/TW", "2013-12-12", "Bộ Chính trị")],
        "cùng ngày is the day of the one before",
    ),
    (
        "Theo các Kế hoạch của UBND thành phố Hà Nội: số 330/KH-UBND ngày 07/12/2023; số 332/KH-UBND ngày 10/12/2023.",
        [
            ("330/KH-UBND", "2023-12-07", "UBND thành phố Hà Nội"),
            ("332/KH-UBND", "2023-12-10", "UBND thành phố Hà Nội"),
        ],
        "an issuer before the list",
    ),
    (
        "Theo các Quyết định của Thủ tướng Chính phủ: Quyết định số 1629/QĐ-TTg ngày 16/12/2023; Quyết định số 790/QĐ-TTg.",
        [("1629/QĐ-TTg", "2023-12-16", "Thủ tướng Chính phủ"), ("790/QĐ-TTg", None, "Thủ tướng Chính phủ")],
        "an issuer before a list of full citations",
    ),
    (
        (
            "Theo các Quyết định của UBND tỉnh về thi đua: Quyết định số 12/QĐ-UBND ngày 01/6/2025 của Chủ tịch UBND tỉnh; "
            "Quyết định số 15/QĐ-UBND ngày 02/6/2025."
        ),
        [("12/QĐ-UBND", "2025-06-01", "Chủ tịch UBND tỉnh"), ("15/QĐ-UBND", "2025-06-02", "UBND tỉnh")],
        "what has an issuer of its own keeps it",
    ),
    (
        "Theo Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu ngày 29/11/2023.",
        [
            (
                "Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu",
                "2023-11-29",
                None,
            ),
            ("Luật Quy hoạch", None, None),
            ("Luật Đầu tư", None, None),
            ("Luật Đấu thầu", None, None),
        ],
        "the date behind an amending law is not that of the last law it amends",
    ),
]


@pytest.mark.parametrize(("body", "expected", "reason"), SHARED, ids=[reason for _, _, reason in SHARED])
def test_coordinations(body: str, expected: list[tuple[str | None, str | None, str | None]], reason: str) -> None:
    assert values(cited(body)) == expected, reason


class TestWrongOwners:
    """A neighbour's date or issuer is never taken."""

    CASES: ClassVar[list[tuple[str, list[tuple[str | None, str | None, str | None]], str]]] = [
        (
            "Theo Quyết định số 5/QĐ-BYT; Quyết định số 6/QĐ-TTg ngày 02/3/2023 của Thủ tướng Chính phủ.",
            [("5/QĐ-BYT", None, None), ("6/QĐ-TTg", "2023-03-02", "Thủ tướng Chính phủ")],
            "numbers of two organs share nothing",
        ),
        (
            "Theo Kế hoạch số 7/KH-UBND về y tế và Kế hoạch số 8/KH-UBND ngày 01/3/2023 của UBND tỉnh.",
            [("7/KH-UBND", None, None), ("8/KH-UBND", "2023-03-01", "UBND tỉnh")],
            "a title parts the members",
        ),
        (
            "Theo Nghị định số 178/2024/NĐ-CP, Nghị định số 67/2025/NĐ-CP ngày 15/3/2025 của Chính phủ.",
            [("178/2024/NĐ-CP", None, "Chính phủ"), ("67/2025/NĐ-CP", "2025-03-15", "Chính phủ")],
            "the year in a number says that the date is another's",
        ),
        (
            "Theo chức năng, nhiệm vụ của Sở theo Thông tư số 06/2016/TT-BNV.",
            [("06/2016/TT-BNV", None, None)],
            "an organ whose duties stand in a document did not issue it",
        ),
        (
            "Nguồn thu của Trung tâm Văn hóa tỉnh theo Quyết định số 53/2016/QĐ-UBND ngày 28/12/2016.",
            [("53/2016/QĐ-UBND", "2016-12-28", None)],
            "an organ that a document is about did not issue it",
        ),
        (
            "Quyết định số 9/QĐ-UBND ban hành Kế hoạch thực hiện Nghị quyết số 8/NQ-CP ngày 06/6/2023 của Chính phủ.",
            [("9/QĐ-UBND", None, None), ("8/NQ-CP", "2023-06-06", "Chính phủ")],
            "date and issuer of the one nested in the title",
        ),
        (
            "Theo Luật Đất đai và Nghị định số 101/2023/NĐ-CP ngày 29/7/2023 của Chính phủ.",
            [("Luật Đất đai", None, None), ("101/2023/NĐ-CP", "2023-07-29", "Chính phủ")],
            "a law before a decree",
        ),
        (
            "Theo Công văn số 12/SNV-TCBC. Ngày 05/6/2023 của đợt thi, Sở Y tế báo cáo.",
            [("12/SNV-TCBC", None, None)],
            "a date of the next sentence",
        ),
        (
            "Giao Sở Nội vụ tham mưu UBND tỉnh ban hành Quyết định số 40/QĐ-BNV.",
            [("40/QĐ-BNV", None, None)],
            "the subject cannot have issued this number",
        ),
        (
            "Theo Luật sửa đổi, bổ sung một số điều của Luật Nhà ở số 27/2023/QH15 và Luật Đất đai số 31/2024/QH15.",
            [
                (
                    "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở số 27/2023/QH15 và Luật Đất đai số 31/2024/QH15",
                    None,
                    None,
                ),
                ("27/2023/QH15", None, None),
                ("31/2024/QH15", None, None),
            ],
            "numbers of the amended laws are theirs",
        ),
        (
            "Theo Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Đất đai số 43/2024/QH15.",
            [("43/2024/QH15", None, None), ("Luật Nhà ở", None, None), ("Luật Đất đai", None, None)],
            "one number behind the list is the amending law's",
        ),
        (
            "Kế hoạch số 21/KH-UBND ngày 04/5/2023\nQuyết định số 22/QĐ-UBND của UBND tỉnh",
            [("21/KH-UBND", "2023-05-04", None), ("22/QĐ-UBND", None, "UBND tỉnh")],
            "two rows of a list",
        ),
    ]

    @pytest.mark.parametrize(("body", "expected", "reason"), CASES, ids=[reason for _, _, reason in CASES])
    def test_each_keeps_its_own(
        self, body: str, expected: list[tuple[str | None, str | None, str | None]], reason: str
    ) -> None:
        assert values(cited(body)) == expected, reason


# --- what the plan does with it -------------------------------------------------------------------------------------

RELATIONS: list[tuple[str, str, list[str], str]] = [
    ("Căn cứ Quyết định số 5/QĐ-BYT;", "", ["basis"], "a ground"),
    (
        "Căn cứ Quyết định số 5/QĐ-BYT ban hành Kế hoạch thực hiện Nghị quyết số 8/NQ-CP;",
        "",
        ["basis", "mention"],
        "nested in the title of a ground",
    ),
    ("", "Theo Quyết định số 5/QĐ-BYT.", ["mention"], "in the body"),
    (
        "Sau 5 năm thực hiện Nghị quyết số 8/NQ-CP, tỉnh đã đạt kết quả. Thực hiện Chỉ thị số 6/CT-TTg, tỉnh ban hành Kế hoạch.",
        "",
        ["mention", "basis"],
        "a look back is no ground",
    ),
    (
        "",
        "Kế hoạch này thay thế Kế hoạch số 7/KH-UBND ngày 01/3/2023 của UBND tỉnh.",
        ["replaces"],
        "said to be replaced",
    ),
    (
        "",
        "Kế hoạch này có hiệu lực kể từ ngày ký và thay thế Kế hoạch số 7/KH-UBND và Kế hoạch số 8/KH-UBND.",
        ["replaces", "replaces"],
        "what is done with the first is done with the next",
    ),
    ("", "Bãi bỏ Kế hoạch số 7/KH-UBND ngày 01/3/2023.", ["repeals"], "said to be repealed"),
    (
        "",
        "Kế hoạch số 7/KH-UBND ngày 01/3/2023 hết hiệu lực kể từ ngày Kế hoạch này được ban hành.",
        ["repeals"],
        "the words stand behind it",
    ),
    (
        "",
        "Bãi bỏ các văn bản sau:\na) Kế hoạch số 7/KH-UBND về thực hiện Nghị quyết số 8/NQ-CP;\nb) Kế hoạch số 9/KH-UBND.",
        ["repeals", "mention", "repeals"],
        "a list of lines, each with one document of its own",
    ),
    ("", "Sở Tư pháp đề xuất bãi bỏ Quyết định số 7/QĐ-UBND.", ["mention"], "somebody is to propose it"),
    (
        "",
        "Thông tư số 4/2016/TT-BYT được sửa đổi bởi Thông tư số 5/2018/TT-BYT.",
        ["mention", "mention"],
        "others amend",
    ),
    (
        "",
        "Kế hoạch này sửa đổi, bổ sung một số nội dung của Kế hoạch số 7/KH-UBND.",
        ["amends"],
        "said to be amended by this document",
    ),
]


@pytest.mark.parametrize(("opening", "body", "expected", "reason"), RELATIONS, ids=[reason for *_, reason in RELATIONS])
def test_relations(opening: str, body: str, expected: list[str], reason: str) -> None:
    assert [c.relation for c in cited(body or "Làm ngay.", opening=opening)] == expected, reason


def test_a_title_that_amends_amends_what_it_names() -> None:
    text = HEAD.replace("Chăm lo người cao tuổi năm 2024", "Sửa đổi, bổ sung Kế hoạch số 7/KH-UBND ngày 01/3/2023")
    found = vnplan.parse_text(text + "\nThực hiện Chỉ thị số 6/CT-TTg, UBND tỉnh ban hành Kế hoạch.\n\nI. NHIỆM VỤ\n")
    assert [c.relation for c in found.citations] == ["amends", "basis"]


# --- the figure -----------------------------------------------------------------------------------------------------


def _gold(number: str, date: str | None, issuer: str | None, start: int) -> dict[str, Any]:
    quote = f"Quyết định số {number}"
    return {
        "quote": quote, "start": start, "end": start + len(quote), "doc_type": "Quyết định", "number": number,
        "name": None, "date": date, "issuer": issuer, "title": None, "relation": "mention",
    }  # fmt: skip


def _pred(number: str, date: str | None, issuer: str | None, start: int, source: str = "stated") -> dict[str, Any]:
    end = start + len(f"Quyết định số {number}")
    return {
        "span": {"start": start, "end": end}, "raw": "", "doc_type": "Quyết định", "form": "full",
        "number": {"raw": number, "canonical": number}, "name": None, "title": None, "relation": "mention",
        "date": {"iso": date} if date else None, "date_source": source if date else None,
        "issuer": {"raw": issuer} if issuer else None, "issuer_source": source if issuer else None,
    }  # fmt: skip


OWNERS: list[tuple[str | None, str | None, str, int, int, str]] = [
    ("2023-01-02", "Bộ Y tế", "stated", 0, 4, "each has its own"),
    ("2023-05-06", "Bộ Y tế", "stated", 1, 4, "the date of the next one"),
    ("2023-05-06", "Chính phủ", "shared", 2, 4, "date and issuer of the next one"),
    ("2020-09-09", "Bộ Y tế", "stated", 0, 4, "a wrong date that nobody owns is another mistake"),
    (None, None, "stated", 0, 2, "a missing value is another mistake"),
    ("2023-05-06", "Chính phủ", "earlier_mention", 0, 2, "what says that it is inferred is not judged"),
]


@pytest.mark.parametrize(
    ("date", "issuer", "source", "wrong", "judged", "reason"), OWNERS, ids=[reason for *_, reason in OWNERS]
)
def test_wrong_owner_rate(
    date: str | None, issuer: str | None, source: str, wrong: int, judged: int, reason: str
) -> None:
    gold = {
        "doc": "x.txt",
        "citations": [
            _gold("1/QĐ-BYT", "2023-01-02", "Bộ Y tế", 0),
            _gold("2/QĐ-CP", "2023-05-06", "Chính phủ", 100),
        ],
    }
    pred = {"citations": [_pred("1/QĐ-BYT", date, issuer, 0, source), _pred("2/QĐ-CP", "2023-05-06", "Chính phủ", 100)]}
    share, thefts = wrong_owners(gold, pred)
    assert (share.right, share.of) == (wrong, judged), reason
    assert len(thefts) == wrong


@pytest.mark.parametrize("number", ["26/2005/PL-UBTVQH11", "02/2020/UBTVQH14"])
def test_an_ordinance_keeps_its_number(number: str) -> None:
    text = f"KẾ HOẠCH\nThăm hỏi\n\nCăn cứ Pháp lệnh Ưu đãi người có công với cách mạng số {number} ngày 29 tháng 6 năm 2005;\n\nI. A\nB.\n"
    (citation,) = vnplan.parse_text(text).citations
    assert citation.number is not None
    assert (citation.number.raw, citation.form) == (number, "full")
