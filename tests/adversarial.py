"""Families of texts that grow without bound and that a careless pattern or loop takes more than linear time on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

HEAD = "UBND XÃ SUỐI TRẦU\nSố: 05/KH-UBND\n\nKẾ HOẠCH\nThử thách bộ đọc năm 2025\n\nI. NỘI DUNG\n"


def _repeat(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    return lambda size: opening * (size // 2) + "a" + closing * (size // 2)


def _numbered(line: str) -> Callable[[int], str]:
    def make(size: int) -> str:
        lines: list[str] = []
        left = size
        while left > 0:
            lines.append(line.replace("{}", str(len(lines) + 1)))
            left -= len(lines[-1]) + 1
        return "\n".join(lines)

    return make


def _random_bytes(size: int) -> str:
    return random.Random(7).randbytes(size).decode("latin-1")


def _random_words(words: str, gap: str = " ") -> Callable[[int], str]:
    def make(size: int) -> str:
        source = random.Random(7)
        choice = words.split("|")
        out: list[str] = []
        left = size
        while left > 0:
            out.append(source.choice(choice))
            left -= len(out[-1]) + len(gap)
        return gap.join(out)

    return make


def _short_rows(size: int) -> str:
    width = max(4, int((size / 6) ** 0.5))
    head = "| TT | Chủ trì |" + " a |" * (width - 2) + "\n" + "|---" * width + "|\n"
    row = "| Sở Y tế |" + " a |" * (width - 2) + "\n"
    return head + row * (max(0, size - len(head)) // len(row))


FAMILIES: dict[str, Callable[[int], str]] = {
    "digits": _repeat("1234567890"),
    "digits and dots": _repeat("1.23"),
    "digits and commas": _repeat("1,"),
    "slashes": _repeat("/"),
    "digits and slashes": _repeat("1/"),
    "number symbols": _repeat("1/A-"),
    "roman letters": _repeat("I"),
    "roman labels": _repeat("I. "),
    "capitals": _repeat("QĐ"),
    "capital words": _repeat("Sở Nội Vụ "),
    "small letters": _repeat("a"),
    "underscores": _repeat("a_"),
    "asterisks": _repeat("a**b*"),
    "open tags": _repeat("<b "),
    "tags": _repeat("<b>x</b>"),
    "dots": _repeat("."),
    "leader dots": _repeat("số ….…"),
    "dashes": _repeat("- "),
    "hyphens": _repeat("-"),
    "blanks": _repeat(" "),
    "blank lines": _repeat("\n"),
    "lines of one letter": _repeat("a\n"),
    "form feeds": _repeat("\f"),
    "tabs between words": _repeat("a\t"),
    "open brackets": _repeat("("),
    "open brackets in sentences": _repeat("(a. b; "),
    "nested brackets": _nested("(", ")"),
    "nested quotes": _nested("“", "”"),
    "open quotes": _repeat("“a "),
    "straight quotes": _repeat('"a" '),
    "footnote marks": _repeat("[1] "),
    "footnotes": _numbered("[{}] Kế hoạch số {}/KH-UBND"),
    "chain of và": _repeat("và "),
    "chain of sở và": _repeat("các sở và "),
    "chain of commas": _repeat("sở, ban, ngành, "),
    "chain of lead units": _repeat("giao Sở Y tế phối hợp với "),
    "chain of giao": _repeat("giao "),
    "chain of ngày": _repeat("ngày "),
    "dates": _repeat("trước ngày 15/11/2025, "),
    "chain of trước": _repeat("trước "),
    "chain of tăng lên": _repeat("tăng lên "),
    "chain of đạt": _repeat("đạt được "),
    "chain of điểm": _repeat("điểm a, b, c, "),
    "points that may be roman": _repeat("điểm i, i, i, v, "),
    "links and colons": _repeat("phải : : là : "),
    "parts before a number": _repeat("điều 1 " * 20 + "x Quyết định số 5/QĐ-UBND "),
    "long words in a name": _repeat("giao Sở A" + "x" * 40 + ", B" + "x" * 57 + " "),
    "chain of của": _repeat("của "),
    "chain of số": _repeat("số "),
    "chain of luật": _repeat("Luật "),
    "chain of sửa đổi": _repeat("Luật sửa đổi, bổ sung một số điều của "),
    "citations": _repeat("Quyết định số 5/QĐ-UBND ngày 01/02/2024 của UBND tỉnh, "),
    "one number in many years": _numbered("Quyết định số 5/QĐ-UBND ngày 01/02/{};"),
    "quoted titles": _repeat("Quyết định 5/QĐ-UBND về “"),
    "percents": _repeat("100% "),
    "shares": _repeat("đạt trên 95% hộ, "),
    "counts": _repeat("02 mô hình "),
    "ranges": _repeat("5-"),
    "periods": _repeat("6 tháng, "),
    "unclosed table rows": _repeat("| a "),
    "table rows": _repeat("| a | b |\n"),
    "table row without end": lambda size: "| a " * (size // 4) + "|",
    "layout row": lambda size: "| Số " + "ngày " * (size // 5) + "|",
    "lone borders": _repeat("|\n"),
    "stacked cells": _repeat("|\na\n"),
    "rows short of a cell": _short_rows,
    "groups of stacked cells": _repeat("|\nA.\n|\nSỞ\n|\n|\n|\nSở Y tế\n|\nnăm 2025\n|\n"),
    "marks of headings": _repeat("## "),
    "numbered lines": _numbered("{}. Việc thứ {}"),
    "numbered lines from one": _repeat("1. Việc\n"),
    "slips of labels": _repeat("2, Khảo sát\n"),
    "unreadable labels": _repeat("{. Phòng Nội vụ\n"),
    "article lines": _numbered("Điều {}. Việc"),
    "lettered lines": _repeat("a) Việc\n"),
    "bullets with units": _repeat("- Phòng Nội vụ: làm\n"),
    "bullets with leads": _repeat("- Sở Nội vụ chủ trì, phối hợp với Sở Y tế tổ chức 02 hội nghị trước ngày 01/5/2025.\n"),
    "appendices": _repeat("PHỤ LỤC I\nBẢNG\n"),
    "recipients": _repeat("Nơi nhận:\n- Như trên;\n"),
    "plans": _repeat(HEAD + "1. Giao Sở Y tế đạt 95% trước ngày 01/5/2025.\nNơi nhận:\n- Lưu: VT.\n\n"),
    "time labels": _repeat("1. Thời gian\nnăm 2025\n"),
    "page numbers": _numbered("{}\n\n"),
    "one long line": _repeat("Giao Sở Nội vụ chủ trì, phối hợp với các xã đạt 95% hộ trước ngày 15/11/2025. "),
    "one long line without an end": _repeat("giao Sở Nội vụ chủ trì và phối hợp với các xã đạt 95% trước ngày 15/11 "),
    "wrapped lines without an end": _repeat("sở nội vụ chủ trì và phối hợp với các xã,\n"),
    "random bytes": _random_bytes,
    "random cues": _random_words("giao|phối hợp với|Sở Y tế|các xã|và|,|(|)|trước ngày|15/11|95%|đạt|“|”|số|5/QĐ-UBND|của|về|.|;|năm 2025|Luật"),
    "random lines": _random_words("I. A|1. B|a) c|- d|+ đ|2, K|Điều 1. Đ|Phụ lục I|PHẦN I|1.1. E|(1) g|h:|* i|| k |m.|Nơi nhận:|", "\n"),
    "combining marks": _repeat("\u0301"),
    "letters with combining marks": _repeat("a\u0301\u0323"),
    "zero width": _repeat("\u200b"),
    "letters that grow": _repeat("İ"),
    "emoji": _repeat("👩‍👩‍👧 "),
    "null characters": _repeat("\x00"),
}  # fmt: skip


def texts(size: int, names: Iterable[str] = FAMILIES) -> dict[str, str]:
    """One text of about `size` characters from each family, under a plan's heading."""
    return {name: HEAD + FAMILIES[name](size) for name in names}
