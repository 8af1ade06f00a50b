"""What an incident's posts have in common, put into words by a model: asked rarely, kept, never needed."""

from dataclasses import dataclass
from datetime import timedelta

from bot import audit
from bot.errors import LlmUnavailable
from bot.ports import Now, Summariser
from bot.store import incidents
from bot.store.database import Database
from bot.text import sha256

LEAST_AUTHORS = 3
GROWTH = 2
"""Asked again once it has so many times the mentions of the last answer."""
AT_MOST_EVERY = timedelta(minutes=30)
"""And not sooner than this after a call, whether or not it was answered."""
SAMPLE = 12
DEADLINE = 15.0
"""Seconds; nobody waits for it."""


@dataclass(frozen=True)
class Causes:
    """One call a turn. Strangers' words go to the model as data, its answer is shown as plain text only."""

    database: Database
    summariser: Summariser
    now: Now

    async def __call__(self) -> int:
        """Ask about the incident that most people write of; 1 if a model answered."""
        async with self.database.reading() as session:
            asked_before = self.now() - AT_MOST_EVERY
            incident = await incidents.to_summarise(session, LEAST_AUTHORS, GROWTH, asked_before)
            if incident is None:
                return 0
            posts, id, mentions = (
                await incidents.sample(session, incident.id, SAMPLE),
                incident.id,
                incident.mentions,
            )
        try:
            said = await self.summariser.summarise(posts, deadline=DEADLINE)
        except LlmUnavailable:
            # Its reason stands on the cards of drafts and in the metrics; here nobody waits for an answer.
            await self._keep(id, None, mentions)
            return 0
        await self._keep(id, said, mentions)
        return 1

    async def _keep(self, id: str, said: str | None, mentions: int) -> None:
        at = self.now()
        async with self.database.writing() as session:
            if said is None:
                await incidents.asked_for_cause(session, id, at)
                return
            await incidents.change(session, id, cause=said, cause_at=at, cause_mentions=mentions)
            told = {"mentions": mentions, "sha256": sha256(said)}
            await audit.record(session, id, "incident_cause", audit.SYSTEM, at, **told)
