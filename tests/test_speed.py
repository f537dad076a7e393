"""Growth of cost that no other test sees: ratios with room, for machines differ; `make bench` gives the figures.

Times are CPU times of one process, turn by turn, so that a busy machine slows both sides alike.
"""

from __future__ import annotations

import pytest

from benchmarks import clock, measures
from benchmarks.material import groups
from benchmarks.table import Row, show

SAMPLES = groups()["samples"]
TRIES = 3


def least(rows: list[list[Row]], what: str) -> float:
    """The smallest figure of that name: disturbances only add."""
    return min(row.value for made in rows for row in made if row.what.startswith(what))


def test_a_parse_costs_no_more_than_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [list(measures.against_one_pass("samples", SAMPLES, rounds=3)) for _ in range(TRIES)]
    with capsys.disabled():
        print(f"\n{show(rows[-1])}")
    assert least(rows, "parse / R0") < 240
    assert least(rows, "parse to JSON line / parse") < 1.2


def test_copies_cost_as_many_times_one() -> None:
    some = sorted(SAMPLES, key=len)[4:6]
    rows = [list(measures.of_copies("samples", some, rounds=3)) for _ in range(TRIES)]
    assert least(rows, "16 copies") < 1.2


def test_starting_is_light() -> None:
    cost, _ = clock.fresh("import vnplan", rounds=3)
    pydantic, _ = clock.fresh("import pydantic", rounds=3)
    assert cost < pydantic


@pytest.mark.skipif(not clock.ROOM.exists(), reason="this system does not tell how much memory a process held at most")
def test_one_parse_needs_little_memory() -> None:
    sample = max((measures.SAMPLES).glob("*.txt"), key=lambda path: path.stat().st_size)
    _, loaded = clock.fresh(measures.LOAD)
    _, parsed = clock.fresh(measures.PARSE.format(str(sample), measures.PAGE))
    assert parsed - loaded < 25
