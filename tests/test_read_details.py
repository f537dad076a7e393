"""What stands in files of each format, one thing a case: the smallest file that has it, and the text it gives."""

from __future__ import annotations

import io
import re
import resource
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnplan
from vnplan.read import Kind, ReadOptions, capabilities, detect, layout, ocr, office, pdf, programs, read
from vnplan.read.layout import Page, Word
from vnplan.read.reading import Clock, Rendering
from vnplan.text.gates import SIZE, gate, openings

OFF = ReadOptions(ocr="off")

# --- .docx ----------------------------------------------------------------------------------------------------------

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body and further parts; the relation `rX` leads to the part X."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_KIND}/{name.rstrip("0123456789")}" Target="{name}.xml"/>' for name in parts
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<document><body>{body}</body></document>")
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for name, part in parts.items():
            package.writestr(f"word/{name}.xml", part)
    return stream.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<p><pPr>{properties}</pPr><r><t>{text}</t></r></p>"


def cell(text: str, properties: str = "") -> str:
    return f"<tc><tcPr>{properties}</tcPr>{p(text)}</tc>"


BODIES = [
    (p("a") + "<del>" + p("xóa") + "</del><moveFrom>" + p("dời") + "</moveFrom>", "a", "what was deleted or moved away"),
    ("<p><r><t>a</t><cr/><t>b</t><br/><t>c</t><br type='page'/><t>d</t></r></p>", "a\nb\nc d", "ends of lines inside a paragraph"),
    ("<p><oMath><r><t>x</t></r><r><t>=1</t></r></oMath></p>", "x=1", "a formula"),
    ("<p><r><sym char='F0B7'/><sym char='khong'/><sym char='F0FC'/><t>a</t></r></p>", "•✓a", "symbols, one of them none"),
    ("<p><AlternateContent><Choice><r><t>mới</t></r></Choice><Fallback><r><t>cũ</t></r></Fallback></AlternateContent></p>", "mới", "of two versions the newer one"),
    ("<AlternateContent><Choice>" + p("mới") + "</Choice></AlternateContent>", "mới", "a version that stands alone"),
    ("<p><r><pict><txbxContent>" + p("trong khung") + "</txbxContent></pict><t>ngoài</t></r></p>", "ngoài\ntrong khung", "a text box"),
    ("<p><r><t>a</t></r><r><rPr><vanish/></rPr><t>ẩn</t></r></p>", "a", "hidden text"),
    ("<p><r><footnoteReference id='7' customMarkFollows='1'/><t>*</t></r><r><footnoteReference id='99'/></r></p>", "*", "a note with a mark of its own, and one that is not there"),
    ("<tbl><tr><trPr><gridBefore val='1'/></trPr>" + cell("b") + "</tr><tr>" + cell("c") + cell("d") + "</tr><tr>" + cell("e") + cell("f") + "</tr></tbl>", None, "a row that begins in the second column"),
    ("<tbl><tblPr><tblBorders><top val='single'/></tblBorders></tblPr><tr>" + cell("1") + cell("hai") + "</tr><tr>" + cell("3") + cell("bốn") + "</tr></tbl>", "| 1 | hai |\n| 3 | bốn |", "a table without a head"),
    ("<tbl><tblPr><tblStyle val='TableGrid'/></tblPr><tr>" + cell("STT") + cell("Việc") + "</tr><tr>" + cell("1") + "<tc><sdt><sdtContent>" + p("trong ô") + "</sdtContent></sdt></tc></tr></tbl>", "| STT | Việc |\n|---|---|\n| 1 | trong ô |", "a form field in a cell"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), BODIES, ids=[why for _, _, why in BODIES])
def test_bodies(body: str, expected: str | None, why: str) -> None:
    text = read(word(body), "x").text
    if expected is None:
        assert {"b", "c", "d", "e", "f"} <= set(text.split()), why
    else:
        assert text == expected, why


