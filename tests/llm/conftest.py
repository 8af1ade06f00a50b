"""A fake model server, and a writer that talks to it."""

from collections.abc import AsyncIterator

import pytest

from bot.llm import OpenAiWriter, Prompts, seeds
from bot.testing.fake_openai import FakeOpenAI
from tests.llm.asking import KEY, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def prompts() -> Prompts:
    return Prompts.load(seeds())


@pytest.fixture
async def fake() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI() as server:
        yield server


@pytest.fixture
async def writer(fake: FakeOpenAI, prompts: Prompts, clock: Clock) -> AsyncIterator[OpenAiWriter]:
    made = OpenAiWriter(KEY, fake.url, "fake-model", prompts, monotonic=clock)
    yield made
    await made.close()
