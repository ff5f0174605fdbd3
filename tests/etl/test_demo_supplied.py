"""The invented supplied exports: read as any department's are, and held to the invented events that they are about."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from etl import build, publish
from etl.config import settings_from
from etl.demo import write_demo, write_supplied_demo
from etl.errors import BadInput
from etl.invented.cells import said
from etl.supplied import CONTACTS, CONTRACTS, FIRE_UNITS, SURVEY
from etl.supplied.loading import load, sort_out
from etl.supplied.survey import SCALES, WOULD_CALL_AGAIN
from tests.etl.conftest import Warehouse

EVENTS, SEED = 10_000, 7
STAMP = "20260104T120000Z"
ENOUGH = 10**9


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    write_demo(out, EVENTS, SEED)
    write_supplied_demo(out, EVENTS, SEED)
    return out


@pytest.fixture(scope="module")
def con(folder, tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Load the three into tables of their contracts' names, beside the snapshot `care` of the dispatch export."""
    warehouse = tmp_path_factory.mktemp("supplied") / "warehouse"
    settings = replace(settings_from({"CARE_WAREHOUSE": str(warehouse)}), threads=2)
    snapshot = build.refresh(settings, [folder]).snapshot
    _, found = sort_out(sorted(folder.iterdir()))
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{publish.snapshot_path(warehouse, snapshot)}' AS care (READ_ONLY)")
        for contract, paths in found.items():
            load(con, contract, paths, into=contract.name, as_of=None, most=ENOUGH, keep=never)
        yield con


def never(path: Path, rejection: object) -> None:
    raise AssertionError(f"{path.name}: {rejection}")


def one(con: duckdb.DuckDBPyConnection, query: str) -> Any:
    return con.execute(query).fetchone()[0]


def test_every_contract_has_a_file_of_the_same_stamp_beside_the_dispatch_export(folder):
    names = [f"{name}_invented_{STAMP}.csv" for name in ("contacts", "sfd_units", "spd_call_data", "survey")]
    assert sorted(path.name for path in folder.iterdir()) == names
    dispatch, found = sort_out(sorted(folder.iterdir()))
    assert [path.name for path in dispatch] == [f"spd_call_data_invented_{STAMP}.csv"]
    assert {contract: paths[0].name.split("_invented")[0] for contract, paths in found.items()} == {
        contract: contract.name for contract in CONTRACTS
    }


def test_every_row_is_read_and_marked_as_invented_and_keys_are_unique(con):
    for contract in CONTRACTS:
        rows, marked, keys = con.execute(
            f"""SELECT count(*), count(*) FILTER (starts_with({contract.marked_by}, ?)),
                       count(DISTINCT ({", ".join(contract.key)})) FROM {contract.name}""",
            [contract.invented_mark],
        ).fetchone()
        assert rows == marked == keys > 100
    assert one(con, "SELECT bool_and(contact_id LIKE 'INVENTED-%') FROM contacts")


def test_contacts_are_of_calls_and_requests_that_care_reached_while_it_was_there(con):
    astray = """
        SELECT count(*) FROM contacts LEFT JOIN care.care_event ON event_number = cad_event_number
        WHERE event_number IS NULL OR is_test OR care_activity NOT IN ('call', 'officer request')
           OR contacted_at NOT BETWEEN care_first_arrived_at AND coalesce(care_last_cleared_at, contacted_at)
    """
    assert one(con, astray) == 0
    reached = "care.care_event WHERE care_first_arrived_at IS NOT NULL AND care_activity <> 'outreach' AND NOT is_test"
    assert one(con, "SELECT count(*) FROM contacts") == pytest.approx(
        one(con, f"SELECT count(*) FROM {reached}"), rel=0.1
    )
    per_event = Counter(
        dict(con.execute("SELECT cad_event_number, count(*) FROM contacts GROUP BY 1").fetchall()).values()
    )
    assert set(per_event) == {1, 2}
    assert 0.03 < per_event[2] / per_event.total() < 0.15


def test_referrals_and_transports_have_the_published_shares(con):
    assert one(con, "SELECT avg(referral_made::INT) FROM contacts") == pytest.approx(0.39, abs=0.06)
    assert one(con, "SELECT count(transport_to_kind) / count(*) FROM contacts") == pytest.approx(0.28, abs=0.06)
    assert one(con, "SELECT count(*) FROM contacts WHERE referral_made <> (referral_kind IS NOT NULL)") == 0
    transported = "(outcome = 'served and transported')"
    assert one(con, f"SELECT count(*) FROM contacts WHERE {transported} <> (transport_to_kind IS NOT NULL)") == 0
    assert {outcome for (outcome,) in con.execute("SELECT outcome FROM contacts").fetchall()} == set(
        CONTACTS.column("outcome").values
    )


