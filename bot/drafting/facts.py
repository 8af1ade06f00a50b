"""What a manager says is true: facts are added, changed and taken back, drafts with an old one renewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.drafting.brands import Brand, Fact
from bot.drafting.library import Library
from bot.drafting.shelf import Shelf
from bot.errors import NotDurable
from bot.models import DraftState, FactCard, MessageKind, Priority
from bot.ports import Answer, Directory, Done, NewId, Refused
from bot.store import drafts, facts, slack_messages
from bot.store.database import Database
from bot.store.facts import Use
from bot.text import clean, sha256

MAX_STATEMENT = 200
"""Characters of a fact: it has to leave room for the rest of a reply."""
CHAIN = "desk"
FROM_FILE = "brand file"
MANAGERS_ONLY = (
    "Only managers can change facts. Nothing was changed. Ask one of them, or use another sentence."
)
CHANGED_MEANWHILE = "Somebody changed this fact before you. Nothing was changed; please look at it again."
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."


@dataclass(frozen=True)
class News:
    """What a manager says. `old` is the (id, version) of the fact that it replaces; `None` for a new one.

    `statement` is `None` to take the old fact back without a new one; `last_day` is the last that it holds.
    """

    brand: str
    statement: str | None
    last_day: date | None = None
    applies_to: tuple[str, ...] = ()
    old: tuple[str, int] | None = None


@dataclass(frozen=True)
class Change:
    """One change of a fact as the channel is told it. `by` is `None` when its time ran out."""

    why: str
    was: FactCard
    version: int
    now: str | None
    by: str | None
    at: datetime


@dataclass(frozen=True)
class Facts:
    """The desk's facts. `default` is the id of the brand that most mentions are about."""

    database: Database
    directory: Directory
    shelf: Shelf
    channel: str
    default: str
    new_id: NewId

    @property
    def library(self) -> Library:
        """The templates in hand."""
        return self.shelf.library

    async def seed(self, now: datetime) -> None:
        """Take in what the brand files start with. A fact that was ever there is left as the desk has it."""
        async with self.database.writing() as session:
            for brand in self.library.brands.values():
                for fact in brand.facts:
                    await facts.add(session, _card(fact, brand.id, FROM_FILE, now))

    async def standing(self, now: datetime) -> list[FactCard]:
        """All that holds now, brand by brand."""
        async with self.database.reading() as session:
            return [
                card for brand in self.library.brands for card in await facts.standing(session, brand, now)
            ]

    async def used(self, cards: Sequence[FactCard], now: datetime) -> dict[str, int]:
        """How many waiting drafts state each of these facts, by id."""
        async with self.database.reading() as session:
            return {card.id: len(await facts.waiting_with(session, card.id, now)) for card in cards}

    def brands(self) -> dict[str, str]:
        """Names of the brands by id."""
        return {id: brand.name for id, brand in self.library.brands.items()}

    async def may_change(self, user: str) -> bool:
        """Whether this person may say what is true."""
        people = await self.directory.people()
        return user in people.managers and await self.directory.is_staff(user)

    async def tell(self, user: str, news: News, at: datetime) -> Answer:
        """Add, change or take back a fact; one transaction."""
        if not await self.may_change(user):
            return Refused(MANAGERS_ONLY, kept=news.statement)
        if why := wrong_with(news, self._brand(news), at):
            return Refused(why, kept=news.statement)
        try:
            async with self.database.writing() as session:
                if news.old is None:
                    return await self._add(session, user, news, at)
                return await self._change(session, user, news, news.old, at)
        except NotDurable:
            return Refused(NOT_SAVED, kept=news.statement)

    async def refresh(self, user: str, id: str, version: int, at: datetime) -> Answer:
        """Have every untouched draft that states the old fact written anew."""
        if not await self.may_change(user):
            return Refused(MANAGERS_ONLY)
        try:
            async with self.database.writing() as session:
                card = await facts.get(session, id)
                if card is None or card.version != version:
                    return Refused(CHANGED_MEANWHILE)
                fresh = await _redraft(session, card, user, at)
                await _note_refreshed(session, id, version, fresh, at)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(None if fresh else "No draft states the old fact any more.")

    async def report_expired(self, now: datetime) -> int:
        """Tell of each fact whose time is over, once; how many there were."""
        async with self.database.reading() as session:
            over = await facts.expired(session, now)
        told = 0
        for card in over:
            async with self.database.writing() as session:
                if await facts.retire(session, card.id, card.version, now):
                    change = Change("expired", card, card.version + 1, None, None, now)
                    await self._announce(session, change)
                    told += 1
        return told

    def _brand(self, news: News) -> Brand:
        return self.library.brands.get(news.brand) or self.library.brand(self.default)

    async def _add(self, session: AsyncSession, user: str, news: News, at: datetime) -> Answer:
        brand = self._brand(news)
        fact = Fact(f"fact-{self.new_id()}", *_said(news, brand))
        await facts.add(session, _card(fact, brand.id, user, at))
        await _record(session, "fact_added", user, at, fact.id, 1, fact.statement)
        return Done(f"Saved. From now on drafts for {brand.name} may say: “{fact.statement}”")

    async def _change(
        self, session: AsyncSession, user: str, news: News, old: tuple[str, int], at: datetime
    ) -> Answer:
        id, version = old
        was = await facts.get(session, id)
        if was is None or not await self._store(session, user, news, was, version, at):
            return Refused(CHANGED_MEANWHILE, kept=news.statement)
        why = "taken_back" if news.statement is None else "changed"
        now = None if news.statement is None else clean(news.statement)
        await _record(session, f"fact_{why}", user, at, id, version + 1, now)
        await self._announce(session, Change(why, was, version + 1, now, user, at))
        return Done()

    async def _store(
        self, session: AsyncSession, user: str, news: News, was: FactCard, version: int, at: datetime
    ) -> bool:
        session.expunge(was)
        if news.statement is None:
            return await facts.retire(session, was.id, version, at)
        statement, valid_until, applies_to = _said(
            news, self.library.brands.get(was.brand) or self._brand(news)
        )
        said = {"statement": statement, "valid_until": valid_until, "applies_to": list(applies_to)}
        return await facts.change(session, was.id, version, **said, added_by=user, added_at=at)

    async def _announce(self, session: AsyncSession, change: Change) -> None:
        uses = await facts.waiting_with(session, change.was.id, change.at)
        free = sum(use.is_untouched(change.at) for use in uses)
        await slack_messages.show(
            session,
            id=_message(change.was.id, change.version),
            kind=MessageKind.FACTS_CHANGED,
            audience=self.channel,
            now=change.at,
            args={
                "fact_id": change.was.id,
                "version": change.version,
                "brand": change.was.brand,
                "why": change.why,
                "was": change.was.statement,
                "now": change.now,
                "by": change.by,
                "drafts": free,
                "held": len(uses) - free,
                "refreshed": None,
            },
            priority=Priority.PING,
        )


