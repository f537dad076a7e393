"""What a reviewer decided in the review page, put into the documents.

load_corrections    the file that the page saved -> `Corrections`
apply               a document and its decisions -> the document as the reviewer wants it

An accepted thing becomes certain (confidence 1), a rejected one goes, with all that points to it, a mended or added one
carries the rule `reviewer`. Every place that comes out holds the words beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from vnplan.errors import VnplanError
from vnplan.evaluate.mending import Fields, mend_header, reference_of, renew_reference
from vnplan.export.reading import ungrounded
from vnplan.export.review.values import DEADLINE_VALUE, ISO_DATE
from vnplan.lexicon.numbers import parse_number
from vnplan.model import Citation, Deadline, Model, PlanDocument, Section, Span, Target, Task, Unit

REVIEWER = "reviewer"
"""Rule of what a person mended or added."""

Kind = Literal["citation", "deadline", "target", "unit", "task", "section", "header"]
_MODELS: dict[str, type[Model]] = {
    "citation": Citation, "deadline": Deadline, "target": Target, "unit": Unit, "task": Task, "section": Section,
}  # fmt: skip
_LISTS = {"citation": "citations", "deadline": "deadlines", "target": "targets", "unit": "units", "task": "tasks"}
_LETTERS = {"citation": "c", "deadline": "d", "target": "t", "unit": "u"}
_OF_TASK = {
    "citation": ("citation_ids",), "deadline": ("deadline_ids",), "target": ("target_ids",),
    "unit": ("lead_ids", "coordinate_ids", "report_to_ids"),
}  # fmt: skip


class CorrectionError(VnplanError):
    """A correction cannot be applied; the message names the document, the thing, and what to do."""


class Correction(Model):
    """One decision.

    Attributes:
        kind: What sort of thing.
        id: Its id; None for an added one.
        span: Where it stood when the page was made; `raw` is what stood there.
        decision: accept, reject, mend, or add.
        set: Attributes that get another value; `span` with its `raw` for another place.
    """

    kind: Kind
    id: str | None = None
    span: Span | None = None
    raw: str | None = None
    decision: Literal["accept", "reject", "mend", "add"]
    set: dict[str, Any] = Field(default_factory=dict)


class Sheet(Model):
    """The decisions about one document; `complete` says that nothing in it was left unseen."""

    name: str
    sha256: str
    complete: bool = False
    items: list[Correction] = Field(default_factory=list)


class Corrections(Model):
    """A file of corrections."""

    format: Literal["vnplan-corrections"]
    version: Literal[1]
    schema_version: str
    documents: list[Sheet]


def load_corrections(path: Path) -> Corrections:
    """Read a file that the review page saved.

    Raises:
        OSError: it cannot be opened.
        CorrectionError: it is no such file.
    """
    try:
        return Corrections.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise CorrectionError(f"{path}: not a file of corrections: {place}: {first['msg']}".replace(": : ", ": ")) from error  # fmt: skip


def apply(document: PlanDocument, sheet: Sheet) -> PlanDocument:
    """Give `document` with the decisions of `sheet` in it.

    Args:
        document: The document that was reviewed, as it was then.
        sheet: The decisions.

    Raises:
        CorrectionError: the decisions are about another text or about things that are not in the document, or a value
            is not one that such a thing can have.
    """
    if document.source.sha256 != sheet.sha256:
        raise CorrectionError(f"{sheet.name}: the corrections were made on another version of this document")
    work = _Work(document)
    for item in sorted(sheet.items, key=_turn):
        try:
            work.apply(item)
        except _RefusedError as error:
            what = f"{item.kind} {item.id or '(added)'}"
            raise CorrectionError(f"{sheet.name}: {what}: {error}") from error
    return work.document()


def _turn(item: Correction) -> tuple[int, int]:
    """Put what stays before what goes: a mended link may name it. Lines of recipients go from the last on."""
    line = re.fullmatch(r"h-recipient-(\d+)", item.id or "")
    return ("add", "accept", "mend", "reject").index(item.decision), -int(line[1]) if line else 0


class _RefusedError(Exception):
    """Why a correction cannot be applied, without the names around it."""


class _Work:
    """One document as JSON while decisions are put in."""

    def __init__(self, document: PlanDocument) -> None:
        self._fields: Fields = document.model_dump(mode="json")
        self._text = document.text
        self._name = document.source.name

    def document(self) -> PlanDocument:
        made = PlanDocument.model_validate(self._fields)
        for path, reason in ungrounded(made):
            raise CorrectionError(f"{self._name}: {path} {reason}")
        return made

    def apply(self, item: Correction) -> None:
        if item.kind == "header":
            self._header(item)
        elif item.kind == "section":
            self._section(item)
        elif item.decision == "add":
            self._add(item)
        else:
            thing = self._find(item)
            if item.decision == "reject":
                self._reject(item.kind, thing)
                return
            before = dict(thing)
            if item.decision == "mend":
                self._mend(item, thing)
            if "confidence" in thing:
                thing["confidence"] = 1.0
            self._settle(before["span"])

    # --- finding ----------------------------------------------------------------------------------------------------

    def _find(self, item: Correction) -> Fields:
        things: list[Fields] = self._fields[_LISTS[item.kind]]
        span = None if item.span is None else item.span.model_dump()
        for thing in things:
            if thing["id"] == item.id and span in (None, thing["span"]):
                return thing
        for thing in things:  # ids move when a newer version finds more; the place tells
            if thing["span"] == span:
                return thing
        shown = f" “{item.raw[:60]}”" if item.raw else ""
        raise _RefusedError(f"{shown.strip()} is not in the document; convert it with the version the page was made with".strip())  # fmt: skip

    def _place(self, values: Fields) -> Fields | None:
        """Take the new place out of `values`, with the words that stand there."""
        span = values.pop("span", None)
        said = values.pop("raw", None)
        if span is None:
            return None
        try:
            place = Span.model_validate(span)
        except ValidationError as error:
            raise _RefusedError("its new place has no start and end") from error
        if not 0 <= place.start < place.end <= len(self._text):
            raise _RefusedError(f"its new place {place.start}–{place.end} is outside the text")
        raw = self._text[place.start : place.end]
        if said is not None and said != raw:
            raise _RefusedError(f"its new place holds “{raw[:60]}”, not “{said[:60]}”")
        return {"span": place.model_dump(), "raw": raw}

    # --- things with an id ------------------------------------------------------------------------------------------

    def _mend(self, item: Correction, thing: Fields) -> None:
        values = dict(item.set)
        place = self._place(values)
        if place is not None:
            thing["span"] = place["span"]
            if "raw" in thing:
                thing["raw"] = place["raw"]
        if "rule" in thing:
            thing["rule"] = REVIEWER
        role = thing.get("role")
        self._put(item.kind, thing, values)
        if item.kind == "unit" and thing["role"] != role:
            self._unlink("unit", thing["id"])
            self._link("unit", thing, thing.get("task_id"))
        if item.kind == "task":
            self._check_links(thing)
        if item.kind == "citation":
            self._refer(thing)

    def _put(self, kind: str, thing: Fields, values: Fields) -> None:
        unknown = set(values) - set(_MODELS[kind].model_fields) - {"number", "date", "issuer"}
        if unknown or {"id", "rule", "confidence", "reference_id"} & set(values):
            raise _RefusedError(f"has no attribute {', '.join(sorted(unknown or values))} that can be mended")
        if kind == "citation":
            for name, make in (("number", self._number), ("date", self._date), ("issuer", self._issuer)):
                if name in values:
                    make(thing, values.pop(name))
        if (
            kind == "deadline"
            and values.get("value") is not None
            and not DEADLINE_VALUE.fullmatch(str(values["value"]))
        ):
            raise _RefusedError(f"“{values['value']}” is no time such as 2025-06-30, 2025-06, 2025-Q2, 2025, 2021/2025, FREQ=YEARLY or P10D")  # fmt: skip
        thing.update(values)
        if kind == "deadline" and "value" in values:
            thing["value_source"] = "stated"
        try:
            _MODELS[kind].model_validate(thing)
        except ValidationError as error:
            first = error.errors()[0]
            raise _RefusedError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error

    def _number(self, thing: Fields, value: str | None) -> None:
        if value is None:
            thing["number"] = None
            return
        parsed = parse_number(value)
        thing["number"] = {"raw": value, "serial": parsed.serial, "year": parsed.year, "symbol": parsed.symbol, "canonical": parsed.canonical or value}  # fmt: skip

    def _date(self, thing: Fields, value: str | None) -> None:
        if value is not None and not ISO_DATE.fullmatch(value):
            raise _RefusedError(f"“{value}” is no date such as 2025-03-31, 2025-03 or 2025")
        old = thing["date"]
        if value is None:
            thing["date"] = thing["date_source"] = None
        elif old is not None:
            thing["date"] = {**old, "iso": value}
            thing["date_source"] = "stated" if thing["date_source"] in ("context", "earlier_mention") else thing["date_source"]  # fmt: skip
        else:
            thing["date"] = {"raw": thing["raw"], "iso": value, "span": dict(thing["span"])}
            thing["date_source"] = "stated"

    def _issuer(self, thing: Fields, value: str | None) -> None:
        if value is None:
            thing["issuer"] = thing["issuer_source"] = None
            return
        start, end = self._near(value, thing["span"])
        raw = self._text[start:end]
        thing["issuer"] = {"raw": raw, "canonical": value, "span": {"start": start, "end": end}}
        thing["issuer_source"] = "stated"

    def _near(self, words: str, span: Fields) -> tuple[int, int]:
        """Where `words` stand, inside the place, else nearest to it; the place itself when nowhere."""
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        found = [match.span() for match in pattern.finditer(self._text)]
        if not found:
            return span["start"], span["end"]
        return min(found, key=lambda at: (not span["start"] <= at[0] <= span["end"], abs(at[0] - span["start"])))

    def _add(self, item: Correction) -> None:
        values = dict(item.set)
        place = self._place(values)
        if item.kind not in _LETTERS or place is None:
            raise _RefusedError("only citations, deadlines, targets and units with a place can be added")
        things: list[Fields] = self._fields[_LISTS[item.kind]]
        letter = _LETTERS[item.kind]
        numbers = [int(match[1]) for thing in things if (match := re.fullmatch(rf"{letter}(\d+)", thing["id"]))]
        thing: Fields = {
            "id": f"{letter}{max(numbers, default=0) + 1}", **place, **_EMPTY[item.kind](),
            "section_id": self._section_at(place["span"]), "rule": REVIEWER, "confidence": 1.0,
        }  # fmt: skip
        if item.kind == "citation":
            thing["form"] = "full" if values.get("number") else "named"
        if item.kind == "target" and not isinstance(values.get("value"), (int, float)):
            raise _RefusedError("has no number as its value")
        self._put(item.kind, thing, values)
        starts = [other["span"]["start"] for other in things]
        things.insert(bisect_right(starts, place["span"]["start"]), thing)
        if item.kind == "citation":
            self._refer(thing)
            task = self._task_at(place["span"])
            self._link(item.kind, thing, task)
        else:
            thing["task_id"] = self._task_at(place["span"])
            self._link(item.kind, thing, thing["task_id"])

    def _reject(self, kind: str, thing: Fields) -> None:
        self._fields[_LISTS[kind]].remove(thing)
        told: list[Fields] = self._fields["diagnostics"]
        self._fields["diagnostics"] = [one for one in told if one["span"] != thing["span"]]
        ref = thing["id"]
        if kind == "task":
            for name in ("deadlines", "targets", "units"):
                for other in self._fields[name]:
                    if other["task_id"] == ref:
                        other["task_id"] = None
            for other in self._fields["tasks"]:
                if other["same_as"] == ref:
                    other["same_as"] = None
            return
        self._unlink(kind, ref)
        if kind == "deadline":
            for other in self._fields["targets"]:
                if other["deadline_id"] == ref:
                    other["deadline_id"] = None
        if kind == "citation":
            self._release(thing)

    def _settle(self, span: Fields) -> None:
        """Drop the doubts about what a person has decided."""
        told: list[Fields] = self._fields["diagnostics"]
        self._fields["diagnostics"] = [one for one in told if one["code"] != "confidence-low" or one["span"] != span]

    # --- links ------------------------------------------------------------------------------------------------------

    def _unlink(self, kind: str, ref: str) -> None:
        for task in self._fields["tasks"]:
            for name in _OF_TASK[kind]:
                if ref in task[name]:
                    task[name].remove(ref)

    def _link(self, kind: str, thing: Fields, ref: str | None) -> None:
        task = next((one for one in self._fields["tasks"] if one["id"] == ref), None)
        name = f"{thing['role']}_ids" if kind == "unit" else _OF_TASK[kind][0]
        if task is not None and name in task:
            task[name].append(thing["id"])

    def _check_links(self, task: Fields) -> None:
        for kind, names in _OF_TASK.items():
            known = {thing["id"] for thing in self._fields[_LISTS[kind]]}
            for name in names:
                strange = [ref for ref in task[name] if ref not in known]
                if strange:
                    raise _RefusedError(f"{name}: there is no {kind} {', '.join(strange)}")
            if kind == "citation":
                continue
            mine = {ref for name in names for ref in task[name]}
            for thing in self._fields[_LISTS[kind]]:
                if thing["id"] in mine:
                    thing["task_id"] = task["id"]
                elif thing["task_id"] == task["id"]:
                    thing["task_id"] = None

    def _release(self, citation: Fields) -> None:
        """Take a citation out of the document it refers to, and that document out when nothing else cites it."""
        by_id = {thing["id"]: thing for thing in self._fields["citations"]}
        kept = []
        for reference in self._fields["references"]:
            if citation["id"] in reference["citation_ids"]:
                reference["citation_ids"].remove(citation["id"])
                renew_reference(reference, [by_id[ref] for ref in reference["citation_ids"]])
            if reference["citation_ids"]:
                kept.append(reference)
        self._fields["references"] = kept

    def _refer(self, citation: Fields) -> None:
        """Let a citation refer to the document that it now names."""
        self._release(citation)
        references: list[Fields] = self._fields["references"]
        reference = reference_of(references, citation)
        if reference["id"] not in {one["id"] for one in references}:
            references.append(reference)
        order = {thing["id"]: n for n, thing in enumerate(self._fields["citations"])}
        reference["citation_ids"] = sorted({*reference["citation_ids"], citation["id"]}, key=lambda ref: order.get(ref, 0))  # fmt: skip
        citation["reference_id"] = reference["id"]
        by_id = {thing["id"]: thing for thing in self._fields["citations"]}
        renew_reference(reference, [by_id[ref] for ref in reference["citation_ids"] if ref in by_id])

    def _sections(self) -> Iterator[tuple[Fields, list[Fields], Fields | None]]:
        """Give each section with the list it stands in and the section above it."""
        waiting: list[tuple[list[Fields], Fields | None]] = [(self._fields["sections"], None)]
        while waiting:
            nodes, above = waiting.pop()
            for node in nodes:
                yield node, nodes, above
                waiting.append((node["children"], node))

    def _section_at(self, span: Fields) -> str | None:
        around = [node for node, _, _ in self._sections() if _holds(node["span"], span)]
        return min(around, key=lambda node: node["span"]["end"] - node["span"]["start"])["id"] if around else None

    def _task_at(self, span: Fields) -> str | None:
        around = [task for task in self._fields["tasks"] if _holds(task["span"], span)]
        return min(around, key=lambda task: task["span"]["end"] - task["span"]["start"])["id"] if around else None

    # --- header and sections ------------------------------------------------------------------------------------------

    def _header(self, item: Correction) -> None:
        if item.decision == "accept":
            return
        values = dict(item.set)
        place = self._place(values)
        value = values.pop("value", None)
        if values:
            raise _RefusedError(f"has no attribute {', '.join(sorted(values))} that can be mended")
        name = (item.id or "").removeprefix("h-")
        if item.decision == "mend" and value is None and place is not None:
            value = " ".join(place["raw"].split())
        try:
            mend_header(self._fields["header"], name, value, None if place is None else place["span"], self._text)
        except ValueError as error:
            raise _RefusedError(str(error)) from error

    def _section(self, item: Correction) -> None:
        found = next(((node, nodes, above) for node, nodes, above in self._sections() if node["id"] == item.id), None)
        if found is None or (item.span is not None and found[0]["heading_span"] != item.span.model_dump()):
            raise _RefusedError("is not in the document; convert it with the version the page was made with")
        node, nodes, above = found
        path = node["path"]
        root = "" if above is None else above["path"] + "/"
        if item.decision == "reject":
            at = nodes.index(node)
            nodes[at : at + 1] = node["children"]
            self._rename(node["children"], path + "/", root)
            for name in ("citations", "deadlines", "targets", "units", "tasks", "tables"):
                for thing in self._fields[name]:
                    if thing["section_id"] == node["id"]:
                        thing["section_id"] = None if above is None else above["id"]
        elif item.decision == "mend":
            values = dict(item.set)
            place = self._place(values)
            if not set(values) <= {"label", "path", "heading"}:
                raise _RefusedError(f"has no attribute {', '.join(sorted(values))} that can be mended")
            if place is not None:
                node["heading_span"] = place["span"]
                node["span"]["start"] = min(node["span"]["start"], place["span"]["start"])
            if "label" in values and "path" not in values:
                values["path"] = f"{root}{values['label'] or '-'}"
            if values.get("path", "") is None:
                raise _RefusedError("needs a path such as II/1")
            node.update(values)
            self._rename(node["children"], path + "/", node["path"] + "/")

    def _rename(self, nodes: list[Fields], old: str, new: str) -> None:
        for node in nodes:
            if node["path"].startswith(old):
                node["path"] = new + node["path"][len(old) :]
            self._rename(node["children"], old, new)


def _holds(outer: Fields, inner: Fields) -> bool:
    return bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


_EMPTY: dict[str, Callable[[], Fields]] = {
    "citation": lambda: {
        "doc_type": None, "number": None, "name": None, "date": None, "date_source": None, "issuer": None,
        "issuer_source": None, "title": None, "parts": [], "relation": "mention", "form": "full", "footnote_id": None,
        "reference_id": "",
    },
    "deadline": lambda: {"kind": "date", "bound": "by", "value": None, "value_source": "stated", "task_id": None},
    "target": lambda: {
        "kind": "other", "comparator": "eq", "value": None, "value_max": None, "unit": None, "subject": None,
        "baseline": None, "deadline_id": None, "task_id": None,
    },
    "unit": lambda: {"canonical": None, "role": "lead", "task_id": None},
}  # fmt: skip
"""What an added thing has before the reviewer's values are put in."""
