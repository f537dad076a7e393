"""Where the issuer of a cited document ends, and whether an organ can have issued a number.

`vnplan.extract.organs` knows where the name of an organ ends. A citation says more: what follows the issuer is a title
("… tỉnh Bình Phước Thành lập …"), some bodies are named by their field ("Ban Chỉ đạo … về …"), joint documents have
several issuers.
"""

from __future__ import annotations

import re

from vnplan import lexicon
from vnplan.extract.organs import organ_end
from vnplan.lexicon.numbers import parse_number
from vnplan.text import SourceText, fold
from vnplan.text.fold import CAPITAL

_TITLE_VERB = re.compile(
    r"\s(?=(?:ban hành|thành lập|quy định|sửa đổi|bổ sung|cho phép|phê duyệt|về|công bố|điều chỉnh|bãi bỏ|tách|không"
    r"|hướng dẫn|triển khai|thực hiện|kiện toàn|đề nghị|tăng cường|thông qua|giao chỉ tiêu|hợp nhất|chuyển)(?![\w]))"
)
"""A title that begins with a capital, right after a name: it is no part of the name."""
_LEVEL_NAME = re.compile(r"(?:tỉnh|thành phố|tp\.?|thành ủy|tỉnh ủy) (?=\S)")
_PLENUM = re.compile(
    r"hội nghị (?:lần thứ |trung ương )[^\s,;.]+(?:,?\s(?:của )?(?:ban chấp hành|bch)\s(?:trung ương|tw)(?:\sđảng)?)?(?![\w])"
)
"""`Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng`."""
_FIELD_BODY = re.compile(
    r"(?:ban chỉ đạo|ban điều hành|tổ công tác|hội đồng|ủy ban quốc gia|ban quản lý|ban tổ chức)(?![\w])"
)
_FIELD = re.compile(
    r"\s(?:về|vì)\s(?!việc)[^;.()\n\"]{3,180}?(?=\s(?:về|v/v|ban hành|phê duyệt|quy định|hướng dẫn|thành lập|kiện toàn)(?![\w]))"
)
_FIELD_TO_END = re.compile(r"\s(?:về|vì)\s(?!việc)[^,;.()\n\"|]{3,60}(?=[,;.()\n|]|\Z)")
_FIELD_NEXT_LINE = re.compile(r"\n(?:[Vv]ề|[Vv]ì)\s(?!việc)[^;.()\n]{3,80}?(?=\s(?:về|ban hành|hướng dẫn)\s)")
_BY_COMMA = re.compile(r"[^;.()\n“”]{0,180}?(?=\s+về\s)")
_A_NUMBER = re.compile(rf"\d ?[/\-–] ?[{CAPITAL}]")
_NEXT = re.compile(rf"\s*,\s*(?=[{CAPITAL}])|\s+(?:và|-)\s+(?=[{CAPITAL}])")
_AFTER_JOINT = re.compile(r"\s*(?:về|quy định|hướng dẫn|ban hành|[;.,)])")
_JOINT = re.compile(r"(?:\A|[-/])(?:[A-ZĐ]*LT|LN|PH|[A-ZĐ]*LTPTW)(?:[-/]|\Z)|TTLT|NQLT|KHLT|HDLN|KHPH|CTPH|QCPH")


def issuer_end(source: SourceText, begin: int, stop: int, number: str | None = None) -> int | None:
    """Where the issuer that begins at `begin` ends, None when no organ begins there.

    Args:
        source: The text.
        begin: Where the name begins.
        stop: Where it must end at the latest.
        number: Number of the document; a joint one has several issuers.
    """
    end = _single(source, begin, stop)
    if end is None:
        return None
    view, folded = source.view, source.fold
    while True:
        link = _NEXT.match(view, end, stop)
        further = _single(source, link.end(), stop) if link else None
        if link is None or further is None:
            return end
        ministries = all(folded.startswith(("bộ ", "sở "), at) for at in (begin, link.end()))
        joint = number is not None and _JOINT.search(number) is not None
        if "-" in link.group() and ministries:
            pass
        elif "và" in link.group() and not (joint or (ministries and _AFTER_JOINT.match(folded, further))):
            return end
        elif "," in link.group() and not (joint or (ministries and _closes(source, further, stop))):
            return end
        end = further


def _closes(source: SourceText, at: int, stop: int) -> bool:
    """A list of ministries that a title or a mark follows is a list of issuers."""
    return _AFTER_JOINT.match(source.fold, at, stop) is not None or _NEXT.match(source.view, at, stop) is not None


