"""A loop for each network that is polled, so that a slow one keeps no other waiting."""

import random
from contextlib import AsyncExitStack

from bot.app.clock import new_id
from bot.intake.journal import Journal
from bot.intake.polling import PollRound
from bot.loops import Loop
from bot.outgoing import http_client
from bot.platforms.pollers import pollers
from bot.ports import Now
from bot.settings import Settings
from bot.store.database import Database

LOOK_SECONDS = 1.0
"""How often a loop looks whether it is time; between two questions that costs nothing."""


async def polling_loops(
    settings: Settings, stack: AsyncExitStack, database: Database, journal: Journal, now: Now
) -> list[Loop]:
    """The loops of all pollers that are configured; none if there are none.

    Raises:
        SettingsFault: a poller is configured but not installed.
    """
    client = await stack.enter_async_context(http_client())
    owner, chance = new_id(), random.SystemRandom().random
    rounds = [
        PollRound(database, journal, poller, settings.slack_channel, now, owner, chance)
        for poller in pollers(settings, client, now)
    ]
    return [Loop(f"poll {one.poller.name}", one, LOOK_SECONDS) for one in rounds]
