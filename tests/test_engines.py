"""One function over Arrow batches, and the engines that run it for real: local Daft, local Spark."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import vnplan
from archive_samples import archive, broken_library, plan
from vnplan.archive import Limits
from vnplan.engines import COLUMNS, convert_batches, convert_table, input_schema, output_schema

BAD = {
    "crash.txt": ("@segfault", "crash", "its process died of SIGSEGV"),
    "hang.txt": ("@hang", "timeout", "it took longer than 5 s"),
    "error.txt": ("@error", "error", "internal error: KeyError: 'broken'"),
}


def batch(rows: dict[str, bytes | None]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{"name": n, "content": c} for n, c in rows.items()], schema=input_schema())


def mixed() -> dict[str, bytes]:
    """Good documents with one that crashes, one that hangs and one that breaks among them."""
    rows = {f"{n}.txt": plan(n).encode() for n in range(1, 9)}
    for name, (mark, _, _) in BAD.items():
        rows[name] = (plan(1) + mark).encode()
    rows["z.txt"] = plan(9).encode()
    rows["binary.txt"] = bytes(200)
    return rows


def expect(rows: list[dict[str, Any]]) -> None:
    """Check what became of `mixed`, whoever did it."""
    found = {Path(row["name"]).name: row for row in rows}
    assert len(rows) == len(found) == len(mixed())
    for name, content in mixed().items():
        row = found[name]
        if name in BAD:
            assert (row["status"], row["trouble"], row["reason"]) == ("failed", *BAD[name][1:])
        elif name == "binary.txt":
            assert (row["status"], row["trouble"]) == ("failed", "unreadable")
        else:
            assert (row["status"], row["reason"]) == ("done", None)
            document = vnplan.PlanDocument.model_validate_json(row["json"])
            assert document == vnplan.parse_bytes(content, name=document.source.name)
            assert row["sha256"] == document.source.sha256


def run(program: str, tmp_path: Path, *arguments: str) -> list[dict[str, Any]]:
    """Run a program in an interpreter whose library is broken by marks; give the JSON it prints last."""
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    environment = {**os.environ, **broken_library(tmp_path / "breaker"), "PYSPARK_PYTHON": sys.executable}
    environment["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a short run: compile less
    done = subprocess.run(
        [sys.executable, str(tmp_path / "program.py"), *arguments],
        capture_output=True, text=True, timeout=900, env=environment, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    rows: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return rows


def parquet(folder: Path) -> list[dict[str, Any]]:
    """All rows of the Parquet files below `folder`."""
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.rglob("*.parquet")):
        rows += pq.ParquetFile(path).read().to_pylist()
    return rows


def test_the_function(tmp_path: Path) -> None:
    program = """
import json, sys
sys.path.insert(0, sys.argv[1])
from test_engines import batch, mixed
from vnplan.archive import Limits
from vnplan.engines import convert_table
if __name__ == "__main__":
    print(json.dumps(convert_table(batch(mixed()), jobs=2, limits=Limits(seconds=5)).to_pylist()))
"""
    expect(run(program, tmp_path, str(Path(__file__).parent)))


ODD: list[tuple[dict[str, bytes | None], list[str], str]] = [
    ({}, [], "no row"),
    ({"a.txt": None}, ["failed"], "no content, as for a file that could not be fetched"),
    ({"a.txt": b""}, ["failed"], "an empty one"),
    ({"a.txt": plan(1).encode(), "b.txt": b"\x7fELF" + bytes(99)}, ["done", "failed"], "not text"),
]


@pytest.mark.parametrize(("rows", "statuses", "reason"), ODD)
def test_one_row_for_each(rows: dict[str, bytes | None], statuses: list[str], reason: str) -> None:
    made = convert_table(batch(rows), jobs=0)
    assert made.schema == output_schema()
    assert made.schema.names == list(COLUMNS)
    assert made.column(2).to_pylist() == statuses, reason
    assert sum(b.num_rows for b in convert_batches([batch(rows)], jobs=0, limits=Limits())) == len(rows)


def test_more_columns_are_passed_by() -> None:
    given = batch({"a.txt": plan(1).encode()}).append_column("size", pa.array([1]))
    assert convert_table(given, jobs=0).column(2).to_pylist() == ["done"]


def test_daft(tmp_path: Path) -> None:
    for name, content in mixed().items():
        (tmp_path / "in" / "deep").mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / "deep" / name).write_bytes(content)
    program = """
import sys
from vnplan.archive import Limits
from vnplan.engines import daft
if __name__ == "__main__":
    daft.convert_files(sys.argv[1], sys.argv[2], jobs=2, limits=Limits(seconds=5))
    print("[]")
"""
    run(program, tmp_path, f"{tmp_path / 'in'}/**/*.txt", str(tmp_path / "out"))
    expect(parquet(tmp_path / "out"))


@pytest.mark.skipif(
    shutil.which("java") is None and not os.environ.get("CI"), reason="no Java: apt-get install default-jre-headless"
)
def test_spark(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_batches([batch(mixed())]), tmp_path / "in.parquet")
    archive(tmp_path / "files", 3)
    program = """
import sys
from pyspark.sql import SparkSession
from vnplan.archive import Limits
from vnplan.engines import spark
if __name__ == "__main__":
    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    )
    spark.convert_files(session, sys.argv[1], sys.argv[2], limits=Limits(seconds=5))
    spark.convert_files(session, sys.argv[3], sys.argv[4], limits=Limits(seconds=60))
    session.stop()
    print("[]")
"""
    paths = (tmp_path / "in.parquet", tmp_path / "out", tmp_path / "files", tmp_path / "out2")
    run(program, tmp_path, *map(str, paths))
    expect(parquet(tmp_path / "out"))
    rows = parquet(tmp_path / "out2")
    assert [row["status"] for row in rows] == ["done"] * 3
    assert all(row["name"].startswith("file:") for row in rows)
