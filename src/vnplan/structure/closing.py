"""The closing block: Nơi nhận, authority, post and name of the signer (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 7, 9b).

The block comes in two table cells, in two columns side by side, one column after the other, or with the columns run
into one line by OCR. It may stand in the middle of a text, when a plan is annexed to a decision.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from vnplan import lexicon
from vnplan.lexicon.binding import per_lexicon
from vnplan.structure.labels import read_appendix, read_label
from vnplan.text import SourceText, bare, clean, fold
from vnplan.text.fold import CAPITAL


@dataclass(slots=True)
class Piece:
    """A stretch of the view that was one line of one column."""

    start: int
    end: int
    right: bool


@dataclass(slots=True)
class Closing:
    """One closing block; `first` and `last` are paragraph indexes (inclusive), pieces hold view offsets."""

    first: int
    last: int
    recipients: list[Piece] = field(default_factory=list)
    authority: list[str] = field(default_factory=list)
    position: str | None = None
    name: str | None = None
    signature: tuple[int, int] | None = None


_HEAD = re.compile(r"\W{0,4}[nv][oe][il1]?\s?nh[a]?[nm]\b")
_SPOILED = re.compile(r"\W{0,3}(\w{2,6} n\w{2,3})\s?[:.]")
_AUTHORITY = re.compile(
    rf"(?:TM|KT|TL|TUQ|Q)\s?[./]\s?(?=[{CAPITAL}])|(?:T/M|K/T|T/L|T/UQ)[.\s]\s?(?=[{CAPITAL}])|(?:THỪA LỆNH|THỪA ỦY QUYỀN|QUYỀN)\s(?=[{CAPITAL}])"
)
_BULLET = re.compile(r"\s*[-–—−+~•*·]\s*")
_AFTER = re.compile(
    r"\(?(?:Ban hành\s+)?[Kk]èm theo|\[\d+\]|(?:KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|BIỂU|MẪU|DANH MỤC|DANH SÁCH|LỊCH|BẢNG)\b"
)
_NAME_WORD = re.compile(
    rf"(?:[{CAPITAL}][a-zà-ỹđ]+|[A-ZĐ]['’.]|[A-ZĐ]['’][{CAPITAL}]?[a-zà-ỹđ]+|Y|[{CAPITAL}][a-zà-ỹđ]+-[{CAPITAL}a-z]\w+)\Z"
)
_RANK = re.compile(
    r"(?:(?:Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|Thiếu tướng|Trung tướng|Thượng tướng|Đại tướng"
    r"|GS|PGS|TS|ThS|Ths|BSCKII|BSCKI|BS\.? ?CKII|BS\.? ?CKI|BS|CKII|CKI|DS|KS|CN|NGƯT|Dr)[.,]?\s*)+"
)
_NOT_NAMES = frozenset(
    [
        "ban",
        "sở",
        "phòng",
        "như",
        "các",
        "nơi",
        "ủy",
        "ubnd",
        "hđnd",
        "hội",
        "trung",
        "văn",
        "báo",
        "cáo",
        "đã",
        "ký",
        "kính",
        "công",
        "kế",
        "tổ",
        "trường",
        "tỉnh",
        "thành",
        "bộ",
        "cục",
        "vụ",
        "chủ",
        "phó",
        "giám",
        "trưởng",
        "website",
        "cổng",
        "đảng",
        "thường",
        "huyện",
        "xã",
        "phường",
        "ký",
        "đoàn",
        "mặt",
        "chi",
        "bệnh",
        "viện",
    ]
)
_POST_OPENS = re.compile(
    r"(?:PHÓ|TRƯỞNG|CHÁNH|GIÁM ĐỐC|CHỦ TỊCH|CHỦ NHIỆM|BÍ THƯ|HIỆU TRƯỞNG|CHỈ HUY|THƯ KÝ|TỔNG GIÁM ĐỐC|THỦ TRƯỞNG"
    r"|(?:ĐỘI|TỔ|VỤ|CỤC|VIỆN|NHÓM|TRẠM|KHOA|BỘ|CHI CỤC|TỔNG CỤC|XÃ ĐỘI|PHÂN) TRƯỞNG) "
)
_SIGNED = re.compile(r"\W*(?:đã ký|ký tên|ký, ghi rõ)")
_TRAILING_NOISE = re.compile(
    r"(?<=[;.])\s*(?:[-–~^:]\s*\S{0,3}|[^\w\s(+]\S{0,7}|(?:\S{1,2}\s+){1,4}[^\w\s]+|[lI1|!])\s*\Z"
)
_SPECKED = re.compile(
    r"\s*(?:(?:[^\w\s(]|_){1,8}\s?|[^\W_]{1,3}[.,]?\s+(?=[^\w\s(]|_)){0,3}[-–—−+•*·~][\W_]{0,40}(?=[^\W_]{2})"
)
"""The dash of an item among specks and strokes that OCR read: `: -= `, `,_ ~`, `kì -_ - `, `Ti. - `."""
_NAME_AFTER_POST = re.compile(rf"([{CAPITAL}./ ]{{6,}}[{CAPITAL}])\s+((?:[{CAPITAL}][a-zà-ỹđ]+\s?){{2,5}})\s*\Z")
_NAME_FIRST = re.compile(rf"((?:[{CAPITAL}][a-zà-ỹđ]+ ){{1,4}}[{CAPITAL}][a-zà-ỹđ]+)(?= [a-zđ])")
_SENDING = re.compile(r"[-+*•\s]*(?:Gửi(?: kèm)?\s*:?\Z|Bản\W{0,2}(?:giấy|điện)|File\b|Email\b)")
_NOTE = re.compile(r"\(([^()]{1,60})\)\s*[;.,]?\s*\Z")


def find_closings(source: SourceText) -> list[Closing]:
    """Find the closing blocks, in reading order."""
    found: list[Closing] = []
    paragraphs = source.paragraphs
    i = 0
    while i < len(paragraphs):
        if _is_head(source, i):
            closing = _read_block(source, i, found[-1].last if found else -1)
            found.append(closing)
            i = closing.last + 1
        else:
            i += 1
    if not found:
        head = _headless(source)
        if head is not None:
            found.append(_read_block(source, head, -1))
    if not found:
        lone = _signature_only(source)
        if lone is not None:
            found.append(lone)
    return found


def recipient(source: SourceText, piece: Piece) -> tuple[int, int, str | None]:
    """View offsets of a recipient's name without dash and closing sign, and its purpose mark."""
    start, end = piece.start, piece.end
    match = _SPECKED.match(source.view, start, end) or _BULLET.match(source.view, start, end)
    if match:
        start = match.end()
    noise = _TRAILING_NOISE.search(source.view, start, end)
    if noise:
        end = noise.start()
    while end > start and source.view[end - 1] in " ;.,:\\|":
        end -= 1
    note = _NOTE.search(source.view, start, end)
    return start, end, clean(note.group(1)) if note else None


