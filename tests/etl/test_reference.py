"""A bad edit of a reference table is named by file, line and column, and publishes nothing."""

import shutil
from pathlib import Path

import pytest

from etl.config import PROJECT
from etl.errors import BadInput
from etl.metrics import ComparedAs
from etl.reference import LIST, TABLES, read_reference
from tests.etl.conftest import Warehouse, assert_refused
from tests.etl.exports import many, row, write

BEAT, PHASE, TYPE = "beat.csv", "programme_phase.csv", "eligible_call_type.csv"
CLEARANCE, FIGURE = "clearance_wording.csv", "published_figure.csv"
HEADERS = {f"{table}.csv": ",".join(columns) for table, columns in TABLES.items()}
GOOD = {
    BEAT: "B1,BOY,NORTH,3,1,s",
    PHASE: "2025-01-01,a,b,12,22,1;2,EAST;NORTH,SODO;BELLTOWN,6,s",
    TYPE: "DOWN,2025-01-01,,s",
    CLEARANCE: "HELPED,Support given,s",
    FIGURE: "Calls,about 909,909,calls,2025-01-01,2025-12-31,s,value,care_calls;care_only_calls,precinct=EAST,,r",
}
"""A good row of each table."""


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the reference tables to edit."""
    monkeypatch.setenv("CARE_DATA_DIR", str(tmp_path / "data"))
    return Path(shutil.copytree(PROJECT / "data" / "reference", tmp_path / "data" / "reference"))


EDITS: dict[str, tuple[str, str | bytes, str]] = {
    "another header": (BEAT, "beat,sector\nB1,BOY\n", f"beat.csv, line 1: the columns must be {HEADERS[BEAT]}; found beat,sector."),
    "columns in another order": (PHASE, "label,starts_on,detail,source\n", f"programme_phase.csv, line 1: the columns must be {HEADERS[PHASE]};"),
    "a field too few": (BEAT, f"{HEADERS[BEAT]}\nB1,BOY,NORTH,3,1\n", "beat.csv, line 2: 5 fields where 6 belong."),
    "a field too many": (PHASE, f"{HEADERS[PHASE]}\n{GOOD[PHASE]},more\n", "programme_phase.csv, line 2: 11 fields where 10 belong."),
    "no row": (BEAT, f"{HEADERS[BEAT]}\n", "beat.csv: no row. Restore the file."),
    "no byte": (BEAT, "", "beat.csv, line 1: the columns must be"),
    "not UTF-8": (BEAT, HEADERS[BEAT].encode() + b"\nB1,B\xc9Y,NORTH,3,1,s\n", "beat.csv: cannot be read as a reference table. Restore it."),
    "a phase twice": (PHASE, f"{HEADERS[PHASE]}\n{GOOD[PHASE]}\n{GOOD[PHASE]}\n", "programme_phase.csv: starts_on 2025-01-01 is there more than once. Keep one row."),
    "a type twice": (TYPE, f"{HEADERS[TYPE]}\n{GOOD[TYPE]}\n{GOOD[TYPE]}\n", "eligible_call_type.csv: call_type DOWN is there more than once."),
    "a beat twice": (BEAT, f"{HEADERS[BEAT]}\n{GOOD[BEAT]}\n{GOOD[BEAT]}\n", "beat.csv: beat B1 is there more than once."),
    "a figure twice": (FIGURE, f"{HEADERS[FIGURE]}\n{GOOD[FIGURE]}\n{GOOD[FIGURE]}\n", "published_figure.csv: figure Calls is there more than once."),
    "a clearance twice": (CLEARANCE, f"{HEADERS[CLEARANCE]}\n{GOOD[CLEARANCE]}\n{GOOD[CLEARANCE]}\n", "clearance_wording.csv: clearance HELPED is there more than once."),
}  # fmt: skip

WRONG_CELLS: tuple[tuple[str, str, str, str], ...] = (
    # a day
    (PHASE, "starts_on", "1/2/2025", "is '1/2/2025', not a day such as 2025-03-01."),
    (PHASE, "starts_on", "2025-02-30", "is '2025-02-30', not a day such as 2025-03-01."),
    (PHASE, "starts_on", "", "is '', not a day such as 2025-03-01."),
    (FIGURE, "ends_on", "", "is '', not a day such as 2025-03-01."),
    # a day, or blank
    (TYPE, "ends_on", "soon", "is 'soon', not a day such as 2025-03-01."),
    # text
    (PHASE, "source", " ", "is blank."),
    (TYPE, "call_type", "", "is blank."),
    (CLEARANCE, "words", "", "is blank."),
    # a whole number
    (BEAT, "tile_row", "three", "is 'three', not a whole number."),
    (BEAT, "tile_column", "-1", "is '-1', not a whole number."),
    (BEAT, "tile_column", "²", "is '²', not a whole number."),
    (PHASE, "responders", "99999999999", "is '99999999999': a whole number here has 9 digits at most."),
    (FIGURE, "value", "9" * 5_000, "is '99999"),
    # a tile
    (BEAT, "tile_row", "100", "is 100, not a row or column of the tile map from 0 to 99."),
    (BEAT, "tile_column", "99999999999", "is '99999999999': a whole number here has 9 digits at most."),
    (PHASE, "responders", "", "is '', not a whole number."),
    (FIGURE, "value", "2.5", "is '2.5', not a whole number."),
    # an hour
    (PHASE, "opens_hour", "noon", "is 'noon', not a whole number."),
    (PHASE, "closes_hour", "25", "is 25, not an hour from 0 to 24."),
    # weekdays
    (PHASE, "weekdays", "", "is '', not days from 1 (Monday) to 7 such as 1;2;3."),
    (PHASE, "weekdays", "0;1", "is '0;1', not days from 1 (Monday) to 7 such as 1;2;3."),
    (PHASE, "weekdays", "1;8", "is '1;8', not days from 1 (Monday) to 7 such as 1;2;3."),
    (PHASE, "weekdays", "Monday", "is 'Monday', not a whole number."),
    # how a figure is compared
    (FIGURE, "compared_as", "sum", "is 'sum', not one of value, per day, share, groups, busiest, none."),
    (FIGURE, "compared_as", "", "is '', not one of value,"),
    # metrics
    (FIGURE, "metrics", "care_calls;calls", "holds 'calls', which is no metric; docs/dictionary.md lists them."),
    # filters
    (FIGURE, "filters", "precinct=EAST;NORTH", "holds 'NORTH', not a filter and its value such as precinct=EAST."),
    (FIGURE, "filters", "precinct=", "holds 'precinct=', not a filter and its value"),
    (FIGURE, "filters", "start=2025-01-01", "holds 'start=2025-01-01', not a filter and its value"),
    (FIGURE, "filters", "count=all", "holds 'count=all', not a filter and its value"),
    # a dimension
    (FIGURE, "grouped_by", "minute", "is 'minute', not one of day, week,"),
    # precincts
    (PHASE, "precincts", "EAST;DOWNTOWN", "holds 'DOWNTOWN', not one of "),
)
"""Cells that are not of their column's kind, with what is said of each."""


