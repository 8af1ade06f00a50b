"""The Web API methods that the sandbox knows, each with the scopes and the rate it has in Slack."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.arguments import Arguments
from bot.sandbox.methods import chat, conversations, directory, views
from bot.sandbox.shapes import Json
from bot.sandbox.workspace import Workspace

READ_CHANNELS = ("channels:read", "groups:read", "im:read", "mpim:read")
READ_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
DEFAULT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "pins:write",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users:read",
    }
)
"""What the app is granted if nothing else is asked for."""


@dataclass(frozen=True)
class Method:
    """One method. Any one of `scopes` is enough; `tier` is the rate, `None` for hundreds a minute."""

    run: Callable[[Workspace, Arguments], Json]
    tier: int | None
    scopes: tuple[str, ...] = ()


METHODS: dict[str, Method] = {
    "api.test": Method(directory.api_test, 4),
    "auth.test": Method(directory.auth_test, None),
    "bots.info": Method(directory.bot_info, 3, ("users:read",)),
    "chat.delete": Method(chat.delete, 3, ("chat:write",)),
    "chat.getPermalink": Method(chat.get_permalink, None),
    "chat.postEphemeral": Method(chat.post_ephemeral, 4, ("chat:write",)),
    "chat.postMessage": Method(chat.post_message, None, ("chat:write",)),
    "chat.update": Method(chat.update, 3, ("chat:write",)),
    "conversations.history": Method(conversations.history, 3, READ_HISTORY),
    "conversations.info": Method(conversations.info, 3, READ_CHANNELS),
    "conversations.list": Method(conversations.list_channels, 2, READ_CHANNELS),
    "conversations.members": Method(conversations.members, 4, READ_CHANNELS),
    "conversations.open": Method(conversations.open_direct, 3, ("im:write", "mpim:write")),
    "conversations.replies": Method(conversations.replies, 3, READ_HISTORY),
    "pins.add": Method(chat.add_pin, 2, ("pins:write",)),
    "pins.remove": Method(chat.remove_pin, 2, ("pins:write",)),
    "reactions.add": Method(chat.add_reaction, 3, ("reactions:write",)),
    "team.info": Method(directory.team_info, 3, ("team:read",)),
    "usergroups.list": Method(directory.list_groups, 2, ("usergroups:read",)),
    "usergroups.users.list": Method(directory.list_group_users, 2, ("usergroups:read",)),
    "users.conversations": Method(conversations.of_user, 3, READ_CHANNELS),
    "users.info": Method(directory.user_info, 4, ("users:read",)),
    "users.list": Method(directory.list_users, 2, ("users:read",)),
    "views.open": Method(views.open_view, 4),
    "views.publish": Method(views.publish_view, 4),
    "views.push": Method(views.push_view, 4),
    "views.update": Method(views.update_view, 4),
}
"""Tiers: https://docs.slack.dev/apis/web-api/rate-limits and the page of each method."""
