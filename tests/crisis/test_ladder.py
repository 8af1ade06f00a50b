"""In a crisis the ladder in force is climbed: until somebody leads, and until the public has its word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.models import (
    AuditEntry,
    ClimbState,
    Clock,
    Crisis,
    CrisisClimb,
    CrisisEffect,
    CrisisMatter,
    MessageKind,
    SlackMessage,
    StandInRow,
)
from bot.oncall import Elsewhere, OnCall, Summoning
from bot.outgoing import http_client
from bot.phones.pagerduty import PagerDuty
from bot.ports import Done, Refused
from bot.rota import Rules
from bot.rota.ladders import Ladder, ladder_of
from bot.rota.rotations import rotations_of
from bot.store import clocks, crisis_climbs
from bot.store.database import Database
from bot.testing.fake_pagerduty import ROUTING_KEY, fake_pagerduty
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, SAM
from tests.crisis.test_in_the_database import SAID, Place
from tests.oncall.desk import Started
from tests.slack.many import put_many

MINUTE = timedelta(minutes=1)
LEAD, STATEMENT = CrisisMatter.LEAD, CrisisMatter.STATEMENT
ROTATIONS = rotations_of({"primary": {"people": [SAM]}})
STEPS: list[dict[str, Any]] = [
    {"after": 0, "notify": ["S0SOCIAL"]},
    {"after": 10, "notify": ["primary"]},
    {"after": 20, "notify": [MAYA, "pagerduty"]},
]
EFFECTS = [one.value for one in CrisisEffect if one is not CrisisEffect.TARGETS]


def a_ladder(steps: list[dict[str, Any]] | None = None, **more: Any) -> Ladder:
    ladder = ladder_of({"steps": steps or STEPS, "wait": 30} | more, ROTATIONS)
    assert ladder is not None
    return ladder


class War(Place):
    """An incident of six, a ladder, and who is called by it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.rules = Rules(ladder=a_ladder(), rotations=ROTATIONS)
        self.groups = {"S0SOCIAL": frozenset({COLE})}
        self.room = replace(self.room, acts=replace(self.room.acts, rules=lambda: self.rules))
        self.oncall = OnCall(
            database,
            self.team,
            Started(),
            CHANNEL,
            (),
            rules=lambda: self.rules,
            members=self._members,
            phones=frozenset({"pagerduty"}),
        )

    async def _members(self, ids: tuple[str, ...]) -> frozenset[str]:
        return frozenset().union(*(self.groups.get(one, frozenset()) for one in ids))

    async def begin(self, effects: Sequence[str] = EFFECTS) -> Crisis:
        """Crisis mode is on from noon."""
        assert isinstance(await self.room.acts.start(ANN, "i1", effects, 2, NOON), Done)
        return await self.crisis()

    async def pass_time(self, until: datetime) -> None:
        """Fire what comes due, each clock at its own time."""
        while True:
            async with self.database.reading() as session:
                waiting = select(Clock.due_at).where(col(Clock.done_at).is_(None))
                due = min((await session.exec(waiting)).all(), default=None)
            if due is None or due > until:
                return
            await self.oncall.fire_due(due)

    async def called(self, matter: CrisisMatter) -> list[tuple[int, list[str]]]:
        """Who was called for it, and how many minutes after noon."""
        rung = [one for one in await self.records("rung") if one.data["climb"].endswith(f":{matter}")]
        return [(round((one.at - NOON) / MINUTE), one.data["people"]) for one in rung]

    async def records(self, kind: str) -> list[AuditEntry]:
        """Entries of the incident's record."""
        found = select(AuditEntry).where(AuditEntry.chain == "i1", AuditEntry.kind == kind)
        async with self.database.reading() as session:
            return list((await session.exec(found.order_by(col(AuditEntry.id)))).all())

    async def climb(self, matter: CrisisMatter) -> CrisisClimb:
        """How far it has come."""
        async with self.database.reading() as session:
            return await session.get_one(CrisisClimb, crisis_climbs.id_of((await self.crisis()).id, matter))

    async def shown(self, kind: MessageKind) -> list[SlackMessage]:
        """Messages of one kind."""
        async with self.database.reading() as session:
            rows = (await session.exec(select(SlackMessage))).all()
        return sorted((one for one in rows if one.kind is kind), key=lambda one: one.id)


@pytest.fixture
async def war(database: Database) -> War:
    """Nothing has begun yet."""
    await put_many(database, 6)
    return War(database)


