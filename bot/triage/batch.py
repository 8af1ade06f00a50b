"""One round of triage: judge what is new; open, group or set it aside; react when an author changed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.landmarks import passed
from bot.models import (
    ClockKind,
    Complaint,
    Draft,
    DraftState,
    Event,
    Mention,
    MentionState,
    MessageKind,
    Outcome,
    Priority,
    PublicationState,
    Severity,
    TriageLabel,
    Verdict,
)
from bot.ports import Grouping, Judgement, NoGrouping, Now, Standing
from bot.rehearsals import is_rehearsal, is_trial
from bot.store import (
    clocks,
    decisions,
    drafts,
    labels,
    older,
    publications,
    sequels,
    slack_messages,
    verdicts,
)
from bot.store.database import Database
from bot.triage.judging import Judge, TriageInput, disposition
from bot.triage.version import rules_version

BATCH = 64
"""Mentions a round: small, so that judging never holds the loop for more than some milliseconds."""
MACHINE = "amends"
SECOND_CHANCE = timedelta(minutes=15)
"""How long the team has for a post that its author changed late."""

_STOPPABLE = (
    DraftState.WAITING,
    DraftState.FAILED,
    DraftState.REDRAFTING,
    DraftState.SECOND,
    DraftState.WITHDRAWN,
)
_UNDER_WAY = {DraftState.SENDING, DraftState.UNKNOWN, DraftState.IN_REVIEW}
"""The text may be public: only its publication can say how this ends."""
_OUTCOME = {
    DraftState.SENT: Outcome.PUBLISHED,
    DraftState.POSTED_BY_HAND: Outcome.POSTED_BY_HAND,
    DraftState.DECLINED: Outcome.DECLINED,
    DraftState.SUPERSEDED: Outcome.SUPERSEDED,
    DraftState.WITHDRAWN: Outcome.WITHDRAWN,
    DraftState.EXPIRED: Outcome.EXPIRED,
    DraftState.REMOVED: Outcome.REMOVED,
}
_RECALLABLE = {
    DraftState.SCHEDULED: PublicationState.SCHEDULED,
    DraftState.HANDED_OFF: PublicationState.HANDED_OFF,
}


@dataclass(frozen=True)
class Triage:
    """Turns new mentions into open or set-aside ones."""

    database: Database
    judge: Judge
    channel: str
    now: Now
    modes: Mapping[str, str] = field(default_factory=dict)
    grouping: Grouping = field(default_factory=NoGrouping)

    async def round(self) -> int:
        """Judge the oldest new mentions; how many were looked at."""
        async with self.database.reading() as session:
            waiting = await verdicts.unjudged(session, BATCH)
        if not waiting:
            return 0
        judgements = self.judge.judge([_input(mention) for mention in waiting])
        judged = list(zip(waiting, judgements, strict=True))
        await self.grouping.ready(waiting)
        passed("triage.before_commit")
        async with self.database.writing() as session:
            counted = [(one, what) for one, what in judged if _is_news(one)]
            placed = await self.grouping.place(session, counted, self.now())
            stand = {
                mention.id: await self._settle(session, mention, judgement, placed.get(mention.id))
                for mention, judgement in judged
            }
            aside = [one for one, state in stand.items() if state == MentionState.SET_ASIDE]
            await self._list_aside(session, aside)
            await self._count_older(session, [one for one in waiting if stand[one.id] == MentionState.OLDER])
        passed("triage.after_commit")
        return len(waiting)

    async def _settle(
        self, session: AsyncSession, mention: Mention, judgement: Judgement, placed: Standing | None
    ) -> MentionState | None:
        """Where the mention goes; `None` if its author changed it while we judged."""
        draft = await self._standing(session, mention)
        state = self._state(mention, judgement, draft)
        is_grouped = placed is not None and not placed.has_own_card and draft is None
        if is_grouped and state != MentionState.CLOSED:
            state = MentionState.CLOSED
        else:
            is_grouped = False
        if not await verdicts.judged(session, mention, state):
            return None
        now = self.now()
        said = await labels.of_mention(session, mention.id) if mention.revision > 1 else ()
        await verdicts.keep(session, _heeding(said, _verdict(mention, judgement, now)))
        summary = _summary(judgement, state) | ({"incident": placed.incident_id} if placed else {})
        await audit.record(session, mention.id, "judged", MACHINE, now, **summary)
        if mention.last_event == Event.DELETED:
            await self._withdraw(session, draft)
            await self._bring_back(session, mention)
        elif state == MentionState.SET_ASIDE:
            await self._tell_older(session, mention)
        elif draft is not None and draft.mention_revision != mention.revision:
            await self._draft_anew(session, draft)
        if state == MentionState.CLOSED:
            without_draft = Outcome.GROUPED if is_grouped else Outcome.WITHDRAWN
            outcome = _OUTCOME[draft.state] if draft else without_draft
            await verdicts.close(session, mention.id, outcome, now)
        return state

    async def _standing(self, session: AsyncSession, mention: Mention) -> Draft | None:
        """The draft of a mention that changed, held until we commit; a fresh mention has none."""
        if mention.revision == 1:
            return None
        await drafts.lock_rows(session, mention.id)
        return await session.get(Draft, mention.id)

    def _state(self, mention: Mention, judgement: Judgement, draft: Draft | None) -> MentionState:
        is_gone = mention.last_event == Event.DELETED
        if draft is None:
            return MentionState.CLOSED if is_gone else self._sorted(mention, judgement)
        if draft.state in _UNDER_WAY:
            return MentionState.OPEN
        came_back = draft.state == DraftState.WITHDRAWN and not is_gone
        ended = is_gone or (draft.state.is_final and not came_back)
        return MentionState.CLOSED if ended else MentionState.OPEN

    def _sorted(self, mention: Mention, judgement: Judgement) -> MentionState:
        if is_rehearsal(mention.external_id):
            return MentionState.OPEN if is_trial(mention.external_id) else MentionState.SET_ASIDE
        said = self.modes.get(mention.source)
        mode: Literal["trust", "judge"] = "judge" if said == "judge" else "trust"
        if mention.older:
            return MentionState.OLDER
        if said == "asked":  # a person wants a draft; rules are no reason to say no
            return MentionState.OPEN
        goes_on = disposition(judgement, mode) == "open"
        return MentionState.OPEN if goes_on else MentionState.SET_ASIDE

    async def _withdraw(self, session: AsyncSession, draft: Draft | None) -> None:
        if draft is None:
            return
        if await self._recall(session, draft, DraftState.WITHDRAWN):
            await clocks.stop(session, draft.id, self.now())
        await self._tell(session, draft, "withdrawn")

    async def _bring_back(self, session: AsyncSession, mention: Mention) -> None:
        """What gave way to a post that its author has deleted is to be answered after all."""
        for earlier in await sequels.gave_way_to(session, mention):
            draft = await session.get(Draft, earlier.id, populate_existing=True)
            now, to = self.now(), DraftState.WAITING
            if draft is None or not await drafts.move(
                session, draft, DraftState.SUPERSEDED, to=to, decided_at=None
            ):
                continue
            await verdicts.close(session, draft.id, None, now)
            due, step = max(draft.due_at, now + SECOND_CHANCE), f"back{now.timestamp():.0f}"
            await clocks.start(session, subject_id=draft.id, kind=ClockKind.OVERDUE, due_at=due, step=step)
            await audit.record(session, draft.id, "brought_back", MACHINE, now, of=mention.id)
            await slack_messages.touch_card(session, draft.id, now, Priority.CARD)

    async def _tell_older(self, session: AsyncSession, mention: Mention) -> None:
        """A thank-you needs no card, but whoever is about to answer the complaint should read it."""
        for draft_id in await sequels.older(session, mention):
            await slack_messages.touch_card(session, draft_id, self.now(), Priority.CARD)

    async def _draft_anew(self, session: AsyncSession, draft: Draft) -> None:
        again = {"asked": draft.asked + 1, "instruction": None, "late_revision": None}
        if await self._recall(session, draft, DraftState.REDRAFTING, **again):
            # An approval or a withdrawal had stopped the clock; somebody must be called again if nobody acts.
            due = max(draft.due_at, self.now() + SECOND_CHANCE)
            step = f"again{draft.asked}"
            await clocks.start(session, subject_id=draft.id, kind=ClockKind.OVERDUE, due_at=due, step=step)
        await self._tell(session, draft, "author_edited")

    async def _recall(self, session: AsyncSession, draft: Draft, to: DraftState, **changes: object) -> bool:
        """Take a draft back unless its text is already on its way or out."""
        now = self.now()
        waiting_in = _RECALLABLE.get(draft.state)
        if waiting_in is not None and draft.approval_id is not None:
            publication = await publications.get(session, draft.approval_id)
            cancelled = publication is not None and await publications.move(
                session, publication, waiting_in, to=PublicationState.CANCELLED, finished_at=now
            )
            if not cancelled:
                return False
            await clocks.stop(session, draft.approval_id, now)
            fresh = {"approval_id": None, "decided_by": None, "decided_at": None}
            return await drafts.move(session, draft, draft.state, to=to, **(fresh | changes))
        return await drafts.move(session, draft, *_STOPPABLE, to=to, **changes)

    async def _tell(self, session: AsyncSession, draft: Draft, decision: str) -> None:
        now = self.now()
        await decisions.tell(session, channel=self.channel, draft_id=draft.id, decision=decision, now=now)
        await slack_messages.touch_card(session, draft.id, now, Priority.PERSON)

    async def _list_aside(self, session: AsyncSession, ids: Sequence[str]) -> None:
        """Keep the day's one list of what was set aside."""
        if not ids:
            return
        now = self.now()
        key = f"set_aside:{now:%Y-%m-%d}"
        listed = await slack_messages.args_of(session, key)
        known = list(listed.get("mention_ids", [])) if listed else []
        await slack_messages.show(
            session,
            id=key,
            kind=MessageKind.SET_ASIDE,
            audience=self.channel,
            now=now,
            args={"mention_ids": known + [one for one in ids if one not in known]},
            priority=Priority.DIGEST,
        )

    async def _count_older(self, session: AsyncSession, mentions: Sequence[Mention]) -> None:
        """Say once for each source how many are from before it was connected."""
        for source, platform in dict.fromkeys((one.source, one.platform) for one in mentions):
            await older.show(session, source, platform, self.channel, self.now())


