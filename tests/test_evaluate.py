"""The evaluation: what agrees, what is counted, and that it agrees with the reference tool to the last digit."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import vnplan
from gold_samples import Json, as_prediction, perturbed, small_gold
from vnplan.cli import main as vnplan_
from vnplan.evaluate import (
    Counts,
    ErrorClass,
    EvaluationError,
    Share,
    compare_runs,
    confusions,
    error_classes,
    evaluate,
    to_json_object,
    to_markdown,
    to_text,
)
from vnplan.evaluate.compare import fold, fold_name, fold_number, one_begins_the_other, share_words, similar
from vnplan.evaluate.gate import below, load_floors, main, raised
from vnplan.evaluate.kinds import KIND_NAMES

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "tests" / "quality_floors.json"


# --- when two written forms agree -----------------------------------------------------------------------------------

FOLDED = [
    ("Uỷ ban Nhân dân xã", "ubnd xã", "tone placement and the commonest abbreviation"),
    ("**Hội đồng nhân dân**", "hđnd", "markdown emphasis"),
    ("QÐ – UBND", "qđ-ubnd", "the look-alike Ð, a long dash, blanks around it"),
    ("“Xanh,  sạch”.", "xanh,sạch", "quotation marks, doubled blanks, the closing stop"),
    ("Đắc Lắc", "đắk lắc", "one place name spelled two ways"),
    (None, "", "nothing"),
    (2025, "2025", "not a string"),
]


@pytest.mark.parametrize(("value", "expected", "reason"), FOLDED)
def test_fold(value: object, expected: str, reason: str) -> None:
    assert fold(value) == expected, reason
    assert fold(fold(value)) == expected, "folding twice changes nothing"


AGREEMENTS: list[tuple[Callable[..., bool], object, object, bool, str]] = [
    (lambda a, b: fold_number(a) == fold_number(b), "765-KH/UBND", "765 / KH - UBND", True, "two ways to write one"),
    (lambda a, b: fold_number(a) == fold_number(b), "765/KH-UBND", "756/KH-UBND", False, "swapped digits"),
    (lambda a, b: fold_name(a) == fold_name(b), "Luật Giáo dục năm 2019", "luật giáo dục", True, "year of the law"),
    (similar, "Sở Nội vụ tỉnh", "Sở Nội vụ tỉnh.", True, "a stop"),
    (similar, "Sở Nội vụ", "Sở Tài chính", False, "another name"),
    (similar, "", "Sở", False, "nothing is like nothing else"),
    (similar, None, None, True, "both missing"),
    (one_begins_the_other, "Kế hoạch hành động", "Kế hoạch", True, "the shorter type serves"),
    (one_begins_the_other, "Kế hoạch", None, False, "no type"),
    (share_words, "số cây trồng mới sống", "cây trồng mới", True, "all of the shorter"),
    (share_words, "số cây trồng mới sống", "cây", False, "too little of the longer"),
    (share_words, "số cây", "", False, "no words"),
]


@pytest.mark.parametrize(("agree", "a", "b", "expected", "reason"), AGREEMENTS)
def test_agreement(agree: Callable[..., bool], a: object, b: object, expected: bool, reason: str) -> None:
    assert agree(a, b) is expected, reason


# --- what is counted ------------------------------------------------------------------------------------------------


def _folder(tmp_path: Path, gold: Json, predictions: list[Json]) -> tuple[Path, Path]:
    (tmp_path / "gold").mkdir(exist_ok=True)
    (tmp_path / "gold" / "xa.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    pred = tmp_path / "pred.jsonl"
    pred.write_text("".join(json.dumps(item) + "\n" for item in predictions), encoding="utf-8")
    return tmp_path / "gold", pred


def test_right_predictions_score_one(tmp_path: Path) -> None:
    result = evaluate(*_folder(tmp_path, small_gold(), [as_prediction(small_gold())]))
    assert {kind: (n.f1, n.strict_f1) for kind, n in result.kinds.items()} == dict.fromkeys(KIND_NAMES, (1.0, 1.0))
    assert result.errors == []
    assert result.missing == []
    assert all(share.ratio == 1 for share in result.attributes.values())


def test_no_prediction_is_missed_not_passed_over(tmp_path: Path) -> None:
    result = evaluate(*_folder(tmp_path, small_gold(), []))
    assert result.missing == ["xa.txt"]
    assert {n.recall for n in result.kinds.values()} == {0.0}
    assert {error.what.split()[0] for error in result.errors} == {"missed", "wrong"}


def _set(*path: str | int, to: object) -> Callable[[Json], None]:
    def change(prediction: Json) -> None:
        place = prediction
        for step in path[:-1]:
            place = place[step]  # type: ignore[index]
        place[path[-1]] = to  # type: ignore[index]

    return change


def _move(kind: str, i: int, start: int, end: int) -> Callable[[Json], None]:
    return _set(kind, i, "span", to={"start": start, "end": end})


# The change, the kind it bears on, and matched and strict counts then; the gold has 8 header fields, 3 recipients,
# 2 labelled sections, 2 citations, 2 deadlines, 1 percent target, 1 other target, 2 units.
CHANGES: list[tuple[Callable[[Json], None], str, int, int, str]] = [
    (_set("header", "title", to="Việc khác"), "header", 7, 7, "another title"),
    (_set("header", "place", to=None), "header", 7, 7, "a field left out"),
    (_set("header", "issuer", to={"name": "UBND xã Bình An", "canonical": None}), "header", 8, 8, "UBND is short for it"),
    (_set("header", "recipients", 1, to={"raw": "Các thôn bản"}), "recipients", 3, 3, "a comma"),
    (_set("header", "recipients", 1, to="Công an xã"), "recipients", 2, 2, "another line, as bare text"),
    (_set("sections", 0, "heading_span", to={"start": 105, "end": 111}), "sections", 2, 2, "five characters off"),
    (_set("sections", 0, "heading_span", to={"start": 106, "end": 111}), "sections", 1, 1, "six are too many"),
    (_set("sections", 0, "label", to="II"), "sections", 1, 1, "another label"),
    (_set("sections", 0, "label", to="-"), "sections", 1, 1, "a bullet is no section"),
    (_set("sections", 0, "heading", to="YÊU CẦU"), "sections", 2, 1, "another heading"),
    (_set("sections", 0, "children", 0, "heading", to="Các thôn"), "sections", 2, 1, "a heading that is none"),
    (_set("sections", 0, "children", 0, "path", to="1"), "sections", 2, 1, "another path"),
    (_move("citations", 0, 300, 310), "citations", 1, 1, "too short a part"),
    (_move("citations", 0, 300, 315), "citations", 2, 2, "little of it, but the number is right"),
    (_set("citations", 0, "number", to={"raw": "8/KH-UBND"}), "citations", 2, 1, "misread number at the very place"),
    (_set("citations", 0, "number", to={"raw": "7-KH/UBND"}), "citations", 2, 2, "the other way to write it"),
    (_set("citations", 0, "issuer", to=None), "citations", 2, 1, "issuer left out"),
    (_set("citations", 0, "relation", to="mention"), "citations", 2, 2, "relation is noted, not judged"),
    (_set("citations", 1, "name", to="Luật Lâm nghiệp 2017"), "citations", 2, 2, "the year in the name"),
    (_set("citations", 1, "date", to={"iso": "2017"}), "citations", 2, 1, "a date that is not stated"),
    (_move("deadlines", 0, 506, 520), "deadlines", 2, 2, "without its cue"),
    (_move("deadlines", 0, 519, 540), "deadlines", 1, 1, "hardly touching"),
    (_set("deadlines", 0, "bound", to="by"), "deadlines", 2, 1, "another bound"),
    (_set("deadlines", 1, "bound", to="within"), "deadlines", 2, 2, "a recurring one's bound is open"),
    (_set("deadlines", 0, "value", to=None), "deadlines", 2, 1, "no value"),
    (_set("targets", 0, "value", to=59), "percent_targets", 0, 0, "swapped digits"),
    (_set("targets", 0, "value", to=None), "percent_targets", 0, 0, "no value"),
    (_set("targets", 0, "comparator", to="gte"), "percent_targets", 1, 0, "another comparator"),
    (_set("targets", 0, "subject", to=None), "percent_targets", 1, 0, "no subject"),
    (_set("targets", 1, "subject", to="cây"), "other_targets", 1, 1, "a subject the gold leaves open"),
    (_set("targets", 1, "value_max", to=600.0), "other_targets", 1, 0, "a range that is none"),
    (_move("units", 0, 700, 745), "units", 2, 2, "a longer name from the same place on"),
    (_move("units", 0, 705, 745), "units", 1, 1, "as little of it, from elsewhere"),
    (_set("units", 0, "role", to="report_to"), "units", 2, 1, "another role"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "kind", "matched", "strict", "reason"), CHANGES)
def test_one_change(
    change: Callable[[Json], None], kind: str, matched: int, strict: int, reason: str, tmp_path: Path
) -> None:
    prediction = as_prediction(small_gold())
    change(prediction)
    result = evaluate(*_folder(tmp_path, small_gold(), [prediction]))
    assert (result.kinds[kind].matched, result.kinds[kind].strict) == (matched, strict), reason
    others = {name: n for name, n in result.kinds.items() if name != kind}
    assert all(n.f1 == n.strict_f1 == 1 for n in others.values()), "no other kind is touched"
    if kind != "header":
        assert bool(result.errors) == (strict < result.kinds[kind].gold), "what is not right is listed"


def test_an_inferred_value_is_not_judged(tmp_path: Path) -> None:
    prediction = as_prediction(small_gold())
    prediction["citations"][1] |= {
        "date": {"iso": "2017"}, "date_source": "context",
        "issuer": {"raw": "Quốc hội", "canonical": None}, "issuer_source": "context",
    }  # fmt: skip
    result = evaluate(*_folder(tmp_path, small_gold(), [prediction]))
    assert result.kinds["citations"].strict == 2


def test_a_short_form_counts_only_where_the_gold_has_its_place(tmp_path: Path) -> None:
    prediction = as_prediction(small_gold())
    short = {"form": "short", "raw": "Kế hoạch này", "doc_type": "Kế hoạch"}
    prediction["citations"] += [
        {**short, "span": {"start": 900, "end": 912}},
        {**short, "span": {"start": 310, "end": 322}},
    ]
    result = evaluate(*_folder(tmp_path, small_gold(), [prediction]))
    assert result.kinds["citations"] == Counts(gold=2, pred=3, matched=2, strict=2)


def test_counts_of_nothing() -> None:
    empty = Counts()
    assert (empty.precision, empty.recall, empty.f1, empty.strict_f1) == (0.0, 0.0, 1.0, 1.0)
    assert Counts(1, 2, 1, 0) + Counts(1, 0, 0, 0) == Counts(2, 2, 1, 0)
    assert Share(1, 2) + Share(1, 2) == Share(2, 4)


def test_documents_may_be_given_as_such(tmp_path: Path) -> None:
    gold, _ = _folder(tmp_path, small_gold(), [])
    result = evaluate(gold, [vnplan.parse_text("Không có gì.", name="xa.txt")])
    assert result.missing == []
    assert result.kinds["units"] == Counts(gold=2)


def test_a_folder_and_lines_are_one(tmp_path: Path) -> None:
    gold, lines = _folder(tmp_path, small_gold(), [perturbed(as_prediction(small_gold()), 1)])
    folder = tmp_path / "pred" / "deep"
    folder.mkdir(parents=True)
    (folder / "xa.txt.json").write_bytes(lines.read_bytes())
    (folder / "a-list.json").write_text("[1, 2]", encoding="utf-8")  # not a document: left out
    assert evaluate(gold, tmp_path / "pred") == evaluate(gold, lines)


UNREADABLE = [
    ("gold", "none", "no *.gold.json", "a folder without gold"),
    ("gold", "{", "not JSON", "broken gold"),
    ("gold", '{"doc": "a"}', "not a gold file, it has no header, sections", "something else"),
    ("pred", '{"a": 1}\n{"b": \n', "line 2: not JSON", "a broken line"),
    ("pred", "\udcff", "line 1: not JSON in UTF-8", "not UTF-8"),
]


@pytest.mark.parametrize(("which", "content", "message", "reason"), UNREADABLE)
def test_unreadable_files_are_named(which: str, content: str, message: str, reason: str, tmp_path: Path) -> None:
    gold, pred = _folder(tmp_path, small_gold(), [])
    file = gold / "xa.gold.json" if which == "gold" else pred
    if content == "none":
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(EvaluationError) as caught:
        evaluate(gold, pred)
    assert message in str(caught.value), reason
    assert str(gold if content == "none" else file) in str(caught.value), reason


# --- forms of the result --------------------------------------------------------------------------------------------


def test_forms(tmp_path: Path) -> None:
    prediction = as_prediction(small_gold())
    prediction["units"].pop()
    prediction["units"][0]["role"] = "supervise"
    result = evaluate(*_folder(tmp_path, small_gold(), [prediction]))
    errors = result.errors
    assert to_text(result, errors=errors).splitlines() == [
        "1 document",
        "kind              gold  pred       P       R      F1  strict",
        "header               8     8   1.000   1.000   1.000   1.000",
        "recipients           3     3   1.000   1.000   1.000   1.000",
        "sections             2     2   1.000   1.000   1.000   1.000",
        "citations            2     2   1.000   1.000   1.000   1.000",
        "deadlines            2     2   1.000   1.000   1.000   1.000",
        "percent_targets      1     1   1.000   1.000   1.000   1.000",
        "other_targets        1     1   1.000   1.000   1.000   1.000",
        "units                2     1   1.000   0.500   0.667   0.000",
        (
            "attributes of what was found: citations.date 2/2, citations.doc_type 2/2, citations.issuer 2/2, "
            "citations.name 1/1, citations.number 1/1, citations.relation 2/2, citations.title 1/1, deadlines.bound 1/1, "
            "deadlines.kind 2/2, deadlines.value 2/2, other_targets.comparator 1/1, other_targets.value_max 1/1, "
            "percent_targets.comparator 1/1, percent_targets.subject 1/1, percent_targets.value_max 1/1, "
            "sections.heading 2/2, sections.path 2/2, units.role 0/1"
        ),
        "units | xa.txt | wrong role",
        "    gold: Công chức địa chính",
        "    pred: Công chức địa chính",
        "    why: role: lead → supervise",
        "units | xa.txt | missed",
        "    gold: Đoàn Thanh niên",
        "    pred: ",
    ]
    markdown = to_markdown(result, errors=errors)
    assert "| units | 2 | 1 | 1.000 | 0.500 | 0.667 | 0.000 |" in markdown
    assert "| units | xa.txt | missed | Đoàn Thanh niên |  |" in markdown
    form = to_json_object(result, errors=errors)
    assert form["kinds"]["units"]["f1"] == pytest.approx(2 / 3)
    assert form["documents"]["xa.txt"]["kinds"]["units"] == form["kinds"]["units"]
    assert [error["what"] for error in form["errors"]] == ["wrong role", "missed"]
    assert json.loads(json.dumps(form)) == form


# --- error classes --------------------------------------------------------------------------------------------------


def _also(kind: str, **changed: object) -> Callable[[Json], None]:
    """Predict the first thing of a list a second time, with some values changed."""
    return lambda prediction: prediction[kind].append({**prediction[kind][0], **changed})


def _without(kind: str, i: int) -> Callable[[Json], None]:
    return lambda prediction: prediction[kind].pop(i)


def _all(*changes: Callable[[Json], None]) -> Callable[[Json], None]:
    def change(prediction: Json) -> None:
        for one in changes:
            one(prediction)

    return change


_FAR = {"start": 900, "end": 910}

CLASSES: list[tuple[Callable[[Json], None], list[ErrorClass], str]] = [
    (_all(), [], "all is right"),
    (_without("units", 1), [ErrorClass("units", "missed", 1, 0)], "not predicted"),
    (_also("units", span=_FAR), [ErrorClass("units", "spurious", 0, 1)], "nothing is there"),
    (_also("units"), [ErrorClass("units", "doubled", 0, 1)], "found a second time"),
    (_move("units", 0, 712, 725), [ErrorClass("units", "boundary", 1, 1)], "touches, and is too far off to be the same"),
    (
        _all(_without("units", 1), _move("units", 0, 700, 745)),
        [ErrorClass("units", "merged", 1, 0)],
        "two names read as one",
    ),
    (_set("units", 0, "role", to="report_to"), [ErrorClass("units", "role confusion", 1, 1)], "another role"),
    (
        _all(_set("deadlines", 0, "bound", to="by"), _set("deadlines", 0, "value", to=None)),
        [ErrorClass("deadlines", "wrong bound", 1, 1), ErrorClass("deadlines", "wrong value", 1, 1)],
        "a class for each wrong attribute",
    ),
    (_move("deadlines", 0, 519, 530), [ErrorClass("deadlines", "boundary", 1, 1)], "one character is enough"),
    (
        _move("deadlines", 0, 520, 530),
        [ErrorClass("deadlines", "missed", 1, 0), ErrorClass("deadlines", "spurious", 0, 1)],
        "side by side is not touching",
    ),
    (_set("targets", 0, "value", to=59), [ErrorClass("percent_targets", "wrong value", 1, 1)], "misread at the place"),
    (
        _all(_set("targets", 1, "value", to=None), _move("targets", 1, 645, 660)),
        [ErrorClass("other_targets", "wrong value", 1, 1)],
        "no value",
    ),
    (_move("targets", 0, 400, 601), [ErrorClass("percent_targets", "boundary", 1, 1)], "the value, hardly at the place"),
    (
        _all(_set("units", 0, "role", to="report_to"), _also("units", span=_FAR), _also("units", span=_FAR)),
        [ErrorClass("units", "spurious", 0, 2), ErrorClass("units", "role confusion", 1, 1)],
        "the commonest first",
    ),
    (
        _set("targets", 0, "kind", to="count"),
        [ErrorClass("percent_targets", "wrong kind", 1, 0), ErrorClass("other_targets", "wrong kind", 0, 1)],
        "the percent target is listed with the others",
    ),
    (_set("sections", 0, "label", to="II"), [ErrorClass("sections", "wrong label", 1, 1)], "another label at the place"),
    (
        _set("sections", 0, "heading_span", to={"start": 106, "end": 111}),
        [ErrorClass("sections", "boundary", 1, 1)],
        "the label, but not at the place",
    ),
    (
        _all(_set("citations", 0, "number", to={"raw": "8/KH-UBND"}), _move("citations", 0, 300, 315)),
        [ErrorClass("citations", "boundary", 1, 1)],
        "too little of it to be the same with another number",
    ),
    (_set("citations", 0, "relation", to="mention"), [ErrorClass("citations", "wrong relation", 1, 1)], "noted only"),
    (
        _set("header", "recipients", 1, to="Công an xã"),
        [ErrorClass("recipients", "missed", 1, 0), ErrorClass("recipients", "spurious", 0, 1)],
        "lines have no place to touch at",
    ),
    (
        _all(_set("header", "title", to="Việc khác"), _set("header", "place", to=None)),
        [ErrorClass("header", "missed", 1, 0), ErrorClass("header", "wrong title", 1, 1)],
        "a field is wrong or not given",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected", "reason"), CLASSES)
def test_error_classes(change: Callable[[Json], None], expected: list[ErrorClass], reason: str, tmp_path: Path) -> None:
    prediction = as_prediction(small_gold())
    change(prediction)
    result = evaluate(*_folder(tmp_path, small_gold(), [prediction]))
    assert error_classes(result) == expected, reason
    listed = {name for mistake in (*result.errors, *result.notes) for name in mistake.classes}
    assert listed == {found.name for found in expected}, "what is counted is listed"


def test_a_field_that_the_gold_lacks_is_spurious(tmp_path: Path) -> None:
    gold = small_gold()
    gold["header"]["place"] = None
    result = evaluate(*_folder(tmp_path, gold, [as_prediction(small_gold())]))
    assert error_classes(result) == [ErrorClass("header", "spurious", 0, 1)]
    assert [(e.what, e.gold, e.pred) for e in result.errors] == [("wrong place", "None", "Bình An")]


@pytest.mark.parametrize("seed", range(8))
def test_every_thing_has_one_outcome(seed: int, tmp_path: Path) -> None:
    result = evaluate(*_folder(tmp_path, small_gold(), [perturbed(as_prediction(small_gold()), seed)]))
    assert any(n.strict < n.gold for n in result.kinds.values()), "something is disturbed"
    for kind, n in result.kinds.items():
        mine = [verdict for verdict in result.outcomes if verdict.kind == kind]
        assert sum((verdict.counts for verdict in mine), Counts()) == n
        # What was not found has one class on each side, so that the classes add up to what the scores lack.
        lacking = [verdict for verdict in mine if not verdict.found]
        assert all(len(verdict.classes) == 1 for verdict in lacking)
        assert sum(verdict.gold is not None for verdict in lacking) == n.gold - n.matched
        assert sum(verdict.pred is not None for verdict in lacking) == n.pred - n.matched
        assert len({(v.number, v.gold is None) for v in mine}) == len(mine), "numbers tell things apart"


WHY = [
    (_set("deadlines", 0, "value", to=None), ("wrong value", "value: 2025-03-20 → none"), "the two values"),
    (_set("citations", 1, "date", to={"iso": "2017"}), ("wrong date", "date: none → 2017"), "of a date its ISO form"),
    (_set("citations", 0, "issuer", to={"raw": "UBND\nxã"}), ("wrong issuer", "issuer: UBND huyện → UBND xã"), "a line"),
    (_set("citations", 0, "relation", to="mention"), ("noted relation", "relation: basis → mention"), "noted only"),
    (_set("targets", 0, "value", to=59), ("missed", "wrong value: trên 95%"), "what stands there"),
    (_without("units", 1), ("missed", ""), "nothing stands there"),
    (_set("header", "title", to="Việc khác"), ("wrong title", ""), "the words say it"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected", "reason"), WHY)
def test_a_mistake_says_why(
    change: Callable[[Json], None], expected: tuple[str, str], reason: str, tmp_path: Path
) -> None:
    prediction = as_prediction(small_gold())
    change(prediction)
    result = evaluate(*_folder(tmp_path, small_gold(), [prediction]))
    mistake = [*result.errors, *result.notes][0]
    assert (mistake.what, mistake.why) == expected, reason


# --- confusions -----------------------------------------------------------------------------------------------------

CONFUSIONS = [
    (_all(), "units.role", {("lead", "lead"): 1, ("coordinate", "coordinate"): 1}, "all is right"),
    (
        _set("units", 0, "role", to="coordinate"), "units.role",
        {("lead", "coordinate"): 1, ("coordinate", "coordinate"): 1}, "one role for another",
    ),
    (
        _set("units", 0, "role", to=None), "units.role",
        {("lead", "none"): 1, ("coordinate", "coordinate"): 1}, "no role",
    ),
    (
        _all(_without("units", 1), _also("units", span=_FAR)), "units.role",
        {("lead", "lead"): 1, ("coordinate", "missed"): 1, ("spurious", "lead"): 1}, "missed and spurious",
    ),
    (
        _set("citations", 0, "relation", to="amends"), "citations.relation",
        {("basis", "amends"): 1, ("mention", "mention"): 1}, "a relation the gold has nowhere",
    ),
    (
        _set("deadlines", 0, "kind", to="month"), "deadlines.kind",
        {("date", "month"): 1, ("recurring", "recurring"): 1}, "one kind for another",
    ),
    (
        _set("targets", 1, "kind", to="score"), "targets.kind",
        {("percent", "percent"): 1, ("count", "score"): 1}, "both kinds of target stand in one table",
    ),
    (
        _set("targets", 0, "kind", to="count"), "targets.kind",
        {("percent", "count"): 1, ("count", "count"): 1}, "even where they are scored apart",
    ),
    (
        _move("targets", 0, 900, 910), "targets.kind",
        {("percent", "missed"): 1, ("spurious", "percent"): 1, ("count", "count"): 1}, "elsewhere",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "name", "expected", "reason"), CONFUSIONS)
def test_confusions(
    change: Callable[[Json], None], name: str, expected: dict[tuple[str, str], int], reason: str, tmp_path: Path
) -> None:
    prediction = as_prediction(small_gold())
    change(prediction)
    found = confusions(evaluate(*_folder(tmp_path, small_gold(), [prediction])))
    assert list(found) == ["citations.relation", "deadlines.kind", "targets.kind", "units.role"]
    cells = {(row, column): n for row, line in found[name].items() for column, n in line.items() if n}
    assert cells == expected, reason
    assert [*found[name]][-1] == "spurious"
    assert all([*line][-1] == "missed" for line in found[name].values())


# --- two runs -------------------------------------------------------------------------------------------------------

_LEAD, _COORDINATE = "Công chức địa chính", "Đoàn Thanh niên"
RUNS = [
    (_all(), _all(), [], "nothing changed"),
    (_without("units", 1), _all(), [("gained", "units", "missed", "right", _COORDINATE)], "found now"),
    (_all(), _without("units", 1), [("lost", "units", "right", "missed", _COORDINATE)], "no longer found"),
    (
        _set("units", 0, "role", to="report_to"), _without("units", 0),
        [("changed", "units", "wrong role", "missed", _LEAD)], "wrong in another way is neither",
    ),
    (
        _without("units", 1), _without("units", 0),
        [("gained", "units", "missed", "right", _COORDINATE), ("lost", "units", "right", "missed", _LEAD)],
        "as many as before, but others",
    ),
    (
        _also("units"), _all(_also("units"), _also("units")),
        [("spurious new", "units", "", "spurious", _LEAD)], "one more of the same words",
    ),
    (
        _also("units", span=_FAR, raw="cán bộ"), _all(),
        [("spurious gone", "units", "spurious", "", "cán bộ")], "predicted in vain no more",
    ),
    (
        _set("header", "place", to=None), _set("header", "title", to="Việc khác"),
        [
            ("gained", "header", "wrong place", "right", "Bình An"),
            ("lost", "header", "right", "wrong title", "Trồng cây đầu xuân trên địa bàn xã năm 2025"),
        ],
        "fields of the header",
    ),
    (
        _set("sections", 0, "children", 0, "heading", to="Các thôn"), _all(),
        [("gained", "sections", "wrong heading", "right", "1. Các thôn")], "an attribute repaired",
    ),
    (_set("citations", 0, "relation", to="mention"), _all(), [], "noted attributes do not bear on being right"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now", "expected", "reason"), RUNS)
def test_two_runs(
    before: Callable[[Json], None],
    now: Callable[[Json], None],
    expected: list[tuple[str, ...]],
    reason: str,
    tmp_path: Path,
) -> None:
    results = []
    for change in (before, now):
        prediction = as_prediction(small_gold())
        change(prediction)
        results.append(evaluate(*_folder(tmp_path, small_gold(), [prediction])))
    found = compare_runs(*results)
    assert [(c.sort, c.kind, c.before, c.now, c.words) for c in found.changes] == expected, reason
    assert {c.document for c in found.changes} <= {"xa.txt"}


@pytest.mark.parametrize("seed", range(6))
def test_gains_and_losses_add_up(seed: int, tmp_path: Path) -> None:
    before, now = (
        evaluate(*_folder(tmp_path, small_gold(), [perturbed(as_prediction(small_gold()), chance)]))
        for chance in (seed, seed + 100)
    )
    found = compare_runs(before, now)
    assert found.changes
    for kind in KIND_NAMES:
        counts = found.counts(kind)
        assert counts["gained"] - counts["lost"] == now.kinds[kind].strict - before.kinds[kind].strict
        if kind != "header":  # a wrong field of the header is a gold thing and a predicted one at once
            in_vain = [sum(v.gold is None for v in run.outcomes if v.kind == kind) for run in (before, now)]
            assert counts["spurious new"] - counts["spurious gone"] == in_vain[1] - in_vain[0]


# --- the command ----------------------------------------------------------------------------------------------------

REPORT = """\
1 document
kind              gold  pred       P       R      F1  strict
header               8     8   1.000   1.000   1.000   1.000
recipients           3     3   1.000   1.000   1.000   1.000
sections             2     2   1.000   1.000   1.000   1.000
citations            2     2   1.000   1.000   1.000   1.000
deadlines            2     2   0.500   0.500   0.500   0.500
percent_targets      1     1   1.000   1.000   1.000   1.000
other_targets        1     1   1.000   1.000   1.000   1.000
units                2     3   0.667   1.000   0.800   0.400
attributes of what was found: citations.date 2/2, citations.doc_type 2/2, citations.issuer 2/2, \
citations.name 1/1, citations.number 1/1, citations.relation 1/2, citations.title 1/1, deadlines.kind 1/1, \
deadlines.value 1/1, other_targets.comparator 1/1, other_targets.value_max 1/1, \
percent_targets.comparator 1/1, percent_targets.subject 1/1, percent_targets.value_max 1/1, \
sections.heading 2/2, sections.path 2/2, units.role 1/2

