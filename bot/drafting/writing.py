"""Mention + verdict -> a draft on a card. The template always gives one; the model may better it in time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.drafting.composing import DraftRequest, check_text, compose, llm_question
from bot.drafting.library import Library
from bot.errors import LlmUnavailable
from bot.landmarks import passed
from bot.models import (
    ClockKind,
    Draft,
    DraftState,
    Mention,
    MentionState,
    MessageKind,
    Priority,
    Severity,
    Verdict,
)
from bot.ports import Now, Publishers, Writer, Written
from bot.store import clocks, drafts, slack_messages
from bot.store.database import Database
from bot.store.drafts import CardRows

PATIENCE = timedelta(seconds=4)
"""How long a first card waits for the model; the template draft is shown within 5 s whatever it does."""
DEADLINE = timedelta(seconds=20)
"""When the model is given up; a draft that comes in between waits behind "Show"."""
MACHINE = "amends"

OpenClocks = Callable[[AsyncSession, Draft, datetime], Awaitable[None]]


@dataclass(frozen=True)
class Material:
    """What one draft is made from, as it was read."""

    mention: Mention
    verdict: Verdict
    draft: Draft | None

    @property
    def asked(self) -> int:
        """Which asking this answers."""
        return self.draft.asked if self.draft else 1


@dataclass(frozen=True)
class Suggestion:
    """What asking the model came to: its words, or why the template's stand. `severity` as it reads it."""

    words: Written | None
    why_not: str | None = None
    severity: int | None = None


Asking = asyncio.Task[Suggestion]


@dataclass(frozen=True)
class Drafting:
    """Writes first and further drafts."""

    database: Database
    library: Library
    publishers: Publishers
    writer: Writer | None
    open_clocks: OpenClocks
    channel: str
    brand: str
    now: Now
    patience: timedelta = PATIENCE
    deadline: timedelta = DEADLINE

    async def write(self, draft_id: str) -> None:
        """Write the draft that is asked for; nothing if none is (any more).

        Safe to call at any time and from several places at once: one of them writes.
        """
        while (material := await self._material(draft_id)) is not None:
            if await self._write(material):
                return

    def request(self, mention: Mention, verdict: Verdict, draft: Draft | None) -> DraftRequest:
        """Everything that composing and checking need for one mention."""
        publisher = self.publishers.choose(mention)
        return DraftRequest(
            mention=mention,
            verdict=verdict,
            brand=self.library.brand(mention.brand or self.brand),
            tone=self.library.policy.default_tone,
            attempt=draft.asked if draft else 1,
            measure=lambda text: publisher.measure(text, mention),
            now=self.now(),
            instruction=draft.instruction if draft else None,
        )

    async def _material(self, draft_id: str) -> Material | None:
        async with self.database.reading() as session:
            mention = await session.get(Mention, draft_id)
            verdict = await session.get(Verdict, draft_id)
            draft = await session.get(Draft, draft_id)
        if mention is None or verdict is None or mention.state != MentionState.OPEN:
            return None
        if draft is not None and draft.state != DraftState.REDRAFTING:
            return None
        return Material(mention, verdict, draft)

    async def _write(self, material: Material) -> bool:
        """Draft from this material; false if it changed before the draft stood."""
        request = self.request(material.mention, material.verdict, material.draft)
        base = compose(self.library, request)
        if self.writer is None:
            return await self._first_words(material, base, None)
        asking = asyncio.create_task(self._suggest(self.writer, request, base))
        try:
            await asyncio.wait([asking], timeout=self._patience(material).total_seconds())
            is_late = not asking.done()
            if not await self._first_words(material, base, _outcome(asking)):
                return False
            if is_late:
                await asyncio.wait([asking])
                await self._late_words(material, _outcome(asking))
            asking.result()  # a fault of ours shows, but only now that the card stands
        finally:
            asking.cancel()
        return True

    async def _suggest(self, writer: Writer, request: DraftRequest, base: Written) -> Suggestion:
        try:
            question = llm_question(self.library, request, base)
            answer = await writer.write(question, deadline=self.deadline.total_seconds())
        except LlmUnavailable as fault:
            return Suggestion(None, fault.reason)
        words = check_text(self.library, request, answer.reply, made_by="llm")
        hard = [found for found in words.findings if found.level == "hard"]
        if hard:
            return Suggestion(None, f"The AI draft was not used: {hard[0].why}", answer.severity)
        return Suggestion(words, None, answer.severity)

    def _patience(self, material: Material) -> timedelta:
        """A first card is due some seconds after the post came; time spent in a queue counts."""
        if material.draft is not None:
            return self.patience
        left = material.mention.received_at + self.patience - self.now()
        return min(max(left, timedelta(0)), self.patience)

    async def _first_words(self, material: Material, base: Written, suggestion: Suggestion | None) -> bool:
        """Commit a draft in time for the card: the model's if it is there and clean, else the template's."""
        passed("draft.before_commit")
        async with self.database.writing() as session:
            if not await _still_stands(session, material):
                return False
            await self._keep(session, material, base, suggestion or Suggestion(None))
        passed("draft.after_commit")
        return True

    async def _keep(
        self, session: AsyncSession, material: Material, base: Written, suggestion: Suggestion
    ) -> None:
        now, mention = self.now(), material.mention
        words = suggestion.words or base
        severity = await _raised(session, mention.id, suggestion.severity)
        number = await drafts.next_revision(session, mention.id)
        if material.draft is None:
            await self._open(session, mention, severity, suggestion.why_not, now)
        else:
            await self._renew(session, material, severity, number, suggestion.why_not)
        session.add(drafts.as_revision(mention.id, number, words, now))
        made = {"revision": number, "made_by": words.made_by, "template": words.template}
        await audit.record(session, mention.id, "drafted", MACHINE, now, **made)
        await self._show_card(session, mention.id, severity, now)

    async def _open(
        self, session: AsyncSession, mention: Mention, severity: Severity, note: str | None, now: datetime
    ) -> None:
        publisher = self.publishers.choose(mention)
        eligibility = publisher.can_reply(mention)
        draft = Draft(
            id=mention.id,
            mention_revision=mention.revision,
            severity=severity,
            due_at=mention.received_at + self.library.policy.targets[severity],
            publisher=publisher.name,
            reach=eligibility.reach,
            reach_reason=eligibility.reason,
            note=note,
            created_at=now,
        )
        session.add(draft)
        await session.flush()
        await self.open_clocks(session, draft, now)

    async def _renew(
        self, session: AsyncSession, material: Material, severity: Severity, number: int, note: str | None
    ) -> None:
        draft = await session.get_one(Draft, material.mention.id)
        fresh = {
            "revision": number,
            "late_revision": None,
            "mention_revision": material.mention.revision,
            "note": note,
        }
        await drafts.move(session, draft, DraftState.REDRAFTING, to=DraftState.WAITING, **fresh)
        await self._take_as(session, draft, severity, material.mention.received_at)

    async def _take_as(
        self, session: AsyncSession, draft: Draft, severity: Severity, received_at: datetime
    ) -> None:
        """Bring a standing draft to a new severity; when that is sooner due, its clocks run sooner too."""
        due_at = min(draft.due_at, received_at + self.library.policy.targets[severity])
        is_sooner = due_at < draft.due_at
        await drafts.move(session, draft, draft.state, to=draft.state, severity=severity, due_at=due_at)
        await self.open_clocks(session, draft, self.now())
        if is_sooner:
            step = f"severity{int(severity)}"
            overdue = ClockKind.OVERDUE
            await clocks.start(session, subject_id=draft.id, kind=overdue, due_at=due_at, step=step)

    async def _show_card(
        self, session: AsyncSession, draft_id: str, severity: Severity, now: datetime
    ) -> None:
        await slack_messages.show(
            session,
            id=f"card:{draft_id}",
            kind=MessageKind.CARD,
            audience=self.channel,
            now=now,
            subject_id=draft_id,
            priority=Priority.CRITICAL_CARD if severity == Severity.CRITICAL else Priority.CARD,
        )

    async def _late_words(self, material: Material, suggestion: Suggestion) -> None:
        """A draft that came after the card waits behind "Show"; one that never came says so."""
        async with self.database.writing() as session:
            rows = await drafts.card_rows(session, material.mention.id, lock=True)
            if rows is None or not _answers(rows, material):
                return
            now, draft = self.now(), rows.draft
            news: dict[str, object] = {"note": suggestion.why_not}
            if suggestion.words is not None:
                number = await drafts.next_revision(session, draft.id)
                session.add(drafts.as_revision(draft.id, number, suggestion.words, now))
                news["late_revision"] = number
                await audit.record(session, draft.id, "ai_draft_came", MACHINE, now, revision=number)
            await drafts.move(session, draft, DraftState.WAITING, to=DraftState.WAITING, **news)
            severity = await _raised(session, draft.id, suggestion.severity)
            await self._take_as(session, draft, severity, rows.mention.received_at)
            await slack_messages.touch_card(session, draft.id, now, Priority.STATUS)