ANOTHER = ("figure", "Others")
UNORDERED = (
    (PHASE, {"opens_hour": "22", "closes_hour": "12"}, "closes_hour is 12, not after opens_hour, which is 22."),
    (PHASE, {"opens_hour": "12", "closes_hour": "12"}, "closes_hour is 12, not after opens_hour, which is 12."),
    (TYPE, {"ends_on": "2024-12-31"}, "ends_on is 2024-12-31, before starts_on, which is 2025-01-01."),
    (FIGURE, {"ends_on": "2024-12-31"}, "ends_on is 2024-12-31, before starts_on, which is 2025-01-01."),
)
"""Changes to a good row that leave each hour or day right, and the end before the beginning."""

WRONG_ROWS: tuple[tuple[dict[str, str], str], ...] = (
    ({"metrics": ""}, "metrics must be given where compared_as is value."),
    ({"grouped_by": "hour"}, "grouped_by must be blank where compared_as is value."),
    ({"compared_as": "per day", "grouped_by": "hour"}, "grouped_by must be blank where compared_as is per day."),
    ({"compared_as": "share", "unit": "%", "filters": ""}, "filters must be given where compared_as is share."),
    ({"compared_as": "groups"}, "grouped_by must be given where compared_as is groups."),
    ({"compared_as": "busiest"}, "grouped_by must be given where compared_as is busiest."),
    ({"compared_as": "none"}, "metrics must be blank where compared_as is none."),
    ({"compared_as": "none", "metrics": ""}, "filters must be blank where compared_as is none."),
    ({"compared_as": "share"}, "unit is 'calls': it is % where ours is a share, and only there."),
    ({"metrics": "coverage_share"}, "unit is 'calls': it is % where ours is a share, and only there."),
    ({"unit": "%"}, "unit is '%': it is % where ours is a share, and only there."),
)
"""Changes to the good figure that leave each cell right, and the row wrong."""


