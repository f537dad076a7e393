"""What the review page is made of, without a browser: pieces of highlights, days of deadlines, labels, the command."""

from __future__ import annotations

import html
import os
import re
import string
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from read_samples import SAMPLES, make_docx, plan_of
from review_samples import HOSTILE, hostile, sample
from vnplan.diagnostics import CODES
from vnplan.export.review import to_review
from vnplan.export.review.items import KINDS, Item
from vnplan.export.review.labels import Words, asset, labels
from vnplan.export.review.marking import marked_text
from vnplan.export.review.timeline import days_of
from vnplan.model import Header, PlanDocument, Source, Span, Table, TableCell
from vnplan.pipeline import parse_text

WORDS = Words("vi")


def marked(text: str, *places: tuple[int, int]) -> str:
    source = Source(
        name="x", media_type="text/plain", sha256="0", size_bytes=0, encoding="utf-8", page_count=None, reader="text"
    )
    items = [Item("unit", f"u{n}", [Span(start=a, end=b)], {}) for n, (a, b) in enumerate(places)]
    return marked_text(PlanDocument(source=source, text=text, header=Header()), items, "d0-", WORDS)


def short(made: str) -> str:
    """Write highlights as `[0:…]`, the number being that of the thing."""
    made = re.sub(r'<mark [^>]*data-r="u(\d+)"[^>]*>', r"[\1:", made).replace("</mark>", "]")
    return html.unescape(re.sub(r"<[^>]+>", "", made))


@pytest.mark.parametrize(("places", "expected"), [
    ([(0, 3), (4, 7)], "[0:abc] [1:def]"),
    pytest.param([(0, 7), (4, 7)], "[0:abc [1:def]]", id="inside, ending together"),
    pytest.param([(4, 7), (0, 7)], "[1:abc [0:def]]", id="the longer is outside whatever comes first"),
    pytest.param([(0, 5), (2, 7)], "[0:ab[1:c d]][1:ef]", id="crossing: the later is cut in two"),
    pytest.param([(0, 6), (1, 4), (2, 7)], "[0:a[1:b[2:c ]][2:de]][2:f]", id="crossing two"),
    pytest.param([(2, 2)], "abc def", id="nothing is not highlighted"),
    pytest.param([(0, 7), (0, 7)], "[0:[1:abc def]]", id="two at one place"),
])  # fmt: skip
def test_pieces(places: list[tuple[int, int]], expected: str) -> None:
    assert short(marked("abc def", *places)) == expected


def test_a_highlight_over_lines_is_cut_at_their_ends() -> None:
    made = marked("ab\ncd\nef", (1, 7))
    assert short(made) == "a[0:b\n][0:cd\n][0:e]f"
    assert made.count('id="d0-u0"') == 1
    assert [("before" in tag, "after" in tag) for tag in re.findall(r"<mark[^>]*>", made)] == [(True, False), (True, True), (False, True)]  # fmt: skip


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.text(alphabet="ab<&\"'\n 𠀀", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_every_letter_stays_and_every_highlight_holds_its_words(text: str, pairs: list[tuple[int, int]]) -> None:
    places = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs]
    made = marked(text, *places)
    assert html.unescape(re.sub(r"<[^>]+>", "", made)) == text
    inside: dict[int, str] = {}
    open_ones: list[int] = []
    for tag, letters in re.findall(r"(<[^>]+>)|([^<]+)", made):
        if tag.startswith("<mark"):
            open_ones.append(int(re.search(r'data-r="u(\d+)"', tag)[1]))  # type: ignore[index]
        elif tag == "</mark>":
            open_ones.pop()
        for one in open_ones:
            inside[one] = inside.get(one, "") + html.unescape(letters)
    assert inside == {n: text[a:b] for n, (a, b) in enumerate(places) if a < b}


# --- tables ---------------------------------------------------------------------------------------------------------


def tabled(text: str, header: list[str], rows: list[list[tuple[int, int]]]) -> str:
    """Mark a table that begins at the second line of `text` and ends with it; all of it is one unit."""
    start = text.index("\n") + 1
    cells = [[TableCell(raw=text[a:b], span=Span(start=a, end=b)) for a, b in row] for row in rows]
    table = Table(
        id="tb1", section_id=None, span=Span(start=start, end=len(text)), header=header, rows=cells, role=None
    )
    source = Source(
        name="x", media_type="text/plain", sha256="0", size_bytes=0, encoding="utf-8", page_count=None, reader="text"
    )
    document = PlanDocument(source=source, text=text, header=Header(), tables=[table])
    made = marked_text(document, [], "d0-", WORDS)
    assert html.unescape(re.sub(r"<[^>]+>", "", made)) == text
    return made


