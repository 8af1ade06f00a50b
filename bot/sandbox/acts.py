"""What a person does on the page or in a test, turned into payloads for the app; and what the app's
acknowledgement then does to the person's screen."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.cast import BOT_USER, Channel, Person
from bot.sandbox.delivery import Door, Kind, Retry
from bot.sandbox.events import Events
from bot.sandbox.inputs import find_element, refusals
from bot.sandbox.limits.view import view_faults
from bot.sandbox.messages import Message
from bot.sandbox.payloads import action, in_message, in_view, interaction, named, slash_command
from bot.sandbox.responses import reply_with
from bot.sandbox.shapes import ActError, Json, NoAnswer, SlackError
from bot.sandbox.timeline import Timeline
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace

INVITE = "/invite"
BUILT_IN: Json = {
    "command": INVITE,
    "description": "Bring the app into this channel",
    "usage_hint": "@Amends",
}


class Acts:
    """Everything that people can do. `perform` takes an act as the page sends it."""

    def __init__(
        self,
        workspace: Workspace,
        door: Door,
        events: Events,
        timeline: Timeline,
        commands: list[Json],
        shortcuts: list[Json],
    ) -> None:
        self._workspace = workspace
        self._door = door
        self._events = events
        self._timeline = timeline
        self.commands = [*commands, BUILT_IN]
        self.shortcuts = shortcuts
        self._kinds: dict[str, Callable[[Person, Json], Awaitable[Json]]] = {
            "block_action": self._block_action,
            "view_submission": self._view_submission,
            "view_closed": self._view_closed,
            "slash": self._slash,
            "message": self._message,
            "dismiss": self._dismiss,
            "open_home": self._open_home,
            "shortcut": self._shortcut,
            "timeline_reply": self._timeline_reply,
        }

    def join(self, user: str, channel: Channel, inviter: str | None) -> None:
        """Somebody, or the bot, is in a channel from now on."""
        channel.members.add(user)
        self._events.joined(user, channel, inviter)
        self._workspace.changes.visible()

    async def perform(self, act: Json) -> Json:
        """Do it: `{"ok": true}`, and `errors` of a form, or `{"ok": false, "error": words}`."""
        kind = self._kinds.get(str(act.get("kind")))
        try:
            if kind is None:
                raise ActError("The sandbox does not know this act.")
            return {"ok": True} | await kind(self._workspace.person(str(act.get("as"))), act)
        except (ActError, NoAnswer) as problem:
            return {"ok": False, "error": str(problem)}
        except SlackError as refusal:
            return {"ok": False, "error": f"The app answered with what Slack refuses: {refusal.error}"}

    async def _block_action(self, person: Person, act: Json) -> Json:
        if act.get("container", "message") == "message":
            blocks, payload = self._click_in_message(person, act)
        else:
            blocks, payload = self._click_in_view(person, act)
        block_id, element = _clicked(blocks, act)
        clicked = action(element, block_id, act.get("value"), f"{self._workspace.clock():.6f}")
        await self._send(payload | {"actions": [clicked]})
        return {}

    def _click_in_message(self, person: Person, act: Json) -> tuple[list[Json], Json]:
        channel = self._channel(person, act)
        message = self._message_of(person, channel, str(act.get("ts")))
        payload = interaction("block_actions", person) | in_message(message, channel, act.get("state") or {})
        payload["response_url"] = self._response_url(person, channel, message.ts)
        return message.shown.get("blocks", []), payload | self._trigger(person, None)

    def _click_in_view(self, person: Person, act: Json) -> tuple[list[Json], Json]:
        view = self._view(person, act)
        view.typed = {**view.typed, **(act.get("state") or {})}
        payload = interaction("block_actions", person) | in_view(view)
        return view.blocks, payload | self._trigger(person, view.id)

    async def _view_submission(self, person: Person, act: Json) -> Json:
        view = self._view(person, act)
        view.typed = {**view.typed, **(act.get("state") or {})}
        if errors := refusals(view.blocks, view.values):
            return {"errors": errors}
        payload = interaction("view_submission", person) | {"view": view.shown, "response_urls": []}
        return self._after_submission(view, await self._send(payload | self._trigger(person, view.id)))

    def _after_submission(self, view: View, answer: Json) -> Json:
        views = self._workspace.views
        kind = answer.get("response_action")
        if kind == "errors":
            return {"errors": _known_errors(view, answer.get("errors"))}
        if kind in {"update", "push"} and (faults := view_faults(answer.get("view"), "modal")):
            raise ActError(f"The app answered with a view that Slack refuses: {'; '.join(faults)}")
        if kind == "update":
            views.update(view, answer["view"])
        elif kind == "push":
            views.push(view.user, answer["view"])
        elif kind == "clear":
            views.clear(view.user)
        elif view in views.stack(view.user):
            views.close(view)
        self._workspace.changes.visible()
        return {}

    async def _view_closed(self, person: Person, act: Json) -> Json:
        view = self._view(person, act)
        is_cleared = bool(view.source.get("clear_on_close"))
        gone = self._workspace.views.stack(person.id)[::-1] if is_cleared else [view]
        if is_cleared:
            self._workspace.views.clear(person.id)
        else:
            self._workspace.views.close(view)
        self._workspace.changes.visible()
        for one in gone:
            if one.source.get("notify_on_close"):
                told = {"view": one.shown, "is_cleared": is_cleared}
                await self._send(interaction("view_closed", person) | told)
        return {}

    async def _slash(self, person: Person, act: Json) -> Json:
        channel, command = self._channel(person, act), str(act.get("command"))
        if command == INVITE:
            self._invite(person, channel, str(act.get("text", "")))
            return {}
        # Slack Connect brings people into a channel, not to the commands of the other side's apps.
        if person.is_stranger or command not in {one["command"] for one in self.commands}:
            raise ActError(f"{command} is not a valid command.")
        form = slash_command(person, channel, command, str(act.get("text", "")))
        form["response_url"] = self._response_url(person, channel, None)
        answer = await self._send(form | self._trigger(person, None), "slash_commands")
        if answer.get("text") or answer.get("blocks"):
            reply_with(self._workspace, person.id, channel.id, answer)
        return {}

    def _invite(self, person: Person, channel: Channel, text: str) -> None:
        """Slack's own command; in the sandbox it knows the app alone."""
        bot = self._workspace.people[BOT_USER]
        if text.strip().casefold() not in {f"@{bot.name}".casefold(), f"<@{bot.id}>".casefold()}:
            raise ActError(f"Only the app can be invited here: {INVITE} @{bot.name}")
        if bot.id in channel.members:
            raise ActError(f"{bot.name} is in this channel already.")
        self.join(bot.id, channel, person.id)

    async def _message(self, person: Person, act: Json) -> Json:
        channel, text = self._channel(person, act), str(act.get("text", ""))
        if not text.strip():
            raise ActError("Write something first.")
        thread = {"thread_ts": act["thread_ts"]} if act.get("thread_ts") else {}
        if thread and self._workspace.messages.find(channel.id, str(act["thread_ts"])) is None:
            raise ActError("This thread is gone.")
        message = self._workspace.post(channel.id, person.id, {"text": text, **thread})
        self._events.wrote(message, channel)
        return {"ts": message.ts}

    async def _dismiss(self, person: Person, act: Json) -> Json:
        message = self._workspace.messages.find_ephemeral(person.id, str(act.get("ts")))
        if message is not None:
            self._workspace.remove(message)
        return {}

    async def _open_home(self, person: Person, _act: Json) -> Json:
        self._events.home_opened(person.id)
        return {}

    async def _shortcut(self, person: Person, act: Json) -> Json:
        callback = {"callback_id": str(act.get("callback_id"))}
        stamp = {"action_ts": f"{self._workspace.clock():.6f}"} | self._trigger(person, None)
        if not act.get("ts"):
            await self._send(interaction("shortcut", person) | callback | stamp)
            return {}
        channel = self._channel(person, act)
        message = self._message_of(person, channel, str(act["ts"]))
        where = {"channel": named(channel), "message": message.shown, "message_ts": message.ts}
        where["response_url"] = self._response_url(person, channel, None)
        await self._send(interaction("message_action", person) | callback | stamp | where)
        return {}

    async def _timeline_reply(self, person: Person, act: Json) -> Json:
        if not self._timeline.reply(str(act.get("post")), str(act.get("text", "")), person.name, "hand"):
            raise ActError("This post is not there any more.")
        return {}

    async def _send(self, payload: Json, kind: Kind = "interactive") -> Json:
        return await self._door.deliver(kind, payload, Retry())

    def _channel(self, person: Person, act: Json) -> Channel:
        channel = self._workspace.channels.get(str(act.get("channel")))
        if channel is None or person.id not in channel.members:
            raise ActError(f"{person.name} is not in this channel.")
        return channel

    def _message_of(self, person: Person, channel: Channel, ts: str) -> Message:
        messages = self._workspace.messages
        message = messages.find(channel.id, ts) or messages.find_ephemeral(person.id, ts)
        if message is None:
            raise ActError("This message is gone.")
        return message

    def _view(self, person: Person, act: Json) -> View:
        home = self._workspace.views.home(person.id)
        view = home if act.get("container") == "home" else self._workspace.views.find(str(act.get("view_id")))
        if view is None or view.user != person.id:
            raise ActError("This window is closed.")
        return view

    def _trigger(self, person: Person, view_id: str | None) -> Json:
        return {"trigger_id": self._workspace.permits.trigger(person.id, view_id, self._workspace.clock())}

    def _response_url(self, person: Person, channel: Channel, ts: str | None) -> str:
        if BOT_USER not in channel.members and ts is not None:
            raise ActError("The app is not in this channel.")
        token = self._workspace.permits.response(person.id, channel.id, ts, self._workspace.clock())
        return f"{self._workspace.url}/response/{token}"


def _clicked(blocks: list[Json], act: Json) -> tuple[str, Json]:
    # the page may show an older state than ours: then the element comes as it was rendered there
    if isinstance(act.get("element"), dict) and act["element"].get("action_id") == act.get("action_id"):
        return str(act.get("block_id", "")), act["element"]
    found = find_element(blocks, str(act.get("action_id")))
    if found is None:
        raise ActError("This button is gone.")
    return found


def _known_errors(view: View, errors: Any) -> Json:
    known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not known.issuperset(errors):
        raise ActError(f"The app answered with errors for inputs that are not there: {errors!r}")
    return errors
