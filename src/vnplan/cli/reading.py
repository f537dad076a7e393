"""Options about reading that several commands share."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

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
