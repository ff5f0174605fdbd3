"""How much a run tries: `CARE_TEST_EFFORT` is `ci` (the same, within minutes, each time) or `full`."""

import os

FULL = os.environ.get("CARE_TEST_EFFORT", "ci") == "full"