def _single(source: SourceText, begin: int, stop: int) -> int | None:
    view, folded = source.view, source.fold
    plenum = _PLENUM.match(folded, begin, stop)
    if plenum:
        return plenum.end()
    at = begin
    if folded.startswith("bộ trưởng, chủ nhiệm ", begin):
        at = begin + len("bộ trưởng, ")
    elif folded.startswith("trưởng ban chỉ đạo", begin):
        at = begin + len("trưởng ")
    end = organ_end(view, folded, at, stop)
    if end is None:
        return None
    end = _clip(source, begin, end, stop)
    body = _FIELD_BODY.match(folded, at)
    if body and body.group() == "ủy ban quốc gia" and view[end : end + 1] == "\n":
        broken = _FIELD_NEXT_LINE.match(view, end)
        if broken:
            return broken.end()
    if body and end < stop:
        more = _BY_COMMA.match(view, end, stop) if view[end] == "," else None
        if more and more.end() > end and not _A_NUMBER.search(view, end, more.end()):
            return more.end()
        if view[end] == " ":
            named = _FIELD.match(folded, end, stop)
            if named and not _A_NUMBER.search(view, end, named.end()):
                return named.end()
            if body.group() == "ủy ban quốc gia" or end == body.end():
                whole = _FIELD_TO_END.match(folded, end, stop)
                if whole:
                    return whole.end()
            if body.group() == "ủy ban quốc gia":
                own = re.compile(r"\s(?:[Vv]ề|[Vv]ì)\s[^;.()\n]{3,80}?(?=\s(?:về|ban hành|hướng dẫn)\s)").match(
                    view, end, stop
                )
                if own:
                    return own.end()
    return end


def _clip(source: SourceText, begin: int, end: int, stop: int) -> int:
    """Cut what is no part of the name: a title's first word, a closing full stop."""
    view, folded = source.view, source.fold
    for verb in _TITLE_VERB.finditer(folded, begin, min(stop, end + 12)):
        if verb.start() < end and verb.start() > begin + 2 and view[verb.end()].isupper():
            end = verb.start()
            break
    for level in _LEVEL_NAME.finditer(folded, begin, end):
        known = province_at(folded, level.end(), min(stop, level.end() + 24))
        if known is not None and known > end:
            end = known
        elif known is not None and known < end and view[known : known + 2].strip()[:1].isupper():
            end = known
    if view[end - 1] == ".":
        end -= 1
    if end < len(view) and view[end] == "\n" and view[end - 1].isalpha():
        # A place name broken by the end of a line: "tỉnh Hải⏎Dương về …".
        for level in _LEVEL_NAME.finditer(folded, begin, end):
            if province_at(folded, level.end(), end) is None:
                joined = folded[level.end() : end + 12].replace("\n", " ")
                known = province_at(joined, 0, len(joined))
                if known is not None and level.end() + known > end:
                    return level.end() + known
    return end


def province_at(folded: str, at: int, limit: int) -> int | None:
    """End of the longest known province name that begins at `at`."""
    words = folded[at:limit].split(" ")
    for count in range(min(5, len(words)), 0, -1):
        name = " ".join(words[:count])
        bare_name = name.rstrip(",;.:)")
        if bare_name in lexicon.province_slugs():
            return at + len(bare_name)
    return None


_FITTING = (
    (re.compile(r"UBTVQH\d*"), re.compile(r"thường vụ quốc hội|ubtvqh")),
    (re.compile(r"QH\d*"), re.compile(r"quốc hội")),
    (re.compile(r"TTG"), re.compile(r"thủ tướng")),
    (re.compile(r"CP"), re.compile(r"chính phủ")),
    (re.compile(r"UBND|UB"), re.compile(r"ubnd|ủy ban nhân dân|chủ tịch|\Aub |thành phố|\Atỉnh")),
    (re.compile(r"HĐND"), re.compile(r"hđnd|hội đồng nhân dân")),
    (re.compile(r"TTG|TW"), re.compile(r"trung ương|bộ chính trị|ban bí thư|tw|hội nghị")),
    (re.compile(r"TU"), re.compile(r"tỉnh|thành|đảng bộ|cấp ủy")),
    (re.compile(r"S[A-ZĐ]+"), re.compile(r"sở|giám đốc|liên ngành")),
    (re.compile(r"B[A-ZĐ]{1,8}"), re.compile(r"bộ|ban|bảo hiểm|bệnh viện|bưu điện|ngân hàng")),
    (re.compile(r"VPCP"), re.compile(r"văn phòng chính phủ|chính phủ|thủ tướng|vpcp")),
)


def can_issue(number: str | None, issuer: str) -> bool:
    """Say whether an organ that does not stand right after a number can have issued it, judged by the number's symbol."""
    code = parse_number(number).organ_code if number else None
    if not code:
        return True
    first = re.split(r"[-/]", code)[0].upper()
    name = fold(issuer)
    fitting = next((fits.search(name) is not None for symbol, fits in _FITTING if symbol.fullmatch(first)), True)
    return fitting or _own_symbol(name) == first


def _own_symbol(name: str) -> str | None:
    """The symbol of an organ that a user added."""
    organ = lexicon.organ_names().get(name)
    return organ.symbol.upper() if organ is not None and organ.own and organ.symbol else None
