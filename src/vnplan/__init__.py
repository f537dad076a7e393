"""vnplan: Vietnamese plan documents (Kế hoạch) as typed, grounded data.

    import vnplan
    plan = vnplan.parse_file("ke-hoach.txt")

Offsets, everywhere: 0-based, half-open, Unicode code points of `plan.text`.
"""

from vnplan.errors import LexiconError, MissingTool, UnreadableSource, VnplanError
from vnplan.lexicon.own import Lexicon
from vnplan.model import (
    SCHEMA_VERSION,
    Citation,
    CitationDate,
    CitationIssuer,
    CitationNumber,
    CitationPart,
    Deadline,
    Diagnostic,
    DocumentDate,
    DocumentNumber,
    Footnote,
    Header,
    Organ,
    Period,
    PlanDocument,
    Recipient,
    Reference,
    ReferenceOrigins,
    Section,
    Signature,
    Source,
    Span,
    Table,
    TableCell,
    Target,
    Task,
    Unit,
)
from vnplan.pipeline import parse_bytes, parse_file, parse_text
from vnplan.read import ReadOptions

__version__ = "0.1.0"

__all__ = [
    "SCHEMA_VERSION",
    "Citation",
    "CitationDate",
    "CitationIssuer",
    "CitationNumber",
    "CitationPart",
    "Deadline",
    "Diagnostic",
    "DocumentDate",
    "DocumentNumber",
    "Footnote",
    "Header",
    "Lexicon",
    "LexiconError",
    "MissingTool",
    "Organ",
    "Period",
    "PlanDocument",
    "ReadOptions",
    "Recipient",
    "Reference",
    "ReferenceOrigins",
    "Section",
    "Signature",
    "Source",
    "Span",
    "Table",
    "TableCell",
    "Target",
    "Task",
    "Unit",
    "UnreadableSource",
    "VnplanError",
    "__version__",
    "parse_bytes",
    "parse_file",
    "parse_text",
]
