"""The tables of a report, as plain cells; `render` writes them as text and as Markdown."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from vnplan.evaluate.analysis import SORTS, Comparison, confusions, error_classes
from vnplan.evaluate.kinds import KIND_NAMES
from vnplan.evaluate.result import Counts, Evaluation

Row = tuple[str, ...]


class Table(NamedTuple):
    """A table: what it shows, the names of its columns, its rows."""

    title: str
    head: Row
    rows: Sequence[Row]


def scores(result: Evaluation) -> Table:
    """Counts and scores by kind."""
    rows = [
        (kind, str(n.gold), str(n.pred), *map(_score, (n.precision, n.recall, n.f1, n.strict_f1)))
        for kind, n in result.kinds.items()
    ]
    return Table("scores", ("kind", "gold", "pred", "P", "R", "F1", "strict F1"), rows)


def attributes(result: Evaluation) -> Table:
    """How many values of each attribute are right, of those judged."""
    rows = [
        (name, str(share.right), str(share.of), _score(share.ratio))
        for name, share in sorted(result.attributes.items())
    ]
    return Table("attributes of what was found", ("attribute", "right", "of", "share"), rows)


def documents(result: Evaluation) -> Table:
    """F1 and strict F1 of each kind, document by document; a dash where there was nothing to find and nothing found."""
    rows = [(one.name, *(_both(one.kinds[kind]) for kind in KIND_NAMES)) for one in result.documents]
    return Table("F1/strict by document", ("document", *KIND_NAMES), rows)


def classes(result: Evaluation, kinds: Container[str] = KIND_NAMES) -> Table:
    """Error classes of `kinds`, counted among the things of the gold and among the predicted ones."""
    rows = [(c.kind, c.name, str(c.gold), str(c.pred)) for c in error_classes(result) if c.kind in kinds]
    return Table("error classes", ("kind", "class", "gold", "pred"), rows)


def confusion(result: Evaluation) -> list[Table]:
    """The values of roles, relations and kinds: a row for each of the gold, a column for each predicted."""
    tables = []
    for name, cells in confusions(result).items():
        columns = tuple(next(iter(cells.values())))
        rows = [(value, *(str(row[column] or "·") for column in columns)) for value, row in cells.items()]
        tables.append(
            Table(f"confusion of {name}: gold by row, predicted by column", (name.partition(".")[2], *columns), rows)
        )
    return tables


def changes(comparison: Comparison) -> list[Table]:
    """What two runs do differently: by kind, and one by one."""
    before, now = comparison.before.kinds, comparison.now.kinds
    missing = len(comparison.before.missing)
    gaps = f" ({missing} without a prediction then)" if missing else ""
    by_kind = [
        (kind, _both(before[kind]), _both(now[kind]), *map(str, comparison.counts(kind).values()))
        for kind in KIND_NAMES
    ]
    one_by_one = [(c.sort, c.kind, c.document, c.before, c.now, c.words) for c in comparison.changes]
    return [
        Table(f"against the earlier run{gaps}, F1/strict", ("kind", "before", "now", *SORTS), by_kind),
        Table("what changed", ("change", "kind", "document", "before", "now", "words"), one_by_one),
    ]


def _score(value: float) -> str:
    return f"{value:.3f}"


def _both(n: Counts) -> str:
    return f"{_score(n.f1)}/{_score(n.strict_f1)}" if n.gold or n.pred else "–"
