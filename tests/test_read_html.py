"""Web pages: the document without what stands around it, its tables as tables, its lists with their labels."""

from __future__ import annotations

import pytest

import vnplan
from vnplan.read import read


def lines(page: str | bytes) -> list[str]:
    data = page if isinstance(page, bytes) else page.encode()
    return read(b"<!DOCTYPE html>" + data, "trang.html").text.split("\n")


PIECES = [
    pytest.param("<p>Một</p><p>Hai<br>Ba</p>", ["Một", "Hai", "Ba"], id="paragraphs and line breaks"),
    pytest.param("<p>Kế\n   hoạch <b>năm</b> <i>2025</i></p>", ["Kế hoạch năm 2025"], id="line ends of the source are blanks"),
    pytest.param("<p>K&#7871; ho&#x1EA1;ch &amp; ch&iacute;nh s&aacute;ch</p>", ["Kế hoạch & chính sách"], id="entities"),
    pytest.param("<p>giá <script>x()</script><style>p{}</style>trị<!-- nháp --></p>", ["giá trị"], id="what is no text"),
    pytest.param("<nav><a>Trang chủ</a></nav><form><input value='x'><button>Tìm</button></form><p>Nội dung</p>", ["Nội dung"], id="menus and forms"),
    pytest.param("<p>thấy</p><p style='display: none'>ẩn</p><p hidden>ẩn</p>", ["thấy"], id="what is not shown"),
    pytest.param("<ul><li>Một<li>Hai</ul>", ["- Một", "- Hai"], id="a list without end tags"),
    pytest.param("<ol type=I start=2><li><p>Một</p><p>thêm</p></li><li>Hai</li></ol>", ["II. Một", "thêm", "III. Hai"], id="roman numbers from two on"),
    pytest.param("<ol type=a><li>Một</li><li value=4>Hai</li></ol>", ["a. Một", "d. Hai"], id="letters, and a number given"),
    pytest.param("<p>Một<p>Hai<div>Ba</p></div>", ["Một", "Hai", "Ba"], id="tags that do not match"),
    pytest.param("<div>1.<span> Mục</span><span> tiêu</span></div>", ["1. Mục tiêu"], id="one line in many spans"),
    pytest.param("<p>m<sup>2</sup> và ghi chú<sup>[1]</sup></p>", ["m2 và ghi chú[1]"], id="raised signs"),
    pytest.param("<pre>Một\n  Hai</pre>", ["Một", "  Hai"], id="text that keeps its lines"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "shown"), PIECES)
def test_pieces_of_a_page(page: str, shown: list[str]) -> None:
    assert [line for line in lines(f"<html><body>{page}</body></html>") if line] == shown


LETTERHEAD = (
    "<table><tr><td>ỦY BAN NHÂN DÂN<br>XÃ BÌNH AN</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr>"
    "<tr><td>Số: 12/KH-UBND</td><td>Bình An, ngày 3 tháng 2 năm 2025</td></tr></table>"
)
BODY = (
    "<p><b>KẾ HOẠCH</b></p><p>Trồng cây năm 2025</p><p>I. MỤC ĐÍCH</p><p>"
    + "Phủ xanh đồi trọc ở các thôn. " * 20
    + "</p>"
)
CLOSING = "<table><tr><td><b>Nơi nhận:</b><br>- Như trên;<br>- Lưu: VT.</td><td>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br>Trần Văn An</td></tr></table>"


