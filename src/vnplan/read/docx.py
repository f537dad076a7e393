"""Word documents (.docx, .docm): the text as the reader of the paper sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from vnplan.errors import UnreadableSource
from vnplan.read.encodings import decode_by_font, font_encoding, repair
from vnplan.read.numbering import Numbering
from vnplan.read.ooxml import Package, attribute, child, children, local, number, switched_on, value
from vnplan.read.reading import Clock, Content, Rendering

_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TRANSPARENT = frozenset(
    {
        "ins",
        "moveTo",
        "smartTag",
        "hyperlink",
        "customXml",
        "fldSimple",
        "dir",
        "bdo",
        "sdt",
        "sdtContent",
        "ruby",
        "rubyBase",
    }
)
_DROPPED = frozenset({"del", "moveFrom"})
_NATION = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS|Độc lập\s*[-–]\s*Tự do", re.IGNORECASE)
_LAYOUT = re.compile(
    r"CỘNG H(?:ÒA|OÀ|ÓA) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH|Nơi nhận\s*:|\bSố\s*:.*ngày.*tháng"
    r"|(?:^|\n)\s*(?:TM|KT|TL|TUQ|Q|T/M)\s*[.:]\s*[A-ZĐỦỤ]",
    re.IGNORECASE | re.DOTALL,
)
_COUNTER_HEAD = re.compile(r"\s*(?:s?tt|số\s*tt|tt)\s*\Z", re.IGNORECASE)
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf02d": "-",
    "\uf0fc": "✓",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0b3": "≥",
    "\uf0a3": "≤",
}


@dataclass(slots=True)
class _Style:
    """What a style says; `based` is the style it goes on from."""

    based: str | None
    list_id: str | None
    list_level: int | None
    run: Element | None
    name: str


@dataclass(slots=True)
class _Line:
    """A paragraph under way: its text so far, the text boxes anchored in it, and what its fields suppress."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        """Inside the instruction of a field."""
        return any(not shown for shown in self.fields)


class _Reader:
    def __init__(self, package: Package, main: str, clock: Clock) -> None:
        self.package = package
        self.clock = clock
        self.out = Rendering()
        self.relations = package.relations(main)
        self.main = main
        self.styles: dict[str, _Style] = {}
        self.default_style: str | None = None
        self.default_run: Element | None = None
        style_lists = self._read_styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"), style_lists)
        self.labels = 0
        self.deleted = 0
        self.legacy: set[str] = set()
        self.notes: list[tuple[str, str]] = []
        self.carry = ""
        self._fonts: dict[tuple[str | None, str | None], tuple[str | None, bool, bool]] = {}
        self._note_parts = {kind: self._part(kind) for kind in ("footnotes", "endnotes")}

    def _part(self, kind: str) -> Element | None:
        for found, target in self.relations.values():
            if found == kind:
                return self.package.xml(target)
        folder = self.main.rpartition("/")[0]
        return self.package.xml(f"{folder}/{kind}.xml" if folder else f"{kind}.xml")

    # --- styles -----------------------------------------------------------------------------------------------------

    def _read_styles(self, root: Element | None) -> dict[str, str]:
        """Read the styles; give the list of each numbering style."""
        lists: dict[str, str] = {}
        self.default_run = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        for style in children(root, "style"):
            key = attribute(style, "styleId") or ""
            held = child(child(style, "pPr"), "numPr")
            list_id = value(child(held, "numId"))
            level = value(child(held, "ilvl"))
            self.styles[key] = _Style(
                value(child(style, "basedOn")), list_id, None if level is None else number(level, 0),
                child(style, "rPr"), (value(child(style, "name")) or "").lower(),
            )  # fmt: skip
            kind = attribute(style, "type")
            if kind == "numbering" and list_id:
                lists[key] = list_id
            if kind == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self.default_style = key
        return lists

    def _chain(self, key: str | None) -> list[tuple[str, _Style]]:
        found: list[tuple[str, _Style]] = []
        while key and key in self.styles and len(found) < 20:
            found.append((key, self.styles[key]))
            key = self.styles[key].based
        return found

    def _run_look(self, properties: Element | None, style: str | None) -> tuple[str | None, bool, bool]:
        """Encoding of the effective font of a run, whether it is drawn in capitals, whether it is hidden."""
        run_style = value(child(properties, "rStyle"))
        key = (run_style, style)
        if key not in self._fonts:
            layers = [s.run for _, s in self._chain(run_style)] + [s.run for _, s in self._chain(style)]
            self._fonts[key] = self._look([*layers, self.default_run])
        if properties is None:
            return self._fonts[key]
        font, caps, hidden = self._look([properties])
        own = child(properties, "caps") is not None
        gone = child(properties, "vanish") is not None
        base = self._fonts[key]
        has_font = _font(properties) is not None
        return (font if has_font else base[0], caps if own else base[1], hidden if gone else base[2])

    @staticmethod
    def _look(layers: list[Element | None]) -> tuple[str | None, bool, bool]:
        font: str | None = None
        caps = hidden = None
        for layer in layers:
            font = font or _font(layer)
            caps = switched_on(child(layer, "caps")) if caps is None else caps
            hidden = switched_on(child(layer, "vanish")) if hidden is None else hidden
        return font_encoding(font), bool(caps), bool(hidden)

    # --- paragraphs -------------------------------------------------------------------------------------------------

    def paragraph(self, element: Element) -> tuple[str, list[Element]]:
        """Text of a paragraph with its number, and the text boxes anchored in it."""
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle")) or self.default_style
        line = _Line()
        self._inline(element, line, style)
        text = "".join(line.parts)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            # The mark at the end is deleted: what is left of the paragraph belongs to the next one.
            self.carry += text
            return "", line.boxes
        text = self.carry + text
        self.carry = ""
        hidden = not text.strip() and switched_on(child(mark, "vanish")) is True
        label = "" if hidden else self._label(properties, style, mark)
        if not text.strip() and label.strip() in ("-", "+", "•", "○", "▪"):
            label = ""
        if label:
            self.labels += 1
            text = label + text.lstrip()
        return text.strip(" \t"), line.boxes

    def _label(self, properties: Element | None, style: str | None, mark: Element | None) -> str:
        held = child(properties, "numPr")
        list_id = value(child(held, "numId"))
        level_text = value(child(held, "ilvl"))
        level = None if level_text is None else number(level_text, 0)
        if list_id is None:
            for key, found in self._chain(style):
                if found.list_id is not None:
                    list_id = found.list_id
                    bound = self.numbering.level_of_style(list_id, key)
                    if bound is None and style and style != key:
                        bound = self.numbering.level_of_style(list_id, style)
                    level = level if level is not None else bound if bound is not None else found.list_level
                    break
        if list_id is None or list_id == "0":
            return ""
        label = self.numbering.label(list_id, level or 0)
        encoding, caps, _ = self._run_look(mark, style)
        if encoding:
            label = decode_by_font(label, encoding)
        return label.upper() if caps else label

    def _inline(self, element: Element, line: _Line, style: str | None, depth: int = 0) -> None:
        """Gather what stands in a paragraph, in order."""
        for part in element:
            name = local(part)
            if name == "r":
                self._run(part, line, style)
            elif name in _TRANSPARENT:
                self._inline(part, line, style, depth + 1)
            elif name in _DROPPED:
                self.deleted += 1
            elif name in ("oMath", "oMathPara"):
                line.parts.extend(t.text or "" for t in part.iter() if local(t) == "t")
            elif name == "AlternateContent":
                self._inline(_choice(part), line, style, depth + 1)
            elif name in ("drawing", "pict", "object"):
                line.boxes.extend(_boxes(part))

    def _run(self, run: Element, line: _Line, style: str | None) -> None:
        properties = child(run, "rPr")
        encoding, caps, hidden = self._run_look(properties, style)
        for part in run:
            name = local(part)
            if name == "fldChar":
                kind = attribute(part, "fldCharType")
                if kind == "begin":
                    line.fields.append(False)
                elif kind == "separate" and line.fields:
                    line.fields[-1] = True
                elif kind == "end" and line.fields:
                    line.fields.pop()
                continue
            if line.hidden or hidden:
                continue
            if name == "t":
                text = part.text or ""
                if encoding:
                    decoded = decode_by_font(text, encoding)
                    if decoded != text:
                        self.legacy.add(encoding.partition("-")[0].upper())
                    text = decoded
                line.parts.append(text.upper() if caps else text)
            elif name in ("tab", "ptab"):
                line.parts.append("\t")
            elif name == "br":
                line.parts.append("\n" if attribute(part, "type") in (None, "textWrapping") else " ")
            elif name == "cr":
                line.parts.append("\n")
            elif name == "noBreakHyphen":
                line.parts.append("-")
            elif name == "sym":
                line.parts.append(_symbol(part))
            elif name in ("footnoteReference", "endnoteReference"):
                line.parts.append(self._note(part, name))
            elif name in ("drawing", "pict", "object"):
                line.boxes.extend(_boxes(part))
            elif name == "AlternateContent":
                line.boxes.extend(_boxes(_choice(part)))

    def _note(self, reference: Element, name: str) -> str:
        """Remember a footnote; give its mark."""
        if attribute(reference, "customMarkFollows") in ("1", "true", "on"):
            return ""
        kind = "footnotes" if name == "footnoteReference" else "endnotes"
        wanted = attribute(reference, "id")
        for note in children(self._note_parts[kind], name.removesuffix("Reference")):
            if attribute(note, "id") == wanted:
                label = str(len(self.notes) + 1)
                self.notes.append((label, ""))
                at = len(self.notes) - 1
                lines = [t for t, _ in (self.paragraph(p) for p in note.iter() if local(p) == "p") if t.strip()]
                self.notes[at] = (label, " ".join(" ".join(lines).split()))
                return f"[{label}]"
        return ""

    # --- blocks -----------------------------------------------------------------------------------------------------

    def body(self, element: Element, depth: int = 0) -> None:
        """Render the paragraphs and tables of a body, a cell or a text box, in order."""
        for part in element:
            name = local(part)
            if name == "p":
                self._emit(part, depth)
            elif name == "tbl":
                self.clock.left()
                self.table(part, depth)
            elif name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
                self.body(part, depth)
            elif name == "AlternateContent":
                self.body(_choice(part), depth)
            elif name in _DROPPED:
                self.deleted += 1

    def _emit(self, element: Element, depth: int) -> None:
        text, boxes = self.paragraph(element)
        style = value(child(child(element, "pPr"), "pStyle"))
        if style in self.styles and re.match(r"toc \d", self.styles[style].name):
            self.out.remark("contents-left-out")
            return
        self.out.add(text)
        for box in boxes if depth < 8 else ():
            self.body(box, depth + 1)

    def _cells(self, table: Element) -> list[list[tuple[Element | None, int]]]:
        """Rows of a table, each a list of cells and their widths in columns; None for the rest of a merged cell."""
        rows: list[list[tuple[Element | None, int]]] = []
        for row in _unwrapped(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.deleted += 1
                continue
            cells: list[tuple[Element | None, int]] = []
            before = number(value(child(properties, "gridBefore")), 0)
            if before:
                cells.append((None, min(before, 60)))
            for cell in _unwrapped(row, "tc"):
                look = child(cell, "tcPr")
                merge = child(look, "vMerge")
                goes_on = (merge is not None and value(merge) in (None, "continue")) or (
                    child(look, "hMerge") is not None and value(child(look, "hMerge")) in (None, "continue")
                )
                span = min(max(1, number(value(child(look, "gridSpan")), 1)), 60)
                cells.append((None if goes_on else cell, span))
            if cells:
                rows.append(cells)
        return rows

    def table(self, table: Element, depth: int) -> None:
        """Render a table: rows between bars, or paragraph by paragraph when it only arranges the page."""
        rows = self._cells(table)
        cells = [cell for row in rows for cell, _ in row if cell is not None]
        shown = "\n".join("".join(t.text or "" for t in cell.iter() if local(t) == "t") for cell in cells)
        encoded = repair(shown).text if not shown.isascii() else shown
        width = max((sum(span for _, span in row) for row in rows), default=0)
        real = max((sum(1 for c, _ in row if c is not None) for row in rows), default=0)
        arranges = (
            real <= 1
            or (len(rows) <= 6 and real <= 4 and _LAYOUT.search(encoded) is not None)
            or (len(rows) <= 3 and real <= 3 and not self._ruled(table))
        )
        if arranges or depth > 6:
            for cell in cells:
                self.body(cell, depth + 1)
            return
        texts: list[list[str]] = []
        for row in rows:
            line: list[str] = []
            for entry, span in row:
                line.append("" if entry is None else self._cell_text(entry))
                line.extend([""] * (span - 1))
            texts.append(line + [""] * (width - len(line)))
        texts = _without_empty_columns(texts)
        head = next(iter(_unwrapped(table, "tr")), None)
        named = head is not None and switched_on(child(child(head, "trPr"), "tblHeader")) is True
        if named or any(_COUNTER_HEAD.match(cell) for cell in texts[0]):
            self.out.table(texts)
        else:
            for line in texts:
                self.out.row(line)

    def _cell_text(self, cell: Element) -> str:
        """All text of a data cell on one line; `<br>` stands between its paragraphs."""
        outer, self.out = self.out, Rendering()
        try:
            for part in cell:
                name = local(part)
                if name == "tbl":
                    for row in self._cells(part):
                        self.out.add(" ".join(self._cell_text(c) for c, _ in row if c is not None))
                elif name == "p":
                    text, boxes = self.paragraph(part)
                    self.out.add(text)
                    for box in boxes:
                        self.body(box, 9)
                elif name in ("sdt", "customXml", "ins"):
                    self.body(part, 9)
            lines = [" ".join(line.split()) for line in self.out.text.split("\n")]
            return "<br>".join(line for line in lines if line)
        finally:
            outer.remarks.extend(r for r in self.out.remarks if r not in outer.remarks)
            self.out = outer

    def _ruled(self, table: Element) -> bool:
        """Say whether a table is drawn with lines."""
        properties = child(table, "tblPr")
        borders = child(properties, "tblBorders")
        if borders is not None:
            return any(value(side) not in (None, "none", "nil") for side in borders)
        style = value(child(properties, "tblStyle"))
        if style and ("grid" in style.lower() or "grid" in self.styles.get(style, _NO_STYLE).name):
            return True
        for cell in table.iter():
            if local(cell) == "tcBorders" and sum(value(s) not in (None, "none", "nil") for s in cell) >= 3:
                return True
        return False

    # --- headers and notes ------------------------------------------------------------------------------------------

    def first_header(self, body: Element) -> None:
        """Render a page header that is the letterhead; a running head is left out, and said so."""
        seen: set[str] = set()
        for section in (e for e in body.iter() if local(e) == "sectPr"):
            for reference in section:
                if local(reference) not in ("headerReference", "footerReference"):
                    continue
                _, target = self.relations.get(attribute(reference, "id") or "", ("", ""))
                if not target or target in seen:
                    continue
                seen.add(target)
                header = self.package.xml(target)
                text = "" if header is None else "".join(t.text or "" for t in header.iter() if local(t) == "t")
                if (
                    header is not None
                    and _NATION.search(repair(text).text)
                    and not _NATION.search(_all_text(body)[:6000])
                ):
                    self.body(header)
                elif re.search(r"[^\W\d_]{3,}", text):
                    self.out.remark("running-heads-left-out")

    def footnotes(self) -> None:
        """Render the notes after the text."""
        for i, (label, text) in enumerate(self.notes):
            if text:
                self.out.add(f"[{label}] {text}", "note", gap=i == 0)


_NO_STYLE = _Style(None, None, None, None, "")


def read_docx(data: bytes, clock: Clock) -> Content:
    """Read a Word document.

    Raises:
        UnreadableSource: it is damaged, protected, or unpacks to more than is allowed.
    """
    package = Package(data, clock.name, clock.options.max_bytes)
    main = next(
        (target for kind, target in package.relations("").values() if kind == "officeDocument"), "word/document.xml"
    )
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise UnreadableSource(clock.name, "damaged", "the file is damaged: it has no document part")
    reader = _Reader(package, main, clock)
    try:
        reader.first_header(body)
        reader.body(body)
        if reader.carry:
            reader.out.add(reader.carry)
        reader.footnotes()
    except RecursionError as error:
        raise UnreadableSource(clock.name, "damaged", "the file is not sound: its parts nest too deep") from error
    out = reader.out
    if reader.labels:
        out.remark("numbering-restored", count=reader.labels)
    if reader.deleted:
        out.remark("changes-deleted", count=reader.deleted)
    if reader.legacy:
        out.remark("fonts-converted", encodings=", ".join(sorted(reader.legacy)))
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        out.remark("macros-ignored")
    _repair_text(out)
    # The number of pages that the file's properties give is that of the last printing, often 1: not taken.
    return Content(out, _MEDIA, "docx")


def _repair_text(out: Rendering) -> None:
    """Convert a document whose text is in an old encoding although its fonts do not say so."""
    decoded = repair(out.text)
    if decoded.converted and decoded.text.count("\n") == out.text.count("\n"):
        lines = decoded.text.split("\n")
        kinds = [block.kind for block in out.blocks]
        old = out.text.split("\n")
        if len(kinds) == len(old):
            fresh = Rendering(remarks=out.remarks)
            for kind, line in zip(kinds, lines, strict=True):
                fresh.add(line, kind)
            out.parts, out.size, out.blocks = fresh.parts, fresh.size, fresh.blocks
        else:
            out.parts, out.size = [decoded.text], len(decoded.text)
            out.blocks = []
        out.remark("encoding-converted", encoding=decoded.encoding)


def _font(layer: Element | None) -> str | None:
    fonts = child(layer, "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def _symbol(part: Element) -> str:
    try:
        char = chr(int(attribute(part, "char") or "", 16))
    except ValueError:
        return ""
    if char in _SYMBOLS:
        return _SYMBOLS[char]
    return "•" if "\ue000" <= char <= "\uf8ff" else char


def _choice(alternatives: Element) -> Element:
    """The first of the alternatives; all of them say the same to programs of different age."""
    first = next(iter(alternatives), None)
    return alternatives if first is None else first


def _boxes(element: Element) -> list[Element]:
    """Contents of the text boxes below a drawing, none twice."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        at = waiting.pop()
        name = local(at)
        if name == "txbxContent":
            found.append(at)
        elif name == "AlternateContent":
            waiting.append(_choice(at))
        else:
            waiting.extend(reversed(list(at)))
    return found


def _unwrapped(element: Element, name: str) -> list[Element]:
    """Rows of a table or cells of a row, also those inside content controls and tracked insertions."""
    found: list[Element] = []
    for part in element:
        if local(part) == name:
            found.append(part)
        elif local(part) in _TRANSPARENT:
            found.extend(_unwrapped(part, name))
    return found


def _all_text(element: Element) -> str:
    return repair("".join(t.text or "" for t in element.iter() if local(t) == "t")).text


def _without_empty_columns(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    kept = [i for i in range(width) if any(i < len(row) and row[i] for row in rows)]
    return [[row[i] for i in kept] for row in rows] if len(kept) > 1 else rows
