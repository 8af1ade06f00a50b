"""Mention + verdict -> a draft on a card. The template always gives one; the model may better it in time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.drafting import material
from bot.drafting.asking import Suggestion, suggest
from bot.drafting.composing import compose
from bot.drafting.examples import closest
from bot.drafting.giving_way import give_way
from bot.drafting.hints import merge
from bot.drafting.library import Library
from bot.drafting.material import Known, Material
from bot.drafting.request import AI, DraftRequest
from bot.drafting.shelf import Shelf
from bot.drafting.signing import Initials, Taker, nobodys_initials, signed_for
from bot.landmarks import passed
from bot.models import (
    ClockKind,
    Draft,
    DraftState,
    Mention,
    MentionState,
    MessageKind,
    Priority,
    Severity,
    Verdict,
)
from bot.ports import Now, Publishers, Writer, Written
from bot.routing import Post, Route, group_of, route_of
from bot.store import clocks, drafts, low, slack_messages
from bot.store.database import Database
from bot.store.drafts import CardRows

PATIENCE = timedelta(seconds=4)
"""How long a first card waits for the model; the template draft is shown within 5 s whatever it does."""
DEADLINE = timedelta(seconds=20)
"""When the model is given up; a draft that comes in between waits behind "Show"."""
MACHINE = "amends"

OpenClocks = Callable[[AsyncSession, Draft, datetime], Awaitable[None]]


Asking = asyncio.Task[Suggestion]


@dataclass(frozen=True)
class Drafting:
    """Writes first and further drafts."""

    database: Database
    shelf: Shelf
    publishers: Publishers
    writer: Writer | None
    open_clocks: OpenClocks
    channel: str
    brand: str
    now: Now
    initials: Initials = nobodys_initials
    patience: timedelta = PATIENCE
    deadline: timedelta = DEADLINE

    @property
    def library(self) -> Library:
        """The templates in hand."""
        return self.shelf.library

    async def write(self, draft_id: str) -> None:
        """Write the draft that is asked for; nothing if none is (any more).

        Safe to call at any time and from several places at once: one of them writes.
        """
        await self.shelf.refresh()
        while (made_from := await self._material(draft_id)) is not None:
            if await self._write(made_from):
                return

    def request(
        self, mention: Mention, verdict: Verdict, draft: Draft | None, known: Known | None = None
    ) -> DraftRequest:
        """Everything that composing and checking need for one mention; without `known`, what files tell."""
        publisher = self.publishers.choose(mention)
        brand = self.library.brand(mention.brand or self.brand)
        return DraftRequest(
            mention=mention,
            verdict=verdict,
            brand=(known.to(brand) if known else brand).on(mention.platform, verdict.language),
            tone=self.library.policy.default_tone,
            attempt=draft.asked if draft else 1,
            measure=lambda text: publisher.measure(text, mention),
            now=self.now(),
            instruction=draft.instruction if draft else None,
            recent=known.recent if known else (),
            in_thread=known.in_thread if known else (),
            public_turns=known.public_turns if known else 0,
            stance=known.stance if known else None,
        )

    async def _material(self, draft_id: str) -> Material | None:
        read_at = self.now()
        async with self.database.reading() as session:
            found = await material.wanted(session, draft_id)
            if found is None:
                return None
            brand = self.library.brand(found.mention.brand or self.brand).id
            is_asked = self.writer is not None
            known = await material.known(session, found, brand, read_at, for_model=is_asked)
        return replace(found, known=known, read_at=read_at)

    async def known(self, session: AsyncSession, mention: Mention, verdict: Verdict) -> Known:
        """What holds now and is public already, for checking what a person wrote."""
        brand = self.library.brand(mention.brand or self.brand).id
        return await material.known(
            session, Material(mention, verdict, None), brand, self.now(), for_model=False
        )

    async def _write(self, made_from: Material) -> bool:
        """Draft from this material; false if it changed before the draft stood."""
        request = self.request(made_from.mention, made_from.verdict, made_from.draft, made_from.known)
        base = compose(self.library, request)
        if self.writer is None or request.is_for_template:
            unasked = Suggestion(None, _without_model(request))
            return await self._first_words(made_from, request, base, unasked)
        asking = asyncio.create_task(self._suggest(self.writer, request, base, made_from.known))
        try:
            await asyncio.wait([asking], timeout=self._patience(made_from).total_seconds())
            is_late = not asking.done()
            if not await self._first_words(made_from, request, base, _outcome(asking)):
                return False
            if is_late:
                await asyncio.wait([asking])
                await self._late_words(made_from, _outcome(asking))
            asking.result()  # a fault of ours shows, but only now that the card stands
        finally:
            asking.cancel()
        return True

    async def _suggest(
        self, writer: Writer, request: DraftRequest, base: Written, known: Known
    ) -> Suggestion:
        shown = closest(request.mention.text, known.approved, request.brand.name)
        return await suggest(
            writer, self.library, request, base, shown, deadline=self.deadline.total_seconds()
        )

    def _patience(self, made_from: Material) -> timedelta:
        """A first card is due some seconds after the post came; time spent in a queue counts."""
        if made_from.draft is not None:
            return self.patience
        left = made_from.mention.received_at + self.patience - self.now()
        return min(max(left, timedelta(0)), self.patience)

    async def _first_words(
        self, made_from: Material, request: DraftRequest, base: Written, suggestion: Suggestion
    ) -> bool:
        """Commit a draft in time for the card: the model's if it is there and clean, else the template's."""
        unsigned = suggestion.words or replace(base, usage=suggestion.usage)
        unsigned = replace(unsigned, known_at=made_from.read_at)
        passed("draft.before_commit")
        is_kept = False
        while not is_kept:
            taker = await self._taker(made_from)
            words = signed_for(self.library, request, unsigned, taker)
            async with self.database.writing() as session:
                if not await _still_stands(session, made_from):
                    return False
                # Somebody may have taken it, or let it go, while Slack was asked how they sign.
                if is_kept := await _holder(session, made_from) == taker.user:
                    await self._keep(session, made_from, words, suggestion)
        passed("draft.after_commit")
        if made_from.draft is None:
            await give_way(self.database, made_from.mention, self.now())
        return True

    async def _taker(self, made_from: Material) -> Taker:
        """Who answers for the draft now; of a first one nobody does yet."""
        async with self.database.reading() as session:
            user = await _holder(session, made_from)
        return Taker(user, await self.initials(user)) if user else Taker()

    async def _keep(
        self, session: AsyncSession, made_from: Material, words: Written, suggestion: Suggestion
    ) -> None:
        now, mention = self.now(), made_from.mention
        severity = await _raised(session, mention.id, suggestion)
        number = await drafts.next_revision(session, mention.id)
        if made_from.draft is None:
            await self._open(session, mention, severity, words, suggestion.why_not)
        else:
            await self._renew(session, made_from, severity, number, words, suggestion.why_not)
        session.add(drafts.as_revision(mention.id, number, words, now))
        made = {"revision": number, "made_by": words.made_by, "template": words.template}
        await audit.record(session, mention.id, "drafted", MACHINE, now, **made)
        if severity == Severity.LOW and self.library.policy.list_low:
            await low.enlist(session, mention.id, self.channel, now)
        else:
            await self._show_card(session, mention.id, severity, now)
            await slack_messages.touch_list(session, mention.id, now)

    async def _open(
        self, session: AsyncSession, mention: Mention, severity: Severity, words: Written, why_not: str | None
    ) -> None:
        draft = await self.new_draft(session, mention, severity, words, why_not)
        session.add(draft)
        await session.flush()
        await self.open_clocks(session, draft, draft.created_at)

    async def new_draft(
        self,
        session: AsyncSession,
        mention: Mention,
        severity: Severity,
        words: Written,
        note: str | None = None,
    ) -> Draft:
        """A first draft by what holds now, still to be stored; `note` says why no model wrote it."""
        now = self.now()
        publisher = self.publishers.choose(mention)
        eligibility = publisher.can_reply(mention)
        route = await self._route(session, mention, severity)
        return Draft(
            id=mention.id,
            mention_revision=mention.revision,
            severity=severity,
            due_at=self._due_at(mention, severity),
            publisher=publisher.name,
            reach=eligibility.reach,
            reach_reason=eligibility.reason,
            note=note,
            strategy=words.strategy,
            strategy_why=words.strategy_why,
            channel=route.channel,
            approver_group=group_of(route),
            created_at=now,
        )

    async def _route(self, session: AsyncSession, mention: Mention, severity: Severity) -> Route:
        """Where it goes by the routes in force now; it stays there whatever they say later."""
        verdict = await session.get_one(Verdict, mention.id)
        brand = self.library.brand(mention.brand or self.brand).id
        post = Post(brand, mention.platform, verdict.category, verdict.language, severity)
        return route_of(self.library.policy.routes, post)

    async def _renew(
        self,
        session: AsyncSession,
        made_from: Material,
        severity: Severity,
        number: int,
        words: Written,
        note: str | None,
    ) -> None:
        draft = await session.get_one(Draft, made_from.mention.id)
        fresh = {
            "revision": number,
            "late_revision": None,
            "mention_revision": made_from.mention.revision,
            "note": note,
            "strategy": words.strategy,
            "strategy_why": words.strategy_why,
        }
        await drafts.move(session, draft, DraftState.REDRAFTING, to=DraftState.WAITING, **fresh)
        await self._take_as(session, draft, severity, made_from.mention)

    async def _take_as(
        self, session: AsyncSession, draft: Draft, severity: Severity, mention: Mention
    ) -> None:
        """Bring a standing draft to a new severity; when that is sooner due, its clocks run sooner too."""
        due_at = min(draft.due_at, self._due_at(mention, severity))
        is_sooner = due_at < draft.due_at and not mention.came_stale
        await drafts.move(session, draft, draft.state, to=draft.state, severity=severity, due_at=due_at)
        await self.open_clocks(session, draft, self.now())
        if is_sooner:
            step = f"severity{int(severity)}"
            overdue = ClockKind.OVERDUE
            await clocks.start(session, subject_id=draft.id, kind=overdue, due_at=due_at, step=step)

    def _due_at(self, mention: Mention, severity: Severity) -> datetime:
        return self.library.policy.due_at(mention.received_at, severity, mention.platform)

    async def _show_card(
        self, session: AsyncSession, draft_id: str, severity: Severity, now: datetime
    ) -> None:
        draft = await session.get_one(Draft, draft_id)
        await slack_messages.show(
            session,
            id=f"card:{draft_id}",
            kind=MessageKind.CARD,
            audience=draft.channel or self.channel,
            now=now,
            subject_id=draft_id,
            priority=Priority.CRITICAL_CARD if severity == Severity.CRITICAL else Priority.CARD,
        )

    async def _late_words(self, made_from: Material, suggestion: Suggestion) -> None:
        """A draft that came after the card waits behind "Show"; one that never came says so."""
        async with self.database.writing() as session:
            rows = await drafts.card_rows(session, made_from.mention.id, lock=True)
            if rows is None or not _answers(rows, made_from):
                return
            now, draft = self.now(), rows.draft
            news: dict[str, object] = {"note": suggestion.why_not}
            if suggestion.words is not None:
                number = await drafts.next_revision(session, draft.id)
                words = replace(suggestion.words, known_at=made_from.read_at)
                session.add(drafts.as_revision(draft.id, number, words, now))
                news["late_revision"] = number
                await audit.record(session, draft.id, "ai_draft_came", MACHINE, now, revision=number)
            await drafts.move(session, draft, DraftState.WAITING, to=DraftState.WAITING, **news)
            severity = await _raised(session, draft.id, suggestion)
            await self._take_as(session, draft, severity, rows.mention)
            if severity > Severity.LOW:
                await slack_messages.give_card(session, draft.id, self.channel, now)
            await slack_messages.touch_card(session, draft.id, now, Priority.STATUS)


def _outcome(asking: Asking) -> Suggestion:
    if not asking.done():
        return Suggestion(None, "AI is still writing")
    return Suggestion(None, "AI could not be used") if asking.exception() else asking.result()


async def _still_stands(session: AsyncSession, made_from: Material) -> bool:
    """Whether the draft is still asked for, from the wording it was made from. Nobody else acts meanwhile."""
    rows = await drafts.card_rows(session, made_from.mention.id, lock=True)
    mention = await session.get_one(Mention, made_from.mention.id)
    if mention.state != MentionState.OPEN or mention.revision != made_from.mention.revision:
        return False
    if made_from.draft is None or rows is None:
        return made_from.draft is None and rows is None
    return rows.draft.state == DraftState.REDRAFTING and rows.draft.asked == made_from.draft.asked


async def _holder(session: AsyncSession, made_from: Material) -> str | None:
    """Who has taken the draft, fresh; `None` for a first one."""
    if made_from.draft is None:
        return None
    draft = await session.get(Draft, made_from.mention.id, populate_existing=True)
    return draft.assignee if draft else None


def _answers(rows: CardRows, made_from: Material) -> bool:
    """Whether a late draft still fits: undecided, not asked anew, and the post says what it said."""
    return (
        rows.draft.state == DraftState.WAITING
        and rows.draft.asked == made_from.asked
        and rows.mention.revision == made_from.mention.revision
    )


async def _raised(session: AsyncSession, mention_id: str, said: Suggestion) -> Severity:
    """The severity that stands now, with the model's hints merged in."""
    verdict = await session.get_one(Verdict, mention_id)
    if merge(verdict, said.hints):
        session.add(verdict)
        await session.flush()
    return verdict.severity


def _without_model(request: DraftRequest) -> str | None:
    """What to say when the model was not asked: only something that it alone could have done."""
    if request.instruction == AI or request.has_own_words:
        return "There is no AI here to follow this wish: set OPENAI_API_KEY, or write it in Edit"
    return None
