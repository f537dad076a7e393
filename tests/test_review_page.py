"""The review page in a real browser: what it shows, where its links lead, what its filters hide, what it asks for."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser import HINT, Visit, chromium, running
from review_samples import HOSTILE_NAME, doubted, hostile, sample, stacked
from vnplan.evaluate.corrections import Corrections, apply, load_corrections
from vnplan.export.review import to_review
from vnplan.export.review.items import SURE, items_of
from vnplan.model import PlanDocument, Span

pytestmark = [pytest.mark.skipif(chromium() is None, reason=HINT), pytest.mark.xdist_group("browser")]

TABLES = "ubnd-tinh-bang-nhiem-vu.md"
NOTES = "ubnd-thanh-pho-chu-thich.txt"
SCAN = "ubnd-huyen-ocr.txt"
PACKET = "bo-quyet-dinh-kem-ke-hoach.md"
WIDE = {"viewport": {"width": 1400, "height": 900}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {
        TABLES: [sample(TABLES)],
        NOTES: [sample(NOTES)],
        "hostile": [hostile()],
        "batch": [sample(NOTES), doubted(), hostile(), sample(PACKET)],
    }
    files = {}
    for n, (name, documents) in enumerate(made.items()):
        files[name] = folder / f"trang {n}.html"
        files[name].write_text(to_review(documents), encoding="utf-8")
    return files


@pytest.fixture
def visit(browser: Browser, pages: dict[str, Path]) -> Iterator[Any]:
    open_ones: list[Visit] = []

    def go(name: str, place: str = "", **options: Any) -> Page:
        open_ones.append(Visit(browser, pages[name], place, **{**WIDE, **options}))
        return open_ones[-1].page

    yield go
    for one in open_ones:
        one.page.wait_for_timeout(50)  # a late message would come now
        one.context.close()
        assert one.wrong == []


def until(page: Page, condition: str) -> None:
    """Wait until `condition` holds; Playwright's own way needs `eval`, which the page rightly forbids."""
    for _ in range(200):
        if page.evaluate(f"() => Boolean({condition})"):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never so: {condition}")


def highlighted(page: Page) -> Counter[str]:
    """Count the highlights that can be seen as such, by kind; one that is cut into pieces counts once."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('.doc.on mark.m:not(.off)')].map((mark) => [mark.classList[1], mark.dataset.r])"""
    )
    return Counter(kind for kind, _ in {(kind, ref) for kind, ref in found})


def in_json(document: PlanDocument) -> dict[str, int]:
    """Count what has a place in the JSON, read as a user's program would."""
    plan = document.model_dump(mode="json")
    head = plan["header"]
    places = [head[name] for name in ("number", "parent", "issuer", "date", "period", "signature") if head[name]]

    def sections(nodes: list[dict[str, Any]]) -> int:
        return sum(1 + sections(node["children"]) for node in nodes)

    counts = {
        "citation": len(plan["citations"]), "deadline": len(plan["deadlines"]), "target": len(plan["targets"]),
        "unit": len(plan["units"]), "task": len(plan["tasks"]), "footnote": len(plan["footnotes"]),
        "header": len(places) + len(head["recipients"]), "section": sections(plan["sections"]),
        "diagnostic": sum(1 for told in plan["diagnostics"] if told["span"]),
    }  # fmt: skip
    return {kind: n for kind, n in counts.items() if n}


@pytest.mark.parametrize(("name", "document"), [
    pytest.param(TABLES, sample(TABLES), id="tables of tasks and targets"),
    pytest.param(NOTES, sample(NOTES), id="footnotes"),
    pytest.param("hostile", hostile(), id="markup in the text"),
])  # fmt: skip
def test_every_thing_of_the_json_is_highlighted_once(visit: Any, name: str, document: PlanDocument) -> None:
    page = visit(name, "#d0-text")
    assert highlighted(page) == in_json(document)
    assert page.locator(".doc.on .tb").count() == len(document.tables)


