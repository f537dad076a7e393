"""Where the name of an organ ends: a grammar of organ names on top of the registry.

Names of organs hold commas, "và", hyphens and small words of their own ("Sở Văn hóa, Thể thao và Du lịch", "Ủy ban nhân
dân các xã, phường"), so their end is not found by capitals alone. Used for issuers of cited documents and for units.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from vnplan import lexicon
from vnplan.lexicon.binding import per_lexicon
from vnplan.text.fold import CAPITAL, bare, fold
from vnplan.text.gates import SIZE, first_letters, gate, one_of, openings

LEVEL = r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã(?! hội| đoàn)|phường|thị trấn|đặc khu|cấp tỉnh|cấp huyện|cấp xã(?! hội)|các cấp|trung ương|khu vực|địa phương)"
_NAME = rf"(?:[{CAPITAL}][\wÀ-ỹ'’]*(?:\.[\w]+)*|\d{{1,2}})"
_PLACE = re.compile(rf"\s+(?:{_NAME}(?:(?:\s|\s?-\s?){_NAME}){{0,4}})")
_LEVEL_AT = re.compile(rf"\s+{LEVEL}(?![\w])")
_RUNG = r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu)(?![\w])"
_LEVELS_AT = re.compile(
    rf"\s+(?:(?:các|cấp|từng|\d{{1,4}})\s+{_RUNG}(?:(?:\s*[,/]\s*|\s+và\s+|,\s*và\s+)(?:các\s+)?{_RUNG})*"
    # "Công an huyện, các xã": of one place's organ the other places are no part.
    rf"|{_RUNG}(?:(?:\s*[,/]\s*|\s+và\s+|,\s*và\s+){_RUNG})*)"
)
_POST = re.compile(
    r"(?:(?:đồng chí\s+)?(?:quyền\s+)?(?:phó\s+)?(?:chủ tịch|bộ trưởng|thứ trưởng|thủ tướng|giám đốc|tổng giám đốc|trưởng ban|chánh văn phòng|thủ trưởng|bí thư"
    r"|lãnh đạo|hiệu trưởng|cục trưởng|vụ trưởng|viện trưởng|chánh án|chánh thanh tra|chủ nhiệm|thống đốc|tổng thanh tra|trưởng phòng"
    r"|trưởng đoàn|chỉ huy trưởng|trưởng|tổng cục trưởng|chi cục trưởng)(?:,\s*(?:chánh văn phòng|phó [^\s]+ [^\s]+))?)\s+"
)
_CENTRAL = (
    "thủ tướng chính phủ", "chính phủ", "quốc hội", "ủy ban thường vụ quốc hội", "ubtvqh", "chủ tịch nước",
    "bộ chính trị", "ban bí thư trung ương đảng", "ban bí thư trung ương", "ban bí thư",
    "ban chấp hành trung ương đảng", "ban chấp hành trung ương", "trung ương đảng", "bch trung ương đảng", "bch trung ương",
    "văn phòng chính phủ", "văn phòng quốc hội", "văn phòng trung ương đảng", "tòa án nhân dân tối cao",
    "viện kiểm sát nhân dân tối cao", "kiểm toán nhà nước", "kiểm toán nhà nước khu vực", "ngân hàng nhà nước việt nam",
    "ngân hàng nhà nước", "thanh tra chính phủ", "bảo hiểm xã hội việt nam", "hội đồng bầu cử quốc gia",
    "đài truyền hình việt nam", "đài tiếng nói việt nam", "thông tấn xã việt nam", "trung ương đoàn tncs hồ chí minh",
    "trung ương đoàn", "tổng liên đoàn lao động việt nam", "trung ương hội liên hiệp phụ nữ việt nam",
    "ủy ban trung ương mặt trận tổ quốc việt nam", "thủ tướng", "ban chỉ đạo trung ương", "ban tổ chức trung ương",
    "ban tuyên giáo trung ương", "ban tuyên giáo và dân vận trung ương", "ban dân vận trung ương", "ban nội chính trung ương",
    "ủy ban kiểm tra trung ương", "quân ủy trung ương", "bộ tổng tham mưu", "ban bí thư trung ương đoàn",
    "ban thường vụ trung ương đoàn", "đảng ủy công an trung ương", "đảng đoàn quốc hội", "ban cán sự đảng chính phủ",
)  # fmt: skip

HEADS = (
    "ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "thường trực", "ban thường vụ", "ban chấp hành", "ban thường trực",
    "btv", "bch", "btt", "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "đảng ủy", "đảng bộ", "chi bộ", "chi ủy",
    "ủy ban kiểm tra", "ubkt", "ủy ban mặt trận", "ủy ban mttq", "ubmttq", "ub mttq", "mặt trận tổ quốc", "mttq", "ủy ban",
    "ban tổ chức", "ban tuyên giáo", "ban dân vận", "ban nội chính", "ban xây dựng đảng", "ban chỉ đạo", "bcđ", "ban quản lý",
    "bql", "ban chỉ huy", "ban giám đốc", "ban giám hiệu", "ban công tác", "ban dân tộc", "ban pháp chế", "ban điều hành",
    "ban kiểm tra", "ban vì sự tiến bộ của phụ nữ", "ban vì sự tiến bộ phụ nữ", "ban vì sự tiến bộ", "ban biên tập", "ban cán sự", "ban đại diện", "ban thanh tra", "ban", "bộ chỉ huy",
    "bộ đội biên phòng", "bộ phận", "bộ", "sở", "cục", "tổng cục", "chi cục", "vụ", "viện kiểm sát", "vksnd", "viện", "học viện",
    "tòa án", "tand", "thanh tra", "văn phòng", "phòng", "trung tâm", "trường", "bệnh viện", "trạm", "công an", "đồn biên phòng",
    "đài", "báo", "cổng thông tin", "cơ quan", "hội", "liên hiệp", "liên đoàn", "liên minh", "hiệp hội", "công đoàn",
    "đoàn thanh niên", "đoàn tncs", "đoàn", "tỉnh đoàn", "thành đoàn", "huyện đoàn", "quận đoàn", "thị đoàn", "xã đoàn", "chi đoàn", "liên đội",
    "kho bạc", "bảo hiểm xã hội", "bhxh", "ngân hàng", "chi nhánh", "thuế", "hải quan", "hạt kiểm lâm", "kiểm lâm", "quỹ", "công ty",
    "tổng công ty", "tập đoàn", "doanh nghiệp", "hợp tác xã", "thư viện", "bảo tàng", "nhà hát", "nhà văn hóa", "đội", "tổ",
    "hội đồng", "tiểu ban", "ngành", "khối", "tạp chí", "trang thông tin điện tử", "bưu điện", "điện lực", "vnpt", "viettel", "mobifone",
    "vinaphone", "ban nhân dân", "câu lạc bộ", "hội liên hiệp", "đảng đoàn", "hãng phim", "đại sứ quán", "bộ tư lệnh", "tổng lãnh sự quán", "quân khu", "trung đoàn", "sư đoàn", "liên bộ", "liên ngành", "nhà xuất bản",
)  # fmt: skip
"""First words of names of organs, folded."""

_STOPS = (
    r"về|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|bổ sung|thực hiện|triển khai|thành lập|công bố|giao(?! thông| dịch| lưu)|tại|theo|có|được|đã"
    r"|trong|trên|để|nhằm|thì|là|năm|ngày|số(?=\s*[:\d])|kèm|nêu|yêu cầu|chỉ đạo|điều chỉnh|cho|với|do|phải|cần|chủ trì|phối hợp|tổ chức|xây dựng"
    r"|tham mưu|chịu|báo cáo|tăng cường|tiếp tục|tổng hợp|theo dõi|căn cứ|kiểm tra|đôn đốc|thẩm định|(?<!công )(?<!chương )(?<!quy )trình|gửi|khi|nếu|sẽ|cùng|cũng"
    r"|hoặc|của|quyết định|tập trung|nghiên cứu|rà soát|lập|bố trí|đảm bảo|bảo đảm|tập huấn|chủ động|thường xuyên|làm|hỗ trợ|giải quyết"
    r"|đề nghị|đề xuất|cung cấp|tuyên truyền|xem xét|giám sát|quản lý|tiến hành|hoàn thành|phụ trách|tích cực|kịp thời|khẩn trương"
    r"|v/v|nâng cao|đẩy mạnh|phát động|cụ thể|như sau|gồm|bao gồm|nhất là|đến|từ|tới|khóa|(?:này|trên|nói)|lần thứ|nhiệm kỳ|đồng chủ trì|trước|sau|chậm nhất|hạn chót|định kỳ|vào|nhưng|nên|mà|tự|qua|ký|duyệt|cử|mở|họp|cấp|nghe|mỗi|luôn|cũng|đều"
)


@per_lexicon
def _vocabulary() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names that stand alone; fields that follow Bộ, Sở, Phòng; central organs without marks, for slips of OCR."""
    names: set[str] = set(_CENTRAL)
    fields: set[str] = set()
    for organ in lexicon.organs():
        for name in (organ.name, *organ.aliases):
            folded = fold(name.split(" (")[0])
            head, _, rest = folded.partition(" ")
            if head in ("bộ", "sở", "phòng") and len(rest) > 1:
                for form in {
                    rest,
                    rest.replace(" - ", " "),
                    rest.replace(" - ", ", "),
                    rest.replace(",", ""),
                    rest.replace(" - ", "-"),
                }:
                    fields.add(form)
            elif len(folded) > 5 and " " in folded and "/" not in folded and folded not in HEADS and head != "ban":
                names.add(folded)
        names.update(folded for folded in map(fold, organ.own) if " " in folded and folded not in HEADS)
    fields.update(
        ("kế hoạch và đầu tư", "kế hoạch - tài chính", "tài chính - kế hoạch", "văn hóa - xã hội", "văn hóa và thông tin",
         "văn hóa, thể thao", "văn hóa và thể thao", "kinh tế và hạ tầng", "kinh tế - hạ tầng", "quản lý đô thị", "kinh tế",
         "tư pháp", "nội vụ", "quốc phòng", "ngoại giao", "ngoại vụ", "công an", "y tế", "tài chính", "xây dựng", "du lịch",
         "công thương", "dân tộc", "dân tộc và tôn giáo", "giáo dục và đào tạo", "lao động thương binh và xã hội",
         "lao động, thương binh và xã hội", "nông nghiệp và phát triển nông thôn", "kinh tế, hạ tầng và đô thị")
    )  # fmt: skip
    slips = frozenset(bare(n) for n in _CENTRAL if " " in n and len(n) > 10)
    return frozenset(names), frozenset(fields), slips


