"""What people answer who were called into a crisis: that they see to it, or that it was not worth it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.crisis.saving import saved
from bot.models import ClimbState, CrisisMatter, CrisisState
from bot.ports import Answer, Directory, Done, Refused
from bot.rota.ladders import read_ladder
from bot.store import crises, crisis_board, crisis_climbs, pages
from bot.store.database import Database

NOT_OURS = "Only the support team can answer this. Nothing was changed."
NOT_RUNNING = "No crisis runs here any more. Nothing was changed."
NOT_CALLING = "Nobody is being called for the statement any more. Nothing was changed."
NOT_CALLED = "You have said so already, or were not called for this. Nothing was changed."


@dataclass(frozen=True)
class Called:
    """Each act is one transaction. None raises for what a person did."""

    database: Database
    directory: Directory

    async def on_it(self, user: str, crisis_id: str, at: datetime) -> Answer:
        """This person sees to the statement: nobody else is called for the lease of the ladder."""
        people = await self.directory.people()
        if user not in people.team or not await self.directory.is_staff(user):
            return Refused(NOT_OURS)

        async def body(session: AsyncSession) -> Answer:
            crisis = await crises.get(session, crisis_id, lock=True)
            if crisis is None or crisis.state != CrisisState.RUNNING:
                return Refused(NOT_RUNNING)
            climb = await crisis_climbs.get(session, crisis_climbs.id_of(crisis_id, CrisisMatter.STATEMENT))
            if climb is None or climb.state is not ClimbState.CLIMBING:
                return Refused(NOT_CALLING)
            if climb.lease_until is not None and climb.lease_until > at:
                return Refused(f"{_who(climb.acknowledged_by)} sees to it already. Nothing was changed.")
            span = read_ladder(climb.ladder).lease_span
            await crisis_climbs.hold(session, climb, user, span, at)
            until = (at + span).isoformat()
            await audit.record(session, crisis.incident_id, "statement_taken", user, at, until=until)
            await crisis_board.say(session, crisis, "statement_taken", user, at)
            minutes = round(span.total_seconds() / 60)
            return Done(
                say=f"Nobody else is called for {minutes} minutes, or until the statement is approved."
            )

        return await saved(self.database, body)

    async def idle(self, user: str, crisis_id: str, at: datetime) -> Answer:
        """It was not worth calling this person: counted with all others."""

        async def body(session: AsyncSession) -> Answer:
            crisis = await crises.get(session, crisis_id)
            if crisis is None or not await pages.call_idle_of_crisis(session, crisis_id, user):
                return Refused(NOT_CALLED)
            await audit.record(session, crisis.incident_id, "page_idle", user, at)
            return Done(say="Noted. It counts among the calls that were not worth it; see /amends oncall.")

        return await saved(self.database, body)


def _who(user: str | None) -> str:
    return f"<@{user}>" if user and user[0] in "UW" else "Somebody"
