"""Rows back to the `PlanDocument` they were made of: what the database holds is the whole document."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from vnplan.export.database import schema
from vnplan.model import PlanDocument


def documents_of(engine: Engine) -> Iterator[PlanDocument]:
    """All documents, in the order in which they came."""
    with engine.connect() as connection:
        ids = list(connection.execute(select(schema.documents.c.id).order_by(schema.documents.c.id)).scalars())
        for ident in ids:
            yield _document(connection, ident)


def document_of(engine: Engine, ident: int) -> PlanDocument:
    """The document with a number.

    Raises:
        KeyError: there is none.
    """
    with engine.connect() as connection:
        return _document(connection, ident)


def _document(connection: Connection, ident: int) -> PlanDocument:
    row = connection.execute(select(schema.documents).where(schema.documents.c.id == ident)).one_or_none()
    if row is None:
        raise KeyError(ident)
    tables = {
        table: connection.execute(select(table).where(table.c.document_id == ident).order_by(*table.primary_key)).all()
        for table in schema.CHILDREN
        if table is not schema.search_entries
    }
    return PlanDocument.model_validate(_Rebuilt(row, tables).form())


class _Rebuilt:
    def __init__(self, row: Any, tables: dict[Table, Any]) -> None:
        self.row, self.tables = row, tables
        self.keys: dict[Table, dict[int, str]] = {
            table: {row.id: row.key for row in rows} for table, rows in tables.items() if "key" in table.c
        }

    def form(self) -> dict[str, Any]:
        row, more = self.row, dict(_more(self.row))
        return {
            "schema_version": row.schema_version,
            "source": {
                "name": row.name, "media_type": row.media_type, "sha256": row.sha256, "size_bytes": row.size_bytes,
                "encoding": row.encoding, "page_count": row.page_count, "reader": row.reader, **more.pop("source", {}),
            },
            "text": row.text, "header": _loaded(row.header), "sections": self._sections(),
            "footnotes": [
                {"id": r.key, "label": r.label, "span": _span(r),
                 "marks": [{"start": a, "end": b} for a, b in _loaded(r.marks)], **_more(r)}
                for r in self.tables[schema.footnotes]
            ],
            "tables": self._tables(), "citations": self._citations(), "references": self._references(),
            "deadlines": [
                {"id": r.key, "span": _span(r), "raw": r.raw, "kind": r.kind, "bound": r.bound, "value": r.value,
                 "value_source": r.value_source, "section_id": self._key(schema.sections, r.section_id),
                 "task_id": self._key(schema.tasks, r.task_id), **_sure(r), **_more(r)}
                for r in self.tables[schema.deadlines]
            ],
            "targets": [
                {"id": r.key, "span": _span(r), "raw": r.raw, "kind": r.kind, "comparator": r.comparator,
                 "value": r.value, "value_max": r.value_max, "unit": r.unit, "subject": r.subject,
                 "baseline": r.baseline, "deadline_id": self._key(schema.deadlines, r.deadline_id),
                 "section_id": self._key(schema.sections, r.section_id), "task_id": self._key(schema.tasks, r.task_id),
                 **_sure(r), **_more(r)}
                for r in self.tables[schema.targets]
            ],
            "units": [
                {"id": r.key, "span": _span(r), "raw": r.raw, "canonical": r.canonical, "role": r.role,
                 "section_id": self._key(schema.sections, r.section_id), "task_id": self._key(schema.tasks, r.task_id),
                 **_sure(r), **_more(r)}
                for r in self.tables[schema.unit_mentions]
            ],
            "tasks": self._tasks(),
            "diagnostics": [
                {"code": r.code, "severity": r.severity, "message": r.message,
                 "span": None if r.span_start is None else _span(r), **_more(r)}
                for r in self.tables[schema.diagnostics]
            ],
            **more,
        }  # fmt: skip

    def _key(self, table: Table, ident: int | None) -> str | None:
        return None if ident is None else self.keys[table].get(ident)

    def _sections(self) -> list[dict[str, Any]]:
        roots: list[dict[str, Any]] = []
        by_id: dict[int, dict[str, Any]] = {}
        for r in self.tables[schema.sections]:
            form = {
                "id": r.key, "kind": r.kind, "label": r.label, "path": r.path, "heading": r.heading, "role": r.role,
                "span": _span(r), "heading_span": {"start": r.heading_start, "end": r.heading_end}, "children": [],
                **_more(r),
            }  # fmt: skip
            by_id[r.id] = form
            (roots if r.parent_id is None else by_id[r.parent_id]["children"]).append(form)
        return roots

    def _tables(self) -> list[dict[str, Any]]:
        cells: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
        for r in self.tables[schema.table_cells]:
            cells[r.table_id, r.row].append({"raw": r.raw, "span": _span(r)})
        return [
            {"id": r.key, "section_id": self._key(schema.sections, r.section_id), "span": _span(r),
             "header": _loaded(r.header), "rows": [cells[r.id, n] for n in range(r.row_count)], "role": r.role,
             **_more(r)}
            for r in self.tables[schema.plan_tables]
        ]  # fmt: skip

    def _citations(self) -> list[dict[str, Any]]:
        return [
            {"id": r.key, "span": _span(r), "raw": r.raw, "doc_type": r.doc_type, "name": r.name, "title": r.title,
             "relation": r.relation, "form": r.form, "footnote_id": self._key(schema.footnotes, r.footnote_id),
             "section_id": self._key(schema.sections, r.section_id),
             "reference_id": self._key(schema.document_references, r.reference_id), **_sure(r), **_more(r)}
            for r in self.tables[schema.citations]
        ]  # fmt: skip

    def _references(self) -> list[dict[str, Any]]:
        cited: dict[int, list[str]] = defaultdict(list)
        for r in self.tables[schema.citations]:
            cited[r.reference_id].append(r.key)
        return [
            {"id": r.key, "canonical_id": r.canonical_id, "doc_type": r.doc_type, "number": r.number, "name": r.name,
             "date": _iso(r.date, r.date_precision), "issuer": r.issuer, "title": r.title, "citation_ids": cited[r.id],
             **_more(r)}
            for r in self.tables[schema.document_references]
        ]  # fmt: skip

    def _tasks(self) -> list[dict[str, Any]]:
        units: dict[tuple[int, str], list[str]] = defaultdict(list)
        for r in sorted(self.tables[schema.task_units], key=lambda r: r.position):
            units[r.task_id, r.role].append(self.keys[schema.unit_mentions][r.mention_id])
        others: dict[tuple[int, str], list[str]] = defaultdict(list)
        for table, column, target in (
            (schema.task_deadlines, "deadline_id", schema.deadlines), (schema.task_targets, "target_id", schema.targets),
            (schema.task_citations, "citation_id", schema.citations),
        ):  # fmt: skip
            for r in sorted(self.tables[table], key=lambda r: r.position):
                others[r.task_id, column].append(self.keys[target][getattr(r, column)])
        return [
            {"id": r.key, "span": _span(r), "section_id": self._key(schema.sections, r.section_id), "text": r.text,
             "lead_ids": units[r.id, "lead"], "coordinate_ids": units[r.id, "coordinate"],
             "report_to_ids": units[r.id, "report_to"], "deadline_ids": others[r.id, "deadline_id"],
             "target_ids": others[r.id, "target_id"], "citation_ids": others[r.id, "citation_id"],
             "outputs": _loaded(r.outputs), "place": r.place, "same_as": self._key(schema.tasks, r.same_as_id), **_more(r)}
            for r in self.tables[schema.tasks]
        ]  # fmt: skip


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _more(row: Any) -> dict[str, Any]:
    rest: dict[str, Any] = _loaded(row.more) or {}
    return rest


def _sure(row: Any) -> dict[str, Any]:
    return {"rule": row.rule, "confidence": row.confidence}


def _span(row: Any) -> dict[str, int]:
    return {"start": row.span_start, "end": row.span_end}


def _iso(day: Any, precision: str | None) -> str | None:
    if day is None:
        return None
    iso: str = day.isoformat()
    return iso[: {"year": 4, "month": 7}.get(precision or "", 10)]
