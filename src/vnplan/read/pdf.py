"""PDF: the text layer by the places of its letters; pages that are pictures go to recognition."""

from __future__ import annotations

import ctypes
import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vnplan.errors import MissingTool, UnreadableSource
from vnplan.read import layout, ocr
from vnplan.read.encodings import decode_by_font, font_encoding, repair
from vnplan.read.layout import Page, Word
from vnplan.read.reading import Clock, Content, Rendering
from vnplan.read.syllables import sound_share

if TYPE_CHECKING:
    import pypdfium2

REMEDY = "pip install 'vnplan[pdf]'"
_one_at_a_time = threading.Lock()
"""PDFium is not for several threads at once; one document keeps the others waiting, and that is of their time."""
_LETTER = re.compile(r"[^\W\d_]")
_MAX_CHARS = 60_000
_LINE_HYPHENS = (0x02, 0xFFFE)
"""What the library makes of a hyphen at the end of a line."""


def read_pdf(data: bytes, clock: Clock) -> Content:
    """Read a PDF.

    Raises:
        MissingTool: the extra `pdf` is not installed; or all pages are pictures and tesseract is not.
        UnreadableSource: it is damaged or protected by a password, or no page holds text.
    """
    try:
        import pypdfium2  # noqa: F401  is it there?
    except ModuleNotFoundError as error:
        raise MissingTool("pypdfium2", REMEDY) from error
    while not _one_at_a_time.acquire(timeout=clock.left()):
        pass
    try:
        return _read_alone(data, clock)
    finally:
        _one_at_a_time.release()


def _read_alone(data: bytes, clock: Clock) -> Content:
    import pypdfium2

    options = clock.options
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        # The library tells the last error there was, be it of an earlier file: so the file is asked, too.
        if "password" in str(error).lower() and b"/Encrypt" in data:
            raise UnreadableSource(clock.name, "password", "the file is protected by a password") from error
        raise UnreadableSource(clock.name, "damaged", "the file is damaged or cut off: it is no whole PDF") from error
    try:
        if count == 0:
            raise UnreadableSource(clock.name, "damaged", "the file has no pages")
        return _read(document, min(count, options.max_pages), count, clock)
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, read: int, count: int, clock: Clock) -> Content:
    options = clock.options
    out = Rendering()
    pages: list[Page] = []
    wanted: list[int] = []
    legacy: set[str] = set()
    broken: list[int] = []
    with ocr.Recogniser(clock) as recogniser:
        for i in range(read):
            clock.left()
            page, picture = _page(document, i, legacy)
            pages.append(page)
            text = " ".join(w.text for w in page.words)
            need = _needs_recognition(text, picture)
            if options.ocr != "force" and need == "damaged":
                broken.append(i + 1)
            if options.ocr == "force" or (options.ocr == "auto" and need):
                wanted.append(i)
                picture_bytes, size, scale = _raster(document, i, options.dpi)
                recogniser.submit(i, b"P5 %d %d 255\n" % size + picture_bytes, scale)
                page.grids = layout.find_grids(ocr.ruled_lines(picture_bytes, *size, scale))
            elif need == "picture":
                wanted.append(i)
        recognised = recogniser.results() if options.ocr != "off" else {}
    for i, words in recognised.items():
        scale = recogniser.scales[i]
        seen = [
            Word(w.text, w.x0 * scale, w.top * scale, w.x1 * scale, w.bottom * scale, w.size * scale, w.confidence)
            for w in words
        ]
        pages[i].words = _overlaid(seen, [] if options.ocr == "force" else pages[i].words, out)
    layout.render(pages, out, ocr.labels_in(out) if recognised else None)
    if options.ocr == "off" and wanted:
        out.remark("ocr-off", pages=len(wanted), count=read)
    elif recognised:
        out.remark("text-ocr", pages=len(recognised), count=read)
    if broken and not recognised:
        out.remark("text-fragmented", pages=", ".join(map(str, broken[:20])))
    empty = [p.number for p in pages if not p.words]
    if empty and options.ocr != "off":
        out.remark("pages-empty", pages=", ".join(map(str, empty[:20])))
    if read < count:
        out.remark("pages-left-out", read=read, count=count)
    if legacy:
        out.remark("fonts-converted", encodings=", ".join(sorted(legacy)))
    fixed = repair(out.text)
    if fixed.converted and len(fixed.text) == len(out.text):
        out.parts = [fixed.text]
        out.remark("encoding-converted", encoding=fixed.encoding)
    if not out.text.strip():
        reason = "its pages hold no text" + ("; recognition is switched off" if options.ocr == "off" and wanted else "")
        raise UnreadableSource(clock.name, "no-text", reason)
    reader = "pdf" if not recognised else "pdf+ocr" if len(recognised) < read else "ocr"
    return Content(out, "application/pdf", reader, "utf-8", count)


