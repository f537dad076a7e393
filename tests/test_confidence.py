"""Confidence: what the counts make of it, how the counts are taken, and how a find is explained."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnplan
from gold_samples import Json, as_prediction, small_gold
from vnplan import Citation, Deadline, Target, Unit, lexicon
from vnplan.evaluate import calibration, evaluate
from vnplan.evaluate.calibration import count, reliability, to_markdown, write
from vnplan.evaluate.result import Verdict
from vnplan.export.explain import to_explanation
from vnplan.link.confidence import confidence, estimate

KINDS = ("citation", "deadline", "target", "unit")
Counts = dict[tuple[str, str, bool], tuple[int, int]]

# --- from counts to a chance ----------------------------------------------------------------------------------------

COUNTS: Counts = {
    ("unit", "often", False): (90, 100),
    ("unit", "always", False): (50, 50),
    ("unit", "never", False): (0, 20),
    ("unit", "once", False): (1, 1),
    ("unit", "often", True): (5, 10),
    ("target", "other", False): (1, 100),
}


def sure(rule: str, *, noisy: bool = False, kind: str = "unit", counts: Counts = COUNTS) -> float:
    return estimate(counts, kind, rule, noisy=noisy)


def test_a_rule_seen_often_gives_its_own_share() -> None:
    assert sure("often") == pytest.approx(95 / 110, abs=0.01)


def test_better_rules_are_surer() -> None:
    assert sure("never") < sure("often") < sure("always")


def test_a_rule_seen_once_leans_on_its_kind() -> None:
    assert sure("never") < sure("once") < sure("always")


def test_an_unseen_rule_is_less_sure_than_its_kind_as_a_whole() -> None:
    right, of = 146, 181
    assert sure("unheard of") < right / of
    assert sure("unheard of") == pytest.approx(0.85 * right / of, abs=0.01)


def test_noisy_text_is_judged_by_noisy_text_where_that_was_seen() -> None:
    assert sure("often", noisy=True) < sure("often")
    assert sure("always", noisy=True) == sure("always"), "never seen in noisy text: nothing speaks against it"


def test_kinds_do_not_mix() -> None:
    assert sure("often", kind="target") < 0.1 < sure("often", kind="unit")


def test_without_any_counts_a_find_is_as_good_as_a_coin() -> None:
    assert sure("any", counts={}) < 0.5
    assert sure("any", counts={}) == pytest.approx(0.5 * 0.85, abs=0.01)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(KINDS), st.sampled_from("abc"), st.booleans()),
        st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: (min(pair), max(pair))),
    ),
    st.sampled_from(KINDS),
    st.sampled_from("abcd"),
    st.booleans(),
)
def test_a_chance_lies_between_0_and_1(counts: Counts, kind: str, rule: str, noisy: bool) -> None:
    chance = estimate(counts, kind, rule, noisy=noisy)
    assert 0 <= chance <= 1
    assert chance == round(chance, 2)


@given(st.integers(0, 200), st.integers(1, 200))
def test_one_more_right_find_never_makes_less_sure(right: int, wrong: int) -> None:
    before = sure("a", counts={("unit", "a", False): (right, right + wrong)})
    after = sure("a", counts={("unit", "a", False): (right + 1, right + wrong + 1)})
    assert after >= before


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_package_ships(kind: str) -> None:
    rules = {rule for k, rule, _ in lexicon.confidence_counts() if k == kind}
    assert rules
    for noisy in (False, True):
        given_now = {rule: confidence(kind, rule, noisy=noisy) for rule in rules}
        assert all(0 < chance <= 1 for chance in given_now.values())
        unseen = confidence(kind, "a rule that nothing used", noisy=noisy)
        assert 0 < unseen < max(given_now.values())
    assert confidence(kind, "a rule that nothing used", noisy=False) < 0.9


# --- from annotated plans to counts ---------------------------------------------------------------------------------


def _with_rules(prediction: Json) -> Json:
    for kind in ("citations", "deadlines", "targets", "units"):
        for n, item in enumerate(prediction[kind]):
            item["rule"] = f"{kind[0]}{n}"
    return prediction


def _files(tmp_path: Path, documents: dict[str, Json], *, noisy: tuple[str, ...] = ()) -> tuple[Path, Path]:
    """Gold of some documents, all alike, and what is predicted for each."""
    folder = tmp_path / "gold"
    folder.mkdir()
    lines = []
    for name, prediction in documents.items():
        (folder / f"{name}.gold.json").write_text(json.dumps(small_gold() | {"doc": f"{name}.txt"}), encoding="utf-8")
        told = [{"code": "text-noisy"}] if name in noisy else []
        lines.append(json.dumps(prediction | {"source": {"name": f"{name}.txt"}, "diagnostics": told}))
    pred = tmp_path / "pred.jsonl"
    pred.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder, pred


def right_prediction() -> Json:
    return _with_rules(as_prediction(small_gold()))


def wrong_unit() -> Json:
    """The second unit has another role than in the gold."""
    made = right_prediction()
    made["units"][1]["role"] = "lead"
    return made


def one_too_few() -> Json:
    made = right_prediction()
    del made["units"][1]
    return made


def one_too_many() -> Json:
    made = right_prediction()
    made["units"].append({"raw": "Trạm Y tế", "role": "lead", "span": {"start": 900, "end": 909}, "rule": "u0"})
    return made


def test_counts_of_a_tiny_gold(tmp_path: Path) -> None:
    result = evaluate(*_files(tmp_path, {"xa": wrong_unit(), "ap": one_too_many()}))
    names = {verdict.document for verdict in result.verdicts}
    assert len(names) == 2
    counts = count(result.verdicts, dict.fromkeys(names, False))
    assert counts["unit", "u0", False] == (2, 3), "right twice, once a unit too many"
    assert counts["unit", "u1", False] == (1, 2), "once right, once in a wrong role"
    assert counts["citation", "c0", False] == (2, 2)
    assert counts["target", "t0", False] == (2, 2), "percentages are targets"
    assert counts["target", "t1", False] == (2, 2), "counts are targets"
    assert counts["deadline", "d1", False] == (2, 2)
    assert {kind for kind, _, _ in counts} == set(KINDS), "sections and headers have no rule"


def test_what_was_missed_has_no_rule_and_counts_for_none(tmp_path: Path) -> None:
    result = evaluate(*_files(tmp_path, {"xa": one_too_few(), "ap": right_prediction()}))
    counts = count(result.verdicts, {verdict.document: False for verdict in result.verdicts})
    assert counts["unit", "u0", False] == (2, 2)
    assert counts["unit", "u1", False] == (1, 1)


def test_noisy_documents_are_counted_apart(tmp_path: Path) -> None:
    result = evaluate(*_files(tmp_path, {"xa": wrong_unit(), "ap": right_prediction()}))
    names = sorted({verdict.document for verdict in result.verdicts})
    counts = count(result.verdicts, {name: "xa" in name for name in names})
    assert counts["unit", "u1", True] == (0, 1)
    assert counts["unit", "u1", False] == (1, 1)


def test_a_document_is_judged_by_the_others_only() -> None:
    def verdicts(document: str, strict: bool) -> list[Verdict]:
        return [Verdict("units", document, 0, {}, {"rule": "r"}, True, {"role": strict}, {})] * 10

    alone = reliability(verdicts("a", True), {"a": False})
    assert [(b.kind, b.of, b.right) for b in alone] == [("unit", 10, 1.0)]
    assert alone[0].mean == pytest.approx(0.85 / 2, abs=0.01), "nothing else was seen: less than a coin"
    both = reliability([*verdicts("a", True), *verdicts("b", False)], {"a": False, "b": False})
    by_share = {b.right: b.mean for b in both}
    assert by_share[1.0] < 0.2, "b was always wrong, and speaks for a"
    assert by_share[0.0] > 0.8, "a was always right, and speaks for b"


def test_the_counts_written_are_the_counts_read(tmp_path: Path) -> None:
    path = tmp_path / "confidence.csv"
    write(path, lexicon.confidence_counts())
    shipped = Path(lexicon.__file__).parent / "data" / "confidence.csv"
    assert path.read_bytes() == shipped.read_bytes()


def test_the_program_prints_a_table_and_writes_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, pred = _files(tmp_path, {"xa": wrong_unit(), "ap": right_prediction()}, noisy=("xa",))
    out = tmp_path / "counts.csv"
    assert calibration.main([str(gold), str(pred), "--write", str(out)]) == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "kind,rule,noisy,right,of"
    assert "unit,u1,yes,0,1" in lines
    assert "unit,u1,no,1,1" in lines
    assert lines[1:] == sorted(lines[1:], key=lambda line: (line.split(",")[:2], line.split(",")[2] == "yes"))
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "| kind | confidence | finds | mean confidence | right |"
    assert sum(int(line.split("|")[3]) for line in shown[2:]) == 16, "all finds of both documents"


def test_the_table_names_the_stretch() -> None:
    text = to_markdown([calibration.Bin("unit", 0.99, 1.01, 7, 0.995, 6 / 7)])
    assert text.splitlines()[-1] == "| unit | 0.99 to 1.00 | 7 | 0.995 | 0.857 |"


# --- in a document --------------------------------------------------------------------------------------------------

PLAN = """UBND TỈNH BÌNH AN
Số: 1/KH-UBND
Bình An, ngày 10 tháng 3 năm 2025

