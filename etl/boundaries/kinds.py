"""The kinds of boundaries, each with the properties that the City's GeoJSON names its areas by."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

DISTRICTS = tuple("1234567")
"""Seattle's council districts since 2015; the other two seats are of the whole city."""


@dataclass(frozen=True)
class Kind:
    """One kind of boundaries.

    `words` is what messages call it. `properties` are the spellings of its name in any case, the one we write first.
    `read_name` raises `ValueError` saying what a name is instead.
    """

    name: str
    words: str
    file_name: str
    properties: tuple[str, ...]
    read_name: Callable[[object], str]

    def given_name(self, properties: Mapping[str, object]) -> object:
        """Give what a feature's properties name it by; None when they do not."""
        return next((properties[name] for name in self.properties if properties.get(name) is not None), None)


def _text(given: object) -> str:
    """Spell a name as the export does: upper case, single spaces."""
    name = " ".join(given.split()).upper() if isinstance(given, str) else ""
    if not name.isprintable() or not 1 <= len(name) <= 80:
        raise ValueError("is not a name of 1 to 80 letters")
    return name


def _district(given: object) -> str:
    """Read 3, 3.0, '3', 'CD - 3' or 'Council District 3'."""
    text = str(int(given) if isinstance(given, float) and given.is_integer() else given)
    found = re.fullmatch(r"(?:CD|(?:COUNCIL )?DISTRICT)?[ -]*([1-7])", text.strip().upper())
    if found is None:
        raise ValueError(f"is not a council district from {DISTRICTS[0]} to {DISTRICTS[-1]}")
    return found[1]


BEAT = Kind("beat", "police beats", "beats.geojson", ("beat",), _text)
NEIGHBORHOOD = Kind("neighborhood", "neighborhoods", "neighborhoods.geojson", ("mcpp", "neighborhood"), _text)
DISTRICT = Kind("district", "council districts", "districts.geojson", ("district", "c_district"), _district)

KINDS = (BEAT, NEIGHBORHOOD, DISTRICT)
"""In the order a file is tried for: a layer of beats may also name the neighborhood or the district of each."""


def kind_of(properties: Mapping[str, object]) -> Kind | None:
    """Recognise a kind by the properties of a feature; None when it is none of them."""
    return next((kind for kind in KINDS if kind.given_name(properties) is not None), None)