@per_lexicon
def _known() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The patterns of `_vocabulary`."""
    ends = r"(?![\w]|-\w)"
    names, fields, slips = (re.compile(one_of(words) + ends) for words in _vocabulary())
    return names, fields, slips


@per_lexicon
def _own_words() -> re.Pattern[str] | None:
    """Users' names of one word, abbreviations mostly, as they are written: in small letters they may be other words."""
    words = {name for organ in lexicon.organs() for name in organ.own if " " not in name}
    return re.compile(one_of(words) + r"(?![\w]|-\w)") if words else None


@per_lexicon
def may_begin() -> Callable[[str], bool]:
    """Give the function that tells from the first letters at a place whether the name of an organ may begin there."""
    names, _, slips = _vocabulary()
    own = (fold(name) for organ in lexicon.organs() for name in organ.own if " " not in name)
    known = openings(_POST, _PRESS, _FIELD_HEAD, _CARRIER, _BOARD, _WITH_LEVEL) | first_letters((*names, *HEADS, *own))
    exact, spoiled = gate(known), gate(first_letters(slips))
    return lru_cache(4096)(lambda letters: exact(letters) or spoiled(bare(letters)))


@per_lexicon
def _stops() -> re.Pattern[str]:
    """Words that end an open name; users' own verbs among them."""
    own = sorted(lexicon.own_verbs(), key=len, reverse=True)
    words = "".join(re.escape(verb).replace(r"\ ", r"\s+") + "|" for verb in own)
    return re.compile(f"(?:{words}{_STOPS})(?![\\w])")


