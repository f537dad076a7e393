"""`vnplan graph`: the citation graph of a database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vnplan.cli.terminal import Exit


@click.command("graph")
@click.option("--db", required=True, metavar="URL", help="Path of an SQLite file, or postgresql://… .")
@click.option("-o", "--output", "out", default="-", show_default=True, help="File ending in .graphml or .json, or -.")
@click.option(
    "--format", "form", type=click.Choice(["graphml", "json"]), help="[default: from the file's name, or json]"
)
@click.option("--only-archive", is_flag=True, help="Leave out documents that are cited but not in the database.")
def command(db: str, *, out: str, form: str | None, only_archive: bool) -> int:
    """Write the graph of documents and their references.

    It tells which document carries out, replaces, amends, repeals, is based on or mentions which.
    """
    from vnplan.cli.database import database_errors
    from vnplan.export.database import connect, graph_of, require_current

    with database_errors(db):
        engine = connect(db)
        require_current(engine)
        graph = graph_of(engine, cited_only=not only_archive)
        engine.dispose()
    form = form or ("graphml" if out.lower().endswith(".graphml") else "json")
    written = graph.to_graphml() if form == "graphml" else graph.to_json() + "\n"
    if out == "-":
        sys.stdout.write(written)
    else:
        Path(out).write_text(written, encoding="utf-8")
    return Exit.OK
