"""Checks of this machine: the settings file, the database and its disk, the templates."""

import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.cli.lines import Line, fault, ok, warning
from bot.drafting.library import Library
from bot.errors import TemplateFault
from bot.store.database import Database, normal_url
from bot.store.health import Health, SchemaVersions, file_of, look

DISK_LOW_BYTES = 1_000_000_000
DISK_FULL_BYTES = 100_000_000
"""Below this, an hour's mentions with their raw payloads might not fit."""
WRITE_ADVICE = "Let your user write to its folder, or set DATABASE_URL to another place."


@dataclass(frozen=True)
class DatabaseFacts:
    """`free_bytes` is `None` when the disk is not this machine's. `name` holds no password.

    `refused` is why nobody can write where its file is, `None` if one can.
    """

    name: str
    health: Health
    free_bytes: int | None = None
    refused: str | None = None


async def database_facts(url: str) -> DatabaseFacts:
    """Look at the database without making or changing it."""
    database = Database(url)
    path = file_of(database)
    name = str(path) if path else database.url.render_as_string(hide_password=True)
    try:
        free, refused = (_free_bytes(path), _refused(path)) if path else (None, None)
        return DatabaseFacts(name, await look(database), free, refused)
    finally:
        await database.close()


def database_lines(facts: DatabaseFacts) -> list[Line]:
    """Reached, writable, of this version, with room to grow."""
    name, health = facts.name, facts.health
    if facts.refused is not None:
        return [fault(f"Database: {name} cannot be written ({facts.refused}).", WRITE_ADVICE)]
    if not health.exists:
        return [ok(f"Database: {name} will be made at the first start."), *_disk_lines(facts.free_bytes)]
    if health.versions is None:
        return [
            fault(
                f"Database: no answer from {name} ({health.problem}).", "Look at DATABASE_URL and the rights."
            )
        ]
    if not health.writable:
        return [fault(f"Database: {name} cannot be written to.", "Look at the rights and the disk.")]
    return [ok(f"Database: {name} answers."), _version_line(health.versions), *_disk_lines(facts.free_bytes)]


def database_refusal(url: str) -> str | None:
    """Why the file of a database could not be written, with what to do; `None` if it could, or is no file."""
    there = normal_url(url)
    path = Path(there.database) if there.get_backend_name() == "sqlite" and there.database else None
    refused = _refused(path) if path else None
    return None if refused is None else f"DATABASE_URL: {path} cannot be written ({refused}). {WRITE_ADVICE}"


def env_file_lines(path: Path) -> list[Line]:
    """The file with the secrets is for its owner's eyes; the rights of Windows are not looked at."""
    if not path.is_file() or os.name == "nt":
        return []
    if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRGRP | stat.S_IROTH):
        return [warning(f"Settings: others on this machine can read {path}.", f"Run: chmod 600 {path}")]
    return [ok(f"Settings: {path} is for you alone.")]


def template_faults(root: Path | Traversable) -> list[str]:
    """What keeps the templates below `root` from being used."""
    try:
        Library.load(root)
    except TemplateFault as broken:
        return [str(broken)]
    return []


def template_lines(faults: list[str]) -> list[Line]:
    """Templates that may not be used, each with its place."""
    if not faults:
        return [ok("Templates: all can be used.")]
    return [fault(f"Template {one}", "Mend it, or remove the file.") for one in faults]


def _free_bytes(path: Path) -> int | None:
    folder = path.absolute().parent
    return shutil.disk_usage(folder).free if folder.is_dir() else None


def _refused(path: Path) -> str | None:
    """Tried with a file that nobody sees: SQLite has to make others beside its own."""
    try:
        if path.exists():
            with path.open("r+b"):
                pass
        with tempfile.TemporaryFile(dir=path.absolute().parent):
            pass
    except OSError as problem:
        return problem.strerror or problem.__class__.__name__
    return None


def _version_line(versions: SchemaVersions) -> Line:
    if versions.stored is None:
        return ok("Database: its tables will be made at the first start.")
    if versions.stored != versions.shipped:
        return warning(
            f"Database: at version {versions.stored}, this program is at {versions.shipped}.",
            "It is brought up to date at the next start, or now: amends migrate",
        )
    return ok(f"Database: at version {versions.stored}, as this program needs.")


def _disk_lines(free_bytes: int | None) -> list[Line]:
    if free_bytes is None:
        return []
    room = f"Disk: {free_bytes / 1e9:.1f} GB free."
    if free_bytes < DISK_FULL_BYTES:
        return [fault(room, "Make room: nothing can be accepted once it is full.")]
    return [warning(room, "Make room soon.") if free_bytes < DISK_LOW_BYTES else ok(room)]
