"""Values that no export should hold, and rows that hold them."""

from collections.abc import Callable, Sequence
from random import Random

from tests.etl.exports import NAMES, Row

Rows = list[Row]

TEXTS = (
    *('=HYPERLINK("http://example.org","x")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0"),
    *("'; DROP TABLE export_row; --", "' OR '1'='1", '"; SELECT 1; --', "$1", "?", "{}", "%s", "\\", "\\N", "c0"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&amp;", "javascript:alert(1)"),
    *("NULL", "null", "None", "true", "NaN", "-", "N/A", "UNKNOWN", "redacted", "[]", '{"a": 1}'),
    *("١٢", "１２", "Ⅻ", "½", "²"),  # digits of other scripts
    *("\u202edesrever", "שלום", "مرحبا", "\u200b", "a\u200bb", "\ufeff", "\u00a0", "\u2028", "\u0085", "\x1b[31m"),
    *("👩‍🚒", "🚓" * 40, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "e\u0301", "\u00e9", "İ", "ß", "\U0010ffff"),
    *("a,b", 'a"b', '"', '""', "a\nb", "a\n\nb", "a\r\nb", "\t", " ", "  x  ", "\x00", "x\x00y", "\x07"),
)
NUMBERS = (
    *("", " ", "0", "-0", "-1", "-9", "1", "2", "+2", " 2 ", "\t2", "2\n", "02", "2.0", "2.00", "2.", ".5", "2.5"),
    *("1e3", "1E3", "1e999", "-1e999", "NaN", "nan", "inf", "Infinity", "-inf", "0x10", "0b1", "1_000", "1 000"),
    *("1,2", "12,34", "1,,000", ",", ",2", "2,", "1,000", "12,345,678", "1.000,00", "2,000.0", "1,0000", "-1,000"),
    *("2147483647", "2147483648", "4294967298", "9223372036854775808", "9" * 400, "0." + "0" * 400 + "1"),
    *("１２", "٢", "2\u200b", "2\u00a0", "two", "$2", "2%", "−2", "2 officers"),
)
TIMES = (
    *("", " ", "0", "-", "yesterday", "now", "today", "epoch", "infinity", "-infinity", "Infinity"),
    *("0000-01-01 00:00:00", "0001-01-01 00:00:00", "9999-12-31 23:59:59", "10000-01-01 00:00:00"),
    *("292277-01-01 00:00:00", "-2025-11-03 14:00:00", "1899-12-31 00:00:00", "1970-01-01 00:00:00"),
    *("1999-12-31 23:59:59", "2000-01-01 00:00:00", "2099-12-31 23:59:59", "2100-01-01 00:00:00"),
    *("2025 Feb 30 01:00:00 PM", "02/30/2025 01:00:00 PM", "2025-02-29 12:00:00", "2024-02-29 12:00:00"),
    *(
        "2025-11-03 24:00:00",
        "2025-11-03 23:59:60",
        "2025-11-03 14:60:00",
        "2025-13-01 00:00:00",
        "2025-00-10 00:00:00",
    ),
    *("2025 Nov 03 13:00:00 PM", "2025 Nov 03 00:30:00 AM", "2025 NOV 03 02:00:00 pm", "2025 Nov 3 2:0:0 PM"),
    *("2025 November 03 02:00:00 PM", "25 Nov 03 02:00:00 PM", "11/03/25 02:00:00 PM", "3/11/2025 2:00:00 PM"),
    *("2025-11-03T14:00:00Z", "2025-11-03T14:00:00.000-08:00", "2025-11-03T14:00:00.1234567", "2025-11-03T14:00:00."),
    *("2025-11-03T14:00:00.999", "2025-11-03T14:00:00", "2025-11-03", "20251103T140000", "1762178400", "45964.5"),
    *("2025-11-02 01:30:00", "2026-03-08 02:30:00", "2025-11-03 14:00:00 garbage", "  2025-11-03 14:00:00  "),
    *("٢٠٢٥-١١-٠٣ ١٤:٠٠:٠٠", "２０２５-11-03 14:00:00", "2025\u201011\u201003 14:00:00", "2025-11-03\u00a014:00:00"),
)
_LONG = (300, 10_000, 300_000)
_MOSTLY = (
    "event_number",
    "call_sign_dispatch_id",
    "queued_at",
    "dispatched_at",
    "arrived_at",
    "cleared_at",
    "officers",
)
_TIMES = tuple(name for name in NAMES.values() if name.endswith("_at"))
_NUMBERS = ("officers", *(name for name in NAMES.values() if name.endswith("_seconds")))


def nasty(choose: Random, name: str) -> str:
    """Choose a value that a column should not hold; mostly one made for its kind."""
    kind = TIMES if name in _TIMES else NUMBERS if name in _NUMBERS else TEXTS
    return choose.choice(kind if choose.random() < 0.7 else choose.choice((TEXTS, NUMBERS, TIMES)))


def spoil_field(choose: Random, rows: Rows) -> None:
    """Put a nasty value into one field of one row: half of the time into one that must be readable."""
    row = choose.choice(rows)
    name = choose.choice(_MOSTLY) if choose.random() < 0.5 else choose.choice(list(row))
    row[name] = nasty(choose, name)


def lengthen_field(choose: Random, rows: Rows) -> None:
    """Make one field very long."""
    row = choose.choice(rows)
    name = choose.choice(list(row))
    letters = choose.choice(_LONG)
    row[name] = ((row[name] or "x") * letters)[:letters]


def swap_fields(choose: Random, rows: Rows) -> None:
    """Put two fields of one row in each other's place."""
    row = choose.choice(rows)
    one, other = choose.sample(list(row), 2)
    row[one], row[other] = row[other], row[one]


def repeat_row(choose: Random, rows: Rows) -> None:
    """Put a row in again, as it is or with another value."""
    again = dict(choose.choice(rows))
    if choose.random() < 0.5:
        name = choose.choice(_MOSTLY)
        again[name] = nasty(choose, name)
    rows.insert(choose.randrange(len(rows) + 1), again)


def drop_row(choose: Random, rows: Rows) -> None:
    """Leave a row out, never the last one."""
    if len(rows) > 1:
        rows.pop(choose.randrange(len(rows)))


def blank_column(choose: Random, rows: Rows) -> None:
    """Let a column run dry."""
    name = choose.choice(list(rows[0]))
    for row in rows:
        row[name] = ""


FIELDS: dict[str, tuple[int, Callable[[Random, Rows], None]]] = {
    "a nasty value": (20, spoil_field),
    "a very long field": (1, lengthen_field),
    "two fields swapped": (2, swap_fields),
    "a row repeated": (2, repeat_row),
    "a row left out": (1, drop_row),
    "a column run dry": (1, blank_column),
}
"""Corruptions of what rows say, each with how often it is chosen; the file stays a file of its form."""


def spoil_rows(choose: Random, rows: Sequence[Row], times: int) -> tuple[Rows, list[str]]:
    """Give copies of rows with so many corruptions, and the corruptions' names."""
    spoiled = [dict(row) for row in rows]
    weights = [weight for weight, _ in FIELDS.values()]
    names = choose.choices(list(FIELDS), weights, k=times)
    for name in names:
        FIELDS[name][1](choose, spoiled)
    return spoiled, names
