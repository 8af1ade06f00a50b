"""What became of mentions: for the demo, reports and reviews."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, Mention, MentionState, Publication


@dataclass(frozen=True)
class Ending:
    """A mention with its visible end; `reply` is the published or posted text, if there is one."""

    mention_id: str
    platform: str
    outcome: str
    reply: str | None


async def ended(session: AsyncSession) -> Sequence[Ending]:
    """Every mention that is closed, set aside or listed as an older one, in the order of arrival."""
    finished = (
        select(Mention, Publication)
        .outerjoin(Draft, col(Draft.id) == col(Mention.id))
        .outerjoin(Publication, col(Publication.id) == col(Draft.approval_id))
        .where(col(Mention.state).in_([MentionState.CLOSED, MentionState.SET_ASIDE, MentionState.OLDER]))
        .order_by(col(Mention.received_at), col(Mention.id))
    )
    rows = (await session.exec(finished)).all()
    return [_ending(mention, publication) for mention, publication in rows]


def _ending(mention: Mention, publication: Publication | None) -> Ending:
    outcome = str(mention.outcome or mention.state)
    return Ending(mention.id, mention.platform, outcome, publication.text if publication else None)
