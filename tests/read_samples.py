"""Files of every format, made from the sample plans, and the comparison of what is found in them."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
import pypdfium2
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from PIL import Image, ImageFilter

from vnplan import PlanDocument
from vnplan.text import SourceText

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
FONT = "Tinos"

Table = list[list[str]]
Letterhead = tuple[list[str], list[str]]
Part = str | Table | Letterhead


def plan_of(sample: Path) -> list[Part]:
    """A sample as paragraphs, tables and blocks of two columns, whatever its own layout was."""
    source = SourceText.of(sample.read_text(encoding="utf-8"))
    parts: list[Part] = []
    for p in source.paragraphs:
        text = source.view[p.start : p.end].strip()
        gap = source.gap_in(p.start, p.end)
        if p.row:
            row = [cell.strip() for cell in text.strip("|").split("|")]
            if parts and isinstance(parts[-1], list):
                parts[-1].append(row)
            else:
                parts.append([row])
        elif gap is not None and len(text) < 130:
            left, right = source.view[p.start : gap].strip(), source.view[gap : p.end].strip()
            if parts and isinstance(parts[-1], tuple):
                parts[-1][0].append(left)
                parts[-1][1].append(right)
            else:
                parts.append(([left], [right]))
        elif text:
            parts.append(text)
    for part in parts:
        if isinstance(part, list):
            width = max(map(len, part))
            part[:] = [row + [""] * (width - len(row)) for row in part]
    return parts


def as_text(parts: Iterable[Part]) -> str:
    """The plain text of a plan, one paragraph a line."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, str):
            lines.append(part)
        elif isinstance(part, tuple):
            lines += [line for side in part for line in side if line]
        else:
            lines += ["| " + " | ".join(row) + " |" for row in part]
            lines.insert(len(lines) - len(part) + 1, "|" + "---|" * len(part[0]))
    return "\n".join(lines) + "\n"


# --- .docx ----------------------------------------------------------------------------------------------------------

_ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_LEVELS = "radl"
_LABEL = re.compile(
    r"(?:(?P<r>[IVX]{1,4})\.|(?P<d>\d{1,2}\.\d{1,2})\.|(?P<a>\d{1,2})\.|(?P<l>[a-z])\)|(?P<b>-)) (?=\S)"
)

_NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="40"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="41"><w:multiLevelType w:val="hybridMultilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:num w:numId="50"><w:abstractNumId w:val="40"/></w:num>
<w:num w:numId="51"><w:abstractNumId w:val="41"/></w:num>
</w:numbering>"""


class _Labels:
    """Counts as a word processor does, to tell which labels of a text its automatic numbers would give."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0, 0]

    def level(self, match: re.Match[str]) -> int | None:
        """Level of the list whose next number is the label; None when it would be another."""
        at = next(i for i, key in enumerate(_LEVELS) if match.group(key))
        counts = [*self.counts[:at], self.counts[at] + 1, *[0] * (3 - at)]
        # A level that was never met counts as met once when a deeper one comes first.
        counts[:at] = [max(1, count) for count in counts[:at]]
        shown = (
            _ROMAN[min(counts[0], 12)], str(counts[1]), f"{counts[1]}.{counts[2]}", chr(96 + min(counts[3], 26)),
        )  # fmt: skip
        if shown[at] != match.group(_LEVELS[at]):
            return None
        self.counts = counts
        return at


