"""A flood comes in by webhook: the first have cards, the others stand on one incident."""

from collections.abc import AsyncIterator

import pytest

from bot.models import Incident, IncidentMention, Mention, MentionState, Outcome
from tests.drafting.desk import until
from tests.house import House, a_house
from tests.incidents.arriving import BROKEN


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """The running service."""
    async with a_house(database_url) as house:
        yield house


async def test_from_the_fourth_on_they_stand_on_the_incident(house: House) -> None:
    ids = []
    for number, text in enumerate(BROKEN[:5]):
        author = {"id": f"a{number}", "handle": f"person{number}"}
        ids.append(await house.say(f"p{number}", text, author=author))
        await until(lambda: judged(house, ids[-1]))

    for id in ids[:3]:
        await house.card(id)
    mentions = {mention.id: mention for mention in await house.rows(Mention)}
    assert [mentions[id].outcome for id in ids[3:]] == [Outcome.GROUPED] * 2
    assert [await house.row(f"card:{id}") for id in ids[3:]] == [None, None]
    (incident,) = await house.rows(Incident)
    assert (incident.mentions, incident.authors) == (5, 5)
    assert {link.mention_id for link in await house.rows(IncidentMention)} == set(ids)


async def judged(house: House, id: str) -> bool:
    return any(one.id == id and one.state != MentionState.NEW for one in await house.rows(Mention))
