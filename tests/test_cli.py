"""The command line as a shell sees it: real processes, their streams, exit codes and files."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import pty
import re
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import jsonschema
import pytest

import vnplan
import vnplan.cli
from gold_samples import as_prediction, small_gold

PLAN = """ỦY BAN NHÂN DÂN XÃ BÌNH AN
Số: 12/KH-UBND
KẾ HOẠCH
Trồng cây đầu xuân năm 2025
I. MỤC ĐÍCH
1. Phủ xanh đồi trọc ở các thôn.
II. TỔ CHỨC THỰC HIỆN
Công chức địa chính xã chủ trì, hoàn thành trước ngày 20/3/2025.
"""


class Run(NamedTuple):
    code: int
    out: str
    err: str


def vnplan_(*arguments: str | Path, stdin: bytes = b"", environment: dict[str, str] | None = None) -> Run:
    """Run the command; its streams must be UTF-8."""
    done = subprocess.run(
        [sys.executable, "-m", "vnplan.cli", *map(str, arguments)],
        input=stdin, capture_output=True, timeout=600, env={**os.environ, **(environment or {})}, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def write(folder: Path, *names: str, text: str = PLAN) -> Path:
    """Write `text` to files below `folder`; give the folder."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def files(folder: Path) -> list[str]:
    """All files below `folder`, hidden ones too, so that nothing left behind goes unseen; but no manifests."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(name for name in found if not re.search(r"manifest(-\d+-of-\d+)?\.jsonl$", name))


def names(lines: str) -> list[str]:
    """The `source.name` of each JSON line."""
    return [json.loads(line)["source"]["name"] for line in lines.splitlines()]


# --- parse ----------------------------------------------------------------------------------------------------------


def test_parse_prints_the_document(tmp_path: Path) -> None:
    file = write(tmp_path, "kế hoạch.txt") / "kế hoạch.txt"
    code, out, err = vnplan_("parse", file)
    assert (code, err) == (0, "")
    document = vnplan.PlanDocument.model_validate_json(out)
    assert document == vnplan.parse_file(file)
    assert document.source.name == "kế hoạch.txt"
    assert "Phủ xanh" in out, "letters, not escapes"


NAMES = [
    (("-",), "stdin", "what came from nowhere is called so"),
    (("-", "--name", "x/kế.md"), "x/kế.md", "a name for it"),
]


@pytest.mark.parametrize(("arguments", "name", "reason"), NAMES)
def test_parse_reads_stdin(arguments: tuple[str, ...], name: str, reason: str) -> None:
    code, out, err = vnplan_("parse", *arguments, stdin=PLAN.encode())
    assert (code, err) == (0, "")
    document = vnplan.PlanDocument.model_validate_json(out)
    assert document.source.name == name, reason
    assert document.text == PLAN


def test_parse_indent() -> None:
    assert vnplan_("parse", "-", "--indent", "0", stdin=PLAN.encode()).out.count("\n") == 1
    assert '\n   "text"' in vnplan_("parse", "-", "--indent", "3", stdin=PLAN.encode()).out


@pytest.mark.parametrize("form", ["tree", "summary"])
def test_parse_forms_for_people(form: str, tmp_path: Path) -> None:
    file = write(tmp_path, "xa.txt") / "xa.txt"
    code, out, err = vnplan_("parse", file, "--format", form)
    assert (code, err) == (0, "")
    assert not out.startswith("{")
    assert out.endswith("\n")


# --- what cannot be read --------------------------------------------------------------------------------------------

BAD = [
    (None, "no such file or directory", "it does not exist"),
    (b"", "the file is empty", "no byte"),
    (b" \n\t\r\n\x0c\n", "the file holds no text", "blanks"),
    ("\ufeff\u200b\xa0\n".encode(), "the file holds no text", "only characters without a shape"),
    (b"\x7fELF\x02\x01\x01" + bytes(200), "the file is binary, not text", "a program"),
    (b"\x00\x01\x02\xff\xfe" * 50, "the file is binary, not text", "bytes"),
    ("Kế hoạch tuyên truyền".encode("cp1258", "replace"), "is not UTF-8 text; save the file as UTF-8", "another encoding"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message", "reason"), BAD)
def test_one_line_for_what_cannot_be_read(content: bytes | None, message: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "xấu.txt"
    if content is not None:
        file.write_bytes(content)
    for arguments in (("parse", file), ("convert", "-q", file, "-o", tmp_path / "out.jsonl", "-j", "0"),
                      ("convert", "-q", file, "-o", tmp_path / "out", "-j", "0")):  # fmt: skip
        code, out, err = vnplan_(*arguments)
        assert (code, out) == (1, ""), reason
        assert err.startswith(f"vnplan: {file}: "), reason
        assert err.endswith(f"{message}\n"), reason
        assert err.count("\n") == 1, reason
    assert files(tmp_path) == ([] if content is None else ["xấu.txt"]), "nothing is left behind"


def test_parse_of_a_folder(tmp_path: Path) -> None:
    assert vnplan_("parse", tmp_path) == Run(
        1, "", f"vnplan: {tmp_path}: it is a folder; vnplan convert takes folders\n"
    )


def test_a_file_name_with_a_line_end_stays_on_one_line(tmp_path: Path) -> None:
    err = vnplan_("parse", tmp_path / "a\nb.txt").err
    assert err == f"vnplan: {tmp_path}/a\\nb.txt: no such file or directory\n"


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_the_others_go_on(out: str, tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", "c.txt", "d/e.md")
    (tmp_path / "in" / "b.txt").write_bytes(b"\x00" * 99)
    (tmp_path / "in" / "d" / "d.txt").write_bytes(b"")
    (tmp_path / "in" / "z.txt").symlink_to("nowhere")
    code, _, err = vnplan_("convert", tmp_path / "in", tmp_path / "no.txt", "-o", tmp_path / out)
    assert code == 1
    *complaints, closing = err.splitlines()
    assert [line.removeprefix(f"vnplan: {tmp_path}/") for line in complaints] == [
        "in/b.txt: the file is binary, not text",
        "in/d/d.txt: the file is empty",
        "in/z.txt: no such file or directory",
        "no.txt: no such file or directory",
    ]
    assert closing.startswith(f"vnplan: 3 documents converted to {tmp_path / out} in ")
    assert closing.endswith(" s; 4 failed; 2 duplicates"), "the three hold one text"
    if out == "out":
        assert files(tmp_path / out) == ["a.txt.json", "c.txt.json", "d/e.md.json"]
    else:
        assert names((tmp_path / out).read_text(encoding="utf-8")) == ["a.txt", "c.txt", "d/e.md"]


def test_a_run_that_gets_nothing_leaves_an_older_file_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("older\n", encoding="utf-8")
    assert vnplan_("convert", tmp_path / "no.txt", "-o", out).code == 1
    assert out.read_text(encoding="utf-8") == "older\n"
    assert files(tmp_path) == ["out.jsonl"]


# Python code that breaks the library in one document, and what becomes of it.
BROKEN = [
    ("raise KeyError('sổ\\n12')", 1, "vnplan: {file}: internal error: KeyError: 'sổ\\n12'\n", "a mistake of ours"),
    ("raise RecursionError", 1, "vnplan: {file}: internal error: RecursionError\n", "one without words"),
    ("raise ModuleNotFoundError(name='docx')", 3, "vnplan: the Python package docx is not installed\n", "an extra"),
]


@pytest.mark.parametrize(("statement", "code", "message", "reason"), BROKEN)
def test_a_mistake_of_ours_is_held_to_its_document(
    statement: str, code: int, message: str, reason: str, tmp_path: Path
) -> None:
    write(tmp_path / "in", "a.txt", "b.txt", "c.txt")
    # Every interpreter started with this folder on its path breaks the library, the worker processes too.
    breaker = tmp_path / "breaker"
    breaker.mkdir()
    (breaker / "sitecustomize.py").write_text(f"""
