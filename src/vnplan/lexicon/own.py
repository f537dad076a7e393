"""Rows of a user's own beside the shipped tables: the file they stand in, and the lexicon they make.

One CSV file, as a spreadsheet saves it, holds rows of any table; the column `table` says which. `_NEEDED` and
`_ALLOWED` are the whole of what may stand there; `docs/lexicon.md` tells it to users. Everything is checked before it is used: a file with a
mistake is refused with all its mistakes, each with its line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process

from vnplan import lexicon
from vnplan.errors import LexiconError, LexiconProblem
from vnplan.lexicon.binding import Row, Tables, bound
from vnplan.text.fold import bare, clean, fold


class Lexicon(Tables):
    r"""The tables that a parse reads by: the shipped ones, and rows of your own beside them.

    `Lexicon()` is what a parse uses when it is given none. A lexicon never changes; it may be shared between threads
    and sent to other processes.

    Attributes:
        key: A hash of the added rows, empty without any: two lexicons with one key give the same documents.

    >>> import tempfile, vnplan
    >>> with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
    ...     _ = file.write("table,name,aliases\norgan,Trung tâm Điều hành thông minh,IOC\n")
    ...     file.flush()
    ...     lexicon = vnplan.Lexicon().extend(file.name)
    >>> plan = vnplan.parse_text("KẾ HOẠCH\nI. TỔ CHỨC THỰC HIỆN\n1. IOC chủ trì thực hiện.", lexicon=lexicon)
    >>> [(unit.raw, unit.canonical) for unit in plan.units]
    [('IOC', 'Trung tâm Điều hành thông minh')]
    """

    __slots__ = ("key",)

    def __init__(self) -> None:
        self._hold({})

    def _hold(self, added: Mapping[str, Sequence[Row]]) -> None:
        super().__init__(added)
        text = json.dumps(self.added, ensure_ascii=False, sort_keys=True)
        self.key = hashlib.sha256(text.encode()).hexdigest()[:16] if self.added else ""

    def extend(self, path: str | os.PathLike[str]) -> Lexicon:
        """Give a lexicon with the rows of one more file.

        Args:
            path: A CSV file in UTF-8 (or UTF-16), parted by commas, semicolons or tabs; `docs/lexicon.md` tells its
                columns.

        Raises:
            OSError: the file cannot be opened.
            LexiconError: something in it is wrong; the error tells each mistake with its line.
        """
        rows = _read(Path(path))
        with bound(self):
            return _holding(_Check(str(path), self.added).take(rows))

    def __len__(self) -> int:
        return sum(map(len, self.added.values()))

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return (
            f"<Lexicon: the shipped tables and {len(self)} rows more>"
            if self.added
            else "<Lexicon: the shipped tables>"
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Send the added rows alone: what is made of them is made where they arrive."""
        return _holding, (self.added,)


def _holding(added: Mapping[str, Sequence[Row]]) -> Lexicon:
    made = Lexicon()
    made._hold(added)
    return made


# ---------------------------------------------------------------- what may stand in a file

_LEVELS = ("central", "province", "district", "commune")
_KINDS = ("group", "people", "post")
_BOUNDS = ("before", "by", "on", "from", "within")
_SYSTEMS = ("state", "party", "youth")

_NEEDED: dict[str, tuple[str, ...]] = {
    "organ": ("name",), "alias": ("name", "aliases"), "document_type": ("name",), "law": ("name",), "post": ("name",),
    "unit_word": ("name", "kind"), "duty_verb": ("name",), "deadline_cue": ("name", "bound"),
}  # fmt: skip
"""Each table and the columns that must be filled for it."""
_ALLOWED: dict[str, tuple[str, ...]] = {
    "organ": ("code", "aliases", "level", "system", "valid_from", "valid_to"), "document_type": ("code", "system"),
}  # fmt: skip
"""The columns that may be filled beside those."""
_CHOICES = {"level": _LEVELS, "kind": _KINDS, "bound": _BOUNDS, "system": _SYSTEMS}
_COLUMNS = ("table", "name", "aliases", "code", "level", "system", "kind", "bound", "valid_from", "valid_to", "note")

_MOST_BYTES = 4_000_000
_MOST_ROWS = 20_000
_LONGEST = 160
"""Letters of a name; no organ of the registry has more than 80."""
_MOST_TOLD = 20
"""Mistakes that one error tells."""

