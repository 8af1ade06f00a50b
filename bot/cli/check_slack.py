"""Checks of Slack: the tokens, the app's rights, the channel and the clock."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.cli.ask_slack import Reply, SlackFacts
from bot.cli.lines import Line, fault, ok, warning
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES

SKEW_WARNING_SECONDS = 30.0
SKEW_FAULT_SECONDS = 240.0
"""Slack and webhook senders refuse, and are refused, at five minutes
(https://docs.slack.dev/authentication/verifying-requests-from-slack)."""

MANIFEST_ADVICE = "Run: amends manifest, put it into the app's settings and install the app again."


def slack_lines(facts: SlackFacts) -> list[Line]:
    """Connected, allowed, in the channel, on time."""
    if facts.auth.error:
        return [_auth_fault(facts.auth.error)]
    team = facts.auth.body.get("team", "your workspace")
    return [
        ok(f"Slack: connected to {team}."),
        *_scope_lines(facts.auth.scopes),
        *_socket_lines(facts.socket),
        _channel_line(facts.channel),
        *_skew_lines(facts.auth.date, facts.asked_at),
    ]


def _auth_fault(error: str) -> Line:
    if error.startswith("no answer"):
        return fault(f"Slack: {error}.", "Look at the network, the proxy and SLACK_API_URL.")
    return fault(f"Slack: refuses SLACK_BOT_TOKEN ({error}).", "Copy the bot token (xoxb-…) again.")


def _scope_lines(granted: frozenset[str]) -> list[Line]:
    if not granted:
        return [warning("Slack: does not say which scopes the token has.", MANIFEST_ADVICE)]
    missing = [scope for scope in SCOPES if scope not in granted]
    if missing:
        return [fault(f"Slack: the app lacks the scopes {', '.join(missing)}.", MANIFEST_ADVICE)]
    if granted.isdisjoint(OPTIONAL_SCOPES):
        without = f"Slack: without {' or '.join(OPTIONAL_SCOPES)}, a card can come twice after a lost answer."
        return [warning(without, MANIFEST_ADVICE)]
    return [ok("Slack: the app has every scope it needs.")]


def _socket_lines(socket: Reply | None) -> list[Line]:
    if socket is None:
        return []
    if socket.error:
        advice = "Make an app-level token with connections:write, and switch Socket Mode on."
        return [fault(f"Slack: Socket Mode is refused ({socket.error}).", advice)]
    return [ok("Slack: Socket Mode is open.")]


def _channel_line(reply: Reply) -> Line:
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
        return fault(f"Channel: the app is not in {name}.", f"In {name}, write: /invite @Amends")
    return ok(f"Channel: cards go to {name}.")


def _skew_lines(date: str | None, now: datetime) -> list[Line]:
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
