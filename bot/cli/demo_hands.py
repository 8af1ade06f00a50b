"""The demo without a person: decides on every card by script, and tells what became of each mention."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any

import click

from bot.cli.demo_feed import Feed
from bot.sandbox.server import Sandbox
from bot.store import endings
from bot.store.database import Database

CHANNEL = "C0CARE"
APPROVER = "U0STAFF"
PATIENCE_SECONDS = 90.0
PAUSE_SECONDS = 0.2
_PRESS = ("draft.approve", "draft.posted")
_WRITE, _MENU, _DECLINE = "Write the reply", "draft.more", ":decline"
SECOND = "U0ANN"
_LOW = "low:"
_ONLY = re.compile(r":lock:.*only <@(\w+)>")
"""Who alone may approve a card, as it says itself."""
_ONCE = re.compile(r":eyes: \*Approved once")

Json = dict[str, Any]


@dataclass(frozen=True)
class Press:
    """One button that waits, and who presses it. `choice` is the value of a menu's option."""

    user: str
    ts: str
    action: str
    value: str
    choice: str | None = None

    @property
    def mark(self) -> str:
        """The same for the same person's same press."""
        return f"{self.user}:{self.action}:{self.value}"


@dataclass
class Hands:
    """People who click whatever waits for a click."""

    sandbox: Sandbox
    pressed: set[str] = field(default_factory=set)

    async def press_what_waits(self) -> int:
        """Click each waiting button once; how many."""
        waiting = [one for message in self.sandbox.messages(CHANNEL) for one in _waiting(message)]
        fresh = [one for one in waiting if one.mark not in self.pressed]
        for one in fresh:
            self.pressed.add(one.mark)
            await self.sandbox.click(one.user, CHANNEL, one.ts, one.action, one.choice)
        # A form may open some time after its button was pressed; an answered one is gone.
        for user in {APPROVER, *(one.user for one in waiting)}:
            for view in self.sandbox.views(user):
                await self.sandbox.submit(user, view["id"])
        return len(fresh)


def _waiting(message: Json) -> list[Press]:
    blocks = message.get("blocks", [])
    user = next((hit[1] for block in blocks if (hit := _ONLY.search(_text(block)))), _first_or_second(blocks))
    elements = [element for block in blocks for element in block.get("elements", [])]
    if any(_text(element) == _WRITE for element in elements):
        return _declines(message, elements)
    there = [*(one for one in elements if one.get("action_id") in _PRESS), *_listed(blocks)]
    return [Press(user, message["ts"], one["action_id"], one.get("value", "")) for one in there]


def _listed(blocks: list[Json]) -> list[Json]:
    """What brings the first low one from its list onto a card; what was set aside has found its end."""
    rows = [block for block in blocks if str(block.get("block_id", "")).startswith(_LOW)]
    return [row["accessory"] for row in rows if "accessory" in row][:1]


def _first_or_second(blocks: list[Json]) -> str:
    return SECOND if any(_ONCE.match(_text(block)) for block in blocks) else APPROVER


def _declines(message: Json, elements: list[Json]) -> list[Press]:
    """A script cannot write: what no template answers is closed without a reply."""
    menus = [element for element in elements if element.get("action_id") == _MENU]
    values = [one["value"] for menu in menus for one in menu["options"] if one["value"].endswith(_DECLINE)]
    return [Press(APPROVER, message["ts"], _MENU, value, value) for value in values]


def _text(block: Json) -> str:
    text = block.get("text")
    return str(text.get("text", "")) if isinstance(text, dict) else ""


async def approve_all(sandbox: Sandbox, feed: Feed, database: Database) -> int:
    """Approve until every mention has its end; 0 if all have one and nothing was altered."""
    hands = Hands(sandbox)
    told: dict[str, str] = {}
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(told) < feed.distinct():
                await hands.press_what_waits()
                told |= await _tell_new(database, told)
                await asyncio.sleep(PAUSE_SECONDS)
    except TimeoutError:
        click.echo(f"Only {len(told)} of {feed.distinct()} mentions came to an end in time.")
        return 1
    return await _sum_up(sandbox, database, feed)


async def _tell_new(database: Database, told: dict[str, str]) -> dict[str, str]:
    async with database.reading() as session:
        ended = await endings.ended(session)
    fresh = {one.mention_id: one.outcome for one in ended if one.mention_id not in told}
    for one in ended:
        if one.mention_id in fresh:
            click.echo(f"  {one.outcome:<16} {one.platform:<12} {one.reply or ''}")
    return fresh


async def _sum_up(sandbox: Sandbox, database: Database, feed: Feed) -> int:
    async with database.reading() as session:
        ended = await endings.ended(session)
    approved = {one.reply for one in ended if one.outcome == "published"}
    public = [reply["text"] for post in sandbox.timeline.posts for reply in post.replies]
    altered = [text for text in public if text not in approved]
    click.echo(
        f"\n{len(feed.delivered)} deliveries, {feed.distinct()} mentions, {len(public)} replies published, "
        f"{len(altered)} altered, {len(public) - len(set(public))} doubled."
    )
    return 1 if altered or len(public) != len(set(public)) or len(public) != len(approved) else 0
