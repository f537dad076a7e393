"""Canonical names of organs: every writing of one organ gives one name, and nothing uncertain gives any."""

from __future__ import annotations

import pytest

import vnplan
from vnplan import lexicon
from vnplan.link.registry import canonical_organ
from vnplan.text.fold import bare

SAME = [
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch", "the full name"),
    ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch", "capitals"),
    ("Sở Văn hoá, Thể thao & Du lịch", "Sở Văn hóa, Thể thao và Du lịch", "the older tone placement, an ampersand"),
    ("Sở Văn hóa - Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch", "a dash for a comma"),
    ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "an abbreviation"),
    ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch", "an abbreviation with marks"),
    ("Sở VH-TT-DL", "Sở Văn hóa, Thể thao và Du lịch", "an abbreviation with dashes"),
    ("Sở Lao động, Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội", "a comma for a dash"),
    ("Sở Lao động Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội", "no joint at all"),
    ("Phòng Tài chính Kế hoạch", "Phòng Tài chính - Kế hoạch", "a dash left out"),
    ("Sở GD-ĐT", "Sở Giáo dục và Đào tạo", "a dash within an abbreviation"),
    ("Bộ Công thương", "Bộ Công Thương", "a small letter"),
    ("Sở  Nội\nvụ", "Sở Nội vụ", "broken over two lines"),
    ("Sở Nội vụ.", "Sở Nội vụ", "a stop"),
    ("**Sở Nội vụ**", "Sở Nội vụ", "markdown emphasis"),
    ("Thủ tướng", "Thủ tướng Chính phủ", "the short form"),
    ("Sở Nội vụ tỉnh Bình An", "Sở Nội vụ tỉnh Bình An", "its place is kept"),
    ("Sở TNMT thành phố Cần Thơ", "Sở Tài nguyên và Môi trường thành phố Cần Thơ", "an abbreviation with its place"),
    ("Phòng VHTT huyện", "Phòng Văn hóa và Thông tin huyện", "an abbreviation with its level"),
    ("Sở Y tế Hà Nội", "Sở Y tế Hà Nội", "a place without its level"),
]  # fmt: skip

