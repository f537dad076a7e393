"""JSON, JSON Schema, the views for people, and a writer that leaves nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

import vnplan
from vnplan.export import JsonLinesWriter, json_schema, to_json, to_summary, to_tree
from vnplan.export.wording import amount, count, label_of, one_line
from vnplan.model import Comparator, PlanDocument, Section, SectionKind, Span, Target

SOURCE = vnplan.Source(
    name="xa.txt", media_type="text/plain", sha256="0" * 64, size_bytes=1, encoding="utf-8", page_count=None,
    reader="text",
)  # fmt: skip
TEXT = """KẾ HOẠCH
Trồng cây năm 2025
I. MỤC ĐÍCH
1. Phủ xanh đồi trọc ở tất cả các thôn trong xã trước mùa mưa.
II. TỔ CHỨC
a) Trạm y tế chủ trì, Đoàn xã phối hợp, xong trước ngày 20/3/2025 trên 95% số hộ.
"""


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def section(
    id_: str, kind: SectionKind, label: str | None, words: str, heading: str | None, *children: Section
) -> Section:
    return Section(
        id=id_, kind=kind, label=label, path=label or "-", heading=heading, role=None, span=span(words),
        heading_span=span(words), children=list(children),
    )  # fmt: skip


def document(**changes: object) -> PlanDocument:
    """A document with one of each thing, made by hand so that the views are tested apart from the extraction."""
    base = PlanDocument(
        source=SOURCE,
        text=TEXT,
        header=vnplan.Header(
            doc_type="Kế hoạch",
            title="Trồng cây năm 2025",
            place="Bình An",
            period=vnplan.Period(raw="năm 2025", start="2025", end="2025", span=span("năm 2025")),
            signature=vnplan.Signature(authority=[], position="CHỦ TỊCH", name=None, raw="KẾ HOẠCH", span=span("KẾ HOẠCH")),
            recipients=[vnplan.Recipient(raw="Trạm y tế", span=span("Trạm y tế"), note=None)],
        ),
        sections=[
            section("s1", "roman", "I", "I. MỤC ĐÍCH", "MỤC ĐÍCH",
                    section("s2", "arabic", "1", "1. Phủ xanh đồi trọc ở tất cả các thôn trong xã trước mùa mưa.", None)),
            section("s3", "roman", "II", "II. TỔ CHỨC", "TỔ CHỨC",
                    section("s4", "letter", "a", "a) Trạm y tế", None)),
        ],
        deadlines=[vnplan.Deadline(rule="date-by", confidence=0.9,
            id="d1", span=span("trước ngày 20/3/2025"), raw="trước ngày 20/3/2025", kind="date", bound="before",
            value="2025-03-20", value_source="stated", section_id="s4", task_id="k1",
        )],
        targets=[vnplan.Target(rule="percent-gte", confidence=0.9,
            id="t1", span=span("trên 95%"), raw="trên 95%", kind="percent", comparator="gt", value=95.0, unit="%",
            subject="số hộ", section_id="s4", task_id="k1",
        )],
        units=[
            vnplan.Unit(id="u1", span=span("Trạm y tế"), raw="Trạm y tế", canonical=None, role="lead", section_id="s4", rule="subject", confidence=0.9),
            vnplan.Unit(id="u2", span=span("Đoàn xã"), raw="Đoàn xã", canonical=None, role="coordinate", section_id="s4", rule="partner", confidence=0.9),
        ],
        tasks=[vnplan.Task(
            id="k1", span=span("Trạm y tế"), section_id="s4", text="Trạm y tế chủ trì", lead_ids=["u1"],
            coordinate_ids=["u2"], deadline_ids=["d1"], target_ids=["t1"],
        )],
        diagnostics=[vnplan.Diagnostic(code="header-missing", severity="info", message="No letterhead.")],
    )  # fmt: skip
    return base.model_copy(update=changes)


# --- JSON -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_json_comes_back_as_the_same_document(indent: int | None) -> None:
    made = document(text=TEXT + "\u2028\u2029\x85\f\t\x00\U0001f333")
    text = to_json(made, indent=indent)
    assert PlanDocument.model_validate_json(text) == made
    assert "Trồng cây" in text, "letters, not escapes"
    assert text.splitlines() == text.split("\n"), "no line end inside a string"
    assert ("\n" in text) == (indent is not None)


def test_schema_names_every_field() -> None:
    schema = json_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert list(schema["properties"]) == list(PlanDocument.model_fields)
    assert set(schema["$defs"]) >= {"Citation", "Deadline", "Header", "Section", "Span", "Target", "Task", "Unit"}


# --- views ----------------------------------------------------------------------------------------------------------


def test_tree() -> None:
    assert to_tree(document()).splitlines() == [
        "Kế hoạch: Trồng cây năm 2025",
        "├─ I. MỤC ĐÍCH",
        "│  └─ 1. “Phủ xanh đồi trọc ở tất cả các thôn trong xã trước mùa…”",
        "└─ II. TỔ CHỨC",
        "   └─ a) “Trạm y tế…”  [1 deadline, 1 target, 2 units, 1 task]",
    ]


def test_tree_counts_what_stands_before_the_first_section() -> None:
    units = [unit.model_copy(update={"section_id": None}) for unit in document().units]
    assert to_tree(document(units=units)).splitlines()[0] == "Kế hoạch: Trồng cây năm 2025  [2 units]"


def test_tree_of_nothing() -> None:
    bare = PlanDocument(source=SOURCE, text="", header=vnplan.Header())
    assert to_tree(bare) == "xa.txt\n(no sections)"


def test_a_very_deep_tree_is_drawn() -> None:
    node = section("s0", "arabic", "1", "KẾ HOẠCH", "đáy")
    for _ in range(2000):
        node = section("s1", "arabic", "1", "KẾ HOẠCH", "x", node)
    assert to_tree(document(sections=[node])).endswith("└─ 1. đáy")


def test_summary() -> None:
    assert to_summary(document()).splitlines() == [
        "xa.txt",
        "  Type       Kế hoạch",
        "  Title      Trồng cây năm 2025",
        "  Place      Bình An",
        "  Period     2025",
        "  Signed by  CHỦ TỊCH",
        "  Recipients 1",
        "",
        "Found: 4 sections, 0 citations, 1 deadline, 1 target, 2 units, 1 task",
        "",
        "Tasks",
        "  k1   Trạm y tế chủ trì",
        "       lead: Trạm y tế; with: Đoàn xã; when: trước ngày 20/3/2025; target: > 95%",
        "",
        "Deadlines",
        "  d1   before 2025-03-20                  “trước ngày 20/3/2025”  [a]",
        "",
        "Targets",
        "  t1   > 95%            số hộ  [a]",
        "",
        "Diagnostics",
        "  info: No letterhead. (header-missing)",
    ]


def test_summary_is_short() -> None:
    many = document(deadlines=document().deadlines * 25)
    lines = to_summary(many).splitlines()
    assert sum(line.startswith("  d1 ") for line in lines) == 10
    assert "  … and 15 more" in lines


def test_summary_of_nothing() -> None:
    bare = PlanDocument(source=SOURCE, text="", header=vnplan.Header())
    assert to_summary(bare) == "xa.txt\n\nFound: 0 sections, 0 citations, 0 deadlines, 0 targets, 0 units, 0 tasks"


LABELS: list[tuple[SectionKind, str | None, str]] = [
    ("part", "I", "Phần I"), ("chapter", "II", "Chương II"), ("section", "1", "Mục 1"), ("article", "5", "Điều 5"),
    ("roman", "IV", "IV."), ("arabic", "1.1", "1.1."), ("clause", "2", "2."), ("letter", "đ", "đ)"),
    ("letter", "A", "A."), ("point", "b", "b)"), ("bullet", "-", "-"), ("appendix", "I", "Phụ lục I"),
    ("appendix", None, "Phụ lục"), ("unnumbered", None, ""), ("arabic", "(1)", "(1)"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "label", "expected"), LABELS)
def test_labels_are_written_as_documents_write_them(kind: SectionKind, label: str | None, expected: str) -> None:
    assert label_of(section("s1", kind, label, "KẾ HOẠCH", "x")) == expected


AMOUNTS: list[tuple[Comparator, float, float | None, str | None, str, str]] = [
    ("gte", 95.0, None, "%", "≥ 95%", "a floor"),
    ("lt", 10.6, None, "‰", "< 10.6‰", "not a whole number"),
    ("range", 90.0, 95.0, "%", "90–95%", "a range"),
    ("eq", 2.0, None, "mô hình", "2 mô hình", "a unit in words"),
    ("eq", 1250000000.0, None, "đồng", "1250000000 đồng", "a large number is not rounded"),
    ("increase", 3.0, None, None, "+ 3", "a change, without a unit"),
]


@pytest.mark.parametrize(("comparator", "value", "top", "unit", "expected", "reason"), AMOUNTS)
def test_amounts(
    comparator: Comparator, value: float, top: float | None, unit: str | None, expected: str, reason: str
) -> None:
    made = Target(
        rule="percent-gte", confidence=0.9,
        id="t1", span=span("trên 95%"), raw="trên 95%", kind="other", comparator=comparator, value=value,
        value_max=top, unit=unit, subject=None,
    )  # fmt: skip
    assert amount(made) == expected, reason


def test_words() -> None:
    assert one_line("một\n  hai\tba", 20) == "một hai ba"
    assert one_line("một hai ba bốn", 10) == "một hai…"
    assert one_line("x" * 30, 10) == "xxxxxxxxx…"
    assert (count(0, "task"), count(1, "task"), count(2, "task")) == ("0 tasks", "1 task", "2 tasks")


# --- the writer --------------------------------------------------------------------------------------------------------


def named(name: str) -> PlanDocument:
    return document(source=SOURCE.model_copy(update={"name": name}))


def test_an_error_in_between_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with JsonLinesWriter(tmp_path / "out.jsonl") as writer:
            writer.write(named("a.txt"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_without_commit_there_is_no_file(tmp_path: Path) -> None:
    with JsonLinesWriter(tmp_path / "out.jsonl") as writer:
        writer.write(named("a.txt"))
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("older", encoding="utf-8")
    with JsonLinesWriter(target) as writer:
        writer.write(named("a.txt"))
        assert target.read_text(encoding="utf-8") == "older"
        writer.commit()
    assert target.read_text(encoding="utf-8") == to_json(named("a.txt")) + "\n"
