"""`vnplan parse`: one document to stdout."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from vnplan.archive import Failure, attempt
from vnplan.archive.discovery import as_utf8
from vnplan.archive.packed import read_bytes
from vnplan.cli.reading import reading_options
from vnplan.cli.terminal import Exit, complain
from vnplan.export import to_explanation, to_json, to_summary, to_tree


@click.command("parse")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option(
    "--format", "form", type=click.Choice(["json", "tree", "summary"]), default="json", show_default=True,
    help="json: the whole document; tree: its sections; summary: its header, tasks, deadlines and targets.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Show what was found, by which rule and how surely.")
@click.option("--name", help="What source.name is to be. [default: the file's name, or stdin]")
@click.option("--indent", type=click.IntRange(0, 8), default=2, show_default=True, help="Of JSON; 0 gives one line.")
@reading_options
def command(file: str, form: str, name: str | None, indent: int, *, explain: bool) -> int:
    """Parse one document and print it.

    FILE is a document of any kind that `vnplan doctor` lists, also one inside a zip archive (so.zip/ke-hoach.docx), or -
    for standard input.
    """
    shown = "stdin" if file == "-" else as_utf8(file)
    if Path(file).is_dir():
        complain(f"{shown}: it is a folder; vnplan convert takes folders")
        return Exit.FAILED
    load = sys.stdin.buffer.read if file == "-" else partial(read_bytes, file)
    result = attempt(load, as_utf8(name) if name else Path(shown).name)
    if isinstance(result, Failure):
        complain(f"{shown}: {result.reason}")
        return Exit.MISSING if result.missing else Exit.FAILED
    if explain:
        print(to_explanation(result))
    elif form == "json":
        print(to_json(result, indent=indent or None))
    else:
        print(to_tree(result) if form == "tree" else to_summary(result))
    return Exit.OK
