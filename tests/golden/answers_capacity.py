"""What `month_capacity.py` answers about modeled capacity, worked out by hand in officer-seconds.

The comparables calls of 2025 are held to, each cell with its n, mean E and sample variance s² = SS / (n − 1):
  A   31: 15 × 1800, 15 × 5400, 3600    E = 111600/31 = 3600   SS = 30 × 1800²                    = 97200000   s² = 3240000
  L2  40: A and 9 × 7600                E = 180000/40 = 4500   SS = 97200000 + 31 × 900² + 9 × 3100² = 208800000
  L3  50: L2 and 10 × 2000              E = 200000/50 = 4000   SS = 208800000 + 40 × 500² + 10 × 2000² = 258800000
  B   30: 29 × 1200, 4200               E = 39000/30 = 1300    SS = 29 × 100² + 2900²              = 8700000    s² = 300000

  call  level  E     actual        call  level  E     actual
  c1    1 A    3600  0             c4    3      4000  9000
  c2    1 A    3600  600           c5    1 B    1300  0
  c3    2      4500  0             c8    1 A    3600  0, counted        c6 c7 c10  no match

Σ E = 3 × 3600 + 4500 + 4000 + 1300 = 20600, actual 9600, avoided 11000.
The variance of m calls of one cell is m s² + m² s²/n.
"""

from math import sqrt

from tests.golden.answers import Question, shown
from tests.golden.oracle import Cell

A3 = 3 * 3_240_000 + 9 * 3_240_000 / 31  # 10660645.2: c1 c2 c8 together
A2 = 2 * 3_240_000 + 4 * 3_240_000 / 31  # 6898064.5: two of them
A1 = 3_240_000 + 3_240_000 / 31  # 3344516.1: one of them
L2 = 208_800_000 / 39 + 208_800_000 / 39 / 40  # 5487692.3: c3
L3 = 258_800_000 / 49 + 258_800_000 / 49 / 50  # 5387265.3: c4
B1 = 300_000 + 300_000 / 30  # 310000: c5
ALL = A3 + L2 + L3 + B1
"""21845602.8, whose root is 4673.93: ± 9160.9 s at p = 1."""

YEAR_HOURS = 1750 * 3600
"""What a full-time officer works in a year, in seconds."""


def details(one: int = 0, two: int = 0, three: int = 0, unmatched: int = 0, timeless: int = 0) -> dict[str, object]:
    """Say how many calls used each level or none, and how many had police without a service time."""
    levels = {"1": one, "2": two, "3": three}
    return {"matched_by_level": levels, "unmatched": unmatched, "actual_without_valid_time": timeless}


def avoided(
    seconds: float,
    variance: float,
    n: int,
    rests_on: dict[str, object],
    per: float = 3600,
    p: float = 1,
    **excluded: int,
) -> Cell:
    """Expect so many officer-seconds, per so many, with the interval of their variance at p = 1."""
    margin = 1.96 * p * sqrt(variance)
    low, high = (seconds - margin) / per, (seconds + margin) / per
    return Cell(seconds / per, n, False, excluded, low, high, rests_on)


def nothing(n: int, rests_on: dict[str, object], withheld: bool = False, **excluded: int) -> Cell:
    """Expect no value."""
    return Cell(None, n, withheld, excluded, details=rests_on)


EVERY = details(4, 1, 1, unmatched=3, timeless=1)

HOURS = (
    Question("spd_officer_hours_avoided", {None: avoided(11000, ALL, 6, EVERY)}),
    # p scales E and the interval, never the actual: 10300 − 9600 and 0 − 9600.
    Question("spd_officer_hours_avoided", {None: avoided(700, ALL, 6, EVERY, p=0.5)}, filters={"police_share": ["50"]}),
    Question("spd_officer_hours_avoided", {None: avoided(-9600, 0, 6, EVERY)}, filters={"police_share": ["0"]}),
    # WEST c1 c2 c8 c3: 3 × 3600 + 4500 − 600. SOUTH c4. EAST c5.
    Question(
        "spd_officer_hours_avoided",
        {
            "WEST": avoided(14700, A3 + L2, 4, details(3, 1, unmatched=1, timeless=1)),
            "SOUTH": avoided(-5000, L3, 1, details(three=1)),
            "EAST": avoided(1300, B1, 1, details(1, unmatched=2)),
        },
        by="precinct",
    ),
    # A row's m is its own: c1 alone in one, c2 and c8 in the other. c1 c3 c5: 9400; c2 c8 c4: 11200 − 9600.
    Question(
        "spd_officer_hours_avoided",
        {
            "CARE only": avoided(9400, A1 + L2 + B1, 3, details(2, 1, unmatched=2)),
            "CARE and SPD": avoided(1600, A2 + L3, 3, details(2, three=1, unmatched=1, timeless=1)),
        },
        by="responders",
    ),
    # Every year is there; c6 and c10 have no match in theirs.
    Question(
        "spd_officer_hours_avoided",
        {
            "2023": nothing(0, details()),
            "2024": nothing(0, details(unmatched=1)),
            "2025": avoided(11000, ALL, 6, details(4, 1, 1, unmatched=1, timeless=1)),
            "2026": nothing(0, details(unmatched=1)),
        },
        by="year",
    ),
    # The reader's days do not narrow the comparables: c1 c2 alone, 7200 − 600.
    Question(
        "spd_officer_hours_avoided",
        {None: avoided(6600, A2, 2, details(2))},
        filters={"start": ["2025-05-01"], "end": ["2025-05-01"]},
    ),
    Question(
        "spd_officer_hours_avoided",
        {None: nothing(0, details(unmatched=1))},
        filters={"call_type": ["disturbance"]},
    ),
    # What the police spent on the matched calls: c2 600 + c4 9000. c6's 1000 are left out.
    Question("spd_officer_hours_on_care_calls", {None: Cell(9600 / 3600, 6, False, {}, details=EVERY)}),
    Question(
        "spd_officer_hours_on_care_calls",
        {
            "CARE only": Cell(0.0, 3, False, {}, details=details(2, 1, unmatched=2)),
            "CARE and SPD": Cell(9600 / 3600, 3, False, {}, details=details(2, three=1, unmatched=1, timeless=1)),
        },
        by="responders",
    ),
    Question(
        "spd_officer_hours_on_care_calls",
        {None: nothing(0, details(unmatched=1))},
        filters={"end": ["2024-12-31"]},
    ),
    # CARE alone at c1 c3 c5 c7 c10, half an hour each, with a match or without.
    Question("care_only_hours", {None: shown(2.5, 5)}),
)

