"""What `vnplan` raises.

    VnplanError
    └── UnreadableSource    the bytes cannot be text in any encoding the library reads

Odd text never raises: it gives diagnostics (`vnplan.diagnostics`).
"""

from __future__ import annotations


class VnplanError(Exception):
    """Base of all errors of this library."""


class UnreadableSource(VnplanError):
    """The source cannot be read as text.

    Attributes:
        name: The source as the caller named it.
        code: Stable code of the reason: `binary`, `undecodable`.
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
