"""What the written month answers about durations, worked out by hand beside the lists they are read off.

Numbers such as 06 are the events of `month.py`. Seconds are listed by event, then sorted; `|` stands beside the middle.
The 90th percentile is the value nine tenths of the way through: of n sorted terms, place 0.9 × (n − 1), counted from 0.
"""

from tests.golden.answers import Question, events, shown, too_few

# CARE's response, 18 terms sorted in `answers.py`: place 15.3 is between 1800 and 2400: 1800 + 0.3 × 600 = 1980 s.
#   They add up to 26780.
# CARE's wait, 22 calls, all but 20 (sent before it was queued) count:
#   01 300 · 02 60 · 03 120 · 04 300 · 06 600 · 07 480 · 08 600 · 09 600 · 10 300 · 11 300 · 12 300 · 18 84600 ·
#   21 180 · 22 240 · 23 600 · 24 300 · 25 120 · 28 300 · 29 1200 · 30 120 · 35 120
#   60 120 120 120 120 180 240 300 300 300 | 300 | 300 300 300 480 600 600 600 600 1200 84600: 300 s; place 18: 600 s.
#   60 + 480 + 180 + 240 + 2100 + 480 + 2400 + 1200 + 84600 = 91740.
# CARE's travel, 10 and 11 not there, 04 (-1200) outside:
#   01 540 · 02 240 · 03 360 (two units) · 06 300 · 07 720 · 08 720 · 09 1200 · 12 11100 (two units) · 18 1801 · 20 390 ·
#   21 360 · 22 420 · 23 600 · 24 660 · 25 300 · 28 480 · 29 1200 · 30 380 · 35 600
#   240 300 300 360 360 380 390 420 480 | 540 | 600 600 660 720 720 1200 1200 1801 11100: 540 s.
#   Place 16.2: 1200 + 0.2 × 601 = 1320.2 s. They add up to 22371.
# CARE on scene, 10 and 11 not there, 29 (86401) outside. 04 counts, though its response does not:
#   01 1560 · 02 2100 · 03 2520 · 04 2400 · 06 2700 · 07 1500 · 08 1680 · 09 1800 · 12 1800 · 18 1799 · 20 1440 ·
#   21 1860 · 22 1740 · 23 2400 · 24 2040 · 25 1380 · 28 2220 · 30 1420 · 35 1680
#   1380 1420 1440 1500 1560 1680 1680 1740 1799 | 1800 | 1800 1860 2040 2100 2220 2400 2400 2520 2700: 1800 s.
#   Place 16.2: 2400 + 0.2 × 120 = 2424 s. They add up to 36039.
CARE_TIMES = (
    Question("care_response_p90_minutes", {None: shown(33.0, 18, no_arrival=2, outside_0_24h=2)}),
    Question("care_response_mean_minutes", {None: shown(26780 / 18 / 60, 18, no_arrival=2, outside_0_24h=2)}),
    Question("care_wait_median_minutes", {None: shown(5.0, 21, outside_0_24h=1)}),
    Question("care_wait_p90_minutes", {None: shown(10.0, 21, outside_0_24h=1)}),
    Question("care_wait_mean_minutes", {None: shown(91740 / 21 / 60, 21, outside_0_24h=1)}),
    Question("care_travel_median_minutes", {None: shown(9.0, 19, no_arrival=2, outside_0_24h=1)}),
    Question("care_travel_p90_minutes", {None: shown(1320.2 / 60, 19, no_arrival=2, outside_0_24h=1)}),
    Question("care_travel_mean_minutes", {None: shown(22371 / 19 / 60, 19, no_arrival=2, outside_0_24h=1)}),
    Question("care_on_scene_median_minutes", {None: shown(30.0, 19, no_arrival=2, outside_0_24h=1)}),
    Question("care_on_scene_p90_minutes", {None: shown(40.4, 19, no_arrival=2, outside_0_24h=1)}),
    Question("care_on_scene_mean_minutes", {None: shown(36039 / 19 / 60, 19, no_arrival=2, outside_0_24h=1)}),
    # In October 01 alone; withheld as the median is. At noon on a Friday in EAST: 10, which did not arrive.
    Question("care_wait_p90_minutes", {"2025-10": too_few(1)}, by="month", filters={"end": ["2025-10-31"]}),
    Question(
        "care_on_scene_mean_minutes",
        {None: too_few(0, no_arrival=1)},
        filters={"priority": ["3"], "hour": ["12"], "precinct": ["EAST"], "weekday": ["5"]},
    ),
)

