"""Two Socket Mode connections: each press arrives once, a silent or refused one is replaced."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.slack.receiving import Receiving
from bot.slack.sockets import Line, SocketLine, Sockets
from tests.builders import ANN, CHANNEL

PING_SECONDS = 0.5
"""So that silence is noticed soon: after four pings."""
LOOK_SECONDS = 0.05
PATIENCE = 30.0


@pytest.fixture
def kind() -> str:
    """Nothing here looks at a database."""
    return "sqlite"


@dataclass
class Wire:
    """A way to the sandbox that can fall silent without being cut."""

    to: str
    port: int = 0
    silent: bool = False
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        host, port = urlsplit(self.to).hostname, urlsplit(self.to).port
        there_reads, there_writes = await asyncio.open_connection(host, port)
        ways = [self._one_way(reader, there_writes), self._one_way(there_reads, writer)]
        for way in ways:
            task = asyncio.create_task(way)
            self.tasks.add(task)

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        was_silent = self.silent
        try:
            while data := await reader.read(65_536):
                if self.silent and not was_silent:
                    # What was open when it fell silent stays open, and says nothing any more.
                    await asyncio.Event().wait()
                writer.write(data)
        finally:
            writer.close()


@asynccontextmanager
async def a_wire(sandbox: Sandbox) -> AsyncIterator[Wire]:
    wire = Wire(sandbox.url)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    yield wire
    server.close()
    for task in wire.tasks:
        task.cancel()
    await asyncio.gather(*wire.tasks, return_exceptions=True)
    await server.wait_closed()


class OverWire(AsyncWebClient):
    """Gets its tickets as usual, but dials by a wire."""

    wire: Wire

    async def apps_connections_open(self, **arguments: object) -> object:  # type: ignore[override]
        answer = await super().apps_connections_open(**arguments)  # type: ignore[arg-type]
        answer.data["url"] = answer.data["url"].replace(  # type: ignore[index,call-overload]
            urlsplit(self.wire.to).netloc, f"127.0.0.1:{self.wire.port}"
        )
        return answer


@asynccontextmanager
async def kept_up(make: Callable[[], Line], **given: float) -> AsyncIterator[None]:
    task = asyncio.create_task(Sockets(make, look_every=LOOK_SECONDS, **given).run())  # type: ignore[arg-type]
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def an_app(client: AsyncWebClient) -> tuple[Receiving, list[str]]:
    """Notes the commands that arrive."""
    app, arrived = AsyncApp(name="test", client=client), list[str]()

    @app.command("/amends")
    async def typed(ack: AsyncAck, body: dict[str, str]) -> None:
        arrived.append(body["text"])
        await ack(f"heard {body['text']}")

    return Receiving(app), arrived


async def test_each_press_arrives_once_over_one_of_two_connections(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    receiving, arrived = an_app(client)
    async with kept_up(lambda: SocketLine(receiving, sandbox.app_token)):
        await sandbox.wait_for(lambda: sandbox.connections == 2, PATIENCE)

        for number in range(6):
            await sandbox.slash(ANN, CHANNEL, str(number))

    assert arrived == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize("reason", ["refresh_requested", "link_cut"])
async def test_both_come_back_after_slack_sent_them_away(
    sandbox: Sandbox, client: AsyncWebClient, reason: str
) -> None:
    receiving, arrived = an_app(client)
    async with kept_up(lambda: SocketLine(receiving, sandbox.app_token, PING_SECONDS)):
        await sandbox.wait_for(lambda: sandbox.connections == 2, PATIENCE)
        await sandbox.disconnect_socket(reason)

        await sandbox.wait_for(lambda: sandbox.connections == 2, PATIENCE)
        await sandbox.slash(ANN, CHANNEL, "again")

    assert arrived == ["again"]


@pytest.mark.parametrize("when", ["in use", "at its handshake"])
async def test_a_socket_that_falls_silent_is_replaced(
    sandbox: Sandbox, session: aiohttp.ClientSession, when: str
) -> None:
    async with a_wire(sandbox) as wire:
        client = OverWire(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        client.wire = wire
        receiving, arrived = an_app(client)
        made: list[SocketLine] = []

        def make() -> SocketLine:
            made.append(SocketLine(receiving, sandbox.app_token, PING_SECONDS))
            return made[-1]

        async with kept_up(make, count=1, patience=3.0):
            await sandbox.wait_for(lambda: sandbox.connections, PATIENCE)
            if when == "in use":
                await sandbox.wait_for(lambda: session_of(made[0]), PATIENCE)
            old = session_of(made[0])
            wire.silent = True

            await sandbox.wait_for(lambda: session_of(made[-1]) not in {old, None}, PATIENCE)
            # The sandbox does not know that the old one is of no use: that one would get every other press.
            await sandbox.disconnect_socket("link_cut")
            await sandbox.wait_for(lambda: sandbox.connections, PATIENCE)
            await sandbox.slash(ANN, CHANNEL, "hello")

    assert arrived == ["hello"]


def session_of(line: SocketLine) -> object:
    return line._handler.client.current_session


@dataclass
class Stuck:
    """A line that never comes up, as the library's does with a refused ticket."""

    closed: bool = False

    async def connect(self) -> None:
        await asyncio.Event().wait()

    async def is_up(self) -> bool:
        return False

    async def close(self) -> None:
        self.closed = True


async def test_a_line_that_stays_down_is_replaced_by_a_new_one() -> None:
    made: list[Stuck] = []

    def make() -> Stuck:
        made.append(Stuck())
        return made[-1]

    async with asyncio.timeout(PATIENCE), kept_up(make, count=1, patience=0.1):
        while len(made) < 3:  # noqa: ASYNC110 - lines ring no bell
            await asyncio.sleep(LOOK_SECONDS)

    assert all(line.closed for line in made)


async def test_a_refused_ticket_does_not_keep_a_line_down(sandbox: Sandbox, client: AsyncWebClient) -> None:
    receiving, arrived = an_app(client)
    made: list[SocketLine] = []

    def make() -> SocketLine:
        made.append(SocketLine(receiving, sandbox.app_token, PING_SECONDS))
        if len(made) == 1:
            made[0]._handler.client.wss_uri = f"{sandbox.url.replace('http', 'ws')}/link/used-before"
        return made[-1]

    async with kept_up(make, count=1, patience=0.5):
        await sandbox.wait_for(lambda: sandbox.connections, PATIENCE)
        await sandbox.slash(ANN, CHANNEL, "hello")

    assert (len(made), arrived) == (2, ["hello"])