LEVEL = "<lvl ilvl='{}'><start val='{}'/><numFmt val='{}'/><lvlText val='{}'/>{}</lvl>"


def numbering(levels: str, more: str = "", override: str = "") -> str:
    return f"<numbering><abstractNum abstractNumId='1'>{levels}</abstractNum>{more}<num numId='5'><abstractNumId val='1'/>{override}</num></numbering>"


def item(text: str, level: int = 0, list_id: int = 5) -> str:
    return p(text, f"<numPr><ilvl val='{level}'/><numId val='{list_id}'/></numPr>")


NUMBERS = [
    (numbering(LEVEL.format(0, 1, "upperRoman", "%1.", "")), item("a") + item("b"), "I. a\nII. b", "roman"),
    (numbering(LEVEL.format(0, 1, "none", "", "")), item("a"), "a", "no number"),
    (numbering(LEVEL.format(0, 1, "decimal", "%1.%4", "")), item("a"), "1. a", "a place that the list has not"),
    (numbering(LEVEL.format(0, 1, "bullet", "", "")), item("a"), "a", "a bullet of nothing"),
    (numbering(LEVEL.format(0, 1, "bullet", "o", "<rPr><rFonts ascii='Courier New'/></rPr>")), item("a"), "○ a", "a round bullet"),
    (numbering(LEVEL.format(0, 1, "bullet", "·", "<rPr><rFonts ascii='Symbol'/></rPr>")), item("a"), "• a", "a bullet of the font Symbol"),
    (numbering(LEVEL.format(0, 1, "decimal", "%1.", "")), item("a", 3) + item("b", 0, 77), "a\nb", "a level and a list that are not there"),
    (numbering(LEVEL.format(0, 1, "decimal", "%1.", ""), override="<lvlOverride ilvl='0'><startOverride val='4'/></lvlOverride>"), item("a") + item("b"), "4. a\n5. b", "another start"),
    (numbering(LEVEL.format(0, 1, "decimal", "%1.", ""), override="<lvlOverride ilvl='0'>" + LEVEL.format(0, 3, "lowerLetter", "%1)", "") + "</lvlOverride>"), item("a"), "c) a", "another level"),
    (numbering("<lvl ilvl='0'><start val='1'/><AlternateContent><Choice/><Fallback><numFmt val='decimalZero'/></Fallback></AlternateContent><lvlText val='%1.'/></lvl>"), item("a"), "01. a", "a format for older programs"),
]  # fmt: skip


@pytest.mark.parametrize(("lists", "body", "expected", "why"), NUMBERS, ids=[row[3] for row in NUMBERS])
def test_numbers(lists: str, body: str, expected: str, why: str) -> None:
    text = read(word(body, numbering=lists), "x").text
    assert [" ".join(line.split()) for line in text.split("\n")] == expected.split("\n"), why


def test_lists_by_style() -> None:
    """A list of a style that is defined by another list."""
    lists = (
        "<numbering><abstractNum abstractNumId='1'><numStyleLink val='L'/></abstractNum><abstractNum abstractNumId='2'><styleLink val='L'/>"
        + LEVEL.format(0, 1, "lowerLetter", "%1)", "<pStyle val='S'/>")
        + "</abstractNum><num numId='5'><abstractNumId val='1'/></num><num numId='6'><abstractNumId val='2'/></num></numbering>"
    )
    styles = (
        "<styles><style type='numbering' styleId='L'><name val='L'/><pPr><numPr><numId val='6'/></numPr></pPr></style>"
        "<style type='paragraph' styleId='S'><name val='S'/><pPr><numPr><numId val='6'/></numPr></pPr></style></styles>"
    )
    text = read(word(item("một") + p("hai", "<pStyle val='S'/>"), numbering=lists, styles=styles), "x").text
    assert [" ".join(line.split()) for line in text.split("\n")] == ["a) một", "b) hai"]


