"""Letters to advocates, pressed: whom to ask, begin, read, change, approve, sent, dropped."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.advocates.outreach import GONE, NOT_OURS, Outreaches
from bot.ports import Answer, Refused
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback, Field, parse_value
from bot.slack.incident_desk import is_ours
from bot.slack.incident_list import Place
from bot.slack.modals import answer_of, notice_modal
from bot.slack.outreach_form import Asking, asking_modal, letter_modal, reword_form
from bot.slack.presses import UNREADABLE, Press, follow, press_of, show

Handler = Callable[..., Awaitable[None]]
View = Callable[[SlackDeps, Press, dict[str, Any]], Awaitable[Block]]
Act = Callable[[Outreaches, str, str, int, datetime], Awaitable[Answer]]

_ACTS: dict[Action, Act] = {
    Action.OUTREACH_APPROVE: lambda letters, *seen: letters.approve(*seen),
    Action.OUTREACH_SENT: lambda letters, *seen: letters.sent(*seen),
    Action.OUTREACH_DROP: lambda letters, *seen: letters.drop(*seen),
}


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.OUTREACH.value)(_pressed(deps, _asking))
    app.action(Action.OUTREACH_WRITE.value)(_pressed(deps, _write))
    app.action(Action.OUTREACH_SHOW.value)(_pressed(deps, _letter))
    app.action(Action.OUTREACH_EDIT.value)(_pressed(deps, _edit))
    for action, act in _ACTS.items():
        app.action(action.value)(_pressed(deps, _acted(act)))
    app.view(Callback.OUTREACH.value)(_submitted(deps))


def _pressed(deps: SlackDeps, view: View) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if not await is_ours(deps, press.user):
            shown = notice_modal(NOT_OURS)
        elif press.target is None:
            shown = notice_modal(UNREADABLE)
        else:
            shown = await view(deps, press, body)
        await show(deps, press, body, shown)

    return pressed


async def _asking(deps: SlackDeps, press: Press, _body: dict[str, Any]) -> Block:
    return await _asking_view(deps, press.known.draft_id)


async def _asking_view(deps: SlackDeps, incident_id: str, note: str | None = None) -> Block:
    found = await deps.advocates.letters.suggested(incident_id, deps.now())
    return notice_modal(GONE) if found is None else asking_modal(Asking(*found, note))


async def _write(deps: SlackDeps, press: Press, body: dict[str, Any]) -> Block:
    place = Place.load(str((body.get("view") or {}).get("private_metadata") or ""))
    if place is None:
        return notice_modal(UNREADABLE)
    advocate_id = press.known.draft_id
    answer = await deps.advocates.letters.write(press.user, place.incident_id, advocate_id, deps.now())
    if isinstance(answer, Refused):
        return await _asking_view(deps, place.incident_id, answer.why)
    await follow(deps, answer, press.user)
    return await _letter_view(deps, answer.work_id or "")


async def _letter(deps: SlackDeps, press: Press, _body: dict[str, Any]) -> Block:
    return await _letter_view(deps, press.known.draft_id)


async def _letter_view(deps: SlackDeps, id: str, note: str | None = None) -> Block:
    shown = await deps.advocates.letters.shown(id, deps.now())
    return notice_modal(note or GONE) if shown is None else letter_modal(shown, note)


async def _edit(deps: SlackDeps, press: Press, _body: dict[str, Any]) -> Block:
    shown = await deps.advocates.letters.shown(press.known.draft_id, deps.now())
    return notice_modal(GONE) if shown is None else reword_form(shown)


def _acted(act: Act) -> View:
    async def view(deps: SlackDeps, press: Press, _body: dict[str, Any]) -> Block:
        seen = press.known
        answer = await act(deps.advocates.letters, press.user, seen.draft_id, seen.revision, deps.now())
        await follow(deps, answer, press.user)
        told = answer.why if isinstance(answer, Refused) else answer.say
        return await _letter_view(deps, seen.draft_id, told)

    return view


def _submitted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, seen = str(body["user"]["id"]), parse_value(view.get("private_metadata"))
        if seen is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        typed = answer_of(view["state"], Field.WORDS) or ""
        letters = deps.advocates.letters
        answer = await letters.reword(user, seen.draft_id, seen.revision, typed, deps.now())
        if isinstance(answer, Refused):
            await ack(response_action="update", view=notice_modal(answer.why, answer.kept))
            return
        await follow(deps, answer, user)
        await ack(response_action="update", view=await _letter_view(deps, seen.draft_id, answer.say))

    return submitted
