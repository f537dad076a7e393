"""The review page: one HTML file that holds everything it needs and asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, get_args

import vnplan.model as model
from vnplan.export.review.items import KINDS, SURE, Item, items_of
from vnplan.export.review.labels import LANGUAGES, Language, Words, asset, labels
from vnplan.export.review.lists import Lists
from vnplan.export.review.marking import marked_text
from vnplan.export.review.timeline import timeline
from vnplan.export.review.values import DEADLINE_VALUE, ISO_DATE, NUMBER
from vnplan.export.wording import label_of, one_line, title_line
from vnplan.model import PlanDocument, Section

_VIEWS = (
    ("overview", ""), ("text", ""), ("tasks", "task"), ("citations", "citation"), ("deadlines", "deadline"),
    ("targets", "target"), ("units", "unit"), ("diagnostics", "diagnostic"),
)  # fmt: skip
_MOST_DOUBTFUL = 200
"""How many doubtful items the front of a batch lists."""


def to_review(documents: Iterable[PlanDocument], *, language: Language = "vi") -> str:
    """Make the review page of one or many documents.

    Args:
        documents: The documents; with more than one, a front page counts what is in each and lists what is doubtful.
        language: The language of the labels at first; the page can switch it.

    Returns:
        A whole HTML page. It works from disk, loads nothing, and shows the text of a document only as text.
    """
    words = Words(language)
    entries = [_Entry(document, n, words) for n, document in enumerate(documents)]
    entries.sort(key=lambda entry: -entry.doubtful)  # stable: of equals the earlier stays first
    script = asset("page.js")
    allowed = " ".join(f"'sha256-{_digest(code)}'" for code in (_EARLY, script))
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"
    front = _front(entries, words) if len(entries) != 1 else ""
    data = {
        "documents": [entry.data() for entry in entries],
        "labels": labels(),
        "languages": LANGUAGES,
        "language": language,
        "kinds": KINDS,
        "sure": SURE,
        "forms": _forms(),
        "schema_version": model.SCHEMA_VERSION,
    }
    title = title_line(entries[0].document) if len(entries) == 1 else words.plain("title")
    parts = {
        "language": language,
        "policy": policy,
        "title": escape(title),
        "early": _EARLY,
        "style": asset("page.css"),
        "skip": words.html("skip"),
        "heading": words.html("title"),
        "languages": _languages(words),
        "actions": _actions(words, batch=len(entries) != 1),
        "filters": _filters(words),
        "outlines": "".join(entry.outline() for entry in entries),
        "main": front + "".join(entry.html(at_first=len(entries) == 1) for entry in entries),
        "panel": _panel(words),
        "noscript": words.html("noscript"),
        "made": words.html("made"),
        "side-label": words.attribute("filters"),
        "data": _json(data),
        "script": script,
    }
    return _fill(asset("page.html"), parts)


_EARLY = 'document.documentElement.classList.add("js")'
"""Before anything is shown: the browser need not lay out, while it reads, what will not be in view."""


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode("ascii")


def _fill(template: str, parts: dict[str, str]) -> str:
    """Put `parts` where the template names them; what a part holds is not looked at again."""
    out = []
    for n, piece in enumerate(template.split("@@")):
        out.append(parts[piece] if n % 2 else piece)
    return "".join(out)


def _json(data: Any) -> str:
    """Write JSON that may stand inside a script element: nothing in it can end the element or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


