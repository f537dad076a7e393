"""Word documents: what the reader of the paper sees, above all the automatic numbers that stand in no text."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import nsdecls

import vnplan
from read_samples import has_office, office_convert, saved
from vnplan.read import Reading, read
from vnplan.read.numbering import format_number

W = nsdecls("w")


def make(body: str, *, numbering: str = "", styles: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A document from the XML of its body, its lists and its styles."""
    stream = io.BytesIO(saved(docx.Document()))
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = f'<w:document {nsdecls("w", "wp", "r")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>'.encode()
            elif name == "word/numbering.xml":
                data = f"<w:numbering {W}>{numbering}</w:numbering>".encode()
            elif name == "word/styles.xml" and styles:
                data = data.replace(b"</w:styles>", styles.encode() + b"</w:styles>")
            new.writestr(name, data)
        for name, text in (parts or {}).items():
            new.writestr(name, text)
    return out.getvalue()


def lvl(at: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def p(text: str, list_id: int | None = None, level: int | None = 0, style: str = "", run: str = "") -> str:
    held = "" if list_id is None else f'<w:numId w:val="{list_id}"/>'
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    number = f"<w:numPr>{at}{held}</w:numPr>" if held else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def lines(data: bytes) -> list[str]:
    return [line for line in read(data, "kh.docx").text.split("\n") if line.strip()]


PLAN = abstract(
    1, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "decimal", "%2.%3."), lvl(3, "lowerLetter", "%4)")
)
LINES = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
SYMBOL = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>'
START = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'