def wrong_with(news: News, brand: Brand, now: datetime) -> str | None:
    """Why this cannot be a fact, in words for the manager; `None` if it can."""
    if news.statement is None:
        return None if news.old else "Please choose which fact to take back."
    statement = clean(news.statement)
    if not any(letter.isalpha() for letter in statement):
        return "Please write what is true, in one sentence."
    if len(statement) > MAX_STATEMENT:
        return f"A fact may have {MAX_STATEMENT} characters; this has {len(statement)}. Shorter fits a reply."
    if "{" in statement or "[" in statement:
        return "A fact is said as it stands, so it cannot hold placeholders such as {{name}} or [name]."
    until = _end_of(news.last_day, brand)
    return "This day is over already. Choose a later one, or none." if until and until <= now else None


async def _redraft(session: AsyncSession, card: FactCard, user: str, at: datetime) -> int:
    changed_at = card.retired_at or card.added_at
    fresh = 0
    for use in await facts.waiting_with(session, card.id, changed_at):
        fresh += await _ask_anew(session, use, card, user, at)
    return fresh


async def _ask_anew(session: AsyncSession, use: Use, card: FactCard, user: str, at: datetime) -> bool:
    draft = use.draft
    await drafts.lock_rows(session, draft.id)
    await session.refresh(draft)
    if not use.is_untouched(at):
        return False
    anew: dict[str, Any] = {"asked": draft.asked + 1, "instruction": None, "problem": None}
    if not await drafts.move(session, draft, DraftState.WAITING, to=DraftState.REDRAFTING, **anew):
        return False
    await audit.record(session, draft.id, "redraft_asked", user, at, asked=draft.asked, fact=card.id)
    await slack_messages.touch_card(session, draft.id, at, Priority.CARD)
    return True


async def _note_refreshed(session: AsyncSession, id: str, version: int, fresh: int, at: datetime) -> None:
    row = await slack_messages.get(session, _message(id, version))
    if row is not None:
        args = {**row.args, "refreshed": fresh + (row.args.get("refreshed") or 0)}
        await slack_messages.show(
            session,
            id=row.id,
            kind=row.kind,
            audience=row.audience,
            now=at,
            args=args,
            priority=Priority.PERSON,
        )


async def _record(
    session: AsyncSession, kind: str, user: str, at: datetime, id: str, version: int, statement: str | None
) -> None:
    digest = None if statement is None else sha256(statement)
    await audit.record(session, CHAIN, kind, user, at, fact=id, version=version, sha256=digest)


def _said(news: News, brand: Brand) -> tuple[str, datetime | None, tuple[str, ...]]:
    return clean(news.statement or ""), _end_of(news.last_day, brand), news.applies_to


def _end_of(day: date | None, brand: Brand) -> datetime | None:
    """The moment after the brand's last day."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), brand.zone).astimezone(UTC)


def _card(fact: Fact, brand: str, by: str, now: datetime) -> FactCard:
    return FactCard(
        id=fact.id,
        brand=brand,
        statement=fact.statement,
        valid_until=fact.valid_until,
        applies_to=list(fact.applies_to),
        added_by=by,
        added_at=now,
    )


def _message(id: str, version: int) -> str:
    return f"facts:{id}:{version}"
