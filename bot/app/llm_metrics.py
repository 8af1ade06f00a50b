"""What the model does and takes, for monitors."""

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.drafting.spending import HourlyMeter
from bot.llm.breaker import State
from bot.llm.writer import OpenAiWriter


class LlmMetrics(Collector):
    """Reads the writer's totals, its breaker and the hour's meter at each scrape."""

    def __init__(self, writer: OpenAiWriter, meter: HourlyMeter) -> None:
        self._writer, self._meter = writer, meter

    def collect(self) -> Iterator[Metric]:
        """The figures as they are now."""
        yield from self._counted()
        state = GaugeMetricFamily("amends_llm_breaker", "1 for the state it is in.", labels=["state"])
        for each in State:
            state.add_metric([each.value], float(self._writer.state is each))
        yield state
        yield from self._hour()

    def _counted(self) -> Iterator[Metric]:
        totals = self._writer.totals
        for name, told, value in (
            ("questions", "Drafts that were asked for.", totals.questions),
            ("calls", "Calls made for them.", totals.calls),
            ("answers", "Questions with an answer that could be read.", totals.answers),
            ("cost_usd", "By list prices; models without one are not in it.", totals.cost_usd),
        ):
            yield CounterMetricFamily(f"amends_llm_{name}", told, value=value)
        tokens = CounterMetricFamily("amends_llm_tokens", "Tokens, by kind.", labels=["kind"])
        tokens.add_metric(["input"], totals.input_tokens)
        tokens.add_metric(["cached"], totals.cached_tokens)
        tokens.add_metric(["output"], totals.output_tokens)
        yield tokens
        faults = CounterMetricFamily("amends_llm_faults", "Questions without one, by kind.", labels=["kind"])
        for kind, count in totals.faults.items():
            faults.add_metric([kind.value], count)
        yield faults

    def _hour(self) -> Iterator[Metric]:
        spent, cap = self._meter.last, self._meter.cap()
        taken = GaugeMetricFamily(
            "amends_llm_last_hour", "What all replicas took in 60 minutes.", labels=["unit"]
        )
        taken.add_metric(["usd"], spent.usd)
        taken.add_metric(["tokens"], spent.tokens)
        yield taken
        limit = GaugeMetricFamily(
            "amends_llm_hourly_limit", "The most of it; 0 is no limit.", labels=["unit"]
        )
        limit.add_metric(["usd"], cap.usd_per_hour)
        limit.add_metric(["tokens"], cap.tokens_per_hour)
        yield limit
