"""Charts of durations: bars and steps, the open last bin, and landmarks whose words never collide."""

from app.figures.distribution import Bin, Distribution, Landmark, distribution
from app.figures.style import CARE, SPD, Figure


def _waits(*landmarks: Landmark, name: str = "CARE") -> Distribution:
    bins = [Bin(start, 0.04, "4%", f"{start} minutes") for start in range(0, 125, 5)]
    return Distribution(name, CARE if name == "CARE" else SPD, bins, landmarks)


MEDIAN, NINE_IN_TEN = Landmark(12.5, "median: 12.5 min"), Landmark(500, "90th percentile: 500 min")


def test_the_first_series_is_bars_and_the_other_steps_over_them() -> None:
    bars, steps, boxes = distribution([_waits(), _waits(name="SPD")], "share", "120+")["data"]
    assert (bars["type"], steps["type"], steps["line"]["shape"]) == ("bar", "scatter", "hvh")
    assert bars["x"] == steps["x"] == boxes["x"]
    assert boxes["hovertext"][0] == "<b>0 minutes</b><br>CARE: 4%<br>SPD: 4%"


def test_the_last_bin_is_open_and_holds_what_lies_beyond() -> None:
    layout = distribution([_waits(MEDIAN, NINE_IN_TEN)], "share", "120+")["layout"]
    assert (layout["xaxis"]["ticktext"][-1], layout["xaxis"]["tickvals"][-1]) == ("120+", 122.5)
    assert sorted(line["x0"] for line in layout["shapes"]) == [12.5, 122.5]


def test_landmarks_say_what_they_are_and_never_stand_in_one_row() -> None:
    layout = distribution([_waits(MEDIAN, NINE_IN_TEN), _waits(MEDIAN, name="SPD")], "share", "120+")["layout"]
    words = layout["annotations"]
    assert {text["text"].replace("<br>", " ") for text in words} == {"median: 12.5 min", "90th percentile: 500 min"}
    assert len({text["ay"] for text in words}) == len(words) == 3
    assert [text["xanchor"] for text in sorted(words, key=_right_of)] == ["left", "left", "right"]
    assert layout["margin"]["t"] > distribution([_waits()], "share", "120+")["layout"]["margin"]["t"] + 3 * 17 - 1


def _right_of(text: Figure) -> float:
    return float(text["x"])