def _is_head(source: SourceText, i: int) -> bool:
    p = source.paragraphs[i]
    shown = source.fold[p.start : min(p.end, p.start + 18)]
    if "nh" not in shown and " n" not in shown:
        return False
    shown = bare(shown)
    if _HEAD.match(shown) is not None:
        return True
    # "Mớơi nhận:", "NMơi nhận.": OCR spoiled the first word; the colon or stop says that it is a heading.
    spoiled = _SPOILED.match(shown)
    return spoiled is not None and fuzz.ratio(spoiled.group(1), "noi nhan") >= 74


def pieces_of(source: SourceText, i: int) -> list[Piece]:
    """Part a paragraph at its column gaps."""
    p = source.paragraphs[i]
    gap = source.gap_in(p.start + 1, p.end)
    if gap is not None and not source.view[gap : p.end].strip():
        gap = None
    name = _NAME_AFTER_POST.match(source.view, p.start, p.end)
    if name and gap is None and (_AUTHORITY.match(source.view, p.start, p.end) or _post_in(name.group(1))):
        return [Piece(p.start, name.end(1), True), Piece(name.start(2), p.end, True)]
    if gap is None or source.view[p.start : gap].strip(" -–+*•") == "":
        right = p.indent > 30
        return [Piece(p.start, p.end, right)]
    name = _NAME_FIRST.match(source.view, gap + 1, p.end)
    return [Piece(p.start, gap, False), Piece(gap + 1, name.end(1) if name else p.end, True)]


