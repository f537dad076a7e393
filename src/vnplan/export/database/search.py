"""Full-text search over documents, sections and tasks.

The text is searched twice: with its marks and without. A hit is ranked by how it was found, then by the engine's own
measure: 1 the words in a row with their marks, 2 in a row without marks, 3 all words with marks, 4 all words without.
So "dân vận" stands before "dẫn vấn", and `dan van` finds both.

Words are not segmented: of 2207 places where 25 common words of two syllables stand in a row in 60 plans, 51 (2.3 %) lie
across two words by underthesea, and of 432 documents found only 2 hold no other place. So it would not rank better.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, text

from vnplan.export.database.connect import is_postgres
from vnplan.export.database.rows import search_form
from vnplan.text import bare, normalise


class Hit(NamedTuple):
    """One place found.

    Attributes:
        kind: document, section or task.
        document_id: The document's number.
        document: Its name for people.
        title: Heading of the section.
        start: Offset in the document's text of what the snippet begins with.
        snippet: The words around the first place.
        tier: 1 to 4, how it was found.
        item_id: Number of the section or task (of the document).
    """

    kind: str
    document_id: int
    document: str
    title: str | None
    start: int
    snippet: str
    tier: int
    item_id: int


def search(
    engine: Engine, query: str, *, kinds: tuple[str, ...] = ("document", "section", "task"), limit: int = 20
) -> list[Hit]:
    """Find `query`, whatever its case, its marks and its placement of tones.

    Args:
        engine: The database.
        query: Words; punctuation counts as a blank, so nothing in it is an operator.
        kinds: What is looked for.
        limit: At most so many hits, best first.
    """
    exact = search_form(normalise(query)).split()
    if not exact or not kinds:
        return []
    plain = [bare(word) for word in exact]
    with engine.connect() as connection:
        find = _find_in_postgres if is_postgres(connection) else _find_in_sqlite
        rows = find(connection, exact, plain, kinds, limit)
        return [_hit(row, exact, plain) for row in rows]


_CHOSEN = """
SELECT e.kind, e.document_id, d.label, e.title, e.span_start, e.exact, e.fold, e.item_id, h.tier,
  substr(d.text, e.span_start + 1, length(e.fold)) AS raw
FROM (SELECT id, MIN(tier) AS tier, MIN(rank) AS rank FROM ({hits}) AS found GROUP BY id) AS h
JOIN search_entries e ON e.id = h.id JOIN documents d ON d.id = e.document_id
WHERE e.kind IN ({kinds})
ORDER BY h.tier, h.rank, e.id LIMIT :limit"""


def _find_in_sqlite(
    connection: Connection, exact: list[str], plain: list[str], kinds: tuple[str, ...], limit: int
) -> list[Any]:
    matches = [
        f'exact : "{" ".join(exact)}"', f'fold : "{" ".join(plain)}"',
        "exact : (" + " AND ".join(f'"{word}"' for word in exact) + ")",
        "fold : (" + " AND ".join(f'"{word}"' for word in plain) + ")",
    ]  # fmt: skip
    hits = " UNION ALL ".join(
        f"SELECT rowid AS id, {n} AS tier, bm25(search_fts) AS rank FROM search_fts WHERE search_fts MATCH :m{n}"  # noqa: S608
        for n in range(1, 5)
    )
    values = {f"m{n}": match for n, match in enumerate(matches, 1)}
    return _choose(connection, hits, kinds, {**values, "limit": limit})


def _find_in_postgres(
    connection: Connection, exact: list[str], plain: list[str], kinds: tuple[str, ...], limit: int
) -> list[Any]:
    ways = [
        ("exact", "phraseto", "exact"),
        ("fold", "phraseto", "plain"),
        ("exact", "plainto", "exact"),
        ("fold", "plainto", "plain"),
    ]
    hits = " UNION ALL ".join(
        f"SELECT id, {n} AS tier, -ts_rank_cd(to_tsvector('simple', {column}), {way}_tsquery('simple', :{words}), 1) AS rank "  # noqa: S608
        f"FROM search_entries WHERE to_tsvector('simple', {column}) @@ {way}_tsquery('simple', :{words})"
        for n, (column, way, words) in enumerate(ways, 1)
    )
    return _choose(connection, hits, kinds, {"exact": " ".join(exact), "plain": " ".join(plain), "limit": limit})


def _choose(connection: Connection, hits: str, kinds: tuple[str, ...], values: dict[str, Any]) -> list[Any]:
    names = [f"k{n}" for n in range(len(kinds))]
    query = _CHOSEN.format(hits=hits, kinds=", ".join(f":{name}" for name in names))
    return list(connection.execute(text(query), {**values, **dict(zip(names, kinds, strict=True))}))


def _hit(row: Any, exact: list[str], plain: list[str]) -> Hit:
    """Cut the words around the first place out of the original text."""
    at = -1
    for form, words in ((row.exact, exact), (row.fold, plain)):
        for pattern in (r"\s+".join(map(re.escape, words)), re.escape(words[0])):
            found = re.search(rf"(?<!\w){pattern}(?!\w)", form)
            if found is not None and at < 0:
                at = found.start()
    at = max(0, at)
    begin = max(0, at - 60)
    if begin:
        begin = row.raw.find(" ", begin, at) + 1 or begin
    snippet = " ".join(row.raw[begin : at + 140].split())
    return Hit(
        row.kind, row.document_id, row.label, row.title, row.span_start + begin,
        ("…" if begin else "") + snippet + ("…" if at + 140 < len(row.raw) else ""), row.tier, row.item_id,
    )  # fmt: skip
