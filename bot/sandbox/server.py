"""The sandbox as tests and the demo use it: start it, look into it, act as somebody, break it."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Literal, Self, TypeVar

from starlette.types import ASGIApp

from bot.sandbox.acts import Acts
from bot.sandbox.cast import (
    Channel,
    Person,
    UserGroup,
    default_channels,
    default_commands,
    default_groups,
    default_people,
)
from bot.sandbox.delivery import ACK_SECONDS, Door, Kind, Retry
from bot.sandbox.events import DEFAULT_EVENTS, Events
from bot.sandbox.faults import Fault
from bot.sandbox.http_mode import HttpMode
from bot.sandbox.inputs import VALUE_FIELDS, chosen, elements, entry_of, find_element
from bot.sandbox.messages import Message
from bot.sandbox.methods import DEFAULT_SCOPES
from bot.sandbox.rates import RateLimits
from bot.sandbox.routes import Routes
from bot.sandbox.serving import Serving
from bot.sandbox.shapes import ActError, Clock, Json
from bot.sandbox.snapshot import Snapshots
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.timeline import Timeline
from bot.sandbox.views import View
from bot.sandbox.web_api import Call, Tokens, WebApi
from bot.sandbox.workspace import Workspace

BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - opens nothing but this pretend workspace
APP_TOKEN = "xapp-sandbox"  # noqa: S105
TIMELINE_SECRET = "whsec_c2FuZGJveC10aW1lbGluZS1zaWduaW5nLWtleS0x"  # noqa: S105
POLL_SECONDS = 0.02
"""How often `wait_for` looks again when nothing happens in the sandbox itself."""
KEPT_CALLS = 10_000
KEPT_MESSAGES = 5_000

Found = TypeVar("Found")


class Sandbox:
    """A pretend Slack workspace on a loopback port; an async context manager.

    With `request_url` and `signing_secret` it speaks to the app over HTTP, else over Socket Mode. `port=0`
    takes a free one. `rate_limits="off"` holds nobody back. `clock` is the time in seconds since the epoch,
    for everything but waiting. `events` are the subscriptions of the app.
    """

    def __init__(
        self,
        *,
        people: Iterable[Person] | None = None,
        channels: Iterable[Channel] | None = None,
        groups: Iterable[UserGroup] | None = None,
        port: int = 0,
        bot_token: str = BOT_TOKEN,
        app_token: str = APP_TOKEN,
        scopes: Iterable[str] = DEFAULT_SCOPES,
        rate_limits: Literal["slack", "off"] = "slack",
        request_url: str | None = None,
        signing_secret: str = "",
        timeline_secret: str = TIMELINE_SECRET,
        commands: list[Json] | None = None,
        shortcuts: list[Json] | None = None,
        events: Iterable[str] = DEFAULT_EVENTS,
        clock: Clock = time.time,
        ack_seconds: float = ACK_SECONDS,
        kept_calls: int = KEPT_CALLS,
        kept_messages: int = KEPT_MESSAGES,
    ) -> None:
        self.bot_token, self.app_token, self.timeline_secret = bot_token, app_token, timeline_secret
        self.workspace = Workspace(
            default_people() if people is None else people,
            default_channels() if channels is None else channels,
            default_groups() if groups is None else groups,
            clock,
            kept_messages,
        )
        self.timeline = Timeline(timeline_secret, clock, self.workspace.changes)
        self._socket_mode = SocketMode(self.workspace, ack_seconds)
        door: Door = self._socket_mode
        if request_url is not None:
            door = HttpMode(request_url, signing_secret, clock, ack_seconds)
        self._door = door
        tokens = Tokens(bot_token, app_token, frozenset(scopes))
        rates = RateLimits() if rate_limits == "slack" else None
        self._web_api = WebApi(self.workspace, tokens, rates, self._socket_mode.open_connection, kept_calls)
        self._events = Events(self.workspace, door, frozenset(events))
        self._acts = Acts(
            self.workspace,
            door,
            self._events,
            self.timeline,
            default_commands() if commands is None else commands,
            shortcuts or [],
        )
        self._snapshots = Snapshots(self.workspace, door, self._acts, self.timeline)
        routes = Routes(
            self.workspace, self._web_api, self._socket_mode, self._acts, self._snapshots, self.timeline
        )
        self._app = routes.app()
        self._serving = Serving(self._app, port)

    async def __aenter__(self) -> Self:
        """Listen."""
        port = await self._serving.start()
        self.workspace.url = self.timeline.url = f"http://127.0.0.1:{port}"
        return self

    def open_door(self, name: str, app: ASGIApp) -> None:
        """Serve another application below `/<name>`, behind the same guard; the page learns of it."""
        self._app.mount(f"/{name}", app)
        self._snapshots.doors.append(name)

    async def __aexit__(self, *_exception: object) -> None:
        """End all connections and stop listening."""
        self.workspace.changes.close()
        await self._events.close()
        await self._serving.stop()

    @property
    def url(self) -> str:
        """Where the page is, without a slash at the end."""
        return self.workspace.url

    @property
    def api_url(self) -> str:
        """The base URL for Slack clients, with a slash at the end."""
        return f"{self.url}/api/"

    @property
    def timeline_hook_url(self) -> str:
        """Where signed replies are received."""
        return f"{self.url}/timeline/hook"

    @property
    def connected(self) -> bool:
        """Whether the app is reachable."""
        return self._door.connected

    @property
    def connections(self) -> int:
        """How many Socket Mode connections stand."""
        return self._socket_mode.count

    @property
    def calls(self) -> deque[Call]:
        """The newest Web API calls, oldest first."""
        return self._web_api.calls

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    def messages(self, channel: str) -> list[Json]:
        """The messages that stand in the channel itself, oldest first, with the blocks as received."""
        return [message.body for message in self.workspace.messages.top_level(channel)]

    def message(self, channel: str, ts: str) -> Json:
        """One message or reply; `LookupError` if it is not there."""
        return self._message("", channel, ts).body

    def thread(self, channel: str, ts: str) -> list[Json]:
        """The replies under a message, oldest first, without the message itself."""
        return [message.body for message in self.workspace.messages.replies(channel, ts)]

    def ephemerals(self, user: str) -> list[Json]:
        """What only this person sees, in all channels, oldest first."""
        found = self.workspace.messages.ephemerals(user)
        return [{**message.body, "channel": message.channel} for message in found]

    def dms(self, user: str) -> list[Json]:
        """The direct messages between the app and this person, oldest first."""
        return self.messages(self.workspace.direct(user).id)

    def views(self, user: str) -> list[Json]:
        """The person's open modals, bottom first."""
        return [view.shown for view in self.workspace.views.stack(user)]

    def home(self, user: str) -> Json | None:
        """The person's Home tab, `None` if the app has published none."""
        view = self.workspace.views.home(user)
        return None if view is None else view.shown

    async def wait_for(self, predicate: Callable[[], Found], timeout: float = 15.0) -> Found:
        """The first true answer of `predicate`, asked after every change.

        Raises:
            TimeoutError: it was not true in `timeout` seconds; the last calls are named.
        """
        ends = time.monotonic() + timeout
        with self.workspace.changes.listening() as listener:
            while not (found := predicate()):
                if time.monotonic() > ends:
                    last = [f"{call.method}: {call.error or 'ok'}" for call in list(self.calls)[-8:]]
                    raise TimeoutError(f"not so within {timeout} s; last calls: {last}")
                await listener.wait(POLL_SECONDS)
        return found

    async def act(self, act: Json) -> Json:
        """An act as the page sends it; gives the answer that the page would get."""
        return await self._acts.perform(act)

    async def click(self, user: str, channel: str, ts: str, action_id: str, option_value: Any = None) -> None:
        """Click or choose in a message, once the person has confirmed if asked.

        Raises:
            LookupError: there is no such element or option in the message.
            ActError: what the person is told when it fails.
        """
        message = self._message(user, channel, ts)
        act = {"kind": "block_action", "container": "message", "channel": channel, "ts": ts}
        await self._done(user, act | _click(message.shown.get("blocks", []), action_id, option_value))

    async def click_in_view(self, user: str, view_id: str, action_id: str, option_value: Any = None) -> None:
        """Click or choose in an open modal or in the person's Home tab; raises as `click` does."""
        view = self._view(user, view_id)
        act = {"kind": "block_action", "container": "view", "view_id": view_id}
        await self._done(user, act | _click(view.blocks, action_id, option_value))

    async def click_in_home(self, user: str, action_id: str, option_value: Any = None) -> None:
        """Click or choose in the person's Home tab; raises as `click` does."""
        home = self.workspace.views.home(user)
        if home is None:
            raise LookupError(f"{user} has no Home tab")
        await self.click_in_view(user, home.id, action_id, option_value)

    async def submit(self, user: str, view_id: str, values: Json | None = None) -> dict[str, str]:
        """Fill inputs, named by block id or action id, and submit; gives the errors shown at the inputs by
        block id, empty if it was taken. Raises as `click` does."""
        blocks, state = self._view(user, view_id).blocks, Json()
        for name, given in (values or {}).items():
            block_id, element = _input(blocks, name)
            state.setdefault(block_id, {})[element["action_id"]] = entry_of(element, given)
        answer = await self._done(user, {"kind": "view_submission", "view_id": view_id, "state": state})
        errors: dict[str, str] = answer.get("errors", {})
        return errors

    async def hand_over(self, kind: Kind, payload: Any) -> Json:
        """Give the app a payload as it is, however strange; gives what came with the acknowledgement.

        Raises:
            NoAnswer: it was not acknowledged.
        """
        return await self._door.deliver(kind, payload, Retry())

    async def close_view(self, user: str, view_id: str) -> None:
        """Close a modal without submitting."""
        await self._done(user, {"kind": "view_closed", "view_id": view_id})

    async def slash(self, user: str, channel: str, text: str = "", command: str = "/amends") -> None:
        """Use a slash command."""
        await self._done(user, {"kind": "slash", "channel": channel, "command": command, "text": text})

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Write a message; gives its timestamp."""
        act = {"kind": "message", "channel": channel, "text": text, "thread_ts": thread_ts}
        return str((await self._done(user, act))["ts"])

    async def open_home(self, user: str) -> None:
        """Look at the app's Home tab."""
        await self._done(user, {"kind": "open_home"})

    def join(self, user: str, channel_id: str, inviter: str | None = None) -> None:
        """Let somebody, or the bot, join a channel; `inviter` is who brought them, if anybody did."""
        self._acts.join(user, self.workspace.channels[channel_id], inviter)

    def set_group(self, group_id: str, users: list[str]) -> None:
        """Change who is in a user group."""
        group = self.workspace.groups[group_id]
        before, group.users = group.users, users
        self._events.group_changed(group, before)
        self.workspace.changes.visible()

    def fail(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        drop: bool = False,
        delay: float = 0.0,
        retry_after: int | None = None,
        times: int | None = 1,
    ) -> None:
        """The next `times` calls (`None`: all) of a Web API method (`*`: any) fail: with an error, with an
        HTTP status, late by `delay` seconds, or, with `drop`, done but never answered."""
        self._web_api.faults.order(method, Fault(error, status, drop, delay, retry_after, times))

    def heal(self) -> None:
        """Take back all faults."""
        self.timeline.faults.clear()
        self._web_api.faults.clear()

    async def disconnect_socket(self, reason: str = "refresh_requested") -> None:
        """Send the app away from its connections; `link_cut` cuts them without a word."""
        await self._socket_mode.disconnect(reason)

    async def _done(self, user: str, act: Json) -> Json:
        answer = await self.act({"as": user, **act})
        if not answer["ok"]:
            raise ActError(answer["error"])
        return answer

    def _message(self, user: str, channel: str, ts: str) -> Message:
        messages = self.workspace.messages
        message = messages.find(channel, ts) or messages.find_ephemeral(user, ts)
        if message is None:
            raise LookupError(f"no message {ts} in {channel}")
        return message

    def _view(self, user: str, view_id: str) -> View:
        view = self.workspace.views.find(view_id)
        if view is None or view.user != user:
            raise LookupError(f"{user} has no view {view_id}")
        return view


def _click(blocks: list[Json], action_id: str, option_value: Any) -> Json:
    found = find_element(blocks, action_id)
    if found is None:
        there = [element["action_id"] for _block, element in elements(blocks)]
        raise LookupError(f"no {action_id} here, only {there}")
    block_id, element = found
    act: Json = {"action_id": action_id, "block_id": block_id, "element": element}
    if element["type"] in VALUE_FIELDS:
        act["state"] = {block_id: {action_id: entry_of(element, option_value)}}
    return act | {"value": chosen(element, option_value)}


def _input(blocks: list[Json], name: str) -> tuple[str, Json]:
    named = [found for found in elements(blocks) if found[1]["type"] in VALUE_FIELDS]
    for found in named:
        if name in (found[0], found[1]["action_id"]):
            return found
    raise LookupError(f"no input {name} here, only {[block_id for block_id, _element in named]}")
