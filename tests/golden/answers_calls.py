"""What the written worlds answer about counts, coverage and change, worked out by hand."""

from dataclasses import dataclass, field

from tests.golden.answers import Question, events, shown, too_few
from tests.golden.filters import Filters
from tests.golden.oracle import By, Label

# The 22 CARE calls of the month, split: joint 06 07 08 09 11 23 24 28 29 35 = 10, CARE alone the other 12.
# Arrived: 10 (alone) and 11 (joint) did not. All activity: 13 is outreach, 14 an officer request, 31 neither.
# Pairs: WEST 2: 06 09 28, 3: 10 more; EAST 2: 03, 3: 07 10 21; NORTH 3: 08 12, 5: 30; SOUTH 3: 35; UNKNOWN 3: 25.
SPLIT = (
    Question("care_only_calls", {None: events(12)}),
    Question("care_only_calls", {None: events(11)}, filters={"count": ["arrived"]}),
    Question("care_only_calls", {None: events(13)}, filters={"count": ["all"]}),
    Question("care_and_spd_calls", {None: events(10)}),
    Question("care_and_spd_calls", {None: events(9)}, filters={"count": ["arrived"]}),
    Question("care_and_spd_calls", {None: events(11)}, filters={"count": ["all"]}),
    Question("care_officer_requests", {None: events(1)}),
    Question("care_outreach_events", {None: events(1)}),
    # The switch does not move them.
    Question("care_outreach_events", {None: events(1)}, filters={"count": ["arrived"]}),
    Question("care_outreach_events", {}, by="precinct", filters={"precinct": ["EAST"]}),
    Question(
        "care_calls",
        {
            ("WEST", "2"): events(3),
            ("WEST", "3"): events(10),
            ("EAST", "2"): events(1),
            ("EAST", "3"): events(3),
            ("NORTH", "3"): events(2),
            ("NORTH", "5"): events(1),
            ("SOUTH", "3"): events(1),
            ("UNKNOWN", "3"): events(1),
        },
        by=("precinct", "priority"),
    ),
    # A month is there beside each label that has a call: in October 01 alone, of CARE alone.
    Question(
        "care_calls",
        {
            ("2025-10", "CARE only"): events(1),
            ("2025-10", "CARE and SPD"): events(0),
            ("2025-11", "CARE only"): events(11),
            ("2025-11", "CARE and SPD"): events(10),
        },
        by=("month", "responders"),
    ),
    Question("care_calls", {("2025-Q4", "2025"): events(22)}, by=("quarter", "year")),
    # Of 35 events 16 and 17 are tests; 13 and 14 are on-view, and what 31 is nobody knows. Police alone: 30 - 22.
    Question("recorded_events", {None: events(33)}),
    Question("dispatched_calls", {None: events(30)}),
    Question(
        "dispatched_calls",
        {"CARE only": events(12), "CARE and SPD": events(10), "SPD only": events(8)},
        by="responders",
    ),
    Question("recorded_events", {None: events(12)}, filters={"responders": ["CARE and SPD"]}),  # 14 and 31 too
    Question("recorded_events", {None: events(33)}, filters={"count": ["arrived"]}),  # the switch does not move it
)

# In the month every CARE call but 30 (SUSPICIOUS PERSON) is a welfare check; the others' types are not eligible, and 13,
# 14 and 31 were not dispatched, 16 and 17 are tests. 21 eligible: all but 10 and 11 arrived at.
MONTH_COVERAGE = (
    Question("eligible_calls", {None: events(21)}),
    Question("coverage_arrived_calls", {None: events(19)}),
    Question("coverage_sent_not_arrived_calls", {None: events(2)}),
    Question("coverage_outside_hours_calls", {None: events(0)}),
    Question("coverage_share", {None: shown(19 / 21, 21)}),
)

MONTH_CALLS: tuple[Question, ...] = (*SPLIT, *MONTH_COVERAGE)

