"""Fuzz one target, guided by the coverage of the library: `python tests/fuzz/run.py TARGET [libFuzzer's options]`.

`make fuzz SECONDS=60` runs them all. Needs atheris (Linux, macOS). What is found on the way is kept below build/fuzz and
used again; an input that breaks something is written to build/fuzz/TARGET-crash-…: mend the library, then move the
file to tests/fuzz/found/TARGET/, where `tests/test_fuzz.py` holds it for ever.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["vnplan"], enable_loader_override=False):
    # Readers are imported where they are used; what is imported after this is not watched.
    import vnplan.export.database
    import vnplan.read.docx
    import vnplan.read.html
    import vnplan.read.office
    import vnplan.read.pdf
    import vnplan.read.plain  # noqa: F401
    from fuzz.targets import TARGETS

BUILD = Path(__file__).parents[2] / "build" / "fuzz"


def main() -> None:
    """Fuzz the target that the first argument names."""
    name, *options = sys.argv[1:]
    target = TARGETS[name]
    found = BUILD / name
    found.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(target.seeds()):
        (found / f"seed-{n:03}").write_bytes(seed)
    usual = [
        "-timeout=60",
        "-rss_limit_mb=4096",
        "-max_len=16384",
        "-print_final_stats=1",
        f"-artifact_prefix={found}-",
    ]
    atheris.Setup([sys.argv[0], *usual, *options, str(found)], target.run)
    atheris.Fuzz()


main()
