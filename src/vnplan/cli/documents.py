"""The documents that a command is given: plans to parse, or what `vnplan convert` wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from vnplan.archive import Failure, attempt, discover
from vnplan.archive.isolation import reason_of
from vnplan.export.reading import JSON_SUFFIXES, NotADocumentError, read_documents
from vnplan.model import PlanDocument


def load(paths: Sequence[str]) -> Iterator[PlanDocument | Failure]:
    """Give the documents that `paths` name, one after another, and the reason where there is none.

    A path that ends in .json or .jsonl holds documents; any other file is a plan. Of a folder the plans are taken, or,
    where it holds none, the .json files.
    """
    for given in paths:
        found = discover([given])
        if Path(given).is_dir() and not found.inputs:
            found = discover([given], suffixes=frozenset({".json"}))  # beside them may be lists of what was done
        yield from found.failures
        for item in found.inputs:
            if item.path.suffix.lower() in JSON_SUFFIXES:
                yield from _written(item.path)
            else:
                yield attempt(item.path.read_bytes, item.name)


def _written(path: Path) -> Iterator[PlanDocument | Failure]:
    try:
        yield from read_documents(path)
    except OSError as error:
        yield Failure(str(path), reason_of(error))
    except NotADocumentError as error:
        yield Failure(str(path), str(error).removeprefix(f"{path}: ").removeprefix(f"{path}, "))
