"""Replies to many who complain of the same: one for each, under an approved stance, and no two alike.

Ten are written at a time, when a person is there to read them: so each is held against what went out until
then, and nothing lies about that nobody looks at.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.drafting.composing import compose
from bot.drafting.languages import ENGLISH
from bot.drafting.strategy import Posture
from bot.drafting.under_stance import serves
from bot.drafting.variety import Others
from bot.drafting.writing import MACHINE, Drafting
from bot.errors import NotDurable
from bot.models import Draft, DraftState, Mention, MentionState, Outcome, Reach, Stance
from bot.ports import Refused, Written
from bot.store import drafts, grouped, incident_cards, incidents, publications, stances, verdicts
from bot.store.grouped import Grouped

MOST = 10
"""Replies that one person reads with care in one go."""
MOST_FAILED = 10
"""Posts in one go for which no wording is left: when so many have none, the others most likely have none."""
HELD_FOR = timedelta(minutes=10)
"""How long what stands in one person's form is not shown to a colleague."""
ANSWER_WITHIN = timedelta(minutes=30)
"""When somebody is called for a reply that was written and that nobody decided on."""
NO_STANCE = "What we say about this is not approved, so nobody can be answered yet. Nothing was changed."
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."


@dataclass(frozen=True)
class Batch:
    """What one person may decide on now: `draft_ids` of at most ten, each with the words that would go out.

    `waiting` counts all that wait. Of these `apart` need a look of their own, and `alike` are the ids of
    those for whom no wording was left that differs from the other replies.
    """

    draft_ids: Sequence[str] = ()
    waiting: int = 0
    apart: int = 0
    alike: Sequence[str] = ()


@dataclass
class _Said:
    """Texts that a new one must not sound like: in public, ready on the incident, and in this batch."""

    public: Sequence[str]
    ready: Mapping[str, str]
    batch: list[tuple[str | None, str]] = field(default_factory=list)

    def beside(self, mention: Mention, in_thread: Sequence[str]) -> Others:
        """What would be read next to a reply to this post."""
        here = [text for thread, text in self.batch if thread is not None and thread == mention.thread]
        ready = [text for id, text in self.ready.items() if id != mention.id]
        return Others([*self.public, *ready, *(text for _, text in self.batch)], [*in_thread, *here])

    def take(self, mention: Mention, text: str) -> None:
        """One more."""
        self.batch.append((mention.thread, text))


