"""A writer that never leaves half a file behind (a run that can go on where it was killed has `vnplan.archive`).

The file is written under a temporary name in the folder where it is to stand and renamed when it is whole; a renaming
inside one folder is atomic, so a reader sees the old file or the new one.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from vnplan.export.jsonform import to_json
from vnplan.model import PlanDocument


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

    As a context manager it cleans up unless `commit` was called.

    Raises:
        OSError: from `write` and `commit`, when the file cannot be written.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._temporary: _TemporaryText | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was written."""
        return self._temporary is not None

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
