"""Translate: a post in the team's language, for the one who asks and for nobody else. It changes nothing."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.approval import judge
from bot.errors import LlmUnavailable
from bot.ports import CardView
from bot.slack.blocks import Block, quotes, section, small_print
from bot.slack.card_parts import shortened
from bot.slack.deps import SlackDeps
from bot.slack.details import details_modal
from bot.slack.ids import Action
from bot.slack.openers import GONE
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, Press, press_of, show_if_open

DEADLINE: Final = 10.0
"""Seconds; a person looks at the form meanwhile."""
INTO: Final = "English"
MAX_SHOWN = 2_800
NO_AI: Final = "No AI is set up here, so nothing can be translated. Your operator can set OPENAI_API_KEY."
UNDER_WAY: Final = "The post is being translated…"
BY_AI: Final = "Translated by AI, for you alone. It may be wrong, and it is not kept."

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.TRANSLATE.value)(_pressed(deps))


def _pressed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, shown = press_of(body), body.get("view") or {}
        origin = Origin.load(str(shown.get("private_metadata") or ""))
        if origin is None or press.target is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
            return
        view = await deps.desk.card(origin.draft_id)
        if view is None or (why := await _may_not(deps, press)):
            await deps.desk.ephemeral(press.user, GONE if view is None else str(why), press.channel)
            return
        await _show(deps, str(shown["id"]), view, origin, [small_print(UNDER_WAY)])
        await _show(deps, str(shown["id"]), view, origin, await _translated(deps, view))

    return pressed


async def _may_not(deps: SlackDeps, press: Press) -> str | None:
    people = await deps.directory.people()
    is_staff = await deps.directory.is_staff(press.user)
    return judge.lacks_right(judge.Act.READ, press.user, people, is_staff=is_staff)


async def _translated(deps: SlackDeps, view: CardView) -> list[Block]:
    """The post in the team's language, or why not."""
    if deps.translator is None:
        return [small_print(NO_AI)]
    try:
        said = await deps.translator.translate(view.mention.text, into=INTO, deadline=DEADLINE)
    except LlmUnavailable as fault:
        return [small_print(f"It could not be translated: {fault.reason}.")]
    return [section(f"*The post in {INTO}*"), *quotes(shortened(said, MAX_SHOWN)), small_print(BY_AI)]


async def _show(deps: SlackDeps, view_id: str, view: CardView, origin: Origin, told: list[Block]) -> None:
    past = await deps.desk.past(origin.draft_id)
    await show_if_open(deps, view_id, details_modal(view, past, origin, deps.now(), told))
