"""Three questions that offices ask first, as SQL that runs on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Engine, text

from vnplan.export.database.due import days_of


class Report(NamedTuple):
    """A question, its SQL, and the answer: titles and rows."""

    question: str
    sql: str
    titles: tuple[str, ...]
    rows: list[Sequence[Any]]


_BUSIEST = """
SELECT CAST(han_cuoi AS TEXT) AS due, COUNT(*) AS n FROM v_task_board
WHERE han_cuoi IS NOT NULL AND trung_voi IS NULL GROUP BY han_cuoi"""

_DUE = """
SELECT COALESCE(don_vi_chu_tri, '(chưa nêu)') AS don_vi, COUNT(*) AS so_nhiem_vu, MIN(CAST(han_cuoi AS TEXT)) AS han_som_nhat
FROM v_task_board WHERE trung_voi IS NULL AND han_cuoi BETWEEN :first AND :last
GROUP BY don_vi_chu_tri ORDER BY so_nhiem_vu DESC, don_vi LIMIT 12"""

_PERCENT = """
SELECT noi_dung, COUNT(*) AS so_chi_tieu, MIN(gia_tri) AS thap_nhat, MAX(gia_tri) AS cao_nhat
FROM v_targets WHERE loai = 'percent' AND noi_dung IS NOT NULL
GROUP BY noi_dung ORDER BY so_chi_tieu DESC, cao_nhat DESC, noi_dung LIMIT 12"""

_CITED = """
SELECT target AS van_ban, COUNT(DISTINCT source_id) AS so_van_ban_dan, SUM(citations) AS so_lan
FROM v_relations GROUP BY target_key, target ORDER BY so_van_ban_dan DESC, so_lan DESC, van_ban LIMIT 12"""


def reports(engine: Engine, month: str | None = None) -> list[Report]:
    """Answer the three questions.

    Args:
        engine: The database.
        month: `2025-06`; without it the month in which most tasks fall due.

    Raises:
        ValueError: the month is none.
    """
    with engine.connect() as connection:
        if month is None:
            counts: dict[str, int] = {}
            for row in connection.execute(text(_BUSIEST)):
                counts[row.due[:7]] = counts.get(row.due[:7], 0) + row.n
            month = max(counts, key=lambda one: (counts[one], one)) if counts else date.min.isoformat()[:7]
        days = days_of(month)
        if days.first is None or days.last is None or days.precision != "month":
            raise ValueError(f"{month} is no month; give it as 2025-06")
        asked: list[tuple[str, str, dict[str, Any]]] = [
            (
                f"Nhiệm vụ đến hạn trong tháng {month}, theo đơn vị chủ trì",
                _DUE,
                {"first": days.first, "last": days.last},
            ),
            ("Chỉ tiêu phần trăm, theo nội dung", _PERCENT, {}),
            ("Văn bản được viện dẫn nhiều nhất", _CITED, {}),
        ]
        found = []
        for question, sql, values in asked:
            # SQLite compares dates as text, PostgreSQL wants dates.
            if engine.dialect.name == "sqlite":
                values = {name: str(value) for name, value in values.items()}
            answer = connection.execute(text(sql), values)
            found.append(Report(question, sql.strip(), tuple(answer.keys()), [tuple(row) for row in answer]))
        return found
