"""The test of the test: a workflow that is wrong in one place does not get through the matrix."""

import pytest

from bot.publishing import Publishing
from bot.store.database import Database
from tests.crash.matrix.broken import BROKEN
from tests.crash.matrix.cases import a_share, a_world, all_cases
from tests.crash.matrix.faulty_way import Sight

SHORT = 20
"""Twice as many as the short form has for each network: every fault of a workflow has to show."""


@pytest.fixture
def kind() -> str:
    """What is wrong here is wrong on both."""
    return "sqlite"


@pytest.mark.parametrize(("broken", "word"), BROKEN.items(), ids=[one.__name__ for one in BROKEN])
async def test_it_is_caught(database: Database, broken: type[Publishing], word: str) -> None:
    async with a_world(database, "board", broken) as world:
        for case in a_share(all_cases(list(Sight)), SHORT):
            await world.play(case)
            if any(word in one for one in world.account.faults):
                break
        assert any(word in one for one in world.account.faults), world.account