@pytest.mark.parametrize("days", [1, 7, 30])
def test_following_up_is_due_for_people_served_once_its_day_has_come(con, days):
    due = f"followup_{days}d <> 'not due'"
    too_soon = f"contacted_at > vintage - INTERVAL {days} DAY"
    assert one(con, f"SELECT count(*) FROM contacts WHERE {due} AND ({too_soon} OR outcome NOT LIKE 'served%')") == 0
    assert one(con, f"SELECT count(*) FROM contacts WHERE {due}") > 100
    assert one(con, f"SELECT count(DISTINCT followup_{days}d) FROM contacts") == 3


def test_people_are_found_again_less_and_less(con):
    shares = [
        one(con, f"SELECT avg((followup_{days}d = 'reached')::INT) FROM contacts WHERE followup_{days}d <> 'not due'")
        for days in (1, 7, 30)
    ]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] - shares[2] > 0.1


def test_more_than_half_of_those_invited_answer_and_some_others_do(con):
    answered = "coalesce(helped, respected, felt_safe, would_call_again::INT) IS NOT NULL"
    assert one(con, f"SELECT avg(({answered})::INT) FROM survey WHERE invited") == pytest.approx(0.6, abs=0.06)
    assert one(con, f"SELECT bool_and({answered}) FROM survey WHERE NOT invited")
    assert one(con, "SELECT avg(invited::INT) FROM survey") == pytest.approx(0.94, abs=0.02)
    met = one(con, "SELECT count(*) FROM contacts WHERE outcome <> 'no contact'")
    assert one(con, "SELECT count(*) FROM survey WHERE invited") == pytest.approx(1.6 * met, rel=0.1)
    assert one(con, "SELECT bool_and(role IS NULL) FROM survey WHERE helped IS NULL AND respected IS NULL "
                    "AND felt_safe IS NULL AND would_call_again IS NULL")  # fmt: skip
    some_blank = f"SELECT count(*) FROM survey WHERE {answered} AND helped IS NULL"
    assert one(con, some_blank) > 0


def test_most_answers_are_english_and_some_languages_are_rare(con):
    languages = dict(con.execute("SELECT language, count(*) FROM survey GROUP BY 1").fetchall())
    assert languages["English"] / sum(languages.values()) == pytest.approx(0.84, abs=0.07)
    assert sum(count < 11 for count in languages.values()) >= 3
    assert set(languages) <= {*SURVEY.column("language").values, None}


def test_answers_of_one_person_hang_together(con):
    assert one(con, "SELECT corr(helped, felt_safe) FROM survey") > 0.3
    assert one(con, "SELECT avg((helped >= 4)::INT) FROM survey") == pytest.approx(0.68, abs=0.15)
    assert one(con, "SELECT count(*) FROM survey WHERE received_on > CAST(vintage AS DATE)") == 0


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str, str | None, str]]:
    """List which tables of the whole demo's survey show their numbers: scope, period, part and variable.

    The survey asks for no events, so few of them do.
    """
    out = tmp_path_factory.mktemp("whole")
    folders = {"CARE_WAREHOUSE": "warehouse", "CARE_PRIVATE": "private", "CARE_BOUNDARIES": "none"}
    settings = settings_from({name: str(out / folder) for name, folder in folders.items()})
    dispatch = write_demo(out, events=1_000)
    (survey,) = (path for path in write_supplied_demo(out) if path.name.startswith("survey"))
    snapshot = build.refresh(settings, [dispatch, survey]).snapshot
    with duckdb.connect(str(publish.snapshot_path(settings.warehouse, snapshot)), read_only=True) as con:
        return set(con.execute("""SELECT DISTINCT scope, period, part, variable FROM people_cell
                                  WHERE source = 'survey' AND people IS NOT NULL""").fetchall())  # fmt: skip


def test_the_demo_shows_a_survey_of_each_settled_quarter_of_2025_and_of_2024(shown):
    variables = {"people", "response", *SCALES, WOULD_CALL_AGAIN}
    for scope, period in (("quarter", "2025-Q1"), ("quarter", "2025-Q2"), ("quarter", "2025-Q3"), ("year", "2024")):
        assert {table[3] for table in shown if table[:3] == (scope, period, None)} == variables


def test_the_demo_shows_some_languages_and_hides_others(shown):
    helped = {part for scope, _, part, variable in shown if (scope, variable) == ("language", "helped")}
    assert "English" in helped
    assert helped < {*SURVEY.column("language").values, "ALL OTHERS"}
    assert not {"Korean", "Russian", "Tagalog"} & helped


