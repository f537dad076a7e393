"""`vnplan db`: the database itself."""

from __future__ import annotations

import click

from vnplan.cli.terminal import Exit, complain


@click.group("db")
def command() -> None:
    """Make a database, bring it up to date, count what is in it."""


_db = click.option("--db", required=True, metavar="URL", help="Path of an SQLite file, or postgresql://… .")


@command.command("init")
@_db
def init(db: str) -> int:
    """Make the tables; in a database that has them already, bring them up to date."""
    return _upgrade(db, create=True)


@command.command("upgrade")
@_db
def upgrade_(db: str) -> int:
    """Bring the tables into the form of this version of vnplan; what is in them stays."""
    return _upgrade(db, create=False)


def _upgrade(db: str, *, create: bool) -> int:
    from vnplan.cli.database import database_errors
    from vnplan.export.database import connect, shown, upgrade

    with database_errors():
        engine = connect(db, create=create)
        upgrade(engine)
        engine.dispose()
    complain(f"{shown(db)}: up to date")
    return Exit.OK


@command.command("stats")
@_db
def stats(db: str) -> int:
    """Count the rows of each table, and how many references are resolved."""
    from sqlalchemy import func, select

    from vnplan.cli.database import database_errors
    from vnplan.export.database import connect, require_current
    from vnplan.export.database.schema import document_references, metadata

    with database_errors():
        engine = connect(db)
        require_current(engine)
        with engine.connect() as connection:
            for table in metadata.sorted_tables:
                print(f"{table.name:24}{connection.execute(select(func.count()).select_from(table)).scalar():>12}")
            resolved = select(func.count()).where(document_references.c.target_id.is_not(None))
            print(f"{'references resolved':24}{connection.execute(resolved).scalar():>12}")
        engine.dispose()
    return Exit.OK
