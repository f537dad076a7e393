"""Parses for a long time and tells how memory grows: `python tests/trial_memory.py --minutes 30`.

Texts are the samples, plans of the grammar drawn anew each time (so no cache has seen them), and one in five is spoiled
by chance; every tenth document is a Word file. The first minute fills the caches, which have bounds; what is held after it
is what the end is compared with. Ends with 1 when the process grew by more than `--allow` MiB after that.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
import tracemalloc
from pathlib import Path
from random import Random

import vnplan
from plan_grammar import make_plan, spoil
from read_samples import SAMPLES, make_docx, plan_of
from vnplan.export import to_json


def resident() -> float:
    """Memory of this process, MiB (Linux)."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * 4096 / (1 << 20)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--allow", type=float, default=8.0, help="MiB that it may grow by after the first minute")
    parser.add_argument("--objects", action="store_true", help="count what Python holds too; three times slower")
    options = parser.parse_args()
    chance = Random(1)
    samples = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.*")) if p.suffix in (".txt", ".md")]
    words = [make_docx(plan_of(SAMPLES / name)) for name in ("xa-dan-van.txt", "ubnd-tinh-bang-nhiem-vu.md")]
    if options.objects:
        tracemalloc.start()
    began = time.monotonic()
    warm = min(60.0, options.minutes * 60 / 4)
    first, count, size, told = 0.0, 0, 0, began
    while (passed := time.monotonic() - began) < options.minutes * 60:
        if count % 10 == 9:
            document = vnplan.parse_bytes(chance.choice(words), name="a.docx")
        else:
            text = chance.choice(samples) if count % 3 == 0 else make_plan(chance).text
            document = vnplan.parse_text(spoil(text, chance, 0.02) if count % 5 == 0 else text)
        to_json(document)
        count, size = count + 1, size + len(document.text)
        if not first and passed > warm:
            gc.collect()
            first = resident()
        if time.monotonic() - told > 30:
            told = time.monotonic()
            gc.collect()
            held = f", {tracemalloc.get_traced_memory()[0] / (1 << 20):.1f} MiB of objects" if options.objects else ""
            print(f"{passed:6.0f} s  {count:6} documents  {resident():7.1f} MiB{held}", flush=True)
    del document
    gc.collect()
    grown = resident() - first
    print(
        f"{count} documents, {size / 1e6:.1f} million characters; after {warm:.0f} s {first:.1f} MiB, at the end {grown:+.1f} MiB"
    )
    return int(grown > options.allow)


if __name__ == "__main__":
    sys.exit(main())
