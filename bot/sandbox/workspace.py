"""The state of the pretend workspace: people, conversations, messages, views and permits."""

import re
from collections.abc import Iterable

from bot.sandbox.cast import APP_ID, BOT_ID, BOT_USER, TEAM_ID, Channel, Person, UserGroup
from bot.sandbox.changes import Changes
from bot.sandbox.messages import Message, Messages
from bot.sandbox.permits import Permits
from bot.sandbox.shapes import ActError, Clock, Json, SlackError
from bot.sandbox.views import Views

_MENTIONED = re.compile(r"<@(U[A-Z0-9]+)(?:\|[^>]*)?>|<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>")


class Workspace:
    """Everything that is in the workspace. `url` is set when the server listens."""

    def __init__(
        self,
        people: Iterable[Person],
        channels: Iterable[Channel],
        groups: Iterable[UserGroup],
        clock: Clock,
        kept_messages: int,
    ) -> None:
        bot = Person(BOT_USER, "Amends", "App", is_bot=True)
        self.url = ""
        self.clock = clock
        self.people = {person.id: person for person in (*people, bot)}
        self.channels = {channel.id: channel for channel in channels}
        self.groups = {group.id: group for group in groups}
        self.messages = Messages(kept_messages)
        self.views = Views()
        self.permits = Permits()
        self.changes = Changes()

    def person(self, user: str) -> Person:
        """Somebody who is there."""
        if user not in self.people:
            raise ActError(f"There is nobody called {user} here.")
        return self.people[user]

    def channel_for_bot(self, channel_id: str) -> Channel:
        """A conversation that the bot can know of."""
        channel = self.channels.get(channel_id)
        if channel is None or (channel.is_private and BOT_USER not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def direct(self, user: str) -> Channel:
        """The direct conversation of the app with a person, opened if need be."""
        found = next((channel for channel in self.channels.values() if channel.peer == user), None)
        if found is None:
            found = Channel(f"D{user[1:]}", "", {user, BOT_USER}, peer=user)
            self.channels[found.id] = found
        return found

    def post(self, channel: str, author: str, body: Json, reader: str | None = None) -> Message:
        """A new message of a person or of the bot; `body` holds text, blocks, thread and metadata."""
        head: Json = {"type": "message", "user": author, "team": TEAM_ID, "text": ""}
        if author == BOT_USER:
            head |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if reader is not None:
            head["is_ephemeral"] = True
        message = Message(channel, {**head, **body, "ts": self.messages.next_ts(self.clock())}, reader)
        self.messages.add(message)
        self._notify(message)
        self.changes.visible()
        return message

    def edit(self, message: Message, fields: Json) -> None:
        """The message with new fields; those that are `None` are removed."""
        body = {**message.body, **fields}
        message.body = {name: value for name, value in body.items() if value is not None}
        message.revision += 1
        self.changes.visible()

    def remove(self, message: Message) -> None:
        """The message is gone; one with replies leaves a mark in its place."""
        if message.reader is None and self.messages.replies(message.channel, message.ts):
            fields = {"subtype": "tombstone", "text": "This message was deleted."}
            self.edit(message, {**fields, "blocks": None, "attachments": None, "metadata": None})
            return
        self.messages.remove(message)
        self.changes.visible()

    def _notify(self, message: Message) -> None:
        for user in self.notified(message):
            self.changes.notify(user, message.channel, str(message.body.get("text", "")))

    def notified(self, message: Message) -> set[str]:
        """Whom it is meant for, beside its author: a direct message's reader, in a channel those it names."""
        return self._meant(message) - {message.body["user"]}

    def _meant(self, message: Message) -> set[str]:
        if message.reader is not None:
            return set()
        channel = self.channels[message.channel]
        if channel.peer is not None:
            return {channel.peer}
        named: set[str] = set()
        for user, group in _MENTIONED.findall(str(message.body.get("text", ""))):
            named |= {user} if user else set(self.groups[group].users if group in self.groups else [])
        return named & channel.members
