"""Hostile files: nothing is run, nothing outside the file is read or fetched, nothing is written where it should not be,
nothing unpacks without end, and no export carries an attack on to the next program.

What goes wrong by chance and not by intent is in `test_read_bad_input.py` and `test_faults.py`.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pypdfium2
import pytest
from sqlalchemy import text

import vnplan
from archive_samples import plan
from read_samples import SAMPLES, has_office, make_docx, office_convert, plan_of, saved
from test_cli import files, vnplan_
from test_db import given, run
from vnplan.archive import discover
from vnplan.cli.terminal import printable
from vnplan.export import to_json, to_summary, to_tree
from vnplan.export.akn import to_akn
from vnplan.export.csvfiles import formula_safe, write_csv
from vnplan.export.database import connect, graph_of, search, upgrade
from vnplan.export.database.reports import reports
from vnplan.export.edxml import to_edxml
from vnplan.read import Kind, ReadOptions, detect, office, programs, read

needs_office = pytest.mark.skipif(
    not has_office() and not os.environ.get("CI"),
    reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None and not os.environ.get("CI"),
    reason="tesseract is not installed: apt-get install tesseract-ocr tesseract-ocr-vie",
)

SECRET = "lời trong tệp khác"  # noqa: S105


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that no document is to show."""
    file = tmp_path / "mat.txt"
    file.write_text(SECRET, encoding="utf-8")
    return file


