"""Somebody wrote again before we answered: the older draft gives way where nobody loses work by it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import DraftState, Mention, Outcome, Priority, Verdict
from bot.store import clocks, drafts, sequels, slack_messages, verdicts
from bot.store.database import Database
from bot.store.drafts import CardRows

MACHINE = "amends"
MACHINES = frozenset({"template", "llm"})


async def give_way(database: Database, mention: Mention, now: datetime) -> None:
    """For a post that has just got its draft: what is older in its thread gives way, or its card says so.

    It may be the older one itself, if several came at once. Each has a transaction of its own.
    """
    async with database.reading() as session:
        pairs = [(one, mention) for one in await sequels.older(session, mention)]
        after = await sequels.newer(session, mention)
        if after is not None and await sequels.open_draft(session, after):
            pairs.append((mention.id, after))
    for draft_id, newer in pairs:
        async with database.writing() as session:
            rows = await drafts.card_rows(session, draft_id, lock=True)
            verdict = await verdicts.get(session, newer.id)
            if rows is None or verdict is None:
                continue
            if is_untouched(rows) and is_covered(rows.verdict, rows.draft.severity, verdict):
                await _supersede(session, rows, newer, now)
            await slack_messages.touch_card(session, draft_id, now, Priority.CARD)


def is_untouched(rows: CardRows) -> bool:
    """Nobody has taken, edited, approved, offered, asked for, put off or escalated anything about it."""
    draft = rows.draft
    acts = (
        draft.assignee,
        draft.edited_by,
        draft.first_approver,
        draft.approval_id,
        draft.offered_revision,
        draft.snoozed_until,
        draft.escalated_at,
    )
    by_machine = rows.revision.made_by in MACHINES and not rows.revision.overrides
    return draft.state == DraftState.WAITING and draft.asked == 1 and by_machine and not any(acts)


def is_covered(older: Verdict, severity: int, newer: Verdict) -> bool:
    """The newer post is about the same trouble, and as grave: nothing that called for care is lost."""
    is_as_grave = newer.severity >= max(severity, older.severity) and set(older.flags) <= set(newer.flags)
    return newer.category == older.category and is_as_grave


async def _supersede(session: AsyncSession, rows: CardRows, mention: Mention, now: datetime) -> None:
    draft = rows.draft
    if await drafts.move(session, draft, DraftState.WAITING, to=DraftState.SUPERSEDED, decided_at=now):
        await verdicts.close(session, draft.id, Outcome.SUPERSEDED, now)
        await clocks.stop(session, draft.id, now)
        await audit.record(session, draft.id, "superseded", MACHINE, now, by=mention.id)
        # The newer one's card tells what came before it; where both came at once it may be drawn already.
        await slack_messages.touch_card(session, mention.id, now, Priority.CARD)
