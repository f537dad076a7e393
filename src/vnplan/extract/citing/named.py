"""Documents cited by name: laws, resolutions of a congress; and technical standards."""

from __future__ import annotations

import re

from vnplan import lexicon
from vnplan.extract.citing.mention import Cited, before, parts_before, read_after
from vnplan.lexicon.binding import per_lexicon
from vnplan.text import SourceText, clean, fold, holds, one_of

_STANDARD = re.compile(
    r"(?:(?:[Tt]iêu chuẩn|[Qq]uy chuẩn)(?: kỹ thuật)?(?: quốc gia)?\s+(?:số\s+)?)?(?P<name>(?:TCVN|QCVN|TCXDVN|TCN)(?:\s?ISO(?:/IEC)?)?\s?\d[\d.\-]*(?:\s?:\s?(?:19|20)\d{2})?(?:/[A-ZĐ]{2,8})?)"
)
_SIGNS = ("TCVN", "QCVN", "TCXDVN", "TCN")
_OF_CONGRESS = ("nghị quyết đại hội ", "nghị quyết của đại hội ")
_CONGRESS = re.compile(
    r"(?<![\w])nghị quyết (?:của )?đại hội (?=(?:đại biểu |toàn quốc|đảng|đoàn|công đoàn|lần thứ|[xvi]{1,5}(?![\w])))"
    r"(?:(?:đại biểu )?(?:toàn quốc|đảng toàn quốc|đảng bộ|đảng|đoàn|công đoàn)[^;.\n()\"]{0,90}?)?"
    r"(?:lần thứ [ivxlh\d]+(?![\w])|(?<= )[xvih]{2,5} của đảng|(?<= )[xvih]{2,5}(?= |,))"
    r"(?: (?:của )?đảng(?! bộ)(?: cộng sản việt nam)?)?(?:,? (?:nhiệm kỳ|khóa) \d{4}\s?-\s?\d{4})?(?![\w])"
)
_LAW = re.compile(
    r"(?P<word>[BbLPpH](?<!\w[BbLPpH])(?:(?<=[Bb])ộ luật|(?<=B)Ộ LUẬT|(?<=L)uật|(?<=L)UẬT|(?<=[Pp])háp lệnh|(?<=P)HÁP LỆNH|(?<=H)iến pháp|(?<=H)IẾN PHÁP))(?![\w])"
)
"""A law word at the start of a word; its first letter stands in front, so that the search can skip to it."""
_LAW_BEFORE = re.compile(r"(?<![\w])(?:pháp|kỷ|hình|quy|trọng|đạo)\s*\Z")
_NO_LAW = re.compile(r"(?<![\w])(?:đại học|khoa|công ty|cử nhân|ngành|văn phòng|báo pháp)\s*\Z")
_LAW_DRAFT = re.compile(r"(?<![\w])(?:dự thảo|dự án|tự|án)\s*\Z")
_AMENDING = re.compile(
    r"\s+(?:sửa đổi,? bổ sung|sửa đổi)(?: một số)?(?: điều)?(?: của)?\s+(?P<rest>(?:(?:các|\d{1,3}) luật[^,;.()\n]{0,80}?(?=\s+ngày|\s+năm|\s+số|[,;.()\n]|\Z))|(?=(?:bộ )?luật))"
)
_LAW_STOP = re.compile(
    r"(?:[,;.:()\[\]“”\"\n/]|\s(?:và các|và những|của|theo|năm|ngày|nhằm|để|được|trong|quy định|đã|về|tại|có hiệu lực|trên địa bàn|số|này|cho|đến|từ"
    r"|thì|là|khi|do|với|gồm|cùng|bao gồm|như|nêu|có|phải|hoặc|và (?:xây dựng (?:các|những|nghị)|rà soát|đề xuất|nghị|thông|quyết|chỉ|luật|bộ luật|pháp|kế|văn bản|chương trình)|vào|bằng|ban hành)(?![\w]))"
)


def laws(source: SourceText, start: int, end: int) -> list[Cited]:
    """Find laws, codes, ordinances and constitutions in a stretch of the view."""
    view, folded = source.view, source.fold
    found: list[Cited] = []
    outer = start
    listed: set[int] = set()
    for match in _LAW.finditer(view, start, end):
        a = match.start()
        if a in listed:
            continue
        low = max(start, a - 12)
        small = view[a].islower()
        if _NO_LAW.search(folded, low, a):
            continue
        if (_LAW_BEFORE.search(folded, low, a) and (small or match["word"].isupper())) or (
            small and _LAW_DRAFT.search(folded, low, a)
        ):
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
        before_at, _ = before(source, a, start)
        cited.parts = parts_before(source, before_at, a)
        members = _amended(source, cited, end)
        outer = stop = cited.end
        bracket = re.compile(r"\s*\((?P<y>(?:19|20)\d{2})\)|\s(?P<plain>(?:19|20)\d{2})(?![\w/\-]|\.\d)").match(
            view, stop, end
        )
        if bracket:
            group = "y" if bracket["y"] else "plain"
            cited.date, cited.date_span, cited.date_source = bracket[group], bracket.span(group), "stated"
            cited.end = bracket.end()
        number = _LAW_NUMBER.match(view, stop, end)
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
        found.extend(members)
        listed.update(member.start for member in members)
    return found


