"""Parts of an Office Open XML package, read with limits; names without their namespaces.

Transitional and strict files name the same elements in different namespaces, so only the local names count here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from vnplan.errors import UnreadableSource

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_DOCTYPE = re.compile(
    re.escape("<!DOCTYPE".encode("utf-16-le")) + b"|" + re.escape("<!DOCTYPE".encode("utf-16-be"))
)
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"})
"""What such files are in. In another one, of EBCDIC say, entities could hide from the search for them."""
_MAX_DEPTH = 400


class Package:
    """The parts of a package. Nothing outside the file is ever looked at."""

    def __init__(self, data: bytes, name: str, max_bytes: int) -> None:
        """Open it.

        Raises:
            UnreadableSource: it is damaged, too large when unpacked, or protected.
        """
        self.name = name
        self._left = max_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise UnreadableSource(
                name, "damaged", "the file is damaged or cut off: its parts cannot be opened"
            ) from error

    def bytes(self, part: str) -> bytes | None:
        """The bytes of a part, None when there is none."""
        if part not in self.names:
            return None
        try:
            with self._archive.open(part) as entry:
                data = entry.read(self._left + 1)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
            if "password" in str(error) or "encrypted" in str(error):
                raise UnreadableSource(self.name, "password", "the file is protected by a password") from error
            raise UnreadableSource(
                self.name, "damaged", f"the file is damaged: its part {part} cannot be read"
            ) from error
        except Exception as error:  # zlib.error and the errors of other packers have no common base
            raise UnreadableSource(
                self.name, "damaged", f"the file is damaged: its part {part} cannot be read"
            ) from error
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableSource(self.name, "too-large", "the file unpacks to more than is allowed")
        return data

    def xml(self, part: str) -> Element | None:
        """The root element of a part, None when there is none.

        Raises:
            UnreadableSource: it is no XML, or it defines entities, which such files never do.
        """
        data = self.bytes(part)
        if data is None:
            return None
        if _DOCTYPE.search(data) or _WIDE_DOCTYPE.search(data):
            raise UnreadableSource(self.name, "damaged", f"the file is not sound: its part {part} defines entities")
        said = _ENCODING.match(data)
        if said is not None and said[1].lower() not in _ENCODINGS:
            raise UnreadableSource(self.name, "damaged", f"the file is not sound: its part {part} is not Unicode")
        try:
            depth = 0
            root: Element | None = None
            for event, element in ET.iterparse(io.BytesIO(data), events=("start", "end")):  # noqa: S314  entities are refused above
                root = element if root is None else root
                depth += 1 if event == "start" else -1
                if depth > _MAX_DEPTH:
                    raise UnreadableSource(
                        self.name, "damaged", f"the file is not sound: its part {part} nests too deep"
                    )
        except (ET.ParseError, LookupError, ValueError) as error:  # the last two: an encoding that there is not
            raise UnreadableSource(self.name, "damaged", f"the file is damaged: its part {part} is no XML") from error
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """For each relation of a part: its kind (last word of the type) and the target part inside the package."""
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target") or ""
            path = target[1:] if target.startswith("/") else f"{folder}/{target}" if folder else target
            steps: list[str] = []
            for step in path.split("/"):
                if step == "..":
                    steps = steps[:-1]
                elif step not in ("", "."):
                    steps.append(step)
            found[relation.get("Id") or ""] = ((relation.get("Type") or "").rpartition("/")[2], "/".join(steps))
        return found


def local(element: Element) -> str:
    """Name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    for key, content in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return content
    return None


def value(element: Element | None) -> str | None:
    """The attribute `val`."""
    return attribute(element, "val")


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    if element is not None:
        for candidate in element:
            if local(candidate) == name:
                return candidate
    return None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    if element is not None:
        for candidate in element:
            if local(candidate) == name:
                yield candidate


def number(text: str | None, default: int) -> int:
    """A whole number of an attribute, `default` where it is none."""
    try:
        return int(text or "")
    except ValueError:
        return default


def switched_on(element: Element | None) -> bool | None:
    """A property that is on or off; None when it is not given."""
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")
