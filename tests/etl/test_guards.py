"""What a refresh may not publish, and that it does publish what is normal."""

import shutil
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from etl import guards
from etl.__main__ import main
from etl.config import PROJECT
from tests.etl.conftest import Warehouse
from tests.etl.exports import Row, many, row, write
from tests.etl.square_city import collection, feature, put, square

MONDAY = date(2025, 6, 2)


def on_days(first: date, counts: Sequence[int], hour: int = 9, **changes: str) -> list[Row]:
    """Give so many rows on each day from the first on, each of an event of its own, a minute apart."""
    rows = []
    for ahead, count in enumerate(counts):
        start = datetime.combine(first + timedelta(days=ahead), datetime.min.time()) + timedelta(hours=hour)
        for number in range(count):
            queued = start + timedelta(minutes=number)
            times = {
                name: str(queued + timedelta(minutes=minutes))
                for name, minutes in (("queued_at", 0), ("dispatched_at", 1), ("arrived_at", 5), ("cleared_at", 31))
            }
            rows.append(row("2M1", event=f"{queued:%Y%m%d%H%M}0", **times | changes))
    return rows


class Nightly:
    """A warehouse that gets one export after the other."""

    def __init__(self, warehouse: Warehouse, folder: Path) -> None:
        self.warehouse, self._folder, self._made = warehouse, folder, 0

    def load(self, rows: Sequence[Row], *options: object) -> str:
        """Load rows in a newer export that must be published; give what was said."""
        return self.warehouse.refresh(self._write(rows), *options).out

    def refused(self, rows: Sequence[Row], *options: object) -> str:
        """Load rows in a newer export that must be refused, the snapshot of before served; give why."""
        before, files = self.warehouse.current, self.warehouse.files()
        ran = self.warehouse.run("refresh", self._write(rows), *options)
        assert ran.code == 3, ran.err
        assert self.warehouse.current == before
        assert {name for name in self.warehouse.files() if not name.startswith("rejected-")} == {
            name for name in files if not name.startswith("rejected-")
        }
        return ran.err

    def _write(self, rows: Sequence[Row]) -> Path:
        self._made += 1
        return write(self._folder / f"export_202601{self._made:02}T000000Z.csv", *rows)


@pytest.fixture
def nightly(warehouse: Warehouse, tmp_path: Path) -> Nightly:
    return Nightly(warehouse, tmp_path)


# rejects


def test_too_many_rejects_are_refused_and_can_be_accepted(nightly: Nightly) -> None:
    nightly.load(many(10))
    bad = [*many(98), row("2M2", officers=""), row("2M3", officers="x")]
    why = nightly.refused(bad)
    assert "2 of 100 rows were rejected; 1.0% may be" in why
    assert "1 × Count Of Officers is blank" in why
    assert "--accept rejects" in why
    assert "overruled: rejects" in nightly.load(bad, "--accept", "rejects")
    assert nightly.warehouse.one("SELECT overruled FROM refresh ORDER BY load_id DESC LIMIT 1") == ["rejects"]


def test_one_reject_in_a_hundred_is_no_reason(nightly: Nightly) -> None:
    nightly.load([*many(99), row("2M2", officers="")])


def test_a_file_of_rejects_alone_is_refused_whatever_is_accepted(nightly: Nightly) -> None:
    nightly.load(many(1))
    assert "No row is valid" in nightly.refused([row(officers="")], "--accept", "rejects", "--max-rejects", "1")


def test_too_many_rejects_beside_rows_held_already_are_refused(nightly: Nightly) -> None:
    nightly.load(many(10))
    assert "rejects" in nightly.refused([*many(10), row(officers="")])


# a month that loses rows


def test_a_month_that_loses_more_than_two_percent_is_refused(nightly: Nightly) -> None:
    rows = on_days(MONDAY, [50, 50])
    nightly.load(rows)
    why = nightly.refused([*rows[:-4], rows[-1]], "--full")
    assert "2025-06 would have 97 rows; 100 are held. It loses 3.0%, and 2% may be lost." in why
    assert "--accept lost-rows" in why
    assert "A refresh with --full withdraws what the files lack" in why
    assert "without it, rows are only added and corrected." in why
    nightly.load([*rows[:-4], rows[-1]], "--full", "--accept", "lost-rows")
    assert nightly.warehouse.one("SELECT count(*) FROM export_row") == 97


