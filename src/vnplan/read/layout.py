"""Words on pages to running text: columns, paragraphs, tables, notes, and what belongs to the paper alone.

The same for the text layer of a PDF and for words that recognition found. Coordinates are points from the upper left.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from vnplan.read.reading import Doubt, Rendering
from vnplan.text.lines import BULLET, LABEL

_PAGE_NUMBER = re.compile(
    r"(?:[-–—.]?\s*\d{1,4}\s*[-–—.]?|[Tt]rang\s+\d{1,4}(?:\s*/\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4})\Z"
)
_FINISHED = re.compile(r"[.;:!?…]['\"”’»)\]]*\Z")
_BROKEN = re.compile(r"(?:\d\s?[-/]|/[A-ZĐƯƠ]{1,12}[a-zđ]?-|[A-ZĐ]-|\d/)\Z")
_NUMBER_GOES_ON = re.compile(r"[A-ZĐƯƠ]{1,}[A-Za-zĐđƯƠ0-9&]*(?:[-/][A-ZĐƯƠ]|[\s,.;)]|\Z)|\d{1,4}(?:[-/]|\b)")
_HEADISH = re.compile(
    r"CỘNG H(?:ÒA|OÀ|ÓA) XÃ|ĐẢNG CỘNG SẢN|ĐOÀN TNCS|ĐOÀN THANH NIÊN|Độc lập|N[ơờo]i nh[ậâạa]n|(?:TM|KT|TL|TUQ)\s*[.,]|ngày.*tháng.*năm|\bS[ốô]\s*:|CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG",
)
_RECIPIENTS = re.compile(r"N[ơờo]i nh[ậâạa]n", re.IGNORECASE)
_LEADER = re.compile(r"[.…_]{6,}\s*\d{1,3}\Z")


@dataclass(slots=True)
class Word:
    """A word and its box; `size` is the height of its letters, `confidence` of recognition from 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    confidence: float = 1.0


@dataclass(slots=True)
class Grid:
    """A ruled table: the places of its lines, and for each cell (row, column) how many rows and columns it covers."""

    xs: list[float]
    ys: list[float]
    cells: dict[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class Page:
    """Words of one page, in any order, and its ruled tables."""

    number: int
    width: float
    height: float
    words: list[Word]
    grids: list[Grid] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """Words that stand side by side."""

    words: list[Word]
    page: int
    column: int = 0
    """Number of the column zone it was cut from; 0 for the full width."""
    note: str | None = None

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)

    @property
    def top(self) -> float:
        return statistics.median(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        return statistics.median(w.bottom for w in self.words)

    @property
    def size(self) -> float:
        return statistics.median(w.size for w in self.words)

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


@dataclass(slots=True)
class _Table:
    rows: list[list[list[_Row]]]
    page: int
    xs: list[float]


_Item = _Row | _Table


def render(pages: list[Page], out: Rendering, mend: Callable[[list[list[Word]]], None] | None = None) -> None:
    """Put the text of `pages` into `out`, with a form feed between pages.

    Args:
        pages: The pages.
        out: Gets the text.
        mend: Gets the words of all paragraphs before they are written, and may change them in place.
    """
    flows = [_flow(page) for page in pages]
    _drop_running(pages, flows, out)
    notes: list[_Row] = []
    for page, flow in zip(pages, flows, strict=True):
        notes.extend(_take_notes(page, flow))
    writer = _Writer(out, _margins(flows))
    for page, flow in zip(pages, flows, strict=True):
        writer.page(page, flow)
    writer.close(mend)
    _write_notes(notes, out)


# --- rows -----------------------------------------------------------------------------------------------------------


def to_rows(words: list[Word], page: int) -> list[_Row]:
    """Put words that share a line side by side, from the top down."""
    rows: list[list[Word]] = []
    spans: list[tuple[float, float, float]] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.x0)):
        best, most = -1, 0.5
        for i in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            top, bottom, size = spans[i]
            shared = (min(bottom, word.bottom) - max(top, word.top)) / max(
                min(bottom - top, word.bottom - word.top), 0.1
            )
            # Words of one line stand on one base line; a small raised mark stands a little above it.
            if shared > most and abs(bottom - word.bottom) < 0.5 * max(size, word.size):
                best, most = i, shared
        if best < 0:
            rows.append([word])
            spans.append((word.top, word.bottom, word.size))
        else:
            rows[best].append(word)
            if len(rows[best]) < 8:
                middle = len(rows[best]) // 2
                spans[best] = (
                    sorted(w.top for w in rows[best])[middle],
                    sorted(w.bottom for w in rows[best])[middle],
                    max(spans[best][2], word.size),
                )
    found = [_Row(sorted(row, key=lambda w: w.x0), page) for row in rows]
    found.sort(key=lambda r: r.top)
    return found