def _outcome(asking: Asking) -> Suggestion:
    if not asking.done():
        return Suggestion(None, "AI is still writing")
    return Suggestion(None, "AI could not be used") if asking.exception() else asking.result()


async def _still_stands(session: AsyncSession, material: Material) -> bool:
    """Whether the draft is still asked for, from the wording it was made from. Nobody else acts meanwhile."""
    rows = await drafts.card_rows(session, material.mention.id, lock=True)
    mention = await session.get_one(Mention, material.mention.id)
    if mention.state != MentionState.OPEN or mention.revision != material.mention.revision:
        return False
    if material.draft is None or rows is None:
        return material.draft is None and rows is None
    return rows.draft.state == DraftState.REDRAFTING and rows.draft.asked == material.draft.asked


def _answers(rows: CardRows, material: Material) -> bool:
    """Whether a late draft still fits: undecided, not asked anew, and the post says what it said."""
    return (
        rows.draft.state == DraftState.WAITING
        and rows.draft.asked == material.asked
        and rows.mention.revision == material.mention.revision
    )


async def _raised(session: AsyncSession, mention_id: str, said: int | None) -> Severity:
    """The severity that stands now. The model may raise it, never lower it."""
    verdict = await session.get_one(Verdict, mention_id)
    if said is not None and said > verdict.severity:
        verdict.severity = Severity(min(said, Severity.CRITICAL))
        verdict.reasons = [*verdict.reasons, "AI reads it as more serious"]
        verdict.judged_by = "rules+llm"
        session.add(verdict)
        await session.flush()
    return verdict.severity
