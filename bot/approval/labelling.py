"""What a decision says about triage's verdict, kept as labels. Pure, but for adding the rows."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Complaint, TriageLabel, Verdict
from bot.ports import Clicked, NewId
from bot.store import labels

NO_COMPLAINT = "Not a complaint"
SPAM = "Spam"
"""Reasons for "no reply", as the forms offer them."""
_NONE = frozenset({NO_COMPLAINT, SPAM})
COMPLAINT, CATEGORY, SEVERITY, FLAGS = "complaint", "category", "severity", "flags"


@dataclass(frozen=True)
class Change:
    """One thing that a person sees otherwise than the verdict."""

    field: str
    was: str
    became: str


def says_no_complaint(reason: str) -> bool:
    """Whether a reason for "no reply" tells that triage was wrong to call it a complaint."""
    return reason.partition(":")[0].strip() in _NONE


async def keep(
    session: AsyncSession,
    verdict: Verdict,
    change: Change,
    click: Clicked,
    new_id: NewId,
    note: str | None = None,
) -> None:
    """Keep one label, with what it corrects."""
    session.add(
        TriageLabel(
            id=new_id(),
            mention_id=verdict.mention_id,
            mention_revision=verdict.mention_revision,
            field=change.field,
            was=change.was,
            became=change.became,
            by=click.user,
            note=note,
            judged_by=verdict.judged_by,
            rules=verdict.rules,
            at=click.at,
        )
    )
    await session.flush()


async def keep_complaint(
    session: AsyncSession, verdict: Verdict | None, said: Complaint, click: Clicked, new_id: NewId
) -> None:
    """Whether it is a complaint; nothing if the newest label, or else the verdict, says so already."""
    if verdict is None:
        return
    earlier = [one for one in await labels.of_mention(session, verdict.mention_id) if one.field == COMPLAINT]
    known = earlier[-1].became if earlier else verdict.complaint.value
    if known != said.value:
        await keep(session, verdict, Change(COMPLAINT, known, said.value), click, new_id)
