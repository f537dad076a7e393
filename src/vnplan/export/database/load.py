"""Documents into the database: idempotent, in bulk, by any number of loaders at once.

A document is known by the hash of its bytes. Loading it again with the same result changes nothing; with another
result (a new extractor) its rows are replaced in one transaction, and it keeps its number. A batch of documents is one
transaction; when that fails, each document gets one of its own, so that a bad one costs itself alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Table, bindparam, delete, null, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from vnplan.export.database import schema
from vnplan.export.database.connect import is_postgres, require_present, writing
from vnplan.export.database.link import link
from vnplan.export.database.rows import Row, UnitName, document_values, rows_of, safe, unit_names
from vnplan.model import PlanDocument

BATCH = 64


class Given(NamedTuple):
    """One document to load: its JSON, and the extractor that made it, when that is known."""

    line: bytes
    extractor: str | None = None
    where: str = ""


@dataclass(slots=True)
class Loaded:
    """What a load did.

    Attributes:
        new: Documents that were not there.
        replaced: Documents whose rows were replaced.
        same: Documents that stood already.
        copies: Further names of a document of this load.
        pruned: Documents that were removed.
        failures: What could not be loaded, and why.
        linked: References that were resolved to documents.
    """

    new: int = 0
    replaced: int = 0
    same: int = 0
    copies: int = 0
    pruned: int = 0
    linked: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Ready:
    """A document that was read and checked."""

    document: PlanDocument
    digest: str
    extractor: str | None

    @property
    def sha256(self) -> str:
        return self.document.source.sha256


class _BrokenError(Exception):
    """A line that is no document."""


def load(
    engine: Engine,
    given: Iterable[Given],
    *,
    archive: str = "main",
    prune: bool = False,
    near: Iterable[tuple[str, str, float]] = (),
) -> Iterator[Loaded]:
    """Load documents.

    Args:
        engine: A database in the newest form.
        given: The documents.
        archive: Name of the archive they are of; a document's file is known by archive and name.
        prune: Remove from the database what is of this archive and was not given.
        near: Pairs of near-duplicates: content hash of the later and the earlier one, and their similarity.

    Yields:
        The one summary, after every batch and at the end.

    Raises:
        DatabaseError: the file of the database was removed meanwhile.
        SQLAlchemyError: the database can be reached no longer.
    """
    summary = Loaded()
    seen: set[str] = set()
    batch: list[_Ready] = []
    for one in given:
        try:
            ready = _read(one)
        except _BrokenError as error:
            summary.failures.append((one.where, str(error)))
            continue
        if prune:
            seen.add(ready.document.source.name)
        batch.append(ready)
        if len(batch) >= BATCH:
            _load_batch(engine, batch, archive, summary)
            batch.clear()
            yield summary
    if batch:
        _load_batch(engine, batch, archive, summary)
        yield summary
    _near(engine, near)
    if prune:
        summary.pruned = _prune(engine, archive, seen)
    summary.linked = link(engine)
    require_present(engine)
    yield summary


def _read(one: Given) -> _Ready:
    try:
        form = json.loads(one.line)
        document = PlanDocument.model_validate(form)
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise _BrokenError(f"it is no document of this version: {place}: {first['msg']}") from error
        raise _BrokenError("it is not JSON") from error
    try:
        json.dumps(form, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _BrokenError(
            "a string in it holds half a character (a lone surrogate), which no database takes"
        ) from error
    # Without the source: two copies of one content differ in nothing else.
    form.pop("source")
    digest = hashlib.sha256(json.dumps(form, sort_keys=True).encode()).hexdigest()
    return _Ready(document, digest, one.extractor)


def _load_batch(engine: Engine, batch: Sequence[_Ready], archive: str, summary: Loaded) -> None:
    # In the order of the key under which loaders may meet: two of them then wait for one another, never in a circle.
    ordered = sorted(batch, key=lambda ready: (ready.sha256, ready.document.source.name))
    units = _units(engine, ordered)
    try:
        result = _write(engine, ordered, archive, units)
    except SQLAlchemyError:
        result = Loaded()
        for ready in ordered:
            try:
                _add(result, _write(engine, [ready], archive, units))
            except SQLAlchemyError as error:
                result.failures.append((ready.document.source.name, _reason(error)))
    except _RowsError:
        result = Loaded()
        for ready in ordered:
            try:
                _add(result, _write(engine, [ready], archive, units))
            except (_RowsError, SQLAlchemyError) as error:
                result.failures.append((ready.document.source.name, _reason(error)))
    _add(summary, result)


def _add(summary: Loaded, more: Loaded) -> None:
    summary.new += more.new
    summary.replaced += more.replaced
    summary.same += more.same
    summary.copies += more.copies
    summary.failures += more.failures


def _reason(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else type(error).__name__


class _RowsError(Exception):
    """A document whose rows cannot be made or copied."""


def _units(engine: Engine, batch: Sequence[_Ready]) -> dict[str, int]:
    """Numbers of the units that the batch names; new ones are added to the registry in a transaction of its own."""
    named: dict[str, UnitName] = {}
    for ready in batch:
        for unit in unit_names(ready.document):
            named.setdefault(unit.fold, unit)
    found: dict[str, int] = {}
    with engine.connect() as connection:
        _find_units(connection, list(named), found)
    missing = [named[key] for key in sorted(named) if key not in found]
    if missing:
        with writing(engine) as connection:
            statement = _insert(connection, schema.units).on_conflict_do_nothing(index_elements=["fold"])
            connection.execute(statement, [unit._asdict() for unit in missing])
            _find_units(connection, [unit.fold for unit in missing], found)
    return found


def _find_units(connection: Connection, keys: Sequence[str], found: dict[str, int]) -> None:
    table = schema.units.c
    for part in chunks(keys):
        found.update(
            (row.fold, row.id) for row in connection.execute(select(table.fold, table.id).where(table.fold.in_(part)))
        )


def chunks(items: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """Parts of `items` small enough for one statement."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


