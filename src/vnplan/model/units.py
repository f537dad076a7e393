"""Responsible units: who does what."""

from __future__ import annotations

from typing import Literal

from vnplan.model.base import Model, Span

UnitRole = Literal["lead", "coordinate", "report_to", "supervise"]
"""Chủ trì, giao, chịu trách nhiệm; phối hợp; báo cáo, gửi về; theo dõi, kiểm tra, đôn đốc."""


class Unit(Model):
    """One unit (organ, office, post, group) that the plan makes responsible, at one place.

    Attributes:
        id: `u1`, `u2`, … in reading order.
        span: The name alone.
        raw: The text of `span`.
        canonical: The full name in the registry, None when it is not certain.
        role: lead (chủ trì, giao, subject of a duty), coordinate (phối hợp), report_to (báo cáo, gửi về), supervise.
        section_id: The division it stands in.
        task_id: The task it belongs to.
        rule: The rule that found it; `confidence` is how sure such finds are.
        confidence: Chance that place and attributes are right, from 0 to 1, as counted on annotated plans.
    """

    id: str
    span: Span
    raw: str
    canonical: str | None
    role: UnitRole
    section_id: str | None = None
    task_id: str | None = None
    rule: str
    confidence: float
