"""What a fuzzer may throw at the library: one function a target, and texts or files to begin with.

A target takes any bytes and raises for a fault alone: an exception that no caller is told of, a span that does not
hold its words, a second parse that says something else. `tests/fuzz/run.py` drives them by coverage (atheris);
`tests/test_fuzz.py` runs each on its seeds and on every input that once broke it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import NamedTuple

from adversarial import FAMILIES, HEAD
from plan_grammar import make_plan
from read_samples import SAMPLES, make_docx, plan_of
from vnplan import PlanDocument, UnreadableSource, parse_bytes, parse_text
from vnplan.archive import read_manifest
from vnplan.archive.manifest import Manifest, ManifestError
from vnplan.export import to_json
from vnplan.read import Kind, ReadOptions, detect, layout, ocr
from vnplan.read.reading import Rendering
from walk import faults

OPTIONS = ReadOptions(ocr="off", max_chars=200_000, max_bytes=2_000_000, max_pages=20, max_seconds=30)


class Target(NamedTuple):
    """A function to call with bytes, and what to begin with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]


def _sound(document: PlanDocument) -> str:
    wrong = faults(document)
    if wrong:
        raise AssertionError("\n".join(wrong[:5]))
    form = to_json(document)
    if PlanDocument.model_validate_json(form) != document:
        raise AssertionError("the JSON is another document")
    return form


# --- the parser -----------------------------------------------------------------------------------------------------


def parser(data: bytes) -> None:
    """Any text: the document is sound and the same again; marks and lone surrogates included."""
    text = data.decode("utf-8", "surrogateescape")
    if _sound(parse_text(text)) != to_json(parse_text(text)):
        raise AssertionError("a second parse says something else")


def _texts() -> Iterator[bytes]:
    for path in sorted(SAMPLES.glob("*.*")):
        if path.suffix in (".txt", ".md"):
            yield path.read_bytes()[:4000]
    for seed in range(20):
        yield make_plan(Random(seed)).text.encode()
    for make in FAMILIES.values():
        yield (HEAD + make(200)).encode("utf-8", "replace")


# --- readers --------------------------------------------------------------------------------------------------------


def _reads(data: bytes, name: str = "tệp") -> None:
    try:
        document = parse_bytes(data, name=name, options=OPTIONS)
    except UnreadableSource as error:
        if not error.reason or "\n" in error.reason:
            raise AssertionError(f"no reason in one line: {error.reason!r}") from error
    else:
        _sound(document)


def plain(data: bytes) -> None:
    """Bytes as they are: what they are is told, old encodings are decoded. LibreOffice and tesseract are left out."""
    if detect(data) in (Kind.TEXT, Kind.HTML, Kind.MHTML, Kind.OTHER, Kind.PROTECTED, Kind.ZIP):
        _reads(data, "tệp.txt")


def _encoded() -> Iterator[bytes]:
    text = (SAMPLES / "xa-dan-van.txt").read_text(encoding="utf-8")[:1500]
    yield text.encode()
    yield text.encode("utf-16")
    yield text.encode("utf-16-be")
    yield b"\xef\xbb\xbf" + text.encode()
    yield text.encode("cp1258", "replace")
    yield "\xb5\xb8\xb6\xb7 KÕ ho¹ch tuyªn truyÒn n¨m 2025 cña Ñy ban nh©n d©n x·".encode("latin-1")
    yield "Keá hoaïch tuyeân truyeàn naêm 2025 cuûa UÛy ban nhaân daân xaõ".encode("latin-1")


def docx(data: bytes) -> None:
    """The document part of a Word file; the numbering and the footnotes follow after a NUL each, when they do."""
    parts = data.split(b"\x00", 2)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/_rels/document.xml.rels", _RELATIONS)
        for name, part in zip(("document", "numbering", "footnotes"), parts, strict=False):
            package.writestr(f"word/{name}.xml", part)
    _reads(stream.getvalue())


_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    f'<Relationships><Relationship Id="n" Type="{_KIND}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="f" Type="{_KIND}/footnotes" Target="footnotes.xml"/></Relationships>'
)


@cache
def _word(name: str) -> bytes:
    return make_docx(plan_of(SAMPLES / name)[:25])