@per_lexicon
def _verbs() -> re.Pattern[str]:
    return re.compile(one_of(lexicon.duty_verbs()) + r"(?![\w])")


def is_verb(folded: str, at: int, limit: int | None = None) -> bool:
    """Say whether a verb or adverb of duty ("chủ trì", "kịp thời") begins at `at`."""
    return _verbs().match(folded, at, len(folded) if limit is None else limit) is not None


def field_pattern() -> re.Pattern[str]:
    """Fields that follow Bộ, Sở, Phòng ("Nội vụ", "Văn hóa, Thể thao và Du lịch"), for names without their head."""
    return _known()[1]


_HEADS_AT = re.compile(one_of(HEADS) + r"(?![\w])")
_FIELD_HEAD = re.compile(r"(?:bộ|sở|phòng)\s+")
_WITH_LEVEL = re.compile(
    r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thường trực hđnd|thường trực hội đồng nhân dân|ubmttq(?:\s*vn|\s+việt nam)?"
    r"|ủy ban mặt trận tổ quốc(?: việt nam)?|ủy ban mttq(?: việt nam| vn)?|ub mttq(?: việt nam| vn)?|mặt trận tổ quốc(?: việt nam)?"
    r"|công an|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|hội nông dân|hội liên hiệp phụ nữ|hội cựu chiến binh|tòa án nhân dân"
    r"|viện kiểm sát nhân dân|bộ chỉ huy quân sự|ban chỉ huy quân sự|liên đoàn lao động|tỉnh đoàn|thành đoàn|huyện đoàn)(?![\w])"
)


