"""What people read when a clock fires: rows for the desk to render."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.models import Clock, Draft, MessageKind, Severity
from bot.oncall.plan import Ping, Remind

SINGLE_PINGS = 10
"""How many mentions are told one by one in a window; what comes on top is told together."""
WINDOW = timedelta(minutes=10)

_ABOUT_THE_ANSWER = {"severity", "overdue", "lease", "step"}
_BUNDLED = {"severity", "overdue", "step"}


@dataclass(frozen=True)
class Called:
    """Whom a ping calls. `named` are the ids as configured, for the line in the channel; `people` get a
    direct message each. Both empty: the line says that nobody is on call."""

    channel: str
    named: tuple[str, ...]
    people: Iterable[str]


@dataclass(frozen=True)
class Message:
    """One row to show. `parent_id` is the message in whose thread it stands."""

    id: str
    kind: MessageKind
    audience: str
    parent_id: str | None = None
    args: dict[str, Any] = field(default_factory=dict)


def ping_messages(clock: Clock, draft: Draft, ping: Ping, called: Called) -> list[Message]:
    """A line under the card, and a direct message to each person. Their ids follow from the clock's."""
    args = {
        "why": ping.why,
        "severity": int(draft.severity),
        "due": draft.due_at.timestamp() if ping.why in _ABOUT_THE_ANSWER else None,
        "to": list(called.named),
    }
    line = f"ping:{clock.id}"
    return [
        Message(line, MessageKind.PING, called.channel, f"card:{draft.id}", args),
        *(Message(f"{line}:{user}", MessageKind.PING_DM, user, args=args) for user in called.people),
    ]


def is_one_of_many(draft: Draft, ping: Ping, earlier: int) -> bool:
    """Whether a ping is told together with others; `earlier` pings came in this window before it.

    Critical mentions always get a ping of their own, and so does what follows from a colleague's own act.
    """
    return earlier >= SINGLE_PINGS and ping.why in _BUNDLED and draft.severity < Severity.CRITICAL


def window_start(now: datetime) -> datetime:
    """When the window that `now` lies in began."""
    return datetime.fromtimestamp(now.timestamp() // WINDOW.total_seconds() * WINDOW.total_seconds(), UTC)


def together(now: datetime, total: int, called: Called) -> list[Message]:
    """One message in the channel and one to each person, brought up to date as the window goes on."""
    window = f"pings:{window_start(now):%Y-%m-%dT%H:%M}"
    minutes = WINDOW.total_seconds() / 60
    text = (
        f"Many mentions need somebody: {total} in {minutes:.0f} minutes. They are told together here, "
        "so that this does not ring for each. /amends next opens the most urgent one."
    )
    return [
        Message(f"{window}:{audience}", MessageKind.ALARM, audience, args={"text": text})
        for audience in (called.channel, *called.people)
    ]


def nudge(clock: Clock, draft: Draft, channel: str, to: tuple[str, ...]) -> Message:
    """A line under the card that asks those who may approve it to look."""
    args = {"why": "risk", "severity": int(draft.severity), "due": draft.due_at.timestamp(), "to": [*to]}
    return Message(f"ping:{clock.id}", MessageKind.PING, channel, f"card:{draft.id}", args)


def reminder(clock: Clock, remind: Remind) -> Message:
    """A direct message that asks the approver of a handed-off text whether it is posted."""
    args = {"approved_at": remind.approved_at.timestamp()}
    return Message(f"remind:{clock.id}", MessageKind.HAND_OFF_DM, remind.approver, args=args)
