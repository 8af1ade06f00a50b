"""Taking a reply down that is public: an act of its own, approved like the reply was."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.approval.judge import Act
from bot.approval.together import Together
from bot.models import ClockKind, DraftState, PublicationState
from bot.ports import Answer, Clicked, Done, Refused
from bot.store import clocks, drafts, publications
from bot.store.drafts import CardRows

DOWN_WITHIN = timedelta(minutes=2)
"""After this time somebody is called if it still stands."""
NOT_OURS = "Amends does not know which reply this is, so it cannot take it down. Please do it on the network."


@dataclass(frozen=True)
class Removal(Together):
    """The act that takes a reply down, for good or to correct it."""

    async def remove(self, click: Clicked, why: str, *, corrects: bool) -> Answer:
        """Have it taken down. With `corrects` its words come back to the card, to be approved anew."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            publication = rows.publication
            if publication is None or publication.external_id is None:
                return Refused(NOT_OURS, kept=why)
            if not why.strip():
                return Refused("Please say why it is taken down. Nothing was changed.")
            asked = {"removal_by": click.user, "removal_why": why, "corrects": corrects, "problem": None}
            planned = {"looks": 0, "next_at": click.at}
            done, to = PublicationState.DONE, PublicationState.REMOVING
            if not await publications.move(session, publication, done, to=to, **asked, **planned):
                return Refused("It is being taken down already.", kept=why)
            await drafts.move(session, rows.draft, DraftState.SENT, to=DraftState.SENT, problem=None)
            kind, due, step = (
                ClockKind.SEND_DEADLINE,
                click.at + DOWN_WITHIN,
                f"removal{click.at.timestamp():.0f}",
            )
            await clocks.start(session, subject_id=publication.id, kind=kind, due_at=due, step=step)
            bound = {"approval": publication.id, "sha256": publication.sha256, "corrects": corrects}
            await audit.record(session, rows.draft.id, "removal_approved", click.user, click.at, **bound)
            await self._decision(session, rows, click, "removal", reason=why)
            return Done(start="publish", work_id=publication.id)

        return await self._act(click, Act.REMOVE, body, kept=why)