def _insert(connection: Connection, table: Table) -> Any:
    """INSERT of the dialect, which knows ON CONFLICT."""
    return postgresql.insert(table) if is_postgres(connection) else sqlite.insert(table)


def _write(engine: Engine, batch: Sequence[_Ready], archive: str, units: dict[str, int]) -> Loaded:
    """Write `batch` in one transaction."""
    result = Loaded()
    with writing(engine) as connection:
        table = schema.documents.c
        known: dict[str, tuple[int, str]] = {}
        for part in chunks([ready.sha256 for ready in batch]):
            query = select(table.sha256, table.id, table.digest).where(table.sha256.in_(part))
            known.update((row.sha256, (row.id, row.digest)) for row in connection.execute(query))
        rows: dict[Table, list[Row]] = {}
        here: set[str] = set()
        files: list[dict[str, Any]] = []
        for ready in batch:
            ident, fresh = _claim(connection, ready, known, units, result, here)
            if fresh:
                try:
                    made = rows_of(ready.document, ident, units)
                except (KeyError, ValueError, RecursionError) as error:
                    raise _RowsError(f"its rows cannot be made: {type(error).__name__}: {error}") from error
                for child, lines in made.items():
                    rows.setdefault(child, []).extend(lines)
            files.append({"document_id": ident, "archive": archive, "name": safe(ready.document.source.name)})
        _file(connection, files)
        for child, lines in rows.items():
            if lines:
                _fill(connection, child, lines)
    return result


