"""The samples and what must come out of them: `data/samples/NAME` beside `data/samples/NAME.json`.

`make golden` (VNPLAN_REGEN=1) writes the files anew; read their diff before you commit it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import vnplan
from vnplan.export import to_json

FOLDER = Path(__file__).parents[1] / "data" / "samples"
SAMPLES = sorted(
    path for path in FOLDER.iterdir() if path.suffix in {".txt", ".md"} and path.name != "README.md"
)  # fmt: skip
REGEN = os.environ.get("VNPLAN_REGEN") == "1"


def golden(sample: Path) -> Path:
    return sample.with_name(sample.name + ".json")


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 10, "an empty folder would make all tests here pass"


def test_ci_does_not_rewrite() -> None:
    assert not (REGEN and os.environ.get("CI")), "CI compares; it must not write what it is to compare with"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample(sample: Path) -> None:
    made = to_json(vnplan.parse_file(sample), indent=1) + "\n"
    if REGEN:
        golden(sample).write_text(made, encoding="utf-8")
    assert golden(sample).exists(), f"{golden(sample).name} is missing: run `make golden`"
    assert made == golden(sample).read_text(encoding="utf-8")


def test_every_golden_file_has_its_sample() -> None:
    strays = {path.name for path in FOLDER.glob("*.json")} - {golden(sample).name for sample in SAMPLES}
    assert not strays


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_command_writes_the_same_bytes_in_every_process(seed: str, tmp_path: Path) -> None:
    # The order of a set changes with the seed; nothing of the result may hang on it.
    done = subprocess.run(
        [sys.executable, "-m", "vnplan.cli", "convert", "-q", *map(str, SAMPLES), "-o", str(tmp_path)],
        env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    for sample in SAMPLES:
        expected = to_json(vnplan.parse_file(sample), indent=1) + "\n"
        assert (tmp_path / golden(sample).name).read_text(encoding="utf-8") == expected, sample.name
