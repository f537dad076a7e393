"""Words on a page to running text, and what recognition did to labels: tables of small pages."""

from __future__ import annotations

import pytest

from vnplan.read.layout import Page, Word, find_grids, render
from vnplan.read.ocr import ruled_lines
from vnplan.read.ocr_labels import repair_labels
from vnplan.read.reading import Rendering

LEFT, RIGHT, SIZE, STEP = 85.0, 540.0, 13.0, 18.0


def row(text: str, top: float, x: float = LEFT, *, to: float | None = None, size: float = SIZE) -> list[Word]:
    """Words of one line from `x` on, stretched to end at `to` as justified lines are."""
    words = text.split(" ")
    widths = [0.5 * size * len(word) for word in words]
    gap = 0.25 * size if to is None or len(words) == 1 else (to - x - sum(widths)) / (len(words) - 1)
    found = []
    for word, width in zip(words, widths, strict=True):
        if word:
            found.append(Word(word, x, top, x + width, top + size, size))
        x += width + gap
    return found


def shown(*pages: list[Word], lines: list[tuple[float, float, float, float]] | None = None) -> list[str]:
    out = Rendering()
    grids = find_grids(lines or [])
    render([Page(n, 595, 842, words, grids if n == 1 else []) for n, words in enumerate(pages, 1)], out)
    return out.text.split("\n")


FULL = "Thực hiện chỉ đạo của cấp trên về việc này các đơn vị có trách"
PARAGRAPHS = [
    pytest.param(
        [*row(FULL, 100, 113, to=RIGHT), *row("nhiệm báo cáo kết quả.", 118), *row("Đơn vị nào chậm thì chịu trách nhiệm.", 136, 113)],
        [f"{FULL} nhiệm báo cáo kết quả.", "Đơn vị nào chậm thì chịu trách nhiệm."],
        id="a wrapped line, then a first line further in",
    ),
    pytest.param(
        [*row(FULL + " nhiệm", 100, to=RIGHT), *row("1. Báo cáo kết quả.", 118), *row("2. Tổng hợp.", 136)],
        [FULL + " nhiệm", "1. Báo cáo kết quả.", "2. Tổng hợp."],
        id="labels open paragraphs",
    ),
    pytest.param(
        [*row(FULL + " số 21-", 100, to=RIGHT), *row("NQ/TW ngày 16/6/2022.", 118)],
        [FULL + " số 21-NQ/TW ngày 16/6/2022."],
        id="a number broken at its hyphen",
    ),
    pytest.param(
        [*row("KẾ HOẠCH", 100, 270), *row("Trồng cây năm 2025", 118, 230)], ["KẾ HOẠCH", "Trồng cây năm 2025"],
        id="centred lines stay apart",
    ),
    pytest.param(
        [*row(FULL, 100, to=RIGHT), *row("nhiệm.", 118), *row("Sau khoảng trống.", 175)], [f"{FULL} nhiệm.", "Sau khoảng trống."],
        id="a wide gap",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), PARAGRAPHS)
def test_lines_to_paragraphs(words: list[Word], expected: list[str]) -> None:
    # Some full lines below tell where the edges of the body are.
    rest = [word for n in range(6) for word in row(FULL + " nhiệm", 300 + n * STEP, 113 if n == 0 else LEFT, to=RIGHT)]
    assert shown(words + rest)[: len(expected)] == expected


def test_a_letterhead_of_two_columns() -> None:
    words = [
        *row("ỦY BAN NHÂN DÂN", 60, 90), *row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 60, 290),
        *row("XÃ BÌNH AN", 78, 110), *row("Độc lập - Tự do - Hạnh phúc", 78, 320),
        *row("Số:", 100, 95), *row("/KH-UBND", 100, 140), *row("12", 99, 122, size=12), *row("Bình An, ngày 3 tháng 2 năm 2025", 100, 300),
        *row("KẾ HOẠCH", 140, 270), *row("Trồng cây đầu xuân và chăm sóc rừng trên địa bàn xã", 158, 150),
    ]  # fmt: skip
    assert shown(words) == [
        "ỦY BAN NHÂN DÂN", "XÃ BÌNH AN", "Số: 12 /KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Bình An, ngày 3 tháng 2 năm 2025", "KẾ HOẠCH", "Trồng cây đầu xuân và chăm sóc rừng trên địa bàn xã",
    ]  # fmt: skip


