"""What events are grouped by tells apart exactly what readers see apart, and filters compare numbers as text would."""

import pytest

from app.db import Snapshot
from app.filters import Filters
from app.queries import ask
from etl.metrics import DIMENSIONS, METRICS

EVERY_HALF_HOUR = "generate_series(TIMESTAMP '2019-12-29', TIMESTAMP '2021-01-05 23:59:59', INTERVAL 30 MINUTE)"
EVERY_SECOND = "range(0, 86401)"
MADE = f"""(
    SELECT unnest({EVERY_HALF_HOUR}) AS queued_at, NULL AS seconds
    UNION ALL SELECT TIMESTAMP '2020-01-01', unnest({EVERY_SECOND})
)"""
QUICKER = [name for name, dimension in DIMENSIONS.items() if dimension.parts]
NUMBERS = [name for name, dimension in DIMENSIONS.items() if dimension.is_number]


def of(sql: str) -> str:
    return sql.format(seconds="seconds")


@pytest.mark.parametrize("name", QUICKER)
def test_groups_told_apart_quickly_are_those_that_are_shown(demo: Snapshot, name: str) -> None:
    dimension = DIMENSIONS[name]
    known = f"FROM {MADE} WHERE seconds IS {'NOT NULL' if dimension.needs_duration else 'NULL'}"
    pairs = demo.rows(f"SELECT DISTINCT {of(dimension.sql)}, {of(dimension.grouped)} {known}")
    assert len(pairs) == len({shown for shown, _ in pairs}) == len({grouped for _, grouped in pairs}) > 1
    counted = demo.rows(f"SELECT {of(dimension.shown)}, count(*) {known} GROUP BY {of(dimension.grouped)}")
    assert sorted(counted) == demo.rows(f"SELECT {of(dimension.sql)}, count(*) {known} GROUP BY 1 ORDER BY 1")


def test_other_groups_are_told_apart_by_what_is_shown() -> None:
    precinct = DIMENSIONS["precinct"]
    assert precinct.grouped == precinct.shown == precinct.sql == "precinct"


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("given", ["0", "7", "13", "٣", "99", "x"])
def test_a_filter_by_number_means_what_the_text_says(demo: Snapshot, name: str, given: str) -> None:
    where, values = Filters.model_validate({name: (given, "5")}).where()
    as_text = f"SELECT count(*) FROM event WHERE {DIMENSIONS[name].sql} IN ($given, '5')"
    assert demo.rows(f"SELECT count(*) FROM event WHERE {where}", values) == demo.rows(as_text, {"given": given})


@pytest.mark.parametrize("name", [*QUICKER, "precinct"])
def test_groups_of_every_kind_add_up(demo: Snapshot, name: str) -> None:
    metric = METRICS["care_response_mean_minutes"]
    assert (
        sum(row.n for row in ask(demo, metric.name, Filters(), (name,)).rows)
        == ask(demo, metric.name, Filters()).only.n
    )
