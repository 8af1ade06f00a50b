"""Starting a crisis, leading it, and ending it: by people with the right, on record, undone at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.crisis.conditions import KNOWN_DAYS, baseline, quiet
from bot.crisis.numbers import numbers
from bot.crisis.saving import saved
from bot.crisis.statements import Statements
from bot.models import (
    Crisis,
    CrisisEffect,
    CrisisState,
    Incident,
    IncidentLevel,
    IncidentState,
)
from bot.ports import Answer, Directory, Done, NewId, People, Refused
from bot.rota import Rules
from bot.store import (
    brand_memory,
    crises,
    crisis_board,
    crisis_clocks,
    crisis_targets,
    incident_cards,
    incidents,
)
from bot.store.database import Database

NOT_YOURS = (
    "Starting and ending a crisis is for approvers, managers and the people on call. Nothing was changed. "
    "Please tell one of them."
)
GONE = "This incident is not there any more. Nothing was changed."
NOT_RUNNING = "No crisis runs here any more. Nothing was changed."
MOST_HOURS = 24
MOST_WORDS = 300


def may_lead(people: People) -> frozenset[str]:
    """Who may start, lead and end a crisis."""
    return people.approvers | people.managers | people.oncall


def offered(people: People) -> tuple[CrisisEffect, ...]:
    """What can be switched on: four eyes only where there are two people who can give them."""
    none = () if len(people.approvers) > 1 else (CrisisEffect.FOUR_EYES,)
    return tuple(one for one in CrisisEffect if one not in none)


@dataclass(frozen=True)
class CrisisActs:
    """What people do to a crisis as a whole. None raises for what a person did.

    `channel` is where boards stand; `rules` are those in force for calling people.
    """

    database: Database
    directory: Directory
    statements: Statements
    channel: str
    new_id: NewId
    rules: Callable[[], Rules] = Rules

    async def start(
        self, user: str, incident_id: str, effects: Sequence[str], quiet_hours: int, at: datetime
    ) -> Answer:
        """Say that it is a crisis, switch on what was ticked, and draft the first holding statement."""
        people = await self.directory.people()
        if not await self._may(user, people):
            return Refused(NOT_YOURS)
        chosen = [one for one in offered(people) if one in effects]
        hours = min(max(quiet_hours, 1), MOST_HOURS)

        async def body(session: AsyncSession) -> Answer:
            incident = await self._held(session, incident_id)
            if incident is None or incident.state == IncidentState.CLOSED:
                return Refused(GONE)
            crisis = await crises.of_incident(session, incident_id)
            if crisis is not None and crisis.state == CrisisState.RUNNING:
                return Refused(f"<@{crisis.started_by}> has started it already. Nothing was changed.")
            crisis = self._begun(crisis, incident, chosen, hours)
            crisis.started_by, crisis.started_at = user, at
            crisis.baseline = await _usual(session, incident)
            session.add(crisis)
            await session.flush()
            await self._switch_on(session, crisis, at)
            told = {"effects": [one.value for one in chosen], "quiet_hours": hours}
            await self._tell(session, crisis, "crisis_started", user, at, **told)
            await self.statements.suggest(session, crisis, at)
            return Done(say="Crisis mode is on. A holding statement is drafted and waits for two people.")

        return await saved(self.database, body)

    async def dismiss(self, user: str, incident_id: str, at: datetime) -> Answer:
        """Say that it is none; it is proposed again only if it grows worse."""
        if not await self._may(user):
            return Refused(NOT_YOURS)

        async def body(session: AsyncSession) -> Answer:
            await incidents.get(session, incident_id, lock=True)
            crisis = await crises.of_incident(session, incident_id)
            if crisis is None or crisis.state != CrisisState.PROPOSED:
                return Refused("Nothing is proposed here any more. Nothing was changed.")
            over = {"state": CrisisState.DISMISSED, "ended_by": user, "ended_at": at}
            await crises.change(session, crisis.id, **over)
            await incidents.change(session, incident_id)
            await self._tell(session, crisis, "crisis_dismissed", user, at)
            return Done()

        return await saved(self.database, body)

    async def lead(self, user: str, crisis_id: str, at: datetime) -> Answer:
        """Take the lead, or take it over; the calls for somebody end."""
        if not await self._may(user):
            return Refused(NOT_YOURS)

        async def body(session: AsyncSession) -> Answer:
            crisis = await crises.get(session, crisis_id, lock=True)
            if crisis is None or crisis.state != CrisisState.RUNNING:
                return Refused(NOT_RUNNING)
            if crisis.lead == user:
                return Refused("You lead it already.")
            await crises.change(session, crisis_id, lead=user, lead_at=at)
            await crisis_clocks.led(session, crisis_id, at)
            await self._tell(session, crisis, "crisis_led", user, at, was=crisis.lead)
            return Done()

        return await saved(self.database, body)

    async def step_down(self, user: str, crisis_id: str, because: str, at: datetime) -> Answer:
        """End it; before its conditions are met only with a reason. Its numbers are kept."""
        if not await self._may(user):
            return Refused(NOT_YOURS)

        async def body(session: AsyncSession) -> Answer:
            rows = await self._locked(session, crisis_id)
            if rows is None:
                return Refused(NOT_RUNNING)
            words = " ".join(because.split())[:MOST_WORDS]
            is_quiet = quiet(rows.crisis, rows.times, rows.unanswered, at).is_met
            if not is_quiet and not words:
                return Refused("It is not quiet yet, so please say why it may end now. Nothing was changed.")
            ended = {"state": CrisisState.OVER, "ended_because": words or None}
            await self._end(session, rows, user, at, ended)
            told = {"early": not is_quiet, "numbers": numbers(rows, at)}
            await self._tell(session, rows.crisis, "crisis_over", user, at, **told)
            return Done(say="The crisis is over. What was switched on for it is off again.")

        return await saved(self.database, body)

    async def undo(self, user: str, crisis_id: str, at: datetime) -> Answer:
        """It was none: everything goes back to how it was, the incident's level too."""
        if not await self._may(user):
            return Refused(NOT_YOURS)

        async def body(session: AsyncSession) -> Answer:
            rows = await self._locked(session, crisis_id)
            if rows is None:
                return Refused(NOT_RUNNING)
            if any(one.approved_at for one in rows.statements):
                return Refused("A statement is public already, so it cannot be undone. Please step down.")
            await self._end(session, rows, user, at, {"state": CrisisState.UNDONE})
            level = {"level": rows.crisis.level_before, "confirmed_by": None, "confirmed_at": None}
            await incidents.change(session, rows.incident.id, **level)
            await self._tell(session, rows.crisis, "crisis_undone", user, at)
            return Done(say="Undone: it is no crisis, and all is as it was.")

        return await saved(self.database, body)

    async def _may(self, user: str, people: People | None = None) -> bool:
        known = people or await self.directory.people()
        return user in may_lead(known) and await self.directory.is_staff(user)

    async def _held(self, session: AsyncSession, incident_id: str) -> Incident | None:
        """The incident, while nobody groups for its brand."""
        incident = await incidents.get(session, incident_id)
        if incident is None:
            return None
        await brand_memory.lock(session, incident.brand)
        await brand_memory.acted(session, incident.brand)
        return await incidents.get(session, incident_id, lock=True)

    async def _locked(self, session: AsyncSession, crisis_id: str) -> crisis_board.BoardRows | None:
        crisis = await crises.get(session, crisis_id)
        if crisis is None:
            return None
        await self._held(session, crisis.incident_id)
        locked = await crises.get(session, crisis_id, lock=True)
        if locked is None or locked.state != CrisisState.RUNNING:
            return None
        return await crisis_board.read(session, crisis_id)

    def _begun(
        self, proposed: Crisis | None, incident: Incident, chosen: Sequence[CrisisEffect], hours: int
    ) -> Crisis:
        """The proposal that was waiting, or a new one."""
        is_waiting = proposed is not None and proposed.state == CrisisState.PROPOSED
        crisis = proposed if proposed is not None and is_waiting else None
        crisis = crisis or Crisis(
            id=self.new_id(), incident_id=incident.id, brand=incident.brand, state=CrisisState.PROPOSED
        )
        crisis.state, crisis.effects = CrisisState.RUNNING, [one.value for one in chosen]
        crisis.quiet_hours, crisis.level_before = hours, incident.level
        return crisis

    async def _switch_on(self, session: AsyncSession, crisis: Crisis, at: datetime) -> None:
        raised = {"level": IncidentLevel.CRISIS, "confirmed_by": crisis.started_by, "confirmed_at": at}
        since = {} if crisis.level_before == IncidentLevel.CRISIS else {"level_since": at}
        await incidents.change(session, crisis.incident_id, **raised, **since)
        if crisis.has(CrisisEffect.BOARD):
            await crisis_board.put(session, crisis, self.channel, at)
        if crisis.has(CrisisEffect.LADDER):
            ladder = self.rules().ladder
            await crisis_clocks.start_calls(session, crisis, ladder.dump() if ladder else None, at)
        if crisis.has(CrisisEffect.TARGETS):
            before = await crisis_targets.shorten(session, crisis.incident_id, at)
            await crises.change(session, crisis.id, due_before=before)

    async def _end(
        self,
        session: AsyncSession,
        rows: crisis_board.BoardRows,
        user: str,
        at: datetime,
        ended: dict[str, Any],
    ) -> None:
        """Everything that was switched on is off: what is read from the state goes with it."""
        kept = {"ended_by": user, "ended_at": at, "numbers": numbers(rows, at)}
        await crises.change(session, rows.crisis.id, **ended, **kept)
        await crisis_clocks.over(session, rows.crisis.id, at)
        await crisis_targets.restore(session, rows.crisis.due_before)
        await incidents.change(session, rows.incident.id)

    async def _tell(
        self, session: AsyncSession, crisis: Crisis, kind: str, user: str, at: datetime, **data: Any
    ) -> None:
        await audit.record(session, crisis.incident_id, kind, user, at, crisis=crisis.id, **data)
        await crisis_board.say(session, crisis, kind, user, at)
        await incident_cards.touch(session, crisis.incident_id, at)


async def _usual(session: AsyncSession, incident: Incident) -> float:
    """Posts an hour in the week before it began, as far back as the brand is known."""
    until = incident.first_mention_at
    first = await crises.first_sighting(session, incident.brand)
    since = max(first, until - timedelta(days=KNOWN_DAYS)) if first is not None else until
    hours = (until - since) / timedelta(hours=1)
    return baseline(await crises.sightings(session, incident.brand, since, until), hours)
