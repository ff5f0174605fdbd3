"""The invented export, read back with nothing but the csv module: forms, traps and sums are the real export's."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from etl import export
from etl.demo import write_demo
from etl.errors import BadInput
from etl.export import COLUMNS, Kind

EVENTS = 5_000
QUEUED_FORM, OTHER_FORM = "%m/%d/%Y %I:%M:%S %p", "%Y %b %d %I:%M:%S %p"
ELIGIBLE = {"DOWN - CHECK FOR DOWN PERSON", "OBS - DOWN - CHECK FOR PERSON DOWN", "SERVICE - WELFARE CHECK"}
FIRST_NEIGHBORHOODS = {"DOWNTOWN COMMERCIAL", "BELLTOWN", "PIONEER SQUARE", "CHINATOWN/INTERNATIONAL DISTRICT", "SODO"}

Row = dict[str, str]


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    return write_demo(tmp_path_factory.mktemp("demo"), events=EVENTS, seed=7)


@pytest.fixture(scope="module")
def rows(path) -> list[Row]:
    return read_rows(path)


def read_rows(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as lines:
        _, *records = csv.reader(lines)
    return [dict(zip((column.name for column in COLUMNS), record, strict=True)) for record in records]


@pytest.fixture(scope="module")
def events(rows) -> dict[str, list[Row]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row["event_number"]].append(row)
    return grouped


def call_sign(row: Row) -> str:
    return row["call_sign_dispatch_id"].removeprefix(row["event_number"])


def is_care(row: Row) -> bool:
    return re.match(export.CARE_CALL_SIGN, call_sign(row)) is not None


def at(text: str, form: str = OTHER_FORM) -> datetime | None:
    return datetime.strptime(text, form) if text else None


def queued(row: Row) -> datetime:
    return datetime.strptime(row["queued_at"], QUEUED_FORM)


def number(text: str) -> int | None:
    return int(text.replace(",", "")) if text else None


def seconds(later: datetime | None, earlier: datetime | None) -> int | None:
    return int((later - earlier).total_seconds()) if later and earlier else None


def share(rows: list[Row], column: str, value: str) -> float:
    return sum(row[column] == value for row in rows) / len(rows)


def stayed(row: Row) -> bool:
    return bool(row["arrived_at"] and row["cleared_at"])


def earliest(rows: list[Row], column: str) -> datetime | None:
    return min((at(row[column]) for row in rows if row[column]), default=None)


def is_dispatched_care_call(group: list[Row]) -> bool:
    return group[0]["origin"] == "DISPATCH" and any(is_care(row) for row in group)


def test_the_header_is_the_published_one_and_lines_end_with_a_line_feed(path):
    text = path.read_bytes()
    assert text.split(b"\n", 1)[0].decode() == ",".join(column.header for column in COLUMNS)
    assert b"\r" not in text
    assert text.endswith(b"\n")


def test_only_fields_with_commas_are_quoted_and_every_record_has_46(path):
    with path.open(newline="", encoding="utf-8") as lines:
        assert {len(record) for record in csv.reader(lines)} == {46}
    quoted = re.findall(r'(?:^|,)"([^"\n]*)"(?=,|$)', path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert quoted
    assert all("," in field for field in quoted)


def test_the_same_events_and_seed_give_the_same_bytes(tmp_path):
    one, again = (write_demo(tmp_path / name, events=300, seed=3).read_bytes() for name in ("one", "again"))
    other = write_demo(tmp_path / "other", events=300, seed=4).read_bytes()
    assert one == again
    assert one != other


def test_how_months_are_batched_changes_no_byte(tmp_path, monkeypatch):
    together = write_demo(tmp_path / "together", events=100, seed=3).read_bytes()
    monkeypatch.setattr("etl.demo._EVENTS_WORTH_A_QUERY", 1)
    assert write_demo(tmp_path / "apart", events=100, seed=3).read_bytes() == together
    assert len({line[:13] for line in together.splitlines()[1:]}) == 100


def test_the_name_carries_a_vintage_a_few_days_after_every_time_in_the_file(path, rows):
    vintage = datetime.strptime(path.name, "spd_call_data_invented_%Y%m%dT%H%M%SZ.csv")
    newest = max(at(row["cleared_at"] or row["dispatched_at"]) for row in rows)
    assert newest < vintage < newest + timedelta(days=6)


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    old = write_demo(tmp_path, events=5, seed=1)
    before = old.read_bytes()
    assert before.startswith(b"CAD Event Number,")
    monkeypatch.setattr("etl.demo.EXPORT_SQL", "SELECT no_such_column FROM event")
    with pytest.raises(Exception, match="no_such_column"):
        write_demo(tmp_path, events=50, seed=1)
    assert list(tmp_path.iterdir()) == [old]
    assert old.read_bytes() == before


@pytest.mark.parametrize(("events", "seed"), [(0, 1), (-5, 1), (1_000_000_000, 1), (10, -1)])
def test_unusable_numbers_are_refused_before_anything_is_written(tmp_path, events, seed):
    with pytest.raises(BadInput, match="Cannot"):
        write_demo(tmp_path / "out", events=events, seed=seed)
    assert not (tmp_path / "out").exists()


def test_keys_are_unique_and_start_with_thirteen_digits_of_the_invented_prefix(rows, events):
    assert len(events) == EVENTS
    assert all(re.fullmatch(export.INVENTED_EVENT_PREFIX + r"\d{9}", event) for event in events)
    assert len({row["call_sign_dispatch_id"] for row in rows}) == len(rows)
    assert all(row["call_sign_dispatch_id"].startswith(row["event_number"]) and call_sign(row) for row in rows)


def test_rows_are_ordered_by_queued_time_event_and_call_sign(rows):
    order = [(queued(row), row["event_number"], call_sign(row)) for row in rows]
    assert order == sorted(order)
    assert datetime(2022, 1, 1) <= order[0][0] < order[-1][0] < datetime(2026, 1, 1)


def test_event_columns_repeat_on_all_of_an_events_rows(events):
    per_row = {"care", "spd", "co"}
    repeated = [c.name for c in COLUMNS if c.grain.value == "event" and not per_row & set(c.name.split("_"))]
    for group in events.values():
        assert len({tuple(row[name] for name in repeated) for row in group}) == 1


def test_queued_has_one_time_form_and_every_other_time_the_other(rows):
    times = [column.name for column in COLUMNS if column.kind is Kind.TIME and column.name != "queued_at"]
    for row in rows:
        assert queued(row).strftime(QUEUED_FORM) == row["queued_at"]
        for text in filter(None, (row[name] for name in times)):
            assert at(text).strftime(OTHER_FORM) == text


def test_seconds_have_thousands_separators_except_care_totals(rows):
    names = [column.name for column in COLUMNS if column.kind is Kind.SECONDS and column.name != "care_service_seconds"]
    texts = [row[name] for row in rows for name in names if row[name]]
    assert all(re.fullmatch(r"-?\d{1,3}(,\d{3})*", text) for text in texts)
    assert any("," in text for text in texts)
    totals = [row["care_service_seconds"] for row in rows if row["care_service_seconds"]]
    assert all(text.isdigit() for text in totals)
    assert any(len(text) >= 4 for text in totals)


def test_units_per_event_and_priorities_have_the_shares_measured(rows, events):
    units = Counter(min(len(group), 5) for group in events.values())
    of_events = {1: 0.55, 2: 0.24, 3: 0.11, 4: 0.06, 5: 0.04}
    assert {n: units[n] / EVENTS for n in of_events} == pytest.approx(of_events, abs=0.025)
    of_rows = {"1": 0.196, "2": 0.368, "3": 0.209, "4": 0.056, "5": 0.045, "7": 0.113, "9": 0.014}
    assert {value: share(rows, "priority", value) for value in of_rows} == pytest.approx(of_rows, abs=0.03)


def test_call_signs_hold_the_traps_and_care_units_only_up_to_24(rows):
    signs = {call_sign(row) for row in rows}
    assert {"CAR2", "CAR23", "CSO22", "RTCC2", "TRUC4", "V1", "JET3", "3M31", "1041"} <= signs
    care = {call_sign(row) for row in rows if is_care(row)}
    assert care <= {f"CARE{n}" for n in range(1, 25)}
    assert {sign for sign in signs if sign.startswith("CAR")} == care | {"CAR2", "CAR23"}


def test_some_rows_have_no_arrival_and_almost_all_are_in_service_again_after_33_minutes(rows):
    assert share(rows, "arrived_at", "") == pytest.approx(0.216, abs=0.03)
    assert share(rows, "event_arrived_at", "") == pytest.approx(0.075, abs=0.02)
    assert 0 <= share(rows, "cleared_at", "") < 0.002
    stays = sorted(seconds(at(row["cleared_at"]), at(row["arrived_at"])) for row in rows if stayed(row))
    assert stays[0] >= 0
    assert stays[len(stays) // 2] / 60 == pytest.approx(33, abs=3)


def test_waits_are_those_measured_for_each_priority(events):
    waits = defaultdict(list)
    for group in events.values():
        if group[0]["origin"] == "DISPATCH" and not any(is_care(row) for row in group):
            waits[group[0]["priority"]].append(seconds(earliest(group, "dispatched_at"), queued(group[0])))
    for priority, median, p90 in (("1", 54, 163), ("2", 1_234, 11_191), ("3", 2_996, 21_213)):
        ordered = sorted(waits[priority])
        assert ordered[len(ordered) // 2] == pytest.approx(median, rel=0.2)
        assert ordered[len(ordered) * 9 // 10] == pytest.approx(p90, rel=0.25)


def test_unit_durations_are_differences_of_the_rows_times(rows):
    for row in rows:
        assert number(row["dispatch_delay_seconds"]) == seconds(at(row["dispatched_at"]), queued(row))
        assert number(row["response_seconds"]) == seconds(at(row["arrived_at"]), queued(row))
    assert 0 < sum(row["dispatch_delay_seconds"].startswith("-") for row in rows) < len(rows) * 0.01


def test_service_time_is_person_seconds_but_where_a_unit_came_back(rows):
    cleared = [row for row in rows if row["cleared_at"]]
    came_back = 0
    for row in cleared:
        person_seconds = seconds(at(row["cleared_at"]), at(row["dispatched_at"])) * int(row["officers"])
        assert number(row["service_seconds"]) <= person_seconds
        came_back += number(row["service_seconds"]) < person_seconds
    assert 0.01 < came_back / len(cleared) < 0.04
    assert all(row["service_seconds"] == "" for row in rows if not row["cleared_at"])
    assert {row["officers"] for row in rows} == {"1", "2"}


def test_the_events_first_response_is_its_first_arrival_and_zero_on_view(events):
    for group in events.values():
        first = earliest(group, "arrived_at")
        assert at(group[0]["event_arrived_at"]) == first
        assert number(group[0]["event_first_response_seconds"]) == seconds(first, queued(group[0]))
        if group[0]["origin"] == "ONVIEW":
            assert group[0]["event_first_response_seconds"] == "0"


def test_agency_columns_are_worked_out_from_the_agencys_own_rows(events):
    for group in events.values():
        for row in group:
            own = [each for each in group if is_care(each) == is_care(row)]
            agency = "care" if is_care(row) else "spd"
            arrived, dispatched = earliest(own, "arrived_at"), earliest(own, "dispatched_at")
            cleared = [at(each["cleared_at"]) for each in own if each["cleared_at"]]
            services = [number(each["service_seconds"]) for each in own if each["service_seconds"]]
            assert at(row[f"first_{agency}_arrived_at"]) == arrived
            assert at(row[f"first_{agency}_dispatched_at"]) == dispatched
            assert at(row[f"last_{agency}_cleared_at"]) == max(cleared, default=None)
            assert number(row[f"{agency}_service_seconds"]) == (sum(services) if services else None)
            assert number(row[f"first_{agency}_delay_seconds"]) == seconds(dispatched, queued(row))
            assert number(row[f"first_{agency}_response_seconds"]) == seconds(arrived, queued(row))


def test_agency_columns_are_blank_on_the_other_agencys_rows(rows):
    agency_columns = [column.name for column in COLUMNS if re.search(r"_care_|^care_|_spd_|^spd_|co_", column.name)]
    assert len(agency_columns) == 18
    for row in rows:
        own = "care" if is_care(row) else "spd"
        assert not any(row[name] for name in agency_columns if own not in name.split("_"))


def test_care_calls_keep_to_the_programmes_days_hours_and_places(events):
    phases = (  # from, opens, closes, precincts beside the first neighbourhoods
        (date(2025, 3, 1), 12, 22, set(export.PRECINCTS)),
        (date(2025, 1, 1), 12, 22, {"EAST", "NORTH"}),
        (date(2024, 7, 2), 12, 22, {"EAST"}),
        (date(2023, 10, 26), 11, 23, set()),
    )
    for group in filter(is_dispatched_care_call, events.values()):
        when = queued(group[0])
        _, opens, closes, precincts = next(phase for phase in phases if when.date() >= phase[0])
        assert opens <= when.hour < closes
        assert group[0]["neighborhood"] in FIRST_NEIGHBORHOODS or group[0]["precinct"] in precincts


def test_care_grows_from_year_to_year_and_is_well_visible(events):
    by_year = Counter(queued(group[0]).year for group in events.values() if any(is_care(row) for row in group))
    assert by_year[2023] < by_year[2024] < by_year[2025]
    assert 0.06 < sum(by_year.values()) / EVENTS < 0.09
    first = min(queued(row) for group in events.values() for row in group if is_care(row))
    assert first >= datetime(2023, 10, 26, 11)


def test_however_many_events_care_is_on_no_more_than_in_its_real_years(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.demo.MOST_CARE_EVENTS", 60)
    exported = read_rows(write_demo(tmp_path, 6_000))
    with_care = {row["event_number"] for row in exported if is_care(row)}
    assert 35 < len(with_care) < 90
    assert len({row["event_number"] for row in exported}) == 6_000


def test_most_care_only_events_are_outreach_and_most_care_calls_eligible(events):
    alone = [group[0] for group in events.values() if all(is_care(row) for row in group)]
    assert share(alone, "origin", "ONVIEW") == pytest.approx(0.65, abs=0.1)
    outreach = [row for row in alone if row["origin"] == "ONVIEW"]
    assert share(outreach, "clearance", "CCR only - COMMUNITY PRESENCE") > 0.7
    calls = [group[0] for group in filter(is_dispatched_care_call, events.values())]
    assert sum(row["initial_call_type"] in ELIGIBLE for row in calls) / len(calls) > 0.65
    spd_only = [group[0] for group in events.values() if not any(map(is_care, group))]
    assert 0.05 < sum(row["initial_call_type"] in ELIGIBLE for row in spd_only) / len(spd_only) < 0.15


def test_spd_leaves_joint_events_before_care_more_often_than_not(events):
    left = Counter()
    for group in events.values():
        care_left = [at(row["cleared_at"]) for row in group if is_care(row) and stayed(row)]
        spd_left = [at(row["cleared_at"]) for row in group if not is_care(row) and stayed(row)]
        if care_left and spd_left:
            left[max(spd_left) < max(care_left), max(spd_left) == max(care_left)] += 1
    before, same, after = left[True, False], left[False, True], left[False, False]
    assert 0.5 < before / (before + same + after) < 0.75
    assert min(same, after) > 0


def test_the_published_category_is_the_units_but_for_a_few_events(events):
    differs = 0
    for group in events.values():
        with_care, with_spd = any(map(is_care, group)), not all(map(is_care, group))
        expected = "SPD/CARE Co-Response" if with_care and with_spd else "CARE" if with_care else "SPD"
        differs += group[0]["response_category"] != expected
    assert 0 < differs / len(events) < 0.007


def test_locations_are_withheld_as_often_as_in_the_export(rows):
    assert share(rows, "longitude", "REDACTED") == pytest.approx(0.24, abs=0.04)
    assert share(rows, "longitude", "-1.00000000") == pytest.approx(0.015, abs=0.01)
    assert share([row for row in rows if is_care(row)], "longitude", "REDACTED") > 0.75
    for row in rows:
        withheld = [row[name] == "REDACTED" for name in ("longitude", "latitude", "reporting_area", "address")]
        assert all(withheld) or not any(withheld)
        if re.fullmatch(r"-122\.\d{8}", row["longitude"]):
            assert 47.4 < float(row["latitude"]) < 47.8


def test_beats_sectors_and_precincts_belong_together(rows):
    precincts_of = defaultdict(set)
    for row in rows:
        if row["sector"]:
            assert row["beat"][0] == row["sector"][0]
            assert row["beat"][1:] in {"1", "2", "3"}
            precincts_of[row["sector"]].add(row["precinct"])
        else:
            assert row["beat"] in {"99", "UNKNOWN", "-"}
            assert row["neighborhood"] in {"UNKNOWN", "-"}
    assert set(precincts_of) == set(export.SECTORS)
    assert all(len(precincts) == 1 for precincts in precincts_of.values())
    assert share(rows, "sector", "") == pytest.approx(0.012, abs=0.008)


def test_known_values_are_the_contracts(rows):
    for column in COLUMNS:
        if column.values:
            assert {row[column.name] for row in rows} <= {*column.values, "", "UNKNOWN"}
    assert any(row["clearance"].startswith("CCR only - ") for row in rows)
    assert 0 < share(rows, "final_call_type", export.TEST_CALL_TYPE) < 0.004
