"""Routes from Home: managers add, change, reorder and take away; a route that leads nowhere is not saved."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.drafting import route_changes
from bot.drafting.tuning import PolicyNow
from bot.errors import SlackFault
from bot.ports import Refused
from bot.routing import Route
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback
from bot.slack.modals import block_of, notice_modal
from bot.slack.presses import UNREADABLE, Press, press_of
from bot.slack.route_form import CHANNEL, GROUPS, USERS, RouteForm, Seen, asked_of, route_modal
from bot.slack.route_list import route_words, routes_modal
from bot.slack.template_views import show

CHECKING = "Checking what you want to change. This takes a few seconds."
SAVED = "Saved."
MEANWHILE = "Somebody changed this route meanwhile. Nothing was changed; this is how the routes stand now."
NO_ANSWER = (
    "Slack did not tell in time whether this can be reached. Nothing was saved; please press Save again."
)
STRANGERS = "One of them is no full member of this workspace, so they may not approve."
ASKING_SECONDS = 1.5
"""Slack waits three seconds for an answer to a form."""

Handler = Callable[..., Awaitable[None]]
Changed = Callable[[str], str]
Plan = Callable[[PolicyNow, int], tuple[Changed, str]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers; before the handlers that catch everything else."""
    app.action(Action.ROUTES.value)(_asked(deps))
    app.action(Action.NEW_ROUTE.value)(_new_asked(deps))
    app.action(Action.EDIT_ROUTE.value)(_change_asked(deps))
    app.action(Action.ROUTE_EARLIER.value)(_planned(deps, _earlier))
    app.action(Action.REMOVE_ROUTE.value)(_planned(deps, _removed))
    app.view(Callback.ROUTE.value)(_sent(deps))


def _earlier(now: PolicyNow, place: int) -> tuple[Changed, str]:
    # The first one has no button for it; a forged press changes nothing.
    changed = route_changes.earlier(now.policy.routes, place) if place else str
    return changed, f"Route {place + 1}: asked earlier"


def _removed(_now: PolicyNow, place: int) -> tuple[Changed, str]:
    return route_changes.removed(place), f"Route {place + 1}: taken away"


def _asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if why := await deps.templates.lacks_right(press.user):
            await deps.desk.ephemeral(press.user, why, press.channel)
            return
        await deps.desk.open_view(press.trigger_id, await _list(deps))

    return pressed


def _new_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        if view_id := await _within(deps, body):
            await deps.desk.update_view(view_id, await _form(deps, Route(), None, None))

    return pressed


def _change_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        if view_id := await _within(deps, body):
            now = await deps.tuning.policy()
            place = _place(now, press_of(body))
            if place is None:
                await deps.desk.update_view(view_id, routes_modal(now.policy.routes, MEANWHILE))
                return
            await deps.desk.update_view(view_id, await _form(deps, now.policy.routes[place], place, None))

    return pressed


def _planned(deps: SlackDeps, plan: Plan) -> Handler:
    """A press that changes the routes at once; the list as it then stands takes its place."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        if not (view_id := await _within(deps, body)):
            return
        press, now = press_of(body), await deps.tuning.policy()
        place = _place(now, press)
        if place is None:
            await deps.desk.update_view(view_id, routes_modal(now.policy.routes, MEANWHILE))
            return
        await deps.desk.update_view(view_id, notice_modal(CHECKING))
        said = await _saved(deps, press.user, *plan(now, place), now.head)
        shown = said.why if isinstance(said, Refused) else said
        await show(deps, press.user, view_id, await _list(deps, shown), shown)

    return pressed


def _sent(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, seen = str(body["user"]["id"]), Seen.load(str(view.get("private_metadata") or ""))
        why = await deps.templates.lacks_right(user)
        if why or seen is None:
            await ack(response_action="update", view=notice_modal(why or UNREADABLE))
            return
        routes = (await deps.tuning.policy()).policy.routes
        place = route_changes.place_of(routes, seen.mark, seen.place or 0) if seen.place is not None else None
        before = None if place is None else routes[place]
        asked = asked_of(view["state"], before)
        wrong = asked if isinstance(asked, dict) else await _unreachable(deps, asked)
        if wrong or isinstance(asked, dict):
            pinned = {block_of(view["state"], name): said for name, said in wrong.items()}
            await ack(response_action="errors", errors=pinned)
            return
        if seen.place is not None and place is None:
            # What they chose becomes a route of its own, if they want it still.
            await ack(response_action="update", view=await _form(deps, asked, None, MEANWHILE))
            return
        await ack(response_action="update", view=notice_modal(CHECKING))
        note = "Route added" if place is None else f"Route {place + 1}: changed"
        said = await _saved(deps, user, route_changes.put(place, asked), note, seen.head)
        if isinstance(said, Refused):
            again = await _form(deps, asked, place, said.why)
            await show(deps, user, str(view["id"]), again, said.why, route_words(asked))
            return
        await show(deps, user, str(view["id"]), await _list(deps, said), said)

    return submitted


async def _saved(deps: SlackDeps, user: str, changed: Changed, note: str, head: int) -> str | Refused:
    """Put it in force, which takes seconds; what the person is told, or why not."""
    change = await deps.tuning.plan_routes(changed, note, head)
    answer = change if isinstance(change, Refused) else await deps.tuning.save(user, change, deps.now())
    if isinstance(answer, Refused):
        return answer
    deps.desk.bell.ring()
    return answer.say or SAVED


async def _unreachable(deps: SlackDeps, route: Route) -> dict[str, str]:
    """What Slack says against it, by field; empty if everybody and everything is there."""
    users = [one for one in route.approvers if not one.startswith("S")]
    places, wrong = deps.desk.places, dict[str, str]()
    try:
        async with asyncio.timeout(ASKING_SECONDS):
            if route.channel and (why := await places.channel_fault(route.channel)):
                wrong[CHANNEL] = why
            for group in (one for one in route.approvers if one.startswith("S")):
                if why := await places.group_fault(group):
                    wrong[GROUPS] = why
            if not all([await deps.directory.is_staff(user) for user in users]):
                wrong[USERS] = STRANGERS
    except (SlackFault, TimeoutError):
        return {CHANNEL: NO_ANSWER}
    return wrong


async def _within(deps: SlackDeps, body: dict[str, Any]) -> str:
    """The form that a manager pressed in; empty for everybody else, who is told why not."""
    press, view = press_of(body), body.get("view") or {}
    why = await deps.templates.lacks_right(press.user)
    if why or press.target is None or not press.in_modal:
        await deps.desk.ephemeral(press.user, why or UNREADABLE, press.channel)
        return ""
    return str(view["id"])


def _place(now: PolicyNow, press: Press) -> int | None:
    """Where the route stands that a button was pressed for; `None` if it is not there any more."""
    target = press.known
    return route_changes.place_of(now.policy.routes, target.draft_id, target.revision - 1)


async def _list(deps: SlackDeps, notice: str | None = None) -> Block:
    return routes_modal((await deps.tuning.policy()).policy.routes, notice)


async def _form(deps: SlackDeps, route: Route, place: int | None, notice: str | None) -> Block:
    now, groups = await deps.tuning.policy(), await deps.desk.places.groups()
    mark = "" if place is None else route_changes.mark_of(now.policy.routes[place])
    return route_modal(RouteForm(route, place, mark, now.head, now.brands, groups, notice))
