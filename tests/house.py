"""The real service between a pretend Slack and a pretend receiver, on a clock that tests can push forward."""

import socket
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

import httpx2
from sqlmodel import SQLModel, select

from bot.app import Service, running
from bot.models import Draft, SlackMessage
from bot.outgoing import http_client
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.settings import Settings
from bot.store import slack_messages
from bot.store.database import Database
from bot.testing.fake_receiver import FakeReceiver, Mode, fake_receiver
from bot.text import mention_id
from bot.web.listen import listening
from tests.builders import ANN, CHANNEL, COLE, MAYA, SAM
from tests.intake.bodies import SECRET, a_post, body_of, signed_bytes
from tests.slack.views import labels, shown

PUBLISH_SECRET = "whsec_cHVibGlzaGluZy1zZWNyZXQtb2YtdGhlLXRlc3Rz"
SIGNING_SECRET = "a-signing-secret-of-the-tests"
PATIENCE_SECONDS = 20.0
LINK = b'{"id": "r-1", "url": "https://x.com/acme/status/99"}'

Row = TypeVar("Row", bound=SQLModel)


@dataclass
class Clock:
    """Real time, `speed` times as fast, and what was skipped of it."""

    speed: float = 1.0
    skipped: float = 0.0
    began: float = field(default_factory=time.time)

    def __call__(self) -> datetime:
        """For the product."""
        seconds = self.began + (time.time() - self.began) * self.speed + self.skipped
        return datetime.fromtimestamp(seconds, UTC)

    def skip(self, seconds: float) -> None:
        """Push it forward."""
        self.skipped += seconds


