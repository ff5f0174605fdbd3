"""What the dashboard is made of, from the command line: `python -m tests.supply --help`.

Exit codes: 0 done; 1 a known vulnerability; 2 a document is stale, or a license unknown; 3 not audited.
"""

import argparse
import sys

from tests.supply.audit import audit
from tests.supply.documents import LICENCES, SBOM, licences_text, sbom_text
from tests.supply.licences import UnknownLicence
from tests.supply.lock import DEV_LOCK, PROJECT, RUNTIME_LOCK, read_lock

_BAD = 2


def main() -> int:
    """Run one command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.supply", description="What the dashboard is made of.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("write", help="write both documents from the lock").set_defaults(run=_write)
    commands.add_parser("check", help="say whether both documents are of the lock").set_defaults(run=_check)
    commands.add_parser("audit", help="ask for known vulnerabilities of all that is locked").set_defaults(run=_audit)
    try:
        return int(parser.parse_args().run())
    except UnknownLicence as error:
        print(f"error: {error}", file=sys.stderr)
        return _BAD


def _texts() -> dict[str, str]:
    packages = read_lock()
    return {LICENCES: licences_text(packages), SBOM: sbom_text(packages)}


def _write() -> int:
    for name, text in _texts().items():
        (PROJECT / name).write_text(text, encoding="utf-8")
        print(f"Written: {name}")
    return 0


def _check() -> int:
    stale = [name for name, text in _texts().items() if (PROJECT / name).read_text(encoding="utf-8") != text]
    for name in stale:
        print(f"error: {name} is stale. Run 'make supply' and commit it.", file=sys.stderr)
    return _BAD if stale else 0


def _audit() -> int:
    answers = [audit(lock) for lock in (RUNTIME_LOCK, DEV_LOCK)]
    for code, said in answers:
        print(said, file=sys.stderr if code else sys.stdout)
    return max(code for code, _ in answers)


if __name__ == "__main__":
    sys.exit(main())
