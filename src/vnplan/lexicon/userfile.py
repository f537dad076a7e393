"""A user's lexicon file: CSV as spreadsheet programs save it -> its rows, each with the line it stands in.

UTF-8 (or UTF-16, which such programs call Unicode text), parted by commas, semicolons or tabs; the first line names the
columns, in any order. Rows that are blank or begin with `#` say nothing. What the rows mean, `checking` knows.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vnplan.errors import LexiconError, LexiconProblem
from vnplan.text.fold import clean

COLUMNS = ("table", "name", "aliases", "code", "level", "system", "kind", "bound", "valid_from", "valid_to", "note")
_MOST_BYTES = 4_000_000
_MOST_ROWS = 20_000
MOST_TOLD = 20
"""Mistakes that one error tells."""


_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\u200e\u200f]")
"""Characters without a shape, which texts lose as well."""


class Line(NamedTuple):
    """One row of a file and the line it begins in; `cells` has all columns."""

    number: int
    cells: dict[str, str]


def read_lines(path: Path) -> list[Line]:
    """Read the rows of a file.

    Raises:
        OSError: it cannot be opened.
        LexiconError: it is no such file.
    """
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    name = str(path)
    if len(data) > _MOST_BYTES:
        raise _error(name, 1, f"the file has more than {_MOST_BYTES:,} bytes; it is no lexicon")
    lines = _records(name, _decode(name, data))
    number, header = next(lines, (1, []))
    if not header:
        raise _error(name, 1, f"the file is empty; its first line names the columns, as: {','.join(COLUMNS[:4])}")
    columns = _columns(name, number, header)
    found: list[Line] = []
    problems: list[LexiconProblem] = []
    for number, cells in lines:
        if not any(cells) or cells[0].startswith("#"):
            continue
        if any(cells[len(columns) :]):
            more = f"the row has {len(cells)} cells, the header {len(columns)}; a cell that holds the separator needs quotes"
            problems.append(LexiconProblem(name, number, more))
            continue
        filled = dict.fromkeys(COLUMNS, "") | {c: cell for c, cell in zip(columns, cells, strict=False) if c}
        if len(found) == _MOST_ROWS:
            raise _error(name, number, f"more than {_MOST_ROWS:,} rows; part them into several files")
        found.append(Line(number, filled))
    if problems:
        raise LexiconError(problems[:MOST_TOLD])
    return found


def _decode(name: str, data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _error(name, 1, "the file is a workbook; save it in the spreadsheet program as CSV UTF-8")
    if not wide and b"\0" in data:
        raise _error(name, data.count(b"\n", 0, data.index(0)) + 1, "the file is no text; it must be a CSV file")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error(name, line, "the file is not in UTF-8; save it in the spreadsheet program as CSV UTF-8") from None
    at = next((n for n, c in enumerate(text) if unicodedata.category(c) == "Cc" and c not in "\t\r\n"), None)
    if at is not None:
        raise _error(name, text.count("\n", 0, at) + 1, f"the file holds the character {text[at]!r} and is no text")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _records(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and trimmed cells of each record."""
    first = text.partition("\n")[0]
    separator = max(",;\t", key=lambda mark: sum(cell.strip(' "\r').lower() in COLUMNS for cell in first.split(mark)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _error(name, number, f"the row cannot be read as CSV: {error}") from None
        yield number, [clean(cell) for cell in cells]


def _columns(name: str, number: int, header: Sequence[str]) -> list[str]:
    columns = [cell.lower() for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    problems = [
        f"there is no column {shown!r}; the columns are: {', '.join(COLUMNS)}"
        for column, shown in zip(columns, header, strict=False)
        if column and column not in COLUMNS
    ]
    problems += [f"the column {c!r} stands there twice" for c in COLUMNS if columns.count(c) > 1]
    problems += [f"the column {c!r} is missing" for c in ("table", "name") if c not in columns]
    if problems:
        raise LexiconError([LexiconProblem(name, number, problem) for problem in problems[:MOST_TOLD]])
    return columns


def _error(name: str, line: int, message: str) -> LexiconError:
    return LexiconError([LexiconProblem(name, line, message)])