def _side_by_side(rows: list[_Row]) -> list[_Row]:
    """Put rows together that stand side by side although not on one base line: two columns in different sizes."""
    found: list[_Row] = []
    for row in rows:
        before = found[-1] if found else None
        if before is not None:
            shared = min(before.bottom, row.bottom) - max(before.top, row.top)
            least = min(before.bottom - before.top, row.bottom - row.top)
            apart = max(row.x0 - before.x1, before.x0 - row.x1)
            if shared > 0.3 * least and apart > 16:
                found[-1] = _Row(sorted(before.words + row.words, key=lambda w: w.x0), row.page)
                continue
        found.append(row)
    return found


def _segments(row: _Row) -> list[list[Word]]:
    """Cut a row at its wide gaps."""
    limit = max(1.9 * row.size, 16.0)
    cut: list[list[Word]] = [[row.words[0]]]
    for word in row.words[1:]:
        if word.x0 - max(w.x1 for w in cut[-1]) > limit:
            cut.append([word])
        else:
            cut[-1].append(word)
    return cut


def _flow(page: Page) -> list[_Item]:
    """Rows and tables of a page in reading order, columns one after the other."""
    items: list[tuple[float, _Item]] = []
    rest = page.words
    for grid in page.grids:
        table, rest = _fill(grid, rest, page.number)
        if table is not None:
            items.append((grid.ys[0], table))
    rows = _side_by_side(to_rows(rest, page.number))
    flow: list[_Item] = []
    run: list[_Row] = []
    # Tables cut the page into stretches; a zone of columns never reaches over a table.
    waiting = sorted(items, key=lambda item: item[0])
    for row in rows:
        while waiting and waiting[0][0] < row.top:
            flow.extend(_columns(run, page))
            run = []
            flow.append(waiting.pop(0)[1])
        run.append(row)
    flow.extend(_columns(run, page))
    flow.extend(item for _, item in waiting)
    return flow


def _columns(rows: list[_Row], page: Page) -> list[_Item]:
    """Read side-by-side blocks (letterhead, closing block) one after the other instead of across."""
    found: list[_Item] = []
    i = zone = 0
    while i < len(rows):
        parts = _segments(rows[i])
        if len(parts) != 2 or not _may_part(rows[i], parts, page):
            found.append(rows[i])
            i += 1
            continue
        zone += 1
        stop = _zone(rows, i, parts)
        if stop is None:
            found.append(rows[i])
            i += 1
            continue
        start = i
        while found and isinstance(found[-1], _Row) and _stands_right(found[-1], rows[start], parts):
            found.pop()
            start -= 1
        sides: tuple[list[_Row], list[_Row]] = ([], [])
        middle = _middle(parts)
        for row in rows[start:stop]:
            for side, words in enumerate(_halves(row, middle)):
                if words:
                    sides[side].append(_Row(words, row.page, zone * 2 + side))
        found.extend(sides[0])
        found.extend(sides[1])
        i = stop
    return found


def _zone(rows: list[_Row], i: int, parts: list[list[Word]]) -> int | None:
    """Where the block of two columns that begins at row `i` ends; None when there is none."""
    middle = _middle(parts)
    double = 1
    stop = j = i + 1
    while j < len(rows) and rows[j].top - rows[j - 1].bottom < 7 * rows[j].size:
        if _crosses(rows[j], middle):
            break
        halves = _halves(rows[j], middle)
        if halves[0] and halves[1]:
            double += 1
            stop = j + 1
        j += 1
    text = "\n".join(r.text for r in rows[i:stop])
    if double < 2 and not _HEADISH.search(text):
        return None
    if _RECIPIENTS.search(text):
        return j
    # A letterhead may end with single lines on either side before the type name in the middle.
    while stop < j and _HEADISH.search(rows[stop].text) and not rows[stop].text.isupper():
        stop += 1
    return stop


def _middle(parts: list[list[Word]]) -> float:
    return (max(w.x1 for w in parts[0]) + parts[1][0].x0) / 2