def grid(made: str) -> list[list[str]]:
    """Give the cells as they are seen: what only lays the table out is hidden."""
    seen = re.sub(r'<span class="sep">.*?</span>', "", made, flags=re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", seen, re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)] for row in rows]  # fmt: skip


def spans(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(word), text.index(word) + len(word)) for word in words]


def test_a_table_becomes_a_table() -> None:
    text = "x\n| TT | **Việc** |\n|---|---|\n| 1 | Trồng cây\nở thôn |\n| 2 | Tưới |"
    made = tabled(text, ["TT", "Việc"], [spans(text, "1", "Trồng cây\nở thôn"), spans(text, "2", "Tưới")])
    assert grid(made) == [["TT", "Việc"], ["1", "Trồng cây\nở thôn"], ["2", "Tưới"]]
    assert made.count("<th ") == 2
    assert '<span class="nl">\n</span>ở' in made, "a line broken to fit its column"
    assert 'class="tb ruled"' in made


def test_words_that_belong_to_no_cell_are_shown() -> None:
    text = "x\n| A |\n| 1 | Tỷ lệ | % | 95 |"
    end = text.index("% ") + 1
    made = tabled(text, ["A"], [[*spans(text, "1", "Tỷ lệ"), (end, end), *spans(text, "95")]])
    assert grid(made)[1] == ["1", "Tỷ lệ", "%", "95"]
    made = tabled(text, ["B"], [spans(text, "1", "Tỷ lệ", "95")])
    assert grid(made) == [["A"], ["1", "Tỷ lệ%", "95"]], "a header that is not found is shown whole"


def test_columns_set_side_by_side_keep_their_blanks() -> None:
    text = "x\nViệc    Đơn vị\nTrồng   Sở Y\ncây     tế\n"
    left = (text.index("Trồng"), text.index("cây") + 3)
    made = tabled(text, ["Việc", "Đơn vị"], [[left, spans(text, "Sở Y\ncây     tế")[0]]])
    assert "<table>" not in made
    assert 'class="tb spaced"' in made


@pytest.mark.parametrize(("value", "first", "last"), [
    ("2025-11-01", date(2025, 11, 1), date(2025, 11, 1)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
    ("2025-H1", date(2025, 1, 1), date(2025, 6, 30)),
    ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ("2021/2025", date(2021, 1, 1), date(2025, 12, 31)),
    ("2025-01-10/2026-02", date(2025, 1, 10), date(2026, 2, 28)),
])  # fmt: skip
def test_days(value: str, first: date, last: date) -> None:
    assert days_of(value) == (first, last)


@pytest.mark.parametrize("value", [None, "", "P10D", "FREQ=YEARLY", "--11-15", "2025-13", "2025-02-30", "2025/2021", "0000", "2025/"])  # fmt: skip
def test_no_days(value: str | None) -> None:
    assert days_of(value) is None


# --- labels ---------------------------------------------------------------------------------------------------------


def test_every_label_has_both_languages() -> None:
    assert {key: words for key, words in labels().items() if len(words) != 2 or not all(words)} == {}


def test_every_label_that_is_asked_for_exists() -> None:
    script = asset("page.js") + asset("page.html")
    asked = set(re.findall(r'word\("([a-z._-]+)"\)', script)) | set(re.findall(r'data-tl?="([a-z._-]+)"', script))
    assert len(asked) > 20
    page = to_review([sample("ubnd-tinh-bang-nhiem-vu.md"), hostile()])
    shown = set(re.findall(r'data-tl?="([^"]+)"', page)) - {"code.&lt;i&gt;"}
    assert len(shown) > 80
    assert (asked | shown) - set(labels()) == set()


def test_every_diagnostic_and_kind_has_a_label() -> None:
    assert {f"code.{code}" for code in CODES} - set(labels()) == set()
    assert {f"kind.{kind}" for kind in KINDS} | {f"letter.{kind}" for kind in KINDS} <= set(labels())
    for language in (0, 1):
        letters = [labels()[f"letter.{kind}"][language] for kind in KINDS]
        assert len(set(letters) - {"B"}) >= len(letters) - 2, "letters tell the kinds apart"


# --- the page -------------------------------------------------------------------------------------------------------


def test_the_page_names_no_other_place() -> None:
    """Nothing is fetched: the policy forbids it, and no address stands in what is loaded."""
    page = to_review([sample("ubnd-tinh-bang-nhiem-vu.md")])
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert not re.search(r"url\(|@import|https?://", page)


def test_a_document_cannot_end_the_element_it_stands_in() -> None:
    page = to_review([hostile()])
    assert page.count("<script") == 3
    assert page.count("</script>") == 3
    assert "<img" not in page
    assert "onerror=alert(2)&gt;" in page
    assert "@@script@@" in page, "what looks like a part of the template is text as well"


def test_equal_documents_give_equal_pages() -> None:
    documents = [sample("ubnd-tinh-bang-nhiem-vu.md"), sample("dang-uy-nghi-quyet.txt")]
    assert to_review(documents) == to_review(documents)
    assert to_review(documents) != to_review(documents, language="en")


@pytest.mark.parametrize("text", ["", "\n\n", "không có gì", string.printable, HOSTILE], ids=["empty", "blank", "no plan", "signs", "hostile"])  # fmt: skip
def test_any_text_gives_a_page(text: str) -> None:
    assert to_review([parse_text(text)]).endswith("</html>\n")


# --- the command ----------------------------------------------------------------------------------------------------


def view(*arguments: str | Path, env: dict[str, str] | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "vnplan.cli", "view", *map(str, arguments)],
        capture_output=True, timeout=300, check=False, env=env,
    )  # fmt: skip
    assert done.stdout == b""
    return done.returncode, done.stderr.decode()


