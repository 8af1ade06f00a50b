"""Opens Homes and keeps them up to date: reads what they show, and publishes it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.drafting.template_desk import managers
from bot.errors import SlackFault
from bot.intake.pasted import SOURCE as PASTED
from bot.ports import People
from bot.rights import sight
from bot.slack import alike
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.health import Health
from bot.slack.home import HOME_PAGES, PAGE, HomeView, Page, closed_home, render_home
from bot.slack.home_screens import screens
from bot.slack.presses import press_of
from bot.store import deliveries, figures, incidents, pauses, slack_messages, worklist

DAYS = 14
NOT_STAFF = "Only full members of this workspace can use Amends."


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.event("app_home_opened")(_opened(deps))
    for turn in HOME_PAGES:
        app.action(turn.value)(_turned(deps))


async def refresh(deps: SlackDeps) -> int:
    """Bring the Homes of those who look at them up to date; how many changed.

    Nobody has just asked for it, so people are left the room that Slack gives: the rest waits for its turn.
    """
    changed = 0
    for user in deps.homes.due(deps.now()):
        view, at = await _home(deps, user), deps.now()
        if deps.homes.is_news(user, view):
            try:
                if not await deps.desk.refresh_home(user, view):
                    break
            except SlackFault as fault:
                if not fault.permanent:
                    break
                deps.homes.forget(user)
                continue
            changed += 1
        deps.homes.checked(user, at, view)
    return changed


async def publish(deps: SlackDeps, user: str) -> None:
    """Show a person their Home as things stand. Raises `SlackFault`."""
    view = await _home(deps, user)
    await deps.desk.publish_home(user, view)
    deps.homes.checked(user, deps.now(), view)


def _opened(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def opened(event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            deps.homes.opened(event["user"], deps.now())
            await publish(deps, event["user"])

    return opened


def _turned(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        deps.homes.turned(press.user, press.target.revision if press.target else 0, deps.now())
        await publish(deps, press.user)

    return pressed


async def _home(deps: SlackDeps, user: str) -> Block:
    if not await deps.directory.is_staff(user):
        return closed_home(NOT_STAFF)
    people, now = await deps.directory.people(), deps.now()
    return render_home(await _view(deps, user, people, now))


async def _view(deps: SlackDeps, user: str, people: People, now: datetime) -> HomeView:
    today = worklist.day_of(now)
    is_manager, theirs = user in managers(people), sight(user, people)
    async with deps.database.reading() as session:
        counts = await worklist.counts(session, user, now, today)
        total = await worklist.length(session, theirs, now)
        # What stood on the last page may be done meanwhile.
        number = min(deps.homes.page(user), max(total - 1, 0) // PAGE)
        waiting = await worklist.queue(session, theirs, now, limit=PAGE, offset=number * PAGE)
        mine = await worklist.held_by(session, user, now, PAGE)
        behind, heard_at = await slack_messages.behind(session), await deliveries.latest(session, PASTED)
        told = await figures.since(session, today - timedelta(days=DAYS - 1)) if is_manager else None
        held = await pauses.count_held(session)
        days = await figures.by_day(session, today, DAYS) if is_manager else ()
        grouped = await incidents.open_ones(session)
    return HomeView(
        counts=counts,
        people=people,
        user=user,
        at=now,
        waiting=Page(waiting, number, total),
        mine=mine,
        alike=await alike.count_largest(deps, user),
        pause=await deps.brake.current(now),
        held=held,
        figures=told,
        days=days,
        screens=screens() if is_manager else (),
        health=Health(behind, deps.model(), heard_at),
        incidents=grouped,
        turns=await deps.duty.turns(now),
        rate=await deps.duty.rate(now),
        ladder=deps.duty.rules().ladder,
    )
