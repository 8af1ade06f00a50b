"""Letters to people on the list: begun, reworded, approved, sent by hand, or dropped.

Whether somebody may be asked is looked at anew at every step. Every act is one transaction: rights, change,
record, and the incident's card.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit, rights
from bot.advocates.file import AdvocatesFile
from bot.advocates.forbidding import Block, because, blocks
from bot.advocates.letters import letter_to
from bot.advocates.ranking import Suggestion
from bot.advocates.suggesting import known_of, suggestions
from bot.errors import NotDurable
from bot.models import Advocate, Category, Incident, IncidentLevel, Outreach, OutreachState
from bot.ports import Answer, Directory, Done, Finding, NewId, Refused
from bot.rights import FourEyes
from bot.rules.outreach import check_outreach
from bot.store import advocates, facts, incident_cards, incidents, outreach, stances
from bot.store.database import Database
from bot.store.outreach import Letter
from bot.text import clean, sha256

NOT_OURS = "Only the support team can write to advocates. Nothing was changed."
NOT_AN_APPROVER = "Only approvers can approve this, and you are not one of them. Nothing was changed."
GONE = "This is not there any more. Nothing was changed."
CHANGED = "This letter has changed since you saw it. Nothing was changed; please read it again."
NOTHING_KNOWN = "A letter states facts, and none is on record. Write what we say first, or add a fact."
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."
_OPEN = (OutreachState.WAITING, OutreachState.SECOND)


@dataclass(frozen=True)
class Shown:
    """One letter with all that a person needs to decide on it."""

    outreach: Outreach
    advocate: Advocate
    incident: Incident
    findings: tuple[Finding, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Outreaches:
    """What people do to letters. None raises for what a person did."""

    database: Database
    directory: Directory
    new_id: NewId
    file: AdvocatesFile
    brand: Callable[[str], tuple[str, str]]
    """What mentions call a brand -> its id and its name."""
    four_eyes: Callable[[], FourEyes] = lambda: "auto"

    async def suggested(
        self, incident_id: str, now: datetime
    ) -> tuple[Incident, list[Suggestion], Sequence[Letter]] | None:
        """The incident, everybody on the list, and its letters; `None` if there is no such incident."""
        async with self.database.reading() as session:
            incident = await incidents.get(session, incident_id)
            if incident is None:
                return None
            found = await suggestions(session, incident, self.file.limits, now)
            return incident, found, await outreach.of_incident(session, incident_id)

    async def shown(self, id: str, now: datetime) -> Shown | None:
        """One letter; `None` if there is no such letter."""
        async with self.database.reading() as session:
            letter = await outreach.get(session, id)
            return None if letter is None else await self._shown(session, letter, now)

    async def write(self, user: str, incident_id: str, advocate_id: str, at: datetime) -> Answer:
        """Begin a letter; `work_id` of the answer is its id."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self._writing() as (session, answer):
            incident = await incidents.get(session, incident_id, lock=True)
            advocate = await advocates.get(session, advocate_id, lock=True)
            if incident is None or advocate is None:
                return Refused(GONE)
            if found := await self._blocks(session, advocate, incident, at):
                return Refused(f"Nobody may write to them: {because(found)}.")
            known = await self._facts(session, incident, at)
            if not known:
                return Refused(NOTHING_KNOWN)
            answer.append(await self._begin(session, user, incident, advocate, known, at))
        return answer[-1]

    async def reword(self, user: str, id: str, version: int, text: str, at: datetime) -> Answer:
        """Another wording; every approval before it is void."""
        words = clean(text)
        if why := await self._may_not(user):
            return Refused(why, kept=text)
        async with self._writing() as (session, answer):
            shown = await self._at(session, id, version, at)
            if shown is None or shown.outreach.state not in (*_OPEN, OutreachState.APPROVED):
                return Refused(CHANGED, kept=text)
            anew = {"text": words, "sha256": sha256(words), "made_by": user, "version": version + 1}
            void = {name: None for name in _APPROVED}
            await outreach.move(session, shown.outreach, state=OutreachState.WAITING, **anew, **void)
            await self._tell(session, shown.outreach, "outreach_reworded", user, at)
            answer.append(Done(say="Saved."))
        return answer[-1]

    async def approve(self, user: str, id: str, version: int, at: datetime) -> Answer:
        """Agree to the very wording that this person saw."""
        people = await self.directory.people()
        may = rights.approvers(people, sensitive=False, group=None)
        if user not in may or not await self.directory.is_staff(user):
            return Refused(NOT_AN_APPROVER)
        async with self._writing() as (session, answer):
            shown = await self._at(session, id, version, at)
            if shown is None or shown.outreach.state not in _OPEN:
                return Refused(CHANGED)
            if why := _forbidden(shown):
                return Refused(why)
            first = shown.outreach.first_approver
            if self._needs_two(shown.incident, len(may)) and first not in may - {user}:
                if first == user:
                    return Refused(
                        "You gave the first approval. In a crisis a second person has to agree too."
                    )
                step = {"state": OutreachState.SECOND, "first_approver": user, "first_approved_at": at}
                await outreach.move(session, shown.outreach, **step)
                await self._tell(session, shown.outreach, "outreach_first", user, at)
                answer.append(Done(say="Saved. A second person has to approve it before it is sent."))
            else:
                step = {"state": OutreachState.APPROVED, "approved_by": user, "approved_at": at}
                await outreach.move(session, shown.outreach, **step)
                await self._tell(session, shown.outreach, "outreach_approved", user, at)
                answer.append(Done(say="Approved. Amends sends nothing by itself: please send it by hand."))
        return answer[-1]

    async def sent(self, user: str, id: str, version: int, at: datetime) -> Answer:
        """Somebody has sent it by hand; what happened is kept even if they should not be asked any more."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self._writing() as (session, answer):
            shown = await self._at(session, id, version, at)
            if shown is None or shown.outreach.state != OutreachState.APPROVED:
                return Refused(CHANGED)
            up_to = await outreach.newest_sighting(session)
            step: dict[str, Any] = {"sent_by": user, "sent_at": at, "looked_up_to": up_to}
            await outreach.move(session, shown.outreach, state=OutreachState.SENT, **step)
            await advocates.contacted(session, shown.advocate.id, at)
            await self._tell(session, shown.outreach, "outreach_sent", user, at)
            answer.append(Done(say="Noted. What they post about it is shown on the incident."))
        return answer[-1]

    async def drop(self, user: str, id: str, version: int, at: datetime) -> Answer:
        """Do not ask them after all."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self._writing() as (session, answer):
            shown = await self._at(session, id, version, at)
            if shown is None or shown.outreach.state not in (*_OPEN, OutreachState.APPROVED):
                return Refused(CHANGED)
            step: dict[str, Any] = {"dropped_by": user, "dropped_at": at}
            await outreach.move(session, shown.outreach, state=OutreachState.DROPPED, **step)
            await self._tell(session, shown.outreach, "outreach_dropped", user, at)
            answer.append(Done(say="Dropped. Nobody writes to them."))
        return answer[-1]

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[tuple[AsyncSession, list[Answer]]]:
        """One transaction, and its answer, which is a refusal if the database does not confirm it."""
        answer: list[Answer] = []
        try:
            async with self.database.writing() as session:
                yield session, answer
        except NotDurable:
            answer.append(Refused(NOT_SAVED))

    async def _begin(
        self,
        session: AsyncSession,
        user: str,
        incident: Incident,
        advocate: Advocate,
        known: Sequence[str],
        at: datetime,
    ) -> Done:
        text = letter_to(advocate, self.brand(incident.brand)[1], known, self.file.letter)
        (mine,) = [
            one
            for one in await suggestions(session, incident, self.file.limits, at)
            if one.advocate.id == advocate.id
        ]
        letter = Outreach(
            id=f"outreach-{self.new_id()}",
            advocate_id=advocate.id,
            incident_id=incident.id,
            text=text,
            sha256=sha256(text),
            made_by="template",
            facts=list(known),
            reasons=list(mine.reasons),
            asked_by=user,
            asked_at=at,
        )
        await outreach.add(session, letter)
        await self._tell(session, letter, "outreach_written", user, at)
        return Done(work_id=letter.id)

    async def _at(self, session: AsyncSession, id: str, version: int, now: datetime) -> Shown | None:
        """The letter as somebody saw it; `None` if it has moved on. Nobody asks the same person meanwhile."""
        letter = await outreach.get(session, id)
        if letter is None:
            return None
        await incidents.get(session, letter.incident_id, lock=True)
        await advocates.get(session, letter.advocate_id, lock=True)
        await session.refresh(letter)
        if letter.version != version or sha256(letter.text) != letter.sha256:
            return None
        return await self._shown(session, letter, now)

    async def _shown(self, session: AsyncSession, letter: Outreach, now: datetime) -> Shown | None:
        incident = await incidents.get(session, letter.incident_id)
        advocate = await advocates.get(session, letter.advocate_id)
        if incident is None or advocate is None:
            return None
        found = await self._blocks(session, advocate, incident, now, letter.id)
        _id, brand = self.brand(incident.brand)
        findings = check_outreach(letter.text, advocate.relation, brand=brand, facts=letter.facts)
        return Shown(letter, advocate, incident, findings, found)

    async def _blocks(
        self,
        session: AsyncSession,
        advocate: Advocate,
        incident: Incident,
        now: datetime,
        letter: str | None = None,
    ) -> tuple[Block, ...]:
        known = await known_of(session, incident, [advocate], now)
        return blocks(known.case(advocate), self.file.limits, now, letter=letter)

    def _needs_two(self, incident: Incident, approvers: int) -> bool:
        """A crisis asks for four eyes, as the holding statement does."""
        mode = self.four_eyes()
        enough = mode == "on" or (mode == "auto" and approvers >= rights.ENOUGH_PEOPLE)
        return enough and incident.level == IncidentLevel.CRISIS

    async def _may_not(self, user: str) -> str | None:
        people = await self.directory.people()
        is_ours = user in people.team and await self.directory.is_staff(user)
        return None if is_ours else NOT_OURS

    async def _facts(self, session: AsyncSession, incident: Incident, now: datetime) -> list[str]:
        """What we say of the incident, if it is approved; else what the brand knows of such a trouble."""
        stance = await stances.standing(session, incident.id)
        if stance is not None and stance.holds:
            return [*stance.happened[:1], *stance.doing[:1]]
        category = await incident_cards.category(session, incident.id) or Category.OTHER.value
        brand, _name = self.brand(incident.brand)
        return [card.statement for card in await facts.valid_now(session, brand, category, now)]

    async def _tell(
        self, session: AsyncSession, letter: Outreach, kind: str, user: str, at: datetime
    ) -> None:
        bound = {"outreach": letter.id, "advocate": letter.advocate_id, "version": letter.version}
        await audit.record(session, letter.incident_id, kind, user, at, **bound, sha256=letter.sha256)
        await incidents.change(session, letter.incident_id)
        await incident_cards.tell(session, letter.incident_id, kind, user, at)


_APPROVED = ("first_approver", "first_approved_at", "approved_by", "approved_at")


def _forbidden(shown: Shown) -> str | None:
    """Why nobody may approve it; `None` if somebody may."""
    if shown.blocks:
        return f"Nobody may write to them: {because(shown.blocks)}."
    if shown.findings:
        return f"{shown.findings[0].why} {shown.findings[0].fix} Nothing was approved."
    return None