NATION = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
SECTION = (
    "<sectPr><headerReference id='rheader1'/><footerReference id='rfooter1'/><headerReference id='rheader1'/></sectPr>"
)


def test_a_letterhead_in_the_page_header_is_read() -> None:
    reading = read(word(p("KẾ HOẠCH") + SECTION, header1=f"<hdr>{NATION}</hdr>", footer1="<ftr/>"), "x")
    assert reading.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH"


def test_a_running_head_is_left_out_and_said_so() -> None:
    reading = read(word(NATION + SECTION, header1=f"<hdr>{p('Bản nháp')}</hdr>", footer1="<ftr/>"), "x")
    assert reading.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert "running-heads-left-out" in [remark.code for remark in reading.remarks]


def test_a_table_of_contents_is_left_out_and_said_so() -> None:
    styles = "<styles><style type='paragraph' styleId='M'><name val='toc 1'/></style></styles>"
    reading = read(word(p("I. VIỆC ... 2", "<pStyle val='M'/>") + p("I. VIỆC"), styles=styles), "x")
    assert reading.text == "I. VIỆC"
    assert "contents-left-out" in [remark.code for remark in reading.remarks]


def test_an_old_encoding_that_no_font_tells() -> None:
    lines = [
        "KÕ ho¹ch tuyªn truyÒn phßng chèng dÞch bÖnh n¨m 2025",
        "Thùc hiÖn chØ ®¹o cña ñy ban nh©n d©n x·, tr¹m y tÕ x©y dùng kÕ ho¹ch nh­ sau",
    ]
    reading = read(word("".join(map(p, lines))), "x")
    assert reading.text.split("\n")[0] == "Kế hoạch tuyên truyền phòng chống dịch bệnh năm 2025"
    assert "encoding-converted" in [remark.code for remark in reading.remarks]
    assert [reading.text[block.start : block.end] for block in reading.blocks] == reading.text.split("\n")


# --- .pdf -----------------------------------------------------------------------------------------------------------


