"""`/amends oncall`, and the forms behind it: who is on call now and next, take over, swap, rotations."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.drafting.rotation_changes import put_rotation
from bot.oncall.duty import Turn
from bot.ports import Answer, Refused
from bot.slack import oncall_form
from bot.slack.blocks import Block, Rendered, actions, section
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback
from bot.slack.modals import notice_modal
from bot.slack.oncall_form import FOUR_HOURS, SWAP, TIMES, TURN, Change
from bot.slack.page_message import rate_words
from bot.slack.presses import UNREADABLE, press_of
from bot.slack.template_views import show

NO_ROTATIONS = (
    "There are no rotations, so there is nothing to take over. A manager adds one on Amends' Home tab."
)
HOW_LONG = "Please say until when: */amends oncall take 2h*, or *take 18:00*. Nothing was changed."
CHECKING = "Checking what you want to change. This takes a few seconds."
SAVED = "Saved."

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers; before the handlers that catch everything else."""
    app.action(Action.ONCALL.value)(_opened(deps))
    app.action(Action.STAND_IN_END.value)(_taken_back(deps))
    app.view(Callback.ONCALL.value)(_changed(deps))
    app.action(Action.ROTATIONS.value)(_rotations(deps))
    app.action(Action.EDIT_ROTATION.value)(_edit_asked(deps))
    app.view(Callback.ROTATION.value)(_saved(deps))


async def told(deps: SlackDeps, user: str, rest: str, oncall: str) -> Rendered:
    """What `/amends oncall` answers; `oncall` says who is called as it stands."""
    now, words = deps.now(), rest.split()
    if words[:1] == ["take"]:
        said = await _take_over(deps, user, words[1:], now)
        return Rendered(said, [section(said)])
    turns = await deps.duty.turns(now)
    climbed = oncall_form.ladder_words(deps.duty.rules().ladder)
    lines = [oncall, *oncall_form.turn_words(turns), *climbed, rate_words(await deps.duty.rate(now))]
    row = actions("oncall", [oncall_form.change_button()]) if turns else []
    return Rendered("\n".join(lines), [section("\n".join(lines)), *row])


async def _take_over(deps: SlackDeps, user: str, words: list[str], now: datetime) -> str:
    turns = await deps.duty.turns(now)
    if not turns:
        return NO_ROTATIONS
    ends = oncall_form.until_of(words[0], now, await deps.people.zone(user)) if words else None
    if ends is None:
        return HOW_LONG
    name = words[1] if len(words) > 1 else turns[0].rotation.name
    answer = await deps.duty.stand_in(user, name, user, now, ends, now)
    deps.desk.bell.ring()
    return answer.why if isinstance(answer, Refused) else answer.say or SAVED


def _opened(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, now = press_of(body), deps.now()
        turns = await deps.duty.turns(now)
        if not turns:
            await deps.desk.ephemeral(press.user, NO_ROTATIONS, press.channel, press.thread_ts)
            return
        rows = await deps.duty.stand_ins(now)
        await deps.desk.open_view(press.trigger_id, oncall_form.change_modal(turns, rows, press.user))

    return pressed


def _taken_back(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, view = press_of(body), body.get("view") or {}
        if press.target is None or not press.in_modal:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
            return
        answer = await deps.duty.end(press.user, press.target.draft_id, deps.now())
        deps.desk.bell.ring()
        await deps.desk.update_view(str(view["id"]), await _form(deps, press.user, _words(answer)))

    return pressed


def _changed(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, asked = str(body["user"]["id"]), oncall_form.change_of(view["state"])
        if isinstance(asked, dict):
            there = {block: why for block, why in asked.items() if block in view["state"]["values"]}
            if there:
                await ack(response_action="errors", errors=there)
            else:
                await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        answer = await _change(deps, user, asked, deps.now())
        deps.desk.bell.ring()
        await ack(response_action="update", view=await _form(deps, user, _words(answer)))

    return submitted


async def _change(deps: SlackDeps, user: str, asked: Change, now: datetime) -> Answer:
    if asked.span == SWAP:
        return await deps.duty.swap(user, asked.rotation, asked.who, now)
    begins, ends = now, now + FOUR_HOURS
    if asked.span == TIMES and asked.begins and asked.ends:
        begins, ends = asked.begins, asked.ends
    elif asked.span == TURN:
        found = _turn(await deps.duty.turns(now), asked.rotation)
        ends = found.until if found and found.until else ends
    return await deps.duty.stand_in(user, asked.rotation, asked.who, begins, ends, now)


async def _form(deps: SlackDeps, user: str, notice: str) -> Block:
    turns = await deps.duty.turns(deps.now())
    if not turns:
        return notice_modal(notice)
    return oncall_form.change_modal(turns, await deps.duty.stand_ins(deps.now()), user, notice)


def _rotations(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if why := await deps.templates.lacks_right(press.user):
            await deps.desk.ephemeral(press.user, why, press.channel)
            return
        turns = await deps.duty.turns(deps.now())
        await deps.desk.open_view(press.trigger_id, oncall_form.rotations_modal(turns))

    return pressed


def _edit_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, view = press_of(body), body.get("view") or {}
        why = await deps.templates.lacks_right(press.user)
        if why or press.target is None or not press.in_modal:
            await deps.desk.ephemeral(press.user, why or UNREADABLE, press.channel)
            return
        name = press.target.draft_id if press.target.revision else ""
        found, head = _turn(await deps.duty.turns(deps.now()), name), (await deps.tuning.policy()).head
        await deps.desk.update_view(str(view["id"]), oncall_form.rotation_modal(found, head))

    return pressed


def _saved(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user = str(body["user"]["id"])
        name, _, head = str(view.get("private_metadata") or "").rpartition(":")
        why = await deps.templates.lacks_right(user)
        if why or not head.isdecimal():
            await ack(response_action="update", view=notice_modal(why or UNREADABLE))
            return
        values = oncall_form.rotation_of(view["state"])
        typed = values.pop("name")
        await ack(response_action="update", view=notice_modal(CHECKING))
        said = await _save(deps, user, name or typed, values, int(head))
        turns = await deps.duty.turns(deps.now())
        shown = oncall_form.rotations_modal(turns, said)
        await show(deps, user, str(view["id"]), shown, said)

    return submitted


async def _save(deps: SlackDeps, user: str, name: str, values: dict[str, Any], head: int) -> str:
    """Put it in force, which takes seconds; what the person is told."""
    if not all([await deps.directory.is_staff(one) for one in values["people"]]):
        return "One of them is no full member of this workspace. Nothing was changed."
    change = await deps.tuning.plan_routes(put_rotation(name, values), f"Rotation {name}", head)
    answer = change if isinstance(change, Refused) else await deps.tuning.save(user, change, deps.now())
    deps.desk.bell.ring()
    return _words(answer)


def _turn(turns: list[Turn], name: str) -> Turn | None:
    return next((one for one in turns if one.rotation.name == name), None)


def _words(answer: Answer) -> str:
    return answer.why if isinstance(answer, Refused) else answer.say or SAVED
