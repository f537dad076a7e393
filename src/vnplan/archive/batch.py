"""A whole archive to JSON: many documents, isolated, resumable.

    inputs ─ Workers (processes) ─▶ Outcome ─▶ Store (files) ─ sync ─▶ Manifest

The order of the last three steps is the promise: a line of the manifest tells of a document that stands on the disk.
A run that is killed loses what it had not yet synced, at most a second of work; the next run does only the rest.
Outcomes are taken in the order of the inputs, so the same archive gives the same files whatever the number of workers.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from itertools import islice
from typing import Protocol

import vnplan
from vnplan.archive.discovery import Discovery, Input, stream
from vnplan.archive.duplicates import Signature, near_duplicates, signature
from vnplan.archive.isolation import reason_of
from vnplan.archive.manifest import Manifest, Record, key_of, number_of
from vnplan.archive.packed import read_bytes
from vnplan.archive.stores import Places, Store, is_fatal
from vnplan.archive.workers import InProcess, IsolatedWorkers, Limits, Outcome, Task, Wait, Workers
from vnplan.errors import UnreadableSource
from vnplan.lexicon.own import Lexicon
from vnplan.read import ReadOptions

_WINDOW = 128
"""Documents under way for each worker: so many are finished while one hangs, and so many wait in memory."""

_AT_ONCE = 40
"""Documents that are given to the workers at once, so that those for LibreOffice can be put together."""

_SYNC_SECONDS = 1.0
_SYNC_DOCUMENTS = 256

_STATIONS = ("text", "lexicon", "read", "structure", "extract", "link", "model", "pipeline.py", "diagnostics.py")


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `index` (from 1) of `count`: each document is in exactly one part, by its place in the output."""

    index: int = 1
    count: int = 1

    def has(self, place: str) -> bool:
        """Say whether the document at `place` is in this part."""
        return number_of(place) % self.count == self.index - 1

    @property
    def tag(self) -> str:
        """What is added to the names of files that are this part's own."""
        return "" if self.count == 1 else f"-{self.index}-of-{self.count}"


@dataclass(slots=True)
class Summary:
    """What a run did.

    Attributes:
        done: Documents converted now.
        kept: Documents that stood already.
        failed: Place or path, and reason, of at most `LISTED` that failed.
        failures: How many failed.
        duplicates: Documents with the bytes of another one.
        near: Documents with nearly the words of an earlier one.
        skipped: Files in folders that are no documents.
        seconds: Time of the run.
        fatal: Why the run ended early.
    """

    done: int = 0
    kept: int = 0
    failures: int = 0
    duplicates: int = 0
    near: int = 0
    skipped: int = 0
    seconds: float = 0.0
    fatal: str | None = None
    reasons: dict[str, int] = field(default_factory=dict)


class Observer(Protocol):
    """Who watches a run."""

    def failed(self, path: str, reason: str) -> None:
        """Tell that one document failed."""

    def skipped(self, path: str, reason: str) -> None:
        """Tell of a file that is no document."""

    def advanced(self, summary: Summary) -> None:
        """Tell that one more document is through."""


@cache
def extractor_version() -> str:
    """Version of the rules: the library's, and a hash of the code and tables that a parse uses."""
    digest = hashlib.sha256()
    for station in _STATIONS:
        _digest(files("vnplan").joinpath(station), digest.update)
    return f"{vnplan.__version__}+{digest.hexdigest()[:8]}"


def _digest(node: Traversable, update: Callable[[bytes], object]) -> None:
    if node.is_dir():
        for child in sorted(node.iterdir(), key=lambda child: child.name):
            if child.name.endswith((".py", ".csv")) or (child.is_dir() and not child.name.startswith("__")):
                _digest(child, update)
    else:
        update(node.name.encode() + b"\0" + node.read_bytes())


def default_jobs() -> int:
    """Number of workers: the processors this process may use; 0 when `pebble` is not installed (extra `batch`)."""
    if find_spec("pebble") is None:
        return 0
    return processors()


