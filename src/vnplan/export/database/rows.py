"""A `PlanDocument` as rows: one list of tuples per table, in the order of the columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table

from vnplan import lexicon
from vnplan.export.database import schema
from vnplan.export.database.due import days_of
from vnplan.export.database.identity import canonical_id_of, keys_of, unit_fold
from vnplan.export.wording import label_of, title_line
from vnplan.lexicon.binding import per_lexicon
from vnplan.model import (
    Citation,
    Deadline,
    Diagnostic,
    Footnote,
    Model,
    PlanDocument,
    Reference,
    Section,
    Span,
    Target,
    Task,
    Unit,
)
from vnplan.model import Table as PlanTable
from vnplan.text import bare, fold

Row = tuple[Any, ...]

SEARCH_LIMIT = 300_000
"""Characters of one text that are searched; PostgreSQL takes a megabyte of words at most. Its sections are searched whole."""


_COLUMNS = {
    "document": frozenset(
        [
            "schema_version",
            "source",
            "text",
            "header",
            "sections",
            "footnotes",
            "tables",
            "citations",
            "references",
            "deadlines",
            "targets",
            "units",
            "tasks",
            "diagnostics",
        ]
    ),
    "source": frozenset(["name", "media_type", "sha256", "size_bytes", "encoding", "page_count", "reader"]),
    "sections": frozenset(["id", "kind", "label", "path", "heading", "role", "span", "heading_span", "children"]),
    "footnotes": frozenset(["id", "label", "span", "marks"]),
    "tables": frozenset(["id", "section_id", "span", "header", "rows", "role"]),
    "references": frozenset(
        ["id", "canonical_id", "doc_type", "number", "name", "date", "issuer", "title", "citation_ids"]
    ),
    "citations": frozenset(
        [
            "id",
            "span",
            "raw",
            "doc_type",
            "name",
            "title",
            "relation",
            "form",
            "footnote_id",
            "section_id",
            "reference_id",
            "rule",
            "confidence",
        ]
    ),
    "tasks": frozenset(
        [
            "id",
            "span",
            "section_id",
            "text",
            "lead_ids",
            "coordinate_ids",
            "report_to_ids",
            "deadline_ids",
            "target_ids",
            "citation_ids",
            "outputs",
            "place",
            "same_as",
        ]
    ),
    "deadlines": frozenset(
        ["id", "span", "raw", "kind", "bound", "value", "value_source", "section_id", "task_id", "rule", "confidence"]
    ),
    "targets": frozenset(
        [
            "id",
            "span",
            "raw",
            "kind",
            "comparator",
            "value",
            "value_max",
            "unit",
            "subject",
            "baseline",
            "deadline_id",
            "section_id",
            "task_id",
            "rule",
            "confidence",
        ]
    ),
    "units": frozenset(["id", "span", "raw", "canonical", "role", "section_id", "task_id", "rule", "confidence"]),
    "diagnostics": frozenset(["code", "severity", "message", "span"]),
}
"""Fields that have columns or tables of their own; every other one stands in `more`, also one that is new."""


_MODELS: dict[str, type[Model]] = {
    "sections": Section, "footnotes": Footnote, "tables": PlanTable, "references": Reference, "citations": Citation,
    "tasks": Task, "deadlines": Deadline, "targets": Target, "units": Unit, "diagnostics": Diagnostic,
}  # fmt: skip
_BEYOND = {kind: set(model.model_fields) - _COLUMNS[kind] for kind, model in _MODELS.items()}


def _rest(form: dict[str, Any], kind: str, **parts: dict[str, Any]) -> str | None:
    """The fields of a thing that have no column, as JSON; None when there are none. `parts` are looked through too."""
    rest = {name: value for name, value in form.items() if name not in _COLUMNS[kind]}
    for name, part in parts.items():
        if inner := {key: value for key, value in part.items() if key not in _COLUMNS[name]}:
            rest[name] = inner
    return as_json(rest) if rest else None


class UnitName(NamedTuple):
    """A unit for the registry."""

    fold: str
    name: str
    registered: bool


def safe(text: str) -> str:
    """`text` without what a database cannot hold (NUL), letter for letter, so that offsets stay."""
    return text.replace("\x00", "\ufffd") if "\x00" in text else text


def safe_or_none(text: str | None) -> str | None:
    """`safe`, for what may be missing."""
    return None if text is None else safe(text)


def as_json(value: Any) -> str:
    """JSON text for a column."""
    return safe(json.dumps(value, ensure_ascii=False)).replace("\\u0000", "\ufffd")


def date_columns(iso: str | None) -> tuple[str | None, str | None]:
    """First day and precision of a date that may be a month or a year."""
    days = days_of(iso)
    return (None if days.first is None else days.first.isoformat()), days.precision


@per_lexicon
def _registered() -> frozenset[str]:
    return frozenset(unit_fold(organ.name) for organ in lexicon.organs())


def unit_names(document: PlanDocument) -> Iterator[UnitName]:
    """The units that a document names: its issuer and those it makes responsible."""
    issuer = document.header.issuer
    if issuer is not None:
        yield _unit_name(issuer.canonical or issuer.name)
    for unit in document.units:
        yield _unit_name(unit.canonical or unit.raw)


def _unit_name(name: str) -> UnitName:
    name = safe(" ".join(name.split()))
    key = unit_fold(name)
    return UnitName(key, name, key in _registered())


def document_values(
    document: PlanDocument, digest: str, extractor: str | None, units: dict[str, int]
) -> dict[str, Any]:
    """The columns of `documents`, without `id`."""
    source, header = document.source, document.header
    form = document.model_dump(
        mode="json", include={"source", *(set(PlanDocument.model_fields) - _COLUMNS["document"])}
    )
    number, date, period, signature = header.number, header.date, header.period, header.signature
    shown = None if number is None else number.canonical or number.raw
    iso = None if date is None else date.iso
    keys = keys_of(None if number is None else number.canonical, iso)
    first, precision = date_columns(iso)
    issuer = None if header.issuer is None else header.issuer.canonical or header.issuer.name
    values: dict[str, Any] = {
        "label": safe(title_line(document)), "sha256": source.sha256, "digest": digest, "extractor": extractor,
        "schema_version": document.schema_version, "name": safe(source.name), "media_type": safe(source.media_type),
        "size_bytes": source.size_bytes, "encoding": safe(source.encoding), "page_count": source.page_count,
        "reader": safe(source.reader), "canonical_id": safe_or_none(canonical_id_of(header)),
        "doc_type": safe_or_none(header.doc_type), "number": safe_or_none(shown), "number_key": safe_or_none(keys.number),
        "serial_key": safe_or_none(keys.serial), "title": safe_or_none(header.title),
        "parent": None if header.parent is None else safe(header.parent.name), "issuer": safe_or_none(issuer),
        "issuer_id": None if issuer is None else units[_unit_name(issuer).fold], "place": safe_or_none(header.place),
        "date": first, "date_precision": precision,
        "period_from": None if period is None else _year(period.start),
        "period_to": None if period is None else _year(period.end),
        "signer_position": None if signature is None else safe_or_none(signature.position),
        "signer": None if signature is None else safe_or_none(signature.name),
        "header": as_json(header.model_dump(mode="json")), "text": safe(document.text), "more": _rest(form, "document", source=form["source"]), "linked": False,
    }  # fmt: skip
    return values


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 else None


def rows_of(document: PlanDocument, ident: int, units: dict[str, int]) -> dict[Table, list[Row]]:
    """The rows of a document's things.

    Args:
        document: The document.
        ident: Its number in the database.
        units: Number of each unit in the registry by its folded name.

    Returns:
        Rows by table; the tables stand in an order in which they can be filled.
    """
    return _Rows(document, ident, units).all()


class _Rows:
    def __init__(self, document: PlanDocument, ident: int, units: dict[str, int]) -> None:
        self.document, self.ident, self.units = document, ident, units
        self.text = document.text
        self.base = ident * schema.STRIDE
        self.ids: dict[str, int] = {}
        # Only kinds whose models have fields beyond the columns are dumped: it costs a millisecond each.
        self.form: dict[str, Any] = document.model_dump(
            mode="json", include={kind for kind, names in _BEYOND.items() if names}
        )

    def _number(self, key: str, position: int) -> int:
        number = self.base + position
        self.ids[key] = number
        return number

    def _more(self, kind: str, n: int) -> str | None:
        """What thing `n` (from 1) of a kind has beyond its columns."""
        things = self.form.get(kind)
        return None if things is None else _rest(things[n - 1], kind)

    def _id(self, key: str | None) -> int | None:
        return None if key is None else self.ids[key]  # a pointer to nothing is no document of ours

    def all(self) -> dict[Table, list[Row]]:
        doc, me = self.document, self.ident
        rows: dict[Table, list[Row]] = {}
        rows[schema.recipients] = [
            (self.base + n, me, safe(r.raw), safe_or_none(r.note), *_ends(r.span))
            for n, r in enumerate(doc.header.recipients, 1)
        ]
        rows[schema.sections] = list(self._sections())
        rows[schema.footnotes] = [
            (self._number(note.id, n), me, note.id, safe(note.label), safe(self._cut(note.span)),
             as_json([_ends(mark) for mark in note.marks]), *_ends(note.span), self._more("footnotes", n))
            for n, note in enumerate(doc.footnotes, 1)
        ]  # fmt: skip
        rows[schema.plan_tables] = [
            (
                self._number(t.id, n),
                me,
                t.id,
                self._id(t.section_id),
                t.role,
                as_json(t.header),
                len(t.rows),
                *_ends(t.span),
                self._more("tables", n),
            )
            for n, t in enumerate(doc.tables, 1)
        ]
        cells = (
            (self.ids[t.id], row, col, cell) for t in doc.tables for row, line in enumerate(t.rows)
            for col, cell in enumerate(line)
        )  # fmt: skip
        rows[schema.table_cells] = [
            (self.base + n, me, table, row, col, safe(cell.raw), *_ends(cell.span))
            for n, (table, row, col, cell) in enumerate(cells, 1)
        ]
        rows[schema.document_references] = list(self._references())
        rows[schema.citations] = [self._citation(n, c) for n, c in enumerate(doc.citations, 1)]
        rows[schema.tasks] = [
            (self._number(k.id, n), me, k.id, self._id(k.section_id), safe(k.text), as_json(k.outputs),
             safe_or_none(k.place), self._id(k.same_as), *_ends(k.span), self._more("tasks", n))
            for n, k in enumerate(doc.tasks, 1)
        ]  # fmt: skip
        rows[schema.deadlines] = list(self._deadlines())
        rows[schema.targets] = [
            (self._number(t.id, n), me, t.id, self._id(t.section_id), self._id(t.task_id), self._id(t.deadline_id),
             safe(t.raw), t.kind, t.comparator, t.value, t.value_max, safe_or_none(t.unit), safe_or_none(t.subject),
             safe_or_none(t.baseline), t.rule, t.confidence, *_ends(t.span), self._more("targets", n))
            for n, t in enumerate(doc.targets, 1)
        ]  # fmt: skip
        rows[schema.unit_mentions] = [
            (self._number(u.id, n), me, u.id, self.units[_unit_name(u.canonical or u.raw).fold], self._id(u.section_id),
             self._id(u.task_id), safe(u.raw), safe_or_none(u.canonical), u.role, u.rule,
             u.confidence, *_ends(u.span), self._more("units", n))
            for n, u in enumerate(doc.units, 1)
        ]  # fmt: skip
        self._links(rows)
        rows[schema.diagnostics] = [
            (self.base + n, me, safe(d.code), d.severity, safe(d.message), *(_ends(d.span) if d.span else (None, None)),
             self._more("diagnostics", n))
            for n, d in enumerate(doc.diagnostics, 1)
        ]  # fmt: skip
        rows[schema.search_entries] = list(self._search())
        return rows

    def _cut(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _sections(self) -> Iterator[Row]:
        n = 0

        def walk(sections: Sequence[Section], parent: int | None, depth: int) -> Iterator[Row]:
            nonlocal n
            for s in sections:
                n += 1
                number = self._number(s.id, n)
                own = self.text[s.span.start : s.children[0].span.start if s.children else s.span.end]
                yield (
                    number, self.ident, s.id, parent, depth, s.kind, safe_or_none(s.label), safe(s.path),
                    safe_or_none(s.heading), s.role, safe(own.strip()), *_ends(s.span), *_ends(s.heading_span),
                    _rest(s.model_dump(mode="json"), "sections") if _BEYOND["sections"] else None,
                )  # fmt: skip
                yield from walk(s.children, number, depth + 1)

        return walk(self.document.sections, None, 0)

    def _references(self) -> Iterator[Row]:
        for n, r in enumerate(self.document.references, 1):
            keys = keys_of(r.number, r.date)
            yield (
                self._number(r.id, n), self.ident, r.id, safe(r.canonical_id), safe_or_none(r.doc_type),
                safe_or_none(r.number), safe_or_none(r.name), *date_columns(r.date), safe_or_none(r.issuer),
                safe_or_none(r.title), safe_or_none(keys.number), keys.serial, None, None, None, 0,
                self._more("references", n),
            )  # fmt: skip

    def _citation(self, n: int, c: Citation) -> Row:
        number = None if c.number is None else c.number.canonical or c.number.raw
        return (
            self._number(c.id, n), self.ident, c.id, self._id(c.reference_id), self._id(c.section_id),
            self._id(c.footnote_id), safe(c.raw), safe_or_none(c.doc_type), safe_or_none(number), safe_or_none(c.name),
            *date_columns(None if c.date is None else c.date.iso),
            None if c.issuer is None else safe(c.issuer.canonical or c.issuer.raw), safe_or_none(c.title), c.relation,
            self._implements(c), c.form, c.rule, c.confidence, *_ends(c.span), self._more("citations", n),
        )  # fmt: skip

    def _implements(self, c: Citation) -> bool:
        """Say whether the passage says that the cited document is carried out."""
        start = c.span.start
        if c.relation not in ("basis", "mention"):
            return False
        before = fold(self.text[max(0, start - 600) : start])
        passage = re.split(r"\n|[.;](?=\s)", before)[-1]
        opening = re.match(r"[\s\W\d_]*(?:nhằm |để )?(?:triển khai|thực hiện)\b", passage)
        return opening is not None and (c.relation == "basis" or len(passage) - opening.end() < 40)

    def _deadlines(self) -> Iterator[Row]:
        for n, d in enumerate(self.document.deadlines, 1):
            days = days_of(d.value)
            rule = d.value if d.kind == "recurring" else None
            yield (
                self._number(d.id, n), self.ident, d.id, self._id(d.section_id), self._id(d.task_id), safe(d.raw),
                d.kind, d.bound, safe_or_none(d.value), d.value_source,
                None if days.first is None else days.first.isoformat(),
                None if days.last is None else days.last.isoformat(), days.precision, safe_or_none(rule),
                d.rule, d.confidence, *_ends(d.span), self._more("deadlines", n),
            )  # fmt: skip

    def _links(self, rows: dict[Table, list[Row]]) -> None:
        """The rows between tasks and what they have."""
        me = self.ident
        units: list[Row] = []
        others: dict[Table, list[Row]] = {
            schema.task_deadlines: [], schema.task_targets: [], schema.task_citations: [],
        }  # fmt: skip
        for k in self.document.tasks:
            task = self.ids[k.id]
            for role, mentioned in (
                ("lead", k.lead_ids), ("coordinate", k.coordinate_ids), ("report_to", k.report_to_ids),
            ):  # fmt: skip
                units += [
                    (task, self.ids[key], role, n, me) for n, key in enumerate(dict.fromkeys(mentioned))
                    if key in self.ids
                ]  # fmt: skip
            for table, keys in (
                (schema.task_deadlines, k.deadline_ids), (schema.task_targets, k.target_ids),
                (schema.task_citations, k.citation_ids),
            ):  # fmt: skip
                others[table] += [
                    (task, self.ids[key], n, me) for n, key in enumerate(dict.fromkeys(keys)) if key in self.ids
                ]
        rows[schema.task_units] = units
        rows.update(others)

    def _search(self) -> Iterator[Row]:
        """Texts of the document, of its sections and of its tasks."""
        found: list[tuple[str, int, str | None, int, str]] = [
            ("document", self.ident, title_line(self.document), 0, self.text[:SEARCH_LIMIT])
        ]

        def walk(sections: Sequence[Section]) -> None:
            for s in sections:
                own = self.text[s.span.start : s.children[0].span.start if s.children else s.span.end]
                title = " ".join(part for part in (label_of(s), s.heading) if part) or None
                found.append(("section", self.ids[s.id], title, s.span.start, own[:SEARCH_LIMIT]))
                walk(s.children)

        walk(self.document.sections)
        for k in self.document.tasks:
            found.append(("task", self.ids[k.id], None, k.span.start, self._cut(k.span)[:SEARCH_LIMIT]))
        for n, (kind, item, title, start, text) in enumerate(found, 1):
            exact = search_form(text)
            yield (
                self.base + n, self.ident, kind, item, safe_or_none(title), start, exact, without_marks(exact),
            )  # fmt: skip


class _Marks(dict[int, str]):
    """Letter to letter without marks, worked out once for each."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = bare(chr(code))
        return letter


_PLAIN = _Marks()


def without_marks(form: str) -> str:
    """A folded text without its marks; same length. What `bare` does, for whole documents."""
    return form.translate(_PLAIN)


_NO_WORD = re.compile(r"[\W_]")


def search_form(text: str) -> str:
    """`text` as it is searched: lower case, one tone placement, blanks for all but letters and digits; same length."""
    return _NO_WORD.sub(" ", fold(safe(text)))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
