"""Where a batch puts its documents: a folder of JSON files, one JSON Lines file, or a stream.

A store takes documents with `put`, makes them survive a loss of power with `sync`, and with `finish` gives the output
its last form. What was synced and recorded in the manifest is not made again by the next run.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from vnplan.archive.manifest import Manifest, Record, number_of, sync_folder

_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
"""Errors that the next document will meet as well: the run ends, and a later one goes on from there."""


def is_fatal(error: OSError) -> bool:
    """Say whether an error of writing ends the whole run and not only its document."""
    return error.errno in _FATAL


class Places:
    """Gives every document a place of its own below the output: its name with `.json`.

    The suffix of the source stays in the name (`a.txt.json`), so `a.txt` and `a.md` are two places. Two documents with
    one name (`x/a.txt` and `y/a.txt`, both given directly) are two places as well: the second is `a.txt.2.json`.
    """

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def of(self, name: str) -> str:
        """The place of the next document, whose name is `name`."""
        # A name may come from anywhere; it must not lead out of the folder.
        parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..")] or ["document"]
        if parts[0].startswith(".unfinished"):
            parts[0] = f"_{parts[0]}"  # the folder in which `FolderStore` writes, gone at the end of a run
        stem = "/".join(parts)
        place, n = f"{stem}.json", 2
        while number_of(place.casefold()) in self._taken:  # folded: some file systems do not tell `A` from `a`
            place, n = f"{stem}.{n}.json", n + 1
        self._taken.add(number_of(place.casefold()))
        return place


class Store(Protocol):
    """Where documents go.

    Attributes:
        manifest_path: None where nothing can be resumed.
        indent: Blanks per level of the JSON, None for one line.
        target: The one file that the manifest's offsets are of, None where there is none.
    """

    manifest_path: Path | None
    indent: int | None
    target: Path | None

    def open(self, manifest: Manifest | None) -> None:
        """Begin: drop what an earlier run left half-done."""

    def holds(self, record: Record) -> bool:
        """Say whether the document of `record` is still there, whole."""

    def put(self, place: str, line: bytes, record: Record) -> None:
        """Write one document; adds to `record` what finds it again."""

    def sync(self) -> None:
        """Make everything that was put survive a loss of power."""

    def read(self, record: Record) -> bytes:
        """The JSON of one document."""

    def finish(self, manifest: Manifest | None, current: Iterable[Record], *, prune: bool) -> None:
        """Give the output its last form: the documents of `current`, in that order."""

    def close(self) -> None:
        """Let go of files; what was synced stays."""


class FolderStore:
    """One JSON file per document, at its place below `folder`.

    A file is written below `folder/.unfinished`, synced, and renamed to its place: a reader sees the whole file or none.
    """

    indent: int | None = 1
    target: Path | None = None

    def __init__(self, folder: Path, *, tag: str = "") -> None:
        self.folder = folder
        self.manifest_path: Path | None = folder / f"manifest{tag}.jsonl"
        self._unfinished = folder / f".unfinished{tag}"
        self._waiting: list[tuple[Path, Path, IO[bytes]]] = []
        self._count = 0

    def open(self, manifest: Manifest | None) -> None:  # noqa: ARG002
        """See `Store.open`."""
        shutil.rmtree(self._unfinished, ignore_errors=True)
        self._unfinished.mkdir(parents=True)

    def _path(self, place: str) -> Path:
        # The names of files are UTF-8 bytes whatever the locale; under a UTF-8 locale this changes nothing.
        return self.folder / os.fsdecode(place.encode("utf-8"))

    def holds(self, record: Record) -> bool:
        """See `Store.holds`."""
        try:
            return self._path(record["place"]).stat().st_size == record.get("length")
        except OSError:
            return False

    def put(self, place: str, line: bytes, record: Record) -> None:
        """See `Store.put`."""
        target = self._path(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        if len(os.fsencode(target.name)) > 255:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        content = line + b"\n"
        self._count += 1
        temporary = self._unfinished / str(self._count)
        file = temporary.open("xb")
        try:
            file.write(content)
            file.flush()
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise
        self._waiting.append((temporary, target, file))
        record["length"] = len(content)

    def sync(self) -> None:
        """See `Store.sync`."""
        for _, _, file in self._waiting:
            os.fsync(file.fileno())
            file.close()
        for temporary, target, _ in self._waiting:
            os.replace(temporary, target)  # noqa: PTH105  the name says atomic
        for folder in {target.parent for _, target, _ in self._waiting}:
            sync_folder(folder)
        self._waiting.clear()

    def read(self, record: Record) -> bytes:
        """See `Store.read`."""
        return self._path(record["place"]).read_bytes()

    def finish(self, manifest: Manifest | None, current: Iterable[Record], *, prune: bool) -> None:
        """See `Store.finish`. Documents of other runs into this folder stay, unless `prune`."""
        self.close()
        assert manifest is not None  # noqa: S101  a folder has one
        seen: set[int] = set()

        def records() -> Iterator[Record]:
            for record in current:
                seen.add(number_of(record["place"]))
                yield record
            for record in manifest.records():
                if number_of(record["place"]) not in seen:
                    if prune:
                        self._path(record["place"]).unlink(missing_ok=True)
                    else:
                        yield record

        manifest.adopt(manifest.rewrite(records()))

    def close(self) -> None:
        """See `Store.close`."""
        for _, _, file in self._waiting:
            file.close()
        self._waiting.clear()
        shutil.rmtree(self._unfinished, ignore_errors=True)


class LinesStore:
    """One JSON Lines file, in the order of the input; under its own name it is always a whole one.

    Until the run is through, lines stand in `NAME.partial.jsonl`, and the manifest beside it says where each begins.
    """

    indent: int | None = None

    def __init__(self, target: Path) -> None:
        self.target: Path | None = target
        self._target = target
        stem = target.name[: -len(target.suffix)]
        self.manifest_path: Path | None = target.with_name(f"{stem}.manifest.jsonl")
        self._partial = target.with_name(f"{stem}.partial.jsonl")
        self._file: IO[bytes] | None = None
        self._end = 0

    def open(self, manifest: Manifest | None) -> None:
        """See `Store.open`."""
        if manifest is None:
            return
        if self._partial.exists():
            self._end = max((_stop(r) for r in manifest.records() if r.get("in") == "partial"), default=0)
            if self._end > self._partial.stat().st_size:
                self._end = 0  # not ours, or cut: nothing in it counts
            with self._partial.open("r+b") as file:
                file.truncate(self._end)

    def holds(self, record: Record) -> bool:
        """See `Store.holds`."""
        if "offset" not in record:
            return False
        if record.get("in") == "partial":
            # Renamed already, but killed before the manifest was: then the final file is that partial one.
            path = self._partial if self._partial.exists() else self._target
            size = self._end if path is self._partial else _size(path)
        else:
            path, size = self._target, _size(self._target)
        return _stop(record) <= size and _is_line(path, record)

    def put(self, place: str, line: bytes, record: Record) -> None:  # noqa: ARG002
        """See `Store.put`."""
        if self._file is None:
            self._partial.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._partial.open("ab")
            self._file.truncate(self._end)
        self._file.write(line + b"\n")
        record["offset"] = self._end
        record["length"] = len(line)
        record["in"] = "partial"
        self._end += len(line) + 1

    def sync(self) -> None:
        """See `Store.sync`."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def _path(self, record: Record) -> Path:
        return self._partial if record.get("in") == "partial" and self._partial.exists() else self._target

    def read(self, record: Record) -> bytes:
        """See `Store.read`."""
        if self._file is not None:
            self._file.flush()
        with self._path(record).open("rb") as file:
            file.seek(record["offset"])
            return file.read(record["length"])

    def finish(self, manifest: Manifest | None, current: Iterable[Record], *, prune: bool) -> None:  # noqa: ARG002
        """See `Store.finish`. The file holds the documents of `current` and no other."""
        assert manifest is not None  # noqa: S101  a file has one
        self.close()
        assembled = self._target.with_name(f"{self._partial.name}.new")
        with assembled.open("wb") as out, _Files() as files:

            def records() -> Iterator[Record]:
                for record in current:
                    if "offset" in record:
                        source = files.open(self._path(record))
                        source.seek(record["offset"])
                        record["offset"] = out.tell()
                        record.pop("in", None)
                        out.write(source.read(record["length"]) + b"\n")
                    yield record
                out.flush()
                os.fsync(out.fileno())

            # The inode tells a later run whether the renaming below was reached (`Manifest`).
            fresh = manifest.rewrite(records(), inode=os.fstat(out.fileno()).st_ino)
        os.replace(assembled, self._target)  # noqa: PTH105  the name says atomic
        manifest.adopt(fresh)
        self._partial.unlink(missing_ok=True)

    def close(self) -> None:
        """See `Store.close`."""
        if self._file is not None:
            self._file.close()
            self._file = None


