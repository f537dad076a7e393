"""One pure function over Arrow batches: bytes in, rows out, never raises.

In: `name` (string), `content` (binary); more columns are passed by. Out, one row each, in the same order: `name`,
`sha256`, `status` (done, failed), `trouble`, `reason`, `json` (the document as one line), `seconds`.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vnplan.archive.workers import InProcess, IsolatedWorkers, Limits, Outcome, Task, Wait, Workers
from vnplan.lexicon.own import Lexicon

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("name", "sha256", "status", "trouble", "reason", "json", "seconds")


def input_schema() -> pa.Schema:
    """The columns that `convert_table` reads."""
    import pyarrow as pa

    return pa.schema([("name", pa.string()), ("content", pa.binary())])


def output_schema() -> pa.Schema:
    """The columns that `convert_table` gives."""
    import pyarrow as pa

    kinds = {"seconds": pa.float64()}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])


def convert_table(
    batch: pa.RecordBatch, *, jobs: int = 1, limits: Limits | None = None, lexicon: Lexicon | None = None
) -> pa.RecordBatch:
    """Convert the documents of one batch.

    Args:
        batch: Rows with `name` and `content`.
        jobs: Worker processes of this interpreter; 0 parses in it, without isolation. Engines run one interpreter a
            processor, so one is enough there.
        limits: What one document may take.
        lexicon: The tables to read by; the shipped ones unless given.

    Returns:
        One row for each, in the same order. A document that fails, hangs or crashes is a row that says so.
    """
    import pyarrow as pa

    names = batch.column(batch.schema.get_field_index("name")).to_pylist()
    contents = batch.column(batch.schema.get_field_index("content")).to_pylist()
    given = [n for n, content in enumerate(contents) if content is not None]
    tasks = [Task(contents[n], names[n] if names[n] is not None else "bytes") for n in given]
    waits = dict(zip(given, _workers(jobs, limits or Limits(), lexicon).submit(tasks), strict=True))
    rows: list[dict[str, object]] = []
    for n, name in enumerate(names):
        outcome = _outcome(waits[n]) if n in waits else Outcome(None, "unreadable", "there is no content")
        done = outcome.json is not None
        rows.append({
            "name": name, "sha256": outcome.sha256 or None, "status": "done" if done else "failed",
            "trouble": outcome.trouble, "reason": outcome.reason,
            "json": None if outcome.json is None else outcome.json.decode("utf-8"), "seconds": outcome.seconds,
        })  # fmt: skip
    return pa.RecordBatch.from_pylist(rows, schema=output_schema())


def _outcome(wait: Wait) -> Outcome:
    try:
        outcome = wait(None)
    except Exception as error:  # noqa: BLE001  an engine would repeat the whole batch for one exception
        return Outcome(None, "error", f"{type(error).__name__}: {error}")
    if outcome.missing is not None:
        return Outcome(None, "error", f"the Python package {outcome.missing} is not installed")
    return outcome


def convert_batches(
    batches: Iterable[pa.RecordBatch], *, jobs: int = 1, limits: Limits | None = None, lexicon: Lexicon | None = None
) -> Iterator[pa.RecordBatch]:
    """`convert_table` over a stream of batches: what Spark's `mapInArrow` calls."""
    for batch in batches:
        if batch.num_rows:
            yield convert_table(batch, jobs=jobs, limits=limits, lexicon=lexicon)


_pools: dict[tuple[int, int, Limits, str], Workers] = {}
_lock = threading.Lock()


def _workers(jobs: int, limits: Limits, lexicon: Lexicon | None) -> Workers:
    """The pool of this interpreter: made once, for batches come by the thousand; never that of a parent it was forked from."""
    key = (os.getpid(), jobs, limits, lexicon.key if lexicon is not None else "")
    with _lock:
        pool = _pools.get(key)
        if pool is None:
            pool = InProcess(lexicon) if jobs == 0 else IsolatedWorkers(jobs, limits, lexicon)
            _pools[key] = pool
            if jobs:
                atexit.register(_close, pool, os.getpid())
        return pool


def _close(pool: Workers, pid: int) -> None:
    if os.getpid() == pid:
        pool.__exit__(KeyboardInterrupt, None, None)  # at the end of the interpreter nobody waits for documents
