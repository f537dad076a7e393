"""Files and folders to the list of documents in them: always the same ones, in the same order, under the same names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vnplan.archive.isolation import Failure, reason_of

TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown"})
"""Suffixes that are taken when a folder is walked; case does not count."""


@dataclass(frozen=True, slots=True)
class Input:
    """One document to parse: where its bytes are, and what `source.name` is to be."""

    path: Path
    name: str


@dataclass(slots=True)
class Discovery:
    """What was found.

    Attributes:
        inputs: The documents, each path once.
        skipped: Number of files in folders whose suffix is not one of a document.
        failures: Folders that could not be opened.
    """

    inputs: list[Input] = field(default_factory=list)
    skipped: int = 0
    failures: list[Failure] = field(default_factory=list)


def discover(paths: Iterable[str | os.PathLike[str]], *, suffixes: frozenset[str] = TEXT_SUFFIXES) -> Discovery:
    """Find the documents that `paths` name.

    Args:
        paths: Files and folders, in the order wanted. A file is taken whatever its suffix, also one that does not
            exist: that is for the one who opens it to find out. A folder is walked to the bottom in sorted order;
            links to folders are not followed, they may lead in a circle.
        suffixes: What is taken in folders, lower case with the dot.

    Returns:
        The documents. The name is the path below the given folder with `/` between its parts, or the file's own name
        for a file given directly.
    """
    found = Discovery()
    found.inputs.extend(stream(paths, found, suffixes=suffixes))
    return found


def stream(
    paths: Iterable[str | os.PathLike[str]], found: Discovery, *, suffixes: frozenset[str] = TEXT_SUFFIXES
) -> Iterator[Input]:
    """Give the documents that `paths` name one by one, as `discover` does, without keeping them.

    Args:
        paths: As in `discover`.
        found: Gets what was skipped and what could not be opened; its `inputs` stay as they are.
        suffixes: As in `discover`.
    """
    seen: set[int] = set()  # hashes, not names: a hundred thousand names are tens of megabytes
    for given in map(Path, paths):
        for path, name in _walk(given, found) if given.is_dir() else [(given, given.name)]:
            if path != given and path.suffix.lower() not in suffixes:
                found.skipped += 1
                continue
            key = hash(os.path.abspath(path))  # noqa: PTH100  `resolve` follows links; two names are two documents
            if key not in seen:
                seen.add(key)
                yield Input(path, as_utf8(name))


def _walk(folder: Path, found: Discovery) -> Iterator[tuple[Path, str]]:
    """Give the files below `folder` with their relative names."""
    waiting = [(folder, "", True)]
    while waiting:
        path, name, is_folder = waiting.pop()
        if not is_folder:
            yield path, name
            continue
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            found.failures.append(Failure(str(path), reason_of(error)))
            continue
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            # A link that leads nowhere is taken, to be reported; a pipe or device is not, it could block for ever.
            dangling = entry.is_symlink() and not os.path.exists(entry)  # noqa: PTH110  no Path for every entry
            if is_folder or entry.is_file() or dangling:
                waiting.append((path / entry.name, f"{name}/{entry.name}" if name else entry.name, is_folder))


def as_utf8(name: str) -> str:
    """Give a file name as text that can be written as UTF-8.

    Python decodes file names by the locale and hides what does not fit in lone surrogates, so under an ASCII locale a
    Vietnamese name is unreadable although its bytes are good UTF-8. Those bytes are what counts here.
    """
    return os.fsencode(name).decode("utf-8", "replace")
