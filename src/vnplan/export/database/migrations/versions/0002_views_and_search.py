"""Views for reports, and the full-text index."""

from __future__ import annotations

from alembic import op

from vnplan.export.database.views import POSTGRES_SEARCH, SQLITE_SEARCH, VIEWS, views

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    """Go to this form."""
    for name, query in views(postgres=_postgres()).items():
        op.get_bind().exec_driver_sql(f"CREATE VIEW {name} AS {query}")
    for statement in POSTGRES_SEARCH if _postgres() else SQLITE_SEARCH:
        op.get_bind().exec_driver_sql(statement)
    if not _postgres():
        op.get_bind().exec_driver_sql("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")


def downgrade() -> None:
    """Go back to the one before."""
    for name in reversed(VIEWS):
        op.get_bind().exec_driver_sql(f"DROP VIEW {name}")
    if _postgres():
        for name in ("search_fts_exact", "search_fts_fold"):
            op.get_bind().exec_driver_sql(f"DROP INDEX {name}")
    else:
        for name in ("search_fts_insert", "search_fts_delete", "search_fts_update"):
            op.get_bind().exec_driver_sql(f"DROP TRIGGER {name}")
        op.get_bind().exec_driver_sql("DROP TABLE search_fts")
