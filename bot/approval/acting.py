"""What every act on a draft shares: rights, one transaction, the record, the clocks, and the answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.approval import judge
from bot.approval.judge import GONE, Act
from bot.errors import NotDurable
from bot.models import ClockKind, Draft, DraftRevision, DraftState, Priority
from bot.ports import Answer, Clicked, Directory, NewId, People, Refused, Written
from bot.rights import FourEyes
from bot.store import clocks, decisions, drafts, incident_cards, slack_messages
from bot.store.database import Database
from bot.store.drafts import CardRows

LEASE = timedelta(minutes=30)
"""How long taking a mention keeps it from being escalated again, where no ladder says otherwise."""
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."
_ENDED_BY_TAKING = (ClockKind.OVERDUE, ClockKind.LEASE_END, ClockKind.STEP, ClockKind.PEACE_END)
"""Clocks of calling people; those of the lease begin anew."""
_LEADS_TO_A_CARD = {Act.APPROVE, Act.ALONE}
"""What a listed draft needs a card for: undo, the second person, posting by hand."""

Check = Callable[[AsyncSession, CardRows, str, str, datetime], Awaitable[Written]]
"""(session, rows, text, made_by, now) -> the text with its findings and commitments, by what holds now."""
Body = Callable[[AsyncSession, CardRows], Awaitable[Answer]]
Initials = Callable[[str], Awaitable[str | None]]
"""A user's id -> how they sign; `None` if Slack does not tell their name."""
Sign = Callable[[CardRows, str | None], str]
"""(rows, initials) -> the card's text with that sign-off; without initials the team's."""
Commit = Callable[[AsyncSession, Draft, DraftRevision, datetime], Awaitable[None]]
"""Stores what an approved wording promises, in the approval's transaction."""


async def nobodys_initials(_user: str) -> str | None:
    """Nobody signs."""
    return None


def as_written(rows: CardRows, _initials: str | None) -> str:
    """The text as it stands."""
    return rows.revision.text


async def no_commitments(
    _session: AsyncSession, _draft: Draft, _revision: DraftRevision, _now: datetime
) -> None:
    """Nobody keeps track of promises."""


