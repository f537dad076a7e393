"""Text: what was read, its cleaned view, and the map between them."""

from vnplan.text.fold import bare, clean, fold
from vnplan.text.gates import holds, one_of, places
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
    "fold",
    "holds",
    "normalise",
    "one_of",
    "places",
    "within",
]
