"""Who has the edit form open, what checking says of words that are only typed, and sending for approval."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.approval import judge
from bot.approval.judge import Act
from bot.approval.wording import Wording, may_not_go_out, needs, please_check
from bot.models import EDIT_HOLDS, ClockKind
from bot.ports import Answer, Clicked, Done, Refused, Written
from bot.store import clocks, drafts
from bot.store.drafts import CardRows

OFFERED = "Sent for approval. The card says that it waits for an approver; nobody was called."


@dataclass(frozen=True)
class Editing(Wording):
    """The acts around an open edit form."""

    async def begin_edit(self, click: Clicked) -> Answer:
        """Show on the card that this person is editing; the first one stays shown."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            draft, at = rows.draft, click.at
            if draft.editor(at) not in {None, click.user} or draft.is_edited_no_more(at):
                return Done()
            mine = {"edited_by": click.user, "edited_since": at}
            await drafts.move(session, draft, draft.state, to=draft.state, **mine)
            await clocks.start(
                session,
                subject_id=draft.id,
                kind=ClockKind.EDIT_END,
                due_at=at + EDIT_HOLDS,
                step=f"{click.user}{at.timestamp():.3f}",
            )
            await audit.record(session, draft.id, "edit_begun", click.user, at)
            return Done()

        return await self._act(click, Act.EDIT, body)

    async def end_edit(self, click: Clicked) -> Answer:
        """The form was closed without a word."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            is_shown = rows.draft.edited_by == click.user
            await self._end_edit(session, rows, click)
            if is_shown:
                await audit.record(session, rows.draft.id, "edit_ended", click.user, click.at)
            return Done()

        return await self._act(click, Act.READ, body)

    async def preview(self, click: Clicked, text: str) -> Written | Refused:
        """What checking finds in words that are only typed yet; nothing is stored."""
        rights = await self._rights(click)
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, click.draft_id)
            why = rights.lacks((Act.EDIT,), rows)
            if rows is None or why:
                return Refused(why or judge.GONE, kept=text)
            return await self.check(session, rows, text, click.user, click.at)

    async def offer(
        self, click: Clicked, text: str, *, because: str | None = None, checked: str | None = None
    ) -> Answer:
        """Keep an edited text and let the card say that it waits for somebody who may approve it."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if why := judge.is_stale(rows, click) or judge.cannot_be_answered(rows):
                return Refused(why, kept=text)
            meant = await self._meant(session, rows, click, text, because, checked)
            if why := may_not_go_out(meant.written):
                return Refused(why, kept=text)
            if meant.to_check:
                return please_check(meant, text)
            rows = await self._put(session, rows, click, meant)
            await self._end_edit(session, rows, click)
            offered = {"offered_revision": rows.draft.revision}
            await drafts.move(session, rows.draft, rows.draft.state, to=rows.draft.state, **offered)
            if rows.draft.assignee == click.user:
                await self._let_go(session, rows, click)
            await audit.record(
                session, rows.draft.id, "offered", click.user, click.at, revision=rows.draft.revision
            )
            return Done(say=OFFERED)

        return await self._act(click, Act.EDIT, body, kept=text, also=needs(because))
