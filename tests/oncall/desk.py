"""A desk with one card and a colleague on call, for tests of what happens when nobody acts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from bot.models import (
    Approval,
    AuditEntry,
    Clock,
    ClockKind,
    Draft,
    MessageKind,
    Publication,
    PublicationState,
    SlackMessage,
)
from bot.oncall import OnCall, Opening
from bot.ports import People
from bot.rota import Rules
from bot.store import audit, clocks
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, REPLY, Team, put_draft

ON_CALL = (COLE, "S0CALL")
LATER = NOON + timedelta(hours=3, seconds=1)


class Started:
    """A flow that remembers what it was asked to start; implements `ports.Flow`."""

    def __init__(self) -> None:
        self.drafts: list[str] = []
        self.publications: list[str] = []

    async def draft(self, draft_id: str) -> None:
        """Remember it."""
        self.drafts.append(draft_id)

    async def publish(self, approval_id: str) -> None:
        """Remember it."""
        self.publications.append(approval_id)


class NobodyOnCall(Team):
    """A team whose on-call group is empty or cannot be read."""

    async def people(self) -> People:
        """Nobody on call."""
        return replace(await super().people(), oncall=frozenset())


class Desk:
    """One database with one draft, and the on-call step over it."""

    def __init__(
        self,
        database: Database,
        oncall_ids: tuple[str, ...] = ON_CALL,
        team: Team | None = None,
        flow: Started | None = None,
        rules: Rules | None = None,
        phones: frozenset[str] = frozenset(),
    ) -> None:
        self.database = database
        self.flow = flow or Started()
        self.rules = rules or Rules()
        self.groups: dict[str, frozenset[str]] = {}
        self.oncall = OnCall(
            database,
            team or Team(),
            self.flow,
            CHANNEL,
            oncall_ids,
            rules=lambda: self.rules,
            members=self._members,
            careful_ids=(MAYA,),
            phones=phones,
        )
        self.draft_id = ""

    async def _members(self, ids: tuple[str, ...]) -> frozenset[str]:
        users = frozenset(one for one in ids if not one.startswith("S"))
        return users.union(*(self.groups.get(one, frozenset()) for one in ids))

    async def open(self, now: datetime = NOON) -> None:
        """Start the clocks as the making of its card does, by the rules in force."""
        async with self.database.writing() as session:
            await Opening(lambda: self.rules)(session, await self.draft(), now)

    async def pass_time(self, until: datetime) -> None:
        """Fire what comes due, each clock at its own time."""
        while (due := await self.next_due()) is not None and due <= until:
            await self.oncall.fire_due(due)

    async def next_due(self) -> datetime | None:
        """When the next running clock comes due."""
        running = [one.due_at for one in await self.clocks() if one.done_at is None]
        return min(running, default=None)

    async def records(self, kind: str) -> list[AuditEntry]:
        """Entries of the record of one kind."""
        async with self.database.reading() as session:
            return [one async for one in audit.entries(session) if one.kind == kind]

    async def put(self, **changes: Any) -> "Desk":
        """Put the draft there."""
        async with self.database.writing() as session:
            self.draft_id = (await put_draft(session, **changes)).id
        return self

    async def approve(self, state: PublicationState, approval_id: str = "a1") -> None:
        """An approval by Ann and its publication."""
        approval = Approval(
            id=approval_id,
            draft_id=self.draft_id,
            revision=1,
            sha256="0" * 64,
            mention_revision=1,
            approver=ANN,
            approved_at=NOON,
        )
        publication = Publication(
            id=approval_id,
            draft_id=self.draft_id,
            publisher="webhook",
            text=REPLY,
            sha256="0" * 64,
            state=state,
            send_after=NOON,
        )
        async with self.database.writing() as session:
            session.add(approval)
            await session.flush()
            session.add(publication)

    async def start(
        self, kind: ClockKind, subject: str | None = None, due_at: datetime = NOON, step: str = "1"
    ) -> None:
        """Start a clock of the draft, or of `subject`."""
        async with self.database.writing() as session:
            await clocks.start(
                session, subject_id=subject or self.draft_id, kind=kind, due_at=due_at, step=step
            )

    async def shown(self, *kinds: MessageKind) -> Sequence[SlackMessage]:
        """What Slack is to show beside the card."""
        async with self.database.reading() as session:
            rows = (await session.exec(select(SlackMessage).order_by(SlackMessage.id))).all()
        return [row for row in rows if row.kind in (kinds or set(MessageKind) - {MessageKind.CARD})]

    async def draft(self) -> Draft:
        """The draft as it stands."""
        async with self.database.reading() as session:
            return (await session.exec(select(Draft))).one()

    async def clocks(self) -> Sequence[Clock]:
        """All clocks, running or not."""
        async with self.database.reading() as session:
            return (await session.exec(select(Clock).order_by(Clock.id))).all()
