"""Acts by which colleagues share the work on a draft: later, help, and a second pair of eyes sent back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.approval import judge
from bot.approval.acting import NOT_SAVED
from bot.approval.judge import Act
from bot.approval.teaching import Teaching
from bot.errors import NotDurable
from bot.models import ClockKind, DraftState, MessageKind, Priority, Question, Severity
from bot.ports import Answer, Clicked, Done, Refused
from bot.rehearsals import PUBLISHER as REHEARSAL
from bot.store import clocks, decisions, drafts, questions, slack_messages
from bot.store.drafts import CardRows

LONGEST_SNOOZE = timedelta(days=3)
CALM_AFTER_CALL = timedelta(minutes=10)
"""Nobody is called again for the same draft within this time: they have been."""

ALONE_AFTER = timedelta(minutes=10)
"""When a manager may let a draft go out without the second person: they had time to come."""


@dataclass(frozen=True)
class Together(Teaching):
    """The acts that change who looks at a draft, and when."""

    async def snooze(self, click: Clicked, until: datetime) -> Answer:
        """Out of the queue until then. It never silences an escalation: the due time stays what it is."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            draft = rows.draft
            if why := judge.taken_by_other(rows, click) or _cannot_wait(rows, click.at, until):
                return Refused(why)
            asleep = {"snoozed_until": until, "snoozed_by": click.user}
            free = {"assignee": None, "taken_at": None, "lease_until": None}
            await drafts.move(session, draft, draft.state, to=draft.state, **asleep, **free)
            await clocks.stop(session, draft.id, click.at, ClockKind.LEASE_END, ClockKind.STEP)
            step = f"{until.timestamp():.0f}"
            await clocks.start(
                session, subject_id=draft.id, kind=ClockKind.SNOOZE_END, due_at=until, step=step
            )
            await self._restart_overdue(session, rows, click)
            await audit.record(session, draft.id, "snoozed", click.user, click.at, until=until.isoformat())
            return Done()

        return await self._act(click, Act.SNOOZE, body)

    async def wake(self, click: Clicked) -> Answer:
        """Back into the queue now."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            draft = rows.draft
            if draft.snoozed_until is None:
                return Refused("This is not snoozed, so there is nothing to wake.")
            awake = {"snoozed_until": None, "snoozed_by": None}
            await drafts.move(session, draft, draft.state, to=draft.state, **awake)
            await clocks.stop(session, draft.id, click.at, ClockKind.SNOOZE_END)
            await audit.record(session, draft.id, "woken", click.user, click.at)
            return Done()

        return await self._act(click, Act.SNOOZE, body)

    async def escalate(self, click: Clicked, why: str) -> Answer:
        """Call the people on call now, and say why."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            draft = rows.draft
            if draft.publisher == REHEARSAL:
                return Refused("This is a test, and a test calls nobody. Nothing was changed.", kept=why)
            if draft.escalated_at is not None and click.at - draft.escalated_at < CALM_AFTER_CALL:
                return Refused(
                    f"<@{draft.escalated_by}> called for help a moment ago. Nobody was called twice.",
                    kept=why,
                )
            called = {"escalated_by": click.user, "escalated_at": click.at, "escalated_why": why}
            awake = {"snoozed_until": None, "snoozed_by": None}
            await drafts.move(session, draft, draft.state, to=draft.state, **called, **awake)
            step = f"called{click.at.timestamp():.0f}"
            await clocks.start(session, subject_id=draft.id, kind=ClockKind.CALL, due_at=click.at, step=step)
            await self._decision(session, rows, click, "escalated", reason=why)
            return Done()

        return await self._act(click, Act.ESCALATE, body, kept=why)

    async def ask(self, click: Clicked, whom: str, text: str) -> Answer:
        """Ask a colleague; they get a direct message, and their answer lands in the thread."""
        knows_them = await self.directory.is_staff(whom)

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if not knows_them or whom == click.user:
                return Refused(
                    "Only a colleague who is a full member of this workspace can be asked.", kept=text
                )
            if await questions.open_one(session, rows.draft.id, whom):
                return Refused(f"<@{whom}> has been asked about this and has not answered yet.", kept=text)
            question = Question(
                id=self.new_id(),
                draft_id=rows.draft.id,
                asked_by=click.user,
                asked_of=whom,
                text=text,
                asked_at=click.at,
            )
            session.add(question)
            await self._show_question(session, question, click.at)
            await self._decision(session, rows, click, "asked", reason=text, of=whom)
            return Done(say=f"<@{whom}> has been asked. The answer will stand in the thread.")

        return await self._act(click, Act.ASK, body, kept=text)

    async def reply(self, user: str, question_id: str, text: str, at: datetime) -> Answer:
        """What the colleague says."""
        try:
            async with self.database.writing() as session:
                question = await questions.get(session, question_id)
                if question is None or question.asked_of != user:
                    return Refused("This question was not for you, or does not exist any more.", kept=text)
                if question.answered_at is not None:
                    return Refused("You have answered this already. Nothing was changed.", kept=text)
                await questions.answer(session, question, text, at)
                await self._show_question(session, question, at)
                await self._tell_answer(session, question, text, at)
        except NotDurable:
            return Refused(NOT_SAVED, kept=text)
        return Done(say="Thank you. Your answer stands in the thread of the card.")

    async def _tell_answer(self, session: AsyncSession, question: Question, text: str, at: datetime) -> None:
        draft_id, by = question.draft_id, question.asked_of
        await audit.record(session, draft_id, "answered", by, at, of=question.asked_by)
        await decisions.tell(
            session,
            channel=self.channel,
            draft_id=draft_id,
            decision="answered",
            now=at,
            by=by,
            reason=text,
            of=question.asked_by,
        )

    async def _show_question(self, session: AsyncSession, question: Question, at: datetime) -> None:
        args = {"id": question.id, "by": question.asked_by, "text": question.text, "answer": question.answer}
        await slack_messages.show(
            session,
            id=f"question:{question.id}",
            kind=MessageKind.QUESTION_DM,
            audience=question.asked_of,
            now=at,
            subject_id=question.draft_id,
            args=args,
            priority=Priority.PING,
        )

    async def send_back(self, click: Clicked, reason: str) -> Answer:
        """The second person does not agree: the draft waits again, with their words in the thread."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            await unapprove(session, rows)
            await clocks.stop(session, rows.draft.id, click.at, ClockKind.SECOND_MISSING)
            await self._decision(session, rows, click, "sent_back", reason=reason)
            return Done()

        return await self._act(click, Act.SEND_BACK, body, kept=reason)


async def unapprove(session: AsyncSession, rows: CardRows) -> None:
    """Forget the first of two approvals; the draft waits again."""
    none = {"first_approver": None, "first_approved_at": None, "first_sha256": None}
    await drafts.move(session, rows.draft, DraftState.SECOND, to=DraftState.WAITING, **none)


def _cannot_wait(rows: CardRows, now: datetime, until: datetime) -> str | None:
    if not now < until <= now + LONGEST_SNOOZE:
        return "It can be snoozed for at most three days. Nothing was changed."
    if max(rows.draft.severity, rows.verdict.severity) >= Severity.CRITICAL:
        return "This one is critical, so it cannot wait. Take it, or press Escalate to call for help."
    return None
