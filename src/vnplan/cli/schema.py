"""`vnplan schema`: what the JSON of a document looks like."""

from __future__ import annotations

import json

import click

from vnplan.cli.terminal import Exit
from vnplan.export import json_schema


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of a document."""
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return Exit.OK
