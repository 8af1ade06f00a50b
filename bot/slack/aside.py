"""Looking through what was set aside today, and bringing some of it onto the desk after all."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import Refused
from bot.slack.aside_modal import ASIDE_PAGES, PAGE, AsidePage, aside_modal
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action
from bot.slack.modals import notice_modal
from bot.slack.presses import MAY_NOT_LOOK, UNREADABLE, follow, press_of, show
from bot.store import worklist

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.ASIDE.value)(_asked(deps))
    for turn in ASIDE_PAGES:
        app.action(turn.value)(_asked(deps))
    app.action(Action.ASIDE_CARD.value)(_card_asked(deps))


def _asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if not await deps.directory.is_staff(press.user):
            view = notice_modal(MAY_NOT_LOOK)
        else:
            view = await _page(deps, press.target.revision if press.target else 0)
        await show(deps, press, body, view)

    return pressed


def _card_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await show(deps, press, body, notice_modal(UNREADABLE))
            return
        answer = await deps.approvals.make_card(press.click(deps.now()))
        note = answer.why if isinstance(answer, Refused) else answer.say
        await follow(deps, answer, press.user)
        await show(deps, press, body, await _page(deps, _number(body), note))

    return pressed


async def _page(deps: SlackDeps, number: int, note: str | None = None) -> Block:
    day = worklist.day_of(deps.now())
    async with deps.database.reading() as session:
        total = await worklist.set_aside_since(session, day)
        number = min(number, max(total - 1, 0) // PAGE)
        found = await worklist.set_aside(session, day, limit=PAGE, offset=number * PAGE)
    return aside_modal(AsidePage(found, number, total, note))


def _number(body: dict[str, Any]) -> int:
    said = str((body.get("view") or {}).get("private_metadata") or "")
    return int(said) if said.isdecimal() and len(said) <= 4 else 0
