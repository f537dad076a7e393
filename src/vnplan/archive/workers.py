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
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol, Self

from vnplan.archive.duplicates import Signature, signature
from vnplan.archive.isolation import Failure, attempt
from vnplan.archive.packed import read_bytes
from vnplan.export import to_json

if TYPE_CHECKING:
    from pebble import ProcessPool

Trouble = Literal["unreadable", "missing", "timeout", "crash", "memory", "error", "output"]
"""Why there is no document: its content, a program its format needs, its time, its process, its memory, a mistake of
ours, its place on disk."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take; None is no limit.

    Attributes:
        seconds: Wall-clock time.
        mebibytes: Memory on top of what an idle worker has.
        tasks: Documents after which a worker is replaced, so that no leak of a library adds up.
    """

    seconds: float | None = 120.0
    mebibytes: int | None = 2048
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
        signature: For finding near-duplicates.
        missing: Name of a Python package that every parse needs and that is not installed.
    """

    json: bytes | None
    trouble: Trouble | None = None
    reason: str | None = None
    sha256: str = ""
    size: int = 0
    seconds: float = 0.0
    signature: Signature = ()
    missing: str | None = None


def convert_one(source: str | bytes, name: str, indent: int | None = None) -> Outcome:
    """Parse one source; never raises.

    Args:
        source: A path, or the bytes themselves.
        name: What `source.name` is to be.
        indent: Blanks per level of the JSON; None gives one line.
    """
    began = time.perf_counter()
    data = b""

    def load() -> bytes:
        nonlocal data
        data = source if isinstance(source, bytes) else read_bytes(source)
        return data

    try:
        result = attempt(load, name)
        if isinstance(result, Failure):
            trouble: Trouble = "missing" if result.missing else "unreadable"
            if result.reason.startswith("internal error"):
                trouble = "error"
            if result.reason.startswith("it needs more memory"):
                trouble = "memory"
            return Outcome(None, trouble, result.reason, _sha256(data), len(data), time.perf_counter() - began)
        line = to_json(result, indent=indent).encode("utf-8")
        marks = signature(result.text)
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


class Workers(Protocol):
    """Gives work to processes, or does it itself."""

    def submit(self, source: str | bytes, name: str, indent: int | None = None) -> Callable[[float | None], Outcome]:
        """Begin with one document.

        Returns:
            A function that waits for it, at most so many seconds (None: as long as it takes), and raises
            `TimeoutError` when it is not ready by then.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class InProcess:
    """No isolation: each document is parsed in this process when its outcome is asked for. For debugging."""

    def submit(self, source: str | bytes, name: str, indent: int | None = None) -> Callable[[float | None], Outcome]:
        """See `Workers.submit`."""
        return lambda _: convert_one(source, name, indent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class IsolatedWorkers:
    """A pool of worker processes with limits.

    Args:
        jobs: Number of processes.
        limits: What one document may take.

    Raises:
        ModuleNotFoundError: `pebble` is not installed (extra `batch`).
    """

    def __init__(self, jobs: int, limits: Limits) -> None:
        self._jobs, self._limits = jobs, limits
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        from pebble import ProcessPool

        return ProcessPool(
            max_workers=self._jobs, max_tasks=self._limits.tasks, initializer=_prepare,
            initargs=(self._limits.mebibytes,), context=_context(),
        )  # fmt: skip

    def submit(self, source: str | bytes, name: str, indent: int | None = None) -> Callable[[float | None], Outcome]:
        """See `Workers.submit`."""
        future = self._schedule(source, name, indent)
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
                future = self._schedule(source, name, indent)
                return self._wait(future, seconds)

        return wait

    def _schedule(self, source: str | bytes, name: str, indent: int | None) -> Future[Outcome]:
        work = (convert_one, (source, name, indent))
        try:
            return self._pool.schedule(work[0], args=work[1], timeout=self._limits.seconds)
        except RuntimeError:
            self._pool = self._new_pool()
            return self._pool.schedule(work[0], args=work[1], timeout=self._limits.seconds)

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
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


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
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["vnplan.archive.warm"])
    return context


def _prepare(mebibytes: int | None) -> None:
    """Set a new worker up: its memory limit, and its end with the one who started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    if sys.platform.startswith("linux"):
        # A parent that was killed cannot clean up: the kernel then kills the fork server's children with it.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if mebibytes is not None and sys.platform != "win32":
        import resource

        # RLIMIT_DATA counts memory that is really written to, not mapped libraries; elsewhere only RLIMIT_AS works.
        linux = sys.platform.startswith("linux")
        kind = resource.RLIMIT_DATA if linux else resource.RLIMIT_AS
        hard = resource.getrlimit(kind)[1]
        wanted = (mebibytes << 20) + (_data_size() if linux else 1 << 30)
        resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _data_size() -> int:
    """Bytes of data memory this process has now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) << 10
    return 0
