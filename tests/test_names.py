"""Names of units: where a name ends, how a list is split, and what begins like a name and is none."""

from __future__ import annotations

import pytest

from vnplan.extract.names import list_end, only_units, unit_list
from vnplan.text import SourceText


def names(text: str, *, loose: bool = False) -> list[str]:
    source = SourceText.of(text)
    return [source.view[a:b] for a, b in unit_list(source, 0, len(source.view), loose=loose)]


ORGANS = [
    ("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"], "a comma and và of the name's own, then a comma of the list"),
    ("Sở Nông nghiệp và Môi trường và Sở Công Thương", ["Sở Nông nghiệp và Môi trường", "Sở Công Thương"], "và inside, then và between"),
    ("Sở Lao động - Thương binh và Xã hội; Bảo hiểm xã hội tỉnh", ["Sở Lao động - Thương binh và Xã hội", "Bảo hiểm xã hội tỉnh"], "a dash of the name's own, a semicolon of the list"),
    ("Sở Nội vụ; Sở Tài chính; và Công an tỉnh", ["Sở Nội vụ", "Sở Tài chính", "Công an tỉnh"], "a semicolon and và together"),
    ("Bộ Chỉ huy Quân sự tỉnh/Công an tỉnh", ["Bộ Chỉ huy Quân sự tỉnh", "Công an tỉnh"], "a slash between names"),
    ("Sở VH,TT&DL, Sở TT&TT", ["Sở VH,TT&DL", "Sở TT&TT"], "abbreviations with a comma without blank"),
    ("Sở GD&ĐT, Sở LĐ-TB&XH và Sở NN&PTNT", ["Sở GD&ĐT", "Sở LĐ-TB&XH", "Sở NN&PTNT"], "abbreviations with a dash and an ampersand"),
    ("Bộ CHQS tỉnh, BCH Bộ đội Biên phòng tỉnh", ["Bộ CHQS tỉnh", "BCH Bộ đội Biên phòng tỉnh"], "abbreviated heads"),
    ("UBMTTQVN xã và các đoàn thể", ["UBMTTQVN xã", "các đoàn thể"], "a glued abbreviation, then a group"),
    ("TAND, VKSND huyện", ["TAND", "VKSND huyện"], "an abbreviation alone"),
    ("VNPT, Viettel và Mobifone", ["VNPT", "Viettel", "Mobifone"], "firms by their short names"),
    ("Báo Bình An, Đài Phát thanh và Truyền hình tỉnh", ["Báo Bình An", "Đài Phát thanh và Truyền hình tỉnh"], "a newspaper with its place, a station with và"),
    ("Phòng Kinh tế, Hạ tầng và Đô thị phường", ["Phòng Kinh tế, Hạ tầng và Đô thị phường"], "an office of a phường"),
    ("Phòng Văn hóa - Xã hội, Phòng Kinh tế", ["Phòng Văn hóa - Xã hội", "Phòng Kinh tế"], "offices of a xã"),
    ("Phòng Tài chính - Kế hoạch huyện", ["Phòng Tài chính - Kế hoạch huyện"], "an office and its level"),
    ("Văn phòng UBND tỉnh, Thanh tra tỉnh", ["Văn phòng UBND tỉnh", "Thanh tra tỉnh"], "an office with the organ it serves"),
    ("Đảng ủy Sở Xây dựng", ["Đảng ủy Sở Xây dựng"], "a Party body with the organ it belongs to"),
    ("Chi đoàn Sở, Công đoàn Sở", ["Chi đoàn Sở", "Công đoàn Sở"], "organisations within an organ"),
    ("Trung tâm Văn hóa, Thể thao và Truyền thanh huyện", ["Trung tâm Văn hóa, Thể thao và Truyền thanh huyện"], "an open name with a comma"),
    ("Trung tâm Kiểm soát bệnh tật tỉnh, Trung tâm Y tế các huyện, thị xã", ["Trung tâm Kiểm soát bệnh tật tỉnh", "Trung tâm Y tế các huyện, thị xã"], "levels in a row behind one name"),
    ("Kho bạc Nhà nước khu vực V", ["Kho bạc Nhà nước khu vực V"], "the number of a region"),
    ("Hội Liên hiệp Phụ nữ, Hội Nông dân, Đoàn Thanh niên xã", ["Hội Liên hiệp Phụ nữ", "Hội Nông dân", "Đoàn Thanh niên xã"], "mass organisations"),
    ("Hội Luật gia tỉnh, Đoàn Luật sư tỉnh", ["Hội Luật gia tỉnh", "Đoàn Luật sư tỉnh"], "associations of a trade"),
    ("Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh", ["Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh"], "các inside a name"),
    ("Ban Quản lý các khu công nghiệp tỉnh", ["Ban Quản lý các khu công nghiệp tỉnh"], "what a board manages belongs to its name"),
    ("Trường Trung học cơ sở Nguyễn Du, Trường Mầm non Hoa Sen", ["Trường Trung học cơ sở Nguyễn Du", "Trường Mầm non Hoa Sen"], "schools with their own names"),
    ("Bệnh viện Đa khoa tỉnh, Phòng khám Đa khoa khu vực", ["Bệnh viện Đa khoa tỉnh", "Phòng khám Đa khoa khu vực"], "places of health care"),
    ("Tổng công ty Điện lực Bình An", ["Tổng công ty Điện lực Bình An"], "a firm and its place"),
    ("Quỹ Đầu tư phát triển tỉnh", ["Quỹ Đầu tư phát triển tỉnh"], "a fund that is an organ"),
    ("Đồn Biên phòng Cửa Lạch", ["Đồn Biên phòng Cửa Lạch"], "a post on the border"),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", ["Ban Tuyên giáo và Dân vận Tỉnh ủy"], "a board and its committee"),
    ("Văn phòng Ban Chỉ đạo", ["Văn phòng Ban Chỉ đạo"], "the office of a board"),
    ("Bộ phận Tiếp nhận và Trả kết quả", ["Bộ phận Tiếp nhận và Trả kết quả"], "a section whose name is two acts"),
    ("Ban Chỉ đạo chuyển đổi số tỉnh", ["Ban Chỉ đạo chuyển đổi số tỉnh"], "a board by its subject, a verb elsewhere"),
    ("Trung tâm Chuyển đổi số tỉnh", ["Trung tâm Chuyển đổi số tỉnh"], "a verb within a name"),
    ("Tổ công nghệ số cộng đồng các thôn", ["Tổ công nghệ số cộng đồng các thôn"], "a team and its villages"),
    ("Báo và Phát thanh, truyền hình Lạng Sơn", ["Báo và Phát thanh, truyền hình Lạng Sơn"], "a small letter behind the comma"),
    ("Sở Y tế tỉnh Bình An", ["Sở Y tế tỉnh Bình An"], "level and place"),
    ("Ngân hàng Chính sách xã hội huyện", ["Ngân hàng Chính sách xã hội huyện"], "xã hội is no level"),
]  # fmt: skip

