"""Many stretches of one text, asked in logarithmic time which of them hold a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Ranges:
    """The union of half-open stretches `(start, end)`; empty ones are left out."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if start >= end:
                continue
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, at: int) -> bool:
        """Say whether one of the stretches holds offset `at`."""
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at < self._ends[i]

    def touch(self, start: int, end: int) -> bool:
        """Say whether one of the stretches shares a character with `[start, end)`."""
        i = bisect_right(self._ends, start)
        return i < len(self._starts) and self._starts[i] < end


def within(starts: list[int], start: int, end: int) -> range:
    """Indexes of the ascending `starts` that lie in `[start, end)`."""
    return range(bisect_left(starts, start), bisect_left(starts, end))
