"""What `vnplan` raises.

    VnplanError
    ├── UnreadableSource    the bytes cannot be read as a document, whatever is installed
    └── MissingTool         a library or program that this format needs is not installed

Odd text never raises: it gives diagnostics (`vnplan.diagnostics`).
"""

from __future__ import annotations


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
