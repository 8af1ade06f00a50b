"""The methods of `conversations.*`."""

import math
from collections.abc import Iterable

from bot.sandbox.arguments import Arguments
from bot.sandbox.cast import BOT_USER, TEAM_ID, Channel
from bot.sandbox.messages import Message
from bot.sandbox.methods.paging import page
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Workspace


def info(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.info`."""
    channel = workspace.channel_for_bot(arguments.needed("channel"))
    count = {"num_members": len(channel.members)} if arguments.flag("include_num_members") else {}
    return {"channel": described(channel) | count}


def members(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.members`."""
    channel = workspace.channel_for_bot(arguments.needed("channel"))
    found, metadata = page(sorted(channel.members), arguments)
    return {"members": found, "response_metadata": metadata}


def list_channels(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.list`; by default public channels only."""
    kinds = set(arguments.text("types", "public_channel").replace(" ", "").split(","))
    hidden = arguments.flag("exclude_archived")
    listed = [
        described(channel)
        for channel in workspace.channels.values()
        if _kind(channel) in kinds
        and not (hidden and channel.is_archived)
        and (_kind(channel) == "public_channel" or BOT_USER in channel.members)
    ]
    found, metadata = page(listed, arguments)
    return {"channels": found, "response_metadata": metadata}


def of_user(workspace: Workspace, arguments: Arguments) -> Json:
    """`users.conversations`: those that the bot is in."""
    if arguments.text("user", BOT_USER) != BOT_USER:
        raise SlackError("method_not_supported_for_channel_type")
    everything = list_channels(workspace, arguments)
    return everything | {"channels": [one for one in everything["channels"] if one.get("is_member")]}


def open_direct(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.open` with one person."""
    user = arguments.needed("users")
    if user not in workspace.people:
        raise SlackError("user_not_found")
    channel = workspace.direct(user)
    return {"channel": described(channel) if arguments.flag("return_im") else {"id": channel.id}}


def history(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.history`: newest first, without replies."""
    channel = _readable(workspace, arguments)
    wanted = _in_range(workspace.messages.top_level(channel.id), arguments)
    found, metadata = page(wanted[::-1], arguments)
    return _messages([_with_replies(workspace, one) for one in found], metadata, arguments)


def replies(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.replies`: the parent, then the replies, oldest first."""
    channel = _readable(workspace, arguments)
    ts = arguments.needed("ts")
    parent = workspace.messages.find(channel.id, ts)
    if parent is None:
        raise SlackError("thread_not_found")
    answers = _in_range(workspace.messages.replies(channel.id, ts), arguments)
    found, metadata = page([parent, *answers], arguments)
    return _messages([_with_replies(workspace, one) for one in found], metadata, arguments)


def described(channel: Channel) -> Json:
    """The conversation object."""
    common: Json = {
        "id": channel.id,
        "is_archived": channel.is_archived,
        "is_im": channel.peer is not None,
        "is_ext_shared": channel.is_ext_shared,
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "context_team_id": TEAM_ID,
    }
    if channel.peer is not None:
        return common | {"user": channel.peer}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_private": channel.is_private,
        "is_member": BOT_USER in channel.members,
        "is_general": False,
        "is_mpim": False,
    }


def _kind(channel: Channel) -> str:
    if channel.peer is not None:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _readable(workspace: Workspace, arguments: Arguments) -> Channel:
    channel = workspace.channel_for_bot(arguments.needed("channel"))
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _in_range(messages: Iterable[Message], arguments: Arguments) -> list[Message]:
    oldest, latest = _bound(arguments, "oldest", 0.0), _bound(arguments, "latest", math.inf)
    ends = {oldest, latest} if arguments.flag("inclusive") else set()
    return [one for one in messages if oldest < float(one.ts) < latest or float(one.ts) in ends]


def _bound(arguments: Arguments, name: str, default: float) -> float:
    try:
        return float(arguments.text(name) or default)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _with_replies(workspace: Workspace, message: Message) -> Json:
    answers = workspace.messages.replies(message.channel, message.ts)
    if not answers:
        return message.shown
    people = list(dict.fromkeys(str(one.body["user"]) for one in answers))
    counts = {"reply_count": len(answers), "reply_users": people, "reply_users_count": len(people)}
    return {**message.shown, "thread_ts": message.ts, "latest_reply": answers[-1].ts, **counts}


def _messages(found: list[Json], metadata: Json, arguments: Arguments) -> Json:
    if not arguments.flag("include_all_metadata"):
        found = [{name: value for name, value in one.items() if name != "metadata"} for one in found]
    return {"messages": found, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}