def test_a_closing_block_of_two_columns_out_of_step() -> None:
    words = [
        *row("Nơi nhận:", 100, 90, size=12), *row("TM. ỦY BAN NHÂN DÂN", 106, 340),
        *row("- Như trên;", 118, 90, size=11), *row("CHỦ TỊCH", 125, 380), *row("- Lưu: VT.", 131, 90, size=11),
        *row("Trần Văn An", 190, 370),
    ]  # fmt: skip
    assert shown(words) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn An"]


def _page(number: int, *, last: str, first: str, x: float = LEFT) -> list[Word]:
    words = row(str(number), 40, 300) + row(first, 70, x, to=RIGHT)
    for n in range(8):
        words += row(FULL + " nhiệm", 88 + n * STEP, 113 if n == 0 else LEFT, to=RIGHT)
    return words + row("Mẫu của Sở Nội vụ", 800, 90, size=9) + row(last, 232, to=RIGHT)


def test_pages() -> None:
    got = shown(
        _page(1, first=FULL + " A1", last=FULL + " B1"), _page(2, first="tiếp theo của trang trước đã viết ra ở đây nhé", last=FULL + " B2."),
        _page(3, first=FULL + " A3", last="Hết.", x=113),
    )  # fmt: skip
    text = "\n".join(got)
    assert text.count("\f") == 2
    assert "B1\ftiếp theo" in text, "a paragraph goes on over the page"
    assert "\n\fThực hiện" in text, "a new one begins with the page"
    assert "Mẫu của" not in text, "what stands at the foot of every page is no text"
    assert not [line for line in got if line.strip("\f") in {"1", "2", "3"}], "nor are page numbers"


