"""What was found is kept part by part, and the results are written from all of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.bench.record import Record, as_markdown, keep, kept
from tests.bench.result import Goal, Result

GOAL = Goal("Drawn at once", "≤ 1/4 of another", most=0.25)
RECORD = Record(
    part="update",
    size="100k",
    day=date(2026, 1, 2),
    machine="a processor, 2 cores",
    versions={"python": "3.11.7", "dash": "4.4.1"},
    load=1.25,
    results=(Result(GOAL, "a | b", "s", [1.0, 2.0], "another", [4.0, 4.0]),),
)


def test_a_record_is_read_as_it_was_kept(tmp_path: Path) -> None:
    keep(RECORD, tmp_path)
    assert kept(tmp_path, ("update",)) == [RECORD]


def test_a_new_run_takes_the_place_of_the_one_before_and_of_no_other(tmp_path: Path) -> None:
    larger, again = replace(RECORD, size="1M"), replace(RECORD, load=0.5)
    for record in (larger, RECORD, again):
        keep(record, tmp_path)
    assert kept(tmp_path, ("update",)) == [again, larger]


def test_parts_stand_in_their_order_and_sizes_in_theirs(tmp_path: Path) -> None:
    for part, size in (("load", "11M"), ("update", "1M"), ("load", "100k"), ("gone", "1M"), ("load", "1M")):
        keep(replace(RECORD, part=part, size=size), tmp_path)
    found = [(record.part, record.size) for record in kept(tmp_path, ("load", "update"))]
    assert found == [("load", "100k"), ("load", "1M"), ("load", "11M"), ("update", "1M")]


def test_the_results_are_a_table_a_goal() -> None:
    other = replace(RECORD, size="1M", results=(Result(Goal("Another goal"), "c", "MB", [7.0]), *RECORD.results))
    written = as_markdown([RECORD, other])
    assert written.count("## Drawn at once\n") == written.count("## Another goal\n") == 1
    row = "| a ∣ b | {} | 1.50 (1.00–2.00) s | another | 4.00 s | 0.375 (0.250–0.500) | 2 | ≤ 1/4 of another | **no** |"
    assert row.format("100k") + "\n" + row.format("1M") in written
    assert "| c | 1M | 7.00 MB | – | – | – | 1 | to be read | – |" in written


def test_the_results_say_where_when_with_what_and_what_peers_do_not_do() -> None:
    written = as_markdown([RECORD, replace(RECORD, size="1M", versions={"python": "3.12.1"})])
    assert (
        "- a processor, 2 cores. python 3.11.7, dash 4.4.1.\n  - update of 100k rows on 2026-01-02, load 1.2" in written
    )
    assert "- a processor, 2 cores. python 3.12.1.\n  - update of 1M rows on 2026-01-02" in written
    for peer in ("Streamlit", "Panel", "Dash + pandas + plotly.express", "Datasette's facets"):
        assert f"- **{peer}**: " in written