class _Entry:
    """One document of the page."""

    def __init__(self, document: PlanDocument, number: int, words: Words) -> None:
        self.document = document
        self.key = f"d{number}"
        self.prefix = f"{self.key}-"
        self.items = items_of(document)
        self.words = words
        self.lists = Lists(document, self.items, self.prefix, words)
        self.counts = Counter(item.kind for item in self.items)
        self.doubted = sorted(
            (item for item in self.items if item.doubtful),
            key=lambda item: (item.confidence if item.confidence is not None else 0.0, item.places[0].start),
        )
        self.doubtful = len(self.doubted)
        self.severities = Counter(told.severity for told in document.diagnostics)
        self.counts["diagnostic"] = len(document.diagnostics)

    @property
    def name(self) -> str:
        return title_line(self.document)

    def data(self) -> dict[str, Any]:
        """What the page's code needs to know of the document."""
        source = self.document.source
        return {
            "key": self.key,
            "name": source.name,
            "sha256": source.sha256,
            "length": len(self.document.text),
            "told": [told.model_dump(mode="json", exclude_none=True) for told in self.document.diagnostics],
            "references": {one.id: one.canonical_id for one in self.document.references},
            "header": _plain_header(self.document),
            "items": [_record(item) for item in self.items],
        }

    def outline(self) -> str:
        sections = self.document.sections
        inner = self._branch(sections) if sections else f"<p>{self.words.html('none')}</p>"
        return f'<nav class="outline of-doc" data-doc="{self.key}" {self.words.attribute("outline")}>{inner}</nav>'

    def _branch(self, sections: Sequence[Section]) -> str:
        items = "".join(
            f'<li><a href="#{escape(self.prefix + section.id)}">{escape(self._called(section))}</a>'
            f"{self._branch(section.children) if section.children else ''}</li>"
            for section in sections
        )
        return f"<ul>{items}</ul>"

    def _called(self, section: Section) -> str:
        if section.heading is not None:
            return f"{label_of(section)} {one_line(section.heading, 90)}".strip()
        place = section.heading_span
        return one_line(self.document.text[place.start : place.end], 60) or section.path

    def html(self, *, at_first: bool) -> str:
        words = self.words
        views = "".join(self._view(name, kind, at_first=at_first and name == "overview") for name, kind in _VIEWS)
        on = " on" if at_first else ""
        links = "".join(
            f'<a href="#{self.prefix}{name}" data-view="{name}">{words.html("view." + name)}'
            f"{f' <span class=n>{self.counts[kind]}</span>' if kind else ''}</a>"
            for name, kind in _VIEWS
        )
        return (
            f'<section class="doc{on}" id="{self.key}" data-doc="{self.key}" aria-labelledby="{self.prefix}h">'
            f'<h2 id="{self.prefix}h" tabindex="-1">{escape(self.name)}</h2>'
            f'<nav class="views" {words.attribute("views")}>{links}</nav>{views}</section>'
        )

    def _view(self, name: str, kind: str, *, at_first: bool) -> str:
        words = self.words
        on = " on" if at_first else ""
        if name == "overview":
            inner = self._overview()
        elif name == "text":
            text = marked_text(self.document, self.items, self.prefix, words)
            inner = f'<div class="text" lang="vi" data-doc="{self.key}">{text}</div>'
        elif name == "deadlines":
            line = timeline(self.document, self.prefix, words)
            inner = f"{self.lists.table(kind)}<h4>{words.html('timeline')}</h4>{line}"
        elif name == "diagnostics":
            inner = self._general() + self.lists.table(kind)
        else:
            inner = self.lists.table(kind)
        head = f'<h3 id="{self.prefix}{name}-h">{words.html("view." + name)}</h3>'
        return f'<section class="view{on}" id="{self.prefix}{name}" data-view="{name}" aria-labelledby="{self.prefix}{name}-h" tabindex="-1">{head}{inner}</section>'  # fmt: skip

    def _general(self) -> str:
        """Diagnostics that speak of the whole document."""
        lines = "".join(
            f"<li><b>{self.words.html('severity.' + told.severity)}</b>: {escape(told.message)} <code>{escape(told.code)}</code></li>"
            for told in self.document.diagnostics
            if told.span is None
        )
        return f'<ul class="plain">{lines}</ul>' if lines else ""

    def _overview(self) -> str:
        words = self.words
        listed = "".join(
            f"<div><dt>{words.html('header.' + name)}</dt><dd>{_lines(value) or '–'} "
            f'<button type="button" data-open="h-{name}" data-doc="{self.key}">{words.html("details")}</button></dd></div>'
            for name, value in _plain_header(self.document).items()
        )
        source = self.document.source.name
        listed += f"<div><dt>{words.html('header.source')}</dt><dd>{escape(source)}</dd></div>"
        return (
            f"<h4>{words.html('doubtful')} <span class=n>{self.doubtful}</span></h4>{doubt_list([self], words, self.doubtful)}"
            f'<h4>{words.html("facts")}</h4><dl class="facts">{listed}</dl>'
        )


def _lines(value: Any) -> str:
    values = value if isinstance(value, list) else str(value or "").split("\n")
    return "<br>".join(escape(str(line)) for line in values)


def _record(item: Item) -> dict[str, Any]:
    place = item.places[0]
    record: dict[str, Any] = {"k": item.kind, "r": item.ref, "s": [place.start, place.end], "f": item.fields}
    if item.rule is not None:
        record |= {"u": item.rule, "c": item.confidence}
    if item.told:
        record["g"] = item.told
    if item.doubtful:
        record["d"] = 1
    return record


