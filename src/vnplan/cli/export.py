"""`vnplan export`: what others' programs open: workbook, CSV, Parquet, edXML, Akoma Ntoso."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnplan.archive.discovery import as_utf8
from vnplan.archive.isolation import reason_of
from vnplan.cli.terminal import Exit, complain
from vnplan.export.wording import count

if TYPE_CHECKING:
    from sqlalchemy import Engine

_FORMATS = ("xlsx", "csv", "parquet", "edxml", "akn", "jsonl")


@click.command("export")
@click.argument("paths", nargs=-1, type=click.Path(exists=True), metavar="[SOURCE]...")
@click.option("--db", metavar="URL", help="Path of an SQLite file, or postgresql://… .")
@click.option("-f", "--format", "form", type=click.Choice(_FORMATS), help="[default: from the name of OUT]")
@click.option("-o", "--output", "out", required=True, type=click.Path(path_type=Path), metavar="OUT")
def command(paths: Sequence[str], db: str | None, *, form: str | None, out: Path) -> int:
    """Write documents in a form that other programs open.

    They are taken from a database, or from SOURCE, which is what vnplan load takes.

    xlsx: one workbook with task board, targets, citations, documents; csv and parquet: a folder with a file a table;
    edxml: a folder with the header of each document for document exchange; akn: a folder with each document as Akoma
    Ntoso 3; jsonl: the documents as vnplan convert writes them.
    """
    if (db is None) == (not paths):
        raise click.UsageError("Give either --db or SOURCE.")
    chosen = form or out.suffix.lower().removeprefix(".")
    if chosen not in _FORMATS:
        raise click.UsageError(f"Give --format: {', '.join(_FORMATS)}.")
    from vnplan.cli.database import Sources, database_errors
    from vnplan.export.database import connect, load, require_current, upgrade

    failures = 0
    with database_errors(db), tempfile.TemporaryDirectory(prefix="vnplan-") as folder:
        if db is not None:
            engine = connect(db)
            require_current(engine)
        else:
            engine = connect(str(Path(folder) / "export.sqlite"), create=True)
            upgrade(engine)
            sources = Sources(paths)
            for summary in load(engine, sources.given(), near=sources.near):
                while summary.failures:
                    place, reason = summary.failures.pop()
                    sources.failed(place, f"not exported: {reason}")
            failures = sources.failures
        try:
            made = _write(engine, chosen, out)
        except OSError as error:
            complain(f"{as_utf8(str(out))}: cannot be written: {reason_of(error)}")
            return Exit.FAILED
        finally:
            engine.dispose()
    complain(f"{count(made, 'file')} written to {as_utf8(str(out))}")
    return Exit.FAILED if failures else Exit.OK


def _write(engine: Engine, form: str, out: Path) -> int:
    """Write one form; give the number of files."""
    if form == "xlsx":
        from vnplan.export.workbook import write_workbook

        write_workbook(engine, out)
        return 1
    if form == "csv":
        from vnplan.export.csvfiles import write_csv

        return len(write_csv(engine, out))
    if form == "parquet":
        from vnplan.export.parquet import write_parquet

        return len(write_parquet(engine, out))
    from vnplan.export import JsonLinesWriter
    from vnplan.export.database import documents_of

    if form == "jsonl":
        with JsonLinesWriter(out) as writer:
            for document in documents_of(engine):
                writer.write(document)
            writer.commit()
        return 1
    from vnplan.archive.stores import Places
    from vnplan.export.akn import to_akn
    from vnplan.export.database.identity import canonical_id_of
    from vnplan.export.edxml import to_edxml

    places, made = Places(), 0
    for document in documents_of(engine):
        name = places.of(document.source.name).removesuffix(".json")
        target = out / f"{name}.{'akn.xml' if form == 'akn' else 'edxml'}"
        target.parent.mkdir(parents=True, exist_ok=True)
        body = to_edxml(document) if form == "edxml" else to_akn(document, canonical_id_of(document.header))
        target.write_text(body, encoding="utf-8")
        made += 1
    return made
