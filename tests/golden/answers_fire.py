"""What `month_fire.py` answers about the fire department, worked out by hand in crew-seconds.

The comparables of its days are the welfare checks of priority 3 to which police went without CARE from 1 February to
1 June 2025: 15 at noon in WEST, less the one that was out for too long, 9 at 18:00, 10 in SOUTH, and the one of 2 March
whose police have no clear: 34. In no precinct there are 30. Three cost 3600, 1200 and 2000, the others nothing:
  L3  34   E = 6800/34 = 200   SS = 3400² + 1000² + 1800² + 31 × 200² = 17040000   s² = SS / 33

  call  level  E    actual          call  level  E    actual
  c1    3      200  0               c4    3      200  0, counted
  c2    3      200  4800            c8    3      200  5760
  c3    3      200  600             c5    no match    c6 c7 c10  outside its days

Σ E = 1000, actual 11160, avoided −10160: negative results stand.
"""

from tests.golden.answers import Question, shown, too_few
from tests.golden.answers_capacity import avoided, details, nothing
from tests.golden.oracle import Cell

S2 = 17_040_000 / 33
ALL = 5 * S2 + 25 * S2 / 34
WEST = 4 * S2 + 16 * S2 / 34
SOUTH = S2 + S2 / 34

EVERY = details(three=5, unmatched=1, timeless=1)
SPENT = 3600 + 1200 + 2000 + 4800 + 600 + 5760 + 2400 + 1200
"""21560 on the dispatched events of its days, 10 of them with two of 0; two more have a unit without a valid time."""

MODELED = (
    Question("sfd_crew_hours_avoided", {None: avoided(-10160, ALL, 5, EVERY, outside_sfd_data=3)}),
    # Whatever share of such calls police would have been sent to.
    Question(
        "sfd_crew_hours_avoided",
        {None: avoided(-10160, ALL, 5, EVERY, outside_sfd_data=3)},
        filters={"police_share": ["50"]},
    ),
    Question(
        "sfd_crew_hours_avoided",
        {
            "WEST": avoided(-10360, WEST, 4, details(three=4), outside_sfd_data=1),
            "SOUTH": avoided(200, SOUTH, 1, details(three=1, timeless=1)),
            "EAST": nothing(0, details(unmatched=1), outside_sfd_data=2),
        },
        by="precinct",
    ),
    # Of other days nothing is known: no value, and not 0.
    Question(
        "sfd_crew_hours_avoided",
        {
            "2023": nothing(0, details()),
            "2024": nothing(0, details(), outside_sfd_data=1),
            "2025": avoided(-10160, ALL, 5, EVERY, outside_sfd_data=1),
            "2026": nothing(0, details(), outside_sfd_data=1),
        },
        by="year",
    ),
    Question(
        "sfd_crew_hours_on_care_calls", {None: Cell(11160 / 3600, 5, False, {"outside_sfd_data": 3}, details=EVERY)}
    ),
    Question(
        "sfd_crew_hours_on_care_calls",
        {None: nothing(0, details(), outside_sfd_data=1)},
        filters={"end": ["2024-12-31"]},
    ),
    Question("sfd_crew_hours", {None: shown(SPENT / 3600, 10, no_valid_crew_time=2)}),
    # c2 of the first of May; who came changes nothing.
    Question(
        "sfd_crew_hours",
        {None: shown(4800 / 3600, 1)},
        filters={"start": ["2025-05-01"], "end": ["2025-05-01"], "responders": ["SPD only"]},
    ),
    Question(
        "sfd_crew_hours",
        {None: Cell(None, 0, False, {})},
        filters={"end": ["2025-01-31"]},
    ),
    Question(
        "sfd_crew_hours_avoided_share",
        {None: avoided(-10160, ALL, 10, EVERY, per=SPENT, no_valid_crew_time=2, outside_sfd_data=3)},
    ),
    Question(
        "sfd_crew_hours_avoided_share",
        {None: nothing(1, details(three=2), withheld=True)},
        filters={"start": ["2025-05-01"], "end": ["2025-05-01"]},
    ),
)

# c2 1200, c5 1740, the officer's request 900, c8 0. c3's unit and CARE at the ninth event never arrived; c4 has no clear.
MEASURED = (
    Question(
        "care_alone_after_sfd_hours",
        {None: shown(3840 / 3600, 4, no_arrival=2, no_clear=1, outside_sfd_data=3)},
    ),
    Question(
        "care_alone_after_sfd_hours",
        {
            "2023": Cell(None, 0, False, {}),
            "2024": Cell(None, 0, False, {"outside_sfd_data": 1}),
            "2025": shown(3840 / 3600, 4, no_arrival=2, no_clear=1, outside_sfd_data=1),
            "2026": Cell(None, 0, False, {"outside_sfd_data": 1}),
        },
        by="year",
    ),
    Question("sfd_cleared_first_share", {None: too_few(4, no_arrival=2, no_clear=1, outside_sfd_data=3)}),
)

FIRE = (*MODELED, *MEASURED)