@pytest.mark.parametrize(
    ("name", "document"), [(TABLES, sample(TABLES)), (NOTES, sample(NOTES)), ("hostile", hostile())]
)
def test_the_page_holds_the_text_and_each_highlight_its_words(visit: Any, name: str, document: PlanDocument) -> None:
    page = visit(name, "#d0-text")
    text = document.text.replace("\x00", "\ufffd")  # HTML has no NUL
    assert page.locator(".text").evaluate("(box) => box.textContent") == text
    words = page.evaluate(
        """() => { const found = {};
        for (const mark of document.querySelectorAll('mark.m')) found[mark.dataset.r] = (found[mark.dataset.r] || '') + mark.textContent;
        return found; }"""
    )
    for item in items_of(document):
        # What is cut at a table's edge lacks only what lays the table out; a footnote has its marks besides.
        if item.kind not in ("table", "task", "footnote"):
            assert words[item.ref] == "".join(text[span.start : span.end] for span in item.places)


def test_markup_in_a_document_stays_text(visit: Any) -> None:
    page = visit("hostile", "#d0-text")
    assert page.locator("main script, main img, main svg, main b[onmouseover], [onclick], [onerror]").count() == 0
    for view in ("overview", "tasks", "units", "diagnostics"):
        page.evaluate("(hash) => { location.hash = hash }", f"#d0-{view}")
        page.wait_for_timeout(20)
    page.goto(page.url.partition("#")[0] + "#d0-u1")
    assert "</script><script>alert(8)" in page.locator("#card").inner_text()
    page.goto(page.url.partition("#")[0] + "#d0-overview")
    assert HOSTILE_NAME in page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("view", "prefix"), [("tasks", "k"), ("citations", "c"), ("deadlines", "d"), ("targets", "t"), ("units", "u")]
)
def test_a_row_leads_to_its_place_and_back(visit: Any, view: str, prefix: str) -> None:
    page = visit(TABLES, f"#d0-{view}")
    assert page.locator(f"#d0-{view} tbody tr").count() == len(getattr(sample(TABLES), view))
    page.click(f"#d0-row-{prefix}3 td:first-child a")
    mark = page.locator(f"#d0-{prefix}3")
    mark.wait_for(state="visible")
    until(page, f"document.activeElement.id === 'd0-{prefix}3'")
    assert _is_in_view(page, f"d0-{prefix}3")
    card = page.locator("#card").inner_text()
    assert " ".join(mark.inner_text().split())[:8].lstrip("▸ ") in " ".join(card.split())
    page.click('#card a[href^="#d0-row-"]')
    until(page, f"document.activeElement.id === 'd0-row-{prefix}3'")
    assert _is_in_view(page, f"d0-row-{prefix}3")
    page.go_back()
    until(page, f"document.activeElement.id === 'd0-{prefix}3'")


def _is_in_view(page: Page, ident: str) -> bool:
    for _ in range(60):
        page.wait_for_timeout(50)
        if page.evaluate(
            """(id) => { const box = document.getElementById(id).getBoundingClientRect();
            return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight; }""",
            ident,
        ):
            return True
    return False


def test_the_outline_leads_to_the_sections(visit: Any) -> None:
    page = visit(NOTES, "#d0-tasks")
    links = page.locator(".outline.on a")
    assert links.count() == in_json(sample(NOTES))["section"]
    links.last.click()
    target = links.last.get_attribute("href")
    until(page, f"document.activeElement.id === '{target[1:]}'")
    assert _is_in_view(page, target[1:])


def test_the_kind_filter_puts_out_what_is_not_wanted(visit: Any) -> None:
    page = visit(TABLES, "#d0-text")
    page.click("#none")
    assert highlighted(page) == {}
    page.check('input[value="deadline"]')
    assert highlighted(page) == {"deadline": len(sample(TABLES).deadlines)}
    page.click("#reset")
    assert highlighted(page) == in_json(sample(TABLES))


