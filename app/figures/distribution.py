"""How long things took: shares by bins of minutes, with the median and the 90th percentile where they fall."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.hovering import NEAREST, SILENT, boxes, told
from app.figures.landmarks import Landmark, landmark_lines, landmark_room, landmark_words, place
from app.figures.periods import value_axis
from app.figures.style import Figure, Look, filled, layout, legend_below, plain

__all__ = ["Bin", "Distribution", "Landmark", "distribution"]

_MINUTES = 5


@dataclass(frozen=True)
class Bin:
    """Five minutes: where they begin, how much falls in them, that as text, and their name in words."""

    start: float
    value: float
    text: str
    label: str


@dataclass(frozen=True)
class Distribution:
    """One series: its bins, in order, and its landmarks, such as its median and its 90th percentile."""

    name: str
    look: Look
    bins: Sequence[Bin]
    landmarks: Sequence[Landmark]


def distribution(series: Sequence[Distribution], axis: str, end: str, is_share: bool = True) -> Figure:
    """Draw the first series as bars and others as steps over them.

    `axis` says what the bins hold, of which minutes; `end` names the last bin, which is open, as in `120+`. Series of
    different sizes are compared in shares of 1, written as percent.
    """
    last = max((one.start for each in series for one in each.bins), default=0)
    marked = [(each.look, landmark) for each in series for landmark in each.landmarks]
    placed = place(marked, last, last + _MINUTES)
    return {
        "data": [*(_steps(each) if number else _bars(each) for number, each in enumerate(series)), _boxes(series)],
        "layout": layout(
            axis,
            top=landmark_room(placed),
            **NEAREST,
            xaxis=_minutes(last, end),
            yaxis=value_axis((one.value for each in series for one in each.bins), is_share),
            shapes=landmark_lines(placed),
            annotations=landmark_words(placed),
            showlegend=len(series) > 1,
            legend=legend_below(),
        ),
    }


def _drawn(series: Distribution) -> Figure:
    """Return what bars and steps have in common: they stand at the middle of their five minutes, and are silent."""
    return {
        "name": plain(series.name),
        "x": [_middle(one) for one in series.bins],
        "y": [one.value for one in series.bins],
        **SILENT,
    }


def _middle(one: Bin) -> float:
    return one.start + _MINUTES / 2


def _boxes(series: Sequence[Distribution]) -> Figure:
    """Say at each bin what every series has in it."""
    bins: dict[float, list[tuple[str, Bin]]] = defaultdict(list)
    for each in series:
        for one in each.bins:
            bins[_middle(one)].append((each.name, one))
    texts = [told(found[0][1].label, [(name, one.text) for name, one in found]) for found in bins.values()]
    return boxes(list(bins), [max(one.value for _, one in found) for found in bins.values()], texts)


def _bars(series: Distribution) -> Figure:
    return {"type": "bar", **_drawn(series), "width": _MINUTES * 0.9, "marker": filled(series.look)}


def _steps(series: Distribution) -> Figure:
    line = {"color": series.look.color, "width": 3, "shape": "hvh", "dash": series.look.dash}
    return {"type": "scatter", "mode": "lines", **_drawn(series), "line": line}


def _minutes(last: float, end: str) -> Figure:
    ticks = list(range(0, int(last), 30))
    return {
        "range": [0, last + _MINUTES],
        "tickmode": "array",
        "tickvals": [*ticks, last + _MINUTES / 2],
        "ticktext": [*map(str, ticks), plain(end)],
        "ticklabeloverflow": "allow",
        "showgrid": False,
        "fixedrange": True,
        "automargin": True,
    }
