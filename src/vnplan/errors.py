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


class UnreadableSource(VnplanError):
    """The source cannot be read.

    Attributes:
        name: The source as the caller named it.
        code: Stable code of the reason: `binary`, `undecodable`, `damaged`, `password`, `archive`, `format`, `no-text`,
            `too-large`, `time-limit`.
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
