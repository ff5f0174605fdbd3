"""What the written month answers, worked out by hand: list the terms, sort them, take the middle or add them up.

Numbers such as 06 are the events of `month.py`, where each term is worked out. Values are literals, never computed by
the code they test; a fraction of hours is written as its seconds over 3600.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.golden.oracle import By, Cell, Label


@dataclass(frozen=True)
class Question:
    """One question and its worked answer."""

    metric: str
    answer: Mapping[Label, Cell]
    by: By = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)


def shown(value: float, n: int, **excluded: int) -> Cell:
    """Expect a value."""
    return Cell(value, n, withheld=False, excluded=excluded)


def too_few(n: int, **excluded: int) -> Cell:
    """Expect a median of fewer than ten to be withheld."""
    return Cell(None, n, withheld=True, excluded=excluded)


def events(count: int) -> Cell:
    """Expect a count, which is its own n."""
    return Cell(count, count, withheld=False, excluded={})


NONE, OUTSIDE, NO_CLEAR = "no_arrival", "outside_0_24h", "no_clear"

Term = int | str
TERMS: dict[str, tuple[Term, Term, Term]] = {
    "01": (840, NONE, NONE), "02": (300, NONE, NONE), "03": (480, NONE, NONE), "04": (OUTSIDE, NONE, NONE),
    "05": (NONE, 390, NONE), "06": (900, 360, 2400), "07": (1200, 300, 0), "08": (1320, 600, 0),
    "09": (1800, 240, 1800), "10": (NONE, NONE, NONE), "11": (NONE, 480, NONE), "12": (11400, NONE, NONE),
    "13": (0, NONE, NONE), "14": (1088, 0, 1800), "15": (NONE, 600, NONE), "16": (60, NONE, NONE),
    "17": (NONE, 60, NONE), "18": (OUTSIDE, NONE, NONE), "19": (NONE, 86400, NONE), "20": (360, NONE, NONE),
    "21": (540, NONE, NONE), "22": (660, NONE, NONE), "23": (1200, 300, 1800), "24": (960, 180, 600),
    "25": (420, NONE, NONE), "26": (NONE, 720, NONE), "27": (NONE, 840, NONE), "28": (780, 420, NO_CLEAR),
    "29": (2400, 600, OUTSIDE), "30": (500, NONE, NONE), "31": (1200, 300, 600), "32": (NONE, NONE, NONE),
    "33": (NONE, OUTSIDE, NONE), "34": (NONE, 300, NONE), "35": (720, NONE, NONE),
}  # fmt: skip
"""Each event's C, S and A in seconds, or why there is none, whether or not a metric is about the event."""