def test_a_portal_page_gives_the_document_alone() -> None:
    page = (
        "<html><head><title>Cổng thông tin</title></head><body><div id=menu><ul><li>Giới thiệu</li><li>Tin tức</li></ul></div>"
        f"<div id=main><div class=content>{LETTERHEAD}{BODY}{CLOSING}</div></div>"
        "<div id=news><p>Tin mới: Đại hội chi bộ</p></div><div id=foot>Bản quyền 2025</div></body></html>"
    )
    shown = lines(page)
    assert shown[:6] == [
        "ỦY BAN NHÂN DÂN", "XÃ BÌNH AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-UBND",
        "Bình An, ngày 3 tháng 2 năm 2025",
    ]  # fmt: skip
    assert shown[-1] == "Trần Văn An"
    assert not {"- Giới thiệu", "Tin mới: Đại hội chi bộ", "Bản quyền 2025"} & set(shown)
    document = vnplan.parse_bytes(page.encode(), name="trang.html")
    assert document.source.media_type == "text/html"
    assert document.header.number is not None
    assert document.header.number.canonical == "12/KH-UBND"
    assert document.header.signature is not None
    assert document.header.signature.name == "Trần Văn An"


def test_tables_of_data() -> None:
    page = (
        "<table border=1><thead><tr><th>STT</th><th colspan=2>Nhiệm vụ</th></tr></thead><tbody>"
        "<tr><td rowspan=2>1</td><td>Viết | đọc</td><td><p>Sở Y tế</p><p>- phối hợp</p></td></tr>"
        "<tr><td>Nói</td><td></td></tr></tbody></table>"
    )
    assert lines(f"<body>{page}</body>") == [
        "| STT | Nhiệm vụ |  |", "|---|---|---|", "| 1 | Viết / đọc | Sở Y tế<br>- phối hợp |", "|  | Nói |  |",
    ]  # fmt: skip


def test_tables_that_arrange_the_page_are_no_tables() -> None:
    page = "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>"
    assert not [line for line in lines(f"<body>{page}<p>d</p></body>") if line == "| c |"]


ENCODED = [
    ("<meta charset=windows-1258>", "cp1258", "windows-1258", "old web"),
    ("<meta charset=utf-8>", "utf-8", "utf-8", "the usual one"),
    ("<meta charset=iso-8859-1>", "utf-8", "utf-8", "what the page says of itself is wrong"),
    ("", "utf-16", "utf-16", "UTF-16 with its mark"),
]


@pytest.mark.parametrize(("meta", "made", "told", "reason"), ENCODED)
def test_encodings_of_pages(meta: str, made: str, told: str, reason: str) -> None:
    text = "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc"
    page = f"<html><head>{meta}</head><body><p>{text}</p></body></html>"
    if made == "cp1258":
        for char, parts in {"ộ": "ô\u0323", "ò": "o\u0300", "ã": "a\u0303", "ủ": "u\u0309", "ĩ": "i\u0303", "ệ": "ê\u0323",
                            "ậ": "â\u0323", "ự": "ư\u0323", "ạ": "a\u0323", "ú": "u\u0301"}.items():  # fmt: skip
            page = page.replace(char, parts)
    got = read(page.encode(made), "trang.html")
    assert got.text == text, reason
    assert got.encoding == told


def test_a_page_in_tcvn3_fonts() -> None:
    got = read(
        "<html><body><p>Céng hoµ x· héi chñ nghÜa ViÖt Nam, ®éc lËp tù do h¹nh phóc</p></body></html>".encode(), "x"
    )
    assert got.text == "Cộng hoà xã hội chủ nghĩa Việt Nam, độc lập tự do hạnh phúc"
    assert "encoding-converted" in [remark.code for remark in got.remarks]


def test_a_page_with_its_parts_in_one_file() -> None:
    packed = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>K=E1=BA=BF ho=E1=BA=A1ch</p></body></html>\r\n--B\r\n"
        "Content-Type: image/png\r\n\r\nx\r\n--B--\r\n"
    )
    got = read(packed.encode(), "ke-hoach.doc")
    assert (got.text, got.reader, got.media_type) == ("Kế hoạch", "html", "multipart/related")


def test_tags_without_end_do_not_break_it() -> None:
    page = "<html><body>" + "<div>" * 20_000 + "Kế hoạch" + "</div>" * 20_000 + "</body></html>"
    with pytest.raises(vnplan.UnreadableSource) as caught:
        read(page.encode(), "sâu.html")
    assert caught.value.code == "damaged"
