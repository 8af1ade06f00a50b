"""How the desk itself does, in words. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.slack.escape import date

Model = Literal["on", "off", "resting"]
"""`resting`: it kept failing and is left alone for a while."""
QUIET_AFTER = timedelta(hours=24)

_MODEL = {
    "on": "AI drafts are on.",
    "off": "AI is off: templates write every draft.",
    "resting": ":warning: AI keeps failing and is left alone for a while: templates write meanwhile.",
}


@dataclass(frozen=True)
class Health:
    """`behind` counts Slack messages that are not up to date; `heard_at` is the last webhook, if any came."""

    behind: int = 0
    model: Model = "off"
    heard_at: datetime | None = None


def health_words(health: Health, at: datetime) -> str:
    """One line."""
    return " · ".join([_slack(health.behind), _MODEL[health.model], _heard(health.heard_at, at)])


def _slack(behind: int) -> str:
    if not behind:
        return "Slack is up to date."
    return f"Slack is behind by {'1 message' if behind == 1 else f'{behind} messages'}."


def _heard(heard_at: datetime | None, at: datetime) -> str:
    if heard_at is None:
        return ":warning: No webhook has come in yet."
    told = f"The last webhook came {date(heard_at, '{ago}')}."
    return f":warning: {told} Is the source still connected?" if at - heard_at >= QUIET_AFTER else told
