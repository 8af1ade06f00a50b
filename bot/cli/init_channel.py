"""`amends init`: the channel for the cards, and who brought the app there."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from bot.cli.ask_slack import DEADLINE_SECONDS, Reply, ask
from bot.cli.check_people import unfit
from bot.cli.init_asking import ask_yes, choose, say, step, tell
from bot.cli.init_tokens import Workspace
from bot.cli.lines import fault, ok, warning
from bot.cli.slack_troubles import INVITE
from bot.outgoing import http_client
from bot.settings import Settings
from bot.slack.joining import Ear, Join, listening

LOOK_SECONDS = 3.0
"""How often Slack is asked where the app is, in case another program hears of the invitation."""
MOST_LISTED = 30
"""People of a channel that one can choose from by number."""
KINDS = "public_channel,private_channel"


@dataclass(frozen=True)
class Person:
    """Somebody in Slack. `problem` is why they can have no right, `None` if they can."""

    id: str
    name: str
    zone: str
    problem: str | None = None


@dataclass(frozen=True)
class Room:
    """The channel. `inviter` is who brought the app there, as far as Slack says; `stamp` names that join."""

    id: str
    name: str
    inviter: str | None = None
    stamp: str = ""
    is_shared: bool = False
    """Another company reads along."""


class Slack:
    """What has to be asked of Slack here. All errors are answers."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def rooms(self) -> dict[str, Room]:
        """Channels that the app is in, by id."""
        found, cursor = dict[str, Room](), ""
        while True:
            said = await self._ask(
                "users.conversations", types=KINDS, exclude_archived="true", limit="200", cursor=cursor
            )
            found |= {one["id"]: _room(one) for one in said.body.get("channels") or []}
            cursor = str((said.body.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return found

    async def room(self, channel: str) -> Room:
        """A channel by id."""
        said = await self._ask("conversations.info", channel=channel)
        return _room(said.body.get("channel") or {"id": channel})

    async def person(self, user: str) -> Person:
        """Somebody by id."""
        said = (await self._ask("users.info", user=user)).body.get("user") or {}
        profile = said.get("profile") or {}
        name = str(profile.get("real_name") or said.get("real_name") or said.get("name") or "somebody")
        problem = unfit(said) if said else "is not known to Slack"
        return Person(user, name, str(said.get("tz") or "UTC"), problem)

    async def people(self, channel: str) -> list[Person]:
        """Who in a channel can have rights, if it is a small one; nobody if it is not."""
        said = await self._ask("conversations.members", channel=channel, limit=str(MOST_LISTED + 1))
        members = [str(one) for one in said.body.get("members") or []]
        if len(members) > MOST_LISTED:
            return []
        found = [await self.person(user) for user in members]
        return [one for one in found if one.problem is None]

    async def _ask(self, method: str, **arguments: str) -> Reply:
        workspace = self._workspace
        async with http_client(base_url=workspace.api_url, timeout=DEADLINE_SECONDS) as client:
            return await ask(client, method, workspace.bot_token, **arguments)


def channel(settings: Settings, workspace: Workspace) -> Room:
    """The channel of the settings if the app is there, one that it is in already, or the next invitation."""
    step(2, "A channel for the cards")
    slack = Slack(workspace)
    there = asyncio.run(slack.rooms())
    if before := there.get(settings.slack_channel):
        tell(ok(f"Cards go to #{before.name}, as before."))
        return before
    return _one_of([one for one in there.values() if not one.is_shared]) or invited(workspace)


def invited(workspace: Workspace) -> Room:
    """Wait until somebody brings the app into a channel of their own."""
    return asyncio.run(_invited(Slack(workspace), workspace))


def _one_of(rooms: list[Room]) -> Room | None:
    """One of the channels that the app is in, if the person says so."""
    if not rooms:
        return None
    names = [f"#{one.name}" for one in rooms]
    if len(rooms) == 1:
        return rooms[0] if ask_yes(f"I am in {names[0]} already. Shall the cards go there?") else None
    place = choose("Where shall the cards go?", [*names, "Another one: I will invite you"])
    return rooms[place] if place < len(rooms) else None


async def _invited(slack: Slack, workspace: Workspace) -> Room:
    known = set(await slack.rooms())
    async with listening(workspace.app_token, workspace.api_url, workspace.bot_user) as ear:
        # Without a hello Slack is asked where the app is, which takes a little longer.
        with suppress(TimeoutError):
            async with asyncio.timeout(DEADLINE_SECONDS):
                await ear.heard_hello.wait()
        if ear.others:
            tell(warning("Another program is connected with this app.", "Stop `amends serve` for now."))
        # Only now, so that no invitation comes before somebody listens.
        say(f"In Slack, in the channel where the cards shall go, write:  {INVITE.format(workspace.bot_name)}")
        say("Waiting for that… (Ctrl-C stops; nothing was written)")
        while True:
            join = await _next(ear, slack, known)
            known.add(join.channel)
            room = await slack.room(join.channel)
            if not room.is_shared:
                return replace(room, inviter=join.inviter, stamp=join.stamp)
            why = f"#{room.name} is shared with another company, which would read along."
            tell(fault(why, "Invite me to a channel of your own."))


async def _next(ear: Ear, slack: Slack, known: set[str]) -> Join:
    """The next join that is heard; one that somebody else heard is seen a little later."""
    seen: set[str] = set()
    while True:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await ear.joins.get()
        except TimeoutError:
            if seen:
                return Join(min(seen), None, "")
            seen = set(await slack.rooms()) - known


def _room(described: dict[str, Any]) -> Room:
    """A channel as Slack describes it."""
    is_shared = bool(described.get("is_ext_shared") or described.get("is_pending_ext_shared"))
    return Room(str(described["id"]), str(described.get("name") or described["id"]), is_shared=is_shared)
