"""Targets: measurable results the plan sets (chỉ tiêu)."""

from __future__ import annotations

from typing import Literal

from vnplan.model.base import Model, Span

TargetKind = Literal["percent", "count", "money", "rank", "score", "other"]
"""A share; a number of things; an amount; a place in an order; marks; ratios and the rest."""

Comparator = Literal["eq", "gte", "gt", "lte", "lt", "approx", "range", "increase", "decrease"]
"""=; ít nhất, từ … trở lên; trên; không quá; dưới; khoảng; from … to; tăng; giảm."""


class Target(Model):
    """One measurable result.

    Attributes:
        id: `t1`, `t2`, … in reading order.
        span: From the comparator to the sign or unit.
        raw: The text of `span`.
        kind: What sort of number.
        comparator: How the value binds.
        value: The number; the lower bound of a range.
        value_max: The upper bound of a range.
        unit: `"%"`, `"mô hình"`; as written, blanks collapsed.
        subject: What is measured, as written, blanks collapsed.
        baseline: What a change is measured against (`"năm 2024"`).
        deadline_id: When it is to be reached, where the text says so.
        section_id: The division it stands in.
        task_id: The task it belongs to.
        rule: The rule that found it; `confidence` is how sure such finds are.
        confidence: Chance that place and attributes are right, from 0 to 1, as counted on annotated plans.
    """

    id: str
    span: Span
    raw: str
    kind: TargetKind
    comparator: Comparator
    value: float
    value_max: float | None = None
    unit: str | None
    subject: str | None
    baseline: str | None = None
    deadline_id: str | None = None
    section_id: str | None = None
    task_id: str | None = None
    rule: str
    confidence: float
