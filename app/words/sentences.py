"""Parts of sentences that are right for none, one and many, and for several that share first place."""

from collections.abc import Sequence
from dataclasses import dataclass

PART, NUMBER, SHARE = "Part", "Number", "Share of all"

CALL = ("call", "calls")
EVENT = ("event", "events")
COUNTED = {"dispatched": CALL, "arrived": CALL, "all": ("call, request or visit", "calls, requests and visits")}
"""What each setting of the inclusion rule counts, one and many."""

_MOST_NAMES = 3


@dataclass(frozen=True)
class Ranking:
    """The sentence over bars from most to fewest.

    `first` names the group with the most and `tied` those that share it: their `names`, their `text`, and the `total`.
    `groups` says how many groups (`n`) there are, `cut` that the chart shows only the first (`longest`) of them;
    `unknown` for how many it is not known, `none_known` that it is for none of the `total`; `name` writes a name.
    """

    first: str
    tied: str
    groups: str
    cut: str = "The chart shows the {longest} largest of {n}; the table has them all."
    unknown: str = "Not known for {count}."
    none_known: str = "It is not known for {total} of {total}."
    name: str = "“{name}”"


def several(text: str, one: str, many: str) -> str:
    """Write a number with its noun: 1 call, 2 calls, 0 calls."""
    return f"{text} {one if text == '1' else many}"


def counted(count: int, noun: str) -> str:
    """Write a count with what it counts, given as for many: 1 eligible call, 1,234 eligible calls, 0 eligible calls."""
    one = next((noun.replace(many, single, 1) for single, many in (CALL, EVENT) if many in noun), noun)
    return several(f"{count:,}", one, noun)


def listed(names: Sequence[str]) -> str:
    """List names in words: A, B and C. Of more than three the first two are named and the rest counted."""
    *others, last = names if len(names) <= _MOST_NAMES else [*names[:2], f"{len(names) - 2:,} more"]
    return f"{', '.join(others)} and {last}" if others else last
