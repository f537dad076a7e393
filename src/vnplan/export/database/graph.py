"""The citation graph: which document carries out, replaces, amends, repeals, is based on or mentions which."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sqlalchemy import Engine, select, text

from vnplan.export.database import schema
from vnplan.export.xmltext import xml_safe


class Node(NamedTuple):
    """A document: `key` is `d<number>` for one in the database, its canonical id for one that is only cited."""

    key: str
    label: str
    canonical_id: str | None
    doc_type: str | None
    date: str | None
    issuer: str | None
    here: bool


class Edge(NamedTuple):
    """What `source` does with `target`: implements, replaces, repeals, amends, basis, mention."""

    source: str
    target: str
    relation: str
    citations: int
    score: float | None


class Graph(NamedTuple):
    """Nodes and edges, in the order of the database."""

    nodes: list[Node]
    edges: list[Edge]

    def to_json(self) -> str:
        """The graph as JSON: `{nodes: [...], edges: [...]}`, fields as in `Node` and `Edge`."""
        form = {"nodes": [node._asdict() for node in self.nodes], "edges": [edge._asdict() for edge in self.edges]}
        return json.dumps(form, ensure_ascii=False, indent=1)

    def to_graphml(self) -> str:
        """The graph as GraphML, for Gephi, yEd, networkx."""
        root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
        kinds = {"here": "boolean", "citations": "int", "score": "double"}
        for owner, names in (("node", Node._fields[1:]), ("edge", Edge._fields[2:])):
            for name in names:
                SubElement(root, "key", {
                    "id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": kinds.get(name, "string"),
                })  # fmt: skip
        graph = SubElement(root, "graph", edgedefault="directed")
        for node in self.nodes:
            element = SubElement(graph, "node", id=xml_safe(node.key))
            _data(element, "node", zip(Node._fields[1:], node[1:], strict=True))
        for edge in self.edges:
            element = SubElement(graph, "edge", source=xml_safe(edge.source), target=xml_safe(edge.target))
            _data(element, "edge", zip(Edge._fields[2:], edge[2:], strict=True))
        indent(root, " ")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _data(element: Element, owner: str, fields: Any) -> None:
    for name, value in fields:
        if value is not None:
            data = SubElement(element, "data", key=f"{owner}-{name}")
            data.text = str(value).lower() if isinstance(value, bool) else xml_safe(str(value))


def graph_of(engine: Engine, *, cited_only: bool = True) -> Graph:
    """The citation graph of the whole database.

    Args:
        engine: The database.
        cited_only: Documents that are cited but not in the database are nodes too; without them the graph holds the
            documents of the archive and what is among them.
    """
    documents, references = schema.documents.c, schema.document_references.c
    nodes: dict[str, Node] = {}
    with engine.connect() as connection:
        for row in connection.execute(
            select(
                documents.id, documents.label, documents.canonical_id, documents.doc_type, documents.date,
                documents.issuer,
            ).order_by(documents.id)
        ):  # fmt: skip
            key = f"d{row.id}"
            nodes[key] = Node(key, row.label, row.canonical_id, row.doc_type, _iso(row.date), row.issuer, True)
        edges = []
        details = {
            row.id: row
            for row in connection.execute(
                select(references.id, references.doc_type, references.date, references.issuer)
                .where(references.target_id.is_(None))
            )
        }  # fmt: skip
        for row in connection.execute(text("SELECT * FROM v_relations ORDER BY reference_id")):
            target = f"d{row.target_id}" if row.target_id is not None else row.target_key
            if row.target_id is None:
                if not cited_only:
                    continue
                one = details[row.reference_id]
                nodes.setdefault(
                    target, Node(target, row.target, target, one.doc_type, _iso(one.date), one.issuer, False)
                )
            edges.append(Edge(f"d{row.source_id}", target, row.relation, row.citations, row.score))
    return Graph(list(nodes.values()), edges)


def _iso(day: Any) -> str | None:
    return None if day is None else str(day)


def relations(engine: Engine, relation: str) -> Iterator[tuple[str, str]]:
    """Pairs of labels: the document that does `relation`, and the one it does it to, both in the database."""
    with engine.connect() as connection:
        query = text(
            "SELECT source, target FROM v_relations WHERE relation = :relation AND target_id IS NOT NULL "
            "ORDER BY reference_id"
        )
        for row in connection.execute(query, {"relation": relation}):
            yield row.source, row.target
