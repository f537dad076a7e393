"""Readers: bytes to text, one module per format.

    detect      what the bytes are
    plain, html, docx, office (.doc, .odt, .rtf), pdf, ocr      one format each
    encodings, syllables        old Vietnamese encodings and how they are told
    numbering   automatic numbers of Word
    programs    how LibreOffice and tesseract are run
    layout      words on a page to paragraphs, columns and tables
    reading     what all of them share: options, limits, the rendering

What a format needs beyond Python itself is imported where it is used; `capabilities` tells what is there.
"""

from __future__ import annotations

import hashlib

from vnplan.errors import UnreadableSource
from vnplan.read.detect import IMAGES, OFFICE, Kind, detect
from vnplan.read.reading import Block, Clock, Content, Doubt, OcrMode, Reading, ReadOptions, Remark


def read(data: bytes, name: str, options: ReadOptions | None = None) -> Reading:
    """Read the bytes of one source.

    Args:
        data: The bytes; what they are is told from themselves.
        name: The source as it is to be named; its suffix only tells Markdown from plain text.
        options: Recognition and limits; those of the environment (`ReadOptions.from_environment`) unless given.

    Raises:
        UnreadableSource: they cannot be read; `code` and `reason` say why.
        MissingTool: a library or program for this format is not installed.
    """
    options = options or ReadOptions.from_environment()
    if len(data) > options.max_bytes:
        raise UnreadableSource(
            name, "too-large", f"the file has {len(data):,} bytes, more than the {options.max_bytes:,} allowed"
        )
    content = _content(data, name, options)
    text = content.rendering.text
    if len(text) > options.max_chars:
        raise UnreadableSource(
            name, "too-large", f"the text has {len(text):,} characters, more than the {options.max_chars:,} allowed"
        )
    return Reading(
        text, content.media_type, hashlib.sha256(data).hexdigest(), len(data), content.encoding, content.page_count,
        content.reader, tuple(content.rendering.blocks), tuple(content.rendering.remarks), tuple(content.rendering.doubts),
    )  # fmt: skip


def _content(data: bytes, name: str, options: ReadOptions) -> Content:
    kind = detect(data)
    clock = Clock(name, options)
    if kind is Kind.DOCX:
        from vnplan.read.docx import read_docx

        return read_docx(data, clock)
    if kind in OFFICE:
        from vnplan.read.office import read_office

        return read_office(data, kind, clock)
    if kind in (Kind.HTML, Kind.MHTML):
        from vnplan.read.html import read_html

        return read_html(data, clock, packed=kind is Kind.MHTML)
    if kind is Kind.PDF:
        from vnplan.read.pdf import read_pdf

        return read_pdf(data, clock)
    if kind in IMAGES:
        from vnplan.read.ocr import read_image

        return read_image(data, kind, clock)
    if kind is Kind.PROTECTED:
        raise UnreadableSource(name, "password", "the file is protected by a password")
    if kind is Kind.ZIP:
        raise UnreadableSource(name, "archive", "the file is an archive; vnplan convert reads the documents in it")
    if kind is Kind.OTHER:
        raise UnreadableSource(name, "format", "the file is of a kind that is not read")
    from vnplan.read.plain import read_plain

    return read_plain(data, name)


__all__ = ["Block", "Doubt", "Kind", "OcrMode", "ReadOptions", "Reading", "Remark", "detect", "read"]
