"""`vnplan db`: the database itself."""

from __future__ import annotations

import click

from vnplan.cli.terminal import Exit, complain


@click.group("db")
def command() -> None:
    """Make a database, bring it up to date, ask it."""


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

    with database_errors(db):
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

    with database_errors(db):
        engine = connect(db)
        require_current(engine)
        with engine.connect() as connection:
            for table in metadata.sorted_tables:
                print(f"{table.name:24}{connection.execute(select(func.count()).select_from(table)).scalar():>12}")
            resolved = select(func.count()).where(document_references.c.target_id.is_not(None))
            print(f"{'references resolved':24}{connection.execute(resolved).scalar():>12}")
        engine.dispose()
    return Exit.OK


@command.command("report")
@_db
@click.option("--month", metavar="YYYY-MM", help="For tasks due. [default: the month with most of them]")
@click.option("--sql", "with_sql", is_flag=True, help="Show the SQL too.")
def report(db: str, *, month: str | None, with_sql: bool) -> int:
    """Answer three questions: tasks due in a month by lead unit, percent targets by subject, most cited documents."""
    from vnplan.cli.database import database_errors
    from vnplan.export.database import connect, require_current
    from vnplan.export.database.reports import reports
    from vnplan.export.wording import one_line

    with database_errors(db):
        engine = connect(db)
        require_current(engine)
        try:
            answers = reports(engine, month)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        finally:
            engine.dispose()
    for answer in answers:
        print(f"{answer.question}\n")
        if with_sql:
            print("\n".join(f"    {line}" for line in answer.sql.splitlines()) + "\n")
        shown = [answer.titles, *([one_line(_cell(value), 70) for value in row] for row in answer.rows)]
        widths = [max(len(row[n]) for row in shown) for n in range(len(answer.titles))]
        for row in shown:
            print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        print()
    return Exit.OK


def _cell(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value if value is not None else "")