def _needs_recognition(text: str, picture: float) -> str:
    """Say why a page needs recognition: `picture`, `damaged`, or nothing when its text layer is sound."""
    if picture > 0.5 and _SIGNED.search(text) and len(text) < 1000:
        return "picture"
    letters = len(_LETTER.findall(text))
    if letters < 30:
        return "picture" if picture > 0.05 else ""
    if picture > 0.5 and letters < 400:
        return "picture"
    share, words = sound_share(text)
    if words >= 40 and share < (0.75 if picture > 0.5 else 0.5) and not repair(text).converted:
        return "damaged"
    return ""


_SIGNED = re.compile(r"Người ký|Ký bởi|Ký điện tử|Thời gian ký|Ngày ký|Digitally signed|Signature", re.IGNORECASE)


def _overlaid(seen: list[Word], layer: list[Word], out: Rendering) -> list[Word]:
    """Words that recognition saw, with those that a computer wrote over the picture in their place.

    A number and a date stamped on a scan are exact; the box of an electronic signature is no text of the document.
    """
    if not layer:
        return seen
    text = " ".join(w.text for w in layer)
    if _SIGNED.search(text):
        x0, x1 = min(w.x0 for w in layer), max(w.x1 for w in layer)
        top, bottom = min(w.top for w in layer), max(w.bottom for w in layer)
        out.remark("signature-left-out")
        return [w for w in seen if not (x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= (w.top + w.bottom) / 2 <= bottom)]
    if sound_share(text)[0] < 0.5 and sound_share(text)[1] > 20:
        return seen  # the text layer of a poor recognition
    kept = []
    for w in seen:
        x, y = (w.x0 + w.x1) / 2, (w.top + w.bottom) / 2
        if not any(o.x0 - 2 <= x <= o.x1 + 2 and o.top - 2 <= y <= o.bottom + 2 for o in layer):
            kept.append(w)
    return kept + layer


def _raster(document: pypdfium2.PdfDocument, index: int, dpi: int) -> tuple[bytes, tuple[int, int], float]:
    """A page as a grey picture: its pixels, its width and height in them, and points for each of them."""
    page = document[index]
    width, height = page.get_size()
    scale = dpi / 72
    # A page of a poster's size would take all memory.
    while width * scale * height * scale > 40_000_000:
        scale /= 1.5
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
    stride, wide, high = bitmap.stride, bitmap.width, bitmap.height
    pixels = bytes(bitmap.buffer)
    if stride != wide:
        pixels = b"".join(pixels[r * stride : r * stride + wide] for r in range(high))
    bitmap.close()
    page.close()
    return pixels[: wide * high], (wide, high), 1 / scale


