"""Small facts about the installation that survive restarts."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Marker
from bot.store.inserts import insert_missing


async def get(session: AsyncSession, key: str) -> str | None:
    """The fact's value; `None` if it was never put."""
    found = await session.get(Marker, key, populate_existing=True)
    return None if found is None else found.value


async def put_once(session: AsyncSession, key: str, value: str) -> str:
    """Put a fact unless it stands already; the value that stands."""
    await insert_missing(session, Marker(key=key, value=value))
    return await get(session, key) or value


async def put(session: AsyncSession, key: str, value: str) -> None:
    """Put a fact, over an earlier value."""
    await session.merge(Marker(key=key, value=value))
