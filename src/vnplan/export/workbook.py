"""The tables as an Excel workbook: real tables with filters, frozen headers, wrapped text, Vietnamese titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from vnplan.export.tabular import SHEETS, Sheet, rows_of_sheet
from vnplan.export.writers import whole
from vnplan.export.xmltext import xml_safe

_ROWS = 1_048_575
"""Rows of one sheet below its header; more go to a second one."""
_CELL = 32_767
"""Characters of one cell."""


def write_workbook(engine: Engine, path: Path) -> Path:
    """Write the task board, targets, citations and documents into one workbook.

    Raises:
        OSError: it cannot be written.
        ModuleNotFoundError: XlsxWriter is not installed (extra `xlsx`).
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    # Real tables need the whole sheet in memory (about 2 kB a task); for more than a sheet holds there is Parquet.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with whole(path) as unfinished:
        book = xlsxwriter.Workbook(str(unfinished), options)
        try:
            _fill(book, engine)
        finally:
            try:
                book.close()
            except FileCreateError as error:
                raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error))) from error
    return path


def _fill(book: Any, engine: Engine) -> None:
    book.set_properties({"title": "vnplan", "created": datetime(2000, 1, 1)})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
    }
    for sheet in SHEETS:
        rows = rows_of_sheet(engine, sheet)
        for number in range(1, 1000):
            part = list(islice(rows, 1))
            if not part and number > 1:
                break
            name = sheet.title if number == 1 else f"{sheet.title} ({number})"
            _write(book, name, f"{sheet.name}_{number}", sheet, chain(part, islice(rows, _ROWS - 1)), formats)


def _write(
    book: Any, name: str, table: str, sheet: Sheet, rows: Iterator[Sequence[Any]], formats: dict[str, Any]
) -> None:
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    for column, field in enumerate(sheet.fields):
        page.set_column(column, column, field.width)
    count = 0
    for count, row in enumerate(rows, 1):
        for column, (field, value) in enumerate(zip(sheet.fields, row, strict=True)):
            if value is None:
                continue
            if field.kind == "date":
                page.write_datetime(count, column, datetime.fromisoformat(value), formats["date"])
            elif field.kind in ("number", "integer"):
                page.write_number(count, column, value, formats["number"])
            else:
                page.write_string(count, column, xml_safe(value)[:_CELL], formats["text"])
    columns = [{"header": field.title, "header_format": formats["head"]} for field in sheet.fields]
    page.add_table(
        0, 0, max(count, 1), len(sheet.fields) - 1, {"name": table, "style": "Table Style Light 9", "columns": columns}
    )