_BOARD = re.compile(
    r"(?:ban chỉ đạo|ban vận động|tổ công tác|hội đồng)\s+về\s+(?:(?!\scủa\s)[^.;:()\n]){3,120}?(?=\s(?:tỉnh|thành phố|huyện|xã|phường)(?![\w]))"
)
"""A board named by its subject: `Ban Chỉ đạo về phát triển khoa học, công nghệ tỉnh Đồng Tháp`."""
_PRESS = re.compile(
    r"(?:cơ quan )?báo(?P<place>(?:\s(?!và\s)\w+){0,3})\svà\s(?:đài\s)?phát thanh(?:,| và| -| –)\s(?:đài\s)?truyền hình(?:(?P=place))?(?![\w])"
)
"""The merged press organ of a province: `Báo và Phát thanh, Truyền hình tỉnh`, `Báo X và Phát thanh, Truyền hình X`."""
_CARRIER = re.compile(
    r"(?:ban thường vụ|ban chấp hành|bch|btv|thường trực|đảng ủy|đảng bộ|chi bộ|chi ủy|công đoàn|văn phòng|ban giám đốc|lãnh đạo|ban cán sự đảng"
    r"|cơ quan thường trực|cơ quan giúp việc|tổ giúp việc|bộ phận thường trực|bộ phận giúp việc|thanh tra|hội đồng khoa học|trung ương|đoàn thanh niên|đoàn tncs hồ chí minh|đoàn)\s+"
)
"""Heads that stand before the organ they belong to: `Đảng ủy Sở Khoa học và Công nghệ`."""


def is_head(folded: str, at: int) -> bool:
    """Say whether the name of an organ may begin at `at`."""
    return _HEADS_AT.match(folded, at) is not None


def organ_end(view: str, folded: str, at: int, limit: int) -> int | None:
    """Where the name of the organ that begins at `at` ends; None when none begins there.

    Args:
        view: The cleaned text.
        folded: Its folded form.
        at: Where the name begins.
        limit: Where it must end at the latest.
    """
    if not may_begin()(folded[at : at + SIZE]):
        return None
    end = _organ_end(view, folded, at, limit)
    words = _own_words()
    own = words.match(view, at, limit) if words is not None else None
    return end if own is None else max(end or 0, _with_place(view, folded, own.end(), limit))


