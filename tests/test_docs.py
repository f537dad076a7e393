"""The reference in docs is what the package says of itself, and says enough."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import click
import pytest

import vnplan
from vnplan.cli.main import _vnplan
from vnplan.diagnostics import CODES
from vnplan.errors import UNREADABLE
from vnplan.export.database import schema

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SOURCES = sorted((ROOT / "src").rglob("*.py"))


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(generate: ModuleType) -> dict[str, str]:
    made: dict[str, str] = generate.pages()
    return made


def test_the_reference_is_what_the_package_says(pages: dict[str, str]) -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "reference").glob("*.md")}
    stale = [name for name in sorted({*pages, *committed}) if pages.get(name) != committed.get(name)]
    assert not stale, "run `make docs`"


def test_check_names_a_stale_page(
    generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    (tmp_path / "cli.md").write_text("old", encoding="utf-8")
    (tmp_path / "database.md").unlink()
    assert generate.main(["--check"]) == 1
    assert "cli.md, database.md;" in capsys.readouterr().err


def test_every_command_and_option_is_there(pages: dict[str, str]) -> None:
    def walk(command: click.Command, name: str) -> None:
        assert f"# {name}\n" in pages["cli.md"]
        section = pages["cli.md"].partition(f"# {name}\n")[2].partition("\n#")[0]
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert parameter.opts[-1] in section, (name, parameter.opts)
                assert parameter.help, (name, parameter.opts)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                assert found is not None
                walk(found, f"{name} {below}")

    walk(_vnplan, "vnplan")


def test_every_table_is_there_and_says_what_its_rows_are(pages: dict[str, str]) -> None:
    page = pages["database.md"]
    for table in schema.metadata.tables.values():
        section = page.partition(f"\n### {table.name}\n\n")[2].partition("\n### ")[0]
        assert section, table.name
        assert not section.startswith("|"), f"{table.name} has no words"
        assert [column.name for column in table.columns if f"| `{column.name}` |" not in section] == []


def test_every_link_between_tables_is_in_one_diagram(pages: dict[str, str]) -> None:
    drawn = pages["database.md"].count("--o{")
    assert drawn == sum(len(table.foreign_keys) for table in schema.metadata.tables.values())


def test_every_field_of_the_json_is_there(pages: dict[str, str]) -> None:
    from vnplan.export import json_schema

    defined = json_schema()
    for name, form in {**defined["$defs"], "PlanDocument": defined}.items():
        section = pages["data-model.md"].partition(f"\n### {name}\n")[2].partition("\n##")[0]
        assert [field for field in form["properties"] if f"| `{field}` |" not in section] == [], name


def test_everything_that_an_import_gives_is_on_a_page(pages: dict[str, str]) -> None:
    headings = set(re.findall(r"^##+ (\w+)$", pages["data-model.md"] + pages["python.md"], re.MULTILINE))
    assert {name for name in vnplan.__all__ if callable(getattr(vnplan, name))} - headings == set()


def test_codes_say_what_to_do() -> None:
    for code in CODES.values():
        assert code.advice.endswith(".")
        assert code.message.endswith(".")
    assert all(part.endswith(".") for said in UNREADABLE.values() for part in said)


def test_codes_of_unreadable_sources_are_those_that_are_raised() -> None:
    raised = {
        node.args[1].value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "UnreadableSource"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    }
    assert raised == set(UNREADABLE)


# --- notebooks ------------------------------------------------------------------------------------------------------

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 3


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_committed_with_their_output(notebook: Path) -> None:
    cells = [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    numbers = [cell["execution_count"] for cell in cells]
    assert numbers == list(range(1, len(cells) + 1)), "run it from the top to the end: `make notebooks`"
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert outputs
    assert [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"] == []
