"""`make bench`: measure each goal beside its floor and its peers, in turn, and write `tests/bench/RESULTS.md`.

python -m tests.bench [--part NAME]… [--size 100k|1M|11M]… [--runs N] [--export PATH]

What is invented, loaded and installed for it is kept in a folder and used again. What was found is kept there too, so
that a run of one part leaves the results of the others standing.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.bench import SIZES, Bench, invented, rows_of, size_of
from tests.bench.drawn import NotDrawn
from tests.bench.lighthouse import NoNode
from tests.bench.load import COUNT
from tests.bench.machine import machine, versions
from tests.bench.parts import PARTS
from tests.bench.peers.numbers import NotTheSame
from tests.bench.record import Record, as_markdown, keep, kept
from tests.bench.result import told
from tests.browser.launch import NoChromium
from tests.served import PROJECT

_USUAL = SIZES[:2]
"""The largest takes hours and 30 GB, and is measured only when asked for."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and write the results anew."""
    options = _parser().parse_args(arguments)
    cache = options.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    sizes = [_size_of(options.export)] if options.export else options.size or _USUAL
    for size in sizes:
        started = time.monotonic()
        export = options.export.resolve() if options.export else invented(cache, size)
        print(f"\n{size} rows, {export.stat().st_size / 1e6:,.0f} MB", flush=True)
        failed += [part for part in options.part or PARTS if not _measured(part, size, export, cache, options.runs)]
        print(f"\n{size} rows took {(time.monotonic() - started) / 60:.1f} minutes", flush=True)
    options.results.write_text(as_markdown(kept(cache / "found", tuple(PARTS))), encoding="utf-8")
    if failed:
        raise SystemExit(f"Not measured, and left as it was in the results: {', '.join(failed)}.")


def _measured(part: str, size: str, export: Path, cache: Path, runs: int) -> bool:
    """Run one part and say whether it came to its end; what stopped it is told, and the other parts go on."""
    try:
        _measure(part, size, export, cache, runs)
    except (NotTheSame, NotDrawn, NoChromium, NoNode, TimeoutError, subprocess.CalledProcessError) as error:
        print(f"  {part} stopped: {error}", file=sys.stderr, flush=True)
        return False
    return True


def _measure(part: str, size: str, export: Path, cache: Path, runs: int) -> None:
    """Run one part, print what it found, and keep it."""
    print(f"\n{part}, load {os.getloadavg()[0]:.1f} before", flush=True)
    started, load = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        bench = Bench(size, export, cache, Path(scratch), runs)
        results = tuple(PARTS[part](bench))
        with_peers = bench.peers_python if "peers_python" in vars(bench) else None
    for result in results:
        print(f"  {told(result)}", flush=True)
    print(f"  took {time.monotonic() - started:.0f} s", flush=True)
    keep(Record(part, size, datetime.now(UTC).date(), machine(), versions(with_peers), load, results), cache / "found")


def _size_of(export: Path) -> str:
    """Count the rows in a process of its own, so that nothing of it stays in this one's memory."""
    counted = subprocess.run([sys.executable, "-c", COUNT, str(export)], check=True, capture_output=True, text=True)
    return size_of(int(counted.stdout))


def _size(given: str) -> str:
    try:
        rows_of(given)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return given


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")

    parser.add_argument("--part", action="append", choices=PARTS, help="what to measure; may be repeated (all)")
    parser.add_argument(
        "--size",
        action="append",
        type=_size,
        help=f"rows to invent, such as {', '.join(SIZES)}; may be repeated (100k, 1M)",
    )
    parser.add_argument(
        "--export", type=Path, metavar="PATH", help="an invented export written before, instead of a size"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each, default 5")
    parser.add_argument(
        "--cache", type=Path, default=PROJECT / ".bench", metavar="DIR", help="what is kept, default .bench"
    )
    parser.add_argument("--results", type=Path, default=PROJECT / "tests" / "bench" / "RESULTS.md", metavar="FILE")
    return parser


if __name__ == "__main__":
    main()
