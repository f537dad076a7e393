"""Programs that readers start: their limits, and that they never outlive the document they work for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from test_cli import files, vnplan_
from vnplan.read import programs

RTF = b"{\\rtf1\\ansi KE HOACH\\par I. MUC TIEU\\par So Y te chu tri truoc ngay 01/6/2025 %d\\par}"
TAKES_300_MIB = "held = bytearray(b'x') * (300 << 20); print(len(held) >> 20)"


def test_input_and_output() -> None:
    assert programs.run(["tr", "a-z", "A-Z"], 60, data=b"vn") == (0, b"VN")
    assert programs.run(["sh", "-c", "cat; exit 3"], 60) == (3, b""), "nothing comes in, nothing is kept"
    assert programs.run(["sh", "-c", "echo $SO"], 60, data=b"", environment={"SO": "12"}) == (0, b"12\n")
    with pytest.raises(OSError, match="no-such-program"):
        programs.run(["no-such-program"], 60)


def test_a_program_that_takes_too_long_is_stopped_with_its_children(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        programs.run(["sh", "-c", f"sleep 600 & echo $! > {tmp_path}/pid; wait"], 2)
    assert time.monotonic() - began < 60
    assert gone(int((tmp_path / "pid").read_text()))


def test_all_can_be_stopped() -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(programs.run(["sleep", "600"], 600)[0]))
    thread.start()
    until = time.monotonic() + 60
    while thread.is_alive() and time.monotonic() < until:
        programs.stop_all()
        thread.join(0.1)
    assert codes == [-9]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems count memory in other ways")
def test_the_memory_limit_binds_us_and_not_the_programs() -> None:
    script = f"""
import sys
from vnplan.read import programs
programs.limit_memory(64 << 20)
print(programs.run([sys.executable, "-c", {TAKES_300_MIB!r}], 60, data=b""))
try:
    {TAKES_300_MIB}
except MemoryError:
    print("too much")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=600, check=False)
    assert done.stdout.splitlines() == ["(0, b'300\\n')", "too much"], done.stderr


def gone(pid: int) -> bool:
    """Say whether a process has ended, within a minute; one that nobody has buried yet has ended as well."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def slow_office(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Environment with a LibreOffice that never ends and notes the number of its process."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "soffice").write_text(f"#!/bin/sh\necho $$ >> {tmp_path}/pids\nexec sleep 600\n")
    (folder / "soffice").chmod(0o755)
    # Not below `tmp_path`: the fork server has a socket there, whose path may have 107 bytes.
    with tempfile.TemporaryDirectory() as place:
        yield {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "TMPDIR": place}
        assert list(Path(place).iterdir()) == [], "nothing is left behind"


def test_workers_that_cannot_be_started(tmp_path: Path) -> None:
    place = tmp_path / ("x" * 90)
    place.mkdir()
    (tmp_path / "a.txt").write_text("KẾ HOẠCH\nTrồng cây năm 2025\n", encoding="utf-8")
    run = vnplan_("convert", tmp_path / "a.txt", "-o", tmp_path / "out", environment={"TMPDIR": str(place)})
    assert run.code == 1
    assert run.err == "vnplan: the worker processes could not be started: AF_UNIX path too long\n"


def test_programs_end_with_a_document_that_takes_too_long(slow_office: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.rtf").write_bytes(RTF % 1)
    (tmp_path / "in" / "b.txt").write_text("KẾ HOẠCH\nTrồng cây năm 2025\n", encoding="utf-8")
    run = vnplan_(
        "convert", tmp_path / "in", "-o", tmp_path / "out", "-j", "1", "--timeout", "5", environment=slow_office
    )
    assert run.code == 1
    assert run.err.startswith(f"vnplan: {tmp_path}/in/a.rtf: it took longer than 5 s\n")
    assert files(tmp_path / "out") == ["b.txt.json"]
    for pid in (tmp_path / "pids").read_text().split():
        assert gone(int(pid))


def test_reading_has_its_own_limit_of_time(slow_office: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(RTF % 1)
    run = vnplan_(
        "convert", "-q", tmp_path / "a.rtf", "-o", tmp_path / "out", "--max-seconds", "2", environment=slow_office
    )
    assert run.code == 1
    assert run.err == f"vnplan: {tmp_path}/a.rtf: reading took longer than 2 seconds\n"


@pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"),
    reason="LibreOffice: apt-get install libreoffice-writer-nogui",
)
def test_workers_give_libreoffice_many_documents_at_once(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for n in range(6):
        (source / f"{n}.rtf").write_bytes(RTF % n)
    (source / "hong.rtf").write_bytes(b"{\\rtf1")
    folder = tmp_path / "bin"
    folder.mkdir()
    office = shutil.which("soffice")
    (folder / "soffice").write_text(f'#!/bin/sh\necho x >> {tmp_path}/starts\nexec {office} "$@"\n')
    (folder / "soffice").chmod(0o755)
    environment = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    # Far less memory than LibreOffice takes: it does not count.
    run = vnplan_("convert", source, "-o", tmp_path / "out", "-j", "1", "--memory", "128", environment=environment)
    assert files(tmp_path / "out") == [f"{n}.rtf.json" for n in range(6)], run.err
    assert len((tmp_path / "starts").read_text().split()) <= 2, "one for all, and one more for the one that is broken"
    assert run.err.count("hong.rtf") == 1
    again = vnplan_("convert", source, "-o", tmp_path / "out", "-j", "1", environment=environment)
    assert "0 documents converted" in again.err
    assert "6 stood already" in again.err
