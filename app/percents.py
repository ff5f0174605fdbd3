"""The one rule of percents: when a difference is said in percent of what it is from."""

from etl.metrics import FEWEST, Metric, Unit


def percent_from(metric: Metric, ours: float, theirs: float, *, n: int) -> float | None:
    """Say a difference in percent of theirs, everywhere by one rule; `n` is the fewer of the events they rest on.

    None where it would mislead: of a share it would be a percent of percents, of few events it is mostly chance, and
    from what does not read as above zero there is no percent.
    """
    has_few = n < max(metric.smallest_n, FEWEST)
    if metric.unit == Unit.SHARE or has_few or theirs <= 0 or metric.text(theirs) == metric.text(0):
        return None
    return 100 * (ours - theirs) / theirs
