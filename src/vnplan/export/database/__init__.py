"""Documents in a database that others query: SQLite, or PostgreSQL by its URL.

connect      a path or URL -> an engine
upgrade      the tables in their newest form
load         documents -> rows; loading again changes nothing
document_of  rows -> the document, as it was
search       full text with and without marks
relations    which document carries out, replaces, amends, cites which
next_due     the next day at which a deadline falls due

Needs the extra `db` (and `postgres`).
"""

from vnplan.export.database.connect import (
    DatabaseError,
    check,
    connect,
    downgrade,
    require_current,
    shown,
    upgrade,
    writing,
)
from vnplan.export.database.due import days_of, next_due
from vnplan.export.database.graph import Graph, graph_of
from vnplan.export.database.link import link
from vnplan.export.database.load import Given, Loaded, load
from vnplan.export.database.rebuild import document_of, documents_of
from vnplan.export.database.search import Hit, search

__all__ = [
    "DatabaseError",
    "Given",
    "Graph",
    "Hit",
    "Loaded",
    "check",
    "connect",
    "days_of",
    "document_of",
    "documents_of",
    "downgrade",
    "graph_of",
    "link",
    "load",
    "next_due",
    "require_current",
    "search",
    "shown",
    "upgrade",
    "writing",
]
