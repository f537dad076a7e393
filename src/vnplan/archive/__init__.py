"""Many documents: finding them, and parsing each so that one that fails does not stop the others.

discover    the documents below given files and folders, in a fixed order
attempt     bytes of one source -> its document, or the reason why there is none
"""

from vnplan.archive.discovery import DOCUMENT_SUFFIXES, TEXT_SUFFIXES, Discovery, Input, discover
from vnplan.archive.isolation import Failure, attempt

__all__ = ["DOCUMENT_SUFFIXES", "TEXT_SUFFIXES", "Discovery", "Failure", "Input", "attempt", "discover"]
