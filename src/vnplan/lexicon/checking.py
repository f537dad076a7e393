"""Rows of a user's own, checked before they are used: a file with a mistake is refused with all its mistakes.

`_NEEDED` and `_ALLOWED` are the whole of what may stand in such a file; `docs/lexicon.md` tells it to users.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz, process

from vnplan import lexicon
from vnplan.errors import LexiconError, LexiconProblem
from vnplan.lexicon.binding import Row
from vnplan.lexicon.userfile import COLUMNS, MOST_TOLD, Line
from vnplan.text.fold import bare, fold

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

_LONGEST = 160
"""Letters of a name; no organ of the registry has more than 80."""

_CODE = re.compile(r"[A-ZĐƯƠ][A-Za-zĐđƯƠ&]{0,14}\d{0,3}")
"""What the grammar of numbers takes for one part of a symbol."""
_WORDS = re.compile(r"[^\W\d_]+(?:(?: |, |/|-)[^\W\d_]+)*")
_DATE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?|(?:(?:(?P<d2>\d\d?)/)?(?P<m2>\d\d?)/)(?P<y2>\d{4})", re.ASCII
)
"""A day, a month or a year; spreadsheets turn `2025-07-01` into `01/07/2025`, the day first, as the country writes it."""
_LAW = re.compile(r"(?:bộ luật|luật|pháp lệnh|hiến pháp)(?![\w])")


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


class Check:
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
        self._known = {
            "law": frozenset(lexicon.laws()), "post": frozenset(map(fold, lexicon.posts())),
            "unit_word": self._words, "duty_verb": self._verbs,
        }  # fmt: skip
        heads = {fold(form) for head in lexicon.unit_heads() for form in (head.head, *head.abbreviations)}
        self._common = self._verbs | self._words | self._types | heads

    def take(self, lines: Sequence[Line]) -> dict[str, list[Row]]:
        """Give all rows, those of before among them.

        Raises:
            LexiconError: some row is wrong.
        """
        added: dict[str, list[Row]] = {table: list(rows) for table, rows in self._added.items()}
        for line in lines:  # an alias may stand before the organ that it is of
            if line.cells["table"].lower() == "organ":
                holder = _Holder(
                    line.cells["name"], _iso(line.cells["valid_from"]) or "", _iso(line.cells["valid_to"]) or ""
                )
                self._organs.setdefault(fold(holder.name), holder)
        for line in lines:
            self._line = line.number
            before = len(self._problems)
            table = line.cells["table"].lower().replace(" ", "_")
            row = self._row(table, dict(line.cells))
            if row is not None and len(self._problems) == before:
                added.setdefault(table, []).append(row)
        if len(self._problems) > MOST_TOLD:
            last = self._problems[MOST_TOLD]
            rest = len(self._problems) - MOST_TOLD - 1
            self._problems[MOST_TOLD:] = [last._replace(message=f"{last.message} (and {rest} more mistakes)")]
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
        for column in COLUMNS:
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
            iso = _iso(cells[column]) if cells[column] else ""
            if iso is None:
                self._wrong(
                    f"the column {column!r} says {cells[column]!r}; write a date as 2025-07-01, 2025-07 or 2025"
                )
            cells[column] = iso or ""
        told = min(len(cells["valid_from"]), len(cells["valid_to"]))  # of a month and a year the year can be compared
        if cells["valid_from"][:told] > cells["valid_to"][:told]:
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

    def _free(self, text: str, holder: _Holder, *, known: bool = False) -> bool:
        """Say whether a way of writing means no other organ at the same time; complain when it does.

        Args:
            text: The way of writing.
            holder: The organ that it is to mean.
            known: The organ is one that the tables have; they may write it so already.
        """
        others = self._meant.setdefault(fold(text), [])
        own = holder.name if known else None
        clash = next((o for o in others if o.overlaps(holder) and (o.line is not None or o.name != own)), None)
        others.append(holder._replace(line=self._line))
        if clash is None:
            return True
        if clash.line is not None:
            self._wrong(f"{text!r} stands already in line {clash.line}")
        else:
            hint = "" if known else "; more ways of writing it go into the table 'alias'"
            self._wrong(f"{text!r} is known already, as {clash.name!r}{hint}")
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
            hint = "one of your own needs a row of the table 'organ'"
            if len(self._problems) <= MOST_TOLD:  # slow, so for the mistakes alone that are told
                near = process.extractOne(folded, list(self._organs), scorer=fuzz.ratio, score_cutoff=80)
                hint = f"did you mean {self._organs[near[0]].name!r}?" if near else hint
            self._wrong(f"no organ is called {cells['name']!r}; {hint}")
            return None
        new = []
        for text in _parts(cells["aliases"]):
            if self._writing(text) and self._free(text, meant, known=True):
                new.append(text)
        return {"name": meant.name, "aliases": "|".join(new)}

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
        if table == "unit_word" and folded in self._verbs:
            self._wrong(f"{name!r} is a verb of duty already, and cannot head a unit as well")
        if table == "duty_verb" and folded in self._words:
            self._wrong(f"{name!r} heads a unit already, and cannot be a verb of duty as well")
        if not self._once(table, folded, name) or folded in self._known.get(table, ()):
            return None
        return {"name": name, **{column: cells[column] for column in ("kind", "bound") if cells[column]}}


def _holder(organ: lexicon.Organ) -> _Holder:
    return _Holder(organ.name, organ.valid_from, organ.valid_to)


def _parts(cell: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _code_key(code: str) -> str:
    return bare(fold(code))


def _iso(text: str) -> str | None:
    """The ISO form of a day, month or year; None when it is none."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join((year, *(part.zfill(2) for part in (month, day) if part)))
