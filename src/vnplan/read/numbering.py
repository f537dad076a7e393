"""Automatic numbers of a word processor, restored as the reader of the paper sees them.

A paragraph's number is nowhere in its text: it follows from the list it belongs to (directly or through its style), its
level, where the counters stand, and what restarts them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from vnplan.read.ooxml import attribute, child, children, local, number, value

_PLACE = re.compile(r"%([1-9])")
_BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "□", "\uf06e": "■", "\uf06f": "□", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖",
    "\uf02d": "-", "\uf02b": "+", "\uf0e0": "➤", "\uf0f0": "➤", "\uf071": "❖", "\uf075": "♦", "\uf0be": "-",
}  # fmt: skip
_MARK = "•"


@dataclass(slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    font: str | None = None


@dataclass(slots=True)
class _Abstract:
    levels: dict[int, Level] = field(default_factory=dict)
    link: str | None = None


@dataclass(slots=True)
class _Num:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """The lists of one document and the state of their counters. `label` must be asked in the order of the text."""

    def __init__(self, root: Element | None, style_lists: dict[str, str]) -> None:
        """Read the lists.

        Args:
            root: The part `numbering.xml`, None when the document has none.
            style_lists: For each numbering style the id of its list.
        """
        self._abstracts: dict[str, _Abstract] = {}
        self._nums: dict[str, _Num] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._style_lists = style_lists
        for element in root if root is not None else ():
            name = local(element)
            if name == "abstractNum":
                self._abstracts[attribute(element, "abstractNumId") or ""] = _abstract(element)
            elif name == "num":
                self._nums[attribute(element, "numId") or ""] = _num(element)

    def _abstract_id(self, num: _Num) -> str:
        """Id of the list definition, through links by style."""
        at = num.abstract
        for _ in range(8):
            link = self._abstracts[at].link if at in self._abstracts else None
            linked = self._nums.get(self._style_lists.get(link or "", ""))
            if linked is None or linked.abstract == at:
                break
            at = linked.abstract
        return at

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """Level of the list `num_id` that is bound to the paragraph style, None without one."""
        num = self._nums.get(num_id)
        if num is None:
            return None
        definition = self._abstracts.get(self._abstract_id(num))
        for at, level in {**(definition.levels if definition else {}), **num.levels}.items():
            if level.style == style:
                return at
        return None

    def label(self, num_id: str, at: int) -> str:
        """Count one paragraph of list `num_id` at level `at`; give its label with what parts it from the text."""
        num = self._nums.get(num_id)
        if num is None:
            return ""
        key = self._abstract_id(num)
        definition = self._abstracts.get(key, _Abstract())
        levels = {**definition.levels, **num.levels}
        level = levels.get(at)
        if level is None:
            return ""
        self._count(num_id, num, key, levels, at)
        return self._shown(level, levels, self._counters[key], at)

    def _count(self, num_id: str, num: _Num, key: str, levels: dict[int, Level], at: int) -> None:
        counters = self._counters.setdefault(key, {})
        if at in num.starts and (num_id, at) not in self._begun:
            counters.pop(at, None)  # an override restarts its level once, when the list is first met there
        start = num.starts.get(at, levels[at].start)
        if at in counters:
            counters[at] += 1
        else:
            counters[at] = start
        self._begun.add((num_id, at))
        for i in range(at):
            if i not in counters:
                counters[i] = num.starts.get(i, levels[i].start if i in levels else 1)
        for i in [d for d in counters if d > at]:
            restart = levels[i].restart if i in levels else None
            if restart is None or (restart > 0 and at < restart):
                del counters[i]

    @staticmethod
    def _shown(level: Level, levels: dict[int, Level], counters: dict[int, int], at: int) -> str:
        if level.format == "none":
            return ""
        if level.format == "bullet":
            return _bullet(level)

        def place(match: re.Match[str]) -> str:
            i = int(match.group(1)) - 1
            if i > at or i not in counters:
                return ""
            form = levels[i].format if i in levels else "decimal"
            return format_number(counters[i], "decimal" if level.legal and form != "decimalZero" else form)

        text = _PLACE.sub(place, level.text)
        if not text.strip():
            return ""
        return text if level.suffix == "nothing" else text.rstrip() + " "


def _bullet(level: Level) -> str:
    text = "".join(_BULLETS.get(c, _MARK if "\ue000" <= c <= "\uf8ff" else c) for c in level.text).strip()
    if not text:
        return ""
    if text == "o" or (level.font in ("Symbol", "Wingdings") and text.isalnum()):
        text = "○" if text == "o" else _MARK
    if level.font == "Symbol" and text == "·":
        text = _MARK
    return text + " "


def _abstract(element: Element) -> _Abstract:
    found = _Abstract(link=value(child(element, "numStyleLink")))
    for lvl in children(element, "lvl"):
        found.levels[number(attribute(lvl, "ilvl"), 0)] = _level(lvl)
    return found


def _num(element: Element) -> _Num:
    found = _Num(value(child(element, "abstractNumId")) or "")
    for override in children(element, "lvlOverride"):
        at = number(attribute(override, "ilvl"), 0)
        start = value(child(override, "startOverride"))
        if start is not None:
            found.starts[at] = number(start, 1)
        lvl = child(override, "lvl")
        if lvl is not None:
            found.levels[at] = _level(lvl)
    return found


def _level(lvl: Element) -> Level:
    fonts = child(child(lvl, "rPr"), "rFonts")
    restart = value(child(lvl, "lvlRestart"))
    legal = child(lvl, "isLgl")
    return Level(
        start=number(value(child(lvl, "start")), 0 if child(lvl, "start") is None else 1),
        format=_format(lvl),
        text=value(child(lvl, "lvlText")) or "",
        suffix=value(child(lvl, "suff")) or "tab",
        legal=legal is not None and value(legal) not in ("0", "false", "off"),
        restart=None if restart is None else number(restart, 0),
        style=value(child(lvl, "pStyle")),
        font=None if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi"),
    )


def _format(lvl: Element) -> str:
    """The number format, also where a newer format stands in an alternative for older programs."""
    direct = child(lvl, "numFmt")
    if direct is None:
        direct = child(child(child(lvl, "AlternateContent"), "Fallback"), "numFmt")
    return value(direct) or "decimal"


_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def format_number(count: int, form: str) -> str:
    """Write a counter in one of the formats of a word processor.

    >>> format_number(4, "upperRoman"), format_number(28, "lowerLetter"), format_number(7, "decimalZero")
    ('IV', 'bb', '07')
    """
    if form in ("upperRoman", "lowerRoman"):
        shown, rest = "", min(count, 3999)
        for size, letters in _ROMAN:
            while rest >= size:
                shown += letters
                rest -= size
        return shown if form == "upperRoman" else shown.lower()
    if form in ("upperLetter", "lowerLetter") and count > 0:
        times, at = divmod(count - 1, 26)
        shown = chr(ord("a") + at) * min(times + 1, 10)
        return shown.upper() if form == "upperLetter" else shown
    if form == "none":
        return ""
    return f"{count:02}" if form == "decimalZero" else str(count)
