"""`amends init`: the channel for the cards, and who brought the app there."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx2

from bot.cli.ask_slack import DEADLINE_SECONDS, Reply, ask
from bot.cli.check_people import unfit
from bot.cli.init_asking import ask_yes, choose, say, step, tell
from bot.cli.init_tokens import Workspace
from bot.cli.lines import fault, ok, warning
from bot.cli.slack_troubles import INVITE
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


class Slack:
    """What has to be asked of Slack here. All errors are answers."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def rooms(self) -> dict[str, str]:
        """Channels that the app is in, by id."""
        found, cursor = dict[str, str](), ""
        while True:
            said = await self._ask(
                "users.conversations", types=KINDS, exclude_archived="true", limit="200", cursor=cursor
            )
            found |= {str(one["id"]): str(one.get("name")) for one in said.body.get("channels") or []}
            cursor = str((said.body.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return found

    async def room(self, channel: str) -> dict[str, Any]:
        """A channel as Slack describes it; empty if it does not."""
        said = await self._ask("conversations.info", channel=channel)
        return dict(said.body.get("channel") or {})

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
        async with httpx2.AsyncClient(base_url=workspace.api_url, timeout=DEADLINE_SECONDS) as client:
            return await ask(client, method, workspace.bot_token, **arguments)


def channel(settings: Settings, workspace: Workspace) -> Room:
    """The channel of the settings if the app is there, one that it is in already, or the next invitation."""
    step(2, "A channel for the cards")
    slack = Slack(workspace)
    there = asyncio.run(slack.rooms())
    if settings.slack_channel in there:
        tell(ok(f"Cards go to #{there[settings.slack_channel]}, as before."))
        return Room(settings.slack_channel, there[settings.slack_channel])
    if chosen := _one_of(there):
        return chosen
    return invited(workspace)


def invited(workspace: Workspace) -> Room:
    """Wait until somebody brings the app into a channel of their own."""
    return asyncio.run(_invited(Slack(workspace), workspace))


def _one_of(there: dict[str, str]) -> Room | None:
    """One of the channels that the app is in, if the person says so."""
    if not there:
        return None
    ids = list(there)
    names = [f"#{there[one]}" for one in ids]
    if len(ids) == 1:
        is_it = ask_yes(f"I am in {names[0]} already. Shall the cards go there?")
        return Room(ids[0], there[ids[0]]) if is_it else None
    place = choose("Where shall the cards go?", [*names, "Another one: I will invite you"])
    return Room(ids[place], there[ids[place]]) if place < len(ids) else None


async def _invited(slack: Slack, workspace: Workspace) -> Room:
    known = set(await slack.rooms())
    async with listening(workspace.app_token, workspace.api_url, workspace.bot_user) as ear:
        with suppress(
            TimeoutError
        ):  # without it Slack is asked where the app is, which takes a little longer
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
            described = await slack.room(join.channel)
            if room := _fit(described, join):
                return room


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


def _fit(described: dict[str, Any], join: Join) -> Room | None:
    """The channel if it is good for cards; why not is said."""
    name = str(described.get("name") or join.channel)
    if described.get("is_ext_shared") or described.get("is_pending_ext_shared"):
        why = f"#{name} is shared with another company, which would read along."
        tell(fault(why, "Invite me to a channel of your own."))
        return None
    return Room(join.channel, name, join.inviter, join.stamp)
