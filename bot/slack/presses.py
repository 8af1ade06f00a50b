"""What Slack sends -> who pressed what where; and the answer that everybody gets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SlackFault
from bot.ports import Answer, Clicked, Done, Refused
from bot.slack.blocks import Block, line, rich
from bot.slack.changes import changed_blocks
from bot.slack.deps import SlackDeps
from bot.slack.escape import our_elements
from bot.slack.ids import Target, parse_value
from bot.slack.origin import Origin

UNREADABLE = "This button is from an older message that Amends cannot read any more. Nothing was changed."
MAY_NOT_LOOK = "Only full members of this workspace can look at this."


@dataclass(frozen=True)
class Press:
    """One press of a button. `target` is `None` if its value is not one of ours."""

    user: str
    target: Target | None
    channel: str | None
    thread_ts: str | None
    trigger_id: str
    in_modal: bool = False

    def click(self, at: datetime) -> Clicked:
        """As the steps know it. Raises `LookupError` without a target."""
        target = self.known
        return Clicked(self.user, target.draft_id, target.revision, at)

    @property
    def known(self) -> Target:
        """The target of a press whose value could be read. Raises `LookupError` without one."""
        if self.target is None:
            raise LookupError("a press without a target")
        return self.target

    def origin(self, revision: int) -> Origin:
        """For a modal that shows this revision."""
        return Origin(self.known.draft_id, revision, self.channel, self.thread_ts)


def press_of(body: dict[str, Any]) -> Press:
    """The press in an interaction's body."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    message = body.get("message") or {}
    thread = message.get("thread_ts")
    # A press inside a form is answered where the form was opened from.
    origin = Origin.load((body.get("view") or {}).get("private_metadata") or "")
    return Press(
        user=body["user"]["id"],
        target=parse_value(action.get("value") or chosen.get("value")),
        channel=(body.get("channel") or {}).get("id") or (origin.channel if origin else None),
        thread_ts=thread if thread != message.get("ts") else None,
        trigger_id=body.get("trigger_id", ""),
        in_modal=(body.get("view") or {}).get("type") == "modal",
    )


async def only_ack(ack: AsyncAck) -> None:
    """For what needs no answer of ours: a link that Slack opens, a choice that a later press reads."""
    await ack()


async def conclude(deps: SlackDeps, answer: Answer, where: Press | Origin, user: str) -> None:
    """Start what the act asks for, and tell the person what the card does not."""
    if isinstance(answer, Refused):
        await _refuse(deps, answer, where, user)
        return
    await follow(deps, answer, user)
    if answer.say:
        await deps.desk.ephemeral(user, answer.say, where.channel, where.thread_ts)


async def follow(deps: SlackDeps, answer: Answer, user: str) -> None:
    """What comes of an act that was done: the desk draws, and work begins. Nothing comes of a refusal."""
    if isinstance(answer, Refused):
        return
    deps.desk.bell.ring()
    deps.homes.acted(user)
    await start_work(deps, answer)


async def show(deps: SlackDeps, press: Press, body: dict[str, Any], view: Block) -> None:
    """Put a form where the person looks: into the one that is open, or into a new one."""
    if press.in_modal:
        await deps.desk.update_view(body["view"]["id"], view)
    else:
        await deps.desk.open_view(press.trigger_id, view)


async def show_if_open(deps: SlackDeps, view_id: str, view: Block) -> bool:
    """Show something else in a form; false if it was closed meanwhile and nobody is there to see it.

    Raises:
        SlackFault: one that passes.
    """
    try:
        await deps.desk.update_view(view_id, view)
    except SlackFault as fault:
        if not fault.permanent:
            raise
        return False
    return True


async def _refuse(deps: SlackDeps, answer: Refused, where: Press | Origin, user: str) -> None:
    """Why not; and where the draft moved on since they saw it, what changed."""
    seen = where.target if isinstance(where, Press) else where
    moved = None if seen is None else await deps.desk.since(seen.draft_id, seen.revision)
    blocks = [rich(line(*our_elements(answer.why))), *changed_blocks(moved)] if moved else []
    await deps.desk.ephemeral(user, answer.why, where.channel, where.thread_ts, blocks=blocks)


async def start_work(deps: SlackDeps, done: Done) -> None:
    """Begin what an act asks for."""
    if done.start == "draft" and done.work_id:
        await deps.flow.draft(done.work_id)
    elif done.start == "publish" and done.work_id:
        await deps.flow.publish(done.work_id)
