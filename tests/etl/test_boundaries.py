"""Boundaries: what is accepted and what is refused, and what a snapshot makes of them."""

import json
import math
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main
from etl.boundaries import geojson
from etl.config import PROJECT
from etl.publish import writer_lock
from tests.etl.agreement import NOT_BY_DAY, Turn, assert_agree, read_twice
from tests.etl.conftest import Ran, Warehouse
from tests.etl.exports import many, row, write
from tests.etl.square_city import (
    CUTS,
    DISTRICTS,
    SECTORS,
    SHARES,
    SIDE,
    SOUTH,
    WEST,
    Document,
    Ring,
    beats,
    collection,
    districts,
    feature,
    neighborhoods,
    put,
    square,
    write_city,
)
from tests.golden.districts import shares
from tests.golden.month import write_month

GEO = Path(__file__).parents[3] / "shared" / "data" / "geo"
BEATS, AREAS = GEO / "spd_beats_2018.geojson", GEO / "spd_mcpp_areas.geojson"
COUNCIL = GEO / "seattle_council_districts_2023map.geojson"
needs_real = pytest.mark.skipif(not GEO.is_dir(), reason=f"the City's maps are not here: ../shared/data/{GEO.name}")

KINDS = ("beats.geojson", "neighborhoods.geojson", "districts.geojson")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that accepted boundaries go to: not there yet."""
    monkeypatch.setenv("CARE_BOUNDARIES", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Give a folder with the three maps of the city of squares."""
    return write_city(tmp_path / "city")


def give(warehouse: Warehouse, *paths: Path) -> Ran:
    """Give boundaries that must be accepted."""
    ran = warehouse.run("boundaries", *paths)
    assert ran.code == 0, ran.err
    return ran


def assert_nothing_kept(warehouse: Warehouse, kept: Path, path: Path, *said: str) -> None:
    """One message, no traceback, and the folder is as it was."""
    before = {file.name: file.read_bytes() for file in kept.glob("*")}
    ran = warehouse.run("boundaries", path)
    assert ran.code == 2, ran.out + ran.err
    assert ran.err.count("error: ") == 1
    assert "Traceback" not in ran.err
    assert len(ran.err) < 600
    for words in said:
        assert words in ran.err
    assert {file.name: file.read_bytes() for file in kept.glob("*")} == before


# what is accepted


def test_the_three_maps_are_kept_and_the_next_step_is_told(warehouse: Warehouse, kept: Path, city: Path) -> None:
    ran = give(warehouse, city)
    assert ran.out.splitlines() == [
        "Kept 54 police beats from beats.geojson.",
        "Kept 7 council districts from districts.geojson.",
        "Kept 3 neighborhoods from neighborhoods.geojson.",
        "In no council district, on water: H1, H2, H3.",
        "Run 'python -m etl refresh' to publish them.",
    ]
    assert sorted(path.name for path in kept.iterdir()) == sorted(KINDS)


def test_what_is_kept_is_accepted_again_as_it_is(warehouse: Warehouse, kept: Path, city: Path) -> None:
    give(warehouse, city)
    before = [(kept / name).read_bytes() for name in KINDS]
    give(warehouse, kept)
    assert [(kept / name).read_bytes() for name in KINDS] == before


def test_only_the_kinds_given_are_replaced(warehouse: Warehouse, kept: Path, city: Path) -> None:
    give(warehouse, city)
    before = {name: (kept / name).read_bytes() for name in KINDS}
    give(warehouse, put(city / "new.geojson", districts((0, 3, 5, 8, 10, 12, 15, 17))))
    after = {name: (kept / name).read_bytes() for name in KINDS}
    assert [name for name in KINDS if before[name] != after[name]] == ["districts.geojson"]


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("beats", "BEAT"),
        ("neighborhoods", "NEIGHBORHOOD"),
        ("neighborhoods", "neighborhood"),
        ("districts", "DISTRICT"),
    ],
)
def test_the_citys_own_spellings_are_known(
    warehouse: Warehouse, kept: Path, city: Path, name: str, spelling: str
) -> None:
    path = city / f"{name}.geojson"
    document = json.loads(path.read_text())
    for each in document["features"]:
        (value,) = each["properties"].values()
        each["properties"] = {"OBJECTID": 1, spelling: value}
    give(warehouse, put(path, document))
    assert (kept / path.name).is_file()


