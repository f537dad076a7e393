"""The group of commands and the way out: every ending of the program becomes an exit code here."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType

import click

import vnplan
from vnplan.cli.terminal import Exit, complain, silence_stdout, use_utf8
from vnplan.errors import MissingTool, VnplanError

_COMMANDS = {
    "apply-corrections": "Put a reviewer's corrections into documents.",
    "convert": "Convert documents to JSON.",
    "db": "Make a database, bring it up to date, ask it.",
    "doctor": "Tell what can be read here, and what is missing.",
    "evaluate": "Score predictions against gold.",
    "export": "Write documents in a form that other programs open.",
    "graph": "Write the graph of documents and their references.",
    "load": "Load documents into a database.",
    "parse": "Parse one document and print it.",
    "schema": "Print the JSON Schema of a document.",
    "search": "Find words in documents, sections and tasks.",
    "view": "Write a page on which people review what was found.",
}
"""What the list of commands says of each: its own first sentence, so that the list loads none of them."""

_EXTRAS = {
    "alembic": "db", "dateutil": "db", "duckdb": "parquet", "pebble": "batch", "psycopg": "postgres",
    "pyarrow": "daft", "sqlalchemy": "db", "xlsxwriter": "xlsx",
}  # fmt: skip
"""Packages that an optional part needs, and the extra that brings them."""


class _LazyGroup(click.Group):
    """Imports the module of a command when it is asked for, so that a command pays for itself alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"vnplan.cli.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)  # noqa: S101  tells the type checker
        return command


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(vnplan.__version__, prog_name="vnplan", message="%(prog)s %(version)s")
def _vnplan() -> None:
    """Turn Vietnamese plan documents (Kế hoạch) into typed data with the place of every value.

    Results go to standard output or to files, everything else to standard error. Exit codes: 0 all done, 1 some
    documents failed (each is named), 2 wrong usage, 3 something is not installed, 130 interrupted.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Without the program's name; None takes those of the process.

    Returns:
        The exit code.
    """
    use_utf8()
    signal.signal(signal.SIGTERM, _leave)
    try:
        code = _vnplan.main(arguments, prog_name="vnplan", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        silence_stdout()
        return Exit.FAILED
    except VnplanError as error:
        from vnplan.archive.discovery import as_utf8

        complain(as_utf8(str(error)))
        return Exit.MISSING if isinstance(error, MissingTool) else Exit.FAILED
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "vnplan":
            raise
        extra = _EXTRAS.get(error.name.partition(".")[0])
        hint = f"; pip install 'vnplan[{extra}]'" if extra else ""
        complain(f"the Python package {error.name} is not installed{hint}")
        return Exit.MISSING
    return int(code or Exit.OK)


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signature of a signal handler
    # An exception instead of the default sudden death: writers remove their unfinished files on the way out.
    raise SystemExit(128 + number)