def _organ_end(view: str, folded: str, at: int, limit: int) -> int | None:
    post = _POST.match(folded, at, limit)
    names, fields, _ = _known()
    inner = _carried(view, folded, at, limit, upper=view[at : at + 1].isupper())
    if inner is not None:
        return inner
    match = names.match(folded, at, limit)
    if match and _AS_TOPIC.match(folded, match.end(), limit):
        return None
    if match and folded.endswith("khu vực", at, match.end()):
        numbered = _NUMBERED.match(view, match.end(), limit)
        if numbered:
            return numbered.end()
    press = _PRESS.match(folded, at, limit)
    if press:
        return _with_place(view, folded, press.end(), limit)
    slip = _known()[2].match(bare(folded[at : min(limit, at + 60)]))
    if match or slip:
        stop = max(match.end() if match else 0, at + slip.end() if slip else 0)
        return _with_place(view, folded, stop, limit)
    if post:
        at = post.end()
        plural = re.compile(r"các\s+").match(folded, at, limit)
        if plural:
            at = plural.end()
        match = names.match(folded, at, limit)
        if match:
            return _with_place(view, folded, match.end(), limit)
    head = _FIELD_HEAD.match(folded, at, limit)
    if head:
        field = fields.match(folded, head.end(), limit)
        if field:
            return _with_place(view, folded, field.end(), limit)
    inner = _carried(view, folded, at, limit, upper=post is not None)
    if inner is not None:
        return inner
    board = _BOARD.match(folded, at, limit)
    if board:
        return _with_place(view, folded, board.end(), limit)
    level = _WITH_LEVEL.match(folded, at, limit)
    if level:
        return _with_place(view, folded, level.end(), limit)
    head = _HEADS_AT.match(folded, at, limit)
    if head is None:
        return None
    if not (view[at].isupper() or post is not None):
        # "phòng CNTT", "bộ phận Tư pháp": a small head counts when a name follows at once.
        name = re.compile(rf"\s+[{CAPITAL}]").match(view, head.end(), limit)
        if name is None or (is_head(folded, name.end() - 1) and not folded.startswith((*_OFFICES, "ngành "), at)):
            return None
    end = open_end(view, folded, head.end(), limit, whole=head.group() not in _GENERAL and " " in head.group())
    if head.group() in _COMMON_HEADS and not (view[at].isupper() and _COOPERATIVE.match(folded, at, limit)):
        own = list(re.compile(rf"\s[{CAPITAL}]\S*").finditer(view, head.end(), end))
        if not own:
            return None
        # A field has two syllables, the first with a capital: "ngành Giáo dục".
        second = re.compile(r"\s[^\W\d_]+").match(view, own[-1].end(), end) if head.group() == "ngành" else None
        end = second.end() if second else own[-1].end()
    return _with_place(view, folded, end, limit)


_GENERAL = ("bộ phận", "cơ quan", "doanh nghiệp", "hợp tác xã")
"""Heads of two syllables that name nobody until words follow: `Bộ phận tiếp nhận`."""
_AS_TOPIC = re.compile(r"\s(?:số|điện tử|kiến tạo|liêm chính)(?![\w])")
"""What makes a topic of a name: "Chính phủ số", "chính quyền điện tử"."""
_COMMON_HEADS = ("doanh nghiệp", "hợp tác xã", "ngành", "khối")
"""Heads that name nobody without a name of their own: "Doanh nghiệp số" is a topic."""

_COOPERATIVE = re.compile(
    r"(?:liên hiệp )?hợp tác xã (?:dịch vụ|nông|lâm|thủy|sản xuất|vận tải|môi trường|vệ sinh)(?![\w])"
)
"""A cooperative named by its trade."""


def _carried(view: str, folded: str, at: int, limit: int, *, upper: bool) -> int | None:
    """End of a name that stands before the organ it belongs to."""
    carrier = _CARRIER.match(folded, at, limit)
    if carrier is None or not upper or carrier.end() >= limit:
        return None
    return organ_end(view, folded, carrier.end(), limit)


