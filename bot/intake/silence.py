"""Says once in Slack when a source is silent for longer than is its habit, and that it is back when it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.intake.habits import HISTORY, patience
from bot.models import MessageKind, Priority
from bot.store import markers, slack_messages, source_hours
from bot.store.database import Database

SPOKEN = ""
"""What a marker holds while nothing is told of its source."""


@dataclass(frozen=True)
class Silences:
    """Watches the configured sources. Nobody is ever called for this."""

    database: Database
    sources: Collection[str]
    channel: str

    async def look(self, now: datetime) -> int:
        """One round; how many cards were shown or changed."""
        async with self.database.reading() as session:
            last = await source_hours.last(session)
            known = [one for one in sorted(self.sources) if one in last]
            strange = {one: await self._is_strange(session, one, last[one], now) for one in known}
            told = {one: await markers.get(session, _marker(one)) for one in known}
        news = [one for one in known if _is_news(told[one], last[one], strange[one])]
        for source in news:
            await self._tell(source, last[source], strange[source], now)
        return len(news)

    async def _is_strange(self, session: AsyncSession, source: str, last: datetime, now: datetime) -> bool:
        limit = patience(await source_hours.stretches(session, source, last - HISTORY))
        return limit is not None and now - last > limit

    async def _tell(self, source: str, last: datetime, strange: bool, now: datetime) -> None:
        async with self.database.writing() as session:
            told = await markers.get(session, _marker(source))
            if not _is_news(told, last, strange):  # another replica was first
                return
            if strange:
                await self._show(session, source, last, now)
            elif told:
                await self._is_back(session, source, told, last, now)
            await markers.put(session, _marker(source), last.isoformat() if strange else SPOKEN)

    async def _show(self, session: AsyncSession, source: str, last: datetime, now: datetime) -> None:
        await audit.record(session, audit.DESK, "source_silent", audit.SYSTEM, now, source=source)
        args = {"source": source, "last": last.timestamp(), "back": None}
        await self._message(session, source, last, args, now)

    async def _is_back(
        self, session: AsyncSession, source: str, told: str, last: datetime, now: datetime
    ) -> None:
        since = datetime.fromisoformat(told)
        await audit.record(session, audit.DESK, "source_back", audit.SYSTEM, now, source=source)
        args = {"source": source, "last": since.timestamp(), "back": last.timestamp()}
        await self._message(session, source, since, args, now)

    async def _message(
        self, session: AsyncSession, source: str, since: datetime, args: dict[str, object], now: datetime
    ) -> None:
        await slack_messages.show(
            session,
            id=f"silent:{source}:{int(since.timestamp())}",
            kind=MessageKind.SOURCE_SILENT,
            audience=self.channel,
            now=now,
            args=args,
            priority=Priority.STATUS,
        )


def _is_news(told: str | None, last: datetime, strange: bool) -> bool:
    """Whether the channel should hear of it: each silence once, and its end once."""
    return told != last.isoformat() if strange else bool(told) and told != last.isoformat()


def _marker(source: str) -> str:
    return f"silent:{source}"