@dataclass
class House:
    """A running service and everything around it."""

    url: str
    sandbox: Sandbox
    receiver: FakeReceiver
    clock: Clock
    settings: Settings
    database: Database
    port: int = 0
    """Where it listens; a free one if 0."""
    _service: Service | None = None
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)
    _deliveries: "count[int]" = field(default_factory=count)
    _door: httpx2.AsyncClient = field(default_factory=httpx2.AsyncClient)

    @property
    def service(self) -> Service:
        """The one that runs now."""
        assert self._service is not None
        return self._service

    async def start(self) -> Service:
        """Let the service run."""
        self._service = service = await self._running.enter_async_context(
            running(self.settings, now=self.clock)
        )
        port = await self._running.enter_async_context(listening(service.public, "127.0.0.1", self.port))
        self.open_door(port)
        await self.sandbox.wait_for(lambda: self.sandbox.connected, PATIENCE_SECONDS)
        return service

    def open_door(self, port: int) -> None:
        """Deliver there from now on."""
        self._door = http_client(base_url=f"http://127.0.0.1:{port}", timeout=15)
        self._running.push_async_callback(self._door.aclose)

    @property
    def door(self) -> str:
        """Where it takes webhooks in."""
        return str(self._door.base_url)

    async def stop(self) -> None:
        """Stop it; it may be started again."""
        await self._running.aclose()

    async def deliver(self, *posts: Json, body: bytes | None = None) -> httpx2.Response:
        """One honest, signed webhook."""
        sent = body_of(*posts) if body is None else body
        headers = signed_bytes(sent, f"msg_{next(self._deliveries)}", self.clock())
        return await self._door.post("/webhooks/generic", content=sent, headers=headers)

    async def say(self, external_id: str, text: str, **fields: Any) -> str:
        """One mention that is taken in; its id."""
        answer = await self.deliver(a_post(external_id, text, **fields))
        assert answer.status_code == 202, answer.text
        return mention_id("generic", external_id)

    async def card(self, draft_id: str, holds: Callable[[Json], bool] = bool) -> Json:
        """The card of a draft once it stands in Slack, in its newest version, as `holds` wants it."""
        return await self.message(f"card:{draft_id}", holds)

    async def message(self, row_id: str, holds: Callable[[Json], bool] = bool) -> Json:
        """The message of a row, in the same way."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while True:
            row = await self.row(row_id)
            found = self._shown(row)
            if found is not None and holds(found):
                return found
            assert time.monotonic() < ends, f"{row_id} does not stand as wanted: {row}, {found}"
            with self.sandbox.workspace.changes.listening() as listener:
                await listener.wait(0.05)

    def _shown(self, row: SlackMessage | None) -> Json | None:
        if row is None or row.stale or row.ts is None:
            return None
        try:
            return self.sandbox.message(str(row.channel), row.ts)
        except LookupError:
            return None

    async def press(self, user: str, draft_id: str, action: str, choice: str | None = None) -> None:
        """Press a button of the card."""
        card = await self.card(draft_id)
        await self.sandbox.click(user, CHANNEL, card["ts"], action, choice)

    async def row(self, row_id: str) -> SlackMessage | None:
        """What is known of a Slack message."""
        async with self.database.reading() as session:
            return await slack_messages.get(session, row_id)

    async def draft(self, draft_id: str) -> Draft:
        """A draft as it stands."""
        async with self.database.reading() as session:
            return await session.get_one(Draft, draft_id)

    async def rows(self, table: type[Row]) -> list[Row]:
        """Everything in a table."""
        async with self.database.reading() as session:
            return list((await session.exec(select(table))).all())


def says(words: str) -> Callable[[Json], bool]:
    """Whether a message holds these words, in its text or on its buttons."""

    def holds(message: Json) -> bool:
        return words in shown(message["blocks"]) + "\n".join(labels(message["blocks"]))

    return holds


@asynccontextmanager
async def a_house(
    url: str,
    speed: float = 1.0,
    undo_seconds: int = 0,
    *,
    over_http: bool = False,
    sources: Mapping[str, Sequence[str]] | None = None,
    **more: Any,
) -> AsyncIterator[House]:
    """A house with its service running; Slack speaks to it by Socket Mode, or by signed requests.

    `sources` are further ones, with their secrets; `more` are further settings, as plain values.
    """
    port = free_port() if over_http else 0
    slack: dict[str, Any] = {"rate_limits": "off", "ack_seconds": 15}
    changes: dict[str, Any] = {}
    if over_http:
        slack |= {
            "request_url": f"http://127.0.0.1:{port}/slack/events",
            "signing_secret": SIGNING_SECRET,
        }
        changes |= {"slack_app_token": None, "slack_signing_secret": SIGNING_SECRET}
    async with Sandbox(**slack) as sandbox, fake_receiver() as receiver:
        receiver.mode, receiver.answer = Mode.OK_WITH_LINK, LINK
        given = service_settings(url, sandbox, receiver, undo_seconds) | changes | more
        settings = Settings.model_validate(
            given | {"webhook_secrets": given["webhook_secrets"] | (sources or {})}
        )
        house = House(url, sandbox, receiver, Clock(speed), settings, Database(url), port)
        try:
            await house.start()
            yield house
        finally:
            await house.stop()
            await house.database.close()


def free_port() -> int:
    """A port that nobody uses; Slack must know it before the service listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def service_settings(
    url: str, sandbox: Sandbox, receiver: FakeReceiver, undo_seconds: int = 0
) -> dict[str, Any]:
    """The settings of a small team, as plain values."""
    return {
        "database_url": url,
        "slack_bot_token": sandbox.bot_token,
        "slack_app_token": sandbox.app_token,
        "slack_api_url": sandbox.api_url,
        "slack_channel": CHANNEL,
        "slack_approvers": [ANN, SAM],
        "slack_managers": [MAYA],
        "slack_oncall": [COLE],
        "undo_seconds": undo_seconds,
        "publish_webhook_url": receiver.url,
        "publish_webhook_secret": PUBLISH_SECRET,
        "webhook_secrets": {"generic": [SECRET]},
    }