F1/strict by document
document       header   recipients     sections    citations    deadlines  percent_targets  other_targets        units
xa.txt    1.000/1.000  1.000/1.000  1.000/1.000  1.000/1.000  0.500/0.500      1.000/1.000    1.000/1.000  0.800/0.400

confusion of citations.relation: gold by row, predicted by column
relation  basis  mention  missed
basis         ·        1       ·
mention       ·        1       ·
spurious      ·        ·       ·

confusion of deadlines.kind: gold by row, predicted by column
kind       date  recurring  missed
date          ·          ·       1
recurring     ·          1       ·
spurious      1          ·       ·

confusion of targets.kind: gold by row, predicted by column
kind      count  percent  missed
count         1        ·       ·
percent       ·        1       ·
spurious      ·        ·       ·

confusion of units.role: gold by row, predicted by column
role        coordinate  lead  supervise  missed
coordinate           1     ·          ·       ·
lead                 ·     ·          1       ·
supervise            ·     ·          ·       ·
spurious             ·     ·          1       ·

against the earlier run, F1/strict
kind                  before          now  gained  lost  changed  spurious gone  spurious new
header           0.933/0.933  1.000/1.000       1     0        0              0             0
recipients       1.000/1.000  1.000/1.000       0     0        0              0             0
sections         1.000/1.000  1.000/1.000       0     0        0              0             0
citations        1.000/1.000  1.000/1.000       0     0        0              0             0
deadlines        1.000/1.000  0.500/0.500       0     1        0              0             1
percent_targets  1.000/1.000  1.000/1.000       0     0        0              0             0
other_targets    1.000/1.000  1.000/1.000       0     0        0              0             0
units            0.667/0.667  0.800/0.400       1     1        0              0             1

