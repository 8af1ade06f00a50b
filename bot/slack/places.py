"""Where cards may go and which groups may approve: asked of Slack, so that no route leads nowhere."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackFault
from bot.slack.client import ask

SHARED = "This channel is shared with another company. Please choose a channel of your own."
ARCHIVED = "This channel is archived. Please choose another one."
STRANGE = "Slack does not show this channel to Amends. In it, write: /invite @Amends"
ABSENT = "Amends is not in this channel yet. In it, write: /invite @Amends"
EMPTY = "Nobody is in this group, so only managers could approve. Please choose another one."
UNKNOWN_GROUP = "Slack does not know this group any more. Please choose another one."


class Places:
    """Slack's channels and groups, as far as a route needs them."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def groups(self) -> Mapping[str, str]:
        """Names of the user groups by id; empty if Slack does not tell."""
        try:
            said = await ask(self._client, "usergroups.list")
        except SlackFault:
            return {}
        return {str(one["id"]): str(one.get("name") or one["id"]) for one in said.get("usergroups", [])}

    async def channel_fault(self, channel: str) -> str | None:
        """Why cards cannot go there; `None` if they can. Raises `SlackFault` if Slack does not answer."""
        try:
            said = await ask(self._client, "conversations.info", channel=channel)
        except SlackFault as fault:
            if fault.permanent:
                return STRANGE
            raise
        return _channel_fault(said.get("channel") or {})

    async def group_fault(self, group: str) -> str | None:
        """Why a group cannot approve; `None` if it can. Raises `SlackFault` if Slack does not answer."""
        try:
            said = await ask(self._client, "usergroups.users.list", usergroup=group)
        except SlackFault as fault:
            if fault.permanent:
                return UNKNOWN_GROUP
            raise
        return None if said.get("users") else EMPTY


def _channel_fault(channel: dict[str, Any]) -> str | None:
    if channel.get("is_archived"):
        return ARCHIVED
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return SHARED
    return None if channel.get("is_member") else ABSENT
