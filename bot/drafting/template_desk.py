"""Templates as managers change them: read, tried, saved as versions, agreed to, taken back, reviewed."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.drafting import template_news
from bot.drafting.linting import Fault
from bot.drafting.sentence_groups import sentences_of_file
from bot.drafting.shelf import Shelf
from bot.drafting.template_trial import Trial, Wanted, new_faults, tried
from bot.drafting.versions import CHAIN, effective_set, put, shipped_set
from bot.errors import NotDurable
from bot.models import SentenceReview, TemplateVersion
from bot.ports import Answer, Directory, Done, People, Refused
from bot.store import past, reviews, templates
from bot.store.database import Database
from bot.text import sha256

SHIPPED = 0
"""Number of the wording that came with Amends, which is no saved version."""
FOLDERS = ("tones", "playbooks", "languages", "brands")
COMMON = "common.toml"
LOOKED_AT = 40
"""The newest posts from which those to try templates on are picked."""
MOST_NAMED = 5
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."
GONE = "This file or version is not there any more. Nothing was changed."
SAME = "These words are in force already. Nothing had to be saved."
OWN = "You wrote this version, so another manager has to agree to it. Nothing was changed."
SETTLED = "This version does not wait any more. Nothing was changed."


@dataclass(frozen=True)
class Faulty(Refused):
    """Not saved because of what is wrong."""

    faults: Sequence[Fault] = ()


@dataclass(frozen=True)
class Meanwhile(Refused):
    """Not saved because somebody else saved this file first."""

    last: TemplateVersion | None = None


@dataclass(frozen=True)
class TemplateFile:
    """One file with all that is known of it. `version` is `None` where the shipped wording is in force.

    `head` is the number of its last version, in force or not: what a save is compared with.
    """

    path: str
    body: str
    version: TemplateVersion | None
    waiting: TemplateVersion | None
    head: int
    digests: frozenset[str]
    """Of the sentences that somebody reviewed."""
    shipped: str | None
    """What this program came with; `None` for a file of the manager's own."""

    @cached_property
    def sentences(self) -> Sequence[str]:
        """What may be reviewed."""
        return _sentences(self.body)

    @property
    def reviewed(self) -> int:
        """How many of them somebody stands behind."""
        return sum(sha256(one) in self.digests for one in self.sentences)

    @property
    def has_newer_default(self) -> bool:
        """The shipped wording changed since somebody saved theirs."""
        if self.version is None or self.shipped is None or self.version.shipped_sha256 is None:
            return False
        return self.shipped != self.body and self.version.shipped_sha256 != sha256(self.shipped)


@dataclass(frozen=True)
class Change:
    """A new wording of a file. `head` is the last version that its author knew of; `kind` goes on record."""

    path: str
    body: str
    head: int
    note: str | None = None
    kind: str = "template_saved"