KẾ HOẠCH
Phát triển thư viện năm 2025

I. NHIỆM VỤ
Sở Y tế lập danh mục trước ngày 01/12/2025, phấn đấu 90% xã có thư viện theo Luật Giáo dục.

II. TỔ CHỨC THỰC HIỆN
1. Sở Tư pháp
- Phối hợp với Sở Y tế kiểm tra kho sách, thực hiện Kế hoạch số 5/KH-UBND ngày 02/4/2025 của UBND tỉnh.
"""


def test_every_find_has_its_rule_and_confidence() -> None:
    document = vnplan.parse_text(PLAN)
    kinds: dict[str, Sequence[Citation | Deadline | Target | Unit]] = {
        "citation": document.citations, "deadline": document.deadlines, "target": document.targets, "unit": document.units,
    }  # fmt: skip
    for kind, finds in kinds.items():
        assert finds
        for find in finds:
            assert find.rule
            assert find.confidence == confidence(kind, find.rule, noisy=False)


def test_explanation_has_a_line_for_every_find_in_reading_order() -> None:
    document = vnplan.parse_text(PLAN)
    lines = to_explanation(document).splitlines()
    finds: list[Citation | Deadline | Target | Unit] = [
        *document.citations, *document.deadlines, *document.targets, *document.units,
    ]  # fmt: skip
    placed = [d for d in document.diagnostics if d.span is not None]
    assert len(lines) == len(finds) + len(placed)
    starts = [int(line.split("-")[0]) for line in lines]
    assert starts == sorted(starts)
    for find in finds:
        (line,) = [x for x in lines if re.match(rf"\s*{find.span.start}-{find.span.end}\s+{find.id}\s", x)]
        assert find.rule in line
        assert f"{find.confidence:.2f}" in line
        assert find.raw[:20] in line


def test_explanation_tells_values_and_diagnostics() -> None:
    text = to_explanation(vnplan.parse_text(PLAN))
    for words in (
        "before 2025-12-01",
        "90%",
        "mention Luật Giáo dục",
        "coordinate",
        "citation-after-issue",
        "“Sở Tư pháp”",
    ):
        assert words in text


def test_explanation_of_nothing_is_empty() -> None:
    assert to_explanation(vnplan.parse_text("")) == ""


def test_explanation_keeps_one_line_for_a_find_broken_over_lines() -> None:
    document = vnplan.parse_text(PLAN.replace("ngày 02/4/2025 của UBND tỉnh", "ngày 02/4/2025\ncủa UBND tỉnh"))
    assert "\n" in document.citations[1].raw
    assert "“Kế hoạch số 5/KH-UBND ngày 02/4/2025 của UBND tỉnh”" in to_explanation(document)