async def test_its_steps_are_climbed_until_somebody_leads(war: War) -> None:
    crisis = await war.begin()
    await war.pass_time(NOON + 14 * MINUTE)
    assert await war.called(LEAD) == [(0, [COLE]), (10, [SAM])]
    line, *_ = [one for one in await war.shown(MessageKind.PING) if one.args["why"] == "war_room"]
    assert (line.args["to"], line.parent_id) == (["S0SOCIAL"], f"crisis:{crisis.id}")

    assert isinstance(await war.room.acts.lead(ANN, crisis.id, NOON + 15 * MINUTE), Done)
    await war.pass_time(NOON + 60 * MINUTE)
    assert await war.called(LEAD) == [(0, [COLE]), (10, [SAM])]
    assert (await war.climb(LEAD)).state is ClimbState.RESTING


async def test_a_statement_that_waits_is_called_out_until_two_have_approved_it(war: War) -> None:
    crisis = await war.begin()
    await war.pass_time(NOON + 16 * MINUTE)
    assert await war.called(STATEMENT) == [(5, [COLE]), (15, [SAM])]

    await war.room.statements.write(ANN, crisis.id, SAID, NOON + 16 * MINUTE)
    out = await war.room.statements.approve(SAM, crisis.id, 2, NOON + 17 * MINUTE)
    assert isinstance(out, Done)
    await war.pass_time(NOON + 60 * MINUTE)
    assert len(await war.called(STATEMENT)) == 2


async def test_a_promised_update_that_is_due_climbs_it_too_and_tells_who_leads_first(war: War) -> None:
    crisis = await war.begin()
    await war.room.acts.lead(ANN, crisis.id, NOON)
    await war.room.statements.write(ANN, crisis.id, SAID, NOON)
    await war.room.statements.approve(SAM, crisis.id, 2, NOON)
    await war.pass_time(NOON + 71 * MINUTE)
    assert await war.called(STATEMENT) == [(60, [ANN, COLE]), (70, [SAM])]
    whys = {one.data["why"] for one in await war.records("rung")}
    assert whys == {"update_due"}


async def test_it_keeps_its_ladder_skips_empty_levels_and_asks_who_is_on_call_then(war: War) -> None:
    await war.begin()
    war.rules = Rules(ladder=a_ladder([{"after": 0, "notify": [OLIVE]}]), rotations=ROTATIONS)
    war.groups = {}
    async with war.database.writing() as session:
        span: dict[str, Any] = {"begins": NOON - MINUTE, "ends": NOON + MINUTE, "made_at": NOON}
        session.add(StandInRow(id="s", rotation="primary", user=OLIVE, made_by=ANN, **span))
    await war.pass_time(NOON + 4 * MINUTE)
    assert await war.called(LEAD) == [(0, [OLIVE])]
    assert len(await war.records("step_empty")) == 1


async def test_who_sees_to_the_statement_has_it_for_the_lease_and_then_it_begins_anew(war: War) -> None:
    crisis, called = await war.begin(), war.room.called
    assert isinstance(await called.on_it(SAM, crisis.id, NOON), Refused)
    await war.pass_time(NOON + 6 * MINUTE)

    assert isinstance(await called.on_it(OLIVE, crisis.id, NOON + 6 * MINUTE), Refused)
    assert isinstance(await called.on_it(SAM, crisis.id, NOON + 6 * MINUTE), Done)
    second = await called.on_it(ANN, crisis.id, NOON + 7 * MINUTE)
    assert isinstance(second, Refused)
    assert f"<@{SAM}>" in second.why
    await war.pass_time(NOON + 37 * MINUTE)
    assert await war.called(STATEMENT) == [(5, [COLE]), (36, [COLE])]


async def test_when_nobody_comes_to_the_end_it_is_told_loudly_and_calls_nobody_more(war: War) -> None:
    war.rules = Rules(ladder=a_ladder(repeat=1), rotations=ROTATIONS)
    crisis = await war.begin()
    await war.pass_time(NOON + timedelta(hours=9))
    assert [minute for minute, _people in await war.called(LEAD)] == [0, 10, 20, 50, 60, 70]
    assert (await war.climb(LEAD)).state is ClimbState.ENDED
    alarms = [one.id for one in await war.shown(MessageKind.ALARM)]
    assert f"unanswered:{crisis.id}:lead:1" in alarms
    said = [one.args["decision"] for one in await war.shown(MessageKind.DECISION)]
    assert "crisis_unanswered" in said


