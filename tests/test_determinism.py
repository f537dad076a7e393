"""One text gives the same bytes: in every process, whatever the seed of hashes, the locale or the order, and in threads."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from random import Random

import pypdfium2
import pytest

from plan_grammar import make_plan
from read_samples import SAMPLES, has_office, make_docx, plan_of
from test_read_details import line, make_pdf
from vnplan import parse_bytes, parse_text
from vnplan.export import to_json
from vnplan.read import read

TEXTS = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.*")) if p.suffix in (".txt", ".md")]
TEXTS += [make_plan(Random(seed)).text for seed in range(12)]


def fingerprint(texts: list[str], order: list[int]) -> str:
    """Hashes of the JSON of each text, parsed in the given order."""
    found = {n: hashlib.sha256(to_json(parse_text(texts[n])).encode()).hexdigest() for n in order}
    return json.dumps([found[n] for n in range(len(texts))])


PROGRAM = (
    "import test_determinism as t, random; order = list(range(len(t.TEXTS))); random.Random({seed}).shuffle(order);"
    "print(t.fingerprint(t.TEXTS, order))"
)

PLACES = [
    ({"PYTHONHASHSEED": "0"}, (), "no random hashes"),
    ({"PYTHONHASHSEED": "1"}, (), "a seed"),
    ({"PYTHONHASHSEED": "4294967295"}, (), "another seed"),
    ({"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati"}, (), "another locale and time zone"),
    ({}, ("-OO",), "without assertions and docstrings"),
    ({}, ("-I",), "without what the environment says"),
]


def test_every_process_gives_the_same_bytes() -> None:
    here = fingerprint(TEXTS, list(range(len(TEXTS))))
    for seed, (environment, options, why) in enumerate(PLACES):
        path = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]
        program = f"import sys; sys.path[:0] = {path!r}; " + PROGRAM.format(seed=seed)
        done = subprocess.run(
            [sys.executable, *options, "-c", program], capture_output=True, text=True, timeout=600, check=False,
            env={**os.environ, **environment},
        )  # fmt: skip
        assert done.stdout.strip() == here, (why, done.stderr[-2000:])


THREADS = """
import hashlib, sys, threading
sys.setswitchinterval(1e-6)
from random import Random
from vnplan import parse_bytes, parse_text
from vnplan.export import to_json
from vnplan.read import read
import test_determinism as t
count = 24
together = threading.Barrier(count)
found, wrong = {}, []

def work(n):
    together.wait()
    try:
        order = list(range(len(t.TEXTS)))
        Random(n).shuffle(order)
        for at in order[:6]:
            found[n, at] = to_json(parse_text(t.TEXTS[at]))
        found[n, "docx"] = to_json(parse_bytes(t.WORD))
    except BaseException as error:
        wrong.append(repr(error))

threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert not wrong, wrong
expected = {at: to_json(parse_text(text)) for at, text in enumerate(t.TEXTS)}
expected["docx"] = to_json(parse_bytes(t.WORD))
assert len(found) == count * 7
assert not [key for key, form in found.items() if form != expected[key[1]]]
print(hashlib.sha256("".join(expected[at] for at in range(len(t.TEXTS))).encode()).hexdigest())
"""
WORD = make_docx(plan_of(SAMPLES / "ubnd-tinh-bang-nhiem-vu.md")[:20])


@pytest.mark.parametrize("again", range(2))
def test_threads_that_begin_at_once_in_a_new_process_agree(again: int) -> None:
    """What is loaded and compiled at first use is loaded by many threads at the same moment, switched a thousand times as often."""
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")])
    done = subprocess.run(
        [sys.executable, "-c", THREADS.replace("import test_determinism as t", "import test_determinism as t; assert 'vnplan.pipeline' in sys.modules")],
        capture_output=True, text=True, timeout=600, check=False, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    here = hashlib.sha256("".join(to_json(parse_text(body)) for body in TEXTS).encode()).hexdigest()
    assert done.stdout.strip() == here


def test_threads_share_nothing_of_a_document() -> None:
    """The same text, parsed by many threads again and again, while others parse others."""
    one, other = TEXTS[0], TEXTS[1]
    expected = {one: to_json(parse_text(one)), other: to_json(parse_text(other))}
    wrong: list[str] = []

    def work(body: str) -> None:
        for _ in range(3):
            if to_json(parse_text(body)) != expected[body] or to_json(parse_bytes(body.encode(), name="text")) == "":
                wrong.append(body[:40])

    threads = [threading.Thread(target=work, args=(body,)) for body in (one, other) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.skipif(
    (not has_office() or shutil.which("tesseract") is None) and not os.environ.get("CI"),
    reason="LibreOffice or tesseract is not installed: apt-get install libreoffice-writer-nogui tesseract-ocr-vie",
)
def test_readers_of_every_format_work_in_threads(tmp_path: Path) -> None:
    """LibreOffice and PDFium are not for several threads at once: those wait for one another, and nothing is mixed up."""
    rtf = [b"{\\rtf1\\ansi KE HOACH\\par Viec thu %d\\par}" % n for n in range(3)]
    pdf = [make_pdf(*(line(60, 800 - 20 * k, f"Viec thu {n} dong {k}") for k in range(3))) for n in range(4)]
    image = pypdfium2.PdfDocument(pdf[0])[0].render(scale=2).to_pil()
    image.save(tmp_path / "a.png")
    files = [*rtf, *pdf, WORD, "<html><p>KẾ HOẠCH<p>Trồng cây".encode(), (tmp_path / "a.png").read_bytes()]
    expected = {n: read(data, "x").text for n, data in enumerate(files)}
    assert len(set(expected.values())) == len(files)
    found: dict[int, str] = {}
    together = threading.Barrier(len(files))

    def work(n: int) -> None:
        together.wait()
        found[n] = read(files[n], "x").text

    threads = [threading.Thread(target=work, args=(n,)) for n in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == expected
