"""Web pages: the document of a portal page, without the menus around it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vnplan.errors import MissingTool, UnreadableSource
from vnplan.read.encodings import Decoded, decode_text, repair
from vnplan.read.numbering import format_number
from vnplan.read.plain import report
from vnplan.read.reading import Clock, Content, Rendering

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

REMEDY = "pip install 'vnplan[html]'"
_SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "nav",
        "form",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "aside",
        "audio",
        "video",
        "canvas",
        "map",
        "dialog",
        "-comment",
        "-doctype",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "blockquote",
        "pre",
        "hr",
        "center",
        "address",
        "figure",
        "figcaption",
        "fieldset",
        "details",
        "summary",
        "body",
        "html",
    ]
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"CỘNG H(?:ÒA|OÀ|ÓA) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH|ĐỘC LẬP\s*[-–]\s*TỰ DO|^\s*KẾ HOẠCH\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_LAYOUT = re.compile(
    r"CỘNG H(?:ÒA|OÀ|ÓA) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH|Nơi nhận\s*:|(?:^|\n)\s*(?:TM|KT|TL|TUQ|T/M)\s*[.:]\s*[A-ZĐỦ]",
    re.IGNORECASE,
)
_COUNTER_HEAD = re.compile(r"\s*(?:s?tt|số\s*tt)\s*\Z", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_END = re.compile(r"Nơi nhận\s*:|(?:TM|KT|TL|TUQ)\s*\.\s*[A-ZĐỦ]{2}", re.IGNORECASE)


def read_html(data: bytes, clock: Clock, *, packed: bool = False) -> Content:
    """Read a web page.

    Args:
        data: The page; `packed`: a page with its parts in one file (.mht, also what Word calls a .doc).
        clock: Watches the time.
        packed: See `data`.

    Raises:
        MissingTool: the extra `html` is not installed.
        UnreadableSource: it holds no page, or is not sound.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ModuleNotFoundError as error:
        raise MissingTool("selectolax", REMEDY) from error
    charset = None
    if packed:
        data, charset = _unpack(data, clock.name)
    decoded = _decode(data, charset, clock.name)
    tree = LexborHTMLParser(decoded.text)
    out = Rendering()
    report(out, decoded)
    root = tree.body
    if root is not None:
        _Page(out, clock).render(_document(root, clock))
    fixed = repair(out.text)
    if fixed.converted:
        out.parts, out.size, out.blocks = [fixed.text], len(fixed.text), []
        out.remark("encoding-converted", encoding=fixed.encoding)
    media = "multipart/related" if packed else "text/html"
    return Content(out, media, "html", decoded.encoding)


