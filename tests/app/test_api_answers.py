"""What answers of the interface hold beside their rows: comparison, switches, filters that do not apply, quality."""

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import words
from app.api import Question
from app.comparison import COMPARE, Change, changes, with_groups_of
from app.db import Snapshot
from app.filters import Filters
from app.queries import Answer, ask, choices
from etl.metrics import BY, COUNTS, EVENT_METRICS, Metric

PLACE = "/api/v1/metrics"
SPAN = "start=2025-03-01&end=2025-05-31"
COMPARED = ["start", "end", "value", "text", "n", "difference", "percent", "complete", "low", "high"]


def told(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json
    return body


def lines(client: FlaskClient, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text, newline=""), strict=True))


def cell(value: object) -> str:
    return "" if value is None else str(value)


def answered(snapshot: Snapshot, metric: str, body: dict[str, Any], by: str) -> Answer:
    return ask(snapshot, metric, Filters.model_validate(body["filters"]), (by,) if by else ())


def assert_compared(found: dict[str, Any], change: Change) -> None:
    """Hold what JSON says of a change to the change itself."""
    assert list(found) == COMPARED
    assert found == vars(change) | {"start": change.start.isoformat(), "end": change.end.isoformat()}


each_metric = pytest.mark.parametrize(
    "metric", ["care_calls", "care_response_median_minutes", "spd_officer_hours_avoided_share"]
)
each_cut = pytest.mark.parametrize("by", ["", "month", "precinct", "hour"])


@pytest.mark.parametrize("to", COMPARE)
@each_metric
@each_cut
def test_a_comparison_stands_beside_each_row_in_json_and_csv(
    client: FlaskClient, demo: Snapshot, metric: str, by: str, to: str
) -> None:
    query = f"{SPAN}&compare={to}{f'&by={by}' if by else ''}"
    body = told(client, f"{PLACE}/{metric}?{query}")
    expected = changes(demo, with_groups_of(demo, answered(demo, metric, body, by), to), to)
    table = lines(client, f"{PLACE}/{metric}.csv?{query}")
    for row, change, line in zip(body["rows"], expected, table, strict=True):
        found = row["compared"]
        assert_compared(found, change)
        assert "comparisons" not in row
        assert (line["compared_start"], line["compared_end"]) == (found["start"], found["end"])
        assert (line[f"compared_{metric}"], line["compared_text"]) == (cell(found["value"]), found["text"])
        assert (line["compared_n"], line["compared_complete"]) == (
            str(found["n"]),
            "yes" if found["complete"] else "no",
        )
        assert (line["difference"], line["difference_percent"]) == (cell(found["difference"]), cell(found["percent"]))
    assert "compare" not in body["filters"]


@pytest.mark.parametrize("order", ["compare=previous&compare=year", "compare=year&compare=previous"])
@each_metric
@each_cut
def test_both_comparisons_stand_side_by_side_in_json_and_csv(
    client: FlaskClient, demo: Snapshot, metric: str, by: str, order: str
) -> None:
    query = f"{SPAN}&{order}{f'&by={by}' if by else ''}"
    body = told(client, f"{PLACE}/{metric}?{query}")
    table = lines(client, f"{PLACE}/{metric}.csv?{query}")
    whole = with_groups_of(demo, answered(demo, metric, body, by), *COMPARE)
    assert [tuple(row[name] for name in whole.by) for row in body["rows"]] == [row.keys for row in whole.rows]
    for to in COMPARE:
        for row, change, line in zip(body["rows"], changes(demo, whole, to), table, strict=True):
            assert (list(row["comparisons"]), "compared" in row) == ([*COMPARE], False)
            assert_compared(row["comparisons"][to], change)
            assert {name.removeprefix(f"{to}_"): line[name] for name in line if name.startswith(f"{to}_")} == {
                "start": change.start.isoformat(),
                "end": change.end.isoformat(),
                metric: cell(change.value),
                **(
                    {f"{metric}_low": cell(change.low), f"{metric}_high": cell(change.high)}
                    if EVENT_METRICS[metric].low
                    else {}
                ),
                "text": change.text,
                "n": str(change.n),
                "difference": cell(change.difference),
                "difference_percent": cell(change.percent),
                "complete": "yes" if change.complete else "no",
            }
    assert not any(name.startswith(("compared", "difference")) for name in table[0])