def test_the_filters_for_doubt(visit: Any) -> None:
    document = doubted()
    page = visit("batch", "#all")
    key = next(
        key for key in ("d0", "d1", "d2", "d3") if SCAN in page.locator(f'.front tr[data-doc="{key}"]').inner_text()
    )
    page.goto(page.url.partition("#")[0] + f"#{key}-text")
    finds = [item for item in items_of(document) if item.confidence is not None]
    limit = 0.84
    page.locator("#sure").evaluate(
        "(range, value) => { range.value = value; range.dispatchEvent(new Event('input', {bubbles: true})) }", limit
    )
    expected = Counter(item.kind for item in finds if (item.confidence or 0) <= limit)
    assert 0 < expected.total() < len(finds)
    assert highlighted(page) == expected
    page.click("#reset")
    page.select_option("#told", "with")
    assert highlighted(page) == Counter(item.kind for item in items_of(document) if item.told)
    page.select_option("#told", "doubtful")
    doubtful = Counter(item.kind for item in items_of(document) if item.doubtful)
    assert highlighted(page) == doubtful
    assert doubtful.total() > 0
    assert doubtful.total() < len(items_of(document))
    shown = page.evaluate("(key) => document.querySelectorAll(`#${key}-units tbody tr:not([hidden])`).length", key)
    assert shown == doubtful["unit"]


def test_details_tell_where_a_value_comes_from(visit: Any) -> None:
    document = sample(NOTES)
    citation = next(one for one in document.citations if "footnote" in (one.date_source, one.issuer_source))
    page = visit(NOTES, f"#d0-{citation.id}")
    card = page.locator("#card")
    assert "từ chú thích" in card.inner_text()
    assert citation.rule in card.inner_text()
    assert f"{citation.confidence:.2f}" in card.inner_text()
    page.click('[data-lang="en"]')
    assert "from a footnote" in card.inner_text()
    assert page.locator("html").get_attribute("lang") == "en"
    card.locator("button.link", has_text="show").first.click()
    footnote = next(one for one in document.footnotes if one.id == citation.footnote_id)
    assert _is_in_view(page, f"d0-{footnote.id}")


def test_details_lead_to_the_other_mentions_of_a_document(visit: Any) -> None:
    document = sample(NOTES)
    reference = next(one for one in document.references if len(one.citation_ids) > 1)
    first, second = reference.citation_ids[:2]
    page = visit(NOTES, f"#d0-{first}")
    assert reference.canonical_id in page.locator("#card").inner_text()
    page.click(f'#card dd a[href="#d0-{second}"]')
    until(page, f"document.querySelector('#card b').textContent === '{second}'")


def test_hover_shows_and_leaving_returns_to_the_chosen(visit: Any) -> None:
    page = visit(NOTES, "#d0-c1")
    page.hover("#d0-c2")
    until(page, "document.querySelector('#card b').textContent === 'c2'")
    page.mouse.move(700, 5)
    until(page, "document.querySelector('#card b').textContent === 'c1'")


def test_the_keyboard_goes_from_highlight_to_highlight_and_to_the_decisions(visit: Any) -> None:
    page = visit(NOTES, "#d0-text")
    assert page.locator('.text mark[tabindex="0"]').count() == 1, "one stop for Tab, not hundreds"
    page.locator('.text mark[tabindex="0"]').focus()
    order = []
    for _ in range(6):
        order.append(page.evaluate("document.activeElement.dataset.r"))
        page.keyboard.press("ArrowRight")
    starts = {item.ref: item.places[0].start for item in items_of(sample(NOTES))}
    assert len(set(order)) == 6
    assert [starts[ref] for ref in order] == sorted(starts[ref] for ref in order)
    chosen = page.evaluate("document.activeElement.dataset.r")
    assert page.locator("#card b").first.inner_text() == chosen
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.r") == chosen


