"""Which tables hold: the shipped ones, or those of the `Lexicon` that a parse was given.

A parse binds its tables for as long as it runs, in its own thread alone (a context variable). What is made of the
tables, patterns above all, is made once for each set of them and kept with it, so that nothing is shared between two.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

Row = Mapping[str, str]


class _Derived(dict[Callable[[], Any], Any]):
    """Function → what it gave."""

    def __missing__(self, make: Callable[[], Any]) -> Any:
        return self.setdefault(make, make())


class Tables:
    """One set of tables.

    Attributes:
        added: Rows beside the shipped ones, by table.
        derived: What was made of them so far.
    """

    __slots__ = ("added", "derived")

    def __init__(self, added: Mapping[str, Sequence[Row]] | None = None) -> None:
        self.added: Mapping[str, Sequence[Row]] = added or {}
        self.derived = _Derived() if self.added else _SHIPPED_DERIVED


_SHIPPED_DERIVED = _Derived()
SHIPPED = Tables()
"""The tables that come with the package."""
_bound: ContextVar[Tables] = ContextVar("vnplan_tables", default=SHIPPED)


def added(table: str) -> Sequence[Row]:
    """Rows that the tables in force have beside the shipped ones."""
    return _bound.get().added.get(table, ())


@contextmanager
def bound(tables: Tables | None) -> Iterator[None]:
    """Let `tables` (None: the shipped ones) hold in this thread until the block ends."""
    token = _bound.set(SHIPPED if tables is None else tables)
    try:
        yield
    finally:
        _bound.reset(token)


def per_lexicon(make: Callable[[], T]) -> Callable[[], T]:
    """`functools.cache` for what is made of the tables: remembered for each set of them."""
    current = _bound.get

    @functools.wraps(make)
    def remembered() -> T:
        return current().derived[make]  # type: ignore[no-any-return]

    return remembered
