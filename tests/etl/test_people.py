"""People data from export to snapshot: kept apart, published once, never changed; whatever goes wrong in between."""

import json
import random
import re
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from etl import build, incremental, publish
from etl.__main__ import main
from etl.errors import BadInput, Busy, PipelineError, Refused
from etl.people.families import FAMILIES
from etl.people.publication import Cell
from etl.people.quarters import end_of, is_settled
from tests.etl import plain_people
from tests.etl.people_exports import Cells, answer, contact, contacts_file, day_of, survey_file
from tests.etl.small_cells import Attacker, unknown
from tests.etl.town import ELSEWHERE, EVENTS, Town, copied

YEAR = "2025"


@pytest.fixture(scope="module")
def _settled(_founded: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = copied(_founded, tmp_path_factory.mktemp("settled") / "town")
    town.refresh(contacts_file(town.path, "20251201", drawn_contacts(300)))
    return town


@pytest.fixture
def settled(_settled: Town, tmp_path: Path) -> Town:
    """Give a town of which three quarters are published."""
    return copied(_settled, tmp_path / "town")


def drawn_contacts(count: int, seed: int = 1, **changes: str) -> list[Cells]:
    """Draw contacts of a year, most in one precinct, some of an event that is not held."""
    chance = random.Random(seed)
    events = [*EVENTS.values(), EVENTS["WEST"], EVENTS["WEST"], *([ELSEWHERE] * chance.choice([0, 1]))]
    return [
        contact(
            number,
            chance.choice(events),
            day_of(f"{YEAR}-Q{chance.randint(1, 4)}", chance),
            outcome=chance.choice(["served", "served", "declined", "no contact"][: chance.randint(1, 4)]),
            referral_made=chance.choice(["yes", "no"]),
            followup_7d=chance.choice(["reached", "not reached", ""]),
        )
        | changes
        for number in range(count)
    ]


def drawn_answers(count: int, seed: int = 1) -> list[Cells]:
    """Draw survey rows of a year: answers with blanks, invitations without one, answers without an invitation."""
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        day = day_of(f"{YEAR}-Q{chance.randint(1, 4)}", chance)
        row = answer(number, day, language=chance.choice(["English", "English", "Spanish", "Somali", "Lao", ""]))
        row |= {name: chance.choice(["5", "4", "2", "5", ""]) for name in ("helped", "respected")}
        row |= {"invited": chance.choice(["yes", "yes", "no"])}
        if chance.random() < 0.3:
            row |= dict.fromkeys(("helped", "respected", "felt_safe", "would_call_again"), "")
        rows.append(row)
    return rows


def plain_contacts(rows: list[Cells]) -> Iterator[tuple[str, str, Cells]]:
    """Give what the second implementation takes."""
    precincts = {event: precinct for precinct, event in EVENTS.items()}
    for row in rows:
        yield plain_people.quarter_of(row["contacted_at"]), precincts.get(row["cad_event_number"], "UNKNOWN"), row


def plain_answers(rows: list[Cells]) -> Iterator[tuple[str, str, Cells]]:
    """Give what the second implementation takes."""
    for row in rows:
        if row["invited"] == "yes":
            yield plain_people.quarter_of(row["received_on"]), row["language"] or "UNKNOWN", row


# what is published


@pytest.mark.parametrize("count", [90, 700])
def test_two_implementations_publish_the_same(town: Town, count: int) -> None:
    contacts, answers = drawn_contacts(count, count), drawn_answers(count, count)
    told = town.told(contacts_file(town.path, "20260301", contacts), survey_file(town.path, "20260301", answers))
    assert town.published("contacts") == plain_people.publish("contacts", YEAR, plain_contacts(contacts))
    assert town.published("survey") == plain_people.publish("survey", YEAR, plain_answers(answers))
    assert {file["read"] for file in told["files"]} == {count}
    assert told["not_counted"] == count - len(list(plain_answers(answers)))
    assert told["unknown_events"] == sum(row["cad_event_number"] == ELSEWHERE for row in contacts)
    assert {day for (day,) in town.ask("SELECT DISTINCT published_on FROM people_cell")} == {
        datetime(2026, 3, 1).date()
    }


def test_a_quarter_is_settled_45_days_after_it_ended() -> None:
    assert [end_of(f"2025-Q{n}") for n in (1, 2, 3, 4)] == [
        *(datetime(2025, 4, 1), datetime(2025, 7, 1), datetime(2025, 10, 1), datetime(2026, 1, 1))
    ]
    assert is_settled("2025-Q4", datetime(2026, 2, 15))
    assert not is_settled("2025-Q4", datetime(2026, 2, 15) - timedelta(microseconds=1))
    with pytest.raises(ValueError, match="no quarter"):
        end_of("2025-Q5")


def test_only_settled_quarters_are_published_and_a_year_with_its_last(town: Town) -> None:
    rows = drawn_contacts(300)
    assert town.told(contacts_file(town.path, "20250515", rows))["published"] == []
    assert town.told(contacts_file(town.path, "20250516", rows))["published"] == ["contacts 2025-Q1"]
    assert town.told(contacts_file(town.path, "20260214", rows))["published"] == [
        "contacts 2025-Q2",
        "contacts 2025-Q3",
    ]
    assert town.told(contacts_file(town.path, "20260215", rows))["published"] == ["contacts 2025-Q4", "contacts 2025"]


def test_a_file_from_the_future_settles_nothing(town: Town) -> None:
    rows = [contact(1, EVENTS["EAST"], "2090-01-01"), contact(2, EVENTS["EAST"], "2089-11-01")]
    told = town.told(contacts_file(town.path, "20900301", rows))
    assert told["published"] == []


# privacy


def test_nobody_but_its_owner_reads_the_store_and_no_snapshot_holds_a_row(settled: Town) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [settled.private, *settled.private.iterdir()]}
    assert modes == {"private": 0o700, "people.duckdb": 0o600, ".lock": 0o600}
    ids = [contact_id for (contact_id,) in settled.ask_store("SELECT contact_id FROM contact")]
    assert len(ids) == 300
    everything = b"".join(path.read_bytes() for path in settled.warehouse.iterdir())
    assert b"2025000500001" in everything  # what is there is found
    assert not any(contact_id.encode() in everything for contact_id in ids)
    assert b"contacts_2025" not in everything


