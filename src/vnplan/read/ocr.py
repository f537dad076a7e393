"""Recognition of pages that are pictures, by tesseract; what it makes of labels is repaired by their order."""

from __future__ import annotations

import re
import shutil
import statistics
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from vnplan.errors import MissingTool, UnreadableSource
from vnplan.read import layout, programs
from vnplan.read.detect import Kind
from vnplan.read.layout import Page, Word
from vnplan.read.ocr_labels import repair_labels
from vnplan.read.reading import Clock, Content, Rendering

REMEDY = "install tesseract with its Vietnamese data (Debian: apt-get install tesseract-ocr tesseract-ocr-vie)"
_SEGMENTATION = "4"
_DOUBLED = re.compile("ĐÐ|ÐĐ|ÐÐ")
"""What recognition often makes of one Đ."""
_ACROSS = re.compile(rb"[\x00-\x82]{60,}")
_DOWN = re.compile(rb"[\x00-\x82]{45,}")


def find_tesseract() -> str | None:
    """The program, None when it is not installed."""
    return shutil.which("tesseract")


def languages() -> list[str]:
    """Languages that tesseract has data for."""
    program = find_tesseract()
    if program is None:
        return []
    _, listed = programs.run([program, "--list-langs"], 30, data=b"")
    return [line.strip() for line in listed.decode("utf-8", "replace").splitlines()[1:] if line.strip()]


def require() -> str:
    """The program.

    Raises:
        MissingTool: it is not installed, or not with Vietnamese.
    """
    program = find_tesseract()
    if program is None:
        raise MissingTool("tesseract", REMEDY)
    if "vie" not in languages():
        raise MissingTool("tesseract's Vietnamese data", REMEDY)
    return program


class Recogniser:
    """Recognises pages while the next ones are still being drawn, as many at once as the job may."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.scales: dict[int, float] = {}
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: dict[int, Future[list[Word]]] = {}
        self._program = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and not issubclass(kind, Exception):
            programs.stop_all()  # interrupted: nobody waits for these pages
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, index: int, picture: bytes, scale: float) -> None:
        """Recognise the picture of page `index`; `scale` is points for each pixel."""
        if self._pool is None:
            self._program = require()
            self._pool = ThreadPoolExecutor(max(1, self.clock.options.jobs))
        self.scales[index] = scale
        # Pictures that wait hold memory: no more than a few at once.
        open_pages = [f for f in self._waiting.values() if not f.done()]
        if len(open_pages) > 2 * self.clock.options.jobs:
            open_pages[0].result()
        dpi = round(72 / scale)
        self._waiting[index] = self._pool.submit(recognise, self._program, picture, dpi, self.clock)

    def results(self) -> dict[int, list[Word]]:
        """Words of each page, in pixels."""
        return {index: future.result() for index, future in self._waiting.items()}


def recognise(program: str, picture: bytes, dpi: int | None, clock: Clock) -> list[Word]:
    """Words of one picture (of the first page of one with several), in pixels."""
    return _parse(_run(program, picture, dpi, clock)).get(1, ([], 0, 0))[0]


def _run(program: str, picture: bytes, dpi: int | None, clock: Clock) -> str:
    command = [
        program,
        "stdin",
        "stdout",
        "-l",
        "vie",
        "--oem",
        "1",
        "--psm",
        _SEGMENTATION,
        "-c",
        "preserve_interword_spaces=0",
    ]
    if dpi:
        command += ["--dpi", str(dpi)]
    try:
        code, table = programs.run([*command, "tsv"], clock.left(), data=picture, environment={"OMP_THREAD_LIMIT": "1"})
    except TimeoutError as error:
        raise UnreadableSource(
            clock.name, "time-limit", f"recognition took longer than {clock.options.max_seconds:g} seconds"
        ) from error
    if code:
        raise UnreadableSource(
            clock.name, "damaged", "the picture is damaged or of a kind that tesseract does not read"
        )
    return table.decode("utf-8", "replace")


def _parse(table: str) -> dict[int, tuple[list[Word], int, int]]:
    """Words, width and height of each page in tesseract's table; words of one line get one height."""
    pages: dict[int, tuple[list[Word], int, int]] = {}
    lines: dict[tuple[str, ...], list[Word]] = {}
    for line in table.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) < 12:
            continue
        x, y, w, h = (int(cells[i]) for i in range(6, 10))
        number = int(cells[1])
        if cells[0] == "1":
            pages[number] = ([], w, h)
        elif cells[0] == "5" and cells[11].strip():
            text = _DOUBLED.sub("Đ", cells[11]).strip(" |¦")
            if not text:
                continue  # the line of a table
            word = Word(text, x, y, x + w, y + h, float(max(h, 1)), max(0.0, float(cells[10]) / 100))
            pages.setdefault(number, ([], 0, 0))[0].append(word)
            lines.setdefault(tuple(cells[1:5]), []).append(word)
    for words in lines.values():
        top, bottom = statistics.median(w.top for w in words), statistics.median(w.bottom for w in words)
        for word in words:
            word.top, word.bottom, word.size = top, bottom, max(1.0, bottom - top)
    return pages


