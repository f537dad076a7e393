"""The lexicon that a parse reads by: the shipped tables and rows of a user's own.

a CSV file ─ userfile ─▶ lines ─ checking ─▶ rows ─▶ Lexicon ─ binding ─▶ the loaders of `vnplan.lexicon`
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from vnplan.lexicon.binding import Row, Tables, bound
from vnplan.lexicon.checking import Check
from vnplan.lexicon.userfile import read_lines


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
        rows = read_lines(Path(path))
        with bound(self):
            return _holding(Check(str(path), self.added).take(rows))

    def __repr__(self) -> str:
        return f"<Lexicon: the shipped tables and {sum(map(len, self.added.values()))} rows more>"

    def __reduce__(self) -> tuple[object, ...]:
        """Send the added rows alone: what is made of them is made where they arrive."""
        return _holding, (self.added,)


def _holding(added: Mapping[str, Sequence[Row]]) -> Lexicon:
    made = Lexicon()
    made._hold(added)
    return made
