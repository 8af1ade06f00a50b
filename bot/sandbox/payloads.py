"""The payloads of interactions, commands and events, in the shapes of Slack's documentation
(https://docs.slack.dev/reference/interaction-payloads)."""

import secrets
from typing import Any

from bot.sandbox.cast import APP_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, Channel, Person
from bot.sandbox.inputs import VALUE_FIELDS, state_values
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json
from bot.sandbox.views import View

TOKEN = "sandbox"  # noqa: S105 - the old verification token that every payload still carries
KEPT_PROPERTIES = ("text", "value", "style", "placeholder", "confirm", "url")
"""What of an element comes back with its action."""


def interaction(kind: str, person: Person) -> Json:
    """What all interactions have in common."""
    name = person.handle
    return {
        "type": kind,
        "user": {"id": person.id, "username": name, "name": name, "team_id": person.team},
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": APP_ID,
        "token": TOKEN,
    }


def in_message(message: Message, channel: Channel, state: Json) -> Json:
    """Where a click was, in a message. An ephemeral message does not come with the click."""
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.reader is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    blocks = message.shown.get("blocks", [])
    return {
        "container": container,
        "channel": named(channel),
        "state": {"values": state_values(blocks, state)},
        **({} if message.reader else {"message": message.shown}),
    }


def in_view(view: View) -> Json:
    """Where a click was, in a modal or a Home tab."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.shown}


def action(element: Json, block_id: str, value: Any, action_ts: str) -> Json:
    """What was clicked or chosen. `value` is the chosen option or options, the text, or `None`."""
    head = {name: element[name] for name in KEPT_PROPERTIES if name in element}
    head |= {"type": element["type"], "action_id": element["action_id"]}
    head |= {"block_id": block_id, "action_ts": action_ts}
    if element["type"] == "feedback_buttons":
        return head | {"value": value["value"], "text": value["text"]}
    if element["type"] == "overflow":
        return head | {"selected_option": value}
    field = VALUE_FIELDS.get(element["type"])
    return head | ({field: value} if field else {})


def slash_command(person: Person, channel: Channel, command: str, text: str) -> Json:
    """The form fields of a slash command."""
    return {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.peer else channel.name,
        "user_id": person.id,
        "user_name": person.handle,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
    }


def event_callback(event: Json, now: float) -> Json:
    """The envelope of the Events API around one event."""
    return {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(now),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def named(channel: Channel) -> Json:
    """A channel as it stands in an interaction."""
    return {"id": channel.id, "name": "directmessage" if channel.peer else channel.name}
