"""The list of advocates from Home: managers look, add, change and take off."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.advocates.roster import CHANGED_MEANWHILE, MANAGERS_ONLY, WrongEntry
from bot.ports import Answer, Refused
from bot.slack.advocate_form import advocate_modal, entry_in, old_of
from bot.slack.advocate_list import ADVOCATE_PAGES, RosterPage, advocates_modal
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback
from bot.slack.modals import block_of, notice_modal
from bot.slack.presses import UNREADABLE, Press, press_of, show

Handler = Callable[..., Awaitable[None]]
View = Callable[[SlackDeps, Press], Awaitable[Block]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.ADVOCATES.value)(_pressed(deps, _first_page))
    for turn in ADVOCATE_PAGES:
        app.action(turn.value)(_pressed(deps, _page))
    app.action(Action.NEW_ADVOCATE.value)(_pressed(deps, _new))
    app.action(Action.EDIT_ADVOCATE.value)(_pressed(deps, _edit))
    app.action(Action.REMOVE_ADVOCATE.value)(_pressed(deps, _remove))
    app.view(Callback.ADVOCATE.value)(_submitted(deps))


def _pressed(deps: SlackDeps, view: View) -> Handler:
    """What a manager sees; everybody else is told that it is for managers."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if not await deps.advocates.roster.may_change(press.user):
            await deps.desk.ephemeral(press.user, MANAGERS_ONLY, press.channel)
        elif press.target is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
        else:
            await show(deps, press, body, await view(deps, press))

    return pressed


async def _list(deps: SlackDeps, number: int = 0, notice: str | None = None) -> Block:
    return advocates_modal(RosterPage(await deps.advocates.roster.standing(), number, notice))


async def _first_page(deps: SlackDeps, _press: Press) -> Block:
    return await _list(deps)


async def _page(deps: SlackDeps, press: Press) -> Block:
    return await _list(deps, press.known.revision)


async def _new(_deps: SlackDeps, _press: Press) -> Block:
    return advocate_modal(None)


async def _edit(deps: SlackDeps, press: Press) -> Block:
    advocate = await deps.advocates.roster.get(press.known.draft_id)
    return await _list(deps, notice=CHANGED_MEANWHILE) if advocate is None else advocate_modal(advocate)


async def _remove(deps: SlackDeps, press: Press) -> Block:
    if not press.in_modal:
        return await _list(deps, notice=UNREADABLE)
    target = press.known
    answer = await deps.advocates.roster.remove(press.user, target.draft_id, target.revision, deps.now())
    return await _list(deps, notice=_told(answer))


def _submitted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, state = str(body["user"]["id"]), view["state"]
        old, entry = old_of(str(view.get("private_metadata") or "")), entry_in(state)
        if isinstance(old, bool):
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        if isinstance(entry, dict):
            await _wrong(ack, state, entry)
            return
        answer = await deps.advocates.roster.save(user, entry, old, deps.now())
        if isinstance(answer, WrongEntry):
            await _wrong(ack, state, dict(answer.parts))
        elif isinstance(answer, Refused):
            await ack(response_action="update", view=notice_modal(answer.why))
        else:
            deps.desk.bell.ring()
            await ack(response_action="update", view=await _list(deps, notice=answer.say))

    return submitted


async def _wrong(ack: AsyncAck, state: dict[str, Any], parts: dict[str, str]) -> None:
    """At the fields, where there are any; in a form that is not ours as a notice."""
    errors = {block_of(state, part): why for part, why in parts.items()}
    if set(errors) <= set(state.get("values") or {}):
        await ack(response_action="errors", errors=errors)
    else:
        await ack(response_action="update", view=notice_modal(next(iter(parts.values()))))


def _told(answer: Answer) -> str | None:
    return answer.why if isinstance(answer, Refused) else answer.say
