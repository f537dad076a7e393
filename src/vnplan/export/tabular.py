"""The tables that offices read: the same rows for CSV, Parquet and the workbook, with Vietnamese titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import Engine, text

Kind = Literal["text", "number", "integer", "date"]


class Field(NamedTuple):
    """A column: its name in the database, its title for people, its kind, its width in characters."""

    name: str
    title: str
    kind: Kind = "text"
    width: int = 16


class Sheet(NamedTuple):
    """A table: name of its file, title of its sheet, the SQL it comes from, its columns."""

    name: str
    title: str
    source: str
    fields: tuple[Field, ...]


SHEETS = (
    Sheet("nhiem_vu", "Nhiệm vụ", "v_task_board ORDER BY task_id", (
        Field("nhiem_vu", "Nhiệm vụ", width=60), Field("don_vi_chu_tri", "Đơn vị chủ trì", width=28),
        Field("phoi_hop", "Đơn vị phối hợp", width=28), Field("thoi_han", "Thời hạn", width=24),
        Field("han_cuoi", "Hạn cuối", "date", 12), Field("chi_tieu", "Chỉ tiêu", width=28),
        Field("san_pham", "Sản phẩm", width=24), Field("can_cu", "Căn cứ", width=28),
        Field("noi_nhan_bao_cao", "Nơi nhận báo cáo", width=20), Field("nguon", "Nguồn", width=40), Field("muc", "Mục", width=10),
        Field("ngay_ban_hanh", "Ngày ban hành", "date", 12), Field("task_id", "Mã nhiệm vụ", "integer", 12),
    )),
    Sheet("chi_tieu", "Chỉ tiêu", "v_targets ORDER BY target_id", (
        Field("noi_dung", "Nội dung", width=60), Field("so_sanh", "So sánh", width=8), Field("gia_tri", "Giá trị", "number", 12),
        Field("gia_tri_den", "Đến", "number", 12), Field("don_vi_tinh", "Đơn vị tính", width=14), Field("loai", "Loại", width=10),
        Field("thoi_han", "Thời hạn", width=24), Field("han_cuoi", "Hạn cuối", "date", 12),
        Field("don_vi_chu_tri", "Đơn vị chủ trì", width=28), Field("nguyen_van", "Nguyên văn", width=20),
        Field("nguon", "Nguồn", width=40), Field("muc", "Mục", width=10), Field("target_id", "Mã chỉ tiêu", "integer", 12),
    )),
    Sheet("vien_dan", "Căn cứ, viện dẫn", "v_citations ORDER BY citation_id", (
        Field("nguon", "Văn bản", width=40), Field("quan_he", "Quan hệ", width=12), Field("loai_van_ban", "Loại văn bản", width=14),
        Field("so_ky_hieu", "Số, ký hiệu", width=20), Field("ngay", "Ngày", "date", 12), Field("co_quan", "Cơ quan ban hành", width=28),
        Field("trich_yeu", "Trích yếu", width=50), Field("nguyen_van", "Nguyên văn", width=40),
        Field("van_ban_trong_kho", "Văn bản trong kho", width=40), Field("do_tin", "Độ tin", "number", 8),
        Field("muc", "Mục", width=10), Field("canonical_id", "Mã văn bản", width=40),
        Field("citation_id", "Mã viện dẫn", "integer", 12),
    )),
    Sheet("van_ban", "Văn bản", "documents ORDER BY id", (
        Field("number", "Số, ký hiệu", width=20), Field("doc_type", "Loại văn bản", width=14), Field("title", "Trích yếu", width=60),
        Field("issuer", "Cơ quan ban hành", width=36), Field("parent", "Cơ quan chủ quản", width=28), Field("place", "Địa danh", width=16),
        Field("date", "Ngày ban hành", "date", 12), Field("signer_position", "Chức vụ người ký", width=20),
        Field("signer", "Người ký", width=20), Field("period_from", "Từ năm", "integer", 8), Field("period_to", "Đến năm", "integer", 8),
        Field("name", "Tệp", width=40), Field("sha256", "SHA-256", width=20), Field("canonical_id", "Mã văn bản", width=40),
        Field("id", "Mã", "integer", 8),
    )),
)  # fmt: skip


def rows_of_sheet(engine: Engine, sheet: Sheet) -> Iterator[Sequence[Any]]:
    """The rows of a table: text, numbers and ISO dates, in the order of its columns; none are kept."""
    names = ", ".join(f'"{field.name}"' for field in sheet.fields)
    with engine.connect() as connection:
        query = text(f"SELECT {names} FROM {sheet.source}")  # noqa: S608  all constants of this module
        for row in connection.execution_options(yield_per=1000).execute(query):
            yield [
                str(value) if field.kind == "date" and value is not None else value
                for field, value in zip(sheet.fields, row, strict=True)
            ]
