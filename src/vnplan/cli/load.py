"""`vnplan load`: documents into a database."""

from __future__ import annotations

import time
from collections.abc import Sequence

import click

from vnplan.cli.reading import reading_options
from vnplan.cli.terminal import Exit, complain
from vnplan.export.wording import count


@click.command("load")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="SOURCE...")
@click.option("--db", required=True, metavar="URL", help="Path of an SQLite file, or postgresql://… .")
@click.option("--archive", default="main", show_default=True, help="Name of the archive the documents are of.")
@click.option("--prune", is_flag=True, help="Remove what is of this archive in the database and not in SOURCE.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what failed.")
@reading_options
def command(paths: Sequence[str], db: str, *, archive: str, prune: bool, quiet: bool) -> int:
    """Load documents into a database.

    It is made, or brought up to date, first.

    Each SOURCE is JSON Lines, a JSON file or a folder that vnplan convert or apply-corrections wrote, or a document, or a
    folder or zip archive of them. Loading again changes nothing; a document that a newer vnplan reads otherwise is
    replaced. References to documents that arrive later are resolved then.
    """
    from vnplan.cli.database import Sources, database_errors
    from vnplan.export.database import Loaded, connect, load, shown, upgrade

    began = time.monotonic()
    sources = Sources(paths, quiet=quiet)
    summary = Loaded()
    with database_errors(db):
        engine = connect(db, create=True)
        try:
            upgrade(engine)
            for summary in load(engine, sources.given(), archive=archive, prune=prune, near=sources.near):
                while summary.failures:
                    place, reason = summary.failures.pop()
                    sources.failed(place, f"not loaded: {reason}")
        finally:
            engine.dispose()
    if not quiet:
        parts = [f"{summary.new} new", f"{summary.replaced} replaced", f"{summary.same} unchanged"]
        parts += [f"{n} {what}" for n, what in ((summary.copies, "copies"), (summary.pruned, "removed")) if n]
        parts.append(f"{count(summary.linked, 'reference')} resolved")
        if sources.failures:
            parts.append(f"{sources.failures} failed")
        complain(f"{shown(db)}: {', '.join(parts)} in {time.monotonic() - began:.1f} s")
        if not (summary.new or summary.replaced or summary.same or sources.failures):
            complain("no documents found: give documents, or what vnplan convert wrote")
    return Exit.FAILED if sources.failures else Exit.OK
