"""`vnplan search`: words in a database of documents."""

from __future__ import annotations

import json

import click

from vnplan.cli.terminal import Exit, complain


@click.command("search")
@click.argument("query")
@click.option("--db", required=True, metavar="URL", help="Path of an SQLite file, or postgresql://… .")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(["document", "section", "task"]), help="Only these.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
def command(query: str, db: str, *, kinds: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Find words in documents, sections and tasks.

    Case, marks and the placement of tones do not count: dan van finds dân vận; what is written exactly so comes first.
    """
    from vnplan.cli.database import database_errors
    from vnplan.export.database import connect, require_current, search, shown

    with database_errors(db):
        engine = connect(db)
        require_current(engine)
        hits = search(engine, query, kinds=kinds or ("document", "section", "task"), limit=limit)
        engine.dispose()
    for hit in hits:
        if as_json:
            print(json.dumps(hit._asdict(), ensure_ascii=False))
        else:
            title = f" › {hit.title}" if hit.title else ""
            print(f"[{hit.kind}] {hit.document}{title}\n    {hit.snippet}")
    if not hits:
        complain(f"{shown(db)}: nothing found for “{query}”")
    return Exit.OK if hits else Exit.FAILED
