"""Whole archives: what breaks stays with its document, what is killed goes on, nothing is lost or done twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import vnplan
from archive_samples import archive, broken_library, plan
from test_cli import Run, files, names, vnplan_
from vnplan.archive import Record, Shard, read_manifest
from vnplan.archive.batch import extractor_version
from vnplan.archive.duplicates import near_duplicates, signature
from vnplan.archive.manifest import Manifest, ManifestError
from vnplan.archive.stores import Places


def records(manifest: Path) -> dict[str, Record]:
    """Name of each document and its record; each name once."""
    found = list(read_manifest(manifest))
    by_name = {record["name"]: record for record in found}
    assert len(by_name) == len(found)
    return by_name


def lines(out: Path) -> list[str]:
    """The documents of a JSON Lines file by name; every line must be whole."""
    return [vnplan.PlanDocument.model_validate_json(line).source.name for line in out.read_bytes().splitlines()]


# --- isolation ------------------------------------------------------------------------------------------------------

BREAKS = [
    ("@segfault", "crash", "its process died of SIGSEGV", "a segmentation fault"),
    ("@exit", "crash", "its process ended with code 7", "a library that calls exit"),
    ("@hang", "timeout", "it took longer than 5 s", "an endless loop"),
    ("@memory", "memory", "it needs more memory than a document may take", "256 GiB asked for"),
    ("@error", "error", "internal error: KeyError: 'broken'", "an exception"),
]


def test_what_breaks_costs_its_document_only(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 30)
    for mark, _, _, _ in BREAKS:
        (source / f"{mark[1:]}.txt").write_text(plan(1) + mark, encoding="utf-8")
    environment = broken_library(tmp_path / "breaker")
    arguments = ("convert", source, "-o", tmp_path / "out.jsonl", "--timeout", "5", "--memory", "256", "--jobs", "2")
    code, _, err = vnplan_(*arguments, environment=environment)
    assert code == 1
    told = dict(line.removeprefix(f"vnplan: {source}/").split(": ", 1) for line in err.splitlines()[:-1])
    assert told == {f"{mark[1:]}.txt": reason for mark, _, reason, _ in BREAKS}
    assert "30 documents converted" in err.splitlines()[-1]
    assert "5 failed (2 crash, 1 error, 1 memory, 1 timeout)" in err.splitlines()[-1]
    assert len(lines(tmp_path / "out.jsonl")) == 30
    found = records(tmp_path / "out.manifest.jsonl")
    for mark, trouble, reason, why in BREAKS:
        record = found[f"{mark[1:]}.txt"]
        assert (record["status"], record["trouble"], record["reason"]) == ("failed", trouble, reason), why

    # The library is mended: the next run does those five and no other.
    code, _, err = vnplan_(*arguments)
    assert code == 0
    assert "5 documents converted" in err
    assert "30 stood already" in err
    assert sorted(lines(tmp_path / "out.jsonl")) == sorted(found)


def test_output_does_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 25)
    for jobs in ("0", "1", "2"):
        assert vnplan_("convert", "-q", source, "-o", tmp_path / f"{jobs}.jsonl", "-j", jobs) == Run(0, "", "")
    assert (tmp_path / "0.jsonl").read_bytes() == (tmp_path / "1.jsonl").read_bytes()
    assert (tmp_path / "0.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


# --- going on -------------------------------------------------------------------------------------------------------


def descendants(pid: int) -> set[int]:
    """Processes below `pid` (Linux)."""
    children: dict[int, set[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), set()).add(int(stat.parent.name))
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            found.add(child)
            waiting.append(child)
    return found


@pytest.mark.parametrize("out", ["out.jsonl", "out"])
def test_killed_and_started_again(out: str, tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 400)
    target, manifest = tmp_path / "r" / out, tmp_path / "r" / "out.manifest.jsonl"
    if out == "out":
        manifest = target / "manifest.jsonl"
    arguments = ["convert", "-q", str(source), "-o", str(target), "--jobs", "2"]
    rng = random.Random(7)
    stood = 0
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-m", "vnplan.cli", *arguments])
        grown, until = manifest.stat().st_size if manifest.exists() else 0, time.monotonic() + 120
        while process.poll() is None and time.monotonic() < until:
            if manifest.exists() and manifest.stat().st_size > max(grown, 100):
                break
            time.sleep(0.02)
        time.sleep(rng.uniform(0, 1.5))
        below = descendants(process.pid)
        process.kill()
        process.wait()
        until = time.monotonic() + 60
        while any(Path(f"/proc/{pid}").exists() for pid in below) and time.monotonic() < until:
            time.sleep(0.05)
        assert not [pid for pid in below if Path(f"/proc/{pid}").exists()], "the workers end with it"
        done = sum(record["status"] == "done" for record in read_manifest(manifest)) if manifest.exists() else 0
        assert done >= stood, "what was finished stays finished"
        stood = done
    code, _, err = vnplan_(*[a for a in arguments if a != "-q"])
    assert code == 0
    assert f"{400 - stood} documents converted" in err or stood == 400
    assert stood > 0
    found = records(manifest)
    assert len(found) == 400
    if out == "out":
        written = [name.removesuffix(".json") for name in files(target)]
        for name in files(target):
            vnplan.PlanDocument.model_validate_json((target / name).read_bytes())
    else:
        written = lines(target)
        assert files(target.parent) == ["out.jsonl"]
    assert sorted(written) == sorted(found), "each document once"
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "whole.jsonl", "--jobs", "2").code == 0
    if out != "out":
        assert target.read_bytes() == (tmp_path / "whole.jsonl").read_bytes(), "as if it had never been killed"


def test_only_what_changed_is_done_again(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 12)
    arguments = ("convert", source, "-o", tmp_path / "out.jsonl", "-j", "0")
    assert "12 documents converted" in vnplan_(*arguments).err
    before = (tmp_path / "out.jsonl").stat()
    assert "0 documents converted" in vnplan_(*arguments).err
    after = (tmp_path / "out.jsonl").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns), "it is not even written again"

    changed = source / "000" / "kh-000003.txt"
    changed.write_text(plan(77), encoding="utf-8")
    (source / "000" / "kh-000005.txt").unlink()
    (source / "000" / "kh-000000.txt").write_text(plan(90), encoding="utf-8")
    run = vnplan_(*arguments)
    assert "2 documents converted" in run.err
    assert "10 stood already" in run.err
    expected = sorted(path.relative_to(source).as_posix() for path in source.rglob("*.txt"))
    assert lines(tmp_path / "out.jsonl") == expected, "in the order of the input, and what is gone is gone"
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "new.jsonl", "-j", "0").code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "new.jsonl").read_bytes()


def test_a_folder_keeps_what_is_gone_until_it_is_pruned(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 3)
    arguments = ("convert", "-q", source, "-o", tmp_path / "out", "-j", "0")
    assert vnplan_(*arguments).code == 0
    (source / "000" / "kh-000002.txt").unlink()
    assert vnplan_(*arguments).code == 0
    assert len(files(tmp_path / "out")) == 3
    assert vnplan_(*arguments, "--prune").code == 0
    assert files(tmp_path / "out") == ["000/kh-000001.txt.json", "000/kh-000003.txt.json"]


def test_a_new_extractor_does_everything_again(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 3)
    arguments = ("convert", source, "-o", tmp_path / "out.jsonl", "-j", "0")
    assert vnplan_(*arguments).code == 0
    breaker = tmp_path / "newer"
    breaker.mkdir()
    (breaker / "sitecustomize.py").write_text("import vnplan; vnplan.__version__ = '99'", encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(breaker), os.environ.get("PYTHONPATH"))))
    assert "3 documents converted" in vnplan_(*arguments, environment={"PYTHONPATH": path}).err


def test_other_options_of_reading_do_everything_again(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 3)
    arguments = ("convert", source, "-o", tmp_path / "out.jsonl", "-j", "0")
    for more, done, reason in (
        ((), 3, "new"),
        (("--max-pages", "2"), 3, "they may read less"),
        (("--max-pages", "2", "--max-seconds", "9"), 0, "time decides only whether they are read"),
        ((), 3, "all pages again"),
    ):
        assert f"{done} documents converted" in vnplan_(*arguments, *more).err, reason


def test_documents_in_a_zip_archive_are_resumed_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "kho.zip", "w") as packed:
        for n in (1, 2, 3):
            packed.writestr(f"2025/{n}.txt", plan(n))
    for jobs, done in (("2", 3), ("0", 0)):
        run = vnplan_("convert", tmp_path / "kho.zip", "-o", tmp_path / "out", "-j", jobs)
        assert f"{done} documents converted" in run.err
        assert files(tmp_path / "out") == [f"kho.zip/2025/{n}.txt.json" for n in (1, 2, 3)]


def test_documents_parsed_together_fail_alone(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name, mark in (("a", ""), ("b", "@segfault"), ("c", "@error"), ("d", "")):
        (source / f"{name}.rtf").write_text(r"{\rtf1 KE HOACH\par So 1 " + mark + "}", encoding="ascii")
    environment = broken_library(tmp_path / "breaker")
    run = vnplan_("convert", "-q", source, "-o", tmp_path / "out", "-j", "1", environment=environment)
    told = dict(line.removeprefix(f"vnplan: {source}/").split(": ", 1) for line in run.err.splitlines())
    assert told == {"b.rtf": "its process died of SIGSEGV", "c.rtf": "internal error: KeyError: 'broken'"}
    assert files(tmp_path / "out") == ["a.rtf.json", "d.rtf.json"]


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 200)
    limited = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))  # no file may grow beyond this
from vnplan.cli import main
sys.exit(main(["convert", "-q", {str(source)!r}, "-o", {str(tmp_path / "out.jsonl")!r}, "-j", "0"]))
"""
    done = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("out.jsonl: cannot be written: file too large")
    assert not (tmp_path / "out.jsonl").exists()
    run = vnplan_("convert", source, "-o", tmp_path / "out.jsonl", "-j", "0")
    assert run.code == 0
    assert int(run.err.split("; ")[1].split()[0]) > 0, "some stood already"
    assert sorted(set(lines(tmp_path / "out.jsonl"))) == sorted(lines(tmp_path / "out.jsonl"))
    assert len(lines(tmp_path / "out.jsonl")) == 200


