"""The closing block: who receives the plan, who signs it and for whom."""

from __future__ import annotations

import pytest

import vnplan
from vnplan.model import PlanDocument

TOP = "UBND XÃ HÒA TRỊ\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nPhòng cháy rừng năm 2025\n\nI. MỤC ĐÍCH\nNâng cao ý thức của người dân.\n\n"


def parse(block: str) -> PlanDocument:
    document = vnplan.parse_text(f"{TOP}Trên đây là Kế hoạch phòng cháy rừng năm 2025 của xã./.\n\n{block}")
    for recipient in document.header.recipients:
        assert document.text[recipient.span.start : recipient.span.end] == recipient.raw
    signature = document.header.signature
    if signature is not None:
        assert document.text[signature.span.start : signature.span.end] == signature.raw
    return document


def recipients(block: str) -> list[str]:
    return [recipient.raw for recipient in parse(block).header.recipients]


def signed(block: str) -> tuple[list[str], str | None, str | None]:
    signature = parse(block).header.signature
    return (signature.authority, signature.position, signature.name) if signature else ([], None, None)


# --- layouts ------------------------------------------------------------------------------------------------------

SIDE_BY_SIDE = """Nơi nhận:                                   TM. ỦY BAN NHÂN DÂN
- Như trên;                                      KT. CHỦ TỊCH
- UBND huyện (b/c);                              PHÓ CHỦ TỊCH
- Các thôn trong xã;
- Lưu: VT.

                                                Lê Văn Hòa
"""
ONE_AFTER_ANOTHER = """Nơi nhận:
- Như trên;
- UBND huyện (b/c);
- Các thôn trong xã;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Văn Hòa
"""
SIGNATURE_FIRST = """TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Văn Hòa

Nơi nhận:
- Như trên;
- UBND huyện (b/c);
- Các thôn trong xã;
- Lưu: VT.
"""
CELLS = """|
**Nơi nhận:**
- Như trên;
- UBND huyện (b/c);
- Các thôn trong xã;
- Lưu: VT.
|
**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
PHÓ CHỦ TỊCH
**Lê Văn Hòa**
|
"""
ONE_ROW = "| Nơi nhận: - Như trên; - UBND huyện (b/c); - Các thôn trong xã; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Hòa |\n"
GRID = """+-----------------------------+----------------------+
| Nơi nhận:                   | TM. ỦY BAN NHÂN DÂN  |
| - Như trên;                 | KT. CHỦ TỊCH         |
| - UBND huyện (b/c);         | PHÓ CHỦ TỊCH         |
| - Các thôn trong xã;        | Lê Văn Hòa           |
| - Lưu: VT.                  |                      |
+-----------------------------+----------------------+
"""

LAYOUTS = [
    pytest.param(SIDE_BY_SIDE, id="two columns side by side"),
    pytest.param(ONE_AFTER_ANOTHER, id="one column after the other"),
    pytest.param(SIGNATURE_FIRST, id="the signature first"),
    pytest.param(CELLS, id="cells one a line"),
    pytest.param(ONE_ROW, id="squeezed into one table row"),
    pytest.param(GRID, id="a drawn grid"),
]