_LAW_NUMBER = re.compile(
    r"\s*,?\s*(?P<open>\()?(?:(?:[Ll]uật\s+)?số\s*:?\s*)?(?P<n>\d{1,4}\s?/\s?(?:19|20)\d{2}\s?/\s?(?:QH|(?:PL\s?-\s?)?UBTVQH)\s?\d{0,2}|\d{1,4}\s?/\s?\d{4}\s?/\s?L-CTN)(?(open)\)?)"
)
_NAME_GOES_ON = re.compile(r"\s(?!được|đã|số|ngày|năm|sửa|quy định)[^,;.()\n\d]{3,50}?(?=(?:,|,?\s+và)\s+luật\s)")
"""A member whose name is longer than the one known, in the middle of a list."""
_NEXT_LAW = re.compile(r"(?:,|\s+và|,\s+và)\s+(?=(?:bộ )?luật\s)")


def _amended(source: SourceText, cited: Cited, limit: int) -> list[Cited]:
    """Laws listed in the name of an amending law: `Luật sửa đổi … của Luật A, Luật B và Luật C`.

    The name goes on to the last of them, and what follows (number, date) is the amending law's. Where the members have
    numbers of their own, those are theirs.
    """
    view, folded = source.view, source.fold
    amending = _AMENDING.match(folded, cited.start + len("luật"), limit)
    first = _LAW_FOLD.match(folded, amending.end("rest"), limit) if amending and not amending["rest"] else None
    if first is None:
        return []
    members: list[Cited] = []
    end = cited.anchor[1]
    at: int | None = first.start()
    while at is not None:
        word = _LAW_FOLD.match(folded, at, limit)
        stop = _law_end(source, at, word.end(), limit) if word else None
        if word is None or stop is None:
            break
        member = Cited(
            at, stop, view[at : word.end()].capitalize(), (at, stop), name=clean(view[at:stop]), form="named"
        )
        own = _LAW_NUMBER.match(view, stop, limit)
        if own:
            member.number, member.form, member.end = re.sub(r"\s+", "", own["n"]), "full", own.end()
        members.append(member)
        more = _NAME_GOES_ON.match(folded, member.end, limit) if not own else None
        if more:
            member.end = more.end()
            member.anchor, member.name = (at, member.end), clean(view[at : member.end])
        following = _NEXT_LAW.match(folded, member.end, limit)
        at = following.end() if following else None
    numbered = [m for m in members if m.number]
    if len(members) < 2:
        return []
    if len(numbered) == 1 and numbered[0] is members[-1]:
        # One number behind the whole list is the amending law's.
        last = members[-1]
        last.number, last.form, last.end = None, "named", last.anchor[1]
    end = members[-1].end
    cited.anchor = (cited.start, end)
    cited.end = end
    cited.name = clean(view[cited.start : end])
    return members


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
    short = _SHORT_LAW.match(view, first.end(), stop)
    if short:
        return short.end()
    end_match = _LAW_STOP.search(folded, first.end(), stop)
    end = end_match.start() if end_match else stop
    words = view[at:end].split()
    if len(words) > 14:
        joined = re.compile(r"\s(?:và|hoặc)\s").search(folded, first.end(), end)
        if joined is None or len(view[at : joined.start()].split()) > 10:
            return None
        end = joined.start()
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


_SHORT_LAW = re.compile(r"[A-ZĐ&]{2,6}(?:,\s?[A-ZĐ&]{2,8})+(?![\w])")
"""`Luật KH, CN&ĐMST`."""
_LAW_FOLD = re.compile(r"(?:bộ luật|luật|pháp lệnh)(?![\w])")


def _suffix(source: SourceText, end: int, stop: int) -> int:
    match = re.compile(r"\s*\((?:sửa đổi|sửa đổi, bổ sung)\)").match(source.fold, end, stop)
    return match.end() if match else end


@per_lexicon
def _known_laws() -> re.Pattern[str]:
    return re.compile(one_of(lexicon.laws()) + r"(?![\w])")


def congresses(source: SourceText, start: int, end: int) -> list[Cited]:
    """Find resolutions of a named congress in a stretch of the view."""
    found = []
    for match in _CONGRESS.finditer(source.fold, start, end) if holds(source.fold, start, end, *_OF_CONGRESS) else ():
        name = clean(source.view[match.start() : match.end()])
        found.append(Cited(match.start(), match.end(), "Nghị quyết", match.span(), name=name, form="named"))
    return found


def standards(source: SourceText, start: int, end: int) -> list[Cited]:
    """Find technical standards in a stretch of the view."""
    found = []
    for match in _STANDARD.finditer(source.view, start, end) if holds(source.view, start, end, *_SIGNS) else ():
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
