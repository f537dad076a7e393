"""The code blocks of the READMEs do what they say."""

from __future__ import annotations

import doctest
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import docx
import pytest
import regex

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")
REGEN = os.environ.get("VNPLAN_REGEN") == "1"
_BLOCK = regex.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", regex.MULTILINE | regex.DOTALL)
_LINK = regex.compile(r"\]\((?!https?:)(?P<target>[^)#]+)\)")


def _blocks(name: str) -> list[tuple[str, str]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [(match["language"], match["body"]) for match in _BLOCK.finditer(text)]


@pytest.mark.parametrize("name", READMES)
def test_python_blocks_give_what_they_show(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    bodies = [body for language, body in _blocks(name) if language == "python"]
    test = doctest.DocTestParser().get_doctest("\n".join(bodies), {}, name, name, 0)
    report: list[str] = []
    outcome = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert outcome.attempted >= 3, "no example was run"
    assert outcome.failed == 0, "".join(report)


@pytest.mark.parametrize("name", READMES)
def test_commands_print_what_they_show(name: str) -> None:
    shown = [body for language, body in _blocks(name) if not language and body.startswith("$ ")]
    assert shown, "no command is shown with its output"
    for body in shown:
        command, _, output = body.partition("\n")
        program, *arguments = shlex.split(command.removeprefix("$ "))
        assert program == "vnplan"
        run = subprocess.run(
            [sys.executable, "-m", "vnplan.cli", *arguments],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, run.stderr
        if REGEN:
            path = ROOT / name
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(body, f"{command}\n{run.stdout}"), encoding="utf-8")
        else:
            assert run.stdout.strip("\n") == output.strip("\n")


def test_the_way_of_own_documents_can_be_gone(tmp_path: Path) -> None:
    lines = [body for language, body in _blocks("README.md") if language == "sh"]
    assert len(lines) == 1
    commands = [shlex.split(line, comments=True) for line in lines[0].splitlines()]
    assert [command[1] for command in commands].count("view") == 2
    word = docx.Document()
    for line in (ROOT / "data/samples/xa-dan-van.txt").read_text(encoding="utf-8").splitlines():
        word.add_paragraph(line)
    word.save(str(tmp_path / "ke-hoach.docx"))
    (tmp_path / "plans" / "2026").mkdir(parents=True)
    word.save(str(tmp_path / "plans" / "2026" / "dan-van.docx"))
    for program, *arguments in commands:
        assert program == "vnplan"
        if arguments[0] == "apply-corrections":
            _review(tmp_path / "found.jsonl", tmp_path / "review.corrections.json")
        run = subprocess.run(
            [sys.executable, "-m", "vnplan.cli", *arguments],
            cwd=tmp_path,
            env={**os.environ, "BROWSER": "true"},  # a program that does nothing with the page
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, f"{arguments}: {run.stderr}"
    assert "23-QĐ/TW" in run.stdout, "the report counts what the document cites"
    assert [path.name for path in (tmp_path / "gold").iterdir()] == ["dan-van.gold.json"]


def _review(found: Path, saved: Path) -> None:
    """Save what the page saves when a reviewer found everything right."""
    sources = [json.loads(line)["source"] for line in found.read_text(encoding="utf-8").splitlines()]
    sheets = [{"name": one["name"], "sha256": one["sha256"], "complete": True, "items": []} for one in sources]
    form = {"format": "vnplan-corrections", "version": 1, "schema_version": "1.0", "documents": sheets}
    saved.write_text(json.dumps(form), encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_make_targets_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(regex.findall(r"^make (\w+)", text, regex.MULTILINE))
    assert {"demo", "test"} <= targets
    for target in targets:
        assert f".PHONY: {target}\n" in makefile, target


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    targets = [match["target"] for match in _LINK.finditer((ROOT / name).read_text(encoding="utf-8"))]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
