"""An evaluation as text for a terminal, as JSON, and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from vnplan.evaluate.result import Counts, Evaluation, Mistake


def to_text(result: Evaluation, *, errors: Sequence[Mistake] = ()) -> str:
    """Write the table of scores, the shares of right attributes, and `errors` one below the other."""
    lines = [_documents(result)]
    lines.append(f"{'kind':16}{'gold':>6}{'pred':>6}{'P':>8}{'R':>8}{'F1':>8}{'strict':>8}")
    for kind, n in result.kinds.items():
        lines.append(f"{kind:16}{n.gold:6}{n.pred:6}{n.precision:8.3f}{n.recall:8.3f}{n.f1:8.3f}{n.strict_f1:8.3f}")
    shares = ", ".join(f"{name} {share.right}/{share.of}" for name, share in sorted(result.attributes.items()))
    lines.append(f"attributes of what was found: {shares or 'nothing was found'}")
    for error in errors:
        lines.append(f"{error.kind} | {error.document} | {error.what}")
        lines.append(f"    gold: {error.gold}")
        lines.append(f"    pred: {error.pred}")
    return "\n".join(lines)


def to_markdown(result: Evaluation, *, errors: Sequence[Mistake] = ()) -> str:
    """Write the table of scores as a Markdown table, then `errors` as another one."""
    lines = [
        _documents(result),
        "",
        "| kind | gold | pred | P | R | F1 | strict F1 |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for kind, n in result.kinds.items():
        lines.append(
            f"| {kind} | {n.gold} | {n.pred} | {n.precision:.3f} | {n.recall:.3f} | {n.f1:.3f} | {n.strict_f1:.3f} |"
        )
    if errors:
        lines += ["", "| kind | document | what | gold | predicted |", "|---|---|---|---|---|"]
        for error in errors:
            cells = (error.kind, error.document, error.what, error.gold, error.pred)
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def to_json_object(result: Evaluation, *, errors: Sequence[Mistake] = ()) -> dict[str, Any]:
    """Give the result as plain objects for `json.dumps`.

    Returns:
        `kinds` and `documents` with counts and scores, `attributes` as shares, `missing`, and `errors`.
    """
    return {
        "kinds": {kind: _scores(n) for kind, n in result.kinds.items()},
        "attributes": {name: share.ratio for name, share in result.attributes.items()},
        "missing": result.missing,
        "documents": {
            document.name: {
                "predicted": document.predicted,
                "kinds": {kind: _scores(n) for kind, n in document.kinds.items()},
            }
            for document in result.documents
        },
        "errors": [asdict(error) for error in errors],
    }


def _documents(result: Evaluation) -> str:
    missing = f", {len(result.missing)} without a prediction: {', '.join(result.missing)}" if result.missing else ""
    return f"{len(result.documents)} documents{missing}"


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
