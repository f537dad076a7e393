"""The typed objects of a plan: what `vnplan` returns and writes.

One module per family; this package only gathers them. Nothing here reads or extracts: a model knows its fields,
their meaning and their JSON form (`../shared/spec` fixes the names), nothing else.
"""

from vnplan.model.base import Model, Span
from vnplan.model.citations import (
    Citation,
    CitationDate,
    CitationForm,
    CitationIssuer,
    CitationNumber,
    CitationPart,
    Reference,
    ReferenceOrigins,
    Relation,
    ValueSource,
)
from vnplan.model.deadlines import Bound, Deadline, DeadlineKind
from vnplan.model.document import SCHEMA_VERSION, Diagnostic, PlanDocument, Severity, Source
from vnplan.model.header import (
    DocumentDate,
    DocumentNumber,
    Header,
    Organ,
    Period,
    Recipient,
    Signature,
)
from vnplan.model.sections import Footnote, Section, SectionKind, SectionRole, Table, TableCell, TableRole
from vnplan.model.targets import Comparator, Target, TargetKind
from vnplan.model.tasks import Task
from vnplan.model.units import Unit, UnitRole

__all__ = [
    "SCHEMA_VERSION",
    "Bound",
    "Citation",
    "CitationDate",
    "CitationForm",
    "CitationIssuer",
    "CitationNumber",
    "CitationPart",
    "Comparator",
    "Deadline",
    "DeadlineKind",
    "Diagnostic",
    "DocumentDate",
    "DocumentNumber",
    "Footnote",
    "Header",
    "Model",
    "Organ",
    "Period",
    "PlanDocument",
    "Recipient",
    "Reference",
    "ReferenceOrigins",
    "Relation",
    "Section",
    "SectionKind",
    "SectionRole",
    "Severity",
    "Signature",
    "Source",
    "Span",
    "Table",
    "TableCell",
    "TableRole",
    "Target",
    "TargetKind",
    "Task",
    "Unit",
    "UnitRole",
    "ValueSource",
]