class StreamStore:
    """Lines onto an open stream; nothing can be resumed."""

    manifest_path: Path | None = None
    indent: int | None = None
    target: Path | None = None

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def open(self, manifest: Manifest | None) -> None:
        """See `Store.open`."""

    def holds(self, record: Record) -> bool:  # noqa: ARG002
        """See `Store.holds`."""
        return False

    def put(self, place: str, line: bytes, record: Record) -> None:  # noqa: ARG002
        """See `Store.put`."""
        self._stream.write(line + b"\n")

    def sync(self) -> None:
        """See `Store.sync`."""
        self._stream.flush()

    def read(self, record: Record) -> bytes:
        """See `Store.read`."""
        raise NotImplementedError

    def finish(self, manifest: Manifest | None, current: Iterable[Record], *, prune: bool) -> None:
        """See `Store.finish`."""

    def close(self) -> None:
        """See `Store.close`."""


class _Files:
    """Open files by path, so that copying line by line opens each once."""

    def __init__(self) -> None:
        self._open: dict[Path, IO[bytes]] = {}

    def open(self, path: Path) -> IO[bytes]:
        if path not in self._open:
            self._open[path] = path.open("rb")
        return self._open[path]

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._open.values():
            file.close()


def _stop(record: Record) -> int:
    return record.get("offset", 0) + record.get("length", 0) + 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_line(path: Path, record: Record) -> bool:
    """Say whether a whole line stands at the place of `record`."""
    with path.open("rb") as file:
        file.seek(record["offset"])
        head = file.read(1)
        file.seek(_stop(record) - 1)
        return head == b"{" and file.read(1) == b"\n"
