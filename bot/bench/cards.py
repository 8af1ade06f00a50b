"""How long a person waits: for a card after a mention came in, and for the card to change after a click."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

from bot.bench.child import APPROVER, CHANNEL, Child
from bot.bench.posts import deliver, post
from bot.outgoing import http_client
from bot.sandbox.server import Sandbox
from bot.sandbox.web_api import Call
from bot.slack.ids import Action

PAUSE_S = 1.2
"""Between posts: Slack takes one a second in a channel, and waiting for that is not our time."""
CLICK_PAUSE_S = 2.0
"""Between a card and its click, so that edits stay within Slack's 50 a minute."""
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Desk:
    """The sandbox on one side of a running service, and its webhook on the other."""

    sandbox: Sandbox
    child: Child
    client: httpx2.AsyncClient

    async def card_times(self, count: int, note: Callable[[], None]) -> list[float]:
        """Seconds from sending a mention until Slack has its card, for `count` mentions one by one."""
        times = []
        for number in range(count):
            began, card = await self._card(number)
            times.append(card.at - began)
            note()
            await asyncio.sleep(PAUSE_S)
        return times

    async def click_times(self, count: int, note: Callable[[], None]) -> list[float]:
        """Seconds from a click on Approve until Slack has the changed card, for `count` cards one by one."""
        times = []
        for number in range(count):
            _began, card = await self._card(number)
            await asyncio.sleep(CLICK_PAUSE_S)
            times.append(await self._approve(_ts_of(self.sandbox, card)))
            note()
        return times

    async def _card(self, number: int) -> tuple[float, Call]:
        """Send one mention and wait for its card; when it was sent, and the call that posted it."""
        # Each of a brand of its own: of one brand, so many would become an incident, with one card for all.
        told = post(number) | {"brand": f"Brand {number}"}
        began = time.time()
        mention = await deliver(self.client, self.child.hook_url, told)
        card = await self._call("chat.postMessage", began, lambda call: _row_of(call) == f"card:{mention}")
        return began, card

    async def _approve(self, ts: str) -> float:
        began = time.time()
        await self.sandbox.click(APPROVER, CHANNEL, ts, Action.APPROVE)
        changed = await self._call("chat.update", began, lambda call: call.args.get("ts") == ts)
        return changed.at - began

    async def _call(self, method: str, since: float, fits: Callable[[Call], bool]) -> Call:
        def found() -> Call | None:
            for call in reversed(self.sandbox.calls):
                if call.at < since:
                    return None
                if call.method == method and call.error is None and fits(call):
                    return call
            return None

        call = await self.sandbox.wait_for(found, PATIENCE_S)
        assert call is not None
        return call


@asynccontextmanager
async def at_desk(sandbox: Sandbox, child: Child) -> AsyncIterator[Desk]:
    """Ready to deliver and to click, once the service is connected to Slack."""
    await sandbox.wait_for(lambda: sandbox.connected, PATIENCE_S)
    async with http_client(timeout=PATIENCE_S) as client:
        yield Desk(sandbox, child, client)


def _row_of(call: Call) -> object:
    metadata = call.args.get("metadata") or {}
    return metadata.get("event_payload", {}).get("id")


def _ts_of(sandbox: Sandbox, card: Call) -> str:
    row = _row_of(card)
    return next(
        str(message["ts"])
        for message in reversed(sandbox.messages(CHANNEL))
        if (message.get("metadata") or {}).get("event_payload", {}).get("id") == row
    )
