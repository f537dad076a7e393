"""The database: whole documents in it, once, whatever happens, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import Engine, func, inspect, select, text

import databases
import vnplan
from archive_samples import SAMPLES, archive, plan
from test_cli import vnplan_
from vnplan.export import to_json
from vnplan.export.database import (
    DatabaseError,
    Given,
    Loaded,
    check,
    connect,
    days_of,
    document_of,
    documents_of,
    downgrade,
    graph_of,
    load,
    next_due,
    require_current,
    schema,
    search,
    upgrade,
)
from vnplan.export.database.link import link
from vnplan.export.database.reports import reports


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = connect(database, create=True)
    upgrade(made)
    yield made
    made.dispose()


def given(*texts: str | tuple[str, str]) -> list[Given]:
    """Texts, or names and texts, as documents to load."""
    named = [one if isinstance(one, tuple) else (f"{n}.txt", one) for n, one in enumerate(texts)]
    return [Given(to_json(vnplan.parse_text(body, name=name)).encode()) for name, body in named]


def run(engine: Engine, documents: list[Given], **options: Any) -> Loaded:
    """Load, and give the summary."""
    *_, summary = load(engine, documents, **options)
    return summary


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr)
            for table in schema.metadata.sorted_tables
        }


def rows(engine: Engine, query: str, **values: Any) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(query), values).all())


def one(engine: Engine, query: str, **values: Any) -> Any:
    return rows(engine, query, **values)[0][0]


def samples() -> list[vnplan.PlanDocument]:
    found = [vnplan.parse_file(path) for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".md")]
    assert found
    return found


# --- the form -------------------------------------------------------------------------------------------------------


def test_migrations_up_and_down(database: str) -> None:
    engine = connect(database, create=True)
    with pytest.raises(DatabaseError, match="vnplan load makes them"):
        require_current(engine)
    upgrade(engine)
    check(engine)
    require_current(engine)
    run(engine, given(plan(1)))
    downgrade(engine, "0001")
    with pytest.raises(DatabaseError, match="its form is 0001, needed is 000"):
        require_current(engine)
    assert one(engine, "SELECT count(*) FROM documents") == 1, "the documents stay"
    upgrade(engine)
    check(engine)
    assert search(engine, "nhiem vu"), "and are found again"
    downgrade(engine)
    left = set(inspect(engine).get_table_names()) | set(inspect(engine).get_view_names())
    assert left == {"alembic_version"}
    upgrade(engine)
    engine.dispose()


def test_every_foreign_key_has_an_index() -> None:
    """Without it, replacing one document searches whole tables."""
    for table in schema.metadata.sorted_tables:
        first = {index.columns[0].name for index in table.indexes} | {
            next(iter(constraint.columns)).name
            for constraint in table.constraints
            if isinstance(constraint, schema.UniqueConstraint) or constraint is table.primary_key
        }
        for key in table.foreign_keys:
            assert key.parent.name in first, f"{table.name}.{key.parent.name}"


# --- what is in it --------------------------------------------------------------------------------------------------


def test_the_database_holds_the_whole_document(engine: Engine) -> None:
    documents = samples()
    summary = run(engine, [Given(to_json(document).encode()) for document in documents])
    assert (summary.new, summary.failures) == (len(documents), [])
    assert {document.source.name: document for document in documents_of(engine)} == {
        document.source.name: document for document in documents
    }
    ident = one(engine, "SELECT id FROM documents WHERE name = 'so-cai-cach-hanh-chinh.txt'")
    assert document_of(engine, ident).source.name == "so-cai-cach-hanh-chinh.txt"
    with pytest.raises(KeyError):
        document_of(engine, 10**6)
    # The JSON of a database is the JSON that was loaded, so loading it again changes nothing.
    again = run(engine, [Given(to_json(document).encode()) for document in documents_of(engine)])
    assert (again.new, again.replaced, again.same) == (0, 0, len(documents))


def test_every_place_in_the_text_is_the_raw(engine: Engine) -> None:
    run(engine, [Given(to_json(document).encode()) for document in samples()])
    for table in ("citations", "deadlines", "targets", "unit_mentions", "recipients", "table_cells"):
        wrong = one(
            engine,
            f"SELECT count(*) FROM {table} x JOIN documents d ON d.id = x.document_id "
            "WHERE substr(d.text, x.span_start + 1, x.span_end - x.span_start) <> x.raw",
        )
        assert wrong == 0, table


BOARD_PLAN = """ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN
Số: 45/KH-UBND
Lạng Sơn, ngày 10 tháng 02 năm 2025

