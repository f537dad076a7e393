"""Files and folders to the list of documents in them: always the same ones, in the same order, under the same names."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vnplan.archive.isolation import Failure, reason_of
from vnplan.archive.packed import is_archive, members
from vnplan.read import Kind, ReadOptions, detect

TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown"})
"""Suffixes of plain text; case does not count."""

DOCUMENT_SUFFIXES = TEXT_SUFFIXES | frozenset(
    [
        ".docx",
        ".docm",
        ".dotx",
        ".doc",
        ".dot",
        ".wps",
        ".odt",
        ".ott",
        ".rtf",
        ".pdf",
        ".html",
        ".htm",
        ".xhtml",
        ".mht",
        ".mhtml",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".bmp",
        ".gif",
        ".webp",
    ]
)
"""Suffixes that are taken when a folder or an archive is walked. A file with another suffix is taken when its bytes
show that it is such a document all the same."""

MAX_NAMED = 10_000
"""Skipped files that are remembered by name."""


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
        skipped: Number of files in folders and archives that are no documents.
        others: Those files, the first ones, each with the reason.
        failures: Folders and archives that could not be opened, and entries of archives that cannot be read.
    """

    inputs: list[Input] = field(default_factory=list)
    skipped: int = 0
    others: list[Failure] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def skip(self, path: Path) -> None:
        """Count a file that is no document."""
        self.skipped += 1
        if len(self.others) < MAX_NAMED:
            kind = f"{path.suffix.lower()} files are not read" if path.suffix else "it is of a kind that is not read"
            self.others.append(Failure(str(path), kind))


def discover(paths: Iterable[str | os.PathLike[str]], *, suffixes: frozenset[str] = DOCUMENT_SUFFIXES) -> Discovery:
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
    paths: Iterable[str | os.PathLike[str]], found: Discovery, *, suffixes: frozenset[str] = DOCUMENT_SUFFIXES
) -> Iterator[Input]:
    """Give the documents that `paths` name one by one, as `discover` does, without keeping them.

    Args:
        paths: As in `discover`.
        found: Gets what was skipped and what could not be opened; its `inputs` stay as they are.
        suffixes: As in `discover`.
    """
    seen: set[int] = set()  # hashes, not names: a hundred thousand names are tens of megabytes
    for given in map(Path, paths):
        for path, name in _files(given, found, suffixes):
            if path != given and not _is_document(path, suffixes):
                found.skip(path)
                continue
            key = hash(os.path.abspath(path))  # noqa: PTH100  `resolve` follows links; two names are two documents
            if key not in seen:
                seen.add(key)
                yield Input(path, as_utf8(name))


def _files(given: Path, found: Discovery, suffixes: frozenset[str]) -> Iterator[tuple[Path, str]]:
    """Give the files that a path names, with their names; what an archive holds in place of the archive."""
    for path, name in _walk(given, found) if given.is_dir() else [(given, given.name)]:
        if path.suffix.lower() not in suffixes and is_archive(path):
            yield from _members(path, name, found, suffixes)
        else:
            yield path, name


def _members(path: Path, name: str, found: Discovery, suffixes: frozenset[str]) -> Iterator[tuple[Path, str]]:
    """Give the documents in an archive as if it were a folder."""
    try:
        for member in members(path, ReadOptions.from_environment().max_bytes):
            inside = path / member.name
            if inside.suffix.lower() not in suffixes:
                found.skip(inside)
            elif member.problem:
                found.failures.append(Failure(str(inside), member.problem))
            else:
                yield inside, f"{name}/{member.name}"
    except OSError as error:
        found.failures.append(Failure(str(path), reason_of(error)))
    except zipfile.BadZipFile:
        found.failures.append(Failure(str(path), "the archive is damaged"))


_TOLD_BY_BYTES = frozenset({Kind.DOCX, Kind.DOC, Kind.ODT, Kind.RTF, Kind.PDF, Kind.HTML, Kind.MHTML, Kind.PROTECTED})
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def _is_document(path: Path, suffixes: frozenset[str]) -> bool:
    """Say whether a file of a folder is to be taken: by its suffix, or by its bytes where the suffix says nothing."""
    if path.suffix.lower() in suffixes:
        return True
    if suffixes is not DOCUMENT_SUFFIXES and suffixes != DOCUMENT_SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(8192)
            # What these are stands at their end.
            if head.startswith(_PACKED) and path.stat().st_size < 50_000_000:
                head += file.read()
    except OSError:
        return False
    return detect(head) in _TOLD_BY_BYTES


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