def test_a_group_of_the_other_period_only_is_a_row_without_events(client: FlaskClient) -> None:
    for ending in ("", ".csv"):
        query = "start=2025-06-07&end=2025-06-08&by=hour"
        alone, both = (
            told(client, f"{PLACE}/care_calls?{query}{extra}")["rows"]
            if not ending
            else lines(client, f"{PLACE}/care_calls.csv?{query}{extra}")
            for extra in ("", "&compare=previous")
        )
        hours = {row["hour"] for row in alone}
        added = [row for row in both if row["hour"] not in hours]
        assert added
        assert {str(row["n"]) for row in added} == {"0"}
        assert {row["text"] for row in added} == {"0"}


def test_a_file_is_named_after_what_it_is_compared_with(client: FlaskClient) -> None:
    for query, named in (
        ("", "-by_hour-data-through-"),
        ("&compare=year", "-by_hour-with_year-data-through-"),
        ("&compare=year&compare=previous", "-by_hour-with_previous-with_year-data-through-"),
    ):
        response = client.get(f"{PLACE}/care_calls.csv?by=hour{query}")
        assert named in response.headers["Content-Disposition"]


def test_a_file_without_rows_has_the_columns_of_one_with_rows(client: FlaskClient) -> None:
    for metric in EVENT_METRICS:
        for extra in (
            "&by=month",
            "&by=precinct&by=hour",
            "&by=month&compare=year",
            "&by=hour&compare=year&compare=previous",
        ):
            empty = client.get(f"{PLACE}/{metric}.csv?start=2000-01-01&end=2000-01-02{extra}").text
            full = client.get(f"{PLACE}/{metric}.csv?{SPAN}{extra}").text
            assert empty.splitlines() == full.splitlines()[:1]


def test_an_interval_and_its_parts_are_in_json_and_csv(client: FlaskClient) -> None:
    for metric in EVENT_METRICS.values():
        query = f"{SPAN}&by=month&police_share=62.5"
        rows, table = (
            told(client, f"{PLACE}/{metric.name}?{query}")["rows"],
            lines(client, f"{PLACE}/{metric.name}.csv?{query}"),
        )
        for row, line in zip(rows, table, strict=True):
            assert list(row["details"]) == list(metric.details)
            assert {part: line[f"detail_{part}"] for part in metric.details} == {
                part: cell(value) for part, value in row["details"].items()
            }
            assert (f"{metric.name}_low" in line) == (metric.low is not None)
            if metric.low is None:
                assert (row["low"], row["high"]) == (None, None)
            elif row["value"] is not None:
                assert row["low"] <= row["value"] <= row["high"]
                assert (line[f"{metric.name}_low"], line[f"{metric.name}_high"]) == (str(row["low"]), str(row["high"]))
            if "police_share_percent" in row["details"]:
                assert row["details"]["police_share_percent"] == 62.5


def test_filters_that_do_not_apply_are_named_and_change_nothing(client: FlaskClient) -> None:
    for name, metric in EVENT_METRICS.items():
        body = told(client, f"{PLACE}/{name}?{SPAN}&responders=care only&precinct=west")
        whole = EVENT_METRICS[metric.divided_by] if metric.divided_by else metric
        assert body["not_applied"] == [*whole.ignores]
        assert ("“Who came” does not apply" in " ".join(body["notes"])) == bool(whole.ignores)
        files = lines(client, f"{PLACE}/{name}.csv?{SPAN}&responders=care only&by=month")
        assert {line.get("note", "") for line in files} == {" ".join(body["notes"])}
        assert told(client, f"{PLACE}/{name}?{SPAN}&precinct=west")["not_applied"] == []
        if metric.ignores:
            assert body["rows"] == told(client, f"{PLACE}/{name}?{SPAN}&precinct=west")["rows"]
    assert EVENT_METRICS["eligible_calls"].ignores == EVENT_METRICS["spd_officer_hours"].ignores == ("responders",)


