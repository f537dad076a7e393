"""What the commands say to people and to the shell: exit codes, lines on stderr, UTF-8 streams."""

from __future__ import annotations

import enum
import io
import os
import sys
import unicodedata


class Exit(enum.IntEnum):
    """Exit codes."""

    OK = 0
    FAILED = 1  # some documents failed; each was named on stderr
    USAGE = 2
    MISSING = 3  # an extra or tool is not installed
    INTERRUPTED = 130


def complain(message: str) -> None:
    """Write one line to stderr; a line end inside `message` (file names may have one) is shown as an escape."""
    line = "".join(character if character.isprintable() else repr(character)[1:-1] for character in message)
    print(f"vnplan: {line}", file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """`text` as a terminal may have it.

    A document may hold escape sequences, which a terminal would obey, and marks that turn the order of letters: the
    first become U+FFFD, what has no shape is left out, blanks of any kind are blanks, line ends stay.
    """
    return "".join(c if c == "\n" or c.isprintable() else _stand_in(c) for c in text)


def _stand_in(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) == "Cf" else "\ufffd"


def use_utf8() -> None:
    """Make stdout and stderr UTF-8 whatever the locale says: JSON is, and the documents are Vietnamese."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not complain about a closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