def test_a_month_may_lose_two_percent_and_gain_any(nightly: Nightly) -> None:
    rows = on_days(MONDAY, [50, 50])
    nightly.load(rows)
    nightly.load([*rows[:-3], rows[-1]], "--full")
    nightly.load(on_days(MONDAY, [50, 50, 400]))


def test_rows_that_move_to_another_month_are_lost_to_theirs(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [50, 50]))
    moved = [each | {"queued_at": "2025-07-01 00:00:00"} for each in on_days(MONDAY, [3])]
    assert "2025-06 would have 97 rows" in nightly.refused(moved)


# a thin day

NINE_WEEKS = [30] * 63


def test_a_thin_day_is_refused_once_three_later_days_are_there(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, NINE_WEEKS))
    next_monday = MONDAY + timedelta(days=63)
    nightly.load(on_days(next_monday, [9, 30, 30]))
    why = nightly.refused(on_days(next_monday, [9, 30, 30, 30]))
    assert f"Monday {next_monday} has 9 rows; in the 8 weeks before it a Monday had 30 (the median)." in why
    assert "--accept thin-day" in why
    nightly.load(on_days(next_monday, [10, 30, 30, 30]))


def test_a_day_without_rows_is_a_thin_day(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, NINE_WEEKS))
    assert "has 0 rows" in nightly.refused(on_days(MONDAY + timedelta(days=64), [30] * 3))


def test_a_day_once_accepted_is_not_judged_again_unless_it_loses_rows(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, NINE_WEEKS))
    after = MONDAY + timedelta(days=63)
    nightly.load(on_days(after, [5, 30, 30, 30]), "--accept", "thin-day")
    nightly.load(on_days(after + timedelta(days=4), [30]))
    nightly.load(on_days(after, [6]))
    why = nightly.refused(on_days(after, [4, 30]), "--full", "--accept", "lost-rows")
    assert f"Monday {after} has 4 rows" in why


@pytest.mark.parametrize(
    ("ahead", "counts"),
    [
        pytest.param(63, [30, 30, 30, 2], id="the newest day is partial"),
        pytest.param(63, [12, 30, 30, 30, 30], id="a holiday"),
        pytest.param(73, [4, 30, 30, 30, 30], id="a gap of more than a week, and half a day after it"),
        pytest.param(163, [30] * 5, id="a long gap"),
        pytest.param(-40, [30] * 40, id="older days come later"),
        pytest.param(10, [45] * 3, id="part of what is held"),
    ],
)
def test_what_is_normal_is_published(nightly: Nightly, ahead: int, counts: list[int]) -> None:
    nightly.load(on_days(MONDAY, NINE_WEEKS))
    nightly.load(on_days(MONDAY + timedelta(days=ahead), counts))


def test_half_a_day_before_a_gap_is_no_thin_day(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [*NINE_WEEKS, 3]))
    nightly.load(on_days(MONDAY + timedelta(days=90), [30] * 5))


def test_days_with_few_rows_and_days_with_few_weeks_before_them_are_not_judged(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [9] * 63))
    nightly.load(on_days(MONDAY + timedelta(days=63), [0, 9, 9, 9]))
    nightly.load(on_days(MONDAY + timedelta(days=300), [30] * 21))
    nightly.load(on_days(MONDAY + timedelta(days=321), [1, 30, 30, 30]))


# the newest row


def test_a_newest_row_older_than_before_is_refused(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [200, 1]))
    back = [each | {"queued_at": f"{MONDAY} 12:30:00"} for each in on_days(MONDAY + timedelta(days=1), [1])]
    why = nightly.refused(back)
    assert (
        "The newest row would be of 2025-06-02 12:30:00; the snapshot before holds one of 2025-06-03 09:00:00." in why
    )
    nightly.load(back, "--accept", "newest-row")


# a category never seen