def test_rejected_rows_stay_in_the_private_folder_and_too_many_refuse_the_refresh(settled: Town) -> None:
    before = settled.store.read_bytes(), settled.current
    bad = contacts_file(
        settled.path,
        "20260301",
        [*drawn_contacts(30), *(contact(n, EVENTS["EAST"], outcome="Secret Words") for n in range(90, 101))],
    )
    with pytest.raises(Refused, match="Of contacts, more rows were rejected") as refused:
        settled.refresh(bad)
    (kept,) = settled.private.glob("rejected-*.jsonl")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    told = json.loads(kept.read_text().splitlines()[0])
    assert (told["file"], told["line"]) == (bad.name, 32)
    assert told["reason"].startswith("outcome is not no contact")
    assert "Secret Words" in told["text"]
    assert "Secret" not in str(refused.value)
    assert f"{bad.name}: outcome is not no contact · declined" in str(refused.value)
    assert "move it out of the folder: then the rest is loaded" in str(refused.value)
    assert not {"11", "41"} & set(re.findall(r"\d+", str(refused.value).replace(kept.name, "")))
    assert (settled.store.read_bytes(), settled.current) == before
    assert not list(settled.private.glob("people.building*"))
    assert settled.told(bad, accept=["rejects"])["files"][0]["rejected"] == {told["reason"]: 11}


def test_real_and_invented_never_meet(town: Town, tmp_path: Path) -> None:
    real = contacts_file(tmp_path, "20260302", [contact(1, EVENTS["EAST"])])
    made_up = contacts_file(tmp_path, "20260301", [contact(1, "9999000000001")])
    with pytest.raises(BadInput, match="They never share a snapshot"):
        town.refresh(made_up)
    other = Town(tmp_path / "invented")
    other.path.mkdir()
    other.refresh(other.dispatch(event="9999000000001"))
    assert other.told(made_up)["files"]
    assert {path.name for path in other.private.glob("*.duckdb")} == {"people-invented.duckdb"}
    with pytest.raises(BadInput, match="They never share a snapshot"):
        other.refresh(real)


