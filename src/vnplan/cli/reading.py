"""Options about reading that several commands share."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

from vnplan.archive.discovery import as_utf8
from vnplan.archive.isolation import reason_of
from vnplan.cli.terminal import Exit, complain
from vnplan.errors import LexiconError
from vnplan.lexicon.own import Lexicon

P = ParamSpec("P")
R = TypeVar("R")

_OPTIONS = {"ocr": "VNPLAN_OCR", "max_pages": "VNPLAN_MAX_PAGES", "max_seconds": "VNPLAN_MAX_SECONDS"}


def reading_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add `--ocr`, `--max-pages` and `--max-seconds` to a command.

    What is given goes into the environment, from where worker processes have it, too.
    """

    @click.option(
        "--ocr", type=click.Choice(["auto", "off", "force"]),
        help="Recognise pages that are pictures: auto those without text, force all.  [default: auto]",
    )  # fmt: skip
    @click.option("--max-pages", type=click.IntRange(1), help="Read no more pages of a document.  [default: 1000]")
    @click.option("--max-seconds", type=click.FloatRange(1), help="Time for reading a document.  [default: 300]")
    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        for option, variable in _OPTIONS.items():
            value = kwargs.pop(option, None)
            if value is not None:
                os.environ[variable] = str(value)
        return command(*args, **kwargs)

    return wrapped


def _read_lexicon(ctx: click.Context, param: click.Parameter, paths: tuple[str, ...]) -> Lexicon | None:  # noqa: ARG001  click's signature
    lexicon = Lexicon()
    for path in paths:
        try:
            lexicon = lexicon.extend(path)
        except OSError as error:
            complain(f"{as_utf8(path)}: {reason_of(error)}")
            ctx.exit(Exit.USAGE)
        except LexiconError as error:
            for problem in error.problems:
                complain(as_utf8(str(problem)))
            ctx.exit(Exit.USAGE)
    return lexicon if paths else None


lexicon_option = click.option(
    "--lexicon", multiple=True, metavar="FILE", type=click.Path(), callback=_read_lexicon,
    help="Your own organs, types of documents and cues beside the shipped ones, a CSV file; may be repeated.",
)  # fmt: skip
"""Add `--lexicon` to a command, which gets a `Lexicon`, or None when it is not given."""
