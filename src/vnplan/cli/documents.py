"""The documents that a command is given: plans to parse, or what `vnplan convert` wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from vnplan.archive import Failure, attempt, discover
from vnplan.archive.isolation import reason_of
from vnplan.archive.packed import read_bytes
from vnplan.export.reading import JSON_SUFFIXES, NotADocumentError, read_documents
from vnplan.lexicon.own import Lexicon
from vnplan.model import PlanDocument


def load(paths: Sequence[str], lexicon: Lexicon | None = None) -> Iterator[PlanDocument | Failure]:
    """Give the documents that `paths` name, one after another, and the reason where there is none; plans with `lexicon`.

    A path that ends in .json or .jsonl holds documents; any other file is a plan. Of a folder the plans are taken, or,
    where it holds none, what `written_below` gives.
    """
    for given in paths:
        found = discover([given])
        yield from found.failures
        for item in found.inputs:
            if item.path.suffix.lower() in JSON_SUFFIXES:
                yield from _written(item.path)
            else:
                yield attempt(partial(read_bytes, item.path), item.name, lexicon)
        if not found.inputs and Path(given).is_dir():
            for file in written_below(Path(given)):
                yield from _written(file)


def written_below(folder: Path) -> list[Path]:
    """The files of a folder that hold the JSON of documents: all .json below it, or else its JSON Lines."""
    found = discover([folder], suffixes=frozenset({".json"})).inputs
    if found:
        return [item.path for item in found]
    return lines_in(folder)


def lines_in(folder: Path) -> list[Path]:
    """The JSON Lines files of a folder, as the shards of an archive, without `vnplan convert`'s notes beside them."""
    return [
        path for path in sorted(folder.glob("*.jsonl")) if not path.name.endswith((".manifest.jsonl", ".partial.jsonl"))
    ]


def _written(path: Path) -> Iterator[PlanDocument | Failure]:
    try:
        yield from read_documents(path)
    except OSError as error:
        yield Failure(str(path), reason_of(error))
    except NotADocumentError as error:
        yield Failure(str(path), str(error).removeprefix(f"{path}: ").removeprefix(f"{path}, "))
