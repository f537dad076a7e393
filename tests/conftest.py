"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import databases


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str | None]:
    with databases.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: each test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'vnplan.sqlite'}"
        return
    base = databases.skip_without(request.getfixturevalue("postgres_server"))
    with databases.fresh(base) as url:
        yield url