@pytest.mark.parametrize("spell", [str, float, "CD - {}".format, "Council District {}".format, "District {}".format])
def test_a_district_is_known_however_its_number_is_written(
    warehouse: Warehouse, kept: Path, city: Path, spell: Any
) -> None:
    document = districts()
    for each in document["features"]:
        each["properties"] = {"C_DISTRICT": spell(each["properties"]["district"]), "DISPLAY_NAME": "x"}
    give(warehouse, put(city / "districts.geojson", document))
    names = [
        each["properties"]["district"] for each in json.loads((kept / "districts.geojson").read_text())["features"]
    ]
    assert names == list("1234567")


def test_neighborhoods_are_spelled_as_the_export_does(warehouse: Warehouse, kept: Path, city: Path) -> None:
    document = neighborhoods()
    document["features"][2]["properties"]["mcpp"] = "  Queen   Anne "
    give(warehouse, put(city / "neighborhoods.geojson", document))
    assert '"QUEEN ANNE"' in (kept / "neighborhoods.geojson").read_text()


def test_beats_that_the_reference_table_does_not_know_are_passed_over(
    warehouse: Warehouse, kept: Path, city: Path
) -> None:
    document = beats()
    document["features"].append({**feature({"beat": "99"}, square(5, 5)), "geometry": None})
    ran = give(warehouse, put(city / "beats.geojson", document))
    assert "passed over 99, not in data/reference/beat.csv." in ran.out
    assert '"99"' not in (kept / "beats.geojson").read_text()


def test_other_maps_in_a_folder_are_passed_over_and_named(warehouse: Warehouse, kept: Path, city: Path) -> None:
    put(city / "zip.geojson", collection(feature({"zip": "98101"}, square(0, 0))))
    put(city / "limits.json", collection({**feature({}, square(0, 0)), "properties": None}))
    (city / "notes.txt").write_text("no map")
    ran = give(warehouse, city)
    assert "Passed over, no boundaries of these kinds: limits.json, zip.geojson." in ran.out
    assert sorted(path.name for path in kept.iterdir()) == sorted(KINDS)


def test_heights_and_a_byte_order_mark_do_no_harm(warehouse: Warehouse, kept: Path, city: Path) -> None:
    document = districts()
    for each in document["features"]:
        each["geometry"]["coordinates"] = [
            [[*place, 12.5] for place in ring] for ring in each["geometry"]["coordinates"]
        ]
    (city / "districts.geojson").write_text("\ufeff" + json.dumps(document), encoding="utf-8")
    give(warehouse, city)
    assert "12.5" not in (kept / "districts.geojson").read_text()


def test_a_file_does_not_say_itself_where_it_came_from(warehouse: Warehouse, kept: Path, city: Path) -> None:
    give(warehouse, put(city / "mine.geojson", {**beats(), "source": "the King"}))
    assert json.loads((kept / "beats.geojson").read_text())["source"] == "mine.geojson"


# what is refused: the file


def test_another_map_given_by_name_is_refused(warehouse: Warehouse, kept: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "zip.geojson", collection(feature({"zip": "98101"}, square(0, 0))))
    said = "zip.geojson: is no map of beats, neighborhoods or council districts: its first feature has none of the prop"
    assert_nothing_kept(warehouse, kept, path, said, "beat, mcpp, neighborhood, district, c_district. Leave it out.")