def make_pdf(
    *pages: str, font: str = "Times-Roman", trailer: str = "", box: str = "0 0 595 842", image: bool = False
) -> bytes:
    """A PDF from the drawing commands of its pages; `Im` is a black picture."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}]/Count {len(pages)}>>",
        f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x00\nendstream",
    ]  # fmt: skip
    for n, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents {6 + 2 * n} 0 R/Resources<</Font<</F 3 0 R>>/XObject<</Im 4 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(page.encode('latin-1'))}>>stream\n{page}\nendstream")
    body, places = "%PDF-1.4\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{n} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Root 1 0 R/Size {len(objects) + 1}{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def line(x: float, y: float, text: str, size: float = 13) -> str:
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"


def remarks(data: bytes, options: ReadOptions = OFF) -> tuple[str, set[str]]:
    reading = read(data, "x.pdf", options)
    return reading.text, {remark.code for remark in reading.remarks}


def test_a_font_of_an_old_encoding_is_decoded() -> None:
    text, codes = remarks(make_pdf(line(60, 700, "KÕ ho¹ch tuyªn truyÒn"), font=".VnTime"))
    assert text == "Kế hoạch tuyên truyền"
    assert "fonts-converted" in codes


def test_an_old_encoding_in_an_honest_font_is_decoded() -> None:
    old = [
        "KÕ ho¹ch tuyªn truyÒn phßng chèng dÞch bÖnh n¨m 2025",
        "Thùc hiÖn chØ ®¹o cña ñy ban nh©n d©n x·",
        "tr¹m y tÕ x©y dùng kÕ ho¹ch cô thÓ",
    ]
    text, codes = remarks(make_pdf("".join(line(60, 700 - 20 * n, one) for n, one in enumerate(old))))
    assert "Kế hoạch tuyên truyền phòng chống dịch bệnh năm 2025" in text
    assert "encoding-converted" in codes


def test_a_text_layer_that_is_none_is_said() -> None:
    broken = "".join(line(60, 800 - 18 * n, "xq zrtk wpfl bcdg hjkm qwrt zxcv nbvf") for n in range(12))
    assert "text-fragmented" in remarks(make_pdf(broken))[1]


@pytest.mark.parametrize(
    "text", ["Ky boi: Van thu. Digitally signed by UBND", "Mot dong chu dai hon ba muoi chu cai tren nen anh quet"]
)
def test_a_picture_with_a_few_letters_over_it_needs_recognition(text: str) -> None:
    assert "ocr-off" in remarks(make_pdf("q 590 0 0 840 0 0 cm /Im Do Q " + line(60, 700, text)))[1]


def test_boxes_are_tables() -> None:
    """Stroked boxes; boxes that are only filled are no lines."""
    boxes = "".join(f"{60 + 150 * c} {640 - 30 * r} 150 30 re S\n" for r in range(3) for c in range(3))
    words = "".join(
        line(65 + 150 * c, 650 - 30 * r, said)
        for r, row in enumerate((("STT", "Viec", "Don vi"), ("1", "Trong cay", "So Y te"), ("2", "Day boi", "Cong an")))
        for c, said in enumerate(row)
    )
    text, _ = remarks(make_pdf(line(60, 760, "KE HOACH") + boxes + "60 100 200 90 re f\n" + words))
    assert "| 1 | Trong cay | So Y te |" in text


def test_letters_drawn_large_by_their_matrix() -> None:
    assert "KE HOACH" in remarks(make_pdf("BT /F 1 Tf 13 0 0 13 60 700 Tm (KE HOACH) Tj ET"))[0]


def test_footnotes_of_a_page() -> None:
    body = "".join(
        line(60, 780 - 20 * n, f"Dong thu {n + 1} cua van ban nay, viet cho du dai mot dong") for n in range(8)
    )
    mark = line(400, 786, "1", 7)
    notes = line(60, 90, "1", 6) + line(68, 87, "Chu thich thu nhat", 9) + line(68, 76, "va phan con lai cua no", 9)
    reading = read(make_pdf(body + mark + notes), "x.pdf", OFF)
    assert "[1] Chu thich thu nhat va phan con lai cua no" in reading.text
    assert [block.kind for block in reading.blocks][-1] == "note"


def test_a_pdf_that_asks_for_a_password() -> None:
    trailer = (
        "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/Length 40/O<" + "00" * 32 + ">/U<" + "00" * 32 + ">>>"
    )
    with pytest.raises(vnplan.UnreadableSource) as caught:
        read(make_pdf(line(60, 700, "KE HOACH"), trailer=trailer), "x.pdf", OFF)
    assert caught.value.code == "password"


def test_a_pdf_without_pages() -> None:
    with pytest.raises(vnplan.UnreadableSource) as caught:
        read(make_pdf(), "x.pdf", OFF)
    assert caught.value.code == "damaged"


SEEN = [Word("quét", 10, 10, 50, 22, 12.0), Word("dấu", 200, 200, 240, 212, 12.0)]
OVER = [
    ([], ["quét", "dấu"], "nothing was written over the picture"),
    ([Word("Ký", 190, 190, 210, 202, 9.0), Word("bởi:", 215, 190, 250, 215, 9.0)], ["quét"], "an electronic signature is no text"),
    ([Word("12/KH-UBND", 195, 199, 260, 213, 12.0)], ["quét", "12/KH-UBND"], "a stamped number is exact"),
    ([Word(f"xq{n}zrt", 300, 300 + n, 320, 310 + n, 9.0) for n in range(30)], ["quét", "dấu"], "a poor recognition before ours"),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "expected", "why"), OVER, ids=[row[2] for row in OVER])
def test_words_over_a_picture(layer: list[Word], expected: list[str], why: str) -> None:
    assert [w.text for w in pdf._overlaid(SEEN, layer, Rendering())] == expected, why


# --- pages ----------------------------------------------------------------------------------------------------------


def rendered(*pages: list[tuple[float, float, str]], size: float = 13) -> str:
    """Words at places of pages (x, y of their top left, text) as a reader of pages puts them together."""
    made = []
    for number, words in enumerate(pages, 1):
        found = [
            Word(one, x + 7 * sum(len(w) + 1 for w in said.split()[:n]), y, x + 7 * sum(len(w) + 1 for w in said.split()[:n]) + 7 * len(one), y + size, size)
            for x, y, said in words
            for n, one in enumerate(said.split())
        ]  # fmt: skip
        made.append(Page(number, 595, 842, found))
    out = Rendering()
    layout.render(made, out, ocr.labels_in(out))
    return out.text


def test_paragraphs_of_a_page() -> None:
    """Lines of one paragraph are joined, a new item, a line of leader dots and a new page's capital are not."""
    text = rendered(
        [(60, 80, "KẾ HOẠCH"), (60, 120, "1. Sở Y tế chủ trì, phối hợp với các đơn vị liên quan tổ"), (60, 138, "chức kiểm tra."),
         (60, 156, "2. Công an xã tuần tra."), (60, 174, "Họ và tên: ....................."), (60, 192, "Chức vụ: .....................")],
        [(60, 80, "Điều khoản thi hành")],
    )  # fmt: skip
    assert "liên quan tổ chức kiểm tra." in text
    assert "\n2. Công an xã tuần tra." in text
    assert "\nChức vụ:" in text
    assert "\fĐiều khoản thi hành" in text


