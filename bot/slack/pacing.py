"""Calls within budgets: counted before they are made, parked when Slack asks for it."""

import asyncio
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import SlackFault
from bot.ports import Now
from bot.slack.client import call
from bot.slack.doors import Door
from bot.store import budgets
from bot.store.database import Database


class Pacing:
    """The budgets of one Slack app; all replicas share them through the database."""

    def __init__(self, client: AsyncWebClient, database: Database, now: Now) -> None:
        self._client = client
        self._database = database
        self._now = now

    async def take(self, session: AsyncSession, door: Door, *, for_person: bool) -> float:
        """Count one call. Returns 0.0, or the seconds until there is room."""
        return await budgets.take(session, door.key, door.rate, self._now(), for_person=for_person)

    async def park(self, session: AsyncSession, door: Door, seconds: float) -> None:
        """Leave a door alone, as Slack asked."""
        await budgets.park(session, door.key, self._now(), seconds)

    async def call(self, door: Door, arguments: dict[str, Any]) -> dict[str, Any]:
        """One call that was counted already. Raises `SlackFault`."""
        return await call(self._client, door.method, arguments)

    async def admit(self, door: Door, patience: float) -> None:
        """Count one call that a person waits for, waiting for room up to `patience` seconds.

        Raises:
            SlackFault: with the seconds to wait, if that is longer.
        """
        while True:
            async with self._database.writing() as session:
                wait = await self.take(session, door, for_person=True)
            if not wait:
                return
            if wait > patience:
                raise SlackFault(door.method, "busy", retry_after=wait)
            await asyncio.sleep(wait)
            patience -= wait

    async def spare(self, door: Door, arguments: dict[str, Any]) -> bool:
        """Make a call that nobody waits for, if there is room beside what is kept for people.

        Raises:
            SlackFault: Slack refused.
        """
        async with self._database.writing() as session:
            if await self.take(session, door, for_person=False):
                return False
        await self._parking(door, arguments)
        return True

    async def person(self, door: Door, arguments: dict[str, Any], patience: float) -> dict[str, Any]:
        """Make a call that a person waits for.

        Raises:
            SlackFault: the door stays closed longer than `patience`, or Slack refused.
        """
        await self.admit(door, patience)
        return await self._parking(door, arguments)

    async def _parking(self, door: Door, arguments: dict[str, Any]) -> dict[str, Any]:
        """A counted call; if Slack asks to be left alone, it is."""
        try:
            return await self.call(door, arguments)
        except SlackFault as fault:
            if fault.retry_after is not None:
                async with self._database.writing() as session:
                    await self.park(session, door, fault.retry_after)
            raise