# once and for all


def test_corrections_and_late_rows_change_nothing_that_is_published(settled: Town) -> None:
    before = settled.cells(), settled.current
    corrected = [row | {"referral_made": "yes", "outcome": "declined"} for row in drawn_contacts(300)]
    late = [contact(1_000 + n, EVENTS["EAST"], "2025-02-02") for n in range(7)]
    told = settled.told(contacts_file(settled.path, "20251205", [*corrected, *late]))
    assert told["late"] == {"contacts": 7}
    assert told["published"] == []
    assert (settled.cells(), settled.current) == before
    settled.refresh(contacts_file(settled.path, "20260301", corrected))
    assert set(before[0]) < set(settled.cells())
    year = settled.published("contacts")
    frozen = [
        row if plain_people.quarter_of(row["contacted_at"]) != "2025-Q4" else new
        for row, new in zip(drawn_contacts(300), corrected, strict=True)
    ]
    assert year == plain_people.publish("contacts", YEAR, plain_contacts(frozen))


def test_all_that_was_ever_published_together_tells_no_small_number(town: Town) -> None:
    """Several vintages, with corrections, late rows and a rollback between: the attacker has read every snapshot."""
    for stamp, seed in (("20250601", 1), ("20251201", 2), ("20251202", 3), ("20260301", 4)):
        town.refresh(contacts_file(town.path, stamp, drawn_contacts(60 + 30 * seed, seed)))
        if seed == 2:
            publish.point_to(town.warehouse, publish.snapshots(town.warehouse)[0])
    cells = {Cell(*row) for snapshot in publish.snapshots(town.warehouse)[1:] for row in town.cells(snapshot)}
    assert len(cells) == len({cell[:6] for cell in cells})  # each is published as one number
    family = FAMILIES[0]
    world = {
        unknown((quarter, part), variable, told): count
        for variable in family.variables
        for quarter, part, told, count in town.ask_store(
            f"SELECT quarter, part, {variable.answer}, count(*) FROM frozen_contact GROUP BY ALL"
        )
    }
    assert Attacker(family, world, cells).told() == []
    assert Attacker(family, world, cells, knows_empty=True).told() == []