what changed
change        kind       document  before       now         words
gained        header     xa.txt    wrong place  right       Bình An
lost          deadlines  xa.txt    right        missed      trước ngày 20/3/2025
spurious new  deadlines  xa.txt                 spurious    trước ngày 20/3/2025
gained        units      xa.txt    missed       right       Đoàn Thanh niên
lost          units      xa.txt    right        wrong role  Công chức địa chính
spurious new  units      xa.txt                 spurious    thôn | bản

error classes
kind       class           gold  pred
citations  wrong relation     1     1
deadlines  boundary           1     1
units      role confusion     1     1
units      spurious           0     1

deadlines | xa.txt | missed
    gold: trước ngày 20/3/2025
    pred:\x20
    why: boundary: trước ngày 20/3/2025
deadlines | xa.txt | spurious
    gold:\x20
    pred: trước ngày 20/3/2025
    why: boundary: trước ngày 20/3/2025
units | xa.txt | wrong role
    gold: Công chức địa chính
    pred: Công chức địa chính
    why: role: lead → supervise
units | xa.txt | spurious
    gold:\x20
    pred: thôn | bản
citations | xa.txt | noted relation
    gold: Kế hoạch số 7/KH-UBND ngày 02/01/2025 của UBND huyện
    pred: Kế hoạch số 7/KH-UBND ngày 02/01/2025 của UBND huyện
    why: relation: basis → mention
