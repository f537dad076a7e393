"""Numbers of documents taken apart and written in their one form; numbers as Vietnamese writes quantities."""

from __future__ import annotations

import pytest

from vnplan.extract.targets import comparator_of, number
from vnplan.lexicon.numbers import is_party, parse_number, type_code


@pytest.mark.parametrize(
    ("raw", "canonical", "serial", "year"),
    [
        pytest.param("765/KH-UBND", "765/KH-UBND", "765", None, id="state form stays"),
        pytest.param("765 /KH - UBND", "765/KH-UBND", "765", None, id="blanks go"),
        pytest.param("765-KH/UBND", "765/KH-UBND", "765", None, id="a state organ in Party order is put right"),
        pytest.param("23-QĐ/TW", "23-QĐ/TW", "23", None, id="Party form stays"),
        pytest.param("23/QĐ-TW", "23-QĐ/TW", "23", None, id="a Party organ in state order is put right"),
        pytest.param("04/2015/NĐ-CP", "04/2015/NĐ-CP", "04", 2015, id="normative form keeps its year"),
        pytest.param("33/CT-TTG", "33/CT-TTg", "33", None, id="capitals of a heading become the standard writing"),
        pytest.param("217–QĐ/TW", "217-QĐ/TW", "217", None, id="any dash is a hyphen"),
        pytest.param("12/QÐ-UBND", "12/QĐ-UBND", "12", None, id="the Icelandic letter is read as Đ"),
        pytest.param("/KH-UBND", None, None, None, id="no serial, no canonical form"),
        pytest.param("01a/KH-UBND", "01a/KH-UBND", "01a", None, id="a serial may end in a letter"),
    ],
)
def test_parse_number(raw: str, canonical: str | None, serial: str | None, year: int | None) -> None:
    found = parse_number(raw)
    assert (found.canonical, found.serial, found.year) == (canonical, serial, year)


@pytest.mark.parametrize(
    ("token", "code"),
    [
        pytest.param("QD", "QĐ", id="a lost stroke"),
        pytest.param("Ctr", "CTr", id="odd case"),
        pytest.param("XYZ", None, id="not a type code"),
    ],
)
def test_type_code(token: str, code: str | None) -> None:
    assert type_code(token) == code


@pytest.mark.parametrize(
    ("organ", "party"),
    [
        pytest.param("TW", True, id="central Party organs"),
        pytest.param("TU", True, id="provincial Party committee"),
        pytest.param("UBND", False, id="a People's Committee"),
        pytest.param("BNV", False, id="a ministry"),
    ],
)
def test_is_party(organ: str, party: bool) -> None:
    assert is_party(organ) is party


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("11.500", 11500.0, id="full stop before three digits is for thousands"),
        pytest.param("3.5", 3.5, id="full stop before one digit is a slip for the comma"),
        pytest.param("3,5", 3.5, id="decimal comma"),
        pytest.param("1.234,5", 1234.5, id="both"),
        pytest.param("1.200.000", 1200000.0, id="two groups"),
        pytest.param("02", 2.0, id="a leading zero is no part of the value"),
        pytest.param("một", 1.0, id="in words"),
    ],
)
def test_number(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("words", "comparator"),
    [
        pytest.param("trên", "gt", id="trên is strict"),
        pytest.param("ít nhất", "gte", id="at least"),
        pytest.param("không dưới", "gte", id="not under"),
        pytest.param("tối đa", "lte", id="at most"),
        pytest.param("dưới", "lt", id="under"),
        pytest.param("khoảng", "approx", id="about"),
        pytest.param(None, "eq", id="nothing said"),
    ],
)
def test_comparator_of(words: str | None, comparator: str) -> None:
    assert comparator_of(words) == comparator
