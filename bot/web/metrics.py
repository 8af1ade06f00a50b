"""What Prometheus reads of the public door. Labels are names of our own configuration, never a stranger's."""

from functools import cache
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.intake.arrival import Receipt

BUCKETS_S = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
UNKNOWN_SOURCE = "unknown"


class IntakeMetrics:
    """Counts of answers and items, and the time to durable."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._answers = Counter(
            "amends_webhook_answers",
            "Webhook requests by source and status of the answer.",
            ["source", "status"],
            registry=registry,
        )
        self._items = Counter(
            "amends_webhook_items",
            "Items in webhooks by source and what became of them.",
            ["source", "fate"],
            registry=registry,
        )
        self._seconds = Histogram(
            "amends_webhook_seconds",
            "From the request's headers to the answer of webhooks that were taken in.",
            buckets=BUCKETS_S,
            registry=registry,
        )

        self._answer = cache(self._answers.labels)
        self._item = cache(self._items.labels)

    def answered(self, source: str, status: int) -> None:
        """A request got its answer."""
        self._answer(source, status).inc()

    def taken_in(self, source: str, receipt: Receipt, started: float) -> None:
        """A delivery is durable; `started` is `perf_counter()` at its beginning."""
        self._seconds.observe(perf_counter() - started)
        for fate in ("accepted", "duplicates", "quarantined"):
            count = getattr(receipt, fate)
            if count:
                self._item(source, fate).inc(count)
