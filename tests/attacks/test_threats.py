"""The threat model names tests that are there."""

import re

from etl.config import PROJECT

THREATS = (PROJECT / "docs" / "threats.md").read_text(encoding="utf-8")


def test_each_threat_names_a_test_or_a_check_that_is_there() -> None:
    rows = [line for line in THREATS.splitlines() if line.startswith("| ") and not line.startswith("| who ")]
    assert len(rows) >= 10
    for row in rows:
        shown = re.findall(r"`((?:tests|etl)/[\w./]+)`", row.rsplit("|", 2)[1])
        assert shown, row
        assert [name for name in shown if not (PROJECT / name).exists()] == []


def test_it_says_what_is_left_and_fits_a_page() -> None:
    assert "## What is left" in THREATS
    assert len(THREATS.split()) < 900
