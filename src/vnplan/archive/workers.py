"""Documents parsed in worker processes, each with its own limit of time and memory.

What happens to one document stays with it: an exception, a hang, a segmentation fault or a lack of memory ends at most
the process it is in, and the next document gets a new one. Workers are started from a fork server that has imported
the library once, so a new one costs milliseconds.

This module is what `vnplan convert` and the engines (`vnplan.engines`) share.
"""

from __future__ import annotations

import ctypes
import hashlib
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing.context import BaseContext
from multiprocessing.util import Finalize
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, Self, TypeVar

from vnplan.archive.duplicates import Signature, signature
from vnplan.archive.isolation import Failure, attempt
from vnplan.archive.packed import read_bytes
from vnplan.errors import VnplanError
from vnplan.export import to_json
from vnplan.lexicon.own import Lexicon
from vnplan.read import ReadOptions, detect, office, programs
from vnplan.read.detect import OFFICE

if TYPE_CHECKING:
    from multiprocessing.synchronize import RLock

    from pebble import ProcessPool

T = TypeVar("T")

Trouble = Literal["unreadable", "missing", "timeout", "crash", "memory", "error", "output"]
"""Why there is no document: its content, a program its format needs, its time, its process, its memory, a mistake of
ours, its place on disk."""


def default_seconds() -> float:
    """Time for one document: what reading may take (`ReadOptions.max_seconds`) and two minutes for the rest."""
    return ReadOptions.from_environment().max_seconds + 120.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take; None is no limit.

    Attributes:
        seconds: Wall-clock time in all. Reading has a limit of its own, which names its reason better and should come
            first (`ReadOptions.max_seconds`).
        mebibytes: Memory on top of what an idle worker has; LibreOffice and tesseract do not count.
        programs: Programs that run for it at once, unless `VNPLAN_JOBS` says so; each worker may have so many.
        tasks: Documents after which a worker is replaced, so that no leak of a library adds up.
    """

    seconds: float | None = field(default_factory=default_seconds)
    mebibytes: int | None = 2048
    programs: int = 1
    tasks: int = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    Attributes:
        json: The document as JSON without line end, UTF-8; None when there is none.
        trouble: Why there is none.
        reason: The same in one line for people.
        sha256: Of the bytes; empty when they were not read.
        size: Number of bytes.
        seconds: Time taken.
        signature: For finding near-duplicates; None unless asked for.
        missing: Name of a Python package that every parse needs and that is not installed.
    """

    json: bytes | None
    trouble: Trouble | None = None
    reason: str | None = None
    sha256: str = ""
    size: int = 0
    seconds: float = 0.0
    signature: Signature | None = None
    missing: str | None = None


class Task(NamedTuple):
    """One document to parse: a path or the bytes themselves, and what `source.name` is to be."""

    source: str | bytes
    name: str


Wait = Callable[[float | None], Outcome]
"""Waits for one document, at most so many seconds (None: as long as it takes); raises `TimeoutError` when it is not
ready by then."""


