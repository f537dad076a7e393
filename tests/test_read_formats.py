"""The same plans in every format: what is found in a file is what is found in its plain text."""

from __future__ import annotations

import io
import os
import shutil
import time
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

import vnplan
from read_samples import (
    SAMPLES,
    Part,
    agreement,
    as_text,
    has_office,
    items,
    make_docx,
    make_scan,
    office_convert,
    plan_of,
)
from vnplan.read import ReadOptions, office, read
from vnplan.read.ocr import languages

CI = bool(os.environ.get("CI"))  # there nothing is left out: what is missing fails
needs_office = pytest.mark.skipif(
    not has_office() and not CI, reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui"
)
needs_tesseract = pytest.mark.skipif(
    (shutil.which("tesseract") is None or "vie" not in languages()) and not CI,
    reason="tesseract with Vietnamese is not installed: apt-get install tesseract-ocr tesseract-ocr-vie",
)
# The files are made by LibreOffice once for this module: `make test` gives each worker whole modules.

NAMES = sorted(path.name for path in SAMPLES.glob("*.*") if path.suffix in {".txt", ".md"} and path.stem != "README")
SCANNED = ("cong-an-xa-cao-diem.txt", "khong-dau-de.txt", "so-cai-cach-hanh-chinh.txt", "ubnd-tinh-bang-nhiem-vu.md")


@pytest.fixture(scope="module")
def plans() -> dict[str, list[Part]]:
    return {name: plan_of(SAMPLES / name) for name in NAMES}


@pytest.fixture(scope="module")
def expected(plans: dict[str, list[Part]]) -> dict[str, dict[str, Counter[object]]]:
    return {name: items(vnplan.parse_text(as_text(plan))) for name, plan in plans.items()}


@pytest.fixture(scope="module")
def words(plans: dict[str, list[Part]]) -> dict[str, bytes]:
    return {name: make_docx(plan) for name, plan in plans.items()}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def pdfs(words: dict[str, bytes], workshop: Path) -> dict[str, bytes]:
    return office_convert(words, "pdf", workshop)


def _same(files: dict[str, bytes], expected: dict[str, dict[str, Counter[object]]], reader: str, least: float) -> None:
    """Compare all files of a format: at least `least` of all items of all kinds are the same."""
    shared = total = 0
    for name, data in files.items():
        document = vnplan.parse_bytes(data, name=name)
        assert document.source.reader == reader
        a, b = agreement(expected[name], items(document))
        assert a >= 0.9 * b, name
        shared, total = shared + a, total + b
    assert total > 900
    assert shared >= least * total


def test_docx(words: dict[str, bytes], expected: dict[str, dict[str, Counter[object]]]) -> None:
    _same(words, expected, "docx", 0.99)


def test_docx_numbers_are_automatic(words: dict[str, bytes]) -> None:
    # Otherwise the test above would show nothing.
    counts = [
        int(remark.values["count"])  # type: ignore[call-overload]
        for data in words.values()
        for remark in read(data, "x").remarks
        if remark.code == "numbering-restored"
    ]
    assert len(counts) == len(words)
    assert sum(counts) > 350


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_word_processor_files(
    suffix: str, words: dict[str, bytes], expected: dict[str, dict[str, Counter[object]]], workshop: Path
) -> None:
    files = office_convert(words, suffix, workshop)
    office.prepare(list(files.values()))
    _same(files, expected, f"{suffix}+libreoffice", 0.99)


@needs_office
def test_html(plans: dict[str, list[Part]], expected: dict[str, dict[str, Counter[object]]], workshop: Path) -> None:
    # A page that LibreOffice writes loses where lists go on; pages of portals have their labels in the text.
    files = office_convert({name: make_docx(plan, automatic=False) for name, plan in plans.items()}, "html", workshop)
    _same(files, expected, "html", 0.99)


@needs_office
def test_pdf(pdfs: dict[str, bytes], expected: dict[str, dict[str, Counter[object]]]) -> None:
    _same(pdfs, expected, "pdf", 0.99)


@needs_office
def test_pages_of_a_pdf(pdfs: dict[str, bytes]) -> None:
    got = read(pdfs["so-cai-cach-hanh-chinh.txt"], "kh.pdf")
    assert got.page_count is not None
    assert got.page_count > 1
    assert got.text.count("\f") == got.page_count - 1
    pages = [block.page for block in got.blocks]
    assert pages == sorted(pages, key=lambda page: page or 0)
    for block in got.blocks:
        before = got.text[: block.start].count("\f") + 1
        assert block.page == before


@needs_office
def test_a_pdf_read_in_part(pdfs: dict[str, bytes]) -> None:
    got = read(pdfs["so-cai-cach-hanh-chinh.txt"], "kh.pdf", ReadOptions(max_pages=1))
    assert "\f" not in got.text
    assert [remark.code for remark in got.remarks] == ["pages-left-out"]


