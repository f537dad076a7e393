"""The pages of `docs/reference`, made from the package itself: types, commands, codes, tables.

    python docs/generate.py             writes them
    python docs/generate.py --check     names those that are not what the package says; exit code 1 when there are any

`make docs` does the first; `tests/test_docs.py` holds the committed pages to it.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import click
from pydantic import BaseModel
from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql

import vnplan
from vnplan import diagnostics, errors
from vnplan.archive import workers
from vnplan.cli.main import _vnplan as commands
from vnplan.export.database import connect, schema, upgrade, views
from vnplan.model import base, citations, deadlines, document, header, sections, targets, tasks, units

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Written by `make docs` from {source}; change it there. -->\n\n"


def pages() -> dict[str, str]:
    """Name and text of each page."""
    return {
        "data-model.md": data_model(),
        "python.md": python(),
        "cli.md": cli(),
        "diagnostics.md": codes(),
        "database.md": database(),
    }


# --- what all pages share -------------------------------------------------------------------------------------------


class Documented(NamedTuple):
    """A docstring in its parts: its paragraphs as Markdown, and what it says of each attribute."""

    prose: str
    attributes: dict[str, str]


def documented(text: str | None) -> Documented:
    """Part a docstring."""
    prose, _, listed = inspect.cleandoc(text or "").partition("\nAttributes:\n")
    attributes: dict[str, str] = {}
    name = ""
    for line in listed.splitlines():
        if line.startswith("        "):  # goes on with the attribute above
            attributes[name] += " " + line.strip()
        elif ": " in line:
            name, _, said = line.strip().partition(": ")
            attributes[name] = said
    return Documented(_paragraphs(prose), attributes)


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def said_of_names(module: ModuleType) -> dict[str, str]:
    """The strings that stand below assignments at the top of a module, by the names assigned."""
    body = ast.parse(inspect.getsource(module)).body
    found: dict[str, str] = {}
    for before, after in itertools.pairwise(body):
        names = before.targets if isinstance(before, ast.Assign) else []
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            for name in names:
                if isinstance(name, ast.Name):
                    found[name.id] = _paragraphs(inspect.cleandoc(after.value.value))
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def _code(text: object) -> str:
    return f"`{text}`"


# --- data model -----------------------------------------------------------------------------------------------------

FAMILIES = (document, header, sections, citations, deadlines, targets, units, tasks, base)
"""The modules of the model, the whole document first."""


def data_model() -> str:
    """The page about the types of a document."""
    parts = [
        NOTE.format(source="`src/vnplan/model`"),
        (
            "# Data model\n\nThe types of a document, as Python objects (`import vnplan`) and as JSON alike. Version of the JSON "
            f"form: {document.SCHEMA_VERSION}. `vnplan schema` prints the same as JSON Schema.\n\n"
            "Offsets, everywhere: 0-based, half-open `[start, end)`, counted in Unicode code points of `text`. "
            "What the document does not say is null. All objects are frozen; unknown fields are refused.\n"
        ),
    ]
    choices = {name: value for family in FAMILIES for name, value in _choices(family)}
    for family in FAMILIES:
        parts.append(f"\n## {_first_sentence(family.__doc__)}\n")
        for model in _models(family):
            parts.append(_model(model, choices))
        said = said_of_names(family)
        for name, value in _choices(family):
            listed = ", ".join(_code(one) for one in get_args(value))
            parts.append(f"\n### {name}\n\n{listed}\n" + (f"\n{said[name]}\n" if name in said else ""))
    return "".join(parts)


def _first_sentence(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split()).rstrip(".")


def _models(module: ModuleType) -> Iterator[type[BaseModel]]:
    found = [m for m in vars(module).values() if inspect.isclass(m) and m.__module__ == module.__name__]
    # The whole before its parts: a page is read from the top.
    yield from (m for m in reversed(found) if issubclass(m, BaseModel) and m is not base.Model)


def _choices(module: ModuleType) -> Iterator[tuple[str, Any]]:
    tree = ast.parse(inspect.getsource(module))
    own = [t.id for node in tree.body if isinstance(node, ast.Assign) for t in node.targets if isinstance(t, ast.Name)]
    for name in own:
        if get_origin(vars(module)[name]) is Literal:
            yield name, vars(module)[name]


def _model(model: type[BaseModel], choices: dict[str, Any]) -> str:
    said = documented(model.__doc__)
    unknown = set(said.attributes) - set(model.model_fields)
    if unknown:
        raise ValueError(f"{model.__name__} describes what it has not: {sorted(unknown)}")
    columns: list[tuple[str, ...]] = [("Field", "Type", "Default", "Meaning")]
    for name, field in model.model_fields.items():
        default = "" if field.is_required() else _default(field.get_default(call_default_factory=True))
        columns.append((_code(name), _type(field.annotation, choices), default, said.attributes.get(name, "")))
    filled = [n for n in range(len(columns[0])) if any(row[n] for row in columns[1:])]
    head, *rows = [[row[n] for n in filled] for row in columns]
    return f"\n### {model.__name__}\n\n{said.prose}\n\n" + table(head, rows)


def _default(value: object) -> str:
    return "null" if value is None else "empty" if isinstance(value, BaseModel) else _code(value)


def _type(annotation: Any, choices: dict[str, Any]) -> str:
    for name, choice in choices.items():
        if annotation == choice:
            return f"[{name}](#{name.lower()})"
    if get_origin(annotation) is Literal:
        return ", ".join(_code(one) for one in get_args(annotation))
    if get_origin(annotation) in (Union, UnionType):
        inner = [_type(a, choices) for a in get_args(annotation) if a is not NoneType]
        return " or ".join([*inner, *(["null"] if NoneType in get_args(annotation) else [])])
    if get_origin(annotation) is list:
        return "list of " + _type(get_args(annotation)[0], choices)
    if issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return _code(annotation.__name__)


# --- Python ---------------------------------------------------------------------------------------------------------


def python() -> str:
    """The page about what `import vnplan` gives beside the types of a document."""
    parts = [
        NOTE.format(source="the docstrings of `vnplan`"),
        "# Python\n\nWhat `import vnplan` gives beside the types of a document, which are in the [data model](data-model.md).\n",
    ]
    public = [getattr(vnplan, name) for name in vnplan.__all__]
    for one in sorted((o for o in public if callable(o)), key=lambda o: (inspect.isclass(o), o.__name__)):
        if not (inspect.isclass(one) and issubclass(one, BaseModel)):
            parts.append(_callable(one))
    return "".join(parts)


def _callable(one: Any) -> str:
    """A function or class, and below it the public members of the class."""
    parts = [_entry(2, one.__name__, one.__name__ + _signature(one), one.__doc__)]
    for name, member in vars(one).items() if inspect.isclass(one) else ():
        title = f"{one.__name__}.{name}"
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            parts.append(_entry(3, title, title, member.__doc__))
        elif isinstance(member, classmethod) or inspect.isfunction(member):
            parts.append(_entry(3, title, title + _signature(getattr(one, name)), member.__doc__))
    return "".join(parts)


def _entry(level: int, title: str, shown: str, said: str | None) -> str:
    """Heading, signature, and the docstring with its sections as lists."""
    lines = inspect.cleandoc(said or "").split("\n\n>>>")[0].splitlines()  # examples are run where they stand
    sections: dict[str, list[str]] = {"": []}
    name = ""
    for line in lines:
        if line in ("Args:", "Returns:", "Raises:", "Attributes:"):
            name = line[:-1]
            sections[name] = []
        else:
            sections[name].append(line)
    prose = _paragraphs("\n".join(sections.pop("")))
    return f"\n{'#' * level} {title}\n\n`{shown}`\n\n{prose}\n" + "".join(map(_listed, sections, sections.values()))


def _listed(title: str, lines: Sequence[str]) -> str:
    """A section of a docstring: prose for what is returned, else a list of names."""
    if title == "Returns":
        return f"\n{title}: {' '.join(' '.join(lines).split())}\n"
    entries: list[str] = []
    for line in filter(str.strip, lines):
        if line.startswith("        "):
            entries[-1] += " " + line.strip()
        else:
            name, _, said = line.strip().partition(": ")
            entries.append(f"- `{name}`: {said}")
    return f"\n{title}:\n\n" + "\n".join(entries) + "\n"


class _Verbatim(str):
    """An annotation that a signature shows as it is written."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _signature(one: Any) -> str:
    """Parameters as written; of an exception, what it is made of is nobody's business but ours."""
    if inspect.isclass(one) and issubclass(one, Exception):
        return f"({', '.join(base.__name__ for base in one.__bases__)})"
    full = inspect.signature(one)
    shown = [
        p if p.annotation is p.empty else p.replace(annotation=_Verbatim(p.annotation))
        for p in full.parameters.values()
        if p.name != "self"
    ]
    given = inspect.Signature.empty if inspect.isclass(one) else _Verbatim(full.return_annotation)
    return str(inspect.Signature(shown, return_annotation=given))


