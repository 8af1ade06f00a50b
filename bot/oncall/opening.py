"""Starts the clocks of a draft: when its card is made, and when it becomes graver."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import ClockKind, Draft, Mention, Severity, Verdict
from bot.oncall.signals import has_second_signal
from bot.rehearsals import is_rehearsal
from bot.rota import Rules
from bot.store import climbs, clocks

PINGS_AT_ONCE = Severity.HIGH
"""From this severity on, people on call hear of a mention when its card is made."""
MOST_WAITING = 50
"""Looked at in one go; the rest has its turn when these are settled."""
UNCONFIRMED_FOR = timedelta(minutes=10)
"""After so long people are called for a word of alarm that nothing else bears out and nobody has taken."""


@dataclass(frozen=True)
class Opening:
    """Starts what runs from the moment a draft's card is made. `rules` are those in force."""

    rules: Callable[[], Rules] = Rules

    async def __call__(self, session: AsyncSession, draft: Draft, now: datetime) -> None:
        """Harmless when called again, as when a draft becomes graver.

        A post that was more than a day old when it came calls nobody by itself, neither now nor when overdue;
        nor does a test of ours.
        """
        mention = await session.get_one(Mention, draft.id)
        if mention.came_stale or is_rehearsal(mention.external_id):
            return
        ladder = self.rules().ladder
        if ladder is not None:
            await climbs.open_one(session, draft.id, ladder.dump(), now)
        if draft.severity >= (PINGS_AT_ONCE if ladder is None else ladder.climbs_from):
            await _call(session, draft, mention, now)
        due, step = draft.due_at, f"{draft.due_at.timestamp():.0f}"
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.BREACH, due_at=due, step=step)
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.OVERDUE, due_at=due)


async def call_seconded(session: AsyncSession, now: datetime) -> None:
    """Call people for words of alarm that something else has borne out since."""
    for clock in await clocks.waiting(session, ClockKind.UNCONFIRMED, now + UNCONFIRMED_FOR, MOST_WAITING):
        draft = await session.get(Draft, clock.subject_id)
        if draft is not None:
            mention = await session.get_one(Mention, draft.id)
            verdict = await session.get_one(Verdict, draft.id)
            if await has_second_signal(session, draft, mention, verdict):
                await _call(session, draft, mention, now)


async def _call(session: AsyncSession, draft: Draft, mention: Mention, now: datetime) -> None:
    """At once; a word of alarm alone asks those who may approve it first, in the thread."""
    verdict = await session.get_one(Verdict, draft.id)
    if await has_second_signal(session, draft, mention, verdict):
        await clocks.stop(session, draft.id, now, ClockKind.UNCONFIRMED)
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.PING, due_at=now, step="arrival")
        return
    later = now + UNCONFIRMED_FOR
    await clocks.start(session, subject_id=draft.id, kind=ClockKind.NUDGE, due_at=now, step="arrival")
    await clocks.start(session, subject_id=draft.id, kind=ClockKind.UNCONFIRMED, due_at=later, step="arrival")


open_clocks = Opening()
"""Without a policy: no ladder, and people may be called at any time."""
