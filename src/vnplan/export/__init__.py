"""A `PlanDocument` out of the library: JSON, JSON Lines, JSON Schema, and two views for people.

to_json            one document as JSON text
json_schema        the JSON Schema of that text
to_tree            the section tree with counts, for reading in a terminal
to_explanation     every find with its rule and confidence
to_summary         header, counts and the tracked things, for reading in a terminal
JsonLinesWriter    many documents into one `.jsonl` file, all or nothing
to_review          one page on which people review documents
read_documents     what was written as JSON, back to documents
"""

from vnplan.export.explain import to_explanation
from vnplan.export.jsonform import json_schema, to_json
from vnplan.export.reading import NotADocumentError, from_json, read_documents
from vnplan.export.review import to_review
from vnplan.export.summary import to_summary
from vnplan.export.tree import to_tree
from vnplan.export.writers import JsonLinesWriter

__all__ = [
    "JsonLinesWriter",
    "NotADocumentError",
    "from_json",
    "json_schema",
    "read_documents",
    "to_explanation",
    "to_json",
    "to_review",
    "to_summary",
    "to_tree",
]
