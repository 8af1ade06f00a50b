"""Clicks, commands and opened Homes -> one call each. Everybody who presses something gets an answer."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.errors import SlackFault
from bot.ports import Answer, Clicked
from bot.slack import (
    advocates_desk,
    ai_words,
    aside,
    brake,
    commands,
    correcting,
    crisis_desk,
    declining,
    editing,
    facts,
    grouped,
    home_tab,
    incident_desk,
    keeping,
    older,
    oncall_desk,
    openers,
    outreach_desk,
    page_desk,
    pasting,
    people_desk,
    queue,
    removal_form,
    restoring,
    routes_desk,
    stance_desk,
    strays,
    submissions,
    template_edits,
    template_views,
    thumbs,
    together_forms,
    translating,
    tuning_desk,
    welcome,
)
from bot.slack.deps import Decisions, SlackDeps
from bot.slack.ids import Action, More
from bot.slack.presses import UNREADABLE, conclude, only_ack, press_of

log = logging.getLogger(__name__)

ELSEWHERE = "This works only for members of the workspace that runs Amends. Nothing was changed."
BROKEN = (
    "Something went wrong inside Amends. Please look at the card to see where it stands, and try again. "
    "If it happens again, tell your operator."
)
TOO_LATE = "Slack did not let the form open in time. Nothing was changed; please press it again."
BOLT_LOOKS_WITHIN = 0.1
"""Seconds; it looks every 10 ms."""

FORM_METHODS = {"views.open", "views.push", "views.update"}
"""Slack takes these only for seconds after a press, or while the form is open."""

Act = Callable[[Decisions, Clicked], Awaitable[Answer]]

_ACTS: dict[Action, Act] = {
    Action.APPROVE: lambda approvals, click: approvals.approve(click),
    Action.RETRY: lambda approvals, click: approvals.retry(click),
    Action.REDRAFT: lambda approvals, click: approvals.redraft(click, None),
    Action.TO_AI: lambda approvals, click: approvals.redraft(click, "ai"),
    Action.TO_TEMPLATE: lambda approvals, click: approvals.redraft(click, "template"),
    Action.SHOW_AI: lambda approvals, click: approvals.show_ai(click),
    Action.TAKE: lambda approvals, click: approvals.take(click),
    Action.UNDO: lambda approvals, click: approvals.undo(click),
    Action.REOPEN: lambda approvals, click: approvals.reopen(click),
    Action.LOOK_AGAIN: lambda approvals, click: approvals.look_again(click),
    Action.SETTLE_NOT_THERE: lambda approvals, click: approvals.settle(click, False, None),
    Action.MAKE_CARD: lambda approvals, click: approvals.make_card(click),
    Action.WAKE: lambda approvals, click: approvals.wake(click),
    Action.RELEASE: lambda approvals, click: approvals.release(click),
}
_CHOICES: dict[str, Act] = {
    More.REOPEN: lambda approvals, click: approvals.reopen(click),
    More.RELEASE: lambda approvals, click: approvals.release(click),
    More.SHORTER: lambda approvals, click: approvals.redraft(click, "shorter"),
    More.WARMER: lambda approvals, click: approvals.redraft(click, "warmer"),
    More.FORMAL: lambda approvals, click: approvals.redraft(click, "formal"),
}

_PARTS = (
    welcome,
    restoring,
    keeping,
    together_forms,
    brake,
    queue,
    editing,
    thumbs,
    declining,
    translating,
    correcting,
    submissions,
    home_tab,
    aside,
    older,
    oncall_desk,
    page_desk,
    people_desk,
    tuning_desk,
    routes_desk,
    template_views,
    template_edits,
    incident_desk,
    stance_desk,
    grouped,
    pasting,
    removal_form,
    advocates_desk,
    outreach_desk,
    crisis_desk,
    ai_words,
)


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers what."""
    app.use(_our_workspace_only(deps))
    facts.register(app, deps, deps.facts)
    for action, act in _ACTS.items():
        app.action(action.value)(_button(deps, act))
    for action, opener in openers.MODALS.items():
        app.action(action.value)(_opener(deps, opener))
    app.action(Action.MORE.value)(_menu(deps))
    app.action(Action.OPEN_LINK.value)(only_ack)
    for part in _PARTS:
        part.register(app, deps)
    app.command(re.compile(""))(_command(deps))
    strays.register(app, deps)
    app.error(_tell_of_error(deps))


def _our_workspace_only(deps: SlackDeps) -> Callable[..., Awaitable[BoltResponse | None]]:
    async def check(
        context: AsyncBoltContext,
        body: dict[str, Any],
        ack: AsyncAck,
        next: Callable[[], Awaitable[None]],
    ) -> BoltResponse | None:
        ours = context.authorize_result.team_id if context.authorize_result else None
        if _teams_in(body) <= {ours}:
            deps.desk.lent.note(body)
            await next()
            return None
        answer = await ack()
        if user := _user_in(body):
            await deps.desk.ephemeral(user, ELSEWHERE, (body.get("channel") or {}).get("id"))
        return answer

    return check


def _button(deps: SlackDeps, act: Act) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)
            return
        answer = await act(deps.approvals, press.click(deps.now()))
        await conclude(deps, answer, press, press.user)

    return pressed


def _opener(deps: SlackDeps, opener: openers.Opener) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await openers.open_modal(deps, press_of(body), opener)

    return pressed


def _menu(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def chosen(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        choice = (press.target.choice if press.target else None) or ""
        if choice in openers.CHOICES:
            await openers.open_modal(deps, press, openers.CHOICES[choice])
        elif choice == More.NEWER and press.target:
            await queue.start(deps, press.user, press.trigger_id, press.target.draft_id)
        elif choice in _CHOICES:
            answer = await _CHOICES[choice](deps.approvals, press.click(deps.now()))
            await conclude(deps, answer, press, press.user)
        else:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)

    return chosen


def _command(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def typed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        name, _, rest = str(body.get("text") or "").strip().partition(" ")
        trigger, channel = str(body.get("trigger_id") or ""), body.get("channel_id")
        await commands.run(
            deps, name.lower(), commands.Typed(body["user_id"], rest.strip(), trigger, channel)
        )

    return typed


def _tell_of_error(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def failed(error: Exception, body: dict[str, Any]) -> None:
        why = BROKEN
        if isinstance(error, SlackFault):
            # The other side's fault, which says all in one line.
            log.warning("a click could not be answered: %s", error)
            why = TOO_LATE if error.method in FORM_METHODS else BROKEN
        else:
            log.error("a click could not be answered", exc_info=error)
        # Bolt forgets an acknowledgement when its listener fails before Bolt has looked for one.
        await asyncio.sleep(BOLT_LOOKS_WITHIN)
        if user := _user_in(body):
            try:
                await deps.desk.ephemeral(user, why, (body.get("channel") or {}).get("id"))
            except SlackFault as fault:
                log.warning("nor could the person be told: %s", fault)

    return failed


def _teams_in(body: dict[str, Any]) -> set[str | None]:
    user = body.get("user")
    found = [
        (body.get("team") or {}).get("id"),
        body.get("team_id"),
        user.get("team_id") if isinstance(user, dict) else None,
    ]
    return {one for one in found if one}


def _user_in(body: dict[str, Any]) -> str | None:
    user = body.get("user") or (body.get("event") or {}).get("user") or body.get("user_id")
    return str(user.get("id") or "") or None if isinstance(user, dict) else user
