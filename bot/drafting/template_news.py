"""The line in the channel about a version that a second manager has to look at, and what became of it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import MessageKind, Priority, TemplateVersion
from bot.store import slack_messages


async def announce(session: AsyncSession, version: TemplateVersion, channel: str, now: datetime) -> None:
    """Tell the channel that it waits."""
    await _show(session, version, channel, now, Priority.PING)


async def retell(session: AsyncSession, version: TemplateVersion, now: datetime) -> None:
    """Say what became of it, where it was announced."""
    row = await slack_messages.get(session, _row(version))
    if row is not None:
        await _show(session, version, row.audience, now, Priority.PERSON)


async def _show(
    session: AsyncSession, version: TemplateVersion, audience: str, now: datetime, priority: Priority
) -> None:
    await slack_messages.show(
        session,
        id=_row(version),
        kind=MessageKind.TEMPLATE_WAITS,
        audience=audience,
        now=now,
        args={
            "version": version.id,
            "path": version.path,
            "by": version.saved_by,
            "note": version.note,
            "needs": version.needs,
            "agreed_by": version.agreed_by,
        },
        priority=priority,
    )


def _row(version: TemplateVersion) -> str:
    return f"template:{version.id}"
