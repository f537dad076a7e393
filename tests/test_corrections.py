"""A reviewer's decisions put into documents: what changes with them, what is refused, and the gold that comes out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import vnplan
from review_samples import sample
from vnplan.evaluate import evaluate
from vnplan.evaluate.corrections import CorrectionError, Sheet, apply
from vnplan.evaluate.goldform import to_gold
from vnplan.export import to_json
from vnplan.export.reading import ungrounded
from vnplan.model import PlanDocument, Section

PLAN = """ỦY BAN NHÂN DÂN XÃ BÌNH AN
Số: 12/KH-UBND
Bình An, ngày 02 tháng 01 năm 2025
KẾ HOẠCH
Trồng cây đầu xuân năm 2025
Căn cứ Quyết định số 5/QĐ-UBND ngày 01/02/2024 của UBND huyện Tân Sơn;
Thực hiện Quyết định số 5/QĐ-UBND ngày 01/02/2024 của UBND huyện Tân Sơn và Công văn số 9/UBND-KT ngày 03/3/2024.
I. MỤC ĐÍCH
1. Phủ xanh ít nhất 95% đồi trọc ở các thôn.
II. TỔ CHỨC THỰC HIỆN
1. Công chức địa chính xã chủ trì, phối hợp với Đoàn Thanh niên xã hoàn thành trước ngày 20/3/2025.
2. Trạm y tế xã báo cáo kết quả về UBND xã trước ngày 30/6/2025.
Nơi nhận:
- Đảng ủy xã;
- Các thôn;
- Lưu: VT.
"""


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    made = vnplan.parse_text(PLAN, name="xa.txt")
    assert len(made.citations) == 3
    assert len(made.deadlines) == 2
    assert len(made.tasks) >= 2
    return made


def sheet(document: PlanDocument, *items: dict[str, Any], complete: bool = True) -> Sheet:
    return Sheet.model_validate(
        {"name": document.source.name, "sha256": document.source.sha256, "complete": complete, "items": list(items)}
    )


def at(document: PlanDocument, words: str) -> dict[str, int]:
    start = document.text.index(words)
    return {"start": start, "end": start + len(words)}


def decided(document: PlanDocument, thing: Any, decision: str, kind: str, **values: Any) -> dict[str, Any]:
    place = thing.heading_span if isinstance(thing, Section) else thing.span
    raw = document.text[place.start : place.end]
    return {"kind": kind, "id": thing.id, "span": place.model_dump(), "raw": raw, "decision": decision, "set": values}


def whole(document: PlanDocument) -> None:
    """Check that every place holds its words and every id named exists."""
    assert list(ungrounded(document)) == []
    known = {name: {thing.id for thing in getattr(document, name)} for name in ("citations", "deadlines", "targets", "units", "tasks", "references")}  # fmt: skip
    for task in document.tasks:
        assert {*task.lead_ids, *task.coordinate_ids, *task.report_to_ids} <= known["units"]
        assert set(task.deadline_ids) <= known["deadlines"]
        assert set(task.target_ids) <= known["targets"]
        assert set(task.citation_ids) <= known["citations"]
    for name in ("deadlines", "targets", "units"):
        assert {thing.task_id for thing in getattr(document, name)} <= {None, *known["tasks"]}
    for reference in document.references:
        assert reference.citation_ids
        assert set(reference.citation_ids) <= known["citations"]
    assert {citation.reference_id for citation in document.citations} <= known["references"]


def test_nothing_decided_changes_nothing(plan: PlanDocument) -> None:
    assert apply(plan, sheet(plan)) == plan


def test_accepted_is_certain_and_else_the_same(plan: PlanDocument) -> None:
    unit = plan.units[0]
    made = apply(plan, sheet(plan, decided(plan, unit, "accept", "unit")))
    assert made.units[0] == unit.model_copy(update={"confidence": 1.0})
    assert made.model_copy(update={"units": plan.units}) == plan


def test_accepted_is_not_called_doubtful_any_more(plan: PlanDocument) -> None:
    fields = plan.model_dump(mode="json")
    unit = fields["units"][0]
    unit["confidence"] = 0.4
    fields["diagnostics"].append({"code": "confidence-low", "severity": "info", "message": "…", "span": unit["span"]})
    doubted = PlanDocument.model_validate(fields)
    made = apply(doubted, sheet(doubted, decided(doubted, doubted.units[0], "accept", "unit")))
    assert "confidence-low" not in {told.code for told in made.diagnostics if told.span == doubted.units[0].span}


@pytest.mark.parametrize("kind", ["citation", "deadline", "target", "unit", "task"])
def test_rejected_goes_with_all_that_points_to_it(plan: PlanDocument, kind: str) -> None:
    things = getattr(plan, kind + "s")
    made = apply(plan, sheet(plan, *(decided(plan, thing, "reject", kind) for thing in things)))
    assert getattr(made, kind + "s") == []
    whole(made)


def test_a_cited_document_stays_while_one_mention_does(plan: PlanDocument) -> None:
    first, second, third = plan.citations
    assert first.reference_id == second.reference_id
    made = apply(plan, sheet(plan, decided(plan, first, "reject", "citation")))
    reference = next(one for one in made.references if one.id == first.reference_id)
    assert reference.citation_ids == [second.id]
    assert reference.origins.number == second.id
    assert reference.canonical_id == plan.references[0].canonical_id
    whole(made)
    made = apply(plan, sheet(plan, *(decided(plan, one, "reject", "citation") for one in (first, second))))
    assert [one.id for one in made.references] == [third.reference_id]


def test_mended_deadline(plan: PlanDocument) -> None:
    item = decided(plan, plan.deadlines[0], "mend", "deadline", value="2025-03-21", bound="by")
    made = apply(plan, sheet(plan, item)).deadlines[0]
    assert (made.value, made.bound, made.raw) == ("2025-03-21", "by", plan.deadlines[0].raw)
    assert (made.rule, made.confidence, made.value_source) == ("reviewer", 1.0, "stated")


def test_mended_place_takes_its_words_along(plan: PlanDocument) -> None:
    item = decided(plan, plan.units[0], "mend", "unit", span=at(plan, "địa chính xã"), raw="địa chính xã")
    made = apply(plan, sheet(plan, item))
    assert "địa chính xã" in [unit.raw for unit in made.units]
    whole(made)


def test_a_unit_of_another_role_moves_in_its_task(plan: PlanDocument) -> None:
    unit = next(one for one in plan.units if one.role == "coordinate")
    assert any(unit.id in task.coordinate_ids for task in plan.tasks)
    made = apply(plan, sheet(plan, decided(plan, unit, "mend", "unit", role="lead")))
    assert any(unit.id in task.lead_ids for task in made.tasks)
    assert not any(unit.id in task.coordinate_ids for task in made.tasks)


def test_a_mended_number_names_another_document(plan: PlanDocument) -> None:
    second = plan.citations[1]
    made = apply(plan, sheet(plan, decided(plan, second, "mend", "citation", number="6/QĐ-UBND", issuer="UBND huyện")))
    citation = made.citations[1]
    assert citation.number is not None
    assert (citation.number.canonical, citation.number.serial) == ("6/QĐ-UBND", "6")
    assert citation.issuer is not None
    assert made.text[citation.issuer.span.start : citation.issuer.span.end] == "UBND huyện"
    assert citation.reference_id not in {one.id for one in plan.references}
    reference = next(one for one in made.references if one.id == citation.reference_id)
    assert (reference.number, reference.doc_type, reference.date) == ("6/QĐ-UBND", "Quyết định", "2024-02-01")
    assert reference.canonical_id.endswith("/quyet-dinh/2024/6-qd-ubnd")
    whole(made)


ADDED = [
    ("deadline", "năm 2025", {"kind": "year", "bound": "on", "value": "2025"}, "d3"),
    ("unit", "các thôn", {"role": "lead"}, None),
    ("target", "ít nhất", {"kind": "percent", "comparator": "gte", "value": 95, "unit": "%"}, None),
    ("citation", "Kế hoạch này".replace("Kế hoạch này", "KẾ HOẠCH"), {"doc_type": "Kế hoạch", "relation": "mention", "name": "Kế hoạch"}, "c4"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words", "values", "ident"), ADDED)
def test_added(plan: PlanDocument, kind: str, words: str, values: dict[str, Any], ident: str | None) -> None:
    item = {"kind": kind, "decision": "add", "set": {**values, "span": at(plan, words), "raw": words}}
    made = apply(plan, sheet(plan, item))
    before, after = getattr(plan, kind + "s"), getattr(made, kind + "s")
    new = [thing for thing in after if thing.id not in {one.id for one in before}]
    assert [thing.raw for thing in new] == [words]
    assert new[0].confidence == 1.0
    if ident:
        assert new[0].id == ident
    assert [one.span.start for one in after] == sorted(one.span.start for one in after)
    whole(made)


def test_the_header(plan: PlanDocument) -> None:
    items = [
        {"kind": "header", "id": "h-title", "decision": "mend", "set": {"value": "Trồng cây đầu xuân"}},
        {"kind": "header", "id": "h-issuer", "decision": "mend", "set": {"value": "UBND huyện Tân Sơn"}},
        {"kind": "header", "id": "h-date", "decision": "mend", "set": {"value": "2025-01-03"}},
        {"kind": "header", "id": "h-number", "decision": "mend", "set": {"value": "72/KH-UBND"}},
        {"kind": "header", "id": "h-period", "decision": "reject"},
        {"kind": "header", "id": "h-recipient-1", "decision": "reject"},
        {"kind": "header", "id": "h-recipient-2", "decision": "reject"},
    ]
    assert plan.header.period is not None
    assert len(plan.header.recipients) == 3
    made = apply(plan, sheet(plan, *items))
    assert made.header.title == "Trồng cây đầu xuân"
    assert made.header.issuer is not None
    assert made.header.issuer.raw == "UBND huyện Tân Sơn"
    assert made.header.date is not None
    assert made.header.date.iso == "2025-01-03"
    assert made.header.number is not None
    assert (made.header.number.raw, made.header.number.serial) == ("12/KH-UBND", "72")
    assert made.header.period is None
    assert [line.raw for line in made.header.recipients] == [plan.header.recipients[2].raw]
    whole(made)


def test_a_rejected_section_leaves_what_is_in_it_to_the_one_above(plan: PlanDocument) -> None:
    section = plan.sections[1]
    made = apply(plan, sheet(plan, decided(plan, section, "reject", "section")))
    assert [one.path for one in made.sections] == ["I", "1", "2"]
    assert section.id not in {unit.section_id for unit in made.units}
    mended = apply(plan, sheet(plan, decided(plan, section, "mend", "section", label="III")))
    assert [one.path for one in mended.sections[1].children] == ["III/1", "III/2"]


REFUSED = [
    ({"kind": "deadline", "id": "d1", "decision": "mend", "set": {"value": "20/3/2025"}}, "deadline d1: “20/3/2025” is no time such as"),
    ({"kind": "deadline", "id": "d1", "decision": "mend", "set": {"bound": "soon"}}, "deadline d1: bound: Input should be"),
    ({"kind": "unit", "id": "u1", "decision": "mend", "set": {"colour": "red"}}, "unit u1: has no attribute colour"),
    ({"kind": "unit", "id": "u1", "decision": "mend", "set": {"confidence": 1}}, "unit u1: has no attribute confidence"),
    ({"kind": "unit", "id": "u99", "decision": "accept", "raw": "Sở X"}, "unit u99: “Sở X” is not in the document; convert it"),
    ({"kind": "unit", "id": "u1", "decision": "mend", "set": {"span": {"start": 5, "end": 99999}}}, "unit u1: its new place 5–99999 is outside the text"),
    ({"kind": "unit", "id": "u1", "decision": "mend", "set": {"span": {"start": 0, "end": 6}, "raw": "Sở X"}}, "unit u1: its new place holds “ỦY BAN”, not “Sở X”"),
    ({"kind": "unit", "id": "u1", "decision": "mend", "set": {"span": {"begin": 0}}}, "unit u1: its new place has no start and end"),
    ({"kind": "task", "id": "k1", "decision": "mend", "set": {"lead_ids": ["u77"]}}, "task k1: lead_ids: there is no unit u77"),
    ({"kind": "citation", "id": "c1", "decision": "mend", "set": {"date": "1/2/2024"}}, "citation c1: “1/2/2024” is no date such as"),
    ({"kind": "target", "decision": "add", "set": {"span": {"start": 0, "end": 6}}}, "target (added): has no number as its value"),
    ({"kind": "task", "decision": "add", "set": {"span": {"start": 0, "end": 6}}}, "task (added): only citations, deadlines, targets and units"),
    ({"kind": "header", "id": "h-parent", "decision": "mend", "set": {"value": "Sở X"}}, "header h-parent: its words are not in the text: select its place"),
    ({"kind": "header", "id": "h-hat", "decision": "mend", "set": {"value": "x"}}, "header h-hat: the header has no part “hat”"),
    ({"kind": "section", "id": "s99", "decision": "reject"}, "section s99: is not in the document"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "message"), REFUSED)
def test_refused(plan: PlanDocument, item: dict[str, Any], message: str) -> None:
    with pytest.raises(CorrectionError) as told:
        apply(plan, sheet(plan, item))
    assert str(told.value).startswith(f"xa.txt: {message}")


def test_another_version_of_the_document_is_refused(plan: PlanDocument) -> None:
    other = vnplan.parse_text(PLAN + "\n", name="xa.txt")
    with pytest.raises(CorrectionError, match=r"xa\.txt: the corrections were made on another version"):
        apply(other, sheet(plan))


# --- gold -----------------------------------------------------------------------------------------------------------

SAMPLES = ["ubnd-tinh-bang-nhiem-vu.md", "ubnd-thanh-pho-chu-thich.txt", "dang-uy-nghi-quyet.txt", "ubnd-huyen-ocr.txt"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_is_perfect_by_the_gold_made_of_it(name: str, tmp_path: Path) -> None:
    document = sample(name)
    (tmp_path / "x.gold.json").write_text(json.dumps(to_gold(document), ensure_ascii=False), encoding="utf-8")
    result = evaluate(tmp_path, [document])
    assert [(error.kind, error.document) for error in result.errors] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_quotes_of_the_gold_stand_where_it_says(name: str) -> None:
    document = sample(name)
    gold = to_gold(document)
    for kind in ("sections", "citations", "deadlines", "targets", "units"):
        for item in gold[kind]:
            assert document.text[item["start"] : item["end"]] == item["quote"]
            if "in" in item:
                assert document.text.count(item["in"]) == 1
                assert item["in"].count(item["quote"]) == 1


def test_the_gold_gives_only_what_stands_at_the_place() -> None:
    document = sample("ubnd-thanh-pho-chu-thich.txt")
    citations = {item["start"]: item for item in to_gold(document)["citations"]}
    from_notes = [one for one in document.citations if one.date_source == "footnote"]
    assert from_notes
    for one in from_notes:
        assert one.date is not None
        assert citations[one.span.start]["date"] is None
        assert citations[one.span.start]["footnote_date"] == one.date.iso


# --- the command ----------------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "vnplan.cli", *map(str, arguments)], capture_output=True, timeout=300, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def corrections(folder: Path, *sheets: Sheet) -> Path:
    file = folder / "decisions.json"
    fields = {"format": "vnplan-corrections", "version": 1, "schema_version": "1.0"}
    file.write_text(json.dumps({**fields, "documents": [one.model_dump(mode="json") for one in sheets]}), encoding="utf-8")  # fmt: skip
    return file


def test_an_archive_becomes_its_own_yardstick(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / "plans" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "plans" / name).write_text(PLAN.replace("xuân", f"xuân {name[0]}"), encoding="utf-8")
    assert run("convert", tmp_path / "plans", "-o", tmp_path / "found.jsonl", "-q")[0] == 0
    a, b = (PlanDocument.model_validate_json(line) for line in (tmp_path / "found.jsonl").read_bytes().splitlines())
    file = corrections(
        tmp_path,
        sheet(a, decided(a, a.deadlines[0], "mend", "deadline", value="2025-03-21"), decided(a, a.units[0], "reject", "unit")),
        sheet(b, decided(b, b.units[0], "accept", "unit"), complete=False),
    )  # fmt: skip
    code, _, err = run(
        "apply-corrections", tmp_path / "found.jsonl", file, "-o", tmp_path / "right", "--gold", tmp_path / "gold"
    )
    assert code == 0
    assert "3 decisions applied, 2 documents written to" in err
    assert "b.txt: no gold file, it was not reviewed in full" in err
    assert sorted(path.name for path in (tmp_path / "gold").iterdir()) == ["a.gold.json"]
    right = PlanDocument.model_validate_json((tmp_path / "right" / "a.txt.json").read_bytes())
    assert right.deadlines[0].value == "2025-03-21"
    before, after = (
        evaluate(tmp_path / "gold", tmp_path / "found.jsonl"),
        evaluate(tmp_path / "gold", tmp_path / "right"),
    )
    assert {error.kind for error in before.errors} == {"deadlines", "units"}
    assert not after.errors
    for right in ("right", "right/a.txt.json"):
        code, _, err = run("load", tmp_path / right, "--db", tmp_path / "plans.sqlite")
        assert code == 0, err
    assert "0 new, 0 replaced, 1 unchanged" in err
    code, _, _ = run("export", "--db", tmp_path / "plans.sqlite", "-o", tmp_path / "out.jsonl")
    assert code == 0
    stored = {one.source.name: one for one in map(PlanDocument.model_validate_json, (tmp_path / "out.jsonl").read_bytes().splitlines())}  # fmt: skip
    assert stored["a.txt"] == PlanDocument.model_validate_json((tmp_path / "right" / "a.txt.json").read_bytes())
    assert len(stored) == 2


def test_one_file_of_lines_appears_only_when_there_is_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "xa.txt").write_text(PLAN, encoding="utf-8")
    file = corrections(tmp_path, sheet(vnplan.parse_file(tmp_path / "xa.txt")))
    (tmp_path / "out.jsonl").write_text("older", encoding="utf-8")
    code, _, err = run("apply-corrections", tmp_path / "gone.txt", file, "-o", tmp_path / "out.jsonl")
    assert code == 1
    assert "gone.txt: no such file or directory" in err
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "older"
    assert run("apply-corrections", tmp_path / "xa.txt", file, "-o", tmp_path / "out.jsonl")[0] == 0
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 1


def test_gold_of_two_documents_of_one_name(tmp_path: Path) -> None:
    for name, tree in (("1/a.txt", "đồi"), ("2/a.txt", "đê")):
        (tmp_path / "plans" / name).parent.mkdir(parents=True)
        (tmp_path / "plans" / name).write_text(PLAN.replace("đồi", tree), encoding="utf-8")
    both = [vnplan.parse_file(tmp_path / "plans" / name) for name in ("1/a.txt", "2/a.txt")]
    file = corrections(tmp_path, *map(sheet, both))
    assert run("apply-corrections", tmp_path / "plans", file, "-o", "-", "--gold", tmp_path / "gold")[0] == 0
    assert sorted(path.name for path in (tmp_path / "gold").iterdir()) == ["a.2.gold.json", "a.gold.json"]
    (tmp_path / "none").mkdir()
    code, _, err = run("evaluate", tmp_path / "gold", tmp_path / "none")
    assert code == 0
    assert f"{tmp_path}/none: it holds no document of {tmp_path}/gold" in err


def test_plans_can_be_corrected_as_well_as_their_json(tmp_path: Path) -> None:
    (tmp_path / "xa.txt").write_text(PLAN, encoding="utf-8")
    document = vnplan.parse_file(tmp_path / "xa.txt")
    file = corrections(tmp_path, sheet(document, decided(document, document.units[0], "reject", "unit")))
    code, out, _ = run("apply-corrections", tmp_path / "xa.txt", file, "-o", "-")
    assert code == 0
    assert PlanDocument.model_validate_json(out).units == apply(document, sheet(document, decided(document, document.units[0], "reject", "unit"))).units  # fmt: skip


def test_what_does_not_fit_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "xa.txt").write_text(PLAN, encoding="utf-8")
    document = vnplan.parse_file(tmp_path / "xa.txt")
    gone = document.model_copy(
        update={"source": document.source.model_copy(update={"name": "gone.txt", "sha256": "0"})}
    )
    file = corrections(tmp_path, sheet(document), sheet(gone))
    code, _, err = run("apply-corrections", tmp_path / "xa.txt", file, "-o", tmp_path / "out")
    assert code == 1
    assert "gone.txt: there are corrections for it, but no such document is among DOCS" in err
    assert (tmp_path / "out" / "xa.txt.json").exists()


@pytest.mark.parametrize(("content", "message"), [
    ("", "not a file of corrections"),
    ("{}", "not a file of corrections: format: Field required"),
    ('{"format": "vnplan-corrections", "version": 2, "schema_version": "1.0", "documents": []}', "version: Input should be 1"),
])  # fmt: skip
def test_a_file_that_holds_no_corrections(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "c.json").write_text(content, encoding="utf-8")
    (tmp_path / "xa.txt").write_text(PLAN, encoding="utf-8")
    code, _, err = run("apply-corrections", tmp_path / "xa.txt", tmp_path / "c.json", "-o", tmp_path / "out")
    assert code == 1
    assert message in err
    assert not (tmp_path / "out").exists()


def test_json_whose_text_was_changed_is_refused(tmp_path: Path) -> None:
    document = vnplan.parse_text(PLAN, name="xa.txt")
    fields = json.loads(to_json(document))
    fields["text"] = "x" + fields["text"]
    (tmp_path / "xa.json").write_text(json.dumps(fields), encoding="utf-8")
    code, _, err = run("view", tmp_path / "xa.json", "-o", tmp_path / "x.html")
    assert code == 1
    assert "was the text changed after the conversion?" in err
    assert not (tmp_path / "x.html").exists()
