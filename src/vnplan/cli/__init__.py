"""The command `vnplan`: one thin module per command, options and exit codes only."""

from vnplan.cli.main import main

__all__ = ["main"]