# SPD's response, 15 terms sorted in `answers.py`: place 12.6 is between 720 and 840: 720 + 0.6 × 120 = 792 s.
#   They add up to 92730: 6182 s.
# SPD's wait, 18 calls, all but 33 (-180) count, 32 and 35 too:
#   05 120 · 06 60 · 07 60 · 08 300 · 09 60 · 11 120 · 15 60 · 19 84600 · 23 60 · 24 60 · 26 120 · 27 120 · 28 60 ·
#   29 120 · 32 1200 · 34 60 · 35 180
#   60 ×8 | 120 | 120 ×4 180 300 1200 84600: 120 s. Place 14.4: 300 + 0.4 × 900 = 660 s.
#   480 + 600 + 180 + 300 + 1200 + 84600 = 87360.
# SPD's travel, 32 and 35 not there; 33 counts, though its wait and response do not:
#   05 270 · 06 300 · 07 240 · 08 300 · 09 180 · 11 360 · 15 540 (two units) · 19 1800 · 23 240 · 24 120 · 26 600 ·
#   27 720 · 28 360 · 29 480 · 33 60 · 34 240
#   60 120 180 240 240 240 270 300 | 300 360 360 480 540 600 720 1800: 300 s. Place 13.5: 660 s. They add up to 6810.
# SPD on scene, 32 and 35 not there, 28 without a clear, 05 (-690) outside:
#   06 840 · 07 2400 · 08 4800 · 09 960 · 11 1920 · 15 2400 · 19 1800 · 23 1500 · 24 2220 · 26 1080 · 27 960 · 29 1200 ·
#   33 1620 · 34 1320
#   840 960 960 1080 1200 1320 1500 | 1620 1800 1920 2220 2400 2400 4800: 1560 s. Place 11.7: 2400 s.
#   They add up to 25020.
SPD_TIMES = (
    Question("spd_response_p90_minutes", {None: shown(13.2, 15, no_arrival=2, outside_0_24h=1)}),
    Question("spd_response_mean_minutes", {None: shown(6182 / 60, 15, no_arrival=2, outside_0_24h=1)}),
    Question("spd_wait_median_minutes", {None: shown(2.0, 17, outside_0_24h=1)}),
    Question("spd_wait_p90_minutes", {None: shown(11.0, 17, outside_0_24h=1)}),
    Question("spd_wait_mean_minutes", {None: shown(87360 / 17 / 60, 17, outside_0_24h=1)}),
    Question("spd_travel_median_minutes", {None: shown(5.0, 16, no_arrival=2)}),
    Question("spd_travel_p90_minutes", {None: shown(11.0, 16, no_arrival=2)}),
    Question("spd_travel_mean_minutes", {None: shown(6810 / 16 / 60, 16, no_arrival=2)}),
    Question("spd_on_scene_median_minutes", {None: shown(26.0, 14, no_arrival=2, no_clear=1, outside_0_24h=1)}),
    Question("spd_on_scene_p90_minutes", {None: shown(40.0, 14, no_arrival=2, no_clear=1, outside_0_24h=1)}),
    Question(
        "spd_on_scene_mean_minutes", {None: shown(25020 / 14 / 60, 14, no_arrival=2, no_clear=1, outside_0_24h=1)}
    ),
    # 05 390 and 34 300 were within seven minutes, 33 does not count: two are too few.
    Question("spd_priority1_within_7_minutes_share", {None: too_few(2, outside_0_24h=1)}),
)

# First response, 30 dispatched events: the 22 CARE calls and 05 15 19 26 27 32 33 34. 10 and 32 have no arrival; 04, 18
# and 33 are outside. The police were first at 06 07 08 09 11 23 24 28 29, CARE at 35:
#   01 840 · 02 300 · 03 480 · 05 390 · 06 360 · 07 300 · 08 600 · 09 240 · 11 480 · 12 11400 · 15 600 · 19 86400 ·
#   20 360 · 21 540 · 22 660 · 23 300 · 24 180 · 25 420 · 26 720 · 27 840 · 28 420 · 29 600 · 30 500 · 34 300 · 35 720
#   180 240 300 300 300 300 360 360 390 420 420 480 | 480 | 500 540 600 600 600 660 720 720 840 840 11400 86400: 480 s.
#   Place 21.6: between 840 and 840. They add up to 108950: 4358 s.
FIRST_RESPONSE = (
    Question("first_response_median_minutes", {None: shown(8.0, 25, no_arrival=2, outside_0_24h=3)}),
    Question("first_response_p90_minutes", {None: shown(14.0, 25, no_arrival=2, outside_0_24h=3)}),
    Question("first_response_mean_minutes", {None: shown(4358 / 60, 25, no_arrival=2, outside_0_24h=3)}),
)

