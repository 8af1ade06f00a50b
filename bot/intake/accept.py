"""The inside of one intake transaction: deliveries, mentions, what is unusable, and the record of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.intake.arrival import (
    Arrival,
    Receipt,
    changed_columns,
    delivery_row,
    mention_row,
    quarantined_rows,
)
from bot.intake.mention import NewMention
from bot.models import MessageKind
from bot.store import audit as audit_rows
from bot.store import deliveries, mentions, slack_messages
from bot.store.mentions import Standing
from bot.text import mention_id

MAX_REASONS = 5
"""Different reasons told in Slack for one delivery; all of them stand in the table."""


async def accept(
    session: AsyncSession, arrivals: Sequence[Arrival], channel: str, now: datetime
) -> list[Receipt]:
    """Take in deliveries in the order given; one receipt each, good once the transaction is committed.

    `channel` is the Slack channel that is told of unusable items.
    """
    fresh, again = await _store(session, arrivals)
    conflicts = [one.as_conflict() for one, earlier in again if one.body != earlier]
    new_conflicts, _ = await _store(session, conflicts)
    accepted = await _take_in(session, fresh, now)
    await _quarantine(session, [*fresh, *new_conflicts], channel, now)
    receipts = {one.id: one.replayed() for one, _ in again}
    receipts |= {one.id: Receipt(quarantined=1) for one in conflicts}
    receipts |= {one.id: one.taken_in(accepted[one.id]) for one in fresh}
    return [receipts[one.id] for one in arrivals]


async def _store(
    session: AsyncSession, arrivals: Sequence[Arrival]
) -> tuple[list[Arrival], list[tuple[Arrival, bytes]]]:
    """Those whose key is new, now stored, and the others with the body that came first."""
    first: dict[deliveries.Key, Arrival] = {}
    for one in arrivals:
        first.setdefault((one.source, one.key), one)
    earlier = await deliveries.insert_new(session, [delivery_row(one) for one in first.values()])
    fresh = [one for key, one in first.items() if key not in earlier]
    bodies = {key: one.body for key, one in first.items()} | earlier
    ours = {one.id for one in fresh}
    return fresh, [(one, bodies[one.source, one.key]) for one in arrivals if one.id not in ours]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One mention of one delivery."""

    id: str
    arrival: Arrival
    new: NewMention


async def _take_in(session: AsyncSession, fresh: Sequence[Arrival], now: datetime) -> Counter[str]:
    """Insert what is new and revise what changed; how many mentions counted, by delivery."""
    seen = [_Seen(mention_id(one.source, new.id), one, new) for one in fresh for new in one.parsed.mentions]
    first: dict[str, _Seen] = {}
    for one in seen:
        first.setdefault(one.id, one)
    known = await mentions.insert_new(
        session, [mention_row(one.id, one.arrival, one.new) for one in first.values()]
    )
    inserted = [one for one in first.values() if one.id not in known]
    await _record_first(session, inserted, now)
    further = [one for one in seen if one.id in known or one is not first[one.id]]
    return Counter(one.arrival.id for one in inserted) + await _revise(session, further, now)


async def _record_first(session: AsyncSession, inserted: Sequence[_Seen], now: datetime) -> None:
    if not inserted:
        return
    origins = {
        one.id: {"source": one.arrival.source, "delivery": one.arrival.id, "event": one.new.event.value}
        for one in inserted
    }
    entries = audit.first_entries("received", audit.SYSTEM, now, origins)
    await audit_rows.append(session, entries)


async def _revise(session: AsyncSession, further: Sequence[_Seen], now: datetime) -> Counter[str]:
    """Apply further events of known mentions in order; how many changed something, by delivery."""
    changed: Counter[str] = Counter()
    if not further:
        return changed
    known = await mentions.standing(session, {one.id for one in further})
    for one in further:
        old = known[one.id]
        columns = changed_columns(one.arrival, one.new, old)
        if columns is None:
            continue
        event = columns["last_event"]
        await mentions.revise(session, one.id, old, columns, now)
        facts = {"delivery": one.arrival.id, "revision": old.revision + 1}
        await audit.record(session, one.id, event.value, audit.SYSTEM, now, **facts)
        known[one.id] = Standing(columns.get("text", old.text), old.revision + 1, event)
        changed[one.arrival.id] += 1
    return changed


async def _quarantine(
    session: AsyncSession, arrivals: Sequence[Arrival], channel: str, now: datetime
) -> None:
    """Keep what is unusable and show it: one Slack message for each delivery."""
    for one in arrivals:
        if not one.parsed.unusable:
            continue
        count = len(one.parsed.unusable)
        await deliveries.quarantine(session, quarantined_rows(one))
        facts = {"source": one.source, "count": count, "delivery": one.id}
        await audit.record(session, audit.DESK, "quarantined", audit.SYSTEM, now, **facts)
        reasons = list(dict.fromkeys(item.reason for item in one.parsed.unusable))[:MAX_REASONS]
        await slack_messages.show(
            session,
            id=f"quarantine:{one.id}",
            kind=MessageKind.QUARANTINE,
            audience=channel,
            now=now,
            args={"source": one.source, "count": count, "reasons": reasons, "delivery_id": one.id},
        )