@dataclass(frozen=True)
class GroupedReplies:
    """Writes what is missing and gives what is there."""

    drafting: Drafting

    async def batch(
        self, user: str, incident_id: str, without: Sequence[str], at: datetime
    ) -> Batch | Refused:
        """The next ten for one person, leaving out those in `without`; they are theirs for some minutes."""
        await self.drafting.shelf.refresh()
        async with self.drafting.database.reading() as session:
            stance = await stances.standing(session, incident_id)
            if stance is None or not stance.holds:
                return Refused(NO_STANCE)
            found = await grouped.to_answer(session, incident_id, user, at, without)
            public = await publications.recent_texts(session)
            ready = await grouped.waiting_texts(session, incident_id)
        fit = [one for one in found if self._fits(one)]
        written, alike = await self._written(fit, stance, _Said(public, ready))
        try:
            async with self.drafting.database.writing() as session:
                ids = [
                    one.mention.id
                    for one, words in written
                    if await self._keep(session, incident_id, one, words, stance, user, at)
                ]
                if ids:
                    await incidents.change(session, incident_id)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Batch(ids, len(found), len(found) - len(fit), alike)

    def _fits(self, one: Grouped) -> bool:
        """Whether it may be decided on beside nine others, in words that were agreed in English."""
        publisher = self.drafting.publishers.choose(one.mention)
        can_be_answered = publisher.can_reply(one.mention).reach != Reach.NEVER
        return serves(one.verdict) and one.verdict.language in ENGLISH and can_be_answered

    async def _written(
        self, fit: Sequence[Grouped], stance: Stance, said: _Said
    ) -> tuple[list[tuple[Grouped, Written | None]], list[str]]:
        """The first ten that can be said, with new words where they need some; and who had to be left out."""
        written: list[tuple[Grouped, Written | None]] = []
        alike: list[str] = []
        for one in fit:
            if len(written) == MOST or len(alike) == MOST_FAILED:
                break
            text, words = await self._words(one, stance, said)
            if text is None:
                alike.append(one.mention.id)
                continue
            said.take(one.mention, text)
            written.append((one, words))
        return written, alike

    async def _words(self, one: Grouped, stance: Stance, said: _Said) -> tuple[str | None, Written | None]:
        """The text, and what is new about it; no text if nothing is left to say beside the others."""
        async with self.drafting.database.reading() as session:
            known = await self.drafting.known(session, one.mention, one.verdict)
        others, shown = said.beside(one.mention, known.in_thread), one.revision
        if shown is not None and (stance.id in shown.uses or _is_a_persons(shown.made_by)):
            if others.differ(shown.text):
                return shown.text, None
            if _is_a_persons(shown.made_by):
                return None, None
        request = self.drafting.request(one.mention, one.verdict, one.draft, known)
        words = await asyncio.to_thread(
            compose, self.drafting.library, request, others.recent, others.in_thread
        )
        may = _may_be_said(words) and others.differ(words.text)
        return (words.text, replace(words, known_at=self.drafting.now())) if may else (None, None)

    async def _keep(
        self,
        session: AsyncSession,
        incident_id: str,
        one: Grouped,
        words: Written | None,
        stance: Stance,
        user: str,
        at: datetime,
    ) -> bool:
        """Store it and hold it for this person; false if the post or the reply has changed meanwhile."""
        mention_id = one.mention.id
        await drafts.lock_rows(session, mention_id)
        mention = await session.get_one(Mention, mention_id, populate_existing=True)
        draft = await session.get(Draft, mention_id, populate_existing=True)
        if mention.revision != one.mention.revision or _is_elsewhere(mention, draft, one.draft):
            return False
        if draft is None and words is not None:
            draft = await self._open(session, incident_id, one, words, at)
        elif draft is not None and words is not None:
            number = await drafts.next_revision(session, mention_id)
            session.add(drafts.as_revision(mention_id, number, words, at))
            await drafts.move(session, draft, DraftState.WAITING, to=DraftState.WAITING, revision=number)
        if draft is None:
            return False
        held = {"assignee": user, "taken_at": at, "lease_until": at + HELD_FOR}
        if words is not None:
            told = {"revision": draft.revision, "template": words.template, "stance": stance.id}
            await audit.record(session, mention_id, "drafted", MACHINE, at, made_by=words.made_by, **told)
        return await drafts.move(session, draft, DraftState.WAITING, to=DraftState.WAITING, **held)

    async def _open(
        self, session: AsyncSession, incident_id: str, one: Grouped, words: Written, at: datetime
    ) -> Draft:
        """A first draft without a card: it stands on the incident."""
        draft = await self.drafting.new_draft(session, one.mention, one.verdict.severity, words)
        draft.listed_in = incident_cards.row_id(incident_id)
        draft.due_at = max(draft.due_at, at + ANSWER_WITHIN)
        await verdicts.close(session, one.mention.id, None, at)
        session.add(draft)
        await session.flush()
        session.add(drafts.as_revision(draft.id, draft.revision, words, at))
        await session.flush()
        await self.drafting.open_clocks(session, draft, at)
        return draft


def _is_a_persons(made_by: str) -> bool:
    return made_by not in {"template", "llm"}


def _may_be_said(words: Written) -> bool:
    """A reply under the stance, whole and sound, to somebody who is to have one."""
    is_sound = all(found.level != "hard" for found in words.findings)
    return words.template.startswith("stance/") and is_sound and words.strategy != Posture.NO_REPLY


def _is_elsewhere(mention: Mention, draft: Draft | None, seen: Draft | None) -> bool:
    """Whether somebody has done something about it since it was read."""
    if draft is None:
        return seen is not None or mention.outcome != Outcome.GROUPED
    is_same = seen is not None and draft.revision == seen.revision
    return not is_same or draft.state != DraftState.WAITING or mention.state != MentionState.OPEN
