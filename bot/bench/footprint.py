"""What a process takes of the machine: memory and processor time."""

import os
import subprocess
from pathlib import Path

PROC = Path("/proc")


def rss_bytes(pid: int) -> int:
    """Memory that the process holds now."""
    if _has_proc():
        pages = int((PROC / str(pid) / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return int(_ps(pid, "rss")) * 1024


def cpu_seconds(pid: int) -> float:
    """Processor time that the process has used since its birth, in all its threads."""
    if _has_proc():
        # The name in brackets may hold spaces, so fields are counted from its end.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return ps_seconds(_ps(pid, "time"))


def ps_seconds(shown: str) -> float:
    """`[[days-]hours:]minutes:seconds`, as `ps` shows a time, in seconds."""
    days, _, clock = shown.rpartition("-")
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds + int(days or 0) * 86_400


def _has_proc() -> bool:
    return (PROC / "self" / "statm").exists()


def _ps(pid: int, column: str) -> str:
    asked = ["ps", "-o", f"{column}=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
