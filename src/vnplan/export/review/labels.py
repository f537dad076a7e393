"""The words of the review page in both languages, from `labels.json`: key → [Vietnamese, English]."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib import resources
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@cache
def labels() -> dict[str, list[str]]:
    """Give all labels: key → its words, in the order of `LANGUAGES`."""
    found: dict[str, list[str]] = json.loads(asset("labels.json"))
    return found


@cache
def asset(name: str) -> str:
    """Give the text of a file that lies beside this module."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


class Words:
    """Labels in one language; what it makes can be switched to the other in the page."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._index = LANGUAGES.index(language)

    def plain(self, key: str) -> str:
        """Give the label, or the key itself where there is none (a code of a newer version)."""
        words = labels().get(key)
        return key.rpartition(".")[2] if words is None else words[self._index]

    def html(self, key: str) -> str:
        """Give an element that holds the label."""
        if key not in labels():
            return escape(self.plain(key))
        return f'<span data-t="{escape(key)}">{escape(self.plain(key))}</span>'

    def attribute(self, key: str) -> str:
        """Give the attributes that name an element to people who cannot see it."""
        return f'data-tl="{escape(key)}" aria-label="{escape(self.plain(key))}"'
