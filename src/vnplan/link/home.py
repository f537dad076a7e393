"""Full names of organs: from the registry, from the place that stands with them, from the document's own letterhead.

"UBND tỉnh" in a plan of Tây Ninh is the Ủy ban nhân dân tỉnh Tây Ninh. The place is completed only where the level that
the text names is the level of the letterhead; everything else stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from vnplan import lexicon
from vnplan.link.registry import canonical_organ
from vnplan.model import Header
from vnplan.text import clean, fold

_SHORT = (
    (re.compile(r"\bubnd\b"), "ủy ban nhân dân"), (re.compile(r"\bub\b"), "ủy ban"), (re.compile(r"\bhđnd\b"), "hội đồng nhân dân"),
    (re.compile(r"\bbtv\b"), "ban thường vụ"), (re.compile(r"\bbch\b"), "ban chấp hành"), (re.compile(r"\btp\.?(?= )"), "thành phố"),
    (re.compile(r"\bmttq\b"), "mặt trận tổ quốc"), (re.compile(r"\bvn\b"), "việt nam"),
)  # fmt: skip
_POST = r"(?:(?:phó )?chủ tịch |thường trực |văn phòng |đảng ủy |bí thư )?"
_LOCAL = re.compile(
    rf"(?P<body>{_POST}(?:ủy ban nhân dân|hội đồng nhân dân|đảng bộ|ban chấp hành đảng bộ|ban thường vụ đảng bộ|ủy ban mặt trận tổ quốc(?: việt nam)?"
    r"|đoàn đại biểu quốc hội|công an|thanh tra))\s(?P<level>tỉnh|thành phố)(?:\s(?P<place>\S.*))?"
)
_COMMITTEE = re.compile(
    r"(?P<body>(?:ban thường vụ |ban chấp hành |thường trực |văn phòng |bí thư )?)(?P<level>tỉnh|thành) ủy(?:\s(?P<place>\S.*))?"
)
_IN_HEAD = re.compile(r"(?P<level>tỉnh|thành phố|tp\.?)\s+(?P<place>\S[^,;.()\n]*)")


class Home:
    """The province that a document's letterhead names.

    Attributes:
        level: `tỉnh` or `thành phố`, None when the letterhead names no province.
        place: Its name, None when the letterhead names no province.
    """

    def __init__(self, header: Header) -> None:
        self.level: str | None = None
        self.place: str | None = None
        for organ in (header.issuer, header.parent):
            for name in (organ.canonical, organ.name) if organ else ():
                if name and self.place is None:
                    self._read(fold(clean(name)))

    def _read(self, name: str) -> None:
        for match in _IN_HEAD.finditer(name):
            place = _province(match["place"])
            if place is not None:
                self.level = "tỉnh" if match["level"] == "tỉnh" else "thành phố"
                self.place = place
                return

    def canonical(self, name: str) -> tuple[str | None, bool]:
        """Full name of an organ and whether its place was taken from the letterhead; None when it is not certain."""
        plain = _plain(name)
        committee = _COMMITTEE.fullmatch(plain)
        match = _LOCAL.fullmatch(plain) or committee
        if match is None:
            return _from_registry(name), False
        level = "tỉnh" if match["level"] == "tỉnh" else "thành phố"
        place = _province(match["place"]) if match["place"] else None
        completed = match["place"] is None
        if completed and level == self.level:
            place = self.place
        if place is None:
            return _from_registry(name), False
        if committee:
            kind = "Tỉnh ủy" if level == "tỉnh" else "Thành ủy"
            return f"{_sentence(match['body'])}{kind} {place}".strip(), completed
        return f"{_sentence(match['body'])} {level} {place}", completed


_NO_PLACE = re.compile(r"/|(?<![\w])(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|các cấp)\Z")


def _from_registry(name: str) -> str | None:
    """Full name in the registry; None for joint issuers and for a level whose place is not known."""
    full = canonical_organ(name)
    if full is None or _NO_PLACE.search(fold(full)):
        return None
    parts = re.split(r",\s+|\s+và\s+|\s+-\s+", clean(name))
    return full if sum(canonical_organ(part) is not None for part in parts) < 2 else None


def place_slug(canonical: str | None) -> str | None:
    """Slug of the province at the end of a full name, None without one."""
    if canonical is None:
        return None
    match = re.search(r"(?:tỉnh ủy|thành ủy|tỉnh|thành phố) (?P<place>.+)\Z", fold(canonical))
    return lexicon.province_slugs().get(match["place"]) if match else None


def _plain(name: str) -> str:
    plain = fold(clean(name.replace("_", " ")))
    for short, full in _SHORT:
        plain = short.sub(full, plain)
    return plain


@cache
def _names() -> dict[str, str]:
    """Folded name or variant of a province → its name."""
    names: dict[str, str] = {}
    for province in lexicon.provinces():
        for variant in (province.name, *province.variants):
            names.setdefault(fold(variant), province.name)
    return names


def _province(text: str) -> str | None:
    return _names().get(text.strip(" .,;:"))


_PROPER = {
    "đảng bộ": "Đảng bộ", "mặt trận tổ quốc việt nam": "Mặt trận Tổ quốc Việt Nam", "mặt trận tổ quốc": "Mặt trận Tổ quốc",
    "ủy ban nhân dân": "Ủy ban nhân dân", "hội đồng nhân dân": "Hội đồng nhân dân", "quốc hội": "Quốc hội",
    "ủy ban mặt trận": "Ủy ban Mặt trận", "ban thường vụ": "Ban Thường vụ", "ban chấp hành": "Ban Chấp hành",
}  # fmt: skip


def _sentence(body: str) -> str:
    """Write a folded name with the capitals it has in print."""
    if not body:
        return ""
    for low, proper in _PROPER.items():
        body = body.replace(low, proper)
    body = body.replace("ủy ban Mặt trận", "Ủy ban Mặt trận")
    return body[0].upper() + body[1:]
