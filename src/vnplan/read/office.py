"""Word processor files of other kinds (.doc, .odt, .rtf, Word 2003 XML): LibreOffice turns them into .docx.

LibreOffice runs without a screen, in a profile of its own that never runs macros and never follows references to the
outside, with a time limit. Its exit code says nothing, so only the file it leaves counts.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from vnplan.errors import MissingTool, UnreadableSource
from vnplan.read import programs
from vnplan.read.detect import OFFICE, Kind, detect
from vnplan.read.docx import read_docx
from vnplan.read.ooxml import Package
from vnplan.read.reading import Clock, Content, ReadOptions

_SUFFIX = {Kind.DOC: ".doc", Kind.ODT: ".odt", Kind.RTF: ".rtf", Kind.WORD_XML: ".xml"}
_FILTER = {
    Kind.DOC: "MS Word 97", Kind.ODT: "writer8", Kind.RTF: "Rich Text Format", Kind.WORD_XML: "MS Word 2003 XML",
}  # fmt: skip
SUFFIXES = frozenset({".doc", ".dot", ".wps", ".odt", ".ott", ".rtf"})
"""Suffixes of such files."""
_NAMES = {Kind.DOC: "doc", Kind.ODT: "odt", Kind.RTF: "rtf", Kind.WORD_XML: "wordxml"}
REMEDY = "install LibreOffice Writer (Debian: apt-get install libreoffice-writer-nogui)"

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""

_workshops: dict[int, Path] = {}
_converted: dict[str, bytes] = {}
_one_at_a_time = threading.Lock()
"""Two starts of LibreOffice with one profile: the second hands its files to the first, and gets nothing."""


def find_office() -> str | None:
    """The program, None when it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return None


def read_office(data: bytes, kind: Kind, clock: Clock) -> Content:
    """Read a file of one of these kinds.

    Raises:
        MissingTool: LibreOffice is not installed.
        UnreadableSource: it could not open the file, or took too long.
    """
    _check(data, kind, clock.name, clock.options.max_bytes)
    key = _key(data)
    made = _converted.pop(key, None) or convert([(data, kind)], clock.left())[0]
    if made is None and kind is Kind.DOC:
        made = convert([(data, kind)], clock.left(), older=True)[0]
    clock.left()
    if made is None:
        raise UnreadableSource(
            clock.name, "damaged", "LibreOffice could not open the file: it is damaged or protected by a password"
        )
    content = read_docx(made, clock)
    content.rendering.remark("converted-by", tool="LibreOffice")
    return content._replace(media_type=kind.value, reader=f"{_NAMES[kind]}+libreoffice")


_ENTITY = re.compile(b"<!ENTITY|" + b"|".join(re.escape("<!ENTITY".encode(f"utf-16-{end}")) for end in ("le", "be")))


def _check(data: bytes, kind: Kind, name: str, max_bytes: int) -> None:
    """Keep from LibreOffice, whose memory is not ours to count, what unpacks without end.

    Raises:
        UnreadableSource: it is such a file.
    """
    parts = [data] if kind is Kind.WORD_XML else []
    if kind is Kind.ODT:
        package = Package(data, name, max_bytes)
        for part in sorted(package.names):
            try:
                unpacked = package.bytes(part)
            except UnreadableSource as error:
                if error.code == "too-large":
                    raise
                continue  # damaged or locked: LibreOffice knows what it can do without
            if unpacked is not None and part.endswith(".xml"):
                parts.append(unpacked)
    if any(_ENTITY.search(part) for part in parts):
        raise UnreadableSource(name, "damaged", "the file is not sound: it defines entities")


def _is_harmless(data: bytes, kind: Kind, max_bytes: int) -> bool:
    try:
        _check(data, kind, "", max_bytes)
    except UnreadableSource:
        return False
    return True


