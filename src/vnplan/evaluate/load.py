"""Gold files and predictions from disk."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from vnplan.errors import VnplanError
from vnplan.evaluate.align import Item, pick
from vnplan.model import PlanDocument

_SECTIONS_OF_GOLD = ("header", "sections", "citations", "deadlines", "targets", "units")


class EvaluationError(VnplanError):
    """The gold or the predictions cannot be read; the message names the file."""


def load_gold(folder: Path) -> list[Item]:
    """Read all `*.gold.json` of `folder`, by name.

    Raises:
        EvaluationError: there is none, or one is not a gold file.
    """
    files = sorted(folder.glob("*.gold.json"))
    if not files:
        raise EvaluationError(f"{folder}: no *.gold.json in it")
    golds = [_parse(path.read_bytes(), str(path)) for path in files]
    for path, gold in zip(files, golds, strict=True):
        lacking = [key for key in ("doc", *_SECTIONS_OF_GOLD) if not isinstance(gold, dict) or key not in gold]
        if lacking:
            raise EvaluationError(f"{path}: not a gold file, it has no {', '.join(lacking)}")
    return golds


def load_predictions(source: Path | Iterable[PlanDocument]) -> dict[str, Item]:
    """Read predicted documents.

    Args:
        source: A JSON Lines file, a folder of `.json` files, or documents. JSON that is no `PlanDocument` is left out.

    Returns:
        The documents by the last part of their `source.name`; of two with one name the later.

    Raises:
        EvaluationError: something is not JSON.
    """
    if isinstance(source, Path):
        documents = _from_folder(source) if source.is_dir() else _from_lines(source)
    else:
        documents = [document.model_dump(mode="json") for document in source]
    named = [(pick(document, "source", "name"), document) for document in documents]
    return {PurePosixPath(name).name: document for name, document in named if isinstance(name, str)}


def _from_folder(folder: Path) -> list[Any]:
    return [_parse(path.read_bytes(), str(path)) for path in sorted(folder.rglob("*.json"))]


def _from_lines(path: Path) -> list[Any]:
    # Lines end at a line feed alone: other separators may stand inside the strings of JSON.
    lines = path.read_bytes().split(b"\n")
    return [_parse(line, f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def _parse(data: bytes, where: str) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except ValueError as error:
        raise EvaluationError(f"{where}: not JSON in UTF-8: {error}") from error
