"""What outlives the service: Slack, the receiver, the senders, the person who approves, and a restarter."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2

from bot.outgoing import http_client
from bot.sandbox import Sandbox
from bot.sandbox.inputs import elements
from bot.sandbox.shapes import ActError
from bot.store.database import Database
from bot.testing.fake_receiver import FakeReceiver, fake_receiver
from tests.builders import CHANNEL, SAM
from tests.crash.account import Account, account, what_moves
from tests.crash.child import Life
from tests.crash.clock import FastClock
from tests.house import free_port, service_settings
from tests.intake.bodies import a_post, body_of, signed

SPEED = 10.0
PRESS_AGAIN_SECONDS = 1.5
PATIENT_PRESSES = 3
PATIENCE_SECONDS = 60.0
"""For one death or one rest, on a busy machine."""
LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Death:
    """Where a life ends."""

    landmark: str
    nth: int = 1


NO_DEATH = Death("")
"""Ends when it is killed from outside."""


@dataclass
class World:
    """Everything around the service, and how it is going."""

    sandbox: Sandbox
    receiver: FakeReceiver
    database: Database
    port: int
    clock: FastClock
    nursery: Process
    accepted: set[str] = field(default_factory=set)
    """External ids of the mentions whose sender got its 202."""
    deaths: list[Death] = field(default_factory=list)
    alive: int = 0
    """Process id of the running service; 0 between lives."""
    pressed: dict[str, tuple[float, int]] = field(default_factory=dict)
    """When Sam last pressed a button of each message, and how often."""

    async def live(self, death: Death = NO_DEATH, seconds: float | None = None) -> None:
        """One life of the service, to its death at a landmark, or after so many seconds, or to `kill`."""
        url = self.database.url.render_as_string(hide_password=False)
        settings = service_settings(url, self.sandbox, self.receiver)
        life = Life(settings, self.port, self.clock, death.landmark, death.nth)
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(life.dump())
        self.alive = int(await self.nursery.stdout.readline())
        if seconds is not None:
            asyncio.get_running_loop().call_later(seconds, self.kill)
        code = int(await self.nursery.stdout.readline())
        self.alive = 0
        assert code == -signal.SIGKILL, f"the service ended by itself with {code}"
        self.deaths.append(death)

    def kill(self) -> None:
        """End the life under way, at whatever it is doing."""
        if self.alive:
            os.kill(self.alive, signal.SIGKILL)
        self.alive = 0

    async def say(self, external_id: str, text: str, **fields: Any) -> None:
        """Deliver one mention as a real sender does: again and again until it is taken."""
        body = body_of(a_post(external_id, text, **fields))
        delivery = f"msg_{external_id}_{fields.get('event', 'created')}"
        url = f"http://127.0.0.1:{self.port}/webhooks/generic"
        async with http_client(timeout=5) as client:
            while True:
                headers = signed(body, delivery, self.clock.now())
                try:
                    answer = await client.post(url, content=body, headers=headers)
                except httpx2.TransportError:
                    await asyncio.sleep(LOOK_SECONDS)
                    continue
                if answer.status_code == 202:
                    break
                assert answer.status_code == 503, answer.text
        self.accepted.add(external_id)

    async def press(self) -> None:
        """Approve whatever waits for it, for ever, as Sam who looks at the cards."""
        while True:
            for message in self.sandbox.messages(CHANNEL):
                for _, element in elements(message.get("blocks", [])):
                    if element["action_id"] in {"draft.approve", "draft.retry"}:
                        await self._press_once(message["ts"], element["action_id"])
            await asyncio.sleep(LOOK_SECONDS)

    async def _press_once(self, ts: str, action: str) -> None:
        now = time.monotonic()
        last, times = self.pressed.get(ts, (0.0, 0))
        if now - last < PRESS_AGAIN_SECONDS or not self.sandbox.connected:
            return
        self.pressed[ts] = (now, times + 1)
        # Refused, since it sounds like what has become public meanwhile: Sam asks for other words.
        if action == "draft.approve" and times % PATIENT_PRESSES == PATIENT_PRESSES - 1:
            action = "draft.redraft"
        # The service may die under the click, or the card may just have changed: a person presses again.
        with suppress(ActError, LookupError):
            await self.sandbox.click(SAM, CHANNEL, ts, action)

    async def until(self, goal: Callable[[], Awaitable[bool]], patience: float = PATIENCE_SECONDS) -> None:
        """Wait for something; given up when nothing has moved for `patience` seconds."""
        ends, moved = time.monotonic() + patience, None
        while not await goal():
            moving = await what_moves(self.database, self.accepted)
            if moving != moved:
                ends, moved = time.monotonic() + patience, moving
            if time.monotonic() > ends:
                raise AssertionError(f"after {self.deaths[-3:]} this still moves: {moving}")
            await asyncio.sleep(LOOK_SECONDS)

    async def at_rest(self) -> bool:
        """Nothing is left to be done by the service or by Sam."""
        return not await what_moves(self.database, self.accepted)

    async def account(self) -> Account:
        """What became of everything."""
        return await account(self.database, self.sandbox, self.receiver, self.accepted)


async def deaths_in_turn(world: World, deaths: Sequence[Death]) -> None:
    """Feed the service mention by mention, and let it die each of the deaths, then come to rest."""
    async with asyncio.TaskGroup() as tasks:
        lives = tasks.create_task(_lives(world, deaths))
        pressing = tasks.create_task(world.press())
        said = 0
        for number in range(len(deaths)):
            while len(world.deaths) <= number:
                said += 1
                await world.say(f"post-{said}", COMPLAINTS[said % len(COMPLAINTS)])
                await world.until(lambda number=number: _died_or_rests(world, number))  # type: ignore[misc]
        await world.until(world.at_rest)
        pressing.cancel()
        lives.cancel()
    world.kill()


async def _lives(world: World, deaths: Sequence[Death]) -> None:
    for death in deaths:
        await world.live(death)
    await world.live()


async def _died_or_rests(world: World, number: int) -> bool:
    return len(world.deaths) > number or await world.at_rest()


COMPLAINTS = (
    "Two hours on the phone and then they hung up on me. I only want my money back.",
    "My bag missed the 7:40 and nobody at the desk could tell me where it is.",
    "The app logged me out at the gate again and I missed my train because of it.",
    "Charged twice for one ticket, and the refund form has been broken for a week.",
)


@asynccontextmanager
async def a_world(database: Database) -> AsyncIterator[World]:
    """A new world without a service in it yet."""
    clock = FastClock(time.time(), SPEED)
    nursery = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash.child", stdin=PIPE, stdout=PIPE
    )
    try:
        async with Sandbox(rate_limits="off", clock=clock.seconds) as sandbox, fake_receiver() as receiver:
            world = World(sandbox, receiver, database, free_port(), clock, nursery)
            try:
                yield world
            finally:
                world.kill()
    finally:
        nursery.kill()
        await nursery.communicate()