PLAN = "KẾ HOẠCH\nTrồng cây năm 2025\nI. TỔ CHỨC\nTrạm y tế xã chủ trì, hoàn thành trước ngày 20/3/2025.\n"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    return tmp_path


def test_view_of_plans_and_of_their_json_is_the_same(plans: Path) -> None:
    assert view(plans / "a.txt", plans / "b.txt", "-o", plans / "1.html") == (
        0,
        f"vnplan: 2 documents on {plans}/1.html\n",
    )
    for out in ("all.jsonl", "json"):
        subprocess.run(
            [sys.executable, "-m", "vnplan.cli", "convert", plans / "a.txt", plans / "b.txt", "-q", "-o", plans / out],
            check=True, timeout=300,
        )  # fmt: skip
    assert view(plans / "all.jsonl", "-o", plans / "2.html")[0] == 0
    assert view(plans / "json", "-o", plans / "3.html")[0] == 0
    assert (plans / "1.html").read_bytes() == (plans / "2.html").read_bytes() == (plans / "3.html").read_bytes()


def test_view_takes_documents_of_every_format(plans: Path) -> None:
    (plans / "c.docx").write_bytes(make_docx(plan_of(SAMPLES / "xa-dan-van.txt")))
    with zipfile.ZipFile(plans / "d.zip", "w") as archive:
        archive.write(plans / "c.docx", "trong/e.docx")
    code, err = view(plans / "c.docx", plans / "d.zip", plans / "d.zip" / "trong" / "e.docx", "-o", plans / "p.html")
    assert (code, err) == (0, f"vnplan: 3 documents on {plans}/p.html\n")
    page = (plans / "p.html").read_text(encoding="utf-8")
    assert "Phong trào thi đua" in page
    assert "d.zip/trong/e.docx" in page


def test_what_needs_a_missing_program_is_told_by_the_exit_code(plans: Path) -> None:
    (plans / "x.rtf").write_bytes(b"{\\rtf1 a}")
    bare = {**os.environ, "PATH": str(Path(sys.executable).parent)}
    code, err = view(plans / "x.rtf", "-o", plans / "p.html", env=bare)
    assert code == 3
    assert "x.rtf: LibreOffice is not installed; install LibreOffice Writer" in err
    assert view(plans / "x.rtf", plans / "a.txt", "-o", plans / "p.html", env=bare)[0] == 1


@pytest.mark.parametrize(("name", "content", "message"), [
    ("x.json", b"{", "not a document as vnplan convert writes it: Invalid JSON"),
    ("x.json", b'{"text": "x"}', "not a document as vnplan convert writes it: source: Field required"),
    ("x.jsonl", b"\n\n[]\n", "line 3: not a document"),
    ("x.txt", b"", "the file is empty"),
    ("missing.json", None, "no such file or directory"),
    ("missing.txt", None, "no such file or directory"),
])  # fmt: skip
def test_what_cannot_be_shown_is_named_and_the_rest_is(plans: Path, name: str, content: bytes | None, message: str) -> None:  # fmt: skip
    if content is not None:
        (plans / name).write_bytes(content)
    code, err = view(plans / "a.txt", plans / name, "-o", plans / "p.html")
    assert code == 1
    assert f"{plans / name}" in err or f"vnplan: {name}" in err
    assert message in err
    assert (plans / "p.html").exists()
    code, err = view(plans / name, "-o", plans / "q.html")
    assert code == 1
    assert not (plans / "q.html").exists()


def test_open_says_where_the_page_is_when_no_browser_starts(plans: Path) -> None:
    program = (
        "import sys, webbrowser\nwebbrowser.open = lambda address: print(address, file=sys.stderr)\n"
        "from vnplan.cli import main\nsys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "view", plans / "a.txt", "-o", plans / "p.html", "--open", "--lang", "en"],
        capture_output=True, timeout=300, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert (plans / "p.html").as_uri() in done.stderr
    assert f"no browser could be opened; open {plans / 'p.html'} yourself" in done.stderr
    assert '<html lang="en">' in (plans / "p.html").read_text(encoding="utf-8")