@dataclass(frozen=True)
class TemplateDesk:
    """What managers do to templates. `channel` hears of versions that wait; `brand` is the usual one's id."""

    database: Database
    directory: Directory
    shelf: Shelf
    channel: str
    brand: str

    async def lacks_right(self, user: str) -> str | None:
        """Why this person may not change templates; `None` if they may. A small team without managers may."""
        people = await self.directory.people()
        may = managers(people)
        if user in may and await self.directory.is_staff(user):
            return None
        who = ", ".join(f"<@{one}>" for one in sorted(may)[:MOST_NAMED])
        return f"Only managers can change templates. Nothing was changed. Ask {who or 'whoever runs Amends'}."

    async def files(self) -> list[TemplateFile]:
        """All files whose sentences can be changed here, tones first."""
        async with self.database.reading() as session:
            saved = {one.path: one for one in await templates.newest(session)}
            waiting = {one.path: one for one in await templates.waiting(session)}
            heads, digests = await templates.heads(session), await reviews.reviewed(session)
        shipped = shipped_set()
        bodies = {**shipped, **{path: one.body for path, one in saved.items()}}
        return [
            TemplateFile(
                path=path,
                body=bodies[path],
                version=saved.get(path),
                waiting=waiting.get(path),
                head=heads.get(path, 0),
                digests=frozenset(digests.get(path, ())),
                shipped=shipped.get(path),
            )
            for path in sorted(bodies, key=_order)
            if _folder(path) in FOLDERS or path == COMMON
        ]

    async def file(self, path: str) -> TemplateFile | None:
        """One of them; `None` if there is none of this name."""
        return next((one for one in await self.files() if one.path == path), None)

    async def history(self, path: str) -> Sequence[TemplateVersion]:
        """All saved versions, the newest first."""
        async with self.database.reading() as session:
            return await templates.history(session, path)

    async def version(self, id: int) -> TemplateVersion | None:
        """One saved version."""
        async with self.database.reading() as session:
            return await session.get(TemplateVersion, id)

    async def reviewers(self, path: str) -> dict[str, SentenceReview]:
        """Who stands behind which sentence, by its digest."""
        async with self.database.reading() as session:
            return await reviews.of_file(session, path)

    async def try_out(self, wanted: Wanted, at: datetime) -> Trial:
        """What is wrong with words that are not saved, and the drafts that they make."""
        async with self.database.reading() as session:
            rows = await past.complaints(session, LOOKED_AT)
        base = await effective_set(self.database)
        return await asyncio.to_thread(tried, base, wanted, rows, at)

    async def save(self, user: str, change: Change, at: datetime) -> Answer:
        """A new version, in force at once unless a second manager has to agree."""
        if why := await self.lacks_right(user):
            return Refused(why)
        base = await effective_set(self.database)
        if change.path not in base:
            return Refused(GONE)
        if base[change.path] == change.body:
            return Refused(SAME)
        if faulty := await self._faulty(base, change.path, change.body):
            return faulty
        return await self._written(user, change, at)

    async def roll_back(self, user: str, path: str, id: int, head: int, at: datetime) -> Answer:
        """An earlier wording again, as a new version; `id` may be `SHIPPED`."""
        body = shipped_set().get(path)
        if id != SHIPPED:
            old = await self.version(id)
            body = old.body if old is not None and old.path == path else None
        if body is None:
            return Refused(GONE)
        note = "Back to the shipped wording" if id == SHIPPED else f"Back to version {id}"
        return await self.save(user, Change(path, body, head, note, "template_rolled_back"), at)

    async def take_shipped(self, user: str, path: str, head: int, at: datetime) -> Answer:
        """The newer wording that came with Amends in place of the team's own."""
        body = shipped_set().get(path)
        if body is None:
            return Refused(GONE)
        change = Change(path, body, head, "Took the newer shipped wording", "template_shipped_taken")
        return await self.save(user, change, at)

    async def keep_own(self, user: str, path: str, id: int, at: datetime) -> Answer:
        """The team's version `id` stays; the shipped wording as it is now is not offered again."""
        if why := await self.lacks_right(user):
            return Refused(why)
        default = shipped_set().get(path)
        async with self.database.writing() as session:
            version = await templates.get(session, id)
            in_force = {one.path: one.id for one in await templates.newest(session)}
            if version is None or default is None or in_force.get(path) != id:
                return Refused(GONE)
            version.shipped_sha256 = sha256(default)
            session.add(version)
            await audit.record(session, CHAIN, "template_own_kept", user, at, path=path, version=id)
        return Done("Yours stays. You are told again when the shipped wording changes once more.")

    async def agree(self, user: str, id: int, at: datetime) -> Answer:
        """A second manager puts a version in force."""
        if why := await self.lacks_right(user):
            return Refused(why)
        waiting = await self.version(id)
        if waiting is None:
            return Refused(GONE)
        if faulty := await self._faulty(await effective_set(self.database), waiting.path, waiting.body):
            return faulty
        async with self.database.writing() as session:
            version = await templates.get(session, id)
            if version is None or version.needs != templates.SECOND:
                return Refused(SETTLED)
            if version.saved_by == user:
                return Refused(OWN)
            version.needs, version.agreed_by, version.agreed_at = None, user, at
            await self._settled(session, version, "template_agreed", user, at)
        await self.shelf.refresh()
        return Done(f"{version.path} is in force in this wording. The next draft uses it.")

    async def refuse(self, user: str, id: int, at: datetime) -> Answer:
        """A manager says no to a version that waits, or takes back their own."""
        if why := await self.lacks_right(user):
            return Refused(why)
        async with self.database.writing() as session:
            version = await templates.get(session, id)
            if version is None or version.needs != templates.SECOND:
                return Refused(SETTLED)
            version.needs = templates.REFUSED
            await self._settled(session, version, "template_refused", user, at)
        return Done(f"{version.path} stays as it is. The version is kept in its history.")

    async def review(self, user: str, path: str, digests: Collection[str], at: datetime) -> Answer:
        """A manager stands behind sentences of a file as it is in force."""
        if why := await self.lacks_right(user):
            return Refused(why)
        file = await self.file(path)
        there = {sha256(one) for one in file.sentences} if file else set()
        if not digests or not there.issuperset(digests):
            return Refused("Somebody changed these sentences meanwhile. Please look at them again.")
        async with self.database.writing() as session:
            fresh = await reviews.add(session, path, digests, by=user, now=at)
            await audit.record(session, CHAIN, "sentences_reviewed", user, at, path=path, count=fresh)
        return Done()

    async def take_back_review(self, user: str, path: str, digest: str, at: datetime) -> Answer:
        """Nobody stands behind a sentence any more."""
        if why := await self.lacks_right(user):
            return Refused(why)
        async with self.database.writing() as session:
            if await reviews.take_back(session, path, digest):
                await audit.record(session, CHAIN, "review_taken_back", user, at, path=path, sentence=digest)
        return Done()

    async def _faulty(self, base: dict[str, str], path: str, body: str) -> Faulty | None:
        found = await asyncio.to_thread(new_faults, {**base, path: body}, base)
        faults = [one for one in found if one.level == "fault"]
        return Faulty(_told(faults), faults=faults) if faults else None

    async def _written(self, user: str, change: Change, at: datetime) -> Answer:
        needs = templates.SECOND if self.shelf.library.policy.second_manager else None
        try:
            async with self.database.writing() as session:
                last = await templates.last(session, change.path)
                if (last.id if last else 0) != change.head:
                    return Meanwhile(_meanwhile(last), last=last)
                version = await put(
                    session,
                    change.path,
                    change.body,
                    by=user,
                    now=at,
                    note=change.note,
                    needs=needs,
                )
                told = {"path": change.path, "version": version.id, "sha256": sha256(change.body)}
                await audit.record(session, CHAIN, change.kind, user, at, **told, needs=needs)
                if needs:
                    await template_news.announce(session, version, self.channel, at)
        except NotDurable:
            return Refused(NOT_SAVED)
        await self.shelf.refresh()
        return Done(await self._said(user, version))

    async def _said(self, user: str, version: TemplateVersion) -> str:
        if version.needs is None:
            return f"Saved as version {version.id}. The next draft uses it; drafts on cards stay as they are."
        others = managers(await self.directory.people()) - {user}
        who = "another manager" if others else "another manager, and there is none yet: ask your operator"
        return f"Saved as version {version.id}. It is not in force yet: it waits for {who}."

    async def _settled(
        self, session: AsyncSession, version: TemplateVersion, kind: str, user: str, at: datetime
    ) -> None:
        session.add(version)
        await audit.record(session, CHAIN, kind, user, at, path=version.path, version=version.id)
        await template_news.retell(session, version, at)


def managers(people: People) -> frozenset[str]:
    """Who may change templates: managers, or approvers in a team that names none."""
    return people.managers if people.names_managers or people.managers else people.approvers


def _told(faults: Sequence[Fault]) -> str:
    first = faults[0]
    more = f" And {len(faults) - 1} more." if len(faults) > 1 else ""
    return f"Not saved. {first}{more}"


def _meanwhile(last: TemplateVersion | None) -> str:
    by = "Somebody" if last is None else _who(last.saved_by)
    return f"{by} saved this file while you wrote, so yours was not saved. Your text is below, untouched."


def _who(user: str) -> str:
    return f"<@{user}>" if user.startswith(("U", "W")) else "Somebody in the shell"


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _order(path: str) -> tuple[int, str]:
    """Tones, playbooks and what they share, languages, brands."""
    folders = ("tones", "playbooks", "", "languages", "brands")
    folder = _folder(path)
    return (folders.index(folder) if folder in folders else len(folders)), path


@lru_cache(maxsize=256)
def _sentences(body: str) -> tuple[str, ...]:
    return tuple(sentences_of_file(body))
