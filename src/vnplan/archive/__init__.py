"""Many documents: finding them, parsing each so that one that fails does not stop the others, resuming.

discover         the documents below given files and folders, in a fixed order
attempt          bytes of one source -> its document, or the reason why there is none
convert_archive  folders -> JSON files or JSON Lines, by isolated worker processes, resumable
read_manifest    what became of each document of such a run
"""

from vnplan.archive.batch import Observer, Shard, Summary, convert_archive, default_jobs, extractor_version
from vnplan.archive.discovery import DOCUMENT_SUFFIXES, TEXT_SUFFIXES, Discovery, Input, discover
from vnplan.archive.isolation import Failure, attempt
from vnplan.archive.manifest import ManifestError, Record, read_manifest
from vnplan.archive.stores import FolderStore, LinesStore, Store, StreamStore
from vnplan.archive.workers import Limits, Outcome, WorkersError, convert_one

__all__ = [
    "DOCUMENT_SUFFIXES",
    "TEXT_SUFFIXES",
    "Discovery",
    "Failure",
    "FolderStore",
    "Input",
    "Limits",
    "LinesStore",
    "ManifestError",
    "Observer",
    "Outcome",
    "Record",
    "Shard",
    "Store",
    "StreamStore",
    "Summary",
    "WorkersError",
    "attempt",
    "convert_archive",
    "convert_one",
    "default_jobs",
    "discover",
    "extractor_version",
    "read_manifest",
]
