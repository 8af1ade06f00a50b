"""The Slack app's manifest: exactly the scopes and events that the code uses, each with its reason."""

import json
from typing import Any
from urllib.parse import quote

from bot.slack.ids import Shortcut

SCOPES = {
    "chat:write": "post and update cards, thread lines and direct messages",
    "commands": "the slash command",
    "users:read": "tell full members from guests, bots and strangers before a click counts",
    "usergroups:read": "resolve approver and on-call groups to their members",
    "channels:read": "see which channels it was invited to, and that none is shared with another company",
    "groups:read": "the same for a private channel",
}
OPTIONAL_SCOPES = {
    "channels:history": "find a card whose posting answer was lost, instead of posting it a second time",
    "groups:history": "the same in a private channel",
    "pins:write": "pin the board of a crisis while it runs",
}
SHORTCUTS = (
    {
        "name": "Draft a reply",
        "type": "message",
        "callback_id": Shortcut.FROM_MESSAGE.value,
        "description": "Make a card with a draft from this message",
    },
    {
        "name": "Paste a complaint",
        "type": "global",
        "callback_id": Shortcut.PASTE.value,
        "description": "Make a card with a draft from a complaint you found",
    },
)
"""In the menu of every message, and of the message box."""
EVENTS = {
    "app_home_opened": "show the Home tab",
    "member_joined_channel": "introduce itself in a channel that it is invited to",
}

NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_yaml="
MAX_NAME = 35
EVENTS_PATH = "/slack/events"

_NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_."


def manifest(name: str = "Amends", command: str = "/amends", http_base: str | None = None) -> dict[str, Any]:
    """The manifest; with `http_base` (https://…) for HTTP mode, else for Socket Mode."""
    url = None if http_base is None else http_base.rstrip("/") + EVENTS_PATH
    reached = {} if url is None else {"request_url": url}
    slash = {
        "command": command,
        "description": "Work through the queue, pause publishing, see who is on call",
        "usage_hint": "[next|queue|mine|oncall|pause|resume|fact|stats|help]",
        "should_escape": False,
    }
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": name[:MAX_NAME],
            "description": "Drafts calm public apologies; people approve them, and they are posted once",
            "background_color": "#2c2d30",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": _bot_name(name), "always_online": True},
            "shortcuts": [dict(one) for one in SHORTCUTS],
            "slash_commands": [slash if url is None else {**slash, "url": url}],
        },
        "oauth_config": {
            "scopes": {"bot": [*SCOPES, *OPTIONAL_SCOPES], "bot_optional": list(OPTIONAL_SCOPES)}
        },
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **reached},
            "interactivity": {"is_enabled": True, **reached},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def as_yaml(content: dict[str, Any]) -> str:
    """The manifest as YAML that people can read; strings are quoted as in JSON, which YAML contains."""
    return "\n".join(_lines(content, 0)) + "\n"


def new_app_link(content: dict[str, Any]) -> str:
    """A link that opens Slack's "new app" page with everything filled in."""
    return NEW_APP + quote(as_yaml(content), safe="")


def _lines(value: Any, depth: int) -> list[str]:
    indent = "  " * depth
    lines = []
    for key, inner in value.items():
        if isinstance(inner, dict):
            lines += [f"{indent}{key}:", *_lines(inner, depth + 1)]
        elif isinstance(inner, list):
            lines += [f"{indent}{key}:", *(f"{indent}  - {json.dumps(one)}" for one in inner)]
        else:
            lines.append(f"{indent}{key}: {json.dumps(inner)}")
    return lines


def _bot_name(name: str) -> str:
    plain = "".join(one for one in name.lower().replace(" ", "-") if one in _NAME_CHARACTERS)
    return plain[:80] or "amends"
