"""The texts that are measured: the samples of this project, and the documents beside it where there are any."""

from __future__ import annotations

from pathlib import Path

import regex

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "data" / "samples"
EXCERPT = 2000
"""Characters of one document that the slow rivals are given."""
DOCUMENTS = 8
"""Documents whose excerpts they are given."""

YARDSTICK = regex.compile(
    r"(?<![\w/.,\-–])(?P<serial>\d{1,5}[a-zA-Z]?|\d{1,3}\.\d{1,2}(?= ?/ ?20\d\d))(?P<sep> ?[/\-–] ?)"
    r"(?:(?P<year>(?:19|20)\d{2}) ?[/\-–] ?)?"
    r"(?P<symbol>(?:NQ ?[-–] ?)?(?:UBTV)?QH ?\d{2}(?![\d/])|[A-ZĐƯƠ][A-Za-zĐđƯƠ&]{0,14}(?:[0-9]{1,3}(?![0-9.,/]))?"
    r"(?: ?[-–/.,] ?(?=[A-ZĐƯƠ])[A-ZĐƯƠ][A-Za-zĐđƯƠ0-9&]{0,20}){0,6})"
)
"""R0: what one pass of one citation pattern costs. It stays as it is, whatever the library's own patterns become."""


def one_pass(texts: list[str]) -> int:
    """Find every number of a document with the yardstick's pattern."""
    return sum(1 for text in texts for _ in YARDSTICK.finditer(text))


def groups(shared: Path = SHARED) -> dict[str, list[str]]:
    """The texts by where they come from: `samples`, then `seeds` and `corpus` when `shared` has them."""
    folders = {"samples": SAMPLES, "seeds": shared / "seeds", "corpus": shared / "corpus"}
    files = {
        name: sorted(p for p in folder.glob("*.*") if p.suffix in (".txt", ".md") and p.name != "README.md")
        for name, folder in folders.items()
    }
    return {name: [path.read_text(encoding="utf-8") for path in paths] for name, paths in files.items() if paths}


def excerpts(texts: list[str]) -> list[str]:
    """Beginnings of some documents, spread evenly over all of them."""
    step = max(1, len(texts) // DOCUMENTS)
    return [text[:EXCERPT] for text in texts[::step][:DOCUMENTS]]
