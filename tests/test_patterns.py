"""No pattern of the library backtracks without bound: see `patterns.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from patterns import worst

FLAWED = [
    (r"(?:a+)+b", "a repeat of a repeat"),
    (r"(?:a|a)+b", "two ways to read each letter"),
    (r"(?:\w+\s?)+:", "words whose gap may be nothing"),
    (r"(?:[a-z]|[ivx]{1,3}),(?:(?:[a-z]|[ivx]{1,3}),)*\Z", "a letter that is also a roman number"),
    (r"(?:<!--.*?-->\s*)*<html", "an end that is looked for beyond the first one"),
    (r"\s*,?\s*(?:số)?\s*:", "three repeats of blanks side by side"),
]
SOUND = [
    (r"a+b", "one repeat"),
    (r"(?:a++)+b", "what was taken is kept"),
    (r"\w+(?:\s\w+)*:", "words parted by exactly one blank"),
    (r"\s*(?:,\s*)?(?:số\s*)?:", "repeats with something between them"),
    (r"(?:ab|cd){2,40}x", "a repeat that can be read in one way"),
    (r"[a-z]{1,8}", "a short repeat"),
]


@pytest.mark.parametrize(("pattern", "reason"), FLAWED)
def test_the_attack_finds_what_is_flawed(pattern: str, reason: str) -> None:
    seconds, text = worst(pattern, 0)
    assert seconds == float("inf"), f"{reason}: {seconds:.3f} s on {text[:40]!r}"


@pytest.mark.parametrize(("pattern", "reason"), SOUND)
def test_the_attack_leaves_alone_what_is_sound(pattern: str, reason: str) -> None:
    seconds, text = worst(pattern, 0)
    assert seconds < float("inf"), f"{reason}: on {text[:40]!r}"


def test_no_pattern_of_the_library_backtracks_without_bound() -> None:
    # In a process of its own: it watches every pattern from the first import on, and stops the slow ones by a signal.
    program = Path(__file__).with_name("patterns.py")
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split('"patterns": ')[1].split(",")[0]) > 500, done.stdout
