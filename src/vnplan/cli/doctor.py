"""`vnplan doctor`: what can be read here, and what to install for the rest."""

from __future__ import annotations

import click

from vnplan.cli.terminal import Exit
from vnplan.read.capabilities import capabilities


@click.command("doctor")
def command() -> int:
    """Tell what can be read here, and what is missing.

    The exit code is 0 when all can be read, and 3 when something is missing.
    """
    found = capabilities()
    width = max(len(item.formats) for item in found)
    for item in found:
        have = ", ".join(f"{need.name} {need.version}" for need in item.needs if need.version)
        state = "yes" if item.ready else "no "
        print(f"{item.formats:{width}}  {state}  {have}".rstrip())
        for need in item.needs:
            if need.version is None:
                print(f"{'':{width}}       {need.name} is missing: {need.remedy}")
    return Exit.OK if all(item.ready for item in found) else Exit.MISSING