"""


@pytest.fixture
def runs(tmp_path: Path) -> list[str]:
    """Arguments: gold, a run with some errors, and an earlier one with others."""
    old = as_prediction(small_gold())
    _all(_without("units", 1), _set("header", "place", to=None))(old)
    (tmp_path / "old.jsonl").write_text(json.dumps(old), encoding="utf-8")
    prediction = as_prediction(small_gold())
    _all(
        _set("units", 0, "role", to="supervise"),
        _also("units", span=_FAR, raw="thôn | bản"),
        _move("deadlines", 0, 519, 530),
        _set("citations", 0, "relation", to="mention"),
    )(prediction)
    gold, pred = _folder(tmp_path, small_gold(), [prediction])
    return [str(gold), str(pred), "--against", str(tmp_path / "old.jsonl")]


def test_the_report(runs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert vnplan_(["evaluate", *runs, "--errors", "--documents", "--confusion"]) == 0
    assert capsys.readouterr().out == REPORT


def test_the_report_is_no_longer_than_asked_for(runs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert vnplan_(["evaluate", *runs[:2]]) == 0
    plain = capsys.readouterr().out
    assert REPORT.startswith(plain)
    assert len(plain.splitlines()) == 2 + len(KIND_NAMES) + 1

    assert vnplan_(["evaluate", *runs[:2], "--errors", "units"]) == 0
    asked = capsys.readouterr().out.removeprefix(plain)
    assert asked.splitlines()[1:5] == [
        "error classes",
        "kind   class           gold  pred",
        "units  role confusion     1     1",
        "units  spurious           0     1",
    ]
    assert "deadlines" not in asked


def test_the_report_in_markdown(runs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert vnplan_(["evaluate", *runs, "--errors", "--documents", "--confusion", "--markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for line, reason in (
        ("| units | 2 | 3 | 0.667 | 1.000 | 0.800 | 0.400 |", "scores"),
        ("| units.role | 1 | 2 | 0.500 |", "attributes"),
        ("|---|" + "---:|" * len(KIND_NAMES), "figures to the right"),
        ("| lead | · | · | 1 | · |", "confusion"),
        ("| units | 0.667/0.667 | 0.800/0.400 | 1 | 1 | 0 | 0 | 1 |", "before and now"),
        ("| lost | units | xa.txt | right | wrong role | Công chức địa chính |", "what was lost"),
        ("| deadlines | boundary | 1 | 1 |", "error classes"),
        ("| units | xa.txt | spurious |  | thôn \\| bản |  |", "a bar is no border"),
    ):
        assert line in lines, reason
    for line, next_line in pairwise(lines):
        if next_line.startswith("|---"):
            assert line.count("|") == next_line.count("|"), "each head has its rule"


def test_the_report_in_json(runs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert vnplan_(["evaluate", *runs, "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert form["judged"]["units.role"] == {"right": 1, "of": 2}
    assert {"kind": "deadlines", "name": "boundary", "gold": 1, "pred": 1} in form["classes"]
    assert form["confusions"]["units.role"]["lead"] == {"coordinate": 0, "lead": 0, "supervise": 1, "missed": 0}
    assert form["errors"] == [], "listed when asked for"
    changes = form["changes"]
    assert changes["before"]["kinds"]["units"]["recall"] == 0.5
    assert changes["before"]["missing"] == []
    assert changes["counts"]["units"] == {
        "gained": 1, "lost": 1, "changed": 0, "spurious gone": 0, "spurious new": 1,
    }  # fmt: skip
    assert len(changes["list"]) == sum(sum(counts.values()) for counts in changes["counts"].values())


def test_an_earlier_run_may_lack_documents(runs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.jsonl").write_text("", encoding="utf-8")
    assert vnplan_(["evaluate", *runs]) == 0
    out = capsys.readouterr().out
    assert "against the earlier run (1 without a prediction then), F1/strict\n" in out
    assert "gained recipients xa.txt missed right Lưu: VT" in [" ".join(line.split()) for line in out.splitlines()]


def test_an_earlier_run_that_cannot_be_read(
    runs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.jsonl").write_text("{", encoding="utf-8")
    assert vnplan_(["evaluate", *runs]) == 1
    assert capsys.readouterr().err.startswith(f"vnplan: {tmp_path}/old.jsonl, line 1: not JSON")


# --- the gate -------------------------------------------------------------------------------------------------------


def test_the_floors_of_the_project_are_sound() -> None:
    assert list(load_floors(FLOORS)) == list(KIND_NAMES), "in the order of the table"


def test_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prediction = as_prediction(small_gold())
    prediction["units"][0]["role"] = "supervise"
    gold, pred = _folder(tmp_path, small_gold(), [prediction])
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({kind: {"f1": 0, "strict": 0} for kind in KIND_NAMES}), encoding="utf-8")
    arguments = [str(gold), str(pred), str(floors)]
    assert main(arguments) == 0

    assert main([*arguments, "--raise"]) == 0
    assert load_floors(floors)["units"] == {"f1": 1.0, "strict": 0.5}
    assert main(arguments) == 0, "a score at its floor passes"

    prediction["units"].pop()
    _folder(tmp_path, small_gold(), [prediction])
    capsys.readouterr()
    assert main([*arguments, "--raise"]) == 1
    complaint = capsys.readouterr().err.splitlines()
    assert complaint == [
        "gate: units: f1 0.6667 is below its floor 1.0",
        "gate: units: strict 0.0000 is below its floor 0.5",
    ]
    assert load_floors(floors)["units"] == {"f1": 1.0, "strict": 0.5}, "a floor is never lowered"


def test_gate_wants_every_document(tmp_path: Path) -> None:
    result = evaluate(*_folder(tmp_path, small_gold(), []))
    floors = {kind: {"f1": 0.0, "strict": 0.0} for kind in KIND_NAMES}
    assert below(result, floors) == ["xa.txt: no prediction"]
    assert raised(result, floors) == floors


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not JSON"),
        ("{}", "needs these kinds"),
        (json.dumps({kind: {"f1": 0.5} for kind in KIND_NAMES}), "header needs the numbers f1 and strict"),
        (json.dumps({kind: {"f1": 95, "strict": 0} for kind in KIND_NAMES}), "95 is not a number from 0 to 1"),
    ],
)
def test_gate_refuses_bad_floors(
    content: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, pred = _folder(tmp_path, small_gold(), [])
    floors = tmp_path / "floors.json"
    floors.write_text(content, encoding="utf-8")
    assert main([str(gold), str(pred), str(floors)]) == 2
    assert message in capsys.readouterr().err


# --- the reference tool ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = SHARED / "tools" / "score.py"
    if not path.exists():
        pytest.skip("the reference tool is not beside this checkout")
    spec = importlib.util.spec_from_file_location("reference_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("wrongness", ["real", "right", "none", *range(6)])
def test_agrees_with_the_reference_to_the_last_digit(
    reference: ModuleType, wrongness: str | int, tmp_path: Path
) -> None:
    gold_dir = SHARED / "gold"
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold_dir.glob("*.gold.json"))]
    assert golds
    if wrongness == "real":
        texts = [SHARED / folder / gold["doc"] for gold in golds for folder in ("gold", "seeds")]
        documents = [json.loads(vnplan.parse_file(path).model_dump_json()) for path in texts if path.exists()]
        assert len(documents) == len(golds)
    elif wrongness == "none":
        documents = []
    else:
        documents = [as_prediction(gold) for gold in golds]
        if isinstance(wrongness, int):
            documents = [perturbed(document, 100 * wrongness + i) for i, document in enumerate(documents)]
    pred = tmp_path / "pred.jsonl"
    pred.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")

    tally = reference.Tally()
    predictions = reference.load_predictions(pred)
    for gold in golds:
        reference.score_document(tally, gold, predictions.get(gold["doc"]) or {"header": {}})

    result = evaluate(gold_dir, pred)
    assert {k: [n.gold, n.pred, n.matched, n.strict] for k, n in result.kinds.items()} == dict(tally.n)
    assert {k: [share.right, share.of] for k, share in result.attributes.items()} == dict(tally.attrs)
    assert [(e.kind, e.document, e.what, e.gold, e.pred) for e in result.errors] == tally.errors
    assert set(result.missing) == {gold["doc"] for gold in golds} - set(predictions)


def test_prints_what_the_reference_prints(reference: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                          capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    gold_dir = SHARED / "gold"
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold_dir.glob("*.gold.json"))]
    pred = tmp_path / "pred.jsonl"
    documents = [perturbed(as_prediction(gold), i) for i, gold in enumerate(golds)]
    pred.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    result = evaluate(gold_dir, pred)

    monkeypatch.setattr(sys, "argv", ["score.py", str(gold_dir), str(pred), "--errors"])
    assert reference.main() == 0
    ours = [line for line in to_text(result, errors=result.errors).splitlines() if not line.startswith("    why: ")]
    assert ours == capsys.readouterr().out.splitlines(), "besides the lines that say why"

    monkeypatch.setattr(sys, "argv", ["score.py", str(gold_dir), str(pred), "--json"])
    assert reference.main() == 0
    theirs, ours = json.loads(capsys.readouterr().out), to_json_object(result)
    assert ours["attributes"] == theirs["attributes"]
    assert ours["missing"] == theirs["missing"]
    for kind, scores in theirs["kinds"].items():
        assert {name: ours["kinds"][kind][name] for name in scores} == scores