_CODE = re.compile(r"[A-ZĐƯƠ][A-Za-zĐđƯƠ&]{0,14}\d{0,3}")
"""What the grammar of numbers takes for one part of a symbol."""
_WORDS = re.compile(r"[^\W\d_]+(?:(?: |, |/|-)[^\W\d_]+)*")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LAW = re.compile(r"(?:bộ luật|luật|pháp lệnh|hiến pháp)(?![\w])")


# ---------------------------------------------------------------- reading


class _Line(NamedTuple):
    """One row of a file and the line it begins in; `cells` has all columns."""

    number: int
    cells: dict[str, str]


def _read(path: Path) -> list[_Line]:
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    name = str(path)
    if len(data) > _MOST_BYTES:
        raise _error(name, 1, f"the file has more than {_MOST_BYTES:,} bytes; it is no lexicon")
    lines = _records(name, _decode(name, data))
    number, header = next(lines, (1, []))
    if not header:
        raise _error(name, 1, f"the file is empty; its first line names the columns, as: {','.join(_COLUMNS[:4])}")
    columns = _columns(name, number, header)
    found: list[_Line] = []
    problems: list[LexiconProblem] = []
    for number, cells in lines:
        if not any(cells) or cells[0].startswith("#"):
            continue
        if any(cells[len(columns) :]):
            more = f"the row has {len(cells)} cells, the header {len(columns)}; a cell that holds the separator needs quotes"
            problems.append(LexiconProblem(name, number, more))
            continue
        filled = dict.fromkeys(_COLUMNS, "") | {c: cell for c, cell in zip(columns, cells, strict=False) if c}
        if len(found) == _MOST_ROWS:
            raise _error(name, number, f"more than {_MOST_ROWS:,} rows; part them into several files")
        found.append(_Line(number, filled))
    if problems:
        raise LexiconError(problems[:_MOST_TOLD])
    return found


