"""What people do to drafts. Each act is one transaction: rights, state, change, record; then the answer."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit, commitments, rights
from bot.approval import judge, labelling
from bot.approval.acting import LEASE, NOT_SAVED
from bot.approval.correcting import Correcting
from bot.approval.judge import Act
from bot.approval.publication import approve_text, cancel_scheduled
from bot.approval.together import ALONE_AFTER
from bot.approval.wording import MACHINES, Meant, hard, may_not_go_out, please_check
from bot.errors import NotDurable
from bot.hosts import safe_link
from bot.models import (
    ClockKind,
    Complaint,
    DraftState,
    Event,
    Mention,
    MentionState,
    Outcome,
    Priority,
    PublicationState,
)
from bot.ports import Answer, Clicked, Done, People, Refused, Written
from bot.store import clocks, drafts, facts, older, publications, sequels, slack_messages, stances, verdicts
from bot.store.drafts import CardRows

__all__ = ["LEASE", "Approvals"]

BESIDE_OTHERS = frozenset({"R14", "R25"})
"""Rules that a text may break by what is published after it was written."""


@dataclass(frozen=True)
class Approvals(Correcting):
    """The desk's decisions. Every method answers; none raises for what a person did."""

    async def approve(
        self,
        click: Clicked,
        *,
        text: str | None = None,
        because: str | None = None,
        checked: str | None = None,
    ) -> Answer:
        """Approve the revision seen, or the given text as a new revision, in one act.

        `because` is a manager's reason to set aside the rules that may be set aside, `checked` the tick for
        words that nobody can verify. Where four eyes are needed, the first approval waits for a second
        person, who approves the very same bytes.
        """
        people = await self.directory.people()

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if rows.draft.state == DraftState.SECOND:
                return await self._second(session, rows, click, people, text)
            why = judge.is_stale(rows, click) or judge.cannot_be_answered(rows)
            if why:
                return Refused(why, kept=text)
            words = rows.revision.text if text is None else text
            meant = await self._meant(session, rows, click, words, because, checked)
            again = await sequels.newer(session, rows.mention)
            outdated = await _is_outdated(session, rows, meant, click) or _is_overtaken(rows, meant, again)
            if why := outdated or may_not_go_out(meant.written):
                return Refused(why, kept=text)
            if meant.to_check:
                return please_check(meant, text)
            editor, shown = judge.edited_by_other(rows, click), rows.revision.commitments
            rows = await self._put(session, rows, click, meant)
            if why := await self._overtaken(session, rows, click):
                return Refused(why, kept=text)
            severity, flags = await self._before_own_lowering(session, rows, click.user)
            group = rows.draft.approver_group
            if rights.needs_two(self.four_eyes(), people, severity, flags, group=group):
                return _saying(await self._first(session, rows, click), editor)
            promised = _new_promises(shown, meant.written) if meant.changes else None
            said = _READ_IT if again and meant.changes else None
            return _saying(await self._approved(session, rows, click), promised, editor, said)

        return await self._act(click, Act.APPROVE, body, kept=text, also=Act.OVERRIDE if because else None)

    async def publish_alone(self, click: Clicked, because: str) -> Answer:
        """A manager lets it go out on one approval, because no second person came."""
        people = await self.directory.people()

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            first_at = rows.draft.first_approved_at or click.at
            if click.at - first_at < ALONE_AFTER:
                return Refused("Please give a second person ten minutes. Nothing was sent.", kept=because)
            if not because.strip():
                return Refused("Please say why this cannot wait for a second person. Nothing was sent.")
            if why := await _first_is_void(session, rows, click, people):
                return Refused(why, kept=because)
            answer = await self._approved(session, rows, click, because)
            await self._decision(session, rows, click, "alone", reason=because)
            return answer

        return await self._act(click, Act.ALONE, body, kept=because)

    async def take(self, click: Clicked) -> Answer:
        """Say "I am on it": stops escalation for the length of a lease, and signs the draft."""
        initials = await self.initials(click.user)

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if why := judge.taken_by_other(rows, click):
                return Refused(why)
            await self._take(session, rows, click)
            await audit.record(session, rows.draft.id, "taken", click.user, click.at)
            await self._sign(session, rows, click, initials)
            return Done()

        return await self._act(click, Act.TAKE, body)

    async def release(self, click: Clicked) -> Answer:
        """Hand it back to the queue; its clock runs on."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if rows.draft.assignee is None:
                return Refused("Nobody has taken this, so there is nothing to hand back.")
            await self._let_go(session, rows, click)
            await audit.record(session, rows.draft.id, "released", click.user, click.at)
            await self._sign(session, rows, click, None)
            return Done()

        return await self._act(click, Act.RELEASE, body)

    async def decline(self, click: Clicked, reason: str, *, save: str | None = None) -> Answer:
        """Close it without a reply; `save` is a reason to offer to the whole team from now on."""

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
            nobody = {"edited_by": None, "edited_since": None}
            overtaken = judge.edited_by_other(rows, click)
            await drafts.move(session, draft, draft.state, to=DraftState.DECLINED, **decided, **nobody)
            await verdicts.close(session, draft.id, Outcome.DECLINED, click.at)
            await clocks.stop(session, draft.id, click.at)
            await self._decision(session, rows, click, "declined", reason=reason)
            if labelling.says_no_complaint(reason):
                await labelling.keep_complaint(session, rows.verdict, Complaint.NO, click, self.new_id)
            not_saved = await self._save_reason(session, click, save) if save else None
            return _saying(Done(say=not_saved), overtaken)

        return await self._act(click, Act.DECLINE, body, kept=reason)

    async def reopen(self, click: Clicked) -> Answer:
        """Take back a "no reply", or answer anew after a reply was taken down.

        A post that its author edited since gets a new draft.
        """

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            draft = rows.draft
            fresh = {"decided_by": None, "decided_at": None, "decline_reason": None, "approval_id": None}
            fresh |= {"problem": None}
            if rows.mention.last_event == Event.DELETED:
                return Refused("The author has deleted the post, so there is nothing to answer.")
            # A post that was edited while it was closed needs a draft for its new words.
            edited = rows.mention.revision != draft.mention_revision
            was_declined = draft.decline_reason
            to = DraftState.REDRAFTING if edited else DraftState.WAITING
            asked = draft.asked + edited
            await drafts.move(session, draft, draft.state, to=to, asked=asked, **fresh)
            await verdicts.close(session, draft.id, None, click.at)
            await self._restart_overdue(session, rows, click)
            await self._decision(session, rows, click, "reopened")
            if was_declined and labelling.says_no_complaint(was_declined):
                await labelling.keep_complaint(session, rows.verdict, Complaint.YES, click, self.new_id)
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
        """Bring a mention that was set aside, or is an older one, onto the desk after all."""
        rights = await self._rights(click)
        if why := rights.lacks((Act.CARD,), None):
            return Refused(why)
        try:
            async with self.database.writing() as session:
                stood = await verdicts.open_set_aside(session, click.draft_id)
                if stood is None:
                    return await self._card_for_listed(session, click)
                if stood == MentionState.OLDER:
                    await older.touch(session, click.draft_id, self.channel, click.at)
                await audit.record(session, click.draft_id, "card_asked", click.user, click.at)
                verdict = await verdicts.get(session, click.draft_id)
                await labelling.keep_complaint(session, verdict, Complaint.YES, click, self.new_id)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say="A card is on its way.", start="draft", work_id=click.draft_id)

    async def _card_for_listed(self, session: AsyncSession, click: Clicked) -> Answer:
        """The card of a draft that stands in a list of low ones."""
        if not await slack_messages.give_card(
            session, click.draft_id, self.channel, click.at, Priority.PERSON
        ):
            return Refused("This one already has a card, or its author deleted it.")
        await audit.record(session, click.draft_id, "card_asked", click.user, click.at)
        return Done(say="Its card is on its way.")

    async def _first(self, session: AsyncSession, rows: CardRows, click: Clicked) -> Answer:
        """The first of two approvals: bound to these bytes, and worth nothing without the second."""
        draft, digest = rows.draft, rows.revision.sha256
        first = {"first_approver": click.user, "first_approved_at": click.at, "first_sha256": digest}
        awake = {"approvals_needed": 2, "snoozed_until": None, "edited_by": None, "edited_since": None}
        await drafts.move(session, draft, draft.state, to=DraftState.SECOND, **first, **awake)
        step, due_at = f"{click.at.timestamp():.0f}", click.at + ALONE_AFTER
        kind = ClockKind.SECOND_MISSING
        await clocks.start(session, subject_id=draft.id, kind=kind, due_at=due_at, step=step)
        await self._decision(session, rows, click, "first_approved")
        return Done()

    async def _second(
        self, session: AsyncSession, rows: CardRows, click: Clicked, people: People, text: str | None
    ) -> Answer:
        if why := judge.is_no_second(rows, click.user):
            return Refused(why, kept=text)
        if text is not None and text != rows.revision.text:
            return Refused("Send it back to change the text. Nothing was sent; your text is kept.", kept=text)
        void = await _first_is_void(session, rows, click, people)
        if why := void or await self._overtaken(session, rows, click):
            return Refused(why, kept=text)
        return await self._approved(session, rows, click)

    async def _overtaken(self, session: AsyncSession, rows: CardRows, click: Clicked) -> str | None:
        """Why a machine's wording may not go out beside what has become public since it was written.

        Drafts that wait together may sound alike, or be the third reply to one person, as soon as the first
        of them is out. What a person wrote is theirs to judge.
        """
        shown = rows.revision
        if shown.made_by not in MACHINES:
            return None
        checked = await self.check(session, rows, shown.text, shown.made_by, click.at)
        overridden = {str(one["rule"]) for one in shown.overrides}
        new = [one for one in hard(checked) if one.rule in BESIDE_OTHERS - overridden]
        return judge.was_overtaken(new[0].why) if new else None

    async def _approved(
        self, session: AsyncSession, rows: CardRows, click: Clicked, alone_because: str | None = None
    ) -> Answer:
        answer = await approve_text(
            session, rows, click, self.undo_window, self.new_id(), alone_because=alone_because
        )
        if isinstance(answer, Done):
            await self.commit(session, rows.draft, rows.revision, click.at)
        return answer

    async def _settle(
        self, session: AsyncSession, rows: CardRows, click: Clicked, is_there: bool, link: str | None
    ) -> None:
        state = PublicationState.DONE if is_there else PublicationState.FAILED
        problem = None if is_there else "A person looked: it was not published."
        if rows.publication is not None:
            found = {"url": link or None, "problem": problem, "finished_at": click.at, "next_at": None}
            await publications.move(session, rows.publication, PublicationState.UNKNOWN, to=state, **found)
        to = DraftState.SENT if is_there else DraftState.FAILED
        await drafts.move(session, rows.draft, DraftState.UNKNOWN, to=to, problem=problem)
        await clocks.stop(session, rows.draft.id, click.at)
        if rows.draft.approval_id:
            await clocks.stop(session, rows.draft.approval_id, click.at)
        if is_there:
            await verdicts.close(session, rows.draft.id, Outcome.PUBLISHED, click.at)
        await self._decision(session, rows, click, "settled", url=link, reason=problem)


def _saying(answer: Answer, *more: str | None) -> Answer:
    """The same answer with words more for the person."""
    if not any(more) or not isinstance(answer, Done):
        return answer
    return replace(answer, say=" ".join(filter(None, (answer.say, *more))))


_READ_IT = "The author has posted again meanwhile; please read it, and press Undo if the reply does not fit."
_BAD_LINK = (
    "That link is not an https address of this network, so it was not kept. "
    "Paste the address of the reply, or leave it empty."
)


async def _first_is_void(session: AsyncSession, rows: CardRows, click: Clicked, people: People) -> str | None:
    """Why the first approval does not hold any more; `None` while everything is as it was."""
    if why := judge.is_stale(rows, click) or judge.cannot_be_answered(rows):
        return why
    if why := judge.lost_the_right(rows, people):
        return why
    first_at = rows.draft.first_approved_at or click.at
    if why := judge.posted_again(await sequels.newer(session, rows.mention), first_at):
        return why
    if rows.draft.first_sha256 != rows.revision.sha256:
        return "The text is not the one that was approved first. Nothing was sent; please send it back."
    return await _relies_on_old(session, rows, click)


def _is_overtaken(rows: CardRows, meant: Meant, again: Mention | None) -> str | None:
    """Why the wording on the card does not answer its author any more; a person's new words are theirs."""
    return None if meant.changes else judge.posted_again(again, rows.revision.created_at)


async def _is_outdated(session: AsyncSession, rows: CardRows, meant: Meant, click: Clicked) -> str | None:
    """Why the wording on the card does not hold any more; what a person wrote anew is theirs to judge."""
    return None if meant.changes else await _relies_on_old(session, rows, click)


async def _relies_on_old(session: AsyncSession, rows: CardRows, click: Clicked) -> str | None:
    """What the shown text says and does not hold any more: a stance, or a fact."""
    shown = rows.revision
    if await stances.void(session, shown.uses):
        return judge.STANCE_IS_OVER
    old = await facts.outdated(session, shown.uses, shown.known_at or shown.created_at, click.at)
    return judge.states_old_facts(one.statement for one in old) if old else None


def _new_promises(shown: Sequence[dict[str, Any]], written: Written) -> str | None:
    """Who types a promise and approves in one act saw no card that says so: they are told."""
    new = [one for one in written.commitments if asdict(one) not in shown]
    return commitments.told(new)
