"""A `.env` file changed as a careful person would: in place, nobody else may read it, the old one is kept."""

import os
import re
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.errors import SettingsFault

HEAD = "# Settings of Amends. Keep this file to yourself. Everything that can be set: .env.example"
KEPT = ".before-init"
"""What the name of the old file ends with."""
_OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR
_PLAIN = re.compile(r"[A-Za-z0-9_.:/,+=@%-]*")


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The text of a file with these settings in it; every other line stays as it is.

    A setting that is there is changed where it stands. A new one goes below its commented example, or else to
    the end.
    """
    lines = text.splitlines() or [HEAD, ""]
    for name, value in values.items():
        _put(lines, name, f"{name}={_quoted(value)}")
    return "\n".join(lines) + "\n"


def write(path: Path, text: str) -> Path | None:
    """Put `text` in the place of the file, whole or not at all; where the old one is kept, if there was one.

    Raises:
        SettingsFault: it cannot be written there.
    """
    real = path.resolve()
    try:
        old = real.read_text(encoding="utf-8") if real.exists() else None
        if old == text:
            os.chmod(real, _OWNER_ONLY)
            return None
        kept = None if old is None else real.with_name(real.name + KEPT)
        if old is not None and kept is not None:
            _replace(kept, old)
        _replace(real, text)
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsFault([cannot_write(path, fault)]) from fault
    return kept


def check_writable(path: Path) -> None:
    """Make sure that the file could be changed, without doing so.

    Raises:
        SettingsFault: it could not.
    """
    real = path.resolve()
    try:
        if real.exists():
            with real.open("r+", encoding="utf-8") as file:
                file.read()
        with tempfile.TemporaryFile(dir=real.parent):
            pass
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsFault([cannot_write(path, fault)]) from fault


def cannot_write(path: Path, fault: Exception) -> str:
    """Why, and what to do."""
    why = fault.strerror if isinstance(fault, OSError) and fault.strerror else fault.__class__.__name__
    return (
        f"{path}: cannot be written ({why}). Run this in a folder of your own, or let your user write to "
        f"{path.resolve().parent}."
    )


def _put(lines: list[str], name: str, line: str) -> None:
    standing = [place for place, one in enumerate(lines) if _names(one, name)]
    if standing:
        # The last one is the one that counts.
        lines[standing[-1]] = line
        return
    example = [place for place, one in enumerate(lines) if one.startswith("#") and _names(one[1:], name)]
    lines.insert(example[-1] + 1 if example else len(lines), line)


def _names(line: str, name: str) -> bool:
    return re.match(rf"\s*(?:export\s+)?{re.escape(name)}\s*=", line) is not None


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _replace(path: Path, text: str) -> None:
    """By a new file that takes the old one's name: whoever reads meanwhile reads one of them, whole."""
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(made, _OWNER_ONLY)
        os.replace(made, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(made)
        raise
