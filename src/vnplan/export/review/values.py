"""The forms that dates and times have in a document's JSON: the page and `vnplan.evaluate.corrections` hold to them."""

from __future__ import annotations

import re

ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""A day, a month or a year."""

_POINT = rf"(?:{ISO_DATE.pattern}|\d{{4}}-(?:Q[1-4]|H[12]))"
DEADLINE_VALUE = re.compile(rf"{_POINT}(?:/{_POINT})?|--\d\d(?:-\d\d)?|FREQ=[A-Z]+(?:;[A-Z]+=[^;\s]+)*|P[0-9YMWDTHS.]+")
"""The forms that a deadline's value may have (see `vnplan.model.Deadline`)."""

NUMBER = re.compile(r"\s*\d+(?:[.,]\d+)?\s*")
"""The value of a target, as a person types it."""