DEEP = "[" * 100_000 + "]" * 100_000
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "map.geojson: is not valid JSON (Expecting value"),
    "half a file": ('{"type": "FeatureCollection", "features": [', "is not valid JSON"),
    "no UTF-8": (b'{"type": "\xff"}', "is not valid JSON ('utf-8' codec"),
    "another document": ("[1, 2]", "is no GeoJSON feature collection."),
    "a geometry": ('{"type": "Polygon", "coordinates": []}', "is no GeoJSON feature collection."),
    "a service's error": (
        '{"error": {"code": 400, "message": "Invalid URL"}}',
        "feature collection: it says {'code': 400",
    ),
    "no features": ('{"type": "FeatureCollection", "features": []}', "holds no feature."),
    "features of another kind": ('{"type": "FeatureCollection", "features": {"a": 1}}', "holds no feature."),
    "a feature that is none": ('{"type": "FeatureCollection", "features": [7]}', "feature 1: is no GeoJSON feature."),
    "nested too deeply": (f'{{"type": "FeatureCollection", "features": {DEEP}}}', "is nested too deeply"),
    "no number": ('{"type": "FeatureCollection", "features": [NaN]}', "is not valid JSON (NaN is not a JSON number)"),
    "infinity": ('{"type": "FeatureCollection", "features": [-Infinity]}', "(-Infinity is not a JSON number)"),
    "a number of 5,000 digits": (f'{{"features": {"9" * 5_000}}}', "is not valid JSON (Exceeds the limit"),
    "a map cut short": (
        json.dumps({**districts(), "properties": {"exceededTransferLimit": True}}),
        "was cut short by the service (exceededTransferLimit). Download the whole layer.",
    ),
    "too many features": (
        json.dumps(collection(*[feature({"beat": "B1"}, square(0, 0))] * 501)),
        "holds 501 features; no map of areas has more than 500.",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused(warehouse: Warehouse, kept: Path, tmp_path: Path, case: str) -> None:
    text, said = BROKEN[case]
    path = tmp_path / "map.geojson"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert_nothing_kept(warehouse, kept, path, "map.geojson", said)


def test_a_huge_file_is_refused_unread(
    warehouse: Warehouse, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geojson.json, "loads", lambda *_, **__: pytest.fail("it was read"))
    with (tmp_path / "map.geojson").open("wb") as file:
        file.truncate(30_000_000)
    assert_nothing_kept(warehouse, kept, tmp_path / "map.geojson", "map.geojson: is larger than 20 MB")


def test_a_million_points_are_refused(warehouse: Warehouse, kept: Path, tmp_path: Path) -> None:
    turns = (math.tau * number / 1_000_000 for number in range(1_000_000))
    ring = [[round(WEST + 0.1 + 0.05 * math.cos(t), 7), round(SOUTH + 0.1 + 0.05 * math.sin(t), 7)] for t in turns]
    path = put(tmp_path / "map.geojson", collection(feature({"mcpp": "ROUND"}, [*ring, ring[0]])))
    assert path.stat().st_size > geojson.MOST_BYTES
    assert_nothing_kept(warehouse, kept, path, "is larger than 20 MB")
    path = put(path, collection(feature({"mcpp": "ROUND"}, [*ring[::5], ring[0]])))
    assert_nothing_kept(warehouse, kept, path, "map.geojson: more than 100,000 points. Give a plainer map.")


def comb(teeth: int, upright: bool) -> Ring:
    """Draw a comb: a square of 10 beats' side, cut into teeth from east to west, or from south to north."""
    ring = [[0.0, 0.0]]
    for tooth in range(teeth):
        low, high = 10 * tooth / teeth, 10 * (tooth + 0.5) / teeth
        ring += [[0.1, low], [10, low], [10, high], [0.1, high]]
    places = [*ring, [0.0, 10.0], ring[0]]
    return [[WEST + x * SIDE, SOUTH + y * SIDE] for x, y in (place[::-1] if upright else place for place in places)]


def test_two_combs_laid_across_each_other_are_refused_in_no_time(
    warehouse: Warehouse, kept: Path, tmp_path: Path
) -> None:
    one, other = feature({"mcpp": "ONE"}, comb(5_000, False)), feature({"mcpp": "OTHER"}, comb(5_000, True))
    path = put(tmp_path / "map.geojson", collection(one, other))
    started = time.monotonic()
    assert_nothing_kept(warehouse, kept, path, "map.geojson: its borders are too tangled to be a map of areas.")
    assert time.monotonic() - started < 60, "25 million crossings would take hours"
    give(warehouse, put(path, collection(feature({"mcpp": "ONE"}, comb(500, False)))))


@pytest.mark.parametrize("name", ["nowhere.geojson", "secret.geojson/inside"])
def test_a_file_that_is_not_there_is_refused(warehouse: Warehouse, kept: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.geojson").touch()
    assert_nothing_kept(warehouse, kept, tmp_path / name, f"{name}: cannot be read", "Give GeoJSON files or folders.")


def test_a_folder_without_boundaries_is_refused(warehouse: Warehouse, kept: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert_nothing_kept(warehouse, kept, empty, "No file with one of the properties beat, mcpp")


def test_two_files_of_one_kind_are_refused(warehouse: Warehouse, kept: Path, city: Path) -> None:
    put(city / "older_beats.geojson", beats())
    assert_nothing_kept(
        warehouse, kept, city, "beats.geojson and older_beats.geojson both hold police beats. Give one."
    )


# what is refused: a feature


def spoiled(*keys: str | int, value: object) -> Document:
    """Give the districts with one part replaced."""
    document = districts()
    part: Any = document["features"]
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = value
    return document


RING: tuple[str | int, ...] = (2, "geometry", "coordinates", 0)
SOUTH_WEST, SOUTH_EAST, NORTH_EAST, NORTH_WEST = square(4.5, 0)[:4]
BOW_TIE = [SOUTH_WEST, NORTH_EAST, SOUTH_EAST, NORTH_WEST, SOUTH_WEST]
TRIANGLE_OPEN = square(4.5, 0)[:4]
FEATURES: dict[str, tuple[Document, str]] = {
    "no geometry": (spoiled(2, "geometry", value=None), "feature 3 (3): the geometry is None, not a Polygon or"),
    "a point": (spoiled(2, "geometry", "type", value="Point"), "feature 3 (3): the geometry is Point, not a Polygon"),
    "coordinates that are none": (spoiled(2, "geometry", "coordinates", value="x"), "x stands where a list of rings"),
    "no ring": (spoiled(2, "geometry", "coordinates", value=[]), "[] stands where a list of rings belongs."),
    "an empty ring": (spoiled(*RING, value=[]), "ring 1: [] stands where a list of positions belongs."),
    "a ring of three": (spoiled(*RING, value=[*square(4, 0)[:2], square(4, 0)[0]]), "has 3 positions; a ring has at least 4"),
    "an open ring": (spoiled(*RING, value=TRIANGLE_OPEN), "polygon 1, ring 1: is not closed: its last position is not its"),
    "a ring that crosses itself": (spoiled(*RING, value=BOW_TIE), "feature 3 (3): the shape is not valid: Self-intersection"),
    "a ring without an inside": (spoiled(*RING, value=[square(4, 0)[0]] * 4), "the shape is not valid: Too few points"),
    "a hole outside": (
        spoiled(2, "geometry", "coordinates", value=[square(4.5, 0), square(8, 1)]),
        "the shape is not valid: Hole lies outside shell",
    ),
    "a position of one number": (spoiled(*RING, 1, value=[-122.3]), "position 2: [-122.3] is not a longitude and a latitude."),
    "a position of words": (spoiled(*RING, 1, value=["a", "b"]), "['a', 'b'] is not a longitude and a latitude."),
    "a position of truths": (spoiled(*RING, 1, value=[True, False]), "[True, False] is not a longitude and a latitude."),
    "nothing": (spoiled(*RING, 1, value=[None, None]), "[None, None] is not a longitude and a latitude."),
    "lists in lists": (spoiled(*RING, 1, value=[[[[1]]]]), "[[[[1]]]] is not a longitude and a latitude."),
    "a huge number": (spoiled(*RING, 1, value=[10**400, 47.6]), "is not a longitude and a latitude."),
    "another town": (spoiled(*RING, 1, value=[-122.44, 47.25]), "[-122.44, 47.25] is not near Seattle. Export it as"),
    "latitude first": (spoiled(*RING, 1, value=[47.6, -122.3]), "has the latitude before the longitude. Export it as GeoJSON"),
    "feet": (spoiled(*RING, 1, value=[1_270_000.5, 230_000.5]), "looks projected, in feet or metres. Export it as GeoJSON"),
    "metres of the web": (spoiled(*RING, 1, value=[-13_617_000, 6_042_000]), "looks projected, in feet or metres."),
    "no name": (spoiled(2, "properties", value={}), "feature 3: has no district or c_district among its properties."),
    "no properties": (spoiled(2, "properties", value=None), "feature 3: has no district or c_district among its"),
    "an eighth district": (spoiled(2, "properties", "district", value=8), "feature 3: district '8' is not a council district from 1 to 7."),
    "a district by its member": (spoiled(2, "properties", "district", value="Ms. Smith"), "'Ms. Smith' is not a council district"),
    "a district in pieces": (spoiled(2, "properties", "district", value=2), "feature 3: 2 is there more than once. Keep one, with all"),
    "a district left out": (collection(*districts()["features"][:6]), "no area for 7 of the council districts (1 to 7)."),
    "a list for a name": (collection(feature({"mcpp": ["A"]}, square(0, 0))), "feature 1: mcpp \"['A']\" is not a name of"),
    "a name of blanks": (collection(feature({"mcpp": "  "}, square(0, 0))), "mcpp '  ' is not a name of 1 to 80 letters."),
    "a name that rings": (collection(feature({"mcpp": "A\aB"}, square(0, 0))), "is not a name of 1 to 80 letters."),
    "a name without end": (collection(feature({"mcpp": "A" * 99}, square(0, 0))), "is not a name of 1 to 80 letters."),
    "a beat left out": (collection(*beats()["features"][1:]), "no area for B1 of the police beats (data/reference/beat.csv). Give the whole map."),
}  # fmt: skip


@pytest.mark.parametrize("case", FEATURES)
def test_a_bad_feature_is_refused_where_it_stands(warehouse: Warehouse, kept: Path, tmp_path: Path, case: str) -> None:
    document, said = FEATURES[case]
    assert_nothing_kept(warehouse, kept, put(tmp_path / "map.geojson", document), "map.geojson", said)


def test_a_number_that_is_infinite_once_read_is_refused(warehouse: Warehouse, kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    path.write_text(json.dumps(spoiled(*RING, 1, value=["INF", 47.6])).replace('"INF"', "1e999"))
    assert_nothing_kept(warehouse, kept, path, "position 2: [inf, 47.6] is not a longitude and a latitude.")


# what is refused: areas that do not fit together


def test_areas_that_overlap_are_refused_by_name_and_part(warehouse: Warehouse, kept: Path, city: Path) -> None:
    document = districts()
    document["features"][0] = feature({"district": 1}, square(0, 0, 2.3, 3))  # 0.05 of the second's 2.25
    said = "districts.geojson: 1 and 2 overlap by 2.2% of the smaller; 0.5% may."
    assert_nothing_kept(warehouse, kept, put(city / "districts.geojson", document), said)


def test_a_slight_overlap_is_kept_and_drawn_without_one(warehouse: Warehouse, city: Path) -> None:
    document = districts()
    document["features"][0] = feature({"district": 1}, square(0, 0, 2.26, 3))
    give(warehouse, city / "beats.geojson", put(city / "districts.geojson", document))
    warehouse.refresh(write(city / "export.csv", row()))
    drawn = dict(warehouse.rows("SELECT name, rings FROM area WHERE kind = 'district'"))
    easternmost = max(longitude for longitude, _ in drawn["1"][0])
    assert easternmost == min(longitude for longitude, _ in drawn["2"][0])


def moved(document: Document, columns: float) -> Document:
    """Move every area to the east."""
    for each in document["features"]:
        rings = each["geometry"]["coordinates"]
        each["geometry"]["coordinates"] = [[[x + columns * SIDE, y] for x, y in ring] for ring in rings]
    return document


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (districts((0, 2, 4, 7, 9, 11, 12, 13)), "23.5% of the police beats lie outside the council districts of"),
        (districts((0, 3, 5, 8, 10, 12, 15, 18)), "5.6% of the council districts lie outside the police beats of"),
        (moved(districts(), 17), "100.0% of the council districts lie outside the police beats of kept/beats.geojson"),
        (collection(*neighborhoods()["features"][:2]), "33.3% of the police beats lie outside the neighborhoods of"),
        (moved(neighborhoods(), -0.5), "2.9% of the neighborhoods lie outside the police beats of kept/beats.geojson"),
    ],
)
def test_kinds_that_cover_other_ground_are_refused(
    warehouse: Warehouse, kept: Path, city: Path, document: Document, said: str
) -> None:
    give(warehouse, city / "beats.geojson")
    path = put(city / "map.geojson", document)
    assert_nothing_kept(warehouse, kept, path, said, "may. Give maps of the same city and time.")


def test_water_in_no_district_is_allowed(warehouse: Warehouse, city: Path) -> None:
    shore = put(city / "districts.geojson", districts((0, 2, 4, 7, 9, 11, 13, 14.5)))
    ran = give(warehouse, city / "beats.geojson", shore)
    assert "on water: H1, H2, H3, U1, U2, U3, W1, W2, W3." in ran.out


def test_a_refusal_of_one_file_keeps_none(warehouse: Warehouse, kept: Path, city: Path) -> None:
    put(city / "neighborhoods.geojson", collection(feature({"mcpp": "ALL"}, square(0, 0, 9, 3))))
    assert_nothing_kept(warehouse, kept, city, "lie outside")
    assert not kept.exists()


def test_a_refresh_that_runs_is_waited_for(warehouse: Warehouse, kept: Path, city: Path) -> None:
    with writer_lock(warehouse.path):
        ran = warehouse.run("boundaries", city)
    assert ran.code == 4
    assert "Another refresh" in ran.err
    assert not kept.exists()


# a refresh with boundaries, and without


def test_without_boundaries_the_tables_are_empty_and_districts_unknown(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(), *many(3)))
    assert warehouse.rows("FROM area") == []
    assert warehouse.rows("FROM beat_district") == []
    assert warehouse.rows("SELECT DISTINCT district FROM event") == [("UNKNOWN",)]
    assert warehouse.rows("SELECT DISTINCT district FROM care_event") == [("UNKNOWN",)]


def test_boundaries_alone_make_a_new_snapshot_and_their_removal_another(
    warehouse: Warehouse, kept: Path, city: Path
) -> None:
    export = write(city / "export.csv", row(beat="D1"))
    warehouse.refresh(export)
    first = warehouse.current
    give(warehouse, city)
    warehouse.refresh(export)
    second = warehouse.current
    assert second > first
    assert warehouse.rows("SELECT district FROM event") == [("2",)]
    assert "Nothing new" in warehouse.refresh(export).out
    give(warehouse, city)
    assert "Nothing new" in warehouse.refresh(export).out, "the same maps again change nothing"
    for path in kept.iterdir():
        path.unlink()
    warehouse.refresh(export)
    assert warehouse.current > second
    assert warehouse.rows("SELECT district FROM event") == [("UNKNOWN",)]


@pytest.mark.parametrize("missing", ["beats.geojson", "districts.geojson"])
def test_without_one_of_the_two_there_are_areas_but_no_districts_of_beats(
    warehouse: Warehouse, kept: Path, city: Path, missing: str
) -> None:
    (city / missing).unlink()
    give(warehouse, city)
    warehouse.refresh(write(city / "export.csv", row()))
    kinds = {kind for (kind,) in warehouse.rows("SELECT DISTINCT kind FROM area")}
    assert kinds == {"neighborhood", "district"} if missing == "beats.geojson" else {"neighborhood", "beat", "precinct"}
    assert warehouse.rows("FROM beat_district") == []
    assert warehouse.one("SELECT district FROM event") == "UNKNOWN"
    assert len(list(kept.iterdir())) == 2


def test_shares_are_those_worked_out_on_the_ruler(warehouse: Warehouse, city: Path) -> None:
    give(warehouse, city)
    warehouse.refresh(write(city / "export.csv", row()))
    found = {beat: (district, share, any_) for beat, district, share, any_ in warehouse.rows("FROM beat_district")}
    assert found.keys() == {f"{sector}{number}" for sector in SECTORS for number in (1, 2, 3)}
    for beat, (district, share, in_any) in found.items():
        assert district == DISTRICTS[beat[0]], beat
        assert (share, in_any) == (pytest.approx(SHARES[beat[0]], abs=1e-6), pytest.approx(1, abs=1e-6))
        assert max(share, in_any) <= 1


def test_an_event_has_its_beats_district(warehouse: Warehouse, city: Path) -> None:
    give(warehouse, city)
    worked = {
        "D1": "2",
        "F3": "2",
        "K2": "3",
        "W1": "7",
        "H1": "UNKNOWN",
        "99": "UNKNOWN",
        "": "UNKNOWN",
        "-": "UNKNOWN",
    }
    rows = [row(beat=beat, event=f"202500050{number:04}") for number, beat in enumerate(worked)]
    warehouse.refresh(write(city / "export.csv", *rows))
    for table in ("event", "care_event"):
        found = warehouse.rows(f"SELECT district FROM {table} ORDER BY event_number")
        assert [district for (district,) in found] == list(worked.values())
    assert warehouse.run("check").code == 0


def test_areas_are_drawn_measured_and_named(warehouse: Warehouse, city: Path) -> None:
    give(warehouse, city)
    warehouse.refresh(write(city / "export.csv", row()))
    counts = dict(warehouse.rows("SELECT kind, count(*) FROM area GROUP BY kind"))
    assert counts == {"beat": 54, "neighborhood": 3, "precinct": 5, "district": 7}
    sources = dict(warehouse.rows("SELECT DISTINCT kind, source FROM area WHERE kind <> 'district'"))
    assert sources == {"beat": KINDS[0], "precinct": KINDS[0], "neighborhood": KINDS[1]}
    ((rings, longitude, latitude, size),) = warehouse.rows(
        "SELECT rings, label_lon, label_lat, area_km2 FROM area WHERE kind = 'beat' AND name = 'B1'"
    )
    assert [{tuple(place) for place in ring} for ring in rings] == [{tuple(place) for place in square(0, 0)}]
    assert longitude == pytest.approx(WEST + SIDE / 2, abs=1e-4)
    assert SOUTH + SIDE / 4 < latitude < SOUTH + SIDE * 3 / 4, "as far inside as can be, anywhere up the middle"
    # On the ellipsoid at 47.555 north, 0.01 degrees are 1,111.78 m along the meridian and 752.72 m across it.
    assert size == pytest.approx(1.11178 * 0.75272, rel=2e-4)
    total = dict(warehouse.rows("SELECT kind, sum(area_km2) FROM area GROUP BY kind"))
    assert total["district"] == pytest.approx(total["neighborhood"], rel=1e-5)
    assert total["precinct"] == pytest.approx(total["district"], rel=1e-5), "the harbor is in no precinct"


def winding(place: tuple[float, float], rings: Sequence[Ring]) -> int:
    """Count how often the rings go around a place, counter-clockwise: not 0 is what a non-zero rule fills."""
    turns = 0
    x, y = place
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            turns += (y1 <= y < y2 and left > 0) - (y2 <= y < y1 and left < 0)
    return turns


@pytest.mark.parametrize("turn", [1, -1], ids=["counter-clockwise", "clockwise"])
def test_a_hole_stays_empty_whichever_way_it_was_given(warehouse: Warehouse, tmp_path: Path, turn: int) -> None:
    around = feature({"mcpp": "AROUND"}, square(0, 0, 4, 4)[::turn], square(1, 1, 2, 2)[::turn])
    around["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [around["geometry"]["coordinates"], [square(5, 0)[::-turn]]],
    }
    inside = feature({"mcpp": "INSIDE"}, square(1, 1, 2, 2)[::turn])
    give(warehouse, put(tmp_path / "map.geojson", collection(around, inside)))
    warehouse.refresh(write(tmp_path / "export.csv", row()))
    areas = {
        name: (rings, (x, y))
        for name, rings, x, y in warehouse.rows("SELECT name, rings, label_lon, label_lat FROM area")
    }
    rings, label = areas["AROUND"]
    assert len(rings) == 3
    places = {"hole": (2, 2), "outside": (4.5, 0.5), "body": (0.5, 2), "island": (5.5, 0.5)}
    filled = {name: winding((WEST + x * SIDE, SOUTH + y * SIDE), rings) for name, (x, y) in places.items()}
    assert filled == {"hole": 0, "outside": 0, "body": 1, "island": 1}
    assert winding(label, rings) == 1, "the label is not in the hole"
    assert winding(label, areas["INSIDE"][0]) == 0


def test_an_edited_file_is_refused_by_the_next_refresh(warehouse: Warehouse, kept: Path, city: Path) -> None:
    export = write(city / "export.csv", row())
    give(warehouse, city)
    warehouse.refresh(export)
    before = warehouse.current
    put(kept / "districts.geojson", collection(*districts()["features"][:6]))
    ran = warehouse.run("refresh", export)
    assert (ran.code, warehouse.current) == (2, before)
    assert "kept/districts.geojson: no area for 7 of the council districts" in ran.err
    assert "Run 'python -m etl boundaries' with good files, or remove this one." in ran.err
    give(warehouse, city / "districts.geojson")
    assert "Nothing new" in warehouse.refresh(export).out


def test_status_says_which_boundaries_are_loaded(warehouse: Warehouse, city: Path) -> None:
    give(warehouse, put(city / "map_of_beats.geojson", beats()), city / "districts.geojson")
    warehouse.refresh(write(city / "export.csv", row()))
    said = "boundaries    54 beat areas from map_of_beats.geojson; 7 district areas from districts.geojson; 5 precinct areas"
    assert said in warehouse.run("status").out
    told = json.loads(warehouse.run("status", "--json").out)["boundaries"]
    assert told[0] == {"kind": "beat", "source": "map_of_beats.geojson", "areas": 54}


# the City's own maps


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Accept the City's maps once; give the folder they are kept in."""
    folder = tmp_path_factory.mktemp("real")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CARE_BOUNDARIES", str(folder / "kept"))
        assert main(["boundaries", str(GEO), "--warehouse", str(folder / "warehouse")]) == 0
        yield folder / "kept"


@needs_real
def test_the_citys_maps_are_accepted_from_their_folder(warehouse: Warehouse, kept: Path) -> None:
    ran = give(warehouse, GEO)
    assert (
        "Kept 54 police beats from spd_beats_2018.geojson; passed over 99, not in data/reference/beat.csv." in ran.out
    )
    assert "Kept 58 neighborhoods from spd_mcpp_areas.geojson." in ran.out
    assert "Kept 7 council districts from seattle_council_districts_2023map.geojson." in ran.out
    assert (
        "Passed over, no boundaries of these kinds: seattle_city_limits.geojson, seattle_zip_areas.geojson." in ran.out
    )
    assert "on water: H1, H2, H3." in ran.out
    assert sorted(path.name for path in kept.iterdir()) == sorted(KINDS)


@needs_real
@pytest.mark.parametrize("name", ["seattle_city_limits.geojson", "seattle_zip_areas.geojson"])
def test_the_citys_other_maps_are_refused_when_given_by_name(warehouse: Warehouse, kept: Path, name: str) -> None:
    assert_nothing_kept(warehouse, kept, GEO / name, f"{name}: is no map of beats, neighborhoods or council districts")


@needs_real
def test_the_citys_areas_are_light_to_draw_and_share_their_borders(
    warehouse: Warehouse, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARE_BOUNDARIES", str(real))
    warehouse.refresh(write(tmp_path / "export.csv", row()))
    drawn = warehouse.rows("SELECT kind, name, rings, label_lon, label_lat, area_km2 FROM area")
    points = {
        kind: sum(len(ring) for each, _, rings, *_ in drawn if each == kind for ring in rings)
        for kind in ("beat", "neighborhood", "precinct", "district")
    }
    assert all(1_000 < points[kind] < 3_000 for kind in ("beat", "neighborhood", "district")), points
    for _, name, rings, longitude, latitude, _ in drawn:
        assert winding((longitude, latitude), rings) == 1, name
    sides: dict[frozenset[tuple[float, float]], int] = {}
    for kind, _, rings, *_ in drawn:
        for side in (pair for ring in rings if kind == "beat" for pair in pairwise(map(tuple, ring))):
            sides[frozenset(side)] = sides.get(frozenset(side), 0) + 1
    assert max(sides.values()) == 2, "two neighbors at most share a side"
    assert sum(count == 2 for count in sides.values()) > len(sides) / 2
    size = {kind: sum(km2 for each, *_, km2 in drawn if each == kind) for kind in points}
    # The districts' own attributes add up to 83.602 square miles.
    assert size["district"] == pytest.approx(83.602 * 2.589988, rel=1e-4)
    assert size["precinct"] == pytest.approx(size["neighborhood"], rel=1e-6)


@needs_real
def test_the_citys_shares_are_those_found_by_drawing_lines(
    warehouse: Warehouse, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARE_BOUNDARIES", str(real))
    warehouse.refresh(write(tmp_path / "export.csv", row(beat="K2")))
    found = {beat: told for beat, *told in warehouse.rows("FROM beat_district")}
    by_lines = shares(BEATS, COUNCIL)
    assert found.keys() == by_lines.keys() - {"99"}
    assert len(found) == 51
    for beat, (district, share, in_any) in found.items():
        plain = by_lines[beat]
        assert district == plain.district, beat
        assert (share, in_any) == (pytest.approx(plain.share, abs=1e-3), pytest.approx(plain.share_in_any, abs=1e-3))
    assert warehouse.one("SELECT district FROM event") == "1", "K2 is south of Yesler, where the first district reaches"


@needs_real
def test_districts_of_the_month_are_answered_alike(real: Path, tmp_path: Path) -> None:
    pair = read_twice(tmp_path, write_month(tmp_path / "month.csv"), real)
    cuts = [by for by in NOT_BY_DAY if "district" in by] + [("district", "month"), ("responders", "district")]
    assert_agree(pair, {}, cuts, Turn(1))
    assert_agree(pair, {"district": ["7", "3"]}, [(), ("beat",), ("district",)], Turn(1))
    assert_agree(pair, {"district": ["unknown"]}, [()], Turn(1))


def test_no_boundaries_are_in_the_repository() -> None:
    assert "data/boundaries/" in (PROJECT / ".gitignore").read_text().splitlines()
    assert CUTS[-1] == len(SECTORS)
