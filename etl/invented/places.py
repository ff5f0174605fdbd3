"""Where invented events happen: Seattle's real beats and neighbourhoods, with rough centres.

A beat's neighbourhoods are weighted by where the City's published calls of one week of July 2026 fell.
"""

from typing import NamedTuple

import numpy as np

from etl.export import SECTORS
from etl.invented.chance import Floats, weighted

PRECINCT_SECTORS = {
    "NORTH": "BJLNU",
    "WEST": "DKMQ",
    "EAST": "CEG",
    "SOUTH": "ORS",
    "SOUTHWEST": "FW",
    "UNKNOWN": "H",
}
"""Sector initials by precinct. Harbor's water beats belong to none."""


class Place(NamedTuple):
    """One neighbourhood's part of one beat, as the export words it; longitude and latitude in degrees (WGS84)."""

    precinct: str
    sector: str
    beat: str
    neighborhood: str
    weight: float
    longitude: float
    latitude: float


BEATS: dict[str, tuple[float, float, dict[str, float]]] = {
    "B1": (-122.382, 47.669, {"BALLARD SOUTH": 129}),
    "B2": (-122.361, 47.663, {"BALLARD SOUTH": 61, "FREMONT": 57, "PHINNEY RIDGE": 13}),
    "B3": (-122.336, 47.660, {"WALLINGFORD": 62, "FREMONT": 19}),
    "C1": (
        -122.316,
        47.627,
        {"CAPITOL HILL": 35, "MILLER PARK": 27, "EASTLAKE - EAST": 14, "MONTLAKE/PORTAGE BAY": 14},
    ),
    "C2": (-122.302, 47.625, {"MILLER PARK": 40, "CENTRAL AREA/SQUIRE PARK": 28, "MADISON PARK": 9}),
    "C3": (-122.297, 47.618, {"CENTRAL AREA/SQUIRE PARK": 57, "MADRONA/LESCHI": 22, "MADISON PARK": 8}),
    "D1": (-122.347, 47.614, {"BELLTOWN": 105, "SLU/CASCADE": 36}),
    "D2": (-122.340, 47.622, {"SLU/CASCADE": 59, "QUEEN ANNE": 18}),
    "D3": (-122.331, 47.626, {"SLU/CASCADE": 90, "EASTLAKE - WEST": 27}),
    "E1": (-122.323, 47.620, {"CAPITOL HILL": 103}),
    "E2": (-122.318, 47.614, {"CAPITOL HILL": 68, "FIRST HILL": 30}),
    "E3": (-122.326, 47.610, {"FIRST HILL": 71, "CAPITOL HILL": 35}),
    "F1": (-122.359, 47.543, {"HIGHLAND PARK": 43, "HIGH POINT": 31, "NORTH DELRIDGE": 17, "PIGEON POINT": 5}),
    "F2": (-122.365, 47.524, {"ROXHILL/WESTWOOD/ARBOR HEIGHTS": 62, "HIGHLAND PARK": 9, "SOUTH DELRIDGE": 7}),
    "F3": (-122.340, 47.526, {"HIGHLAND PARK": 31, "SOUTH PARK": 16, "SOUTH DELRIDGE": 7}),
    "G1": (-122.320, 47.604, {"FIRST HILL": 89, "JUDKINS PARK/NORTH BEACON HILL": 3}),
    "G2": (
        -122.306,
        47.603,
        {"CENTRAL AREA/SQUIRE PARK": 48, "JUDKINS PARK/NORTH BEACON HILL": 39, "MADRONA/LESCHI": 18},
    ),
    "G3": (-122.303, 47.596, {"JUDKINS PARK/NORTH BEACON HILL": 54, "MADRONA/LESCHI": 38}),
    "H1": (-122.345, 47.640, {"UNKNOWN": 2}),
    "H2": (-122.265, 47.620, {"UNKNOWN": 1}),
    "H3": (-122.375, 47.600, {"UNKNOWN": 1}),
    "J1": (-122.364, 47.696, {"GREENWOOD": 32, "BALLARD NORTH": 14}),
    "J2": (-122.381, 47.683, {"BALLARD NORTH": 39, "PHINNEY RIDGE": 7, "GREENWOOD": 5}),
    "J3": (-122.334, 47.682, {"ROOSEVELT/RAVENNA": 75, "GREENWOOD": 10, "PHINNEY RIDGE": 5}),
    "K1": (-122.335, 47.605, {"DOWNTOWN COMMERCIAL": 60}),
    "K2": (-122.331, 47.599, {"PIONEER SQUARE": 67, "DOWNTOWN COMMERCIAL": 30, "CHINATOWN/INTERNATIONAL DISTRICT": 14}),
    "K3": (-122.323, 47.599, {"CHINATOWN/INTERNATIONAL DISTRICT": 142, "PIONEER SQUARE": 15, "UNKNOWN": 5}),
    "L1": (-122.304, 47.723, {"LAKECITY": 66, "NORTHGATE": 12}),
    "L2": (-122.321, 47.704, {"NORTHGATE": 50, "ROOSEVELT/RAVENNA": 4}),
    "L3": (-122.292, 47.720, {"LAKECITY": 69, "SANDPOINT": 7}),
    "M1": (-122.341, 47.610, {"DOWNTOWN COMMERCIAL": 47, "BELLTOWN": 27}),
    "M2": (-122.338, 47.613, {"SLU/CASCADE": 16, "DOWNTOWN COMMERCIAL": 12}),
    "M3": (-122.336, 47.610, {"DOWNTOWN COMMERCIAL": 53}),
    "N1": (-122.357, 47.718, {"BITTERLAKE": 81, "BALLARD NORTH": 3}),
    "N2": (-122.343, 47.726, {"NORTHGATE": 52, "BITTERLAKE": 47}),
    "N3": (-122.343, 47.699, {"NORTHGATE": 101, "GREENWOOD": 40, "BITTERLAKE": 7}),
    "O1": (-122.333, 47.581, {"SODO": 56}),
    "O2": (-122.329, 47.567, {"SODO": 37, "GEORGETOWN": 22}),
    "O3": (-122.322, 47.549, {"GEORGETOWN": 38, "MID BEACON HILL": 10}),
    "Q1": (-122.385, 47.648, {"MAGNOLIA": 44}),
    "Q2": (-122.362, 47.641, {"QUEEN ANNE": 111}),
    "Q3": (-122.355, 47.624, {"QUEEN ANNE": 96, "SLU/CASCADE": 20}),
    "R1": (-122.312, 47.583, {"NORTH BEACON HILL": 89, "MID BEACON HILL": 13}),
    "R2": (-122.296, 47.578, {"MOUNT BAKER": 119, "CLAREMONT/RAINIER VISTA": 25}),
    "R3": (-122.281, 47.557, {"COLUMBIA CITY": 53, "LAKEWOOD/SEWARD PARK": 28, "GENESEE": 20, "HILLMAN CITY": 17}),
    "S1": (-122.287, 47.536, {"SOUTH BEACON HILL": 25, "NEW HOLLY": 24, "MID BEACON HILL": 22}),
    "S2": (-122.274, 47.532, {"BRIGHTON/DUNLAP": 109, "RAINIER BEACH": 42}),
    "S3": (-122.267, 47.518, {"RAINIER BEACH": 56, "RAINIER VIEW": 28}),
    "U1": (-122.311, 47.670, {"UNIVERSITY": 98, "ROOSEVELT/RAVENNA": 45}),
    "U2": (-122.315, 47.661, {"UNIVERSITY": 108}),
    "U3": (-122.282, 47.672, {"SANDPOINT": 65, "ROOSEVELT/RAVENNA": 25}),
    "W1": (
        -122.387,
        47.580,
        {"ALKI": 47, "NORTH ADMIRAL": 31, "COMMERCIAL DUWAMISH": 12, "COMMERCIAL HARBOR ISLAND": 3},
    ),
    "W2": (-122.384, 47.561, {"ALASKA JUNCTION": 68, "MORGAN": 6, "NORTH DELRIDGE": 5}),
    "W3": (-122.383, 47.537, {"MORGAN": 28, "ROXHILL/WESTWOOD/ARBOR HEIGHTS": 8, "HIGH POINT": 8, "FAUNTLEROY SW": 5}),
}
"""Beat: longitude, latitude, and its neighbourhoods with their weights."""

