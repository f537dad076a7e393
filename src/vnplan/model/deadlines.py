"""Deadlines: when something asked for in the plan is to be done, finished, reported or repeated."""

from __future__ import annotations

from typing import Literal

from vnplan.model.base import Model, Span
from vnplan.model.citations import ValueSource

DeadlineKind = Literal["date", "month", "quarter", "half", "year", "range", "recurring", "relative"]
"""A day, month, quarter, half-year or year; two ends; again and again; counted from an event."""

Bound = Literal["by", "before", "on", "from", "between", "within"]
"""đến, chậm nhất; trước; vào, ngày; từ; từ … đến; trong."""


class Deadline(Model):
    """One time limit.

    Attributes:
        id: `d1`, `d2`, … in reading order.
        span: The whole expression with its cue.
        raw: The text of `span`.
        kind: Grain or sort of the time.
        bound: How the time limits: by (đến, chậm nhất), before (trước), on, from (từ), between (a range), within (trong).
        value: ISO 8601 point or range (`2023-11-01`, `2023-06`, `2023-Q2`, `2023-H1`, `2025`, `2021/2025`, `--11-15`),
            RFC 5545 rule when recurring, ISO 8601 duration when relative; None when tied to an event without an amount.
        value_source: `stated`, or where the year came from.
        section_id: The division it stands in.
        task_id: The task it belongs to.
        rule: The rule that found it; `confidence` is how sure such finds are.
        confidence: Chance that place and attributes are right, from 0 to 1, as counted on annotated plans.
    """

    id: str
    span: Span
    raw: str
    kind: DeadlineKind
    bound: Bound
    value: str | None
    value_source: ValueSource
    section_id: str | None = None
    task_id: str | None = None
    rule: str
    confidence: float
