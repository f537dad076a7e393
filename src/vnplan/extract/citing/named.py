"""Documents cited by name: laws, resolutions of a congress; and technical standards."""

from __future__ import annotations

import re
from functools import cache

from vnplan import lexicon
from vnplan.extract.citing.mention import Cited, read_after
from vnplan.text import SourceText, clean, fold

_STANDARD = re.compile(
    r"(?:(?:[Tt]iêu chuẩn|[Qq]uy chuẩn)(?: kỹ thuật)?(?: quốc gia)?\s+(?:số\s+)?)?(?P<name>(?:TCVN|QCVN|TCXDVN|TCN)(?:\s?ISO(?:/IEC)?)?\s?\d[\d.\-]*(?:\s?:\s?(?:19|20)\d{2})?(?:/[A-ZĐ]{2,8})?)"
)
_CONGRESS = re.compile(
    r"[Nn]ghị quyết (?:của )?(?P<name>Đại hội (?:đại biểu )?(?:toàn quốc|Đảng toàn quốc|Đảng bộ|Đảng|Đoàn|Công đoàn|[XVI]{1,5})[^;.\n()“”]{0,90}?"
    r"(?:lần thứ [IVXL\d]+|[XVI]{2,5} của Đảng|(?<= )[XVI]{2,5}(?= |,))"
    r"(?: của Đảng)?(?:,? (?:nhiệm kỳ|khóa) \d{4}\s?[-–]\s?\d{4})?)",
)
_LAW = re.compile(r"(?<![\w])(?P<word>[Bb]ộ luật|BỘ LUẬT|Luật|LUẬT|[Pp]háp lệnh|PHÁP LỆNH|Hiến pháp|HIẾN PHÁP)(?![\w])")
_LAW_BEFORE = re.compile(r"(?:pháp|dự thảo|dự án|kỷ|quy|tự|hình|trọng|đạo|án)\s*\Z")
_AMENDING = re.compile(
    r"\s+(?:sửa đổi,? bổ sung|sửa đổi)(?: một số)?(?: điều)?(?: của)?\s+(?P<rest>(?:(?:các|\d{1,3}) luật[^,;.()\n]{0,80}?(?=\s+ngày|\s+năm|\s+số|[,;.()\n]|\Z))|(?=(?:bộ )?luật))"
)
_LAW_STOP = re.compile(
    r"(?:[,;.:()\[\]“”\"\n/]|\s(?:và các|và những|của|theo|năm|ngày|nhằm|để|được|trong|quy định|đã|về|tại|có hiệu lực|trên địa bàn|số|này|cho|đến|từ"
    r"|thì|là|khi|do|với|gồm|cùng|bao gồm|như|nêu|có|phải|hoặc|và (?:nghị|thông|quyết|chỉ|luật|bộ luật|pháp|kế|văn bản|chương trình)|vào|bằng|ban hành)(?![\w]))"
)


def laws(source: SourceText, start: int, end: int) -> list[Cited]:
    """Find laws, codes, ordinances and constitutions in a stretch of the view."""
    view, folded = source.view, source.fold
    found: list[Cited] = []
    outer = start
    for match in _LAW.finditer(view, start, end):
        a = match.start()
        if _LAW_BEFORE.search(folded, max(start, a - 12), a) and view[a].islower():
            continue
        stop = _law_end(source, a, match.end(), end)
        if stop is None:
            continue
        name = clean(view[a:stop])
        word = match["word"].capitalize()
        cited = Cited(a, stop, word, (a, stop), name=name, form="named")
        if a < outer:
            # A law inside an amending law's name: the date after it is the amending law's.
            found.append(cited)
            continue
        outer = stop
        bracket = re.compile(r"\s*\((?P<y>(?:19|20)\d{2})\)").match(view, stop, end)
        if bracket:
            cited.date, cited.date_span, cited.date_source = bracket["y"], bracket.span("y"), "stated"
            cited.end = bracket.end()
        number = re.compile(
            r"\s*,?\s*\(?(?:(?:[Ll]uật\s+)?số\s*:?\s*)?(?P<n>\d{1,4}\s?/\s?(?:19|20)\d{2}\s?/\s?(?:QH|UBTVQH)\s?\d{0,2}|\d{1,4}\s?/\s?\d{4}\s?/\s?L-CTN)\)?"
        ).match(view, stop, end)
        if number:
            cited.number = re.sub(r"\s+", "", number["n"])
            cited.end = number.end()
            cited.form = "full"
        read_after(source, cited, end)
        if (
            cited.issuer is not None
            and not cited.number
            and not re.match(r"quốc hội|ubtvqh|ủy ban thường vụ", fold(cited.issuer))
        ):
            # "Luật X của người đứng đầu …" is no issuer.
            cited.end = cited.date_span[1] if cited.date_span else cited.anchor[1]
            cited.issuer = cited.issuer_span = cited.issuer_source = None
        year = re.search(r"\s+((?:19|20)\d{2})\Z", cited.name or "")
        if cited.date is None and year and cited.name:
            at = view.rfind(year.group(1), a, stop)
            cited.date, cited.date_span, cited.date_source = year.group(1), (at, at + 4), "stated"
            cited.name = cited.name[: year.start()]
        found.append(cited)
    return found