# CARE calls. Origin DISPATCH with a CARE unit, tests aside:
#   01 02 03 04 06 07 08 09 10 11 12 18 20 21 22 23 24 25 28 29 30 35 = 22.
# Not: 13 outreach, 14 officer request, 15 CAR23 is police, 16 a test, 31 no known indicator.
#   WEST    01 02 04 06 09 11 18 20 22 23 24 28 29 = 13      EAST  03 07 10 21 = 4      NORTH  08 12 30 = 3
#   SOUTH   35 = 1                                           UNKNOWN  25 = 1
#   priority 2   03 06 09 28 = 4                             5  30 = 1                  3  the other 17
# Arrived: all but 10 and 11 = 20. All activity: 22 + 13 + 14 = 24 (31 has no activity that is known).
CARE_CALLS = (
    Question("care_calls", {None: events(22)}),
    Question("care_calls", {None: events(20)}, filters={"count": ["arrived"]}),
    Question("care_calls", {None: events(24)}, filters={"count": ["all"]}),
    Question(
        "care_calls",
        {"WEST": events(13), "EAST": events(4), "NORTH": events(3), "SOUTH": events(1), "UNKNOWN": events(1)},
        by="precinct",
    ),
    Question("care_calls", {"2": events(4), "3": events(17), "5": events(1)}, by="priority"),
    # 01 was queued in October and arrived in November.
    Question("care_calls", {"2025-10": events(1), "2025-11": events(21)}, by="month"),
    Question("care_calls", {"2025-Q4": events(22)}, by="quarter"),
    Question("care_calls", {"2025": events(22)}, by="year"),
    # Weeks by their Mondays: 01-04 | 06-12 | 18 20 21 22 | 23 24 25 28 29 30 | 35.
    Question(
        "care_calls",
        {
            "2025-10-27": events(4),
            "2025-11-03": events(7),
            "2025-11-10": events(4),
            "2025-11-17": events(6),
            "2025-11-24": events(1),
        },
        by="week",
    ),
    # 22 on the 16th, 23 on the 17th. The 12th had a test only, the 11th police only: there, with nothing.
    Question(
        "care_calls",
        {
            "2025-11-11": events(0),
            "2025-11-12": events(0),
            "2025-11-13": events(1),
            "2025-11-14": events(1),
            "2025-11-15": events(1),
            "2025-11-16": events(1),
            "2025-11-17": events(1),
        },
        by="day",
        filters={"start": ["2025-11-11"], "end": ["2025-11-17"]},
    ),
    # Asked from before the first loaded day: the days begin with the first loaded one. 01 | 02 03.
    Question(
        "care_calls",
        {"2025-10-31": events(1), "2025-11-01": events(2)},
        by="day",
        filters={"start": ["2025-10-01"], "end": ["2025-11-01"]},
    ),
    # The last loaded day is the 30th (34, police only): the days end there.
    Question(
        "care_calls",
        {"2025-11-29": events(0), "2025-11-30": events(0)},
        by="day",
        filters={"start": ["2025-11-29"], "end": ["2026-01-31"]},
    ),
    # By the hour of queueing, 1: 04 · 9: 25 · 10: 11 18 20 29 · 12: 02 08 10 21 22 23 24 28 30 35 · 13: 03 12 ·
    # 14: 06 · 15: 07 · 16: 09 · 23: 01: 1 + 1 + 4 + 10 + 2 + 1 + 1 + 1 + 1 = 22. Hours without a call are absent.
    Question(
        "care_calls",
        {
            "1": events(1),
            "9": events(1),
            "10": events(4),
            "12": events(10),
            "13": events(2),
            "14": events(1),
            "15": events(1),
            "16": events(1),
            "23": events(1),
        },
        by="hour",
    ),
    # The 31st was a Friday. Friday 01 10 20 29 | Saturday 02 03 11 21 30 | Sunday 04 12 22 | Monday 06 23 |
    # Tuesday 07 24 | Wednesday 08 25 35 | Thursday 09 18 28.
    Question(
        "care_calls",
        {
            "1": events(2),
            "2": events(2),
            "3": events(3),
            "4": events(3),
            "5": events(4),
            "6": events(5),
            "7": events(3),
        },
        by="weekday",
    ),
    # Joint calls: 06 07 08 09 11 23 24 28 29 35 = 10.
    Question("care_calls", {"CARE only": events(12), "CARE and SPD": events(10)}, by="responders"),
    # OR within a filter, AND between, any case: EAST or NORTH 03 07 10 21 08 12 30, of these priority 2 or 5: 03 30.
    Question("care_calls", {None: events(2)}, filters={"precinct": ["east", "North"], "priority": ["2", "5"]}),
    Question("care_calls", {None: events(1)}, filters={"neighborhood": ["unknown"]}),
    Question("care_calls", {None: events(1)}, filters={"call_source": ["telephone other, not 911"]}),
    Question("care_calls", {None: events(0)}, filters={"sector": ["HARBOR"]}),
    Question("care_calls", {}, by="beat", filters={"sector": ["HARBOR"]}),
)

