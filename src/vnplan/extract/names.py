"""Names of units: organs, groups of organs ("các sở, ban, ngành"), staff and posts; and lists of such names.

The vocabulary stands in `lexicon/data/unit_words.csv` and `duty_verbs.csv`; the grammar is here. A name is a chief or a
quantity in front, a head word or the name of an organ, and modifiers behind ("trực thuộc", "trên địa bàn tỉnh").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from vnplan import lexicon
from vnplan.extract.organs import field_pattern, is_head, is_province, is_verb, may_begin, open_end, organ_end
from vnplan.lexicon.binding import per_lexicon
from vnplan.text import SourceText
from vnplan.text.fold import CAPITAL
from vnplan.text.gates import SIZE, first_letters, gate, one_of, openings

Span = tuple[int, int]


@per_lexicon
def _words() -> dict[str, re.Pattern[str]]:
    """Head words by kind."""
    kinds: dict[str, list[str]] = {}
    for word in lexicon.unit_words():
        kinds.setdefault(word.kind, []).append(word.word)
    return {kind: re.compile(one_of(words) + r"(?![\w])") for kind, words in kinds.items()}


@per_lexicon
def _alone() -> frozenset[str]:
    return frozenset(w.word for w in lexicon.unit_words() if w.kind == "group" and w.alone)


_CHIEF = re.compile(
    r"(?:(?:các\s+)?đồng chí\s+)?(?:(?:thủ trưởng|lãnh đạo|người đứng đầu|giám đốc|ban lãnh đạo|tư lệnh|phó tư lệnh|chính ủy|phó chính ủy|chỉ huy trưởng|chánh văn phòng|cục trưởng|chi cục trưởng|trưởng|phó|chủ tịch|bí thư|hiệu trưởng|cán bộ phụ trách|tổ trưởng|trưởng ban|chủ nhiệm)(?:\s*,\s*|\s+và\s+|\s+))+"
)
_MANY = re.compile(
    r"(?:\d{1,3}(?=\s(?:xã|phường|huyện|thôn|quận)\b)|tất cả các|toàn thể các|tập thể các|các|những|một số)(?:\s+đồng chí)?\s+"
)
_LINK = re.compile(
    r"\s*[,/]\s*(?:và\s+)?|\s+và\s+|(?<=ban)\s+(?=đơn vị)|(?<=quan)\s+(?=đơn vị|tổ chức có liên)|(?<=xã)\s+(?=phường)|(?<=ngành)\s+(?=đoàn thể)"
)
"""The comma is forgotten in some pairs: `các phòng, ban đơn vị`."""
_NEVER = re.compile(
    r"(?:ban hành|đại hội|đoàn kết|đoàn xe|hội (?:nghị|thảo|thi|chợ|viên|nhập|diễn|trại|trường|họp|ý)|phòng,\s*(?:chống|ngừa)|phòng (?:chống|ngừa|họp|cháy|thủ|vệ)|báo (?:cáo|động|giá)|cơ sở (?:dữ liệu|vật chất|hạ tầng|pháp lý|để|cho)|đội (?:ngũ|hình|tuyển|bóng)"
    r"|bộ (?:trưởng|tiêu chí|chỉ số|nhận diện|luật|máy|thủ tục|hồ sơ|quy tắc|câu hỏi|tài liệu|công cụ)|trường hợp|trường từ|khoa học|bản (?:sao|đồ|cam kết|thân|kiểm|vẽ|sắc|ghi|đăng|chính)|nhóm (?:giải pháp|nhiệm vụ|chỉ tiêu|tiêu chí|nội dung|đối tượng|hàng|yếu thế|vấn đề)"
    r"|ban (?:đầu|đêm|ngày)|bộ mặt|sở (?:hữu|thích|dĩ)|trường (?:lớp|phái)|quỹ (?:đất|thời gian)|ngân hàng (?:dữ liệu|câu hỏi|đề)|văn phòng phẩm|phòng (?:học|ở|trưng)|viện phí|thuế (?:thu nhập|suất|giá trị)|cục diện|trạm biến áp|thanh tra (?:việc|các|đối với|chuyên đề)|thư viện (?:số|điện tử)"
    r"|cấp (?:có thẩm quyền|phát|thiết|bách|độ|ngân)|ngành nghề|cục bộ|vụ (?:việc|án|mùa|đông|hè|xuân)|tổ (?:yến|ấm|hợp)|viện (?:dẫn|trợ)|trung tâm thương mại|đài tưởng niệm|thành phố thông minh"
    r"|hội đồng nhân dân các|bộ phận một cửa|xã hội|lãnh đạo,\s*chỉ đạo|lãnh đạo (?:chỉ đạo|thực hiện|công tác|toàn diện|phụ trách))(?![\w])"
)
"""Words that begin like a unit and are none: "phòng, chống", "cơ sở dữ liệu"."""
_HOLDING = re.compile(
    r"tổ chức(?! chính trị| đoàn thể| xã hội| đảng| đoàn| liên quan| có liên quan| công đoàn| thành viên| tín dụng| hội(?! nghị| thảo| thi| họp| chợ)| cơ sở| khác| trong nước| nước ngoài| quốc tế| kinh tế| phi| tôn giáo"
    r"|, (?:đơn vị|cá nhân|cơ quan|đoàn thể|doanh nghiệp|hợp tác xã)|/)"
)
"""`tổ chức` as the verb "to hold, to arrange"."""
_WHERE = re.compile(
    r"(?:thành phố|tỉnh|huyện|xã(?! đoàn)|phường|thị trấn|thị xã|quận|cá nhân|lĩnh vực|thôn|bản)(?![\w])"
)
"""Places and persons, which alone are not in charge."""
_TAIL = re.compile(
    r"\s+(?:(?:có\s+)?liên quan(?:\s+khác)?|hữu quan(?:\s+có liên quan)?|(?:trực\s+)?thuộc(?:\s+quản lý)?(?! (?:phạm vi|thẩm quyền|lĩnh vực|chức năng))(?:,\s*trực thuộc)?(?:\s+(?:sở|tỉnh|huyện|xã|phường|thành phố|bộ|ubnd|ủy ban nhân dân|ngành|trung tâm"
    r"|đảng bộ|chi bộ|trường|cơ quan|đoàn thể|lĩnh vực))?|cấp\s+(?:tỉnh|huyện|xã|trên|dưới|trung ương|cơ sở|thành phố)|các cấp|cùng cấp"
    r"|ngành dọc|(?:(?:đóng|hoạt động)(?:\s+chân)?\s+)?trên(?:\s+toàn)?\s+địa bàn|(?:phòng\s+)?(?:chức năng|chuyên môn)|chuyên ngành|khác|nêu trên|được (?:giao|phân công)(?:\s+(?:chủ trì|thực hiện|phụ trách|(?:các\s+)?nhiệm vụ))*|kỹ thuật|chuyên trách|chủ chốt|đầu mối|phụ trách|có tên|trung ương|ở cơ sở|cơ sở"
    r"|(?:ở|tại) địa phương|địa phương|trong (?:tỉnh|xã|huyện|ngành|cơ quan|nhà trường|thành phố|toàn tỉnh|ban tổ chức|ban chỉ đạo)|chính trị\s*-\s*xã hội(?:\s*-?\s*nghề nghiệp)?|chính trị xã hội|xã hội(?! h[óo][aá])|nghề nghiệp"
    r"|thành viên|sự nghiệp(?: công lập)?|công lập|quốc tế|trong nước(?: và (?:quốc tế|nước ngoài))?|nước ngoài|thông tấn(?:,\s*báo chí)?|nhà nước|hành chính|quản lý nhà nước|đoàn thể|bưu chính(?:,? (?:và )?viễn thông)?|viễn thông|công nghệ số|công nghệ thông tin|truyền thông,?\s*báo chí|quần chúng|thông tin đại chúng|thông tin,? báo chí|báo chí|truyền thông|đồng hành"
    r"|văn phòng(?! ubnd| hđnd| đảng| [a-zđ]+ ủy)|ban quản lý|ban chỉ đạo|ban tổ chức|hội đồng|tổ công tác|đoàn kiểm tra|cấp ủy|đảng(?:,?\s+(?:và\s+)?nhà nước)?|chủ quản|điện lực|không chuyên trách|khám bệnh, chữa bệnh|giáo dục|y tế|sở(?= [a-zđ]|\s*$|[,.;:]))(?![\w])"
)
"""Modifiers that may stand behind a head word, in any order."""
_OF = re.compile(
    r"\s+của\s+(?=(?:sở|tỉnh|xã|huyện|thành phố|ubnd|ủy ban|bộ|trường|cơ quan|trung tâm|các sở|các cơ quan|ban chỉ đạo|mặt trận|ngành|đơn vị|phường|nhà trường|tổ|quốc hội|quân đội|chính phủ|đảng|đoàn|hội|công đoàn)(?![\w]))"
)
_LEVEL_TAIL = re.compile(
    r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu)(?:(?:\s*[,/]\s*|\s+và\s+)(?:thôn|xã|phường|thị trấn|huyện|thị xã|thành phố|đặc khu|tổ dân phố|ấp))*(?![\w])"
)
_PLACE = re.compile(rf"\s+(?:[{CAPITAL}][\wÀ-ỹ']*)(?:(?:\s|\s?-\s?)[{CAPITAL}][\wÀ-ỹ']*){{0,3}}")
_PLACE_UNIT = re.compile(
    rf"(?:[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường)\s[{CAPITAL}][\w']*(?:\s[{CAPITAL}][\w']*){{0,3}}"
)
"""A place told to do something: `Mời tỉnh Đắk Lắk, tỉnh Điện Biên`."""
_STOP = re.compile(
    r"(?:và|để|trong|về|theo|tại|với|từ|đến|của|cho|có|không|đã|được|khi|nếu|bằng|qua|trên|nhằm|thì|là|hoặc|này|đó|như|do|vào|trước|sau|đối|thuộc)(?![\w])"
)
_LOOSE_HEAD = re.compile(r"(?:các|những|chủ|nhà|cơ|đơn|doanh|lực|cán|hội|tổ|ngành|đối|cộng|[a-zđ]+ thuật)(?![\w])")


_CREW = re.compile(
    r"(?:các\s+)?(?:tổ|đội|đoàn|tiểu ban|hội đồng|nhóm)\s+(?:tuyên truyền|kiểm tra|giám sát|thanh tra|rà soát|thẩm định|khảo sát|hướng dẫn|tư vấn|xử lý|tiếp nhận"
    r"|hòa giải|phục vụ|đón tiếp|vận động|cứu hộ|điều tra|kiểm kê|xét duyệt|nghiệm thu|quản lý|thu gom|tuần tra)"
    r"(?:\s+(?:liên ngành|lưu động|chuyên ngành|nội bộ|đột xuất|cấp (?:tỉnh|huyện|xã)|của (?:tỉnh|huyện|xã|nhà trường)|(?:tỉnh|huyện|xã|phường)))*(?= )"
)
"""A crew told by its work: `Tổ kiểm tra liên ngành`, before what it has to do."""


@per_lexicon
def _may_begin() -> Callable[[str], bool]:
    """Give the function that tells from the first letters whether a unit may begin there; `_MANY` is left out of it."""
    words = first_letters(("đồng chí", *(word.word for word in lexicon.unit_words())))
    unit, organ = gate(openings(_RANKS, _CHIEF) | words), may_begin()
    return lru_cache(4096)(lambda letters: unit(letters) or organ(letters))


def unit_end(source: SourceText, at: int, limit: int, *, loose: bool = False) -> int | None:
    """Where the name of the unit that begins at `at` ends; None when none begins there.

    Args:
        source: The text.
        at: View offset where the name begins.
        limit: View offset where it must end at the latest.
        loose: A cue ("phối hợp với") stands before: names outside the grammar are taken up to a verb or mark.
    """
    view, folded = source.view, source.fold
    if at >= limit:
        return None
    if not loose and not _may_begin()(folded[at : at + SIZE]) and _MANY.match(folded, at, limit) is None:
        return None
    crew = _CREW.match(folded, at, limit)
    if crew and is_verb(folded, crew.end() + 1, limit):
        return crew.end()
    ends: list[int] = []
    group = _group_end(view, folded, at, limit)
    if group is not None:
        ends.append(_tails(view, folded, group, limit))
        if folded.startswith(" có thẩm quyền", ends[0]):
            return None  # nobody is named
        if folded[at:group] in _alone() and is_verb(folded, ends[0] + 1, limit):
            acting = _words()["post"].match(folded, at, limit)  # "Cơ quan chủ trì tổng hợp": the role is its name
            return acting.end() if acting and is_verb(folded, acting.end() + 1, limit) else ends[0]
    staff = _staff_end(view, folded, at, limit)
    if staff is not None:
        ends.append(staff)
    plural = _MANY.match(folded, at, limit)
    if not (group and plural and view[at].islower()) and not (
        _NEVER.match(folded, at, limit) or _HOLDING.match(folded, at, limit)
    ):
        named = organ_end(view, folded, at, limit)
        if named is not None:
            owned = _group_end(view, folded, named + 1, limit) if folded.startswith(" các ", named) else None
            ends.append(_tails(view, folded, named if owned is None else owned, limit))
    if not ends or ends == [staff]:
        post = _words()["post"].match(folded, plural.end() if plural else at, limit)
        if post:
            ends.append(_tails(view, folded, _free_tail(view, folded, post.end(), limit), limit))
    if not ends and loose:
        place = _PLACE_UNIT.match(view, at, limit)
        if place:
            return place.end()
        free = _free_name(view, folded, at, limit)
        if free is not None:
            ends.append(free)
    end = max(ends, default=None)
    if loose and end is not None and group is not None and view[group:end].strip() == view[group:end].strip().lower():
        longer = _free_tail(view, folded, end, limit)
        if longer > end:
            end = _tails(view, folded, longer, limit)
    return end


_RANKS = re.compile(
    r"(?:các )?bộ,? (?:và )?cơ quan ngang bộ(?:,| và) cơ quan thuộc chính phủ(?![\w])|các (?:cấp|ngành)(?:,| và) (?:các )?(?:cấp|ngành|địa phương)(?:,? (?:và )?(?:các )?(?:địa phương|đoàn thể|tổ chức chính trị - xã hội))?(?![\w])"
)
"""`các cấp, các ngành`: a fixed pair."""


def _group_end(view: str, folded: str, at: int, limit: int) -> int | None:
    """End of a group of organs without its modifiers: `Thủ trưởng các sở, ban, ngành`, `xã, phường`, `đơn vị`."""
    ranks = _RANKS.match(folded, at, limit)
    if ranks:
        return ranks.end()
    chief = _CHIEF.match(folded, at, limit)
    begin = chief.end() if chief else at
    many = _MANY.match(folded, begin, limit)
    if many:
        begin = many.end()
    words = _words()["group"]
    word = words.match(folded, begin, limit)
    if word is None or _NEVER.match(folded, begin, limit) or (not many and _HOLDING.match(folded, begin, limit)):
        return None
    names = [word.group()]
    end = word.end()
    while True:
        link = _LINK.match(folded, end, limit)
        following = words.match(folded, link.end(), limit) if link else None
        if following is None or not _goes_on(view, folded, names, following, limit):
            break
        names.append(following.group())
        end = following.end()
    if len(names) > 1:
        return end
    if many or chief:
        if names[0] in ("cá nhân", "lĩnh vực", "khu dân cư", "thành viên") and not _TAIL.match(folded, end, limit):
            return None
        return end
    if names[0] in _alone():
        return end
    if _WHERE.match(folded, begin, limit):
        return None
    return end if _TAIL.match(folded, end, limit) else None


_VILLAGE = frozenset(
    (
        "thôn",
        "làng",
        "thôn làng",
        "thôn bản",
        "xóm",
        "ấp",
        "bản",
        "buôn",
        "khóm",
        "khu phố",
        "khối phố",
        "tổ dân phố",
        "khu dân cư",
    )
)
"""Parts of a commune: they make a group of their own beside organs."""


def _goes_on(view: str, folded: str, names: list[str], following: re.Match[str], limit: int) -> bool:
    """Say whether the next word of a list belongs to the same group ("sở, ban, ngành") or begins a name of its own."""
    word = following.group()
    at = following.start()
    if word in ("ủy ban", "hội đồng", "ban chỉ đạo") or (word == "đơn vị" and names[-1] == "địa phương"):
        return False
    if (word in _VILLAGE) != (names[-1] in _VILLAGE):
        return False
    if word == "tổ chức" and names[-1] == "cơ quan":
        return True
    if _NEVER.match(folded, at, limit) or _HOLDING.match(folded, at, limit):
        return False
    if word == "doanh nghiệp" and names[-1] not in ("tổ chức", "cơ sở", "hợp tác xã", "địa phương"):
        return False
    if word == "cơ quan" and names[-1] in ("ngành", "đoàn thể", "sở"):
        return False
    if word in ("địa phương", "nhà trường", "chính quyền địa phương"):
        return any(n in ("cơ quan", "đơn vị", "tổ chức") for n in names) and not any(
            n in ("sở", "bộ", "ngành") for n in names
        )
    if view[at].isupper():
        after = re.compile(rf"\s+[{CAPITAL}]").match(view, following.end(), limit)
        return after is None
    return True


_STAFF_POST = re.compile(
    r"\s+(?:bộ môn|chủ nhiệm|thư viện|y tế|văn thư|kế toán|thiết bị|văn phòng|hành chính|phục vụ|bảo vệ|tổng phụ trách(?: đội)?|cốt cán"
    r"|(?P<charge>(?:được phân công )?phụ trách\s+(?:công tác|lĩnh vực|mảng|hoạt động|địa bàn|khối|bộ phận|hành chính|thôn|xóm|chuyên môn)))(?![\w])"
)
"""Who among the staff is meant: `giáo viên chủ nhiệm`, `cán bộ phụ trách công tác Đoàn`."""
_STAFF_FRONT = re.compile(r"(?:các\s+|những\s+)?(?:đồng chí\s+)?")
_STAFF_LINK = re.compile(r"\s*,\s*|\s+và\s+")
_PART_TIME = "người hoạt động không chuyên trách"


def _staff_end(view: str, folded: str, at: int, limit: int) -> int | None:
    """End of a list of staff: `cán bộ, công chức, viên chức`, `Công chức Văn phòng - Thống kê`."""
    front = _STAFF_FRONT.match(folded, at, limit)
    begin = front.end() if front else at
    words = _words()["people"]
    word = words.match(folded, begin, limit)
    if word is None or _NEVER.match(folded, begin, limit):
        return None
    end = word.end()
    while word is not None and word.group() not in (_PART_TIME, "người đứng đầu"):
        link = _STAFF_LINK.match(folded, end, limit)
        word = words.match(folded, link.end(), limit) if link else None
        if word is None or word.group() == _PART_TIME:
            break
        end = word.end()
    if end < limit - 1 and view[end] == " " and view[end + 1].isupper():
        inner = organ_end(view, folded, end + 1, limit)
        if inner is None and field_pattern().match(folded, end + 1, limit):
            inner = open_end(view, folded, end, limit)  # "Công chức Tư pháp - Hộ tịch"
        if inner is not None:
            return _tails(view, folded, inner, limit)
        place = _PLACE.match(view, end, limit)
        if place and not is_verb(folded, end + 1):
            return _tails(view, folded, place.end(), limit)
    post = _STAFF_POST.match(folded, end, limit)
    if post:
        end = post.end()
        if post["charge"]:
            end = _free_tail(view, folded, end, limit)
    count = re.compile(r"\s+\d{1,2} thôn").match(folded, end, limit)
    if count:
        end = count.end()
    return _tails(view, folded, end, limit)


def _tails(view: str, folded: str, end: int, limit: int) -> int:
    """Take the modifiers behind a name."""
    for _ in range(5):
        match = _TAIL.match(folded, end, limit)
        if match and match.group().strip() == "sở" and field_pattern().match(folded, match.end() + 1, limit):
            parent = organ_end(view, folded, match.end() - 2, limit)
            if parent is None or _AT_LEVEL.search(folded[max(0, end - 10) : end]):
                break  # "… đặc khu Sở Tài chính": another name begins
            end = parent
            continue
        if match:
            word = match.group().strip()
            end = match.end()
            about = _ABOUT.match(folded, end, limit) if word.endswith("liên quan") else None
            if about:
                far = _free_tail(view, folded, about.end(), limit)
                end = far if far > about.end() else end
                continue
            if word.startswith(("trên", "thuộc", "trực thuộc", "đóng", "hoạt động")) or word.endswith("thuộc"):
                bare_word = _BELONGING.match(folded, match.start(), limit)
                if bare_word:
                    end = max(end, _of_organ(view, folded, bare_word.end(), limit))
                if end == match.end():
                    end = _of_organ(view, folded, end, limit)
            continue
        member = _MEMBER.match(folded, end - 10, limit) if folded.endswith("thành viên", 0, end) else None
        if member and member.end() < limit and (inner := organ_end(view, folded, member.end(), limit)) is not None:
            end = inner
            continue
        site = _SITE.match(folded, end, limit)
        if site:
            end = site.end()
            continue
        active = _ACTIVE.match(folded, end, limit)
        if active:
            end = active.end()
            continue
        level = _LEVEL_TAIL.match(folded, end, limit)
        if level:
            end = level.end()
            place = _PLACE.match(view, end, limit)
            if (
                place
                and not is_head(folded, place.start() + 1)
                and (is_province(place.group()) or not is_verb(folded, place.start() + 1))
            ):
                end = place.end()
            continue
        of = _OF.match(folded, end, limit)
        if of:
            inner = unit_like(view, folded, of.end(), limit)
            if inner is None:
                plain = re.compile(r"(?:các )?[^\W\d_]+(?:, [^\W\d_]+)*").match(folded, of.end(), limit)
                inner = plain.end() if plain else None
            if inner is not None:
                end = inner
                continue
        break
    return end


_ABOUT = re.compile(r"\s+đến(?=\s+[^\W\d_])")
_SITE = re.compile(
    r"\s+(?:nơi\s+(?:có|diễn ra|đặt|triển khai|tổ chức)|diễn ra"
    r"|có(?=\s(?:rừng|biển|dự án|di tích|công trình|đường|chợ|lễ hội|đồng bào|sông|hồ|khu|mỏ|làng nghề|trụ sở|sự kiện)\b))\s+[^,;.:()\n]{2,50}?"
    r"(?=\s(?:và|chủ|phối|có trách|tổ chức|thực hiện|triển khai|xây dựng|rà soát|kiểm tra|tăng cường|chịu|căn cứ|tham|bố trí|bảo đảm|đảm bảo)(?![\w])|[,;.:()\n]|\Z)"
)
"""Which of several places are meant: `UBND các xã nơi có dự án`, `UBND các phường diễn ra sự kiện`."""
_ACTIVE = re.compile(
    r"\s+hoạt động trong (?:các )?lĩnh vực\s[^.;:()\n]{3,110}?"
    r"(?=\s(?:cần|có|tổ chức|chủ động|phối hợp|thực hiện|triển khai|hướng|căn cứ|chịu|phải|được|để|nhằm|tiếp tục|tích cực|nghiên cứu|tham gia)(?![\w])|[.;:()\n]|\Z)"
)
"""`các doanh nghiệp hoạt động trong lĩnh vực xây dựng, vận tải`."""
_AT_LEVEL = re.compile(r"(?:xã|phường|thị trấn|huyện|tỉnh|thành phố|quận|đặc khu)\Z")
_BELONGING = re.compile(r"\s+(?:trực\s+)?thuộc(?:,\s*trực thuộc)?")
_MEMBER = re.compile(r"thành viên\s+(?:của\s+)?")
"""`các thành viên Ban Chỉ đạo`: the body that the members belong to follows."""


def unit_like(view: str, folded: str, at: int, limit: int) -> int | None:
    """End of an organ or a group at `at`, whichever is longer."""
    ends = [e for e in (organ_end(view, folded, at, limit), _group_end(view, folded, at, limit)) if e is not None]
    return max(ends, default=None)


def _of_organ(view: str, folded: str, end: int, limit: int) -> int:
    """Take the organ or place that "thuộc" or "trên địa bàn" governs."""
    match = re.compile(r"\s+").match(folded, end, limit)
    if match is None:
        return end
    at = match.end()
    if at < limit and (view[at].isupper() or folded.startswith(("sở", "tỉnh", "ubnd", "xã", "huyện"), at)):
        inner = organ_end(view, folded, at, limit)
        if inner is not None:
            return inner
        place = _PLACE.match(view, end, limit)
        if place and not is_verb(folded, at):
            return place.end()
    return end


_PAIR = re.compile(r"(?:hậu cần|ngoại giao|tham mưu tổng hợp|hậu kiểm)(?![\w])")
"""Compounds whose second half is a verb elsewhere."""


def _free_tail(view: str, folded: str, end: int, limit: int) -> int:
    """Words after a post or a loose head up to a verb or mark."""
    for _ in range(9):
        match = re.compile(r"\s+([^\s,;.:()“”\"]+)").match(view, end, limit)
        if match is None:
            break
        pair = _PAIR.match(folded, match.start(1), limit)
        if pair is None and (_STOP.match(folded, match.start(1), limit) or is_verb(folded, match.start(1), limit)):
            break
        end = pair.end() if pair else match.end()
    return end


def _free_name(view: str, folded: str, at: int, limit: int) -> int | None:
    if not view[at].isalpha() or _STOP.match(folded, at) or is_verb(folded, at) or _NEVER.match(folded, at):
        return None
    if not _LOOSE_HEAD.match(folded, at) and not view[at].isupper():
        return None
    first = re.compile(r"[^\s,;.:()]+").match(view, at, limit)
    if first is None:
        return None
    end = _free_tail(view, folded, first.end(), limit)
    return end if end - at > 3 else None


_AND = re.compile(r"\s*(?:,|;|/)\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng|cùng với|hoặc|với)\s+")
_EACH = re.compile(
    r"(?:mỗi|toàn thể|từng|mọi|tất cả|đ/c|phía|cả|tập thể)\s+(?!các\s)|đồng chí\s+(?!ủy viên|đảng viên|trưởng|phó)"
)
_COLON = re.compile(rf":\s*(?=[{CAPITAL}])")
_BRACKET = re.compile(r"\s*\(([^()]{1,160})\)")


def unit_list(source: SourceText, at: int, limit: int, *, loose: bool = False) -> list[Span]:
    """The units of a list that begins at `at`: names parted by commas, semicolons and "và".

    "UBND các huyện: Hoa Lư, Nho Quan và Yên Mô" gives the head with the first name, then the names alone; a bracket of
    names behind a plural ("các nhà mạng (Viettel, VNPT)") gives the names too.
    """
    view, folded = source.view, source.fold
    found: list[Span] = []
    while at < limit:
        skip = _EACH.match(folded, at, limit)
        if skip:
            at = skip.end()
        end = unit_end(source, at, limit, loose=loose)
        if end is None or end <= at:
            break
        colon = _COLON.match(view, end, limit)
        if colon and re.compile(
            r"(?:.*\s)?(?:các|\d{1,3})\s+(?:[^\s,]+|thị xã|thành phố|thị trấn|tập đoàn|(?:tổng )?công ty|hiệp hội|ngân hàng|doanh nghiệp)\Z"
        ).match(folded[at:end]):
            of_field = folded.endswith(("sở", "bộ", "phòng"), at, end)
            firms = folded.endswith(("tập đoàn", "công ty", "hiệp hội", "doanh nghiệp", "ngân hàng"), at, end)
            named = _names_after(view, folded, colon.end(), limit, of_field=of_field, firms=firms)
            if named:
                found.append((at, named[0][1]))
                found.extend(named[1:])
                link = _AND.match(folded, named[-1][1], limit)
                if link is None:
                    return found
                at = link.end()
                continue
        parent = _PARENT_OFFICE.match(folded, end, limit) if not found and folded.startswith("phòng ", at) else None
        owner = organ_end(view, folded, parent.end(), limit) if parent else None
        if owner is not None and not _AND.match(folded, owner, limit):
            end = owner
        found.append((at, end))
        bracket = _BRACKET.match(view, end, limit)
        after = bracket.end() if bracket else end
        if bracket and folded.startswith("các ", at):
            inner = _names_after(view, folded, *bracket.span(1)) or unit_list(source, *bracket.span(1))
            if inner and inner[-1][1] == bracket.end(1) and len(inner) > 1:
                found.extend(inner)
        link = _AND.match(folded, after, limit)
        while link is not None and _FIELD_HEAD.match(folded, at) is not None:
            # "Sở Nội vụ, Tài chính, Xây dựng": names without their head.
            more = field_pattern().match(folded, link.end(), limit)
            if (
                more is None
                or not view[link.end()].isupper()
                or is_head(folded, link.end())
                or not _ELLIPSIS_END.match(folded, more.end(), limit)
            ):
                break
            found.append((link.end(), more.end()))
            link = _AND.match(folded, more.end(), limit)
            if link is None or not field_pattern().match(folded, link.end(), limit):
                break
        while link is not None and _OF_PLACE.match(folded, at, end):
            # "UBND thành phố Hà Nội, thành phố Hải Phòng và tỉnh Quảng Ninh": places without their organ.
            place = _PLACE_UNIT.match(view, link.end(), limit)
            if place is None or is_head(folded, link.end()):
                break
            found.append(place.span())
            link = _AND.match(folded, place.end(), limit)
        if link is None:
            return found
        at = link.end()
        if link.group().strip() in ("với", "cùng", "cùng với"):
            return found
    return found


_PARENT_OFFICE = re.compile(r",\s+(?=(?:sở\s|công an (?:tỉnh|thành phố)(?![\w])))")
"""An office and the organ it belongs to: `Phòng Tổng hợp, Sở Nội vụ`; a longer list is one of peers."""
_OF_PLACE = re.compile(
    r"(?:chủ tịch )?(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|công an|tỉnh ủy|thành ủy|sở [^,;]{3,60}?) (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu) \S"
)
"""The organ of one place, told by its name."""
_FIELD_HEAD = re.compile(r"(?:các\s+)?(?:giám đốc\s+|lãnh đạo\s+)?(?:các\s+)?(?:sở|bộ|phòng)\s")
_ELLIPSIS_END = re.compile(
    r"\s*(?:[,;:.)]|\Z|\n)|\s+(?:và|có|chủ|phối|tham|căn|tổ|thực|triển|theo|chịu|xây|rà|hướng|cùng)(?![\w])"
)


_NAME = re.compile(rf"[{CAPITAL}][\wÀ-ỹ']*(?:(?:\s|\s?[-–]\s?)[{CAPITAL}\d][\wÀ-ỹ']*){{0,4}}")


_FIRM = re.compile(
    rf"[{CAPITAL}][^,;:.()\n]{{3,60}}?(?=\s*[,;.()\n]|\svà\s|\s(?:theo|tổ chức|thực hiện|phối hợp|chủ trì|khẩn trương|nghiên cứu|có)(?![\w])|\Z)"
)
"""The name of a firm behind "các Tập đoàn:", small words included."""


def _names_after(
    view: str, folded: str, at: int, limit: int, *, of_field: bool = False, firms: bool = False
) -> list[Span]:
    """Capitalised names parted by commas and "và"; empty when there is only one."""
    found: list[Span] = []
    while True:
        known_field = field_pattern().match(folded, at, limit) if of_field else None
        match = known_field or (_FIRM if firms else _NAME).match(view, at, limit)
        known = of_field and match is not None and match.end() > at and field_pattern().match(folded, at, limit)
        if match is None or (not known and (is_head(folded, at) or _CHIEF.match(folded, at, limit))):
            break
        found.append((match.start(), match.end()))
        link = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+").match(view, match.end(), limit)
        if link is None:
            break
        at = link.end()
    return found if len(found) > 1 else []


def list_end(found: list[Span], source: SourceText, limit: int) -> int:
    """Where a list ends, a bracket behind its last name included."""
    end = found[-1][1]
    bracket = _BRACKET.match(source.view, end, limit)
    return bracket.end() if bracket else end


def only_units(source: SourceText, start: int, end: int) -> bool:
    """Say whether the stretch is a list of units and nothing else."""
    spans = unit_list(source, start, end)
    return bool(spans) and not source.view[list_end(spans, source, end) : end].strip(" ,;.")
