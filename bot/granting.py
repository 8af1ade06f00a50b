"""Rights for a time: managers give them, take them back, and they end by themselves.

What the settings say stands beside it and is never changed from here. Nobody gives rights to themselves; a
manager for a time makes no managers, and gives nothing for longer than their own time.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.errors import NotDurable
from bot.models import Grant, MessageKind, Priority
from bot.ports import Answer, Directory, Done, NewId, People, Refused
from bot.store import grants, slack_messages
from bot.store.database import Database

CHAIN = "desk"
LONGEST = timedelta(days=366)
MANAGERS_ONLY = "Only managers can give rights or take them back. Nothing was changed."
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."

Zone = Callable[[str], Awaitable[tzinfo]]
"""A user's id -> the time zone of their Slack profile; UTC if Slack does not tell."""


async def utc_for_all(_user: str) -> tzinfo:
    """Everybody lives in UTC."""
    return UTC


class Role(StrEnum):
    """What can be given. The names are those of the settings."""

    APPROVER = "approver"
    MANAGER = "manager"
    ONCALL = "oncall"
    LEGAL = "legal"

    def of(self, people: People) -> frozenset[str]:
        """Everybody who holds it now."""
        return {
            Role.APPROVER: people.approvers,
            Role.MANAGER: people.managers,
            Role.ONCALL: people.oncall,
            Role.LEGAL: people.legal,
        }[self]

    @property
    def words(self) -> str:
        """As people say it, after "is"."""
        return _WORDS[self]


_WORDS = {
    Role.APPROVER: "an approver",
    Role.MANAGER: "a manager",
    Role.ONCALL: "on call",
    Role.LEGAL: "one of the legal people",
}


@dataclass(frozen=True)
class Granting:
    """Gives rights and takes them back. `channel` sees one quiet line of each."""

    database: Database
    directory: Directory
    channel: str
    new_id: NewId
    zone: Zone = utc_for_all

    async def may_give(self, user: str) -> bool:
        """Whether this person may change who may what."""
        people = await self.directory.people()
        return user in people.managers and await self.directory.is_staff(user)

    async def in_force(self, now: datetime) -> list[Grant]:
        """What holds now, by role."""
        async with self.database.reading() as session:
            return list(await grants.in_force(session, now))

    async def give(self, user: str, to: str, role: Role, until: datetime | None, at: datetime) -> Answer:
        """Let somebody hold a right, instead of what they were given of it before."""
        people = await self.directory.people()
        if not await self.may_give(user):
            return Refused(MANAGERS_ONLY)
        if to == user:
            return Refused("Nobody gives rights to themselves. Please ask another manager.")
        if not await self.directory.is_staff(to):
            return Refused(
                f"<@{to}> is no full member of this workspace: guests, bots and outsiders may not."
            )
        if why := _wrong_time(until, at):
            return Refused(why)
        try:
            async with self.database.writing() as session:
                return await self._give(
                    session,
                    people,
                    Grant(
                        id=self.new_id(), user=to, role=role.value, until=until, given_by=user, given_at=at
                    ),
                )
        except NotDurable:
            return Refused(NOT_SAVED)

    async def take_back(self, user: str, grant_id: str, at: datetime) -> Answer:
        """End what was given; what the settings say stays."""
        if not await self.may_give(user):
            return Refused(MANAGERS_ONLY)
        try:
            async with self.database.writing() as session:
                grant = await grants.get(session, grant_id)
                if grant is None or not await self._end(session, grant, user, at):
                    return Refused("This has ended already. Nothing was changed.")
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say=f"Taken back: <@{grant.user}> is not {Role(grant.role).words} by it any more.")

    async def end_over(self, now: datetime) -> int:
        """Note the end of each right whose time ran out; it stopped counting then. How many there were."""
        async with self.database.reading() as session:
            over = [one.id for one in await grants.over(session, now)]
        ended = 0
        for grant_id in over:
            async with self.database.writing() as session:
                grant = await grants.get(session, grant_id)
                ended += grant is not None and await self._end(session, grant, audit.SYSTEM, now)
        return ended

    async def _give(self, session: AsyncSession, people: People, grant: Grant) -> Answer:
        role, at = Role(grant.role), grant.given_at
        before = await grants.held_by(session, grant.user, role, at)
        if before is None and grant.user in role.of(people):
            return Refused(f"<@{grant.user}> is {role.words} by the settings already. Nothing was changed.")
        if why := await _goes_too_far(session, grant):
            return Refused(why)
        if before is not None:
            await self._end(session, before, grant.given_by, at)
        session.add(grant)
        await session.flush()
        told = {"to": grant.user, "role": role.value, "until": grant.until and grant.until.isoformat()}
        await audit.record(session, CHAIN, "right_given", grant.given_by, at, grant=grant.id, **told)
        await self._tell(session, grant, at)
        return Done(say=f"<@{grant.user}> is {role.words} from now on.")

    async def _end(self, session: AsyncSession, grant: Grant, by: str, at: datetime) -> bool:
        if not await grants.end(session, grant, by, at):
            return False
        told = {"grant": grant.id, "of": grant.user, "role": grant.role}
        await audit.record(session, CHAIN, "right_ended", by, at, **told)
        await self._tell(session, grant, at)
        return True

    async def _tell(self, session: AsyncSession, grant: Grant, at: datetime) -> None:
        """One line for each, brought up to date: an edited message rings nobody."""
        await slack_messages.show(
            session,
            id=f"right:{grant.id}",
            kind=MessageKind.RIGHT,
            audience=self.channel,
            now=at,
            args={
                "user": grant.user,
                "role": grant.role,
                "by": grant.given_by,
                "until": grant.until.timestamp() if grant.until else None,
                "ended": grant.ended_at.timestamp() if grant.ended_at else None,
                "ended_by": grant.ended_by,
            },
            priority=Priority.DIGEST,
        )


def _wrong_time(until: datetime | None, at: datetime) -> str | None:
    if until is None or at < until <= at + LONGEST:
        return None
    return "Choose a time that is still to come, within a year. Nothing was changed."


async def _goes_too_far(session: AsyncSession, grant: Grant) -> str | None:
    """What a manager for a time may not give."""
    own = await grants.held_by(session, grant.given_by, Role.MANAGER, grant.given_at)
    if own is None:
        return None
    if grant.role == Role.MANAGER:
        return (
            "You are a manager for a time, so you cannot make others managers. Please ask one who always is."
        )
    if own.until is not None and (grant.until is None or grant.until > own.until):
        return "You are a manager for a time, so you cannot give a right for longer than your own lasts."
    return None
