"""New wordings of a draft: what is shown is what is hashed."""

from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.ports import Clicked, Written
from bot.store import drafts
from bot.store.drafts import CardRows, as_revision


async def add_revision(session: AsyncSession, rows: CardRows, written: Written, click: Clicked) -> CardRows:
    """Store a person's text as the newest revision and make it the one on the card."""
    number = await drafts.next_revision(session, rows.draft.id)
    revision = as_revision(rows.draft.id, number, written, click.at)
    session.add(revision)
    await session.flush()
    await drafts.move(session, rows.draft, rows.draft.state, to=rows.draft.state, revision=number, note=None)
    return replace(rows, revision=revision)
