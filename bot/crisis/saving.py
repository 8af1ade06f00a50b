"""One act, one transaction, one answer."""

from collections.abc import Awaitable, Callable
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import NotDurable
from bot.ports import Answer, Refused
from bot.store.database import Database

NOT_SAVED: Final = "The database did not confirm it, so nothing was changed. Please try again in a moment."


async def saved(database: Database, body: Callable[[AsyncSession], Awaitable[Answer]]) -> Answer:
    """The answer of an act once it is durable; else that it is not."""
    try:
        async with database.writing() as session:
            return await body(session)
    except NotDurable:
        return Refused(NOT_SAVED)