def package(parts: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return stream.getvalue()


def word(**parts: bytes | str) -> bytes:
    """A Word file of the given parts (`document`, `numbering`, …)."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(f'<Relationship Id="{n}" Type="{kind}/{n}" Target="{n}.xml"/>' for n in parts)
    body = {"document": "<document><body><p><r><t>Kế hoạch</t></r></p></body></document>", **parts}
    return package({
        "[Content_Types].xml": "<Types/>", "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        **{f"word/{name}.xml": part for name, part in body.items()},
    })  # fmt: skip


_ODT = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible", "script": "script"}


def odt(body: str, *, before: str = "", doctype: str = "", more: dict[str, str] | None = None) -> bytes:
    """An OpenDocument text."""
    spaces = "".join(f' xmlns:{s}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for s, n in _ODT.items())
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    entries = "".join(
        f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in ("content.xml", *(more or {}))
    )
    return package({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>{entries}</m:manifest>',
        "content.xml": f'<?xml version="1.0"?>{doctype}<office:document-content{spaces} office:version="1.2">{before}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        **(more or {}),
    })  # fmt: skip


def refused(data: bytes, options: ReadOptions | None = None) -> str:
    """The code with which a file is refused, within half a minute."""
    began = time.monotonic()
    with pytest.raises(vnplan.UnreadableSource) as caught:
        vnplan.parse_bytes(data, name="tệp", options=options)
    assert time.monotonic() - began < 30
    return caught.value.code


# --- bombs ----------------------------------------------------------------------------------------------------------

SMALL = ReadOptions(max_bytes=5_000_000)


def test_a_word_file_whose_parts_together_unpack_to_too_much() -> None:
    part = "<numbering>" + " " * 2_000_000 + "</numbering>"
    assert "Kế hoạch" in read(word(numbering=part), "x", SMALL).text, "one such part is no bomb"
    assert refused(word(numbering=part, styles=part, footnotes=part, settings=part), SMALL) == "too-large"


def test_a_word_file_that_lies_about_its_size() -> None:
    data = bytearray(word(document="<document><body><p/></body>" + " " * 20_000_000 + "</document>"))
    true, told = struct.pack("<L", 20_000_000 + len("<document><body><p/></body></document>")), struct.pack("<L", 900)
    assert data.count(true) == 2, "in front of the part, and in the directory"
    assert refused(bytes(data).replace(true, told), SMALL) in ("too-large", "damaged")


@needs_office
def test_a_bomb_does_not_reach_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = odt("<text:p>a</text:p>" + " " * 20_000_000)
    assert detect(bomb) is Kind.ODT
    started: list[object] = []
    monkeypatch.setattr(office, "_run", lambda *given: started.append(given))
    assert refused(bomb, SMALL) == "too-large"
    office.prepare([bomb, bomb + b" "], SMALL)
    assert started == []


def test_an_archive_whose_entries_share_their_bytes(tmp_path: Path) -> None:
    """Twenty names for the bytes of one: a small file that unpacks to any size."""
    path = tmp_path / "chồng.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("0.txt", os.urandom(5000) * 10)
    data = path.read_bytes()
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[at:end]
    many = b"".join(entry.replace(b"0.txt", b"%x.txt" % n) for n in range(16))
    tail = bytearray(data[end:])
    tail[8:12] = struct.pack("<HH", 16, 16)
    tail[12:16] = struct.pack("<L", len(many))
    path.write_bytes(data[:at] + many + bytes(tail))
    with zipfile.ZipFile(path) as opened:
        assert len(opened.namelist()) == 16
    found = discover([path])
    assert (found.inputs, [failure.reason for failure in found.failures]) == ([], ["the archive is damaged"])


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = package({"a.txt": "Kế hoạch"})
    for _ in range(5):
        inner = package({"trong.zip": inner})
    (tmp_path / "a.zip").write_bytes(inner)
    found = discover([tmp_path])
    assert (found.inputs, found.failures, found.skipped) == ([], [], 1)


def test_pages_that_nest_too_deep() -> None:
    head = b"MIME-Version: 1.0\r\n"
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1500))
    assert refused(head + parts + b"Content-Type: text/html\r\n\r\n<p>x</p>\r\n") == "damaged"
    assert refused(b"<html>" + b"<b>" * 5000 + b"x") == "damaged"
    text = read(b"<html>" + b"<table><tr><td>" * 100 + b"KE HOACH", "x").text
    assert text == "KE HOACH"


def test_numbers_without_end_in_a_page() -> None:
    page = f"<html><ol start='{'9' * 5000}'><li value='²'>a</ol><table><tr><td colspan='{'9' * 5000}'>b<td>c</table>"
    assert read(page.encode(), "x").text == "1. a\n| b | c |"
    far = f"<numbering><abstractNum abstractNumId='1'><lvl ilvl='0'><start val='{'9' * 5000}'/><numFmt val='upperRoman'/><lvlText val='%1.'/></lvl></abstractNum><num numId='1'><abstractNumId val='1'/></num></numbering>"
    item = "<document><body><p><pPr><numPr><ilvl val='0'/><numId val='1'/></numPr></pPr><r><t>a</t></r></p></body></document>"
    assert read(word(numbering=far, document=item), "x").text.endswith("a")
    near = far.replace("9" * 5000, "2000000000")
    assert len(read(word(numbering=near, document=item), "x").text) < 100


def _png(side: int) -> bytes:
    """A white picture of `side` times `side` pixels in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress((b"\0" + b"\xff" * (side // 8)) * 100) for _ in range(side // 100))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows + packer.flush()) + chunk(b"IEND", b"")


@needs_tesseract
def test_a_picture_of_gigapixels_stops_at_the_memory_of_one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PROGRAM_BYTES", 300 << 20)  # what it is kept to; the default is 4 GiB
    assert refused(_png(60_000)) == "damaged"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such limit")
def test_a_program_gets_no_more_memory_than_one_may() -> None:
    script = f"import time; time.sleep(0.5); held = bytearray({programs.PROGRAM_BYTES} + (1 << 20))"
    assert programs.run([sys.executable, "-c", script], 60)[0] == 1
    shell = f'"{sys.executable}" -c "{script}"; exit $(($? + 10))'
    assert programs.run(["sh", "-c", shell], 60)[0] == 11, "nor what it starts"


def _page(box: str) -> bytes:
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]>>endobj trailer<</Root 1 0 R/Size 4>>\n" % box.encode()
    )


@needs_tesseract
def test_a_page_of_a_kilometre_is_drawn_small() -> None:
    assert refused(_page("2834645 2834645"), ReadOptions(ocr="force")) == "no-text"


# --- XML entities ---------------------------------------------------------------------------------------------------

GROW = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def outside(file: Path) -> str:
    return f'<!DOCTYPE d [<!ENTITY b SYSTEM "{file.as_uri()}">]>'


@pytest.mark.parametrize("part", ["document", "numbering", "styles", "footnotes"])
@pytest.mark.parametrize("grow", [True, False], ids=["growing", "external"])
@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-16-be", "cp037"])
def test_a_part_of_a_word_file_that_defines_entities(part: str, grow: bool, code: str, secret: Path) -> None:
    """`cp037` is EBCDIC, in which no letter stands where it does in ASCII: a search for the words would miss them."""
    head = f'<?xml version="1.0" encoding="{code.removesuffix("-be").upper()}"?>'
    rest = f"{GROW if grow else outside(secret)}<{part}><body><p><r><t>&b;</t></r></p></body></{part}>"
    data = head.encode("ascii") + rest.encode(code) if code == "cp037" else (head + rest).encode(code)
    assert refused(word(**{part: data})) == "damaged"


def test_nothing_outside_a_word_file_is_read(secret: Path) -> None:
    """Parts by paths that lead out, links to files, XInclude, an attached template, embedded sub-documents."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{kind}/{name}" Target="{target}"{mode}/>'
        for n, (name, mode) in enumerate((name, mode) for name in ("footnotes", "styles", "attachedTemplate", "subDocument", "aFChunk", "image") for mode in ("", ' TargetMode="External"'))
        for target in [f"{'../' * 30}{secret.as_posix().lstrip('/')}" if mode == "" else secret.as_uri()]
    )  # fmt: skip
    body = (
        f'<document xmlns:xi="http://www.w3.org/2001/XInclude"><body><xi:include href="{secret.as_uri()}" parse="text"/>'
        '<altChunk id="r8"/><subDoc id="r6"/><p><fldSimple instr="INCLUDETEXT &quot;'
        f'{secret}&quot;"><r><t>kết quả cũ</t></r></fldSimple></p></body></document>'
    )
    data = package({
        "[Content_Types].xml": "<Types/>", "word/document.xml": body,
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    })  # fmt: skip
    assert SECRET not in read(data, "x").text


LINKS = [
    ('<text:section text:name="s"><text:section-source xlink:type="simple" xlink:href="{uri}" text:filter-name="Text"/><text:p>cũ</text:p></text:section>', "a section of another file"),
    ('<text:p><draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:object xlink:type="simple" xlink:href="{uri}"/></draw:frame></text:p>', "an object of another file"),
]  # fmt: skip
FIELDS = [
    ('INCLUDETEXT "{path}"', "a field that takes in a file"), ('INCLUDEPICTURE "{path}"', "a field that takes in a picture"),
    ('LINK Word.Document.8 "{path}" ""', "a link of OLE"), ('DDEAUTO "{path}" "x"', "a link of DDE"),
]  # fmt: skip


@needs_office
def test_libreoffice_reads_nothing_outside_the_file(secret: Path) -> None:
    cases = {why: odt("<text:p>Kế hoạch</text:p>" + body.format(uri=secret.as_uri())) for body, why in LINKS}
    for field, why in FIELDS:
        shown = field.format(path=str(secret).replace("\\", "/"))
        cases[why] = (
            rb"{\rtf1\ansi K\u7871? ho\u7841?ch {\field\flddirty{\*\fldinst %s}{\fldrslt x}}\par}" % shown.encode()
        )
    made = office.convert([(data, detect(data)) for data in cases.values()], 120)
    opened = {
        why: read(converted, "x").text for why, converted in zip(cases, made, strict=True) if converted is not None
    }
    assert len(opened) >= len(cases) - 1, "it gives up on a picture that is none"
    for why, found in opened.items():
        assert "Kế hoạch" in found, why
        assert SECRET not in found, why


@pytest.mark.parametrize("grow", [True, False], ids=["growing", "external"])
def test_entities_do_not_reach_libreoffice(grow: bool, secret: Path) -> None:
    doctype = GROW if grow else outside(secret)
    assert refused(odt("<text:p>&b;</text:p>", doctype=doctype)) == "damaged"
    xml = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?>{doctype}<w:wordDocument xmlns:w="w">&b;</w:wordDocument>'
    assert detect(xml.encode()) is Kind.WORD_XML
    assert refused(xml.encode()) == "damaged"


def test_a_page_has_no_entities_of_its_own(secret: Path) -> None:
    page = f'<!DOCTYPE html [<!ENTITY b SYSTEM "{secret.as_uri()}">]><html><p>Kế hoạch &b; <iframe src="{secret.as_uri()}"></iframe>'
    assert read(page.encode(), "x").text.endswith("Kế hoạch &b;")


@needs_tesseract
@pytest.mark.parametrize("mark", [b"GIF8", b"GIF87", b"BM", b"II*", b"RIFF"])
def test_a_picture_is_no_list_of_files(mark: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given bytes that it knows for no picture, tesseract takes them for a list of pictures to open."""
    (tmp_path / mark.decode()).write_bytes(_png(800))
    monkeypatch.chdir(tmp_path)
    started: list[object] = []
    monkeypatch.setattr(programs, "run", lambda *given, **more: started.append(given))
    assert read(mark + b"\n", "x").reader == "text", "a text of two letters"
    assert started == []


# --- macros ---------------------------------------------------------------------------------------------------------

MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">
Sub Main
  Open "{path}" For Output As #1
  Print #1, "da chay"
  Close #1
End Sub
</script:module>"""
LIBRARY = (
    '<?xml version="1.0"?><library:{kind} xmlns:library="http://openoffice.org/2000/library"{more}</library:{kind}>'
)


def with_macro(trace: Path) -> bytes:
    """An OpenDocument text whose macro, bound to its opening, writes the file `trace`."""
    libraries = LIBRARY.format(kind="libraries", more=' xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" library:link="false"/>')  # fmt: skip
    library = LIBRARY.format(kind="library", more=' library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="M"/>')  # fmt: skip
    listener = (
        '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" '
        'xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document" xlink:type="simple"/>'
        "</office:event-listeners></office:scripts>"
    )
    more = {
        "Basic/script-lc.xml": libraries,
        "Basic/Standard/script-lb.xml": library,
        "Basic/Standard/M.xml": MACRO.format(path=trace),
    }
    return odt("<text:p>Kế hoạch</text:p>", before=listener, more=more)


@needs_office
@pytest.mark.parametrize("form", ["odt", "doc"])
def test_no_macro_of_a_word_processor_file_is_run(form: str, tmp_path: Path) -> None:
    """A LibreOffice without a screen may not run it even where it is allowed; the next test holds the lock itself."""
    data = with_macro(tmp_path / "dau-vet.txt")
    if form == "doc":
        data = office_convert({"x": data}, "doc", tmp_path, source="odt")["x"]
        (tmp_path / "dau-vet.txt").unlink(missing_ok=True)
    assert "Kế hoạch" in read(data, "x").text
    assert not (tmp_path / "dau-vet.txt").exists()


def test_the_profile_of_libreoffice_forbids_macros_for_good() -> None:
    """`fuse` keeps a document or another layer of settings from changing them back."""
    space = "{http://openoffice.org/2001/registry}"
    found = {
        prop.get(f"{space}name"): (prop.get(f"{space}op"), prop.findtext("value"))
        for item in ET.fromstring(office._SETTINGS.encode())
        if item.get(f"{space}path", "").endswith("/Security/Scripting")
        for prop in item
    }
    assert found == {
        "MacroSecurityLevel": ("fuse", "3"), "DisableMacrosExecution": ("fuse", "true"),
        "DisableActiveContent": ("fuse", "true"), "BlockUntrustedRefererLinks": ("fuse", "true"),
    }  # fmt: skip


def test_a_word_file_with_macros_is_read_without_any_program() -> None:
    """A .docm: its macros and its commands are parts like pictures, which nobody opens."""
    document = docx.Document(io.BytesIO(make_docx(plan_of(SAMPLES / "xa-dan-van.txt"))))
    stream = io.BytesIO(saved(document))
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Sub AutoOpen()" * 50)
        made.writestr("customUI/customUI.xml", '<customUI onLoad="AutoOpen"/>')
    script = (
        "import sys\n"
        "sys.addaudithook(lambda event, given: event in ('subprocess.Popen', 'os.exec', 'os.posix_spawn', 'os.system') and sys.exit(event))\n"
        "import vnplan; print(vnplan.parse_bytes(sys.stdin.buffer.read(), name='x.docm').header.doc_type)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=stream.getvalue(), capture_output=True, timeout=600, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (done.returncode, done.stdout.decode().strip()) == (0, "Kế hoạch"), done.stderr.decode()


def test_the_scripts_of_a_pdf_do_nothing(secret: Path) -> None:
    script = b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('%s'\\);while\\(1\\){})>>/AA<</WC<</S/Launch/F(%s)>>>>" % (
        secret.as_uri().encode(), str(secret).encode(),
    )  # fmt: skip
    data = _page("595 842").replace(b"/Type/Catalog", b"/Type/Catalog" + script)
    assert refused(data, ReadOptions(ocr="off")) == "no-text"


# --- names ----------------------------------------------------------------------------------------------------------

NAMES = [
    ("../../ra.txt", "up and out"), ("/etc/ra.txt", "from the root"), ("a/../../../ra.txt", "out by a detour"),
    ("..\\..\\ra2.txt", "with the separators of another system"), ("C:\\ra.txt", "with a drive"),
    (".unfinished/ra.txt", "in the folder of what is being written"), ("\x1b[2Jra\n.txt", "with what a terminal obeys"),
    ("-rf.txt", "as an option"), ("~/ra.txt", "in somebody's home"), ("$(touch ra).txt", "as a command"),
]  # fmt: skip


@pytest.mark.parametrize("out", ["ra", "ra.jsonl"])
def test_no_name_in_an_archive_leads_anywhere(out: str, tmp_path: Path) -> None:
    place = tmp_path / "sâu" / "hơn"
    place.mkdir(parents=True)
    with zipfile.ZipFile(place / "kho.zip", "w") as made:
        for n, (name, _) in enumerate(NAMES):
            made.writestr(zipfile.ZipInfo(name), plan(n))
        link = zipfile.ZipInfo("nối.txt")  # a link to a file outside is its own few bytes, never the file
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    code, _, err = vnplan_("convert", place / "kho.zip", "-o", place / out, "-j", "0")
    assert code == 0, err
    assert "\x1b" not in err
    made_files = files(tmp_path)
    assert all(name.startswith(f"sâu/hơn/{out}") or name == "sâu/hơn/kho.zip" for name in made_files), made_files
    if out == "ra":
        documents = [(place / out / name).read_text(encoding="utf-8") for name in files(place / out)]
    else:
        documents = (place / out).read_text(encoding="utf-8").splitlines()
    assert len(documents) == len(NAMES) + 1, "and none is lost"
    assert not any("root:" in document for document in documents)


def test_the_names_of_documents_lead_nowhere_in_an_export(tmp_path: Path) -> None:
    lines = [to_json(vnplan.parse_text(plan(n), name=name)) for n, (name, _) in enumerate(NAMES)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for form in ("akn", "edxml"):
        assert vnplan_("export", tmp_path / "in.jsonl", "-f", form, "-o", tmp_path / "a" / "b" / form).code == 0
        assert len(files(tmp_path / "a" / "b" / form)) == len(NAMES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "in.jsonl"]


# --- what goes on to other programs ---------------------------------------------------------------------------------

CELLS = [
    ("x;=1+1", "x;'=1+1", "a formula for who parts cells by the semicolon"),
    ("x; =1+1", "x; '=1+1", "also after a blank"), ("x\t@SUM(1)", "x\t'@SUM(1)", "by the tab"),
    ("x;-2+3+cmd|' /C calc'!A0", "x;'-2+3+cmd|' /C calc'!A0", "a call of another program"),
    ("x;＝1", "x;'＝1", "a wide sign"), ("lập danh sách; - báo cáo", "lập danh sách; - báo cáo", "a bullet"),
    ("a=b; c", "a=b; c", "a sign elsewhere"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "cell", "why"), CELLS)
def test_no_cell_becomes_a_formula_where_another_separator_is_used(value: str, cell: str, why: str) -> None:
    assert formula_safe(value) == cell, why


ATTACK = '=HYPERLINK("http://x";"y") <script>alert(\'x\')</script> ]]> " onload="x" &lt; \'); DROP TABLE documents; --'


@pytest.fixture
def hostile() -> vnplan.PlanDocument:
    """A plan with an attack wherever a document has words."""
    return vnplan.parse_text(
        f"UBND XÃ {ATTACK.upper()}\nSố: 5/KH-UBND\n\nKẾ HOẠCH\n{ATTACK}\n\nThực hiện Quyết định số 1/QĐ-UBND ngày 01/02/2025 của UBND "
        f"tỉnh về {ATTACK};\nI. {ATTACK}\n1. Sở Y tế chủ trì {ATTACK}, đạt 95% hộ trước ngày 01/6/2025.\n"
        f"| STT | {ATTACK} |\n|---|---|\n| 1 | {ATTACK} |\n\nNơi nhận:\n- {ATTACK};\n- Lưu: VT.\n\nCHỦ TỊCH\n{ATTACK}\n",
        name=f"{ATTACK}.txt",
    )


def test_no_markup_of_a_document_is_markup_of_an_export(hostile: vnplan.PlanDocument, tmp_path: Path) -> None:
    engine = connect(str(tmp_path / "x.sqlite"), create=True)
    upgrade(engine)
    run(engine, given(("a", hostile.text)))
    for form in (to_akn(hostile), to_edxml(hostile), graph_of(engine).to_graphml()):
        assert "<script" not in form.lower()
        assert not [element for element in ET.fromstring(form).iter() if {"onload", "src"} & set(element.attrib)]
    engine.dispose()


def test_no_cell_of_a_table_is_a_formula(hostile: vnplan.PlanDocument, tmp_path: Path) -> None:
    """For a program that parts cells by the comma, the semicolon or the tab."""
    engine = connect(str(tmp_path / "x.sqlite"), create=True)
    upgrade(engine)
    run(engine, given(("=a;=b.txt", hostile.text)))
    for path in write_csv(engine, tmp_path):
        for separator in ",;\t":
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.reader(file, delimiter=separator):
                    assert not [cell for cell in row if cell.strip().startswith(("=", "+", "@"))], (
                        path.name,
                        separator,
                    )
    engine.dispose()


def test_no_words_of_a_user_are_sql(tmp_path: Path) -> None:
    engine = connect(str(tmp_path / "x.sqlite"), create=True)
    upgrade(engine)
    evil = "'; DROP TABLE documents; --"
    run(engine, given(("a.txt", plan(1)), (evil, plan(2))), archive=evil)
    assert run(engine, given((evil, plan(2))), archive=evil, prune=True).pruned == 1
    search(engine, evil, kinds=(evil, "document"))
    with pytest.raises(ValueError, match="is no month"):
        reports(engine, f"2025-01{evil}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 1
        assert connection.execute(text("SELECT archive, name FROM document_files")).all() == [(evil, evil)]
    engine.dispose()


def test_a_terminal_obeys_no_document(tmp_path: Path) -> None:
    evil = "\x1b]0;tên\x07 \x1b[31m \x9b2J \u202eđảo\u2066"
    body = plan(3) * 3
    body = body.replace("I. MỤC TIÊU", f"I. MỤC TIÊU {evil}").replace("KẾ HOẠCH\nVề", f"KẾ HOẠCH\nVề {evil}")
    (tmp_path / "a.txt").write_text(body, encoding="utf-8")
    document = vnplan.parse_file(tmp_path / "a.txt")
    assert "\x1b" in to_tree(document) + to_summary(document), "a library gives what the document says"
    assert vnplan_("load", "-q", tmp_path / "a.txt", "--db", tmp_path / "x.sqlite").code == 0
    commands: list[tuple[str | Path, ...]] = [
        *(("parse", tmp_path / "a.txt", *more) for more in (("--format", "tree"), ("--format", "summary"), ("--explain",), ())),
        ("search", "muc tieu", "--db", tmp_path / "x.sqlite"), ("search", "muc tieu", "--json", "--db", tmp_path / "x.sqlite"),
        ("db", "report", "--db", tmp_path / "x.sqlite"),
    ]  # fmt: skip
    for command in commands:
        code, out, err = vnplan_(*command)
        assert code == 0, err
        assert not set("\x1b\x07") & set(out + err), command
        if "--json" not in command and len(command) > 2:  # JSON is for programs: it has every letter
            assert not set("\x9b\u202e\u2066") & set(out), command
    assert printable("a\tb\u00a0c\nd\u200b\x1b[0m\u202e") == "a b c\nd\ufffd[0m"


# --- no network -----------------------------------------------------------------------------------------------------

OFFLINE = r'''
import ctypes, os, platform, socket, struct, sys
from pathlib import Path

def forbid():
    """Whoever opens a socket of the internet in this process, or in one that it starts, is killed by the kernel."""
    numbers = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
    if not sys.platform.startswith("linux") or platform.machine() not in numbers:
        return
    architecture, call = numbers[platform.machine()]
    step = lambda code, yes, no, value: struct.pack("<HBBI", code, yes, no, value)
    load, equal, give = 0x20, 0x15, 0x06
    program = b"".join([
        step(load, 0, 0, 4), step(equal, 0, 6, architecture), step(load, 0, 0, 0), step(equal, 0, 4, call),
        step(load, 0, 0, 16), step(equal, 1, 0, socket.AF_INET), step(equal, 0, 1, socket.AF_INET6),
        step(give, 0, 0, 0x80000000), step(give, 0, 0, 0x7FFF0000),
    ])
    held = ctypes.create_string_buffer(program)
    given = ctypes.create_string_buffer(struct.pack("<HxxxxxxQ", len(program) // 8, ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, ctypes.byref(given), 0, 0) == 0, os.strerror(ctypes.get_errno())

def watch(event, given):
    """The same for other systems, and for what ends before a socket: names that are looked up, addresses of pages."""
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "http.client.connect"):
        os._exit(77)
    if event == "socket.__new__" and given[1] in (socket.AF_INET, socket.AF_INET6):
        os._exit(77)

forbid()
sys.addaudithook(watch)
'''


def offline(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", OFFLINE + script, *map(str, arguments)],
        capture_output=True, text=True, timeout=600, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_the_ban_on_sockets_bans_them() -> None:
    assert offline("socket.socket()").returncode != 0
    if sys.platform.startswith("linux"):
        below = "import subprocess\nprint(subprocess.run([sys.executable, '-c', 'import socket; socket.socket()']).returncode)"
        assert offline(below).stdout == "-31\n", "killed by SIGSYS, also in a program that it starts"
    assert offline("socket.socket(socket.AF_UNIX).close(); print('here')").stdout == "here\n"


@pytest.fixture(scope="module")
def every_format(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a document of each format, and links to the network in those that can have some."""
    folder = tmp_path_factory.mktemp("formats")
    parts = plan_of(SAMPLES / "xa-dan-van.txt")[:12]
    made = docx.Document(io.BytesIO(make_docx(parts)))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    made.part.relate_to("http://127.0.0.1:9/a.png", kind, is_external=True)
    data = saved(made)
    (folder / "a.docx").write_bytes(data)
    (folder / "b.txt").write_bytes((SAMPLES / "xa-dan-van.txt").read_bytes())
    page = "<html><head><base href='http://127.0.0.1:9/'><link rel=stylesheet href=x.css></head><p>KẾ HOẠCH<p>Trồng cây<img src=a.png>"
    (folder / "c.html").write_text(page, encoding="utf-8")
    mail = f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: http://127.0.0.1:9/\r\n\r\n{page}\r\n--x--\r\n"
    (folder / "d.mht").write_text(mail, encoding="utf-8")
    with zipfile.ZipFile(folder / "e.zip", "w") as packed:
        packed.writestr("trong.docx", data)
    if has_office():
        work = tmp_path_factory.mktemp("office")
        for target in ("pdf", "doc", "odt", "rtf"):
            (folder / f"g.{target}").write_bytes(office_convert({"g": data}, target, work)["g"])
        if shutil.which("tesseract"):
            image = pypdfium2.PdfDocument(folder / "g.pdf")[0].render(scale=2).to_pil()
            image.save(folder / "h.png")
    return folder


@needs_office
@needs_tesseract
def test_no_reader_opens_a_socket(every_format: Path) -> None:
    script = """
import vnplan
for path in sorted(Path(sys.argv[1]).iterdir()):
    if path.suffix != ".zip":
        document = vnplan.parse_file(path)
        assert "KẾ HOẠCH" in document.text.upper(), path
        print(path.name, document.source.reader)
"""
    done = offline(script, every_format)
    assert done.returncode == 0, done.stderr
    read_by = dict(line.split() for line in done.stdout.splitlines())
    assert set(read_by.values()) == {"docx", "text", "html", "pdf", "doc+libreoffice", "odt+libreoffice", "rtf+libreoffice", "ocr"}  # fmt: skip


def test_nothing_else_opens_a_socket(every_format: Path, tmp_path: Path) -> None:
    """The commands over an archive, with worker processes, and over an SQLite database."""
    script = """
from vnplan.cli import main
source, out = Path(sys.argv[1]), Path(sys.argv[2])
kept = [str(source / name) for name in ("a.docx", "b.txt", "c.html", "d.mht", "e.zip")]
db = str(out / "x.sqlite")
for command in (
    ["convert", *kept, "-o", str(out / "a.jsonl"), "-j", "2"], ["parse", kept[0], "--format", "tree"], ["load", str(out / "a.jsonl"), "--db", db],
    ["search", "ke hoach", "--db", db], ["graph", "--db", db], ["db", "report", "--db", db], ["schema"], ["doctor"],
    *(["export", "--db", db, "-f", form, "-o", str(out / form)] for form in ("xlsx", "csv", "parquet", "edxml", "akn", "jsonl")),
):
    assert main(command) in (0, 3), command
"""
    done = offline(script, every_format, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()[0])["schema_version"]
    assert len(list((tmp_path / "parquet").iterdir())) > 10