def prepare(sources: Sequence[bytes], options: ReadOptions | None = None) -> None:
    """Convert several sources in one go, which costs a fraction of one by one; `read` then finds them done.

    Sources of other kinds are left alone. A source that stops the program does not spoil the others: they are
    converted again one by one when their turn comes.
    """
    if find_office() is None:
        return
    options = options or ReadOptions.from_environment()
    wanted = {
        _key(data): (data, kind)
        for data in sources
        if (kind := detect(data)) in OFFICE and _is_harmless(data, kind, options.max_bytes)
    }
    jobs = [job for key, job in wanted.items() if key not in _converted]
    if len(jobs) < 2:
        return
    made = convert(jobs, min(options.max_seconds, 20 + 10.0 * len(jobs)))
    for (data, _), result in zip(jobs, made, strict=True):
        if result is not None:
            _converted[_key(data)] = result


def convert(jobs: Sequence[tuple[bytes, Kind]], seconds: float, *, older: bool = False) -> list[bytes | None]:
    """Convert sources to .docx; None stands for each that could not be.

    Args:
        jobs: The sources and their kinds.
        seconds: Time for all those of one kind.
        older: The .doc files are of Word 95.

    Raises:
        MissingTool: LibreOffice is not installed.
    """
    program = find_office()
    if program is None:
        raise MissingTool("LibreOffice", REMEDY)
    results: list[bytes | None] = [None] * len(jobs)
    for wanted in dict.fromkeys(kind for _, kind in jobs):
        places = [i for i, (_, kind) in enumerate(jobs) if kind is wanted]
        made = _convert(program, wanted, [jobs[i][0] for i in places], seconds, older=older)
        for i, result in zip(places, made, strict=True):
            results[i] = result
    return results


def _convert(program: str, kind: Kind, sources: Sequence[bytes], seconds: float, *, older: bool) -> list[bytes | None]:
    """Convert sources of one kind in one go; other threads wait, and that is of their time."""
    until = time.monotonic() + seconds
    if not _one_at_a_time.acquire(timeout=max(0.0, seconds)):
        return [None] * len(sources)
    try:
        return _convert_alone(program, kind, sources, until - time.monotonic(), older=older)
    finally:
        _one_at_a_time.release()


def _convert_alone(
    program: str, kind: Kind, sources: Sequence[bytes], seconds: float, *, older: bool
) -> list[bytes | None]:
    workshop = _workshop()
    with tempfile.TemporaryDirectory(dir=workshop) as folder:
        inputs = []
        for i, data in enumerate(sources):
            file = Path(folder) / f"{i}{_SUFFIX[kind]}"
            file.write_bytes(data)
            inputs.append(file)
        out = Path(folder) / "out"
        # Should this process be killed, the program would stay behind: `timeout` ends it all the same.
        guard = ["timeout", "-s", "KILL", f"{seconds + 5:.0f}"] if shutil.which("timeout") else []
        command = [
            *guard, program, f"-env:UserInstallation={(workshop / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--nologo",
            f"--infilter={'MS Word 95' if older else _FILTER[kind]}",  # else what it cannot open is read as text, byte by byte
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), *map(str, inputs),
        ]  # fmt: skip
        _run(command, seconds)
        results: list[bytes | None] = []
        for file in inputs:
            made = out / f"{file.stem}.docx"
            results.append(made.read_bytes() if made.is_file() and made.stat().st_size else None)
        return results


def _run(command: list[str], seconds: float) -> None:
    """Run LibreOffice, which is to find no screen, no settings of the user and no network."""
    nowhere = "http://127.0.0.1:9"
    environment = {"HOME": str(_workshop()), "DISPLAY": "", "http_proxy": nowhere, "https_proxy": nowhere}
    with contextlib.suppress(TimeoutError):
        programs.run(command, seconds, environment=environment)


def _workshop() -> Path:
    """A folder of this process with a profile; gone when the process ends."""
    own = os.getpid()
    if own not in _workshops:
        folder = Path(tempfile.mkdtemp(prefix="vnplan-office-"))
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _workshops[own] = folder
        atexit.register(_clear, own)
    return _workshops[own]


def _clear(owner: int) -> None:
    if os.getpid() == owner and owner in _workshops:
        shutil.rmtree(_workshops.pop(owner), ignore_errors=True)


def _key(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
