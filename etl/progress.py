"""Say how far a command is: a progress bar on a terminal, lines of the log otherwise."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from etl import log
from etl.build import STEPS

_BAR = "{percentage:3.0f}%|{bar}| {desc} {elapsed}"


@contextmanager
def steps(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give the function that a refresh tells its steps to."""
    with counted(quiet=quiet) as tell:
        done = 0

        def say(step: str) -> None:
            nonlocal done
            done += 1
            tell(step, done, len(STEPS))

        yield say


@contextmanager
def counted(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Give the function that is told of each part in words, which it is, and how many there are."""
    if quiet or not sys.stderr.isatty() or log.is_for_machines():
        yield lambda part, done, of: None if quiet else log.say(part, done=done, of=of)
        return
    with tqdm(total=1, bar_format=_BAR, leave=False, mininterval=0) as bar:

        def tell(part: str, done: int, of: int) -> None:
            bar.total = of
            bar.set_description_str(part, refresh=False)
            bar.update(done - bar.n)

        yield tell
