"""Posts of an incident whose reply is public, for tests that start after that."""

from bot.models import Approval, Draft, DraftState, Mention, Outcome, Publication, PublicationState
from bot.store import drafts, verdicts
from bot.store.database import Database
from bot.text import sha256
from tests.builders import ANN, NOON, a_draft, written


async def put_answered(database: Database, mention_id: str, reply: str) -> Draft:
    """One that stands on an incident gets its reply."""
    async with database.writing() as session:
        mention = await session.get_one(Mention, mention_id)
        draft = a_draft(
            mention, state=DraftState.SENT, approval_id=f"a-{mention_id}", listed_in="incident:i1"
        )
        session.add(draft)
        await session.flush()
        session.add(drafts.as_revision(mention_id, 1, written(reply), NOON))
        session.add(
            Approval(
                id=f"a-{mention_id}",
                draft_id=mention_id,
                revision=1,
                sha256=sha256(reply),
                mention_revision=1,
                approver=ANN,
                approved_at=NOON,
            )
        )
        await session.flush()
        session.add(
            Publication(
                id=f"a-{mention_id}",
                draft_id=mention_id,
                publisher="webhook",
                text=reply,
                sha256=sha256(reply),
                state=PublicationState.DONE,
                send_after=NOON,
            )
        )
        await verdicts.close(session, mention_id, Outcome.PUBLISHED, NOON)
    return draft