_OFFICES = ("cơ quan", "văn phòng", "thanh tra", "công đoàn", "chi đoàn", "đảng ủy", "chi bộ")
"""Heads in small letters that stand before the organ they belong to: `văn phòng Sở`."""
_TOKEN = re.compile(rf"\s+(?![-–&]\s)((?:[^\s,;.:()\[\]“”\"|]|(?<=[{CAPITAL}]),(?=[{CAPITAL}]))+)|(,\s+)|(\s+[-–&]\s+)")
"""A word of a name (`KH,CN&MT` is one), a comma, a dash."""


def open_end(view: str, folded: str, at: int, limit: int, *, whole: bool = False) -> int:
    """End of an open name: words go on until a verb, a mark or another organ.

    Args:
        view: The cleaned text.
        folded: Its folded form.
        at: Where the head of the name ends.
        limit: Where the name must end at the latest.
        whole: The head is a name already (`Đoàn Thanh niên`), so that a verb may follow at once.
    """
    end = last = at
    words, proper = 0, False
    stops = _stops()
    while words < 16:
        match = _TOKEN.match(view, end, limit)
        if match is None:
            break
        nxt = match.end()
        if match.group(2) is not None:
            # A comma belongs to the name when capitals go on and "và" + capital closes the list.
            if not _comma_goes_on(view, folded, nxt, limit):
                break
            end = nxt - 1
            words += 1
            continue
        if match.group(3) is not None:
            if nxt < limit and view[nxt].isupper() and not _PARENT.match(folded, nxt):
                end = nxt - 1
                continue
            parent = organ_end(view, folded, nxt, limit) if _PARENT.match(folded, nxt) else None
            return parent if parent is not None else end
        word = match.group(1)
        begin = match.start(1)
        if folded.startswith(("và", "&"), begin) and word.lower() in ("và", "&"):
            after = _TOKEN.match(view, nxt, limit)
            if (
                after is None
                or after.group(1) is None
                or is_head(folded, after.start(1))
                or not after.group(1)[0].isupper()
            ):
                break
        elif (inner := _INSIDE.match(folded, begin, limit)) is not None and not (
            words and view[begin].islower() and inner.group() == "tổng hợp"
        ):
            nxt = inner.end()
        elif stops.match(folded, begin, limit) and not word[0].isupper():
            break
        elif (
            (words or whole)
            and not word[0].isupper()
            and view[end - 1].isalpha()
            and (ending := _endings(proper=proper).match(folded, begin, limit)) is not None
            # "Bộ phận Tiếp nhận": the second half of a verb that the name begins with.
            and not (words == 1 and " " not in ending.group() and view[last].isupper())
        ):
            break
        elif word == "các" and _OWNERS.match(folded, nxt, limit):
            break
        elif not word[0].isupper() and _LEVEL_AT.match(folded, end, limit):
            break
        end, last = nxt, begin
        proper = proper or word[0].isupper()
        words += 1
    return end


_PARENT = re.compile(r"(?:sở|bộ|công an|ủy ban nhân dân|ubnd|tỉnh ủy|thành ủy)(?![\w])")
"""The organ that an office behind a dash belongs to: `Phòng Bưu chính - Sở Thông tin và Truyền thông`."""
_INSIDE = re.compile(
    r"(?:đầu tư xây dựng|dịch vụ tổng hợp|tổng hợp|phối hợp phổ biến,? giáo dục pháp luật|trật tự|xây dựng cơ bản|kinh tế - xã hội|chính trị - xã hội|giáo dục thường xuyên|bầu cử|phòng,? (?:chống|ngừa) [^\W\d_]+|số \d{1,2}(?![\d/.-]))"
    r"(?![\w])(?!\s(?:báo cáo|kết quả|tình hình|số liệu|các|và báo))"
)
"""Compounds inside names whose words are verbs elsewhere: `Ban Quản lý dự án đầu tư xây dựng huyện`."""


