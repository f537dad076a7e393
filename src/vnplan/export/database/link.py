"""References resolved to documents of the same database.

First by canonical id, where no part of it is unknown. Then by score: the number (with misread letters), the date and
the issuer each say how well they fit; the best document is taken when it fits well and no other nearly as well. What
is not certain stays open, and what might be meant stands in `reference_candidates`.

The result does not depend on the order in which documents arrive: a new document is offered to all references that
have its number, and its own references look among all documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, text, update

from vnplan.export.database import schema
from vnplan.export.database.connect import is_postgres, writing
from vnplan.export.database.identity import unit_fold
from vnplan.text import bare, fold

ACCEPT = 0.75
MARGIN = 0.1
"""By so much the best document must be better than the next one."""

_LOCK = 8371002
_STEP = 200


class _Paper(NamedTuple):
    """What is known of a document or a reference when the two are compared."""

    id: int
    canonical_id: str | None
    number: str | None
    number_key: str | None
    serial_key: str | None
    date: str | None
    precision: str | None
    issuer: str | None
    document_id: int
    context: str = ""
    state: tuple[int | None, float | None, int] = (None, None, 0)


def link(engine: Engine) -> int:
    """Resolve the references that new documents have, and those that wait for new documents.

    Returns:
        How many references were resolved that were not before.
    """
    resolved = 0
    documents = schema.documents.c
    while True:
        with writing(engine) as connection:
            if is_postgres(connection):
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            new = connection.execute(
                select(documents.id, documents.canonical_id, documents.number_key, documents.serial_key)
                .where(documents.linked.is_(False)).order_by(documents.id).limit(_STEP)
            ).all()  # fmt: skip
            if not new:
                return resolved
            references = _concerned(connection, new)
            resolved += _resolve(connection, references, _Candidates(connection, references))
            connection.execute(
                update(schema.documents).where(documents.id.in_([row.id for row in new])).values(linked=True)
            )


def _concerned(connection: Connection, new: Sequence[Any]) -> list[_Paper]:
    """The references of new documents, and those of others that may mean one of them."""
    table = schema.document_references.c
    wanted = [
        table.document_id.in_([row.id for row in new]),
        table.canonical_id.in_([row.canonical_id for row in new if row.canonical_id]),
        table.number_key.in_([row.number_key for row in new if row.number_key]),
        table.serial_key.in_([row.serial_key for row in new if row.serial_key]),
    ]
    found: dict[int, _Paper] = {}
    for condition in wanted:
        query = (
            select(
                table.id, table.canonical_id, table.number, table.number_key, table.serial_key, table.date,
                table.date_precision, table.issuer, table.document_id, table.target_id, table.score, table.candidates,
                schema.documents.c.issuer.label("of"), schema.documents.c.place,
            )
            .join_from(schema.document_references, schema.documents, table.document_id == schema.documents.c.id)
            .where(condition)
        )  # fmt: skip
        for row in connection.execute(query):
            context = " ".join(part for part in (row.of, row.place) if part)
            found[row.id] = _Paper(
                row.id, row.canonical_id, row.number, row.number_key, row.serial_key, _iso(row.date),
                row.date_precision, row.issuer, row.document_id, context, (row.target_id, row.score, row.candidates),
            )  # fmt: skip
    return [found[ident] for ident in sorted(found)]


def _iso(day: Any) -> str | None:
    return None if day is None else str(day)


class _Candidates:
    """The documents that some references may mean, by each of their keys."""

    def __init__(self, connection: Connection, references: Sequence[_Paper]) -> None:
        self._by: dict[tuple[str, str], list[_Paper]] = {}
        table = schema.documents.c
        for name in ("canonical_id", "number_key", "serial_key"):
            keys = sorted({key for reference in references if (key := getattr(reference, name)) is not None})
            for at in range(0, len(keys), 500):
                query = select(
                    table.id, table.canonical_id, table.number, table.number_key, table.serial_key, table.date,
                    table.date_precision, table.issuer,
                ).where(table[name].in_(keys[at : at + 500]))  # fmt: skip
                for row in connection.execute(query):
                    paper = _Paper(
                        row.id, row.canonical_id, row.number, row.number_key, row.serial_key, _iso(row.date),
                        row.date_precision, row.issuer, row.id,
                    )  # fmt: skip
                    self._by.setdefault((name, getattr(paper, name)), []).append(paper)

    def of(self, reference: _Paper) -> Iterable[_Paper]:
        """The documents that share a key with `reference`, each once, without the one it stands in."""
        found: dict[int, _Paper] = {}
        for name in ("canonical_id", "number_key", "serial_key"):
            for paper in self._by.get((name, getattr(reference, name) or ""), ()):
                if paper.id != reference.document_id:
                    found[paper.id] = paper
        return found.values()


def _resolve(connection: Connection, references: Iterable[_Paper], candidates: _Candidates) -> int:
    """Decide which document each reference means; give the number of those found now and not before."""
    resolved = 0
    changes: list[dict[str, Any]] = []
    open_ones: list[dict[str, Any]] = []
    for reference in references:
        scored = _scored(reference, candidates.of(reference))
        score, target, method = None, None, None
        if scored:
            best = scored[0]
            clear = len(scored) == 1 or best[0] - scored[1][0] >= MARGIN
            if best[0] >= ACCEPT and clear:
                score, target, method = best
        if reference.state == (target, score, len(scored)):
            continue
        resolved += target is not None and reference.state[0] is None
        changes.append({"at": reference.id, "to": target, "how": score, "way": method, "many": len(scored)})
        if target is None:
            open_ones += [
                {"reference_id": reference.id, "target_id": ident, "score": value} for value, ident, _ in scored[:10]
            ]
    if changes:
        table, others = schema.document_references, schema.reference_candidates
        connection.execute(
            update(table).where(table.c.id == bindparam("at")).values(
                target_id=bindparam("to"), score=bindparam("how"), method=bindparam("way"), candidates=bindparam("many")
            ),
            changes,
        )  # fmt: skip
        connection.execute(
            delete(others).where(others.c.reference_id == bindparam("at")), [{"at": c["at"]} for c in changes]
        )
        if open_ones:
            connection.execute(insert(others), open_ones)
    return resolved


def _scored(reference: _Paper, documents: Iterable[_Paper]) -> list[tuple[float, int, str]]:
    """Score, document and method, best first; what contradicts the reference is left out."""
    found: list[tuple[float, int, str]] = []
    for document in documents:
        value = _score(reference, document)
        if reference.canonical_id == document.canonical_id and "/_" not in (reference.canonical_id or "/_"):
            if value > 0:
                found.append((1.0, document.id, "canonical"))
        elif value >= 0.5:
            found.append((value, document.id, "score"))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _score(reference: _Paper, document: _Paper) -> float:
    number = 1.0
    if reference.number_key != document.number_key:
        number = fuzz.ratio(bare(fold(reference.number or "")), bare(fold(document.number or ""))) / 100
    date, issuer = _dates(reference, document), _issuers(reference, document)
    if date == 0 or issuer == 0:
        return 0.0
    return round(0.4 * number + 0.3 * date + 0.3 * issuer, 3)


def _dates(reference: _Paper, document: _Paper) -> float:
    """How well two dates fit: 1 the same day, 0 another year; one digit of a day may have been misread."""
    one, other = reference.date, document.date
    if one is None or other is None:
        return 0.5
    if one[:4] != other[:4]:
        return 0.0
    if reference.precision != "day" or document.precision != "day":
        size = 7 if "year" not in (reference.precision, document.precision) else 4
        return 0.8 if one[:size] == other[:size] else 0.3
    return 1.0 if one == other else 0.3


_COMMON = frozenset(
    [
        "ủy",
        "ban",
        "nhân",
        "dân",
        "hội",
        "đồng",
        "tỉnh",
        "thành",
        "phố",
        "huyện",
        "quận",
        "thị",
        "xã",
        "phường",
        "trấn",
        "tp",
        "đảng",
        "bộ",
        "chủ",
        "tịch",
        "của",
        "và",
    ]
)
_LEVELS = {"tỉnh": "tỉnh", "huyện": "huyện", "quận": "huyện", "xã": "xã", "phường": "xã"}


def _issuers(reference: _Paper, document: _Paper) -> float:
    """How well two issuers fit, judged by the words that tell one organ from its sisters."""
    if reference.issuer is None or document.issuer is None:
        return 0.5
    one, other = unit_fold(reference.issuer), unit_fold(document.issuer)
    if one == other:
        return 1.0
    levels = [{_LEVELS[word] for word in _words(name) & set(_LEVELS)} for name in (one, other)]
    if all(levels) and not levels[0] & levels[1]:
        return 0.0
    own, theirs = _words(one) - _COMMON, _words(other) - _COMMON
    if not own:  # "UBND tỉnh": of which province, the citing document's own name and place say
        own = (_words(unit_fold(reference.context)) - _COMMON) & theirs
        return 0.9 if theirs and own == theirs else 0.3
    if not theirs:
        return 0.4
    likeness = fuzz.token_set_ratio(" ".join(sorted(map(bare, own))), " ".join(sorted(map(bare, theirs)))) / 100
    return likeness if likeness >= 0.6 else 0.0


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name))
