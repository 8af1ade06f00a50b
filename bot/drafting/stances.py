"""What people say about the cause of an incident: written, checked, approved by two, and taken back.

Every act is one transaction: rights, change, record, and the incident's card.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit, rights
from bot.drafting.brands import Brand
from bot.drafting.stance_check import StanceSaid, wrong_with
from bot.drafting.under_stance import content_of, words_of
from bot.drafting.writing import Drafting
from bot.errors import NotDurable
from bot.models import Category, CrisisEffect, Incident, Stance
from bot.ports import Answer, Directory, Done, NewId, People, Refused
from bot.store import crises, facts, incident_cards, incidents, stances
from bot.text import sha256

NOT_OURS = "Only the support team can say what we say. Nothing was changed."
NOT_AN_APPROVER = (
    "Only approvers can approve what we say, and you are not one of them. Nothing was changed. "
    "Ask a manager to add you, or ask an approver to look at the incident."
)
GONE = "This incident is not there any more. Nothing was changed."
CHANGED = "What we say has changed since you saw it. Nothing was approved; please read it again."
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."
MOST_STEPS = 2_400
"""Characters of a brand's wordings that a form is filled with, so that there is room for more."""


@dataclass(frozen=True)
class Stances:
    """What people do to stances. None raises for what a person did."""

    drafting: Drafting
    directory: Directory
    new_id: NewId

    async def said(self, incident_id: str, now: datetime) -> StanceSaid | None:
        """What a form starts with: what stands, else the brand's own facts and step for such a trouble.

        `None` if there is no such incident.
        """
        async with self.drafting.database.reading() as session:
            incident = await incidents.get(session, incident_id)
            if incident is None:
                return None
            if standing := await stances.standing(session, incident_id):
                return _as_said(standing)
            category = await incident_cards.category(session, incident_id) or Category.OTHER.value
            brand = self._brand(incident)
            known = [card.statement for card in await facts.valid_now(session, brand.id, category, now)]
        return _to_begin_with(incident, brand, category, known)

    async def wrong_with(self, incident_id: str, said: StanceSaid, now: datetime) -> str | None:
        """Why this may not be said; `None` if it may."""
        async with self.drafting.database.reading() as session:
            incident = await incidents.get(session, incident_id)
            if incident is None:
                return GONE
            category = await incident_cards.category(session, incident_id) or Category.OTHER.value
        return wrong_with(self.drafting.library, said, self._brand(incident), category, now)

    async def standing(self, incident_id: str) -> Stance | None:
        """What is said now, approved or not."""
        async with self.drafting.database.reading() as session:
            return await stances.standing(session, incident_id)

    async def write(self, user: str, incident_id: str, said: StanceSaid, at: datetime) -> Answer:
        """Put this in the place of what is said now. Who may approve it has approved it with the same act."""
        people = await self.directory.people()
        if user not in people.team or not await self.directory.is_staff(user):
            return Refused(NOT_OURS)
        try:
            async with self.drafting.database.writing() as session:
                incident = await incidents.get(session, incident_id, lock=True)
                if incident is None:
                    return Refused(GONE)
                category = await incident_cards.category(session, incident_id) or Category.OTHER.value
                if why := wrong_with(self.drafting.library, said, self._brand(incident), category, at):
                    return Refused(why)
                stance = await self._add(session, incident, user, said, at)
                if user in rights.approvers(people, sensitive=False, group=None):
                    return await self._agree(session, stance, user, people, at)
                return Done(say="Saved. An approver has to approve it before anybody is answered.")
        except NotDurable:
            return Refused(NOT_SAVED)

    async def approve(self, user: str, incident_id: str, version: int, at: datetime) -> Answer:
        """Agree to the version that this person saw."""
        people = await self.directory.people()
        may = rights.approvers(people, sensitive=False, group=None)
        if user not in may or not await self.directory.is_staff(user):
            return Refused(NOT_AN_APPROVER)
        try:
            async with self.drafting.database.writing() as session:
                await incidents.get(session, incident_id, lock=True)
                stance = await stances.standing(session, incident_id)
                if stance is None or stance.version != version or _digest(stance) != stance.sha256:
                    return Refused(CHANGED)
                if stance.approved_at is not None:
                    return Refused(f"<@{stance.approved_by}> has approved this already.")
                return await self._agree(session, stance, user, people, at)
        except NotDurable:
            return Refused(NOT_SAVED)

    async def take_back(self, user: str, incident_id: str, at: datetime) -> Answer:
        """Say it no more: what was written under it and is not approved goes out no more."""
        people = await self.directory.people()
        if user not in people.team or not await self.directory.is_staff(user):
            return Refused(NOT_OURS)
        try:
            async with self.drafting.database.writing() as session:
                await incidents.get(session, incident_id, lock=True)
                stance = await stances.standing(session, incident_id)
                if stance is None or not await stances.end(session, stance.id, at):
                    return Refused("Nothing is said about this any more. Nothing was changed.")
                await self._tell(session, stance, "stance_ended", user, at)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say="Taken back. Replies that wait under it cannot be approved any more.")

    async def _add(
        self, session: AsyncSession, incident: Incident, user: str, said: StanceSaid, at: datetime
    ) -> Stance:
        stance = Stance(
            id=f"{stances.PREFIX}{self.new_id()}",
            incident_id=incident.id,
            version=await stances.next_version(session, incident.id),
            title=said.title,
            happened=list(said.happened),
            doing=list(said.doing),
            steps=list(said.steps),
            owner=said.owner,
            what=said.what,
            due=said.due,
            channel=said.channel,
            sha256="",
            written_by=user,
            written_at=at,
        )
        stance.sha256 = _digest(stance)
        await stances.add(session, stance)
        await self._tell(session, stance, "stance_written", user, at)
        return stance

    async def _agree(
        self, session: AsyncSession, stance: Stance, user: str, people: People, at: datetime
    ) -> Answer:
        first = stance.first_approver
        four_eyes = CrisisEffect.FOUR_EYES
        in_crisis = await crises.with_effect(session, stance.incident_id, four_eyes) is not None
        if in_crisis or rights.stance_needs_two(self.drafting.library.policy.four_eyes, people):
            if first == user:
                return Refused(
                    "You gave the first approval. This one needs a second person: four eyes see more."
                )
            if first not in rights.approvers(people, sensitive=False, group=None):
                await stances.move(session, stance, first_approver=user, first_approved_at=at)
                await self._tell(session, stance, "stance_first", user, at)
                return Done(say="Saved. A second person has to approve it before anybody is answered.")
        if not await stances.move(session, stance, approved_by=user, approved_at=at):
            return Refused(CHANGED)
        await self._tell(session, stance, "stance_approved", user, at)
        return Done(say="Approved. Now everybody can be answered, ten at a time.")

    async def _tell(self, session: AsyncSession, stance: Stance, kind: str, user: str, at: datetime) -> None:
        bound = {"stance": stance.id, "version": stance.version, "sha256": stance.sha256}
        await audit.record(session, stance.incident_id, kind, user, at, **bound)
        await incidents.change(session, stance.incident_id)
        await incident_cards.tell(session, stance.incident_id, kind, user, at)

    def _brand(self, incident: Incident) -> Brand:
        return self.drafting.library.brand(incident.brand or self.drafting.brand)


def _digest(stance: Stance) -> str:
    action = words_of(stance).action
    return sha256(content_of(stance.title, stance.happened, stance.doing, action, stance.channel))


def _as_said(stance: Stance) -> StanceSaid:
    return StanceSaid(
        title=stance.title,
        happened=tuple(stance.happened),
        doing=tuple(stance.doing),
        steps=tuple(stance.steps),
        owner=stance.owner,
        what=stance.what,
        due=stance.due,
        channel=stance.channel,
    )


def _to_begin_with(incident: Incident, brand: Brand, category: str, known: Sequence[str]) -> StanceSaid:
    action = brand.action_for(category)
    return StanceSaid(
        title=incident.title,
        happened=tuple(known[:1]),
        doing=(),
        steps=tuple(_as_many_as_fit(action.wordings)),
        owner=action.owner,
        what=action.what,
        due=action.due,
        channel=None,
    )


def _as_many_as_fit(wordings: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for one in wordings:
        if sum(map(len, kept)) + len(kept) + len(one) > MOST_STEPS:
            break
        kept.append(one)
    return kept