def put(header: str, line: str, column: str, cell: str) -> str:
    """Write another cell into a row."""
    cells = dict(zip(header.split(","), line.split(","), strict=True))
    return ",".join((cells | {column: cell}).values())


def figures(*changed: dict[str, str]) -> str:
    """Write the table of published figures: the good row, and it changed."""
    lines = [HEADERS[FIGURE], GOOD[FIGURE]]
    for changes in changed:
        line = GOOD[FIGURE]
        for column, cell in dict([ANOTHER], **changes).items():
            line = put(HEADERS[FIGURE], line, column, cell)
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("case", EDITS)
def test_a_bad_edit_is_refused_where_it_stands(held: Warehouse, reference: Path, tmp_path: Path, case: str) -> None:
    name, text, said = EDITS[case]
    (reference / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert_refused(held, 2, held.run("refresh", write(tmp_path / "export.csv", *many(3))), said)


@pytest.mark.parametrize(("name", "column", "cell", "said"), WRONG_CELLS)
def test_a_wrong_cell_is_refused_by_file_line_and_column(
    held: Warehouse, reference: Path, tmp_path: Path, name: str, column: str, cell: str, said: str
) -> None:
    header, good = HEADERS[name], GOOD[name]
    (reference / name).write_text("\n".join([header, good, put(header, good, column, cell)]), encoding="utf-8")
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 2, ran, f"{name}, line 3: {column} {said}")


@pytest.mark.parametrize(("changes", "said"), WRONG_ROWS)
def test_a_row_whose_cells_do_not_fit_each_other_is_refused_by_file_line_and_column(
    held: Warehouse, reference: Path, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    (reference / FIGURE).write_text(figures(changes), encoding="utf-8")
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 2, ran, f"{FIGURE}, line 3: {said}")