def _page(document: pypdfium2.PdfDocument, index: int, legacy: set[str]) -> tuple[Page, float]:
    """Words and ruled tables of a page, and the share of it that pictures cover."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page(index + 1, 595, 842, []), 0.0
    try:
        raw.FPDFPage_Flatten(page.raw, 0)  # what a signature stamped over the page becomes part of it
        page.close()
        page = document[index]
        width, height = page.get_size()
        box = page.get_cropbox()
        textpage = page.get_textpage()
        try:
            tokens = list(_tokens(raw, textpage, box[0], box[3], legacy))
        finally:
            textpage.close()
        lines, picture = _drawn(raw, page, box[0], box[3], width * height)
    except pypdfium2.PdfiumError:
        return Page(index + 1, 595, 842, []), 0.0
    finally:
        page.close()
    return Page(index + 1, width, height, _glue(tokens, index + 1), layout.find_grids(lines)), picture


def _tokens(raw: Any, textpage: Any, left: float, top: float, legacy: set[str]) -> Iterator[Word]:
    """Stretches of letters drawn one after the other without a blank."""
    handle = textpage.raw
    box = raw.FS_RECTF()
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    count = min(raw.FPDFText_CountChars(handle), _MAX_CHARS)
    word: Word | None = None
    encoding: str | None = None
    high = 0
    for i in range(count):
        code = raw.FPDFText_GetUnicode(handle, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        char = "-" if code in _LINE_HYPHENS else chr(code)
        if raw.FPDFText_IsGenerated(handle, i) == 1 or char.isspace() or code in (0, 0xFFFF) or char == "\u200b":
            if word is not None:
                yield _decoded(word, encoding, legacy)
            word = None
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, i, ctypes.byref(box)):
            continue
        size = raw.FPDFText_GetFontSize(handle, i)
        x0, x1 = box.left - left, box.right - left
        if size <= 1.5 or box.top - box.bottom > 3 * size:
            size = max(box.top - box.bottom, 1.0) * 0.85  # the size stands in the matrix of the text instead
        # Heights of letters differ and some fonts do not tell theirs; the base line is the same for all of a line.
        base = top - (origin_y.value if raw.FPDFText_GetCharOrigin(handle, i, origin_x, origin_y) else box.bottom)
        up, down = base - 0.72 * size, base + 0.22 * size
        mark = unicodedata.combining(char) != 0
        if word is not None and (
            mark
            or (
                -0.3 * size < x0 - word.x1 < 0.15 * size
                and abs(down - word.bottom) < 0.25 * size
                and abs(size - word.size) < 0.2 * size
            )
        ):
            word.text += char
            word.x1 = max(word.x1, x1)
        else:
            if word is not None:
                yield _decoded(word, encoding, legacy)
            word = Word(char, x0, up, x1, down, size)
            encoding = font_encoding(_font_name(raw, handle, i))
    if word is not None:
        yield _decoded(word, encoding, legacy)


def _font_name(raw: Any, handle: Any, i: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    size = raw.FPDFText_GetFontInfo(handle, i, buffer, 128, ctypes.byref(flags))
    return buffer.value.decode("utf-8", "replace") if 0 < size <= 128 else ""


def _decoded(word: Word, encoding: str | None, legacy: set[str]) -> Word:
    if encoding:
        decoded = decode_by_font(word.text, encoding)
        if decoded != word.text:
            legacy.add(encoding.partition("-")[0].upper())
        word.text = decoded
    word.text = unicodedata.normalize("NFC", word.text.replace("\u00ad", "-"))
    return word


def _glue(tokens: list[Word], page: int) -> list[Word]:
    """Put words together whose letters were drawn apart: letters of another font come later in the file."""
    found: list[Word] = []
    for row in layout.to_rows(tokens, page):
        last: Word | None = None
        for word in row.words:
            if (
                last is not None
                and -0.35 * word.size < word.x0 - last.x1 < 0.1 * word.size
                and abs(word.bottom - last.bottom) < 0.3 * word.size
                and 0.8 < word.size / last.size < 1.25
            ):
                last.text = unicodedata.normalize("NFC", last.text + word.text)
                last.x1 = max(last.x1, word.x1)
                continue
            found.append(word)
            last = word
    return found


def _drawn(
    raw: Any, page: Any, left: float, top: float, area: float
) -> tuple[list[tuple[float, float, float, float]], float]:
    """Straight lines drawn on a page, and the share of it that its pictures cover."""
    lines: list[tuple[float, float, float, float]] = []
    covered = 0.0
    for seen, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if seen > 20_000:
            break
        try:
            x0, bottom, x1, up = item.get_bounds()
        except Exception:  # noqa: BLE001, S112  an object without a place is no line
            continue
        place = (x0 - left, top - up, x1 - left, top - bottom)
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered += max(0.0, x1 - x0) * max(0.0, up - bottom)
        elif x1 - x0 <= 2.5 or up - bottom <= 2.5:
            lines.append(place)
        elif raw.FPDFPath_CountSegments(item.raw) <= 12:
            lines.extend(_edges(raw, item, place))
    return lines, min(1.0, covered / max(area, 1.0))


def _edges(raw: Any, item: Any, place: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    """The four sides of a stroked box."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fill), ctypes.byref(stroke)) or not stroke.value:
        return []
    x0, top, x1, bottom = place
    return [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]
