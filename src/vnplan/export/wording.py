"""Words that both views share: how a section is called, how text is shortened, how a number of things is said."""

from __future__ import annotations

from collections.abc import Iterator

from vnplan.model import PlanDocument, Section, SectionKind, Target

_NAMED: dict[SectionKind, str] = {
    "part": "Phần",
    "chapter": "Chương",
    "section": "Mục",
    "article": "Điều",
    "appendix": "Phụ lục",
}
_BRACKETED: frozenset[SectionKind] = frozenset({"letter", "point"})

_COMPARATORS = {
    "eq": "=", "gte": "≥", "gt": ">", "lte": "≤", "lt": "<", "approx": "≈", "increase": "+", "decrease": "−",
}  # fmt: skip


def one_line(text: str, width: int = 100) -> str:
    """Join the lines of `text` and shorten it at a blank to at most `width` characters, with `…` where it was cut."""
    joined = " ".join(text.split())
    if len(joined) <= width:
        return joined
    cut = joined.rfind(" ", width // 2, width)
    return joined[: cut if cut > 0 else width - 1].rstrip(" ,;:") + "…"


def count(n: int, thing: str) -> str:
    """Say `n` things: "1 task", "2 tasks"."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def label_of(section: Section) -> str:
    """Write a section's label as a document does: `Điều 1`, `II.`, `a)`, `-`, or nothing."""
    label, word = section.label, _NAMED.get(section.kind)
    if word is not None:
        return f"{word} {label}" if label else word
    if not label or not label[-1].isalnum():
        return label or ""
    return f"{label})" if section.kind in _BRACKETED and label.islower() else f"{label}."


def walk(sections: list[Section]) -> Iterator[Section]:
    """Give all sections of a tree in reading order."""
    waiting = sections[::-1]
    while waiting:
        section = waiting.pop()
        yield section
        waiting.extend(section.children[::-1])


def amount(target: Target) -> str:
    """Write the value of a target: `≥ 95%`, `90–95%`, `2 mô hình`."""
    unit = target.unit or ""
    gap = "" if unit in ("%", "‰", "") else " "
    value = f"{target.value:.15g}"  # `:g` alone turns 1200000 into 1.2e+06
    if target.value_max is not None:
        return f"{value}–{target.value_max:.15g}{gap}{unit}"
    sign = _COMPARATORS.get(target.comparator, "")
    return f"{value}{gap}{unit}" if sign in ("", "=") else f"{sign} {value}{gap}{unit}"


def title_line(document: PlanDocument) -> str:
    """Name the document in one line: type, number, title; its source's name when it has none of them."""
    header = document.header
    number = None if header.number is None else header.number.canonical or header.number.raw
    parts = [part for part in (header.doc_type, number) if part]
    title = " ".join(parts)
    if header.title:
        title = f"{title}: {header.title}" if title else header.title
    return one_line(title, 140) or document.source.name
