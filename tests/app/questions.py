"""Random questions, and how many of them a run asks: `CARE_TEST_EFFORT` is `ci` (the same few each time) or `full`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from app.filters import Filters
from etl.metrics import COUNTS, FILTERS
from tests.effort import FULL

effort = settings(max_examples=500 if FULL else 50, derandomize=not FULL, deadline=None)

INJECTIONS = (
    "'",
    "''; DROP TABLE event; --",
    "WEST' OR '1'='1",
    "WEST') UNION SELECT event_number FROM event --",
    '"precinct"',
    "?",
    "$1",
    "$start",
    "{precinct}",
    "%s",
    "\\",
    "/*",
    "read_csv('/etc/passwd')",
)
AWKWARD = (
    "A, B & C",
    "1+1=2",
    "50 %",
    "a%2Cb",
    "#1?x=y",
    "semi;colon",
    " edges ",
    "tab\tand\nline",
    "Ñandú – ‘quoted’",
    "日本語",
    "🚑",
    "\x00",
    *INJECTIONS,
)

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
values = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@st.composite
def asked(draw: st.DrawFn, choices: Mapping[str, Sequence[str]] | None = None) -> Filters:
    """Draw filters with values from `choices`, or with any values at all."""
    start, end = sorted((draw(days), draw(days)))
    chosen: dict[str, Any] = {"start": draw(st.sampled_from([None, start])), "end": draw(st.sampled_from([None, end]))}
    chosen |= {"count": draw(st.sampled_from(COUNTS)), "police_share": draw(st.sampled_from([0, 37.5, 99.99999, 100]))}
    for name in draw(st.sets(st.sampled_from(FILTERS), max_size=4)):
        of = st.sampled_from(list(choices[name])) if choices else values
        chosen[name] = tuple(draw(st.lists(of, max_size=4, unique_by=str.upper)))
    return Filters(**chosen)