# --- what is there --------------------------------------------------------------------------------------------------


def test_capabilities_name_what_is_needed() -> None:
    found = {need.name: need for group in capabilities.capabilities() for need in group.needs}
    assert {"selectolax", "pypdfium2", "LibreOffice"} <= set(found)
    assert found["pypdfium2"].version
    assert capabilities._package("khong_co", "pip install x").version is None
    assert capabilities._package("vnplan_khong", "x") == capabilities.Need("vnplan_khong", None, "x")
    assert capabilities._version(["no-such-program"]) == "?"
    assert capabilities.Capability("x", (capabilities.Need("y", None, ""),)).ready is False


def test_without_programs_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office.find_office() is None
    assert ocr.languages() == []
    office.prepare([b"{\\rtf1 a}", b"{\\rtf1 b}"])
    for data, tool in ((b"{\\rtf1 a}", "LibreOffice"), (b"\x89PNG\r\n\x1a\n", "tesseract")):
        with pytest.raises(vnplan.MissingTool) as caught:
            read(data, "x", ReadOptions(ocr="auto"))
        assert caught.value.tool == tool
        assert caught.value.remedy.startswith("install ")
        again = caught.value.__reduce__()
        assert str(again[0](*again[1])) == str(caught.value)
    assert [
        need.version for group in capabilities.capabilities() for need in group.needs if need.name == "LibreOffice"
    ] == [None]


def test_tesseract_without_vietnamese_is_not_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tesseract").write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(vnplan.MissingTool, match="Vietnamese data"):
        ocr.require()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems count memory in other ways")
def test_programs_run_while_this_process_has_a_limit_of_memory() -> None:
    before, kept = resource.getrlimit(resource.RLIMIT_DATA), programs._limit
    try:
        programs.limit_memory(8 << 30)
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] < before[0] or before[0] == -1
        assert programs.run(["sh", "-c", "ulimit -d"], 60, data=b"") == (0, b"%d\n" % (programs.PROGRAM_BYTES >> 10))
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
        programs._limit = kept


