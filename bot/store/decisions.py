"""The one thread line that a decision leaves under its card."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, MessageKind, Priority
from bot.store import incident_cards, slack_messages

_TOLD_BY_THE_LIST = {"declined", "withdrawn", "author_edited"}
_TOLD_BY_THE_INCIDENT = _TOLD_BY_THE_LIST | {"sent"}


async def tell(
    session: AsyncSession,
    *,
    channel: str,
    draft_id: str,
    decision: str,
    now: datetime,
    by: str | None = None,
    reason: str | None = None,
    url: str | None = None,
    of: str | None = None,
) -> None:
    """Queue the line, where the card stands, or else in `channel`.

    Its id is the act's, so that a repeated act does not say it twice. `of` is the colleague whom it concerns.
    A draft that only stands in a list gets its card now, unless what was decided needs nobody any more: the
    list says that.
    """
    if await slack_messages.get(session, f"card:{draft_id}") is None:
        if decision in await _told_elsewhere(session, draft_id):
            return
        await slack_messages.give_card(session, draft_id, channel, now)
    await slack_messages.show(
        session,
        id=f"decision:{draft_id}:{decision}:{now.timestamp():.6f}",
        kind=MessageKind.DECISION,
        audience=await slack_messages.place_of_card(session, draft_id) or channel,
        now=now,
        subject_id=draft_id,
        parent_id=f"card:{draft_id}",
        args={
            "decision": decision,
            "by": by,
            "at": now.timestamp(),
            "reason": reason,
            "url": url,
            "of": of,
        },
        priority=Priority.STATUS,
    )


async def _told_elsewhere(session: AsyncSession, draft_id: str) -> set[str]:
    """What needs no card of its own, because the message says it on which the draft stands."""
    draft = await session.get(Draft, draft_id)
    is_grouped = draft is not None and incident_cards.is_listed(draft)
    return _TOLD_BY_THE_INCIDENT if is_grouped else _TOLD_BY_THE_LIST
