"""The tables of the database, the same in SQLite and PostgreSQL.

Every thing of a document is a row with a number that is made of the document's (`id = document_id * 1_000_000 + n`), so
rows can be written in bulk by several loaders at once, and with the key it has in the document's JSON (`k3`, `s12`).
Offsets count code points of `documents.text`.

What changes here needs a migration (`migrations/versions`); `alembic check` in the tests says when one is missing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

STRIDE = 1_000_000
"""Numbers of one kind that a document has for its things."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows itself only under the name INTEGER
_Json = JSON().with_variant(JSONB, "postgresql")


def _id() -> Column[Any]:
    return Column("id", _Id, primary_key=True)


def _document() -> Column[Any]:
    return Column("document_id", _Id, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)


def _link(name: str, target: str, *, index: bool = True, primary_key: bool = False) -> Column[Any]:
    # Indexed throughout: without it, removing a row that others may point to searches their whole table.
    nullable = not primary_key
    on_delete = "CASCADE" if primary_key else "SET NULL"
    return Column(
        name, _Id, ForeignKey(target, ondelete=on_delete), index=index, primary_key=primary_key, nullable=nullable
    )


def _more() -> Column[Any]:
    """What a thing's JSON has beyond the columns: fields that came later, values nobody queries."""
    return Column("more", _Json)


def _sure() -> tuple[Column[Any], Column[Any]]:
    """The rule that found a thing, and how sure such finds are."""
    return Column("rule", Text), Column("confidence", Float)


def _span(prefix: str = "span") -> tuple[Column[Any], Column[Any]]:
    return Column(f"{prefix}_start", Integer, nullable=False), Column(f"{prefix}_end", Integer, nullable=False)


def _thing(name: str, *columns: Column[Any] | Index, key: bool = True) -> Table:
    """A table of things of a document: `key` is the id in its JSON, `position` its place in reading order."""
    head: list[Column[Any]] = [_id(), _document()]
    if key:
        rule: UniqueConstraint | Index = UniqueConstraint("document_id", "key")
        head.append(Column("key", String(32), nullable=False))
    else:
        rule = Index(None, "document_id")
    return Table(name, metadata, *head, *columns, rule)


units = Table(
    "units", metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("fold", Text, nullable=False, unique=True),
    Column("registered", Boolean, nullable=False),
)  # fmt: skip
"""Every unit that any document names, once; `fold` is the one spelling under which it is found; `registered`: it is in
the library's registry of organs."""

