"""`vnplan convert`: many documents to JSON files or JSON Lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Protocol

import click

from vnplan.archive import FolderStore, Limits, LinesStore, ManifestError, Shard, Store, StreamStore, Summary
from vnplan.archive.batch import convert_archive, count_inputs, default_jobs, processors
from vnplan.archive.discovery import as_utf8
from vnplan.archive.isolation import reason_of
from vnplan.archive.workers import default_seconds
from vnplan.cli.reading import reading_options
from vnplan.cli.terminal import Exit, complain
from vnplan.export.wording import count


class _ShardType(click.ParamType[Shard]):
    """`i/n`, from `1/n` to `n/n`."""

    name = "i/n"

    def convert(self, value: str | Shard, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        if isinstance(value, Shard):
            return value
        index, slash, number = value.partition("/")
        if slash and index.isdecimal() and number.isdecimal() and 1 <= int(index) <= int(number):
            return Shard(int(index), int(number))
        return self.fail("give i/n with i from 1 to n, as 2/8.", param, ctx)


@click.command("convert")
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option("-o", "--output", "out", required=True, metavar="OUT", help="File ending in .jsonl, or a folder, or -.")
@click.option(
    "-j", "--jobs", type=click.IntRange(0), help="Worker processes; 0: none, without isolation. [default: processors]"
)
@click.option("--shard", type=_ShardType(), help="Do part i of n alone, as 2/8: for several machines.")
@click.option(
    "--timeout", type=click.FloatRange(0), help="Seconds a document; 0: any.  [default: 120 more than --max-seconds]"
)
@click.option("--memory", type=click.IntRange(0), default=2048, show_default=True, help="MiB a document; 0: any.")
@click.option("--prune", is_flag=True, help="Remove JSON files below OUT whose documents are gone.")
@click.option("--near/--no-near", default=True, help="Look for near-duplicates at the end.  [default: yes]")
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path), help="Add what happens to this file.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what failed.")
@reading_options
def command(
    paths: Sequence[str], out: str, *, jobs: int | None, shard: Shard | None, timeout: float | None, memory: int,
    prune: bool, near: bool, log: Path | None, quiet: bool,
) -> int:  # fmt: skip
    """Convert documents to JSON.

    Each PATH is a file, or a folder or zip archive that is walked to the bottom for documents; vnplan doctor lists the
    kinds. What is no document is named and left out. OUT ending in .jsonl gets JSON Lines, one document a line; - prints
    the same to standard output; any other OUT is a folder that gets one JSON file per document, at the same place below
    it as the document has below PATH.

    A document that cannot be read, takes too long or breaks its worker is named on standard error, the others go on,
    and the exit code is 1. The manifest beside the output tells what became of each document.

    The command can be killed at any moment and started again: it does only the rest. Documents are done again when
    their content, vnplan itself or the options of reading have changed, or when they failed.
    """
    part = shard or Shard()
    store = _store(out, part)
    if jobs is None:
        jobs = default_jobs()
        if jobs == 0 and not quiet:
            complain("pebble is not installed (extra batch): documents are parsed one by one, without isolation")
    limits = Limits(
        seconds=(default_seconds() if timeout is None else timeout) or None,
        mebibytes=memory or None, programs=max(1, processors() // max(1, jobs)),
    )  # fmt: skip
    try:
        with ExitStack() as stack:
            file = None if log is None else stack.enter_context(log.open("a", encoding="utf-8"))
            watcher = _Watcher(file, quiet=quiet)
            watcher.bar = stack.enter_context(_progress(paths, part, shown=not quiet))
            watcher.note(f"convert to {out}, {count(jobs, 'worker')}, part {part.index} of {part.count}")
            summary = convert_archive(
                paths, store, watcher, jobs=jobs, limits=limits, shard=part, prune=prune, near=near
            )  # fmt: skip
            watcher.note(_closing(summary, out))
    except BrokenPipeError:
        raise
    except ManifestError as error:
        complain(as_utf8(str(error)))
        return Exit.FAILED
    except OSError as error:
        complain(f"{as_utf8(out)}: cannot be written: {reason_of(error)}")
        return Exit.FAILED
    if summary.fatal is not None:
        complain(f"{as_utf8(out)}: cannot be written: {summary.fatal}")
    if not quiet:
        complain(_closing(summary, out))
        if not (summary.done or summary.kept or summary.failures or summary.fatal or shard):
            complain("no documents found: vnplan doctor lists the kinds that are read")
    return Exit.FAILED if summary.failures or summary.fatal else Exit.OK


def _store(out: str, shard: Shard) -> Store:
    path = Path(out)
    if out == "-":
        return StreamStore(sys.stdout.buffer)
    if path.suffix.lower() == ".jsonl":
        path = path.with_name(f"{path.name[: -len(path.suffix)]}{shard.tag}{path.suffix}")
        if path.is_dir():
            raise click.UsageError(f"OUT {as_utf8(out)} is a folder, but its name ends in .jsonl.")
        return LinesStore(path)
    if path.exists() and not path.is_dir():
        raise click.UsageError(f"OUT {as_utf8(out)} is a file; give a folder, or a name that ends in .jsonl.")
    return FolderStore(path, tag=shard.tag)


class _Bar(Protocol):
    """What is asked of a progress bar."""

    def update(self) -> object: ...

    def clear(self) -> object: ...


class _NoBar:
    def update(self) -> None: ...

    def clear(self) -> None: ...


@contextmanager
def _progress(paths: Sequence[str], shard: Shard, *, shown: bool) -> Iterator[_Bar]:
    """Show a bar with rate and time left on stderr while a person looks."""
    if not shown or not sys.stderr.isatty():
        yield _NoBar()
        return
    from tqdm import tqdm  # 20 ms that a run without a bar need not pay

    total = count_inputs(paths, shard)
    with tqdm(total=total, unit="doc", file=sys.stderr, leave=False, smoothing=0.05) as bar:
        yield bar


class _Watcher:
    """Tells people and the log what happens."""

    _EVERY = 10.0

    def __init__(self, log: IO[str] | None, *, quiet: bool) -> None:
        self._log, self._quiet = log, quiet
        self._began = self._told = time.monotonic()
        self.bar: _Bar = _NoBar()

    def note(self, line: str) -> None:
        """Write one line to the log, if there is one."""
        if self._log is not None:
            flat = " ".join(as_utf8(line).split())
            self._log.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {flat}\n")
            self._log.flush()

    def failed(self, path: str, reason: str) -> None:
        """See `vnplan.archive.Observer`."""
        self.bar.clear()
        complain(f"{as_utf8(path)}: {reason}")
        self.note(f"failed: {path}: {reason}")

    def skipped(self, path: str, reason: str) -> None:
        """See `vnplan.archive.Observer`."""
        if not self._quiet:
            self.bar.clear()
            complain(f"{as_utf8(path)}: skipped: {reason}")
        self.note(f"skipped: {path}: {reason}")

    def advanced(self, summary: Summary) -> None:
        """See `vnplan.archive.Observer`."""
        self.bar.update()
        now = time.monotonic()
        if now - self._told >= self._EVERY:
            self._told = now
            rate = (summary.done + summary.failures) / (now - self._began)
            self.note(
                f"{summary.done} done, {summary.kept} stood already, {summary.failures} failed; {rate:.1f} a second"
            )


def _closing(summary: Summary, out: str) -> str:
    place = "standard output" if out == "-" else as_utf8(out)
    line = f"{count(summary.done, 'document')} converted to {place} in {summary.seconds:.1f} s"
    if summary.kept:
        line += f"; {summary.kept} stood already"
    if summary.failures:
        line += f"; {summary.failures} failed"
        if set(summary.reasons) - {"unreadable", "missing", "error", "output"}:
            line += f" ({', '.join(f'{n} {reason}' for reason, n in sorted(summary.reasons.items()))})"
    if summary.duplicates:
        line += f"; {count(summary.duplicates, 'duplicate')}"
    if summary.near:
        line += f"; {count(summary.near, 'near-duplicate')}"
    if summary.skipped:
        line += f"; {count(summary.skipped, 'other file')} skipped"
    return line
