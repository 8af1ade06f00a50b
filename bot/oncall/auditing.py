"""The dead man's switch: looks whether anything is late or stands still, and only then says that all is well.

What it finds stands in the channel and in `/healthz`. The ping to an outside watch stays away, so that
somebody is called even when nothing here can call anybody. A silent source has a card of its own.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.loops import STUCK_S
from bot.models import MessageKind
from bot.oncall.calling import show
from bot.oncall.messages import Message
from bot.store import lateness, slack_messages
from bot.store.database import Database
from bot.store.lateness import Late

LOOK_EVERY = timedelta(seconds=15)
BEAT_EVERY = timedelta(seconds=60)

Ages = Callable[[], Mapping[str, float]]
"""Loop name -> seconds since it last turned."""
Check = Callable[[], Awaitable[bool]]
_OF_ROWS = ("steps", "sending", "calls", "unjudged")
_WORDS = {
    "steps": "{} clocks have not fired in time. Is the machine too slow, or the database?",
    "sending": "{} approved replies are being sent for far too long.",
    "calls": "{} calls to the outside, such as PagerDuty, could not be made in time.",
    "unjudged": "{} mentions have come in and are not judged yet.",
    "slack": "Slack does not answer.",
}


@dataclass
class Auditor:
    """`beat` pings the outside watch; `None` where there is none. `findings` are those of the last look."""

    database: Database
    channel: str
    ages: Ages
    slack_answers: Check
    beat: Check | None = None
    findings: Mapping[str, str] = field(default_factory=dict)
    """Name -> words."""
    looked_at: datetime | None = None
    beaten_at: datetime | None = None
    _told: set[str] = field(default_factory=set)

    async def turn(self, now: datetime) -> int:
        """Look if it is time; how many new findings there are.

        Raises:
            NotDurable: the database is out. This loop fails then, and is seen to stand still.
        """
        if self.looked_at is not None and now - self.looked_at < LOOK_EVERY:
            return 0
        is_first, self.looked_at = self.looked_at is None, now
        async with self.database.reading() as session:
            late = await lateness.count(session, now)
        self.findings = dict(_found(late, self.ages(), await self.slack_answers()))
        new = await self._tell(now, is_first=is_first)
        if not self.findings and self.beat is not None and self._is_time_to_beat(now):
            self.beaten_at = now if await self.beat() else self.beaten_at
        return new

    def _is_time_to_beat(self, now: datetime) -> bool:
        return self.beaten_at is None or now - self.beaten_at >= BEAT_EVERY

    async def _tell(self, now: datetime, *, is_first: bool) -> int:
        """New ones stand in the channel, and those that are over are said to be."""
        new = set(self.findings) - self._told
        # What an earlier process has told may be over by now.
        over = ((set(_WORDS) | set(self.ages())) if is_first else self._told) - set(self.findings)
        if new or over:
            async with self.database.writing() as session:
                for name in sorted(new):
                    await self._show(session, name, self.findings[name], now, over=False)
                for name in sorted(over):
                    await self._over(session, name, now)
        self._told = set(self.findings)
        return len(new)

    async def _over(self, session: AsyncSession, name: str, now: datetime) -> None:
        told = await slack_messages.args_of(session, f"audit:{name}")
        if told is not None and not told.get("over"):
            await self._show(session, name, str(told.get("text", "")), now, over=True)

    async def _show(self, session: AsyncSession, name: str, text: str, now: datetime, *, over: bool) -> None:
        args = {"text": text, "over": over}
        await show(session, Message(f"audit:{name}", MessageKind.ALARM, self.channel, args=args), now)


def _found(late: Late, ages: Mapping[str, float], slack_answers: bool) -> Iterator[tuple[str, str]]:
    for name in _OF_ROWS:
        number = getattr(late, name)
        if number:
            yield name, _WORDS[name].format(number)
    for name, age in sorted(ages.items()):
        if age > STUCK_S:
            yield name, f"The loop “{name}” stands still. Restart Amends, and tell your operator."
    if not slack_answers:
        yield "slack", _WORDS["slack"]
