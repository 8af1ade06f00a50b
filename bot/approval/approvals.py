"""What people do to drafts. Each act is one transaction: rights, state, change, record; then the answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.approval import judge
from bot.approval.judge import Act
from bot.approval.publication import approve_text, cancel_scheduled
from bot.approval.wording import add_revision
from bot.errors import NotDurable
from bot.hosts import safe_link
from bot.models import ClockKind, DraftState, Event, Outcome, Priority, PublicationState
from bot.ports import Answer, Clicked, Directory, Done, NewId, Refused, Written
from bot.store import clocks, decisions, drafts, publications, slack_messages, verdicts
from bot.store.database import Database
from bot.store.drafts import CardRows

LEASE = timedelta(minutes=30)
"""How long taking a mention keeps it from being escalated again."""
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."
GONE = "This draft does not exist any more. Nothing was changed."

Check = Callable[[CardRows, str, str, datetime], Written]
"""(rows, text, made_by, now) -> the text with its findings and commitments."""
Body = Callable[[AsyncSession, CardRows], Awaitable[Answer]]


@dataclass(frozen=True)
class Approvals:
    """The desk's decisions. Every method answers; none raises for what a person did."""

    database: Database
    directory: Directory
    check: Check
    channel: str
    undo_window: timedelta
    new_id: NewId

    async def approve(self, click: Clicked, *, text: str | None = None) -> Answer:
        """Approve the revision seen, or the given text as a new revision, in one act."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            why = judge.is_stale(rows, click) or judge.cannot_be_answered(rows)
            if why:
                return Refused(why, kept=text)
            if text is not None and text != rows.revision.text:
                rows = await add_revision(session, rows, self.check(rows, text, click.user, click.at), click)
            hard = [found for found in rows.revision.findings if found["level"] == "hard"]
            if hard:
                return Refused(_hard_words(hard), kept=text)
            return await approve_text(session, rows, click, self.undo_window, self.new_id())

        return await self._act(click, Act.APPROVE, body, kept=text)

    async def save(self, click: Clicked, text: str) -> Answer:
        """Keep an edited text as the new revision; it takes the mention too."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if why := judge.is_stale(rows, click):
                return Refused(why, kept=text)
            if text != rows.revision.text:
                rows = await add_revision(session, rows, self.check(rows, text, click.user, click.at), click)
            await self._take(session, rows, click)
            await audit.record(
                session, rows.draft.id, "edited", click.user, click.at, revision=rows.draft.revision
            )
            return Done()

        return await self._act(click, Act.EDIT, body, kept=text)

    async def redraft(self, click: Clicked, instruction: str | None) -> Answer:
        """Ask for another draft."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if why := judge.is_stale(rows, click):
                return Refused(why)
            draft = rows.draft
            await drafts.move(
                session,
                draft,
                draft.state,
                to=DraftState.REDRAFTING,
                asked=draft.asked + 1,
                instruction=instruction,
                problem=None,
            )
            await audit.record(session, draft.id, "redraft_asked", click.user, click.at, asked=draft.asked)
            return Done(start="draft", work_id=draft.id)

        return await self._act(click, Act.REDRAFT, body)

    async def show_ai(self, click: Clicked) -> Answer:
        """Put the AI draft that came late onto the card."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if rows.late is None:
                return Refused("There is no other draft to show. Nothing was changed.")
            shown = {"revision": rows.late.revision, "late_revision": None, "note": None}
            await drafts.move(session, rows.draft, rows.draft.state, to=DraftState.WAITING, **shown)
            await audit.record(session, rows.draft.id, "ai_draft_shown", click.user, click.at, **shown)
            return Done()

        return await self._act(click, Act.SHOW, body)

    async def take(self, click: Clicked) -> Answer:
        """Say "I am on it": stops escalation for the length of a lease."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if why := judge.taken_by_other(rows, click):
                return Refused(why)
            await self._take(session, rows, click)
            await audit.record(session, rows.draft.id, "taken", click.user, click.at)
            return Done()

        return await self._act(click, Act.TAKE, body)

    async def release(self, click: Clicked) -> Answer:
        """Hand it back to the queue; its clock runs on."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            draft = rows.draft
            if draft.assignee is None:
                return Refused("Nobody has taken this, so there is nothing to hand back.")
            freed = {"assignee": None, "taken_at": None, "lease_until": None}
            await drafts.move(session, draft, draft.state, to=draft.state, **freed)
            await clocks.stop(session, draft.id, click.at, ClockKind.LEASE_END)
            await self._restart_overdue(session, rows, click)
            await audit.record(session, draft.id, "released", click.user, click.at)
            return Done()

        return await self._act(click, Act.RELEASE, body)

    async def decline(self, click: Clicked, reason: str) -> Answer:
        """Close it without a reply."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            draft = rows.draft
            if draft.state == DraftState.HANDED_OFF and rows.publication is not None:
                await publications.move(
                    session,
                    rows.publication,
                    PublicationState.HANDED_OFF,
                    to=PublicationState.CANCELLED,
                    finished_at=click.at,
                )
            decided = {"decided_by": click.user, "decided_at": click.at, "decline_reason": reason}
            await drafts.move(session, draft, draft.state, to=DraftState.DECLINED, **decided)
            await verdicts.close(session, draft.id, Outcome.DECLINED, click.at)
            await clocks.stop(session, draft.id, click.at)
            await self._decision(session, rows, click, "declined", reason=reason)
            return Done()

        return await self._act(click, Act.DECLINE, body)

    async def reopen(self, click: Clicked) -> Answer:
        """Take back a "no reply"; a post that its author edited since gets a new draft."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            draft = rows.draft
            fresh = {"decided_by": None, "decided_at": None, "decline_reason": None, "approval_id": None}
            if rows.mention.last_event == Event.DELETED:
                return Refused("The author has deleted the post, so there is nothing to answer.")
            # A post that was edited while it was closed needs a draft for its new words.
            edited = rows.mention.revision != draft.mention_revision
            to = DraftState.REDRAFTING if edited else DraftState.WAITING
            asked = draft.asked + edited
            await drafts.move(session, draft, DraftState.DECLINED, to=to, asked=asked, **fresh)
            await verdicts.close(session, draft.id, None, click.at)
            await self._restart_overdue(session, rows, click)
            await self._decision(session, rows, click, "reopened")
            return Done(start="draft" if edited else None, work_id=draft.id)

        return await self._act(click, Act.REOPEN, body)

    async def undo(self, click: Clicked) -> Answer:
        """Stop an approved text before it goes out."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if not await cancel_scheduled(session, rows, click.at):
                return Refused("Too late to stop it: it is already being sent.")
            await self._restart_overdue(session, rows, click)
            await audit.record(session, rows.draft.id, "undone", click.user, click.at)
            return Done()

        return await self._act(click, Act.UNDO, body)

    async def retry(self, click: Clicked) -> Answer:
        """A new approval of the same text after a failure that certainly published nothing."""
        return await self.approve(click)

    async def look_again(self, click: Clicked) -> Answer:
        """Ask the network once more whether the text is there."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            await audit.record(session, rows.draft.id, "look_asked", click.user, click.at)
            return Done(start="publish", work_id=rows.draft.approval_id)

        return await self._act(click, Act.LOOK, body)

    async def settle(self, click: Clicked, is_there: bool, link: str | None) -> Answer:
        """A person has looked: it is public, or it is not."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if link and safe_link(rows.mention.platform, link) is None:
                return Refused(_BAD_LINK, kept=link)
            await self._settle(session, rows, click, is_there, link)
            return Done()

        return await self._act(click, Act.SETTLE, body, kept=link)

    async def confirm_posted(self, click: Clicked, link: str | None) -> Answer:
        """ "I posted it": the text went out by hand; nobody verified its words."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if link and safe_link(rows.mention.platform, link) is None:
                return Refused(_BAD_LINK, kept=link)
            if rows.publication is not None:
                done = {"url": link or None, "finished_at": click.at}
                await publications.move(
                    session,
                    rows.publication,
                    PublicationState.HANDED_OFF,
                    to=PublicationState.DONE,
                    **done,
                )
            await drafts.move(session, rows.draft, DraftState.HANDED_OFF, to=DraftState.POSTED_BY_HAND)
            await verdicts.close(session, rows.draft.id, Outcome.POSTED_BY_HAND, click.at)
            await clocks.stop(session, rows.draft.id, click.at)
            await self._decision(session, rows, click, "posted_by_hand", url=link)
            return Done()

        return await self._act(click, Act.POSTED, body, kept=link)

    async def make_card(self, click: Clicked) -> Answer:
        """Bring a set-aside mention onto the desk after all."""
        why = await self._lacks_right(click, Act.CARD)
        if why:
            return Refused(why)
        try:
            async with self.database.writing() as session:
                if not await verdicts.open_set_aside(session, click.draft_id):
                    return Refused("This one already has a card, or its author deleted it.")
                await audit.record(session, click.draft_id, "card_asked", click.user, click.at)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say="A card is on its way.", start="draft", work_id=click.draft_id)

    async def _act(self, click: Clicked, act: Act, body: Body, *, kept: str | None = None) -> Answer:
        why = await self._lacks_right(click, act)
        try:
            async with self.database.writing() as session:
                rows = await drafts.card_rows(session, click.draft_id, lock=True)
                answer = await _decide(session, rows, act, body, why, kept)
                if isinstance(answer, Refused) and rows is not None:
                    await audit.record(
                        session, click.draft_id, "refused", click.user, click.at, act=act.value
                    )
                elif rows is not None:
                    await slack_messages.touch_card(session, click.draft_id, click.at, Priority.PERSON)
        except NotDurable:
            return Refused(NOT_SAVED, kept=kept)
        return answer

    async def _lacks_right(self, click: Clicked, act: Act) -> str | None:
        people = await self.directory.people()
        return judge.lacks_right(act, click.user, people, is_staff=await self.directory.is_staff(click.user))

    async def _take(self, session: AsyncSession, rows: CardRows, click: Clicked) -> None:
        draft, until = rows.draft, click.at + LEASE
        mine = {"assignee": click.user, "taken_at": click.at, "lease_until": until}
        await drafts.move(session, draft, draft.state, to=draft.state, **mine)
        await clocks.stop(session, draft.id, click.at, ClockKind.OVERDUE, ClockKind.LEASE_END)
        await clocks.start(
            session,
            subject_id=draft.id,
            kind=ClockKind.LEASE_END,
            due_at=until,
            step=f"{click.at.timestamp():.0f}",
        )

    async def _restart_overdue(self, session: AsyncSession, rows: CardRows, click: Clicked) -> None:
        # A clock that was stopped stays stopped; the step of the new one is named by this act.
        await clocks.start(
            session,
            subject_id=rows.draft.id,
            kind=ClockKind.OVERDUE,
            due_at=max(rows.draft.due_at, click.at + LEASE),
            step=f"{click.at.timestamp():.0f}",
        )

    async def _settle(
        self, session: AsyncSession, rows: CardRows, click: Clicked, is_there: bool, link: str | None
    ) -> None:
        state = PublicationState.DONE if is_there else PublicationState.FAILED
        problem = None if is_there else "A person looked: it was not published."
        if rows.publication is not None:
            found = {"url": link or None, "problem": problem, "finished_at": click.at}
            await publications.move(session, rows.publication, PublicationState.UNKNOWN, to=state, **found)
        to = DraftState.SENT if is_there else DraftState.FAILED
        await drafts.move(session, rows.draft, DraftState.UNKNOWN, to=to, problem=problem)
        await clocks.stop(session, rows.draft.id, click.at)
        if rows.draft.approval_id:
            await clocks.stop(session, rows.draft.approval_id, click.at)
        if is_there:
            await verdicts.close(session, rows.draft.id, Outcome.PUBLISHED, click.at)
        await self._decision(session, rows, click, "settled", url=link, reason=problem)

    async def _decision(
        self,
        session: AsyncSession,
        rows: CardRows,
        click: Clicked,
        decision: str,
        *,
        reason: str | None = None,
        url: str | None = None,
    ) -> None:
        await audit.record(session, rows.draft.id, decision, click.user, click.at)
        await decisions.tell(
            session,
            channel=self.channel,
            draft_id=rows.draft.id,
            decision=decision,
            now=click.at,
            by=click.user,
            reason=reason,
            url=url,
        )


_BAD_LINK = (
    "That link is not an https address of this network, so it was not kept. "
    "Paste the address of the reply, or leave it empty."
)


async def _decide(
    session: AsyncSession,
    rows: CardRows | None,
    act: Act,
    body: Body,
    why: str | None,
    kept: str | None,
) -> Answer:
    if why is not None:
        return Refused(why, kept=kept)
    if rows is None:
        return Refused(GONE, kept=kept)
    if elsewhere := judge.stands_elsewhere(act, rows):
        return Refused(elsewhere, kept=kept)
    return await body(session, rows)


def _hard_words(findings: list[dict[str, str]]) -> str:
    problems = "; ".join(f"{found['why']} ({found['fix']})" for found in findings)
    return f"This text cannot go out yet: {problems}. Your text is kept; edit it and approve again."