def _unpack(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The page inside a file of several parts."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes):
                    return payload, part.get_content_charset()
    except RecursionError as error:
        raise UnreadableSource(name, "damaged", "the file is not sound: its parts nest too deep") from error
    raise UnreadableSource(name, "damaged", "the file is damaged: it holds no page")


def _decode(data: bytes, charset: str | None, name: str) -> Decoded:
    """Decode by the bytes; what the page says of its charset counts only where the bytes leave it open."""
    try:
        return decode_text(data, name)
    except UnreadableSource:
        said = charset or next((m.decode("ascii", "replace") for m in _CHARSET.findall(data[:4096])), "windows-1252")
        try:
            return repair(data.decode(said, "replace"), said.lower())
        except LookupError:
            return repair(data.decode("windows-1252", "replace"), "windows-1252")


def _document(body: LexborNode, clock: Clock) -> LexborNode:
    """The smallest part of the page that holds the document whole: menus, news beside it and page feet are outside.

    It is told by the letterhead or the type name at its front and the closing block at its end; a page without them is
    taken whole.
    """
    best = body
    total = body.text(deep=True)
    if not _LETTERHEAD.search(total):
        return body
    wanted = _END.search(total) is not None
    for _ in range(200):
        clock.left()
        inner = None
        size = len(best.text(deep=True))
        for node in best.iter():
            if node.tag in ("script", "style"):
                continue
            text = node.text(deep=True)
            if len(text) == size or (  # all of the text: what was found in it is in here
                len(text) > 0.4 * size and _LETTERHEAD.search(text) and (not wanted or _END.search(text))
            ):
                inner = node
                break
        if inner is None or inner.tag in ("table", "tbody", "tr", "p"):
            break
        best = inner
    return best


@dataclass(slots=True)
class _Page:
    out: Rendering
    clock: Clock
    line: list[str] = field(default_factory=list)
    label: str = ""
    """Of the list item that begins: it stands before the item's first line."""
    steps: int = 0

    def render(self, node: LexborNode) -> None:
        self._children(node, 0)
        self._flush()

    def _children(self, node: LexborNode, depth: int) -> None:
        if depth > 300:
            raise UnreadableSource(self.clock.name, "damaged", "the page is not sound: its parts nest too deep")
        for child in node.iter(include_text=True):
            self._node(child, depth)

    def _node(self, node: LexborNode, depth: int) -> None:
        self.steps += 1
        if self.steps % 5000 == 0:
            self.clock.left()
        tag = node.tag or ""
        if tag == "-text":
            # Line ends of the source are blanks; only those of <br> part lines.
            self.line.append(_SPACES.sub(" ", node.text_content or ""))
            return
        if tag in _SKIPPED or _hidden(node):
            return
        if tag == "br":
            self.line.append("\n")
        elif tag == "table":
            self._flush()
            self._table(node, depth)
        elif tag in ("ul", "ol"):
            self._flush()
            self._list(node, tag, depth)
        elif tag in ("sup", "sub") or tag not in _BLOCKS:
            self._children(node, depth + 1)
        elif tag == "pre":
            self._flush()
            for line in node.text(deep=True).split("\n"):
                self.out.add(line.rstrip())
        else:
            self._flush()
            self._children(node, depth + 1)
            self._flush()

    def _list(self, node: LexborNode, tag: str, depth: int) -> None:
        count = _whole(node.attributes.get("start"), 1)
        form = node.attributes.get("type") or "1"
        for child in node.iter():
            if child.tag != "li":
                self._node(child, depth + 1)
                continue
            count = _whole(child.attributes.get("value"), count)
            self.label = _item_label(tag, form, count)
            count += 1
            self._children(child, depth + 1)
            self._flush()
            self.label = ""

    def _flush(self) -> None:
        """Write the line under way; a line end by `<br>` parts it."""
        if not self.line:
            return
        text = "".join(self.line)
        self.line.clear()
        for piece in text.split("\n"):
            shown = _SPACES.sub(" ", piece).strip(" \u200b")
            if shown.strip("\u00a0"):
                self.out.add(self.label + shown)
                self.label = ""

    def _table(self, table: LexborNode, depth: int) -> None:
        rows = _rows(table)
        cells = [cell for row in rows for cell in row]
        width = max((len(row) for row in rows), default=0)
        nested = any(cell.css_first("table") is not None for cell in cells)
        shown = "\n".join(cell.text(deep=True) for cell in cells) if len(cells) < 400 else ""
        long = any(len(cell.css("p")) + len(cell.css("div")) > 12 for cell in cells)
        arranges = (
            width <= 1
            or nested
            or long
            or (len(rows) <= 6 and width <= 4 and _LAYOUT.search(repair(shown).text) is not None)
        )
        if arranges:
            for cell in cells:
                self._children(cell, depth + 1)
                self._flush()
            return
        texts = [row for row in _grid(rows, self._cell) if any(row)]
        if not texts:
            return
        if rows[0][0].tag == "th" or any(_COUNTER_HEAD.match(cell) for cell in texts[0]):
            self.out.table(texts)
        else:
            for row in texts:
                self.out.row(row)

    def _cell(self, cell: LexborNode) -> str:
        inner = _Page(Rendering(), self.clock, steps=self.steps)
        inner.render(cell)
        return "<br>".join(line for line in inner.out.text.split("\n") if line.strip())


def _grid(rows: list[list[LexborNode]], text_of: Callable[[LexborNode], str]) -> list[list[str]]:
    """Texts of a table in columns; what a merged cell covers is empty."""
    covered: dict[int, int] = {}
    found: list[list[str]] = []
    for row in rows:
        line: list[str] = []
        for cell in row:
            while covered.get(len(line), 0) > 0:
                covered[len(line)] -= 1
                line.append("")
            across, down = _spans(cell)
            for i in range(len(line), len(line) + across):
                if down > 1:
                    covered[i] = down - 1
            line.append(text_of(cell))
            line.extend([""] * (across - 1))
        while covered.get(len(line), 0) > 0:
            covered[len(line)] -= 1
            line.append("")
        found.append(line)
    width = max(map(len, found), default=0)
    return [line + [""] * (width - len(line)) for line in found]


def _spans(cell: LexborNode) -> tuple[int, int]:
    found = []
    for name in ("colspan", "rowspan"):
        found.append(min(_whole((cell.attributes.get(name) or "").strip(), 1), 60) or 1)
    return found[0], found[1]


def _whole(text: str | None, default: int) -> int:
    """A whole number of an attribute, `default` where it is none or no count of anything."""
    return int(text) if text and text.isdecimal() and len(text) <= 6 else default


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    """Rows of a table, without those of tables inside it."""
    rows: list[list[LexborNode]] = []
    for part in table.iter():
        for row in part.iter() if part.tag in ("tbody", "thead", "tfoot") else [part]:
            if row.tag == "tr":
                cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
                if cells:
                    rows.append(cells)
    return rows


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _item_label(tag: str, form: str, count: int) -> str:
    if tag == "ul":
        return "- "
    kinds = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return format_number(count, kinds.get(form, "decimal")) + ". "