# SPD officer-seconds on every dispatched event: 111600 + 68400 + 20000 + 39000 = 239000 on 80 comparables, 9900 of 2023,
# c2 600, c4 9000, c6 1000, and 500 where CARE never arrived: 260000 on 85. Two more have police without a service time.
#   WEST   111600 + 68400 + 9900 + 600 + 500 = 191000 on 43, and those two      SOUTH  20000 + 9000 = 29000 on 11
#   EAST   39000 + 1000 = 40000 on 31
#   2024   81000 + 3600 + 34800 + 1000 = 120400 on 46
SHARES = (
    Question("spd_officer_hours", {None: shown(260_000 / 3600, 85, no_valid_service_time=2)}),
    Question(
        "spd_officer_hours",
        {
            "WEST": shown(191_000 / 3600, 43, no_valid_service_time=2),
            "SOUTH": shown(29_000 / 3600, 11),
            "EAST": shown(40_000 / 3600, 31),
        },
        by="precinct",
        filters={"responders": ["care only"]},
    ),
    Question(
        "spd_officer_hours_avoided_share",
        {None: avoided(11000, ALL, 85, EVERY, per=260_000, no_valid_service_time=2)},
    ),
    Question(
        "spd_officer_hours_avoided_share",
        {
            "WEST": avoided(
                14700,
                A3 + L2,
                43,
                details(3, 1, unmatched=1, timeless=1),
                per=191_000,
                no_valid_service_time=2,
            ),
            "SOUTH": avoided(-5000, L3, 11, details(three=1), per=29_000),
            "EAST": avoided(1300, B1, 31, details(1, unmatched=2), per=40_000),
        },
        by="precinct",
    ),
    # Who came narrows what was avoided, not what it is a share of: c1 c3 c5 of 260000.
    Question(
        "spd_officer_hours_avoided_share",
        {None: avoided(9400, A1 + L2 + B1, 85, details(2, 1, unmatched=2), per=260_000, no_valid_service_time=2)},
        filters={"responders": ["care only"]},
    ),
    # Of the first of May c2 alone: too few.
    Question(
        "spd_officer_hours_avoided_share",
        {None: nothing(1, details(2), withheld=True)},
        filters={"start": ["2025-05-01"], "end": ["2025-05-01"]},
    ),
    Question(
        "spd_officer_hours_avoided_share",
        {None: nothing(46, details(unmatched=1))},
        filters={"start": ["2024-01-01"], "end": ["2024-12-31"]},
    ),
)

# Loaded from 31 December 2023 to 1 January 2026: 1 + 366 + 365 + 1 = 733 days.
# From 1 May to 15 June: 31 days of May with c1 c2 c3 c8 c4 (9700), 15 of June with c5.
EQUIVALENTS = (
    Question("officers_equivalent", {None: avoided(11000, ALL, 6, EVERY, per=YEAR_HOURS * 733 / 365.25)}),
    Question(
        "officers_equivalent",
        {
            "2025-05": avoided(9700, A3 + L2 + L3, 5, details(3, 1, 1, timeless=1), per=YEAR_HOURS * 31 / 365.25),
            "2025-06": avoided(1300, B1, 1, details(1, unmatched=1), per=YEAR_HOURS * 15 / 365.25),
        },
        by="month",
        filters={"start": ["2025-05-01"], "end": ["2025-06-15"]},
    ),
    # An hour of the day is no period: its days are the filter's, the 31 of May.
    Question(
        "officers_equivalent",
        {"2": avoided(-5000, L3, 1, details(three=1), per=YEAR_HOURS * 31 / 365.25)},
        by="hour",
        filters={"start": ["2025-05-01"], "end": ["2025-05-31"], "precinct": ["SOUTH"]},
    ),
    Question(
        "officers_equivalent",
        {None: nothing(0, details(unmatched=1))},
        filters={"start": ["2026-01-01"]},
    ),
)

CAPACITY: tuple[Question, ...] = (*HOURS, *SHARES, *EQUIVALENTS)

# The month of `month.py` has no 30 of anything: its 20 calls CARE arrived at have no match. Of 18 dispatched events with
# police 05 and 28 have no service time that counts.
MONTH_CAPACITY: tuple[Question, ...] = (
    Question("spd_officer_hours_avoided", {None: nothing(0, details(unmatched=20))}),
    Question("spd_officer_hours_on_care_calls", {None: nothing(0, details(unmatched=20))}),
    Question("officers_equivalent", {None: nothing(0, details(unmatched=20))}),
    Question("spd_officer_hours_avoided_share", {None: nothing(16, details(unmatched=20), no_valid_service_time=2)}),
)