def _stands_right(row: _Row, below: _Row, parts: list[list[Word]]) -> bool:
    """Say whether a single line over a closing block is the head of its right column (`TM. ỦY BAN NHÂN DÂN`)."""
    return (
        row.x0 > _middle(parts) - 2
        and row.text.isupper()
        and below.top - row.bottom <= 2.5 * below.size
        and _HEADISH.search(row.text) is not None
    )


def _may_part(row: _Row, parts: list[list[Word]], page: Page) -> bool:
    """Say whether the gap of a row can be that between two columns: near the middle of the page, no list item."""
    if not 0.2 * page.width < _middle(parts) < 0.72 * page.width:
        return False
    text = row.text
    return LABEL.match(text) is None or _HEADISH.search(text) is not None


def _crosses(row: _Row, middle: float) -> bool:
    """Say whether a row runs over both columns: it has no gap near the middle and reaches well to both sides."""
    parts = _segments(row)
    if len(parts) > 2:
        return True
    if len(parts) == 2:
        return not (parts[0][0].x0 < middle < parts[1][-1].x1 and abs(_middle(parts) - middle) < 90)
    return row.x0 < middle - 25 and row.x1 > middle + 60


def _halves(row: _Row, middle: float) -> tuple[list[Word], list[Word]]:
    """The words of a row on the left and on the right."""
    parts = _segments(row)
    if len(parts) == 2:
        return parts[0], parts[1]
    words = row.words
    return (words, []) if (row.x0 + row.x1) / 2 < middle or row.x0 < middle - 60 else ([], words)


# --- tables ---------------------------------------------------------------------------------------------------------


def _fill(grid: Grid, words: list[Word], page: int) -> tuple[_Table | None, list[Word]]:
    """Put the words inside a grid into its cells; give the table and the words outside."""
    inside: dict[tuple[int, int], list[Word]] = {}
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        at = _cell_at(grid, x, y)
        if at is None:
            outside.append(word)
        else:
            inside.setdefault(at, []).append(word)
    if len(inside) < 2:
        return None, words
    columns, lines = len(grid.xs) - 1, len(grid.ys) - 1
    rows = [[to_rows(inside.get((r, c), []), page) for c in range(columns)] for r in range(lines)]
    rows = [row for row in rows if any(row)]
    text = " ".join(line.text for row in rows for cell in row for line in cell)
    if max(sum(1 for cell in row if cell) for row in rows) < 2:
        return None, words
    if len(rows) <= 4 and columns <= 3 and re.search(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Nơi nhận\s*:", text):
        return None, words
    return _Table(rows, page, grid.xs), outside


def _cell_at(grid: Grid, x: float, y: float) -> tuple[int, int] | None:
    if not (grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]):
        return None
    column = max(i for i, at in enumerate(grid.xs[:-1]) if at <= x)
    row = max(i for i, at in enumerate(grid.ys[:-1]) if at <= y)
    return grid.cells.get((row, column), (row, column))


def find_grids(lines: list[tuple[float, float, float, float]]) -> list[Grid]:
    """Find ruled tables among the lines (x0, top, x1, bottom) drawn on a page."""
    across: list[tuple[float, float, float]] = []
    down: list[tuple[float, float, float]] = []
    for x0, top, x1, bottom in lines:
        if bottom - top <= 2.5 and x1 - x0 >= 8:
            across.append(((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= 2.5 and bottom - top >= 6:
            down.append(((x0 + x1) / 2, top, bottom))
    if len(across) < 2 or len(down) < 2 or len(across) + len(down) > 6000:
        return []
    groups = _connected(across, down)
    found: list[Grid] = []
    for hs, vs in groups:
        xs, ys = _places([v[0] for v in vs]), _places([h[0] for h in hs])
        if len(xs) < 3 or len(ys) < 2:
            continue
        found.append(Grid(xs, ys, _merged(xs, ys, hs, vs)))
    return found


def _connected(
    across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]
) -> list[tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]]:
    """Lines that touch one another, group by group."""
    near = 3.0
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, top, bottom) in enumerate(down):
            if x0 - near <= x <= x1 + near and top - near <= y <= bottom + near:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]] = {}
    for i, line in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(line)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2]


def _places(values: list[float]) -> list[float]:
    found: list[float] = []
    for at in sorted(values):
        if not found or at - found[-1] > 4:
            found.append(at)
    return found


