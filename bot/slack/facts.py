"""`/amends fact`: a manager says what is true, and one press has drafts with an old fact written anew."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.drafting.facts import MANAGERS_ONLY, News
from bot.models import FactCard
from bot.ports import Answer, Refused
from bot.slack.deps import SlackDeps
from bot.slack.fact_form import CALLBACK, STATEMENT, FactForm, fact_modal, news_of
from bot.slack.ids import Action
from bot.slack.presses import UNREADABLE, conclude, press_of

COMMAND = "fact"

Handler = Callable[..., Awaitable[None]]


class FactDesk(Protocol):
    """What can be done to facts; `bot.drafting.facts.Facts` does it."""

    async def standing(self, now: datetime) -> list[FactCard]:
        """All that holds now."""
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


async def _form(deps: SlackDeps, facts: FactDesk) -> FactForm:
    return FactForm(await facts.standing(deps.now()), facts.brands(), facts.default)
