"""Replies that are public, or may be, as publishing leaves them."""

from datetime import datetime
from typing import Any

from bot.models import Approval, DraftState, Mention, MentionState, Outcome, Publication, PublicationState
from bot.store.database import Database
from bot.text import sha256
from tests.builders import NOON, a_mention, put_draft

LIVE = PublicationState.DONE


async def put_reply(
    database: Database,
    number: str,
    *,
    text: str = "I'm sorry your bag was left in Ryde. I'll send it on today.",
    state: PublicationState = LIVE,
    at: datetime = NOON,
    **post: Any,
) -> Mention:
    """One answered mention; `post` are fields of it."""
    ended = {"state": MentionState.CLOSED, "outcome": Outcome.PUBLISHED}
    mention = a_mention(f"earlier-{number}", **(ended | post))
    about: dict[str, Any] = {"draft_id": mention.id, "sha256": sha256(text)}
    id = f"approval-{number}"
    async with database.writing() as session:
        draft = await put_draft(session, mention=mention, state=DraftState.SENT)
        approval = Approval(id=id, revision=1, mention_revision=1, approver="U0", approved_at=at, **about)
        session.add(approval)
        await session.flush()
        session.add(Publication(id=id, text=text, state=state, publisher="webhook", send_after=at, **about))
        session.add(draft.sqlmodel_update({"approval_id": id}))
    return mention