_NOWHERE = (("99", "UNKNOWN", 6), ("UNKNOWN", "-", 3), ("-", "UNKNOWN", 2))
_NOWHERE_SHARE = 0.012
"""The export leaves the sector blank on 1.2 % of rows."""


def _land() -> list[Place]:
    precinct_of = {initial: precinct for precinct, initials in PRECINCT_SECTORS.items() for initial in initials}
    sector_of = {sector[0]: sector for sector in SECTORS}
    return [
        Place(precinct_of[beat[0]], sector_of[beat[0]], beat, neighborhood, weight, longitude, latitude)
        for beat, (longitude, latitude, neighborhoods) in BEATS.items()
        for neighborhood, weight in neighborhoods.items()
    ]


def _all_places() -> tuple[Place, ...]:
    land = _land()
    unit = sum(place.weight for place in land) * _NOWHERE_SHARE / sum(weight for *_, weight in _NOWHERE)
    nowhere = [Place("UNKNOWN", "", beat, name, weight * unit, -122.33, 47.61) for beat, name, weight in _NOWHERE]
    return (*land, *nowhere)


PLACES = _all_places()
PLACE_WEIGHTS: Floats = np.array([place.weight for place in PLACES])
ANYWHERE = weighted(PLACE_WEIGHTS)
SECTOR_OF_PLACE = np.array([SECTORS.index(place.sector) if place.sector else 0 for place in PLACES], dtype=np.int64)
"""The sector whose units go to each place, as a position in `SECTORS`; nobody's place is served by the first."""
