"""In the running service: a post in a language without templates, and a colleague who sees it otherwise."""

from collections.abc import AsyncIterator

import pytest

from bot.models import Severity, TriageLabel, Verdict
from bot.slack.ids import Action, Field
from tests.builders import SAM
from tests.house import House, a_house, says
from tests.slack.views import labels, shown


@pytest.fixture
def kind() -> str:
    """What the two databases do differently is told apart elsewhere."""
    return "sqlite"


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """The service, without a model."""
    async with a_house(database_url) as house:
        yield house


async def test_a_finnish_post_asks_for_a_person_who_writes_finnish(house: House) -> None:
    draft_id = await house.say("1", "Laukkuni katosi eikä kukaan vastaa puhelimeen")

    card = await house.card(draft_id)

    assert "Needs a person who writes Finnish" in shown(card["blocks"])
    assert "Needs a person who writes Finnish" in card["text"]
    assert "Write the reply" in labels(card["blocks"])
    assert not {"Approve", "Approve text"} & set(labels(card["blocks"]))


async def test_a_colleague_makes_it_graver_and_the_card_and_the_people_on_call_know(house: House) -> None:
    draft_id = await house.say("1", "my parcel is late again, so annoying", brand="harbourline")
    await house.card(draft_id, says("Normal: delay"))
    text = shown((await house.card(draft_id))["blocks"])

    await house.press(SAM, draft_id, Action.MORE.value, f"{draft_id}:1:details")
    (more,) = await house.sandbox.wait_for(lambda: house.sandbox.views(SAM))
    await house.sandbox.click_in_view(SAM, more["id"], Action.CORRECT)
    form = (await house.sandbox.wait_for(lambda: house.sandbox.views(SAM)[1:]))[-1]
    (about,) = [one["block_id"] for one in form["blocks"] if one.get("block_id", "").startswith("about")]
    await house.sandbox.submit(SAM, form["id"], {about: "lost", Field.LEVEL: "3", Field.NOTE: "gone"})

    card = await house.card(draft_id, says("High: lost item"))
    assert "A colleague corrected this" in shown(card["blocks"])
    assert shown(card["blocks"]).count("sorry") == text.count("sorry")
    await house.message(f"ping:{draft_id}:ping:arrival")
    (verdict,) = await house.rows(Verdict)
    assert (verdict.judged_by, verdict.severity) == (SAM, Severity.HIGH)
    assert {one.field for one in await house.rows(TriageLabel)} == {"category", "severity"}
