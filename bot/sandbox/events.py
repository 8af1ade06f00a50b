"""The Events API: what happens in the workspace is told to the app, again if it does not acknowledge."""

import asyncio

from bot.sandbox.cast import BOT_USER, TEAM_ID, Channel, UserGroup
from bot.sandbox.delivery import Door, Retry
from bot.sandbox.messages import Message
from bot.sandbox.payloads import event_callback
from bot.sandbox.shapes import Json, NoAnswer
from bot.sandbox.workspace import Workspace

RETRY_SECONDS = (0.0, 60.0, 300.0)
"""Waits before the retries (https://docs.slack.dev/apis/events-api/)."""
DEFAULT_EVENTS = frozenset(
    {"app_home_opened", "app_mention", "member_joined_channel", "subteam_members_changed"}
)
"""What the app has subscribed to; `message.channels` and `message.im` can be added."""


class Events:
    """Sends the events that the app has subscribed to, beside everything else."""

    def __init__(self, workspace: Workspace, door: Door, subscribed: frozenset[str]) -> None:
        self._workspace = workspace
        self._door = door
        self._subscribed = subscribed
        self._tasks: set[asyncio.Task[None]] = set()

    def home_opened(self, user: str) -> None:
        """Somebody looks at the app's Home tab."""
        channel, home = self._workspace.direct(user), self._workspace.views.home(user)
        event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": "home"}
        self._tell("app_home_opened", event | ({"view": home.shown} if home else {}))

    def joined(self, user: str, channel: Channel, inviter: str | None = None) -> None:
        """Somebody joined a channel that the bot is in; who came by themselves has no `inviter`."""
        if BOT_USER in channel.members:
            event = {"type": "member_joined_channel", "user": user, "channel": channel.id, "team": TEAM_ID}
            event["channel_type"] = "G" if channel.is_private else "C"
            brought = {} if inviter is None else {"inviter": inviter}
            about = {"is_ext_shared_channel": channel.is_ext_shared}
            self._tell("member_joined_channel", event | brought, about)

    def group_changed(self, group: UserGroup, before: list[str]) -> None:
        """The members of a user group are others now."""
        event = {
            "type": "subteam_members_changed",
            "subteam_id": group.id,
            "team_id": TEAM_ID,
            "added_users": [user for user in group.users if user not in before],
            "removed_users": [user for user in before if user not in group.users],
        }
        self._tell("subteam_members_changed", event)

    def wrote(self, message: Message, channel: Channel) -> None:
        """Somebody wrote a message in a conversation that the bot is in."""
        if BOT_USER not in channel.members:
            return
        kind = "im" if channel.peer else "channel"
        event = {**message.body, "channel": channel.id, "channel_type": kind}
        self._tell(f"message.{kind}" if channel.peer else "message.channels", event)
        if f"<@{BOT_USER}>" in message.body["text"]:
            self._tell("app_mention", {**event, "type": "app_mention"})

    async def close(self) -> None:
        """Give up what is still being sent."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _tell(self, subscription: str, event: Json, about: Json | None = None) -> None:
        if subscription not in self._subscribed:
            return
        now = self._workspace.clock()
        payload = event_callback({**event, "event_ts": f"{now:.6f}"}, now) | (about or {})
        task = asyncio.create_task(self._deliver(payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, payload: Json) -> None:
        retry = Retry()
        for attempt, wait in enumerate((0.0, *RETRY_SECONDS)):
            await asyncio.sleep(wait)
            try:
                await self._door.deliver("events_api", payload, retry)
            except NoAnswer:
                retry = Retry(attempt + 1, "timeout")
            else:
                return