def _plain_header(document: PlanDocument) -> dict[str, Any]:
    """The header as a reader would write it down: names of fields → text, or lines."""
    header = document.header
    signature = header.signature
    period = header.period
    return {
        "doc_type": header.doc_type,
        "number": None if header.number is None else header.number.raw,
        "title": header.title,
        "issuer": None if header.issuer is None else header.issuer.name,
        "parent": None if header.parent is None else header.parent.name,
        "place": header.place,
        "date": None if header.date is None else header.date.iso or header.date.raw,
        "period": None if period is None else " – ".join(dict.fromkeys((period.start, period.end))),
        "signature": None
        if signature is None
        else "\n".join(filter(None, [*signature.authority, signature.position, signature.name])),
        "recipients": [line.raw for line in header.recipients],
    }


# --- the front of a batch -------------------------------------------------------------------------------------------


def _front(entries: Sequence[_Entry], words: Words) -> str:
    kinds = ("task", "citation", "deadline", "target", "unit")
    head = "".join(
        f'<th scope="col">{words.html(key)}</th>'
        for key in (
            "document",
            "column.doubtful",
            *(f"kind.{kind}" for kind in kinds),
            "kind.diagnostic",
            "column.state",
        )
    )
    rows = []
    for entry in entries:
        told = ", ".join(
            f"{entry.severities[level]} {words.html('severity.' + level)}"
            for level in ("error", "warning", "info")
            if entry.severities[level]
        )
        cells = "".join(f'<td class=n><a href="#{entry.prefix}{kind}s">{entry.counts[kind]}</a></td>' for kind in kinds)
        rows.append(
            f'<tr data-doc="{entry.key}"><th scope="row"><a href="#{entry.prefix}overview">{escape(entry.name)}</a>'
            f"<small>{escape(entry.document.source.name)}</small></th>"
            f"<td class=n>{entry.doubtful}</td>{cells}<td>{told}</td><td><span class=state></span></td></tr>"
        )
    doubtful = sum(entry.doubtful for entry in entries)
    totals = "".join(f"<td class=n>{sum(entry.counts[kind] for entry in entries)}</td>" for kind in kinds)
    foot = f"<tr><th scope=\"row\">{len(entries)} {words.html('documents')}</th><td class=n>{doubtful}</td>{totals}<td class=n>{sum(entry.counts['diagnostic'] for entry in entries)}</td><td></td></tr>"  # fmt: skip
    return (
        f'<section class="view front on" id="all" aria-labelledby="all-h" tabindex="-1"><h2 id="all-h">{words.html("all")}</h2>'
        f"<h3>{words.html('doubtful')} <span class=n>{doubtful}</span></h3>"
        f'<div class="scroll few" tabindex="0" role="region" {words.attribute("doubtful")}>{doubt_list(entries, words, _MOST_DOUBTFUL)}</div>'
        f"<h3>{words.html('counts')}</h3>"
        f'<div class="scroll" tabindex="0" role="region" {words.attribute("documents")}><table class="list">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody><tfoot>{foot}</tfoot></table></div></section>"
    )


def doubt_list(entries: Sequence[_Entry], words: Words, most: int) -> str:
    """List the doubtful items of `entries`, the most doubtful first."""
    items = [(entry, item) for entry in entries for item in entry.doubted]
    items.sort(key=lambda pair: pair[1].confidence if pair[1].confidence is not None else 0.0)
    if not items:
        return f"<p>{words.html('doubtful.none')}</p>"
    lines = []
    for entry, item in items[:most]:
        sure = "" if item.confidence is None else f' <span class="n">{item.confidence:.2f}</span>'
        told = [entry.document.diagnostics[n] for n in item.told]
        why = "; ".join(dict.fromkeys(words.html("code." + one.code) for one in told))
        where = f"<small>{escape(entry.document.source.name)}</small>" if len(entries) > 1 else ""
        lines.append(
            f'<li data-row="{escape(item.ref)}" data-doc="{entry.key}"><span class="chip {item.kind}">{words.html("kind." + item.kind)}</span> '
            f"{entry.lists.link(item.ref, one_line(entry.lists.words_at(item), 110) or item.ref)}{sure} {why} {where}"
            f'<span class="state"></span></li>'
        )
    more = len(items) - most
    rest = f"<p>+ {more} {words.html('doubtful.more')}</p>" if more > 0 else ""
    return f'<ol class="plain doubts">{"".join(lines)}</ol>{rest}'


# --- what stands around the documents -------------------------------------------------------------------------------


def _languages(words: Words) -> str:
    names = {"vi": "Tiếng Việt", "en": "English"}
    buttons = "".join(
        f'<button type="button" lang="{code}" data-lang="{code}" aria-pressed="{str(code == words.language).lower()}">{names[code]}</button>'
        for code in LANGUAGES
    )
    return f'<div class="languages" role="group" {words.attribute("language")}>{buttons}</div>'


