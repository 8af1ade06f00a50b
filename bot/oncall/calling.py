"""Who is to be called, as it stands at this moment, and the lines and messages that call them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Clock, ClockKind, Draft, MessageKind, Priority, Severity
from bot.oncall.messages import (
    Called,
    Message,
    is_one_of_many,
    ping_messages,
    together,
    window_start,
)
from bot.oncall.plan import Ping
from bot.ports import Directory
from bot.rota import Rules
from bot.rota.ladders import ONCALL, PAGERDUTY, WEBHOOK
from bot.rota.rotations import StandIn
from bot.store import clocks, pages, slack_messages, stand_ins
from bot.store.database import Database

MOST_MESSAGES = 5
"""Direct messages to one person in a window; what comes on top stands together in one."""
CALLING = (
    ClockKind.PING,
    ClockKind.OVERDUE,
    ClockKind.LEASE_END,
    ClockKind.SEND_DEADLINE,
    ClockKind.SECOND_MISSING,
    ClockKind.CALL,
    ClockKind.UNCONFIRMED,
    ClockKind.STEP,
    ClockKind.PEACE_END,
)

Members = Callable[[tuple[str, ...]], Awaitable[frozenset[str]]]
"""Ids of users and user groups -> all people among them; a group that cannot be read is empty."""


async def users_alone(ids: tuple[str, ...]) -> frozenset[str]:
    """For a desk that knows no groups."""
    return frozenset(one for one in ids if not one.startswith("S"))


@dataclass(frozen=True)
class Book:
    """Who can be called: what was looked up before a transaction begins, since Slack may have to be asked."""

    channel: str
    now: datetime
    rules: Rules
    oncall_ids: tuple[str, ...]
    """Users and groups that are on call by the settings, and whoever is for a time."""
    usual: Called
    """Everybody on call."""
    stand_ins: Mapping[str, Sequence[StandIn]] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    phones: frozenset[str] = frozenset()
    """What outside of Slack is set up."""

    def called(self, targets: Iterable[str]) -> tuple[Called, tuple[str, ...]]:
        """Whom these targets of a ladder lead to now, and what outside of Slack."""
        named: list[str] = []
        phones: list[str] = []
        for target in targets:
            if target in (PAGERDUTY, WEBHOOK):
                phones += [target] if target in self.phones else []
            else:
                named += self._ids(target)
        people = [user for one in named for user in sorted(self._people(one))]
        ids = tuple(dict.fromkeys(one for one in named if self._people(one)))
        return Called(self.channel, ids, tuple(dict.fromkeys(people))), tuple(phones)

    def _ids(self, target: str) -> list[str]:
        if target == ONCALL:
            return [*self.oncall_ids]
        rotation = self.rules.rotations.get(target)
        if rotation is None:
            return [target]
        user = rotation.at(self.now, self.stand_ins.get(target, ()))
        return [] if user is None else [user]

    def _people(self, one: str) -> frozenset[str]:
        return self.groups.get(one, frozenset()) if one.startswith("S") else frozenset({one})


async def on_shift(database: Database, rules: Rules, now: datetime) -> frozenset[str]:
    """Whose turn it is in any rotation, or who stands in for them."""
    if not rules.rotations:
        return frozenset()
    return _on_shift(rules, await stand_ins_of(database, now), now)


def _on_shift(rules: Rules, told: Mapping[str, Sequence[StandIn]], now: datetime) -> frozenset[str]:
    turns = (one.at(now, told.get(name, ())) for name, one in rules.rotations.items())
    return frozenset(user for user in turns if user is not None)


async def stand_ins_of(database: Database, now: datetime) -> dict[str, list[StandIn]]:
    """Who stands in, by rotation, as said in Slack."""
    rows = await stand_ins.by_rotation(database, now)
    return {name: [StandIn(one.user, one.begins, one.ends) for one in each] for name, each in rows.items()}


async def look_up(
    database: Database,
    directory: Directory,
    members: Members,
    rules: Rules,
    *,
    channel: str,
    oncall_ids: tuple[str, ...],
    groups: Iterable[str],
    phones: frozenset[str],
    now: datetime,
) -> Book:
    """Everything that calling people now may need; `groups` are user groups that ladders name."""
    told = await stand_ins_of(database, now) if rules.rotations else {}
    turns = sorted(_on_shift(rules, told, now))
    named = tuple(dict.fromkeys((*oncall_ids, *turns)))
    alone = {one for one in named if not one.startswith("S")}
    everybody = alone | (await directory.people()).oncall
    wanted = {one for one in (*oncall_ids, *groups) if one.startswith("S")}
    return Book(
        channel=channel,
        now=now,
        rules=rules,
        oncall_ids=oncall_ids,
        usual=Called(channel, named, sorted(everybody)),
        stand_ins=told,
        groups={one: await members((one,)) for one in sorted(wanted)},
        phones=phones,
    )


async def call(
    session: AsyncSession, clock: Clock, draft: Draft, ping: Ping, called: Called, now: datetime
) -> None:
    """A line under the card and a message to each person; in a flood all of them together."""
    await slack_messages.give_card(session, draft.id, called.channel, now, Priority.PING)
    for user in called.people:
        await pages.add(session, clock.id, draft.id, user, now)
    total = await clocks.fired_since(session, window_start(now), *CALLING)
    if is_one_of_many(draft, ping, total - 1):
        for message in together(now, total, called):
            await show(session, message, now)
        return
    where = await slack_messages.place_of_card(session, draft.id) or called.channel
    for message in ping_messages(clock, draft, ping, replace(called, channel=where)):
        if message.kind is MessageKind.PING_DM and await _is_too_much(session, draft, message.audience, now):
            await _bundle(session, message.audience, now)
        else:
            await show(session, message, now, subject_id=draft.id)


async def _is_too_much(session: AsyncSession, draft: Draft, user: str, now: datetime) -> bool:
    if draft.severity >= Severity.CRITICAL:
        return False
    return await pages.count(session, user, window_start(now)) > MOST_MESSAGES


async def _bundle(session: AsyncSession, user: str, now: datetime) -> None:
    """One message for all on top, brought up to date: an edited message rings nobody."""
    since = window_start(now)
    args: dict[str, Any] = {"count": await pages.count(session, user, since)}
    await show(
        session, Message(f"pages:{since:%Y-%m-%dT%H:%M}:{user}", MessageKind.PAGES, user, args=args), now
    )


async def show(session: AsyncSession, message: Message, now: datetime, subject_id: str | None = None) -> None:
    """Have a message stand in Slack."""
    await slack_messages.show(
        session,
        id=message.id,
        kind=message.kind,
        audience=message.audience,
        now=now,
        subject_id=subject_id,
        parent_id=message.parent_id,
        args=message.args,
        priority=Priority.PING,
    )