@pytest.mark.parametrize(("name", "changes", "said"), UNORDERED)
def test_an_end_before_its_beginning_is_refused_by_file_line_and_column(
    reference: Path, name: str, changes: dict[str, str], said: str
) -> None:
    line = GOOD[name]
    for column, cell in changes.items():
        line = put(HEADERS[name], line, column, cell)
    (reference / name).write_text(f"{HEADERS[name]}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=f"^{name}, line 2: {said}$"):
        read_reference(reference, name.removesuffix(".csv"))


def test_a_last_day_that_is_the_first_is_read(reference: Path) -> None:
    line = put(HEADERS[TYPE], GOOD[TYPE], "ends_on", "2025-01-01")
    (reference / TYPE).write_text(f"{HEADERS[TYPE]}\n{line}\n", encoding="utf-8")
    assert len(read_reference(reference, "eligible_call_type")) == 1


def test_a_header_without_end_is_quoted_in_part(reference: Path) -> None:
    (reference / BEAT).write_text("x" * 5_000, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_reference(reference, "beat")
    assert str(refused.value).endswith(f"found {'x' * 200}….")


def test_figures_may_be_compared_in_every_way(warehouse: Warehouse, reference: Path, tmp_path: Path) -> None:
    nothing = {"compared_as": "none", "metrics": "", "filters": ""}
    good = [
        {"compared_as": "per day", "filters": ""},
        {"compared_as": "share", "unit": "%"},
        {"metrics": "coverage_share", "unit": "%"},
        {"compared_as": "groups", "grouped_by": "call_type", "filters": ""},
        {"compared_as": "busiest", "grouped_by": "hour"},
        nothing,
        {**nothing, "unit": "%"},
    ]
    rows = [{"figure": f"Figure {number}", **changes} for number, changes in enumerate(good)]
    (reference / FIGURE).write_text(figures(*rows), encoding="utf-8")
    warehouse.refresh(write(tmp_path / "export.csv", row()))
    assert warehouse.rows("SELECT DISTINCT compared_as FROM published_figure ORDER BY 1") == [
        (how,) for how in sorted(ComparedAs)
    ]


def test_every_kind_of_cell_that_can_be_wrong_is_written_wrong() -> None:
    kinds = {cell for columns in TABLES.values() for cell in columns.values()}
    tried = {TABLES[name.removesuffix(".csv")][column] for name, column, _, _ in WRONG_CELLS}
    assert kinds - tried == {LIST}, "any text is a list"


@pytest.mark.parametrize("name", GOOD)
def test_a_good_row_is_loaded(warehouse: Warehouse, reference: Path, tmp_path: Path, name: str) -> None:
    (reference / name).write_text(f"{HEADERS[name]}\n{GOOD[name]}\n", encoding="utf-8")
    warehouse.refresh(write(tmp_path / "export.csv", row()))
    assert warehouse.one(f"SELECT count(*) FROM {name.removesuffix('.csv')}") == 1


def test_lists_and_blanks_are_read_as_such(warehouse: Warehouse, reference: Path, tmp_path: Path) -> None:
    for name in (PHASE, TYPE):
        (reference / name).write_text(f"{HEADERS[name]}\n{GOOD[name]}\n", encoding="utf-8")
    warehouse.refresh(write(tmp_path / "export.csv", row()))
    assert warehouse.rows("SELECT weekdays, precincts, neighborhoods, closes_hour FROM programme_phase") == [
        ([1, 2], ["EAST", "NORTH"], ["SODO", "BELLTOWN"], 22)
    ]
    assert warehouse.rows("SELECT ends_on FROM eligible_call_type") == [(None,)]


def test_a_missing_table_is_refused_by_name(held: Warehouse, reference: Path, tmp_path: Path) -> None:
    (reference / BEAT).unlink()
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 2, ran, "beat.csv: cannot be read as a reference table. Restore it.")


def test_an_edit_alone_makes_a_new_snapshot_of_the_same_rows(
    warehouse: Warehouse, reference: Path, tmp_path: Path
) -> None:
    export = write(tmp_path / "export.csv", row())
    warehouse.refresh(export)
    before = warehouse.current
    with (reference / PHASE).open("a", encoding="utf-8") as file:
        file.write('2027-01-01,"Later, if ever",All night,0,24,6;7,,,30,A wish\n\n')
    warehouse.refresh(export)
    assert warehouse.current > before
    assert warehouse.rows("SELECT label FROM programme_phase WHERE starts_on = DATE '2027-01-01'") == [
        ("Later, if ever",)
    ]
    assert warehouse.one("SELECT count(*) FROM event") == 1


def test_the_tables_kept_here_are_loaded_whole(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row()))
    assert warehouse.one("SELECT count(DISTINCT beat) FROM beat WHERE sector <> 'HARBOR'") >= 51
    assert warehouse.one("SELECT count(*) - count(DISTINCT (tile_row, tile_column)) FROM beat") == 0
    assert warehouse.one("SELECT min(starts_on)::VARCHAR FROM programme_phase") == "2023-10-26"
    for table in TABLES:
        assert warehouse.one(f"SELECT count(*) FROM {table} WHERE trim(source) = ''") == 0