# Bins of five minutes, over what counts. CARE's response: 300 360 420 480 500 540 | 660 720 780 840 | 900 960 |
#   1200 1200 1320 | 1800 | 2400 | 11400 (190 min, in the last).
# SPD's wait: 14 under 300, of which 8 are 60 s: the middle of the 7th and the 8th is 60 s; the 13th is 120 and the 14th
#   180, place 11.7 between two of 120; 480 + 600 + 180 = 1260 s are 90 s each. Then 300, 1200 and 84600.
BINS = (
    Question(
        "care_response_median_minutes",
        {
            "5": too_few(6),
            "10": too_few(4),
            "15": too_few(2),
            "20": too_few(3),
            "30": too_few(1),
            "40": too_few(1),
            "120": too_few(1),
        },
        by="minutes_bin",
    ),
    *(
        Question(
            f"spd_wait_{statistic}_minutes",
            {"0": shown(value, 14), "5": too_few(1), "20": too_few(1), "120": too_few(1)},
            by="minutes_bin",
        )
        for statistic, value in (("median", 1.0), ("p90", 2.0), ("mean", 1.5))
    ),
)

# On calls of CARE alone, from its arrival to its last clear: 01 1560 + 02 2100 + 03 2520 + 04 2400 + 12 1800 + 18 1799 +
# 20 1440 + 21 1860 + 22 1740 + 25 1380 + 30 1420 = 20019 s; 10 never arrived.
# Who left first, of joint events with both arrivals and both clears: the police at 06 09 14 23 24 29 31, not at 07 08:
# nine, one too few. 11 and 35 lack an arrival, 28 a clear.
MEASURED = (
    Question("care_only_hours", {None: shown(20019 / 3600, 11, no_arrival=1)}),
    Question(
        "care_only_hours",
        {"2025-10": shown(1560 / 3600, 1), "2025-11": shown(18459 / 3600, 10, no_arrival=1)},
        by="month",
    ),
    # Nothing happened on the 28th: no hours.
    Question(
        "care_only_hours",
        {"2025-11-28": shown(0.0, 0)},
        by="day",
        filters={"start": ["2025-11-28"], "end": ["2025-11-28"]},
    ),
    Question("spd_cleared_first_share", {None: too_few(9, no_arrival=2, no_clear=1)}),
)

MONTH_TIMES: tuple[Question, ...] = (*CARE_TIMES, *SPD_TIMES, *FIRST_RESPONSE, *BINS, *MEASURED)

# The thirteen urgent joint calls of `month_handovers.py`, by their days. Response within 420 s: 1 2 4 5 6 8; not: 3 9 10
# 11 12; none on 7, outside on 13. Police gone first: 1 2 5 9 10 11 12 13; not: 3 4; no arrival on 6 7, no clear on 8.
# Alone: 1 1200 + 2 1 + 3 0 + 4 0 + 5 1500 + 10 to 13 1400 each = 8301 s; 9 (89000) is outside.
# First of both: 60 60 60 60 419 420 | 421 500 600 600 600 900, CARE on 7 and 12; 13 is outside by its earliest, though
# CARE's 900 would count. The middle of 420 and 421; place 9.9 between 600 and 600; 4700 s in all.
HANDOVERS: tuple[Question, ...] = (
    Question("spd_priority1_within_7_minutes_share", {None: shown(6 / 11, 11, no_arrival=1, outside_0_24h=1)}),
    Question("spd_cleared_first_share", {None: shown(0.8, 10, no_arrival=2, no_clear=1)}),
    Question("care_alone_after_spd_hours", {None: shown(8301 / 3600, 9, no_arrival=2, no_clear=1, outside_0_24h=1)}),
    Question("spd_priority1_within_7_minutes_share", {None: too_few(0)}, filters={"responders": ["SPD only"]}),
    Question("first_response_median_minutes", {None: shown(420.5 / 60, 12, outside_0_24h=1)}),
    Question("first_response_p90_minutes", {None: shown(10.0, 12, outside_0_24h=1)}),
    Question("first_response_mean_minutes", {None: shown(4700 / 12 / 60, 12, outside_0_24h=1)}),
    Question("care_and_spd_calls", {None: events(13)}),
)
