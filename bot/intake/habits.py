"""How long a source is usually silent, and from when on its silence is worth a look. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from bot.store.source_hours import Stretch

HISTORY = timedelta(days=28)
"""What counts as habit: four weeks hold the weekends of a month."""
LEAST_SPAN = timedelta(hours=24)
LEAST_DELIVERIES = 20
"""With less history nobody can tell a habit."""
TIMES = 1.5
"""How much longer than the longest silence of its history: late is not broken."""
SHORTEST = timedelta(hours=2)
YOUNG = timedelta(days=7)
"""Of a history without a weekend; until then a day of silence is never strange."""
SHORTEST_WHEN_YOUNG = timedelta(hours=24)
LONGEST = timedelta(days=7)
"""So that one long outage does not hide the next one for weeks."""


def patience(history: Sequence[Stretch]) -> timedelta | None:
    """After how much silence somebody should look; `None` while the source has no habit.

    It is 1.5 times the longest silence in `history`, at least 2 hours (24 in its first week), at most 7 days.
    """
    if not history or sum(one.deliveries for one in history) < LEAST_DELIVERIES:
        return None
    span = history[-1].last_at - history[0].first_at
    if span < LEAST_SPAN:
        return None
    gaps = [after.first_at - before.last_at for before, after in pairwise(history)]
    least = SHORTEST if span >= YOUNG else SHORTEST_WHEN_YOUNG
    return min(LONGEST, max([least, *(gap * TIMES for gap in gaps)]))
