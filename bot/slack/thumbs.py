"""Thumbs on a draft: pressed on the card, answered to the one who pressed, counted in More…."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.models import Opinion
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, More
from bot.slack.presses import UNREADABLE, conclude, press_of

_IS_GOOD = {More.GOOD.value: True, More.BAD.value: False}


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.OPINION.value)(_pressed(deps))


def counted(opinions: Sequence[Opinion], revision: int) -> str | None:
    """How many find this wording, and the draft's others, good or not; `None` without any."""
    if not opinions:
        return None
    shown = [one.is_good for one in opinions if one.revision == revision]
    others = [one.is_good for one in opinions if one.revision != revision]
    told = f"this version: {_sums(shown)}" if shown else "none on this version"
    return f"{told}; earlier versions: {_sums(others)}" if others else told


def _sums(thumbs: Sequence[bool]) -> str:
    return f"{sum(thumbs)} good, {len(thumbs) - sum(thumbs)} not good"


def _pressed(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        choice = press.target.choice if press.target else None
        if choice not in _IS_GOOD:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)
            return
        answer = await deps.approvals.think(press.click(deps.now()), _IS_GOOD[choice])
        await conclude(deps, answer, press, press.user)

    return pressed