# CARE's response. Of the 22 calls, 10 and 11 have no arrival, 04 (-900) and 18 (86401) are outside. The other 18:
#   03 480 · 06 900 · 09 1800 · 28 780 (priority 2)    30 500 (priority 5)
#   01 840 · 02 300 · 07 1200 · 08 1320 · 12 11400 · 20 360 · 21 540 · 22 660 · 23 1200 · 24 960 · 25 420 · 29 2400 ·
#   35 720 (priority 3: 13)
# Sorted: 300 360 420 480 500 540 660 720 780 | 840 900 960 1200 1200 1320 1800 2400 11400.
#   The middle of 780 and 840 is 810 s = 13.5 min.
# WEST: 01 840, 02 300, 06 900, 09 1800, 20 360, 22 660, 23 1200, 24 960, 28 780, 29 2400, sorted
#   300 360 660 780 840 | 900 960 1200 1800 2400: the middle of 840 and 900 is 870 s = 14.5 min.
# Priority 3, sorted: 300 360 420 540 660 720 | 840 | 960 1200 1200 1320 2400 11400: 840 s = 14 min.
# November, without 01's 840: 300 360 420 480 500 540 660 720 | 780 | 900 960 1200 1200 1320 1800 2400 11400:
#   780 s = 13 min.
CARE_RESPONSE = (
    Question("care_response_median_minutes", {None: shown(13.5, 18, no_arrival=2, outside_0_24h=2)}),
    Question(
        "care_response_median_minutes",
        {
            "WEST": shown(14.5, 10, no_arrival=1, outside_0_24h=2),
            "EAST": too_few(3, no_arrival=1),
            "NORTH": too_few(3),
            "SOUTH": too_few(1),
            "UNKNOWN": too_few(1),
        },
        by="precinct",
    ),
    Question(
        "care_response_median_minutes",
        {"2": too_few(4), "3": shown(14.0, 13, no_arrival=2, outside_0_24h=2), "5": too_few(1)},
        by="priority",
    ),
    Question(
        "care_response_median_minutes",
        {"2025-10": too_few(1), "2025-11": shown(13.0, 17, no_arrival=2, outside_0_24h=2)},
        by="month",
    ),
    # Nothing happened on the 28th; 04 on the 2nd is outside; 10 on the 7th did not arrive.
    Question(
        "care_response_median_minutes",
        {"2025-11-02": too_few(0, outside_0_24h=1), "2025-11-03": too_few(1)},
        by="day",
        filters={"start": ["2025-11-02"], "end": ["2025-11-03"]},
    ),
    Question(
        "care_response_median_minutes",
        {"2025-11-28": too_few(0)},
        by="day",
        filters={"start": ["2025-11-28"], "end": ["2025-11-28"]},
    ),
    Question(
        "care_response_median_minutes",
        {"2025-11-07": too_few(0, no_arrival=1)},
        by="day",
        filters={"start": ["2025-11-07"], "end": ["2025-11-07"]},
    ),
)

