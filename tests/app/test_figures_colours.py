"""Colours: contrast in both schemes, apart for readers who do not see them all, and known to the style sheet."""

import math
import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from app.figures.sparkline import sparkline
from app.figures.steps import STEPS, TEXT_ON_STEPS
from app.figures.style import DARK_CARD, EDGE, INK, LIGHT_CARD, RESPONDERS, Look

CSS = (Path(__file__).parents[2] / "app/assets/charts.css").read_text(encoding="utf-8")
LIGHT, _, _REST = CSS.partition("@media (prefers-color-scheme: dark)")
DARK = _REST.partition("\n}\n")[0]
CARDS = (LIGHT_CARD, DARK_CARD)

# How colours look to readers without one kind of cone, on linear red, green and blue: Machado, Oliveira and
# Fernandes 2009, severity 1.
SIGHTS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
# From linear colours to Oklab: Ottosson 2020.
_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_OKLAB = (
    (0.2104542553, 0.793617785, -0.0040720468),
    (1.9779984951, -2.428592205, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.808675766),
)
Matrix = tuple[tuple[float, ...], ...]


def _linear(colour: str) -> list[float]:
    shares = [channel / 255 for channel in bytes.fromhex(colour[1:])]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def _times(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix]


def contrast(one: str, other: str) -> float:
    """Work out the WCAG contrast ratio of two colours."""
    dark, light = sorted(_times(((0.2126, 0.7152, 0.0722),), _linear(colour))[0] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def difference(one: str, other: str, sight: str) -> float:
    """Work out how far apart two colours look, in hundredths of Oklab; 2 can just be told apart side by side."""
    seen = [_times(SIGHTS[sight], _linear(colour)) for colour in (one, other)]
    cones = [[max(0, part) ** (1 / 3) for part in _times(_CONES, colour)] for colour in seen]
    return 100 * math.dist(*(_times(_OKLAB, part) for part in cones))


def _custom(scheme: str, name: str) -> str:
    """Read a custom property from the style sheet."""
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}});", scheme)
    assert found, name
    return found[1]


def _ramp(scheme: str) -> list[str]:
    return [_custom(scheme, f"step-{number}") for number in range(1, 6)]


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("colour", [*(look.color for look in RESPONDERS), EDGE])
def test_marks_stand_out_from_the_card(colour: str, card: str) -> None:
    assert contrast(colour, card) >= 3.1


@pytest.mark.parametrize("look", RESPONDERS)
def test_white_patterns_stand_out_from_their_bars(look: Look) -> None:
    assert contrast(look.color, LIGHT_CARD) >= 3.1


@pytest.mark.parametrize("sight", SIGHTS)
def test_responders_differ_for_every_sight(sight: str) -> None:
    for one, other in combinations(RESPONDERS, 2):
        assert difference(one.color, other.color, sight) >= 9


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("scheme", "card"), [(LIGHT, LIGHT_CARD), (DARK, DARK_CARD)])
def test_steps_leave_the_card_one_by_one_for_every_sight(scheme: str, card: str, sight: str) -> None:
    ramp = [card, *_ramp(scheme)]
    away = [contrast(colour, card) for colour in ramp]
    assert away == sorted(away)
    assert min(difference(one, other, sight) for one, other in pairwise(ramp)) >= 5


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_text_on_steps_can_be_read(scheme: str) -> None:
    first, last = _custom(scheme, "on-first-steps"), _custom(scheme, "on-last-steps")
    for step, text in zip(_ramp(scheme), (first, first, TEXT_ON_STEPS[2], last, last), strict=True):
        assert contrast(step, text) >= 4.5


def test_the_light_scheme_is_what_figures_say() -> None:
    assert tuple(_ramp(LIGHT)) == STEPS
    assert (_custom(LIGHT, "on-first-steps"), _custom(LIGHT, "on-last-steps")) == (TEXT_ON_STEPS[0], TEXT_ON_STEPS[4])


@pytest.mark.parametrize("colour", [*STEPS, *sorted({*TEXT_ON_STEPS} - {TEXT_ON_STEPS[2]}), INK])
def test_the_style_sheet_finds_the_colours_that_depend_on_the_scheme(colour: str) -> None:
    red, green, blue = bytes.fromhex(colour[1:])
    assert f"rgb({red}, {green}, {blue})" in CSS


@pytest.mark.parametrize("values", [[], [None], [3], [1, None, 3, 4], [0, 0], [-2, 5], [1e9, 2]])
def test_a_sparkline_is_a_picture_without_words(values: list[float | None]) -> None:
    address = sparkline(values, 'CARE "calls" & <more>')
    kind, _, written = address.partition(",")
    picture = ET.fromstring(unquote(written))
    assert kind == "data:image/svg+xml"
    assert not set(address) & set(" <>#\"'")
    assert picture.get("aria-label") == 'CARE "calls" & <more>'
    assert not picture.findall(".//{*}text")
    assert "prefers-color-scheme:dark" in (picture.findtext("{*}style") or "")
    for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", " ".join(path.get("d") or "" for path in picture)):
        assert 0 <= float(x) <= 240
        assert 0 <= float(y) <= 40


def test_a_sparkline_has_gaps_and_marks_the_last_point() -> None:
    picture = ET.fromstring(unquote(sparkline([1, 2, None, 4, None]).partition(",")[2]))
    paths = picture.findall("{*}path")
    assert [path.get("class") for path in paths] == [None, "alone", "last"]
    assert (paths[0].get("d") or "").count("L") == 1
    assert paths[1].get("d") == paths[2].get("d")


@pytest.mark.parametrize("scheme_colour", [(LIGHT_CARD, RESPONDERS[0].color), (DARK_CARD, "#5cc4c4")])
def test_a_sparkline_stands_out_from_the_card(scheme_colour: tuple[str, str]) -> None:
    card, colour = scheme_colour
    assert colour.lstrip("#") in sparkline([1, 2])
    assert contrast(card, colour) >= 3.1
