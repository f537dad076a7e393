"""The manifest: what became of every document of an archive, one JSON object a line.

The first line says which extractor wrote it. A later line about the same place replaces an earlier one. Lines are
added only after the document they tell of stands on the disk (`Manifest.flush` comes after the store's `sync`), so a
run that is killed, or that loses power, leaves at most documents without a line, never a line without its document.
A last line cut off in the middle is dropped.

One manifest has one writer: it is locked while open.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from array import array
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import UnionType
from typing import IO, Any, NotRequired, Self, TypedDict

from vnplan.errors import VnplanError

FORMAT = 1
_OPENING = b'{"vnplan_manifest":'


class ManifestError(VnplanError):
    """The manifest cannot be used: another run has it, or it is none of ours."""


_In = TypedDict("_In", {"in": NotRequired[str]})
"""`in` is a word of the language; `"partial"` while the run is not through."""


class Record(_In):
    """One document.

    Attributes:
        place: Its place in the output, unique: `a/b.txt.json`.
        name: `source.name`.
        status: done or failed.
        sha256: Of its bytes; empty when they could not be read.
        size: Number of bytes.
        key: Content, extractor and options together: equal keys give equal output.
        seconds: Time taken.
        trouble: Sort of failure (`vnplan.archive.workers.Trouble`).
        reason: The failure in one line.
        offset: Where its line begins in the JSON Lines file.
        length: Number of bytes, without the line end.
        duplicate_of: The place of the first document with the same bytes.
        near_duplicate_of: The place of an earlier document with nearly the same words.
        similarity: How near.
        signature: For finding those.
        compared: It was compared with the earlier ones.
    """

    place: str
    name: str
    status: str
    sha256: str
    size: int
    key: str
    seconds: float
    trouble: NotRequired[str]
    reason: NotRequired[str]
    offset: NotRequired[int]
    length: NotRequired[int]
    duplicate_of: NotRequired[str]
    near_duplicate_of: NotRequired[str]
    similarity: NotRequired[float]
    signature: NotRequired[list[int]]
    compared: NotRequired[bool]


def key_of(sha256: str, extractor: str, options: str = "") -> str:
    """The key under which a result may be used again."""
    return hashlib.sha256(f"{sha256}|{extractor}|{options}".encode()).hexdigest()[:32]


def number_of(text: str) -> int:
    """A 64-bit number that stands for `text`: what is kept in memory of each document."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Manifest:
    """An open manifest.

    Args:
        path: The file; made when it does not exist.
        extractor: What writes it now.
        target: The file that its offsets are of, if any.

    Raises:
        ManifestError: another run writes it, or it is not a manifest of this form.
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path, extractor: str, target: Path | None = None) -> None:
        self.path = path
        self._extractor = extractor
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[bytes] = path.open("a+b")
        try:
            _lock(self._file, path)
            self._recover(target)
            self._places: dict[int, int] = {}
            self._contents: dict[int, int] = {}
            self._pending: list[bytes] = []
            self._pending_size = 0
            self._end = self._read()
        except BaseException:
            self._file.close()
            raise

    def _recover(self, target: Path | None) -> None:
        """Put a rewritten manifest in place, when the run that wrote it was killed between its last two steps."""
        fresh = _fresh(self.path)
        if not fresh.exists():
            return
        with suppress(OSError, ValueError), fresh.open("rb") as file:
            inode = json.loads(file.readline()).get("inode")
            if target is not None and inode is not None and target.stat().st_ino == inode:
                os.replace(fresh, self.path)  # noqa: PTH105  the name says atomic
                self._file.close()
                self._file = self.path.open("a+b")
                _lock(self._file, self.path)
        fresh.unlink(missing_ok=True)

    def _read(self) -> int:
        self._file.seek(0)
        first = self._file.readline()
        if not first.endswith(b"\n") and _OPENING.startswith(first[: len(_OPENING)]):  # new, or cut off at once
            self._file.truncate(0)
            return self._write_header()
        with suppress(ValueError):
            header = json.loads(first)
            if isinstance(header, dict) and header.get("vnplan_manifest") == FORMAT:
                at = len(first)
                for line in self._file:
                    if not line.endswith(b"\n"):
                        break
                    self._note(_record(line), at)
                    at += len(line)
                self._file.truncate(at)
                return at
        raise ManifestError(
            f"{self.path}: it is damaged, or no manifest of this version of vnplan; name another output"
        )

    def _write_header(self) -> int:
        line = _line({"vnplan_manifest": FORMAT, "extractor": self._extractor})
        self._file.write(line)
        self._file.flush()
        return len(line)

    def _note(self, record: Record, at: int) -> None:
        self._places[number_of(record["place"])] = at
        if record["sha256"] and record["status"] == "done":
            self._contents.setdefault(number_of(record["sha256"]), at)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, place: str) -> bool:
        return number_of(place) in self._places

    def find(self, place: str) -> Record | None:
        """The last record of `place`."""
        at = self._places.get(number_of(place))
        record = None if at is None else self._at(at)
        return record if record is not None and record["place"] == place else None

    def by_number(self, number: int) -> Record:
        """The last record of the place with this number (`number_of`)."""
        return self._at(self._places[number])

    def first_with(self, sha256: str) -> Record | None:
        """The first document that was done with these bytes, as the manifest has it now."""
        at = self._contents.get(number_of(sha256)) if sha256 else None
        record = None if at is None else self._at(at)
        return record if record is not None and record["sha256"] == sha256 else None

    def _at(self, at: int) -> Record:
        if at >= self._end:  # not yet written
            for line in self._pending:
                if at == self._end:
                    return _record(line)
                at -= len(line)
        self._file.seek(at)
        return _record(self._file.readline())

    def add(self, record: Record) -> None:
        """Take one record; it stands after `flush`."""
        line = _line(record)
        self._note(record, self._end + self._pending_size)
        self._pending.append(line)
        self._pending_size += len(line)

    def flush(self) -> None:
        """Write what was added, to the disk."""
        if not self._pending:
            return
        data = b"".join(self._pending)
        self._file.write(data)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._end += len(data)
        self._pending.clear()
        self._pending_size = 0

    def records(self) -> Iterator[Record]:
        """The current records, in the order in which they were written."""
        self.flush()
        for at in sorted(self._places.values()):
            yield self._at(at)

    def rewrite(self, records: Iterator[Record], *, inode: int | None = None) -> Path:
        """Write `records` as a new manifest beside this one; `adopt` puts it in its place.

        Args:
            records: May read this manifest while the new one is written.
            inode: Of the file that the new offsets are of; it is renamed to its place before `adopt`.
        """
        fresh = _fresh(self.path)
        with fresh.open("wb") as file:
            file.write(_line({"vnplan_manifest": FORMAT, "extractor": self._extractor, "inode": inode}))
            for record in records:
                file.write(_line(record))
            file.flush()
            os.fsync(file.fileno())
        return fresh

    def adopt(self, fresh: Path) -> None:
        """Put a rewritten manifest in the place of this one; this one is closed."""
        os.replace(fresh, self.path)  # noqa: PTH105  the name says atomic
        sync_folder(self.path.parent)
        self._file.close()

    def close(self) -> None:
        """Write the rest and let go of the lock."""
        if not self._file.closed:
            try:
                self.flush()
            finally:
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_manifest(path: Path) -> Iterator[Record]:
    """Read a manifest without locking it: the last record of each place.

    Raises:
        OSError: it cannot be opened.
        ManifestError: it is damaged, or none.
    """
    try:
        yield from _last_records(path)
    except ValueError as error:
        raise ManifestError(f"{path}: it is damaged, or no manifest of this version of vnplan") from error


def _last_records(path: Path) -> Iterator[Record]:
    last: dict[int, int] = {}
    offsets = array("Q")
    with path.open("rb") as file:
        file.readline()
        while line := file.readline():
            if line.endswith(b"\n"):
                last[number_of(_record(line)["place"])] = file.tell() - len(line)
        offsets.extend(sorted(last.values()))
        for at in offsets:
            file.seek(at)
            yield _record(file.readline())


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a loss of power, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network file systems refuse; the files themselves were synced
    finally:
        os.close(handle)


def _fresh(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _record(line: bytes) -> Record:
    """The record of one line.

    Raises:
        ValueError: it is none.
    """
    record: Record = json.loads(line)
    if not isinstance(record, dict) or not all(isinstance(record.get(key), kind) for key, kind in _NEEDED.items()):
        raise ValueError("it is no record")
    return record


_NEEDED: dict[str, type | UnionType] = {
    "place": str, "name": str, "status": str, "sha256": str, "key": str, "seconds": int | float,
}  # fmt: skip


def _lock(file: IO[bytes], path: Path) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ManifestError(f"{path}: another run is writing to this output") from None