# --- commands -------------------------------------------------------------------------------------------------------


def cli() -> str:
    """The page about the commands."""
    parts = [
        NOTE.format(source="the help of the commands, `src/vnplan/cli`"),
        "# Commands\n\nEvery command tells the same with `--help`.\n",
    ]
    top = click.Context(commands, info_name="vnplan", **commands.context_settings)
    parts += [_command(command, context, depth) for command, context, depth in _walk(commands, top, 0)]
    return "".join(parts)


def _walk(
    command: click.Command, context: click.Context, depth: int
) -> Iterator[tuple[click.Command, click.Context, int]]:
    yield command, context, depth
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from _walk(below, click.Context(below, info_name=name, parent=context), depth + 1)


def _command(command: click.Command, context: click.Context, depth: int) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    # What click sets as it stands in a terminal must not become emphasis here.
    prose = _paragraphs(inspect.cleandoc(command.help or "")).replace("*", "\\*").replace("<", "&lt;")
    options = [p for p in command.get_params(context) if isinstance(p, click.Option)]  # arguments stand in the usage
    records = [record for option in options if (record := option.get_help_record(context)) is not None]
    rows = [(_code(names), " ".join(said.split())) for names, said in records]
    return f"\n{'#' * (depth + 2)} {context.command_path}\n\n`{usage}`\n\n{prose}\n\n" + table(
        ("Option", "Meaning"), rows
    )