# (name, lists, styles, paragraphs as (text, list, level, style), what the paper shows, also in LibreOffice)
NUMBERS = [
    pytest.param(
        PLAN + num(5, 1), "",
        [("MỤC ĐÍCH", 5, 0), ("Mục đích", 5, 1), ("Cho dân", 5, 3), ("Cho xã", 5, 3), ("Yêu cầu", 5, 1), ("Chung", 5, 2),
         ("Riêng", 5, 2), ("NHIỆM VỤ", 5, 0), ("Tuyên truyền", 5, 1)],
        ["I. MỤC ĐÍCH", "1. Mục đích", "a) Cho dân", "b) Cho xã", "2. Yêu cầu", "2.1. Chung", "2.2. Riêng", "II. NHIỆM VỤ",
         "1. Tuyên truyền"],
        id="levels count on and begin anew below a higher one",
    ),
    pytest.param(
        PLAN + num(5, 1) + num(6, 1), "", [("Một", 5, 1), ("Hai", 6, 1), ("Ba", 5, 1)], ["1. Một", "2. Hai", "3. Ba"],
        id="two lists of one definition share their counter",
    ),
    pytest.param(
        PLAN + num(5, 1) + num(6, 1, START.format(1, 1)), "", [("Một", 5, 1), ("Hai", 5, 1), ("Lại một", 6, 1), ("Lại hai", 6, 1)],
        ["1. Một", "2. Hai", "1. Lại một", "2. Lại hai"],
        id="a start override restarts once",
    ),
    pytest.param(
        PLAN + num(5, 1, START.format(1, 4)), "", [("Bốn", 5, 1), ("Năm", 5, 1)], ["4. Bốn", "5. Năm"],
        id="a start override begins at its number",
    ),
    pytest.param(
        abstract(1, lvl(0, "decimal", "%1.", start=3)) + num(5, 1), "", [("Ba", 5, 0), ("Bốn", 5, 0)], ["3. Ba", "4. Bốn"],
        id="a level that starts at three",
    ),
    pytest.param(
        abstract(1, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2.", more="<w:isLgl/>")) + num(5, 1), "",
        [("Một", 5, 0), ("Dưới", 5, 1), ("Hai", 5, 0), ("Dưới", 5, 1)], ["I. Một", "1.1. Dưới", "II. Hai", "2.1. Dưới"],
        id="legal numbering shows decimals of a roman level",
    ),
    pytest.param(
        abstract(1, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')) + num(5, 1), "",
        [("A", 5, 0), ("Một", 5, 1), ("B", 5, 0), ("Hai", 5, 1)], ["I. A", "1. Một", "II. B", "2. Hai"],
        id="a level that never restarts",
    ),
    pytest.param(
        abstract(1, lvl(0, "decimal", "Điều %1.")) + num(5, 1), "", [("Phạm vi", 5, 0), ("Hiệu lực", 5, 0)],
        ["Điều 1. Phạm vi", "Điều 2. Hiệu lực"], id="words in the label",
    ),
    pytest.param(
        abstract(1, LINES) + abstract(2, SYMBOL) + num(5, 1) + num(6, 2), "", [("Một", 5, 0), ("Hai", 6, 0)], ["- Một", "• Hai"],
        id="a dash, and a dot of a symbol font",
    ),
    pytest.param(
        PLAN + num(5, 1), '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="MucCon"><w:name w:val="MucCon"/><w:basedOn w:val="Muc"/></w:style>',
        [("Một", None, None, "Muc"), ("Hai", None, None, "MucCon"), ("Không", 0, 0, "Muc"), ("Ba", None, None, "Muc")],
        ["1. Một", "2. Hai", "Không", "3. Ba"], id="by style, by a style based on it, and taken away",
    ),
    pytest.param(
        abstract(1, lvl(0, "upperRoman", "%1.", more='<w:pStyle w:val="Lon"/>'), lvl(1, "decimal", "%2.", more='<w:pStyle w:val="Nho"/>')) + num(5, 1),
        '<w:style w:type="paragraph" w:styleId="Lon"><w:name w:val="Lon"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Nho"><w:name w:val="Nho"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>',
        [("Một", None, None, "Lon"), ("Một", None, None, "Nho"), ("Hai", None, None, "Nho"), ("Hai", None, None, "Lon")],
        ["I. Một", "1. Một", "2. Hai", "II. Hai"], id="levels bound to styles",
    ),
    pytest.param(
        PLAN + num(5, 1), "", [("Trước", 5, 1), ("Cao", 5, 0)], ["1. Trước", "II. Cao"],
        id="a deeper level first: the higher one counts as met",
    ),
    pytest.param(
        abstract(1, lvl(0, "decimalZero", "%1."), lvl(1, "none", "")) + num(5, 1), "", [("Một", 5, 0), ("Không số", 5, 1)],
        ["01. Một", "Không số"], id="with a nought before, and without a number",
    ),
]  # fmt: skip


def _body(paragraphs: list[tuple[object, ...]]) -> str:
    return "".join(p(*item) for item in paragraphs)  # type: ignore[arg-type]


@pytest.mark.parametrize(("numbering", "styles", "paragraphs", "shown"), NUMBERS)
def test_automatic_numbers(numbering: str, styles: str, paragraphs: list[tuple[object, ...]], shown: list[str]) -> None:
    assert lines(make(_body(paragraphs), numbering=numbering, styles=styles)) == shown


@pytest.mark.skipif(
    not has_office() and not os.environ.get("CI"),
    reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
)
def test_automatic_numbers_are_those_of_libreoffice(tmp_path: Path) -> None:
    files = {}
    expected = {}
    for case in NUMBERS:
        numbering, styles, paragraphs, shown = case.values
        if "isLgl" in str(numbering) or "lvlRestart" in str(numbering):
            continue  # Word heeds these; LibreOffice of Debian 12 does not
        name = str(len(files))
        files[name] = make(_body(paragraphs), numbering=numbering, styles=styles)  # type: ignore[arg-type]
        expected[name] = shown
    for name, data in office_convert(files, "txt:Text (encoded):UTF8", tmp_path, suffix="txt").items():
        plain = [" ".join(line.split()) for line in data.decode("utf-8-sig").splitlines() if line.strip()]
        plain = [re.sub(r"^• ", "- ", line) for line in plain]  # its plain text has one sign for all bullets
        assert plain == [re.sub(r"^• ", "- ", line) for line in expected[name]], (name, shown)


NUMBER_FORMS = [
    (1, "upperRoman", "I"), (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (26, "lowerLetter", "z"), (27, "upperLetter", "AA"),
    (7, "decimalZero", "07"), (12, "decimalZero", "12"), (3, "ordinalText", "3"), (0, "lowerLetter", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("count", "form", "shown"), NUMBER_FORMS)
def test_number_forms(count: int, form: str, shown: str) -> None:
    assert format_number(count, form) == shown


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
TEXTS = [
    pytest.param(f"<w:p>{r('giữ ')}<w:ins>{r('thêm ')}</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>{r('lại')}</w:p>",
                 ["giữ thêm lại"], id="insertions kept, deletions dropped"),
    pytest.param(f"<w:p><w:moveFrom>{r('cũ')}</w:moveFrom><w:moveTo>{r('mới')}</w:moveTo></w:p>", ["mới"], id="moved text once"),
    pytest.param(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('một ')}</w:p><w:p>{r('hai')}</w:p>", ["một hai"],
                 id="a deleted paragraph mark joins"),
    pytest.param(f"<w:p>{r('Céng hoµ ', FONT.format('.VnTime'))}{r('và Nhà nước', FONT.format('Arial'))}</w:p>", ["Cộng hoà và Nhà nước"],
                 id="fonts of two encodings in one paragraph"),
    pytest.param(f"<w:p>{r('ñy ban nh©n d©n', FONT.format('.VnTimeH'))}</w:p>", ["ỦY BAN NHÂN DÂN"], id="a font of capitals"),
    pytest.param(f"<w:p>{r('Uyû ban nhaân daân', FONT.format('VNI-Times'))}</w:p>", ["Uỷ ban nhân dân"], id="a VNI font"),
    pytest.param(f"<w:p>{r('kế hoạch', '<w:caps/>')}{r(' năm', '<w:caps w:val=' + chr(34) + '0' + chr(34) + '/>')}</w:p>", ["KẾ HOẠCH năm"],
                 id="capitals by format"),
    pytest.param(f"<w:p>{r('thấy')}{r(' ẩn', '<w:vanish/>')}</w:p>", ["thấy"], id="hidden text"),
    pytest.param("<w:p><w:r><w:t>31</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t><w:softHyphen/></w:r></w:p>", ["31-NQ/TW"], id="a hyphen that keeps lines"),
    pytest.param('<w:p><w:r><w:t>Số</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p>', ["Số\t12", "dòng hai"], id="tab and line break"),
    pytest.param('<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 95%</w:t></w:r></w:p>', ["≥ 95%"], id="a sign by its code"),
    pytest.param('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                 + r("29/3/2023") + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>', ["29/3/2023"], id="the result of a field, not its code"),
    pytest.param(f"<w:p><w:hyperlink>{r('Luật ')}</w:hyperlink><w:sdt><w:sdtContent>{r('Đất đai')}</w:sdtContent></w:sdt></w:p>", ["Luật Đất đai"],
                 id="links and content controls"),
    pytest.param(f"<w:sdt><w:sdtContent><w:p>{r('trong khung')}</w:p></w:sdtContent></w:sdt>", ["trong khung"], id="a paragraph in a control"),
    pytest.param(f"<w:p>{r('trước')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p>{r('Số: 12/KH-UBND')}</w:p>"
                 f"</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>{r('Số: 12/KH-UBND')}</w:p>"
                 "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>", ["trước", "Số: 12/KH-UBND"], id="a text box, once"),
    pytest.param(f"<w:p>{r('nghĩa ' + chr(0x61) + chr(0x0301))}</w:p>", ["nghĩa á"], id="combining marks are composed"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "shown"), TEXTS)
def test_text_of_paragraphs(body: str, shown: list[str]) -> None:
    assert lines(make(body)) == shown


def test_fonts_come_through_the_chain_of_styles() -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Cu"><w:name w:val="Cu"/><w:rPr>{FONT.format(".VnTime")}</w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="CuHon"><w:name w:val="CuHon"/><w:basedOn w:val="Cu"/></w:style>'
        f'<w:style w:type="character" w:styleId="Moi"><w:name w:val="Moi"/><w:rPr>{FONT.format("Arial")}</w:rPr></w:style>'
    )
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="CuHon"/></w:pPr>{r("KÕ ho¹ch ")}'
        f"{r('¹', '<w:rStyle w:val=' + chr(34) + 'Moi' + chr(34) + '/>')}</w:p>"
    )
    got = read(make(body, styles=styles), "kh.docx")
    assert got.text == "Kế hoạch ¹"
    assert [r.code for r in got.remarks] == ["fonts-converted"]


def cell(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, ruled: bool = True) -> str:
    line = "".join(
        f'<w:{side} w:val="{"single" if ruled else "none"}"/>' for side in ("top", "left", "insideH", "insideV")
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{line}</w:tblBorders></w:tblPr>{''.join(rows)}</w:tbl>"


def test_a_letterhead_table_is_read_cell_by_cell() -> None:
    body = table(
        row(cell("ỦY BAN NHÂN DÂN"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        row(cell("Số: 12/KH-UBND"), cell("Bình An, ngày 3 tháng 2 năm 2025")),
        ruled=False,
    )
    assert lines(make(body)) == [
        "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/KH-UBND", "Bình An, ngày 3 tháng 2 năm 2025",
    ]  # fmt: skip


def test_a_table_of_data_is_rows_between_bars() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell("STT"), cell("Nhiệm vụ"), cell("Chủ trì"), look="<w:tblHeader/>"),
        row(cell("I"), cell("Tuyên truyền", wide)),
        row(cell("1"), cell("Viết | đọc"), cell("Sở Y tế", begin)),
        row(cell("2"), f"<w:tc>{p('Một')}{p('Hai')}</w:tc>", cell("", on)),
        row(cell("3"), f"<w:tc>{table(row(cell('trong'), cell('bảng')))}{p('')}</w:tc>", cell("Sở Nội vụ")),
        row(cell("4"), cell("xóa"), cell("xóa"), look="<w:del/>"),
    )
    got = read(make(body), "kh.docx")
    assert got.text.split("\n") == [
        "| STT | Nhiệm vụ | Chủ trì |",
        "|---|---|---|",
        "| I | Tuyên truyền |  |",
        "| 1 | Viết / đọc | Sở Y tế |",
        "| 2 | Một<br>Hai |  |",
        "| 3 | trong bảng | Sở Nội vụ |",
    ]
    document = vnplan.parse_bytes(make(p("KẾ HOẠCH") + body), name="kh.docx")
    assert list(document.tables[0].header) == ["STT", "Nhiệm vụ", "Chủ trì"]
    assert len(document.tables[0].rows) == 4


def test_footnotes_are_marked_and_stand_at_the_end() -> None:
    note = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>'
    notes = f"<w:footnotes {W}>{note.format(2, r(' Ban hành ngày 3/2/2020.'))}{note.format(3, r(' Chú thích hai.'))}</w:footnotes>"
    body = (
        f'<w:p>{r("Nghị định")}<w:r><w:footnoteReference w:id="2"/></w:r>{r(" và Luật")}'
        '<w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
    )
    got = read(make(body, parts={"word/footnotes.xml": notes}), "kh.docx")
    assert got.text == "Nghị định[1] và Luật[2]\n\n[1] Ban hành ngày 3/2/2020.\n[2] Chú thích hai."
    assert [block.kind for block in got.blocks] == ["paragraph", "note", "note"]
    document = vnplan.parse_bytes(make(body, parts={"word/footnotes.xml": notes}), name="kh.docx")
    assert [note.label for note in document.footnotes] == ["1", "2"]


def test_blocks_lie_on_the_text() -> None:
    got: Reading = read(
        make(p("Một") + p("Hai") + table(row(cell("a"), cell("b")), row(cell("c"), cell("d")), ruled=False)), "kh.docx"
    )
    assert [got.text[b.start : b.end] for b in got.blocks] == ["Một", "Hai", "a", "b", "c", "d"], (
        "so small a table without a head arranges the page"
    )
    assert got.reader == "docx"
    assert all(got.text[b.start : b.end].strip() for b in got.blocks)


def test_macros_and_outside_references_are_left_alone() -> None:
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    document.part.relate_to(
        "http://127.0.0.1:9/mau.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    stream = io.BytesIO(saved(document))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    got = read(stream.getvalue(), "kh.docm")
    assert got.text.strip() == "Kế hoạch"
    assert [remark.code for remark in got.remarks] == ["macros-ignored"]


def test_what_was_done_is_told() -> None:
    body = p("Một", 5, 1) + f"<w:p>{r('a')}<w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>"
    document = vnplan.parse_bytes(make(body, numbering=PLAN + num(5, 1)), name="kh.docx")
    told = {d.code: d.message for d in document.diagnostics}
    assert told["numbering-restored"].startswith("1 automatic")
    assert told["changes-deleted"].startswith("1 deletion")


def test_size_does_not_follow_the_number_of_styles() -> None:
    # A chain of styles that leads back to itself must end.
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("X", "Y"), ("Y", "X"))
    )
    assert lines(make(p("Một", style="X"), styles=styles)) == ["Một"]
