"""Minutes worth marking on a distribution: a line each, and its words above the chart, where no two can collide."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.style import LIGHT_CARD, Figure, Look, plain

_LINE_PIXELS = 17
_PLOT_ON_A_PHONE, _CHARACTER = 255, 7.2
"""Pixels of the chart's width, and of a character's."""


@dataclass(frozen=True)
class Landmark:
    """A minute worth marking, such as the median, and what is written at it."""

    minute: float
    text: str


@dataclass(frozen=True)
class Placed:
    """A landmark in its place: how far right, from 0 to 1, its lines of text, and how many lines stand below them."""

    look: Look
    minute: float
    share: float
    lines: tuple[str, ...]
    below: int


def place(marked: Sequence[tuple[Look, Landmark]], last_bin: float, end: float) -> list[Placed]:
    """Stack the landmarks, the latest minute lowest; the last bin is open, so all of its minutes are one."""
    placed: list[Placed] = []
    for look, landmark in sorted(marked, key=lambda one: one[1].minute, reverse=True):
        minute = min(landmark.minute, (last_bin + end) / 2)
        share = minute / (end or 1)
        lines = _wrapped(landmark.text, int(max(share, 1 - share) * _PLOT_ON_A_PHONE / _CHARACTER))
        below = placed[-1].below + len(placed[-1].lines) if placed else 0
        placed.append(Placed(look, minute, share, tuple(map(plain, lines)), below))
    return placed


def landmark_room(placed: Sequence[Placed]) -> int:
    """Say how many pixels the words need above the chart."""
    return _LINE_PIXELS * sum(len(each.lines) for each in placed)


def landmark_lines(placed: Sequence[Placed]) -> list[Figure]:
    """Draw each line through the chart, in its series' colour and dash."""
    return [
        {
            **{"type": "line", "x0": each.minute, "x1": each.minute, "yref": "paper", "y0": 0, "y1": 1},
            "line": {"color": each.look.color, "width": 2, "dash": each.look.dash},
        }
        for each in placed
    ]


def landmark_words(placed: Sequence[Placed]) -> list[Figure]:
    """Write each text above its line, on the side that has more room; the lowest last, over the lines of the others."""
    return [
        {
            "text": "<br>".join(each.lines),
            "bgcolor": LIGHT_CARD,  # the style sheet knows the dark one
            **{"x": each.minute, "y": 1, "yref": "paper", "yanchor": "bottom"},
            "xanchor": "left" if each.share < 0.5 else "right",
            "align": "left" if each.share < 0.5 else "right",
            **{
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 2,
                "arrowcolor": each.look.color,
                "ax": 0,
                "ay": -_LINE_PIXELS * each.below,
            },
        }
        for each in reversed(placed)
    ]


def _wrapped(text: str, most: int) -> list[str]:
    """Break a text that is too long into lines of about the same length."""
    lines = -(-len(text) // most)
    return textwrap.wrap(text, min(most, len(text) // lines + 6))
