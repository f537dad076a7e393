"""What may not be in a committed file: download hosts, paths of one machine, other people's documents."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@cache
def committed() -> dict[str, str]:
    """Text of all files that git knows or would take, by name."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    texts = {}
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file():
            data = path.read_bytes()
            if b"\x00" not in data[:8192]:
                texts[name] = data.decode("utf-8", "replace")
    assert "pyproject.toml" in texts
    return texts


# In pieces, so that this file does not hold what it looks for.
FORBIDDEN = [
    ((r"py" r"pi\.org|python" r"hosted\.org"), "host of a package registry"),
    ((r"registry\." r"npm" r"js|conda\." r"anaconda|proxy\." r"golang"), "host of a package registry"),
    ((r"--(extra-)?" r"index-url|--" r"find-links|index-url" r"\s*="), "option that names a package index"),
    ((r"(?<![\w.-])/(?:work|farm|root)" r"/|/tmp" r"/venv|/home" r"/\w"), "path of one machine"),
]


@pytest.mark.parametrize(("pattern", "what"), FORBIDDEN)
def test_no_committed_file_has(pattern: str, what: str) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for name, text in committed().items()
        for match in re.finditer(pattern, text)
    ]
    assert not found, what


def test_no_lock_file_of_a_kind_that_names_hosts() -> None:
    kinds = re.compile(r"(^|/)(uv\.lock|pylock.*\.toml|poetry\.lock|package-lock\.json|yarn\.lock)$")
    assert not [name for name in committed() if kinds.search(name)]


LONG = 90
"""A shorter line may be a formula that every such document has; a longer one is somebody's sentence."""


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not beside this checkout")
def test_no_line_of_a_shared_document_is_copied() -> None:
    heads: dict[str, list[tuple[str, str]]] = {}
    for folder in ("seeds", "gold", "corpus"):
        for path in (SHARED / folder).rglob("*.txt"):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                line = line.strip()
                if len(line) > LONG:
                    heads.setdefault(line[:LONG], []).append((line, path.name))
    assert heads
    copied = []
    for name, text in committed().items():
        if name == "requirements.lock":
            continue
        plain = text.replace("\\n", "\n").replace('\\"', '"')  # JSON holds texts with these two escaped
        for at in range(len(plain) - LONG):
            for line, origin in heads.get(plain[at : at + LONG], ()):
                if plain.startswith(line, at):
                    copied.append(f"{name}: a line of {origin}: {line[:60]}…")
    assert not copied


# --- the lock -------------------------------------------------------------------------------------------------------


def test_everything_needed_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    locked = [match[1] for entry in entries if (match := re.match(r"([A-Za-z0-9._-]+)==\S+", entry))]
    assert len(locked) == len(entries), "every entry is a package with its version (some with one for each Python)"
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    names = {re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower() for requirement in wanted}  # type: ignore[index]
    assert names - {name.lower() for name in locked} == set(), "run `make lock`"