def test_a_category_never_seen_on_many_rows_is_refused(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [100]))
    renamed = on_days(MONDAY + timedelta(days=1), [100], final_call_type="RENAMED - OTHER")
    why = nightly.refused(renamed)
    assert "Final Call Type is 'RENAMED - OTHER' on 100 of 100 rows accepted, and was on none before." in why
    nightly.load(renamed, "--accept", "new-category")
    nightly.load(on_days(MONDAY + timedelta(days=2), [100], final_call_type="RENAMED - OTHER"))


@pytest.mark.parametrize("column", ["call_source", "priority", "precinct", "sector", "origin", "received", "clearance"])
def test_every_categorical_column_is_judged(nightly: Nightly, column: str) -> None:
    nightly.load(on_days(MONDAY, [100]))
    assert "'NEVER SEEN' on 20 of 120 rows" in nightly.refused(
        [
            *on_days(MONDAY + timedelta(days=1), [100]),
            *on_days(MONDAY + timedelta(days=2), [20], **{column: "NEVER SEEN"}),
        ]
    )


def test_a_column_that_runs_dry_is_refused(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [100]))
    assert "Initial Call Type is '' on 100" in nightly.refused(
        on_days(MONDAY + timedelta(days=1), [100], initial_call_type="")
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"priority": "9"},
        {"beat": "K3"},
        {"call_source": "IN PERSON COMPLAINT"},
        {"precinct": ""},
        {"clearance": "CITATION"},
    ],
    ids=["in the contract", "a known beat", "another source", "an unknown place", "a known clearance"],
)
def test_a_known_value_that_no_row_had_is_published(nightly: Nightly, changes: dict[str, str]) -> None:
    nightly.load(on_days(MONDAY, [100]))
    nightly.load(on_days(MONDAY + timedelta(days=1), [100], **changes))


def test_a_rare_new_value_is_published(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [100]))
    nightly.load([*on_days(MONDAY + timedelta(days=1), [100]), *on_days(MONDAY, [9], hour=15, final_call_type="RARE")])


def test_rows_that_are_only_repeated_do_not_hide_a_new_value(nightly: Nightly) -> None:
    old = on_days(MONDAY, [600] * 2)
    nightly.load(old)
    new = on_days(MONDAY + timedelta(days=2), [11], final_call_type="RENAMED - OTHER")
    assert "on 11 of 11 rows" in nightly.refused([*old, *new])


# reference tables


