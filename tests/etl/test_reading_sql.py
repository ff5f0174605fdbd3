"""The quick ways to read a text and a time give what the plain ways give, whatever is written."""

import random

import duckdb
import pytest

from etl import export
from etl.validate import time_sql, trimmed_sql
from tests.effort import FULL

ALPHABET = [*" !~\t\n-,a0/", "\x7f", "é", "\u00a0", "\u1680", "\u2003", "\u202f", "\u3000", "😀", "e\u0301"]
TEXTS = 20_000 if FULL else 2_000
MOMENTS = ("2025-11-02 01:30:00", "2000-01-01 00:00:00", "2099-12-31 12:59:59")
SLIPS = (
    "",
    " ",
    "/",
    "x",
    "2025",
    "11/31/2025 01:02:03 PM",
    "2025 Nov 31 02:01:00 PM",
    "2025/11/02 01:30:00",
    "infinity",
)


def same(texts: list[str | None], quick: str, plain: str) -> list[tuple[object, ...]]:
    """List the texts that the two ways read differently."""
    asked = f"SELECT text, {quick}, {plain} FROM (SELECT unnest(?::VARCHAR[]) AS text) WHERE {quick} IS DISTINCT FROM {plain}"
    return duckdb.execute(asked, [texts]).fetchall()


def test_a_text_is_read_without_the_spaces_around_it() -> None:
    draw = random.Random(1)
    drawn = ["".join(draw.choices(ALPHABET, k=draw.randrange(5))) for _ in range(TEXTS)]
    around = [side for space in ALPHABET for side in (f"{space}WEST", f"WEST{space}", f"{space}WEST{space}", space * 2)]
    assert same([None, "", *around, *drawn], trimmed_sql("text"), "nullif(trim(text), '')") == []


def test_a_text_of_any_letter_is_read_so() -> None:
    letters = "SELECT chr(i::INTEGER) AS letter FROM range(1, 1114112) AS code(i) WHERE i NOT BETWEEN 55296 AND 57343"
    texts = f"SELECT unnest([letter, letter || 'a', 'a' || letter]) AS text FROM ({letters})"
    differ = f"{trimmed_sql('text')} IS DISTINCT FROM nullif(trim(text), '')"
    assert duckdb.execute(f"SELECT count(*) FROM ({texts}) WHERE {differ}").fetchone() == (0,)


@pytest.mark.parametrize("form", export.TIME_FORMATS)
def test_a_time_in_each_form_is_read(form: str) -> None:
    asked = (
        f"SELECT moment, {time_sql('text')} FROM (SELECT moment, strftime(moment, ?) AS text FROM moments) ORDER BY 1"
    )
    values = ", ".join(f"(TIMESTAMP '{moment}')" for moment in MOMENTS)
    found = duckdb.execute(f"WITH moments(moment) AS (VALUES {values}) {asked}", [form]).fetchall()
    assert len(found) == len(MOMENTS)
    assert all(moment == read for moment, read in found)


def test_what_is_no_time_is_none_and_spaces_around_one_do_not_matter() -> None:
    whole = "2025-11-02T01:30:00", "11/02/2025 01:30:00 AM", "2025 Nov 02 01:30:00 AM"
    texts = [None, *SLIPS, *whole, *(f" {text} " for text in whole), *(text[:-1] for text in whole)]
    assert same(texts, time_sql("text"), f"try_strptime(text, {list(export.TIME_FORMATS)})") == []