def _read_block(source: SourceText, head: int, floor: int) -> Closing:
    first = _before(source, head, floor)
    last = _after(source, head)
    closing = Closing(first, last)
    signs: list[Piece] = []
    for i in range(first, head):
        signs.extend(pieces_of(source, i))
    open_list = True
    for i in range(head, last + 1):
        for piece in pieces_of(source, i):
            start = piece.start
            if i == head and not piece.right and _is_head(source, head):
                colon = source.view.find(":", start, min(piece.end, start + 16))
                start = colon + 1 if colon >= 0 else _head_end(source, start, piece.end)
            tail = _uppercase_tail(source, start, piece.end)
            if tail is None and not piece.right:
                tail = _name_tail(source, start, piece.end)
            if tail is not None:
                signs.append(Piece(tail, piece.end, True))
                piece = Piece(start, tail, piece.right)
            else:
                piece = Piece(start, piece.end, piece.right)
            text = source.view[piece.start : piece.end].strip()
            if not text:
                continue
            bulleted = (_SPECKED.match(text) or _BULLET.match(text)) is not None or (
                i == head and not _is_head(source, head)
            )
            before = closing.recipients[-1] if closing.recipients else None
            if open_list and not piece.right and before is not None and _continues(source, before, piece, bulleted):
                before.end = piece.end
            elif open_list and not piece.right and (bulleted or _goes_on(text)):
                if len(text) > 3 and re.search(r"[^\W\d_]{2}", text) and not _SENDING.match(text):
                    closing.recipients.append(piece)
            else:
                if closing.recipients and not piece.right and i > head + 1 and not text.isupper():
                    open_list = open_list and piece.end - piece.start < 40 and not _is_name(text)
                signs.append(piece)
    _read_signature(source, signs, closing)
    return closing


def _continues(source: SourceText, before: Piece, piece: Piece, bulleted: bool) -> bool:
    """Say whether `piece` is the next line of an item with a dash whose closing sign has not come."""
    text = source.view[before.start : before.end].rstrip()
    if bulleted or piece.start - before.end > 2 or not _BULLET.match(text) or text[-1:] in ".;:" or _KEPT.match(text):
        return False
    return source.view[piece.start : piece.end].rstrip()[-1:] in (";", ".")


def _head_end(source: SourceText, start: int, end: int) -> int:
    match = re.compile(r"\W*\S+\s+\S+").match(source.view, start, end)
    return match.end() if match else start


def _goes_on(text: str) -> bool:
    """A recipient without a dash: `Như Điều 3;`, or a line that ends as list items do."""
    if re.match(r"Như |Lưu\s*[:,(]|Lưu\s+V[TP]\b", text):
        return True
    return text.endswith(";") and len(text) < 120 and not text.isupper()


def _before(source: SourceText, head: int, floor: int) -> int:
    """First paragraph of the signature that stands before Nơi nhận, or `head`."""
    first = head
    for i in range(head - 1, max(floor, head - 14), -1):
        p = source.paragraphs[i]
        text = source.view[p.start : p.end].strip()
        if not text:
            continue
        if len(text) > 70 or text.endswith(("./.", ".", ";", ":", ",")) or re.match(r"[-–+•]\s|\d+[.)]", text):
            break
        if _AUTHORITY.search(text) or _post_in(text) or _is_name(text) or text.isupper() or len(text) < 32:
            first = i
        else:
            break
    # Only what begins with an authority or a post is a signature.
    while first < head:
        p = source.paragraphs[first]
        text = source.view[p.start : p.end].strip()
        if _AUTHORITY.search(text) or _post_in(text):
            break
        first += 1
    return first


def _after(source: SourceText, head: int) -> int:
    """Last paragraph of the block."""
    paragraphs = source.paragraphs
    last = head
    for i in range(head + 1, min(len(paragraphs), head + 80)):
        p = paragraphs[i]
        text = source.view[p.start : p.end]
        if p.row or len(text) > 260:
            break
        if i > head + 1 and (read_appendix(source.view, p.start, p.end) or _AFTER.match(text)):
            break
        if i > head + 1 and text[:1] not in "-+" and re.search(r"(?:Phụ lục|PHỤ LỤC)(?:\s+\w{1,4})?\s*\Z", text):
            break
        label = read_label(source.view, p.start, p.end)
        if label is not None and label.style in ("part", "chapter", "article", "roman", "section"):
            break
        if label is not None and label.style != "bullet" and i > head + 3 and not p.indent > 30:
            break
        last = i
    return last


