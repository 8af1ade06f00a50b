"""Behind a meter: every call that was answered is told, and nothing is asked once it says no."""

from dataclasses import dataclass, field

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from bot.app.llm_metrics import LlmMetrics
from bot.drafting.spending import Cap, HourlyMeter
from bot.errors import LlmUnavailable
from bot.llm import OpenAiWriter, Prompts
from bot.llm.breaker import State
from bot.llm.faults import FaultKind
from bot.store.database import Database
from bot.testing.fake_openai import FakeOpenAI
from tests.builders import NOON
from tests.llm.asking import KEY, QUESTION

FULL = "AI has reached its limit of $1.00 an hour; it goes on in 7 min"


@dataclass
class Meter:
    """Says what the test wants; implements `ports.Meter`."""

    why: str | None = None
    told: list[tuple[int, float | None]] = field(default_factory=list)

    async def refusal(self) -> str | None:
        """The reason."""
        return self.why

    async def used(self, tokens: int, usd: float | None) -> None:
        """Remembered."""
        self.told.append((tokens, usd))


async def test_a_full_meter_asks_nothing_and_gives_its_reason(fake: FakeOpenAI, prompts: Prompts) -> None:
    writer = OpenAiWriter(KEY, fake.url, "gpt-5-mini", prompts, meter=Meter(FULL))

    for _ in range(8):
        with pytest.raises(LlmUnavailable, match="it goes on in 7 min"):
            await writer.write(QUESTION, deadline=5)

    assert fake.requests == []
    assert writer.totals.faults[FaultKind.CAPPED] == 8
    assert writer.state is State.CLOSED
    await writer.close()


async def test_calls_are_told_even_when_their_answer_is_worth_nothing(
    fake: FakeOpenAI, prompts: Prompts
) -> None:
    meter = Meter()
    writer = OpenAiWriter(KEY, fake.url, "gpt-5-mini", prompts, meter=meter)
    await writer.write(QUESTION, deadline=5)
    fake.script("cut_off")
    with pytest.raises(LlmUnavailable):
        await writer.write(QUESTION, deadline=5)

    assert len(meter.told) == len(fake.requests) >= 2
    assert all(tokens > 0 and usd for tokens, usd in meter.told)
    await writer.close()


async def test_monitors_see_what_it_took_and_what_is_left(
    fake: FakeOpenAI, prompts: Prompts, database: Database
) -> None:
    meter = HourlyMeter(database, lambda: Cap(5.0, 1_000), lambda: NOON)
    writer = OpenAiWriter(KEY, fake.url, "gpt-5-mini", prompts, meter=meter)
    registry = CollectorRegistry()
    registry.register(LlmMetrics(writer, meter))
    answer = await writer.write(QUESTION, deadline=5)

    await meter.refusal()
    told = generate_latest(registry).decode()

    assert "amends_llm_calls_total 1.0" in told
    assert 'amends_llm_breaker{state="closed"} 1.0' in told
    assert f'amends_llm_last_hour{{unit="tokens"}} {answer.input_tokens + answer.output_tokens:.1f}' in told
    assert 'amends_llm_hourly_limit{unit="usd"} 5.0' in told
    await writer.close()