def _claim(
    connection: Connection, ready: _Ready, known: dict[str, tuple[int, str]], units: dict[str, int], result: Loaded,
    here: set[str],
) -> tuple[int, bool]:  # fmt: skip
    """The number of a document, and whether its rows are to be written; counts what is done."""
    sha256 = ready.sha256
    if sha256 in here:
        result.copies += 1
        return known[sha256][0], False
    here.add(sha256)
    values = None
    if sha256 not in known:
        values = document_values(ready.document, ready.digest, ready.extractor, units)
        statement = _insert(connection, schema.documents).on_conflict_do_nothing(index_elements=["sha256"])
        ident = connection.execute(statement.returning(schema.documents.c.id), _typed(values)).scalar()
        if ident is not None:
            known[sha256] = (ident, ready.digest)
            result.new += 1
            return ident, True
        # Another loader was faster; its row is to be seen now.
        table = schema.documents.c
        row = connection.execute(select(table.id, table.digest).where(table.sha256 == sha256)).one()
        known[sha256] = (row.id, row.digest)
    ident, digest = known[sha256]
    if digest == ready.digest:
        result.same += 1
        return ident, False
    values = values or document_values(ready.document, ready.digest, ready.extractor, units)
    connection.execute(update(schema.documents).where(schema.documents.c.id == ident).values(**_typed(values)))
    references = schema.document_references.c
    connection.execute(
        update(schema.document_references).where(references.target_id == ident)
        .values(target_id=None, score=None, method=None)
    )  # fmt: skip
    for child in schema.CHILDREN:
        connection.execute(delete(child).where(child.c.document_id == ident))
    known[sha256] = (ident, ready.digest)
    result.replaced += 1
    return ident, True


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Values as SQLAlchemy wants them: what is text in bulk rows is a date or JSON here."""
    from datetime import date

    return {
        **values,
        "date": None if values["date"] is None else date.fromisoformat(values["date"]),
        "header": json.loads(values["header"]),
        "more": null() if values["more"] is None else json.loads(values["more"]),
    }


def _file(connection: Connection, files: list[dict[str, Any]]) -> None:
    """Note under which names contents stand."""
    statement = _insert(connection, schema.document_files)
    ident = statement.excluded.document_id
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["archive", "name"], set_={"document_id": ident},
            where=schema.document_files.c.document_id != ident,
        ),
        files,
    )  # fmt: skip


def _fill(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write rows in bulk: COPY in PostgreSQL, one prepared statement in SQLite."""
    columns = [column.name for column in table.columns]
    if is_postgres(connection):
        names = ", ".join(f'"{name}"' for name in columns)
        cursor = connection.connection.cursor()
        try:
            with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        except Exception as error:
            raise _RowsError(_reason(error)) from error
        finally:
            cursor.close()
    else:
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{name}"' for name in columns)
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(rows))  # noqa: S608


def _near(engine: Engine, pairs: Iterable[tuple[str, str, float]]) -> None:
    """Note near-duplicates of documents that are in the database."""
    given = list(pairs)
    if not given:
        return
    table = schema.documents.c
    with writing(engine) as connection:
        ids: dict[str, int] = {}
        for part in chunks(sorted({sha for later, earlier, _ in given for sha in (later, earlier)})):
            ids.update(
                (r.sha256, r.id)
                for r in connection.execute(select(table.sha256, table.id).where(table.sha256.in_(part)))
            )
        values = [
            {"document_id": ids[later], "earlier_id": ids[earlier], "similarity": similarity}
            for later, earlier, similarity in given
            if later in ids and earlier in ids and later != earlier
        ]
        if values:
            connection.execute(_insert(connection, schema.near_duplicates).on_conflict_do_nothing(), values)


def _prune(engine: Engine, archive: str, seen: set[str]) -> int:
    """Remove the files of `archive` that are not in `seen`, and documents that have no file left."""
    files = schema.document_files.c
    with writing(engine) as connection:
        rows = connection.execute(select(files.id, files.name, files.document_id).where(files.archive == archive)).all()
        gone = [row for row in rows if row.name not in seen]
        if not gone:
            return 0
        connection.execute(
            delete(schema.document_files).where(files.id == bindparam("gone")), [{"gone": row.id} for row in gone]
        )
        removed = 0
        for part in chunks(sorted({row.document_id for row in gone})):
            left = set(connection.execute(select(files.document_id).where(files.document_id.in_(part))).scalars())
            for ident in part:
                if ident not in left:
                    for child in schema.CHILDREN:
                        connection.execute(delete(child).where(child.c.document_id == ident))
                    connection.execute(delete(schema.documents).where(schema.documents.c.id == ident))
                    removed += 1
        return removed
