"""`vnplan apply-corrections`: what a reviewer decided in the review page, put into the documents."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import click

from vnplan.archive import Failure
from vnplan.archive.discovery import as_utf8
from vnplan.archive.isolation import reason_of
from vnplan.archive.stores import Places
from vnplan.cli.documents import load
from vnplan.cli.reading import reading_options
from vnplan.cli.terminal import Exit, complain
from vnplan.evaluate.corrections import CorrectionError, Sheet, apply, load_corrections
from vnplan.evaluate.goldform import to_gold
from vnplan.export import JsonLinesWriter, to_json
from vnplan.export.wording import count
from vnplan.export.writers import write_text
from vnplan.model import PlanDocument


@click.command("apply-corrections")
@click.argument("docs", nargs=-1, required=True, type=click.Path(), metavar="DOCS...")
@click.argument("corrections", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-o", "--output", "out", required=True, metavar="OUT", help="File ending in .jsonl, or a folder, or -.")
@click.option("--gold", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write the documents that were reviewed in full as gold files, too.")  # fmt: skip
@click.option("--unfinished", is_flag=True, help="With --gold: also those that were not reviewed in full.")
@reading_options
def command(docs: Sequence[str], corrections: Path, out: str, gold: Path | None, *, unfinished: bool) -> int:
    """Put a reviewer's corrections into documents.

    DOCS are what the review page was made of: plans, or the JSON or JSON Lines that vnplan convert wrote; CORRECTIONS is
    the file that the page saved. OUT gets the corrected documents as vnplan convert would write them, for vnplan load
    and the others. The gold files of --gold are the yardstick of vnplan evaluate.

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
    missing = False
    unfinished_names: list[str] = []
    gold_places = Places()
    try:
        with _output(out) as write:
            for item in load(docs):
                if isinstance(item, Failure):
                    complain(f"{as_utf8(item.name)}: {item.reason}")
                    failed += 1
                    missing |= item.missing
                    continue
                sheet = unused.pop(item.source.sha256, None) or sheets.get(item.source.sha256)
                try:
                    made = item if sheet is None else apply(item, sheet)
                except CorrectionError as error:
                    complain(as_utf8(str(error)))
                    failed += 1
                    continue
                write(made)
                done += 1
                decided += 0 if sheet is None else len(sheet.items)
                if gold is None or sheet is None:
                    continue
                if sheet.complete or unfinished:
                    name = gold_places.of(PurePosixPath(made.source.name).stem).removesuffix(".json")
                    _write_gold(gold / f"{name}.gold.json", made)
                    golds += 1
                else:
                    unfinished_names.append(item.source.name)
    except OSError as error:
        complain(f"{as_utf8(out)}: cannot be written: {reason_of(error)}")
        return Exit.FAILED
    for sheet in unused.values():
        complain(_missing(sheet))
    for name in unfinished_names:
        complain(
            f"{as_utf8(name)}: no gold file, it was not reviewed in full; tick that in the page, or give --unfinished"
        )
    told = f"{count(decided, 'decision')} applied, {count(done, 'document')} written to {_place(out)}"
    complain(told + (f"; {count(golds, 'gold file')} in {as_utf8(str(gold))}" if gold is not None else ""))
    if missing and not done:
        return Exit.MISSING
    return Exit.FAILED if failed or unused else Exit.OK


def _place(out: str) -> str:
    return "standard output" if out == "-" else as_utf8(out)


def _missing(sheet: Sheet) -> str:
    return (
        f"{as_utf8(sheet.name)}: there are corrections for it, but no such document is among DOCS, or it has changed"
        " since; give what the page was made of"
    )


def _write_gold(place: Path, document: PlanDocument) -> None:
    content = json.dumps(to_gold(document), ensure_ascii=False, indent=1) + "\n"
    write_text(place, content)


@contextmanager
def _output(out: str) -> Iterator[Callable[[PlanDocument], None]]:
    """Give what takes the documents: onto standard output, into one file that appears whole, or one file each."""
    path = Path(out)
    if out == "-":
        yield lambda document: print(to_json(document))
        return
    if path.suffix.lower() == ".jsonl":
        with JsonLinesWriter(path) as writer:
            yield writer.write
            if writer.begun:  # a run that got nothing leaves an older file alone
                writer.commit()
        return
    if path.exists() and not path.is_dir():
        raise click.UsageError(f"OUT {as_utf8(out)} is a file; give a folder, or a name that ends in .jsonl.")
    places = Places()
    # The names of files are UTF-8 bytes whatever the locale.
    yield lambda document: write_text(
        path / os.fsdecode(places.of(document.source.name).encode("utf-8")), to_json(document, indent=1) + "\n"
    )