def test_places_that_the_tables_do_not_list_are_refused_on_a_first_load_too(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    export = write(tmp_path / "export.csv", *on_days(MONDAY, [100], beat="ZZ9"))
    ran = warehouse.run("refresh", export)
    assert ran.code == 3
    assert "100 of 100 rows have a beat that is not in data/reference/beat.csv: ZZ9." in ran.err
    assert warehouse.files() == set()
    warehouse.refresh(export, "--accept", "reference")


def test_call_types_that_no_call_has_are_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    rows = on_days(MONDAY, [1_000], hour=1, initial_call_type="WELFARE CHECK, RENAMED")
    ran = warehouse.run("refresh", write(tmp_path / "export.csv", *rows))
    assert "None of 1,000 dispatched calls is of a type that data/reference/eligible_call_type.csv lists." in ran.err


def test_a_few_strange_places_are_published(nightly: Nightly) -> None:
    nightly.load([*on_days(MONDAY, [90]), *on_days(MONDAY, [10], hour=15, beat="ZZ9")])


PHASES = (PROJECT / "data" / "reference" / "programme_phase.csv").read_text(encoding="utf-8")
SERVED = ("DOWNTOWN COMMERCIAL", "BELLTOWN", "PIONEER SQUARE", "CHINATOWN/INTERNATIONAL DISTRICT", "SODO")


def citywide(neighborhoods: int, events: int) -> list[Row]:
    """Give events in so many neighborhoods in turn, those of the phases first."""
    names = [*SERVED, *(f"NEIGHBORHOOD {number}" for number in range(neighborhoods - len(SERVED)))]
    rows = on_days(MONDAY, [events], hour=1)
    return [row | {"neighborhood": names[number % neighborhoods]} for number, row in enumerate(rows)]


@pytest.fixture
def misspelt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Misspell a neighborhood in the phases; give their folder."""
    monkeypatch.setenv("CARE_DATA_DIR", str(tmp_path / "data"))
    folder = Path(shutil.copytree(PROJECT / "data" / "reference", tmp_path / "data" / "reference"))
    (folder / "programme_phase.csv").write_text(PHASES.replace("BELLTOWN", "BELTOWN", 1), encoding="utf-8")
    return folder


def test_a_neighborhood_of_a_phase_that_no_event_has_is_refused_with_the_nearest(
    warehouse: Warehouse, tmp_path: Path, misspelt: Path
) -> None:
    export = write(tmp_path / "export.csv", *citywide(30, 1_000))
    ran = warehouse.run("refresh", export)
    assert ran.code == 3
    assert (
        "data/reference/programme_phase.csv, the row of starts_on 2023-10-26: neighborhoods holds 'BELTOWN', which no "
        "event and no boundary has. The nearest that is known is 'BELLTOWN'."
    ) in ran.err
    assert ran.err.count("neighborhoods holds") == 1
    (misspelt / "programme_phase.csv").write_text(PHASES, encoding="utf-8")
    warehouse.refresh(export)


@pytest.mark.usefixtures("misspelt")
@pytest.mark.parametrize(("neighborhoods", "events"), [(29, 1_000), (30, 999)])
def test_rows_of_a_part_of_the_city_say_nothing_of_the_phases(
    warehouse: Warehouse, tmp_path: Path, neighborhoods: int, events: int
) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", *citywide(neighborhoods, events)))


@pytest.mark.usefixtures("misspelt")
def test_a_neighborhood_of_a_phase_that_a_whole_map_lacks_is_refused(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [*SERVED, *(f"NEIGHBORHOOD {number}" for number in range(25))]
    areas = collection(*(feature({"mcpp": name}, square(0, place)) for place, name in enumerate(names)))
    monkeypatch.setenv("CARE_BOUNDARIES", str(tmp_path / "boundaries"))
    (tmp_path / "maps").mkdir()
    put(tmp_path / "maps" / "neighborhoods.geojson", areas)
    assert warehouse.run("boundaries", tmp_path / "maps").code == 0
    ran = warehouse.run("refresh", write(tmp_path / "export.csv", row()))
    assert ran.code == 3
    assert "neighborhoods holds 'BELTOWN'" in ran.err
    assert ran.err.count("neighborhoods holds") == 1


# all at once


def test_every_reason_is_listed_at_once_and_only_what_is_accepted_is_overruled(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [50, 50]))
    bad = [
        *on_days(MONDAY, [40], final_call_type="RENAMED - OTHER"),
        *on_days(MONDAY + timedelta(days=1), [40]),
        row(officers=""),
    ]
    why = nightly.refused(bad, "--full")
    assert "4 guards refuse this refresh; nothing was published:" in why
    assert "again with --accept rejects --accept lost-rows --accept newest-row --accept new-category." in why
    accepted = ("--accept", "rejects", "--accept", "lost-rows", "--accept", "newest-row")
    why = nightly.refused(bad, "--full", *accepted)
    assert "1 guard refuses this refresh" in why
    nightly.load(bad, "--full", *accepted, "--accept", "new-category")


def test_a_first_load_is_compared_with_nothing(nightly: Nightly) -> None:
    nightly.load(on_days(MONDAY, [*NINE_WEEKS, 1, 30, 30, 30]))


def test_every_guard_says_what_it_refuses_and_what_to_do() -> None:
    for name, guard in guards.GUARDS.items():
        assert guard.name == name
        assert guard.refuses
        assert guard.advice.endswith(".")
    first_load = [name for name, guard in guards.GUARDS.items() if not guard.compares]
    assert first_load == ["rejects", "promises", "never", "reference"]


def test_no_name_of_no_guard_is_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("nothing", "never"):
        with pytest.raises(SystemExit):
            main(["refresh", "--accept", name])
        assert f"invalid choice: '{name}'" in capsys.readouterr().err