documents = Table(
    "documents", metadata,
    _id(),
    Column("label", Text, nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
    Column("extractor", Text),
    Column("schema_version", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("page_count", Integer),
    Column("reader", Text, nullable=False),
    Column("canonical_id", Text, index=True),
    Column("doc_type", Text, index=True),
    Column("number", Text, index=True),
    Column("number_key", Text, index=True),
    Column("serial_key", Text, index=True),
    Column("title", Text),
    Column("parent", Text),
    Column("issuer", Text),
    _link("issuer_id", "units.id"),
    Column("place", Text),
    Column("date", Date, index=True),
    Column("date_precision", String(8)),
    Column("period_from", Integer),
    Column("period_to", Integer),
    Column("signer_position", Text),
    Column("signer", Text),
    Column("header", _Json, nullable=False),
    Column("text", Text, nullable=False),
    _more(),
    Column("linked", Boolean, nullable=False, index=True),
)  # fmt: skip
"""One row per content; `header` is the whole header as in the JSON, the columns before it are its main values.

`label` names it for people. `digest` is that of the JSON it was loaded from: loading the same again changes nothing.
`number_key` (every way of writing one number) and `serial_key` (serial and day) are what references are looked up by;
`linked`: that was done. `date` is the first day of what the text gives, `date_precision` says whether that is a day, a
month or a year. `more`: what the JSON has beyond the columns.
"""

document_files = Table(
    "document_files", metadata,
    _id(),
    _document(),
    Column("archive", Text, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("archive", "name"),
    Index(None, "document_id"),
)  # fmt: skip
"""Under which names the content stands in which archive: copies are rows here, not documents."""

recipients = _thing(
    "recipients",
    Column("raw", Text, nullable=False), Column("note", Text), *_span(),
    key=False,
)  # fmt: skip
"""The lines under Nơi nhận; `note` is the purpose mark (`b/c`)."""

sections = _thing(
    "sections",
    _link("parent_id", "sections.id"),
    Column("depth", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("label", Text),
    Column("path", Text, nullable=False),
    Column("heading", Text),
    Column("role", String(32), index=True),
    Column("text", Text, nullable=False),
    *_span(), *_span("heading"), _more(),
)  # fmt: skip
"""`text` is the section's own, without that of the sections in it."""

footnotes = _thing("footnotes", Column("label", Text, nullable=False), Column("text", Text, nullable=False),
                   Column("marks", _Json, nullable=False), *_span(), _more())  # fmt: skip
"""`marks`: the places in the text that point to the note."""

plan_tables = _thing(
    "plan_tables",
    _link("section_id", "sections.id"), Column("role", String(16)), Column("header", _Json, nullable=False),
    Column("row_count", Integer, nullable=False), *_span(), _more(),
)  # fmt: skip
"""The tables of a document; `header` is the list of its column names."""

table_cells = _thing(
    "table_cells",
    _link("table_id", "plan_tables.id"),
    Column("row", Integer, nullable=False), Column("col", Integer, nullable=False),
    Column("raw", Text, nullable=False), *_span(),
    key=False,
)  # fmt: skip
"""The cells below the header; `row` and `col` count from 0."""

document_references = _thing(
    "document_references",
    Column("canonical_id", Text, nullable=False, index=True),
    Column("doc_type", Text), Column("number", Text), Column("name", Text),
    Column("date", Date), Column("date_precision", String(8)), Column("issuer", Text), Column("title", Text),
    Column("number_key", Text, index=True), Column("serial_key", Text, index=True),
    _link("target_id", "documents.id"),
    Column("score", Float), Column("method", String(16)), Column("candidates", Integer, nullable=False), _more(),
)  # fmt: skip
"""Documents that a document cites; `target_id` is that document where this database has it and it is certain."""

reference_candidates = Table(
    "reference_candidates", metadata,
    _link("reference_id", "document_references.id", primary_key=True, index=False),
    _link("target_id", "documents.id", primary_key=True),
    Column("score", Float, nullable=False),
)  # fmt: skip
"""What a reference may mean, when more than one document fits or the best one fits badly."""

citations = _thing(
    "citations",
    _link("reference_id", "document_references.id"),
    _link("section_id", "sections.id"),
    _link("footnote_id", "footnotes.id"),
    Column("raw", Text, nullable=False), Column("doc_type", Text), Column("number", Text), Column("name", Text),
    Column("date", Date), Column("date_precision", String(8)), Column("issuer", Text), Column("title", Text),
    Column("relation", String(16), nullable=False, index=True),
    Column("implements", Boolean, nullable=False),
    Column("form", String(8), nullable=False),
    *_sure(), *_span(), _more(),
)  # fmt: skip
"""`implements`: the passage says that it is carried out ("Thực hiện Kế hoạch số …"); number, date, issuer and parts are whole in `more`."""

tasks = _thing(
    "tasks",
    _link("section_id", "sections.id"), Column("text", Text, nullable=False),
    Column("outputs", _Json, nullable=False), Column("place", Text), _link("same_as_id", "tasks.id"), *_span(), _more(),
)  # fmt: skip
"""What is to be done; its units, deadlines, targets and citations hang on it by the `task_…` tables."""

deadlines = _thing(
    "deadlines",
    _link("section_id", "sections.id"), _link("task_id", "tasks.id"),
    Column("raw", Text, nullable=False), Column("kind", String(16), nullable=False),
    Column("bound", String(8), nullable=False), Column("value", Text), Column("value_source", String(16), nullable=False),
    Column("due_from", Date), Column("due_to", Date, index=True), Column("precision", String(8)), Column("recurs", Text),
    *_sure(), *_span(), _more(),
)  # fmt: skip
"""`due_from` and `due_to`: first and last day that the value names; `recurs`: a rule of RFC 5545."""

targets = _thing(
    "targets",
    _link("section_id", "sections.id"), _link("task_id", "tasks.id"), _link("deadline_id", "deadlines.id"),
    Column("raw", Text, nullable=False), Column("kind", String(8), nullable=False, index=True),
    Column("comparator", String(8), nullable=False), Column("value", Float, nullable=False), Column("value_max", Float),
    Column("unit", Text), Column("subject", Text), Column("baseline", Text),
    *_sure(), *_span(), _more(),
)  # fmt: skip
"""Measurable results; `value_max` is the upper bound of a range."""

unit_mentions = _thing(
    "unit_mentions",
    Column("unit_id", _Id, ForeignKey("units.id"), nullable=False, index=True),
    _link("section_id", "sections.id"), _link("task_id", "tasks.id"),
    Column("raw", Text, nullable=False), Column("canonical", Text), Column("role", String(16), nullable=False),
    *_sure(), *_span(), _more(),
)  # fmt: skip
"""Every place where a document makes a unit responsible."""


def _between(name: str, column: str, target: str, *more: Column[Any]) -> Table:
    """A table of links between a task and what it has, in the order of the task's JSON."""
    return Table(
        name, metadata,
        _link("task_id", "tasks.id", primary_key=True, index=False), _link(column, target, primary_key=True),
        *more,
        Column("position", Integer, nullable=False), _document(), Index(None, "document_id"),
    )  # fmt: skip


task_units = _between(
    "task_units",
    "mention_id",
    "unit_mentions.id",
    Column("role", String(16), primary_key=True),
)
"""Who leads a task, who coordinates, who gets its reports."""

task_deadlines = _between("task_deadlines", "deadline_id", "deadlines.id")
"""By when."""

task_targets = _between("task_targets", "target_id", "targets.id")
"""To what measure."""

task_citations = _between("task_citations", "citation_id", "citations.id")
"""On what ground."""

diagnostics = _thing(
    "diagnostics",
    Column("code", Text, nullable=False, index=True), Column("severity", String(8), nullable=False),
    Column("message", Text, nullable=False), Column("span_start", Integer), Column("span_end", Integer), _more(),
    key=False,
)  # fmt: skip
"""What is doubtful; the codes are those of `vnplan.diagnostics`."""

near_duplicates = Table(
    "near_duplicates", metadata,
    _link("document_id", "documents.id", primary_key=True, index=False),
    _link("earlier_id", "documents.id", primary_key=True),
    Column("similarity", Float, nullable=False),
)  # fmt: skip
"""Pairs that a batch found to be nearly one document (draft and signed copy)."""

search_entries = Table(
    "search_entries", metadata,
    _id(), _document(),
    Column("kind", String(8), nullable=False),
    Column("item_id", _Id, nullable=False),
    Column("title", Text),
    Column("span_start", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("fold", Text, nullable=False),
    Index(None, "document_id"),
)  # fmt: skip
"""What is searched: texts of documents, sections and tasks, letter for letter in lower case, with and without marks."""

CHILDREN = (
    search_entries, diagnostics, task_citations, task_targets, task_deadlines, task_units, unit_mentions, targets,
    deadlines, tasks, citations, document_references, table_cells, plan_tables, footnotes, sections, recipients,
)  # fmt: skip
"""Tables with a document's things, so ordered that each can be emptied before those it points to."""
