"""Facts in Slack: a manager adds one with `/amends fact`, looks through all of them, takes one back, and has
drafts with an old fact written anew.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.drafting.facts import MANAGERS_ONLY, News
from bot.models import FactCard
from bot.ports import Answer, Refused
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.fact_form import CALLBACK, STATEMENT, FactForm, fact_modal, news_of
from bot.slack.fact_list import FactList, facts_modal, shown_of
from bot.slack.ids import Action
from bot.slack.presses import UNREADABLE, conclude, press_of

COMMAND = "fact"

Handler = Callable[..., Awaitable[None]]


class FactDesk(Protocol):
    """What can be done to facts; `bot.drafting.facts.Facts` does it."""

    async def standing(self, now: datetime) -> list[FactCard]:
        """All that holds now."""
        ...

    async def used(self, cards: Sequence[FactCard], now: datetime) -> dict[str, int]:
        """How many waiting drafts state each."""
        ...

    async def may_change(self, user: str) -> bool:
        """Whether this person may say what is true."""
        ...

    async def tell(self, user: str, news: News, at: datetime) -> Answer:
        """Add, change or take back a fact."""
        ...

    async def refresh(self, user: str, id: str, version: int, at: datetime) -> Answer:
        """Have drafts that state an old fact written anew."""
        ...

    def brands(self) -> dict[str, str]:
        """Names by id."""
        ...

    @property
    def default(self) -> str:
        """The id of the brand that most mentions are about."""
        ...


def register(app: AsyncApp, deps: SlackDeps, facts: FactDesk) -> None:
    """Tell Bolt who answers; before the handlers that catch everything else."""
    app.command(re.compile(""), matchers=[_asks_for_facts])(_typed(deps, facts))
    app.view(CALLBACK)(_submitted(deps, facts))
    app.action(Action.REFRESH.value)(_pressed(deps, facts))
    app.action(Action.FACTS.value)(_list_asked(deps, facts))
    app.action(Action.NEW_FACT.value)(_form_asked(deps, facts))
    app.action(Action.RETIRE.value)(_retired(deps, facts))


async def _asks_for_facts(body: dict[str, Any]) -> bool:
    return str(body.get("text", "")).strip().lower() == COMMAND


def _typed(deps: SlackDeps, facts: FactDesk) -> Handler:
    async def typed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        user, channel = str(body["user_id"]), body.get("channel_id")
        if not await facts.may_change(user):
            await deps.desk.ephemeral(user, MANAGERS_ONLY, channel)
            return
        modal = fact_modal(await _form(deps, facts), str(channel or ""))
        await deps.desk.open_view(str(body["trigger_id"]), modal)

    return typed


def _submitted(deps: SlackDeps, facts: FactDesk) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, channel = str(body["user"]["id"]), view.get("private_metadata") or None
        answer = await facts.tell(user, news_of(view["state"], facts.default), deps.now())
        if isinstance(answer, Refused):
            await ack(response_action="errors", errors={STATEMENT: answer.why})
            return
        await ack()
        deps.desk.bell.ring()
        if answer.say:
            await deps.desk.ephemeral(user, answer.say, channel)

    return submitted


def _pressed(deps: SlackDeps, facts: FactDesk) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)
            return
        fact = press.target
        answer = await facts.refresh(press.user, fact.draft_id, fact.revision, deps.now())
        await conclude(deps, answer, press, press.user)

    return pressed


def _list_asked(deps: SlackDeps, facts: FactDesk) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if not await facts.may_change(press.user):
            await deps.desk.ephemeral(press.user, MANAGERS_ONLY, press.channel)
            return
        await deps.desk.open_view(press.trigger_id, await _list(deps, facts, press.channel or ""))

    return pressed


def _form_asked(deps: SlackDeps, facts: FactDesk) -> Handler:
    """The form in place of the list: on top of it, the list below would not know of the new fact."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, view = press_of(body), body.get("view") or {}
        may = await facts.may_change(press.user)
        if not may or not press.in_modal:
            await deps.desk.ephemeral(press.user, UNREADABLE if may else MANAGERS_ONLY, press.channel)
            return
        modal = fact_modal(await _form(deps, facts), str(view.get("private_metadata") or ""))
        await deps.desk.update_view(str(view["id"]), modal)

    return pressed


def _retired(deps: SlackDeps, facts: FactDesk) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, view = press_of(body), body.get("view") or {}
        may = await facts.may_change(press.user)
        if not may or press.target is None or not press.in_modal:
            await deps.desk.ephemeral(press.user, UNREADABLE if may else MANAGERS_ONLY, press.channel)
            return
        old = (press.target.draft_id, press.target.revision)
        answer = await facts.tell(press.user, News(facts.default, None, old=old), deps.now())
        deps.desk.bell.ring()
        told = (
            answer.why if isinstance(answer, Refused) else "Taken back. New drafts do not state it any more."
        )
        channel = str(view.get("private_metadata") or "")
        await deps.desk.update_view(str(view["id"]), await _list(deps, facts, channel, told))

    return pressed


async def _list(deps: SlackDeps, facts: FactDesk, channel: str, notice: str | None = None) -> Block:
    cards = await facts.standing(deps.now())
    used = await facts.used(shown_of(cards), deps.now())
    return facts_modal(FactList(cards, used, facts.brands(), channel, notice))


async def _form(deps: SlackDeps, facts: FactDesk) -> FactForm:
    return FactForm(await facts.standing(deps.now()), facts.brands(), facts.default)