# --- codes ----------------------------------------------------------------------------------------------------------


def codes() -> str:
    """The page about the codes of diagnostics and failures."""
    parts = [
        NOTE.format(source="`vnplan.diagnostics.CODES` and `vnplan.errors.UNREADABLE`"),
        "# Diagnostics and failures\n\n",
        "Codes are stable: programs may match them. Messages are for people and may change.\n\n",
        (
            "## Diagnostics\n\nOdd text never raises: what is doubtful or was repaired stands in `diagnostics`, with its place "
            "where it has one. What stands in braces is filled in.\n\n"
        ),
        table(
            ("Code", "Severity", "What happened", "What to do"),
            (
                (_code(name), code.severity, code.message, code.advice)
                for name, code in sorted(diagnostics.CODES.items())
            ),
        ),
        (
            "\n## Sources that cannot be read\n\n`vnplan.UnreadableSource` has one of these as `code`, and a sentence about the "
            "very file as `reason`. `vnplan.MissingTool` has `tool` and `remedy`: what is not installed, and how to install it.\n\n"
        ),
        table(
            ("Code", "What happened", "What to do"),
            ((_code(name), *said) for name, said in sorted(errors.UNREADABLE.items())),
        ),
        "\n## Documents that failed in `vnplan convert`\n\nThe manifest names the sort of failure as `trouble`: "
        + ", ".join(_code(one) for one in get_args(workers.Trouble))
        + ".\n\n"
        + said_of_names(workers)["Trouble"]
        + "\n",
    ]
    return "".join(parts)