async def test_ending_it_stops_every_call(war: War) -> None:
    crisis = await war.begin()
    await war.pass_time(NOON + 6 * MINUTE)
    assert isinstance(await war.room.acts.undo(ANN, crisis.id, NOON + 7 * MINUTE), Done)
    await war.pass_time(NOON + timedelta(hours=9))
    assert (await war.called(LEAD), await war.called(STATEMENT)) == ([(0, [COLE])], [(5, [COLE])])
    async with war.database.reading() as session:
        assert await clocks.running(session, crisis.id) == []


async def test_where_calling_was_not_switched_on_nobody_is_called(war: War) -> None:
    await war.begin([one for one in EFFECTS if one != CrisisEffect.LADDER])
    await war.pass_time(NOON + timedelta(hours=2))
    assert await war.records("rung") == await war.records("pinged") == []


async def test_without_a_ladder_those_whose_turn_it_is_are_called_by_a_line(war: War) -> None:
    war.rules = Rules(rotations=ROTATIONS)
    await war.begin()
    await war.pass_time(NOON + 6 * MINUTE)
    pinged = await war.records("pinged")
    assert [(one.data["why"], one.data["to"]) for one in pinged] == [
        ("war_room", [SAM]),
        ("statement_waits", [SAM]),
    ]
    told = [(one.audience, one.args["matter"]) for one in await war.shown(MessageKind.CRISIS_DM)]
    assert sorted(told, key=str) == [(COLE, "lead"), (COLE, None), (SAM, "lead"), (SAM, None)]


async def test_from_the_sixth_call_of_one_person_on_they_stand_together(war: War) -> None:
    steps = [{"after": minute, "notify": [COLE]} for minute in range(8)]
    war.rules = Rules(ladder=a_ladder(steps))
    crisis = await war.begin()
    await war.pass_time(NOON + 7 * MINUTE)
    singles = await war.shown(MessageKind.CRISIS_DM)
    assert {one.audience for one in singles} == {COLE}
    assert len(singles) == 5
    (together,) = await war.shown(MessageKind.PAGES)
    assert (together.audience, together.args["of"]) == (COLE, "crises")

    assert isinstance(await war.room.called.idle(COLE, crisis.id, NOON), Done)
    assert isinstance(await war.room.called.idle(COLE, crisis.id, NOON), Refused)
    assert isinstance(await war.room.called.idle(ANN, crisis.id, NOON), Refused)


async def test_pagerduty_is_called_and_taking_it_there_holds_the_ladder_for_the_lease(war: War) -> None:
    war.rules = Rules(
        ladder=a_ladder([{"after": 0, "notify": ["pagerduty"]}, {"after": 9, "notify": [COLE]}])
    )
    crisis, heard = await war.begin(), Elsewhere(war.database, CHANNEL).heard
    first, second = (f"crisis:{crisis.id}:lead:{number}" for number in (1, 2))
    async with fake_pagerduty() as pagerduty, http_client() as client:
        phone = PagerDuty(pagerduty.url, ROUTING_KEY, "amends:test", client)
        calls = Summoning(war.database, {"pagerduty": phone}, CHANNEL)
        await war.pass_time(NOON)
        await calls.round(NOON)
        assert (pagerduty.refused, pagerduty.alerts) == ([], {first: "triggered"})

        assert await heard(first, "incident.acknowledged", NOON + MINUTE)
        await war.pass_time(NOON + 30 * MINUTE)
        assert await war.called(LEAD) == [(0, [])]
        await war.pass_time(NOON + 31 * MINUTE)
        await calls.round(NOON + 31 * MINUTE)
        assert pagerduty.alerts == {first: "resolved", second: "triggered"} | {
            key: state for key, state in pagerduty.alerts.items() if ":statement:" in key
        }
        assert not await heard(first, "incident.acknowledged", NOON + 32 * MINUTE)

        await war.room.acts.lead(ANN, crisis.id, NOON + 33 * MINUTE)
        await calls.round(NOON + 33 * MINUTE)
        assert pagerduty.alerts[second] == "resolved"
        assert not await heard(second, "incident.acknowledged", NOON + 34 * MINUTE)


async def test_what_is_given_back_on_the_phone_begins_anew(war: War) -> None:
    crisis, heard = await war.begin(), Elsewhere(war.database, CHANNEL).heard
    await war.pass_time(NOON)
    key = f"crisis:{crisis.id}:lead:1"
    assert await heard(key, "incident.acknowledged", NOON + MINUTE)
    assert await heard(key, "incident.unacknowledged", NOON + 2 * MINUTE)
    await war.pass_time(NOON + 2 * MINUTE)
    assert await war.called(LEAD) == [(0, [COLE]), (2, [COLE])]