@pytest.mark.parametrize("block", LAYOUTS)
def test_layouts(block: str) -> None:
    assert recipients(block) == ["Như trên", "UBND huyện (b/c)", "Các thôn trong xã", "Lưu: VT"]
    assert signed(block) == (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH", "Lê Văn Hòa")


@pytest.mark.parametrize("block", LAYOUTS)
def test_the_block_is_no_part_of_the_body(block: str) -> None:
    document = parse(block)
    assert [section.label for section in document.sections] == ["I"]
    assert document.tables == [], "its cells are layout"


# --- authority, post, name ----------------------------------------------------------------------------------------

SIGNATURES = [
    pytest.param("CHỦ TỊCH\n\nLê Văn Hòa", [], "CHỦ TỊCH", "Lê Văn Hòa", id="the head himself"),
    pytest.param("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nHồ Thị Lan", ["KT. GIÁM ĐỐC"], "PHÓ GIÁM ĐỐC", "Hồ Thị Lan", id="for the head"),
    pytest.param("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nĐỗ Minh", ["TL. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG", "Đỗ Minh", id="by order"),
    pytest.param("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG\n\nHồ Thị Lan", ["TUQ. GIÁM ĐỐC"], "TRƯỞNG PHÒNG", "Hồ Thị Lan", id="by authority given"),
    pytest.param("T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nHồ Thị Lan", ["T/M BAN THƯỜNG VỤ"], "BÍ THƯ", "Hồ Thị Lan", id="Party, stroke for a stop"),
    pytest.param("K/T HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\n\nĐỗ Minh", ["K/T HIỆU TRƯỞNG"], "PHÓ HIỆU TRƯỞNG", "Đỗ Minh", id="school, stroke"),
    pytest.param("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG THƯỜNG TRỰC\n\nĐỗ Minh", ["KT. BỘ TRƯỞNG"], "THỨ TRƯỞNG THƯỜNG TRỰC", "Đỗ Minh", id="a standing deputy"),
    pytest.param("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n(Đã ký)\n\nLê Văn Hòa", ["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH", "Lê Văn Hòa", id="the note of a signature"),
    pytest.param("KT. TRƯỞNG CÔNG AN XÃ\nPHÓ TRƯỞNG CÔNG AN XÃ\n\nTrung tá Lê Văn Hòa", ["KT. TRƯỞNG CÔNG AN XÃ"], "PHÓ TRƯỞNG CÔNG AN XÃ", "Lê Văn Hòa", id="a rank is no name"),
    pytest.param("KT. BỘ TRƯỞNG, CHỦ NHIỆM\nPHÓ CHỦ NHIỆM\n\nĐỗ Minh", ["KT. BỘ TRƯỞNG, CHỦ NHIỆM"], "PHÓ CHỦ NHIỆM", "Đỗ Minh", id="two posts of the one stood in for"),
    pytest.param("KT. BỘ TRƯỞNG THỨ TRƯỞNG Đỗ Minh Hải", ["KT. BỘ TRƯỞNG"], "THỨ TRƯỞNG", "Đỗ Minh Hải", id="all on one line"),
    pytest.param("CHỦ TỊCH GIÁM ĐỐC\n\nHồ Thị Lan", [], None, "Hồ Thị Lan", id="two organs sign side by side: whose post cannot be told"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "authority", "position", "name"), SIGNATURES)
def test_signatures(lines: str, authority: list[str], position: str | None, name: str) -> None:
    assert signed(f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{lines}\n") == (authority, position, name)


def test_a_signature_without_recipients() -> None:
    assert signed("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Hòa\n") == (
        ["TM. ỦY BAN NHÂN DÂN"],
        "CHỦ TỊCH",
        "Lê Văn Hòa",
    )


def test_no_closing_block() -> None:
    document = parse("")
    assert document.header.recipients == []
    assert document.header.signature is None


# --- recipients ---------------------------------------------------------------------------------------------------

LISTS = [
    pytest.param("Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\n", ["Như Điều 3", "Lưu: VT"], id="usual"),
    pytest.param("Nơi nhận:\nNhư Điều 3;\nLưu: VT.\n", ["Như Điều 3", "Lưu: VT"], id="without dashes"),
    pytest.param("Nơi nhân:\n- Như trên;\n- Lưu VT.\n", ["Như trên", "Lưu VT"], id="OCR: a mark lost in the heading"),
    pytest.param(
        "Nơi nhận:\n: -= Huyện ủy;\nTi. - Các ban của huyện; :\n,_ ~CT, các PCT UBND huyện;\n- Kho bạc huyện; 5 Ặ =\n- Lưu: VT.\n",
        ["Huyện ủy", "Các ban của huyện", "CT, các PCT UBND huyện", "Kho bạc huyện", "Lưu: VT"],
        id="OCR: specks before and behind the items",
    ),
    pytest.param(
        "Nơi nhận:\n- Như trên;\n- UBND các xã; Lê Văn Hòa\n- Lưu: VT.\n",
        ["Như trên", "UBND các xã", "Lưu: VT"],
        id="OCR: the signer's name run into the list",
    ),
    pytest.param("Mơi nhận:\n- Như trên;\n- Lưu VT.\n", ["Như trên", "Lưu VT"], id="OCR: a letter wrong in the heading"),
    pytest.param("- Như trên;\n- UBND huyện;\n- Lưu: Văn thư.\n", ["Như trên", "UBND huyện", "Lưu: Văn thư"], id="the heading lost: found from the line that is kept"),
    pytest.param("Nơi nhận:\n- VPUB: CVP, các phòng TH, Cổng\nTTĐT xã;\n- Lưu: VT.\n", ["VPUB: CVP, các phòng TH, Cổng\nTTĐT xã", "Lưu: VT"], id="an item over two lines keeps its break"),
    pytest.param("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGửi:\n+ Bản giấy: UBND huyện;\n", ["Như trên", "Lưu: VT"], id="ways of sending are none"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "expected"), LISTS)
def test_lists(block: str, expected: list[str]) -> None:
    assert recipients(block) == expected


NOTES = [
    pytest.param("- UBND huyện (b/c);", "b/c", id="abbreviated"),
    pytest.param("- UBND huyện (để báo cáo);", "để báo cáo", id="in full"),
    pytest.param("- UBND huyện;", None, id="none"),
]


@pytest.mark.parametrize(("line", "note"), NOTES)
def test_notes(line: str, note: str | None) -> None:
    assert parse(f"Nơi nhận:\n{line}\n- Lưu: VT.\n").header.recipients[0].note == note


def test_an_appendix_after_the_block_is_read() -> None:
    document = parse(ONE_AFTER_ANOTHER + "\nPHỤ LỤC I\nDANH SÁCH TỔ TRỰC\n")
    assert [section.path for section in document.sections] == ["I", "PL1"]
    assert len(document.header.recipients) == 4
