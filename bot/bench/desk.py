"""A storm: many mentions in a few minutes at Slack's own limits, people who click, and where all ended."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field, replace

from bot.bench.cards import Desk
from bot.bench.child import APPROVER, CHANNEL
from bot.bench.figures import Bar, Figure, Unit, percentile
from bot.bench.footprint import rss_bytes
from bot.bench.intake import missing
from bot.bench.posts import deliver, post
from bot.sandbox.shapes import ActError, Json
from bot.slack.ids import Action
from bot.store import mentions
from bot.store.database import Database

CRITICAL = "Your driver hit my son on Friday and he is in hospital with a broken leg."
CLICK_EVERY_S = 3.0
"""Between two clicks of all people together."""
LOOK_EVERY_S = 2.0
"""Between two looks at the memory."""
PATIENCE_S = 15.0
SETTLE_S = 12.0
"""After the last mention: what is critical has to be out by then."""


@dataclass(frozen=True)
class Weather:
    """How much comes in how many seconds, strewn with how many that cannot wait; the bars it is held to.

    `card` is in seconds, for the slowest critical card of all but one in a hundred; `memory` in bytes.
    """

    count: int
    seconds: float
    critical: int
    card: float
    memory: float = 400e6

    @property
    def name(self) -> str:
        """For the table."""
        return f"{self.count:,} mentions in {self.seconds / 60:.2g} min"

    def is_critical(self, number: int) -> bool:
        """Whether this one cannot wait; they are strewn evenly."""
        return (number + 1) * self.critical // self.count > number * self.critical // self.count


BUSY = Weather(count=500, seconds=300.0, critical=20, card=10.0)
"""A bad afternoon, each mention with a card of its own sooner or later."""
FLOOD = Weather(count=10_000, seconds=600.0, critical=50, card=5.0)
"""A crisis: far more than Slack could ever show one by one."""


@dataclass
class Storm:
    """What was sent, clicked and seen. Times in seconds."""

    weather: Weather
    sent: dict[str, float] = field(default_factory=dict)
    """When each mention was sent, by its id."""
    critical: set[str] = field(default_factory=set)
    clicks: list[float] = field(default_factory=list)
    """From a click until the card had changed."""
    unanswered: int = 0
    memory: int = 0
    """The most that was seen."""
    ends: Counter[str] = field(default_factory=Counter)
    """How many mentions stand where."""
    lost: int = 0

    async def run(self, desk: Desk, seed: int = 1) -> None:
        """Let it come in, while people click on what is there."""
        beside = [
            asyncio.create_task(self._clicking(desk, random.Random(seed))),
            asyncio.create_task(self._watch(desk)),
        ]
        await self._send(desk)
        await asyncio.sleep(SETTLE_S)
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        self.ends = await _ends(desk.child.database_url)
        self.lost = await missing(desk.child.database_url, list(self.sent))

    def figures(self, desk: Desk) -> list[Figure]:
        """How it went."""
        limited = sum(call.error == "ratelimited" for call in desk.sandbox.calls)
        shown = _shown(desk)
        waits = [shown[one] - self.sent[one] if one in shown else PATIENCE_S for one in self.critical] or [
            0.0
        ]
        clicks = self.clicks or [0.0]
        told = [
            Figure("refused by Slack for too many calls", limited, Unit.COUNT, Bar(0.0)),
            Figure(
                "critical mention → card, p99", percentile(waits, 0.99), Unit.SECONDS, Bar(self.weather.card)
            ),
            Figure("clicks", len(self.clicks), Unit.COUNT),
            Figure("clicks without an answer", self.unanswered, Unit.COUNT, Bar(0.0)),
            Figure("click → answer, p50", percentile(clicks, 0.5), Unit.MILLISECONDS),
            Figure("click → answer, p99", percentile(clicks, 0.99), Unit.MILLISECONDS, Bar(1.0)),
            Figure("cards out when it ended", len(shown), Unit.COUNT),
            *(Figure(f"mentions {where}", count, Unit.COUNT) for where, count in sorted(self.ends.items())),
            Figure("mentions lost", self.lost, Unit.COUNT, Bar(0.0)),
            Figure("memory, most", self.memory, Unit.MEGABYTES, Bar(self.weather.memory)),
        ]
        return [replace(one, measure=f"{self.weather.name}: {one.measure}") for one in told]

    async def _send(self, desk: Desk) -> None:
        began, weather = time.time(), self.weather
        for number in range(weather.count):
            await asyncio.sleep(max(0.0, began + number * weather.seconds / weather.count - time.time()))
            told, sent = post(number), time.time()
            is_critical = weather.is_critical(number)
            told |= {"text": f"{CRITICAL} Line {number}."} if is_critical else {}
            mention = await deliver(desk.client, desk.child.hook_url, told)
            self.sent[mention] = sent
            if is_critical:
                self.critical.add(mention)

    async def _watch(self, desk: Desk) -> None:
        while True:
            self.memory = max(self.memory, rss_bytes(desk.child.pid))
            await asyncio.sleep(LOOK_EVERY_S)

    async def _clicking(self, desk: Desk, choice: random.Random) -> None:
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


async def _ends(database_url: str) -> Counter[str]:
    """How many of the stored mentions stand where, in words."""
    database = Database(database_url)
    async with database.reading() as session:
        standing = await mentions.by_standing(session)
    await database.close()
    return Counter({outcome or state: count for (state, outcome), count in standing.items()})
