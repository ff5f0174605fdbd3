"""Which council district holds most of each beat."""

from collections.abc import Iterator
from dataclasses import dataclass

from etl.boundaries.layer import Layer

FEWEST_ON_LAND = 0.05
"""A beat of which less lies in any district is on water. Measured: H2 has 0.001, the next, M1, 0.55."""

_ALIKE = 9
"""Decimals to which two shares are compared: their areas are sums of thousands of roundings."""


@dataclass(frozen=True)
class BeatDistrict:
    """A beat, the district that holds most of it, and which shares of its area lie in that one and in any."""

    beat: str
    district: str
    share: float
    share_in_any: float


def beat_districts(beats: Layer, districts: Layer) -> Iterator[BeatDistrict]:
    """Give each beat's district, the lower number of two that hold as much. A beat on water has none."""
    for beat, shape in beats.metres.items():
        shares = {name: shape.intersection(area).area / shape.area for name, area in districts.metres.items()}
        district = max(shares, key=lambda name: (round(shares[name], _ALIKE), -int(name)))
        in_any = sum(shares.values())
        if in_any >= FEWEST_ON_LAND:
            yield BeatDistrict(beat, district, min(shares[district], 1.0), min(in_any, 1.0))
