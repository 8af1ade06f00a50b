"""How fast a source may send before it is asked to slow down.

It is asked after its delivery is durable: the answer 429 keeps a leaked key from flooding for ever, and
loses nothing.
"""

from datetime import datetime
from math import ceil


class Pace:
    """A bucket that refills steadily; `per_minute` mentions fit into it. Each replica has its own."""

    def __init__(self, per_minute: int) -> None:
        self._size = float(per_minute)
        self._left = float(per_minute)
        self._seen: datetime | None = None

    def spend(self, mentions: int, now: datetime) -> int:
        """Count what came; after how many seconds more may come, 0 if now."""
        passed = (now - self._seen).total_seconds() if self._seen else 0.0
        self._seen = now
        self._left = min(self._size, self._left + max(0.0, passed) * self._size / 60) - mentions
        # The debt is bounded, so that one giant body does not shut a source out for long.
        self._left = max(self._left, -self._size)
        return 0 if self._left >= 0 else max(1, ceil(-self._left * 60 / self._size))
