"""Holding statements: drafted at once, changed by people, approved by two, published where chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit, rights
from bot.crisis.carrying import FIRST_REPLY_ONLY, Carrier, first_hard
from bot.crisis.saving import saved
from bot.crisis.speaking import BY_AI, Speaking, Spoken
from bot.crisis.speech_questions import statement_in
from bot.crisis.statement_words import (
    NOTHING,
    Said,
    digest,
    incomplete,
    next_update,
    suggested,
    text_of,
    tidy,
)
from bot.models import (
    Category,
    Crisis,
    CrisisEffect,
    CrisisState,
    CrisisStatement,
    MessageKind,
    Priority,
    Severity,
)
from bot.ports import Answer, Directory, Done, People, Refused, Speech, Written
from bot.store import crises, crisis_board, crisis_clocks, incident_cards, slack_messages
from bot.store.database import Database

TEMPLATE, MODEL = "template", "llm"
"""Who wrote a statement that no person wrote."""
NOT_OURS = "Only the support team can write a statement. Nothing was changed."
NOT_AN_APPROVER = (
    "Only approvers can approve a statement, and you are not one of them. Nothing was changed. "
    "Please ask an approver to look at the board."
)
NOT_RUNNING = "No crisis runs here any more. Nothing was changed."
CHANGED = "The statement has changed since you saw it. Nothing was approved; please read it again."
TOO_LATE = (
    "The time that it promises is nearly over. Nothing was sent; please change when the next one comes."
)
LEAST_LEFT = timedelta(minutes=5)
"""A promise that is due sooner is not made."""
OTHER_PLACES = ("website",)
"""Where a statement can go beside the networks on which people write."""


@dataclass(frozen=True)
class Statements:
    """What people do to statements. None raises for what a person did.

    `zone` is a brand's time zone; `four_eyes` the policy; `default` the brand of mentions that name none.
    """

    database: Database
    directory: Directory
    carrier: Carrier
    zone: Callable[[str], tzinfo]
    four_eyes: Callable[[], rights.FourEyes]
    speaking: Speaking

    async def suggest(self, session: AsyncSession, crisis: Crisis, at: datetime) -> None:
        """The first draft, made with the crisis itself; a model is asked first where there is one."""
        if self.speaking.speaker is None:
            await self._add(session, crisis, await self._template(session, crisis), TEMPLATE, at)

    async def first_words(self, now: datetime) -> int:
        """Draft a statement for a crisis that has none: by the model in its time, else by our template.

        One in each turn, so that no turn takes longer than the model may; 0: there was none.
        """
        async with self.database.reading() as session:
            crisis = next(iter(await crises.unspoken(session)), None)
            template = await self._template(session, crisis) if crisis is not None else None
        return 0 if crisis is None or template is None else await self._first(crisis, template, now)

    async def ask(self, crisis: Crisis, template: Said, now: datetime) -> tuple[Said, Spoken]:
        """The model's words for where and until when the template speaks, or the template's, and why."""

        async def fault(speech: Speech, known: str) -> str | None:
            said = tidy(statement_in(speech, template.places, template.minutes))
            again, zone = next_update(now, said.minutes), self.zone(crisis.brand)
            text, ours = text_of(said, again, zone), text_of(NOTHING, again, zone)
            async with self.database.reading() as session:
                wrong = await self._wrong(session, crisis, said, text, MODEL, now, f"{known}\n{ours}")
            return incomplete(said) or wrong

        spoken = await self.speaking.statement(crisis, template, fault, now)
        if spoken.speech is None:
            return template, spoken
        return tidy(statement_in(spoken.speech, template.places, template.minutes)), spoken

    async def _first(self, crisis: Crisis, template: Said, now: datetime) -> bool:
        said, spoken = await self.ask(crisis, template, now)
        by = TEMPLATE if spoken.speech is None else MODEL
        async with self.database.writing() as session:
            current = await crises.get(session, crisis.id, lock=True)
            if current is None or current.state != CrisisState.RUNNING:
                return False
            if await crises.statements(session, crisis.id):
                return False  # A person was faster.
            note = BY_AI if spoken.speech is not None else f"{spoken.why}. These are our template's words."
            statement = await self._add(session, current, said, by, now, note)
            bound = {"statement": statement.id, "sha256": statement.sha256, "made_by": by}
            await audit.record(session, crisis.incident_id, "statement_drafted", audit.SYSTEM, now, **bound)
            await crisis_board.touch(session, crisis.id, now)
        return True

    async def _template(self, session: AsyncSession, crisis: Crisis) -> Said:
        category = await incident_cards.category(session, crisis.incident_id) or Category.OTHER.value
        return suggested(category, await crises.platforms(session, crisis.incident_id))

    async def write(self, user: str, crisis_id: str, said: Said, at: datetime) -> Answer:
        """Put these words in the place of those that wait. Who may approve has approved by the same act."""
        people = await self.directory.people()
        if user not in people.team or not await self.directory.is_staff(user):
            return Refused(NOT_OURS)
        words = tidy(said)

        async def body(session: AsyncSession) -> Answer:
            crisis = await crises.get(session, crisis_id, lock=True)
            if crisis is None or crisis.state != CrisisState.RUNNING:
                return Refused(NOT_RUNNING)
            text = text_of(words, next_update(at, words.minutes), self.zone(crisis.brand))
            why = incomplete(words) or await self._wrong(session, crisis, words, text, user, at)
            if why:
                return Refused(why)
            statement = await self._add(session, crisis, words, user, at)
            await self._tell(session, crisis, statement, "statement_written", user, at)
            if user in _approvers(people):
                return await self._agree(session, crisis, statement, user, people, at)
            return Done(say="Saved. It waits for approval.")

        return await saved(self.database, body)

    async def approve(self, user: str, crisis_id: str, version: int, at: datetime) -> Answer:
        """Agree to the version that this person saw; the second person's yes publishes it."""
        people = await self.directory.people()
        if user not in _approvers(people) or not await self.directory.is_staff(user):
            return Refused(NOT_AN_APPROVER)

        async def body(session: AsyncSession) -> Answer:
            crisis = await crises.get(session, crisis_id, lock=True)
            if crisis is None or crisis.state != CrisisState.RUNNING:
                return Refused(NOT_RUNNING)
            statement = await crises.waiting_statement(session, crisis_id)
            if statement is None or statement.version != version or not _is_whole(statement):
                return Refused(CHANGED)
            return await self._agree(session, crisis, statement, user, people, at)

        return await saved(self.database, body)

    async def _add(
        self,
        session: AsyncSession,
        crisis: Crisis,
        said: Said,
        user: str,
        at: datetime,
        note: str | None = None,
    ) -> CrisisStatement:
        earlier = await crises.statements(session, crisis.id)
        for one in earlier:
            if one.approved_at is None and one.ended_at is None:
                await crises.move_statement(session, one, ended_at=at)
        next_at = next_update(at, said.minutes)
        text = text_of(said, next_at, self.zone(crisis.brand))
        statement = CrisisStatement(
            id=self.carrier.new_id(),
            crisis_id=crisis.id,
            version=len(earlier) + 1,
            known=said.known,
            unknown=said.unknown,
            doing=said.doing,
            next_at=next_at,
            places=list(said.places),
            text=text,
            sha256=digest(text, said.places),
            written_by=user,
            note=note,
            written_at=at,
        )
        session.add(statement)
        await session.flush()
        await crisis_clocks.statement_waits(session, crisis, statement.version, at)
        await self._show(session, crisis, statement, at)
        return statement

    async def _wrong(
        self,
        session: AsyncSession,
        crisis: Crisis,
        said: Said,
        text: str,
        user: str,
        at: datetime,
        known: str | None = None,
    ) -> str | None:
        """Why these words may not go out; `None` if they may. A model says no more than what is `known`."""
        for place in said.places:
            post = self.carrier.statement_post(crisis, place, at)
            post.text = known or post.text
            if not self.carrier.measures(post, text):
                return f"It is too long for {place}. Please shorten it, or leave {place} out."
            words = await self.carrier.checked(session, post, text, user, at, strict=True)
            if why := first_hard([one for one in words.findings if one.rule not in FIRST_REPLY_ONLY]):
                return why
        return None

    async def _agree(
        self,
        session: AsyncSession,
        crisis: Crisis,
        statement: CrisisStatement,
        user: str,
        people: People,
        at: datetime,
    ) -> Answer:
        if statement.next_at - at < LEAST_LEFT:
            return Refused(TOO_LATE)
        first = statement.first_approver
        if self._needs_two(crisis, people):
            if first == user:
                return Refused("You gave the first approval. A second person has to read it too.")
            if first not in _approvers(people):
                await crises.move_statement(session, statement, first_approver=user, first_approved_at=at)
                await self._tell(session, crisis, statement, "statement_first", user, at)
                return Done(say="Approved once. A second person has to read it before it goes out.")
        if not await crises.move_statement(session, statement, approved_by=user, approved_at=at):
            return Refused(CHANGED)
        return await self._publish(session, crisis, statement, first or user, user, at)

    async def _publish(
        self,
        session: AsyncSession,
        crisis: Crisis,
        statement: CrisisStatement,
        first: str,
        second: str,
        at: datetime,
    ) -> Answer:
        carried = []
        words = Written(statement.text, statement.written_by, "", "statement", (), ())
        for place in statement.places:
            post = self.carrier.statement_post(crisis, place, at)
            rows = await self.carrier.put(session, crisis, post, words, Severity.HIGH, at, at)
            answer = await self.carrier.send(session, rows, first, second, at)
            if isinstance(answer, Refused):
                raise LookupError(f"statement {statement.id} could not be approved: {answer.why}")
            carried.append(rows.draft.id)
        statement.drafts = carried
        session.add(statement)
        await session.flush()
        await crisis_clocks.promise_update(session, crisis.id, statement.version, statement.next_at, at)
        await self._tell(session, crisis, statement, "statement_approved", second, at)
        return Done(say="Approved by two. It is on its way; the board shows where it stands.")

    def _needs_two(self, crisis: Crisis, people: People) -> bool:
        return crisis.has(CrisisEffect.FOUR_EYES) or rights.stance_needs_two(self.four_eyes(), people)

    async def _tell(
        self,
        session: AsyncSession,
        crisis: Crisis,
        statement: CrisisStatement,
        kind: str,
        user: str,
        at: datetime,
    ) -> None:
        bound = {"statement": statement.id, "version": statement.version, "sha256": statement.sha256}
        await audit.record(session, crisis.incident_id, kind, user, at, **bound)
        await crisis_board.say(session, crisis, kind, user, at)
        await self._show(session, crisis, statement, at)

    async def _show(
        self, session: AsyncSession, crisis: Crisis, statement: CrisisStatement, at: datetime
    ) -> None:
        """Its message in the war room, where it is read and approved."""
        parent = crisis_board.row_id(crisis.id)
        board = await slack_messages.get(session, parent)
        await slack_messages.show(
            session,
            id=f"statement:{crisis.id}",
            kind=MessageKind.CRISIS_STATEMENT,
            audience=board.audience if board else self.carrier.channel,
            now=at,
            subject_id=crisis.id,
            parent_id=parent if board else incident_cards.row_id(crisis.incident_id),
            priority=Priority.PERSON,
        )


def places_of(found: Sequence[str]) -> tuple[str, ...]:
    """Where a statement can go."""
    return tuple(dict.fromkeys((*found, *OTHER_PLACES)))


def _approvers(people: People) -> frozenset[str]:
    return rights.approvers(people, sensitive=False, group=None)


def _is_whole(statement: CrisisStatement) -> bool:
    return digest(statement.text, statement.places) == statement.sha256