LEVELS = [
    ("UBND các xã, phường, đặc khu", ["UBND các xã, phường, đặc khu"], "levels in a row are one group"),
    ("UBND các xã, phường và Công an tỉnh", ["UBND các xã, phường", "Công an tỉnh"], "the row of levels ends where an organ begins"),
    ("Ủy ban nhân dân các xã, phường, thị trấn trên địa bàn huyện", ["Ủy ban nhân dân các xã, phường, thị trấn trên địa bàn huyện"], "where they lie belongs to the name"),
    ("Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội", ["Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh", "các tổ chức chính trị - xã hội"], "the older tone placement; the front and its members"),
    ("UBND thành phố Thủ Đức, UBND các quận, huyện", ["UBND thành phố Thủ Đức", "UBND các quận, huyện"], "one of its kind, then all others"),
    ("UBND xã Tân Phú, UBND xã Tân Hòa", ["UBND xã Tân Phú", "UBND xã Tân Hòa"], "two of a kind"),
    ("Công an các xã, phường", ["Công an các xã, phường"], "police of all levels named"),
    ("các xã, phường trên địa bàn thành phố Huế", ["các xã, phường trên địa bàn thành phố Huế"], "places as doers, with their city"),
]  # fmt: skip

OWNED = [
    ("Báo và Phát thanh, Truyền hình tỉnh và Sở Nội vụ", ["Báo và Phát thanh, Truyền hình tỉnh", "Sở Nội vụ"], "the merged press organ of 2025"),
    ("Báo Bình An và Phát thanh, Truyền hình Bình An", ["Báo Bình An và Phát thanh, Truyền hình Bình An"], "with its province twice"),
    ("Báo Cần Thơ, Đài Phát thanh và Truyền hình Cần Thơ", ["Báo Cần Thơ", "Đài Phát thanh và Truyền hình Cần Thơ"], "two organs before 2025"),
    ("Phòng Tổng hợp, Sở Nội vụ", ["Phòng Tổng hợp, Sở Nội vụ"], "an office and the organ it belongs to"),
    ("Phòng Tổng hợp, Sở Nội vụ, Sở Y tế", ["Phòng Tổng hợp", "Sở Nội vụ", "Sở Y tế"], "a list of peers"),
    ("Chi đoàn Trường THPT Bình An số 1", ["Chi đoàn Trường THPT Bình An số 1"], "a numbered school"),
    ("Thường trực Ủy ban KH,CN&MT", ["Thường trực Ủy ban KH,CN&MT"], "a comma inside an abbreviation"),
]  # fmt: skip

