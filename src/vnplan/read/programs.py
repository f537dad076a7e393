"""Programs that readers start (LibreOffice, tesseract): with a time limit, and outside the memory limit of this process.

A program that takes gigabytes to start must not count as a document that does, so `limit_memory` binds Python alone;
a program has a limit of its own, `PROGRAM_BYTES`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_starting = threading.Lock()
_running: set[subprocess.Popen[bytes]] = set()
PROGRAM_BYTES = 4 << 30
"""Data memory that one program may take (Linux): a picture of a gigapixel is to stop tesseract, not the machine."""

_limit: tuple[int, int, tuple[int, int]] | None = None
"""Resource, our limit, and the limits (soft, hard) that were there before."""


def limit_memory(size: int) -> None:
    """Let this process take no more than `size` bytes on top of what it has; the programs it starts are not bound.

    Where the system cannot do that (Windows), nothing happens.
    """
    if sys.platform == "win32":
        return
    import resource

    global _limit
    # RLIMIT_DATA counts memory that is really written to, not mapped libraries; elsewhere only RLIMIT_AS works.
    linux = sys.platform.startswith("linux")
    kind = resource.RLIMIT_DATA if linux else resource.RLIMIT_AS
    before = resource.getrlimit(kind)
    wanted = size + (_data_size() if linux else 1 << 30)
    given = [n for n in before if n != resource.RLIM_INFINITY]
    _limit = (kind, min([wanted, *given]), before)
    resource.setrlimit(kind, (_limit[1], before[1]))


def _data_size() -> int:
    """Bytes of data memory this process has now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) << 10
    return 0


@contextmanager
def _unlimited() -> Iterator[None]:
    """Lift the memory limit while a program is started: what is started then has the limits from before."""
    with _starting:
        if _limit is None or sys.platform == "win32":
            yield
            return
        import resource

        kind, limit, before = _limit
        resource.setrlimit(kind, before)
        try:
            yield
        finally:
            resource.setrlimit(kind, (limit, before[1]))


def run(
    command: Sequence[str], seconds: float, *, data: bytes | None = None, environment: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Run a program to its end.

    Args:
        command: The program with its arguments.
        seconds: Time after which it is stopped, with all that it started.
        data: Its standard input; without any, its standard output is left alone, too.
        environment: Variables to add to ours.

    Returns:
        Its exit code, and its standard output where it got input.

    Raises:
        TimeoutError: it took longer.
        OSError: it could not be started.
    """
    stream = subprocess.DEVNULL if data is None else subprocess.PIPE
    with _unlimited():
        process = subprocess.Popen(  # noqa: S603  fixed programs, files named by us
            _bounded(command), stdin=stream, stdout=stream, stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})}, start_new_session=True,
        )  # fmt: skip
    _running.add(process)
    try:
        out, _ = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"{command[0]} took longer than {seconds:g} s") from error
    finally:
        _stop(process)
        _running.discard(process)
    return process.returncode, out or b""


def _bounded(command: Sequence[str]) -> Sequence[str]:
    """The command under its memory limit, which what it starts inherits."""
    if not sys.platform.startswith("linux") or shutil.which(command[0]) is None:
        return command
    return ["/bin/sh", "-c", f'ulimit -d {PROGRAM_BYTES >> 10} 2>/dev/null; exec "$@"', "sh", *command]


def stop_all() -> None:
    """Stop all programs that run now: for a process that is told to end."""
    for process in tuple(_running):
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a program with its group; does nothing when it has ended."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
