"""Writing what we say about one cause, reading it, approving it and taking it back."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot import rights
from bot.drafting.stance_check import StanceSaid
from bot.drafting.stances import GONE, NOT_OURS
from bot.ports import Answer, Refused
from bot.slack.ai_form import Asked, asked
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback
from bot.slack.incident_desk import is_ours
from bot.slack.incident_list import Place
from bot.slack.modals import notice_modal
from bot.slack.presses import UNREADABLE, follow, press_of, show
from bot.slack.stance_form import said_in, stance_form, stance_modal

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.STANCE_SHOW.value)(_pressed(deps, stance_view))
    app.action(Action.STANCE_CHANGE.value)(_pressed(deps, form_view))
    app.action(Action.STANCE_APPROVE.value)(_acted(deps, _approve))
    app.action(Action.STANCE_END.value)(_acted(deps, _take_back))
    app.view(Callback.STANCE.value)(_submitted(deps))


async def stance_view(deps: SlackDeps, user: str, incident_id: str, note: str | None = None) -> Block:
    """What is said now, with what this person can do about it; the empty form where nobody has said it."""
    if not await is_ours(deps, user):
        return notice_modal(NOT_OURS)
    stance = await deps.stances.standing(incident_id)
    if stance is None:
        return await form_view(deps, user, incident_id, note)
    people = await deps.directory.people()
    may = user in rights.approvers(people, sensitive=False, group=None)
    return stance_modal(stance, Place(incident_id), user, may_approve=may, note=note)


async def form_view(
    deps: SlackDeps,
    user: str,
    incident_id: str,
    note: str | None = None,
    typed: StanceSaid | None = None,
    ai: Asked | None = None,
) -> Block:
    """The form, filled with what was typed, what stands, or what the brand says and does of itself."""
    if not await is_ours(deps, user):
        return notice_modal(NOT_OURS)
    said = typed or await deps.stances.said(incident_id, deps.now())
    if said is None:
        return notice_modal(GONE)
    stance = await deps.stances.standing(incident_id)
    is_standing = stance is not None
    return stance_form(said, Place(incident_id), note, is_standing=is_standing, ai=ai or asked(deps))


def _pressed(deps: SlackDeps, view: Callable[[SlackDeps, str, str], Awaitable[Block]]) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            shown = notice_modal(UNREADABLE)
        else:
            shown = await view(deps, press.user, press.target.draft_id)
        await show(deps, press, body, shown)

    return pressed


async def _approve(deps: SlackDeps, user: str, incident_id: str, version: int) -> Answer:
    return await deps.stances.approve(user, incident_id, version, deps.now())


async def _take_back(deps: SlackDeps, user: str, incident_id: str, _version: int) -> Answer:
    return await deps.stances.take_back(user, incident_id, deps.now())


def _acted(deps: SlackDeps, act: Callable[[SlackDeps, str, str, int], Awaitable[Answer]]) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await show(deps, press, body, notice_modal(UNREADABLE))
            return
        answer = await act(deps, press.user, press.target.draft_id, press.target.revision)
        await follow(deps, answer, press.user)
        await show(deps, press, body, await _after(deps, press.user, press.target.draft_id, answer))

    return pressed


async def _after(deps: SlackDeps, user: str, incident_id: str, answer: Answer) -> Block:
    """How it stands after an act, with what the person is told; where nothing stands, only that."""
    told = answer.why if isinstance(answer, Refused) else answer.say
    if await deps.stances.standing(incident_id) is None:
        return notice_modal(told or GONE)
    return await stance_view(deps, user, incident_id, told)


def _submitted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, place = str(body["user"]["id"]), Place.load(view["private_metadata"])
        if place is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        said = said_in(view["state"])
        answer = await deps.stances.write(user, place.incident_id, said, deps.now())
        if isinstance(answer, Refused):
            shown = stance_form(said, place, answer.why) if await is_ours(deps, user) else None
            await ack(response_action="update", view=shown or notice_modal(answer.why))
            return
        await ack(response_action="update", view=await stance_view(deps, user, place.incident_id, answer.say))
        await follow(deps, answer, user)

    return submitted
