"""The dashboard's command line: `python -m app --help`.

Exit codes, as the pipeline's: 0 done; 1 something else failed (no Chromium, disk); 2 there is no such report, or
nowhere to put it. Whatever the code, a file that was there before is whole.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.chromium import NotPrinted
from app.config import settings_from
from app.report_file import NoReport, write_report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Errors go to stderr as one message, never a traceback."""
    options = _parser().parse_args(arguments)
    settings = settings_from()
    if options.warehouse:
        settings = replace(settings, warehouse=options.warehouse)
    try:
        count = write_report(settings, options.out, options.month, options.snapshot)
    except NoReport as error:
        return _ended(2, error)
    except (NotPrinted, OSError) as error:
        return _ended(1, error)
    print(f"Report written: {options.out}, {count} pages")
    return 0


def _ended(exit_code: int, error: Exception) -> int:
    print(f"error: {error}", file=sys.stderr)
    return exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description="Read a snapshot without a browser window.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    report = commands.add_parser("report", help="write the report of a month as a PDF, printed by Chromium")
    report.add_argument("--month", metavar="YYYY-MM", help="the month, default the last complete one")
    report.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it: report.pdf")
    report.add_argument("--warehouse", type=Path, metavar="DIR", help="where snapshots are kept (CARE_WAREHOUSE)")
    report.add_argument("--snapshot", metavar="ID", help="a kept snapshot, default the one that is served")
    return parser


if __name__ == "__main__":
    logging.getLogger("app").setLevel(logging.ERROR)  # what stops a command is told in its one message
    sys.exit(main())
