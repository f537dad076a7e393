"""The fuzzer's targets on what they begin with, on what once broke them, and on seeds damaged by chance.

`make fuzz` looks for more, guided by coverage.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from fuzz.targets import TARGETS

FOUND = sorted(path for path in (Path(__file__).parent / "fuzz" / "found").glob("*/*") if path.is_file())
QUICK = sorted(set(TARGETS) - {"office"})


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_targets_take_their_seeds(name: str) -> None:
    if name == "office" and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    seeds = list(TARGETS[name].seeds())
    assert seeds
    for seed in seeds:
        TARGETS[name].run(seed)


def test_something_was_found() -> None:
    assert {path.parent.name for path in FOUND} <= set(TARGETS)
    assert FOUND


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_does_so_no_more(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())


def damaged(seed: bytes, chance: Random) -> bytes:
    """A seed with some bytes changed, lost, doubled or taken from elsewhere in it."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 8, 64))
        match chance.randrange(4):
            case 0:
                data[at : at + size] = chance.randbytes(size)
            case 1:
                del data[at : at + size]
            case 2:
                data[at:at] = data[at : at + size]
            case _:
                other = chance.randrange(len(data) + 1)
                data[at : at + size] = data[other : other + size]
    return bytes(data)


@pytest.mark.parametrize("name", QUICK)
def test_damaged_seeds(name: str) -> None:
    chance = Random(11)
    seeds = list(TARGETS[name].seeds())
    for _ in range(40):
        TARGETS[name].run(damaged(chance.choice(seeds), chance))
