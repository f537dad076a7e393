"""vnplan: Vietnamese plan documents (Kế hoạch) as typed, grounded data.

    import vnplan
    plan = vnplan.parse_file("ke-hoach.txt")

Importing the package costs next to nothing; the parser is loaded when one of its names is first used.

Offsets, everywhere: 0-based, half-open, Unicode code points of `plan.text`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from vnplan.errors import LexiconError, MissingTool, UnreadableSource, VnplanError

if TYPE_CHECKING:
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

_HOMES = {
    "parse_bytes": "pipeline", "parse_file": "pipeline", "parse_text": "pipeline", "ReadOptions": "read", "Lexicon": "lexicon.own",
}  # fmt: skip
"""Where the names are that do not stand in `vnplan.model`."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"vnplan.{_HOMES.get(name, 'model')}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
