"""Five steps of shade: which values share one, and which shade that is."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from app.figures.style import EDGE, INK, NONE, Figure

STEPS = ("#d0e9e7", "#95cdc8", "#58aaa5", "#1f7f7f", "#0b4f4f")
"""From few to many, as the light scheme shows them; `charts.css` finds them by their values and shades the dark one."""

TEXT_ON_STEPS = ("#0f1f1f", "#0f1f1f", "#000000", "#fefefe", "#fefefe")
"""Text that can be read on each; the dark scheme turns all round but the middle one."""

_SPREAD = {0: (), 1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


def steps(values: Iterable[float | None]) -> list[tuple[float, float]]:
    """Cut values into at most five classes of about equal size, each told by its lowest and highest value.

    Equal values share a class. Nothing (0) and withheld (None) belong to none: they have looks of their own. Classes
    of equal size rather than equal width, because a few places downtown have most of the calls: equal widths would
    leave the rest of the city in one shade.
    """
    known = sorted(value for value in values if value)
    found: dict[int, tuple[float, float]] = {}
    for value in known:
        share = 5 * known.index(value) // len(known)
        found[share] = (found.get(share, (value, value))[0], value)
    return list(found.values())


def shades(count: int) -> tuple[int, ...]:
    """Name the shades, 1 to 5, of that many classes: as far apart as they can be."""
    return _SPREAD[count]


def shade_of(value: float | None, classes: Sequence[tuple[float, float]]) -> int:
    """Return a value's shade, 1 to 5; 0 for nothing and for what is withheld."""
    if not value:
        return 0
    return shades(len(classes))[bisect_left([high for _, high in classes], value)]


def fill(shade: int) -> str:
    """Return a shade's colour; none for 0."""
    return STEPS[shade - 1] if shade else NONE


def text_on(shade: int) -> str:
    """Return the colour of text that can be read on a shade; on none it stands on the card."""
    return TEXT_ON_STEPS[shade - 1] if shade else INK


def pattern_of(value: float | None, is_left_out: bool = False) -> str:
    """Return the pattern that stands for having no shade: dots for what is left out, stripes for what is withheld."""
    if is_left_out:
        return "."
    return "/" if value is None else ""


def drawn_in(shape: str) -> Figure:
    """Return a pattern, drawn over nothing."""
    return {"shape": shape, "fgcolor": EDGE, "bgcolor": NONE, **_GRAINS[shape]}


_GRAINS = {"/": {"size": 6, "solidity": 0.25}, ".": {"size": 8, "solidity": 0.08}}