def _law_end(source: SourceText, start: int, at: int, limit: int) -> int | None:
    """End of a law's name; None when no name follows ("Luật này", "Luật và các văn bản")."""
    view, folded = source.view, source.fold
    line = view.find("\n", at, min(limit, at + 260))
    stop = min(limit, at + 260) if line < 0 else line
    amending = _AMENDING.match(folded, at, stop)
    if amending:
        if amending["rest"]:
            return _suffix(source, amending.end("rest"), stop)
        inner = _LAW_FOLD.match(folded, amending.end("rest"), stop)
        if inner:
            end = _law_end(source, inner.start(), inner.end(), limit)
            if end is not None:
                several = re.compile(r"\s+và\s+(?=luật\s)").match(folded, end, stop)
                if several and not re.compile(r"\s+và\s+luật\s+(?:sửa đổi|này)").match(folded, end, stop):
                    nxt = _LAW_FOLD.match(folded, several.end(), stop)
                    more = _law_end(source, nxt.start(), nxt.end(), limit) if nxt else None
                    if more is not None and view[start:end].count("điều của"):
                        return more
                return end
        return None
    known = _known_laws().match(folded, start, stop)
    if known:
        return _suffix(source, known.end(), stop)
    if folded.startswith("hiến pháp", start):
        return at
    first = re.compile(r"\s+(?=[^\W\d_])").match(view, at, stop)
    if first is None:
        return None
    if _LAW_STOP.match(folded, at, stop) or not (view[first.end()].isupper()):
        return None
    if re.compile(r"(?:luật|pháp lệnh|sư|gia|pháp)(?![\w])").match(folded, first.end()):
        return None
    end_match = _LAW_STOP.search(folded, first.end(), stop)
    end = end_match.start() if end_match else stop
    words = view[at:end].split()
    if len(words) > 14:
        return None
    # "Luật Phòng, chống X": a short first word and small letters after the comma go on.
    while (
        end < stop
        and view[end] == ","
        and len(view[at:end].split()) <= 4
        and re.match(r", [a-zà-ỹđ]", view[end : end + 3])
    ):
        further = _LAW_STOP.search(folded, end + 1, stop)
        upto = further.start() if further else stop
        if len(view[end:upto].split()) > 7:
            break
        end = upto
    return _suffix(source, end, stop) if words else None


_LAW_FOLD = re.compile(r"(?:bộ luật|luật|pháp lệnh)(?![\w])")


def _suffix(source: SourceText, end: int, stop: int) -> int:
    match = re.compile(r"\s*\((?:sửa đổi|sửa đổi, bổ sung)\)").match(source.fold, end, stop)
    return match.end() if match else end


@cache
def _known_laws() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in lexicon.laws()) + r")(?![\w])")


def congresses(source: SourceText, start: int, end: int) -> list[Cited]:
    """Find resolutions of a named congress in a stretch of the view."""
    found = []
    for match in _CONGRESS.finditer(source.view, start, end):
        name = clean(match.group())
        found.append(Cited(match.start(), match.end(), "Nghị quyết", match.span(), name=name, form="named"))
    return found


def standards(source: SourceText, start: int, end: int) -> list[Cited]:
    """Find technical standards in a stretch of the view."""
    found = []
    for match in _STANDARD.finditer(source.view, start, end):
        kind = "Quy chuẩn" if match["name"].startswith("QCVN") else "Tiêu chuẩn"
        stop = match.end()
        while source.view[stop - 1] in ".-":
            stop -= 1
        found.append(
            Cited(
                match.start(),
                stop,
                kind,
                (match.start("name"), stop),
                number=clean(source.view[match.start("name") : stop]),
            )
        )
    return found