KINDS = [
    (b"RIFF\0\0\0\0WEBPVP8 ", Kind.WEBP, "a picture of the web"), (b"BM" + b"\0" * 40, Kind.BMP, "a bitmap"),
    (b"Rar!\x1a\x07", Kind.OTHER, "another packer"), (b"PK\x05\x06" + b"\0" * 18, Kind.ZIP, "an empty archive"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind", "why"), KINDS)
def test_more_kinds(data: bytes, kind: Kind, why: str) -> None:
    assert detect(data) is kind, why


@pytest.mark.parametrize(
    ("names", "kind"),
    [(["mimetype"], Kind.OTHER), (["[Content_Types].xml", "xl/a.xml"], Kind.OTHER), (["a"], Kind.ZIP)],
)
def test_packages_of_other_programs(names: list[str], kind: Kind) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "application/epub+zip")
    assert detect(stream.getvalue()) is kind


PAGES = [
    ("<ol type='i'><li>a</li><p>xen</p><li value='4'>b</li></ol>", "i. a\nxen\niv. b", "something between two items"),
    ("<pre>a\n  b</pre>", "a\n  b", "lines as they are written"),
    ("<div style='visibility: hidden'>x</div><p hidden>y</p>z", "z", "what is hidden"),
    ("<table><tr><td rowspan='2'>a</td><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td><td>h</td></tr></table>", "| a | b | c |\n|  | d | e |\n| f | g | h |", "a cell over two rows"),
    ("<table><tr><td>a</td><td rowspan='2'>b</td></tr><tr><td>c</td></tr></table>", "| a | b |\n| c |  |", "a cell over two rows at the end"),
    ("<table><tr><td> </td><td></td></tr></table>a", "a", "an empty table"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), PAGES, ids=[row[2] for row in PAGES])
def test_pages(body: str, expected: str, why: str) -> None:
    assert read(f"<html>{body}</html>".encode(), "x").text == expected, why


def test_a_page_in_an_encoding_that_only_it_names() -> None:
    assert read(b"<html><meta charset='cp037x'><p>Ti\xeang vi\xcat \xff\xfe\xfd\x81", "x").text.startswith("Ti")
    assert read("<html><meta charset=utf-8><p>Kế hoạch".encode() + b"\xff", "x").text.startswith("Kế hoạch")


def test_a_mail_without_a_page() -> None:
    with pytest.raises(vnplan.UnreadableSource) as caught:
        read(
            b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\na\n--x--\n",
            "x",
        )
    assert caught.value.code == "damaged"


def test_the_clock_of_a_page() -> None:
    with pytest.raises(vnplan.UnreadableSource) as caught:
        Clock("x", ReadOptions(max_seconds=-1)).left()
    assert caught.value.code == "time-limit"


# --- gates ----------------------------------------------------------------------------------------------------------

PATTERNS = [
    r"(?:sở|ban|ngành) [a-z]{2,5}", r"\d{1,2}/\d{4}", r"(?<=\s)ngày\s+\d", r"^trước|hết\b", r"[ab]{0,2}c+", r"(?>xã|phường) \w", r".?x", r"[^a]b",
    r"a{5}", r"(?:q|quý )?(?:[ivx]+|[1-4])", r"đ?(?:ại|ến)",
]  # fmt: skip


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_gate_lets_every_match_through(data: st.DataObject) -> None:
    pattern = re.compile(data.draw(st.sampled_from(PATTERNS)))
    body = data.draw(st.from_regex(pattern, alphabet=st.characters(codec="utf-8")))
    beginnings = openings(pattern)
    may_begin = gate(beginnings)
    for match in pattern.finditer(body):
        assert may_begin(body[match.start() : match.start() + SIZE]), (pattern.pattern, match.group(), beginnings)


def test_a_gate_keeps_something_out() -> None:
    """Else it would be of no use."""
    shut = [pattern for pattern in PATTERNS if not gate(openings(re.compile(pattern)))("zzz")]
    assert len(shut) >= 8
    assert openings(re.compile("a", re.IGNORECASE)) == {""}, "capitals are not thought of"