def test_fire_units_come_to_medical_calls_with_times_in_order(con):
    astray = """
        SELECT count(*) FROM sfd_units LEFT JOIN care.event ON event_number = cad_event_number
        WHERE event_number IS NULL OR is_test OR dispatched_at < queued_at OR arrived_at < dispatched_at
           OR cleared_at <= coalesce(arrived_at, dispatched_at) OR cleared_at > dispatched_at + INTERVAL 8 HOUR
    """
    assert one(con, astray) == 0
    assert one(con, "SELECT min(crew) = 2 AND max(crew) = 5 FROM sfd_units")
    assert one(con, "SELECT count(arrived_at) / count(*) FROM sfd_units") == pytest.approx(0.94, abs=0.03)
    assert (
        0
        < one(con, "SELECT count(*) - count(cleared_at) FROM sfd_units")
        < one(con, "SELECT count(*) FROM sfd_units") / 30
    )


def test_fire_units_come_most_to_people_down_and_least_where_care_went_alone(con):
    shares = dict(con.execute("""
        SELECT responders, avg((event_number IN (SELECT cad_event_number FROM sfd_units))::INT)
        FROM care.event WHERE initial_call_type LIKE '%DOWN%' GROUP BY 1
    """).fetchall())  # fmt: skip
    assert shares["SPD only"] > shares["CARE and SPD"] > shares["CARE only"] > 0
    assert one(con, "SELECT avg((initial_call_type LIKE '%DOWN%')::INT) FROM care.event "
                    "WHERE event_number IN (SELECT cad_event_number FROM sfd_units)") > 0.4  # fmt: skip
    others = "SELECT count(*) FROM sfd_units JOIN care.event ON event_number = cad_event_number WHERE initial_call_type LIKE 'TRU%'"
    assert one(con, others) == 0


def test_the_same_events_and_seed_give_the_same_bytes(folder, tmp_path):
    again = write_supplied_demo(tmp_path, EVENTS, SEED)
    assert [path.read_bytes() for path in again] == [(folder / path.name).read_bytes() for path in again]
    other = write_supplied_demo(tmp_path / "other", EVENTS, SEED + 1)
    assert all(path.read_bytes() != (folder / path.name).read_bytes() for path in other)


def test_the_dispatch_export_comes_alone_and_is_the_same_without_them(folder, tmp_path):
    alone = write_demo(tmp_path, EVENTS, SEED)
    assert list(tmp_path.iterdir()) == [alone]
    assert alone.read_bytes() == (folder / alone.name).read_bytes()


def test_a_file_that_would_have_no_row_is_not_written_and_an_older_one_goes(folder, tmp_path):
    for path in folder.glob("contacts*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    written = write_supplied_demo(tmp_path, events=3, seed=SEED)
    assert all(len(path.read_text().splitlines()) > 1 for path in written)
    assert sorted(tmp_path.iterdir()) == sorted(written)
    assert not any(path.name.startswith("contacts") for path in written)


def test_unusable_numbers_are_refused_before_anything_is_written(tmp_path):
    with pytest.raises(BadInput, match="Cannot invent 0 events"):
        write_supplied_demo(tmp_path / "out", events=0)
    assert not (tmp_path / "out").exists()


def test_no_cell_holds_a_comma_or_a_byte_of_none(folder):
    for path in folder.glob("[cs]*_invented_*"):
        if not path.name.startswith("spd"):
            header, *lines = path.read_text(encoding="ascii").splitlines()
            assert {line.count(",") for line in lines} == {header.count(",")}
            assert not any(character in line for line in lines for character in '\0";')


def test_a_code_that_says_never_is_a_blank_cell():
    assert said(("a", "b"), np.array([1, -1, 0])).to_pylist() == ["b", None, "a"]


def test_contracts_give_their_columns_by_header():
    assert FIRE_UNITS.column("crew").example == "4"
    with pytest.raises(KeyError):
        FIRE_UNITS.column("name")


def test_the_command_writes_all_four_and_a_refresh_of_the_folder_succeeds(warehouse: Warehouse, tmp_path: Path) -> None:
    told = warehouse.run("demo", "--events", 2_000, "--seed", 3, "--out", tmp_path / "demo").out
    assert told.count("Invented export written: ") == 4
    assert all(f"{name}_invented_{STAMP}.csv" in told for name in ("spd_call_data", "contacts", "survey", "sfd_units"))
    assert "2,000 events" in warehouse.refresh(tmp_path / "demo").out
