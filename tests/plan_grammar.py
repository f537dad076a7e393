"""Plans made from a grammar of real forms, with the answers known, and ways to write the same plan differently.

`make_plan` draws a whole plan from a source of chance. What it says is written down while it is said, so a test can ask
the parser for it. The `rewrite_*` functions change how a plan is written, not what it says; `spoil` does change it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st


@dataclass
class Answers:
    """What a plan says."""

    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    signer: str | None = None
    position: str | None = None
    recipients: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    citations: list[tuple[str, str, str]] = field(default_factory=list)
    """(canonical number, date, issuer)"""
    deadlines: list[tuple[str, str, str]] = field(default_factory=list)
    """(kind, bound, value)"""
    targets: list[tuple[str, float]] = field(default_factory=list)
    """(comparator, value)"""
    units: list[tuple[str, str]] = field(default_factory=list)
    """(name, role)"""


@dataclass
class Plan:
    """A text and what it says."""

    text: str
    answers: Answers


_PLACES = ("Bình Hòa", "Tân Thủy", "Mường Vạt", "Đông Sơn", "Yên Lạc", "Hòa Lũng", "Lũng Vài")
_TOPICS = (
    "Trồng cây phân tán",
    "Dạy bơi cho trẻ nhỏ",
    "Sửa đường ngõ xóm",
    "Tuyên truyền phòng cháy",
    "Khám sức khỏe người cao tuổi",
    "Phát triển nghề đan lát",
)
_NAMES = ("Lò Thị Hoa", "Nguyễn Văn Thủy", "Trần Hòa", "Phạm Thị Thu Hà", "Y Hoàng Niê")
_UNITS = (
    "Sở Tài chính",
    "Sở Y tế",
    "Phòng Kinh tế",
    "Công an xã",
    "Trạm Y tế xã",
    "Sở Khoa học và Công nghệ",
    "Văn phòng UBND tỉnh",
)
_DUTIES = (
    "rà soát danh sách hộ khó khăn",
    "tổ chức lớp hướng dẫn kỹ thuật",
    "xây dựng tài liệu cho từng thôn",
    "kiểm tra việc dùng nước sạch",
)
_ISSUERS = (
    ("UBND", "UBND tỉnh"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("CP", "Chính phủ"),
    ("BYT", "Bộ Y tế"),
    ("BTC", "Bộ Tài chính"),
)  # fmt: skip
_TYPES = {"UBND": ("Kế hoạch", "KH"), "TTg": ("Quyết định", "QĐ"), "CP": ("Nghị quyết", "NQ"), "BYT": ("Quyết định", "QĐ"), "BTC": ("Quyết định", "QĐ")}  # fmt: skip
_HEADINGS = ("MỤC ĐÍCH, YÊU CẦU", "NỘI DUNG", "NHIỆM VỤ, GIẢI PHÁP", "KINH PHÍ", "TỔ CHỨC THỰC HIỆN")
_ROMAN = ("I", "II", "III", "IV", "V")
_POSTS = ("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC")


def _date(chance: Random, year: int) -> tuple[int, int, int]:
    return chance.randint(1, 28), chance.randint(1, 12), year


def _iso(day: int, month: int, year: int) -> str:
    return f"{year}-{month:02d}-{day:02d}"


def _cite(chance: Random, answers: Answers) -> str:
    """One citation in full."""
    code, issuer = chance.choice(_ISSUERS)
    doc_type, kind = _TYPES[code]
    serial = chance.randint(1, 4999)
    day, month, year = _date(chance, chance.randint(2015, 2024))
    symbol = f"{kind}-{code}"
    shown = chance.choice((f"{serial}/{symbol}", f"{serial} /{symbol}", f"{serial}/{kind} - {code}"))
    written = chance.choice((f"ngày {day:02d}/{month:02d}/{year}", f"ngày {day} tháng {month} năm {year}"))
    answers.citations.append((f"{serial}/{symbol}", _iso(day, month, year), issuer))
    return f"{doc_type} số {shown} {written} của {issuer}"


def _deadline(chance: Random, answers: Answers) -> str:
    """One deadline with its cue."""
    day, month, year = _date(chance, 2025)
    forms = (
        (f"trước ngày {day:02d}/{month:02d}/{year}", ("date", "before", _iso(day, month, year))),
        (f"chậm nhất ngày {day} tháng {month} năm {year}", ("date", "by", _iso(day, month, year))),
        (f"xong trước tháng {month}/{year}", ("month", "before", f"{year}-{month:02d}")),
        (f"trong quý {_ROMAN[(month - 1) // 3]}/{year}", ("quarter", "within", f"{year}-Q{(month - 1) // 3 + 1}")),
    )
    shown, answer = chance.choice(forms)
    answers.deadlines.append(answer)
    return shown


def _target(chance: Random, answers: Answers) -> str:
    """A sentence that sets a share."""
    value = chance.choice((5, 12.5, 40, 85, 97.5, 100))
    words, comparator = chance.choice((("", "eq"), ("trên ", "gt"), ("ít nhất ", "gte"), ("tối thiểu ", "gte"), ("không quá ", "lte"), ("dưới ", "lt")))  # fmt: skip
    answers.targets.append((comparator, float(value)))
    shown = f"{value:g}".replace(".", ",")
    return chance.choice(
        (
            f"Phấn đấu tỷ lệ hộ tham gia đạt {words}{shown}%.",
            f"Tỷ lệ người dân được thăm khám đạt {words}{shown} %.",
        )
    )


def _task(chance: Random, answers: Answers) -> str:
    """A sentence that puts somebody in charge."""
    lead, other = chance.sample(_UNITS, 2)
    duty = chance.choice(_DUTIES)
    answers.units.append((lead, "lead"))
    if chance.random() < 0.5:
        answers.units.append((other, "coordinate"))
        said = f"Giao {lead} chủ trì, phối hợp với {other} {duty}"
    else:
        said = f"{lead} chủ trì {duty}"
    if chance.random() < 0.6:
        said += f", hoàn thành {_deadline(chance, answers)}"
        kind, bound, value = answers.deadlines[-1]
        answers.deadlines[-1] = (kind, "by" if bound == "within" else bound, value)
    return said + "."


def _plain(chance: Random) -> str:
    return chance.choice(
        (
            "Nâng cao nhận thức của người dân về việc chung của thôn bản.",
            "Bảo đảm thiết thực, tiết kiệm, không phô trương.",
            "Việc làm phải gắn với phong trào của địa phương.",
        )
    )


def _paragraph(chance: Random, answers: Answers) -> str:
    return chance.choice((_target, _task, lambda c, _: _plain(c)))(chance, answers)


def _body(chance: Random, answers: Answers) -> list[str]:
    lines: list[str] = []
    for n in range(chance.randint(1, len(_HEADINGS))):
        roman = _ROMAN[n]
        answers.paths.append(roman)
        lines.append(f"{roman}. {_HEADINGS[n]}")
        for k in range(1, chance.randint(1, 4)):
            answers.paths.append(f"{roman}/{k}")
            form = chance.randint(0, 3)
            if form == 0:
                lines += [
                    f"{k}. Việc làm đợt {k}",
                    f"- {_paragraph(chance, answers)}",
                    f"- {_paragraph(chance, answers)}",
                ]
            elif form == 1:
                lines.append(f"{k}. {_paragraph(chance, answers)}")
            elif form == 2:
                lines.append(f"{k}. Việc cần làm")
                for letter in "abc"[: chance.randint(1, 3)]:
                    answers.paths.append(f"{roman}/{k}/{letter}")
                    lines.append(f"{letter}) {_paragraph(chance, answers)}")
            else:
                lines += [f"{k}. Thời gian thực hiện", _paragraph(chance, answers)]
    return lines


def _letterhead(chance: Random, answers: Answers, place: str) -> list[str]:
    """The block above the type name, in one of its layouts."""
    serial = chance.randint(1, 999)
    day, month, year = _date(chance, 2025)
    organ = f"ỦY BAN NHÂN DÂN XÃ {place.upper()}"
    number, dated = f"Số: {serial:02d}/KH-UBND", f"{place}, ngày {day:02d} tháng {month:02d} năm {year}"
    nation, motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
    layout = chance.randint(0, 3)
    if layout == 3:
        return []
    answers.number, answers.date, answers.issuer = f"{serial:02d}/KH-UBND", _iso(day, month, year), organ
    if layout == 0:
        return [f"{a:<42}{b}".rstrip() for a, b in ((organ, nation), ("", motto), (number, dated))] + [""]
    if layout == 1:
        return [organ, number, "", nation, motto, dated, ""]
    return [f"| {organ} | {nation} |", "| --- | --- |", f"| {number} | {dated} |", ""]


def _closing(chance: Random, answers: Answers) -> list[str]:
    if chance.random() < 0.25:
        return []
    answers.recipients = ["Đảng ủy xã", "Các thôn", "Lưu: VT"][: chance.randint(2, 3)]
    answers.signer, answers.position = chance.choice(_NAMES), chance.choice(_POSTS)
    sign = ["TM. ỦY BAN NHÂN DÂN", answers.position, "", answers.signer]
    ends = [";"] * (len(answers.recipients) - 1) + ["."]
    named = ["Nơi nhận:", *(f"- {r}{e}" for r, e in zip(answers.recipients, ends, strict=True))]
    if chance.random() < 0.5:
        return ["", *named, "", *sign]
    width = max(len(line) for line in named) + 20
    rows = max(len(named), len(sign))
    left, right = named + [""] * (rows - len(named)), sign + [""] * (rows - len(sign))
    return ["", *(f"{a:<{width}}{b}".rstrip() for a, b in zip(left, right, strict=True))]


def make_plan(chance: Random) -> Plan:
    """Draw a plan; one paragraph a line."""
    answers = Answers()
    place = chance.choice(_PLACES)
    lines = _letterhead(chance, answers, place)
    lines += ["KẾ HOẠCH", f"{chance.choice(_TOPICS)} trên địa bàn xã năm 2025", ""]
    cited = [_cite(chance, answers) for _ in range(chance.randint(0, 2))]
    for n, citation in enumerate(cited):
        lines.append(f"{'Căn cứ' if n else 'Thực hiện'} {citation};")
    lines.append(f"Ủy ban nhân dân xã {place} xây dựng Kế hoạch với nội dung như sau:")
    lines += _body(chance, answers)
    lines += _closing(chance, answers)
    return Plan("\n".join(lines) + "\n", answers)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of the grammar, as a strategy of hypothesis."""
    return make_plan(draw(st.randoms(use_true_random=False)))


