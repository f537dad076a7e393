"""Deadlines as days: from the values of a document's JSON (ISO 8601, RFC 5545) to calendar dates."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from typing import NamedTuple


class Days(NamedTuple):
    """First and last day that a value names, and its grain: day, month, quarter, half, year, range."""

    first: date | None
    last: date | None
    precision: str | None


_NOTHING = Days(None, None, None)
_POINT = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?")


def days_of(value: str | None) -> Days:
    """Read a point or range of ISO 8601.

    Args:
        value: `2023-11-01`, `2023-06`, `2023-Q2`, `2023-H1`, `2025`, `2021/2025`, …; anything else names no days.

    >>> days_of("2023-Q2")
    Days(first=datetime.date(2023, 4, 1), last=datetime.date(2023, 6, 30), precision='quarter')
    """
    if value is None:
        return _NOTHING
    begin, slash, end = value.partition("/")
    first, last = _point(begin), _point(end if slash else begin)
    if first.first is None or last.last is None:
        return _NOTHING
    return Days(first.first, last.last, "range" if slash else first.precision)


def _point(text: str) -> Days:
    match = _POINT.fullmatch(text)
    if match is None:
        return _NOTHING
    year, month, day, quarter, half = (int(group) if group else None for group in match.groups())
    try:
        if year is None:
            return _NOTHING
        if day is not None and month is not None:
            return Days(date(year, month, day), date(year, month, day), "day")
        if month is not None:
            return Days(date(year, month, 1), _last(year, month), "month")
        if quarter is not None:
            return Days(date(year, quarter * 3 - 2, 1), _last(year, quarter * 3), "quarter")
        if half is not None:
            return Days(date(year, half * 6 - 5, 1), _last(year, half * 6), "half")
        return Days(date(year, 1, 1), date(year, 12, 31), "year")
    except ValueError:  # a day that the calendar has not
        return _NOTHING


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def next_due(value: str | None, on_date: date) -> date | None:
    """The first day on or after `on_date` at which a deadline falls due.

    Args:
        value: A deadline's value. A rule that names no day ("mỗi quý một lần") falls due on the last day of each
            period, counted from January: its document says no other.
        on_date: The day from which to look.

    Returns:
        The day; None when it is over, or when the value names none (a span of days from an unknown event).

    >>> next_due("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", date(2025, 12, 1))
    datetime.date(2026, 11, 15)
    """
    if value is None:
        return None
    if value.startswith("FREQ="):
        return _next_by_rule(value, on_date)
    if value.startswith("--"):
        month, _, day = value[2:].partition("-")
        if month.isdecimal():
            rule = f"FREQ=YEARLY;BYMONTH={int(month)}" + (f";BYMONTHDAY={int(day)}" if day.isdecimal() else "")
            return _next_by_rule(rule, on_date)
        return None
    last = days_of(value).last
    return last if last is not None and last >= on_date else None


_DAYS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")


def _next_by_rule(rule: str, on_date: date) -> date | None:
    from dateutil.rrule import rrulestr

    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    if parts.get("FREQ") == "DAILY" and "INTERVAL" not in parts:
        return on_date
    if not any(name in parts for name in _DAYS):
        if parts.get("FREQ") == "WEEKLY":
            parts["BYDAY"] = "FR"  # the last working day
        else:
            parts["BYMONTHDAY"] = "-1"
    interval = int(parts.get("INTERVAL", "1")) if parts.get("INTERVAL", "1").isdecimal() else 1
    if parts.get("FREQ") == "MONTHLY" and interval > 1 and 12 % interval == 0 and "BYMONTH" not in parts:
        # "Every three months" means quarters of the calendar: March, June, …, not three months from any day.
        parts["BYMONTH"] = ",".join(str(month) for month in range(interval, 13, interval))
        del parts["INTERVAL"]
    elif parts.get("FREQ") == "YEARLY" and "BYMONTH" not in parts:
        parts["BYMONTH"] = "12"
    try:
        start = datetime(on_date.year, 1, 1)
        found = rrulestr(";".join(f"{k}={v}" for k, v in parts.items()), dtstart=start).after(
            datetime(on_date.year, on_date.month, on_date.day),
            inc=True,
        )
    except (ValueError, TypeError):
        return None
    return None if found is None else found.date()