def processors() -> int:
    """Number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def count_inputs(paths: Sequence[str | os.PathLike[str]], shard: Shard | None = None) -> int:
    """Number of documents below `paths` (of `shard`), for a progress bar."""
    places, wanted = Places(), shard or Shard()
    return sum(wanted.has(places.of(item.name)) for item in stream(paths, Discovery()))


def convert_archive(
    paths: Sequence[str | os.PathLike[str]],
    store: Store,
    observer: Observer,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    shard: Shard | None = None,
    prune: bool = False,
    near: bool = True,
    lexicon: Lexicon | None = None,
) -> Summary:
    """Convert the documents below `paths` into `store`.

    Args:
        paths: Files and folders, as `discover` takes them.
        store: Where the documents go.
        observer: Is told of failures and progress.
        jobs: Number of worker processes; 0 parses in this process, without isolation and limits.
        limits: What one document may take.
        shard: The part of the archive to do.
        prune: Remove documents from a folder whose sources are gone.
        near: Look for near-duplicates at the end.
        lexicon: The tables to read by; the shipped ones unless given. Documents that were done with others are done again.

    Returns:
        What was done; nothing is raised for single documents.

    Raises:
        ModuleNotFoundError: a package that the parse needs, or `pebble`, is not installed.
        ManifestError: another run writes to the same output, or a foreign file stands there.
        OSError: the output cannot be opened.
        WorkersError: no worker process can be started.
    """
    began = time.monotonic()
    manifest = None
    if store.manifest_path is not None:
        manifest = Manifest(store.manifest_path, extractor_version(), store.target)
    try:
        store.open(manifest)
        run = _Run(store, manifest, observer, shard or Shard(), lexicon)
        sign = near and manifest is not None
        workers: Workers
        if jobs == 0:
            workers = InProcess(lexicon, sign=sign)
        else:
            workers = IsolatedWorkers(jobs, limits or Limits(), lexicon, sign=sign)
        with workers:
            try:
                run.work(paths, workers, max(1, jobs) * _WINDOW if jobs else 1)
            except _OutputError as error:
                run.summary.fatal = str(error)
            except BrokenPipeError:
                raise
            except BaseException:  # interrupted: what is whole is kept
                run.save()
                raise
        if run.summary.fatal is None:
            try:
                run.finish(prune=prune, near=near)
            except OSError as error:
                run.summary.fatal = reason_of(error)
    finally:
        store.close()
        if manifest is not None:
            manifest.close()
    run.summary.seconds = time.monotonic() - began
    return run.summary


class _OutputError(Exception):
    """The output cannot take any more documents."""


@dataclass(slots=True)
class _Pending:
    """A document under way: `wait` gives its outcome; None when it stands already."""

    item: Input
    place: str
    wait: Wait | None


class _Run:
    """One run: its window of documents under way, and what it has done."""

    def __init__(
        self, store: Store, manifest: Manifest | None, observer: Observer, shard: Shard, lexicon: Lexicon | None
    ) -> None:
        self._tables = lexicon.key if lexicon is not None else ""
        self.store, self.manifest, self.observer, self.shard = store, manifest, observer, shard
        self.summary = Summary()
        self._order = array("Q")
        self._unsynced = 0
        self._synced_at = time.monotonic()
        self._changed = False
        self._uncompared = False
        self._signed: dict[int, array[int]] = {}

    def work(self, paths: Sequence[str | os.PathLike[str]], workers: Workers, size: int) -> None:
        found, places = Discovery(), Places()
        window: deque[_Pending] = deque()
        named = ((item, places.of(item.name)) for item in stream(paths, found))
        mine = ((item, place) for item, place in named if self.shard.has(place))
        while some := list(islice(mine, _AT_ONCE)):
            window.extend(self._begin(some, workers))
            while len(window) > size:
                self._take(window.popleft())
        while window:
            self._take(window.popleft())
        self.save()
        self.summary.skipped = found.skipped
        for failure in found.failures:
            self._fail(failure.name, failure.reason, "unreadable")
        for other in found.others:
            self.observer.skipped(other.name, other.reason)

    def _begin(self, some: list[tuple[Input, str]], workers: Workers) -> list[_Pending]:
        pending = [_Pending(item, place, None) for item, place in some]
        todo = [one for one in pending if not self._stands(one.item, one.place)]
        tasks = [Task(str(one.item.path), one.item.name) for one in todo]
        for one, wait in zip(todo, workers.submit(tasks, self.store.indent), strict=True):
            one.wait = wait
        return pending

    def _stands(self, item: Input, place: str) -> bool:
        """Say whether an earlier run did this very document."""
        record = None if self.manifest is None else self.manifest.find(place)
        if record is None or record["status"] != "done" or not self.store.holds(record):
            return False
        try:
            sha256 = hashlib.sha256(read_bytes(item.path)).hexdigest()
        except (OSError, UnreadableSource):
            return False
        if record["key"] != self._key(sha256, item.name):
            return False
        self._uncompared = self._uncompared or "compared" not in record
        return True

    def _key(self, sha256: str, name: str) -> str:
        # The name is among the options: `source.name` and the format it implies depend on it.
        options = f"{name}|{ReadOptions.from_environment().key}"
        return key_of(sha256, extractor_version(), f"{options}|{self._tables}" if self._tables else options)

    def _take(self, pending: _Pending) -> None:
        self._order.append(number_of(pending.place))
        if pending.wait is None:
            self.summary.kept += 1
        else:
            outcome = self._wait(pending.wait)
            if outcome.missing is not None:
                raise ModuleNotFoundError(f"No module named {outcome.missing!r}", name=outcome.missing)
            self._keep(pending, outcome)
        if self._unsynced >= _SYNC_DOCUMENTS or time.monotonic() - self._synced_at >= _SYNC_SECONDS:
            self.save()
        self.observer.advanced(self.summary)

    def _wait(self, wait: Wait) -> Outcome:
        while True:
            try:
                return wait(_SYNC_SECONDS)
            except TimeoutError:
                self.save()  # while one takes long, the finished ones are made safe

    def _keep(self, pending: _Pending, outcome: Outcome) -> None:
        record = Record(
            place=pending.place, name=pending.item.name, status="done", sha256=outcome.sha256, size=outcome.size,
            key=self._key(outcome.sha256, pending.item.name), seconds=round(outcome.seconds, 4),
        )  # fmt: skip
        trouble, reason = outcome.trouble, outcome.reason
        if outcome.json is not None:
            try:
                self.store.put(pending.place, outcome.json, record)
            except BrokenPipeError:
                raise
            except OSError as error:
                if self.store.manifest_path is None or is_fatal(error) or self.store.target is not None:
                    raise _OutputError(reason_of(error)) from error
                trouble, reason = "output", f"its JSON cannot be written: {reason_of(error)}"
        if trouble is not None:
            record["status"] = "failed"
            record["trouble"] = trouble
            record["reason"] = reason or trouble
            self._fail(str(pending.item.path), record["reason"], trouble)
        else:
            self.summary.done += 1
            if outcome.signature is not None:
                record["signature"] = list(outcome.signature)
            first = None if self.manifest is None else self.manifest.first_with(outcome.sha256)
            if first is not None and first["place"] != pending.place:
                record["duplicate_of"] = first["place"]
                self.summary.duplicates += 1
        self._changed = True
        self._unsynced += 1
        if self.manifest is not None:
            self.manifest.add(record)

    def _fail(self, path: str, reason: str, trouble: str) -> None:
        self.summary.failures += 1
        self.summary.reasons[trouble] = self.summary.reasons.get(trouble, 0) + 1
        self.observer.failed(path, reason)

    def save(self) -> None:
        """Make safe what was taken so far: first the documents, then the lines that tell of them."""
        try:
            self.store.sync()
            if self.manifest is not None:
                self.manifest.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _OutputError(reason_of(error)) from error
        self._unsynced = 0
        self._synced_at = time.monotonic()

    def finish(self, *, prune: bool, near: bool) -> None:
        """Bring the output and the manifest into their last form."""
        if self.manifest is None:
            return
        manifest = self.manifest
        nothing = not (self.summary.done or self.summary.kept) and self.summary.failures
        if nothing and self.store.target is not None:
            return  # a run that got nothing leaves an older file alone
        changed = self._changed or (near and self._uncompared)
        if not changed and not self._gone(prune) and self._in_order():
            return
        found = dict(self._near()) if near else {}

        def current() -> Iterator[Record]:
            for place in self._order:
                record = manifest.by_number(place)
                if place in found:
                    record["near_duplicate_of"], record["similarity"] = found[place]
                if near and record["status"] == "done":
                    record["compared"] = True
                    if place in self._signed:
                        record["signature"] = list(self._signed[place])
                yield record

        self.store.finish(manifest, current(), prune=prune)

    def _gone(self, prune: bool) -> bool:
        assert self.manifest is not None  # noqa: S101  asked only then
        return len(self.manifest) != len(self._order) and (prune or self.store.target is not None)

    def _in_order(self) -> bool:
        """Say whether the one file has its documents in the order of the input."""
        if self.store.target is None:
            return True
        assert self.manifest is not None  # noqa: S101  asked only then
        last = -1
        for place in self._order:
            record = self.manifest.by_number(place)
            if record.get("in") == "partial" or record.get("offset", last) < last:
                return False
            last = record.get("offset", last)
        return self.store.target.exists()

    def _near(self) -> Iterator[tuple[int, tuple[str, float]]]:
        """Near-duplicates among the documents of this run, later ones by number of their place."""
        assert self.manifest is not None  # noqa: S101  asked only then
        manifest = self.manifest
        compared: set[int] = set()

        def signatures() -> Iterator[tuple[int, Signature]]:
            for at, place in enumerate(self._order):
                record = manifest.by_number(place)
                if record.get("compared"):
                    compared.add(at)
                if record["status"] == "done" and "duplicate_of" not in record:
                    if "signature" in record:
                        yield at, tuple(record["signature"])
                    else:  # from a run that did not look for near-duplicates
                        numbers = signature(text_of(at))
                        self._signed[place] = array("L", numbers)
                        yield at, numbers

        def text_of(at: int) -> str:
            text: str = json.loads(self.store.read(manifest.by_number(self._order[at])))["text"]
            return text

        for pair in near_duplicates(signatures(), text_of, known=compared):
            self.summary.near += 1
            yield self._order[pair.later], (manifest.by_number(self._order[pair.earlier])["place"], pair.similarity)