COLONS = [
    ("UBND các huyện: Hoa Lư, Nho Quan và Yên Mô", ["UBND các huyện: Hoa Lư", "Nho Quan", "Yên Mô"], "the head goes with the first name"),
    ("Ủy ban nhân dân các xã: Tân Phú, Tân Hòa; Công an tỉnh", ["Ủy ban nhân dân các xã: Tân Phú", "Tân Hòa", "Công an tỉnh"], "an organ ends the names"),
    ("các Sở: Nội vụ, Tài chính và Xây dựng", ["các Sở: Nội vụ", "Tài chính", "Xây dựng"], "fields behind a common head"),
    ("Các Sở: Văn hóa, Thể thao và Du lịch, Nội vụ", ["Các Sở: Văn hóa, Thể thao và Du lịch", "Nội vụ"], "a field with a comma among them"),
    ("các Bộ: Quốc phòng, Công an, Y tế", ["các Bộ: Quốc phòng", "Công an", "Y tế"], "a field that is an organ elsewhere"),
    ("các phòng: Nội vụ, Tư pháp, Y tế", ["các phòng: Nội vụ", "Tư pháp", "Y tế"], "the head in small letters"),
    ("các Tập đoàn: Bưu chính Viễn thông Việt Nam, Công nghiệp - Viễn thông Quân đội", ["các Tập đoàn: Bưu chính Viễn thông Việt Nam", "Công nghiệp - Viễn thông Quân đội"], "firms behind their common word"),
    ("các nhà mạng (Viettel, VNPT)", ["các nhà mạng", "Viettel", "VNPT"], "a bracket of names behind a plural"),
    ("Phòng Y tế (bộ phận thường trực)", ["Phòng Y tế"], "a bracket that only describes"),
    ("Công an tỉnh (Phòng PA05), Sở Y tế", ["Công an tỉnh", "Sở Y tế"], "the list goes on behind a bracket"),
]  # fmt: skip

GROUPS = [
    ("các sở, ban, ngành", ["các sở, ban, ngành"], "a formulaic group stays one"),
    ("các sở, ban, ngành, địa phương", ["các sở, ban, ngành", "địa phương"], "địa phương behind sở, ban, ngành is a second unit"),
    ("các bộ, ngành và địa phương", ["các bộ, ngành", "địa phương"], "so it is behind bộ, ngành"),
    ("các cơ quan, đơn vị, địa phương", ["các cơ quan, đơn vị, địa phương"], "behind cơ quan, đơn vị it is part of the group"),
    ("các sở, ban, ngành tỉnh và UBND các xã", ["các sở, ban, ngành tỉnh", "UBND các xã"], "a group with its level, then an organ"),
    ("Các Sở, ban, ngành, đoàn thể cấp tỉnh", ["Các Sở, ban, ngành, đoàn thể cấp tỉnh"], "the longest form of the group"),
    ("các phòng, đơn vị", ["các phòng, đơn vị"], "a formulaic pair"),
    ("các phòng, ban chuyên môn", ["các phòng, ban chuyên môn"], "a pair with one modifier"),
    ("các phòng chuyên môn, các đơn vị trực thuộc Sở", ["các phòng chuyên môn", "các đơn vị trực thuộc Sở"], "parts with modifiers of their own are split"),
    ("các phòng chuyên môn, đơn vị trực thuộc Sở", ["các phòng chuyên môn", "đơn vị trực thuộc Sở"], "the same without a second các"),
    ("các đơn vị có liên quan trên địa bàn tỉnh", ["các đơn vị có liên quan trên địa bàn tỉnh"], "two modifiers"),
    ("Sở Tài chính và các sở, ngành có liên quan", ["Sở Tài chính", "các sở, ngành có liên quan"], "one by name, the others as a group"),
    ("các tổ chức, cá nhân có liên quan", ["các tổ chức, cá nhân có liên quan"], "persons within a group"),
    ("các thôn, khu phố", ["các thôn, khu phố"], "parts of a xã"),
    ("Các cơ quan chuyên môn thuộc UBND tỉnh", ["Các cơ quan chuyên môn thuộc UBND tỉnh"], "thuộc and the organ above"),
    ("các đơn vị sự nghiệp công lập trực thuộc Sở", ["các đơn vị sự nghiệp công lập trực thuộc Sở"], "three modifiers"),
    ("cấp ủy, chính quyền các cấp", ["cấp ủy, chính quyền các cấp"], "Party and state together"),
    ("Cấp ủy, chính quyền, Mặt trận Tổ quốc và các đoàn thể", ["Cấp ủy, chính quyền", "Mặt trận Tổ quốc", "các đoàn thể"], "a name with a capital of its own splits the group"),
    ("Sở, ban, ngành, UBND các xã", ["Sở, ban, ngành", "UBND các xã"], "the group without các"),
    ("các hội, đoàn thể chính trị - xã hội", ["các hội, đoàn thể chính trị - xã hội"], "a modifier with a dash"),
    ("các chủ đầu tư, nhà thầu", ["các chủ đầu tư, nhà thầu"], "who build"),
    ("các doanh nghiệp viễn thông", ["các doanh nghiệp viễn thông"], "firms of one trade"),
    ("các trường học trên địa bàn", ["các trường học trên địa bàn"], "schools of a place"),
]  # fmt: skip

