"""Rows of a believable day, for tests that start in the middle of it."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.gallery.rows import (
    ANN,
    CHANNEL,
    COLE,
    MAYA,
    NOON,
    OLIVE,
    REPLY,
    SAM,
    a_draft,
    a_mention,
    a_verdict,
    written,
)
from bot.models import (
    Delivery,
    Draft,
    Mention,
    MessageKind,
    Reach,
)
from bot.ports import Clicked, Eligibility, Finding, Length, People, Written
from bot.store import drafts, slack_messages
from bot.store.drafts import CardRows

__all__ = [
    "ANN",
    "CHANNEL",
    "COLE",
    "MAYA",
    "NOON",
    "OLIVE",
    "REPLY",
    "SAM",
    "a_draft",
    "a_mention",
    "a_verdict",
    "written",
]


async def put_draft(
    session: AsyncSession, *, mention: Mention | None = None, text: str = REPLY, **changes: Any
) -> Draft:
    """Mention, verdict, draft, first revision and card row, as drafting leaves them."""
    mention = mention or a_mention()
    if await session.get(Delivery, mention.delivery_id) is None:
        session.add(Delivery(id=mention.delivery_id, source="generic", key="k", body=b"{}", received_at=NOON))
        await session.flush()
    session.add(mention)
    await session.flush()
    draft = a_draft(mention, **changes)
    session.add(a_verdict(mention))
    session.add(draft)
    await session.flush()
    session.add(drafts.as_revision(mention.id, 1, written(text), NOON))
    await slack_messages.show(
        session,
        id=f"card:{mention.id}",
        kind=MessageKind.CARD,
        audience=CHANNEL,
        now=NOON,
        subject_id=mention.id,
    )
    return draft


def click(draft_id: str, user: str = ANN, revision: int | None = 1, at: datetime = NOON) -> Clicked:
    """A person's click on what they saw."""
    return Clicked(user, draft_id, revision, at)


class Team:
    """A directory that tests can change; implements `ports.Directory`."""

    def __init__(self) -> None:
        self.approvers = {ANN}
        self.managing = {MAYA}
        self.groups: dict[str, frozenset[str]] = {}
        self.members = {ANN, SAM, MAYA, COLE, OLIVE}

    async def people(self) -> People:
        """Who may what."""
        called, nobody = frozenset({COLE, SAM}), frozenset[str]()
        return People(frozenset(self.approvers), frozenset(self.managing), called, nobody, groups=self.groups)

    async def is_staff(self, user: str) -> bool:
        """Full members only."""
        return user in self.members


async def plain_check(
    session: AsyncSession, rows: CardRows, text: str, made_by: str, now: datetime
) -> Written:
    """Finds only the word "guarantee", which is hard, and 18:40, which only a person can know."""
    found = [Finding("R10", "hard", "guarantee", "It promises too much", "take it out")]
    doubtful = [Finding("R8", "soft", "18:40", "Nobody backs this time", "take it out")]
    return written(text, made_by, found * ("guarantee" in text) + doubtful * ("18:40" in text))


def fits(text: str) -> Length:
    """280 plain characters."""
    return Length(len(text), 280)


BY_API = Eligibility(Reach.API, "Approve posts this through your publishing webhook.")