HEADS = [
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh", "the abbreviation"),
    ("Uỷ ban nhân dân xã", "Ủy ban nhân dân xã", "the older tone placement"),
    ("UBND xã Tân Phú", "Ủy ban nhân dân xã Tân Phú", "with its place"),
    ("HĐND tỉnh", "Hội đồng nhân dân tỉnh", "the council"),
    ("Văn phòng HĐND và UBND xã", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã", "an office of both"),
    ("Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh", "the post"),
    ("Ủy ban MTTQ Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "the front"),
    ("UBMTTQ xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "the front, shorter"),
    ("TAND tỉnh", "Tòa án nhân dân tỉnh", "a court"),
    ("VKSND huyện", "Viện kiểm sát nhân dân huyện", "a procuracy"),
    ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh", "social insurance"),
    ("Ban CHQS xã", "Ban Chỉ huy quân sự xã", "the military"),
    ("Công an phường", "Công an phường", "the police"),
]  # fmt: skip

SLIPS = [
    ("Bộ Nội vu", "Bộ Nội vụ", "a mark lost"),
    ("Sở Tài chỉnh", "Sở Tài chính", "a mark misread"),
    ("Sơ Nội vụ", "Sở Nội vụ", "a mark lost in the head"),
    ("Sở Công Thuong", "Sở Công Thương", "all marks lost"),
    ("Sở Ngọai vụ", "Sở Ngoại vụ", "a mark on the wrong vowel"),
    ("Sở Giáo dục và Đào tạọ", "Sở Giáo dục và Đào tạo", "a mark too many"),
    ("Sở Nông nghỉệp và Môi truờng", "Sở Nông nghiệp và Môi trường", "two slips"),
    ("Sở Khoa học và Công nghê", "Sở Khoa học và Công nghệ", "a slip at the end"),
    ("Sở Nông nghiệp và Môi trưởng", "Sở Nông nghiệp và Môi trường", "a slip that is a word of its own"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "name"),
    [row[:2] for row in [*SAME, *HEADS, *SLIPS]],
    ids=[row[2] for row in [*SAME, *HEADS, *SLIPS]],
)
def test_one_name(written: str, name: str) -> None:
    assert canonical_organ(written) == name


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param("các sở, ban, ngành", id="a group"),
        pytest.param("Các đơn vị", id="a group of whatever"),
        pytest.param("UBND các xã", id="many of a kind"),
        pytest.param("UBND xã, phường", id="two levels"),
        pytest.param("UBND tỉnh và UBND huyện", id="two organs of one head"),
        pytest.param("UBND tỉnh, Công an tỉnh", id="two organs parted by a comma"),
        pytest.param("UBND", id="a head without level or place"),
        pytest.param("Thanh tra Sở", id="the inspectorate of some Sở"),
        pytest.param("Giám đốc Sở Nội vụ", id="a post is no organ"),
        pytest.param("Phòng Tổng hợp", id="an office outside the registry"),
        pytest.param("Sở Giáo dục", id="half a name"),
        pytest.param("Sở Văn hóa", id="half a name that two organs begin with"),
        pytest.param("Sở Nội", id="a name that breaks off"),
        pytest.param("Văn phòng Đăng kiểm đất đai", id="one word of a long name exchanged"),
        pytest.param("Ban Tuyên huấn Trung ương", id="an organ of old times, like one of today"),
        pytest.param("Ngân hàng Chính sách nhà nước", id="the end of a long name exchanged"),
        pytest.param("TTCP", id="an abbreviation of two organs"),
        pytest.param("BTC", id="an abbreviation of a ministry and of any organising board"),
        pytest.param("SNV", id="a symbol of numbers, not of prose"),
        pytest.param("Đoàn Thanh niên", id="every level has one"),
        pytest.param("Ban Chỉ đạo", id="every plan has one"),
    ],
)
def test_uncertain_names_stay_as_they_are(written: str) -> None:
    assert canonical_organ(written) is None


def test_neighbours_are_never_merged() -> None:
    pairs = [
        ("Sở Nội vụ", "Sở Ngoại vụ"), ("Bộ Nội vụ", "Sở Nội vụ"), ("Sở Văn hóa và Thể thao", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Bộ Xây dựng", "Sở Xây dựng"), ("Phòng Tư pháp", "Sở Tư pháp"), ("Ban Dân tộc", "Ủy ban Dân tộc"),
        ("Sở Dân tộc và Tôn giáo", "Bộ Dân tộc và Tôn giáo"), ("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường"),
    ]  # fmt: skip
    for one, other in pairs:
        assert canonical_organ(one) == one
        assert canonical_organ(other) == other
        assert canonical_organ(bare(one.lower())) in (one, None), "without marks it is the same organ or none"


def test_an_organ_keeps_its_name_after_its_end() -> None:
    """What a plan of today says of a ministry that is gone is told by its own name, never by that of its heir."""
    for on in ("2024-05-01", "2025-09-01", None):
        assert canonical_organ("Bộ TN&MT", on) == "Bộ Tài nguyên và Môi trường"
        assert canonical_organ("Sở LĐTBXH", on) == "Sở Lao động - Thương binh và Xã hội"


def test_an_organ_never_takes_another_ones_name_by_date() -> None:
    ministries = [o.name for o in lexicon.organs() if o.name.startswith(("Bộ ", "Sở ")) and "/" not in o.name]
    assert len(ministries) > 30
    for on in (None, "2019-06-01", "2025-02-28", "2025-07-01", "2026-01"):
        assert [canonical_organ(name, on) for name in ministries] == ministries


def test_a_canonical_name_is_its_own() -> None:
    for written, name, _ in [*SAME, *SLIPS]:
        assert canonical_organ(name) == name, written


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch", id="an alias"),
        pytest.param("UBND xã Tân Phú", "Ủy ban nhân dân xã Tân Phú", id="a head with its place"),
        pytest.param("Các phòng, đơn vị", None, id="a group"),
    ],
)
def test_units_of_a_plan_carry_it(written: str, name: str | None) -> None:
    document = vnplan.parse_text(
        "UBND TỈNH BÌNH AN\nSố: 1/KH-UBND\n\nKẾ HOẠCH\nMua sách năm 2025\n\nI. NHIỆM VỤ\n"
        f"{written} chịu trách nhiệm mua sách.\n"
    )
    (unit,) = document.units
    assert (unit.raw, unit.canonical) == (written, name)
