"""`vnplan convert`: many documents to JSON files or JSON Lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

import click

from vnplan.archive import Discovery, Failure, Input, attempt, discover
from vnplan.archive.discovery import as_utf8
from vnplan.archive.isolation import reason_of
from vnplan.archive.packed import read_bytes
from vnplan.cli.reading import reading_options
from vnplan.cli.terminal import Exit, complain
from vnplan.errors import UnreadableSource
from vnplan.export import DocumentWriter, JsonFolderWriter, JsonLinesWriter, JsonStreamWriter
from vnplan.export.wording import count
from vnplan.model import PlanDocument
from vnplan.read.office import prepare


@click.command("convert")
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option("-o", "--output", "out", required=True, metavar="OUT", help="File ending in .jsonl, or a folder, or -.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what failed.")
@reading_options
def command(paths: Sequence[str], out: str, *, quiet: bool) -> int:
    """Convert documents to JSON.

    Each PATH is a file, or a folder or zip archive that is walked to the bottom for documents; `vnplan doctor` lists the
    kinds. What is no document is named and left out. OUT ending in
    .jsonl gets JSON Lines, one document a line; - prints the same to standard output; any other OUT is a folder that
    gets one JSON file per document, at the same place below it as the document has below PATH.

    A document that cannot be read is named on standard error, the others go on, and the exit code is 1.
    """
    began = time.monotonic()
    writer = _writer(out)
    found = discover(paths)
    for failure in found.failures:
        _report(failure.name, failure.reason)
    for other in found.others if not quiet else ():
        complain(f"{as_utf8(other.name)}: skipped: {other.reason}")
    failed, done = len(found.failures), 0
    try:
        with writer, _progress(found, shown=not quiet) as bar:
            for at, item in enumerate(found.inputs):
                if at % _BATCH == 0:
                    _prepare(found.inputs[at : at + _BATCH])
                result = attempt(partial(read_bytes, item.path), item.name)
                if not isinstance(result, Failure):
                    result = _store(writer, result)
                if isinstance(result, Failure):
                    bar.clear()
                    _report(str(item.path), result.reason)
                    failed += 1
                else:
                    done += 1
                bar.update()
            if done or not failed:  # a run that got nothing leaves an older file alone
                writer.commit()
    except BrokenPipeError:
        raise
    except OSError as error:
        _report(out, f"cannot be written: {reason_of(error)}")
        return Exit.FAILED
    if not quiet:
        complain(_closing(done, out, time.monotonic() - began, failed, found.skipped))
    return Exit.FAILED if failed else Exit.OK


_BATCH = 40
"""Documents that LibreOffice gets in one go."""
_OFFICE = frozenset({".doc", ".dot", ".wps", ".odt", ".ott", ".rtf"})


def _prepare(inputs: Sequence[Input]) -> None:
    """Let LibreOffice convert what it must convert of `inputs` in one go; what goes wrong shows when its turn comes."""
    found: list[bytes] = []
    for item in inputs:
        if item.path.suffix.lower() in _OFFICE:
            try:
                found.append(read_bytes(item.path))
            except (OSError, UnreadableSource):
                continue
    if len(found) > 1:
        prepare(found)


def _store(writer: DocumentWriter, document: PlanDocument) -> PlanDocument | Failure:
    """Write `document`; where each document has a file of its own, an error is that document's alone."""
    if not isinstance(writer, JsonFolderWriter):
        writer.write(document)
        return document
    try:
        writer.write(document)
    except OSError as error:
        return Failure(document.source.name, f"its JSON cannot be written: {reason_of(error)}")
    return document


def _writer(out: str) -> DocumentWriter:
    path = Path(out)
    if out == "-":
        return JsonStreamWriter(sys.stdout)
    if path.suffix.lower() == ".jsonl":
        if path.is_dir():
            raise click.UsageError(f"OUT {as_utf8(out)} is a folder, but its name ends in .jsonl.")
        return JsonLinesWriter(path)
    if path.exists() and not path.is_dir():
        raise click.UsageError(f"OUT {as_utf8(out)} is a file; give a folder, or a name that ends in .jsonl.")
    return JsonFolderWriter(path)


class _Bar(Protocol):
    """What is asked of a progress bar."""

    def update(self) -> object: ...

    def clear(self) -> object: ...


class _NoBar:
    def update(self) -> None: ...

    def clear(self) -> None: ...


@contextmanager
def _progress(found: Discovery, *, shown: bool) -> Iterator[_Bar]:
    """Show a bar on stderr while a person looks."""
    if not shown or not sys.stderr.isatty():
        yield _NoBar()
        return
    from tqdm import tqdm  # 20 ms that a run without a bar need not pay

    with tqdm(total=len(found.inputs), unit="doc", file=sys.stderr, leave=False) as bar:
        yield bar


def _report(path: str, reason: str) -> None:
    complain(f"{as_utf8(path)}: {reason}")


def _closing(done: int, out: str, seconds: float, failed: int, skipped: int) -> str:
    place = "standard output" if out == "-" else as_utf8(out)
    line = f"{count(done, 'document')} converted to {place} in {seconds:.1f} s"
    if failed:
        line += f"; {failed} failed"
    if skipped:
        line += f"; {count(skipped, 'other file')} skipped"
    return line