def convert_one(
    source: str | bytes, name: str, indent: int | None = None, lexicon: Lexicon | None = None, *, sign: bool = False
) -> Outcome:
    """Parse one source; never raises.

    Args:
        source: A path, also one that leads into a zip archive, or the bytes themselves.
        name: What `source.name` is to be.
        indent: Blanks per level of the JSON; None gives one line.
        lexicon: The tables to read by; in a worker process those it was started with, else the shipped ones unless given.
        sign: Give the signature of the text as well.
    """
    began = time.perf_counter()
    data = b""

    def load() -> bytes:
        nonlocal data
        data = source if isinstance(source, bytes) else read_bytes(source)
        return data

    try:
        result = attempt(load, name, lexicon or _lexicon)
        if isinstance(result, Failure):
            trouble: Trouble = "missing" if result.missing else "unreadable"
            if result.reason.startswith("internal error"):
                trouble = "error"
            if result.reason.startswith("it needs more memory"):
                trouble = "memory"
            return Outcome(None, trouble, result.reason, _sha256(data), len(data), time.perf_counter() - began)
        line = to_json(result, indent=indent).encode("utf-8")
        marks = signature(result.text) if sign or _sign else None
    except ModuleNotFoundError as error:
        return Outcome(None, "error", str(error), missing=error.name or str(error))
    except MemoryError:
        return Outcome(None, "memory", "it needs more memory than a document may take", size=len(data))
    except Exception as error:  # noqa: BLE001  writing the JSON broke: still that document's alone
        reason = " ".join(f"internal error: {type(error).__name__}: {error}".split())
        return Outcome(None, "error", reason, _sha256(data), len(data), time.perf_counter() - began)
    return Outcome(
        line, sha256=result.source.sha256, size=len(data), seconds=time.perf_counter() - began, signature=marks
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest() if data else ""


def convert_together(tasks: Sequence[Task], indent: int | None = None) -> list[Outcome]:
    """Parse documents that LibreOffice converts in one go, which costs a fraction of one by one; never raises."""
    _convert_ahead(tasks)
    return [convert_one(task.source, task.name, indent) for task in tasks]


def _convert_ahead(tasks: Sequence[Task]) -> None:
    """Let LibreOffice convert `tasks`; what goes wrong shows when their turn comes."""
    found: list[bytes] = []
    size = 0
    for source, _ in tasks:
        with suppress(Exception):
            found.append(source if isinstance(source, bytes) else read_bytes(source))
            size += len(found[-1])
        if size > _TOGETHER_BYTES:
            break
    if len(found) > 1:
        with suppress(Exception):
            office.prepare(found)


_TOGETHER = 20
"""Documents that LibreOffice gets in one go, at most."""
_TOGETHER_BYTES = 50_000_000


def _groups(tasks: Sequence[Task], jobs: int) -> list[list[int]]:
    """The numbers of those tasks that LibreOffice converts, in groups; each worker is to get some."""
    found = [n for n, task in enumerate(tasks) if _for_office(task.source)]
    size = max(2, min(_TOGETHER, -(-len(found) // jobs)))
    groups = [found[at : at + size] for at in range(0, len(found), size)]
    return [group for group in groups if len(group) > 1]


def _for_office(source: str | bytes) -> bool:
    if isinstance(source, bytes):
        return detect(source) in OFFICE
    return os.path.splitext(source)[1].lower() in office.SUFFIXES  # noqa: PTH122  no Path for every document


class Workers(Protocol):
    """Gives work to processes, or does it itself."""

    def submit(self, tasks: Sequence[Task], indent: int | None = None) -> list[Wait]:
        """Begin with some documents; what each is waited for with."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class InProcess:
    """No isolation: each document is parsed in this process when its outcome is asked for. For debugging.

    Args:
        lexicon: The tables to read by; the shipped ones unless given.
        sign: Give the signature of each text as well.
    """

    def __init__(self, lexicon: Lexicon | None = None, *, sign: bool = False) -> None:
        self._lexicon, self._sign = lexicon, sign

    def submit(self, tasks: Sequence[Task], indent: int | None = None) -> list[Wait]:
        """See `Workers.submit`."""
        waiting = {n: group for group in _groups(tasks, 1) for n in group}

        def wait_for(n: int) -> Outcome:
            group = waiting.pop(n, None)
            if group is not None:
                _convert_ahead([tasks[other] for other in group])
                for other in group:
                    waiting.pop(other, None)
            return convert_one(*tasks[n], indent, self._lexicon, sign=self._sign)

        return [lambda _, n=n: wait_for(n) for n in range(len(tasks))]  # type: ignore[misc]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class WorkersError(VnplanError):
    """No worker process can be started here."""


class IsolatedWorkers:
    """A pool of worker processes with limits.

    Args:
        jobs: Number of processes.
        limits: What one document may take.
        lexicon: The tables to read by; the shipped ones unless given.
        sign: Give the signature of each text as well.

    Raises:
        ModuleNotFoundError: `pebble` is not installed (extra `batch`).
        WorkersError: from `submit`.
    """

    def __init__(self, jobs: int, limits: Limits, lexicon: Lexicon | None = None, *, sign: bool = False) -> None:
        self._jobs, self._limits, self._lexicon, self._sign = jobs, limits, lexicon, sign
        # What workers leave behind when they are stopped goes with this folder.
        self._folder = tempfile.TemporaryDirectory(prefix="vnplan-")
        self._context = _context()
        self._started: ProcessPool | None = None
        if find_spec("pebble") is None:
            raise ModuleNotFoundError("No module named 'pebble'", name="pebble")

    def _new_pool(self) -> ProcessPool:
        from pebble import ProcessPool

        # Workers come from the fork server, whose environment is that of its start.
        options = {key: value for key, value in os.environ.items() if key.startswith("VNPLAN_")}
        options.setdefault("VNPLAN_JOBS", str(self._limits.programs))
        return ProcessPool(
            max_workers=self._jobs, max_tasks=self._limits.tasks, initializer=_prepare,
            initargs=(self._limits.mebibytes, options, self._folder.name, self._lexicon, self._sign), context=self._context,
        )  # fmt: skip

    def submit(self, tasks: Sequence[Task], indent: int | None = None) -> list[Wait]:
        """See `Workers.submit`."""
        waits: dict[int, Wait] = {}
        for group in _groups(tasks, self._jobs):
            waits.update(zip(group, self._submit_together([tasks[n] for n in group], indent), strict=True))
        for n, task in enumerate(tasks):
            if n not in waits:
                waits[n] = self._submit_one(task, indent)
        return [waits[n] for n in range(len(tasks))]

    def _submit_together(self, tasks: list[Task], indent: int | None) -> list[Wait]:
        """Give documents to one worker; when that goes wrong, each on its own: one of them may be to blame."""
        seconds = self._limits.seconds
        future = self._schedule(convert_together, (tasks, indent), None if seconds is None else seconds + len(tasks))
        alone: list[Wait] = []

        def wait_for(n: int, seconds: float | None) -> Outcome:
            if not alone:
                try:
                    return future.result(seconds)[n]
                except TimeoutError:
                    if not future.done():
                        raise
                except Exception:  # noqa: BLE001, S110  whatever it is, it shows again with the document it is of
                    pass
                alone.extend(self._submit_one(task, indent) for task in tasks)
            return alone[n](seconds)

        return [lambda seconds, n=n: wait_for(n, seconds) for n in range(len(tasks))]  # type: ignore[misc]

    def _submit_one(self, task: Task, indent: int | None) -> Wait:
        def schedule() -> Future[Outcome]:
            return self._schedule(convert_one, (*task, indent), self._limits.seconds)

        future = schedule()
        again = True

        def wait(seconds: float | None) -> Outcome:
            nonlocal future, again
            try:
                return self._wait(future, seconds)
            except BrokenProcessPool:
                # A worker was killed while it had nothing to do (by the system, for its memory): no document's fault.
                if not again:
                    return Outcome(None, "crash", "its process could not be started")
                again = False
                future = schedule()
                return self._wait(future, seconds)

        return wait

    def _schedule(self, work: Callable[..., T], arguments: tuple[object, ...], seconds: float | None) -> Future[T]:
        if self._started is not None:  # a run that finds everything done needs none
            try:
                return self._started.schedule(work, args=arguments, timeout=seconds)
            except RuntimeError:
                pass  # broken; a new one may do
        self._started = self._new_pool()
        try:
            return self._started.schedule(work, args=arguments, timeout=seconds)
        except RuntimeError as error:
            self._started = None
            raise WorkersError(f"the worker processes could not be started: {error.__cause__ or error}") from error

    def _wait(self, future: Future[Outcome], seconds: float | None) -> Outcome:
        from pebble import ProcessExpired

        try:
            return future.result(seconds)
        except TimeoutError:
            if not future.done():
                raise
            if future.exception() is None:  # ready just now
                return future.result()
            spent = self._limits.seconds or 0.0
            return Outcome(None, "timeout", f"it took longer than {spent:g} s", seconds=spent)
        except ProcessExpired as error:
            return Outcome(None, "crash", _ending(error.exitcode))
        except MemoryError:
            return Outcome(None, "memory", "it needs more memory than a document may take")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._started is not None:
            if kind is None:
                self._started.close()  # type: ignore[no-untyped-call]
            else:
                self._started.stop()  # type: ignore[no-untyped-call]
            self._started.join()
        self._folder.cleanup()


def _ending(code: int | None) -> str:
    """Say how a worker ended: `its process died of SIGSEGV`."""
    if code is not None and code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        hint = " (the system may have run out of memory)" if name == "SIGKILL" else ""
        return f"its process died of {name}{hint}"
    return f"its process ended with code {code}"


def _context() -> BaseContext:
    """The way workers are started: never a fork of this process, whose threads may hold locks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing.context import ForkServerContext

    class Keeping(ForkServerContext):
        """Keeps its locks: pebble drops them before it stops a worker that is still starting and looks for them."""

        def __init__(self) -> None:
            super().__init__()
            self.locks: list[object] = []

        def RLock(self) -> RLock:  # noqa: N802  the name is the library's
            lock = super().RLock()
            self.locks.append(lock)
            return lock

    context = Keeping()
    context.set_forkserver_preload(["vnplan.archive.warm"])
    return context


_lexicon: Lexicon | None = None
"""In a worker process: the tables it was started with, sent once and not with every document."""
_sign = False
"""In a worker process: whether signatures are wanted."""


def _prepare(
    mebibytes: int | None, environment: Mapping[str, str], folder: str, lexicon: Lexicon | None, sign: bool
) -> None:
    """Set a new worker up: its limits, its place for temporary files, what it is to do, and its end with its parent."""
    global _lexicon, _sign
    _lexicon, _sign = lexicon, sign
    os.environ.update(environment)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    Finalize(None, programs.stop_all, exitpriority=1)  # a document that took too long may be waiting for LibreOffice
    if sys.platform.startswith("linux"):
        # A parent that was killed cannot clean up: the kernel then kills the fork server's children with it.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if mebibytes is not None:
        programs.limit_memory(mebibytes << 20)
