"""What each source sent in each hour, counted beside the hot path and written down every few seconds.

A crash loses the seconds since the last writing, and nothing but numbers.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from bot.errors import NotDurable
from bot.intake.arrival import Receipt
from bot.intake.parse import Parsed
from bot.rehearsals import is_rehearsal
from bot.store import source_hours
from bot.store.database import Database

HOUR = timedelta(hours=1)


@dataclass(slots=True)
class _Hour:
    deliveries: int = 0
    mentions: int = 0
    refused: int = 0
    quarantined: int = 0
    own: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    def take(self, earlier: "_Hour") -> None:
        """Count in what was counted before."""
        for name in ("deliveries", "mentions", "refused", "quarantined", "own"):
            setattr(self, name, getattr(self, name) + getattr(earlier, name))
        self.first_at = earlier.first_at or self.first_at
        self.last_at = self.last_at or earlier.last_at


class Tally:
    """Counts by source and hour. Only for sources that are configured: strangers cannot make it grow."""

    def __init__(self) -> None:
        self._hours: defaultdict[tuple[str, datetime], _Hour] = defaultdict(_Hour)
        self._began = self._ends = datetime.min.replace(tzinfo=UTC)

    def refused(self, source: str, now: datetime) -> None:
        """A call was not let in."""
        self._hour(source, now).refused += 1

    def taken_in(self, source: str, parsed: Parsed, receipt: Receipt, now: datetime) -> None:
        """A delivery is durable. Our own tests tell nothing about a source's habit, and are not counted."""
        if parsed.mentions and is_rehearsal(parsed.mentions[0].id):
            return
        hour = self._hour(source, now)
        hour.deliveries += 1
        hour.mentions += receipt.accepted
        hour.quarantined += receipt.quarantined
        hour.own += parsed.own
        hour.first_at = hour.first_at or now
        hour.last_at = now

    async def write(self, database: Database) -> int:
        """Write down what was counted; how many rows. What could not be written is kept for the next time.

        Raises:
            NotDurable
        """
        if not self._hours:
            return 0
        counted, self._hours = self._hours, defaultdict(_Hour)
        try:
            async with database.writing() as session:
                for (source, hour), one in sorted(counted.items()):
                    await source_hours.add(session, source, hour, asdict(one))
        except NotDurable:
            for key, one in counted.items():
                self._hours[key].take(one)
            raise
        return len(counted)

    def _hour(self, source: str, now: datetime) -> _Hour:
        if not self._began <= now < self._ends:  # the hour is found once, not for every delivery
            self._began = now.replace(minute=0, second=0, microsecond=0)
            self._ends = self._began + HOUR
        return self._hours[source, self._began]
