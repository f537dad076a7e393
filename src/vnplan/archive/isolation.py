"""One document parsed so that nothing it holds, and no mistake of ours, reaches the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vnplan.errors import MissingTool, UnreadableSource
from vnplan.lexicon.own import Lexicon
from vnplan.model import PlanDocument
from vnplan.pipeline import parse_bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no document: its name, and the reason in one line for people.

    `missing`: the reason is a library or program that is not installed.
    """

    name: str
    reason: str
    missing: bool = False


def attempt(load: Callable[[], bytes], name: str, lexicon: Lexicon | None = None) -> PlanDocument | Failure:
    """Parse one source.

    Args:
        load: Gives the bytes; its `OSError` is the source's failure.
        name: What `source.name` is to be.
        lexicon: The tables to read by; the shipped ones unless given.

    Returns:
        The document, or why there is none: it cannot be opened, cannot be text, holds nothing but blanks, takes too
        much memory, its format needs something that is not installed (`missing`), or our code broke on it
        (`internal error: …`).

    Raises:
        ModuleNotFoundError: a library that the parse needs is not installed; that holds for every document alike.
    """
    try:
        document = parse_bytes(load(), name=name, lexicon=lexicon)
    except OSError as error:
        return Failure(name, reason_of(error))
    except UnreadableSource as error:
        return Failure(name, _flat(error.reason))
    except MissingTool as error:
        return Failure(name, _flat(str(error)), missing=True)
    except ModuleNotFoundError:
        raise
    except MemoryError:
        return Failure(name, "it needs more memory than a document may take")
    except Exception as error:  # noqa: BLE001  the one place where a mistake of ours is held to its document
        return Failure(name, f"internal error: {type(error).__name__}: {_flat(str(error))}".rstrip(": "))
    if not any(map(_visible, document.text)):
        return Failure(name, "the file is empty" if document.source.size_bytes == 0 else "the file holds no text")
    return document


def reason_of(error: OSError) -> str:
    """Say in a few words why a file could not be opened."""
    return _flat(error.strerror or str(error) or type(error).__name__).lower()


def _visible(character: str) -> bool:
    # Neither a blank nor one of the characters without a shape: byte-order mark, zero-width space, controls.
    return not character.isspace() and character.isprintable()


def _flat(message: str) -> str:
    return " ".join(message.split())
