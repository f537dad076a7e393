"""The marks, what was measured against them, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass

_SIGNS = {"at most": "≤", "at least": "≥"}


@dataclass(frozen=True)
class Row:
    """One measured figure.

    Attributes:
        what: What was measured.
        on: On which texts.
        value: The figure.
        unit: `×`, `ms` or `MB`.
        mark: What it should be; None when it is told for the reader's sake alone.
        side: `at most` or `at least` the mark.
    """

    what: str
    on: str
    value: float
    unit: str
    mark: float | None = None
    side: str = "at most"

    @property
    def met(self) -> bool | None:
        """Say whether the mark is reached; None without one."""
        if self.mark is None:
            return None
        return self.value <= self.mark if self.side == "at most" else self.value >= self.mark


def show(rows: list[Row]) -> str:
    """Give the rows as a Markdown table."""
    lines = ["| what | on | measured | mark | |", "|---|---|---:|---:|---|"]
    for row in rows:
        mark = "" if row.mark is None else f"{_SIGNS[row.side]} {row.mark:g} {row.unit}"
        verdict = "" if row.met is None else "met" if row.met else "not met"
        lines.append(f"| {row.what} | {row.on} | {_short(row.value)} {row.unit} | {mark} | {verdict} |")
    return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
