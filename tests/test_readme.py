"""The code blocks of the READMEs and of the pages in docs do what they say.

`make golden` (VNPLAN_REGEN=1) writes the outputs shown anew; read the diff before you commit it.

A block is an example for Python (`>>>`), a command with its output (`$ vnplan …`), a list of make targets, or a change
that the reader makes, told by the comment above it: `<!-- new: FILE -->`, `<!-- edit: FILE -->` (a diff),
`<!-- add to: FILE -->` (lines at its end); `…` at the ends of a diff's line stands for the rest of it. A page with changes is run in a copy of the sources, from its top to its end.
"""

from __future__ import annotations

import doctest
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
import regex

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")
PAGES = (*READMES, *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
GENERATED = tuple(sorted(f"docs/reference/{path.name}" for path in (ROOT / "docs" / "reference").glob("*.md")))
REGEN = os.environ.get("VNPLAN_REGEN") == "1"
_BLOCK = regex.compile(
    r"(?:^<!-- (?P<change>new|edit|add to): (?P<file>\S+) -->\n)?^```(?P<language>\w*)\n(?P<body>.*?)^```$",
    regex.MULTILINE | regex.DOTALL,
)
_LINK = regex.compile(r"(?<!!)\]\((?!https?:)(?P<target>[^)#]*)(?:#(?P<anchor>[^)]*))?\)")


class Block(NamedTuple):
    """A code block: its language, its text, and what it changes in which file (empty when it changes nothing)."""

    language: str
    body: str
    change: str
    file: str


def _blocks(name: str) -> list[Block]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [Block(m["language"], m["body"], m["change"] or "", m["file"] or "") for m in _BLOCK.finditer(text)]


def _is_example(block: Block) -> bool:
    return block.language == "python" and not block.change


def _is_command(block: Block) -> bool:
    return not block.language and not block.change and block.body.startswith("$ ")


def _rewrite(name: str, bodies: dict[int, str]) -> None:
    """Give the blocks of a page, by their numbers, other bodies."""
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    for number, match in reversed(list(enumerate(_BLOCK.finditer(text)))):
        if number in bodies:
            text = text[: match.start("body")] + bodies[number] + text[match.end("body") :]
    path.write_text(text, encoding="utf-8")


def test_there_are_pages() -> None:
    assert {"docs/how-it-works.md", "docs/extending.md", "docs/limits.md"} <= set(PAGES)
    assert len(GENERATED) >= 4


@pytest.mark.parametrize("name", PAGES)
def test_every_block_is_of_a_kind_that_is_run(name: str) -> None:
    for block in _blocks(name):
        lists_targets = not block.language and all(line.startswith("make ") for line in block.body.splitlines())
        gone = name == "README.md" and block.language == "sh"  # test_the_way_of_own_documents_can_be_gone
        assert block.change or _is_example(block) or _is_command(block) or lists_targets or gone, block.body[:80]


# --- examples in Python ---------------------------------------------------------------------------------------------


class _Runner(doctest.DocTestRunner):
    """Remembers what each example gave."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.given: list[str] = []

    def report_success(self, out: object, test: object, example: object, got: str) -> None:  # type: ignore[override]
        self.given.append(got)

    def report_failure(self, out: object, test: object, example: object, got: str) -> None:  # type: ignore[override]
        self.given.append(got)
        super().report_failure(out, test, example, got)  # type: ignore[arg-type]


def _prompted(source: str) -> str:
    """Write an example with its prompts."""
    lines = enumerate(source.splitlines())
    return "".join(f"{'...' if n else '>>>'} {line}".rstrip() + "\n" for n, line in lines)


@pytest.mark.parametrize("name", PAGES)
def test_python_blocks_give_what_they_show(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    parser = doctest.DocTestParser()
    names: dict[str, object] = {}
    report: list[str] = []
    bodies: dict[int, str] = {}
    failed = attempted = 0
    for number, block in enumerate(_blocks(name)):
        if not _is_example(block):
            continue
        test = parser.get_doctest(block.body, names, name, name, 0)
        assert test.examples, f"no example in {block.body[:60]}"
        runner = _Runner()
        outcome = runner.run(test, out=report.append, clear_globs=False)
        names = test.globs
        attempted += outcome.attempted
        if REGEN and outcome.failed and len(runner.given) == len(test.examples):
            shown = [regex.sub(r"(?m)^$\n", "<BLANKLINE>\n", got) for got in runner.given]
            told = [_prompted(one.source) + got for one, got in zip(test.examples, shown, strict=True)]
            bodies[number] = "".join(told) + "\n"
        else:
            failed += outcome.failed
    if bodies:
        _rewrite(name, bodies)
    assert attempted >= 3 or name not in READMES, "no example was run"
    assert failed == 0, "".join(report)


def test_the_way_of_own_documents_can_be_gone(tmp_path: Path) -> None:
    lines = [block.body for block in _blocks("README.md") if block.language == "sh"]
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
# --- commands -------------------------------------------------------------------------------------------------------


def _make(block: Block, scene: Path) -> None:
    """Make the change that a block tells."""
    file = scene / block.file
    if block.change == "new":
        assert not file.exists(), f"{block.file} is not new"
        file.write_text(block.body, encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    if block.change == "add to":
        file.write_text(text + block.body, encoding="utf-8")
        return
    lines = [(line[:1], line[1:].strip("…")) for line in block.body.splitlines()]
    old = "\n".join(line for sign, line in lines if sign in " -")
    new = "\n".join(line for sign, line in lines if sign in " +")
    assert text.count(old) == 1, f"{block.file} has not just one place like this:\n{old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_commands_print_what_they_show(name: str, tmp_path: Path) -> None:
    blocks = _blocks(name)
    scene = ROOT
    environment = dict(os.environ)
    if any(block.change for block in blocks):
        scene = tmp_path
        shutil.copytree(ROOT / "src", scene / "src", ignore=shutil.ignore_patterns("__pycache__"))
        environment["PYTHONPATH"] = str(scene / "src")
    bodies: dict[int, str] = {}
    for number, block in enumerate(blocks):
        if block.change:
            _make(block, scene)
        elif _is_command(block):
            bodies[number] = _run(block.body, scene, environment)
            if not REGEN:
                assert bodies[number] == block.body
    if REGEN:
        _rewrite(name, bodies)
    assert name not in READMES or any(map(_is_command, blocks)), "no command is shown with its output"
    if scene is not ROOT:  # rows that the page adds to the lexicon must be good ones
        lexicon = ROOT / "tests" / "test_lexicon.py"
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT), str(lexicon)],
            cwd=scene, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout


def _run(body: str, scene: Path, environment: dict[str, str]) -> str:
    """Run the command of a block; give the block as it should be."""
    command = body.partition("\n")[0]
    program, *arguments = shlex.split(command.removeprefix("$ "))
    run = subprocess.run(
        {"vnplan": [sys.executable, "-m", "vnplan.cli"], "python": [sys.executable]}[program] + arguments,
        cwd=scene, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    given = run.stdout.strip("\n")
    return "".join(line.rstrip() + "\n" for line in [command, *(given.split("\n") if given else [])])


# --- make and links -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_make_targets_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(regex.findall(r"(?:^|`)make (\w+)", text, regex.MULTILINE))
    if name in READMES:
        assert {"demo", "test"} <= targets
    for target in targets:
        assert f".PHONY: {target}\n" in makefile, target


def _anchors(path: Path) -> set[str]:
    """The names under which GitHub's reader finds the headings of a page."""
    text = _BLOCK.sub("", path.read_text(encoding="utf-8"))
    headings = regex.findall(r"^#+ (.+)$", text, regex.MULTILINE)
    return {regex.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", [*PAGES, *GENERATED])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    links = list(_LINK.finditer(_BLOCK.sub("", page.read_text(encoding="utf-8"))))
    assert links or name not in READMES
    for link in links:
        target = (page.parent / link["target"]).resolve() if link["target"] else page
        assert target.exists(), link.group()
        if link["anchor"]:
            assert link["anchor"] in _anchors(target), link.group()
