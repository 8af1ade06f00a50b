"""Saved versions of template files, all kept; in force is the newest of a path that waits for nobody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import TemplateVersion

Mark = tuple[int, int]
"""Count and newest id of the versions that wait for nobody: another mark means other templates."""
SECOND, REPLACED, REFUSED = "second", "replaced", "refused"
"""What a version may need: a second manager; or nothing any more, because it never came into force."""


async def mark(session: AsyncSession) -> Mark:
    """Tells in one small query whether anything came into force."""
    found = select(func.count(), func.max(TemplateVersion.id)).where(col(TemplateVersion.needs).is_(None))
    count, last = (await session.exec(found)).one()
    return count, last or 0


async def newest(session: AsyncSession) -> Sequence[TemplateVersion]:
    """The version in force of each path that was ever saved, by path."""
    return await _newest(session, col(TemplateVersion.needs).is_(None))


async def heads(session: AsyncSession) -> dict[str, int]:
    """Number of the last version of each path that was ever saved, whether in force or not."""
    found = select(TemplateVersion.path, func.max(TemplateVersion.id)).group_by(col(TemplateVersion.path))
    return {path: last or 0 for path, last in await session.exec(found)}


async def waiting(session: AsyncSession) -> Sequence[TemplateVersion]:
    """Versions that a second manager has to look at, by path."""
    return await _newest(session, col(TemplateVersion.needs) == SECOND)


async def history(session: AsyncSession, path: str) -> Sequence[TemplateVersion]:
    """All versions of one path, the newest first."""
    found = select(TemplateVersion).where(col(TemplateVersion.path) == path)
    return (await session.exec(found.order_by(col(TemplateVersion.id).desc()))).all()


async def last(session: AsyncSession, path: str) -> TemplateVersion | None:
    """The last version of a path, in force or not. Nobody else saves until we commit."""
    await _lock(session)
    found = select(TemplateVersion).where(col(TemplateVersion.path) == path)
    return (await session.exec(found.order_by(col(TemplateVersion.id).desc()).limit(1))).first()


async def get(session: AsyncSession, id: int) -> TemplateVersion | None:
    """One version. Nobody else saves until we commit."""
    await _lock(session)
    return await session.get(TemplateVersion, id)


async def save(
    session: AsyncSession, path: str, body: str, *, by: str, now: datetime, **more: Any
) -> TemplateVersion:
    """A new version; `more` are `note`, `shipped_sha256` and `needs`. See `give_way`."""
    version = TemplateVersion(path=path, body=body, saved_by=by, saved_at=now, **more)
    session.add(version)
    await session.flush()
    return version


async def give_way(session: AsyncSession, path: str) -> Sequence[TemplateVersion]:
    """What waited for a second manager is replaced by a newer version; those that waited.

    Nobody else saves until we commit.
    """
    await _lock(session)
    found = [one for one in await history(session, path) if one.needs == SECOND]
    for one in found:
        one.needs = REPLACED
        session.add(one)
    return found


async def _newest(session: AsyncSession, which: Any) -> Sequence[TemplateVersion]:
    ids = select(func.max(TemplateVersion.id)).where(which).group_by(col(TemplateVersion.path))
    found = select(TemplateVersion).where(col(TemplateVersion.id).in_(ids))
    return (await session.exec(found.order_by(col(TemplateVersion.path)))).all()


async def _lock(session: AsyncSession) -> None:
    """SQLite has one writer at a time anyway."""
    if session.get_bind().dialect.name == "postgresql":
        connection = await session.connection()
        await connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('templates', 0))"))