@pytest.mark.parametrize("share", ["0", "100", "33.3333333"])
def test_a_police_share_at_and_between_its_bounds_is_taken(client: FlaskClient, share: str) -> None:
    body = told(client, f"{PLACE}/spd_officer_hours_avoided?police_share={share}")
    assert body["filters"] == ({} if share == "100" else {"police_share": float(share)})
    assert body["rows"][0]["details"]["police_share_percent"] == float(share)


@pytest.mark.parametrize("count", COUNTS)
def test_the_count_is_given_back_unless_it_is_the_usual_one(client: FlaskClient, count: str) -> None:
    assert told(client, f"{PLACE}/care_calls?count={count}")["filters"] == (
        {} if count == "dispatched" else {"count": count}
    )


def test_minutes_are_refused_to_what_has_none(client: FlaskClient) -> None:
    for name, metric in EVENT_METRICS.items():
        response = client.get(f"{PLACE}/{name}?by=minutes_bin")
        assert response.status_code == (200 if metric.seconds else 400), name
        if not metric.seconds:
            assert [error["parameter"] for error in response.json["errors"]] == ["by"]
            assert "minutes_bin" not in response.json["errors"][0]["allowed"]


def test_each_filters_values_are_listed(client: FlaskClient, demo: Snapshot) -> None:
    body = told(client, "/api/v1/filters")
    assert list(body) == ["snapshot", "data_through", "data_kind", "filters"]
    assert set(body["filters"]) == set(Question.model_fields) - {"snapshot"}
    assert all(told_of["description"] for told_of in body["filters"].values())
    values = {name: told_of["values"] for name, told_of in body["filters"].items()}
    assert {name: values[name] for name in choices(demo)} == choices(demo)
    assert values["start"] == values["end"] == {"first": "2022-01-01", "last": "2025-12-31"}
    assert (values["count"], values["by"], values["compare"]) == ([*COUNTS], [*BY], [*COMPARE])
    assert values["police_share"] == {"lowest": 0, "highest": 100}


def test_the_quality_of_the_data_is_told_in_numbers(client: FlaskClient) -> None:
    body = told(client, "/api/v1/quality")
    assert list(body) == ["snapshot", "data_through", "data_kind", "weaknesses", "cross_checks", "rejected"]
    assert body["data_kind"] == "invented demonstration data"
    assert body["weaknesses"]
    assert body["cross_checks"]
    for weakness in body["weaknesses"]:
        assert list(weakness) == ["name", "label", "unit", "found", "of_all"]
        assert 0 <= weakness["found"] <= weakness["of_all"]
    for check in body["cross_checks"]:
        assert list(check) == ["column", "agree", "differ", "not_comparable"]
    assert all(list(why) == ["reason", "rows"] and why["rows"] > 0 for why in body["rejected"])


@pytest.mark.parametrize("place", ["/api/v1/filters", "/api/v1/quality", "/api/v1/restatements"])
def test_what_describes_a_snapshot_can_be_pinned(client: FlaskClient, demo: Snapshot, place: str) -> None:
    pinned = client.get(f"{place}?snapshot={demo.info.snapshot}")
    assert "immutable" in pinned.headers["Cache-Control"]
    assert pinned.json == told(client, place)
    assert client.get(f"{place}?snapshot=20200101T000000Z").status_code == 410
    (error,) = client.get(f"{place}?colour=red").json["errors"]
    assert error["parameter"] == "colour"


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("metric", EVENT_METRICS.values(), ids=lambda metric: metric.name)
def test_a_number_that_follows_another_rule_of_counting_says_so(
    client: FlaskClient, metric: Metric, count: str
) -> None:
    question = f"{SPAN}&count={count}&by=month"
    body = told(client, f"{PLACE}/{metric.name}?{question}")
    follows = bool(metric.counted_as) and count != "dispatched"
    assert body["notes"] == ([words.COUNTED_BY[count]] if follows else [])
    notes = {line.get("note") for line in lines(client, f"{PLACE}/{metric.name}.csv?{question}")}
    assert notes == {words.COUNTED_BY[count] if follows else None}
    is_of_all = follows and count == "all"
    expected = ("events", "events") if is_of_all else (metric.unit, metric.n_label)
    assert (body["metric"]["unit"], body["metric"]["n_label"]) == expected