_KEPT = re.compile(r"\s*[-–+•*«]?\s*L[ưuừ]u?\w?\s*[:,]?\s*(?:V\.?[TPĂ]|Văn thư|HC|TH|VP)", re.IGNORECASE)
"""The line that closes every list of recipients: `- Lưu: VT, …`."""


def _headless(source: SourceText) -> int | None:
    """First paragraph of a list of recipients whose heading OCR lost: found from its last line upwards."""
    paragraphs = source.paragraphs
    for i in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 40), -1):
        if not _KEPT.match(source.view, paragraphs[i].start, paragraphs[i].end):
            continue
        first = i
        while first > 0:
            p = paragraphs[first - 1]
            text = source.view[p.start : p.end].strip()
            if len(text) > 110 or "./." in text or not (_BULLET.match(text) or re.search(r";(?:\s|\Z)", text)):
                break
            first -= 1
        return first if i - first >= 2 else None
    return None


def _signature_only(source: SourceText) -> Closing | None:
    """A signature at the end of a text without Nơi nhận."""
    paragraphs = source.paragraphs
    n = len(paragraphs)
    for i in range(max(n // 2, n - 14), n):
        p = paragraphs[i]
        text = source.view[p.start : p.end].strip()
        if len(text) < 70 and text == text.upper() and (_AUTHORITY.match(text) or _post_in(text)):
            closing = Closing(i, n - 1)
            signs = [piece for j in range(i, n) for piece in pieces_of(source, j)]
            _read_signature(source, signs, closing)
            return closing if closing.authority or closing.position else None
    return None


def _letters_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


@per_lexicon
def _posts() -> tuple[tuple[str, str, str, int], ...]:
    """Each post as it is written, folded, without marks, and its number of words."""
    folded = [(post, fold(post)) for post in lexicon.posts()]
    return tuple((post, low, bare(low), len(bare(low).split())) for post, low in folded)


def _post_in(text: str) -> str | None:
    """The post that stands in capitals at the end of `text`, repaired where OCR spoiled it; None without one."""
    upper = text.strip(" .:*")
    if not _letters_upper(upper) or len(upper) > 70:
        return None
    folded = fold(upper)
    if folded.endswith(" thường trực") and (standing := _post_in(upper[: -len(" thường trực")])):
        return f"{standing} THƯỜNG TRỰC"
    plain = bare(folded)
    for post, low, flat, _ in _posts():
        if folded.endswith(low) or plain.endswith(flat):
            return post
    best, score = None, 84.0
    words = plain.split()
    for post, _, flat, size in _posts():
        found = fuzz.ratio(" ".join(words[-size:]), flat)
        if found > score:
            best, score = post, found
    return best


def _uppercase_tail(source: SourceText, start: int, end: int) -> int | None:
    """Where the other column's authority or post begins, when OCR ran two columns into one line."""
    view = source.view
    match = _AUTHORITY.search(view, start, end)
    if match and match.start() > start and _letters_upper(view[match.start() : end]):
        return match.start()
    words = [m.start() for m in re.compile(r"\S+").finditer(view, start, end)]
    at = None
    for begin in reversed(words):
        word = view[begin:end].split(None, 1)[0]
        letters = [c for c in word if c.isalpha()]
        if not letters or not all(c.isupper() for c in letters):
            break
        at = begin
    if at is None or at <= start or len(view[at:end].split()) < 2:
        return None
    before = view[start:at].rstrip()
    if not before or before[-1] in ",:-(" or (before[-1] != ";" and before.lstrip(" -–+").isupper()):
        return None
    for begin in (b for b in words if b >= at):
        tail = view[begin:end].strip()
        if len(tail.split()) >= 2 and _is_post(tail):
            return begin
    return None


def _name_tail(source: SourceText, start: int, end: int) -> int | None:
    """Where the signer's name begins behind a whole item, when OCR ran two columns into one line."""
    match = re.compile(r"\s*[-–+][^;:]+;\s+(?=[^;:,.]+\Z)").match(source.view, start, end)
    return match.end() if match and _is_name(source.view[match.end() : end]) else None


def _is_post(text: str) -> bool:
    """The whole of `text` is a post (slips of OCR allowed), nothing before it."""
    plain = bare(fold(text.strip(" .:*")))
    return any(fuzz.ratio(plain, flat, score_cutoff=84) >= 84 for _, _, flat, _ in _posts())


def _is_name(text: str) -> bool:
    words = _RANK.sub("", text.strip(" .*"), count=1).split()
    if not 2 <= len(words) <= 6 or fold(words[0]) in _NOT_NAMES:
        return False
    return all(_NAME_WORD.match(word) for word in words)


def _read_signature(source: SourceText, pieces: list[Piece], closing: Closing) -> None:
    """Read authority, post and name out of the pieces that are no recipients."""
    start = end = -1
    view = source.view
    organ_open = False
    for piece in pieces:
        text = clean(view[piece.start : piece.end])
        used = False
        if _letters_upper(text) and len(text) < 160:
            marks = [m.start() for m in _AUTHORITY.finditer(text)]
            if marks:
                bounds = [*marks, len(text)]
                for a, b in itertools.pairwise(bounds):
                    line = text[a:b].strip(" ,;")
                    line, rest = _part_authority(line)
                    closing.authority.append(line)
                    if rest:
                        closing.position = rest
                organ_open = text[marks[-1] : marks[-1] + 3].replace("/", "")[:2] == "TM" and closing.position is None
                used = True
            else:
                post = _post_in(text)
                if post is not None and closing.name is None:
                    shown = text.strip(" .:*")
                    closing.position = shown if fold(shown).endswith(fold(post)) else post
                    before = shown[: -len(post)]
                    if len(before) > 14 or re.search(r"[\d,;()]", before):
                        closing.position = post
                    elif _is_post(before) and not post.startswith("PHÓ"):
                        closing.position = None  # two organs sign side by side: whose post it is cannot be told
                    organ_open = False
                    used = True
                elif closing.position is None and closing.name is None and len(text) < 60 and _POST_OPENS.match(text):
                    closing.position = text.strip(" .:*")  # "PHÓ TRƯỞNG CÔNG AN XÃ": a post with its organ
                    organ_open = False
                    used = True
                elif organ_open and closing.position is None and len(text) < 60:
                    closing.authority[-1] += " " + text
                    used = True
        elif _post_in(text.upper()) and len(text) < 40 and not _is_name(text) and closing.name is None and start < 0:
            closing.position = text.strip(" .:")
            used = True
        elif _is_name(text) and (start >= 0 or piece.right or len(pieces) <= 3):
            closing.name = _RANK.sub("", text.strip(" .*"), count=1)
            used = True
        if used:
            a, b = source.span(piece.start, piece.end)
            start = a if start < 0 else min(start, a)
            end = max(end, b)
    if closing.name is None and pieces:
        for piece in reversed(pieces):
            text = clean(view[piece.start : piece.end])
            if _is_name(text):
                closing.name = _RANK.sub("", text.strip(" .*"), count=1)
                a, b = source.span(piece.start, piece.end)
                start = a if start < 0 else min(start, a)
                end = max(end, b)
                break
    if start >= 0:
        closing.signature = (start, end)


def _part_authority(line: str) -> tuple[str, str | None]:
    """Part `KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC` into authority and post."""
    mark = line[:3].replace("/", "").strip(" .")
    body_at = _AUTHORITY.match(line)
    offset = body_at.end() if body_at else 0
    body = line[offset:]
    if mark[:2] == "TM":
        for post in lexicon.posts():
            if body.endswith(" " + post):
                return line[: -len(post) - 1].strip(), post
        return line, None
    for post in lexicon.posts():
        cut = len(body) - len(post)
        if cut > 1 and body.endswith(" " + post) and body[cut - 2] != "," and _is_post(body[:cut]):
            return line[: offset + cut].strip(), post
    for post in lexicon.posts():
        cut = body.find(" PHÓ ") if post.startswith("PHÓ") else -1
        if cut > 0 and body[cut + 1 :].startswith(post):
            return line[: offset + cut].strip(), body[cut + 1 :].strip()
    return line, None
