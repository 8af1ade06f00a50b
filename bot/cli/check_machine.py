"""Checks of this machine: the settings file, the database and its disk, the templates."""

import shutil
import stat
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.cli.lines import Line, fault, ok, warning
from bot.drafting.library import Library
from bot.errors import TemplateFault
from bot.store.database import Database
from bot.store.health import Health, SchemaVersions, file_of, look

DISK_LOW_BYTES = 1_000_000_000
DISK_FULL_BYTES = 100_000_000
"""Below this, an hour's mentions with their raw payloads might not fit."""


@dataclass(frozen=True)
class DatabaseFacts:
    """`free_bytes` is `None` when the disk is not this machine's. `name` holds no password."""

    name: str
    health: Health
    free_bytes: int | None = None


async def database_facts(url: str) -> DatabaseFacts:
    """Look at the database without making or changing it."""
    database = Database(url)
    path = file_of(database)
    name = str(path) if path else database.url.render_as_string(hide_password=True)
    try:
        return DatabaseFacts(name, await look(database), _free_bytes(path) if path else None)
    finally:
        await database.close()


def database_lines(facts: DatabaseFacts) -> list[Line]:
    """Reached, writable, of this version, with room to grow."""
    name, health = facts.name, facts.health
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


def env_file_lines(path: Path) -> list[Line]:
    """The file with the secrets is for its owner's eyes."""
    if not path.is_file():
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