def test_the_front_of_a_batch_counts_and_puts_doubtful_first(visit: Any) -> None:
    documents = [sample(NOTES), doubted(), hostile(), sample(PACKET)]
    page = visit("batch")
    rows = page.locator(".front tbody tr")
    assert rows.count() == 4
    doubts = [int(rows.nth(n).locator("td").first.inner_text()) for n in range(4)]
    assert doubts == sorted(doubts, reverse=True)
    assert sum(doubts) == sum(item.doubtful for one in documents for item in items_of(one))
    units = page.locator(".front tfoot td.n").nth(5).inner_text()
    assert int(units) == sum(len(one.units) for one in documents)
    sure = [float(text) for text in page.locator(".front .doubts .n").all_inner_texts()]
    assert sure == sorted(sure)
    assert all(value < 1 for value in sure)
    page.locator(".front .doubts a").first.click()
    until(page, "document.activeElement.matches('mark.m')")
    page.click("header a[href='#all']")
    until(page, "document.querySelector('.front').getClientRects().length")
    assert SURE == 0.75


def test_the_timeline_shows_every_deadline_once(visit: Any) -> None:
    page = visit(TABLES, "#d0-deadlines")
    refs = page.evaluate("[...document.querySelectorAll('#d0-deadlines li[data-row]')].map((line) => line.dataset.row)")
    assert sorted(refs) == sorted(one.id for one in sample(TABLES).deadlines)


PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize("view", ["overview", "text", "tasks", "deadlines", "c1"])
def test_nothing_is_wider_than_a_phone(visit: Any, view: str) -> None:
    page = visit(TABLES, f"#d0-{view}", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("name", "place", "options"), [
    pytest.param(TABLES, "#d0-u5", WIDE, id="text with tables, an item open"),
    pytest.param(TABLES, "#d0-u5", {**WIDE, "color_scheme": "dark"}, id="dark"),
    pytest.param(TABLES, "#d0-u5", PHONE, id="phone"),
    pytest.param("batch", "#all", WIDE, id="front of a batch"),
    pytest.param("batch", "#all", {**WIDE, "color_scheme": "dark"}, id="front, dark"),
    pytest.param(NOTES, "#d0-tasks", WIDE, id="tasks"),
    pytest.param(NOTES, "#d0-deadlines", {**WIDE, "color_scheme": "dark"}, id="timeline, dark"),
    pytest.param(NOTES, "#d0-overview", WIDE, id="overview"),
])  # fmt: skip
def test_axe_finds_nothing_serious(visit: Any, name: str, place: str, options: dict[str, Any]) -> None:
    page = visit(name, place, **options)
    if "-u" in place:
        page.click('[data-decision="mend"]')
    result = Axe().run(page).response
    assert result["passes"], "axe ran"
    serious = [
        (found["id"], found["nodes"][0]["html"][:160], found["nodes"][0]["failureSummary"][:300])
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_print_shows_all_parts_and_no_controls(visit: Any) -> None:
    page = visit(NOTES, "#d0-text")
    page.emulate_media(media="print")
    assert page.locator("#d0-tasks").is_visible()
    assert page.locator("#d0-text").is_visible()
    assert not page.locator("#panel").is_visible()
    assert not page.locator("#save").is_visible()


def test_without_scripts_everything_can_be_read(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["batch"].as_uri())
    for place in ("#all", "#d0-text", "#d3-text", "#d2-tasks"):
        assert page.locator(place).is_visible()
    assert page.locator("noscript p").is_visible()
    context.close()


PAGES = 300
LETTERS_A_PAGE = 2400


def test_three_hundred_pages_stay_usable(browser: Browser, tmp_path: Path) -> None:
    base = sample(TABLES)
    document = stacked(base, PAGES * LETTERS_A_PAGE // len(base.text) + 1)
    began = time.perf_counter()
    text = to_review([document])
    made = time.perf_counter() - began
    file = tmp_path / "300.html"
    file.write_text(text, encoding="utf-8")
    with Visit(browser, file, "#d0-text", **WIDE) as one:
        page = one.page
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        took = """(run) => { const began = performance.now(); document.querySelector(run).click();
        document.body.offsetHeight; return performance.now() - began; }"""
        out = page.evaluate(took, 'input[value="unit"]')
        back = page.evaluate(took, 'input[value="unit"]')
        last = document.units[-1].id
        began = time.perf_counter()
        page.evaluate("(hash) => { location.hash = hash }", f"#d0-{last}")
        until(page, f"document.activeElement.id === 'd0-{last}'")
        jump = time.perf_counter() - began
        assert _is_in_view(page, f"d0-{last}")
        assert sum(highlighted(page).values()) == sum(in_json(document).values())
        assert one.wrong == []
    figures = {
        "items": len(items_of(document)), "megabytes": round(len(text.encode()) / 1e6, 1), "made_s": round(made, 1),
        "first_paint_ms": round(paint), "filter_ms": round(max(out, back)), "jump_ms": round(1000 * jump),
    }  # fmt: skip
    print(json.dumps(figures))
    # Several times what was measured: the machine may be busy, a slip into quadratic time would still show.
    assert paint < 15_000, figures
    assert max(out, back) < 4_000, figures
    assert jump < 10, figures


# --- correcting -----------------------------------------------------------------------------------------------------


def decide(page: Page, ref: str, decision: str) -> None:
    page.evaluate("(hash) => { location.hash = hash }", f"#d0-{ref}")
    until(page, f"document.querySelector('#card b')?.textContent === '{ref}'")
    page.click(f'[data-decision="{decision}"]')


def choose_words(page: Page, document: PlanDocument, words: str) -> None:
    """Select words in the text as a mouse would: from a place in the page to a place in the page."""
    start = document.text.index(words)
    found = page.evaluate(
        """([start, end]) => {
        const walker = document.createTreeWalker(document.querySelector('.doc.on .text'), NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let at = 0;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const letters = Array.from(node.data);
            const inside = (n) => letters.slice(0, n - at).join('').length;
            if (at <= start && start < at + letters.length) range.setStart(node, inside(start));
            if (at < end && end <= at + letters.length) range.setEnd(node, inside(end));
            at += letters.length;
        }
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return getSelection().toString();
        }""",
        [start, start + len(words)],
    )
    assert found == words
    page.wait_for_timeout(50)


def saved(page: Page, file: Path) -> Corrections:
    with page.expect_download() as coming:
        page.click("#save")
    coming.value.save_as(file)
    return load_corrections(file)


def test_decisions_are_saved_applied_and_loaded_again(visit: Any, tmp_path: Path) -> None:
    document = hostile()  # letters beyond 16 bits stand before what is decided
    page = visit("hostile", "#d0-text")
    unit, deadline, target = document.units[0], document.deadlines[0], document.targets[0]
    decide(page, unit.id, "accept")
    decide(page, document.citations[0].id, "reject")
    decide(page, deadline.id, "mend")
    page.fill('.mending input[name="value"]', "2025-03-21")
    page.select_option('.mending select[name="bound"]', "by")
    page.click('.mending button[type="submit"]')
    decide(page, target.id, "mend")
    choose_words(page, document, "95%")
    page.click(".mending p button")
    page.click('.mending button[type="submit"]')
    choose_words(page, document, "Công chức địa chính")
    page.click('[data-add="unit"]')
    page.select_option('.mending select[name="role"]', "supervise")
    page.click('.mending button[type="submit"]')
    page.check("#complete")
    assert page.locator("#unsaved").inner_text() == "(6)"
    kept = saved(page, tmp_path / "c.json")
    assert page.locator("#unsaved").inner_text() == ""
    assert [sheet.complete for sheet in kept.documents] == [True]
    made = apply(document, kept.documents[0])
    assert [one.confidence for one in made.units if one.id == unit.id] == [1.0]
    assert document.citations[0].id not in {one.id for one in made.citations}
    assert (made.deadlines[0].value, made.deadlines[0].bound) == ("2025-03-21", "by")
    assert made.targets[0].raw == "95%"
    assert ("Công chức địa chính", "supervise") in {(one.raw, one.role) for one in made.units}

    other = visit("hostile", "#d0-text")
    other.set_input_files("#load", tmp_path / "c.json")
    until(other, "document.querySelectorAll('mark.reject').length > 0")
    assert other.is_checked("#complete")
    again = saved(other, tmp_path / "again.json")
    assert again.documents == kept.documents


def test_a_decision_can_be_taken_back_and_filtered_for(visit: Any) -> None:
    page = visit(TABLES, "#d0-text")
    for ref in ("u1", "u2", "d1"):
        decide(page, ref, "accept")
    page.select_option("#decided", "decided")
    assert highlighted(page) == {"unit": 2, "deadline": 1}
    page.select_option("#decided", "any")
    decide(page, "u1", "undo")
    page.select_option("#decided", "decided")
    assert highlighted(page) == {"unit": 1, "deadline": 1}
    page.goto(page.url.partition("#")[0] + "#d0-units")
    assert page.locator("#d0-row-u2 .state").inner_text() == "Đúng"


def test_decisions_outlive_the_window(visit: Any, tmp_path: Path) -> None:
    page = visit(NOTES, "#d0-text")
    decide(page, "c1", "reject")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator("mark.citation.reject").count() >= 1
    assert page.locator("#unsaved").inner_text() == "(1)"
    saved(page, tmp_path / "c.json")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator("#unsaved").inner_text() == ""


def test_what_was_added_can_be_taken_out_again(visit: Any, tmp_path: Path) -> None:
    page = visit(NOTES, "#d0-text")
    words = sample(NOTES).units[0].raw
    for _ in range(2):
        choose_words(page, sample(NOTES), words)
        page.click('[data-add="unit"]')
        page.click('.mending button[type="submit"]')
    assert page.locator('[data-decision="reject"]').count() == 0
    page.click('[data-decision="undo"]')
    assert [item.decision for item in saved(page, tmp_path / "c.json").documents[0].items] == ["add"]


def test_decisions_about_things_that_moved_are_taken_by_their_place(visit: Any, tmp_path: Path) -> None:
    first, second = sample(NOTES).units[:2]

    def item(ident: str, place: Span, raw: str) -> dict[str, Any]:
        return {"kind": "unit", "id": ident, "span": place.model_dump(), "raw": raw, "decision": "reject"}

    sheet = {"name": NOTES, "sha256": sample(NOTES).source.sha256, "complete": False}
    sheet["items"] = [item(first.id, second.span, second.raw), item("u99", Span(start=1, end=3), "x")]
    content = {"format": "vnplan-corrections", "version": 1, "schema_version": "1.0", "documents": [sheet]}
    (tmp_path / "old.json").write_text(json.dumps(content), encoding="utf-8")
    page = visit(NOTES, "#d0-text")
    page.set_input_files("#load", tmp_path / "old.json")
    until(page, "document.querySelectorAll('mark.reject').length > 0")
    assert page.evaluate("[...document.querySelectorAll('mark.reject')].map((mark) => mark.dataset.r)") == [second.id]


def test_a_wrong_value_is_not_taken(visit: Any) -> None:
    page = visit(NOTES, "#d0-text")
    decide(page, "d1", "mend")
    page.fill('.mending input[name="value"]', "30 tháng 6")
    page.click('.mending button[type="submit"]')
    assert page.locator(".mending").is_visible()
    page.fill('.mending input[name="value"]', "2025-06-30")
    page.click('.mending button[type="submit"]')
    assert not page.locator(".mending").is_visible()


def test_the_header_can_be_mended_where_it_has_no_place(visit: Any, tmp_path: Path) -> None:
    page = visit(NOTES, "#d0-overview")
    page.click('[data-open="h-title"]')
    page.click('[data-decision="mend"]')
    page.fill(".mending textarea", "Tên khác")
    page.click('.mending button[type="submit"]')
    page.click('[data-open="h-number"]')
    page.click('[data-decision="accept"]')
    kept = saved(page, tmp_path / "c.json")
    assert apply(sample(NOTES), kept.documents[0]).header.title == "Tên khác"


def test_a_file_of_something_else_is_told(visit: Any, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"format": "other"}', encoding="utf-8")
    page = visit(NOTES, "#d0-text")
    page.set_input_files("#load", tmp_path / "x.json")
    until(page, "document.getElementById('say').textContent.includes('vnplan')")
