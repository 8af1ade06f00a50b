"""A storm at the desk: many mentions in a few minutes at Slack's own limits, and people who click then."""

import asyncio
import random
import time
from dataclasses import dataclass, field, replace

from bot.bench.cards import Desk
from bot.bench.child import APPROVER, CHANNEL
from bot.bench.figures import Bar, Figure, Unit, percentile
from bot.bench.posts import deliver, post
from bot.sandbox.shapes import ActError, Json
from bot.slack.ids import Action

CRITICAL_EVERY = 25
"""Of so many mentions one cannot wait."""
CRITICAL = "Your driver hit my son on Friday and he is in hospital with a broken leg."
CLICK_EVERY_S = 3.0
"""Between two clicks of all people together."""
PATIENCE_S = 15.0
SETTLE_S = 12.0
"""After the last mention: what is critical has to be out by then."""


@dataclass
class Storm:
    """What was sent, clicked and seen. Times in seconds."""

    sent: dict[str, float] = field(default_factory=dict)
    """When each mention was sent, by its id."""
    critical: set[str] = field(default_factory=set)
    clicks: list[float] = field(default_factory=list)
    """From a click until the card had changed."""
    unanswered: int = 0

    async def run(self, desk: Desk, count: int, seconds: float, seed: int = 1) -> None:
        """Let `count` mentions come in over `seconds`, and people click on what is there."""
        clicking = asyncio.create_task(self._click_on(desk, random.Random(seed)))
        await self._send(desk, count, seconds)
        await asyncio.sleep(SETTLE_S)
        clicking.cancel()
        await asyncio.gather(clicking, return_exceptions=True)

    def figures(self, desk: Desk) -> list[Figure]:
        """How it went."""
        limited = sum(call.error == "ratelimited" for call in desk.sandbox.calls)
        shown = _shown(desk)
        waits = [shown[one] - self.sent[one] if one in shown else PATIENCE_S for one in self.critical]
        slowest, clicks = max(waits, default=0.0), self.clicks or [0.0]
        told = [
            Figure("refused by Slack for too many calls", limited, Unit.COUNT, Bar(0.0)),
            Figure("cards out when it ended", len(shown), Unit.COUNT),
            Figure("critical mention → card, slowest", slowest, Unit.SECONDS, Bar(10.0)),
            Figure("clicks", len(self.clicks), Unit.COUNT),
            Figure("clicks without an answer", self.unanswered, Unit.COUNT, Bar(0.0)),
            Figure("click → answer, p50", percentile(clicks, 0.5), Unit.MILLISECONDS),
            Figure("click → answer, p99", percentile(clicks, 0.99), Unit.MILLISECONDS, Bar(1.0)),
        ]
        return [replace(one, measure=f"storm of {len(self.sent)}: {one.measure}") for one in told]

    async def _send(self, desk: Desk, count: int, seconds: float) -> None:
        began = time.time()
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number * seconds / count - time.time()))
            told, sent = post(number), time.time()
            is_critical = number % CRITICAL_EVERY == CRITICAL_EVERY - 1
            told |= {"text": f"{CRITICAL} Line {number}."} if is_critical else {}
            mention = await deliver(desk.client, desk.child.hook_url, told)
            self.sent[mention] = sent
            if is_critical:
                self.critical.add(mention)

    async def _click_on(self, desk: Desk, choice: random.Random) -> None:
        while True:
            await asyncio.sleep(CLICK_EVERY_S)
            open_cards = [card for card in desk.sandbox.messages(CHANNEL) if _has_approve(card)]
            if open_cards:
                await self._click(desk, choice.choice(open_cards))

    async def _click(self, desk: Desk, card: Json) -> None:
        ts, text = str(card["ts"]), card["text"]
        notes, began = len(desk.sandbox.ephemerals(APPROVER)), time.monotonic()

        def is_answered() -> bool:
            is_told = len(desk.sandbox.ephemerals(APPROVER)) > notes
            return is_told or desk.sandbox.message(CHANNEL, ts)["text"] != text

        try:
            await desk.sandbox.click(APPROVER, CHANNEL, ts, Action.APPROVE)
            await desk.sandbox.wait_for(is_answered, PATIENCE_S)
        except (ActError, TimeoutError):
            self.unanswered += 1
        else:
            self.clicks.append(time.monotonic() - began)


def _has_approve(card: Json) -> bool:
    rows = [block["elements"] for block in card.get("blocks", []) if block["type"] == "actions"]
    return any(element.get("action_id") == Action.APPROVE for row in rows for element in row)


def _shown(desk: Desk) -> dict[str, float]:
    """When each mention's card came out, by the mention's id."""
    shown: dict[str, float] = {}
    for message in desk.sandbox.messages(CHANNEL):
        row = str((message.get("metadata") or {}).get("event_payload", {}).get("id", ""))
        if row.startswith("card:"):
            shown[row.removeprefix("card:")] = float(message["ts"])
    return shown
