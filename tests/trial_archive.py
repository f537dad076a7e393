"""A trial of a whole archive, by hand: `python tests/trial_archive.py --documents 20000 --kills 10`.

Makes varied copies of the samples, converts them with a number of kills at random moments, goes on each time, loads the
result into SQLite and (where there is one) PostgreSQL, and checks that every document is there once. Prints figures:
documents a second, memory at its highest, sizes. With `--speed` it measures workers against parsing alone as well.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import databases
import vnplan
from archive_samples import SAMPLES
from vnplan.archive import read_manifest
from vnplan.export import to_json

PLACES = ["Võ Nhai", "La Hiên", "Lạng Sơn", "Thái Nguyên"]
OTHERS = ["Phú Bình", "Định Hóa", "Đồng Hỷ", "Bắc Sơn", "Chi Lăng", "Văn Quan", "Hữu Lũng", "Cao Lộc", "Tràng Định"]


def varied(text: str, n: int) -> str:
    """Copy `n` of a sample: other numbers, days, shares and places; the form stays."""
    rng = random.Random(n)
    text = re.sub(r"\b(\d{1,2})%", lambda m: f"{rng.randint(50, 99)}%", text)
    text = re.sub(
        r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b", lambda m: f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{m[3]}", text
    )
    text = re.sub(r"(?m)^(.*?Số:\s*)\d*(\s*[/-])", lambda m: f"{m[1]}{n}{m[2]}", text, count=1)
    for place in PLACES:
        text = text.replace(place, rng.choice(OTHERS))
    words = text.split(" ")
    for _ in range(len(words) // 12):
        at = rng.randrange(len(words))
        if words[at].isalpha() and words[at].islower():
            words[at] = rng.choice(["kịp thời", "thiết thực", "đồng bộ", "thường xuyên", "rộng rãi", "cụ thể"])
    return " ".join(words) + f"\nBản số {n}.\n"


def make(folder: Path, count: int) -> int:
    samples = [
        path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".md") and path.name != "README.md"
    ]
    texts = [path.read_text(encoding="utf-8") for path in samples]
    size = 0
    for n in range(count):
        file = folder / f"{n // 500:03}" / f"{n:06}{samples[n % len(samples)].suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(varied(texts[n % len(texts)], n).encode())
    return size


class Memory:
    """Highest resident memory of a process and of each process below it, in MiB."""

    def __init__(self, pid: int) -> None:
        self.pid, self.parent, self.worker = pid, 0, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.3):
            for status in Path("/proc").glob("[0-9]*/status"):
                try:
                    fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
                except OSError:
                    continue
                size = int(fields.get("VmRSS", "0").split()[0]) >> 10
                if int(status.parent.name) == self.pid:
                    self.parent = max(self.parent, size)
                elif "python" in fields.get("Name", "") and _below(int(status.parent.name), self.pid):
                    self.worker = max(self.worker, size)

    def stop(self) -> tuple[int, int]:
        self._over.set()
        self._thread.join()
        return self.parent, self.worker


def _below(pid: int, top: int) -> bool:
    for _ in range(5):
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            return False
        if pid == top:
            return True
    return False


def run(*arguments: str, kill_after: float | None = None) -> tuple[float, tuple[int, int], str]:
    """Run the command; give its seconds, its memory, its last line."""
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "vnplan.cli", *arguments], stderr=subprocess.PIPE, text=True)
    memory = Memory(process.pid)
    try:
        _, err = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        _, err = process.communicate()
    return time.monotonic() - began, memory.stop(), (err.strip().splitlines() or [""])[-1]


def say(name: str, value: object) -> None:
    print(f"{name:44}{value}", flush=True)


_FOR_SPEED = 3000
"""Documents for the comparison of workers: enough for the second that the start takes to be what it is in an archive."""


def speed(source: Path, folder: Path) -> None:
    """One worker against parsing alone, two workers against one."""
    files = sorted(source.rglob("*.*"))[:_FOR_SPEED]
    part = folder / "part"
    for file in files:
        (part / file.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, part / file.parent.name)
    vnplan.parse_file(files[0])
    began = time.process_time()
    for file in files:
        to_json(vnplan.parse_file(file)).encode()
    alone = time.process_time() - began
    seconds = {}
    for jobs in ("1", "2"):
        seconds[jobs] = min(
            run("convert", "-q", "--no-near", str(part), "-o", str(folder / f"s{jobs}-{n}.jsonl"), "-j", jobs)[0]
            for n in (1, 2)
        )
    say(f"{len(files)} documents, parsing alone, s", f"{alone:.1f}")
    say(f"{len(files)} documents, one worker, s", f"{seconds['1']:.1f} ({seconds['1'] / alone - 1:+.0%} with start-up)")
    say(f"{len(files)} documents, two workers, s", f"{seconds['2']:.1f} ({seconds['1'] / seconds['2']:.2f} times one)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    rng = random.Random(5)
    with tempfile.TemporaryDirectory(prefix="vnplan-trial-") as temporary:
        folder = Path(temporary)
        source, out, manifest = folder / "in", folder / "out.jsonl", folder / "out.manifest.jsonl"
        size = make(source, options.documents)
        say("documents", f"{options.documents} ({size / 1e6:.0f} MB)")
        if options.speed:
            speed(source, folder)
        total, done, highest = 0.0, 0, (0, 0)
        for n in range(options.kills):
            wait = rng.uniform(5, max(6, options.documents / 500))
            seconds, memory, _ = run("convert", "-q", str(source), "-o", str(out), "-j", options.jobs, kill_after=wait)
            total += seconds
            highest = (max(highest[0], memory[0]), max(highest[1], memory[1]))
            stands = sum(1 for _ in read_manifest(manifest)) if manifest.exists() else 0
            assert stands >= done, "nothing finished is lost"
            done = stands
            say(f"kill {n + 1} after {wait:.0f} s: documents that stand", done)
        seconds, memory, last = run("convert", str(source), "-o", str(out), "-j", options.jobs)
        total += seconds
        say("last run", last)
        say("memory of the parent, of a worker, MiB", (max(highest[0], memory[0]), max(highest[1], memory[1])))
        say("convert in all, with kills, s", f"{total:.0f} ({options.documents / total:.1f} documents a second)")
        say("last run alone, documents a second", f"{(options.documents - done) / seconds:.1f}")
        names = [json.loads(line)["source"]["name"] for line in out.open("rb")]
        expected = sorted(path.relative_to(source).as_posix() for path in source.rglob("*.*"))
        assert sorted(names) == expected, "every document once"
        say("JSON Lines, MB", f"{out.stat().st_size / 1e6:.0f}")
        seconds, memory, last = run("convert", str(source), "-o", str(out))
        say("nothing left to do, s", f"{seconds:.1f} ({last.split(': ')[-1]})")
        load(f"{folder / 'x.sqlite'}", out, options.documents)
        say("SQLite file, MB", f"{(folder / 'x.sqlite').stat().st_size / 1e6:.0f}")
        with databases.server() as server:
            if server is None:
                say("PostgreSQL", databases.HOW)
            else:
                with databases.fresh(server) as url:
                    load(url, out, options.documents)


def load(url: str, out: Path, count: int) -> None:
    """Load twice; count."""
    kind = "PostgreSQL" if "://" in url else "SQLite"
    seconds, memory, last = run("load", str(out), "--db", url)
    say(f"{kind}: load, documents a second", f"{count / seconds:.0f} ({seconds:.0f} s; {memory[0]} MiB)")
    say(f"{kind}:", last.partition(": ")[2][-90:])
    seconds, _, last = run("load", str(out), "--db", url)
    say(f"{kind}: again", last.partition(": ")[2][-90:])
    from sqlalchemy import text

    from vnplan.export.database import connect, schema

    engine = connect(url)
    with engine.connect() as connection:
        found: dict[str, Any] = {
            table.name: connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar()
            for table in schema.metadata.sorted_tables
        }
        distinct = connection.execute(text("SELECT count(DISTINCT sha256) FROM documents")).scalar()
    engine.dispose()
    assert found["document_files"] == count
    assert found["documents"] == distinct
    say(f"{kind}: rows", sum(found.values()))
    say(
        f"{kind}: documents, tasks, targets, citations",
        tuple(found[t] for t in ("documents", "tasks", "targets", "citations")),
    )


if __name__ == "__main__":
    main()