@dataclass(frozen=True)
class Acting:
    """Acts on drafts, each in one transaction. `sign` and `commit` are other steps' work, handed in."""

    database: Database
    directory: Directory
    check: Check
    channel: str
    undo_window: timedelta
    new_id: NewId
    initials: Initials = nobodys_initials
    sign: Sign = as_written
    commit: Commit = no_commitments
    four_eyes: Callable[[], FourEyes] = lambda: "off"
    lease: Callable[[], timedelta] = lambda: LEASE

    async def _act(
        self, click: Clicked, act: Act, body: Body, *, kept: str | None = None, also: Act | None = None
    ) -> Answer:
        """Do `body` if the person may do `act` (and `also`) on this draft as it stands now."""
        rights = await self._rights(click)
        needed = (act,) if also is None else (act, also)
        try:
            async with self.database.writing() as session:
                rows = await drafts.card_rows(session, click.draft_id, lock=True)
                why = rights.lacks(needed, rows) or _cannot(act, rows)
                if why is not None or rows is None:
                    answer: Answer = Refused(why or GONE, kept=kept)
                else:
                    answer = await body(session, rows)
                await self._note(session, rows, click, act, answer)
        except NotDurable:
            return Refused(NOT_SAVED, kept=kept)
        return answer

    async def _note(
        self, session: AsyncSession, rows: CardRows | None, click: Clicked, act: Act, answer: Answer
    ) -> None:
        if rows is None:
            return
        if isinstance(answer, Refused):
            await audit.record(session, click.draft_id, "refused", click.user, click.at, act=act.value)
        else:
            if act in _LEADS_TO_A_CARD and not _is_told_by_its_incident(rows.draft):
                await slack_messages.give_card(session, click.draft_id, self.channel, click.at)
            await slack_messages.touch_card(session, click.draft_id, click.at, Priority.PERSON)

    async def _rights(self, click: Clicked) -> "_Rights":
        people = await self.directory.people()
        return _Rights(click.user, people, is_staff=await self.directory.is_staff(click.user))

    async def _take(self, session: AsyncSession, rows: CardRows, click: Clicked) -> None:
        draft, until = rows.draft, click.at + self.lease()
        mine = {"assignee": click.user, "taken_at": click.at, "lease_until": until, "snoozed_until": None}
        await drafts.move(session, draft, draft.state, to=draft.state, **mine)
        await clocks.stop(session, draft.id, click.at, *_ENDED_BY_TAKING)
        await clocks.start(
            session,
            subject_id=draft.id,
            kind=ClockKind.LEASE_END,
            due_at=until,
            step=f"{click.at.timestamp():.0f}",
        )

    async def _end_edit(self, session: AsyncSession, rows: CardRows, click: Clicked) -> None:
        """Take this person's name off the card as its editor; a colleague's stays.

        When that was is kept: an opening that is told later is known to be over.
        """
        draft = rows.draft
        if draft.edited_by in {None, click.user}:
            over = {"edited_by": None, "edited_since": click.at}
            await drafts.move(session, draft, draft.state, to=draft.state, **over)
            await clocks.stop(session, draft.id, click.at, ClockKind.EDIT_END)

    async def _let_go(self, session: AsyncSession, rows: CardRows, click: Clicked) -> None:
        """Nobody holds it any more; its clock runs on."""
        free = {"assignee": None, "taken_at": None, "lease_until": None}
        await drafts.move(session, rows.draft, rows.draft.state, to=rows.draft.state, **free)
        await clocks.stop(session, rows.draft.id, click.at, ClockKind.LEASE_END)
        await self._restart_overdue(session, rows, click)

    async def _restart_overdue(self, session: AsyncSession, rows: CardRows, click: Clicked) -> None:
        if rows.mention.came_stale:
            return
        # A clock that was stopped stays stopped; the step of the new one is named by this act.
        await clocks.start(
            session,
            subject_id=rows.draft.id,
            kind=ClockKind.OVERDUE,
            due_at=max(rows.draft.due_at, click.at + LEASE),
            step=f"{click.at.timestamp():.0f}",
        )

    async def _decision(
        self,
        session: AsyncSession,
        rows: CardRows,
        click: Clicked,
        decision: str,
        *,
        reason: str | None = None,
        url: str | None = None,
        of: str | None = None,
    ) -> None:
        known = {} if of is None else {"of": of}
        await audit.record(session, rows.draft.id, decision, click.user, click.at, **known)
        await decisions.tell(
            session,
            channel=self.channel,
            draft_id=rows.draft.id,
            decision=decision,
            now=click.at,
            by=click.user,
            reason=reason,
            url=url,
            of=of,
        )


@dataclass(frozen=True)
class _Rights:
    """What one person may do, known before the transaction begins: Slack may have to be asked."""

    user: str
    people: People
    is_staff: bool

    def lacks(self, acts: tuple[Act, ...], rows: CardRows | None) -> str | None:
        """Why they may not do all of it; `None` if they may."""
        is_sensitive = rows is not None and rows.is_sensitive
        group = rows.draft.approver_group if rows else None
        told = (
            judge.lacks_right(
                act, self.user, self.people, is_staff=self.is_staff, is_sensitive=is_sensitive, group=group
            )
            for act in acts
        )
        return next((why for why in told if why), None)


def _is_told_by_its_incident(draft: Draft) -> bool:
    """Hundreds of replies that go out by themselves would bury the channel under as many cards."""
    return incident_cards.is_listed(draft) and draft.state == DraftState.SCHEDULED


def _cannot(act: Act, rows: CardRows | None) -> str | None:
    return GONE if rows is None else judge.stands_elsewhere(act, rows)
