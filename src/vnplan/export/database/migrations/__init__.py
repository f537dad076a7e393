"""The database in its successive forms, by alembic."""
