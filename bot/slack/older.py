"""Looking through posts from before a source was connected, and bringing some of them onto the desk."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import Refused
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Target, parse_value
from bot.slack.modals import notice_modal
from bot.slack.older_list import OLDER_PAGES, PAGE, OlderPage, older_modal
from bot.slack.presses import MAY_NOT_LOOK, UNREADABLE, follow, press_of, show
from bot.store import older

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.OLDER.value)(_asked(deps))
    for turn in OLDER_PAGES:
        app.action(turn.value)(_asked(deps))
    app.action(Action.OLDER_CARD.value)(_card_asked(deps))


def _asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        stands = _stands(body) if press.in_modal else press.target
        if not await deps.directory.is_staff(press.user):
            view = notice_modal(MAY_NOT_LOOK)
        elif stands is None or press.target is None:
            view = notice_modal(UNREADABLE)
        else:
            view = await _page(deps, stands.draft_id, press.target.revision if press.in_modal else 0)
        await show(deps, press, body, view)

    return pressed


def _card_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, stands = press_of(body), _stands(body)
        if press.target is None or stands is None:
            await show(deps, press, body, notice_modal(UNREADABLE))
            return
        answer = await deps.approvals.make_card(press.click(deps.now()))
        note = answer.why if isinstance(answer, Refused) else answer.say
        await follow(deps, answer, press.user)
        await show(deps, press, body, await _page(deps, stands.draft_id, stands.revision, note))

    return pressed


async def _page(deps: SlackDeps, source: str, number: int, note: str | None = None) -> Block:
    async with deps.database.reading() as session:
        total = await older.count(session, source)
        number = min(number, max(total - 1, 0) // PAGE)
        found = await older.page(session, source, limit=PAGE, offset=number * PAGE)
    return older_modal(OlderPage(source, found, number, total, note))


def _stands(body: dict[str, Any]) -> Target | None:
    """Which source's list stands open, and at which page."""
    return parse_value((body.get("view") or {}).get("private_metadata"))
