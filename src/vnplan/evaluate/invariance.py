"""Whether the way a document is written changes what is read from it.

Each document is written in other ways that mean the same: wrapped at 60, 80 and 100 columns, in NFD, with its markdown
marks stripped, with tone marks on the other vowel. What is extracted must stay: things are compared by kind and by
their values, with blanks, marks and the place of tones in their words made alike; offsets are left out.

`python -m vnplan.evaluate.invariance FOLDER…` prints the share of things that stay, by variant and kind.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from vnplan.model import PlanDocument, Section
from vnplan.pipeline import parse_text
from vnplan.text import SourceText, fold, normalise

KINDS = ("header", "recipients", "sections", "citations", "deadlines", "targets", "units")
"""What is compared, in the order of the table."""

# --- ways of writing -------------------------------------------------------------------------------------------------


def in_nfd(text: str) -> str:
    """Write every mark as a character of its own."""
    return unicodedata.normalize("NFD", text)


_OTHER = {}
for _open, _plain, _marked in (("o", "aàáảãạ", "òóỏõọ"), ("o", "eèéẻẽẹ", "òóỏõọ"), ("u", "yỳýỷỹỵ", "ùúủũụ")):
    for _old, _new in zip(_plain[1:], _marked, strict=True):
        _OTHER[_new + _plain[0]] = _open + _old
        _OTHER[_open + _old] = _new + _plain[0]
_SYLLABLE = re.compile(
    rf"(?<![^\W\d_])(?P<before>(?!q|g[ìi])[^\W\d_]{{0,3}}?)(?P<tone>{'|'.join(_OTHER)})(?![^\W\d_])", re.IGNORECASE
)


def with_tones_moved(text: str) -> str:
    """Write the tone of open syllables on the other vowel: `Thủy` for `Thuỷ` and the other way round."""

    def move(match: re.Match[str]) -> str:
        was = match["tone"]
        now = _OTHER[was.lower()]
        moved = "".join(n.upper() if w.isupper() else n for n, w in zip(now, was, strict=True))
        return match["before"] + moved

    return _SYLLABLE.sub(move, normalise(text))


_MARKS = re.compile(
    r"\*\*|(?<!\*)\*(?=\S)(?![ )])|(?<=\S)(?<!\()\*(?!\*)|^#{1,6} |</?(?:sub|sup|b|i|u)>|<br ?/?>", re.MULTILINE
)


def without_markdown(text: str) -> str:
    """Leave out the marks of emphasis and headings; tables stay."""
    return _MARKS.sub(lambda m: " " if m.group().startswith("<br") else "", normalise(text))


def wrapped(width: int) -> Callable[[str], str]:
    """Give the function that wraps running text at `width` columns, as an editor would.

    Paragraphs longer than that are filled anew, those already wrapped too. Tables, letterhead, closing block and lines
    with columns are laid out on purpose and stay, and so do paragraphs that a page break or a drawn line parts.
    """

    def wrap(text: str) -> str:
        source = SourceText.of(text)
        lines = source.text.split("\n")
        out: list[str] = []
        done = 0
        for n, p in enumerate(source.paragraphs):
            own = [line.strip() for line in lines[p.first : p.last + 1]]
            alone = p.first >= done and (n + 1 == len(source.paragraphs) or source.paragraphs[n + 1].first > p.last)
            laid = (
                p.row or p.cell >= 0 or p.indent > 12 or any("   " in line or "|" in line or not line for line in own)
            )
            if not alone or laid or source.view[p.start : p.end].isupper() or p.end - p.start <= width:
                continue
            out += lines[done : p.first]
            out += _fill(" ".join(own), width)
            done = p.last + 1
        return "\n".join(out + lines[done:])

    return wrap


def _fill(line: str, width: int) -> Iterator[str]:
    """Break a line at single blanks, none longer than `width` where a blank allows it."""
    while len(line) > width:
        at = line.rfind(" ", 1, width + 1)
        if at < 0:
            at = line.find(" ", width)
        if at < 0:
            break
        yield line[:at]
        line = line[at + 1 :]
    yield line


VARIANTS: dict[str, Callable[[str], str]] = {
    "60 columns": wrapped(60),
    "80 columns": wrapped(80),
    "100 columns": wrapped(100),
    "nfd": in_nfd,
    "no markdown": without_markdown,
    "tones": with_tones_moved,
}

# --- what is read ----------------------------------------------------------------------------------------------------

Thing = tuple[object, ...]

_NOT_WORDS = re.compile(r"[*_#]+|<[^<>]{1,8}>|[\u00ad\u200b-\u200d]")
_TIGHT = re.compile(r"\s*([-/])\s*")


def plain(value: object) -> object:
    """Make words alike that differ in blanks, marks, case of writing marks or the place of a tone."""
    if not isinstance(value, str):
        return value
    return _TIGHT.sub(r"\1", " ".join(_NOT_WORDS.sub("", fold(with_tones_alike(value))).split()))


def with_tones_alike(value: str) -> str:
    """Write all tones of open syllables on the first vowel."""
    return fold(normalise(value))


def things(document: PlanDocument) -> dict[str, Counter[Thing]]:
    """What was read, by kind, without offsets and ids."""
    head = document.header
    said: list[tuple[str, object]] = [
        ("number", head.number and head.number.canonical), ("date", head.date and head.date.iso), ("place", head.place),
        ("type", head.doc_type), ("title", head.title), ("issuer", head.issuer and head.issuer.name),
        ("parent", head.parent and head.parent.name), ("signer", head.signature and head.signature.name),
        ("position", head.signature and head.signature.position),
    ]  # fmt: skip
    found: dict[str, list[Thing]] = {
        "header": [item for item in said if item[1] is not None],
        "recipients": [(recipient.raw,) for recipient in head.recipients],
        "sections": [(s.kind, s.path, s.heading) for s in _flat(document.sections)],
        "citations": [
            (
                c.doc_type, c.number and (c.number.canonical or c.number.raw), c.name, c.date and c.date.iso,
                c.issuer and c.issuer.raw, c.title, c.relation,
            )
            for c in document.citations
        ],
        "deadlines": [(d.kind, d.bound, d.value, d.raw) for d in document.deadlines],
        "targets": [(t.kind, t.comparator, t.value, t.value_max, t.unit, t.raw) for t in document.targets],
        "units": [(u.role, u.raw) for u in document.units],
    }  # fmt: skip
    return {kind: Counter(tuple(plain(part) for part in item) for item in items) for kind, items in found.items()}


def _flat(sections: list[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.children)


# --- the figure ------------------------------------------------------------------------------------------------------


class Share(NamedTuple):
    """How many things are the same in two readings, of how many that stand in either."""

    same: int
    all: int

    def __add__(self, other: object) -> Share:
        """Count together."""
        return Share(self.same + other.same, self.all + other.all) if isinstance(other, Share) else NotImplemented

    @property
    def value(self) -> float:
        """The share; 1 when there is nothing to lose."""
        return self.same / self.all if self.all else 1.0


class Loss(NamedTuple):
    """A thing that only one of two readings has: `-` the plain text's, `+` the variant's."""

    document: str
    variant: str
    kind: str
    sign: str
    thing: Thing


def compare(text: str, name: str = "text") -> tuple[dict[tuple[str, str], Share], list[Loss]]:
    """Read one document in all variants.

    Args:
        text: The document.
        name: What losses are to call it.

    Returns:
        Share by (variant, kind), and the single things that differ.
    """
    usual = things(parse_text(text))
    shares: dict[tuple[str, str], Share] = {}
    losses: list[Loss] = []
    for variant, write in VARIANTS.items():
        other = things(parse_text(write(text)))
        for kind in KINDS:
            a, b = usual[kind], other[kind]
            same = (a & b).total()
            shares[variant, kind] = Share(same, max(a.total(), b.total()))
            losses += [Loss(name, variant, kind, "-", thing) for thing in (a - b).elements()]
            losses += [Loss(name, variant, kind, "+", thing) for thing in (b - a).elements()]
    return shares, losses


def table(shares: dict[tuple[str, str], Share]) -> str:
    """Set the shares as a table of variants and kinds, with totals."""
    rows = [["variant", *KINDS, "all"]]
    for variant in [*VARIANTS, "all"]:
        picked = [v for v in VARIANTS if variant in (v, "all")]
        cells = [sum((shares[v, kind] for v in picked), Share(0, 0)) for kind in KINDS]
        rows.append([variant, *(f"{cell.value:.4f}" for cell in [*cells, sum(cells, Share(0, 0))])])
    return "\n".join("  ".join(cell.ljust(11) for cell in row).rstrip() for row in rows)


def main(argv: list[str] | None = None) -> int:
    """Print the table for the texts of the folders given; `--losses` lists what differs; below `--least` it fails."""
    parser = argparse.ArgumentParser(prog="python -m vnplan.evaluate.invariance", description=__doc__.split("\n\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="folder of .txt files, or a file")
    parser.add_argument("--losses", action="store_true", help="list the things that differ")
    parser.add_argument("--least", type=float, default=0.0, help="exit with 1 when the share over all is below this")
    options = parser.parse_args(argv)
    total: dict[tuple[str, str], Share] = {(v, k): Share(0, 0) for v in VARIANTS for k in KINDS}
    count = 0
    for folder in options.folders:
        files = [folder] if folder.is_file() else sorted(folder.glob("*.txt"))
        for path in files:
            shares, losses = compare(path.read_text(encoding="utf-8"), path.name)
            total = {key: total[key] + share for key, share in shares.items()}
            count += 1
            if options.losses:
                for loss in losses:
                    print(f"{loss.document} {loss.variant}: {loss.sign} {loss.kind} {loss.thing}")
    if not count:
        print(f"no texts in {', '.join(map(str, options.folders))}", file=sys.stderr)
        return 1
    print(f"{count} documents, share of things unchanged")
    print(table(total))
    return 0 if sum(total.values(), Share(0, 0)).value >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
