"""From a URL or a path to a database that is up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from vnplan.errors import VnplanError
from vnplan.export.database.due import next_due


class DatabaseError(VnplanError):
    """The database cannot be used: it cannot be reached, or it is not in the form this version needs."""


def url_of(database: str) -> str:
    """The SQLAlchemy URL of what a person names: a URL, or the path of an SQLite file."""
    if "://" not in database:
        return f"sqlite:///{Path(database).absolute()}"
    for short in ("postgresql://", "postgres://"):
        if database.startswith(short):
            return "postgresql+psycopg://" + database[len(short) :]
    return database


def shown(database: str) -> str:
    """The name of a database for people, without its password."""
    try:
        return make_url(database).render_as_string(hide_password=True) if "://" in database else database
    except ArgumentError:
        return "the given URL"


def connect(database: str, *, create: bool = False) -> Engine:
    """Open a database.

    Args:
        database: URL, or path of an SQLite file.
        create: Make an SQLite file that does not exist.

    Raises:
        DatabaseError: the URL is none, or the file does not exist.
        ModuleNotFoundError: the driver is not installed (extra `postgres`).
    """
    try:
        url = make_url(url_of(database))
    except ArgumentError as error:
        raise DatabaseError(f"{shown(database)}: it is no database URL") from error
    if url.get_backend_name() == "sqlite":
        file = url.database
        if file and file != ":memory:":
            if not create and not Path(file).exists():
                raise DatabaseError(f"{file}: there is no such database; vnplan load makes it and fills it")
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if url.get_backend_name() == "postgresql":
        return create_engine(url)
    raise DatabaseError(f"{shown(database)}: SQLite and PostgreSQL are known, no other")


def _set_up_sqlite(connection: sqlite3.Connection, record: object) -> None:  # noqa: ARG001
    connection.isolation_level = None  # transactions are ours (`_begin_sqlite`)
    for pragma in ("foreign_keys=ON", "busy_timeout=120000", "journal_mode=WAL", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function(
        "next_due", 2, lambda value, day: _iso(next_due(value, date.fromisoformat(day))), deterministic=True
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer in the middle fails at once when another one writes; so writers say so first, and wait.
    write = connection.get_execution_options().get("vnplan_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: committed at the end, rolled back on an error."""
    with engine.connect().execution_options(vnplan_write=True) as connection, connection.begin():
        yield connection


def is_postgres(connection: Connection | Engine) -> bool:
    """Say whether it is PostgreSQL, not SQLite."""
    return connection.dialect.name == "postgresql"


# --- migrations -----------------------------------------------------------------------------------------------------


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database into the newest form; what is in it stays. A new database gets its tables."""
    _migrate(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Bring the database into an older form; what that form has no place for is lost."""
    _migrate(engine, command.downgrade, revision)


def check(engine: Engine) -> None:
    """Raise an error when the tables are not those of `schema.py` (a migration is missing)."""
    with engine.connect() as connection:
        command.check(_config(connection))


def _migrate(engine: Engine, step: Any, revision: str) -> None:
    with writing(engine) as connection:
        if is_postgres(connection):
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(8371001)")  # one at a time
        step(_config(connection), revision)


def require_current(engine: Engine) -> None:
    """Check that the database has the newest form.

    Raises:
        DatabaseError: it has not, or it cannot be reached.
    """
    head = ScriptDirectory.from_config(_config()).get_current_head()
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise DatabaseError(f"{_name(engine)}: {_reason(error)}") from error
    if current is None:
        raise DatabaseError(f"{_name(engine)}: it has no tables of vnplan; vnplan load makes them and fills them")
    if current != head:
        raise DatabaseError(f"{_name(engine)}: its form is {current}, needed is {head}; run vnplan db upgrade")


def _name(engine: Engine) -> str:
    if engine.url.get_backend_name() == "sqlite":
        return engine.url.database or "memory"
    return engine.url.render_as_string(hide_password=True)


def _reason(error: OperationalError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else "it cannot be reached"
