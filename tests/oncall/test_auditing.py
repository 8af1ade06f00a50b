"""The dead man's switch: whatever stands still or is late is told, and the ping to the outside stays away."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest
import pytest_asyncio

from bot.loops import STUCK_S
from bot.models import ClockKind, MentionState, MessageKind, Publication, PublicationState, SlackMessage
from bot.oncall.auditing import BEAT_EVERY, LOOK_EVERY, Auditor
from bot.outgoing import http_client
from bot.phones.heartbeat import Heartbeat
from bot.store.database import Database
from bot.testing.fake_receiver import FakeReceiver, Mode, fake_receiver
from tests.builders import CHANNEL, NOON, a_mention
from tests.house import House, a_house
from tests.oncall.desk import Desk


@pytest.fixture
def kind() -> str:
    """Plain counts; one kind of database is enough."""
    return "sqlite"


class Pulse:
    """An outside watch, and a Slack, that tests can silence."""

    def __init__(self) -> None:
        self.beats = 0
        self.has_slack = True
        self.ages = {"desk": 1.0, "clocks": 2.0}

    async def beat(self) -> bool:
        """Note it."""
        self.beats += 1
        return True

    async def slack(self) -> bool:
        """Whether it answers."""
        return self.has_slack


@pytest.fixture
async def desk(database: Database) -> Desk:
    """A desk with one card."""
    return await Desk(database).put()


@pytest.fixture
def pulse() -> Pulse:
    """Everything turns."""
    return Pulse()


@pytest.fixture
def auditor(desk: Desk, pulse: Pulse) -> Auditor:
    """The one under test."""
    return Auditor(desk.database, CHANNEL, lambda: pulse.ages, pulse.slack, pulse.beat)


async def alarms(desk: Desk) -> dict[str, bool]:
    """Name of each alarm -> whether it is over."""
    return {one.id: one.args["over"] for one in await desk.shown(MessageKind.ALARM)}


async def test_only_a_clean_look_pings_the_watch_and_once_a_minute(auditor: Auditor, pulse: Pulse) -> None:
    for seconds in range(0, 121, 5):
        await auditor.turn(NOON + timedelta(seconds=seconds))
    assert (pulse.beats, auditor.findings) == (1 + 120 // BEAT_EVERY.seconds, {})


async def test_a_late_step_is_alarmed_and_silences_the_ping_until_it_is_over(
    desk: Desk, auditor: Auditor, pulse: Pulse
) -> None:
    await desk.start(ClockKind.STEP, due_at=NOON - timedelta(seconds=61), step="1.0.0.severity")
    await auditor.turn(NOON)
    assert (pulse.beats, list(auditor.findings), await alarms(desk)) == (0, ["steps"], {"audit:steps": False})
    await desk.oncall.fire_due(NOON)
    await auditor.turn(NOON + LOOK_EVERY)
    assert (pulse.beats, await alarms(desk)) == (1, {"audit:steps": True})


async def test_a_send_past_its_deadline_is_alarmed(desk: Desk, auditor: Auditor, database: Database) -> None:
    await desk.approve(PublicationState.SENDING)
    async with database.writing() as session:
        publication = await session.get_one(Publication, "a1")
        publication.sending_since = NOON - timedelta(minutes=6)
        session.add(publication)
    await auditor.turn(NOON)
    assert list(auditor.findings) == ["sending"]


async def test_mentions_that_nobody_judges_are_alarmed(
    desk: Desk, auditor: Auditor, database: Database
) -> None:
    old = a_mention("2", state=MentionState.NEW, received_at=NOON - timedelta(minutes=3))
    async with database.writing() as session:
        session.add(old)
    await auditor.turn(NOON)
    assert list(auditor.findings) == ["unjudged"]


async def test_slack_that_does_not_answer_is_alarmed(auditor: Auditor, pulse: Pulse) -> None:
    pulse.has_slack = False
    await auditor.turn(NOON)
    assert (list(auditor.findings), pulse.beats) == (["slack"], 0)


async def test_an_alarm_of_an_earlier_process_is_said_to_be_over(
    desk: Desk, auditor: Auditor, pulse: Pulse
) -> None:
    pulse.ages = {"desk": STUCK_S + 1}
    await auditor.turn(NOON)
    pulse.ages = {"desk": 0.0}
    after = Auditor(desk.database, CHANNEL, lambda: pulse.ages, pulse.slack, pulse.beat)
    await after.turn(NOON + LOOK_EVERY)
    assert await alarms(desk) == {"audit:desk": True}


@pytest.mark.parametrize(
    ("mode", "arrived"), [(Mode.OK, True), (Mode.REJECT, False), (Mode.DROP_AFTER_ACCEPTING, False)]
)
async def test_a_ping_counts_only_when_it_arrived(mode: Mode, arrived: bool) -> None:
    async with fake_receiver() as watch, http_client() as client:
        watch.mode = mode
        assert await Heartbeat(watch.url, client)() is arrived
    assert len(watch.received) == 1


@pytest_asyncio.fixture(loop_scope="function")
async def watched(migrated_url: str) -> AsyncIterator[tuple[House, FakeReceiver]]:
    """The service with an outside watch."""
    async with fake_receiver() as watch, a_house(migrated_url, heartbeat_url=watch.url) as house:
        yield house, watch


async def test_every_loop_that_is_stopped_on_purpose_is_alarmed_within_two_looks(
    watched: tuple[House, FakeReceiver],
) -> None:
    house, watch = watched
    service = house.service
    names = [loop.name for loop in service.loops.loops]
    for _wait in range(400):
        if watch.received:
            break
        await asyncio.sleep(0.05)
    assert watch.received
    transport = httpx2.ASGITransport(app=service.ops)
    async with httpx2.AsyncClient(transport=transport, base_url="http://ops") as ops:
        assert (await ops.get("/healthz")).json() == {"status": "ok", "stuck": [], "late": []}
        for name in names:
            await halted(house, name)
            assert name in (await ops.get("/healthz")).json()["stuck"]
            if name != "audit":
                await told(house, name)
            await running_again(house, name)
    assert len(names) >= 11


async def halted(house: House, name: str) -> None:
    """A loop stands still, and has for as long as matters; nobody is pinged meanwhile."""
    loops = house.service.loops
    (task,) = [one for one in asyncio.all_tasks() if one.get_name() == name]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    loops.named(name).last_turn -= STUCK_S + 1


async def told(house: House, name: str) -> None:
    """Within two looks the alarm stands, whatever else has stopped."""
    for _ in range(2):
        house.clock.skip(LOOK_EVERY.total_seconds())
        house.service.loops.named("audit").bell.ring()
        for _wait in range(700):
            rows = [one for one in await house.rows(SlackMessage) if one.id == f"audit:{name}"]
            if rows and not rows[0].args["over"]:
                return
            await asyncio.sleep(0.02)
    raise AssertionError(f"nobody was told that {name} stands still")


async def running_again(house: House, name: str) -> None:
    """It turns again."""
    loop = house.service.loops.named(name)
    asyncio.get_running_loop().create_task(loop.run(), name=name)
    loop.bell.ring()
    for _ in range(400):
        if house.service.loops.ages()[name] < STUCK_S:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{name} does not turn again")
