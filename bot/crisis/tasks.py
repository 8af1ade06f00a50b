"""What has to be done in a crisis, by whom and by when; and telling those who were promised it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.crisis.carrying import FIRST_REPLY_ONLY, Carrier, first_hard
from bot.crisis.saving import saved
from bot.crisis.update_words import MOST_WAY, MOST_WAYS, wordings
from bot.models import ClockKind, Crisis, CrisisAction, CrisisState, Mention, Severity
from bot.ports import Answer, Directory, Done, Refused, Written
from bot.rules.vouching import CHECKED, to_check
from bot.store import clocks, crises, crisis_board, examples, grouped, incidents, publications
from bot.store.database import Database

NOT_OURS = "Only the support team can do this. Nothing was changed."
NOT_RUNNING = "No crisis runs here any more. Nothing was changed."
GONE = "This action is not there any more. Nothing was changed."
MOST_WORDS = 200
TELL_WITHIN = timedelta(hours=1)
"""When somebody is called for an update that was written and that nobody decided on."""
MOST_AT_ONCE = 30
"""Updates that one form writes; more take another press."""
LONGEST = timedelta(days=30)

Differs = Callable[[Sequence[str], Sequence[str], str], bool]
"""Whether a text is no copy of the latest public ones, nor of those in its own thread."""


@dataclass
class _Told:
    """What came of looking for words: the updates, for how many none was left, and how many come later."""

    updates: list[tuple[Mention, Written]] = field(default_factory=list)
    alike: int = 0
    left: int = 0
    why: str | None = None


@dataclass(frozen=True)
class Tasks:
    """What people do to actions. `sign_off` is how a brand signs."""

    database: Database
    directory: Directory
    carrier: Carrier
    sign_off: Callable[[str], str]
    differs: Differs

    async def add(
        self,
        user: str,
        crisis_id: str,
        what: str,
        owner: str,
        due_at: datetime,
        promise: str | None,
        at: datetime,
    ) -> Answer:
        """Give somebody something to do. `promise` says who was promised it."""
        if not await self._is_ours(user):
            return Refused(NOT_OURS)
        words = " ".join(what.split())[:MOST_WORDS]
        if not words or not at < due_at <= at + LONGEST:
            return Refused("Please say what has to be done, and by when: some time from now on.")
        if not await self.directory.is_staff(owner):
            return Refused("Only a member of this workspace can own it. Nothing was changed.")

        async def body(session: AsyncSession) -> Answer:
            crisis = await crises.get(session, crisis_id, lock=True)
            if crisis is None or crisis.state != CrisisState.RUNNING:
                return Refused(NOT_RUNNING)
            action = CrisisAction(
                id=self.carrier.new_id(),
                crisis_id=crisis_id,
                what=words,
                owner=owner,
                due_at=due_at,
                promise=promise,
                made_by=user,
                made_at=at,
            )
            session.add(action)
            await session.flush()
            kind = ClockKind.CRISIS_ACTION
            await clocks.start(session, subject_id=action.id, kind=kind, due_at=due_at)
            await self._tell(session, crisis, action, "action_added", user, at)
            return Done()

        return await saved(self.database, body)

    async def done(self, user: str, action_id: str, at: datetime) -> Answer:
        """It is done. Whom it was promised to is told by updates that people approve."""
        is_ours = await self._is_ours(user)

        async def body(session: AsyncSession) -> Answer:
            action = await crises.action(session, action_id, lock=True)
            crisis = await crises.get(session, action.crisis_id) if action else None
            if action is None or crisis is None:
                return Refused(GONE)
            if not is_ours and user != action.owner:
                return Refused(NOT_OURS)
            if action.done_at is not None:
                return Refused(f"<@{action.done_by}> has said already that this is done.")
            await crises.change_action(session, action_id, done_by=user, done_at=at)
            await clocks.stop(session, action_id, at)
            await self._tell(session, crisis, action, "action_done", user, at)
            return Done()

        return await saved(self.database, body)

    async def tell(self, user: str, action_id: str, ways: Sequence[str], at: datetime) -> Answer:
        """Write an update for each thread in which it was promised and that has none yet, some at a time.

        The words are found and checked before anything is held, so that nobody else waits for them.
        """
        if not await self._is_ours(user):
            return Refused(NOT_OURS)
        if not ways or len(ways) > MOST_WAYS or max(map(len, ways)) > MOST_WAY:
            return Refused(f"Please say it in 1 to {MOST_WAYS} lines of at most {MOST_WAY} characters each.")
        async with self.database.reading() as session:
            action = await crises.action(session, action_id)
            crisis = await crises.get(session, action.crisis_id) if action else None
            if action is None or crisis is None:
                return Refused(GONE)
            if action.done_at is None or action.promise is None:
                return Refused("There is nothing to tell anybody yet. Nothing was changed.")
            told = await self._words(session, crisis, action, ways, user, at)
        if told.why is not None:
            return Refused(told.why)
        seen = list(action.drafts)

        async def body(session: AsyncSession) -> Answer:
            action = await crises.action(session, action_id, lock=True)
            if action is None or list(action.drafts) != seen:
                return Refused("Somebody has just written updates for this. Nothing was changed.")
            ids = [await self._keep(session, crisis, action, one, user, at) for one in told.updates]
            drafts = [*seen, *ids]
            await crises.change_action(session, action_id, told_by=user, told_at=at, drafts=drafts)
            await incidents.change(session, crisis.incident_id)
            await self._tell(session, crisis, action, "action_told", user, at, updates=ids)
            return Done(say=_said(told))

        return await saved(self.database, body)

    async def wrong_with(
        self, action_id: str, ways: Sequence[str], by: str, known: str, at: datetime
    ) -> str | None:
        """Why one of these ways to say it may not go out by what is `known`; `None` if all may."""
        async with self.database.reading() as session:
            action = await crises.action(session, action_id)
            crisis = await crises.get(session, action.crisis_id) if action else None
            if crisis is None:
                return GONE
            places = await crises.platforms(session, crisis.incident_id)
            post = self.carrier.statement_post(crisis, next(iter(places), "website"), at)
            post.text = known
            for way in ways:
                text = next(wordings((way,), self.sign_off(crisis.brand), 0))
                words = await self.carrier.checked(session, post, text, by, at, strict=False)
                if why := first_hard(_as_update(words).findings):
                    return why
        return None

    async def _words(
        self,
        session: AsyncSession,
        crisis: Crisis,
        action: CrisisAction,
        ways: Sequence[str],
        user: str,
        at: datetime,
    ) -> _Told:
        told = _Told()
        said = [*await publications.recent_texts(session)]
        said += (await grouped.waiting_texts(session, crisis.incident_id)).values()
        untold = await self._untold(session, crisis, action)
        told.left = max(len(untold) - MOST_AT_ONCE, 0)
        for number, answered in enumerate(untold[:MOST_AT_ONCE], start=len(action.drafts)):
            post = self.carrier.update_post(answered)
            in_thread = await examples.in_thread(session, post)
            text = self._fresh(crisis, post, ways, number, said, in_thread)
            if text is None:
                told.alike += 1
                continue
            words = await self.carrier.checked(session, post, text, user, at, strict=False)
            told.why = first_hard(words.findings)
            if told.why is not None:
                break
            said.append(text)
            told.updates.append((post, _as_update(words)))
        return told

    async def _keep(
        self,
        session: AsyncSession,
        crisis: Crisis,
        action: CrisisAction,
        update: tuple[Mention, Written],
        user: str,
        at: datetime,
    ) -> str:
        post, words = update
        due_at, vouched = at + TELL_WITHIN, _vouched(words, user)
        rows = await self.carrier.put(session, crisis, post, words, Severity.NORMAL, due_at, at, vouched)
        await self.carrier.open_clocks(session, rows.draft, at)
        await audit.record(session, post.id, "update_drafted", user, at, action=action.id)
        return post.id

    async def _untold(self, session: AsyncSession, crisis: Crisis, action: CrisisAction) -> Sequence[Mention]:
        have = {(one.source, one.external_id) for one in await crises.posts_of(session, action.drafts)}
        found = await crises.answered(session, crisis.incident_id, action.promise or "")
        return [one for one in found if (one.source, one.external_id) not in have]

    def _fresh(
        self,
        crisis: Crisis,
        post: Mention,
        ways: Sequence[str],
        number: int,
        said: Sequence[str],
        in_thread: Sequence[str],
    ) -> str | None:
        """The first wording that fits and is no copy; `None` if there is none left."""
        for text in wordings(ways, self.sign_off(crisis.brand), number):
            if self.carrier.measures(post, text) and self.differs(said, in_thread, text):
                return text
        return None

    async def _is_ours(self, user: str) -> bool:
        people = await self.directory.people()
        return user in people.team and await self.directory.is_staff(user)

    async def _tell(
        self,
        session: AsyncSession,
        crisis: Crisis,
        action: CrisisAction,
        kind: str,
        user: str,
        at: datetime,
        **data: object,
    ) -> None:
        await audit.record(session, crisis.incident_id, kind, user, at, action=action.id, **data)
        await crisis_board.say(session, crisis, kind, user, at, reason=action.what)


def _as_update(words: Written) -> Written:
    """Without what only a first reply has to do: name the trouble, say sorry, say what comes next."""
    return replace(words, findings=tuple(one for one in words.findings if one.rule not in FIRST_REPLY_ONLY))


def _vouched(words: Written, user: str) -> list[dict[str, str]]:
    """Who tells it has ticked that it is true."""
    open_ones = to_check(words.text, words.findings, (), words.commitments)
    return [{"rule": CHECKED, "reason": ", ".join(open_ones), "by": user}] if open_ones else []


def _said(told: _Told) -> str:
    count = len(told.updates)
    made = f"{count} updates wait for approval." if count else "Nobody new is to be told."
    parts = ["One update waits for approval." if count == 1 else made]
    if told.alike:
        parts.append(
            f"{told.alike} more would sound like another one: add other ways to say it, and send again."
        )
    if told.left:
        parts.append(f"{told.left} more are to be told: press Tell more when these are out.")
    return " ".join(parts)