# The calls of `month_coverage.py`, by year:
#   2023  17 − 4 = 13 eligible: 2 arrived, 1 sent, 3 outside hours, 3 outside area, 4 not sent
#   2024   9: 2 outside hours, 2 outside area, 5 not sent
#   2025   8: 1 outside hours, 3 outside area, 4 not sent
# Not sent, 13: WEST 7 (2023 3, 2024 3, 2025 1), EAST 2, SOUTH 2, NORTH 1, SOUTHWEST 1.
# Alone CARE went to CHINATOWN and to the call it did not arrive at, with the police to one; they went alone to 27.
COVERAGE: tuple[Question, ...] = (
    Question("eligible_calls", {None: events(30)}),
    Question("coverage_arrived_calls", {None: events(2)}),
    Question("coverage_sent_not_arrived_calls", {None: events(1)}),
    Question("coverage_outside_hours_calls", {None: events(6)}),
    Question("coverage_outside_area_calls", {None: events(8)}),
    Question("coverage_not_sent_calls", {None: events(13)}),
    Question("coverage_share", {None: shown(2 / 30, 30)}),
    Question("eligible_calls", {"2023": events(13), "2024": events(9), "2025": events(8)}, by="year"),
    Question("coverage_outside_hours_calls", {"2023": events(3), "2024": events(2), "2025": events(1)}, by="year"),
    Question("coverage_outside_area_calls", {"2023": events(3), "2024": events(2), "2025": events(3)}, by="year"),
    Question("coverage_not_sent_calls", {"2023": events(4), "2024": events(5), "2025": events(4)}, by="year"),
    Question("coverage_arrived_calls", {"2023": events(2), "2024": events(0), "2025": events(0)}, by="year"),
    Question("coverage_share", {"2023": shown(2 / 13, 13), "2024": too_few(9), "2025": too_few(8)}, by="year"),
    Question(
        "coverage_not_sent_calls",
        {"WEST": events(7), "EAST": events(2), "SOUTH": events(2), "NORTH": events(1), "SOUTHWEST": events(1)},
        by="precinct",
    ),
    # The eve of the launch.
    Question("eligible_calls", {None: events(0)}, filters={"end": ["2023-10-25"]}),
    # Who came is no filter here: what nobody of CARE came to would be gone.
    Question("eligible_calls", {None: events(30)}, filters={"responders": ["CARE only"]}),
    Question("coverage_share", {None: shown(2 / 30, 30)}, filters={"responders": ["CARE only"]}),
    Question("coverage_arrived_calls", {None: events(2)}, filters={"responders": ["CARE only"]}),
    # It is a group all the same.
    Question(
        "eligible_calls", {"CARE only": events(2), "CARE and SPD": events(1), "SPD only": events(27)}, by="responders"
    ),
    # The switch moves other numbers: CARE was sent to three, arrived at two.
    Question("eligible_calls", {None: events(30)}, filters={"count": ["arrived"]}),
    Question("care_calls", {None: events(2)}, filters={"count": ["arrived"]}),
)


@dataclass(frozen=True)
class Comparison:
    """A period beside another: value, other value, difference and percent of each row, and whether both are complete."""

    metric: str
    start: str
    end: str
    to: str
    answer: dict[Label, tuple[float | None, float | None, float | None, float | None]]
    complete: tuple[bool, bool] = (True, True)
    by: By = None
    filters: Filters = field(default_factory=dict)


# The month is loaded from 31 October to 30 November, complete to the 29th.
MONTH_CHANGES = (
    # The sixteen days from the 14th (20 to 25, 28 29 30 35) and those before (01 to 12 but 05, and 18). Those begin on
    # the 29th of October, two days before the first loaded.
    Comparison(
        "care_calls", "2025-11-14", "2025-11-29", "previous", {None: (10, 12, -2, -100 / 6)}, complete=(True, False)
    ),
    # The week from the 8th (11 12 18 20) and that from the 1st (02 03 04 06 07 08 09 10): too few for a percent.
    Comparison("care_calls", "2025-11-08", "2025-11-14", "previous", {None: (4, 8, -4, None)}),
    # By precinct: WEST 11 18 20, NORTH 12; before WEST 02 04 06 09, NORTH 08, and EAST 03 07 10, which the later week
    # has not.
    Comparison(
        "care_calls",
        "2025-11-08",
        "2025-11-14",
        "previous",
        {"WEST": (3, 4, -1, None), "NORTH": (1, 1, 0, None), "EAST": (0, 3, -3, None)},
        by="precinct",
    ),
    # By precinct the other way round: in the week from the 15th (21 | 22 23 24 28 29 | 25) EAST has 21, before none.
    Comparison(
        "care_calls",
        "2025-11-15",
        "2025-11-21",
        "previous",
        {"EAST": (1, 0, 1, None), "WEST": (5, 3, 2, None), "UNKNOWN": (1, 0, 1, None), "NORTH": (0, 1, -1, None)},
        by="precinct",
    ),
    # A whole month beside a whole month: 02 to 35, 21 calls, and 01. October is not loaded before the 31st, and of the
    # 30th of November more may come.
    Comparison(
        "care_calls", "2025-11-01", "2025-11-30", "previous", {None: (21, 1, 20, None)}, complete=(False, False)
    ),
    # Thirty days beside the thirty before: those end on 30 October, the day before the first loaded. Nothing is known
    # of them, nor of the year before.
    Comparison(
        "care_calls", "2025-10-31", "2025-11-29", "previous", {None: (22, None, None, None)}, complete=(True, False)
    ),
    Comparison(
        "care_calls", "2025-11-01", "2025-11-29", "year", {None: (21, None, None, None)}, complete=(True, False)
    ),
    # November's 780 s; October's one call is withheld: no difference.
    Comparison(
        "care_response_median_minutes",
        "2025-11-01",
        "2025-11-30",
        "previous",
        {None: (13.0, None, None, None)},
        complete=(False, False),
    ),
)

# June 2025 (c5: 1300 s) and May (c1 c2 c3 c8: 14700, c4: -5000); the 4th of May (c8: 3600) and the 3rd (c4), whose
# negative hours are nothing to be a percent of.
CAPACITY_CHANGES = (
    Comparison(
        "spd_officer_hours_avoided",
        "2025-06-01",
        "2025-06-30",
        "previous",
        {None: (1300 / 3600, 9700 / 3600, -8400 / 3600, None)},
    ),
    Comparison(
        "spd_officer_hours_avoided",
        "2025-05-04",
        "2025-05-04",
        "previous",
        {None: (1.0, -5000 / 3600, 8600 / 3600, None)},
    ),
)
