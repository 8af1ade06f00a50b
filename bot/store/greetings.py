"""The hello that stands in a channel for each time that Amends was brought into it."""

import hashlib
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import MessageKind, Priority, SlackMessage
from bot.store import slack_messages
from bot.store.inserts import insert_missing


def name_of(channel: str, stamp: str) -> str:
    """A join by name, the same when Slack tells of it again; `stamp` is when, as Slack writes it."""
    return hashlib.sha256(f"{channel}/{stamp}".encode()).hexdigest()[:24]


async def greet(
    session: AsyncSession, join: str, *, channel: str, cards: str, approvers: int, now: datetime
) -> bool:
    """Have the hello of a join stand in its channel; false if it does, or will, already.

    `cards` is the channel where cards go, `approvers` how many people may approve.
    """
    hello = SlackMessage(
        id=_id(join),
        kind=MessageKind.WELCOME,
        audience=channel,
        args={"join": join, "cards": cards, "approvers": approvers},
        priority=Priority.CARD,
        changed_at=now,
    )
    return await insert_missing(session, hello)


async def is_there(session: AsyncSession, join: str) -> bool:
    """Whether a hello of this name was said."""
    return await slack_messages.get(session, _id(join)) is not None


async def was_said(session: AsyncSession, channel: str) -> bool:
    """Whether a hello stands, or will stand, in a channel."""
    is_hello = (col(SlackMessage.kind) == MessageKind.WELCOME) & (col(SlackMessage.audience) == channel)
    return (await session.exec(select(SlackMessage.id).where(is_hello).limit(1))).first() is not None


def _id(join: str) -> str:
    return f"welcome:{join}"
