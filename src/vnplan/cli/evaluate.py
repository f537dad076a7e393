"""`vnplan evaluate`: predictions scored against gold."""

from __future__ import annotations

import json
from pathlib import Path

import click

from vnplan.archive.discovery import as_utf8
from vnplan.cli.terminal import Exit, complain
from vnplan.evaluate import EvaluationError, compare_runs, evaluate, tables, to_json_object, to_markdown, to_text
from vnplan.evaluate.kinds import KIND_NAMES

_ALL = "all"


@click.command("evaluate")
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("pred", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--errors", "listed", type=click.Choice([_ALL, *KIND_NAMES]), is_flag=False, flag_value=_ALL, metavar="[KIND]",
    help="Count the classes of errors and list what is wrong, of one kind or of all: " + ", ".join(KIND_NAMES) + ".",
)  # fmt: skip
@click.option("--documents", is_flag=True, help="Score each document.")
@click.option("--confusion", is_flag=True, help="Table roles, relations and kinds, gold against predicted.")
@click.option(
    "--against", "old", type=click.Path(exists=True, path_type=Path), metavar="OLD",
    help="Show what was gained and lost since an earlier PRED.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON; it always has the scores of documents, the error "
              "classes and the confusions.")  # fmt: skip
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown tables.")
def command(
    gold_dir: Path,
    pred: Path,
    listed: str | None,
    old: Path | None,
    *,
    documents: bool,
    confusion: bool,
    as_json: bool,
    as_markdown: bool,
) -> int:
    """Score predictions against gold.

    GOLD_DIR holds *.gold.json; PRED is what vnplan convert wrote, a .jsonl file or a folder. For each kind of thing:
    precision, recall and F1 of what was found, and the strict F1, which counts a thing only when all its attributes
    are right.
    """
    if as_json and as_markdown:
        raise click.UsageError("--json and --markdown exclude each other.")
    try:
        result = evaluate(gold_dir, pred)
        against = None if old is None else compare_runs(evaluate(gold_dir, old), result)
    except (EvaluationError, OSError) as error:
        complain(as_utf8(str(error)))
        return Exit.FAILED
    if len(result.missing) == len(result.documents):
        complain(
            f"{as_utf8(str(pred))}: it holds no document of {as_utf8(str(gold_dir))}; they belong together by their name"
        )
    kinds = KIND_NAMES if listed == _ALL else (listed,) if listed else ()
    errors = [error for error in (*result.errors, *result.notes) if error.kind in kinds]
    if as_json:
        print(json.dumps(to_json_object(result, errors=errors, against=against), ensure_ascii=False, indent=2))
        return Exit.OK
    more = [
        *([tables.documents(result)] if documents else []),
        *(tables.confusion(result) if confusion else []),
        *(tables.changes(against) if against else []),
        *([tables.classes(result, kinds)] if kinds else []),
    ]
    print((to_markdown if as_markdown else to_text)(result, errors=errors, more=more))
    return Exit.OK
