"""The domain tables: every row is whole, sourced, unique, and valid from no later than it is valid to."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest

from vnplan import lexicon
from vnplan.lexicon import rows
from vnplan.text.fold import bare, fold

DATA = files("vnplan.lexicon").joinpath("data")
TABLES = sorted(file.name.removesuffix(".csv") for file in DATA.iterdir() if file.name.endswith(".csv"))
KEYS = {
    "admin_levels": ("level", "unit_type"),
    "confidence": ("kind", "rule", "noisy"),
    "document_types": ("code", "name", "system"),
    "duty_verbs": ("verb",),
    "laws": ("name",),
    "organs": ("symbol", "name", "system"),
    "posts": ("post",),
    "provinces": ("name", "valid_from"),
    "set_phrases": ("phrase",),
    "sources": ("key",),
    "unit_heads": ("head", "row_type"),
    "unit_words": ("word", "kind"),
}
FOLDED = [("duty_verbs", "verb"), ("unit_words", "word"), ("set_phrases", "phrase")]
SEVERAL = {"aliases", "abbreviations", "name_variants", "examples", "level", "kind", "source", "merged_into"}
"""Columns that may hold several values parted by a bar."""


def test_every_table_has_a_key() -> None:
    assert sorted(KEYS) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_as_wide_as_the_header(table: str) -> None:
    text = DATA.joinpath(f"{table}.csv").read_text(encoding="utf-8")
    header, *body = csv.reader(text.splitlines(), strict=True)
    assert body
    assert len(set(header)) == len(header)
    assert [row for row in body if len(row) != len(header)] == []


@pytest.mark.parametrize("table", TABLES)
def test_text_is_composed_trimmed_and_in_plain_lines(table: str) -> None:
    text = DATA.joinpath(f"{table}.csv").read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    for row in rows(table):
        for column, cell in row.items():
            assert cell == " ".join(cell.split()), (row, column)


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique_and_filled(table: str) -> None:
    keys = Counter(tuple(fold(row[column]) for column in KEYS[table]) for row in rows(table))
    assert [key for key, times in keys.items() if times > 1] == []
    assert not any(all(part == "" for part in key) for key in keys)


@pytest.mark.parametrize("table", [t for t in TABLES if t not in ("confidence", "sources")])
def test_every_row_names_its_source(table: str) -> None:
    keys = sorted((row["key"] for row in rows("sources")), key=len, reverse=True)
    known = re.compile("(?<!\\w)(?:" + "|".join(map(re.escape, keys)) + ")(?!\\w)")
    for row in rows(table):
        parts = [part for part in row["source"].split("|") if not part.startswith("seat")]
        assert parts, row
        assert all(known.search(part) for part in parts), row


@pytest.mark.parametrize("table", TABLES)
def test_several_values_of_one_cell_differ(table: str) -> None:
    for row in rows(table):
        for column in SEVERAL.intersection(row):
            parts = row[column].split("|") if row[column] else []
            assert all(part == part.strip() != "" for part in parts), row
            assert len(set(parts)) == len(parts), row


DATED = [table for table in TABLES if table != "sources" and "valid_from" in rows(table)[0]]


@pytest.mark.parametrize("table", DATED)
def test_validity_is_iso_and_in_order(table: str) -> None:
    for row in rows(table):
        for column in ("valid_from", "valid_to"):
            assert re.fullmatch(r"|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", row[column]), row
        if row["valid_from"] and row["valid_to"]:
            known = min(len(row["valid_from"]), len(row["valid_to"]))
            assert row["valid_from"][:known] <= row["valid_to"][:known], row


def test_some_tables_are_dated() -> None:
    assert {"organs", "provinces", "admin_levels", "document_types"} <= set(DATED)


# --- words that patterns are made of --------------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "column"), FOLDED)
def test_words_are_folded(table: str, column: str) -> None:
    words = [row[column] for row in rows(table)]
    assert [word for word in words if fold(word) != word] == []


@pytest.mark.parametrize(("table", "column"), FOLDED)
def test_words_hold_letters_and_plain_joints_only(table: str, column: str) -> None:
    odd = [row[column] for row in rows(table) if not re.fullmatch(r"[^\W\d_]+(?:(?: |, |/|-)[^\W\d_]+)*", row[column])]
    assert odd == []


def test_kinds_of_unit_words() -> None:
    words = lexicon.unit_words()
    assert {word.kind for word in words} == {"group", "people", "post"}
    assert {row["alone"] for row in rows("unit_words")} == {"yes", "no"}
    assert all(word.alone for word in words if word.kind != "group"), "people and posts need no plural"


def test_few_words_are_a_unit_and_a_verb_of_duty() -> None:
    """Such a word ends the name before it and begins one of its own, so each must be known to the grammar of names."""
    units = {word.word for word in lexicon.unit_words()}
    assert units & set(lexicon.duty_verbs()) == {"phòng", "tổ chức", "lãnh đạo"}


# --- organs, places, types ------------------------------------------------------------------------------------------


def test_an_alias_names_one_organ_at_a_time() -> None:
    """Of two organs with one name, one must end before the other begins."""
    by_name: dict[str, list[lexicon.Organ]] = {}
    for organ in lexicon.organs():
        for name in {fold(organ.name), *(fold(a) for a in organ.aliases if "(" not in a)}:
            if " " in name and organ.kind != "prose":
                by_name.setdefault(name, []).append(organ)
    for name, organs in by_name.items():
        organs.sort(key=lambda organ: organ.valid_from)
        for before, after in pairwise(organs):
            assert before.valid_to, name
            assert before.valid_to <= after.valid_from, name


def test_organs_that_ended_name_an_heir_that_is_there() -> None:
    known = {organ.symbol for organ in lexicon.organs()} | {organ.name for organ in lexicon.organs()}
    heirs = [organ.successor for organ in lexicon.organs() if organ.successor]
    assert heirs
    assert [heir for heir in heirs if heir not in known and heir.split(" (")[0] not in known] == [
        "Cục Thuế",
        "Cục Thống kê (Bộ Tài chính)",
    ]
    assert [organ.name for organ in lexicon.organs() if organ.successor and not organ.valid_to] == []


@pytest.mark.parametrize(
    ("day", "count"),
    [
        pytest.param("2024-12-31", 63, id="before Huế became a city of the centre"),
        pytest.param("2025-01-01", 63, id="Huế for Thừa Thiên Huế"),
        pytest.param("2025-06-30", 63, id="the last day before the merger"),
        pytest.param("2025-07-01", 34, id="the merger"),
        pytest.param("2026-04-29", 34, id="Đồng Nai is a province"),
        pytest.param("2026-04-30", 34, id="Đồng Nai is a city"),
    ],
)
def test_provinces_of_a_day(day: str, count: int) -> None:
    there = [p for p in lexicon.provinces() if p.valid_from <= day and (not p.valid_to or day <= p.valid_to)]
    assert len(there) == count
    assert len({p.slug for p in there}) == count


def test_merged_provinces_went_into_one_that_is_there() -> None:
    now = {p.slug for p in lexicon.provinces() if not p.valid_to}
    merged = [p for p in lexicon.provinces() if p.merged_into]
    assert len(merged) >= 63
    assert {p.merged_into for p in merged} <= now
    assert [p.name for p in merged if not p.valid_to] == []


def test_slugs_are_names_without_marks() -> None:
    for province in lexicon.provinces():
        assert province.slug == re.sub(r"[^a-z]+", "-", bare(fold(province.name))).strip("-"), province
    for kind in lexicon.document_types():
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", kind.slug), kind


def test_variants_lead_to_one_province() -> None:
    slugs: dict[str, set[str]] = {}
    for province in lexicon.provinces():
        for name in (province.name, *province.variants):
            slugs.setdefault(fold(name), set()).add(province.slug)
    assert {name: found for name, found in slugs.items() if len(found) > 1} == {}


def test_posts_are_written_in_capitals() -> None:
    posts = lexicon.posts()
    assert [post for post in posts if post != post.upper()] == []
    assert [len(post) for post in posts] == sorted((len(post) for post in posts), reverse=True)


# --- loaders --------------------------------------------------------------------------------------------------------


def test_confidence_counts_are_shares() -> None:
    counts = lexicon.confidence_counts()
    assert {kind for kind, _, _ in counts} == {"citation", "deadline", "target", "unit"}
    assert all(0 <= right <= of and of > 0 for right, of in counts.values())


def test_ambiguous_names_are_left_out() -> None:
    names = lexicon.organ_names()
    assert names[fold("Sở Nội vụ")].symbol == "SNV"
    assert "btc" not in names, "a ministry's symbol and any organising board's"
    for name, organ in names.items():
        assert name == fold(name)
        assert organ in lexicon.organs()


def test_phrases_have_two_syllables_or_more() -> None:
    phrases = lexicon.phrases()
    assert {"ủy ban nhân dân", "phối hợp", "báo cáo", "kế hoạch"} <= set(phrases)
    assert all(" " in phrase and phrase == fold(phrase) for phrase in phrases)
    assert list(phrases) == sorted(set(phrases))
