"""What the commands over a database share: opening it, and taking documents from where people have them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vnplan.archive import LinesStore, Summary, convert_archive, default_jobs, read_manifest
from vnplan.archive.discovery import Discovery, as_utf8, stream
from vnplan.archive.isolation import reason_of
from vnplan.cli.documents import lines_in, written_below
from vnplan.cli.terminal import complain
from vnplan.export.database import Given
from vnplan.export.reading import JSON_SUFFIXES

NearPairs = list[tuple[str, str, float]]


class Sources:
    """Documents from paths of any kind.

    Files that end in .jsonl or .json and a folder that `vnplan convert` or `vnplan apply-corrections` wrote are read as
    they are; other files and folders, and zip archives, hold documents, which are converted first.
    """

    def __init__(self, paths: Sequence[str], *, quiet: bool = False) -> None:
        self._quiet = quiet
        self.ready: list[Path] = []
        self.raw: list[str] = []
        for path in map(Path, paths):
            if path.is_dir() and list(path.glob("manifest*.jsonl")):
                self.ready.append(path)
            elif path.is_file() and path.suffix.lower() in JSON_SUFFIXES:
                self.ready.append(path)
            elif path.is_dir() and (lines := lines_in(path)):
                self.ready.extend(lines)
            elif path.is_dir() and next(stream([path], Discovery()), None) is None:
                self.ready.extend(written_below(path))
            else:
                self.raw.append(str(path))
        self.failures = 0
        self.near: NearPairs = []

    def given(self) -> Iterator[Given]:
        """Give all documents; converts the raw ones on the way."""
        for path in self.ready:
            if path.is_dir():
                yield from self._of_folder(path)
            elif path.suffix.lower() == ".jsonl":
                yield from self._of_lines(path)
            else:
                yield from self._of_file(path, None)
        if self.raw:
            with tempfile.TemporaryDirectory(prefix="vnplan-") as folder:
                target = Path(folder) / "documents.jsonl"
                summary = convert_archive(self.raw, LinesStore(target), self, jobs=default_jobs())
                if target.exists():
                    yield from self._of_lines(target)
                if summary.fatal:
                    self.failed(str(target), summary.fatal)

    def failed(self, path: str, reason: str) -> None:
        """Tell of a document that gave none (see `vnplan.archive.Observer`)."""
        self.failures += 1
        complain(f"{as_utf8(path)}: {reason}")

    def skipped(self, path: str, reason: str) -> None:
        """Tell of a file that is no document (see `vnplan.archive.Observer`)."""
        if not self._quiet:
            complain(f"{as_utf8(path)}: skipped: {reason}")

    def advanced(self, summary: Summary) -> None:
        """See `vnplan.archive.Observer`."""

    def _of_lines(self, path: Path) -> Iterator[Given]:
        manifest = path.with_name(f"{path.name[: -len(path.suffix)]}.manifest.jsonl")
        extractor = self._note([manifest])
        try:
            with path.open("rb") as file:
                for n, line in enumerate(file, 1):
                    if line.strip():
                        yield Given(line, extractor, f"{path}, line {n}")
        except OSError as error:
            self.failed(str(path), reason_of(error))

    def _of_folder(self, folder: Path) -> Iterator[Given]:
        manifests = sorted(folder.glob("manifest*.jsonl"))
        extractor = self._note(manifests)
        for manifest in manifests:
            for record in read_manifest(manifest):
                if record["status"] == "done":
                    yield from self._of_file(folder / record["place"], extractor)

    def _of_file(self, path: Path, extractor: str | None) -> Iterator[Given]:
        try:
            yield Given(path.read_bytes(), extractor, str(path))
        except OSError as error:
            self.failed(str(path), reason_of(error))

    def _note(self, manifests: Sequence[Path]) -> str | None:
        """Take what manifests know beside the documents: their extractor, and near-duplicates."""
        extractor = None
        for path in manifests:
            if not path.exists():
                continue
            extractor = header_of(path)
            contents = {r["place"]: r["sha256"] for r in read_manifest(path)} if _has_near(path) else {}
            for record in read_manifest(path):
                earlier = contents.get(record.get("near_duplicate_of", ""))
                if earlier is not None:
                    self.near.append((record["sha256"], earlier, record.get("similarity", 0.0)))
        return extractor


def _has_near(manifest: Path) -> bool:
    return any("near_duplicate_of" in record for record in read_manifest(manifest))


def header_of(manifest: Path) -> str | None:
    """The extractor that a manifest names in its first line."""
    import json

    with manifest.open("rb") as file:
        try:
            found = json.loads(file.readline()).get("extractor")
        except (ValueError, AttributeError):
            return None
    return found if isinstance(found, str) else None


@contextmanager
def database_errors(db: str | None = None) -> Iterator[None]:
    """Turn what the driver raises into one clear line that names the database `db`."""
    from sqlalchemy.exc import DBAPIError

    from vnplan.export.database import DatabaseError, shown

    try:
        yield
    except DBAPIError as error:
        lines = str(error.orig).strip().splitlines() or [type(error).__name__]
        where = f"{shown(db)}: " if db else ""
        raise DatabaseError(f"{where}the database says: {lines[0]}") from error
