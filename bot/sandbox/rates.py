"""Slack's rate limits: so many calls a minute for each method, one post a second for each channel.

Tiers: https://docs.slack.dev/apis/web-api/rate-limits
"""

import math
from collections import deque

WINDOW_SECONDS = 60.0
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute for the whole workspace."""
SPECIAL_PER_MINUTE = 600
POSTS_PER_SECOND = 1.0
POST_BURST = 5


class RateLimits:
    """Counts calls. Every answer is `None`, or the seconds to wait."""

    def __init__(self) -> None:
        self._windows: dict[str, deque[float]] = {}
        self._channels: dict[str, tuple[float, float]] = {}

    def of_method(self, method: str, tier: int | None, now: float) -> int | None:
        """One call of a method; a tier of `None` is a method with hundreds of calls a minute."""
        limit = SPECIAL_PER_MINUTE if tier is None else TIERS[tier]
        window = self._windows.setdefault(method, deque())
        while window and window[0] <= now - WINDOW_SECONDS:
            window.popleft()
        if len(window) >= limit:
            return max(1, math.ceil(window[0] + WINDOW_SECONDS - now))
        window.append(now)
        return None

    def of_channel(self, channel: str, now: float) -> int | None:
        """One post into a channel: a small burst, then one a second."""
        left, since = self._channels.get(channel, (float(POST_BURST), now))
        left = min(float(POST_BURST), left + (now - since) * POSTS_PER_SECOND)
        if left < 1:
            self._channels[channel] = (left, now)
            return max(1, math.ceil((1 - left) / POSTS_PER_SECOND))
        self._channels[channel] = (left - 1, now)
        return None