POSTS = [
    ("Chủ tịch UBND các xã, phường", ["Chủ tịch UBND các xã, phường"], "a post of many organs"),
    ("Giám đốc Sở Y tế", ["Giám đốc Sở Y tế"], "a post of one organ"),
    ("Giám đốc các sở, Thủ trưởng các ban, ngành", ["Giám đốc các sở", "Thủ trưởng các ban, ngành"], "each post keeps its own group"),
    ("Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã", ["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã"], "a group within a post"),
    ("Chánh Văn phòng UBND tỉnh; Giám đốc các sở; Chủ tịch UBND các huyện, thành phố", ["Chánh Văn phòng UBND tỉnh", "Giám đốc các sở", "Chủ tịch UBND các huyện, thành phố"], "the closing list of a plan"),
    ("Chánh Văn phòng Sở, Chánh Thanh tra Sở", ["Chánh Văn phòng Sở", "Chánh Thanh tra Sở"], "heads of offices"),
    ("Hiệu trưởng các trường, Trưởng các phòng chuyên môn", ["Hiệu trưởng các trường", "Trưởng các phòng chuyên môn"], "Trưởng alone"),
    ("Trưởng phòng Tổ chức - Hành chính", ["Trưởng phòng Tổ chức - Hành chính"], "the field of an office, with a dash"),
    ("Trưởng thôn, Bí thư chi bộ các thôn", ["Trưởng thôn", "Bí thư chi bộ các thôn"], "posts of a village"),
    ("Trưởng Công an xã, Chỉ huy trưởng Ban Chỉ huy Quân sự xã", ["Trưởng Công an xã", "Chỉ huy trưởng Ban Chỉ huy Quân sự xã"], "posts of the armed forces"),
    ("người đứng đầu các cơ quan, đơn vị", ["người đứng đầu các cơ quan, đơn vị"], "whoever heads them"),
    ("lãnh đạo các phòng, đơn vị", ["lãnh đạo các phòng, đơn vị"], "leaders as a group"),
    ("Kế toán, Thủ quỹ", ["Kế toán", "Thủ quỹ"], "posts without an organ"),
]  # fmt: skip

STAFF = [
    ("giáo viên chủ nhiệm, giáo viên bộ môn", ["giáo viên chủ nhiệm", "giáo viên bộ môn"], "their post goes with them"),
    ("Cán bộ phụ trách công tác Đoàn và Tổ Tư vấn", ["Cán bộ phụ trách công tác Đoàn", "Tổ Tư vấn"], "what they are in charge of"),
    ("Ủy ban Bầu cử xã, Tổ bầu cử", ["Ủy ban Bầu cử xã", "Tổ bầu cử"], "bầu cử is one word"),
    ("cán bộ, công chức, viên chức", ["cán bộ, công chức, viên chức"], "staff are one"),
    ("Cán bộ, công chức, viên chức và người lao động", ["Cán bộ, công chức, viên chức và người lao động"], "workers included"),
    ("mỗi cán bộ, công chức", ["cán bộ, công chức"], "without mỗi"),
    ("toàn thể đoàn viên", ["đoàn viên"], "without toàn thể"),
    ("Công chức Văn phòng - Thống kê", ["Công chức Văn phòng - Thống kê"], "an official by his field"),
    ("các thành viên Ban Chỉ đạo", ["các thành viên Ban Chỉ đạo"], "members of a body"),
    ("Tổ trưởng tổ dân phố", ["Tổ trưởng tổ dân phố"], "a post with its small organ"),
]  # fmt: skip


