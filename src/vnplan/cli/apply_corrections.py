"""`vnplan apply-corrections`: what a reviewer decided in the review page, put into the documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import click

from vnplan.archive import Failure
from vnplan.archive.discovery import as_utf8
from vnplan.archive.isolation import reason_of
from vnplan.cli.documents import load
from vnplan.cli.terminal import Exit, complain
from vnplan.evaluate.corrections import CorrectionError, Sheet, apply, load_corrections
from vnplan.evaluate.goldform import to_gold
from vnplan.export import DocumentWriter, JsonFolderWriter, JsonLinesWriter, JsonStreamWriter
from vnplan.export.wording import count
from vnplan.export.writers import write_text
from vnplan.model import PlanDocument


@click.command("apply-corrections")
@click.argument("docs", nargs=-1, required=True, type=click.Path(), metavar="DOCS...")
@click.argument("corrections", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-o", "--output", "out", required=True, metavar="OUT", help="File ending in .jsonl, or a folder, or -.")
@click.option("--gold", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write the documents that were reviewed in full as gold files, too.")  # fmt: skip
@click.option("--unfinished", is_flag=True, help="With --gold: also those that were not reviewed in full.")
def command(docs: Sequence[str], corrections: Path, out: str, gold: Path | None, *, unfinished: bool) -> int:
    """Put a reviewer's corrections into documents.

    DOCS are what the review page was made of: plans, or the JSON or JSON Lines that vnplan convert wrote; CORRECTIONS is
    the file that the page saved. OUT gets the corrected documents as vnplan convert would write them. The gold files of
    --gold are the yardstick of vnplan evaluate.

    A document whose corrections do not fit is named on standard error and left out, and the exit code is 1.
    """
    try:
        read = load_corrections(corrections)
    except CorrectionError as error:
        complain(as_utf8(str(error)))
        return Exit.FAILED
    except OSError as error:
        complain(f"{as_utf8(str(corrections))}: {reason_of(error)}")
        return Exit.FAILED
    sheets = {sheet.sha256: sheet for sheet in read.documents}
    unused = dict(sheets)
    failed = done = decided = golds = 0
    unfinished_names: list[str] = []
    try:
        with _writer(out) as writer:
            for item in load(docs):
                if isinstance(item, Failure):
                    complain(f"{as_utf8(item.name)}: {item.reason}")
                    failed += 1
                    continue
                sheet = unused.pop(item.source.sha256, None) or sheets.get(item.source.sha256)
                try:
                    made = item if sheet is None else apply(item, sheet)
                except CorrectionError as error:
                    complain(as_utf8(str(error)))
                    failed += 1
                    continue
                writer.write(made)
                done += 1
                decided += 0 if sheet is None else len(sheet.items)
                if gold is None or sheet is None:
                    continue
                if sheet.complete or unfinished:
                    _write_gold(gold, made)
                    golds += 1
                else:
                    unfinished_names.append(item.source.name)
            if done:
                writer.commit()
    except OSError as error:
        complain(f"{as_utf8(out)}: cannot be written: {reason_of(error)}")
        return Exit.FAILED
    for sheet in unused.values():
        complain(f"{_missing(sheet)}")
    for name in unfinished_names:
        complain(
            f"{as_utf8(name)}: no gold file, it was not reviewed in full; tick that in the page, or give --unfinished"
        )
    told = f"{count(decided, 'decision')} applied to {count(done, 'document')}"
    complain(told + (f"; {count(golds, 'gold file')} in {as_utf8(str(gold))}" if gold is not None else ""))
    return Exit.FAILED if failed or unused else Exit.OK


def _missing(sheet: Sheet) -> str:
    return f"{sheet.name}: there are corrections for it, but no such document is among DOCS, or it has changed since"


def _write_gold(folder: Path, document: PlanDocument) -> None:
    content = json.dumps(to_gold(document), ensure_ascii=False, indent=1) + "\n"
    write_text(folder / f"{PurePosixPath(document.source.name).stem}.gold.json", content)


def _writer(out: str) -> DocumentWriter:
    path = Path(out)
    if out == "-":
        return JsonStreamWriter(sys.stdout)
    if path.suffix.lower() == ".jsonl":
        return JsonLinesWriter(path)
    if path.exists() and not path.is_dir():
        raise click.UsageError(f"OUT {as_utf8(out)} is a file; give a folder, or a name that ends in .jsonl.")
    return JsonFolderWriter(path)
