"""Checks of this machine: the settings file, the database and its disk, the templates."""

import shutil
import stat
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.cli.lines import Line, fault, ok, warning
from bot.drafting.library import Library
from bot.errors import TemplateFault
from bot.store.database import Database
from bot.store.health import SchemaVersions, is_writable, schema_versions

DISK_LOW_BYTES = 1_000_000_000
DISK_FULL_BYTES = 100_000_000
"""Below this, an hour's mentions with their raw payloads might not fit."""


@dataclass(frozen=True)
class DatabaseFacts:
    """`versions` is `None` when it did not answer; `free_bytes` when the disk is not this machine's."""

    name: str
    exists: bool = True
    problem: str | None = None
    versions: SchemaVersions | None = None
    writable: bool = False
    free_bytes: int | None = None


async def database_facts(url: str) -> DatabaseFacts:
    """Look at the database without making or changing it."""
    database = Database(url)
    try:
        return await _look(database)
    finally:
        await database.close()


def database_lines(facts: DatabaseFacts) -> list[Line]:
    """Reached, writable, of this version, with room to grow."""
    if not facts.exists:
        return [
            ok(f"Database: {facts.name} will be made at the first start."),
            *_disk_lines(facts.free_bytes),
        ]
    if facts.versions is None:
        return [
            fault(
                f"Database: no answer from {facts.name} ({facts.problem}).",
                "Look at DATABASE_URL and at the rights.",
            )
        ]
    if not facts.writable:
        return [fault(f"Database: {facts.name} cannot be written to.", "Look at the rights and the disk.")]
    return [
        ok(f"Database: {facts.name} answers."),
        _version_line(facts.versions),
        *_disk_lines(facts.free_bytes),
    ]


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


async def _look(database: Database) -> DatabaseFacts:
    path = _file(database)
    name = str(path) if path else database.url.render_as_string(hide_password=True)
    free = _free_bytes(path) if path else None
    if path and not path.exists():
        return DatabaseFacts(name, exists=False, free_bytes=free)
    try:
        versions = await schema_versions(database)
    except (SQLAlchemyError, OSError) as problem:
        return DatabaseFacts(name, problem=problem.__class__.__name__)
    return DatabaseFacts(name, versions=versions, writable=await is_writable(database), free_bytes=free)


def _file(database: Database) -> Path | None:
    return Path(database.url.database) if database.is_sqlite and database.url.database else None


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
