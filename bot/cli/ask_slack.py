"""Asks Slack what `amends check` wants to know, with plain calls that change nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

import httpx2

from bot.outgoing import http_client
from bot.routing import Route
from bot.settings import Settings

DEADLINE_SECONDS = 10.0


@dataclass(frozen=True)
class Reply:
    """Slack's answer to one method. `error` is `None` when it is a yes."""

    error: str | None
    body: dict[str, Any] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()
    date: str | None = None


@dataclass(frozen=True)
class PersonFacts:
    """One configured id: the user as Slack describes it, or the members of the group."""

    id: str
    reply: Reply


@dataclass(frozen=True)
class SlackFacts:
    """All answers. `socket` is `None` when Socket Mode is not configured."""

    auth: Reply
    channel: Reply
    socket: Reply | None
    people: dict[str, PersonFacts]
    asked_at: datetime
    channels: dict[str, Reply] = field(default_factory=dict)
    """Those that routes name."""


async def slack_facts(
    settings: Settings, now: datetime, routes: Sequence[Route] = (), more: Sequence[str] = ()
) -> SlackFacts:
    """Ask Slack; needs a bot token. `now` is when asking began.

    `routes` name more people and channels; `more` are users and groups to look up beside them.
    """
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    app_token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else None
    named = [settings.slack_approvers, settings.slack_managers, settings.slack_oncall, settings.slack_legal]
    rooms = [route.channel for route in routes if route.channel]
    wanted = chain.from_iterable([*named, more, *(route.approvers for route in routes)])
    async with http_client(base_url=settings.slack_api_url, timeout=DEADLINE_SECONDS) as client:
        auth = await ask(client, "auth.test", token)
        channel = await ask(client, "conversations.info", token, channel=settings.slack_channel)
        socket = await ask(client, "apps.connections.open", app_token) if app_token else None
        people = {one: await _person(client, token, one) for one in dict.fromkeys(wanted)}
        channels = {one: await ask(client, "conversations.info", token, channel=one) for one in set(rooms)}
    return SlackFacts(auth, channel, socket, people, now, channels)


async def ask(client: httpx2.AsyncClient, method: str, token: str, **arguments: str) -> Reply:
    """One method, once; a fault of the way to Slack is an error like Slack's own."""
    headers = {"Authorization": f"Bearer {token}"}
    try:
        answer = await client.post(method, data=arguments, headers=headers)
        body = answer.json()
    except (httpx2.HTTPError, ValueError) as problem:
        return Reply(f"no answer ({problem.__class__.__name__})")
    if not isinstance(body, dict):
        return Reply("an answer that is not Slack's")
    scopes = frozenset(
        one.strip() for one in answer.headers.get("x-oauth-scopes", "").split(",") if one.strip()
    )
    error = None if body.get("ok") else str(body.get("error", "an answer that is not Slack's"))
    return Reply(error, body, scopes, answer.headers.get("date"))


async def _person(client: httpx2.AsyncClient, token: str, one: str) -> PersonFacts:
    if one.startswith("S"):
        return PersonFacts(one, await ask(client, "usergroups.users.list", token, usergroup=one))
    return PersonFacts(one, await ask(client, "users.info", token, user=one))
