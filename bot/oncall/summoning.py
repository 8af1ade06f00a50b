"""Sends the calls that leave Slack, from their rows, and tells whom it called when it is taken or settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.errors import PhoneFault
from bot.models import Climb, Draft, DraftState, Mention, MessageKind, Summons, SummonsState
from bot.oncall.calling import show
from bot.oncall.elsewhere import CRISIS, MENTION
from bot.oncall.messages import Message
from bot.oncall.plan import is_held, is_undecided
from bot.ports import Phone, PhoneCall
from bot.ports.phoning import PhoneAct
from bot.store import climbs, crises, crisis_board, crisis_climbs, slack_messages
from bot.store.database import Database

AT_ONCE = 20
MOST_PER_MINUTE = 100
"""PagerDuty takes about 120 calls a minute from one key; what it refuses by 429 is not taken in."""
CLAIMED_FOR = timedelta(seconds=30)
"""A process that dies while it calls leaves the call due again after this: longer than a call takes."""
PAUSES = (30, 30, 60, 120, 300)
"""Seconds before the next try; the last one repeats."""
MOST_TRIES = 24
"""About two hours; by then the ladder has called others, and the channel is told."""
_WHYS = {
    "severity": "A post needs somebody now",
    "overdue": "A post has waited past its time",
    "lease": "A post was taken and is not decided yet",
    "called": "A colleague calls for help with a post",
    "war_room": "A crisis runs and nobody leads it yet",
    "statement_waits": "A public statement waits for approval in a crisis",
    "update_due": "The public update that was promised in a crisis is due",
}


@dataclass
class Summoning:
    """`phones` are the ways that are set up, by their name; `channel` is told what cannot be sent."""

    database: Database
    phones: Mapping[str, Phone]
    channel: str

    async def round(self, now: datetime) -> int:
        """Settle what is settled, and send what is due; how many calls were sent."""
        await self._settle(now)
        async with self.database.reading() as session:
            recent = await climbs.sent_since(session, now - timedelta(minutes=1))
            due = await climbs.summons_due(session, now, min(AT_ONCE, max(MOST_PER_MINUTE - recent, 0)))
        sent = 0
        for row in due:
            sent += await self._send(row, now)
        return sent

    async def _settle(self, now: datetime) -> None:
        """Taking it acknowledges, a decision resolves: seen from the rows, whoever changed them."""
        async with self.database.reading() as session:
            waiting = [
                (climb.id, _wanted(climb, draft, now)) for climb, draft in await climbs.phoned(session)
            ]
        for id, act in waiting:
            if act is not None:
                async with self.database.writing() as session:
                    await _tell(session, id, act, now)

    async def _send(self, row: Summons, now: datetime) -> bool:
        async with self.database.writing() as session:
            if not await climbs.claim_summons(session, row, now, now + CLAIMED_FOR):
                return False
            call = await _call(session, row)
        phone = self.phones.get(row.to)
        fault = None if phone else PhoneFault(row.to, "it is not set up any more", permanent=True)
        try:
            if phone is not None:
                await phone.send(call)
        except PhoneFault as raised:
            fault = raised
        async with self.database.writing() as session:
            await self._note(session, row, fault, now)
        return fault is None

    async def _note(
        self, session: AsyncSession, row: Summons, fault: PhoneFault | None, now: datetime
    ) -> None:
        told, chain = {"to": row.to, "act": row.act}, await _chain(session, row)
        if fault is None:
            await climbs.summons_over(session, row, SummonsState.DONE, now)
            await audit.record(session, chain, "phoned", audit.SYSTEM, now, **told)
        elif fault.permanent or row.attempts + 1 >= MOST_TRIES:
            await climbs.summons_over(session, row, SummonsState.FAILED, now, fault.problem)
            await audit.record(session, chain, "phone_failed", audit.SYSTEM, now, **told)
            text = f"{fault.phone} could not be called: {fault.problem}. Those in Slack are called as ever."
            id = f"phone:{row.to}:{now:%Y-%m-%d}"
            await show(session, Message(id, MessageKind.ALARM, self.channel, args={"text": text}), now)
        else:
            pause = fault.retry_after or PAUSES[min(row.attempts, len(PAUSES) - 1)]
            await climbs.summons_again(session, row, now + timedelta(seconds=pause), fault.problem)


def _wanted(climb: Climb, draft: Draft, now: datetime) -> PhoneAct | None:
    if not is_undecided(draft) and draft.state is not DraftState.EXPIRED:
        return "resolve"
    held_elsewhere = climb.lease_until is not None and climb.lease_until > now
    return "acknowledge" if is_held(draft, now) and not held_elsewhere else None


async def _tell(session: AsyncSession, id: str, act: PhoneAct, now: datetime) -> None:
    climb, draft = await climbs.get(session, id), await session.get_one(Draft, id)
    if climb is None:
        return
    for to in await climbs.called(session, climb):
        await climbs.summon(session, climb, to, act, act, draft.severity, now)
    if act == "resolve":
        await climbs.change(session, climb, phoned=False)


async def _chain(session: AsyncSession, row: Summons) -> str:
    """Of whose record it is: a draft's, or an incident's."""
    climb = await crisis_climbs.get(session, row.crisis_climb_id) if row.crisis_climb_id else None
    crisis = await crises.get(session, climb.crisis_id) if climb else None
    return crisis.incident_id if crisis is not None else row.draft_id or ""


async def _call(session: AsyncSession, row: Summons) -> PhoneCall:
    climb = await crisis_climbs.get(session, row.crisis_climb_id) if row.crisis_climb_id else None
    if climb is not None:
        board = crisis_board.row_id(climb.crisis_id)
        return await _told(session, row, f"{CRISIS}:{climb.id}:{row.climb}", board, "crisis")
    mention = await session.get_one(Mention, row.draft_id)
    card = f"card:{row.draft_id}"
    return await _told(session, row, key_of(mention.id, row.climb), card, mention.platform[:60])


async def _told(session: AsyncSession, row: Summons, key: str, leads_to: str, platform: str) -> PhoneCall:
    """What is told; `leads_to` is the message in Slack that whoever is called should read."""
    shown, link = await slack_messages.get(session, leads_to), None
    if shown is not None and shown.channel and shown.ts:
        link = f"https://slack.com/app_redirect?channel={shown.channel}&message_ts={shown.ts}"
    return PhoneCall(
        key=key,
        act=cast(PhoneAct, row.act),
        why=_WHYS.get(row.why, "Nobody has taken a post yet"),
        severity=row.severity,
        platform=platform,
        at=row.made_at,
        link=link,
    )


def key_of(draft_id: str, climb: int) -> str:
    """What joins all calls of one alert."""
    return f"{MENTION}:{draft_id}:{climb}"