def ruled_lines(pixels: bytes, width: int, height: int, scale: float) -> list[tuple[float, float, float, float]]:
    """Straight lines of a grey picture (x0, top, x1, bottom), in points: long stretches of dark pixels.

    A tilted line falls into stretches on neighbouring rows; they are put together again.
    """
    across = [
        (y, m.start(), m.end()) for y in range(height) for m in _ACROSS.finditer(pixels, y * width, (y + 1) * width)
    ]
    across = [(y, a - y * width, b - y * width) for y, a, b in across]
    down = [(x, m.start(), m.end()) for x in range(width) for m in _DOWN.finditer(pixels[x::width])]
    lines = [(a * scale, at * scale, b * scale, at * scale) for at, a, b in _joined(across)]
    lines += [(at * scale, a * scale, at * scale, b * scale) for at, a, b in _joined(down)]
    return lines


def _joined(runs: list[tuple[int, int, int]]) -> list[tuple[float, int, int]]:
    """Put stretches together that touch: (place across, start, end); thick dark areas are no lines."""
    found: list[list[int]] = []  # first place, last place, start, end
    open_lines: list[list[int]] = []
    for at, a, b in runs:
        open_lines = [line for line in open_lines if at - line[1] <= 3]
        for line in open_lines:
            if a <= line[3] + 12 and b >= line[2] - 12:
                line[1], line[2], line[3] = at, min(a, line[2]), max(b, line[3])
                break
        else:
            line = [at, at, a, b]
            open_lines.append(line)
            found.append(line)
    # A line of a table is long and thin; what is thick is a seal, a picture or the edge of the paper.
    return [
        ((first + last) / 2, a, b) for first, last, a, b in found if last - first <= 4 + 0.03 * (b - a) and b - a >= 60
    ]


def read_image(data: bytes, kind: Kind, clock: Clock) -> Content:
    """Read a picture of a page (or, in TIFF, of several).

    Raises:
        MissingTool: tesseract is not installed.
        UnreadableSource: recognition is switched off, the picture is damaged, or there is no text in it.
    """
    if clock.options.ocr == "off":
        raise UnreadableSource(clock.name, "no-text", "the file is a picture; recognition is switched off")
    found = _parse(_run(require(), data, None, clock))
    pages = []
    for number in sorted(found)[: clock.options.max_pages]:
        words, width, height = found[number]
        scale = 595 / max(width, 1)
        pages.append(
            Page(number, width * scale, height * scale, [
                Word(w.text, w.x0 * scale, w.top * scale, w.x1 * scale, w.bottom * scale, w.size * scale, w.confidence)
                for w in words
            ])
        )  # fmt: skip
    out = Rendering()
    layout.render(pages, out, labels_in(out))
    letters = sum(c.isalpha() for c in out.text)
    sure = [w.confidence for words, _, _ in found.values() for w in words]
    if letters < 3 or (sure and sum(sure) / len(sure) < 0.25 and letters < 200):
        raise UnreadableSource(clock.name, "no-text", "no text was found in the picture")
    out.remark("text-ocr", pages=len(pages), count=len(pages))
    if len(found) > len(pages):
        out.remark("pages-left-out", read=len(pages), count=len(found))
    return Content(out, kind.value, "ocr", "utf-8", len(found))


def labels_in(out: Rendering) -> Callable[[list[list[Word]]], None]:
    """What `layout.render` asks to mend the labels of a recognised text; tells in `out` how many were."""

    def mend(paragraphs: list[list[Word]]) -> None:
        count = repair_labels(paragraphs)
        if count:
            out.remark("labels-repaired", count=count)

    return mend
