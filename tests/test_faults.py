"""What fails around the library while it works, and what is left behind then.

| Fault | What is left behind | Test |
|---|---|---|
| killed while converting | whole documents with their lines in the manifest; the next run does the rest | `test_batch.py` |
| killed while loading | whole documents; the next load brings the rest | `test_db.py` |
| killed while exporting | the old file as it was, and one `.vnplan-….tmp` | here |
| full disk | what was finished but for the last second; nothing half-written under its own name; the next run goes on | here |
| read-only output | nothing; one line says so | here |
| input that vanishes | all other documents; the one is named | here |
| clock set back or forward | the same output; a document under way during a jump over its time limit is named, and done next time | here |
| database gone while loading | whole documents of the batches before; the command says so | here |
| two runs on one output | the first one's output, whole; the second says so and touches nothing | here |

A disk of its own (tmpfs) is mounted where root may; elsewhere, and beside it, a limit on the size of files stands for it.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

import databases
import vnplan
from archive_samples import archive, plan
from test_batch import lines, records
from test_cli import Run, files, vnplan_
from test_db import given, one, run
from vnplan.archive import FolderStore, LinesStore, Store, Summary, convert_archive
from vnplan.export import to_json
from vnplan.export.database import DatabaseError, connect, documents_of, load, upgrade
from vnplan.export.writers import whole

# --- disks ----------------------------------------------------------------------------------------------------------


def _may_mount() -> bool:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    # A container may have a root that may not mount: ask for it in a namespace that ends at once.
    ask = ["unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]
    try:
        return subprocess.run(ask, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


MAY_MOUNT = _may_mount()
needs_mount = pytest.mark.skipif(not MAY_MOUNT, reason="a disk of its own needs Linux, root and the right to mount")


class Disk:
    """A small disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def grow(self, size: str) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", self.folder], check=True)

    def lock(self, *, locked: bool) -> None:
        subprocess.run(["mount", "-o", f"remount,{'ro' if locked else 'rw'}", self.folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of 600 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", folder], check=True)
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def limited(size: int, step: str, *arguments: str | Path) -> Run:
    """The command, where no file may grow beyond `size` bytes from the moment when it calls `step` (module.function)."""
    module, _, function = step.rpartition(".")
    program = f"""
import resource, sys
import {module} as module
real = module.{function}
def full(*given):
    resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.RLIM_INFINITY))
    return real(*given)
module.{function} = full
from vnplan.cli import main
sys.exit(main(sys.argv[1:]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, timeout=600, check=False
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def no_leavings(folder: Path) -> None:
    assert not [name for name in files(folder) if ".tmp" in name or ".unfinished" in name], files(folder)


# --- a full disk ----------------------------------------------------------------------------------------------------


@needs_mount
@pytest.mark.parametrize("out", ["out.jsonl", "out"])
@pytest.mark.parametrize("jobs", ["0", "2"])
def test_converting_onto_a_full_disk_keeps_what_was_finished(out: str, jobs: str, tmp_path: Path, disk: Disk) -> None:
    source = archive(tmp_path / "in", 300)
    arguments = ("convert", source, "-o", disk.folder / out, "-j", jobs)
    code, _, err = vnplan_(*arguments)
    assert code == 1
    assert f"{out}: cannot be written: no space left on device" in err
    assert "Traceback" not in err
    assert not (disk.folder / "out.jsonl").exists()
    for name in files(disk.folder / "out") if out == "out" else []:
        vnplan.PlanDocument.model_validate_json((disk.folder / out / name).read_bytes())
    no_leavings(disk.folder)
    disk.grow("60m")
    code, _, err = vnplan_(*arguments)
    assert code == 0, err
    done = int(re.search(r"(\d+) documents? converted", err)[1])  # type: ignore[index]
    stood = re.search(r"(\d+) stood already", err)  # none, when the disk was full within the first second
    assert done + (int(stood[1]) if stood else 0) == 300, "what was finished is not done again"
    made = files(disk.folder / "out") if out == "out" else lines(disk.folder / out)
    assert len(made) == len(set(made)) == 300


@needs_mount
def test_loading_onto_a_full_disk_keeps_whole_documents(tmp_path: Path, disk: Disk) -> None:
    source = archive(tmp_path / "in", 200)
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "a.jsonl", "-j", "0").code == 0
    disk.grow("3m")
    database = disk.folder / "x.sqlite"
    code, _, err = vnplan_("load", tmp_path / "a.jsonl", "--db", database)
    assert code == 1
    assert "full" in err
    assert "Traceback" not in err
    disk.grow("60m")
    engine = connect(str(database))
    stood = list(documents_of(engine))
    given_lines = (tmp_path / "a.jsonl").read_bytes().splitlines()
    expected = {d.source.name: d for d in map(vnplan.PlanDocument.model_validate_json, given_lines)}
    assert all(document == expected[document.source.name] for document in stood)
    engine.dispose()
    assert vnplan_("load", "-q", tmp_path / "a.jsonl", "--db", database).code == 0
    engine = connect(str(database))
    assert one(engine, "SELECT count(*) FROM documents") == 200
    engine.dispose()


FORMS = [
    ("xlsx", "out.xlsx"),
    ("csv", "out"),
    ("parquet", "out"),
    ("edxml", "out"),
    ("akn", "out"),
    ("jsonl", "out.jsonl"),
]


@pytest.mark.parametrize(("form", "out"), FORMS)
def test_an_export_that_finds_no_room_leaves_nothing_half_written(form: str, out: str, tmp_path: Path) -> None:
    """No file may be larger than 1,500 bytes: what is smaller is there, whole; what was there before stays as it was."""
    body = "\n".join(plan(n) for n in range(8))
    (tmp_path / "in.jsonl").write_text(to_json(vnplan.parse_text(body)) + "\n", encoding="utf-8")
    assert vnplan_("load", "-q", tmp_path / "in.jsonl", "--db", tmp_path / "x.sqlite").code == 0
    target = tmp_path / "deep" / out
    if out != "out":
        target.parent.mkdir()
        target.write_text("old", encoding="utf-8")
    code, _, err = limited(
        1500, "vnplan.cli.export._write", "export", "--db", tmp_path / "x.sqlite", "-f", form, "-o", target
    )
    if form == "edxml":
        assert code == 0, "a header is small"
    else:
        assert code == 1
        assert f"{out}: cannot be written: " in err
        assert err.count("\n") == 1, err
        assert out == "out" or target.read_text(encoding="utf-8") == "old"
    no_leavings(tmp_path / "deep")
    rest = [path for path in (tmp_path / "deep").rglob("*") if path.is_file()]
    assert all(path.stat().st_size <= 1500 for path in rest)


def test_a_graph_that_finds_no_room_leaves_the_old_one(tmp_path: Path) -> None:
    assert vnplan_("load", "-q", archive(tmp_path / "in", 30), "--db", tmp_path / "x.sqlite").code == 0
    (tmp_path / "g.json").write_text("old", encoding="utf-8")
    code, _, err = limited(
        1500, "vnplan.cli.graph.write_text", "graph", "--db", tmp_path / "x.sqlite", "-o", tmp_path / "g.json"
    )
    assert (code, err) == (1, f"vnplan: {tmp_path}/g.json: cannot be written: file too large\n")
    assert (tmp_path / "g.json").read_text(encoding="utf-8") == "old"
    no_leavings(tmp_path)


# --- killed ---------------------------------------------------------------------------------------------------------


def test_an_export_that_is_killed_leaves_the_old_file_and_a_temporary_one(tmp_path: Path) -> None:
    """Killed at the worst moment: all is written, nothing is renamed yet."""
    (tmp_path / "in.jsonl").write_text(to_json(vnplan.parse_text(plan(1))) + "\n", encoding="utf-8")
    (tmp_path / "out.xlsx").write_text("old", encoding="utf-8")
    program = (
        "import os, signal, sys\nfrom vnplan.cli import main\n"
        "os.replace = lambda *given: os.kill(os.getpid(), signal.SIGKILL)\nmain(sys.argv[1:])"
    )
    arguments = ["export", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.xlsx")]
    assert subprocess.run([sys.executable, "-c", program, *arguments], check=False).returncode == -signal.SIGKILL
    assert (tmp_path / "out.xlsx").read_text(encoding="utf-8") == "old"
    left = [name for name in files(tmp_path) if name not in ("in.jsonl", "out.xlsx")]
    assert len(left) == 1
    assert left[0].startswith(".vnplan-")
    assert left[0].endswith(".tmp")
    assert vnplan_(*arguments).code == 0
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")


def test_an_interrupted_writer_leaves_nothing(tmp_path: Path) -> None:
    def write() -> None:
        with whole(tmp_path / "a" / "b.txt") as path:
            path.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert files(tmp_path) == []


# --- an output that cannot be written -------------------------------------------------------------------------------


@needs_mount
@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "IN", "-o", "OUT/out.jsonl", "-j", "0"), ("convert", "IN", "-o", "OUT/out", "-j", "0"),
        ("convert", "IN", "-o", "OUT/out.jsonl", "-j", "2"), ("export", "IN", "-o", "OUT/out.xlsx"),
        ("export", "IN", "-f", "csv", "-o", "OUT/out"), ("export", "IN", "-f", "parquet", "-o", "OUT/out"),
        ("export", "IN", "-f", "jsonl", "-o", "OUT/out.jsonl"), ("export", "IN", "-f", "akn", "-o", "OUT/out"),
        ("load", "IN", "--db", "OUT/x.sqlite"), ("load", "IN", "--db", "OUT/stands.sqlite"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_read_only_output_is_left_as_it_is(arguments: tuple[str, ...], tmp_path: Path, disk: Disk) -> None:
    source = archive(tmp_path / "in", 2)
    disk.grow("5m")
    assert vnplan_("load", "-q", source, "--db", disk.folder / "stands.sqlite").code == 0
    (disk.folder / "out.jsonl").write_text("old", encoding="utf-8")
    before = {name: (disk.folder / name).read_bytes() for name in files(disk.folder)}
    disk.lock(locked=True)
    code, out, err = vnplan_(*(a.replace("IN", str(source)).replace("OUT", str(disk.folder)) for a in arguments))
    assert (code, out) == (1, "")
    assert "read-only" in err or "unable to open" in err or "readonly" in err, err
    assert err.count("\n") == 1, err
    assert {name: (disk.folder / name).read_bytes() for name in files(disk.folder)} == before


# --- an input that vanishes -----------------------------------------------------------------------------------------


class _Removing:
    """Watches a run, and removes something after the first document."""

    def __init__(self, remove: Callable[[], object]) -> None:
        self.remove = remove
        self.told: list[tuple[str, str]] = []
        self.count = 0

    def failed(self, path: str, reason: str) -> None:
        self.told.append((Path(path).name, reason))

    def skipped(self, path: str, reason: str) -> None:
        raise AssertionError(path)

    def advanced(self, summary: Summary) -> None:
        self.count += 1
        if self.count == 1:
            self.remove()


@pytest.mark.parametrize("store", [FolderStore, LinesStore])
def test_a_document_that_vanishes_is_named_and_the_others_stand(store: type[Store], tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 6)
    gone = source / "000" / "kh-000004.txt"
    watcher = _Removing(gone.unlink)
    out = tmp_path / ("out" if store is FolderStore else "out.jsonl")
    summary = convert_archive([source], store(out), watcher, jobs=0)  # type: ignore[call-arg]
    assert (summary.done, summary.failures, summary.fatal) == (5, 1, None)
    assert watcher.told == [("kh-000004.txt", "no such file or directory")]
    manifest = out / "manifest.jsonl" if store is FolderStore else tmp_path / "out.manifest.jsonl"
    assert records(manifest)["000/kh-000004.txt"]["status"] == "failed"
    gone.write_text(plan(4), encoding="utf-8")
    again = convert_archive([source], store(out), _Removing(lambda: None), jobs=0)  # type: ignore[call-arg]
    assert (again.done, again.kept) == (1, 5), "it is back"


def test_an_archive_that_vanishes_costs_the_documents_not_yet_read(tmp_path: Path) -> None:
    path = tmp_path / "kho.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for n in range(5):
            packed.writestr(f"{n}.txt", plan(n))
    watcher = _Removing(path.unlink)
    summary = convert_archive([path], LinesStore(tmp_path / "out.jsonl"), watcher, jobs=0)
    assert (summary.done, summary.failures) == (1, 4)
    assert lines(tmp_path / "out.jsonl") == ["kho.zip/0.txt"]
    assert {reason for _, reason in watcher.told} == {"no such file or directory"}


def test_lines_that_vanish_while_they_are_loaded(tmp_path: Path) -> None:
    assert vnplan_("convert", "-q", archive(tmp_path / "in", 3), "-o", tmp_path / "out", "-j", "0").code == 0
    (tmp_path / "out" / "000" / "kh-000002.txt.json").unlink()
    code, _, err = vnplan_("load", tmp_path / "out", "--db", tmp_path / "x.sqlite")
    assert code == 1
    assert "kh-000002.txt.json: no such file or directory" in err
    assert "2 new" in err


# --- the clock ------------------------------------------------------------------------------------------------------

CLOCK = """
import time
real, calls = time.time, [0]
def shifted():
    calls[0] += 1
    return real() {}
time.time = shifted
"""


def clock(folder: Path, shift: str) -> dict[str, str]:
    """Environment in which the clock of every process is wrong."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CLOCK.format(shift), encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))}


SHIFTS = [
    ("- 10 * 365 * 86400", "ten years back"), ("- (calls[0] % 7) * 3600", "back and forth all the time"),
    ("+ 30 * 365 * 86400", "thirty years on"),
]  # fmt: skip


@pytest.mark.parametrize(("shift", "why"), SHIFTS)
def test_a_wrong_clock_changes_nothing(shift: str, why: str, tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 12)
    wrong = clock(tmp_path / "clock", shift)
    outs = {}
    for name, environment in (("right", None), ("wrong", wrong)):
        folder = tmp_path / name
        arguments = ("convert", "-q", source, "-o", folder / "a.jsonl", "-j", "2", "--timeout", "0")
        assert vnplan_(*arguments, environment=environment) == Run(0, "", ""), why
        database = folder / "x.sqlite"
        assert vnplan_("load", "-q", folder / "a.jsonl", "--db", database, environment=environment).code == 0
        assert vnplan_("export", "--db", database, "-o", folder / "a.xlsx", environment=environment).code == 0
        with zipfile.ZipFile(folder / "a.xlsx") as book:
            outs[name] = (folder / "a.jsonl").read_bytes(), {part: book.read(part) for part in book.namelist()}
    assert outs["right"] == outs["wrong"], why


def test_a_clock_that_jumps_over_the_time_limit_costs_what_is_under_way_until_the_next_run(tmp_path: Path) -> None:
    """Worker processes are timed by the clock on the wall: a document may be taken for too slow, and is done next time."""
    source = archive(tmp_path / "in", 12)
    jump = clock(tmp_path / "clock", "+ (10**6 if calls[0] > 40 else 0)")
    arguments = ("convert", source, "-o", tmp_path / "out.jsonl", "-j", "1")
    code, _, err = vnplan_(*arguments, environment=jump)
    assert code in (0, 1)
    assert "Traceback" not in err
    found = records(tmp_path / "out.manifest.jsonl")
    assert len(found) == 12
    assert {record.get("trouble", "timeout") for record in found.values()} == {"timeout"}
    failed = sum(record["status"] == "failed" for record in found.values())
    code, _, err = vnplan_(*arguments)
    assert code == 0
    assert f"{failed} document" in err
    assert len(lines(tmp_path / "out.jsonl")) == 12


def test_times_of_files_do_not_count(tmp_path: Path) -> None:
    """A changed document is done again although its time and size say that nothing changed."""
    source = archive(tmp_path / "in", 2)
    file = source / "000" / "kh-000001.txt"
    arguments = ("convert", source, "-o", tmp_path / "out.jsonl", "-j", "0")
    assert vnplan_(*arguments).code == 0
    before, body = file.stat(), file.read_text(encoding="utf-8")
    file.write_text(body.replace("Số: 1/", "Số: 7/"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert "1 document converted" in vnplan_(*arguments).err
    os.utime(file, (2**33, 2**33))
    assert "0 documents converted" in vnplan_(*arguments).err, "in the year 2242"


# --- a database that is gone ----------------------------------------------------------------------------------------


def test_connections_that_are_cut_while_loading_lose_nothing(postgres_server: str | None) -> None:
    """A new connection is made for the next batch; what could not be loaded is named, and the next load brings it."""
    with databases.fresh(databases.skip_without(postgres_server)) as url:
        engine, other = connect(url), connect(url)
        upgrade(engine)
        documents = given(*(plan(n) for n in range(1, 200)))
        loading = load(engine, documents)
        next(loading)
        cut = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        with other.connect() as connection:
            assert connection.execute(text(cut)).all()
        *_, summary = loading
        assert summary.new + len(summary.failures) == 199
        assert {document.text for document in documents_of(engine)} <= {plan(n) for n in range(1, 200)}
        again = run(engine, documents)
        assert (again.new + again.same, again.failures) == (199, [])
        engine.dispose()
        other.dispose()


def test_a_database_that_is_dropped_while_loading_is_said(postgres_server: str | None, tmp_path: Path) -> None:
    """Nothing is left, for the database is gone; the load ends with an error and does not hang."""
    import psycopg

    base = databases.skip_without(postgres_server)
    with databases.fresh(base) as url:
        engine = connect(url)
        upgrade(engine)
        loading = load(engine, given(*(plan(n) for n in range(1, 200))))
        next(loading)
        with psycopg.connect(f"{base}postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")  # type: ignore[call-overload]
        with pytest.raises(OperationalError, match=r"does not exist|terminat|closed"):
            list(loading)
        engine.dispose()
        (tmp_path / "a.txt").write_text(plan(1), encoding="utf-8")
        code, out, err = vnplan_("load", tmp_path / "a.txt", "--db", url)
        assert (code, out) == (1, "")
        assert "does not exist" in err
        assert "Traceback" not in err


def test_a_database_file_that_is_removed_while_loading_is_said(tmp_path: Path) -> None:
    """Nothing is left, for the file is gone: what was written after that went with it."""
    engine = connect(str(tmp_path / "x.sqlite"), create=True)
    upgrade(engine)
    loading = load(engine, given(*(plan(n) for n in range(1, 100))))
    next(loading)
    (tmp_path / "x.sqlite").unlink()
    with pytest.raises(DatabaseError, match="was removed while it was written to"):
        list(loading)
    engine.dispose()


def test_a_database_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("Kế hoạch " * 500, encoding="utf-8")
    before = (tmp_path / "x.sqlite").read_bytes()
    for command in (
        ("load", tmp_path / "x.sqlite"),
        ("db", "stats"),
        ("search", "x"),
        ("export", "-o", tmp_path / "a.csv"),
    ):
        code, out, err = vnplan_(*command, "--db", tmp_path / "x.sqlite")
        assert (code, out) == (1, ""), command
        assert err.splitlines()[-1].endswith("the database says: file is not a database")
    assert (tmp_path / "x.sqlite").read_bytes() == before


# --- two runs on one output -----------------------------------------------------------------------------------------


def test_of_two_runs_on_one_output_the_second_touches_nothing(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 150)
    arguments = [
        sys.executable,
        "-m",
        "vnplan.cli",
        "convert",
        str(source),
        "-o",
        str(tmp_path / "out.jsonl"),
        "-j",
        "1",
    ]
    first = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (tmp_path / "out.manifest.jsonl").exists() and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.2)
    second = subprocess.run(arguments, capture_output=True, text=True, timeout=600, check=False)
    running = first.poll() is None
    _, told = first.communicate(timeout=600)
    assert first.returncode == 0, told
    if running:
        assert second.returncode == 1
        assert second.stderr.endswith("out.manifest.jsonl: another run is writing to this output\n")
    assert len(lines(tmp_path / "out.jsonl")) == 150
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.jsonl", "out.manifest.jsonl"]


def test_of_two_exports_to_one_file_the_last_one_stands_whole(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(to_json(vnplan.parse_text(plan(1))) + "\n", encoding="utf-8")
    arguments = [
        sys.executable,
        "-m",
        "vnplan.cli",
        "export",
        str(tmp_path / "in.jsonl"),
        "-o",
        str(tmp_path / "out.xlsx"),
    ]
    both = [subprocess.Popen(arguments, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(600) for process in both] == [0, 0]
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert book.testzip() is None
    assert files(tmp_path) == ["in.jsonl", "out.xlsx"]


def test_a_file_of_somebody_else_at_the_place_of_the_manifest_is_not_touched(tmp_path: Path) -> None:
    for body in (b"somebody's", b"somebody's\n", b'{"vnplan_manifest":1}\n{"x":1}\n'):
        (tmp_path / "out.manifest.jsonl").write_bytes(body)
        code, _, err = vnplan_("convert", archive(tmp_path / "in", 1), "-o", tmp_path / "out.jsonl", "-j", "0")
        assert code == 1
        assert "damaged, or no manifest of this version" in err
        assert (tmp_path / "out.manifest.jsonl").read_bytes() == body
