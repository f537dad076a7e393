"""Documents inside zip archives, addressed as if the archive were a folder: `so.zip/2025/ke-hoach.docx`.

Nothing is unpacked to disk, so no name inside an archive can lead anywhere, and each document is unpacked only as far
as its limit.
"""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vnplan.errors import UnreadableSource
from vnplan.read import ReadOptions

MAX_MEMBERS = 20_000
"""Entries of one archive that are looked at."""
MAX_RATIO = 200
"""An entry that grows more than so many times its packed size is a bomb, from a size where that matters."""
_HARMLESS = 1_000_000
_UTF8 = 0x800


class Member(NamedTuple):
    """One entry of an archive; `problem` says why it is not read, empty when it is."""

    name: str
    size: int
    problem: str


def is_archive(path: Path) -> bool:
    """Say whether `path` is a zip archive of documents, not a document that is itself packed (.docx, .odt)."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            if not file.read(4).startswith(b"PK"):
                return False
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False
    return "[Content_Types].xml" not in names and "mimetype" not in names


def members(path: Path, max_bytes: int) -> Iterator[Member]:
    """List what an archive holds, in the order of names; folders left out.

    Raises:
        OSError: it cannot be opened.
        zipfile.BadZipFile: it is damaged, or its entries overlap.
    """
    with zipfile.ZipFile(path) as archive:
        entries = sorted(archive.infolist(), key=_name)
    if sum(entry.compress_size for entry in entries) > path.stat().st_size:
        raise zipfile.BadZipFile("entries share their bytes")  # a bomb: the same bytes unpack many times over
    for count, entry in enumerate(entries):
        name = _name(entry)
        if entry.is_dir() or name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db"):
            continue
        if count >= MAX_MEMBERS:
            yield Member(name, entry.file_size, f"the archive holds more than {MAX_MEMBERS:,} entries")
            return
        problem = ""
        if entry.flag_bits & 0x1:
            problem = "it is protected by a password"
        elif entry.file_size > max_bytes:
            problem = f"it unpacks to {entry.file_size:,} bytes, more than the {max_bytes:,} allowed"
        elif entry.file_size > _HARMLESS and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            problem = "it unpacks to so much more than it is packed that it is taken for a bomb"
        yield Member(name, entry.file_size, problem)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Read a file, or an entry of an archive whose path goes on with the entry's name.

    An entry may be as large as a source (`ReadOptions.max_bytes`).

    Raises:
        OSError: there is no such file or entry.
        UnreadableSource: the archive is damaged, or the entry protected or too large.
    """
    file = Path(path)
    try:
        return file.read_bytes()
    except NotADirectoryError:
        pass
    for outer in file.parents:
        if outer.is_file():
            inner = file.relative_to(outer).as_posix()
            break
    else:
        raise FileNotFoundError(2, "No such file or directory", str(file))
    max_bytes = ReadOptions.from_environment().max_bytes
    try:
        with zipfile.ZipFile(outer) as archive:
            entry = next((e for e in archive.infolist() if _name(e) == inner and not e.is_dir()), None)
            if entry is None:
                raise FileNotFoundError(2, "No such file or directory", str(file))
            with archive.open(entry) as stream:
                data = stream.read(max_bytes + 1)
    except FileNotFoundError:
        raise
    except RuntimeError as error:
        raise UnreadableSource(str(file), "password", "it is protected by a password") from error
    except Exception as error:  # unpackers have no common base of errors
        raise UnreadableSource(str(file), "damaged", "the archive is damaged: the entry cannot be unpacked") from error
    if len(data) > max_bytes:
        raise UnreadableSource(str(file), "too-large", f"it unpacks to more than the {max_bytes:,} bytes allowed")
    return data


def _name(entry: zipfile.ZipInfo) -> str:
    """Name of an entry; old packers wrote names in the bytes of their system, UTF-8 more often than not."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) + ("/" if name.endswith("/") else "")