# --- database -------------------------------------------------------------------------------------------------------

_POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]


def database() -> str:
    """The page about the tables and views."""
    said = said_of_names(schema)
    tables = {name: value for name, value in vars(schema).items() if isinstance(value, Table)}
    by_name = {value.name: said.get(name, "") for name, value in tables.items()}
    in_order = sorted(tables.values(), key=lambda t: list(tables.values()).index(t))
    parts = [
        NOTE.format(source="`src/vnplan/export/database`"),
        "# Database\n\n"
        "`vnplan load` fills it, `vnplan db init` makes it empty; SQLite and PostgreSQL have the same tables. The types below "
        "are PostgreSQL's; SQLite has INTEGER for BIGINT and BOOLEAN, JSON for JSONB.\n\n"
        + _paragraphs("\n\n".join(inspect.cleandoc(schema.__doc__ or "").split("\n\n")[1:2]))
        + "\n\n## Entities\n\nEvery table of a document's things points to `documents` by `document_id`; what is removed there "
        "goes with it:\n\n",
        _diagram(in_order, to_documents=True),
        "\nAll other links:\n\n",
        _diagram(in_order, to_documents=False),
        "\n## Tables\n",
    ]
    parts += [_table(one, by_name[one.name]) for one in in_order]
    parts.append("\n## Views\n\n" + _paragraphs("\n\n".join((views.__doc__ or "").split("\n\n")[1:])) + "\n")
    for name, columns in _columns_of_views().items():
        parts.append(f"\n### {name}\n\n{views.VIEWS[name]}\n\n" + ", ".join(_code(c) for c in columns) + "\n")
    return "".join(parts)


def _diagram(tables: Sequence[Table], *, to_documents: bool) -> str:
    """An entity diagram; the columns that make a link stand on it."""
    lines = ["```mermaid", "erDiagram"]
    for one in tables:
        for column in one.columns:
            for key in column.foreign_keys:
                target = key.column.table.name
                if (
                    column.name == "document_id" and target == "documents" and not one.name.startswith("near")
                ) is to_documents:
                    parent = "|o" if column.nullable else "||"
                    lines.append(f'    {target} {parent}--o{{ {one.name} : "{column.name}"')
    return "\n".join([*lines, "```", ""])


def _table(one: Table, said: str) -> str:
    rows = [(_code(c.name), c.type.compile(_POSTGRES), "" if c.nullable else "not null", _keys(c)) for c in one.columns]
    indexes = sorted(", ".join(_code(c.name) for c in index.columns) for index in one.indexes)
    unique = sorted(
        ", ".join(_code(c.name) for c in rule.columns)
        for rule in one.constraints
        if isinstance(rule, UniqueConstraint) and not isinstance(rule, (Index, PrimaryKeyConstraint))
    )
    more = [f"{what}: {'; '.join(columns)}." for what, columns in (("Unique", unique), ("Indexes", indexes)) if columns]
    return (
        f"\n### {one.name}\n\n"
        + (f"{said}\n\n" if said else "")
        + table(("Column", "Type", "Null", "Key"), rows)
        + (f"\n{' '.join(more)}\n" if more else "")
    )


def _keys(column: Column[Any]) -> str:
    found = ["primary"] if column.primary_key else []
    for key in column.foreign_keys:
        target = key.column.table.name
        found.append(
            f"[{target}](#{target}).{key.column.name}" + (f", on delete {key.ondelete}" if key.ondelete else "")
        )
    return "; ".join(found)


def _columns_of_views() -> dict[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite"
        engine = connect(str(file), create=True)
        upgrade(engine)
        engine.dispose()
        with closing(sqlite3.connect(file)) as connection:
            return {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in views.VIEWS}


# --- program --------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with `--check` compare them."""
    stale = []
    for name, text in pages().items():
        file = FOLDER / name
        if "--check" not in arguments:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"not what the package says: {', '.join(stale)}; run `make docs`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