def _actions(words: Words, *, batch: bool) -> str:
    front = f'<a class="button" href="#all">{words.html("all")}</a>' if batch else ""
    return (
        f'{front}<button type="button" id="save" class="main">{words.html("review.save")} <span class="n" id="unsaved"></span></button>'
        f'<label class="button">{words.html("review.load")}<input type="file" id="load" accept=".json,application/json" class="away"></label>'
    )


def _filters(words: Words) -> str:
    boxes = "".join(
        f'<li><label><input type="checkbox" name="kind" value="{kind}" checked>'
        f'<span class="chip {kind}"><b class="letter" data-t="letter.{kind}">{words.plain("letter." + kind)}</b> {words.html("kind." + kind)}</span>'
        f' <span class="n" data-count="{kind}"></span></label></li>'
        for kind in KINDS
        if kind != "table"  # shown as what it is
    )

    def choice(name: str, key: str, values: Sequence[str]) -> str:
        options = "".join(
            f'<option value="{value}" data-t="{key}.{value}">{escape(words.plain(f"{key}.{value}"))}</option>'
            for value in values
        )
        return f'<label>{words.html(key)} <select id="{name}">{options}</select></label>'

    return (
        f'<fieldset class="kinds"><legend>{words.html("kind")}</legend><ul>{boxes}</ul>'
        f'<button type="button" id="every">{words.html("all-kinds")}</button> <button type="button" id="none">{words.html("no-kinds")}</button></fieldset>'
        f'<label>{words.html("filter.confidence")} <output id="sure-shown" for="sure">1.00</output>'
        f'<input type="range" id="sure" min="0" max="1" step="0.01" value="1"></label>'
        + choice("told", "filter.told", ("any", "with", "warning", "doubtful"))
        + choice("decided", "filter.state", ("any", "open", "decided"))
        + f'<label><input type="checkbox" id="letters"> {words.html("filter.letters")}</label>'
        f'<p><span id="shown" role="status"></span></p><button type="button" id="reset">{words.html("filter.reset")}</button>'
    )


def _panel(words: Words) -> str:
    return (
        f'<div class="head"><h2>{words.html("details")}</h2>'
        f'<button type="button" id="prev" {words.attribute("previous")}>←</button>'
        f'<button type="button" id="next" {words.attribute("next")}>→</button>'
        f'<button type="button" id="close" {words.attribute("details.close")}>×</button></div>'
        f'<div id="card" aria-live="polite"><p class="hint">{words.html("details.hint")}</p></div>'
        f'<div id="review"></div>'
        f'<fieldset class="adding"><legend>{words.html("review.add")}</legend><div>'
        + "".join(
            f'<button type="button" data-add="{kind}">{words.html("kind." + kind)}</button>'
            for kind in ("citation", "deadline", "target", "unit")
        )
        + f'</div></fieldset><label class="complete"><input type="checkbox" id="complete"> {words.html("review.complete")}</label>'
    )


# --- what a reviewer may mend ---------------------------------------------------------------------------------------


def _forms() -> dict[str, list[dict[str, Any]]]:
    """Fields of each kind that the page lets a reviewer mend; `of` names the labels of a closed list's values, `p` is the form."""

    def text(*names: str) -> list[dict[str, Any]]:
        return [{"n": name} for name in names]

    def formed(name: str, form: re.Pattern[str]) -> dict[str, Any]:
        return {"n": name, "p": form.pattern}

    def closed(name: str, values: Any, labelled: str) -> dict[str, Any]:
        return {"n": name, "v": list(get_args(values)), "of": labelled}

    return {
        "citation": [
            *text("doc_type", "number", "name"), formed("date", ISO_DATE), *text("issuer", "title"),
            closed("relation", model.Relation, "relation"),
        ],
        "deadline": [
            closed("kind", model.DeadlineKind, "grain"), closed("bound", model.Bound, "bound"),
            formed("value", DEADLINE_VALUE),
        ],
        "target": [
            closed("kind", model.TargetKind, "measure"), closed("comparator", model.Comparator, "comparator"),
            formed("value", NUMBER), formed("value_max", NUMBER), *text("unit", "subject"),
        ],
        "unit": [closed("role", model.UnitRole, "role"), *text("canonical")],
        "task": text("text", "lead_ids", "coordinate_ids", "report_to_ids", "deadline_ids", "target_ids", "citation_ids"),
        "section": text("label", "path", "heading"),
        "header": text("value"),
    }  # fmt: skip
