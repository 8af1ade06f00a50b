"""How much waits where: for metrics, Home and the operator."""

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, DraftState, Mention, MentionState, SlackMessage


async def lengths(session: AsyncSession) -> dict[str, float]:
    """Queue name -> how much waits in it."""
    judged = select(func.count()).select_from(Mention).where(col(Mention.state) == MentionState.NEW)
    decided = select(func.count()).select_from(Draft).where(col(Draft.state) == DraftState.WAITING)
    shown = select(func.count()).select_from(SlackMessage).where(col(SlackMessage.stale).is_(True))
    counts = {"triage": judged, "approval": decided, "slack": shown}
    return {name: float((await session.exec(count)).one()) for name, count in counts.items()}
