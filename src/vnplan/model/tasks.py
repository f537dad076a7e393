"""Tasks: the row an office tracks."""

from __future__ import annotations

from vnplan.model.base import Model, Span


class Task(Model):
    """What is to be done, who leads, who coordinates, by when, to what measure, on what ground.

    Attributes:
        id: `k1`, `k2`, … in reading order.
        span: The sentence, item or section that sets the task.
        section_id: The division it stands in.
        text: The clean text of the task.
        lead_ids: Units in charge (`Unit.id`).
        coordinate_ids: Units that coordinate.
        report_to_ids: Units that the task reports to.
        deadline_ids: Its deadlines.
        target_ids: Its targets.
        citation_ids: Documents it names.
        outputs: Products it is to give, where a table or a labelled line names them.
        place: Where it is to be done, where a table or a labelled line says so.
        same_as: The first task that says the same (a table often repeats the text), None for that one itself.
    """

    id: str
    span: Span
    section_id: str | None
    text: str
    lead_ids: list[str] = []
    coordinate_ids: list[str] = []
    report_to_ids: list[str] = []
    deadline_ids: list[str] = []
    target_ids: list[str] = []
    citation_ids: list[str] = []
    outputs: list[str] = []
    place: str | None = None
    same_as: str | None = None
