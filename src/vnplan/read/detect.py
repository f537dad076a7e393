"""What a source is, told from its bytes; its suffix is not asked, because archives are full of wrong ones."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum


class Kind(Enum):
    """A kind of source; the value is its media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    MHTML = "multipart/related"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    WORD_XML = "application/xml"
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    BMP = "image/bmp"
    GIF = "image/gif"
    WEBP = "image/webp"
    ZIP = "application/zip"
    PROTECTED = "application/encrypted"
    OTHER = "application/octet-stream"


IMAGES = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF, Kind.BMP, Kind.GIF, Kind.WEBP})
OFFICE = frozenset({Kind.DOC, Kind.ODT, Kind.RTF, Kind.WORD_XML})

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"GIF87a", Kind.GIF),  # to the letter: what tesseract knows for no picture it takes for a list of files to open
    (b"GIF89a", Kind.GIF),
    (b"{\\rtf", Kind.RTF),
    (b"Rar!", Kind.OTHER),
    (b"7z\xbc\xaf", Kind.OTHER),
    (b"\x1f\x8b", Kind.OTHER),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|center|p|font|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"\AMIME-Version:|\AFrom:.{0,200}MIME-Version:", re.IGNORECASE | re.DOTALL)


def detect(data: bytes) -> Kind:
    """Tell what `data` is."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data.startswith(b"BM") and len(data) > 30 and data[6:10] == b"\x00" * 4:
        return Kind.BMP
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    return _markup(data)


def _ole(data: bytes) -> Kind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Kind.PROTECTED
    return Kind.DOC if holds("WordDocument") else Kind.OTHER


def _zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return Kind.DOCX if any(name.startswith("word/") for name in names) else Kind.OTHER
            if "mimetype" in names:
                with archive.open("mimetype") as entry:
                    media = entry.read(200)
                if media.startswith(b"application/vnd.oasis.opendocument.text"):
                    return Kind.ODT
                return Kind.OTHER
    except Exception:  # noqa: BLE001  unpackers have no common base of errors
        # Cut off: the names at the front still tell a document from an archive.
        return Kind.DOCX if b"word/" in data[:4096] or b"[Content_Types].xml" in data[:4096] else Kind.ZIP
    return Kind.ZIP


def _markup(data: bytes) -> Kind:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if b'progid="Word.Document"' in head:
        return Kind.WORD_XML
    if _HTML.match(head):
        return Kind.HTML
    if _MHTML.match(head) and b"multipart/" in head:
        return Kind.MHTML
    return Kind.TEXT
