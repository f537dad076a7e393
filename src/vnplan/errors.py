"""What `vnplan` raises.

    VnplanError
    ├── UnreadableSource    the bytes cannot be read as a document, whatever is installed
    ├── MissingTool         a library or program that this format needs is not installed
    └── LexiconError        a file of a user's own lexicon holds a mistake

Odd text never raises: it gives diagnostics (`vnplan.diagnostics`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class VnplanError(Exception):
    """Base of all errors of this library."""


UNREADABLE: dict[str, tuple[str, str]] = {
    "archive": (
        "It is an archive of files, not a document.",
        "Give it to `vnplan convert`, which reads what is in it.",
    ),
    "binary": ("The bytes are no text and no document.", "Look whether the file is what its name says."),
    "damaged": (
        "The file is damaged, cut off, or not sound.",
        "Get it anew, or open it in its own program and save it.",
    ),
    "format": ("The file is of a kind that is not read.", "`vnplan doctor` lists the kinds; save it as one of them."),
    "no-text": (
        "The file holds pictures or nothing.",
        "Read it with `--ocr auto`; look whether recognition found a page.",
    ),
    "password": ("The file is protected by a password.", "Save a copy without the password."),
    "time-limit": ("Reading took longer than allowed.", "Raise `--max-seconds`, or split the file."),
    "too-large": (
        "The file, or what it unpacks to, is larger than allowed.",
        "Raise `VNPLAN_MAX_BYTES` or split the file.",
    ),
    "undecodable": ("The bytes are text in an encoding that is not read.", "Save it as UTF-8."),
}
"""Codes of `UnreadableSource`: what is the matter, and what to do."""


class UnreadableSource(VnplanError):
    """The source cannot be read.

    Attributes:
        name: The source as the caller named it.
        code: Stable code of the reason, a key of `UNREADABLE`.
        reason: One sentence for people.
    """

    def __init__(self, name: str, code: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.code = code
        self.reason = reason

    def __reduce__(self) -> tuple[type[UnreadableSource], tuple[str, str, str]]:
        """Survive the way between processes."""
        return type(self), (self.name, self.code, self.reason)


class MissingTool(VnplanError):
    """A format needs a library or program that is not installed.

    Attributes:
        tool: Its name.
        remedy: What to install, as a command where there is one.
    """

    def __init__(self, tool: str, remedy: str) -> None:
        super().__init__(f"{tool} is not installed; {remedy}")
        self.tool = tool
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[MissingTool], tuple[str, str]]:
        """Survive the way between processes."""
        return type(self), (self.tool, self.remedy)


class LexiconProblem(NamedTuple):
    """One mistake in a lexicon file.

    Attributes:
        path: The file as it was named.
        line: The line, from 1, in which the row begins.
        message: What is wrong and what to write.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.message}"


class LexiconError(VnplanError):
    """A lexicon file holds mistakes; nothing of it is used.

    Attributes:
        problems: The mistakes, in the order of their lines.
    """

    def __init__(self, problems: Sequence[LexiconProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[LexiconError], tuple[Sequence[LexiconProblem]]]:
        """Survive the way between processes."""
        return type(self), (self.problems,)