def test_a_refresh_in_place_publishes_what_a_full_one_does(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = copied(town, tmp_path / "other")
    rows = drawn_contacts(200)
    town.refresh(contacts_file(town.path, "20260301", rows))
    monkeypatch.setattr(incremental, "is_worth_it", lambda *_, **__: True)
    other.refresh(contacts_file(other.path, "20251201", rows))
    other.refresh(contacts_file(other.path, "20260301", rows), other.dispatch("20260301", event="2026000000001"))
    assert other.published("contacts") == town.published("contacts")


def test_what_is_published_outlives_rebuilds_without_files_and_without_a_store(
    settled: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settled.cells()
    monkeypatch.setattr(build, "definitions_digest", lambda *_: "other definitions")
    settled.refresh(settled.dispatch("20251202"))
    assert settled.cells() == before
    settled.private.rename(settled.path / "elsewhere")
    settled.refresh(settled.dispatch("20251203", event="2025000600000"))
    assert settled.cells() == before
    assert not settled.private.exists()


# what goes wrong


def test_killed_between_store_and_snapshot_the_next_refresh_publishes_just_that(
    settled: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = contacts_file(settled.path, "20260301", drawn_contacts(300))
    with monkeypatch.context() as patched:
        patched.setattr(publish, "publish", lambda *_: (_ for _ in ()).throw(OSError("killed")))
        with pytest.raises(OSError, match="killed"):
            settled.refresh(file)
    ledger = settled.ask_store("FROM published ORDER BY ALL")
    assert len(ledger) > len(settled.cells())
    later = [row | {"outcome": "declined"} for row in drawn_contacts(300)]
    assert settled.refresh(contacts_file(settled.path, "20260305", later)).published
    assert settled.cells() == ledger


def test_a_lost_store_publishes_nothing_twice_and_not_the_year_that_it_was_lost_in(settled: Town) -> None:
    before = settled.cells()
    settled.store.unlink()
    rows = [row | {"outcome": "declined"} for row in drawn_contacts(300)]
    told = settled.told(contacts_file(settled.path, "20260301", rows))
    assert told["published"] == ["contacts 2025-Q4"]
    assert set(before) < set(settled.cells())
    assert {period for _, _, period, *_ in settled.cells()} == {f"2025-Q{n}" for n in (1, 2, 3, 4)}


def test_a_damaged_store_is_said_and_never_begun_anew(settled: Town) -> None:
    settled.store.write_bytes(b"no database" * 1_000)
    with pytest.raises(PipelineError, match="put it back from a backup"):
        settled.refresh(contacts_file(settled.path, "20260301", drawn_contacts(300)))
    assert settled.store.read_bytes().startswith(b"no database")


def test_a_copy_that_was_left_goes_and_a_store_in_use_is_left_alone(settled: Town) -> None:
    left = settled.private / "people.building"
    left.write_bytes(b"cut short")
    (settled.private / "people.building.wal").write_bytes(b"cut short")
    with FileLock(settled.private / ".lock"), pytest.raises(Busy, match="private store"):
        settled.refresh(settled.dispatch("20251201"))
    assert left.exists()
    settled.refresh(settled.dispatch("20251201"))
    assert not list(settled.private.glob("people.building*"))


def test_a_published_number_that_changes_is_refused(settled: Town) -> None:
    with duckdb.connect(str(settled.store)) as con:
        con.execute("UPDATE published SET people = people + 1 WHERE variable = 'people'")
    with pytest.raises(Refused, match="Published numbers would be others than before: contacts 2025-Q1"):
        settled.refresh(contacts_file(settled.path, "20260301", drawn_contacts(300)), accept=["promises"])


def test_two_files_of_one_name_are_refused(settled: Town) -> None:
    (settled.path / "again").mkdir()
    files = [contacts_file(folder, "20260301", drawn_contacts(3)) for folder in (settled.path, settled.path / "again")]
    with pytest.raises(BadInput, match="Two files are named contacts_20260301"):
        settled.refresh(*files)


def test_a_person_counted_once_is_not_counted_again_under_a_corrected_day(settled: Town) -> None:
    moved = [row | {"contacted_at": "2025-11-11 10:00"} for row in drawn_contacts(300)]
    settled.refresh(contacts_file(settled.path, "20260301", moved))
    frozen = settled.ask_store("SELECT count(*), count(DISTINCT contact_id) FROM frozen_contact")
    assert frozen == [(300, 300)]


# what the operator is told


def test_counts_are_told_to_whoever_runs_it_and_to_nobody_else(
    settled: Town, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARE_PRIVATE", str(settled.private))
    late = contacts_file(settled.path, "20251205", [contact(1_000 + n, ELSEWHERE, "2025-02-02") for n in range(7)])
    assert main(["refresh", str(late), "--warehouse", str(settled.warehouse), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["people"]
    assert (told["files"][0]["accepted"], told["late"], told["published"]) == (7, {"contacts": 7}, [])
    assert main(["refresh", str(late), "--warehouse", str(settled.warehouse)]) == 0
    assert "7 rows of contacts came after their quarter or year was published" in capsys.readouterr().out
    assert main(["status", "--warehouse", str(settled.warehouse)]) == 0
    out = capsys.readouterr().out
    assert f"{late.name} (contacts): 7 read = 0 accepted + 7 unchanged + 0 superseded + 0 rejected" in out
    assert "published: contacts 2025-Q1, contacts 2025-Q2, contacts 2025-Q3" in out
    texts = settled.ask("SELECT load_id, file_name FROM source_file")
    assert late.name not in str(texts)
