"""Ask the vulnerability service about every locked package, and fail unless it has answered for each."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CLEAN, VULNERABLE, NOT_AUDITED = 0, 1, 3
"""Exit codes. What could not be asked is no better than what is known to be bad."""

_COMMAND = (sys.executable, "-m", "pip_audit", "--disable-pip", "--progress-spinner", "off", "--format", "json")


def audit(lock: Path) -> tuple[int, str]:
    """Audit a lock; return the exit code and what to say of it."""
    command = [*_COMMAND, "--require-hashes", "--requirement", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # all of it is ours
    code, said = judge(done.stdout, done.stderr)
    return code, f"{lock.name}: {said}"


def judge(output: str, log: str) -> tuple[int, str]:
    """Judge what pip-audit wrote: it passes over what it could not ask about, and ends as if that were clean."""
    try:
        packages: Sequence[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return NOT_AUDITED, _not_audited("it gave no answer", log.strip().rpartition("\n")[2])
    skipped = [each for each in packages if "skip_reason" in each]
    bad = [f"{each['name']} {each['version']}: {_ids(each)}" for each in packages if each.get("vulns")]
    if bad:
        return VULNERABLE, f"known vulnerabilities in {'; '.join(bad)}. Raise the versions and run 'make lock'."
    if skipped or not packages:
        reason = str(skipped[0]["skip_reason"]) if skipped else "the lock is empty"
        return NOT_AUDITED, _not_audited(f"{len(skipped)} of {len(packages)} packages are unknown to it", reason)
    return CLEAN, f"{len(packages)} packages, none with a known vulnerability."


def _ids(package: dict[str, Any]) -> str:
    return ", ".join(_told(each["id"], each.get("fix_versions") or ()) for each in package["vulns"])


def _told(name: str, mended_in: Sequence[str]) -> str:
    return f"{name} (mended in {', '.join(mended_in)})" if mended_in else name


def _not_audited(what: str, why: str) -> str:
    return (
        f"NOT audited: the vulnerability service cannot be reached, or {what} ({why[:200]}). "
        "Run it where the Internet is."
    )
