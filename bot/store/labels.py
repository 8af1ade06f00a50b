"""What people said triage should have said."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Mention, MentionRevision, TriageLabel, Verdict
from bot.rehearsals import TRIAL

PAGE = 200


@dataclass(frozen=True)
class Labelled:
    """A mention with everything that people said about its newest labelled wording, in order of time.

    `text` is that wording; `None` if it is not kept any more.
    """

    mention: Mention
    verdict: Verdict
    text: str | None
    labels: Sequence[TriageLabel]


async def of_mention(session: AsyncSession, mention_id: str) -> Sequence[TriageLabel]:
    """What was said about a mention, in order of time."""
    found = select(TriageLabel).where(col(TriageLabel.mention_id) == mention_id)
    return (await session.exec(found.order_by(col(TriageLabel.at), col(TriageLabel.id)))).all()


async def all_labelled(session: AsyncSession) -> AsyncIterator[Labelled]:
    """Every mention that people said something about, a page at a time; none of our own tests."""
    last = ""
    while page := await _page(session, last):
        for mention, verdict in page:
            yield await _labelled(session, mention, verdict)
        last = page[-1][0].id
        session.expunge_all()


async def _page(session: AsyncSession, last: str) -> Sequence[tuple[Mention, Verdict]]:
    named = select(TriageLabel.mention_id).where(col(TriageLabel.mention_id) > last).distinct()
    found = (
        select(Mention, Verdict)
        .join(Verdict, col(Verdict.mention_id) == col(Mention.id))
        .where(col(Mention.id).in_(named), ~col(Mention.external_id).startswith(TRIAL))
        .order_by(col(Mention.id))
    )
    return (await session.exec(found.limit(PAGE))).all()


async def _labelled(session: AsyncSession, mention: Mention, verdict: Verdict) -> Labelled:
    said = await of_mention(session, mention.id)
    newest = max(one.mention_revision for one in said)
    labels = [one for one in said if one.mention_revision == newest]
    if newest == mention.revision:
        return Labelled(mention, verdict, mention.text, labels)
    earlier = await session.get(MentionRevision, (mention.id, newest))
    return Labelled(mention, verdict, earlier.text if earlier else None, labels)
