"""CPU time, measured so that it can be compared: in one process, turn by turn, medians."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 7
Work = Callable[[], object]


def cpu(work: Work) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def medians(works: dict[str, Work], rounds: int = ROUNDS) -> dict[str, float]:
    """Median CPU seconds of each work: all of them once as a rehearsal, then all in turn, `rounds` times.

    What disturbs the machine for a while so disturbs all alike.
    """
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(cpu(work))
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


# --- what only a fresh interpreter shows ----------------------------------------------------------------------------

_PROGRAM = """
import re, time
def peak():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return float("nan")
start, before = time.process_time(), peak()
{}
print(time.process_time() - start, peak() - before)
"""
ROOM = Path("/proc/self/status")
"""Linux tells here how much memory a process held at most."""


def fresh(statements: str, rounds: int = 1) -> tuple[float, float]:
    """Run statements in new interpreters that have imported `re`, and nothing else.

    Returns:
        What the statements cost at the median: CPU seconds, and megabytes by which the peak of resident memory rose (not a
        number where the system does not tell).
    """
    seconds: list[float] = []
    megabytes: list[float] = []
    for turn in range(rounds + 1):  # the first one may write byte code
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM.format(statements)], capture_output=True, text=True, timeout=600, check=True
        )
        if turn:
            first, second = done.stdout.split()[-2:]
            seconds.append(float(first))
            megabytes.append(float(second))
    return statistics.median(seconds), statistics.median(megabytes)


def command(*arguments: str, rounds: int = ROUNDS) -> float:
    """Median CPU seconds of a whole command, its interpreter included."""
    import resource

    def children() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    seconds: list[float] = []
    for turn in range(rounds + 1):
        start = children()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, timeout=600, check=True)
        if turn:
            seconds.append(children() - start)
    return statistics.median(seconds)