def _decode(name: str, data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _error(name, 1, "the file is a workbook; save it in the spreadsheet program as CSV UTF-8")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error(name, line, "the file is not in UTF-8; save it in the spreadsheet program as CSV UTF-8") from None
    at = next((n for n, c in enumerate(text) if unicodedata.category(c) == "Cc" and c not in "\t\r\n"), None)
    if at is not None:
        raise _error(name, text.count("\n", 0, at) + 1, f"the file holds the character {text[at]!r} and is no text")
    return unicodedata.normalize("NFC", text)


def _records(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and trimmed cells of each record."""
    first = text.partition("\n")[0]
    separator = max(",;\t", key=lambda mark: sum(cell.strip(' "\r').lower() in _COLUMNS for cell in first.split(mark)))
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
        f"there is no column {shown!r}; the columns are: {', '.join(_COLUMNS)}"
        for column, shown in zip(columns, header, strict=False)
        if column and column not in _COLUMNS
    ]
    problems += [f"the column {c!r} stands there twice" for c in _COLUMNS if columns.count(c) > 1]
    problems += [f"the column {c!r} is missing" for c in ("table", "name") if c not in columns]
    if problems:
        raise LexiconError([LexiconProblem(name, number, problem) for problem in problems[:_MOST_TOLD]])
    return columns


def _error(name: str, line: int, message: str) -> LexiconError:
    return LexiconError([LexiconProblem(name, line, message)])


# ---------------------------------------------------------------- checking


class _Holder(NamedTuple):
    """An organ that a way of writing means, and the line of the file that says so (None: the tables in force do)."""

    name: str
    valid_from: str
    valid_to: str
    line: int | None = None

    def overlaps(self, other: _Holder) -> bool:
        """Say whether both are there at some time; dates may be months or years."""
        before = self.valid_to and other.valid_from and self.valid_to <= other.valid_from
        after = other.valid_to and self.valid_from and other.valid_to <= self.valid_from
        return not (before or after)


class _Check:
    """Checks the rows of one file against the tables in force (bound by the caller) and against each other."""

    def __init__(self, name: str, added: Mapping[str, Sequence[Row]]) -> None:
        self._name, self._added = name, added
        self._problems: list[LexiconProblem] = []
        self._line = 0
        self._lines: dict[tuple[str, str], int] = {}
        self._organs = {fold(organ.name): _holder(organ) for organ in lexicon.organs()}
        self._meant: dict[str, list[_Holder]] = {}
        for organ in lexicon.organs():
            for text in {organ.name, *(alias for alias in organ.aliases if "(" not in alias), *organ.own}:
                self._meant.setdefault(fold(text), []).append(_holder(organ))
        self._types = {fold(kind.name) for kind in lexicon.document_types()}
        self._codes = {_code_key(kind.code): kind.name for kind in reversed(lexicon.document_types()) if kind.code}
        self._verbs = frozenset(lexicon.duty_verbs())
        self._words = frozenset(word.word for word in lexicon.unit_words())
        heads = {fold(form) for head in lexicon.unit_heads() for form in (head.head, *head.abbreviations)}
        self._common = self._verbs | self._words | self._types | heads

    def take(self, lines: Sequence[_Line]) -> dict[str, list[Row]]:
        """Give all rows, those of before among them.

        Raises:
            LexiconError: some row is wrong.
        """
        added: dict[str, list[Row]] = {table: list(rows) for table, rows in self._added.items()}
        for line in lines:  # an alias may stand before the organ that it is of
            if line.cells["table"].lower() == "organ":
                holder = _Holder(line.cells["name"], line.cells["valid_from"], line.cells["valid_to"])
                self._organs.setdefault(fold(holder.name), holder)
        for line in lines:
            self._line = line.number
            before = len(self._problems)
            table = line.cells["table"].lower().replace(" ", "_")
            row = self._row(table, dict(line.cells))
            if row is not None and len(self._problems) == before:
                added.setdefault(table, []).append(row)
        if len(self._problems) > _MOST_TOLD:
            last = self._problems[_MOST_TOLD]
            rest = len(self._problems) - _MOST_TOLD - 1
            self._problems[_MOST_TOLD:] = [last._replace(message=f"{last.message} (and {rest} mistakes more)")]
        if self._problems:
            raise LexiconError(self._problems)
        return added

    def _wrong(self, message: str) -> None:
        self._problems.append(LexiconProblem(self._name, self._line, message))

    def _row(self, table: str, cells: dict[str, str]) -> Row | None:
        """Check one row; give what is to be added, None when it is wrong or says nothing new."""
        needed = _NEEDED.get(table)
        if needed is None:
            shown = repr(cells["table"]) if cells["table"] else "nothing"
            self._wrong(f"the column 'table' says {shown}; it must say one of: {', '.join(_NEEDED)}")
            return None
        allowed = ("table", "note", *needed, *_ALLOWED.get(table, ()))
        for column in _COLUMNS:
            if cells[column] and column not in allowed:
                self._wrong(f"the column {column!r} is not for the table {table!r}; leave it empty")
            if not cells[column] and column in needed:
                self._wrong(f"the column {column!r} must be filled for the table {table!r}")
        for column, choices in _CHOICES.items():
            cells[column] = cells[column].lower()
            if cells[column] and column in allowed and cells[column] not in choices:
                self._wrong(f"the column {column!r} says {cells[column]!r}; it must say one of: {', '.join(choices)}")
        if cells["code"] and _CODE.fullmatch(cells["code"]) is None:
            self._wrong(
                f"the code {cells['code']!r} cannot stand in a number; it begins with a capital and holds letters and &"
            )
        for column in ("valid_from", "valid_to"):
            if cells[column] and not _is_date(cells[column]):
                self._wrong(
                    f"the column {column!r} says {cells[column]!r}; write a date as 2025-07-01, 2025-07 or 2025"
                )
        if cells["valid_from"] and cells["valid_to"] and cells["valid_from"] > cells["valid_to"]:
            self._wrong(f"valid_from {cells['valid_from']} is later than valid_to {cells['valid_to']}")
        if not cells["name"]:
            return None
        if len(cells["name"]) > _LONGEST:
            self._wrong(f"the name has {len(cells['name'])} letters, more than {_LONGEST}")
            return None
        check = {"organ": self._organ, "alias": self._alias, "document_type": self._document_type}.get(table)
        return check(cells) if check is not None else self._cue(table, cells)

    def _once(self, table: str, key: str, shown: str) -> bool:
        """Say whether something stands for the first time in the file; complain when it does not."""
        line = self._lines.setdefault((table, key), self._line)
        if line != self._line:
            self._wrong(f"{shown!r} stands already in line {line}")
        return line == self._line

    def _free(self, text: str, holder: _Holder) -> bool:
        """Say whether a way of writing means no other organ at the same time; complain when it does."""
        others = self._meant.setdefault(fold(text), [])
        clash = next((other for other in others if other.overlaps(holder)), None)
        others.append(holder._replace(line=self._line))
        if clash is None:
            return True
        if clash.line is not None:
            self._wrong(f"{text!r} stands already in line {clash.line}")
        else:
            self._wrong(
                f"{text!r} is known already, as {clash.name!r}; more ways of writing it go into the table 'alias'"
            )
        return False

    def _writing(self, text: str) -> bool:
        """Check one way of writing an organ's name."""
        folded = fold(text)
        if len(text) > _LONGEST or not text[0].isalnum() or sum(map(str.isalpha, text)) < 2:
            self._wrong(f"{text!r} is no name; a name begins with a letter or digit and holds 2 to {_LONGEST} letters")
        elif folded in self._common:
            self._wrong(f"{text!r} is a word of every plan; write a name that means one organ alone")
        elif " " not in text and not text[0].isupper():
            self._wrong(f"{text!r} is one word in small letters; a name of one word begins with a capital")
        else:
            return True
        return False

    def _organ(self, cells: dict[str, str]) -> Row | None:
        holder = _Holder(cells["name"], cells["valid_from"], cells["valid_to"])
        aliases = _parts(cells["aliases"])
        for text in dict.fromkeys((holder.name, *aliases)):
            if self._writing(text):
                self._free(text, holder)
        return {
            "name": holder.name, "aliases": "|".join(aliases), "code": cells["code"], "level": cells["level"] or "local",
            "system": cells["system"] or "state", "valid_from": holder.valid_from, "valid_to": holder.valid_to,
        }  # fmt: skip

    def _alias(self, cells: dict[str, str]) -> Row | None:
        folded = fold(cells["name"])
        meant = self._organs.get(folded) or next(iter(self._meant.get(folded, ())), None)
        if meant is None:
            near = process.extractOne(folded, list(self._organs), score_cutoff=75)
            hint = (
                f"did you mean {self._organs[near[0]].name!r}?"
                if near
                else "one of your own needs a row of the table 'organ'"
            )
            self._wrong(f"no organ is called {cells['name']!r}; {hint}")
            return None
        new = []
        for text in _parts(cells["aliases"]):
            known = [holder for holder in self._meant.get(fold(text), ()) if holder.name == meant.name]
            if self._writing(text) and not (known and known[0].line is None) and self._free(text, meant):
                new.append(text)
        return {"name": meant.name, "aliases": "|".join(new)} if new else None

    def _document_type(self, cells: dict[str, str]) -> Row | None:
        name, code = cells["name"], cells["code"]
        if _WORDS.fullmatch(name) is None or " của " in name or not name[0].isupper():
            self._wrong(f"{name!r} is no name of a type; it begins with a capital and holds words alone, not 'của'")
        elif fold(name) in self._verbs | self._words:
            self._wrong(f"{name!r} is a word of every plan; write the whole name of the type")
        known = self._codes.get(_code_key(code)) if code else None
        if known is not None and fold(known) != fold(name):
            self._wrong(f"the code {code!r} is that of {known!r} already")
        if code:
            self._once("code", _code_key(code), code)
        self._once("type", fold(name), name)
        if known is not None or (not code and fold(name) in self._types):
            return None
        return {"name": name, "code": code, "system": cells["system"] or "state"}

    def _cue(self, table: str, cells: dict[str, str]) -> Row | None:
        """Check a law, a post or a word."""
        name = cells["name"]
        folded = fold(name)
        if table == "law":
            if _LAW.match(folded) is None or len(name.split()) < 2:
                self._wrong(f"{name!r} is no name of a law; it begins with Luật, Bộ luật, Pháp lệnh or Hiến pháp")
        elif _WORDS.fullmatch(name) is None:
            self._wrong(f"{name!r} is no cue; a cue holds words alone")
        known: Mapping[str, Sequence[str] | frozenset[str]] = {
            "law": lexicon.laws(), "post": [fold(post) for post in lexicon.posts()],
            "unit_word": self._words, "duty_verb": self._verbs, "deadline_cue": (),
        }  # fmt: skip
        if table == "unit_word" and folded in self._verbs:
            self._wrong(f"{name!r} is a verb of duty already, and cannot head a unit as well")
        if table == "duty_verb" and folded in self._words:
            self._wrong(f"{name!r} heads a unit already, and cannot be a verb of duty as well")
        if not self._once(table, folded, name) or folded in known[table]:
            return None
        return {"name": name, **{column: cells[column] for column in ("kind", "bound") if cells[column]}}


def _holder(organ: lexicon.Organ) -> _Holder:
    return _Holder(organ.name, organ.valid_from, organ.valid_to)


def _parts(cell: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _code_key(code: str) -> str:
    return bare(fold(code))


def _is_date(text: str) -> bool:
    if _DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
