"""`amends init`: the two tokens, each looked at by Slack before the next question."""

import asyncio
import re
import webbrowser
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click
import httpx2
from pydantic import SecretStr, TypeAdapter, ValidationError

from bot.cli.ask_slack import DEADLINE_SECONDS, Reply, ask
from bot.cli.check_slack import scope_lines, skew_lines
from bot.cli.init_asking import ask_secret, ask_yes, say, step, tell
from bot.cli.lines import Status, fault, ok
from bot.cli.slack_troubles import (
    NO_ANSWER,
    WHERE_APP_TOKEN,
    WHERE_BOT_TOKEN,
    app_token_advice,
    bot_token_advice,
)
from bot.outgoing import http_client
from bot.settings import Settings
from bot.settings.values import AppToken, BotToken
from bot.slack.manifest import manifest, new_app_link

Look = Callable[[str], Coroutine[Any, Any, bool]]

_APP_ID = re.compile(r"xapp-[0-9]+-(A[A-Z0-9]{5,})-")


@dataclass(frozen=True)
class Workspace:
    """What the tokens lead to."""

    api_url: str
    bot_token: str
    app_token: str
    bot_user: str
    bot_name: str
    team: str


def tokens(settings: Settings, *, browser: bool) -> Workspace:
    """Ask until Slack takes both; those of the settings are kept if it does."""
    step(1, "Your Slack app")
    given = settings.slack_bot_token, settings.slack_app_token
    if None in given:
        _offer_app(browser=browser)
    asked = _Asked(settings.slack_api_url)
    bot = _until_taken(given[0], ("Bot token", WHERE_BOT_TOKEN), BotToken, asked.takes_bot)
    app = _until_taken(given[1], ("App-level token", WHERE_APP_TOKEN), AppToken, asked.takes_app)
    said = asked.auth.body
    return Workspace(
        api_url=settings.slack_api_url,
        bot_token=bot,
        app_token=app,
        bot_user=str(said.get("user_id") or ""),
        bot_name=str(said.get("user") or "amends"),
        team=str(said.get("team") or ""),
    )


def _offer_app(*, browser: bool) -> None:
    """The way to an app that has all it needs and no more."""
    link = new_app_link(manifest())
    say("A link makes the app with everything filled in. Open it, choose your workspace, and press Create,")
    say("then Install to Workspace. Under Basic Information, App-Level Tokens: Generate one with the scope")
    say("connections:write. That makes the two tokens that are asked for next.")
    if not (browser and ask_yes("Open the link in your browser now?") and webbrowser.open(link)):
        click.echo(f"\n{link}\n")


def _until_taken(given: SecretStr | None, wanted: tuple[str, str], kind: Any, look: Look) -> str:
    """`wanted` is what it is called, and where it is found."""
    name, where = wanted
    token = given.get_secret_value() if given else ""
    if not token:
        say(f"{name}: {where}")
    while not (token and asyncio.run(look(token))):
        typed = ask_secret(f"{name} (Enter: look once more)" if token else f"{name}, not shown")
        token = _of_its_kind(typed, kind) if typed else token
    return token


def _of_its_kind(token: str, kind: Any) -> str:
    """The token, or nothing if it can be none of its kind, which is said."""
    try:
        TypeAdapter(kind).validate_python(token)
    except ValidationError as wrong:
        problem = wrong.errors(include_input=False, include_url=False)[0]["msg"].removeprefix("Value error, ")
        tell(fault(f"{problem[:1].upper()}{problem[1:]}.", "Copy the other one."))
        return ""
    return token


class _Asked:
    """Asks Slack about tokens, and says what it says. `auth` is its answer about the last bot token."""

    def __init__(self, api_url: str) -> None:
        self._api_url = api_url
        self.auth = Reply(NO_ANSWER)
        self._bot_token = ""

    async def takes_bot(self, token: str) -> bool:
        """Known, with all that the app may have to do, and on time."""
        began = datetime.now(UTC)
        async with self._client() as client:
            self.auth = said = await ask(client, "auth.test", token)
        if said.error is None and not said.body.get("bot_id"):
            said = Reply("not_allowed_token_type")
        if said.error is not None:
            tell(fault(f"Slack does not take this bot token ({said.error}).", bot_token_advice(said.error)))
            return False
        self._bot_token = token
        tell(ok(f"Connected to {said.body.get('team')} as @{said.body.get('user')}."))
        lines = [*scope_lines(said.scopes), *skew_lines(said.date, began)]
        for line in lines:
            if line.status is not Status.OK:
                tell(line)
        return all(line.status is not Status.FAULT for line in lines)

    async def takes_app(self, token: str) -> bool:
        """It opens Socket Mode."""
        async with self._client() as client:
            said = await ask(client, "apps.connections.open", token)
        if said.error is not None:
            what = f"Slack does not take this app-level token ({said.error})."
            tell(fault(what, app_token_advice(said.error)))
            return False
        if await self._is_of_another_app(token):
            tell(fault("The two tokens belong to different apps.", "Copy both from the same app."))
            return False
        tell(ok("Socket Mode is open: no public address is needed for Slack."))
        return True

    async def _is_of_another_app(self, token: str) -> bool:
        """An app-level token names its app; Slack says which one the bot belongs to."""
        named = _APP_ID.match(token)
        if named is None:
            return False
        bot = str(self.auth.body.get("bot_id") or "")
        async with self._client() as client:
            said = await ask(client, "bots.info", self._bot_token, bot=bot)
        app = (said.body.get("bot") or {}).get("app_id")
        return bool(app) and app != named[1]

    def _client(self) -> httpx2.AsyncClient:
        return http_client(base_url=self._api_url, timeout=DEADLINE_SECONDS)
