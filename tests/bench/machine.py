"""Where a benchmark was run: the machine, and the versions of what was compared."""

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

_OURS = ("dash", "plotly", "duckdb")
_PEERS = ("streamlit", "panel", "dash", "plotly", "pandas", "datasette")
_VERSIONS = "import sys; from importlib.metadata import version; print(*(version(name) for name in sys.argv[1:]))"


def machine() -> str:
    """Say the processor, its cores, the memory and the system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {_system()}"


def versions(peers_python: Path | None) -> dict[str, str]:
    """Say the versions of ours, of the browser, and of the peers where they are installed."""
    own = {"python": platform.python_version(), **{name: version(name) for name in _OURS}, "chromium": _chromium()}
    if peers_python is None:
        return own
    command = [peers_python, "-c", _VERSIONS, *_PEERS]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return own | {f"peers' {name}": told for name, told in zip(_PEERS, found, strict=True)}


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.+)", told.read_text()) if told.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()


def _chromium() -> str:
    path = shutil.which("chromium")
    if path is None:
        return "none"
    told = subprocess.run([path, "--version"], check=False, capture_output=True, text=True).stdout
    found = re.search(r"[0-9][0-9.]+", told)
    return found[0] if found else "unknown"
