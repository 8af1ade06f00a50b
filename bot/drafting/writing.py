"""Mention + verdict -> a draft on a card. The template always gives one; the model may better it in time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.drafting.composing import DraftRequest, check_text, compose, llm_question
from bot.drafting.library import Library
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.errors import LlmUnavailable
from bot.landmarks import passed
from bot.models import Draft, DraftState, Mention, MentionState, MessageKind, Priority, Severity, Verdict
from bot.ports import LlmAnswer, Now, Publishers, Writer, Written
from bot.store import drafts, slack_messages, verdicts
from bot.store.database import Database

PATIENCE = timedelta(seconds=4)
"""How long a first card waits for the model; the template draft is shown within 5 s whatever it does."""
DEADLINE = timedelta(seconds=20)
"""When the model is given up; a draft that comes in between waits behind "Show"."""
MACHINE = "amends"

Asking = asyncio.Task[LlmAnswer]
OpenClocks = Callable[[AsyncSession, Draft, datetime], Awaitable[None]]


@dataclass(frozen=True)
class Material:
    """What one draft is made from."""

    mention: Mention
    verdict: Verdict
    draft: Draft | None


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
        """Write the draft that is asked for; nothing if none is (any more)."""
        material = await self._material(draft_id)
        if material is None:
            return
        request = self.request(material.mention, material.verdict, material.draft)
        base = compose(self.library, request)
        asking = self._ask(request, base)
        try:
            await self._first_words(material, request, base, asking)
            if asking is not None and not asking.done():
                await self._late_words(material, request, base, asking)
        finally:
            if asking is not None:
                asking.cancel()

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

    def _ask(self, request: DraftRequest, base: Written) -> Asking | None:
        if self.writer is None:
            return None
        question = llm_question(self.library, request, base)
        return asyncio.create_task(self.writer.write(question, deadline=self.deadline.total_seconds()))

    async def _first_words(
        self, material: Material, request: DraftRequest, base: Written, asking: Asking | None
    ) -> None:
        """Commit a draft in time for the card: the model's if it is there and clean, else the template's."""
        words, note, answer = base, None, None
        if asking is not None:
            await asyncio.wait([asking], timeout=self.patience.total_seconds())
            words, note, answer = self._best(request, base, asking)
        passed("draft.before_commit")
        async with self.database.writing() as session:
            await self._keep(session, material, words, note, answer)
        passed("draft.after_commit")

    def _best(
        self, request: DraftRequest, base: Written, asking: Asking
    ) -> tuple[Written, str | None, LlmAnswer | None]:
        if not asking.done():
            return base, f"AI is still writing after {self.patience.total_seconds():.0f} s", None
        fault = asking.exception()
        if isinstance(fault, LlmUnavailable):
            return base, fault.reason, None
        answer = asking.result()
        written = check_text(self.library, request, answer.reply, made_by="llm")
        hard = [found for found in written.findings if found.level == "hard"]
        if hard:
            return base, f"The AI draft was not used: {hard[0].why}", answer
        return written, None, answer

    async def _keep(
        self,
        session: AsyncSession,
        material: Material,
        words: Written,
        note: str | None,
        answer: LlmAnswer | None,
    ) -> None:
        now = self.now()
        severity = await self._severity(session, material.verdict, answer)
        number = await drafts.next_revision(session, material.mention.id)
        if material.draft is None:
            draft = self._new_draft(material, severity, number, note, now)
            if await session.get(Draft, draft.id) is not None:
                return
            session.add(draft)
            await session.flush()
            await self.open_clocks(session, draft, now)
        elif not await self._renew(session, material, severity, number, note):
            return
        session.add(drafts.as_revision(material.mention.id, number, words, now))
        made = {"revision": number, "made_by": words.made_by, "template": words.template}
        await audit.record(session, material.mention.id, "drafted", MACHINE, now, **made)
        await self._show_card(session, material.mention.id, severity, now)

    def _new_draft(
        self, material: Material, severity: Severity, number: int, note: str | None, now: datetime
    ) -> Draft:
        mention = material.mention
        publisher = self.publishers.choose(mention)
        eligibility = publisher.can_reply(mention)
        return Draft(
            id=mention.id,
            revision=number,
            mention_revision=mention.revision,
            severity=severity,
            due_at=mention.received_at + self.library.policy.targets[severity],
            publisher=publisher.name,
            reach=eligibility.reach,
            reach_reason=eligibility.reason,
            note=note,
            created_at=now,
        )

    async def _renew(
        self, session: AsyncSession, material: Material, severity: Severity, number: int, note: str | None
    ) -> bool:
        draft = material.draft
        if draft is None:
            return False
        fresh = {
            "revision": number,
            "late_revision": None,
            "mention_revision": material.mention.revision,
            "severity": severity,
            "note": note,
        }
        current = await session.get(Draft, draft.id, populate_existing=True)
        if current is None or current.asked != draft.asked:
            return False
        return await drafts.move(session, current, DraftState.REDRAFTING, to=DraftState.WAITING, **fresh)

    async def _severity(self, session: AsyncSession, verdict: Verdict, answer: LlmAnswer | None) -> Severity:
        """The model may raise severity, never lower it."""
        if answer is None or answer.severity is None or answer.severity <= verdict.severity:
            return verdict.severity
        raised = Severity(min(answer.severity, Severity.CRITICAL))
        reasons = [*verdict.reasons, "AI reads it as more serious"]
        changes = {"severity": raised, "reasons": reasons, "judged_by": "rules+llm"}
        await verdicts.keep(session, verdict.model_copy(update=changes))
        return raised

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

    async def _late_words(
        self, material: Material, request: DraftRequest, base: Written, asking: Asking
    ) -> None:
        """A draft that came after the card waits behind "Show"; one that never came says so."""
        await asyncio.wait([asking])
        words, note, _answer = self._best(request, base, asking)
        async with self.database.writing() as session:
            draft = await session.get(Draft, material.mention.id)
            if draft is None or draft.mention_revision != material.mention.revision:
                return
            number = await drafts.next_revision(session, draft.id)
            news: dict[str, object] = {"note": note}
            if words.made_by == "llm":
                session.add(drafts.as_revision(draft.id, number, words, self.now()))
                news = {"late_revision": number}
            if await drafts.move(session, draft, DraftState.WAITING, to=DraftState.WAITING, **news):
                await slack_messages.touch_card(session, draft.id, self.now(), Priority.STATUS)
