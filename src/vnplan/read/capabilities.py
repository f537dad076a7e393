"""What can be read on this machine, and what to install for the rest."""

from __future__ import annotations

from importlib import metadata, util
from typing import NamedTuple

from vnplan.read import html, ocr, office, pdf, programs


class Need(NamedTuple):
    """A library or program.

    Attributes:
        name: Its name.
        version: The version found, None when it is missing.
        remedy: What to install.
    """

    name: str
    version: str | None
    remedy: str


class Capability(NamedTuple):
    """A group of formats and what they need; they can be read when nothing is missing."""

    formats: str
    needs: tuple[Need, ...]

    @property
    def ready(self) -> bool:
        """Nothing is missing."""
        return all(need.version is not None for need in self.needs)


def capabilities() -> list[Capability]:
    """Look for what the formats need. Programs are asked for their versions; that takes up to a second each."""
    pdfium = _package("pypdfium2", pdf.REMEDY)
    return [
        Capability(".txt .md (UTF-8, UTF-16, windows-1258, TCVN3, VNI, VISCII)", ()),
        Capability(".docx .docm", ()),
        Capability(".zip", ()),
        Capability(".html .htm .mht", (_package("selectolax", html.REMEDY),)),
        Capability(".doc .odt .rtf, Word XML", (_office(),)),
        Capability(".pdf with text", (pdfium,)),
        Capability(".pdf scans", (pdfium, *_tesseract())),
        Capability(".png .jpg .tif .bmp .gif .webp", _tesseract()),
    ]


def _package(name: str, remedy: str) -> Need:
    if util.find_spec(name) is None:
        return Need(name, None, remedy)
    try:
        return Need(name, metadata.version(name), remedy)
    except metadata.PackageNotFoundError:
        return Need(name, "?", remedy)


def _office() -> Need:
    program = office.find_office()
    return Need("LibreOffice", None if program is None else _version([program, "--version"]), office.REMEDY)


def _tesseract() -> tuple[Need, ...]:
    program = ocr.find_tesseract()
    if program is None:
        return (Need("tesseract", None, ocr.REMEDY),)
    language = "installed" if "vie" in ocr.languages() else None
    return (
        Need("tesseract", _version([program, "--version"]), ocr.REMEDY),
        Need("tesseract's Vietnamese data", language, ocr.REMEDY),
    )


def _version(command: list[str]) -> str:
    try:
        _, out = programs.run(command, 30, data=b"")
    except OSError:
        return "?"
    words = out.decode("utf-8", "replace").split("\n", 1)[0].split()
    return next((word for word in words if word[:1].isdigit()), "?")
