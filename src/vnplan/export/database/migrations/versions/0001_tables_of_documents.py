"""Tables of documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this form."""
    op.create_table(
        "units",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fold", sa.Text(), nullable=False),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("fold", name=op.f("uq_units_fold")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=True),
        sa.Column("schema_version", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("canonical_id", sa.Text(), nullable=True),
        sa.Column("doc_type", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("serial_key", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("date_precision", sa.String(length=8), nullable=True),
        sa.Column("period_from", sa.Integer(), nullable=True),
        sa.Column("period_to", sa.Integer(), nullable=True),
        sa.Column("signer_position", sa.Text(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column(
            "header", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["issuer_id"], ["units.id"], name=op.f("fk_documents_issuer_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
    )
    op.create_index(op.f("ix_documents_canonical_id"), "documents", ["canonical_id"], unique=False)
    op.create_index(op.f("ix_documents_date"), "documents", ["date"], unique=False)
    op.create_index(op.f("ix_documents_doc_type"), "documents", ["doc_type"], unique=False)
    op.create_index(op.f("ix_documents_issuer_id"), "documents", ["issuer_id"], unique=False)
    op.create_index(op.f("ix_documents_linked"), "documents", ["linked"], unique=False)
    op.create_index(op.f("ix_documents_number"), "documents", ["number"], unique=False)
    op.create_index(op.f("ix_documents_number_key"), "documents", ["number_key"], unique=False)
    op.create_index(op.f("ix_documents_serial_key"), "documents", ["serial_key"], unique=False)
    op.create_table(
        "diagnostics",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_diagnostics_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnostics")),
    )
    op.create_index(op.f("ix_diagnostics_code"), "diagnostics", ["code"], unique=False)
    op.create_index(op.f("ix_diagnostics_document_id"), "diagnostics", ["document_id"], unique=False)
    op.create_table(
        "document_files",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("archive", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_files_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_files")),
        sa.UniqueConstraint("archive", "name", name=op.f("uq_document_files_archive_name")),
    )
    op.create_index(op.f("ix_document_files_document_id"), "document_files", ["document_id"], unique=False)
    op.create_table(
        "document_references",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("canonical_id", sa.Text(), nullable=False),
        sa.Column("doc_type", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("date_precision", sa.String(length=8), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("serial_key", sa.Text(), nullable=True),
        sa.Column("target_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("method", sa.String(length=16), nullable=True),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_references_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["documents.id"], name=op.f("fk_document_references_target_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_references")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_document_references_document_id_key")),
    )
    op.create_index(op.f("ix_document_references_canonical_id"), "document_references", ["canonical_id"], unique=False)
    op.create_index(op.f("ix_document_references_number_key"), "document_references", ["number_key"], unique=False)
    op.create_index(op.f("ix_document_references_serial_key"), "document_references", ["serial_key"], unique=False)
    op.create_index(op.f("ix_document_references_target_id"), "document_references", ["target_id"], unique=False)
    op.create_table(
        "footnotes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "marks", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_footnotes_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_footnotes")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_footnotes_document_id_key")),
    )
    op.create_table(
        "near_duplicates",
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("earlier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_near_duplicates_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["documents.id"], name=op.f("fk_near_duplicates_earlier_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "earlier_id", name=op.f("pk_near_duplicates")),
    )
    op.create_index(op.f("ix_near_duplicates_earlier_id"), "near_duplicates", ["earlier_id"], unique=False)
    op.create_table(
        "recipients",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_recipients_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipients")),
    )
    op.create_index(op.f("ix_recipients_document_id"), "recipients", ["document_id"], unique=False)
    op.create_table(
        "search_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("fold", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_search_entries_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
    )
    op.create_index(op.f("ix_search_entries_document_id"), "search_entries", ["document_id"], unique=False)
    op.create_table(
        "sections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("heading_start", sa.Integer(), nullable=False),
        sa.Column("heading_end", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_sections_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["sections.id"], name=op.f("fk_sections_parent_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sections")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_sections_document_id_key")),
    )
    op.create_index(op.f("ix_sections_parent_id"), "sections", ["parent_id"], unique=False)
    op.create_index(op.f("ix_sections_role"), "sections", ["role"], unique=False)
    op.create_table(
        "citations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("reference_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("footnote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("doc_type", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("date_precision", sa.String(length=8), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("implements", sa.Boolean(), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_citations_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["footnote_id"], ["footnotes.id"], name=op.f("fk_citations_footnote_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["document_references.id"], name=op.f("fk_citations_reference_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.id"], name=op.f("fk_citations_section_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_citations_document_id_key")),
    )
    op.create_index(op.f("ix_citations_footnote_id"), "citations", ["footnote_id"], unique=False)
    op.create_index(op.f("ix_citations_reference_id"), "citations", ["reference_id"], unique=False)
    op.create_index(op.f("ix_citations_relation"), "citations", ["relation"], unique=False)
    op.create_index(op.f("ix_citations_section_id"), "citations", ["section_id"], unique=False)
    op.create_table(
        "plan_tables",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column(
            "header", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_plan_tables_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.id"], name=op.f("fk_plan_tables_section_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_tables")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_plan_tables_document_id_key")),
    )
    op.create_index(op.f("ix_plan_tables_section_id"), "plan_tables", ["section_id"], unique=False)
    op.create_table(
        "reference_candidates",
        sa.Column("reference_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference_id"],
            ["document_references.id"],
            name=op.f("fk_reference_candidates_reference_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["documents.id"], name=op.f("fk_reference_candidates_target_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reference_id", "target_id", name=op.f("pk_reference_candidates")),
    )
    op.create_index(op.f("ix_reference_candidates_target_id"), "reference_candidates", ["target_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "outputs", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("same_as_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_tasks_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["same_as_id"], ["tasks.id"], name=op.f("fk_tasks_same_as_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name=op.f("fk_tasks_section_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_tasks_document_id_key")),
    )
    op.create_index(op.f("ix_tasks_same_as_id"), "tasks", ["same_as_id"], unique=False)
    op.create_index(op.f("ix_tasks_section_id"), "tasks", ["section_id"], unique=False)
    op.create_table(
        "deadlines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("bound", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("value_source", sa.String(length=16), nullable=False),
        sa.Column("due_from", sa.Date(), nullable=True),
        sa.Column("due_to", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=True),
        sa.Column("recurs", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_deadlines_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.id"], name=op.f("fk_deadlines_section_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_deadlines_task_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_deadlines_document_id_key")),
    )
    op.create_index(op.f("ix_deadlines_due_to"), "deadlines", ["due_to"], unique=False)
    op.create_index(op.f("ix_deadlines_section_id"), "deadlines", ["section_id"], unique=False)
    op.create_index(op.f("ix_deadlines_task_id"), "deadlines", ["task_id"], unique=False)
    op.create_table(
        "table_cells",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("col", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_table_cells_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["plan_tables.id"], name=op.f("fk_table_cells_table_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_cells")),
    )
    op.create_index(op.f("ix_table_cells_document_id"), "table_cells", ["document_id"], unique=False)
    op.create_index(op.f("ix_table_cells_table_id"), "table_cells", ["table_id"], unique=False)
    op.create_table(
        "task_citations",
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("citation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["citation_id"], ["citations.id"], name=op.f("fk_task_citations_citation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_task_citations_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_citations_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "citation_id", name=op.f("pk_task_citations")),
    )
    op.create_index(op.f("ix_task_citations_citation_id"), "task_citations", ["citation_id"], unique=False)
    op.create_index(op.f("ix_task_citations_document_id"), "task_citations", ["document_id"], unique=False)
    op.create_table(
        "unit_mentions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_unit_mentions_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.id"], name=op.f("fk_unit_mentions_section_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_unit_mentions_task_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_mentions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_mentions")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_unit_mentions_document_id_key")),
    )
    op.create_index(op.f("ix_unit_mentions_section_id"), "unit_mentions", ["section_id"], unique=False)
    op.create_index(op.f("ix_unit_mentions_task_id"), "unit_mentions", ["task_id"], unique=False)
    op.create_index(op.f("ix_unit_mentions_unit_id"), "unit_mentions", ["unit_id"], unique=False)
    op.create_table(
        "targets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("section_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("deadline_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("comparator", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("value_max", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("baseline", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadlines.id"], name=op.f("fk_targets_deadline_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_targets_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.id"], name=op.f("fk_targets_section_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_targets_task_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_targets_document_id_key")),
    )
    op.create_index(op.f("ix_targets_deadline_id"), "targets", ["deadline_id"], unique=False)
    op.create_index(op.f("ix_targets_kind"), "targets", ["kind"], unique=False)
    op.create_index(op.f("ix_targets_section_id"), "targets", ["section_id"], unique=False)
    op.create_index(op.f("ix_targets_task_id"), "targets", ["task_id"], unique=False)
    op.create_table(
        "task_deadlines",
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deadline_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadlines.id"], name=op.f("fk_task_deadlines_deadline_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_task_deadlines_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_deadlines_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "deadline_id", name=op.f("pk_task_deadlines")),
    )
    op.create_index(op.f("ix_task_deadlines_deadline_id"), "task_deadlines", ["deadline_id"], unique=False)
    op.create_index(op.f("ix_task_deadlines_document_id"), "task_deadlines", ["document_id"], unique=False)
    op.create_table(
        "task_units",
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mention_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_task_units_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["unit_mentions.id"], name=op.f("fk_task_units_mention_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_units_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "mention_id", "role", name=op.f("pk_task_units")),
    )
    op.create_index(op.f("ix_task_units_document_id"), "task_units", ["document_id"], unique=False)
    op.create_index(op.f("ix_task_units_mention_id"), "task_units", ["mention_id"], unique=False)
    op.create_table(
        "task_targets",
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_task_targets_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["targets.id"], name=op.f("fk_task_targets_target_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_targets_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "target_id", name=op.f("pk_task_targets")),
    )
    op.create_index(op.f("ix_task_targets_document_id"), "task_targets", ["document_id"], unique=False)
    op.create_index(op.f("ix_task_targets_target_id"), "task_targets", ["target_id"], unique=False)


def downgrade() -> None:
    """Go back to the one before."""
    op.drop_index(op.f("ix_task_targets_target_id"), table_name="task_targets")
    op.drop_index(op.f("ix_task_targets_document_id"), table_name="task_targets")
    op.drop_table("task_targets")
    op.drop_index(op.f("ix_task_units_mention_id"), table_name="task_units")
    op.drop_index(op.f("ix_task_units_document_id"), table_name="task_units")
    op.drop_table("task_units")
    op.drop_index(op.f("ix_task_deadlines_document_id"), table_name="task_deadlines")
    op.drop_index(op.f("ix_task_deadlines_deadline_id"), table_name="task_deadlines")
    op.drop_table("task_deadlines")
    op.drop_index(op.f("ix_targets_task_id"), table_name="targets")
    op.drop_index(op.f("ix_targets_section_id"), table_name="targets")
    op.drop_index(op.f("ix_targets_kind"), table_name="targets")
    op.drop_index(op.f("ix_targets_deadline_id"), table_name="targets")
    op.drop_table("targets")
    op.drop_index(op.f("ix_unit_mentions_unit_id"), table_name="unit_mentions")
    op.drop_index(op.f("ix_unit_mentions_task_id"), table_name="unit_mentions")
    op.drop_index(op.f("ix_unit_mentions_section_id"), table_name="unit_mentions")
    op.drop_table("unit_mentions")
    op.drop_index(op.f("ix_task_citations_document_id"), table_name="task_citations")
    op.drop_index(op.f("ix_task_citations_citation_id"), table_name="task_citations")
    op.drop_table("task_citations")
    op.drop_index(op.f("ix_table_cells_table_id"), table_name="table_cells")
    op.drop_index(op.f("ix_table_cells_document_id"), table_name="table_cells")
    op.drop_table("table_cells")
    op.drop_index(op.f("ix_deadlines_task_id"), table_name="deadlines")
    op.drop_index(op.f("ix_deadlines_section_id"), table_name="deadlines")
    op.drop_index(op.f("ix_deadlines_due_to"), table_name="deadlines")
    op.drop_table("deadlines")
    op.drop_index(op.f("ix_tasks_section_id"), table_name="tasks")
    op.drop_index(op.f("ix_tasks_same_as_id"), table_name="tasks")
    op.drop_table("tasks")
    op.drop_index(op.f("ix_reference_candidates_target_id"), table_name="reference_candidates")
    op.drop_table("reference_candidates")
    op.drop_index(op.f("ix_plan_tables_section_id"), table_name="plan_tables")
    op.drop_table("plan_tables")
    op.drop_index(op.f("ix_citations_section_id"), table_name="citations")
    op.drop_index(op.f("ix_citations_relation"), table_name="citations")
    op.drop_index(op.f("ix_citations_reference_id"), table_name="citations")
    op.drop_index(op.f("ix_citations_footnote_id"), table_name="citations")
    op.drop_table("citations")
    op.drop_index(op.f("ix_sections_role"), table_name="sections")
    op.drop_index(op.f("ix_sections_parent_id"), table_name="sections")
    op.drop_table("sections")
    op.drop_index(op.f("ix_search_entries_document_id"), table_name="search_entries")
    op.drop_table("search_entries")
    op.drop_index(op.f("ix_recipients_document_id"), table_name="recipients")
    op.drop_table("recipients")
    op.drop_index(op.f("ix_near_duplicates_earlier_id"), table_name="near_duplicates")
    op.drop_table("near_duplicates")
    op.drop_table("footnotes")
    op.drop_index(op.f("ix_document_references_target_id"), table_name="document_references")
    op.drop_index(op.f("ix_document_references_serial_key"), table_name="document_references")
    op.drop_index(op.f("ix_document_references_number_key"), table_name="document_references")
    op.drop_index(op.f("ix_document_references_canonical_id"), table_name="document_references")
    op.drop_table("document_references")
    op.drop_index(op.f("ix_document_files_document_id"), table_name="document_files")
    op.drop_table("document_files")
    op.drop_index(op.f("ix_diagnostics_document_id"), table_name="diagnostics")
    op.drop_index(op.f("ix_diagnostics_code"), table_name="diagnostics")
    op.drop_table("diagnostics")
    op.drop_index(op.f("ix_documents_serial_key"), table_name="documents")
    op.drop_index(op.f("ix_documents_number_key"), table_name="documents")
    op.drop_index(op.f("ix_documents_number"), table_name="documents")
    op.drop_index(op.f("ix_documents_linked"), table_name="documents")
    op.drop_index(op.f("ix_documents_issuer_id"), table_name="documents")
    op.drop_index(op.f("ix_documents_doc_type"), table_name="documents")
    op.drop_index(op.f("ix_documents_date"), table_name="documents")
    op.drop_index(op.f("ix_documents_canonical_id"), table_name="documents")
    op.drop_table("documents")
    op.drop_table("units")
