"""Text: what was read, its cleaned view, and the map between them."""

from vnplan.text.fold import bare, clean, fold
from vnplan.text.gates import either, holds, places
from vnplan.text.lines import BULLET, LABEL, Layout
from vnplan.text.ranges import Ranges, within
from vnplan.text.source import Paragraph, SourceText, normalise

__all__ = [
    "BULLET",
    "LABEL",
    "Layout",
    "Paragraph",
    "Ranges",
    "SourceText",
    "bare",
    "clean",
    "either",
    "fold",
    "holds",
    "normalise",
    "places",
    "within",
]
