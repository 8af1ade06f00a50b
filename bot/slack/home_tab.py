"""Opens and refreshes the App Home: reads what it shows, and publishes it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.ports import People
from bot.slack.deps import SlackDeps
from bot.slack.home import HomeView, render_home
from bot.store import figures, slack_messages, worklist

LISTED = 8
DAYS = 14


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.event("app_home_opened")(_opened(deps))


def _opened(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def opened(event: dict[str, Any]) -> None:
        if event.get("tab") == "home" and await deps.directory.is_staff(event["user"]):
            await publish(deps, event["user"])

    return opened


async def publish(deps: SlackDeps, user: str) -> None:
    """Show a person their Home as things stand."""
    people, now = await deps.directory.people(), deps.now()
    await deps.desk.publish_home(user, render_home(await _view(deps, user, people, now)))


async def _view(deps: SlackDeps, user: str, people: People, now: datetime) -> HomeView:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    is_manager = user in people.managers
    async with deps.database.reading() as session:
        counts = await worklist.counts(session, user, now, today)
        waiting = await worklist.queue(session, user, now, limit=LISTED)
        mine = await worklist.held_by(session, user, now, LISTED)
        behind = await slack_messages.behind(session)
        told = await figures.since(session, today - timedelta(days=DAYS - 1)) if is_manager else None
        days = await figures.by_day(session, today, DAYS) if is_manager else ()
    first = waiting[0].draft.id if waiting else None
    return HomeView(
        counts=counts,
        people=people,
        user=user,
        next_link=None if first is None else await deps.desk.permalink(f"card:{first}"),
        at=now,
        waiting=waiting,
        mine=mine,
        pause=await deps.brake.current(now),
        figures=told,
        days=days,
        behind=behind,
    )
