"""What holds for every text: spans, ids, determinism, known answers of generated plans, nothing invented.

`VNPLAN_EXAMPLES=10000` runs each property on that many cases; the default keeps `make test` quick.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vnplan
from plan_grammar import REWRITES, Answers, Plan, make_plan, plans, spoil
from vnplan import PlanDocument, Section, parse_bytes, parse_text
from vnplan.export import to_json
from vnplan.text import fold
from walk import faults, models

EXAMPLES = int(os.environ.get("VNPLAN_EXAMPLES", "0"))
SHARED = Path(__file__).parents[2] / "shared"


def examples(usual: int) -> settings:
    """Settings for `usual` cases, or as many as the environment asks for."""
    return settings(
        max_examples=EXAMPLES or usual, deadline=None, derandomize=not EXAMPLES, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )  # fmt: skip


def sound(document: PlanDocument) -> PlanDocument:
    """The document, once its spans, ids and pointers are checked."""
    wrong = faults(document)
    assert not wrong, "\n".join(wrong[:10])
    return document


# --- the checks themselves can fail ------------------------------------------------------------------------------------


def test_the_walk_reaches_every_part_of_a_document() -> None:
    kinds = {
        type(model).__name__ for seed in range(40) for _, model in models(parse_text(make_plan(Random(seed)).text))
    }
    assert {"Header", "Section", "Citation", "CitationDate", "CitationIssuer", "CitationNumber", "Deadline", "Target", "Unit", "Task", "Span", "Signature", "Recipient"} <= kinds  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda d: {"text": d.text[1:]}, "is not", id="a text that moved by one"),
        pytest.param(lambda d: {"text": ""}, "is outside", id="spans beyond the text"),
        pytest.param(lambda d: {"units": d.units * 2}, "is there twice", id="an id given twice"),
        pytest.param(lambda d: {"units": []}, "there is no u1", id="a pointer to nothing"),
        pytest.param(lambda d: {"units": d.units[::-1]}, "reading order", id="a list turned around"),
    ],
)
def test_the_checks_see_a_fault(change: Callable[[PlanDocument], dict[str, object]], said: str) -> None:
    document = parse_text(
        "KẾ HOẠCH\nDạy bơi\n\nI. TỔ CHỨC THỰC HIỆN\n1. Giao Sở Y tế chủ trì, phối hợp với Công an xã dạy bơi.\n"
    )
    assert not faults(document)
    assert len(document.units) == 2
    assert any(said in fault for fault in faults(document.model_copy(update=change(document))))


# --- generated plans ---------------------------------------------------------------------------------------------------


def _paths(sections: list[Section]) -> list[str]:
    return [p for s in sections if s.kind != "bullet" for p in (s.path, *_paths(s.children))]


def read_back(document: PlanDocument) -> Answers:
    """What the parser says of the things that a plan of the grammar has answers for."""
    head = document.header
    return Answers(
        number=head.number.canonical if head.number else None,
        date=head.date.iso if head.date else None,
        issuer=head.issuer.name if head.issuer else None,
        signer=head.signature.name if head.signature else None,
        position=head.signature.position if head.signature else None,
        recipients=[recipient.raw for recipient in head.recipients],
        paths=_paths(document.sections),
        citations=[
            (c.number.canonical or "", c.date.iso, c.issuer.raw) for c in document.citations if c.number and c.date and c.issuer
        ],
        deadlines=[(d.kind, d.bound, d.value or "") for d in document.deadlines],
        targets=[(t.comparator, t.value) for t in document.targets if t.kind == "percent"],
        units=[(u.raw, u.role) for u in document.units],
    )  # fmt: skip


def expected(plan: Plan, document: PlanDocument) -> Answers:
    """The answers; where the plan has no letterhead, the issuer may come from the opening sentence."""
    answers = plan.answers
    if answers.issuer is None and document.header.issuer is not None:
        return Answers(**{**vars(answers), "issuer": document.header.issuer.name})
    return answers


@examples(60)
@given(plans())
def test_a_plan_of_the_grammar_is_read_as_it_was_meant(plan: Plan) -> None:
    document = sound(parse_text(plan.text))
    assert read_back(document) == expected(plan, document)


def _plainly(answers: Answers) -> dict[str, object]:
    """Answers without what a rewriting may change: the place of tones, blanks inside a name."""

    def plain(value: object) -> object:
        if isinstance(value, str):
            return " ".join(fold(value).replace("\u200b", "").split())
        return type(value)(plain(v) for v in value) if isinstance(value, (list, tuple)) else value

    return {name: plain(value) for name, value in vars(answers).items()}


@examples(60)
@given(plans(), st.lists(st.sampled_from(REWRITES), min_size=1, max_size=3, unique=True))
def test_the_way_a_plan_is_written_does_not_change_what_it_says(
    plan: Plan, rewrites: list[Callable[[str], str]]
) -> None:
    text = plan.text
    for rewrite in sorted(rewrites, key=REWRITES.index, reverse=True):
        text = rewrite(text)
    document = sound(parse_text(text))
    assert _plainly(read_back(document)) == _plainly(expected(plan, document))


@examples(80)
@given(st.integers(0, 2**32), st.sampled_from((0.002, 0.01, 0.05, 0.3)))
def test_spans_hold_under_noise(seed: int, share: float) -> None:
    chance = Random(seed)
    sound(parse_text(spoil(make_plan(chance).text, chance, share)))


@examples(20)
@given(plans(), plans())
def test_one_plan_after_another_keeps_what_each_says(first: Plan, second: Plan) -> None:
    """An annexed plan: citations, shares and paths of both are found."""
    document = sound(parse_text(first.text + "\n" + second.text))
    got = read_back(document)
    assert not Counter(first.answers.citations) - Counter(got.citations)
    assert not Counter(first.answers.targets) - Counter(got.targets)


# --- any text ----------------------------------------------------------------------------------------------------------

SCRAPS = st.sampled_from(
    ("KẾ HOẠCH", "Số:", "/KH-UBND", "12/QĐ-TTg", "Luật ", "Nghị quyết số ", " ngày ", "15/11/2025", "tháng 02", "năm 2025", "I. ", "1.1. ", "a) ", "đ) ",
     "- ", "Điều 3. ", "Phụ lục II", "PHẦN THỨ NHẤT", "[1] ", "|", "| a | b |", "|\n", "---", "**", "*", "#", "<br>", "\n", "\n\n", "\t", "\f", "\u00a0",
     "\u00ad", "\u200b", "\ufeff", "\r", "\r\n", "Nơi nhận:", "- Lưu: VT.", "TM. ", "KT. ", "CHỦ TỊCH", "Lê Văn Tám", "giao ", "Sở Y tế", "các sở, ban, ngành",
     " chủ trì, ", "phối hợp với ", "báo cáo về ", "100%", "≥ 5 ‰", "02 mô hình", "từ 5 - 7", "hàng năm", "6 tháng", "quý IV", "trước ", "đến hết ", ": ", "; ", ". ", ", ", "và ",
     "(", ")", "“", "”", '"', "…", "....", "của ", "UBND tỉnh", "Ủy ban nhân dân xã An", "THỰC HIỆN", "STT", "Nội dung", "Chủ trì", "Thời gian", "\u0301", "e\u0323\u0302", "İ", "ﬁ", "\U0001f600", "\x00", "\x1b")
)  # fmt: skip
"""Pieces that rules look for, in no order that they expect."""


@examples(200)
@given(st.lists(SCRAPS, max_size=60).map("".join))
def test_pieces_of_plans_in_any_order_are_read(text: str) -> None:
    document = sound(parse_text(text))
    assert to_json(parse_text(text)) == to_json(document)


@examples(80)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    sound(PlanDocument.model_validate_json(to_json(sound(parse_text(text)))))


ODD = st.characters(categories=("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Zs", "Zl", "Zp", "Nd", "Lo"))


@examples(80)
@given(st.text(st.one_of(ODD, st.sampled_from("aIĐ1.)-|*\n\ud800\udfff")), max_size=200))
def test_control_characters_surrogates_and_marks_are_read(text: str) -> None:
    sound(parse_text(text))
    to_json(parse_text(text))


@examples(100)
@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused_with_the_one_error(data: bytes) -> None:
    try:
        document = parse_bytes(data, name="x.txt")
    except vnplan.UnreadableSource as error:
        said = str(error)
    else:
        said = sound(document).source.name
    assert "x.txt" in said


@pytest.mark.parametrize("name", ["b\udcff.txt", "ế.txt", ""])
def test_a_name_that_is_no_text_is_kept_readable(name: str) -> None:
    assert to_json(parse_text("KẾ HOẠCH", name=name))


# --- determinism -------------------------------------------------------------------------------------------------------


@examples(30)
@given(plans())
def test_one_text_gives_one_json(plan: Plan) -> None:
    first = to_json(parse_text(plan.text))
    parse_text("KẾ HOẠCH\nViệc khác\n\nI. VIỆC\n")
    assert to_json(parse_text(plan.text)) == first


def test_one_text_gives_one_json_in_every_process() -> None:
    """Neither the seed of hashes nor what was parsed before shows in the output."""
    program = (
        "import hashlib, sys; from random import Random; from plan_grammar import make_plan; from vnplan import parse_text;"
        "from vnplan.export import to_json; seeds = [int(s) for s in sys.argv[1:]];"
        "print({s: hashlib.sha256(to_json(parse_text(make_plan(Random(s)).text)).encode()).hexdigest() for s in seeds}[3])"
    )
    found = set()
    for seed, order in (("0", "3 7 11"), ("1", "11 3 7"), ("4242", "7 11 3")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        run = subprocess.run(
            [sys.executable, "-c", program, *order.split()], capture_output=True, text=True, env=env, check=True
        )
        found.add(run.stdout)
    assert len(found) == 1


# --- real texts --------------------------------------------------------------------------------------------------------

REAL = sorted(p for folder in ("seeds", "gold", "corpus", "corpus/other") for p in (SHARED / folder).glob("*.txt"))
SAMPLES = sorted(
    p
    for p in (Path(__file__).parents[1] / "data" / "samples").iterdir()
    if p.suffix in {".txt", ".md"} and p.stem != "README"
)


@pytest.mark.parametrize("path", [*SAMPLES, *REAL], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_spans_hold_on_real_texts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sound(parse_text(text))
