"""What a command used is its own, whatever the process holds that starts it."""

import sys

from tests.measured import run_measured


def test_the_memory_of_who_starts_it_does_not_count() -> None:
    ours = bytearray(300_000_000)
    used = run_measured([sys.executable, "-c", "pass"])
    assert used.peak_mb < 100 < len(ours) / 1e6


def test_its_own_memory_time_and_exit_code_do() -> None:
    busy = "import time; held = bytearray(200_000_000); x = sum(range(10_000_000)); raise SystemExit(3)"
    used = run_measured([sys.executable, "-c", busy])
    assert used.code == 3
    assert used.peak_mb > 190
    assert 0 < used.cpu_seconds <= 2 * used.seconds
