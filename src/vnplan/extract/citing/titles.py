"""The trích yếu that follows a mention, and where it ends."""

from __future__ import annotations

import re

from vnplan.extract.citing.mention import Cited
from vnplan.extract.organs import is_head, organ_end
from vnplan.text import SourceText, bare, clean
from vnplan.text.fold import CAPITAL

_TITLE_AT = re.compile(
    r"\s*(?:[,:]\s*)?(?:(?P<quote>[“\"«])\s*)?(?P<cue>(?:về việc|về|vê việc|vê|v/v|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|bổ sung|thực hiện|triển khai|thành lập|công bố|"
    r"giao|điều chỉnh|tăng cường|đẩy mạnh|phát động|tổ chức|kiện toàn|tiếp tục|quy chế|xây dựng|thí điểm|bãi bỏ|đính chính)(?![\w]))"
)
_ASIDE = re.compile(
    r"\s*\((?:(?:nay|cũ|trước|nguyên|sau đây|viết tắt|gọi|khóa)(?![\w])[^()\n]{0,120}|[a-zđ&]{2,12})\)(?=\s)"
)
"""A bracket between the issuer and the title: `(nay là Bộ …)`, `(cũ)`, `(TT&TT)`."""
_OWN_KIND = re.compile(r"(?:quy chế|quy định|hướng dẫn|kế hoạch|quyết định)\s+này(?![\w])")
_QUOTED_OBJECT = re.compile(r"\s*(?:(?:về|ban hành|phê duyệt|việc|của)\s+){1,3}“")
_QUOTED = re.compile(r"\s*[,:]?\s*[“\"«]")
_AMENDED_BY = r",?\s+(?:đã )?được (?:sửa đổi|bổ sung|điều chỉnh|thay thế)[^;.|\n]{0,50}?\s(?:bởi|tại|theo|bằng)\s(?:\S+\s){0,6}?(?:luật|nghị|thông tư|quyết định)\s|,?\s+(?:sẽ )?hết hiệu lực(?![\w])|\s\((?:được |đã )?(?:sửa đổi|bổ sung)(?:,? bổ sung)?\s|\s\((?:có |áp dụng |hiệu lực )|\s+quy định\s*:"
_TITLE_STOP = re.compile(
    _AMENDED_BY + "|"
    r"[;\n|]|\.(?:\s|/|\Z)|\./\.|,\s*(?:cụ thể|trong đó|với (?:các |những )?nội dung|nhằm|đảm bảo|bảo đảm|gắn với|theo đó|bao gồm|như sau|gồm|ubnd|ủy ban nhân dân"
    r"|sở [^,;.]{3,60}(?:xây dựng|ban hành)|để |thay thế|tham mưu|trên cơ sở|căn cứ|yêu cầu|kịp thời|xác định|phấn đấu|phù hợp|sau khi |theo |qua đó|từ đó|tạo )"
    r"|\s+(?:và các văn bản|và các quy định|và các chỉ đạo|và kế hoạch này|như sau|cụ thể như sau|và pháp luật|và các hướng dẫn|và kế hoạch (?!(?:hành động |liên tịch |phối hợp )?(?:số|\d))(?:triển khai|thực hiện|của|hành động của|tổ chức|[^,;.|]{0,50} của (?:ubnd|ủy ban|tỉnh|huyện|xã|phường|thành phố|sở|bộ|ngành))|và kết quả|và chương trình(?! (?:hành động )?(?:số|\d))|và (?:ý kiến|sự|hướng dẫn(?! một số)|chỉ đạo|kết luận|đề nghị)[^,;.]{0,20} của|chậm nhất|trước ngày)|\s+\(?(?:sau đây|viết tắt là|gọi tắt)"
    r"|\s\((?:nghị quyết|quyết định|chỉ thị|kế hoạch|kết luận|đề án|chương trình|thông tư|nghị định)\s"
)
_SENT_TO = re.compile(
    r"\s(?:gửi(?: về)?|báo cáo(?: về)?|về)\s(?=(?:ubnd|ủy ban|sở|bộ|phòng|ban|văn phòng|tỉnh ủy|huyện ủy|đảng ủy|công an)\s)"
)
"""The sentence goes on after the title: `… về UBND tỉnh (qua Sở Nội vụ)`."""
_CLAUSE_AFTER = re.compile(rf",\s+(?=[{CAPITAL}])")


