"""How fast each network is posted on, well inside what it allows; all replicas share the counts.

Sources: docs.bsky.app/docs/advanced-guides/rate-limits, docs.joinmastodon.org/api/rate-limits,
docs.x.com/x-api/fundamentals/rate-limits; Google Play's and Discourse's figures are unverified.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.budgets import Rate
from bot.store import budgets

RATES = {
    "bluesky": Rate(interval=7.5, burst=50),  # 35,000 points a day, a put is at most 3
    "mastodon": Rate(interval=2.0, burst=30),  # 300 calls in 5 minutes, half of them for looking
    "x": Rate(interval=10.0, burst=10),  # 100 in 15 minutes for each account
    "google_play": Rate(interval=45.0, burst=30),  # 2,000 replies a day, unverified
    "discourse": Rate(interval=2.0, burst=20),  # 60 a minute for an admin key, unverified
    "webhook": Rate(interval=0.1, burst=100),  # the customer's own program: only floods are smoothed
}
OTHERS = Rate(interval=2.0, burst=20)


async def wait_for(session: AsyncSession, publisher: str, now: datetime) -> float:
    """Count one post. Returns 0.0, or the seconds until there is room for it."""
    rate = RATES.get(publisher, OTHERS)
    return await budgets.take(session, _key(publisher), rate, now, for_person=True)


async def leave_alone(session: AsyncSession, publisher: str, now: datetime, seconds: float) -> None:
    """The network asked for it, or cannot be reached: nothing else is tried there either."""
    await budgets.park(session, _key(publisher), now, seconds)


def _key(publisher: str) -> str:
    return f"network:{publisher}"
