"""Answers to `response_url` and to slash commands: for one reader unless the app says otherwise
(https://docs.slack.dev/interactivity/handling-user-interaction)."""

from bot.sandbox.arguments import Arguments
from bot.sandbox.cast import BOT_USER
from bot.sandbox.messages import Message
from bot.sandbox.methods.chat import content
from bot.sandbox.permits import Response
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Workspace


def respond(workspace: Workspace, token: str, body: Json) -> None:
    """Use a `response_url` once.

    Raises:
        SlackError: it is used up or expired, or the message is not valid.
    """
    permit = workspace.permits.respond(token, workspace.clock())
    original = _original(workspace, permit)
    if body.get("delete_original") and original is not None:
        workspace.remove(original)
    elif body.get("replace_original") and original is not None:
        workspace.edit(original, {"blocks": None, **content(Arguments(body))})
    else:
        reply_with(workspace, permit.user, permit.channel, body)


def reply_with(workspace: Workspace, user: str, channel: str, body: Json) -> Message:
    """A message of the bot, by default for this person only."""
    fields = content(Arguments(body))
    if body.get("thread_ts"):
        fields["thread_ts"] = body["thread_ts"]
    reader = None if body.get("response_type") == "in_channel" else user
    return workspace.post(channel, BOT_USER, fields, reader=reader)


def _original(workspace: Workspace, permit: Response) -> Message | None:
    if permit.message_ts is None:
        return None
    found = workspace.messages.find(permit.channel, permit.message_ts)
    if found is not None and found.body["user"] != BOT_USER:
        raise SlackError("cant_update_message")
    return found or workspace.messages.find_ephemeral(permit.user, permit.message_ts)
