"""The list of people who may be asked to speak up: managers keep it, the file begins it.

Every change is one transaction with its record, which holds ids only: no name, no account.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import audit
from bot.advocates.entries import Entry, wrong_with
from bot.advocates.file import AdvocatesFile, id_of, moment_of
from bot.errors import NotDurable
from bot.models import Advocate
from bot.ports import Answer, Directory, Done, NewId, Refused
from bot.store import advocates, outreach
from bot.store.database import Database

FROM_FILE = "advocates file"
MANAGERS_ONLY = "Only managers can see and change the list of advocates. Nothing was changed."
CHANGED_MEANWHILE = "Somebody changed this entry before you. Nothing was changed; please look at it again."
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."


@dataclass(frozen=True)
class WrongEntry(Refused):
    """Not kept because of what was filled in; `parts` says what is wrong with which."""

    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Roster:
    """The list. Nobody but managers sees it whole: it is about persons."""

    database: Database
    directory: Directory
    new_id: NewId

    async def seed(self, file: AdvocatesFile, now: datetime) -> int:
        """Take in whom the file names and who was never on the list; how many there were."""
        added = 0
        async with self.database.writing() as session:
            for entry in file.entries:
                fresh = _advocate(id_of(entry), entry, FROM_FILE, now)
                if await advocates.add(session, fresh):
                    await audit.record(
                        session, audit.DESK, "advocate_added", audit.SYSTEM, now, advocate=id_of(entry)
                    )
                    added += 1
        return added

    async def standing(self) -> Sequence[Advocate]:
        """Everybody on it, by name."""
        async with self.database.reading() as session:
            return await advocates.standing(session)

    async def get(self, id: str) -> Advocate | None:
        """One entry; `None` if it was taken off."""
        async with self.database.reading() as session:
            found = await advocates.get(session, id)
        return None if found is None or found.removed_at is not None else found

    async def may_change(self, user: str) -> bool:
        """Whether this person may see and change it."""
        people = await self.directory.people()
        return user in people.managers and await self.directory.is_staff(user)

    async def save(self, user: str, entry: Entry, old: tuple[str, int] | None, at: datetime) -> Answer:
        """Put somebody on the list, or change the entry `old`, an (id, version)."""
        if not await self.may_change(user):
            return Refused(MANAGERS_ONLY)
        if wrong := wrong_with(entry, at.date()):
            return WrongEntry(next(iter(wrong.values())), parts=tuple(wrong.items()))
        try:
            async with self.database.writing() as session:
                if old is None:
                    fresh = _advocate(self.new_id(), entry, user, at)
                    await advocates.add(session, fresh)
                    await audit.record(session, audit.DESK, "advocate_added", user, at, advocate=fresh.id)
                    return Done(say="They are on the list.")
                id, version = old
                if not await advocates.change(session, id, version, **_values(entry)):
                    return Refused(CHANGED_MEANWHILE)
                told: dict[str, Any] = {"advocate": id, "version": version + 1}
                told |= {"do_not_contact": entry.do_not_contact, "relation": entry.relation.value}
                await audit.record(session, audit.DESK, "advocate_changed", user, at, **told)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say="Saved.")

    async def remove(self, user: str, id: str, version: int, at: datetime) -> Answer:
        """Take somebody off it and forget who it was."""
        if not await self.may_change(user):
            return Refused(MANAGERS_ONLY)
        try:
            async with self.database.writing() as session:
                if not await advocates.remove(session, id, version, at):
                    return Refused(CHANGED_MEANWHILE)
                await outreach.forget(session, id, user, at)
                await audit.record(session, audit.DESK, "advocate_removed", user, at, advocate=id)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say="Taken off the list. Their name and accounts are forgotten.")


def _advocate(id: str, entry: Entry, by: str, now: datetime) -> Advocate:
    return Advocate(id=id, added_by=by, added_at=now, **_values(entry))


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "accounts": list(entry.accounts),
        "topics": list(entry.topics),
        "languages": list(entry.languages),
        "relation": entry.relation,
        "contact": entry.contact,
        "followers": entry.followers,
        "consent_at": moment_of(entry.consent),
        "discloses": entry.discloses,
        "do_not_contact": entry.do_not_contact,
    }
