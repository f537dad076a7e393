"""Gates: a plain search for a word that a pattern cannot do without, before the pattern itself is tried.

A pattern with alternatives is tried at every character; `str.find` skips what cannot match. Most passages hold none of
the words of most patterns, so most of the work is never done. A gate never changes what is found.
"""

from __future__ import annotations


def holds(text: str, start: int, end: int, *words: str) -> bool:
    """Say whether one of the words stands in `text[start:end]`."""
    find = text.find
    for word in words:  # noqa: SIM110 - a generator costs more than the search
        if find(word, start, end) >= 0:
            return True
    return False
