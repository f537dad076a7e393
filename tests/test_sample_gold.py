"""The annotations of the samples: they quote the texts, and say what may be said."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from vnplan.evaluate.load import load_gold
from vnplan.model import Bound, Comparator, DeadlineKind, Relation, TargetKind, UnitRole

FOLDER = Path(__file__).parents[1] / "data" / "samples" / "gold"
GOLD = load_gold(FOLDER)
LISTS = ("sections", "citations", "deadlines", "targets", "units")
CHOICES: list[tuple[str, str, Any]] = [
    ("citations", "relation", Relation),
    ("deadlines", "kind", DeadlineKind),
    ("deadlines", "bound", Bound),
    ("targets", "kind", TargetKind),
    ("targets", "comparator", Comparator),
    ("units", "role", UnitRole),
]
each = pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["doc"])


def text_of(gold: Any) -> str:
    data = (FOLDER.parent / gold["doc"]).read_bytes()
    return unicodedata.normalize("NFC", data.decode("utf-8").replace("\r\n", "\n"))


def test_there_are_some_of_several_kinds() -> None:
    assert len(GOLD) >= 4
    assert all(sum(len(gold[kind]) for gold in GOLD) >= 50 for kind in LISTS)


def test_files_are_named_after_their_documents() -> None:
    named = {
        path.name.removesuffix(".gold.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in FOLDER.glob("*.json")
    }
    assert {name for name, gold in named.items() if Path(gold["doc"]).stem != name} == set()


@each
def test_quotes_stand_where_they_are_said_to(gold: Any) -> None:
    text = text_of(gold)
    for kind in LISTS:
        assert [item for item in gold[kind] if text[item["start"] : item["end"]] != item["quote"]] == [], kind


@each
def test_values_are_among_those_of_the_model(gold: Any) -> None:
    for kind, attribute, choices in CHOICES:
        assert {item[attribute] for item in gold[kind]} <= set(get_args(choices)), (kind, attribute)


@each
def test_nothing_is_said_twice(gold: Any) -> None:
    for kind in LISTS:
        said = Counter((item["start"], item["end"], item.get("role")) for item in gold[kind])
        assert [place for place, times in said.items() if times > 1] == [], kind


@each
def test_units_stand_in_sections_that_are_there(gold: Any) -> None:
    paths = {item["path"] for item in gold["sections"]} | {None}
    assert {item["path"] for item in gold["units"]} <= paths


@each
def test_subjects_and_headings_are_quoted(gold: Any) -> None:
    words = " ".join(text_of(gold).replace("*", "").split())
    quoted = [item["subject"] for item in gold["targets"]] + [item["heading"] for item in gold["sections"]]
    assert [quote for quote in quoted if quote is not None and " ".join(quote.split()) not in words] == []
