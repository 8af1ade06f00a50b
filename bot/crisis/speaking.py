"""What a model drafts to be said to many: asked within a deadline, checked by the rules, never needed."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.crisis.speech_questions import stance_question, statement_question, update_question
from bot.crisis.statement_words import Said
from bot.crisis.update_words import suggested as suggested_update
from bot.errors import LlmUnavailable
from bot.models import Category, Crisis
from bot.ports import Speaker, Speech, SpeechQuestion
from bot.store import crises, facts, incident_cards, incidents
from bot.store.database import Database

DEADLINE: Final = 8.0
"""Seconds for one question; a second one is put only if a rule was broken. Both fit well into a minute."""
SAMPLE: Final = 10
BY_AI: Final = "Drafted by AI. Please check every word: it knows what people write, and what the team knows."
NO_AI: Final = "No AI is set up here"
GONE: Final = "It is not there any more"

Fault = Callable[[Speech, str], Awaitable[str | None]]
"""What the rules say against it, by all that is known; `None` if it may be shown."""
BrandOf = Callable[[str], tuple[str, str]]
"""A brand's id and its name."""


@dataclass(frozen=True)
class Spoken:
    """`speech` is `None` where there is none; `why` says why not, in words that a sentence begins with."""

    speech: Speech | None
    why: str = ""


@dataclass(frozen=True)
class Speaking:
    """Asks the model. `speaker` is `None` where there is none. Nothing here changes a row."""

    database: Database
    speaker: Speaker | None
    brand: BrandOf

    async def statement(self, crisis: Crisis, template: Said, fault: Fault, now: datetime) -> Spoken:
        """A holding statement, or the next one."""
        async with self.database.reading() as session:
            category = await _category(session, crisis.incident_id)
            known = await self._known(session, crisis, category, now)
            posts = await incidents.sample(session, crisis.incident_id, SAMPLE)
        name = self.brand(crisis.brand)[1]
        return await self._asked(statement_question(name, category, template, known, posts), fault)

    async def update(self, action_id: str, fault: Fault, now: datetime) -> Spoken:
        """Ways to say that an action is done."""
        async with self.database.reading() as session:
            action = await crises.action(session, action_id)
            crisis = await crises.get(session, action.crisis_id) if action else None
            if action is None or crisis is None:
                return Spoken(None, GONE)
            category = await _category(session, crisis.incident_id)
            known = await self._known(session, crisis, category, now)
        name, said = self.brand(crisis.brand)[1], suggested_update(action.what)
        return await self._asked(update_question(name, category, action.what, said, known), fault)

    async def stance(
        self, incident_id: str, happened: Sequence[str], doing: Sequence[str], fault: Fault, now: datetime
    ) -> Spoken:
        """What every answer about one cause says; given is what stands in the form."""
        async with self.database.reading() as session:
            incident = await incidents.get(session, incident_id)
            if incident is None:
                return Spoken(None, GONE)
            crisis = await crises.of_incident(session, incident_id)
            category = await _category(session, incident_id)
            id, name = self.brand(incident.brand)
            known = [card.statement for card in await facts.valid_now(session, id, category, now)]
            known = await self._known(session, crisis, category, now) if crisis else known
            posts = await incidents.sample(session, incident_id, SAMPLE)
        question = stance_question(name, category, happened, doing, known, posts)
        return await self._asked(question, fault)

    async def _known(self, session: AsyncSession, crisis: Crisis, category: str, now: datetime) -> list[str]:
        """What the team itself knows: its facts, what it has said in public, what it has done."""
        id = self.brand(crisis.brand)[0]
        cards = [card.statement for card in await facts.valid_now(session, id, category, now)]
        said = [one.text for one in await crises.statements(session, crisis.id) if one.approved_at][:1]
        done = [one.what for one in await crises.actions(session, crisis.id) if one.done_at]
        return [
            *cards,
            *(f"We have said in public: {one}" for one in said),
            *(f"Done: {one}" for one in done),
        ]

    async def _asked(self, question: SpeechQuestion, fault: Fault) -> Spoken:
        if self.speaker is None:
            return Spoken(None, NO_AI)
        known = "\n".join((*question.known, *question.posts))
        try:
            speech = await self.speaker.speak(question, deadline=DEADLINE)
            why = await fault(speech, known)
            if why is not None:
                speech = await self.speaker.speak(replace(question, mend=(why,)), deadline=DEADLINE)
                why = await fault(speech, known)
        except LlmUnavailable as unavailable:
            return Spoken(None, unavailable.reason)
        if why is not None:
            return Spoken(None, f"What the AI wrote broke a rule ({why.rstrip('.')})")
        return Spoken(speech)


async def _category(session: AsyncSession, incident_id: str) -> str:
    return await incident_cards.category(session, incident_id) or Category.OTHER.value