def _words() -> Iterator[bytes]:
    for name in ("xa-dan-van.txt", "ubnd-tinh-bang-nhiem-vu.md"):
        with zipfile.ZipFile(io.BytesIO(_word(name))) as package:
            part, numbers = package.read("word/document.xml"), package.read("word/numbering.xml")
        yield part
        yield part + b"\x00" + numbers
    space = 'xmlns:w="w"'
    for body in (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='50'/></w:numPr></w:pPr><w:r><w:t>Việc</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>STT</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='end'/><w:tab/><w:br w:type='page'/><w:sym w:char='F0B7'/></w:r></w:p>",
    ):
        yield f"<w:document {space}><w:body>{body}</w:body></w:document>".encode()
    yield (
        f"<w:document {space}><w:body><w:p/></w:body></w:document>\x00<w:numbering {space}><w:abstractNum w:abstractNumId='40'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
        f"<w:num w:numId='50'><w:abstractNumId w:val='40'/></w:num></w:numbering>\x00<w:footnotes {space}><w:footnote w:id='2'>"
        "<w:p><w:r><w:t>chú thích</w:t></w:r></w:p></w:footnote></w:footnotes>"
    ).encode()


def package(data: bytes) -> None:
    """A Word file as bytes: the container, damaged in any way."""
    if detect(data) in (Kind.DOCX, Kind.ZIP, Kind.OTHER):
        _reads(data)


def _packages() -> Iterator[bytes]:
    for compress in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", compress) as made:
            made.writestr("[Content_Types].xml", "<Types/>")
            made.writestr("word/document.xml", "<d><body><p><r><t>Kế hoạch</t></r></p></body></d>")
        yield stream.getvalue()


def html(data: bytes) -> None:
    """A web page, and with a mail's head before it a page with its parts."""
    _reads(data if data.startswith(b"MIME-Version") else b"<html>" + data)


def _pages() -> Iterator[bytes]:
    yield (
        "<head><meta charset='utf-8'><style>p{}</style></head><body><nav>menu</nav><table><tr><td>UBND XÃ<br>Số: 1/KH-UBND</td>"
        "<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table><p>KẾ HOẠCH</p><ol type='I' start='2'><li value='3'>Việc<ul><li>a</ul></ol>"
        "<table><tr><th colspan='2'>STT</th></tr><tr><td rowspan='2'>1</td><td>a</td></tr><tr><td>b</td></tr></table><pre>x\ny</pre>"
        "<p style='display:none'>z</p><sup>1</sup>Nơi nhận:<br>- Lưu: VT."
    ).encode()
    yield (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>K=E1=BA=BF ho=E1=BA=A1ch</p>\r\n--x--\r\n"
    )
    yield "<p>KÕ ho¹ch".encode("latin-1")


def pdf(data: bytes) -> None:
    """A PDF, recognition switched off."""
    _reads(b"%PDF-1.4\n" + data)


def _pdfs() -> Iterator[bytes]:
    body = b"BT /F 13 Tf 50 700 Td (KE HOACH) Tj 0 -20 Td (1. Viec) Tj ET 50 600 200 0.5 re f 10 10 m 10 90 l S"
    yield (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate 90/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj "
        b"4 0 obj<</Length " + str(len(body)).encode() + b">>stream\n" + body + b"\nendstream endobj "
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/.VnTime>>endobj trailer<</Root 1 0 R/Size 6>>\n"
    )