# --- the same plan written differently -------------------------------------------------------------------------------


def rewrite_nfd(text: str) -> str:
    """Every mark a character of its own."""
    return unicodedata.normalize("NFD", text)


def rewrite_crlf(text: str) -> str:
    """Line ends of another system."""
    return text.replace("\n", "\r\n")


def rewrite_bom(text: str) -> str:
    """A byte-order mark first."""
    return "\ufeff" + text


_OLD_TONE = {"ủy": "uỷ", "òa": "oà", "Ủy": "Uỷ", "ỦY": "UỶ", "ÒA": "OÀ", "ủ y": "ủ y", "òe": "oè", "ỏe": "oẻ", "úy": "uý", "Thủy": "Thuỷ", "THỦY": "THUỶ"}  # fmt: skip


def rewrite_tones(text: str) -> str:
    """The other place of the tone mark: `Uỷ`, `Hoà`."""
    return re.sub("|".join(_OLD_TONE), lambda m: _OLD_TONE[m.group()], text)


def rewrite_bold(text: str) -> str:
    """Markdown emphasis around headings."""
    return re.sub(r"^((?:[IV]+|\d)\. [^.;\n]*)$", r"**\1**", text, flags=re.M)


def rewrite_page(text: str) -> str:
    """A page number and a form feed before the middle line that opens with a label."""
    spots = [m.start() for m in re.finditer(r"^\d\. ", text, flags=re.M)]
    if not spots:
        return text
    at = spots[len(spots) // 2]
    return f"{text[:at]}\f{' ' * 40}2\n\n{text[at:]}"


def rewrite_blanks(text: str) -> str:
    """No-break blanks and zero-width characters inside lines."""
    return text.replace(" năm ", "\u00a0năm ").replace("Kế hoạch", "Kế\u200b hoạch")


def rewrite_spaced(text: str) -> str:
    """A blank line between any two paragraphs of the body."""
    head, mark, body = text.partition("I. MỤC ĐÍCH")
    body, close, end = body.partition("\nNơi nhận")
    return head + mark + body.replace("\n", "\n\n") + close + end


REWRITES: tuple[Callable[[str], str], ...] = (
    rewrite_nfd, rewrite_crlf, rewrite_bom, rewrite_tones, rewrite_bold, rewrite_page, rewrite_blanks, rewrite_spaced,
)  # fmt: skip


_SLIPS = {
    "l": "1",
    "0": "O",
    "ế": "ê",
    "ạ": "a",
    ".": ",",
    "I": "l",
    "ơ": "o",
    "Đ": "Ð",
    " ": "  ",
    "g": "q",
    "1": "I",
    "/": "|",
}


def spoil(text: str, chance: Random, share: float) -> str:
    """Slips of OCR, lost and doubled line ends, stray marks: the text is no longer what the answers say."""
    out: list[str] = []
    for char in text:
        luck = chance.random()
        if luck > share:
            out.append(char)
        elif luck > share * 0.3:
            out.append(_SLIPS.get(char, char))
        else:
            out.append(
                chance.choice(
                    ("", "\n", "*", "**", "_", "|", "\f", "\u00ad", "\u0301", "(", "”", "[1]", "<br>", "# ", char * 2)
                )
            )
    return "".join(out)
