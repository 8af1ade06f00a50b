"""Policy and actions from Home: managers choose, everybody else is told that it is for managers.

What can be told at once is told in the acknowledgement. Only what takes seconds is shown afterwards: a quick
second view could reach Slack before the first one and be replaced by it.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.drafting.tuning import GONE, Step, StepWords
from bot.ports import Refused
from bot.slack.action_forms import StepForm, actions_modal, fits, step_modal, words_of
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback
from bot.slack.modals import notice_modal
from bot.slack.policy_form import policy_modal, tuned_of
from bot.slack.presses import UNREADABLE, press_of
from bot.slack.template_views import show

CHECKING = "Checking what you want to change. This takes a few seconds."
SAVED = "Saved."
TOO_LONG = "This step has more words than a Slack form can hold. Use amends templates export and import."

Handler = Callable[..., Awaitable[None]]
View = Callable[[], Awaitable[Block]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers; before the handlers that catch everything else."""
    app.action(Action.POLICY.value)(_asked(deps, lambda: _policy(deps)))
    app.action(Action.ACTIONS.value)(_asked(deps, lambda: _steps(deps)))
    app.action(Action.EDIT_ACTION.value)(_step_asked(deps))
    app.view(Callback.POLICY.value)(_policy_sent(deps))
    app.view(Callback.ACTION.value)(_step_sent(deps))


async def _policy(deps: SlackDeps) -> Block:
    return policy_modal(await deps.tuning.policy())


async def _steps(deps: SlackDeps, notice: str | None = None) -> Block:
    return actions_modal(await deps.tuning.steps(), notice)


def _asked(deps: SlackDeps, view: View) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if why := await deps.templates.lacks_right(press.user):
            await deps.desk.ephemeral(press.user, why, press.channel)
            return
        await deps.desk.open_view(press.trigger_id, await view())

    return pressed


def _policy_sent(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user = str(body["user"]["id"])
        if why := await deps.templates.lacks_right(user):
            await ack(response_action="update", view=notice_modal(why))
            return
        now = await deps.tuning.policy()
        wanted = tuned_of(view["state"], now.tuned)
        change = await deps.tuning.plan_policy(wanted, _number(view.get("private_metadata")))
        if isinstance(change, Refused):
            await ack(response_action="update", view=policy_modal(now, change.why, wanted))
            return
        await ack(response_action="update", view=notice_modal(CHECKING))
        answer = await deps.tuning.save(user, change, deps.now())
        if isinstance(answer, Refused):
            again = policy_modal(await deps.tuning.policy(), answer.why, wanted)
            await show(deps, user, str(view["id"]), again, answer.why)
            return
        deps.desk.bell.ring()
        said = answer.say or SAVED
        await show(deps, user, str(view["id"]), notice_modal(said), said)

    return submitted


def _step_asked(deps: SlackDeps) -> Handler:
    """The form in place of the list: on top of it, the list below would show the words from before."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, view = press_of(body), body.get("view") or {}
        why = await deps.templates.lacks_right(press.user)
        if why or press.target is None or not press.in_modal:
            await deps.desk.ephemeral(press.user, why or UNREADABLE, press.channel)
            return
        steps = await deps.tuning.steps()
        shown = _form(steps, press.target.revision - 1)
        await deps.desk.update_view(str(view["id"]), shown)

    return pressed


def _form(steps: list[Step], place: int) -> Block:
    if not 0 <= place < len(steps):
        return actions_modal(steps, GONE)
    step = steps[place]
    return step_modal(StepForm(step, _dumped(step))) if fits(step) else actions_modal(steps, TOO_LONG)


def _step_sent(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, wanted = str(body["user"]["id"]), words_of(view["state"])
        typed = "\n".join([*wanted.wordings, wanted.owner, wanted.what, wanted.due])
        seen = await _seen(deps, str(view.get("private_metadata") or ""))
        why = await deps.templates.lacks_right(user)
        if why or seen is None:
            await ack(response_action="update", view=notice_modal(why or GONE, typed))
            return
        change = await deps.tuning.plan_step(seen, wanted)
        if isinstance(change, Refused):
            await ack(response_action="update", view=_again(seen, wanted, change.why))
            return
        await ack(response_action="update", view=notice_modal(CHECKING, typed))
        answer = await deps.tuning.save(user, change, deps.now())
        if isinstance(answer, Refused):
            # From now on it stands on what somebody else may have saved: the notice says so.
            fresh = await deps.tuning.step(seen.path, seen.place) or seen
            await show(deps, user, str(view["id"]), _again(fresh, wanted, answer.why), answer.why, typed)
            return
        deps.desk.bell.ring()
        said = answer.say or SAVED
        await show(deps, user, str(view["id"]), await _steps(deps, said), said)

    return submitted


def _again(step: Step, wanted: StepWords, why: str) -> Block:
    return step_modal(StepForm(step, _dumped(step), wanted, why))


async def _seen(deps: SlackDeps, metadata: str) -> Step | None:
    """The step that a form was opened on, with the version of its file from then."""
    try:
        said = json.loads(metadata)
        path, place, head, id = said["path"], said["place"], said["head"], said["id"]
    except (ValueError, KeyError, TypeError):
        return None
    step = await deps.tuning.step(path, place)
    same = step is not None and step.action.id == id and isinstance(head, int)
    return replace(step, head=head) if same and step is not None else None


def _dumped(step: Step) -> str:
    told = {"path": step.path, "place": step.place, "head": step.head, "id": step.action.id}
    return json.dumps(told)


def _number(metadata: object) -> int:
    word = str(metadata or "")
    return int(word) if word.isdecimal() and len(word) <= 18 else 0
