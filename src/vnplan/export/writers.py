"""Writers that never leave half a file behind.

Every file is written under a temporary name in the folder where it is to stand and renamed when it is whole; a
renaming inside one folder is atomic, so a reader sees the old file or the new one.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Protocol, Self

from vnplan.export.jsonform import to_json
from vnplan.model import PlanDocument


class DocumentWriter(Protocol):
    """What takes documents one by one. As a context manager it cleans up unless `commit` was called."""

    def write(self, document: PlanDocument) -> None:
        """Take one document."""

    def commit(self) -> None:
        """Make what was written stand."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _TemporaryText:
    """A text file under a temporary name beside `target`, until `keep` renames it or `drop` removes it."""

    def __init__(self, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        self.target = target
        # Not `tempfile`: its files are private to the user (0600) and would stay so after the renaming. The name does
        # not build on the target's, which may already be as long as the file system allows.
        self.path = target.with_name(f".vnplan-{secrets.token_hex(6)}.tmp")
        self.file: IO[str] = self.path.open("x", encoding="utf-8", newline="\n")

    def keep(self) -> None:
        self.file.close()
        os.replace(self.path, self.target)  # noqa: PTH105  `Path.replace` is the same call, this name says atomic

    def drop(self) -> None:
        with suppress(OSError):  # a full disk fails again when the buffer is flushed; the file goes anyway
            self.file.close()
        self.path.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write `text` to the file `target`, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    temporary = _TemporaryText(target)
    try:
        temporary.file.write(text)
        temporary.keep()
    except BaseException:  # KeyboardInterrupt too: nothing half-written stays
        temporary.drop()
        raise


class JsonLinesWriter:
    """Documents into one JSON Lines file, one object a line; the file appears whole at `commit` or not at all.

    Raises:
        OSError: from `write` and `commit`, when the file cannot be written.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._temporary: _TemporaryText | None = None

    def write(self, document: PlanDocument) -> None:
        """Add one line."""
        line = to_json(document)
        self._open().file.write(line + "\n")

    def commit(self) -> None:
        """Put the file in its place; without any document it is an empty file."""
        self._open().keep()
        self._temporary = None

    def _open(self) -> _TemporaryText:
        if self._temporary is None:
            self._temporary = _TemporaryText(self._target)
        return self._temporary

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._temporary is not None:
            self._temporary.drop()


class JsonFolderWriter:
    """Documents into a folder, one file each, at the place of `source.name` with `.json` added.

    The suffix of the source stays in the name (`a.txt.json`), so `a.txt` and `a.md` are two files. Two documents with
    one name (`x/a.txt` and `y/a.txt`, both given directly) are two files as well: the second is `a.txt.2.json`.

    Raises:
        OSError: from `write`, when that document's file cannot be written; the others are not touched.
    """

    def __init__(self, folder: Path, *, indent: int | None = 1) -> None:
        self._folder = folder
        self._indent = indent
        self._taken: set[str] = set()

    def write(self, document: PlanDocument) -> None:
        """Write one file."""
        content = to_json(document, indent=self._indent) + "\n"
        temporary = _TemporaryText(self._place(document.source.name))
        try:
            temporary.file.write(content)
            temporary.keep()
        except BaseException:  # KeyboardInterrupt too: nothing half-written stays
            temporary.drop()
            raise

    def commit(self) -> None:
        """Do nothing: every file stands as soon as it is written."""

    def _place(self, name: str) -> Path:
        # A name may come from anywhere; it must not lead out of the folder.
        parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..")] or ["document"]
        stem = "/".join(parts)
        place, n = f"{stem}.json", 2
        while place.casefold() in self._taken:  # folded: some file systems do not tell `A` from `a`
            place, n = f"{stem}.{n}.json", n + 1
        self._taken.add(place.casefold())
        # The names of files are UTF-8 bytes whatever the locale; under a UTF-8 locale this changes nothing.
        return self._folder / os.fsdecode(place.encode("utf-8"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class JsonStreamWriter:
    """Documents onto an open text stream as JSON Lines; what was written stands at once."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, document: PlanDocument) -> None:
        """Add one line."""
        self._stream.write(to_json(document) + "\n")

    def commit(self) -> None:
        """Hand the last lines on."""
        self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
