"""One process after another looks after one approved text: begun, killed, begun anew, until all rests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.models import Draft, DraftState, Publication, PublicationState
from bot.oncall import OnCall
from bot.outgoing import http_client
from bot.platforms.registry import Registry
from bot.ports import Publisher
from bot.publishing import SETTLED_AFTER, Publishing
from bot.rounds import UNATTENDED, ClockRound
from bot.store.database import Database
from tests.builders import CHANNEL, Team
from tests.crash.matrix.grounds import PUBLISHERS

NEVER = datetime.max.replace(tzinfo=UTC)
"""The minute's seal is another proof's; here it would only take time."""
MOST_TURNS = 60
"""Of the loop that looks after it; whatever has not come to rest by then is stuck."""
_RESTS = {
    PublicationState.DONE,
    PublicationState.FAILED,
    PublicationState.CANCELLED,
    PublicationState.REMOVED,
}


@dataclass
class Time:
    """Of the world, which goes on while a process is dead."""

    now: datetime

    def __call__(self) -> datetime:
        """For the product."""
        return self.now


@dataclass
class AtOnce:
    """Implements `ports.Flow` without workflows: the rows alone must lead everything to its end."""

    publishing: Publishing

    async def draft(self, draft_id: str) -> None:
        """Nothing is drafted here."""
        raise NotImplementedError(draft_id)

    async def publish(self, approval_id: str) -> None:
        """Now."""
        await self.publishing.attend(approval_id)


def registry_of(publisher: Publisher) -> Registry:
    """The one network."""
    if publisher.name == "webhook":
        return Registry(publisher)
    return Registry(networks=[publisher])


@asynccontextmanager
async def a_process(
    database: Database, network: str, url: str, time: Time, kind: type[Publishing] = Publishing
) -> AsyncIterator[ClockRound]:
    """What `serve` does of it each second, with nothing remembered from an earlier process."""
    team = Team()
    async with http_client() as client:
        publishers = registry_of(PUBLISHERS[network](url, client, time))
        publishing = kind(database, publishers, team, CHANNEL, time)
        flow = AtOnce(publishing)
        oncall = OnCall(database, team, flow, CHANNEL, ())
        yield ClockRound(database, oncall, flow, time, sealed_at=NEVER)


async def until_rest(database: Database, process: ClockRound, time: Time, draft_id: str) -> bool:
    """Let the loop turn whenever something is due; false if that never ends."""
    for _ in range(MOST_TURNS):
        await process()
        async with database.reading() as session:
            draft = await session.get_one(Draft, draft_id)
            one = await session.get(Publication, draft.approval_id) if draft.approval_id else None
        if one is None or _at_rest(draft, one):
            return True
        time.now = max(time.now + timedelta(seconds=1), _next(one))
    return False


def _at_rest(draft: Draft, one: Publication) -> bool:
    if one.state is PublicationState.UNKNOWN:
        return one.next_at is None and draft.state is DraftState.UNKNOWN
    return one.state in _RESTS


def _next(one: Publication) -> datetime:
    """When somebody is to look after it at the latest."""
    if one.state is PublicationState.SENDING and one.sending_since is not None:
        return one.sending_since + SETTLED_AFTER
    if one.state is PublicationState.SCHEDULED:
        return one.send_after + UNATTENDED
    return one.next_at or one.send_after