def recognised(data: bytes) -> None:
    """Words that tesseract gives, six bytes and the letters a line, and a grey picture: what is made of both on a page."""
    words, _, pixels = data.partition(b"\xff\xff")
    table = ["level\tpage_num\t…", "1\t1\t0\t0\t0\t0\t0\t0\t255\t255\t-1\t"]
    for n, line in enumerate(words.split(b"\n")):
        if len(line) > 6:
            row, x, y, w, h, sure = line[:6]
            said = "".join(" " if c.isspace() else c for c in line[6:].decode("utf-8", "replace"))
            table.append(f"5\t1\t1\t1\t{row}\t{n}\t{x}\t{y}\t{w}\t{h}\t{sure % 101}\t{said}")
    found = ocr._parse("\n".join(table))
    lines = ocr.ruled_lines(pixels, 80, len(pixels) // 80, 1.0)
    pages = [layout.Page(n, w, h, words, layout.find_grids(lines)) for n, (words, w, h) in sorted(found.items())]
    out = Rendering()
    layout.render(pages, out, ocr.labels_in(out))
    text = out.text
    for block in out.blocks:
        if not 0 <= block.start <= block.end <= len(text):
            raise AssertionError(f"{block} is outside the text")


def _tables() -> Iterator[bytes]:
    said = ("KẾ HOẠCH", "I. MỤC ĐÍCH", "1. Việc của xã", "l. Việc khác", "| STT | Việc |", "ll. VIỆC", "- Sở Y tế;")
    for width in (8, 30):
        words = b"\n".join(
            bytes((32 + line, 30 + width * n % 200, 33 + 20 * line, width, 12, 90 - n)) + word.encode()
            for line, part in enumerate(said)
            for n, word in enumerate(part.split())
        )
        yield words
        yield words + b"\xff\xff" + (b"\xff" * 80 + b"\x00" * 80) * 30


def office(data: bytes) -> None:
    """What LibreOffice converts, as bytes; a start of the program each, so some inputs a second at most."""
    if detect(data) in (Kind.DOC, Kind.ODT, Kind.RTF, Kind.WORD_XML):
        _reads(data)


def _offices() -> Iterator[bytes]:
    yield (
        rb"{\rtf1\ansi{\fonttbl{\f0 Times;}}\f0 KE HOACH\par\trowd\cellx900\cellx1800 a\cell b\cell\row "
        rb"{\field{\*\fldinst PAGE}{\fldrslt 1}}\u7871?\par}"
    )
    yield (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
        b'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>KE HOACH</w:t></w:r></w:p>'
        b"</w:body></w:wordDocument>"
    )


# --- what the archive and the database take -------------------------------------------------------------------------


def manifest(data: bytes) -> None:
    """A manifest of another program, torn or damaged: refused with the one error, or read and written on."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.jsonl"
        path.write_bytes(data)
        try:
            with Manifest(path, "1") as one:
                places = [record["place"] for record in one.records()]
                assert all(one.find(place) for place in places)
        except ManifestError:
            if path.read_bytes() != data:
                raise AssertionError("a file that is refused was changed") from None
        else:
            list(read_manifest(path))


def _manifests() -> Iterator[bytes]:
    yield (
        b'{"vnplan_manifest":1,"extractor":"1"}\n{"place":"a.json","name":"a","status":"done","sha256":"x","size":1,"key":"k",'
        b'"seconds":0.1,"offset":0,"length":9}\n{"place":"b.json","name":"b","status":"failed","sha256":"","size":0,"key":"k",'
        b'"seconds":0.1,"trouble":"error"}\n{"pla'
    )
    yield b"somebody's\n"


@cache
def _engine() -> object:
    from vnplan.export.database import connect, upgrade

    engine = connect("sqlite://", create=True)
    upgrade(engine)
    return engine


def database(data: bytes) -> None:
    """A line of JSON to load, and with it a query: refused with a reason, or stored and given back as it was."""
    from sqlalchemy import Engine

    from vnplan.export.database import Given, document_of, load, search

    engine = _engine()
    assert isinstance(engine, Engine)
    line, _, query = data.partition(b"\x00")
    *_, summary = load(engine, [Given(line)], prune=True)
    for _, reason in summary.failures:
        if not reason:
            raise AssertionError("no reason")
    search(engine, query.decode("utf-8", "surrogateescape"))
    if summary.new:
        with engine.connect() as connection:
            ident = connection.exec_driver_sql("SELECT max(id) FROM documents").scalar()
        stored, given = document_of(engine, int(ident or 0)), PlanDocument.model_validate(json.loads(line))
        if stored.text != given.text.replace("\x00", "\ufffd"):
            raise AssertionError("another text was stored")


def _lines() -> Iterator[bytes]:
    for seed in range(3):
        yield to_json(parse_text(make_plan(Random(seed)).text)).encode() + b'\x00d\xc3\xa2n* OR "v'
    yield to_json(parse_text("KẾ HOẠCH\nTrồng cây\nI. VIỆC\n1. Sở Y tế chủ trì.")).encode()


TARGETS = {
    "parser": Target(parser, _texts),
    "plain": Target(plain, _encoded),
    "docx": Target(docx, _words),
    "package": Target(package, _packages),
    "html": Target(html, _pages),
    "pdf": Target(pdf, _pdfs),
    "recognised": Target(recognised, _tables),
    "office": Target(office, _offices),
    "manifest": Target(manifest, _manifests),
    "database": Target(database, _lines),
}
"""All targets; `office` is the slow one."""
