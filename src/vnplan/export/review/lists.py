"""The lists of a document as tables whose rows lead to their place in the text: tasks, citations, deadlines and so on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from vnplan.export.review.items import Item
from vnplan.export.review.labels import Words
from vnplan.export.wording import amount, label_of, one_line, walk
from vnplan.model import Citation, Deadline, PlanDocument, Section, Target, Task, Unit


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the label of its head and what its cells hold, as HTML."""

    label: str
    cell: Callable[[Item], str]


class Lists:
    """Makes the tables of one document.

    Args:
        document: The document.
        items: Its things.
        prefix: What the ids of elements begin with.
        words: Labels.
    """

    def __init__(self, document: PlanDocument, items: Iterable[Item], prefix: str, words: Words) -> None:
        self._document = document
        self._items = list(items)
        self._prefix = prefix
        self._words = words
        self._sections = {section.id: section for section in walk(document.sections)}
        self._citations = {thing.id: thing for thing in document.citations}
        self._deadlines = {thing.id: thing for thing in document.deadlines}
        self._targets = {thing.id: thing for thing in document.targets}
        self._units = {thing.id: thing for thing in document.units}
        self._tasks = {thing.id: thing for thing in document.tasks}

    def table(self, kind: str) -> str:
        """Give the table of one kind, or a sentence that there are none."""
        rows = [item for item in self._items if item.kind == kind]
        if not rows:
            return f"<p>{self._words.html('none')}</p>"
        filled = [(column, [column.cell(item) for item in rows]) for column in self._columns()[kind]]
        columns = [(column, cells) for column, cells in filled if any(cells)]
        head = "".join(f'<th scope="col">{self._words.html(column.label)}</th>' for column, _ in columns)
        body = "".join(self._row(item, [cells[n] for _, cells in columns]) for n, item in enumerate(rows))
        name = self._words.attribute(f"kind.{kind}")
        return (
            f'<div class="scroll" tabindex="0" role="region" {name}><table class="list {kind}">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def link(self, ref: str, shown: str) -> str:
        """Give a link to the place of a thing."""
        return f'<a href="#{escape(self._prefix + ref)}">{escape(shown)}</a>'

    def _row(self, item: Item, shown: Sequence[str]) -> str:
        ref = escape(item.ref)
        cells = "".join(f"<td>{cell}</td>" for cell in shown)
        low = ' class="low"' if item.doubtful else ""
        return f'<tr id="{escape(self._prefix)}row-{ref}" data-row="{ref}"{low} tabindex="-1">{cells}</tr>'

    def _columns(self) -> Mapping[str, Sequence[Column]]:
        item = Column("column.item", lambda i: self.link(i.ref, i.ref))
        text = Column("column.text", lambda i: escape(one_line(self.words_at(i), 160)))
        section = Column("column.section", lambda i: self._section(i.fields.get("section_id")))
        sure = Column("column.confidence", _confidence)
        state = Column("column.state", lambda _: '<span class="state"></span>')
        return {
            "task": [
                item,
                Column("column.task", lambda i: escape(one_line(self._task(i).text, 220))),
                Column("column.lead", lambda i: self._named(self._task(i).lead_ids, self._units)),
                Column("column.coordinate", lambda i: self._named(self._task(i).coordinate_ids, self._units)),
                Column("column.deadline", lambda i: self._named(self._task(i).deadline_ids, self._deadlines)),
                Column("column.target", lambda i: self._named(self._task(i).target_ids, self._targets)),
                Column("column.outputs", lambda i: escape("; ".join(self._task(i).outputs))),
                section, state,
            ],
            "citation": [
                item,
                text,
                Column("column.type", lambda i: escape(self._citation(i).doc_type or "")),
                Column("column.number", lambda i: escape(_number(self._citation(i)))),
                Column("column.date", lambda i: self._sourced(_iso(self._citation(i)), self._citation(i).date_source)),
                Column("column.issuer", lambda i: self._sourced(_issuer(self._citation(i)), self._citation(i).issuer_source)),
                Column("column.relation", lambda i: self._words.html("relation." + self._citation(i).relation)),
                section, sure, state,
            ],
            "deadline": [
                item,
                text,
                Column("column.value", lambda i: self._when(self._deadlines[i.ref])),
                Column("column.task", lambda i: self._owner(i)),
                section, sure, state,
            ],
            "target": [
                item,
                Column("column.value", lambda i: escape(amount(self._targets[i.ref]))),
                Column("column.subject", lambda i: escape(one_line(self._targets[i.ref].subject or "", 160))),
                text,
                Column("column.task", lambda i: self._owner(i)),
                section, sure, state,
            ],
            "unit": [
                item,
                text,
                Column("column.canonical", lambda i: escape(self._units[i.ref].canonical or "")),
                Column("column.role", lambda i: self._words.html("role." + self._units[i.ref].role)),
                Column("column.task", lambda i: self._owner(i)),
                section, sure, state,
            ],
            "diagnostic": [
                item,
                Column("column.severity", lambda i: self._words.html("severity." + i.fields["severity"])),
                Column("column.code", lambda i: f"{self._words.html('code.' + i.fields['code'])}<br><code>{escape(i.fields['code'])}</code>"),
                Column("column.message", lambda i: escape(i.fields["message"])),
                text,
            ],
        }  # fmt: skip

    def words_at(self, item: Item) -> str:
        """Give the words of a thing as they stand."""
        place = item.places[0]
        return self._document.text[place.start : place.end]

    def _task(self, item: Item) -> Task:
        return self._tasks[item.ref]

    def _citation(self, item: Item) -> Citation:
        return self._citations[item.ref]

    def _named(self, ids: Iterable[str], things: Mapping[str, Unit] | Mapping[str, Deadline] | Mapping[str, Target]) -> str:  # fmt: skip
        links = []
        for ref in ids:
            thing = things.get(ref)
            if thing is not None:
                shown = amount(thing) if isinstance(thing, Target) else one_line(thing.raw, 60)
                links.append(self.link(ref, shown))
        return "; ".join(dict.fromkeys(links))

    def _section(self, ref: str | None) -> str:
        section: Section | None = self._sections.get(ref or "")
        return "" if section is None else self.link(section.id, section.path or label_of(section) or section.id)

    def _owner(self, item: Item) -> str:
        task = self._tasks.get(item.fields.get("task_id") or "")
        return "" if task is None else self.link(task.id, one_line(task.text, 70))

    def _when(self, item: Deadline) -> str:
        value = f"{item.value.replace('/', ' – ')}" if item.value else ""
        bound = self._words.html("bound." + item.bound)
        return f"{bound} {self._sourced(value, item.value_source)}".strip()

    def _sourced(self, value: str, source: str | None) -> str:
        shown = f'<span class="v">{"<wbr>".join(map(escape, re.split(r"(?<=;)", value)))}</span>'
        if not value or source in (None, "stated"):
            return shown
        return f'{shown} <small class="inferred">{self._words.html(f"source.{source}")}</small>'


def _confidence(item: Item) -> str:
    return "" if item.confidence is None else f"{item.confidence:.2f}"


def _number(citation: Citation) -> str:
    if citation.number is None:
        return citation.name or ""
    return citation.number.canonical or citation.number.raw


def _iso(citation: Citation) -> str:
    return "" if citation.date is None else citation.date.iso or citation.date.raw


def _issuer(citation: Citation) -> str:
    return "" if citation.issuer is None else citation.issuer.canonical or citation.issuer.raw
