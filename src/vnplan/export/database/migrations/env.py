"""What alembic runs to migrate: always over the connection that `connect.py` hands it."""

from __future__ import annotations

from typing import Any

from alembic import context

from vnplan.export.database.schema import metadata


def _is_ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:  # noqa: ARG001
    # The full-text index is made by hand in a migration: neither its tables nor its indexes are in the metadata.
    return not (name or "").startswith("search_fts")


connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("run migrations with `vnplan db upgrade`")
context.configure(
    connection=connection, target_metadata=metadata, include_object=_is_ours, render_as_batch=False, compare_type=True
)
with context.begin_transaction():
    context.run_migrations()
