"""The demo without a person: approves every card by script, and tells what became of each mention."""

import asyncio
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

Json = dict[str, Any]


@dataclass
class Hands:
    """One approver who clicks whatever waits for a click."""

    sandbox: Sandbox
    pressed: set[str] = field(default_factory=set)

    async def press_what_waits(self) -> int:
        """Click each waiting button once; how many."""
        waiting = [
            (message["ts"], element["action_id"], element.get("value", ""))
            for message in self.sandbox.messages(CHANNEL)
            for block in message.get("blocks", [])
            for element in block.get("elements", [])
            if element.get("action_id") in _PRESS
        ]
        fresh = [one for one in waiting if f"{one[1]}:{one[2]}" not in self.pressed]
        for ts, action, value in fresh:
            self.pressed.add(f"{action}:{value}")
            await self.sandbox.click(APPROVER, CHANNEL, ts, action)
        # A form may open some time after its button was pressed; an answered one is gone.
        for view in self.sandbox.views(APPROVER):
            await self.sandbox.submit(APPROVER, view["id"])
        return len(fresh)


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
