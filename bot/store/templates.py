"""Saved versions of template files, all kept; in force is the newest of a path that waits for nobody."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import TemplateVersion

Mark = tuple[int, int]
"""Count and newest id of the versions in force, or once in force: another one means other templates."""


async def mark(session: AsyncSession) -> Mark:
    """Tells in one small query whether anything came into force."""
    found = select(func.count(), func.max(TemplateVersion.id)).where(col(TemplateVersion.needs).is_(None))
    count, last = (await session.exec(found)).one()
    return count, last or 0


async def newest(session: AsyncSession) -> Sequence[TemplateVersion]:
    """The version in force of each path that was ever saved, by path."""
    last = (
        select(func.max(TemplateVersion.id))
        .where(col(TemplateVersion.needs).is_(None))
        .group_by(col(TemplateVersion.path))
    )
    found = select(TemplateVersion).where(col(TemplateVersion.id).in_(last))
    return (await session.exec(found.order_by(col(TemplateVersion.path)))).all()


async def history(session: AsyncSession, path: str) -> Sequence[TemplateVersion]:
    """All versions of one path, the newest first."""
    found = select(TemplateVersion).where(col(TemplateVersion.path) == path)
    return (await session.exec(found.order_by(col(TemplateVersion.id).desc()))).all()


async def save(
    session: AsyncSession, path: str, body: str, *, by: str, now: datetime, note: str | None
) -> None:
    """A new version, from now on in force."""
    session.add(TemplateVersion(path=path, body=body, saved_by=by, saved_at=now, note=note))
    await session.flush()