LISTS = [*ORGANS, *LEVELS, *OWNED, *COLONS, *GROUPS, *POSTS, *STAFF]


@pytest.mark.parametrize(("text", "expected"), [row[:2] for row in LISTS], ids=[row[2] for row in LISTS])
def test_lists(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("phòng, chống dịch bệnh", id="to prevent"),
        pytest.param("Phòng cháy, chữa cháy", id="to prevent fire"),
        pytest.param("cơ sở dữ liệu quốc gia", id="a database"),
        pytest.param("Cơ sở vật chất", id="premises"),
        pytest.param("tổ chức hội nghị", id="to hold a meeting"),
        pytest.param("Tổ chức thực hiện", id="to carry out"),
        pytest.param("Bộ luật Hình sự", id="a code"),
        pytest.param("bộ tiêu chí", id="a set"),
        pytest.param("Hội nghị tổng kết", id="a meeting"),
        pytest.param("Hội nhập quốc tế", id="integration"),
        pytest.param("Đội ngũ cán bộ", id="the ranks"),
        pytest.param("Báo cáo kết quả", id="to report"),
        pytest.param("Báo động", id="an alarm"),
        pytest.param("Ban hành kế hoạch", id="to issue"),
        pytest.param("cấp có thẩm quyền", id="an authority without a name"),
        pytest.param("Nhân dân", id="the people"),
        pytest.param("các hộ gia đình", id="households"),
        pytest.param("Đoàn kết nội bộ", id="unity"),
        pytest.param("Trường hợp đặc biệt", id="a case"),
        pytest.param("Khoa học và công nghệ", id="science"),
        pytest.param("Xã hội hóa", id="society"),
        pytest.param("thành phố thông minh", id="a smart city"),
        pytest.param("Bản đồ hiện trạng", id="a map"),
        pytest.param("Vụ mùa", id="a season"),
        pytest.param("Ngành nghề", id="trades"),
        pytest.param("Khối lượng công việc", id="an amount"),
        pytest.param("nhóm giải pháp", id="a group of measures"),
        pytest.param("huyện", id="a place alone is not in charge"),
    ],
)
def test_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Sở Y tế chủ trì tham mưu", "Sở Y tế", id="a verb of duty"),
        pytest.param("Sở Y tế để tổng hợp", "Sở Y tế", id="a purpose"),
        pytest.param("Sở Y tế trước ngày 15/12", "Sở Y tế", id="a date"),
        pytest.param("các đơn vị liên quan kịp thời báo cáo", "các đơn vị liên quan", id="an adverb of duty"),
        pytest.param("UBND các xã, phường xây dựng tủ sách", "UBND các xã, phường", id="a verb behind levels"),
        pytest.param("Trung tâm Văn hóa tổ chức hội thi", "Trung tâm Văn hóa", id="tổ chức as a verb behind an open name"),
        pytest.param("cán bộ, công chức phải gương mẫu", "cán bộ, công chức", id="a duty of staff"),
        pytest.param("Đoàn Thanh niên xã, thời gian trong tháng 3", "Đoàn Thanh niên xã", id="words that are no name behind a comma"),
    ],
)  # fmt: skip
def test_a_name_ends_before(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize("text", ["Các sở, ban, ngành", "UBND CÁC XÃ, PHƯỜNG", "ủy ban nhân dân tỉnh"])
def test_the_case_of_letters_does_not_matter_to_groups_and_known_heads(text: str) -> None:
    assert names(text) == [text]


def test_a_cue_lets_names_outside_the_grammar_count() -> None:
    assert names("Nhà mạng Sao Mai cung cấp đường truyền") == []
    assert names("Nhà mạng Sao Mai cung cấp đường truyền", loose=True) == ["Nhà mạng Sao Mai"]


def test_a_list_ends_behind_the_bracket_of_its_last_name() -> None:
    source = SourceText.of("Sở Y tế, Công an tỉnh (đầu mối) chủ trì")
    spans = unit_list(source, 0, len(source.view))
    assert source.view[list_end(spans, source, len(source.view)) :] == " chủ trì"


def test_no_name_reaches_beyond_the_limit() -> None:
    source = SourceText.of("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ")
    for limit in range(len(source.view) + 1):
        assert all(a < b <= limit for a, b in unit_list(source, 0, limit))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Sở Y tế, Công an tỉnh;", True, id="names and marks"),
        pytest.param("Sở Y tế chủ trì", False, id="a verb behind"),
        pytest.param("Bổ sung sách", False, id="no name"),
    ],
)
def test_only_units(text: str, expected: bool) -> None:
    source = SourceText.of(text)
    assert only_units(source, 0, len(source.view)) is expected
