"""What Prometheus reads of the public door. Labels are names of our own configuration, never a stranger's.

Counted in plain numbers and put into Prometheus' forms when somebody looks: a storm passes through here.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from time import perf_counter

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.intake.arrival import Receipt

BUCKETS_S = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
UNKNOWN_SOURCE = "unknown"


class IntakeMetrics(Collector):
    """Counts of answers and items, and the time to durable."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._answers: Counter[tuple[str, str]] = Counter()
        self._items: Counter[tuple[str, str]] = Counter()
        self._in_bucket = [0] * (len(BUCKETS_S) + 1)
        self._seconds = 0.0
        registry.register(self)

    def answered(self, source: str, status: int) -> None:
        """A request got its answer."""
        self._answers[source, str(status)] += 1

    def taken_in(self, source: str, receipt: Receipt, started: float) -> None:
        """A delivery is durable; `started` is `perf_counter()` at its beginning."""
        took = perf_counter() - started
        self._seconds += took
        self._in_bucket[bisect_left(BUCKETS_S, took)] += 1
        if receipt.accepted:
            self._items[source, "accepted"] += receipt.accepted
        if receipt.duplicates:
            self._items[source, "duplicates"] += receipt.duplicates
        if receipt.quarantined:
            self._items[source, "quarantined"] += receipt.quarantined

    def collect(self) -> Iterator[Metric]:
        """Everything counted so far."""
        words = "Webhook requests by source and status of the answer."
        yield _counts("amends_webhook_answers", words, ["source", "status"], self._answers)
        words = "Items in webhooks by source and what became of them."
        yield _counts("amends_webhook_items", words, ["source", "fate"], self._items)
        yield self._times()

    def _times(self) -> Metric:
        family = HistogramMetricFamily(
            "amends_webhook_seconds",
            "From the request's headers to the answer of webhooks that were taken in.",
        )
        ends = [*(str(end) for end in BUCKETS_S), "+Inf"]
        family.add_metric([], list(zip(ends, accumulate(self._in_bucket), strict=True)), self._seconds)
        return family


def _counts(name: str, words: str, labels: list[str], counted: Counter[tuple[str, str]]) -> Metric:
    family = CounterMetricFamily(name, words, labels=labels)
    for values, count in sorted(counted.items()):
        family.add_metric(values, count)
    return family
