"""In the running service a model drafts the first statement, and the board waits for nobody meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from bot.models import Crisis, CrisisState, CrisisStatement
from bot.testing.fake_openai import FakeOpenAI
from tests.builders import ANN
from tests.crisis.speaker import SAID
from tests.house import House, a_house
from tests.slack.many import put_many

PATIENCE_TURNS = 400


def answer(body: dict[str, Any]) -> dict[str, Any]:
    """Whatever the model is asked: what is said to many, or what many have in common."""
    if body["response_format"]["json_schema"]["name"] == "speech":
        return {"parts": [{"name": name, "ways": list(ways)} for name, ways in SAID.items()]}
    return {"cause": "It seems that the 7:40 boat did not sail."}


@pytest_asyncio.fixture(loop_scope="function")
async def house(migrated_url: str) -> AsyncIterator[House]:
    """The service with a model."""
    async with FakeOpenAI() as model:
        model.answer = answer
        async with a_house(migrated_url, openai_api_key="sk-test", openai_base_url=model.url) as house:
            yield house


async def test_a_crisis_that_has_begun_gets_the_models_statement(house: House) -> None:
    await put_many(house.database, 6)
    now = house.clock()
    begun: dict[str, Any] = {"started_by": ANN, "started_at": now, "state": CrisisState.RUNNING}
    async with house.database.writing() as session:
        session.add(Crisis(id="c1", incident_id="i1", brand="harbourline", **begun))
    for _ in range(PATIENCE_TURNS):
        if said := await house.rows(CrisisStatement):
            break
        await asyncio.sleep(0.05)
    (statement,) = said
    assert (statement.known, statement.written_by) == (SAID["known"][0], "llm")
    assert statement.places == ["x"]
