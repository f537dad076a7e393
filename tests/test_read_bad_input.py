"""Input that is broken, hostile or too much: one clear reason a file, no hang, nothing run, nothing fetched."""

from __future__ import annotations

import http.server
import io
import os
import random
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import ClassVar

import docx
import pypdfium2
import pytest
from PIL import Image

import vnplan
from read_samples import SAMPLES, has_office, make_docx, office_convert, plan_of, saved
from vnplan.archive import discover
from vnplan.archive.packed import read_bytes
from vnplan.read import Kind, ReadOptions, detect, read

needs_office = pytest.mark.skipif(
    not has_office() and not os.environ.get("CI"),
    reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None and not os.environ.get("CI"),
    reason="tesseract is not installed: apt-get install tesseract-ocr tesseract-ocr-vie",
)

PLAN = make_docx(plan_of(SAMPLES / "xa-dan-van.txt"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _blank_pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _png(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (width, height), 255).save(stream, "PNG")
    return stream.getvalue()


def _package(part: bytes, name: str = "word/document.xml", compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compress) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(name, part)
    return stream.getvalue()


KINDS = [
    (b"%PDF-1.4\n", Kind.PDF, "a PDF"),
    (b"\n\n  %PDF-1.4\n", Kind.PDF, "with something before it"),
    (PLAN, Kind.DOCX, "a Word document"),
    (b"{\\rtf1 abc}", Kind.RTF, "rich text"),
    (OLE + b"\0" * 100 + "WordDocument".encode("utf-16-le"), Kind.DOC, "Word before 2007"),
    (OLE + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le"), Kind.PROTECTED, "Word with a password"),
    (OLE + b"\0" * 100 + "Workbook".encode("utf-16-le"), Kind.OTHER, "Excel"),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG, "a picture"),
    (b"  <!-- x --><HTML><body>", Kind.HTML, "a page after a comment"),
    (b"\xef\xbb\xbf<!DOCTYPE html>", Kind.HTML, "a page after a byte-order mark"),
    ("<html>".encode("utf-16"), Kind.HTML, "a page in UTF-16"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Kind.MHTML, "a page with its parts"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', Kind.WORD_XML, "Word 2003 XML"),
    ("KẾ HOẠCH <p>".encode(), Kind.TEXT, "text with a tag in it"),
    (b"", Kind.TEXT, "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind", "reason"), KINDS)
def test_kinds_are_told_by_bytes(data: bytes, kind: Kind, reason: str) -> None:
    assert detect(data) is kind, reason


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
DEEP = b"<w:document xmlns:w='w'>" + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:document>"
BAD = [
    (PLAN[: len(PLAN) // 2], "damaged", "half a Word document"),
    (_package(b"<w:document><w:body>"), "damaged", "a part that is no XML"),
    (_package(b"<a/>", "word/other.xml"), "damaged", "no document part"),
    (_package(LAUGHS), "damaged", "entities that grow without end"),
    (_package(LAUGHS.decode().encode("utf-16")), "damaged", "the same in UTF-16"),
    (_package(DEEP), "damaged", "parts inside parts inside parts"),
    (_package(b"<a>" + b" " * 300_000_000 + b"</a>"), "too-large", "a bomb: 300 kB that unpack to 300 MB"),
    (OLE + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le"), "password", "Word with a password"),
    (b"%PDF-1.4\n" + b"garbage" * 100, "damaged", "no PDF behind its mark"),
    (_blank_pdf(3)[:400], "damaged", "a cut PDF"),
    (_blank_pdf(3), "no-text", "a PDF of empty pages"),
    (b"PK\x03\x04" + b"\0" * 100, "archive", "a broken archive"),
    (b"\x7fELF" + bytes(200), "binary", "a program"),
    (OLE + b"\0" * 100 + "Workbook".encode("utf-16-le"), "format", "a table of Excel"),
    (b"x" * 6_000_000, "too-large", "a line without end"),
]


@pytest.mark.parametrize(("data", "code", "reason"), BAD)
def test_one_reason_for_each(data: bytes, code: str, reason: str) -> None:
    began = time.monotonic()
    with pytest.raises(vnplan.UnreadableSource) as caught:
        vnplan.parse_bytes(data, name="tệp", options=ReadOptions(ocr="off"))
    assert caught.value.code == code, reason
    assert caught.value.reason.count("\n") == 0
    assert time.monotonic() - began < 60


@needs_tesseract
@pytest.mark.parametrize(("data", "code"), [(_png(600, 800), "no-text"), (_png(600, 800)[:200], "damaged")])
def test_pictures_of_nothing(data: bytes, code: str) -> None:
    with pytest.raises(vnplan.UnreadableSource) as caught:
        read(data, "ảnh.png")
    assert caught.value.code == code


@needs_office
def test_word_processor_files_that_cannot_be_opened() -> None:
    broken = OLE + bytes(random.Random(1).randrange(256) for _ in range(4000)) + "WordDocument".encode("utf-16-le")
    with pytest.raises(vnplan.UnreadableSource) as caught:
        read(broken, "hỏng.doc")
    assert caught.value.code == "damaged"
    assert "LibreOffice" in caught.value.reason


def test_a_thousand_pages_are_enough() -> None:
    began = time.monotonic()
    data = _blank_pdf(3000)
    with pytest.raises(vnplan.UnreadableSource):
        read(data, "dài.pdf", ReadOptions(ocr="off"))
    assert time.monotonic() - began < 60


LIMITS = [
    (ReadOptions(max_bytes=1000), "too-large", "bytes"),
    (ReadOptions(max_chars=100), "too-large", "characters"),
    (ReadOptions(max_seconds=0.0), "time-limit", "time"),
]


@pytest.mark.parametrize(("options", "code", "reason"), LIMITS)
def test_limits_can_be_set(options: ReadOptions, code: str, reason: str) -> None:
    body = plan_of(SAMPLES / "ubnd-tinh-bang-nhiem-vu.md")
    with pytest.raises(vnplan.UnreadableSource) as caught:
        read(make_docx(body), "x", options)
    assert caught.value.code == code, reason


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VNPLAN_MAX_CHARS", "100")
    monkeypatch.setenv("VNPLAN_MAX_PAGES", "many")
    monkeypatch.setenv("VNPLAN_OCR", "force")
    assert ReadOptions.from_environment() == ReadOptions(max_chars=100, ocr="force")
    with pytest.raises(vnplan.UnreadableSource):
        vnplan.parse_bytes(PLAN)


@needs_tesseract
def test_recognition_keeps_to_its_time() -> None:
    chance = random.Random(2)
    image = Image.frombytes("L", (2500, 3500), bytes(chance.choices(range(256), k=2500 * 3500)))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    began = time.monotonic()
    with pytest.raises(vnplan.UnreadableSource):
        read(stream.getvalue(), "nhiễu.png", ReadOptions(max_seconds=2))
    assert time.monotonic() - began < 40


class _Counting(http.server.BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


def _linking(place: str) -> bytes:
    """An OpenDocument text with a picture and a section that stand elsewhere."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:type="simple"'
    content = (
        f'<?xml version="1.0"?><office:document-content{names} office:version="1.2"><office:body><office:text><text:p>Kế hoạch'
        f'<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image {link} xlink:href="{place}/g.png"/>'
        f'</draw:frame></text:p><text:section text:name="s"><text:section-source {link} xlink:href="{place}/h.odt"/>'
        "<text:p>x</text:p></text:section></office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return stream.getvalue()


@needs_office
def test_nothing_outside_is_ever_fetched(tmp_path: Path) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_port}"
    page = f'<html><body><img src="{place}/d.png"><link rel="stylesheet" href="{place}/e.css"><p>Kế hoạch</p></body></html>'
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    document.part.relate_to(f"{place}/f.png", kind, is_external=True)
    odt = _linking(place)
    for data in (odt, page.encode(), saved(document)):
        assert "Kế hoạch" in read(data, "x").text
    assert _Counting.asked == []
    # LibreOffice as it comes does fetch, so the line above says something.
    office_convert({"x": odt}, "docx", tmp_path, source="odt")
    server.shutdown()
    server.server_close()
    assert "/g.png" in _Counting.asked


# --- archives -------------------------------------------------------------------------------------------------------


def _zip(folder: Path, name: str, entries: dict[str, bytes]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries.items():
            archive.writestr(entry, data)
    return path


def test_archives_are_walked_like_folders(tmp_path: Path) -> None:
    text = (SAMPLES / "xa-dan-van.txt").read_bytes()
    _zip(tmp_path, "năm 2025.zip", {
        "kế hoạch/a.docx": PLAN, "b.txt": text, "../../evil.txt": text, "bảng.xlsx": b"PK", "trong.zip": b"PK\x05\x06" + bytes(18),
        "__MACOSX/._b.txt": b"x",
    })  # fmt: skip
    (tmp_path / "c.csv").write_bytes(b"1,2")
    (tmp_path / "không đuôi").write_bytes(PLAN)
    found = discover([tmp_path])
    assert sorted(item.name for item in found.inputs) == sorted(
        ["không đuôi", "năm 2025.zip/evil.txt", "năm 2025.zip/b.txt", "năm 2025.zip/kế hoạch/a.docx"]
    )
    assert sorted((Path(other.name).name, other.reason) for other in found.others) == [
        ("bảng.xlsx", ".xlsx files are not read"),
        ("c.csv", ".csv files are not read"),
        ("trong.zip", ".zip files are not read"),
    ]
    by_name = {item.name: read_bytes(item.path) for item in found.inputs}
    assert by_name["năm 2025.zip/kế hoạch/a.docx"] == PLAN
    assert by_name["năm 2025.zip/evil.txt"] == text


def test_bombs_and_locked_entries_are_named(tmp_path: Path) -> None:
    path = _zip(tmp_path, "a.zip", {"bom.txt": b"\0" * 50_000_000, "c.txt": b"KE HOACH"})
    locked = bytearray(path.read_bytes())
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1  # the flag of a protected entry, in the directory
    path.write_bytes(bytes(locked))
    found = discover([path])
    assert found.inputs == []
    assert [(Path(failure.name).name, failure.reason.split(" ")[0:5]) for failure in found.failures] == [
        ("bom.txt", ["it", "unpacks", "to", "so", "much"]),
        ("c.txt", ["it", "is", "protected", "by", "a"]),
    ]


def test_a_missing_entry_is_a_missing_file(tmp_path: Path) -> None:
    path = _zip(tmp_path, "a.zip", {"b.txt": b"KE HOACH"})
    assert read_bytes(path / "b.txt") == b"KE HOACH"
    for missing in (path / "c.txt", tmp_path / "no" / "b.txt"):
        with pytest.raises(FileNotFoundError):
            read_bytes(missing)


def _vnplan(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vnplan.cli", *map(str, arguments)],
        capture_output=True, text=True, timeout=600, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_convert_takes_a_mixed_folder_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "kho"
    source.mkdir()
    (source / "a.docx").write_bytes(PLAN)
    (source / "b.docx").write_bytes(PLAN[:3000])
    (source / "c.pdf").write_bytes(_blank_pdf(2))
    (source / "d.xlsx").write_bytes(b"\0\1")
    _zip(source, "e.zip", {"f.txt": (SAMPLES / "xa-dan-van.txt").read_bytes()})
    done = _vnplan("convert", source, "-o", tmp_path / "ra", "--ocr", "off")
    assert done.returncode == 1
    told = done.stderr.replace(f"{source}/", "").splitlines()
    assert "vnplan: d.xlsx: skipped: .xlsx files are not read" in told
    assert "vnplan: b.docx: the file is damaged or cut off: its parts cannot be opened" in told
    assert "vnplan: c.pdf: its pages hold no text" in told
    assert told[-1].startswith("vnplan: 2 documents converted")
    assert sorted(p.relative_to(tmp_path / "ra").as_posix() for p in (tmp_path / "ra").rglob("*.json")) == [
        "a.docx.json", "e.zip/f.txt.json",
    ]  # fmt: skip
    inside = _vnplan("parse", source / "e.zip" / "f.txt", "--format", "tree")
    assert inside.returncode == 0
    assert inside.stdout


def test_doctor_tells_what_is_missing() -> None:
    full = _vnplan("doctor")
    assert ".docx" in full.stdout
    bare = _vnplan("doctor", PATH=str(Path(sys.executable).parent))
    assert bare.returncode == 3
    assert "LibreOffice is missing: install LibreOffice Writer" in bare.stdout
    assert "tesseract is missing: install tesseract" in bare.stdout
    rtf = subprocess.run(
        [sys.executable, "-m", "vnplan.cli", "parse", "-"], input=b"{\\rtf1 a}", capture_output=True, timeout=600,
        check=False, env={**os.environ, "PATH": str(Path(sys.executable).parent)},
    )  # fmt: skip
    assert rtf.returncode == 3
    assert rtf.stderr.decode().startswith("vnplan: stdin: LibreOffice is not installed; install LibreOffice Writer")
