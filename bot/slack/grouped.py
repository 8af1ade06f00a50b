"""Answering many who complain of the same: ten at a time, each judged by itself like any other reply."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.approval import judge
from bot.drafting.stances import GONE
from bot.ports import Clicked, Refused
from bot.slack import stance_desk
from bot.slack.alike import ten_submitted
from bot.slack.alike_form import Report
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.grouped_form import GroupTurn, GroupWay, grouped_modal, writing_modal
from bot.slack.ids import Action, Callback
from bot.slack.incident_list import Place
from bot.slack.modals import notice_modal
from bot.slack.presses import UNREADABLE, Press, follow, press_of, show
from bot.store import grouped, incidents

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.INCIDENT_ANSWER.value)(_asked(deps))
    app.action(Action.GROUPED_CARD.value)(_card_asked(deps))
    app.action(Action.GROUPED_STOP.value)(_stop_asked(deps))

    async def following(user: str, way: GroupWay, report: Report) -> Block:
        return await turn_view(deps, user, way, report)

    app.view(Callback.GROUPED.value)(ten_submitted(deps, GroupWay.load, following))


async def turn_view(
    deps: SlackDeps, user: str, way: GroupWay, report: Report | None = None, note: str | None = None
) -> Block:
    """The next ten, written now; or why there are none."""
    people = await deps.directory.people()
    is_staff = await deps.directory.is_staff(user)
    if why := judge.lacks_right(judge.Act.APPROVE, user, people, is_staff=is_staff):
        return notice_modal(why)
    batch = await deps.replies.batch(user, way.incident_id, way.left, deps.now())
    if isinstance(batch, Refused):
        return notice_modal(batch.why)
    async with deps.database.reading() as session:
        incident = await incidents.get(session, way.incident_id)
        stoppable = len(await grouped.stoppable(session, way.incident_id, user))
    if incident is None:
        return notice_modal(GONE)
    # Those for whom no wording was left are not tried again on the next page.
    way = way.on(0, batch.alike)
    views = [view for one in batch.draft_ids if (view := await deps.desk.card(one)) is not None]
    return grouped_modal(GroupTurn(incident, batch, views, way, report, stoppable, note))


def _asked(deps: SlackDeps) -> Handler:
    """What comes next: writing what we say, approving it, or answering ten."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await show(deps, press, body, notice_modal(UNREADABLE))
            return
        incident_id = press.target.draft_id
        stance = await deps.stances.standing(incident_id)
        if stance is None or not stance.holds:
            await show(deps, press, body, await stance_desk.stance_view(deps, press.user, incident_id))
            return
        view_id = await _waiting(deps, press, body, writing_modal(Place(incident_id)))
        await deps.desk.update_view(view_id, await turn_view(deps, press.user, GroupWay(incident_id)))

    return pressed


async def _waiting(deps: SlackDeps, press: Press, body: dict[str, Any], view: Block) -> str:
    """Show something at once; writing ten may take longer than Slack lets a form be opened."""
    if not press.in_modal:
        return await deps.desk.open_view(press.trigger_id, view)
    await deps.desk.update_view(body["view"]["id"], view)
    return str(body["view"]["id"])


def _card_asked(deps: SlackDeps) -> Handler:
    """One of the ten gets a card of its own, to be edited there; the others stay in the form."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, way = press_of(body), _way_in(body)
        if press.target is None or way is None:
            await show(deps, press, body, notice_modal(UNREADABLE))
            return
        answer = await deps.approvals.make_card(press.click(deps.now()))
        await follow(deps, answer, press.user)
        note = answer.why if isinstance(answer, Refused) else answer.say
        await show(deps, press, body, await turn_view(deps, press.user, way, note=note))

    return pressed


def _stop_asked(deps: SlackDeps) -> Handler:
    """Everything that this person has approved here and that is not on its way yet waits again."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, way = press_of(body), _way_in(body)
        if press.target is None or way is None:
            await show(deps, press, body, notice_modal(UNREADABLE))
            return
        stopped = await _stop(deps, press.user, way.incident_id)
        way = GroupWay(way.incident_id, max(way.done - stopped, 0), way.left)
        note = (
            f"{stopped} stopped. They wait here again."
            if stopped
            else "It is too late: all are on their way."
        )
        await show(deps, press, body, await turn_view(deps, press.user, way, note=note))

    return pressed


async def _stop(deps: SlackDeps, user: str, incident_id: str) -> int:
    async with deps.database.reading() as session:
        found = [draft.id for draft in await grouped.stoppable(session, incident_id, user)]
    stopped = 0
    for draft_id in found:
        answer = await deps.approvals.undo(Clicked(user, draft_id, None, deps.now()))
        stopped += not isinstance(answer, Refused)
        await follow(deps, answer, user)
    return stopped


def _way_in(body: dict[str, Any]) -> GroupWay | None:
    return GroupWay.load(str((body.get("view") or {}).get("private_metadata") or ""))