def titles(source: SourceText, found: list[Cited]) -> None:
    """The trích yếu that follows a mention, up to its end."""
    view, folded = source.view, source.fold
    for n, c in enumerate(found):
        if c.form == "named" and not c.number:
            continue
        limit = min(len(view), c.end + 700)
        line = view.find("\n", c.end, limit)
        if line >= 0:
            limit = line
        at = c.end
        aside = _ASIDE.match(folded, at, limit)
        if aside:
            at = aside.end()
        quoted = _QUOTED.match(view, at, limit)
        if quoted:
            close = _closing_quote(view, quoted.end() - 1, limit)
            if close is not None:
                _set_title(view, c, quoted.end(), close)
            continue
        if n and _paired_titles(source, found[n - 1], c, limit):
            continue
        match = _TITLE_AT.match(folded, at, limit)
        if match is None or _OWN_KIND.match(folded, match.start("cue")):
            continue
        start = match.start("cue")
        if view[match.end() : match.end() + 1] == ":":
            continue  # "quy định:" and the words themselves
        end = _title_end(source, found, n, start, limit)
        _set_title(view, c, start, end)


_PAIRED = re.compile(r"\s*,?\s*ban hành\s+[“\"]([^“”\"]{5,300})[”\"]\s*(?:;|,|và)\s*[“\"]([^“”\"]{5,400})[”\"]")


def _paired_titles(source: SourceText, first: Cited, second: Cited, limit: int) -> bool:
    """Two documents that share date and issuer, then two quoted titles: one each, in order."""
    if first.issuer_source != "shared" or first.title is not None:
        return False
    match = _PAIRED.match(source.view, second.end, limit)
    if match is None:
        return False
    _set_title(source.view, first, *match.span(1))
    _set_title(source.view, second, *match.span(2))
    return True


def _closing_quote(view: str, at: int, limit: int) -> int | None:
    """The mark that closes the quotation opened at `at`; inner quotations are skipped."""
    opener = view[at]
    if opener == '"':
        close = view.find('"', at + 1, limit)
        return close if close >= 0 else None
    depth = 0
    for i in range(at, limit):
        if view[i] in "“«":
            depth += 1
        elif view[i] in "”»":
            depth -= 1
            if depth == 0:
                return i
    last = max(view.rfind("”", at, limit), view.rfind('"', at, limit))
    return last if last > at else None


def _title_end(source: SourceText, found: list[Cited], n: int, start: int, limit: int) -> int:
    view, folded = source.view, source.fold
    nested = [c for c in found[n + 1 : n + 8] if c.start >= start and c.start < limit and c.number]
    pos = start
    while pos < limit:
        match = _TITLE_STOP.search(folded, pos, limit)
        end = match.start() if match else limit
        if match and _inside_quotes(view, start, end):
            close = view.find("”", end, limit)
            if close >= 0:
                pos = close + 1
                continue
        break
    else:
        end = limit
    named = _QUOTED_OBJECT.match(view, start, end)
    if named:
        last = _closing_quote(view, named.end() - 1, limit)
        if last is not None and view[last + 1 : last + 2] in (",", ";", "."):
            return last + 1
    sent = _SENT_TO.search(folded, start + 20, end) if end > start + 20 else None
    if sent:
        end = sent.start()
    # A clause with a new subject ends the title: ", UBND tỉnh ban hành …".
    for comma in _CLAUSE_AFTER.finditer(view, start, end):
        if is_head(folded, comma.end()):
            stop = organ_end(view, folded, comma.end(), end)
            if stop is not None and re.compile(
                r"\s+(?:ban hanh|xay dung|yeu cau|de nghi|giao|trien khai|to chuc|lap)"
            ).match(bare(folded[stop : stop + 16])):
                end = comma.start()
                break
    inner_seen = False
    for inner in nested:
        if inner.start >= end:
            break
        gap = view[start : inner.start]
        link = re.search(r"(?:,|\bvà|,\s*và)\s*\Z", gap)
        if link and not inner_seen and not _inside_quotes(view, start, inner.start):
            end = start + link.start()
            break
        inner_seen = True
    depth = 0
    for i in range(start, end):
        if view[i] == "(":
            depth += 1
        elif view[i] == ")":
            if depth == 0:
                end = i
                break
            depth -= 1
    if depth and end < len(view):
        close = view.find(")", end, min(limit, end + 80))
        if close >= 0 and view[end] == ";":
            end = close + 1
    return end


def _inside_quotes(view: str, start: int, end: int) -> bool:
    return view.count("“", start, end) > view.count("”", start, end)


def _set_title(view: str, c: Cited, start: int, end: int) -> None:
    while end > start and view[end - 1] in ' .,;:”"»“':
        if view[end - 1] in "”" and view.count("“", start, end) == view.count("”", start, end):
            break
        end -= 1
    while start < end and view[start] in ' “"«':
        if view[start] == "“" and view.count("”", start, end) == view.count("“", start, end):
            break
        start += 1
    if end - start > 3:
        c.title_span = (start, end)
        c.title = clean(view[start:end])
