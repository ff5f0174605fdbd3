"""Each row is accepted, or rejected with one reason, its record number and its text in a private file."""

import json
import random
import stat
from pathlib import Path
from typing import Any

import pytest

from etl import export
from tests.etl.conftest import Warehouse, assert_refused
from tests.etl.exports import EVENT, NAMES, Row, many, portal_lines, row, write, write_json, write_lines
from tests.golden.headers import HEADERS
from tests.golden.rows import merge_exports

SECRET = "99XX BLOCK OF SECRET ST"
WRONG_FIELDS = "wrong number of fields"
NOT_UTF8 = "bytes that are not UTF-8"
BAD_QUOTE = "a quoted field that is not closed or has text after its closing quote"


def rejected(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Read the newest private file of rejected rows."""
    path = max(warehouse.path.glob("rejected-*.jsonl"))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


HEADER_OF = {name: header for header, name in NAMES.items()}
CELLS: dict[str, tuple[Row, str]] = {
    "no event number": ({"event_number": ""}, "CAD Event Number is blank"),
    "no key": ({"call_sign_dispatch_id": ""}, "Call Sign Dispatch ID is blank"),
    "no officers": ({"officers": ""}, "Count Of Officers is blank"),
    "officers in words": ({"officers": "two"}, "Count Of Officers is not a whole number"),
    **{
        f"{text!r} officers": ({"officers": text}, "Count Of Officers is not a whole number")
        for text in ("1.5", "1,2", "1,,000", ",2", "1_000", "1e3", "inf", "+2", "\t2", "٢")
    },
    "fewer than no officers": ({"officers": "-1"}, "Count Of Officers is below zero"),
    "another event's key": (
        {"call_sign_dispatch_id": "2025000599999CARE12"},
        "Call Sign Dispatch ID is not the CAD Event Number followed by a call sign",
    ),
    "a key without a call sign": (
        {"call_sign_dispatch_id": EVENT},
        "Call Sign Dispatch ID is not the CAD Event Number followed by a call sign",
    ),
    **{
        f"{name} {text!r}": ({name: text}, f"{HEADER_OF[name]} is not a time")
        for name in ("queued_at", "dispatched_at", "arrived_at", "cleared_at")
        for text in ("yesterday", "2025 Nov 31 02:01:00 PM", "2025 Nov 03 14:30:00 PM")
    },
    **{
        f"queued at {text!r}": ({"queued_at": text}, "CAD Event Original Time Queued is not a time")
        for text in (
            *("infinity", "epoch", "0000-01-01 00:00:00", "11/03/25 02:00:00 PM"),
            *("1999-12-31 23:59:59", "2100-01-01 00:00:00", "9999-12-31 23:59:59"),
        )
    },
    "no queued time": ({"queued_at": ""}, "CAD Event Original Time Queued is blank"),
    "no dispatch time": ({"dispatched_at": " "}, "Call Sign Dispatch Time is blank"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_row_is_rejected_for_its_reason_alone(warehouse: Warehouse, tmp_path: Path, case: str) -> None:
    changes, reason = CELLS[case]
    bad = row("CARE14", **changes) | {"address": SECRET}
    ran = warehouse.refresh(write(tmp_path / "export.csv", row(), bad, row("2M1")), "--max-rejects", 1)
    (kept,) = rejected(warehouse)
    assert (kept["file"], kept["record"], kept["reason"]) == ("export.csv", 3, reason)
    assert SECRET in kept["text"]
    assert warehouse.rows("SELECT file_name, reason, rows FROM rejection") == [("export.csv", reason, 1)]
    assert warehouse.rows("SELECT record FROM export_row ORDER BY 1") == [(2,), (4,)]
    assert f"rejected: 1 × {reason}" in ran.out
    assert SECRET not in ran.out + ran.err
    assert SECRET.encode() not in warehouse.snapshot.read_bytes()


LINES = {
    "a field too few": (lambda line: line.rsplit(",", 1)[0] + "\n", WRONG_FIELDS),
    "a field too many": (lambda line: line.replace("\n", ",more\n"), WRONG_FIELDS),
    "one word": (lambda _: "throttled\n", WRONG_FIELDS),
    "Latin-1": (lambda line: line.replace("MARY", "M\udcc9RY"), NOT_UTF8),
    "text after a closing quote": (lambda line: line.replace(",WEST,", ',"WE"ST,'), BAD_QUOTE),
}


@pytest.mark.parametrize("case", LINES)
def test_a_record_that_is_no_row_is_rejected_alone(warehouse: Warehouse, tmp_path: Path, case: str) -> None:
    spoil, reason = LINES[case]
    header, *lines = portal_lines([row(), row("CARE14", address=SECRET), row("2M1")])
    path = write_lines(tmp_path / "export.csv", [header, lines[0], spoil(lines[1]), lines[2]])
    warehouse.refresh(path, "--max-rejects", 1)
    (kept,) = rejected(warehouse)
    assert (kept["record"], kept["reason"]) == (3, reason)
    assert (SECRET in kept["text"]) == (case != "one word")
    assert warehouse.rows("SELECT record FROM export_row ORDER BY 1") == [(2,), (4,)]
    assert SECRET.encode() not in warehouse.snapshot.read_bytes()


@pytest.mark.parametrize(
    ("text", "officers"), [("1,002", 1002), ("2.0", 2), ("12,345,678.00", 12_345_678), ("02", 2), ("-0", 0)]
)
def test_a_whole_number_may_have_separators_and_zeros(
    warehouse: Warehouse, tmp_path: Path, text: str, officers: int
) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(officers=text)))
    assert warehouse.one("SELECT officers FROM export_row") == officers


@pytest.mark.parametrize("text", ["2000-01-01 00:00:00", "2099-12-31 23:59:59"])
def test_the_first_and_the_last_possible_time_are_read(warehouse: Warehouse, tmp_path: Path, text: str) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(queued_at=text)))
    assert warehouse.one("SELECT queued_at::VARCHAR FROM export_row") == text


def test_record_numbers_hold_among_refused_records_and_line_breaks(warehouse: Warehouse, tmp_path: Path) -> None:
    cells = [row("2M1", event=f"2025000{n:06}") for n in range(12)]
    cells[1]["clearance"] = "LINE\nBREAK\n\nTWICE"
    cells[6]["officers"] = "many"
    header, *lines = portal_lines(cells)
    lines[2] = "short\n"
    lines[3] = "shorter\n"
    lines[8] = lines[8].replace("\n", ",long\n")
    warehouse.refresh(write_lines(tmp_path / "export.csv", [header, *lines, "\n", "\n"]), "--max-rejects", 1)
    assert [kept["record"] for kept in rejected(warehouse)] == [4, 5, 8, 10]
    good = [n for n in range(12) if n not in (2, 3, 6, 8)]
    assert warehouse.rows("SELECT event_number, record FROM export_row ORDER BY record") == [
        (f"2025000{n:06}", n + 2) for n in good
    ]


@pytest.mark.parametrize("seed", range(6))
def test_record_numbers_are_those_counted_one_by_one(warehouse: Warehouse, tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    header, *lines = portal_lines(many(300))
    spoiled = [line if choose.random() < 0.5 else _spoil(choose, line) for line in lines]
    path = write_lines(tmp_path / "export.csv", [header, *spoiled])
    warehouse.refresh(path, "--max-rejects", 1)
    plain = merge_exports([path])
    assert [kept["record"] for kept in rejected(warehouse)] == [refused.record for refused in plain.rejected]
    assert warehouse.rows("SELECT record, call_sign_dispatch_id FROM export_row ORDER BY 1") == [
        (held.position[1], held.unit.key) for held in plain.held
    ]


def test_empty_lines_are_no_records_wherever_they_stand(warehouse: Warehouse, tmp_path: Path) -> None:
    header, *lines = portal_lines(many(9))
    lines[1] = lines[1].replace("SERVICE - WELFARE CHECK", f'"{"WELFARE" * 20_000}\n\nCHECK"')
    lines[3] = lines[7] = "short\n"
    lines[5] = lines[5].replace(",2\n", ",no\n")
    path = write_lines(tmp_path / "export.csv", [header, lines[0], "\n", *lines[1:6], "\n", "\n", *lines[6:]])
    warehouse.refresh(path, "--max-rejects", 1)
    assert [kept["record"] for kept in rejected(warehouse)] == [5, 7, 9]
    assert warehouse.rows("SELECT record FROM export_row ORDER BY 1") == [(n,) for n in (2, 3, 4, 6, 8, 10)]


def test_empty_lines_are_no_records_in_a_gzip_with_windows_line_ends(warehouse: Warehouse, tmp_path: Path) -> None:
    header, *lines = (line.replace("\n", "\r\n") for line in portal_lines(many(4)))
    path = write_lines(tmp_path / "export.csv.gz", [header, lines[0], "\r\n", lines[1], "short\r\n", lines[3]])
    warehouse.refresh(path, "--max-rejects", 1)
    assert [kept["record"] for kept in rejected(warehouse)] == [4]
    assert warehouse.rows("SELECT record FROM export_row ORDER BY 1") == [(2,), (3,), (5,)]


def _spoil(choose: random.Random, line: str) -> str:
    spoil, _ = choose.choice([case for name, case in LINES.items() if name != "text after a closing quote"])
    return choose.choice(
        [
            spoil(line),
            "\n" + line,
            line.replace(",2\n", ",no\n"),
            line.replace("SERVICE - WELFARE CHECK", '"WELFARE\n\nCHECK"'),
        ]
    )


def test_a_json_record_is_numbered_from_one(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write_json(tmp_path / "export.json", row(), row("2M1", officers="none"))
    warehouse.refresh(path, "--max-rejects", 1)
    (kept,) = rejected(warehouse)
    assert (kept["record"], kept["reason"]) == (2, "Count Of Officers is not a whole number")
    assert json.loads(kept["text"])["call_sign_dispatch_id"] == EVENT + "2M1"


def test_only_the_owner_can_read_what_was_rejected(warehouse: Warehouse, tmp_path: Path) -> None:
    ran = warehouse.refresh(write(tmp_path / "export.csv", row(), row("2M1", officers="")), "--max-rejects", 0.5)
    (path,) = warehouse.path.glob("rejected-*.jsonl")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(path) in ran.out


def test_without_a_rejection_there_is_no_private_file(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row()))
    assert list(warehouse.path.glob("rejected-*")) == []


# accepted, and counted

ODD: dict[str, Row] = {
    "arrived before it was sent": {"arrived_at": "2025-11-03 13:05:00"},
    "cleared before it was sent": {"cleared_at": "2025-11-03 13:05:00"},
    "sent before it was queued": {"dispatched_at": "2025-11-03 13:59:30"},
    "never arrived nor cleared": {"arrived_at": "", "cleared_at": ""},
    "an unknown category": {"response_category": "FIRE"},
    "an unknown indicator": {"origin": "SELF"},
    "an unknown type": {"initial_call_type": "DRAGON", "final_call_type": "TWO DRAGONS"},
    "an unknown source": {"call_source": "PIGEON"},
    "an unknown priority": {"priority": "eleven"},
    "no category at all": {"response_category": "", "origin": "", "priority": "", "initial_call_type": ""},
    "an ISO time": {"queued_at": "2025-11-03T14:00:00.000"},
    "no officers on it": {"officers": "0"},
    "a thousand officers": {"officers": "1,000"},
    "blanks around": {"officers": " 2 ", "queued_at": " 11/03/2025 02:00:00 PM "},
}


@pytest.mark.parametrize("case", ODD)
def test_an_odd_row_is_kept(warehouse: Warehouse, tmp_path: Path, case: str) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(**ODD[case])))
    assert warehouse.rows("SELECT rows_accepted, rows_rejected FROM source_file") == [(1, 0)]
    assert warehouse.one("SELECT count(*) FROM event") == 1


def test_an_impossible_order_is_counted_beside_the_sum_it_is_left_out_of(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(**ODD["cleared before it was sent"]), row("CARE14")))
    assert warehouse.rows("SELECT care_units, care_units_not_counted, care_officer_seconds FROM event") == [
        (2, 1, 30 * 60 * 2)
    ]


@pytest.mark.parametrize(
    ("case", "counts"),
    [
        ("arrived before it was sent", [1, 0, 0]),
        ("cleared before it was sent", [0, 1, 1]),
        ("sent before it was queued", [0, 0, 0]),
    ],
)
def test_each_impossible_order_is_counted(warehouse: Warehouse, tmp_path: Path, case: str, counts: list[int]) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(**ODD[case]), row("CARE14")))
    assert [rows for (rows,) in warehouse.rows("SELECT rows FROM impossible_order")] == counts


def test_each_unknown_value_is_counted_and_known_ones_are_not(warehouse: Warehouse, tmp_path: Path) -> None:
    odd = row(response_category="FIRE", origin="SELF", call_source="PIGEON", priority="11", precinct="MOON")
    warehouse.refresh(write(tmp_path / "export.csv", odd, row("2M1", event="2025000500002", sector="-")))
    assert warehouse.rows("FROM unknown_value ORDER BY column_name") == [
        ("call_source", "PIGEON", 1),
        ("origin", "SELF", 1),
        ("precinct", "MOON", 1),
        ("priority", "11", 1),
        ("response_category", "FIRE", 1),
    ]


def test_an_unknown_category_is_listed_as_a_disagreement(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(**ODD["an unknown category"])))
    assert warehouse.rows("FROM category_disagreement") == [(EVENT, "FIRE", "CARE only", None)]


def test_an_unknown_indicator_gives_no_activity(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(**ODD["an unknown indicator"])))
    assert warehouse.rows("SELECT origin, care_activity FROM event") == [("SELF", None)]


def test_an_unreadable_cross_check_is_counted_and_costs_no_row(warehouse: Warehouse, tmp_path: Path) -> None:
    odd = row(service_seconds="a while", event_arrived_at="noon", first_care_delay_seconds="1.5")
    warehouse.refresh(write(tmp_path / "export.csv", odd, row("2M1")))
    assert warehouse.rows("SELECT rows_accepted, unreadable_cross_checks FROM source_file") == [(2, 3)]
    assert warehouse.rows("SELECT service_seconds, event_arrived_at FROM export_row WHERE record = 2") == [(None, None)]


@pytest.mark.parametrize("text", ["", "-", "UNKNOWN", "redacted", " "])
def test_a_place_that_is_not_given_is_unknown(warehouse: Warehouse, tmp_path: Path, text: str) -> None:
    places = [column.name for column in export.COLUMNS if column.kind is export.Kind.PLACE]
    warehouse.refresh(write(tmp_path / "export.csv", row(**dict.fromkeys(places, text))))
    assert len(places) == 4
    assert warehouse.rows(f"SELECT {', '.join(places)} FROM event") == [("UNKNOWN",) * 4]


@pytest.mark.parametrize(
    ("text", "status"),
    [("-122.33", "given"), ("REDACTED", "redacted"), ("-1.00000000", "sentinel"), ("", "blank")],
)
def test_of_a_location_only_its_kind_is_kept(warehouse: Warehouse, tmp_path: Path, text: str, status: str) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(longitude=text, latitude=text)))
    assert warehouse.one("SELECT location_status FROM export_row") == status


# too many


def test_more_than_one_in_a_hundred_is_refused_with_the_reasons(held: Warehouse, tmp_path: Path) -> None:
    header, *lines = portal_lines([*many(98), row("2M1", officers="x")])
    path = write_lines(tmp_path / "export.csv", [header, *lines, "short\n"])
    ran = held.run("refresh", path)
    assert_refused(
        held,
        3,
        ran,
        "2 of 100 rows were rejected; 1.0% may be (--max-rejects)",
        "export.csv: 1 × wrong number of fields",
        "export.csv: 1 × Count Of Officers is not a whole number",
        str(max(held.path.glob("rejected-*.jsonl"))),
    )
    assert [kept["record"] for kept in rejected(held)] == [100, 101]
    assert held.run("refresh", path, "--max-rejects", 0.02).code == 0
    assert held.one("SELECT count(*) FROM export_row") == 98 + 1


def test_one_in_a_hundred_is_published(held: Warehouse, tmp_path: Path) -> None:
    held.refresh(write(tmp_path / "export.csv", *many(99), row("2M1", officers="")))
    assert held.one("SELECT count(*) FROM export_row") == 99 + 1


def test_no_rejection_may_be_allowed(held: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", *many(99), row("2M1", officers=""))
    assert_refused(held, 3, held.run("refresh", path, "--max-rejects", 0), "1 of 100 rows were rejected; 0.0% may be")


def test_when_every_row_is_rejected_nothing_is_published_whatever_is_allowed(held: Warehouse, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "export.csv", [",".join(HEADERS) + "\n", "a\n", "b,c\n"])
    assert_refused(held, 3, held.run("refresh", path, "--max-rejects", 1), "2 of 2 rows were rejected")


def test_what_rejected_rows_said_is_told_to_nobody(held: Warehouse, tmp_path: Path) -> None:
    header, line = portal_lines([row(address=SECRET)])
    path = write_lines(tmp_path / "export.csv", [header, line.replace("\n", ",more\n")])
    ran = held.run("refresh", path)
    assert ran.code == 3
    assert SECRET not in ran.out + ran.err
    assert SECRET in rejected(held)[0]["text"]