KẾ HOẠCH
Chuyển đổi số năm 2025

I. NHIỆM VỤ
1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính đào tạo ít nhất 90% cán bộ, hoàn thành trước ngày 30/6/2025.
"""


def test_the_task_board(engine: Engine) -> None:
    run(engine, given(BOARD_PLAN))
    (task,) = rows(engine, "SELECT * FROM v_task_board WHERE don_vi_chu_tri IS NOT NULL")
    assert task.nhiem_vu.startswith("Sở Nội vụ chủ trì")
    assert task.don_vi_chu_tri == "Sở Nội vụ"
    assert task.phoi_hop == "Sở Tài chính"
    assert task.thoi_han == "hoàn thành trước ngày 30/6/2025"
    assert str(task.han_cuoi) == "2025-06-30"
    assert "90%" in task.chi_tieu
    assert task.san_pham is None
    assert task.nguon == "Kế hoạch 45/KH-UBND: Chuyển đổi số năm 2025"
    assert task.muc == "I/1"
    assert str(task.ngay_ban_hanh) == "2025-02-10"
    (target,) = rows(engine, "SELECT * FROM v_targets")
    assert (target.so_sanh, target.gia_tri, target.don_vi_tinh, target.loai) == ("≥", 90, "%", "percent")
    assert target.don_vi_chu_tri == "Sở Nội vụ"


def test_outputs_of_a_task_table(engine: Engine) -> None:
    document = vnplan.parse_file(SAMPLES / "ubnd-tinh-bang-nhiem-vu.md")
    outputs = [task.outputs for task in document.tasks if task.outputs]
    assert outputs
    run(engine, [Given(to_json(document).encode())])
    shown = [
        row[0] for row in rows(engine, "SELECT san_pham FROM v_task_board WHERE san_pham IS NOT NULL ORDER BY task_id")
    ]
    assert shown == ["; ".join(one) for one in outputs]


# --- loading --------------------------------------------------------------------------------------------------------


def test_loading_twice_changes_nothing(engine: Engine) -> None:
    documents = given(*(plan(n) for n in range(1, 20)))
    assert run(engine, documents).new == 19
    before = dump(engine)
    summary = run(engine, documents)
    assert (summary.new, summary.replaced, summary.same) == (0, 0, 19)
    assert dump(engine) == before


def test_a_new_extractor_replaces_a_document(engine: Engine) -> None:
    old, other = given(plan(5), plan(6))
    run(engine, [old, other])
    ident = one(engine, "SELECT id FROM documents WHERE name = '0.txt'")
    form = json.loads(old.line)
    form["tasks"] = form["tasks"][:1]
    for thing in (*form["deadlines"], *form["targets"], *form["units"]):
        thing["task_id"] = form["tasks"][0]["id"] if thing["task_id"] == form["tasks"][0]["id"] else None
    form["header"]["title"] = "Tên mới"
    summary = run(engine, [Given(json.dumps(form).encode(), "99"), other])
    assert (summary.replaced, summary.same) == (1, 1)
    assert one(engine, "SELECT id FROM documents WHERE name = '0.txt'") == ident, "it keeps its number"
    assert document_of(engine, ident).model_dump(mode="json") == form
    assert one(engine, "SELECT extractor FROM documents WHERE id = :id", id=ident) == "99"
    assert one(engine, "SELECT count(*) FROM search_entries WHERE document_id = :id AND kind = 'task'", id=ident) == 1
    fts = (
        "SELECT count(*) FROM search_fts" if engine.dialect.name == "sqlite" else "SELECT count(*) FROM search_entries"
    )
    assert one(engine, fts) == one(engine, "SELECT count(*) FROM search_entries"), "the index follows"


def test_copies_are_one_document(engine: Engine) -> None:
    summary = run(engine, given(("a.txt", plan(1)), ("b/a copy.txt", plan(1)), ("c.txt", plan(2))))
    assert (summary.new, summary.copies) == (2, 1)
    names = rows(engine, "SELECT f.name FROM document_files f JOIN documents d ON d.id = f.document_id ORDER BY 1")
    assert [row[0] for row in names] == ["a.txt", "b/a copy.txt", "c.txt"]
    assert one(engine, "SELECT count(*) FROM documents") == 2


def test_pruning(engine: Engine) -> None:
    first = given(("a.txt", plan(1)), ("copy.txt", plan(1)), ("b.txt", plan(2)))
    run(engine, first, archive="tỉnh")
    run(engine, given(("z.txt", plan(9))), archive="huyện")
    changed = given(("a.txt", plan(1)), ("b.txt", plan(3)))
    assert run(engine, changed, archive="tỉnh").pruned == 0, "only on request"
    assert one(engine, "SELECT count(*) FROM documents") == 4
    summary = run(engine, changed[:1], archive="tỉnh", prune=True)
    assert summary.pruned == 1, "plan 3; plan 1 has a name left"
    left = sorted(document.source.name for document in documents_of(engine))
    assert left[-1] == "z.txt", "another archive is not touched"
    assert one(engine, "SELECT count(*) FROM document_files") == 2
    for table in schema.CHILDREN:
        ids = f"SELECT count(*) FROM {table.name} WHERE document_id NOT IN (SELECT id FROM documents)"
        assert one(engine, ids) == 0


def _without(form: dict[str, Any], *path: str | int) -> dict[str, Any]:
    inner: Any = form
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return form


def test_a_bad_document_costs_itself_alone(engine: Engine) -> None:
    good = given(*(plan(n) for n in range(1, 9)))
    twice = json.loads(good[2].line)
    twice["tasks"].append(twice["tasks"][0])  # one key two times: the database refuses it
    stranger = _without(json.loads(good[4].line), "source", "sha256")
    bad = [
        Given(json.dumps(twice).encode(), None, "x"),
        Given(json.dumps(stranger).encode(), None, "y"),
        Given(b"{", None, "z"),
    ]
    summary = run(engine, [*good[:2], *bad, *good[3:4], *good[5:]])
    assert summary.new == 6
    reasons = dict(summary.failures)
    assert reasons["z"] == "it is not JSON"
    assert reasons["y"] == "it is no document of this version: source.sha256: Field required"
    assert "unique" in reasons["2.txt"].lower()
    assert one(engine, "SELECT count(*) FROM documents") == 6
    assert one(engine, "SELECT count(*) FROM document_files") == 6
    assert len(list(documents_of(engine))) == 6


HOSTILE = "'); DROP TABLE documents; -- \" ` \\ %s :name {x} ${y} \x00 \ud800 \u202e \x1b[31m =cmd|' /C calc'!A0 <b>&amp;</b> ]]>"


def test_hostile_text_is_text(engine: Engine) -> None:
    document = vnplan.parse_text(plan(3) + HOSTILE.replace("\ud800", ""), name="'; DROP TABLE tasks; --.txt")
    summary = run(engine, [Given(to_json(document).encode())])
    assert (summary.new, summary.failures) == (1, [])
    stored = document_of(engine, one(engine, "SELECT id FROM documents"))
    assert stored.text == document.text.replace("\x00", "\ufffd"), "NUL alone cannot be stored; offsets stay"
    assert stored.source.name == document.source.name
    for query in (HOSTILE, "'", '"', "dân* OR x NEAR(y) : ^", "\x00", "", "   ", "a" * 10_000, "(", "-", "exact:kế"):
        search(engine, query)
    assert one(engine, "SELECT count(*) FROM tasks") > 0


def test_concurrent_loaders(database: str) -> None:
    engine = connect(database, create=True)
    upgrade(engine)
    documents = given(*(plan(n) for n in range(1, 120)))
    failures: list[object] = []

    def work(part: list[Given]) -> None:
        own = connect(database)
        try:
            summary = run(own, part)
            failures.extend(summary.failures)
        except Exception as error:  # noqa: BLE001  a thread must tell
            failures.append(error)
        finally:
            own.dispose()

    parts = [documents, documents[::-1], documents[30:] + documents[:30]]
    threads = [threading.Thread(target=work, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    assert one(engine, "SELECT count(*) FROM documents") == 119
    alone = connect(f"{database}.alone" if database.startswith("sqlite") else database, create=True)
    if database.startswith("sqlite"):
        upgrade(alone)
        run(alone, documents)
        count = {t.name: one(alone, f"SELECT count(*) FROM {t.name}") for t in schema.metadata.sorted_tables}
        assert count == {t.name: one(engine, f"SELECT count(*) FROM {t.name}") for t in schema.metadata.sorted_tables}
    alone.dispose()
    assert sorted(d.source.name for d in documents_of(engine)) == sorted(f"{n}.txt" for n in range(119))
    engine.dispose()


def test_a_loader_that_is_killed(database: str, tmp_path: Path) -> None:
    """Whatever stands in the database after a kill is whole; the next load brings the rest."""
    source = archive(tmp_path / "in", 260)
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "out.jsonl", "-j", "2").code == 0
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines()
    expected = {d.source.name: d for d in map(vnplan.PlanDocument.model_validate_json, lines)}
    engine = connect(database, create=True)
    upgrade(engine)
    arguments = [sys.executable, "-m", "vnplan.cli", "load", "-q", str(tmp_path / "out.jsonl"), "--db", database]
    counts = [0]
    for _ in range(2):
        process = subprocess.Popen(arguments)
        while process.poll() is None:
            if one(engine, "SELECT count(*) FROM documents") > counts[-1]:
                break
        process.kill()
        process.wait()
        counts.append(one(engine, "SELECT count(*) FROM documents"))
        for document in documents_of(engine):
            assert document == expected[document.source.name]
    assert subprocess.run(arguments, check=False).returncode == 0
    assert one(engine, "SELECT count(*) FROM documents") == 260
    assert one(engine, "SELECT count(*) FROM documents WHERE linked = :no", no=False) == 0
    # Each plan but the first two carries out the one before it, of the same commune when the dice fell so.
    wrong = rows(
        engine,
        "SELECT r.number, d.number FROM document_references r JOIN documents d ON d.id = r.target_id WHERE r.number <> d.number",
    )
    assert wrong == []
    engine.dispose()


# --- linking --------------------------------------------------------------------------------------------------------


def district(serial: str, day: str, *, place: str = "VÕ NHAI", title: str = "Dân vận chính quyền") -> str:
    d, m, y = day.split("/")
    return (
        f"ỦY BAN NHÂN DÂN HUYỆN {place}\nSố: {serial}/KH-UBND\n{place.title()}, ngày {d} tháng {m} năm {y}\n\n"
        f"KẾ HOẠCH\n{title} năm {y}\n\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n"
    )


def commune(cites: str) -> str:
    return (
        "ỦY BAN NHÂN DÂN XÃ LA HIÊN\nSố: 7/KH-UBND\nLa Hiên, ngày 05 tháng 02 năm 2025\n\n"
        f"KẾ HOẠCH\nCông tác dân vận năm 2025\n\n{cites};\n\nI. MỤC ĐÍCH\n1. Nắm tâm tư của Nhân dân.\n"
    )


FULL = "Thực hiện Kế hoạch số 18/KH-UBND ngày 20/01/2025 của UBND huyện Võ Nhai về dân vận chính quyền"
LINKS: list[tuple[str, list[str], int | None, str]] = [
    (FULL, [district("18", "20/01/2025")], 0, "number, date and issuer"),
    (FULL.replace("18/KH-UBND", "18/ KH- UBND"), [district("18", "20/01/2025")], 0, "blanks in the number"),
    (FULL.replace("UBND huyện", "Uỷ ban nhân dân huyện"), [district("18", "20/01/2025")], 0, "the issuer written out"),
    (FULL.replace(" ngày 20/01/2025", ""), [district("18", "20/01/2025")], 0, "no date, but nothing else fits"),
    (FULL, [district("18", "20/01/2024")], None, "the number of another year"),
    (FULL, [district("18", "20/01/2025", place="ĐỊNH HÓA")], None, "another district"),
    (FULL, [district("81", "20/01/2025")], None, "another number"),
    (FULL, [district("18", "20/01/2025", place="ĐỊNH HÓA"), district("18", "20/01/2025")], 1, "two districts"),
    (
        FULL.replace(" ngày 20/01/2025", ""),
        [district("18", "20/01/2025"), district("18", "22/03/2025")],
        None,
        "two years' worth of candidates and no date to choose: left open",
    ),
    (FULL, [district("18", "20/01/2025"), district("18", "22/03/2025")], 0, "the date chooses"),
]


@pytest.mark.parametrize("late", [False, True], ids=["cited first", "citing first"])
@pytest.mark.parametrize(("cites", "papers", "expected", "reason"), LINKS, ids=[row[3] for row in LINKS])
def test_references_find_their_documents(
    cites: str, papers: list[str], expected: int | None, reason: str, late: bool, tmp_path: Path
) -> None:
    engine = connect(str(tmp_path / "x.sqlite"), create=True)
    upgrade(engine)
    plans = given(*((f"p{n}.txt", paper) for n, paper in enumerate(papers)))
    citing = given(("citing.txt", commune(cites)))
    for part in (citing, plans) if late else (plans, citing):
        run(engine, part)
    found = rows(
        engine,
        "SELECT t.name, r.score, r.candidates FROM document_references r JOIN documents d ON d.id = r.document_id "
        "LEFT JOIN documents t ON t.id = r.target_id WHERE d.name = 'citing.txt' AND r.number IS NOT NULL",
    )
    assert [row[0] for row in found] == [None if expected is None else f"p{expected}.txt"], reason
    if expected is not None:
        assert 0.75 <= found[0][1] <= 1
    if "left open" in reason:
        assert one(engine, "SELECT count(*) FROM reference_candidates") == 2, "what it may mean is kept"
    engine.dispose()


def test_links_follow_the_documents(engine: Engine) -> None:
    citing, paper = given(("citing.txt", commune(FULL)), ("paper.txt", district("18", "20/01/2025")))
    resolved = "SELECT count(*) FROM document_references WHERE target_id IS NOT NULL"
    run(engine, [citing])
    assert one(engine, resolved) == 0
    assert run(engine, [paper]).linked == 1
    assert one(engine, resolved) == 1
    assert link(engine) == 0
    (relation,) = rows(engine, "SELECT * FROM v_relations WHERE target_id IS NOT NULL")
    assert relation.relation == "implements"
    form = json.loads(paper.line)
    form["header"]["number"]["canonical"] = "19/KH-UBND"
    form["header"]["number"]["raw"] = "19/KH-UBND"
    run(engine, [Given(json.dumps(form).encode())])
    assert one(engine, resolved) == 0, "the newer extractor reads another number"
    run(engine, [paper])
    assert one(engine, resolved) == 1
    run(engine, [citing], prune=True)
    assert one(engine, resolved) == 0, "the document is gone"
    run(engine, [paper])
    assert one(engine, resolved) == 1, "and is back"


def test_the_graph(engine: Engine, tmp_path: Path) -> None:
    replaces = commune("Kế hoạch này thay thế Kế hoạch số 3/KH-UBND ngày 02/01/2025 của UBND xã La Hiên").replace(
        "7/KH", "9/KH"
    )
    run(engine, given(commune(FULL), district("18", "20/01/2025"), replaces + "<&\x01>"))
    graph = graph_of(engine)
    by_key = {node.key: node for node in graph.nodes}
    assert {by_key[edge.source].label.split(":")[0]: edge.relation for edge in graph.edges} == {
        "Kế hoạch 7/KH-UBND": "implements", "Kế hoạch 9/KH-UBND": "replaces",
    }  # fmt: skip
    form = json.loads(graph.to_json())
    assert len(form["nodes"]) == len(graph.nodes)
    root = ET.fromstring(graph.to_graphml())
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    ids = {node.get("id") for node in root.findall(".//g:node", space)}
    assert ids == set(by_key)
    assert all({e.get("source"), e.get("target")} <= ids for e in root.findall(".//g:edge", space))
    assert [node.here for node in graph_of(engine, cited_only=False).nodes] == [True] * 3


# --- search ---------------------------------------------------------------------------------------------------------

TEXTS = {
    "exact.txt": "KẾ HOẠCH\nCông tác dân vận\nI. NỘI DUNG\n1. Ủy ban nhân dân xã lo dân vận ở từng đơn vị.\n",
    "capitals.txt": "KẾ HOẠCH\nCÔNG TÁC DÂN VẬN\nI. NỘI DUNG\n1. Uỷ ban MTTQ xã giao từng ĐƠN VỊ.\n",
    "bare.txt": "KE HOACH\nCong tac dan van\nI. NOI DUNG\n1. Uy ban nhan dan xa giao tung don vi.\n",
    "apart.txt": "KẾ HOẠCH\nVận động nhân dân\nI. NỘI DUNG\n1. Nhân dân được vận động làm đường.\n",
    "other.txt": "KẾ HOẠCH\nTrồng cây\nI. NỘI DUNG\n1. Trồng dẫn vấn là lỗi đánh máy.\n",
}
SEARCHES = [
    ("dân vận", ["exact.txt", "capitals.txt"], {"bare.txt", "other.txt", "apart.txt"}, "marks: those with them first"),
    ("DÂN VẬN", ["exact.txt", "capitals.txt"], {"bare.txt", "other.txt", "apart.txt"}, "capitals"),
    ("dan van", [], {"exact.txt", "capitals.txt", "bare.txt", "other.txt", "apart.txt"}, "no marks"),
    ("uỷ ban", [], {"exact.txt", "capitals.txt", "bare.txt"}, "the older placement of the tone"),
    ("ủy ban", [], {"exact.txt", "capitals.txt", "bare.txt"}, "the newer one"),
    ("don vi", [], {"exact.txt", "capitals.txt", "bare.txt"}, "đ without its stroke"),
    ("đơn vị", ["exact.txt", "capitals.txt"], {"bare.txt"}, "and with it"),
    ("lu\u031b\u0323c lu\u031bo\u031b\u0323ng", [], set(), "decomposed letters, found nowhere"),
    ("không có", [], set(), "nowhere"),
]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_search(engine: Engine) -> None:
    run(engine, given(*TEXTS.items()))
    names = {row.id: row.name for row in rows(engine, "SELECT id, name FROM documents")}
    for query, first, rest, reason in SEARCHES:
        hits = search(engine, query, kinds=("document",))
        found = [names[hit.document_id] for hit in hits]
        assert sorted(found[: len(first)]) == sorted(first), f"{query}: {reason}"
        assert set(found[len(first) :]) == rest, f"{query}: {reason}"
        assert len(found) == len(set(found))
        assert [hit.tier for hit in hits] == sorted(hit.tier for hit in hits)
    (task, *_) = search(engine, "vận động", kinds=("task", "section"))
    assert "vận động" in task.snippet
    document = document_of(engine, task.document_id)
    assert " ".join(document.text[task.start :].split()).startswith(task.snippet.strip("…")[:20])
    assert search(engine, "dân", limit=1, kinds=("document",)) != []
    assert len(search(engine, "dân", limit=1)) == 1


# --- days -----------------------------------------------------------------------------------------------------------

DAYS = [
    ("2023-11-01", "2023-11-01", "2023-11-01", "day"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2023-Q2", "2023-04-01", "2023-06-30", "quarter"),
    ("2023-H2", "2023-07-01", "2023-12-31", "half"),
    ("2025", "2025-01-01", "2025-12-31", "year"),
    ("2021/2025", "2021-01-01", "2025-12-31", "range"),
    ("2025-01-10/2026-02-05", "2025-01-10", "2026-02-05", "range"),
    ("2023-02-30", None, None, None),
    ("FREQ=MONTHLY", None, None, None),
    ("P10D", None, None, None),
    ("--11-15", None, None, None),
    (None, None, None, None),
    ("0000", None, None, None),
]


@pytest.mark.parametrize(("value", "first", "last", "precision"), DAYS)
def test_days_of(value: str | None, first: str | None, last: str | None, precision: str | None) -> None:
    days = days_of(value)
    assert (days.first and days.first.isoformat(), days.last and days.last.isoformat(), days.precision) == (
        first, last, precision,
    )  # fmt: skip


DUE = [
    ("2025-05-31", "2025-05-31", "2025-05-31", "the day itself"),
    ("2025-05-31", "2025-06-01", None, "over"),
    ("2025-Q2", "2025-05-01", "2025-06-30", "the last day of the quarter"),
    ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", "2025-11-16", "2026-11-15", "a day of each year"),
    ("FREQ=MONTHLY;BYMONTHDAY=25", "2025-01-26", "2025-02-25", "a day of each month"),
    ("FREQ=WEEKLY;BYDAY=TU", "2025-05-28", "2025-06-03", "a weekday"),
    ("FREQ=WEEKLY", "2025-05-28", "2025-05-30", "each week: its Friday"),
    ("FREQ=MONTHLY", "2025-02-03", "2025-02-28", "each month: its last day"),
    ("FREQ=MONTHLY;INTERVAL=3", "2025-02-03", "2025-03-31", "each quarter: its last day"),
    ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20", "2025-03-21", "2025-06-20", "a day of each quarter's last month"),
    ("FREQ=MONTHLY;INTERVAL=6", "2025-07-01", "2025-12-31", "each half-year"),
    ("FREQ=YEARLY", "2025-07-01", "2025-12-31", "each year: its last day"),
    ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=14", "2025-03-15", "2025-06-14", "four days a year"),
    ("FREQ=DAILY", "2025-07-01", "2025-07-01", "each day"),
    ("--11-15", "2025-12-01", "2026-11-15", "a day without a year"),
    ("--02", "2025-03-01", "2026-02-28", "a month without a year"),
    ("P5D", "2025-03-01", None, "from an event that nobody knows"),
    ("FREQ=NONSENSE", "2025-03-01", None, "not a rule"),
    ("FREQ=MONTHLY;BYMONTHDAY=x", "2025-03-01", None, "not a rule either"),
    (None, "2025-03-01", None, "nothing"),
]


@pytest.mark.parametrize(("value", "on", "expected", "reason"), DUE)
def test_next_due(value: str | None, on: str, expected: str | None, reason: str) -> None:
    due = next_due(value, date.fromisoformat(on))
    assert (due and due.isoformat()) == expected, reason


def test_next_due_in_sql(tmp_path: Path) -> None:
    engine = connect(str(tmp_path / "x.sqlite"), create=True)
    assert one(engine, "SELECT next_due('FREQ=MONTHLY;BYMONTHDAY=25', '2025-01-26')") == "2025-02-25"
    assert one(engine, "SELECT next_due(NULL, '2025-01-26')") is None
    engine.dispose()


def test_reports(engine: Engine) -> None:
    assert [report.rows for report in reports(engine)] == [[], [], []], (
        "an empty database has no answers, and no errors"
    )
    run(engine, given(BOARD_PLAN, commune(FULL), commune(FULL).replace("7/KH", "8/KH")))
    due, percent, cited = reports(engine)
    assert "2025-06" in due.question, "the month with most tasks due"
    assert due.rows == [("Sở Nội vụ", 1, "2025-06-30")]
    assert [row[1:] for row in percent.rows] == [(1, 90, 90)]
    assert cited.rows[0] == ("Kế hoạch 18/KH-UBND", 2, 2)
    assert reports(engine, "2024-01")[0].rows == []
    with pytest.raises(ValueError, match="is no month"):
        reports(engine, "2024")


# --- the commands ---------------------------------------------------------------------------------------------------


def test_the_commands(tmp_path: Path) -> None:
    database = str(tmp_path / "x.sqlite")
    source = archive(tmp_path / "in", 6)
    (source / "leer.txt").touch()
    code, _, err = vnplan_("db", "stats", "--db", database)
    assert code == 1
    assert "vnplan load makes it" in err
    assert vnplan_("db", "init", "--db", database).code == 0
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "out.jsonl", "-j", "0").code == 1
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "out", "-j", "0").code == 1
    run_ = vnplan_("load", tmp_path / "out.jsonl", "--db", database)
    assert (run_.code, run_.out) == (0, "")
    assert "6 new, 0 replaced, 0 unchanged" in run_.err
    assert "0 new, 0 replaced, 6 unchanged" in vnplan_("load", tmp_path / "out", "--db", database).err
    raw = vnplan_("load", source, "--db", database)
    assert raw.code == 1
    assert "leer.txt: the file is empty" in raw.err
    assert "6 unchanged" in raw.err
    out = vnplan_("db", "stats", "--db", database).out
    assert dict(line.rsplit(maxsplit=1) for line in out.splitlines())["documents"] == "6"
    assert vnplan_("db", "upgrade", "--db", database).code == 0
    assert "KẾ HOẠCH" in vnplan_("search", "ke hoach", "--db", database, "--kind", "document").out
    hits = [json.loads(line) for line in vnplan_("search", "nhiem vu", "--db", database, "--json").out.splitlines()]
    assert {hit["kind"] for hit in hits} <= {"document", "section", "task"}
    nothing = vnplan_("search", "khongcodau", "--db", database)
    assert (nothing.code, nothing.out) == (1, "")
    assert "nothing found for “khongcodau”" in nothing.err
    assert vnplan_("graph", "--db", database, "-o", tmp_path / "g.graphml").code == 0
    ET.parse(tmp_path / "g.graphml")
    assert json.loads(vnplan_("graph", "--db", database).out)["edges"]
    report = vnplan_("db", "report", "--db", database, "--sql").out
    assert "Văn bản được viện dẫn nhiều nhất" in report
    assert "FROM v_task_board" in report
    assert vnplan_("db", "report", "--db", database, "--month", "x").code == 2


def test_the_commands_on_postgresql(postgres_server: str | None, tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 6)
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "out.jsonl", "-j", "0").code == 0
    with databases.fresh(databases.skip_without(postgres_server)) as url:
        done = vnplan_("load", tmp_path / "out.jsonl", "--db", url)
        assert "6 new, 0 replaced, 0 unchanged" in done.err
        assert url.split(":")[2].split("@")[0] not in done.err, "the password is not shown"
        assert "KẾ HOẠCH" in vnplan_("search", "ke hoach", "--db", url, "--kind", "document").out


WRONG = [
    ("mysql://x/y", "SQLite and PostgreSQL are known, no other"),
    ("://", "it is no database URL"),
    ("nowhere/x.sqlite", "there is no such database"),
    ("postgresql://u:secret@127.0.0.1:1/x", "the database says"),
]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("no database" * 100, encoding="utf-8")
    code, _, err = vnplan_("db", "stats", "--db", tmp_path / "x.sqlite")
    assert code == 1
    assert f"{tmp_path}/x.sqlite: " in err
    assert "file is not a database" in err


def test_a_folder_without_documents_is_told(database: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = vnplan_("load", tmp_path / "empty", "--db", database)
    assert done.code == 0
    assert done.err.endswith("no documents found: give documents, or what vnplan convert wrote\n")


@pytest.mark.parametrize(("url", "reason"), WRONG)
def test_databases_that_cannot_be_opened(url: str, reason: str) -> None:
    code, out, err = vnplan_("db", "stats", "--db", url)
    assert (code, out) == (1, "")
    assert reason in err or "connection" in err
    assert err.count("\n") == 1
    assert "secret" not in err
    assert "Traceback" not in err


def test_near_duplicates_come_along(engine: Engine, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    long = "\n".join(plan(n) for n in range(5, 9))
    (source / "a.txt").write_text(long, encoding="utf-8")
    (source / "b.txt").write_text(long.replace("5/KH", " /KH"), encoding="utf-8")
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "o.jsonl", "-j", "0").code == 0
    url = engine.url.render_as_string(hide_password=False)
    assert vnplan_("load", "-q", tmp_path / "o.jsonl", "--db", url).code == 0
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(schema.near_duplicates)).scalar() == 1
