"""Nothing about real people is published for good before somebody has seen what is due, and has said so."""

import json
import re
import stat
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from etl import people, publish
from etl.__main__ import main
from etl.errors import BadInput
from etl.guards import MAX_REJECTS, Merged, rejects
from etl.guards.guard import Rejects
from tests.etl.people_exports import Cells, answer, contact, contacts_file, survey_file
from tests.etl.town import ELSEWHERE, EVENTS, Town, copied

SETTLED = "20260301"
DAYS = {"2025-Q1": "2025-01-15", "2025-Q2": "2025-05-02", "2025-Q3": "2025-08-03", "2025-Q4": "2025-11-04"}


@pytest.fixture(scope="module")
def _shown(_founded: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = copied(_founded, tmp_path_factory.mktemp("shown") / "town")
    town.refresh(contacts_file(town.path, "20250820", some(["2025-Q1", "2025-Q2"])))
    return town


@pytest.fixture
def shown(_shown: Town, tmp_path: Path) -> Town:
    """Give a town of which two quarters are published."""
    return copied(_shown, tmp_path / "town")


def some(quarters: Iterable[str], rows: int = 12, event: str = EVENTS["WEST"], first: int = 0) -> list[Cells]:
    """Give as many contacts a quarter, on one day each."""
    days = [DAYS[quarter] for quarter in quarters for _ in range(rows)]
    return [contact(first + number, event, day) for number, day in enumerate(days)]


def run(town: Town, *arguments: object) -> int:
    """Run a command on the town, as its operator."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CARE_PRIVATE", str(town.private))
        return main([*map(str, arguments), "--warehouse", str(town.warehouse)])


# the gate


def test_a_refresh_tells_what_is_due_and_publishes_it_only_when_told_to(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [*some(DAYS), *some(["2025-Q4"], rows=3, event=ELSEWHERE, first=100)]
    before = town.current
    assert run(town, "refresh", contacts_file(town.path, SETTLED, rows), "--json") == 0
    told = json.loads(capsys.readouterr().out)["people"]
    assert (told["published"], town.current) == ([], before)
    *quarters, year = told["due"]
    assert [each["period"] for each in quarters] == list(DAYS)
    assert quarters[3] == {
        "source": "contacts",
        "period": "2025-Q4",
        "rows": 15,
        "first_day": "2025-11-04",
        "last_day": "2025-11-04",
        "events_not_held": 3,
        "quarters": ["2025-Q4"],
    }
    assert (year["period"], year["rows"], year["events_not_held"]) == ("2025", 51, 3)
    assert (year["first_day"], year["last_day"], year["quarters"]) == ("2025-01-15", "2025-11-04", list(DAYS))

    assert run(town, "status") == 0
    status = capsys.readouterr().out
    for words in (
        "Due to be published about people, once and for good:",
        "contacts 2025-Q4: 15 rows from 2025-11-04 to 2025-11-04; 3 are of events that are not held: load those first",
        "contacts 2025: 51 rows from 2025-01-15 to 2025-11-04, of 2025-Q1, 2025-Q2, 2025-Q3, 2025-Q4",
        "Look at them; then run the refresh again with --publish-people.",
    ):
        assert words in status

    dispatch = town.dispatch("20251201")  # held already, and no file about people among the paths
    assert run(town, "refresh", dispatch) == 0
    assert "Look at them; then run the refresh again with --publish-people." in capsys.readouterr().out
    assert town.current == before
    assert run(town, "refresh", dispatch, "--publish-people") == 0
    out = capsys.readouterr().out
    assert f"published about people, for good: {', '.join(f'contacts {each}' for each in (*DAYS, '2025'))}" in out
    assert "Due to be published" not in out
    assert {period for _, _, period, *_ in town.cells()} == {*DAYS, "2025"}


def test_what_is_due_stays_with_whoever_runs_it(town: Town, capfd: pytest.CaptureFixture[str]) -> None:
    answers = [answer(number, "2025-02-03") for number in range(8_317)]
    path = survey_file(town.path, "20250601", answers)
    assert run(town, "refresh", path, town.dispatch("20251202", event="2025000600001")) == 0
    said = capfd.readouterr()
    assert "survey 2025-Q1: 8,317 rows" in said.out
    assert "8,317" not in said.err
    with duckdb.connect(str(publish.snapshot_path(town.warehouse, town.current)), read_only=True) as con:
        tables = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        everything = "\n".join(str(con.execute(f'FROM "{name}"').fetchall()) for name in tables)
    assert "2025000600001" in everything
    assert "8317" not in everything
    assert "2025-Q1" not in everything


def test_invented_people_are_published_without_being_told_to(tmp_path: Path) -> None:
    town = Town(tmp_path / "invented")
    town.path.mkdir()
    rows = some(["2025-Q1"], event="9999000000001")
    told = town.told(
        town.dispatch(event="9999000000001"), contacts_file(town.path, "20250601", rows), publish_people=False
    )
    assert (told["published"], told["due"]) == (["contacts 2025-Q1"], [])


# a year with a gap


def test_a_year_with_a_gap_is_never_due_and_the_operator_is_told_why(town: Town) -> None:
    rows = some(["2025-Q1", "2025-Q2", "2025-Q4"])
    told = town.told(contacts_file(town.path, SETTLED, rows), publish_people=False)
    assert [each["period"] for each in told["due"]] == ["2025-Q1", "2025-Q2", "2025-Q4"]
    assert told["not_due"] == ["contacts 2025 is not due: no rows of 2025-Q3"]
    told = town.told(town.dispatch("20251201"))
    assert told["published"] == ["contacts 2025-Q1", "contacts 2025-Q2", "contacts 2025-Q4"]
    assert "contacts 2025 is not due: no rows of 2025-Q3" in people.lines_of(told)
    told = town.told(contacts_file(town.path, "20260302", some(["2025-Q3"], first=100)))
    assert (told["published"], told["not_due"]) == (["contacts 2025-Q3", "contacts 2025"], [])


def test_half_a_year_closes_no_year_and_the_first_may_begin_late(town: Town) -> None:
    half = contacts_file(town.path, SETTLED, some(["2025-Q1", "2025-Q2"]))
    assert town.told(half, publish_people=False)["not_due"] == ["contacts 2025 is not due: no rows of 2025-Q3, 2025-Q4"]
    answers = [answer(n, DAYS[quarter]) for n, quarter in enumerate(["2025-Q3", "2025-Q4"] * 6)]
    told = town.told(survey_file(town.path, SETTLED, answers), publish_people=False)
    (year,) = [each for each in told["due"] if each["period"] == "2025"]
    assert (year["source"], year["quarters"]) == ("survey", ["2025-Q3", "2025-Q4"])


# too late


def test_rows_for_what_is_published_are_said_to_change_nothing(shown: Town) -> None:
    before = shown.cells()
    corrected = [row | {"outcome": "declined"} for row in some(["2025-Q1"], rows=5)]
    new = some(["2025-Q2"], rows=4, first=500)
    to_come = some(["2025-Q3"], rows=7, first=600)
    path = contacts_file(shown.path, "20250901", [*corrected, *new, *to_come])
    told = shown.told(path)
    assert [(file["accepted"], file["too_late"]) for file in told["files"]] == [(16, 9)]
    assert "    9 of these came too late: they change nothing published" in people.lines_of(told)
    assert told["late"] == {"contacts": 4}
    assert shown.cells() == before
    assert shown.told(path)["files"][0]["too_late"] == 0  # nothing in it is new any more


# a store that is gone


def test_a_store_that_is_gone_is_said_by_the_refresh_and_by_status(
    shown: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = "The private store has no rows of contacts 2025-Q1, contacts 2025-Q2, which are published"
    shown.private.rename(shown.path / "elsewhere")
    assert run(shown, "refresh", shown.dispatch("20251201"), "--json") == 0
    said = capsys.readouterr()
    assert f"warning: {lost}" in said.err
    assert json.loads(said.out)["people"]["lost"] == {"contacts": ["2025-Q1", "2025-Q2"]}
    assert run(shown, "status") == 0
    out = capsys.readouterr().out
    assert "people.duckdb is not there; published: contacts 2025-Q1, contacts 2025-Q2" in out
    assert lost in out
    assert "no private store;" not in out

    assert run(shown, "refresh", contacts_file(shown.path, SETTLED, some(DAYS))) == 0  # begun anew
    said = capsys.readouterr()
    assert lost in said.err
    assert "24 rows of contacts are of quarters whose rows were lost after they were published" in said.out
    assert "in no number" not in said.out
    assert "contacts 2025 is not due: the rows of 2025-Q1, 2025-Q2, which were published, are lost" in said.out
    assert run(shown, "status") == 0
    assert lost in capsys.readouterr().out


def test_of_a_store_that_is_there_nothing_is_said_to_be_lost(shown: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shown, "refresh", shown.dispatch("20251201")) == 0
    assert run(shown, "status") == 0
    said = capsys.readouterr()
    assert "no rows of" not in said.out + said.err


def test_status_says_of_a_store_that_cannot_be_read_that_it_cannot(shown: Town) -> None:
    shown.store.write_bytes(b"no database" * 1_000)
    snapshot = publish.snapshot_path(shown.warehouse, shown.current)
    told = people.store_report(shown.private, snapshot, invented=False)
    assert told
    assert "cannot be read" in people.store_lines(told)[0]
    first = publish.snapshot_path(shown.warehouse, publish.snapshots(shown.warehouse)[0])
    assert people.store_report(shown.path / "none", first, invented=False) is None
    assert "no private store" in people.store_lines(None)[0]


def test_a_folder_that_others_may_enter_is_refused_and_left_as_it_is(shown: Town) -> None:
    shown.private.chmod(0o750)
    with pytest.raises(BadInput, match=r"Others than its owner may enter .* \(mode 0750\)"):
        shown.refresh(shown.dispatch("20251201"))
    assert stat.S_IMODE(shown.private.stat().st_mode) == 0o750


# a handful of bad rows


@pytest.mark.parametrize(
    ("read", "rejected", "share", "refused"),
    [
        (40, 10, MAX_REJECTS, False),
        (40, 11, MAX_REJECTS, True),
        (10, 10, 1.0, True),
        (1, 1, MAX_REJECTS, True),
        (2_000, 20, MAX_REJECTS, False),
        (2_000, 21, MAX_REJECTS, True),
        (40, 11, 0.5, False),
        (0, 0, MAX_REJECTS, False),
    ],
)
def test_a_handful_of_bad_rows_does_not_stop_the_night(read: int, rejected: int, share: float, refused: bool) -> None:
    kind = Rejects("contacts", read, {"july.csv": {"outcome is blank": rejected}} if rejected else {}, Path("kept"))
    merged = Merged(duckdb.connect(), (), share, None, (kind,))
    assert bool(rejects.GUARD.reasons(merged)) is refused


def test_a_refusal_names_files_and_reasons_and_what_loads_the_rest(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    good = some(["2025-Q1"], rows=20)
    bad = [contact(100 + n, EVENTS["WEST"], outcome="Secret Words") for n in range(13)]
    files = (contacts_file(town.path, "20250601", [*good, *bad]), contacts_file(town.path, "20250602", good))
    assert run(town, "refresh", *files) == 3
    err = capsys.readouterr().err
    assert f"{files[0].name}: outcome is not no contact · declined" in err
    assert f"Because of {files[0].name}, nothing of this refresh was loaded" in err
    assert "move it out of the folder: then the rest is loaded" in err
    assert "correct a file that was made by hand" in err
    assert files[1].name not in err
    assert not re.search(r"\b13\b", err), "how many is not told"
    assert "Secret" not in err
    assert run(town, "refresh", files[1]) == 0
    assert run(town, "refresh", contacts_file(town.path, "20250603", [*good, *bad[:10]])) == 0
    out = capsys.readouterr().out
    assert "10 × outcome is not no contact" in out
    assert f"Nothing to publish from these files: snapshot {town.current} stands." in out
