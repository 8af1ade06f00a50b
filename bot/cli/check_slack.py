"""Checks of Slack: the tokens, the app's rights, the channel and the clock."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.cli.ask_slack import Reply, SlackFacts
from bot.cli.lines import Line, Status, fault, ok, warning
from bot.cli.slack_troubles import INVITE, NO_ANSWER, REINSTALL, app_token_advice, bot_token_advice
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES

SKEW_WARNING_SECONDS = 30.0
SKEW_FAULT_SECONDS = 240.0
"""Slack and webhook senders refuse, and are refused, at five minutes
(https://docs.slack.dev/authentication/verifying-requests-from-slack)."""


def slack_faults(facts: SlackFacts) -> list[Line]:
    """What keeps Slack from being used, and nothing else."""
    return [line for line in slack_lines(facts) if line.status is Status.FAULT]


def slack_lines(facts: SlackFacts) -> list[Line]:
    """Connected, allowed, in the channel, on time."""
    if facts.auth.error:
        is_deaf = facts.auth.error.startswith(NO_ANSWER)
        return [_auth_fault(facts.auth.error), *([] if is_deaf else _socket_lines(facts.socket))]
    team, bot = facts.auth.body.get("team", "your workspace"), str(facts.auth.body.get("user") or "Amends")
    return [
        ok(f"Slack: connected to {team}."),
        *scope_lines(facts.auth.scopes),
        *_socket_lines(facts.socket),
        _channel_line(facts.channel, bot),
        *skew_lines(facts.auth.date, facts.asked_at),
    ]


def _auth_fault(error: str) -> Line:
    what = f"{error}." if error.startswith(NO_ANSWER) else f"refuses SLACK_BOT_TOKEN ({error})."
    return fault(f"Slack: {what}", bot_token_advice(error))


def scope_lines(granted: frozenset[str]) -> list[Line]:
    """Whether the app may do what it has to."""
    if not granted:
        return [warning("Slack: does not say which scopes the token has.", REINSTALL)]
    missing = [scope for scope in SCOPES if scope not in granted]
    if missing:
        return [fault(f"Slack: the app lacks the scopes {', '.join(missing)}.", REINSTALL)]
    if granted.isdisjoint(OPTIONAL_SCOPES):
        without = f"Slack: without {' or '.join(OPTIONAL_SCOPES)}, a card can come twice after a lost answer."
        return [warning(without, REINSTALL)]
    return [ok("Slack: the app has every scope it needs.")]


def _socket_lines(socket: Reply | None) -> list[Line]:
    if socket is None:
        return []
    if socket.error:
        what = f"Slack: refuses SLACK_APP_TOKEN for Socket Mode ({socket.error})."
        return [fault(what, app_token_advice(socket.error))]
    return [ok("Slack: Socket Mode is open.")]


def _channel_line(reply: Reply, bot: str) -> Line:
    if reply.error:
        return fault(
            f"Channel: Slack does not show it ({reply.error}).",
            "Look at SLACK_CHANNEL, and invite the app to that channel.",
        )
    channel = reply.body.get("channel", {})
    name = f"#{channel.get('name', channel.get('id', '?'))}"
    if channel.get("is_archived"):
        return fault(f"Channel: {name} is archived.", "Unarchive it, or choose another SLACK_CHANNEL.")
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return fault(f"Channel: {name} is shared with another company.", "Choose a channel of your own.")
    if not channel.get("is_member"):
        return fault(f"Channel: the app is not in {name}.", f"In {name}, write: {INVITE.format(bot)}")
    return ok(f"Channel: cards go to {name}.")


def skew_lines(date: str | None, now: datetime) -> list[Line]:
    """How far this machine's clock is from Slack's; nothing if Slack did not say its time."""
    if date is None:
        return []
    try:
        seconds = abs((now - parsedate_to_datetime(date)).total_seconds())
    except (ValueError, TypeError):
        return []
    if seconds < SKEW_WARNING_SECONDS:
        return [ok("Clock: agrees with Slack's.")]
    what = f"Clock: {seconds:.0f} s away from Slack's."
    advice = "Switch on time synchronisation: signed requests more than five minutes away are refused."
    return [fault(what, advice) if seconds >= SKEW_FAULT_SECONDS else warning(what, advice)]
