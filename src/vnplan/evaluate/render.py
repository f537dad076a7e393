"""An evaluation as text for a terminal, as JSON, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from vnplan.evaluate import tables
from vnplan.evaluate.analysis import Comparison, confusions, error_classes
from vnplan.evaluate.result import Counts, Evaluation, Mistake
from vnplan.evaluate.tables import Table
from vnplan.export.wording import count


def to_text(result: Evaluation, *, errors: Sequence[Mistake] = (), more: Sequence[Table] = ()) -> str:
    """Write the table of scores, the shares of right attributes, `more` tables, and `errors` one below the other."""
    lines = [_documents(result)]
    lines.append(f"{'kind':16}{'gold':>6}{'pred':>6}{'P':>8}{'R':>8}{'F1':>8}{'strict':>8}")
    for kind, gold, pred, *scores in tables.scores(result).rows:
        lines.append(f"{kind:16}{gold:>6}{pred:>6}" + "".join(f"{score:>8}" for score in scores))
    shares = ", ".join(f"{name} {share.right}/{share.of}" for name, share in sorted(result.attributes.items()))
    lines.append(f"attributes of what was found: {shares or 'nothing was found'}")
    for table in more:
        lines += ["", table.title, *_text_rows(table)]
    if more and errors:
        lines.append("")
    for error in errors:
        lines.append(f"{error.kind} | {error.document} | {error.what}")
        lines.append(f"    gold: {error.gold}")
        lines.append(f"    pred: {error.pred}")
        if error.why:
            lines.append(f"    why: {error.why}")
    return "\n".join(lines)


def to_markdown(result: Evaluation, *, errors: Sequence[Mistake] = (), more: Sequence[Table] = ()) -> str:
    """Write the scores, the shares of right attributes, `more` tables, and `errors`, each as a Markdown table."""
    listed = [(e.kind, e.document, e.what, e.gold, e.pred, e.why) for e in errors]
    lines = [_documents(result), "", *_markdown_rows(tables.scores(result))]
    for table in (
        tables.attributes(result),
        *more,
        Table("errors", ("kind", "document", "what", "gold", "predicted", "why"), listed),
    ):
        if table.rows:
            lines += ["", f"{table.title[:1].upper()}{table.title[1:]}:", "", *_markdown_rows(table)]
    return "\n".join(lines)


def to_json_object(
    result: Evaluation, *, errors: Sequence[Mistake] = (), against: Comparison | None = None
) -> dict[str, Any]:
    """Give the result as plain objects for `json.dumps`.

    Returns:
        `kinds` and `documents` with counts and scores, `attributes` as shares, `judged` with their counts, `missing`,
        `classes` of errors by kind, `confusions`, `errors`, and with `against` the `changes` since an earlier run.
    """
    made: dict[str, Any] = {
        "kinds": _kinds(result.kinds),
        "attributes": {name: share.ratio for name, share in result.attributes.items()},
        "judged": {name: asdict(share) for name, share in result.attributes.items()},
        "missing": result.missing,
        "documents": {
            document.name: {"predicted": document.predicted, "kinds": _kinds(document.kinds)}
            for document in result.documents
        },
        "classes": [asdict(found) for found in error_classes(result)],
        "confusions": confusions(result),
        "errors": [{**asdict(error), "classes": list(error.classes)} for error in errors],
    }
    if against is not None:
        made["changes"] = {
            "before": {"kinds": _kinds(against.before.kinds), "missing": against.before.missing},
            "counts": {kind: against.counts(kind) for kind in result.kinds},
            "list": [asdict(change) for change in against.changes],
        }
    return made


def _documents(result: Evaluation) -> str:
    missing = f", {len(result.missing)} without a prediction: {', '.join(result.missing)}" if result.missing else ""
    return f"{count(len(result.documents), 'document')}{missing}"


def _kinds(kinds: dict[str, Counts]) -> dict[str, dict[str, float]]:
    return {kind: _scores(n) for kind, n in kinds.items()}


def _scores(n: Counts) -> dict[str, float]:
    return {
        "gold": n.gold,
        "pred": n.pred,
        "matched": n.matched,
        "strict": n.strict,
        "precision": n.precision,
        "recall": n.recall,
        "f1": n.f1,
        "strict_f1": n.strict_f1,
    }


_FIGURE = re.compile(r"[0-9./]+|[–·]")


def _numeric(table: Table) -> list[bool]:
    """Tell which columns hold figures, or a sign for none, and are set to the right."""
    return [bool(table.rows) and all(_FIGURE.fullmatch(row[n]) for row in table.rows) for n in range(len(table.head))]


def _text_rows(table: Table) -> list[str]:
    """Set a table in columns."""
    if not table.rows:
        return ["none"]
    rows = (table.head, *table.rows)
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.head))]
    numeric = _numeric(table)
    return [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    ]


def _markdown_rows(table: Table) -> list[str]:
    rule = "|".join("---:" if right else "---" for right in _numeric(table))
    rows = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in (table.head, *table.rows)]
    return [rows[0], f"|{rule}|", *rows[1:]]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