# SPD's response. Origin DISPATCH with a police unit, tests aside: 32 and 35 have no arrival, 33 (-120) is outside.
#   05 390 · 34 300 (priority 1)                 15 600 · 19 86400 (priority 4)
#   06 360 · 09 240 · 26 720 · 27 840 · 28 420 (priority 2)
#   07 300 · 08 600 · 11 480 · 23 300 · 24 180 · 29 600 (priority 3)
# Sorted: 180 240 300 300 300 360 390 | 420 | 480 600 600 600 720 840 86400: 420 s = 7 min.
# EAST 05 07 15 34, and 33 outside · WEST 06 09 11 23 24 28 29 · NORTH 08 19 · UNKNOWN 26 27 · SOUTH 32 35, none there.
# Priorities 2 and 3 together, 11 terms: 180 240 300 300 360 | 420 | 480 600 600 720 840: 420 s = 7 min.
# 3 to 21 November: 06 360, 07 300, 08 600, 09 240, 11 480, 15 600, 19 86400, 23 300, 24 180, 26 720, 27 840, 28 420,
#   29 600, sorted 180 240 300 300 360 420 | 480 | 600 600 600 720 840 86400: 480 s = 8 min.
# With CARE: 06 07 08 09 11 23 24 28 29 = 9, one short of ten, and 35. Without: 05 15 19 26 27 34 = 6.
SPD_RESPONSE = (
    Question("spd_response_median_minutes", {None: shown(7.0, 15, no_arrival=2, outside_0_24h=1)}),
    Question(
        "spd_response_median_minutes",
        {
            "EAST": too_few(4, outside_0_24h=1),
            "WEST": too_few(7),
            "NORTH": too_few(2),
            "UNKNOWN": too_few(2),
            "SOUTH": too_few(0, no_arrival=2),
        },
        by="precinct",
    ),
    Question(
        "spd_response_median_minutes",
        {
            "1": too_few(2, outside_0_24h=1),
            "2": too_few(5, no_arrival=1),
            "3": too_few(6, no_arrival=1),
            "4": too_few(2),
        },
        by="priority",
    ),
    Question(
        "spd_response_median_minutes",
        {"2025-10": too_few(0), "2025-11": shown(7.0, 15, no_arrival=2, outside_0_24h=1)},
        by="month",
    ),
    Question(
        "spd_response_median_minutes",
        {None: shown(7.0, 11, no_arrival=2)},
        filters={"priority": ["2", "3"]},
    ),
    Question(
        "spd_response_median_minutes",
        {None: shown(8.0, 13)},
        filters={"start": ["2025-11-03"], "end": ["2025-11-21"]},
    ),
    Question(
        "spd_response_median_minutes",
        {"CARE and SPD": too_few(9, no_arrival=1), "SPD only": too_few(6, no_arrival=1, outside_0_24h=1)},
        by="responders",
    ),
)

# CARE alone after SPD. Both sent, any origin: 06 07 08 09 11 14 23 24 28 29 31 35. 11 and 35 lack an arrival, 28 a
# clear, 29 (86401) is outside. The other eight:
#   WEST   06 2400 + 09 1800 + 14 1800 + 23 1800 + 24 600 = 8400 s      EAST  07 0 + 31 600 = 600 s      NORTH  08 0
#   In all 8400 + 600 + 0 = 9000 s = 2.5 h.
#   priority 2   06 2400 + 09 1800 = 4200 s              3   07 0 + 08 0 + 14 1800 + 23 1800 + 24 600 + 31 600 = 4800 s
CARE_ALONE = (
    Question("care_alone_after_spd_hours", {None: shown(2.5, 8, no_arrival=2, no_clear=1, outside_0_24h=1)}),
    Question(
        "care_alone_after_spd_hours",
        {
            "WEST": shown(8400 / 3600, 5, no_arrival=1, no_clear=1, outside_0_24h=1),
            "EAST": shown(600 / 3600, 2),
            "NORTH": shown(0.0, 1),
            "SOUTH": shown(0.0, 0, no_arrival=1),
        },
        by="precinct",
    ),
    Question(
        "care_alone_after_spd_hours",
        {"2": shown(4200 / 3600, 2, no_clear=1), "3": shown(4800 / 3600, 6, no_arrival=2, outside_0_24h=1)},
        by="priority",
    ),
    Question(
        "care_alone_after_spd_hours",
        {"2025-10": shown(0.0, 0), "2025-11": shown(2.5, 8, no_arrival=2, no_clear=1, outside_0_24h=1)},
        by="month",
    ),
    # 14 is the officer request of the 10th; the 9th and the 11th had no joint event.
    Question(
        "care_alone_after_spd_hours",
        {"2025-11-09": shown(0.0, 0), "2025-11-10": shown(0.5, 1), "2025-11-11": shown(0.0, 0)},
        by="day",
        filters={"start": ["2025-11-09"], "end": ["2025-11-11"]},
    ),
)

QUESTIONS: tuple[Question, ...] = (*CARE_CALLS, *CARE_RESPONSE, *SPD_RESPONSE, *CARE_ALONE)
