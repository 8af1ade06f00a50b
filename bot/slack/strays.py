"""What nobody else answers: buttons and forms of another version, and events that are only acknowledged.

Slack repeats an event that is not acknowledged, and shows a person who gets no answer a warning triangle.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import fact_form
from bot.slack.deps import SlackDeps
from bot.slack.ids import READ_ONLY, Action, Callback, Shortcut
from bot.slack.modals import notice_modal
from bot.slack.presses import UNREADABLE, only_ack, press_of

OLD_FORM = "Amends cannot read this form any more. Please open it again. Nothing was changed."
ANYTHING = re.compile("")


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers; after everybody else."""
    app.action(_none_of(Action))(_pressed(deps))
    # What has no button to send it by is answered all the same.
    sent = (set(Callback) - READ_ONLY) | {fact_form.CALLBACK}
    app.view_submission(_none_of(sorted(sent)))(_submitted)
    app.view_closed(ANYTHING)(only_ack)
    app.event(ANYTHING)(_heard)
    app.shortcut(_none_of(Shortcut))(_chosen(deps))


def _none_of(known: Iterable[str]) -> re.Pattern[str]:
    """Bolt asks the next listener when one is slow, and a press must never be answered by two.

    It searches anywhere in the id, so the pattern has to hold on to its beginning.
    """
    return re.compile(rf"^(?!(?:{'|'.join(re.escape(str(one)) for one in known)})$)")


def _pressed(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)

    return pressed


def _chosen(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def chosen(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await deps.desk.ephemeral(body["user"]["id"], UNREADABLE, (body.get("channel") or {}).get("id"))

    return chosen


async def _submitted(ack: AsyncAck) -> None:
    await ack(response_action="update", view=notice_modal(OLD_FORM))


async def _heard() -> None:
    """Bolt has acknowledged it."""
