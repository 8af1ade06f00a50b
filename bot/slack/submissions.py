"""Submitted modals -> one call each, answered within 3 s. What a person typed is always given back."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import Answer, Clicked, Refused
from bot.slack import modals
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Callback, Field
from bot.slack.origin import Origin
from bot.slack.presses import conclude

UNREADABLE = "Amends cannot read this form any more. Please open it again from the card."

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers which form."""
    app.view(Callback.REWORD.value)(_reworded(deps))
    app.view(Callback.POSTED.value)(_posted(deps))
    app.view(Callback.SETTLE.value)(_settled(deps))


def _reworded(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        state, origin = view["state"], Origin.load(view["private_metadata"])
        wish = _wish(state)
        if origin is None:
            await _replace(ack, modals.notice_modal(UNREADABLE, wish))
            return
        user, click = _click(deps, body, origin)
        await _finish(deps, ack, await deps.approvals.redraft(click, wish), origin, user)

    return submitted


def _posted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await _with_link(deps, ack, body, view, deps.approvals.confirm_posted)

    return submitted


def _settled(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        async def settle(click: Clicked, link: str | None) -> Answer:
            return await deps.approvals.settle(click, True, link)

        await _with_link(deps, ack, body, view, settle)

    return submitted


async def _with_link(
    deps: SlackDeps,
    ack: AsyncAck,
    body: dict[str, Any],
    view: dict[str, Any],
    act: Callable[[Clicked, str | None], Awaitable[Answer]],
) -> None:
    state, origin = view["state"], Origin.load(view["private_metadata"])
    link = (modals.answer_of(state, Field.LINK) or "").strip() or None
    if origin is None:
        await _replace(ack, modals.notice_modal(UNREADABLE, link))
        return
    user, click = _click(deps, body, origin)
    answer = await act(click, link)
    if isinstance(answer, Refused) and answer.kept:
        await _error(ack, state, Field.LINK, answer.why)
        return
    await _finish(deps, ack, answer, origin, user)


async def _finish(deps: SlackDeps, ack: AsyncAck, answer: Answer, origin: Origin, user: str) -> None:
    if isinstance(answer, Refused):
        await _replace(ack, modals.notice_modal(answer.why, answer.kept))
        return
    await ack()
    await conclude(deps, answer, origin, user)


def _click(deps: SlackDeps, body: dict[str, Any], origin: Origin) -> tuple[str, Clicked]:
    user = str(body["user"]["id"])
    return user, Clicked(user, origin.draft_id, origin.revision, deps.now())


def _wish(state: dict[str, Any]) -> str | None:
    """What another draft should be: own words come first; `None` for just other words."""
    own = (modals.answer_of(state, Field.WORDS) or "").strip()
    chosen = modals.answer_of(state, Field.WISH)
    return own or (None if chosen == modals.OTHER_WORDS else chosen)


async def _replace(ack: AsyncAck, view: Block) -> None:
    await ack(response_action="update", view=view)


async def _error(ack: AsyncAck, state: dict[str, Any], field: Field, why: str) -> None:
    await ack(response_action="errors", errors={modals.block_of(state, field): why})
