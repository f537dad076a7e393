"""SQL of the views and of the full-text index, as migration 0002 makes them.

Names of columns are the offices' own words without marks: `nhiem_vu` (nhiệm vụ), `don_vi_chu_tri` (đơn vị chủ trì),
`phoi_hop`, `thoi_han`, `chi_tieu`, `san_pham`, `can_cu`, `nguon`.
"""

from __future__ import annotations

# ruff: noqa: S608  the parts are all constants of this module

VIEWS = {
    "v_task_board": "The board an office keeps: a row for each task, its units, times, targets and grounds joined by `; `.",
    "v_targets": "A row for each target, with its deadline and the units that lead its task.",
    "v_citations": "A row for each mention of a document, with that document where this database has it.",
    "v_relations": "A row for each document that a document cites, with the strongest relation its mentions state.",
}
"""Name of each view, and what its rows are."""


def _joined(what: str, rows: str, *, postgres: bool) -> str:
    """Subquery that joins `what` of `rows` (in their order) by `; `."""
    function = "string_agg" if postgres else "group_concat"
    return f"(SELECT {function}(part, '; ') FROM (SELECT {what} AS part FROM {rows}) AS parts)"


def views(*, postgres: bool) -> dict[str, str]:
    """Name and SELECT of each view."""

    def units(role: str, task: str) -> str:
        return _joined(
            "u.name",
            "task_units tu JOIN unit_mentions m ON m.id = tu.mention_id JOIN units u ON u.id = m.unit_id "
            f"WHERE tu.task_id = {task} AND tu.role = '{role}' ORDER BY tu.position",
            postgres=postgres,
        )

    def linked(what: str, table: str, column: str, target: str) -> str:
        return _joined(
            what, f"{table} l JOIN {target} x ON x.id = l.{column} WHERE l.task_id = k.id ORDER BY l.position",
            postgres=postgres,
        )  # fmt: skip

    outputs = "jsonb_array_elements_text(k.outputs) AS o(value)" if postgres else "json_each(k.outputs) AS o"
    sign = (
        "CASE t.comparator WHEN 'gte' THEN '≥' WHEN 'gt' THEN '>' WHEN 'lte' THEN '≤' WHEN 'lt' THEN '<' "
        "WHEN 'approx' THEN '≈' WHEN 'increase' THEN '+' WHEN 'decrease' THEN '−' WHEN 'range' THEN '–' ELSE '=' END"
    )
    return {
        "v_task_board": f"""
SELECT k.id AS task_id, k.document_id, k.text AS nhiem_vu,
  {units("lead", "k.id")} AS don_vi_chu_tri,
  {units("coordinate", "k.id")} AS phoi_hop,
  {units("report_to", "k.id")} AS noi_nhan_bao_cao,
  {linked("x.raw", "task_deadlines", "deadline_id", "deadlines")} AS thoi_han,
  (SELECT MAX(x.due_to) FROM task_deadlines l JOIN deadlines x ON x.id = l.deadline_id
    WHERE l.task_id = k.id AND x.bound <> 'from') AS han_cuoi,
  {linked("x.raw || COALESCE(' ' || x.subject, '')", "task_targets", "target_id", "targets")} AS chi_tieu,
  {_joined("o.value", outputs, postgres=postgres)} AS san_pham,
  {linked("x.raw", "task_citations", "citation_id", "citations")} AS can_cu,
  d.label AS nguon, s.path AS muc, d.date AS ngay_ban_hanh, k.place AS dia_diem, k.same_as_id AS trung_voi,
  k.span_start, k.span_end
FROM tasks k JOIN documents d ON d.id = k.document_id LEFT JOIN sections s ON s.id = k.section_id""",
        "v_targets": f"""
SELECT t.id AS target_id, t.document_id, t.subject AS noi_dung, {sign} AS so_sanh, t.value AS gia_tri,
  t.value_max AS gia_tri_den, t.unit AS don_vi_tinh, t.kind AS loai, t.raw AS nguyen_van,
  COALESCE(e.raw, (SELECT x.raw FROM deadlines x WHERE x.task_id = t.task_id ORDER BY x.id LIMIT 1)) AS thoi_han,
  COALESCE(e.due_to, (SELECT MAX(x.due_to) FROM deadlines x WHERE x.task_id = t.task_id)) AS han_cuoi,
  {units("lead", "t.task_id")} AS don_vi_chu_tri,
  d.label AS nguon, s.path AS muc, t.task_id, t.span_start, t.span_end
FROM targets t JOIN documents d ON d.id = t.document_id LEFT JOIN deadlines e ON e.id = t.deadline_id
  LEFT JOIN sections s ON s.id = t.section_id""",
        "v_citations": """
SELECT c.id AS citation_id, c.document_id, d.label AS nguon,
  CASE WHEN c.implements THEN 'implements' ELSE c.relation END AS quan_he,
  c.doc_type AS loai_van_ban, COALESCE(r.number, c.number, c.name, r.name) AS so_ky_hieu,
  COALESCE(r.date, c.date) AS ngay, COALESCE(r.issuer, c.issuer) AS co_quan, COALESCE(r.title, c.title) AS trich_yeu,
  c.raw AS nguyen_van, r.canonical_id, r.target_id, g.label AS van_ban_trong_kho, r.score AS do_tin, s.path AS muc,
  c.span_start, c.span_end
FROM citations c JOIN documents d ON d.id = c.document_id LEFT JOIN document_references r ON r.id = c.reference_id
  LEFT JOIN documents g ON g.id = r.target_id LEFT JOIN sections s ON s.id = c.section_id""",
        "v_relations": """
SELECT r.id AS reference_id, r.document_id AS source_id, d.label AS source, r.target_id,
  COALESCE(g.canonical_id, r.canonical_id) AS target_key,
  COALESCE(g.label, CASE WHEN r.number IS NULL THEN COALESCE(r.name, r.doc_type, r.canonical_id)
    ELSE COALESCE(r.doc_type || ' ', '') || r.number END) AS target,
  CASE WHEN SUM(CASE WHEN c.relation = 'replaces' THEN 1 ELSE 0 END) > 0 THEN 'replaces'
    WHEN SUM(CASE WHEN c.relation = 'repeals' THEN 1 ELSE 0 END) > 0 THEN 'repeals'
    WHEN SUM(CASE WHEN c.relation = 'amends' THEN 1 ELSE 0 END) > 0 THEN 'amends'
    WHEN SUM(CASE WHEN c.implements THEN 1 ELSE 0 END) > 0 THEN 'implements'
    WHEN SUM(CASE WHEN c.relation = 'basis' THEN 1 ELSE 0 END) > 0 THEN 'basis'
    ELSE 'mention' END AS relation,
  COUNT(c.id) AS citations, r.score
FROM document_references r JOIN documents d ON d.id = r.document_id LEFT JOIN documents g ON g.id = r.target_id
  LEFT JOIN citations c ON c.reference_id = r.id
GROUP BY r.id, r.document_id, d.label, r.target_id, g.canonical_id, r.canonical_id, g.label, r.doc_type, r.number,
  r.name, r.score""",
    }


SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE search_fts USING fts5(exact, fold, content='search_entries', content_rowid='id',
  tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER search_fts_insert AFTER INSERT ON search_entries BEGIN
  INSERT INTO search_fts(rowid, exact, fold) VALUES (new.id, new.exact, new.fold); END""",
    """CREATE TRIGGER search_fts_delete AFTER DELETE ON search_entries BEGIN
  INSERT INTO search_fts(search_fts, rowid, exact, fold) VALUES ('delete', old.id, old.exact, old.fold); END""",
    """CREATE TRIGGER search_fts_update AFTER UPDATE OF exact, fold ON search_entries BEGIN
  INSERT INTO search_fts(search_fts, rowid, exact, fold) VALUES ('delete', old.id, old.exact, old.fold);
  INSERT INTO search_fts(rowid, exact, fold) VALUES (new.id, new.exact, new.fold); END""",
)

POSTGRES_SEARCH = (
    "CREATE INDEX search_fts_exact ON search_entries USING gin (to_tsvector('simple', exact))",
    "CREATE INDEX search_fts_fold ON search_entries USING gin (to_tsvector('simple', fold))",
)
