"""A user's own lexicon: its rows reach every station, its mistakes are told with their line, and nobody else is touched."""

from __future__ import annotations

import doctest
import pickle
import random
import re
import shlex
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import vnplan
from test_cli import vnplan_
from vnplan import Lexicon, LexiconError, PlanDocument, parse_text
from vnplan.archive import read_manifest
from vnplan.archive.batch import extractor_version
from vnplan.archive.manifest import key_of
from vnplan.export import to_json
from vnplan.read import ReadOptions
from vnplan.text.gates import one_of

ROOT = Path(__file__).parents[1]
HEADER = "table,name,aliases,code,level,system,kind,bound,valid_from,valid_to\n"
PLAN = """UBND TỈNH LÂM ĐỒNG
{issuer}
Số: 12/{code}
Lâm Đồng, ngày 05 tháng 3 năm 2025

{kind}
Trồng cây năm 2025

I. MỤC TIÊU
Phủ xanh đồi trọc.
II. TỔ CHỨC THỰC HIỆN
{body}

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
{post}

Nguyễn Văn Bình
"""

Write = Callable[[str], Path]


def plan(
    body: str = "1. Sở Y tế chủ trì.", *, issuer: str = "SỞ Y TẾ", code: str = "KH-SYT", kind: str = "KẾ HOẠCH",
    post: str = "GIÁM ĐỐC",
) -> str:  # fmt: skip
    return PLAN.format(body=body, issuer=issuer, code=code, kind=kind, post=post)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows below the header to a file of their own."""
    numbers = iter(range(1000))

    def to_file(rows: str) -> Path:
        path = tmp_path / f"lexicon-{next(numbers)}.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        return path

    return to_file


# --- what rows change -----------------------------------------------------------------------------------------------


def units(document: PlanDocument) -> list[object]:
    return [(unit.raw, unit.canonical) for unit in document.units]


def citations(document: PlanDocument) -> list[object]:
    return [(c.raw, c.doc_type, c.number.canonical if c.number else None, c.form) for c in document.citations]


def deadlines(document: PlanDocument) -> list[object]:
    return [(deadline.raw, deadline.bound) for deadline in document.deadlines]


def issuer(document: PlanDocument) -> list[object]:
    organ = document.header.issuer
    return [organ.canonical if organ else None]


def header(document: PlanDocument) -> list[object]:
    number = document.header.number
    return [document.header.doc_type, number.type_code if number else None, number.organ_code if number else None]


def position(document: PlanDocument) -> list[object]:
    return [document.header.signature.position if document.header.signature else None]


def issued(document: PlanDocument) -> list[object]:
    return [c.issuer and (c.issuer.raw, c.issuer.canonical) for c in document.citations]


GREEN = "Mạng lưới tình nguyện xanh vì cộng đồng"
REACHES: list[tuple[str, str, Callable[[PlanDocument], list[object]], list[object], list[object], str]] = [
    (f"organ,{GREEN}", plan(f"1. {GREEN} chủ trì."), units, [], [(GREEN, GREEN)],
     "a name outside the grammar of names"),
    ("organ,Sở Dữ liệu và số hóa", plan("1. Sở Dữ liệu và số hóa chủ trì thực hiện."), units, [],
     [("Sở Dữ liệu và số hóa", "Sở Dữ liệu và số hóa")], "small letters after 'và' end a name of no registry"),
    (f"organ,{GREEN},MLX", plan("1. MLX chủ trì, Sở Y tế phối hợp."), units, [("Sở Y tế", "Sở Y tế")],
     [("MLX", GREEN), ("Sở Y tế", "Sở Y tế")], "an abbreviation"),
    (f"organ,{GREEN},MLX", plan("1. Sở Y tế chủ trì, phối hợp với MLX tỉnh Lâm Đồng thực hiện."), units,
     [("Sở Y tế", "Sở Y tế"), ("MLX tỉnh Lâm Đồng", None)],
     [("Sở Y tế", "Sở Y tế"), ("MLX tỉnh Lâm Đồng", f"{GREEN} tỉnh Lâm Đồng")], "an abbreviation with a place"),
    ("organ,Công ty Xuân Cảm,Cam", plan("1. Sở Y tế cam kết chủ trì; các cam kết được công khai."), units,
     [("Sở Y tế", "Sở Y tế")], [("Sở Y tế", "Sở Y tế")], "a name of one word is no word in small letters"),
    ("organ,Viettel", plan("1. Sở Y tế chủ trì, phối hợp với Viettel Đà Lạt thực hiện."), units,
     [("Sở Y tế", "Sở Y tế"), ("Viettel Đà Lạt", None)],
     [("Sở Y tế", "Sở Y tế"), ("Viettel Đà Lạt", "Viettel Đà Lạt")], "the longer of two names holds"),
    ("alias,Sở Y tế,SYT|Ngành Y tế tỉnh", plan("1. SYT chủ trì."), units, [], [("SYT", "Sở Y tế")],
     "another way of writing a shipped organ"),
    (f"alias,{GREEN},MLX\norgan,{GREEN}", plan("1. MLX chủ trì."), units, [], [("MLX", GREEN)],
     "an alias before the organ it is of"),
    (f"organ,{GREEN},MLX,,province", plan(issuer="MLX"), issuer, ["Ủy ban nhân dân tỉnh Lâm Đồng Mlx"],
     [f"{GREEN} tỉnh Lâm Đồng"],
     "one of each province: the letterhead gives the place"),
    (f"organ,{GREEN},MLX", plan(issuer="MLX"), issuer, ["Ủy ban nhân dân tỉnh Lâm Đồng Mlx"], [GREEN], "one organ alone: no place"),
    (f"organ,{GREEN}", plan(issuer="MẠNG LƯỚI TÌNH NGUYỆN XANH\nVÌ CỘNG ĐỒNG"), issuer,
     ["Ủy ban nhân dân tỉnh Lâm Đồng Mạng Lưới Tình Nguyện Xanh Vì Cộng Đồng"], [GREEN],
     "a letterhead in two lines, of which none begins as names do"),
    (f"organ,{GREEN},,MLX,,party", plan(code="KH/MLX"), header, ["Kế hoạch", "KH", "MLX"],
     ["Kế hoạch", "KH", "MLX"], "the system changes the form of numbers alone"),
    (f"organ,{GREEN},MLX,STX", plan("1. Theo các Kế hoạch của MLX: số 7/KH-STX, Sở Y tế chủ trì."), issued, [None],
     [("MLX", GREEN)], "its symbol in a number is no Sở's"),
    (f"organ,{GREEN},MLX", plan("1. Theo Kế hoạch số 7/KH-MLX ngày 02/01/2025 của MLX, Sở Y tế chủ trì."), issued,
     [None], [("MLX", GREEN)], "issuer of a cited document"),
    ("document_type,Phiếu giao việc,,PGV", plan(kind="PHIẾU GIAO VIỆC", code="PGV-SYT"), header,
     [None, None, "PGV-SYT"], ["Phiếu giao việc", "PGV", "SYT"], "the document's own type"),
    ("document_type,Phiếu giao việc,,PGV",
     plan("1. Theo Phiếu giao việc số 45/PGV-SYT, Sở Y tế chủ trì. Phiếu giao việc này do Sở giữ."), citations, [],
     [("Phiếu giao việc số 45/PGV-SYT", "Phiếu giao việc", "45/PGV-SYT", "full"),
      ("Phiếu giao việc này", "Phiếu giao việc", None, "short")], "cited in full and pointed back to"),
    ("law,Luật Phòng ngừa rủi ro số", plan("1. Theo Luật Phòng ngừa rủi ro số, Sở Y tế chủ trì."), citations,
     [("Luật Phòng ngừa rủi ro", "Luật", None, "named")], [("Luật Phòng ngừa rủi ro số", "Luật", None, "named")],
     "a law whose name ends in a word that ends names"),
    ("post,Điều phối viên", plan(post="ĐIỀU PHỐI VIÊN"), position, [None], ["ĐIỀU PHỐI VIÊN"],
     "a post, in any letters"),
    ("unit_word,liên chi,,,,,group", plan("1. Liên chi chủ trì vận động."), units, [],
     [("Liên chi", None)], "a word that heads a group"),
    ("duty_verb,canh lũ", plan("1. Ban Cây xanh canh lũ ven sông."), units, [],
     [("Ban Cây xanh", None)], "a verb ends the name before it"),
    ("deadline_cue,kỳ hạn,,,,,,before", plan("1. Sở Y tế báo cáo, kỳ hạn ngày 30/6/2025."), deadlines,
     [("ngày 30/6/2025", "on")], [("kỳ hạn ngày 30/6/2025", "before")], "a cue before a date"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "text", "look", "without", "found", "why"), REACHES, ids=[r[-1] for r in REACHES])
def test_rows_reach_the_stations(
    write: Write, rows: str, text: str, look: Callable[[PlanDocument], list[object]], without: list[object],
    found: list[object], why: str,
) -> None:  # fmt: skip
    lexicon = Lexicon().extend(write(rows))
    assert look(parse_text(text, lexicon=lexicon)) == found, why
    assert look(parse_text(text)) == without, "the shipped tables alone"


def test_a_party_organ_numbers_as_the_party_does(write: Write) -> None:
    text = plan(code="KH/MLX")
    party = Lexicon().extend(write(f"organ,{GREEN},,MLX,,party"))
    state = Lexicon().extend(write(f"organ,{GREEN},,MLX,,state"))
    numbers = [parse_text(text, lexicon=lexicon).header.number for lexicon in (party, state)]
    assert [number and number.canonical for number in numbers] == ["12-KH/MLX", "12/KH-MLX"]


def test_of_two_organs_with_one_alias_the_one_that_existed_is_meant(write: Write) -> None:
    rows = "organ,Trung tâm Cũ kỹ,TTX,,,,,,,2025-02\norgan,Trung tâm Mới mẻ,TTX,,,,,,03/2025,\n"
    lexicon = Lexicon().extend(write(rows))
    new = plan("1. TTX chủ trì.")
    old = new.replace("tháng 3 năm 2025", "tháng 3 năm 2024")
    assert [unit.canonical for unit in parse_text(old, lexicon=lexicon).units] == ["Trung tâm Cũ kỹ"]
    assert [unit.canonical for unit in parse_text(new, lexicon=lexicon).units] == ["Trung tâm Mới mẻ"]


METACHARACTERS = [
    "Trung tâm C++",
    "Viện [Số]+",
    "Quỹ Ánh dương (QAD)",
    "Nhóm A.C",
    "Cục ^Xanh$",
    "Tổ X{2}",
    r"Đội \d\w",
]


@pytest.mark.parametrize("name", METACHARACTERS)
def test_signs_of_patterns_stay_text(write: Write, name: str) -> None:
    lexicon = Lexicon().extend(write(f'organ,"{name}",K?I?'))
    found = parse_text(plan(f"1. Giao {name} chủ trì thực hiện."), lexicon=lexicon).units
    assert [(unit.raw, unit.canonical) for unit in found] == [(name, name)]
    other = parse_text(plan("1. Giao Nhóm ABC, Đội 7a, KI chủ trì thực hiện."), lexicon=lexicon).units
    assert not [unit for unit in other if unit.canonical == name]


def test_ocr_slips_in_an_own_name_are_put_right(write: Write) -> None:
    lexicon = Lexicon().extend(write(f"organ,{GREEN}"))
    slips = "Kê hoach thưc hiên, tô chức báo cao, quyêt định trach nhiêm, nhân dan, đơn vi, phôi hơp triên khai.\n"
    text = plan(f"{slips}1. {GREEN.replace('ạ', 'a').replace('ộ', 'ô')} chủ trì.")
    assert parse_text(text).units == []
    assert [unit.canonical for unit in parse_text(text, lexicon=lexicon).units] == [GREEN]


# --- the file -------------------------------------------------------------------------------------------------------

ROWS = f"table,name,aliases\norgan,{GREEN},MLX|Mạng lưới\nalias,Sở Y tế,SYT\n"
FORMS = [
    (ROWS.encode(), "plain"),
    (b"\xef\xbb\xbf" + ROWS.encode(), "with a byte-order mark, as 'CSV UTF-8'"),
    (ROWS.encode("utf-16"), "Unicode text of a spreadsheet program"),
    (ROWS.replace(",", ";").encode(), "parted by semicolons, where the comma is for decimals"),
    (ROWS.replace(",", "\t").encode(), "parted by tabs"),
    (ROWS.replace("Sở Y", "Sở\u00a0\u200bY").encode(), "blanks of a web page and signs without a shape"),
    (ROWS.replace("\n", "\r\n").encode(), "Windows line ends"),
    (ROWS.replace("\n", "\r").encode(), "old Mac line ends"),
    (ROWS.replace("\n", ",,,\n").encode(), "empty cells behind the last column"),
    (ROWS.replace("\nalias", "\n# mine\n,,\n\nalias").encode(), "comments and blank rows"),
    (ROWS.replace("table,name", "Table , NAME").replace("organ,", " Organ ,").encode(), "capitals and blanks"),
    (ROWS.replace(GREEN, f'"{GREEN.replace(" xanh", chr(10) + "xanh")}"').encode(), "a line break inside a cell"),
    (unicodedata.normalize("NFD", ROWS).encode(), "decomposed letters"),
]


@pytest.mark.parametrize(("data", "why"), FORMS, ids=[why for _, why in FORMS])
def test_what_spreadsheets_write_is_read(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "ours.csv"
    path.write_bytes(data)
    expected = tmp_path / "plain.csv"
    expected.write_text(ROWS, encoding="utf-8")
    assert Lexicon().extend(path).key == Lexicon().extend(expected).key, why


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(f"note,aliases,name,table\nours,MLX,{GREEN},organ\n", encoding="utf-8")
    assert parse_text(plan("1. MLX chủ trì."), lexicon=Lexicon().extend(path)).units[0].canonical == GREEN


MISTAKES = [
    ("orgn,X", "the column 'table' says 'orgn'; it must say one of: organ, alias, document_type", "a slip"),
    (",Sở Mới", "the column 'table' says nothing; it must say one of: organ", "no table"),
    ("organ", "the column 'name' must be filled for the table 'organ'", "no name"),
    ("organ,Sở Y tế", "'Sở Y tế' is known already, as 'Sở Y tế'; more ways of writing it go into the table 'alias'",
     "a shipped organ"),
    ("organ,Trung tâm A,Sở Y tế", "'Sở Y tế' is known already", "an alias that means a shipped organ"),
    ("organ,SỞ Y TẾ", "'SỞ Y TẾ' is known already", "the same in capitals"),
    ("organ,Ban", "'Ban' is a word of every plan; write a name that means one organ alone", "a head"),
    ("organ,Trung tâm A,chủ trì", "'chủ trì' is a word of every plan", "a verb as an alias"),
    ("organ,Trung tâm A,UBND", "'UBND' is a word of every plan", "an abbreviation of every plan"),
    ("organ,viettel", "'viettel' is one word in small letters; a name of one word begins with a capital", "small"),
    ("organ,.*", "'.*' is no name; a name begins with a letter or digit and holds 2 to 160 letters", "signs alone"),
    (f"organ,{'Rất ' * 60}dài", "the name has 243 letters, more than 160", "longer than any name"),
    ("organ,Trung tâm A,,tt-a", "the code 'tt-a' cannot stand in a number; it begins with a capital", "code"),
    ("organ,Trung tâm A,,,tỉnh", "the column 'level' says 'tỉnh'; it must say one of: central, province, district",
     "a level in Vietnamese"),
    ("organ,Trung tâm A,,,,,group", "the column 'kind' is not for the table 'organ'; leave it empty", "kind"),
    ("organ,Trung tâm A,,,,,,,2025-13", "the column 'valid_from' says '2025-13'; write a date as 2025-07-01", "month"),
    ("organ,Trung tâm A,,,,,,,30/02/2025", "the column 'valid_from' says '30/02/2025'", "a day that is none"),
    ("organ,Trung tâm A,,,,,,,2025-07,2025-01", "valid_from 2025-07 is later than valid_to 2025-01", "dates"),
    ("alias,Sở Y tê,SYT", "no organ is called 'Sở Y tê'; did you mean 'Sở Y tế'?", "a slip in the organ's name"),
    ("alias,Vũ trụ bao la,VTBL", "no organ is called 'Vũ trụ bao la'; one of your own needs a row", "unknown"),
    ("alias,Bộ Tài chính", "the column 'aliases' must be filled for the table 'alias'", "no alias"),
    ("alias,Bộ Y tế,Bộ Tài chính", "'Bộ Tài chính' is known already, as 'Bộ Tài chính'", "another organ's name"),
    ("document_type,Phiếu giao việc,,KH", "the code 'KH' is that of 'Kế hoạch' already", "a code that is taken"),
    ("document_type,phiếu 5", "'phiếu 5' is no name of a type; it begins with a capital and holds words", "no type"),
    ("law,Nghị định về cây xanh", "'Nghị định về cây xanh' is no name of a law; it begins with Luật", "no law"),
    ("unit_word,tổ.*,,,,,group", "'tổ.*' is no cue; a cue holds words alone", "signs in a cue"),
    ("unit_word,nhóm xanh", "the column 'kind' must be filled for the table 'unit_word'", "no kind"),
    ("unit_word,nhóm xanh,,,,,team", "the column 'kind' says 'team'; it must say one of: group, people, post", "kind"),
    ("unit_word,chủ trì,,,,,group", "'chủ trì' is a verb of duty already, and cannot head a unit", "verb and unit"),
    ("duty_verb,sở", "'sở' heads a unit already, and cannot be a verb of duty as well", "unit and verb"),
    ("deadline_cue,kỳ hạn,,,,,,until", "the column 'bound' says 'until'; it must say one of: before, by", "bound"),
    ("post,GIÁM ĐỐC 2", "'GIÁM ĐỐC 2' is no cue; a cue holds words alone", "a digit in a post"),
    ("law,Luật A B,,,,,,,,,,x", "the row has 12 cells, the header 10; a cell that holds the separator needs quotes",
     "more cells than columns"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "message", "why"), MISTAKES, ids=[why for _, _, why in MISTAKES])
def test_a_mistake_is_told_with_file_and_line(write: Write, row: str, message: str, why: str) -> None:
    path = write(f"# ours\nlaw,Luật Trồng cây xanh\n{row}\n")
    with pytest.raises(LexiconError) as caught:
        Lexicon().extend(path)
    assert [problem.line for problem in caught.value.problems] == [4], why
    assert str(caught.value).startswith(f"{path}, line 4: {message}")


def test_all_mistakes_are_told_at_once_and_nothing_is_used(write: Write) -> None:
    path = write(f'organ,{GREEN},MLX\norgan,Trung tâm A,mlx\nlaw,"Luật\nA"\nlaw,Luật A\nlaw,Thông tư\n')
    with pytest.raises(LexiconError) as caught:
        Lexicon().extend(path)
    assert str(caught.value) == "\n".join((
        f"{path}, line 3: 'mlx' is one word in small letters; a name of one word begins with a capital",
        f"{path}, line 6: 'Luật A' stands already in line 4",
        f"{path}, line 7: 'Thông tư' is no name of a law; it begins with Luật, Bộ luật, Pháp lệnh or Hiến pháp",
    ))  # fmt: skip
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (str(again), again.problems) == (str(caught.value), caught.value.problems)
    assert isinstance(caught.value, vnplan.VnplanError)


def test_of_many_mistakes_the_first_are_told(write: Write) -> None:
    with pytest.raises(LexiconError) as caught:
        Lexicon().extend(write("law,Thông tư\n" * 5000))
    assert len(caught.value.problems) == 21
    assert str(caught.value).endswith("(and 9978 more mistakes)")


HOSTILE = [
    (b"", 1, "the file is empty; its first line names the columns, as: table,name,aliases,code", "empty"),
    (b"organ,X\n", 1, "there is no column 'organ'; the columns are: table, name, aliases, code", "no header"),
    (b"table,aliases\n", 1, "the column 'name' is missing", "a column that must be there"),
    (b"table,name,name\n", 1, "the column 'name' stands there twice", "a column twice"),
    (b"PK\x03\x04\x14\x00", 1, "the file is a workbook; save it in the spreadsheet program as CSV UTF-8", "xlsx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "the file is a workbook", "xls"),
    (b"\x7fELF\x02\x01\x01\x00\x00", 1, "the file is no text; it must be a CSV file", "a program"),
    (b"table,name\norgan,S\xea\n", 2, "the file is not in UTF-8; save it in the spreadsheet program", "windows-1258"),
    (b"\xff\xfet\x00\x00\xd8", 1, "the file is not in UTF-8", "broken UTF-16"),
    (b"table,name\n\norgan,Trung t\x1bm A\n", 3, r"the file holds the character '\x1b' and is no text", "control"),
    (b'table,name\nlaw,"Lu\n', 2, "the row cannot be read as CSV: unexpected end of data", "an open quote"),
    (b'table,name\nlaw,"a"b\n', 2, "the row cannot be read as CSV", "a quote in the midst"),
    (b"table,name\norgan," + b"A" * 200_000, 2, "the row cannot be read as CSV: field larger", "a huge cell"),
    (b"table,name\n" + b"organ,Trung t\xc3\xa2m\n" * 300_000, 1, "the file has more than 4,000,000 bytes", "huge"),
    (b"table,name\n" + b"law,x\n" * 20_001, 20_002, "more than 20,000 rows; part them into several files", "rows"),
]


@pytest.mark.parametrize(("data", "line", "message", "why"), HOSTILE, ids=[h[-1] for h in HOSTILE])
def test_what_is_no_lexicon_is_refused(tmp_path: Path, data: bytes, line: int, message: str, why: str) -> None:
    path = tmp_path / "ours.csv"
    path.write_bytes(data)
    with pytest.raises(LexiconError) as caught:
        Lexicon().extend(path)
    assert str(caught.value).startswith(f"{path}, line {line}: {message}"), why


def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.csv"):
        with pytest.raises(OSError, match=re.escape(str(path))):
            Lexicon().extend(path)


# --- the lexicon ----------------------------------------------------------------------------------------------------


def test_extending_gives_a_new_lexicon(write: Write) -> None:
    first = Lexicon().extend(write(f"organ,{GREEN},MLX\n"))
    key = first.key
    second = first.extend(write("alias,Sở Y tế,SYT\n"))
    text = plan("1. MLX chủ trì, phối hợp với SYT thực hiện.")
    assert units(parse_text(text, lexicon=second)) == [("MLX", GREEN), ("SYT", "Sở Y tế")]
    assert ("SYT", "Sở Y tế") not in units(parse_text(text, lexicon=first))
    assert first.key == key
    assert second.key != key
    assert Lexicon().key == ""


def test_a_later_file_may_name_what_an_earlier_one_added(write: Write) -> None:
    first = Lexicon().extend(write(f"organ,{GREEN}\n"))
    second = first.extend(write(f"alias,{GREEN},MLX\n"))
    assert units(parse_text(plan("1. MLX chủ trì."), lexicon=second)) == [("MLX", GREEN)]
    with pytest.raises(LexiconError, match=f"line 2: '{GREEN}' is known already"):
        second.extend(write(f"organ,{GREEN}\n"))


KNOWN = [
    "alias,Bộ Công Thương,Bộ Công thương", "law,Luật An ninh mạng", "post,GIÁM ĐỐC", "duty_verb,ban hành",
    "unit_word,cơ quan,,,,,group", "document_type,Kế hoạch,,KH", "document_type,Kế hoạch",
]  # fmt: skip


@pytest.mark.parametrize("row", KNOWN)
def test_what_the_shipped_tables_say_already_does_no_harm(write: Write, row: str) -> None:
    """A newer vnplan may ship what a user has added; the file must still do."""
    lexicon = Lexicon().extend(write(row))
    text = plan("1. Bộ Công thương chủ trì, ban hành hướng dẫn theo Luật An ninh mạng.")
    assert to_json(parse_text(text, lexicon=lexicon)) == to_json(parse_text(text))


def test_the_key_tells_of_the_rows_and_of_nothing_else(write: Write) -> None:
    one = Lexicon().extend(write(f"organ,{GREEN},MLX\n"))
    same = Lexicon().extend(write(f"# a comment\n\nOrgan,{GREEN},MLX\n"))
    other = Lexicon().extend(write(f"organ,{GREEN},MLY\n"))
    assert one.key == same.key != other.key
    assert Lexicon().extend(write("")).key == ""


def test_a_lexicon_travels_between_processes(write: Write) -> None:
    lexicon = Lexicon().extend(write(f"organ,{GREEN},MLX\n"))
    text = plan("1. MLX chủ trì.")
    before = parse_text(text, lexicon=lexicon)
    there = pickle.loads(pickle.dumps(lexicon))  # noqa: S301
    assert there.key == lexicon.key
    assert len(pickle.dumps(lexicon)) < 1000, "the added rows, not the patterns"
    assert parse_text(text, lexicon=there) == before


def test_the_json_says_nothing_of_the_lexicon(write: Write) -> None:
    lexicon = Lexicon().extend(write(f"organ,{GREEN},MLX\n"))
    assert to_json(parse_text(plan(), lexicon=lexicon)) == to_json(parse_text(plan(), lexicon=Lexicon()))
    assert to_json(parse_text(plan(), lexicon=lexicon)) == to_json(parse_text(plan()))


def test_an_error_in_a_parse_leaves_no_lexicon_behind(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon = Lexicon().extend(write(f"organ,{GREEN},MLX\n"))
    with monkeypatch.context() as patch:
        patch.setattr("vnplan.pipeline.find_units", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            parse_text(plan("1. MLX chủ trì."), lexicon=lexicon)
    assert units(parse_text(plan("1. MLX chủ trì."))) == []


def test_threads_with_two_lexicons_do_not_meet(write: Write) -> None:
    text = plan("1. MLX chủ trì, hoàn thành, kỳ hạn ngày 30/6/2025.")
    lexicons = [
        None,
        Lexicon().extend(write(f"organ,{GREEN},MLX\ndeadline_cue,kỳ hạn,,,,,,by\n")),
        Lexicon().extend(write("organ,Mái ấm lâm xuyên,MLX\ndeadline_cue,kỳ hạn,,,,,,before\n")),
    ]
    expected = [to_json(parse_text(text, lexicon=pickle.loads(pickle.dumps(lexicon)))) for lexicon in lexicons]  # noqa: S301
    assert len(set(expected)) == 3
    wrong: list[int] = []
    start = threading.Barrier(6)

    def work(n: int) -> None:
        start.wait()
        wrong.extend(n for _ in range(25) if to_json(parse_text(text, lexicon=lexicons[n])) != expected[n])

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work, args=(n % 3,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []


def test_thousands_of_names_are_no_burden(write: Write) -> None:
    """Names as a tree: what is tried at a place does not grow with their number."""
    rows = "".join(f"organ,Trung tâm Xanh số {n} của cộng đồng,TTX{n}\n" for n in range(3000))
    chain = "".join(f"organ,Tổ {'a' * n} b\n" for n in range(1, 140))
    lexicon = Lexicon().extend(write(rows + chain))
    body = "1. TTX1234 chủ trì, phối hợp với Trung tâm Xanh số 7 của cộng đồng và Tổ aaaaa b thực hiện."
    assert [unit.canonical for unit in parse_text(plan(body), lexicon=lexicon).units] == [
        "Trung tâm Xanh số 1234 của cộng đồng", "Trung tâm Xanh số 7 của cộng đồng", "Tổ aaaaa b",
    ]  # fmt: skip


def test_a_tree_of_names_finds_what_a_list_of_them_finds() -> None:
    dice = random.Random(7)
    for _ in range(300):
        words = {"".join(dice.choice("ab c.+") for _ in range(dice.randint(1, 6))).strip() or "a" for _ in range(9)}
        listed = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
        text = "".join(dice.choice("ab c.+") for _ in range(60))
        flat, tree = re.compile(rf"(?:{listed})(?!c)"), re.compile(one_of(words) + "(?!c)")
        assert [flat.match(text, at) and flat.match(text, at).span() for at in range(60)] == [  # type: ignore[union-attr]
            tree.match(text, at) and tree.match(text, at).span() for at in range(60)  # type: ignore[union-attr]
        ], words  # fmt: skip


# --- the command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "kh.txt"
    path.parent.mkdir()
    path.write_text(plan("1. MLX chủ trì, phối hợp với SYT thực hiện."), encoding="utf-8")
    return path


def test_parse_takes_lexicons(write: Write, document: Path) -> None:
    first, second = write(f"organ,{GREEN},MLX\n"), write("alias,Sở Y tế,SYT\n")
    code, out, err = vnplan_("parse", document, "--lexicon", first, "--lexicon", second)
    assert (code, err) == (0, "")
    found = PlanDocument.model_validate_json(out)
    assert found == vnplan.parse_file(document, lexicon=Lexicon().extend(first).extend(second))
    assert units(found) == [("MLX", GREEN), ("SYT", "Sở Y tế")]


def test_the_page_shows_what_a_lexicon_finds(write: Write, document: Path, tmp_path: Path) -> None:
    page = tmp_path / "review.html"
    assert vnplan_("view", document, "-o", page, "--lexicon", write(f"organ,{GREEN},MLX\n"))[0] == 0
    assert GREEN in page.read_text(encoding="utf-8")
    assert vnplan_("view", document, "-o", page)[0] == 0
    assert GREEN not in page.read_text(encoding="utf-8")


def test_a_mistake_in_a_lexicon_ends_the_command(write: Write, document: Path, tmp_path: Path) -> None:
    path = write("organ,Ban\nlaw,Thông tư\n")
    code, out, err = vnplan_("parse", document, "--lexicon", path)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"vnplan: {path}, line 2: 'Ban' is a word of every plan; write a name that means one organ alone",
        f"vnplan: {path}, line 3: 'Thông tư' is no name of a law; it begins with Luật, Bộ luật, Pháp lệnh or Hiến pháp",
    ]
    assert vnplan_("convert", document, "-o", tmp_path / "out.jsonl", "--lexicon", path)[0] == 2
    assert not (tmp_path / "out.jsonl").exists()
    missing = tmp_path / "missing.csv"
    assert vnplan_("parse", document, "--lexicon", missing) == (
        2,
        "",
        f"vnplan: {missing}: no such file or directory\n",
    )


@pytest.mark.parametrize("jobs", ["0", "2"])
def test_convert_gives_the_lexicon_to_its_workers(write: Write, document: Path, tmp_path: Path, jobs: str) -> None:
    lexicon, out = write(f"organ,{GREEN},MLX\nalias,Sở Y tế,SYT\n"), tmp_path / "out.jsonl"
    code, _, err = vnplan_("convert", document.parent, "-o", out, "--jobs", jobs, "--lexicon", lexicon)
    assert code == 0, err
    found = PlanDocument.model_validate_json(out.read_bytes())
    assert found == vnplan.parse_file(document, lexicon=Lexicon().extend(lexicon))
    assert units(found) == [("MLX", GREEN), ("SYT", "Sở Y tế")]


def test_documents_are_done_again_when_the_lexicon_changes(write: Write, document: Path, tmp_path: Path) -> None:
    lexicon, out = write(f"organ,{GREEN},MLX\n"), tmp_path / "out"

    def convert(*options: str | Path) -> str:
        code, _, err = vnplan_("convert", document.parent, "-o", out, "--jobs", "0", *options)
        assert code == 0, err
        return err.splitlines()[-1].partition(" converted")[0]

    def found() -> list[object]:
        return units(PlanDocument.model_validate_json((out / "kh.txt.json").read_bytes()))

    assert convert() == "vnplan: 1 document"
    [record] = read_manifest(out / "manifest.jsonl")
    options = f"kh.txt|{ReadOptions.from_environment().key}"
    assert record["key"] == key_of(record["sha256"], extractor_version(), options), "as it is without any lexicon"
    assert convert("--lexicon", lexicon) == "vnplan: 1 document"
    assert ("MLX", GREEN) in found()
    assert convert("--lexicon", lexicon) == "vnplan: 0 documents", "nothing has changed"
    moved = lexicon.rename(tmp_path / "renamed.csv")
    assert convert("--lexicon", moved) == "vnplan: 0 documents", "the name of the file says nothing"
    moved.write_text(HEADER + f"organ,{GREEN} xa,MLX\n", encoding="utf-8")
    assert convert("--lexicon", moved) == "vnplan: 1 document"
    assert ("MLX", f"{GREEN} xa") in found()
    assert convert() == "vnplan: 1 document", "without it again"
    assert ("MLX", GREEN) not in found()


def test_load_and_export_take_a_lexicon(write: Write, document: Path, tmp_path: Path) -> None:
    lexicon, out = write(f"organ,{GREEN},MLX\n"), tmp_path / "out"
    code, _, err = vnplan_("export", document, "-f", "jsonl", "-o", out, "--lexicon", lexicon)
    assert code == 0, err
    assert ("MLX", GREEN) in units(PlanDocument.model_validate_json(out.read_bytes()))
    base = tmp_path / "plans.sqlite"
    code, _, err = vnplan_("load", document, "--db", base, "--lexicon", lexicon)
    assert code == 0, err
    import sqlite3

    with sqlite3.connect(base) as connection:
        registered = connection.execute("SELECT registered FROM units WHERE name = ?", (GREEN,)).fetchall()
    connection.close()
    assert registered == [(1,)]


def test_engines_take_a_lexicon(write: Write, document: Path) -> None:
    import pyarrow as pa

    from vnplan.engines import convert_table, input_schema

    batch = pa.RecordBatch.from_pylist([{"name": "kh.txt", "content": document.read_bytes()}], schema=input_schema())
    lexicon = Lexicon().extend(write(f"organ,{GREEN},MLX\n"))
    for given in (lexicon, None):
        [row] = convert_table(batch, jobs=0, lexicon=given).to_pylist()
        assert (("MLX", GREEN) in units(PlanDocument.model_validate_json(row["json"]))) == (given is not None)


# --- what is told ---------------------------------------------------------------------------------------------------

_BLOCK = re.compile(
    r"(?:^<!-- new: (?P<file>\S+) -->\n)?^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
PAGE = ROOT / "docs" / "lexicon.md"
EXAMPLE = ROOT / "data" / "lexicon" / "example.csv"


def test_the_shipped_example_is_read() -> None:
    lexicon = Lexicon().extend(EXAMPLE)
    assert set(lexicon.added) == {
        "organ", "alias", "document_type", "law", "post", "unit_word", "duty_verb", "deadline_cue",
    }  # fmt: skip


def test_the_page_does_what_it_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    blocks = list(_BLOCK.finditer(PAGE.read_text(encoding="utf-8")))
    report: list[str] = []
    python = "\n".join(block["body"] for block in blocks if block["language"] == "python")
    test = doctest.DocTestParser().get_doctest(python, {}, "lexicon.md", "lexicon.md", 0)
    outcome = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert outcome.attempted >= 3
    assert outcome.failed == 0, "".join(report)
    for block in blocks:
        if block["file"]:
            (tmp_path / block["file"]).write_text(block["body"], encoding="utf-8")
        elif not block["language"]:
            command, _, output = block["body"].partition("\n")
            program, *arguments = shlex.split(command.removeprefix("$ "))
            assert program == "vnplan"
            run = subprocess.run(
                [sys.executable, "-m", "vnplan.cli", *arguments],
                cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
            )  # fmt: skip
            assert (run.returncode, run.stdout.strip("\n")) == (0, output.strip("\n"))
    assert (tmp_path / "ours.csv").read_text(encoding="utf-8") == EXAMPLE.read_text(encoding="utf-8")
