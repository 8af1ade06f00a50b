"""What people leave for the next time: a thumb on a wording, a reason for no reply to use again."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.approval.acting import NOT_SAVED
from bot.approval.editing import Editing
from bot.approval.judge import GONE, Act
from bot.errors import NotDurable
from bot.models import SavedReason
from bot.ports import Answer, Clicked, Done, Refused
from bot.store import drafts, opinions, reasons

MOST_REASONS = 50
"""Saved reasons that are offered; a longer list is not read."""
_FULL = f"It is closed, but the reason was not saved: {MOST_REASONS} are saved. A manager can retire one."


@dataclass(frozen=True)
class Teaching(Editing):
    """The acts that change no draft."""

    async def think(self, click: Clicked, is_good: bool) -> Answer:
        """A thumb on the wording that the person saw; theirs for it may change."""
        rights = await self._rights(click)
        try:
            async with self.database.writing() as session:
                rows = await drafts.card_rows(session, click.draft_id, lock=True)
                if why := rights.lacks((Act.THINK,), rows):
                    return Refused(why)
                seen = click.revision or 0
                if rows is None or await drafts.get_revision(session, rows.draft.id, seen) is None:
                    return Refused(GONE)
                await opinions.put(session, rows.draft.id, seen, click.user, is_good, click.at)
                told = {"revision": seen, "good": is_good}
                await audit.record(session, rows.draft.id, "opinion", click.user, click.at, **told)
        except NotDurable:
            return Refused(NOT_SAVED)
        word = "good" if is_good else "not good"
        return Done(say=f"Noted: you find version {seen} {word}. Press the other thumb to change it.")

    async def retire_reason(self, click: Clicked, reason_id: str) -> Answer:
        """Offer a saved reason no more; `click` names the draft whose form it was pressed in."""
        rights = await self._rights(click)
        if why := rights.lacks((Act.RETIRE,), None):
            return Refused(why)
        try:
            async with self.database.writing() as session:
                if not await reasons.retire(session, reason_id, click.at):
                    return Refused("This reason is not offered any more. Nothing was changed.")
                await audit.record(
                    session, audit.DESK, "reason_retired", click.user, click.at, reason=reason_id
                )
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say="The reason is not offered any more.")

    async def _save_reason(self, session: AsyncSession, click: Clicked, text: str) -> str | None:
        """Keep it for the whole team; why it was not kept, for the person."""
        saved = await reasons.offered(session)
        if any(one.text == text for one in saved):
            return None
        if len(saved) >= MOST_REASONS:
            return _FULL
        reason = SavedReason(id=self.new_id(), text=text, saved_by=click.user, saved_at=click.at)
        session.add(reason)
        await session.flush()
        await audit.record(session, audit.DESK, "reason_saved", click.user, click.at, reason=reason.id)
        return None
