"""How often each Slack method may be called, a step below Slack's own limits."""

from dataclasses import dataclass

from bot.budgets import Rate


@dataclass(frozen=True)
class Door:
    """A method with its bucket; `key` names the bucket in the database."""

    method: str
    key: str
    rate: Rate


POST = Rate(interval=1.1, burst=3, reserve=1)
"""Slack: 1 per second and channel, short bursts ok."""
UPDATE = Rate(interval=60 / 37, burst=8, reserve=5)
"""Slack: 50 per minute and workspace; the reserve is for the cards that people have just clicked."""
VIEWS = Rate(interval=1.0, burst=20)
"""Slack: 100 per minute; only people cause these."""
HOMES = Rate(interval=1.0, burst=20, reserve=10)
"""Slack: 100 per minute; the reserve is for people who open their Home, beside those kept up to date."""
EPHEMERAL = Rate(interval=1.0, burst=20)
"""Slack: 100 per minute; only people cause these."""
READS = Rate(interval=1.5, burst=8)
"""Slack: 50 per minute for a channel's history, several hundred for permalinks."""

PINS = Rate(interval=3.5, burst=4)
"""Slack: 20 per minute; boards of crises only."""


def posting(channel: str) -> Door:
    """New messages in one channel."""
    return Door("chat.postMessage", f"slack:chat.postMessage:{channel}", POST)


def one_per_workspace(method: str, rate: Rate) -> Door:
    """A method counted for the whole workspace."""
    return Door(method, f"slack:{method}", rate)


UPDATING = one_per_workspace("chat.update", UPDATE)
TELLING = one_per_workspace("chat.postEphemeral", EPHEMERAL)
PUBLISHING = one_per_workspace("views.publish", HOMES)
LINKING = one_per_workspace("chat.getPermalink", READS)
HISTORY = one_per_workspace("conversations.history", READS)
REPLIES = one_per_workspace("conversations.replies", READS)