def _input(mention: Mention) -> TriageInput:
    return TriageInput(
        text=mention.text,
        stars=mention.stars,
        sentiment=mention.sentiment,
        language=mention.language,
        followers=mention.author_followers,
        brand=mention.brand,
    )


def _verdict(mention: Mention, judgement: Judgement, now: datetime) -> Verdict:
    first, *rest = judgement.categories
    return Verdict(
        mention_id=mention.id,
        mention_revision=mention.revision,
        complaint=Complaint(judgement.complaint),
        score=judgement.score,
        category=first.value,
        second_category=rest[0].value if rest else None,
        severity=judgement.severity,
        flags=list(judgement.flags),
        language=judgement.language,
        reasons=list(judgement.reasons),
        judged_at=now,
        rules=rules_version(),
    )


def _heeding(labels: Sequence[TriageLabel], fresh: Verdict) -> Verdict:
    """The verdict on new words, heeding what people said of earlier ones: rules may only make it graver."""
    said = {one.field: one.became for one in labels}
    if "category" in said and said["category"] != fresh.category:
        fresh.category, fresh.second_category = said["category"], fresh.category
    fresh.severity = Severity(max(fresh.severity, int(said.get("severity", 0))))
    fresh.flags = list(dict.fromkeys([*fresh.flags, *filter(None, said.get("flags", "").split(","))]))
    return fresh


def _is_news(mention: Mention) -> bool:
    """Whether it says something about today: neither what stood there before, nor a test of ours."""
    return not mention.older and not is_rehearsal(mention.external_id)


def _summary(judgement: Judgement, state: MentionState) -> dict[str, object]:
    """What the record keeps: no words of the stranger."""
    return {
        "state": state.value,
        "complaint": judgement.complaint.value,
        "severity": int(judgement.severity),
        "category": judgement.categories[0].value,
        "flags": list(judgement.flags),
    }