@cache
def _endings(*, proper: bool) -> re.Pattern[str]:
    """Verbs that end a name once it has begun: `Trạm Y tế khám`, though "Tổ khảo sát" is a name.

    Args:
        proper: The name holds a word with a capital behind its head.
    """
    small = ("khám", "giúp", "giúp đỡ", "trồng", "thu gom", "thu hoạch", "tặng", "mua", "vay", "thăm", "đón", "nộp", "rà", "bám", "đưa", "lấy",
             "tiêm", "trao", "chấm", "tiếp", "treo", "viết", "nhận", "nhập", "đặt", "nắm", "gặp", "mời", "chọn", "giữ", "dành", "nâng", "nuôi", "xin", "ngừng", "giảm",
             "xóa", "dọn", "lắp", "trả", "dạy", "soạn",
             "vận động", "tuyên truyền", "khảo sát", "tham gia", "biên soạn", "sửa chữa")  # fmt: skip
    words = sorted({*small, *lexicon.ending_verbs(proper=proper)}, key=len, reverse=True)
    return re.compile("(?:" + "|".join(word.replace(" ", r"\s+") for word in words) + r")(?![\w])")


_OWNERS = re.compile(r"\s+(?:sở|ban|ngành|bộ|phòng|cơ quan|đơn vị|xã|phường|huyện|quận|cấp|trường|quân khu)(?![\w])")
"""Groups that a name in front may belong to: `Công đoàn các đơn vị`; not part of the name itself."""
_AFTER_COMMA = re.compile(
    rf"[^\s,;.]+(?:\s[^\s,;.]+){{0,3}}(?:\s?,\s+[^\s,;.]+(?:\s[^\s,;.]+){{0,2}})?\s*(?:và\s+|[-–]\s)[{CAPITAL}]"
)


def _comma_goes_on(view: str, folded: str, at: int, limit: int) -> bool:
    """A comma belongs to the name when capitals go on and "và" or a dash closes the list: `Văn hóa, Thể thao và Du lịch`."""
    if at >= limit or not view[at].isupper() or is_head(folded, at):
        return False
    return _AFTER_COMMA.match(view, at, min(limit, at + 60)) is not None


def is_province(name: str) -> bool:
    """Names of places may begin like verbs: Cần Thơ."""
    return fold(name.strip()) in lexicon.province_slugs()


def _with_place(view: str, folded: str, at: int, limit: int) -> int:
    """Add a level and a place name that follow a name: `tỉnh Kiên Giang`, `các xã, phường`, `Thành phố`, `Trung ương`."""
    end = at
    short = _SHORT_FORM.match(folded, end, limit)
    levels = _LEVELS_AT.match(folded, short.end() if short else end, limit)
    if levels:
        end = levels.end()
        place = _PLACE.match(view, end, limit)
        if (
            place
            and not is_head(folded, place.start() + 1)
            and not _VERB_UPPER.match(folded, place.start() + 1)
            and (is_province(place.group()) or not is_verb(folded, place.start() + 1))
        ):
            end = place.end()
        return end
    level = _LEVEL_AT.match(folded, end, limit)
    if level:
        numbered = _NUMBERED.match(view, level.end(), limit) if level.group().endswith("khu vực") else None
        return numbered.end() if numbered else level.end()
    place = _PLACE.match(view, end, limit)
    if place and not is_head(folded, place.start() + 1):
        shown = fold(place.group().strip())
        for count in range(shown.count(" ") + 1, 0, -1):
            name = " ".join(shown.split(" ")[:count])
            if name in lexicon.province_slugs() or name in ("trung ương", "việt nam", "tw"):
                return place.start() + 1 + len(name)
    return end


_NUMBERED = re.compile(r"\s+(?:[IVX]+|\d{1,2})(?![\w])")
"""The number of a region: `Kiểm toán nhà nước khu vực V`."""
_SHORT_FORM = re.compile(r"\s*\((?:ubnd|hđnd|mttq|ubmttq|btv|bch)\)")
"""An abbreviation given between a head and its level: `Ủy ban nhân dân (UBND) quận, huyện`."""
_VERB_UPPER = re.compile(r"(?:về|ban hành|phê duyệt|quy định|căn cứ|thực hiện|triển khai|hướng dẫn)(?![\w])")
