"""Say how far a refresh is: a progress bar on a terminal, plain lines otherwise."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from etl.build import STEPS


@contextmanager
def steps(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give the function that a refresh tells its steps to."""
    if quiet or not sys.stderr.isatty():
        yield (lambda _: None) if quiet else (lambda step: print(step, file=sys.stderr, flush=True))
        return
    with tqdm(total=len(STEPS), bar_format="{l_bar}{bar}| {desc} {elapsed}", leave=False) as bar:

        def say(step: str) -> None:
            bar.set_description_str(step)
            bar.update()

        yield say