def _merged(
    xs: list[float], ys: list[float], hs: list[tuple[float, float, float]], vs: list[tuple[float, float, float]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell without a line to its left or above it, the cell that it is merged into."""
    home: dict[tuple[int, int], tuple[int, int]] = {}
    for r in range(len(ys) - 1):
        middle_y = (ys[r] + ys[r + 1]) / 2
        for c in range(len(xs) - 1):
            middle_x = (xs[c] + xs[c + 1]) / 2
            if c and not any(abs(x - xs[c]) <= 4 and top - 2 <= middle_y <= bottom + 2 for x, top, bottom in vs):
                home[r, c] = home.get((r, c - 1), (r, c - 1))
            elif r and not any(abs(y - ys[r]) <= 4 and x0 - 2 <= middle_x <= x1 + 2 for y, x0, x1 in hs):
                home[r, c] = home.get((r - 1, c), (r - 1, c))
    return home


# --- furniture and notes --------------------------------------------------------------------------------------------


def _drop_running(pages: list[Page], flows: list[list[_Item]], out: Rendering) -> None:
    """Take page numbers and running heads out of the flows."""
    edges: list[tuple[list[_Item], _Row]] = []
    for page, flow in zip(pages, flows, strict=True):
        rows = [item for item in flow if isinstance(item, _Row)]
        rows.sort(key=lambda r: r.top)
        for row in [*rows[:2], *rows[-2:]]:
            if row.bottom < 0.1 * page.height or row.top > 0.9 * page.height:
                if any(entry[1] is row for entry in edges):
                    continue
                edges.append((flow, row))
    known = Counter(re.sub(r"\d+", "#", row.text).lower() for _, row in edges)
    heads = False
    for flow, row in edges:
        text = row.text
        if _PAGE_NUMBER.match(text):
            flow[:] = [item for item in flow if item is not row]
        elif known[re.sub(r"\d+", "#", text).lower()] >= max(3, len(pages) // 3) and len(text) > 3:
            flow[:] = [item for item in flow if item is not row]
            heads = True
    if heads:
        out.remark("running-heads-left-out")


def _take_notes(page: Page, flow: list[_Item]) -> list[_Row]:
    """Take the footnotes at the foot of a page out of its flow, and turn their raised marks into `[1]`."""
    rows = [item for item in flow if isinstance(item, _Row) and item.column == 0]
    if len(rows) < 4:
        return []
    body = statistics.median(r.size for r in rows)
    start = len(rows)
    while start > 0 and rows[start - 1].size < 0.9 * body and rows[start - 1].top > 0.4 * page.height:
        start -= 1
    labels: set[str] = set()
    for row in rows[start:]:
        first = row.words[0]
        match = re.match(r"\[?(\d{1,3})\]?(?=\D|\Z)", first.text)
        if match and (
            first.size < 0.85 * row.size or first.text.startswith("[") or (len(row.words) > 1 and first.text.isdigit())
        ):
            row.note = match.group(1)
            labels.add(row.note)
            rest = first.text[match.end() :]
            if rest:
                first.text = rest
            else:
                row.words = row.words[1:] or row.words
    if not labels or rows[start].note is None:
        for row in rows[start:]:
            row.note = None
        return []
    taken = rows[start:]
    flow[:] = [item for item in flow if not any(item is t for t in taken)]
    for row in rows[:start]:
        for word in row.words:
            if word.text in labels and word.size < 0.8 * row.size:
                word.text = f"[{word.text}]"
    return taken


def _write_notes(notes: list[_Row], out: Rendering) -> None:
    texts: list[tuple[str, list[str]]] = []
    for row in notes:
        if row.note is not None:
            texts.append((row.note, [row.text]))
        elif texts:
            texts[-1][1].append(row.text)
    for i, (label, lines) in enumerate(texts):
        out.add(f"[{label}] " + " ".join(lines), "note", gap=i == 0)


# --- paragraphs -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Margins:
    left: float
    right: float
    pitch: float
    indented: bool


def _margins(flows: list[list[_Item]]) -> dict[int, _Margins]:
    """Edges of the body text of each page."""
    found: dict[int, _Margins] = {}
    everything: list[_Row] = []
    for flow in flows:
        rows = [item for item in flow if isinstance(item, _Row) and item.column == 0]
        everything.extend(rows)
        if rows:
            found[rows[0].page] = _measure(rows)
    if everything:
        whole = _measure(everything)
        for number, margins in found.items():
            # A page of few lines says little of its edges.
            held = sum(1 for r in everything if r.page == number)
            if held < 8:
                found[number] = whole
            else:
                margins.pitch = whole.pitch
                margins.indented = whole.indented
    return found


def _measure(rows: list[_Row]) -> _Margins:
    ends = sorted(r.x1 for r in rows)
    right = ends[min(len(ends) - 1, int(0.9 * len(ends)))]
    full = [r for r in rows if r.x1 > right - 0.06 * (right - rows[0].x0 + 1)]
    starts = Counter(round(r.x0 / 3) for r in full or rows)
    least = min(starts)
    common = [at for at, n in starts.items() if n >= max(2, 0.12 * len(full or rows))]
    left = 3.0 * (min(common) if common else least)
    pitches = [b.top - a.top for a, b in itertools.pairwise(rows) if a.page == b.page and 0 < b.top - a.top < 60]
    indented = sum(1 for r in rows if left + 9 < r.x0 < left + 80) > 0.15 * len(rows)
    return _Margins(left, right, statistics.median(pitches) if pitches else 18.0, indented)


class _Writer:
    """Joins rows to paragraphs and writes them."""

    def __init__(self, out: Rendering, margins: dict[int, _Margins]) -> None:
        self.out = out
        self.margins = margins
        self.open: list[_Row] = []
        self.done: list[list[_Row] | _Table | int] = []
        """What is to be written, in order: paragraphs, tables, numbers of empty pages."""
        self.table: _Table | None = None
        self.table_rows: list[tuple[int, list[str]]] = []
        self.columns = 0

    def page(self, page: Page, flow: list[_Item]) -> None:
        """Write one page; a paragraph at its end stays open for the next."""
        if not flow and self.open:
            self._finish()
        if not flow:
            self.done.append(page.number)
            return
        for item in flow:
            if isinstance(item, _Table):
                self._finish()
                self.done.append(item)
                continue
            if self.open and not self._goes_on(self.open[-1], item):
                self._finish()
            self.open.append(item)

    def close(self, mend: Callable[[list[list[Word]]], None] | None) -> None:
        """Write everything."""
        self._finish()
        if mend is not None:
            firsts = [item for item in self.done if isinstance(item, list)]
            # The words of a first line are changed in place; a paragraph's other lines are no concern of labels.
            mend([item[0].words for item in firsts])
        for item in self.done:
            if isinstance(item, _Table):
                self._add_table(item)
            elif isinstance(item, int):
                self._finish_table()
                self.out.new_page(item)
            else:
                self._finish_table()
                self._write(item)
        self._finish_table()

    # A paragraph's first words often are a label set apart from the text by a tab.
    def _goes_on(self, a: _Row, b: _Row) -> bool:
        """Say whether row `b` goes on with the paragraph that ends with `a`."""
        if a.column != b.column:
            return False
        left_text, right_text = a.text, b.text
        if a.column:
            # Lines of a letterhead or closing block are lines of their own, except what is plainly wrapped.
            return bool(right_text[:1].islower()) and not _FINISHED.search(left_text) and not left_text.isupper()
        margins = self.margins.get(a.page) or _Margins(a.x0, a.x1, 18.0, False)
        after = self.margins.get(b.page) or margins
        if _LEADER.search(left_text):
            return False
        crossing = a.page != b.page
        gap = 0.0 if crossing else b.top - a.top
        if gap > 2.2 * margins.pitch:
            return False
        shift = (b.x0 - after.left) - (a.x0 - margins.left)
        first = b.words[0]
        full = a.x1 + 0.25 * a.size + (first.x1 - first.x0) >= margins.right - 3
        finished = _FINISHED.search(left_text) is not None
        opens = BULLET.match(right_text) is not None or LABEL.match(right_text) is not None
        at_left = abs(b.x0 - after.left) <= 6
        if left_text.isupper() and len(left_text) > 3 and not right_text[: len(first.text) + 6].isupper():
            return False
        if opens:
            return full and not finished and at_left and margins.indented and shift < 3
        if not full:
            return False
        if shift > 6:
            # Further in: the first line of a new paragraph, unless the first line hung out with its label.
            hangs = len(self.open) == 1 and (BULLET.match(left_text) or LABEL.match(left_text))
            hung_at = self.open[0].words[1].x0 if hangs and len(self.open[0].words) > 1 else -1.0
            if not hangs or abs((b.x0 - after.left) - (hung_at - margins.left)) > 8:
                return not finished and right_text[:1].islower()
            return True
        if shift < -6:
            return True
        if finished and not at_left and margins.indented:
            return False
        if finished and gap > 1.3 * margins.pitch:
            return False
        return not (finished and not margins.indented and a.x1 < margins.right - 2.0 * a.size)

    def _finish(self) -> None:
        """Close the open paragraph."""
        if self.open:
            self.done.append(self.open)
            self.open = []

    def _write(self, rows: list[_Row]) -> None:
        """Write one paragraph."""
        self.out.new_page(rows[0].page)
        parts: list[str] = []
        size = 0
        doubts: list[tuple[int, int, float]] = []
        number = rows[0].page
        last: Word | None = None
        for row in rows:
            for i, word in enumerate(row.words):
                glue = ""
                if last is not None:
                    glue = " "
                    if i == 0 and row.page != number:
                        glue, number = "\f", row.page
                    elif i == 0 and _BROKEN.search(last.text) and _NUMBER_GOES_ON.match(word.text):
                        glue = ""
                    elif i > 0 and word.x0 - last.x1 > 3.5 * word.size:
                        glue = "   "
                    elif word.text[:1] == "[" and word.text[1:-1].isdigit():
                        glue = ""
                parts.append(glue + word.text)
                size += len(glue)
                if word.confidence < _SURE:
                    doubts.append((size, size + len(word.text), word.confidence))
                size += len(word.text)
                last = word
        start = self.out.add("".join(parts))
        self.out.doubts.extend(Doubt(start + a, start + b, c) for a, b, c in doubts)
        if number != rows[0].page:
            self.out.page = number

    def _add_table(self, table: _Table) -> None:
        rows = [[_cell_text(cell) for cell in row] for row in table.rows]
        before = self.table
        if before is not None and table.page == before.page + 1 and _same_columns(before.xs, table.xs):
            if self.table_rows and rows and [c.lower() for c in rows[0]] == [c.lower() for c in self.table_rows[0][1]]:
                rows = rows[1:]  # the header row, printed again
            if rows and self.table_rows and _goes_on_below(self.table_rows[-1][1], rows[0]):
                last = self.table_rows[-1][1]
                for i, text in enumerate(rows[0]):
                    last[i] = f"{last[i]} {text}".strip()
                rows = rows[1:]
            self.table = table
        else:
            self._finish_table()
            self.table = table
        self.table_rows.extend((table.page, row) for row in rows)

    def _finish_table(self) -> None:
        if not self.table_rows:
            self.table = None
            return
        texts = [row for _, row in self.table_rows]
        kept = [i for i in range(len(texts[0])) if any(row[i] for row in texts)]
        for at, (page, row) in enumerate(self.table_rows):
            self.out.new_page(page)
            cells = [row[i] for i in kept]
            self.out.row(cells)
            if at == 0 and any(_HEAD_CELL.match(cell) for cell in cells):
                self.out.add("|" + "---|" * len(cells), "row")
        self.table_rows = []
        self.table = None


_SURE = 0.6
_COUNTER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[a-zđA-ZĐ])[.)]?\Z")
_HEAD_CELL = re.compile(r"(?:s?tt|số\s*tt)\.?\Z", re.IGNORECASE)


def _goes_on_below(last: list[str], first: list[str]) -> bool:
    """Say whether the first row of a page is the rest of the last row of the page before: it has no number of its own."""
    if first[0] or not any(first):
        return False
    return _COUNTER.match(last[0]) is not None or sum(map(bool, first)) < sum(map(bool, last))


def _same_columns(a: list[float], b: list[float]) -> bool:
    return len(a) == len(b) and all(abs(x - y) < 6 for x, y in zip(a, b, strict=True))


def _cell_text(rows: list[_Row]) -> str:
    """Text of a cell on one line; `<br>` stands before an item that begins a line."""
    text = ""
    for row in rows:
        shown = row.text
        if not text:
            text = shown
        elif BULLET.match(shown) or (LABEL.match(shown) and _FINISHED.search(text)):
            text += "<br>" + shown
        elif _BROKEN.search(text) and _NUMBER_GOES_ON.match(shown):
            text += shown
        else:
            text += " " + shown
    return text
