"""Tables as CSV that spreadsheet programs open rightly: UTF-8 with byte-order mark, no cell that runs as a formula."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine

from vnplan.export.tabular import SHEETS, rows_of_sheet
from vnplan.export.writers import whole

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_INSIDE = re.compile(r"([;\t]\s*)(?=[=+@＝＋＠]|[-－][^\s-])")
"""Where a cell would begin for a program that takes the semicolon or tab for the separator; a bullet is none."""


def formula_safe(value: Any) -> Any:
    """`value`, with an apostrophe before a text that a spreadsheet program would run; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    value = value.replace("\x00", "\ufffd")
    value = _INSIDE.sub(r"\1'", value)
    return "'" + value if value.startswith(_ACTIVE) else value


def write_csv(engine: Engine, folder: Path) -> list[Path]:
    """Write one file per table into `folder`; give their paths.

    Raises:
        OSError: they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for sheet in SHEETS:
        path = folder / f"{sheet.name}.csv"
        with (
            whole(path) as unfinished,
            unfinished.open("w", encoding="utf-8-sig", newline="", errors="replace") as file,
        ):
            _write(file, [field.title for field in sheet.fields], rows_of_sheet(engine, sheet))
        made.append(path)
    return made


def _write(file: IO[str], titles: list[str], rows: Any) -> None:
    writer = csv.writer(file)
    writer.writerow(titles)
    for row in rows:
        writer.writerow([formula_safe(value) for value in row])