import vnplan.archive.isolation as isolation
real = isolation.parse_bytes
def parse_bytes(data, *, name, **options):
    if name == "b.txt":
        {statement}
    return real(data, name=name, **options)
isolation.parse_bytes = parse_bytes
""", encoding="utf-8")  # fmt: skip
    out = tmp_path / "out.jsonl"
    path = os.pathsep.join(filter(None, (str(breaker), os.environ.get("PYTHONPATH"))))
    run = vnplan_("convert", "-q", tmp_path / "in", "-o", out, environment={"PYTHONPATH": path})
    assert run.code == code, reason
    assert run.err == message.format(file=tmp_path / "in" / "b.txt"), reason
    if code == 1:
        assert names(out.read_text(encoding="utf-8")) == ["a.txt", "c.txt"]
    else:
        assert not out.exists()


# --- convert --------------------------------------------------------------------------------------------------------


def test_convert_walks_folders_to_the_bottom(tmp_path: Path) -> None:
    source = write(tmp_path / "in", "b.txt", "a/z/d.MD", "a/b.markdown", "a.txt", "a/c.xlsx", "sổ.csv", "b/.hidden.txt")
    code, out, err = vnplan_("convert", source, "-o", tmp_path / "out")
    assert (code, out) == (0, "")
    *skipped, closing = err.splitlines()
    assert skipped == [
        f"vnplan: {source}/a/c.xlsx: skipped: .xlsx files are not read",
        f"vnplan: {source}/sổ.csv: skipped: .csv files are not read",
    ]
    assert closing.startswith("vnplan: 5 documents converted to ")
    assert closing.endswith(" s; 4 duplicates; 2 other files skipped")
    expected = ["a.txt", "a/b.markdown", "a/z/d.MD", "b.txt", "b/.hidden.txt"]
    assert files(tmp_path / "out") == [name + ".json" for name in expected]
    for name in expected:
        content = (tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8")
        document = vnplan.PlanDocument.model_validate_json(content)
        assert document.source.name == name
        assert document == vnplan.parse_file(source / name, name=name)

    code, _, _ = vnplan_("convert", source, "-o", tmp_path / "out.jsonl")
    assert code == 0
    assert sorted(names((tmp_path / "out.jsonl").read_text(encoding="utf-8"))) == expected
    stdout = vnplan_("convert", source, "-o", "-").out
    assert stdout == (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def test_order_is_that_of_the_arguments_then_of_the_names(tmp_path: Path) -> None:
    write(tmp_path / "in", "b.txt", "a/z.txt", "a.txt", "Ă.txt", "10.txt", "9.txt")
    write(tmp_path, "last.csv", "first.doc")
    out = vnplan_(
        "convert", tmp_path / "last.csv", tmp_path / "in", tmp_path / "in/b.txt", tmp_path / "first.doc", "-o", "-"
    ).out
    assert names(out) == ["last.csv", "10.txt", "9.txt", "a/z.txt", "a.txt", "b.txt", "Ă.txt", "first.doc"], (
        "a file given directly is taken whatever its suffix, and none is taken twice"
    )


SAME = [
    (["a.txt", "a.md"], ["a.md.json", "a.txt.json"], "one stem, two suffixes"),
    (["x/a.txt", "y/a.txt"], ["a.txt.2.json", "a.txt.json"], "one name in two folders"),
    (["x/a.txt", "y/A.TXT"], ["A.TXT.2.json", "a.txt.json"], "some file systems do not tell them apart"),
    (["x/a.txt", "y/a.txt", "a.txt.2"], ["a.txt.2.2.json", "a.txt.2.json", "a.txt.json"], "a name like a counted one"),
]


@pytest.mark.parametrize(("given", "expected", "reason"), SAME)
def test_no_document_overwrites_another(given: list[str], expected: list[str], reason: str, tmp_path: Path) -> None:
    write(tmp_path, *given)
    paths = [tmp_path / name for name in given]
    for _ in range(2):  # a second run finds its own files and writes the same ones
        assert vnplan_("convert", *paths, "-o", tmp_path / "out", "-j", "0").code == 0
        assert files(tmp_path / "out") == expected, reason


def test_links_to_folders_are_not_followed_and_pipes_not_opened(tmp_path: Path) -> None:
    source = write(tmp_path / "in", "a.txt")
    (source / "circle").symlink_to(source)
    (source / "b.txt").symlink_to(source / "a.txt")
    os.mkfifo(source / "pipe.txt")
    assert names(vnplan_("convert", source, "-o", "-").out) == ["a.txt", "b.txt"]


def test_an_empty_folder_gives_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    code, _, err = vnplan_("convert", tmp_path / "in", "-o", tmp_path / "deep/er/out.jsonl")
    assert code == 0
    assert err.startswith("vnplan: 0 documents converted")
    assert err.endswith("vnplan: no documents found: vnplan doctor lists the kinds that are read\n")
    assert (tmp_path / "deep/er/out.jsonl").read_bytes() == b""


def test_quiet(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    assert vnplan_("convert", tmp_path / "a.txt", "-o", tmp_path / "out", "--quiet") == Run(0, "", "")


def test_new_files_have_the_usual_mode(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    vnplan_("convert", tmp_path / "a.txt", "-o", tmp_path / "out", "-j", "0")
    vnplan_("convert", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl", "-j", "0")
    usual = (tmp_path / "a.txt").stat().st_mode
    assert (tmp_path / "out" / "a.txt.json").stat().st_mode == usual
    assert (tmp_path / "out.jsonl").stat().st_mode == usual


def test_a_document_is_one_json_line_whatever_it_holds(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", text=PLAN + "một\u2028hai\u2029ba\x85bốn\x0cnăm")
    code, out, _ = vnplan_("convert", tmp_path / "a.txt", "-o", "-")
    assert code == 0
    assert len(out.splitlines()) == 1, "also for readers that break lines at U+2028"
    assert json.loads(out)["text"].endswith("một\u2028hai\u2029ba\x85bốn\x0cnăm")


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    long = "x" * 251 + ".txt"  # a file name may have 255 bytes, so its JSON has no place
    source = write(tmp_path / "in", "a.txt", long, "z.txt")
    code, _, err = vnplan_("convert", "-q", source, "-o", tmp_path / "out")
    assert code == 1
    assert err == f"vnplan: {source / long}: its JSON cannot be written: file name too long\n"
    assert files(tmp_path / "out") == ["a.txt.json", "z.txt.json"]

    code, _, err = vnplan_("convert", "-q", source, "-o", source / "a.txt" / "out.jsonl")
    assert code == 1
    assert err.startswith(f"vnplan: {source / 'a.txt' / 'out.jsonl'}: cannot be written: ")
    assert err.count("\n") == 1


# --- interruption ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_nothing_half_written(
    out: str, number: signal.Signals, code: int, tmp_path: Path
) -> None:
    write(tmp_path / "in", "a.txt")
    pipe = tmp_path / "pipe"  # nobody writes to it: the run waits there, with one document done
    os.mkfifo(pipe)
    results = tmp_path / "results"
    process = subprocess.Popen(
        [sys.executable, "-m", "vnplan.cli", "convert", str(tmp_path / "in"), str(pipe), "-o", str(results / out)],
        stderr=subprocess.PIPE,
        # A shell starts jobs in the background with the signal ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 120
    while not (results.exists() and files(results)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert files(results), "the first document is being written"
    time.sleep(0.2)
    process.send_signal(number)
    _, err = process.communicate(timeout=120)
    assert process.returncode == code
    assert err.decode().strip() == ("vnplan: interrupted" if number == signal.SIGINT else "")
    # Under the final name nothing; what is done stands beside it for the next run.
    assert files(results) == (["out/a.txt.json"] if out == "out" else ["out.partial.jsonl"])


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", text=PLAN * 300)
    for arguments in (["parse", str(tmp_path / "a.txt")], ["convert", "-q", str(tmp_path / "a.txt"), "-o", "-"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "vnplan.cli", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": ""},  # without a buffer Python itself does not see the closed pipe
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(120) == 1
        process.stderr.close()


# --- streams --------------------------------------------------------------------------------------------------------

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
LOCALES = [
    ({"LC_ALL": "C"}, "what cron and bare containers have"),
    (ASCII, "and Python's own repair of it switched off"),
    ({"PYTHONIOENCODING": "latin-1"}, "another encoding asked for"),
]


@pytest.mark.parametrize(("environment", "reason"), LOCALES)
def test_output_is_utf_8_whatever_the_locale(environment: dict[str, str], reason: str, tmp_path: Path) -> None:
    source = write(tmp_path / "vào", "kế hoạch/số 1.txt")
    (source / "trống.txt").touch()
    document = vnplan_("parse", source / "kế hoạch/số 1.txt", environment=environment)
    assert json.loads(document.out)["source"]["name"] == "số 1.txt", reason
    assert json.loads(document.out)["text"] == PLAN, reason
    assert "Phủ xanh" in document.out, reason
    assert vnplan_("parse", "-", "--name", "số 2", stdin=PLAN.encode(), environment=environment).out.count("số 2") == 1

    code, _, err = vnplan_("convert", source, "-o", tmp_path / "ra", environment=environment)
    assert code == 1
    assert f"vnplan: {source}/trống.txt: the file is empty\n" in err, reason
    assert f"1 document converted to {tmp_path}/ra in" in err, reason
    assert files(tmp_path / "ra") == ["kế hoạch/số 1.txt.json"], reason
    content = (tmp_path / "ra/kế hoạch/số 1.txt.json").read_text(encoding="utf-8")
    assert json.loads(content)["source"]["name"] == "kế hoạch/số 1.txt", reason


def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    source = write(tmp_path / "in", "a.txt")
    try:
        (source / "a.txt").rename(source / os.fsdecode(b"\xe0\xff.txt"))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    code, out, _ = vnplan_("convert", source, "-o", "-")
    assert (code, names(out)) == (0, ["\ufffd\ufffd.txt"])
    assert vnplan_("convert", source, "-o", tmp_path / "out", "-j", "0").code == 0
    assert files(tmp_path / "out") == ["\ufffd\ufffd.txt.json"]


def _on_terminal(*arguments: str) -> str:
    """Run the command with a terminal as stderr; give what the terminal got."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 200))
    try:
        subprocess.run(
            [sys.executable, "-m", "vnplan.cli", *arguments],
            stdout=subprocess.DEVNULL, stderr=theirs, timeout=600, check=False,
        )  # fmt: skip
    finally:
        os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # Linux's way to say that the other end is closed
        pass
    os.close(ours)
    return shown.decode()