TORN = [
    (b'{"place":"x.txt.js', "the last line was being written"),
    (b"", "nothing was lost"),
]


@pytest.mark.parametrize(("tail", "reason"), TORN)
def test_a_torn_manifest(tail: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    with Manifest(path, "1") as manifest:
        for n in range(3):
            manifest.add(Record(place=f"{n}.json", name=f"{n}", status="done", sha256="a", size=1, key="k", seconds=0))
            assert manifest.find(f"{n}.json") is not None, "also before it is written"
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    with Manifest(path, "1") as manifest:
        assert len(manifest) == 3, reason
        assert manifest.find("2.json") is not None
        assert manifest.find("x.txt.json") is None
    assert path.read_bytes() == whole


def test_two_runs_into_one_output(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 2)
    (tmp_path / "out.manifest.jsonl").touch()
    with Manifest(tmp_path / "out.manifest.jsonl", extractor_version()):
        run = vnplan_("convert", "-q", source, "-o", tmp_path / "out.jsonl", "-j", "0")
    assert run.code == 1
    assert run.err.endswith("out.manifest.jsonl: another run is writing to this output\n")
    (tmp_path / "other.manifest.jsonl").write_text("somebody's\n", encoding="utf-8")
    with pytest.raises(ManifestError, match="no manifest of this version"):
        Manifest(tmp_path / "other.manifest.jsonl", "1")
    assert (tmp_path / "other.manifest.jsonl").read_text(encoding="utf-8") == "somebody's\n"


# --- shards, duplicates, the log ------------------------------------------------------------------------------------


def test_shards_are_the_archive(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 40)
    parts: list[str] = []
    for n in (1, 2, 3):
        assert vnplan_("convert", "-q", source, "-o", tmp_path / "out.jsonl", "-j", "0", "--shard", f"{n}/3").code == 0
        part = lines(tmp_path / f"out-{n}-of-3.jsonl")
        assert part, "no part is empty here"
        parts += part
        assert vnplan_("convert", "-q", source, "-o", tmp_path / "out", "-j", "0", "--shard", f"{n}/3").code == 0
    assert sorted(parts) == sorted(path.relative_to(source).as_posix() for path in source.rglob("*.txt"))
    assert len(files(tmp_path / "out")) == 40
    assert {Shard(1, 3).has("a"), Shard(2, 3).has("a"), Shard(3, 3).has("a")} == {True, False}
    for wrong in ("0/3", "4/3", "x", "1/", "/2"):
        assert vnplan_("convert", source, "-o", tmp_path / "out", "--shard", wrong).code == 2


def test_duplicates_and_near_duplicates_are_recorded(tmp_path: Path) -> None:
    long = "\n".join(plan(n) for n in range(5, 9))
    source = tmp_path / "in"
    source.mkdir()
    drafts = {
        "a-signed.txt": long,
        "b-copy.txt": long,
        "c-draft.txt": long.replace("Số: 5/", "Số:    /").replace("2025", ""),
        "d-other.txt": "\n".join(plan(n) for n in range(50, 54)),
    }
    for name, text in drafts.items():
        (source / name).write_text(text, encoding="utf-8")
    run = vnplan_("convert", source, "-o", tmp_path / "out.jsonl", "-j", "0")
    assert "1 duplicate; 1 near-duplicate" in run.err
    found = records(tmp_path / "out.manifest.jsonl")
    assert found["b-copy.txt"]["duplicate_of"] == "a-signed.txt.json"
    assert found["c-draft.txt"]["near_duplicate_of"] == "a-signed.txt.json"
    assert 0.9 <= found["c-draft.txt"]["similarity"] < 1
    assert not {"duplicate_of", "near_duplicate_of"} & set(found["d-other.txt"])
    (source / "e-late-draft.txt").write_text(drafts["d-other.txt"] + "Dự thảo lần 2", encoding="utf-8")
    assert vnplan_("convert", "-q", source, "-o", tmp_path / "out.jsonl", "-j", "0").code == 0
    found = records(tmp_path / "out.manifest.jsonl")
    assert found["e-late-draft.txt"]["near_duplicate_of"] == "d-other.txt.json"
    assert found["c-draft.txt"]["near_duplicate_of"] == "a-signed.txt.json", "what was found before stays"


@pytest.mark.parametrize("jobs", ["0", "1"])
def test_near_duplicates_are_found_by_a_later_run(jobs: str, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a-signed.txt").write_text(plan(3), encoding="utf-8")
    (source / "b-draft.txt").write_text(plan(3).replace("3/KH", "  /KH"), encoding="utf-8")
    out, manifest = tmp_path / "out.jsonl", tmp_path / "out.manifest.jsonl"
    assert vnplan_("convert", "-q", "--no-near", source, "-o", out, "-j", jobs).code == 0
    assert not any({"signature", "compared", "near_duplicate_of"} & set(one) for one in records(manifest).values())
    documents = out.read_bytes()
    assert "1 near-duplicate" in vnplan_("convert", source, "-o", out, "-j", jobs).err
    found = records(manifest)
    assert found["b-draft.txt"]["near_duplicate_of"] == "a-signed.txt.json"
    assert all(len(one["signature"]) == 16 and one["compared"] for one in found.values())
    assert out.read_bytes() == documents
    (source / "c-late.txt").write_text(plan(3) + "Dự thảo lần 2", encoding="utf-8")
    assert vnplan_("convert", "-q", source, "-o", out, "-j", jobs).code == 0
    assert records(manifest)["c-late.txt"]["near_duplicate_of"] == "a-signed.txt.json"


NEAR = [
    (plan(3), plan(3).replace("3/KH", "  /KH"), True, "draft and signed copy"),
    (plan(3), plan(3).upper(), True, "capitals"),
    (plan(3), plan(4), False, "another plan of the same form"),
    ("một hai", "một hai", False, "too short to tell"),
]


@pytest.mark.parametrize(("one", "other", "expected", "reason"), NEAR)
def test_near_duplicates(one: str, other: str, expected: bool, reason: str) -> None:
    texts = [one, other]
    pairs = list(near_duplicates(((n, signature(text)) for n, text in enumerate(texts)), texts.__getitem__))
    assert [(pair.later, pair.earlier) for pair in pairs] == ([(1, 0)] if expected else []), reason


def test_the_log_tells_what_happened(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 2)
    (source / "leer.txt").touch()
    log = tmp_path / "log.txt"
    for _ in range(2):
        vnplan_("convert", "-q", source, "-o", tmp_path / "out.jsonl", "-j", "1", "--log", log)
    told = [line.split(" ", 1)[1] for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line for line in told if line.startswith("failed")] == [f"failed: {source}/leer.txt: the file is empty"] * 2
    assert told[0].startswith("convert to ")
    assert told[2].startswith("2 documents converted")


def test_places_are_unique_and_below() -> None:
    places = Places()
    given = ["a.txt", "A.txt", "a.txt", "/etc/x", "../../y", ""]
    assert [places.of(name) for name in given] == [
        "a.txt.json", "A.txt.2.json", "a.txt.3.json", "etc/x.json", "y.json", "document.json",
    ]  # fmt: skip


def test_stdout_is_not_resumed(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", 3)
    for _ in range(2):
        assert len(names(vnplan_("convert", "-q", source, "-o", "-").out)) == 3
    assert sorted(json.dumps(name) for name in files(tmp_path)) == sorted(
        json.dumps(f"in/000/kh-{n:06}.txt") for n in (1, 2, 3)
    )


def test_progress_shows_rate_and_time_left(tmp_path: Path) -> None:
    from test_cli import _on_terminal

    source = archive(tmp_path / "in", 3)
    shown = _on_terminal("convert", str(source), "-o", str(tmp_path / "out"), "-j", "0")
    assert "/3 [" in shown
    assert "doc/s" in shown or "s/doc" in shown
