"""A process that tries spoiled exports: their numbers come in on stdin, what became of each goes out on stdout.

The process that asks sees from outside when this one crashes or hangs. By hand, one case again:
`echo 17 | python -m tests.faults.spoiled_worker SEED FOLDER`.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.faults.spoiled_check import check
from tests.faults.spoiled_run import hold

SETTINGS = {"CARE_ETL_MEMORY": "512MB", "CARE_ETL_THREADS": "1"}


def serve(seed: str, folder: Path) -> None:
    """Try the numbers that are asked for, until there are no more."""
    os.environ.update(SETTINGS, CARE_BOUNDARIES=str(folder / "none"))
    for name in ("CARE_DATA_DIR", "CARE_WAREHOUSE", "CARE_ALERT_URL", "CARE_LOG_FORMAT"):
        os.environ.pop(name, None)
    held = hold(folder)
    for line in sys.stdin:
        started = time.monotonic()
        told = check(seed, int(line), held, folder / "case")
        print(json.dumps(asdict(told) | {"seconds": round(time.monotonic() - started, 3)}), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]))