def make_docx(parts: Sequence[Part], *, automatic: bool = True) -> bytes:
    """Write a plan as a Word document, its labels as automatic numbers where a list can give them."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(13)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    section.left_margin, section.right_margin = Pt(85), Pt(56)
    _install_numbering(document)
    labels = _Labels()
    for part in parts:
        if isinstance(part, str):
            paragraph = document.add_paragraph()
            match = _LABEL.match(part) if automatic else None
            text = part
            if match is not None:
                level = 0 if match.group("b") else labels.level(match)
                if level is not None:
                    number(paragraph, 51 if match.group("b") else 50, level)
                    text = part[match.end() :]
            paragraph.add_run(text)
            if part.isupper() and len(part) < 90:
                paragraph.alignment = 1
        elif isinstance(part, tuple):
            table = document.add_table(rows=1, cols=2)
            for cell, lines in zip(table.rows[0].cells, part, strict=True):
                cell.paragraphs[0].text = lines[0]
                for line in lines[1:]:
                    cell.add_paragraph(line)
        else:
            table = document.add_table(rows=0, cols=len(part[0]), style="Table Grid")
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.paragraphs[0].text = text
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return saved(document)


def _install_numbering(document: Document) -> None:
    element = document.part.numbering_part._element
    fresh = parse_xml(_NUMBERING)
    for child in list(element):
        element.remove(child)
    for child in list(fresh):
        element.append(child)


def number(paragraph: Paragraph, list_id: int, level: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr()
    held = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", list_id)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        held.append(element)
    properties.append(held)


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# --- other formats --------------------------------------------------------------------------------------------------

_FILTERS = {"pdf": "pdf", "doc": "doc:MS Word 97", "odt": "odt", "rtf": "rtf", "html": "html:HTML (StarWriter)"}


def office_convert(
    files: dict[str, bytes], target: str, folder: Path, source: str = "docx", suffix: str = ""
) -> dict[str, bytes]:
    """Convert files with LibreOffice, all in one go."""
    suffix = suffix or target
    inputs = folder / f"{source}-to-{suffix}"
    inputs.mkdir()
    for name, data in files.items():
        (inputs / f"{name}.{source}").write_bytes(data)
    out = inputs / "out"
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
            _FILTERS.get(target, target), "--outdir", str(out), *map(str, sorted(inputs.glob(f"*.{source}"))),
        ],
        capture_output=True, timeout=240, check=True,
    )  # fmt: skip
    return {name: (out / f"{name}.{suffix}").read_bytes() for name in files}


def make_scan(pdf: bytes, *, dpi: int = 200, tilt: float = 0.3) -> bytes:
    """A PDF of grey pictures of the pages, a little tilted and speckled, as a scanner makes it."""
    chance = random.Random(1)
    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        image = image.rotate(chance.uniform(-tilt, tilt), resample=Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(0.6))
        pixels = image.load()
        assert pixels is not None
        for _ in range(image.width * image.height // 4000):
            pixels[chance.randrange(image.width), chance.randrange(image.height)] = chance.randrange(60, 200)
        pages.append(image)
    document.close()
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=70)
    return stream.getvalue()


def has_office() -> bool:
    """LibreOffice is installed."""
    return shutil.which("soffice") is not None


# --- comparison -----------------------------------------------------------------------------------------------------


def items(document: PlanDocument) -> dict[str, Counter[object]]:
    """What was found, kind by kind, in a form that does not depend on where it stands."""

    def plain(raw: str) -> str:
        return " ".join(re.sub(r"<br>|[|]", " ", raw).split())

    labels: list[object] = []
    waiting = list(document.sections)
    while waiting:
        section = waiting.pop()
        labels.append((section.kind, section.label, section.path))
        waiting.extend(section.children)
    return {
        "citations": Counter(
            (plain(c.raw), c.number and c.number.canonical, c.date and c.date.iso) for c in document.citations
        ),
        "deadlines": Counter((plain(d.raw), d.kind, d.value) for d in document.deadlines),
        "targets": Counter((plain(t.raw), t.kind, t.value, t.unit) for t in document.targets),
        "units": Counter((plain(u.raw), u.role) for u in document.units),
        "labels": Counter(labels),
    }


def agreement(expected: dict[str, Counter[object]], found: dict[str, Counter[object]]) -> tuple[int, int]:
    """Number of items that both have, and of those that at least one has more often."""
    shared = sum(sum((expected[kind] & found[kind]).values()) for kind in expected)
    total = sum(max(sum(expected[kind].values()), sum(found[kind].values())) for kind in expected)
    return shared, total
