"""A snapshot's id is a time, and one that is not kept has neighbors in time."""

from datetime import UTC, datetime

import pytest

from app.builds import Neighbors, built_at, is_id, neighbors

KEPT = ("20250101T000000Z", "20250110T000000Z", "20250111T000000Z")


@pytest.mark.parametrize("text", ["20260104T120000Z", "20240229T235959Z", "19990101T000000Z"])
def test_a_time_as_ids_are_written_is_an_id(text: str) -> None:
    assert is_id(text)
    assert f"{built_at(text):%Y%m%dT%H%M%SZ}" == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "current",
        "20260104",
        "20260104t120000z",
        "20260104T120000Z\n",
        "20250229T000000Z",
        "20250101T240000Z",
        "٢" * 16,
    ],
)
def test_what_is_no_such_time_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_an_id_is_a_time_in_utc() -> None:
    assert built_at("20260104T120000Z") == datetime(2026, 1, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("20250104T000000Z", Neighbors(KEPT[0], KEPT[1], KEPT[0])),
        ("20250109T000000Z", Neighbors(KEPT[0], KEPT[1], KEPT[1])),
        ("20200101T000000Z", Neighbors(None, KEPT[0], KEPT[0])),
        ("20300101T000000Z", Neighbors(KEPT[2], None, KEPT[2])),
        ("20250110T000000Z", Neighbors(KEPT[0], KEPT[2], KEPT[2])),
        ("20250105T120000Z", Neighbors(KEPT[0], KEPT[1], KEPT[0])),
    ],
)
def test_the_nearest_is_the_one_built_least_long_before_or_after(asked: str, expected: Neighbors) -> None:
    assert neighbors(asked, reversed(KEPT)) == expected


def test_where_nothing_is_kept_nothing_is_near() -> None:
    assert neighbors(KEPT[0], [KEPT[0]]) == Neighbors(None, None, None)