@needs_office
@needs_tesseract
def test_scans(pdfs: dict[str, bytes], expected: dict[str, dict[str, Counter[object]]]) -> None:
    shared: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name in SCANNED:
        data = make_scan(pdfs[name])
        document = vnplan.parse_bytes(data, name=name, options=ReadOptions(ocr="auto"))
        assert document.source.reader == "ocr"
        told = {d.code for d in document.diagnostics}
        assert "text-ocr" in told, "never silently"
        found = items(document)
        for kind, wanted in expected[name].items():
            have = found[kind]
            if kind == "labels":  # one misread label must not count for all below it
                wanted, have = (Counter(x[:2] for x in c.elements()) for c in (wanted, have))  # type: ignore[index,assignment]
            shared[kind] += sum((wanted & have).values())
            total[kind] += max(sum(wanted.values()), sum(have.values()))
    assert shared["citations"] >= 0.93 * total["citations"]
    assert shared["labels"] >= 0.95 * total["labels"]
    assert sum(shared.values()) >= 0.9 * sum(total.values())


@needs_office
@needs_tesseract
def test_doubtful_words_lower_confidence(pdfs: dict[str, bytes]) -> None:
    blurred = make_scan(pdfs["khong-dau-de.txt"], dpi=75)
    document = vnplan.parse_bytes(blurred, name="mờ.pdf")
    sharp = vnplan.parse_bytes(pdfs["khong-dau-de.txt"], name="rõ.pdf")
    assert "ocr-uncertain" in {d.code for d in document.diagnostics}

    def lowest(plan: vnplan.PlanDocument) -> float:
        return min(m.confidence for m in [*plan.citations, *plan.deadlines, *plan.targets, *plan.units])

    assert lowest(document) < 0.6 * lowest(sharp)


@needs_office
def test_recognition_switched_off(pdfs: dict[str, bytes]) -> None:
    scan = make_scan(pdfs["khong-dau-de.txt"], dpi=50)
    with pytest.raises(vnplan.UnreadableSource) as caught:
        read(scan, "quét.pdf", ReadOptions(ocr="off"))
    assert caught.value.code == "no-text"
    assert "switched off" in caught.value.reason


@needs_office
@needs_tesseract
def test_pictures_are_recognised(pdfs: dict[str, bytes]) -> None:
    document = pypdfium2.PdfDocument(pdfs["khong-dau-de.txt"])
    image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    document.close()
    for form, media in (("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")):
        stream = io.BytesIO()
        image.save(stream, form)
        got = read(stream.getvalue(), "trang")
        assert (got.reader, got.media_type, got.page_count) == ("ocr", media, 1)
        assert "Quyết định số 524/QĐ-TTg ngày 01 tháng 4 năm 2021" in got.text


@needs_office
@needs_tesseract
def test_text_pages_and_scanned_pages_in_one_file(pdfs: dict[str, bytes]) -> None:
    text, scan = (pypdfium2.PdfDocument(d) for d in (pdfs["khong-dau-de.txt"], make_scan(pdfs["xa-dan-van.txt"])))
    text.import_pages(scan, [0])
    stream = io.BytesIO()
    text.save(stream)
    got = read(stream.getvalue(), "lẫn.pdf")
    assert got.reader == "pdf+ocr"
    assert [r.values["pages"] for r in got.remarks if r.code == "text-ocr"] == [1]
    assert "UBND HUYỆN VÕ NHAI" in got.text


WRONG = ["ke-hoach.pdf", "ke-hoach.doc", "ke-hoach.txt", "ke-hoach.xlsx", "ke-hoach"]


@pytest.mark.parametrize("name", WRONG)
def test_the_suffix_does_not_count(name: str, words: dict[str, bytes]) -> None:
    assert vnplan.parse_bytes(words["xa-dan-van.txt"], name=name).source.reader == "docx"
    plain = SAMPLES / "xa-dan-van.txt"
    assert vnplan.parse_bytes(plain.read_bytes(), name=name).source.reader == "text"
    page = f"<!DOCTYPE html><html><body><p>{plain.read_text(encoding='utf-8')}</p></body></html>".encode()
    assert vnplan.parse_bytes(page, name=name).source.reader == "html"


@needs_office
def test_many_word_processor_files_in_one_go(words: dict[str, bytes], tmp_path: Path) -> None:
    names = list(words)[:6]
    made = office_convert({name: words[name] for name in names}, "odt", tmp_path)
    files = [made[name] for name in names]
    began = time.monotonic()
    office.prepare(files)
    together = time.monotonic() - began
    began = time.monotonic()
    texts = [read(data, "x").text for data in files]
    after = time.monotonic() - began
    assert all(texts)
    assert after < together, "what was prepared is only read"