def test_progress_is_for_terminals_only(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", "b.txt")
    (tmp_path / "in" / "c.txt").touch()
    arguments = ("convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    shown = _on_terminal(*arguments)
    assert "/3 [" in shown, "a bar over three documents"
    assert f"\rvnplan: {tmp_path}/in/c.txt: the file is empty\r\n" in shown, "the bar makes room for a complaint"
    assert "\x1b[3" not in shown, "no colour, so there is none for NO_COLOR to turn off"
    assert "/3 [" not in _on_terminal(*arguments, "--quiet", "-j", "0")
    assert "/3 [" not in vnplan_(*arguments).err


# --- schema, evaluate, the rest -------------------------------------------------------------------------------------


def test_schema_fits_what_parse_prints() -> None:
    code, out, err = vnplan_("schema")
    assert (code, err) == (0, "")
    schema = json.loads(out)
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(vnplan_("parse", "-", stdin=PLAN.encode()).out)
    jsonschema.validate(document, schema, jsonschema.Draft202012Validator)
    document["sections"] = None
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema, jsonschema.Draft202012Validator)


@pytest.fixture
def scored(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "xa.gold.json").write_text(json.dumps(small_gold()), encoding="utf-8")
    prediction = as_prediction(small_gold())
    prediction["units"].pop()
    prediction["deadlines"].pop()
    (tmp_path / "pred.jsonl").write_text(json.dumps(prediction), encoding="utf-8")
    return tmp_path / "gold", tmp_path / "pred.jsonl"


def test_evaluate(scored: tuple[Path, Path]) -> None:
    code, out, err = vnplan_("evaluate", *scored)
    assert (code, err) == (0, "")
    assert "units                2     1   1.000   0.500   0.667   0.667\n" in out
    assert "missed" not in out

    out = vnplan_("evaluate", *scored, "--errors").out
    assert "units | xa.txt | missed\n    gold: Đoàn Thanh niên\n" in out
    assert "deadlines | xa.txt | missed\n" in out
    out = vnplan_("evaluate", *scored, "--errors", "units").out
    assert "units | xa.txt | missed\n" in out
    assert "deadlines | xa.txt | missed\n" not in out

    assert "| units | 2 | 1 | 1.000 | 0.500 | 0.667 | 0.667 |" in vnplan_("evaluate", *scored, "--markdown").out
    form = json.loads(vnplan_("evaluate", *scored, "--json", "--errors", "units").out)
    assert form["kinds"]["units"]["recall"] == 0.5
    assert [error["gold"] for error in form["errors"]] == ["Đoàn Thanh niên"]


def test_evaluate_names_what_it_cannot_read(scored: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "hỏng.jsonl").write_text("{", encoding="utf-8")
    code, out, err = vnplan_("evaluate", scored[0], tmp_path / "hỏng.jsonl")
    assert (code, out) == (1, "")
    assert err.startswith(f"vnplan: {tmp_path}/hỏng.jsonl, line 1: not JSON")
    assert err.count("\n") == 1


USAGE = [
    ((), "no command"),
    (("nonsense",), "no such command"),
    (("parse",), "no file"),
    (("parse", "-", "--format", "xml"), "no such form"),
    (("parse", "-", "--indent", "-1"), "no such indent"),
    (("convert", "a.txt"), "no output"),
    (("convert", "-o", "out"), "nothing to convert"),
    (("convert", "a.txt", "-o", "{file}"), "output is a file"),
    (("convert", "a.txt", "-o", "{folder}.jsonl"), "JSON Lines into a folder"),
    (("evaluate", "{folder}"), "no predictions"),
    (("evaluate", "nowhere", "{file}"), "no such gold"),
    (("evaluate", "{folder}", "nowhere"), "no such predictions"),
    (("evaluate", "{folder}", "{file}", "--errors", "typos"), "no such kind"),
    (("evaluate", "{folder}", "{file}", "--json", "--markdown"), "two forms"),
]


@pytest.mark.parametrize(("arguments", "reason"), USAGE)
def test_wrong_usage(arguments: tuple[str, ...], reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.jsonl").mkdir()
    filled = [argument.format(file=tmp_path / "file", folder=tmp_path / "folder") for argument in arguments]
    code, out, err = vnplan_(*filled)
    assert code == 2, reason
    assert out == "", reason
    assert "Usage: vnplan" in err, reason
    assert "Traceback" not in err, reason


@pytest.mark.parametrize("command", ["", "parse", "convert", "schema", "evaluate"])
def test_help(command: str) -> None:
    code, out, err = vnplan_(*command.split(), "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: vnplan {command}".rstrip())


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    _, out, _ = vnplan_("--help")
    listed = re.findall(r"^  ([a-z-]+)  +(.*(?:\n {4,}.*)*)$", out.partition("Commands:\n")[2], re.MULTILINE)
    own = {module.command.name: module.command.get_short_help_str(200) for module in command_modules()}
    assert {name: " ".join(said.split()) for name, said in listed} == own


def command_modules() -> list[ModuleType]:
    """The modules of `vnplan.cli` that hold a command."""
    found = [
        importlib.import_module(f"vnplan.cli.{info.name}")
        for info in pkgutil.iter_modules(vnplan.cli.__path__)
        if info.name != "__main__"
    ]
    return [module for module in found if hasattr(module, "command")]


def test_the_list_of_commands_says_what_each_does_in_full() -> None:
    _, out, _ = vnplan_("--help")
    commands = out.partition("Commands:\n")[2].splitlines()
    assert len(commands) >= 10
    assert [line for line in commands if not line.endswith(".") or line.endswith("...")] == []


def test_version() -> None:
    assert vnplan_("--version") == Run(0, f"vnplan {vnplan.__version__}\n", "")


def test_the_installed_command() -> None:
    script = Path(sys.executable).with_name("vnplan")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, timeout=600, check=False)
    assert (done.returncode, done.stdout) == (0, f"vnplan {vnplan.__version__}\n")
