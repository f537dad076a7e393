"""Deadlines as spans of days, and the timeline drawn from them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from vnplan.export.review.labels import Words
from vnplan.export.wording import one_line
from vnplan.model import Deadline, PlanDocument


class Days(NamedTuple):
    """First and last day of a time, both inside it."""

    first: date
    last: date


_POINT = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?")


def days_of(value: str | None) -> Days | None:
    """Give the days that a deadline's value names; None for recurring, relative and unknown ones.

    >>> days_of("2025-Q2")
    Days(first=datetime.date(2025, 4, 1), last=datetime.date(2025, 6, 30))
    >>> days_of("P10D") is None
    True
    """
    begins, slash, ends = (value or "").partition("/")
    first = _point(begins)
    last = _point(ends) if slash else first
    if first is None or last is None or last.last < first.first:
        return None
    return Days(first.first, last.last)


def _point(value: str) -> Days | None:
    match = _POINT.fullmatch(value)
    if match is None or match[1] == "0000":
        return None
    year = int(match[1])
    if match[2]:
        return _months(year, 3 * int(match[2]) - 2, 3)
    if match[3]:
        return _months(year, 6 * int(match[3]) - 5, 6)
    if match[4] is None:
        return _months(year, 1, 12)
    month = int(match[4])
    if not 1 <= month <= 12:
        return None
    if match[5] is None:
        return _months(year, month, 1)
    day = int(match[5])
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Days(date(year, month, day), date(year, month, day))


def _months(year: int, first: int, count: int) -> Days:
    last = first + count - 1
    return Days(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def timeline(document: PlanDocument, prefix: str, words: Words) -> str:
    """Draw the deadlines of `document` along the years, in the order of their last days; the others are listed below.

    Args:
        document: The document.
        prefix: What the ids of elements begin with.
        words: Labels.
    """
    dated = [(days, item) for item in document.deadlines if (days := days_of(item.value)) is not None]
    dated.sort(key=lambda pair: (pair[0].last, pair[0].first, pair[1].span.start))
    rest = [item for item in document.deadlines if days_of(item.value) is None]
    tasks = {task.id: task.text for task in document.tasks}
    lists = [
        ("timeline.recurring", [item for item in rest if item.kind == "recurring"]),
        ("timeline.relative", [item for item in rest if item.kind == "relative"]),
        ("timeline.open", [item for item in rest if item.kind not in ("recurring", "relative")]),
    ]
    parts = [_axis(document, dated, tasks, prefix, words)]
    for key, items in lists:
        if items:
            lines = "".join(_line(item, tasks, prefix) for item in items)
            parts.append(f'<h4>{words.html(key)}</h4><ul class="plain">{lines}</ul>')
    return "".join(parts)


def _axis(
    document: PlanDocument, dated: Sequence[tuple[Days, Deadline]], tasks: Mapping[str, str], prefix: str, words: Words
) -> str:
    if not dated:
        return f"<p>{words.html('timeline.none')}</p>"
    issued = days_of(None if document.header.date is None else document.header.date.iso)
    edges = [*(days for days, _ in dated), *([issued] if issued else [])]
    begin = min(days.first for days in edges).replace(month=1, day=1)
    end = max(days.last for days in edges).replace(month=12, day=31)
    whole = (end - begin).days + 1

    def share(day: date, after: int = 0) -> float:
        return round(100 * ((day - begin).days + after) / whole, 2)

    years = range(begin.year, end.year + 1)
    step = max(1, -(-len(years) // 8))
    ticks = [f'<span style="left:{share(date(y, 1, 1))}%">{y}</span>' for y in years if (y - begin.year) % step == 0]
    line = "" if issued is None else f'<i class="issued" style="left:{share(issued.first)}%"></i>'
    rows = []
    for days, item in dated:
        left, right = share(days.first), share(days.last, 1)
        bar = f'<i class="bar {escape(item.bound)}" style="left:{left}%;width:{round(max(right - left, 0.6), 2)}%"></i>'
        rows.append(
            f'<li data-row="{escape(item.id)}"><a href="#{escape(prefix + item.id)}"><b>{escape(_value(item))}</b> '
            f'<span class="bound">{words.html("bound." + item.bound)}</span></a>'
            f'<span class="track" aria-hidden="true">{line}{bar}</span>'
            f'<span class="what">{escape(_what(item, tasks))}</span></li>'
        )
    key = f'<p class="key"><i class="issued"></i> {words.html("issued")}</p>' if issued else ""
    return f'{key}<div class="ticks" aria-hidden="true">{"".join(ticks)}</div><ol class="timeline">{"".join(rows)}</ol>'


def _value(item: Deadline) -> str:
    return (item.value or "").replace("/", " – ")


def _what(item: Deadline, tasks: Mapping[str, str]) -> str:
    return one_line(tasks.get(item.task_id or "", item.raw), 110)


def _line(item: Deadline, tasks: Mapping[str, str], prefix: str) -> str:
    value = f" <code>{escape(item.value)}</code>" if item.value else ""
    place = f"#{escape(prefix + item.id)}"
    return f'<li data-row="{escape(item.id)}"><a href="{place}">{escape(one_line(item.raw, 60))}</a>{value} {escape(_what(item, tasks))}</li>'  # fmt: skip
