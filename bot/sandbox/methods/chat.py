"""The methods of `chat.*`, and marks on messages: pins and reactions."""

from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.cast import BOT_USER, Channel
from bot.sandbox.limits.blocks import block_faults
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Workspace

MAX_POSTED_TEXT = 40_000
"""Slack cuts a longer text of a new message (https://docs.slack.dev/reference/methods/chat.postMessage)."""
MAX_UPDATED_TEXT = 4_000
"""Slack refuses a longer text in an update (https://docs.slack.dev/reference/methods/chat.update)."""
MAX_ATTACHMENTS = 100


def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.postMessage`; a person's id as the channel opens the direct conversation."""
    channel = writable(workspace, arguments)
    body = _thread(workspace, channel, arguments) | content(arguments)
    if arguments.flag("reply_broadcast") and "thread_ts" in body:
        body["subtype"] = "thread_broadcast"
    message = workspace.post(channel.id, BOT_USER, body)
    return {"channel": channel.id, "ts": message.ts, "message": message.shown}


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.update`: text without blocks removes the blocks; what else is left out stays."""
    channel = workspace.channel_for_bot(arguments.needed("channel"))
    message = _own(workspace, channel, arguments, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_archived")
    if len(arguments.text("text")) > MAX_UPDATED_TEXT:
        raise SlackError("msg_too_long")
    fields = content(arguments)
    if "blocks" not in fields and "text" in fields:
        fields |= {"blocks": None, "edited": {"user": BOT_USER, "ts": f"{workspace.clock():.6f}"}}
    workspace.edit(message, fields)
    return {"channel": channel.id, "ts": message.ts, "text": message.body["text"], "message": message.shown}


def delete(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.delete`."""
    channel = workspace.channel_for_bot(arguments.needed("channel"))
    message = _own(workspace, channel, arguments, "cant_delete_message")
    workspace.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.postEphemeral`: only one person, who must be in the channel, sees it."""
    channel = writable(workspace, arguments)
    user = arguments.needed("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    body = _thread(workspace, channel, arguments) | content(arguments)
    message = workspace.post(channel.id, BOT_USER, body, reader=user)
    return {"message_ts": message.ts}


def get_permalink(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.getPermalink`: a link to this machine, in the form of Slack's."""
    channel = workspace.channel_for_bot(arguments.needed("channel"))
    message = workspace.messages.find(channel.id, arguments.needed("message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    link = f"{workspace.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def add_pin(workspace: Workspace, arguments: Arguments) -> Json:
    """`pins.add`."""
    message = _visible(workspace, arguments)
    pinned: list[str] = message.body.get("pinned_to", [])
    if pinned:
        raise SlackError("already_pinned")
    workspace.edit(message, {"pinned_to": [message.channel]})
    return {}


def remove_pin(workspace: Workspace, arguments: Arguments) -> Json:
    """`pins.remove`."""
    message = _visible(workspace, arguments)
    if not message.body.get("pinned_to"):
        raise SlackError("no_pin")
    workspace.edit(message, {"pinned_to": []})
    return {}


def add_reaction(workspace: Workspace, arguments: Arguments) -> Json:
    """`reactions.add`."""
    name, message = arguments.needed("name"), _visible(workspace, arguments)
    reactions: list[Json] = message.body.get("reactions", [])
    if any(reaction["name"] == name for reaction in reactions):
        raise SlackError("already_reacted")
    workspace.edit(message, {"reactions": [*reactions, {"name": name, "users": [BOT_USER], "count": 1}]})
    return {}


def writable(workspace: Workspace, arguments: Arguments) -> Channel:
    """The conversation, if the bot may write there."""
    channel_id = arguments.text("channel")
    person = workspace.people.get(channel_id)
    if person is not None and not person.is_bot and not person.deleted:
        return workspace.direct(person.id)
    channel = workspace.channel_for_bot(channel_id)
    if channel.is_archived:
        raise SlackError("is_archived")
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def content(arguments: Arguments) -> Json:
    """Text, blocks, attachments and metadata of a message, exactly as given."""
    blocks = arguments.json("blocks", "invalid_blocks_format")
    attachments = arguments.json("attachments")
    if not arguments.text("text") and not blocks and not attachments:
        raise SlackError("no_text")
    _refuse_bad_blocks(blocks)
    if len(attachments or []) > MAX_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    given = {"blocks": blocks, "attachments": attachments, "metadata": _metadata(arguments)}
    body = {name: value for name, value in given.items() if value is not None}
    if arguments.has("text") or "blocks" not in body:
        body["text"] = arguments.text("text")[:MAX_POSTED_TEXT]
    return body


def _refuse_bad_blocks(blocks: Any) -> None:
    if not blocks:
        return
    if found := block_faults(blocks, "message"):
        lines = [f"[ERROR] {line}" for line in found]
        raise SlackError("invalid_blocks", errors=found, response_metadata={"messages": lines})


def _metadata(arguments: Arguments) -> Any:
    metadata = arguments.json("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    return metadata


def _thread(workspace: Workspace, channel: Channel, arguments: Arguments) -> Json:
    parent_ts = arguments.text("thread_ts")
    if not parent_ts:
        return {}
    parent = workspace.messages.find(channel.id, parent_ts)
    if parent is None or parent.thread_ts is not None:
        raise SlackError("cannot_reply_to_message")
    return {"thread_ts": parent_ts}


def _own(workspace: Workspace, channel: Channel, arguments: Arguments, error: str) -> Message:
    message = workspace.messages.find(channel.id, arguments.needed("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.body["user"] != BOT_USER or message.body.get("subtype") == "tombstone":
        raise SlackError(error)
    return message


def _visible(workspace: Workspace, arguments: Arguments) -> Message:
    channel = workspace.channel_for_bot(arguments.needed("channel"))
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    message = workspace.messages.find(channel.id, arguments.needed("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    return message
