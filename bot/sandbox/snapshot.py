"""What the page shows to one person, as one JSON object."""

from bot.sandbox.acts import Acts
from bot.sandbox.cast import BOT_USER, Channel
from bot.sandbox.delivery import Door
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json
from bot.sandbox.timeline import Timeline
from bot.sandbox.workspace import Workspace

SHOWN_MESSAGES = 100
SHOWN_POSTS = 100


class Snapshots:
    """Makes snapshots and remembers what everybody has read."""

    def __init__(self, workspace: Workspace, door: Door, acts: Acts, timeline: Timeline) -> None:
        self._workspace = workspace
        self._door = door
        self._acts = acts
        self._timeline = timeline
        self._read: dict[tuple[str, str], str] = {}
        self.doors: list[str] = []
        """Names of what else is served here, so that the page need not ask for what is not there."""

    def take(self, user: str | None, channel_id: str | None) -> Json:
        """The screen of `user` (the first person if it is nobody known) with this channel open."""
        workspace = self._workspace
        me = user if user in workspace.people and user != BOT_USER else next(iter(workspace.people))
        workspace.direct(me)
        channels = [channel for channel in workspace.channels.values() if me in channel.members]
        here = next((channel for channel in channels if channel.id == channel_id), channels[0])
        messages = self._messages(me, here)
        read_before = self._read.get((me, here.id), "")
        self._read[(me, here.id)] = messages[-1].ts if messages else ""
        home = workspace.views.home(me)
        return {
            "seq": workspace.changes.seq,
            "doors": self.doors,
            "me": me,
            "connected": self._door.connected,
            "people": self._people(),
            "channels": [self._channel(me, channel) for channel in channels],
            "channel": here.id,
            "read_before": read_before,
            "messages": [self._message(message) for message in messages],
            "threads": self._threads(me, here, messages),
            "views": [_view(view.shown) for view in workspace.views.stack(me)],
            "home": {"id": home.id, "blocks": home.blocks, "hash": home.hash, "state": home.values}
            if home
            else None,
            "usergroups": [dict(vars(group)) for group in workspace.groups.values()],
            "commands": self._acts.commands,
            "shortcuts": self._acts.shortcuts,
            "timeline": [post.shown for post in self._timeline.posts[:SHOWN_POSTS]],
        }

    def _people(self) -> list[Json]:
        fields = ("id", "name", "title", "initials", "color", "is_bot", "is_guest", "is_stranger")
        return [
            {name: getattr(person, name) for name in fields} for person in self._workspace.people.values()
        ]

    def _channel(self, me: str, channel: Channel) -> Json:
        kind = "channel" if channel.peer is None else "app"
        name = channel.name if channel.peer is None else self._workspace.people[BOT_USER].name
        peer = None if channel.peer is None else BOT_USER
        unread = self._unread(me, channel)
        return {
            "id": channel.id,
            "name": name,
            "kind": kind,
            "unread": len(unread),
            "mentions": sum(me in self._workspace.notified(message) for message in unread),
            "peer": peer,
        }

    def _unread(self, me: str, channel: Channel) -> list[Message]:
        read = self._read.get((me, channel.id), "")
        top_level = self._workspace.messages.top_level(channel.id)
        return [message for message in top_level if message.ts > read and message.body["user"] != me]

    def _messages(self, me: str, channel: Channel) -> list[Message]:
        mine = [
            message
            for message in self._workspace.messages.ephemerals(me)
            if message.channel == channel.id and message.thread_ts is None
        ]
        everybodys = list(self._workspace.messages.top_level(channel.id))[-SHOWN_MESSAGES:]
        return sorted([*everybodys, *mine], key=lambda message: message.ts)[-SHOWN_MESSAGES:]

    def _threads(self, me: str, channel: Channel, messages: list[Message]) -> Json:
        threads = {one.ts: list(self._workspace.messages.replies(channel.id, one.ts)) for one in messages}
        for message in self._workspace.messages.ephemerals(me):
            if message.channel == channel.id and message.thread_ts in threads:
                threads[message.thread_ts].append(message)
        return {
            ts: [self._message(one) for one in sorted(replies, key=lambda one: one.ts)]
            for ts, replies in threads.items()
            if replies
        }

    def _message(self, message: Message) -> Json:
        replies = self._workspace.messages.replies(message.channel, message.ts)
        shown = message.shown
        return {
            "ts": message.ts,
            "channel": message.channel,
            "user": shown["user"],
            "text": shown["text"],
            "blocks": shown.get("blocks", []),
            "thread_ts": message.thread_ts,
            "reply_count": len(replies),
            "reply_users": list(dict.fromkeys(one.body["user"] for one in replies)),
            "edited": "edited" in shown,
            "pinned_to": shown.get("pinned_to", []),
            "ephemeral": message.reader is not None,
            "at": float(message.ts),
        }


def _view(shown: Json) -> Json:
    fields = ("id", "type", "title", "blocks", "submit", "close", "hash")
    return {name: shown[name] for name in fields} | {"state": shown["state"]["values"]}