def _lines(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def test_ruled_tables() -> None:
    words = [
        *row("Trước bảng.", 80), *row("STT", 105, 90), *row("Nhiệm vụ", 105, 130), *row("Chủ trì", 105, 350),
        *row("1", 125, 90), *row("Viết bài về", 125, 130), *row("rừng", 143, 130), *row("Sở Y tế", 125, 350), *row("Sau bảng.", 180),
    ]  # fmt: skip
    expected = [
        "Trước bảng.",
        "| STT | Nhiệm vụ | Chủ trì |",
        "|---|---|---|",
        "| 1 | Viết bài về rừng | Sở Y tế |",
        "Sau bảng.",
    ]
    assert shown(words, lines=_lines([85, 120, 340, 540], [100, 122, 165])) == expected


def test_merged_cells() -> None:
    lines = [line for line in _lines([85, 120, 340, 540], [100, 122, 144]) if line != (340, 100, 340, 144)] + [
        (340, 122, 340, 144)
    ]
    words = [
        *row("STT", 105, 90),
        *row("Một ô rộng qua hai cột", 105, 250),
        *row("1", 127, 90),
        *row("a", 127, 130),
        *row("b", 127, 350),
    ]
    assert shown(words, lines=lines) == ["| STT | Một ô rộng qua hai cột |  |", "|---|---|---|", "| 1 | a | b |"]


def test_a_table_over_two_pages() -> None:
    lines = _lines([85, 120, 340, 540], [100, 122, 165])
    first = [*row("STT", 105, 90), *row("Nhiệm vụ", 105, 130), *row("Chủ trì", 105, 350), *row("1", 125, 90), *row("Viết bài", 125, 130),
             *row("Sở Y tế", 125, 350)]  # fmt: skip
    second = [*row("STT", 105, 90), *row("Nhiệm vụ", 105, 130), *row("Chủ trì", 105, 350), *row("về rừng", 125, 130)]
    out = Rendering()
    render([Page(n, 595, 842, words, find_grids(lines)) for n, words in ((1, first), (2, second))], out)
    assert out.text.split("\n") == [
        "| STT | Nhiệm vụ | Chủ trì |",
        "|---|---|---|",
        "| 1 | Viết bài về rừng | Sở Y tế |",
    ]


def test_lines_of_a_tilted_picture() -> None:
    width, height = 400, 300
    pixels = bytearray(b"\xff" * (width * height))
    for x in range(50, 350):  # falls by three pixels on its way
        pixels[(100 + x // 120) * width + x] = 0
    for y in range(100, 250):
        pixels[y * width + 50] = 10
    for y in range(20, 60):  # a stamp
        for x in range(20, 100):
            pixels[y * width + x] = 0
    found = ruled_lines(bytes(pixels), width, height, 1.0)
    across = [line for line in found if line[1] == line[3]]
    down = [line for line in found if line[0] == line[2]]
    assert [(round(a), round(b)) for a, _, b, _ in across] == [(50, 350)]
    assert [(round(top), round(bottom)) for _, top, _, bottom in down] == [(100, 250)]


# --- labels ---------------------------------------------------------------------------------------------------------

LABELS = [
    pytest.param(
        ["I MỤC ĐÍCH", "I. NHIỆM VỤ", "II TỔ CHỨC", "IV. KINH PHÍ"], ["I.", "II.", "III.", "IV."], id="strokes lost"
    ),
    pytest.param(["L MỤC ĐÍCH", "HI NHIỆM VỤ"], ["I.", "II."], id="letters for strokes"),
    pytest.param(
        ["I. Mục đích", "H. Nội dung", "IHI. Đối tượng", "IV, Thời gian"],
        ["I.", "II.", "III.", "IV."],
        id="headings in small letters",
    ),
    pytest.param(["I. MỘT PHẦN", "B. PHẦN HAI", "I. NỘI DUNG"], ["I.", "B.", "I."], id="a new part begins anew"),
    pytest.param(["1; Một", "2: Hai", "3, Ba"], ["1.", "2.", "3."], id="a point misread"),
    pytest.param(["1. Một", "2. Hai", "8. Ba", "4. Bốn"], ["1.", "2.", "3.", "4."], id="a figure misread"),
    pytest.param(
        ["1. Một", "2. Hai", "3. Ba", "A. Các đơn vị", "5. Năm"], ["1.", "2.", "3.", "4.", "5."], id="four as a letter"
    ),
    pytest.param(["1. Một", "7. Hai", "8. Ba"], ["1.", "7.", "8."], id="a series that goes on elsewhere stays"),
    pytest.param(["1. Một", "1. Lại một", "2. Hai"], ["1.", "1.", "2."], id="a new series stays"),
    pytest.param(["- Một", "ˆ Hai", "- Ba"], ["-", "-", "-"], id="a dash misread"),
    pytest.param(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], ["TM.", "KT."], id="no headings"),
    pytest.param(["2.1. Một", "a) Hai", "Sở Ba"], ["2.1.", "a)", "Sở"], id="what is no such label stays"),
    pytest.param(["I- MỘT PHẦN", "I- HAI PHẦN"], ["I-", "II-"], id="the sign after the number stays"),
]


@pytest.mark.parametrize(("read", "mended"), LABELS)
def test_labels_by_their_order(read: list[str], mended: list[str]) -> None:
    paragraphs = [
        [Word(word, 0, 0, 1, 1, 1, 0.4 if n == 0 else 0.9) for n, word in enumerate(line.split(" "))] for line in read
    ]
    count = repair_labels(paragraphs)
    assert [words[0].text for words in paragraphs] == mended
    assert count == sum(line.split(" ")[0] != label for line, label in zip(read, mended, strict=True))
