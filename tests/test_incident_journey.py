"""Forty people with the same trouble: one card, one stance by two people, an answer of their own for each."""

import json
from collections.abc import AsyncIterator
from itertools import combinations

import pytest
from rapidfuzz import fuzz
from sqlmodel import select

from bot import audit
from bot.models import Incident, Mention, MessageKind, Outcome, SlackMessage, Stance
from bot.sandbox.shapes import Json
from bot.slack.grouped_form import GroupWay
from bot.slack.ids import Action, Field
from tests.builders import ANN, CHANNEL, MAYA, SAM
from tests.house import House, a_house, says
from tests.intake.bodies import a_post
from tests.slack.many import TYPED
from tests.slack.views import shown

PEOPLE = 40
MOST_CARDS = 12
"""Those that came before anybody could know that many would follow, and those who need an answer apart."""
TROUBLES = (
    "Checkout shows error 503 again, I can't pay for my ticket to {place}.",
    "error 503 at the checkout, is your booking page broken? {name} here, going to {place}",
    "Can't buy anything to {place}, error 503 all morning. Terrible.",
    "Your page says error 503 whenever I try to pay for {place}. Annoying!",
    "Tried three cards for {place}, always error 503. Useless.",
    "Why do I get error 503? I wanted a weekend in {place} for my wife.",
)
PLACES = ("Ryde", "Cowes", "Yarmouth", "Lymington", "Sandown")
NAMES = ("Jo", "Kim", "Lee", "Ada", "Ben", "Cleo", "Dana", "Eli")
STANCE = TYPED | {
    Field.TITLE: "Error 503 at the checkout",
    Field.HAPPENED: "Our checkout is broken.\nOur checkout has a fault.\nThe checkout fails for everybody.",
    Field.DOING: "We are mending it now.\nOur engineers are on it.",
    Field.STEPS: (
        "Send me your booking details in {{ channel }}, and I'll book it for you {{ due }}.\n"
        "If you write to me in {{ channel }} with your trip, I'll get you the ticket {{ due }}.\n"
        "Please send your trip in {{ channel }}. I'll see to your ticket and reply {{ due }}.\n"
        "I'll get your ticket sorted {{ due }}; all I need is your trip in {{ channel }}."
    ),
    Field.OWNER: "the ticket desk",
    Field.DEED: "book it and answer by DM",
}


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """A team that is large enough for four eyes."""
    async with a_house(database_url, slack_approvers=[ANN, SAM, MAYA]) as house:
        yield house


async def complain(house: House, number: int) -> None:
    words = TROUBLES[number % len(TROUBLES)]
    name = NAMES[number % len(NAMES)]
    author = {"id": f"a{number}", "handle": f"p{number}", "name": f"{name} Park", "followers": number}
    text = words.format(place=PLACES[number % len(PLACES)], name=name)
    await house.deliver(a_post(str(number), text, author=author, posted_at=house.clock().isoformat()))


async def the_incident(house: House) -> Incident:
    (incident,) = await house.rows(Incident)
    return incident


async def press(house: House, user: str, ts: str, action: Action) -> Json:
    """Press a button of the incident's card, and wait for the form."""
    for old in house.sandbox.views(user):
        await house.sandbox.close_view(user, old["id"])
    await house.sandbox.click(user, CHANNEL, ts, action.value)
    return (await house.sandbox.wait_for(lambda: house.sandbox.views(user), 20))[-1]


async def shows(house: House, user: str, words: str) -> Json:
    """The form on top, once it shows these words."""
    await house.sandbox.wait_for(lambda: words in shown(house.sandbox.views(user)[-1]["blocks"]), 30)
    return house.sandbox.views(user)[-1]


def has_gone_on(house: House, before: int) -> bool:
    way = GroupWay.load(house.sandbox.views(MAYA)[-1].get("private_metadata") or "")
    return way is not None and way.done > before


async def answer_all(house: House, form: Json) -> int:
    """Approve page after page; how many presses it took."""
    presses = 0
    while form.get("submit"):
        way = GroupWay.load(form["private_metadata"])
        assert way is not None
        presses += 1
        await house.sandbox.submit(MAYA, form["id"])
        await house.sandbox.wait_for(lambda before=way.done: has_gone_on(house, before), 60)  # type: ignore[misc]
        form = house.sandbox.views(MAYA)[-1]
    return presses


async def test_forty_with_one_trouble_are_answered_each_in_other_words(house: House) -> None:
    for number in range(PEOPLE):
        await complain(house, number)
    card = await house.message("incident:" + (await _first_incident(house)).id, says("40 posts by 40 people"))

    async with house.database.reading() as session:
        cards = await session.exec(select(SlackMessage).where(SlackMessage.kind == MessageKind.CARD))
        grouped = await session.exec(select(Mention).where(Mention.outcome == Outcome.GROUPED))
        waiting = len(grouped.all())
        assert len(cards.all()) <= MOST_CARDS
    assert waiting >= PEOPLE - MOST_CARDS

    form = await press(house, ANN, card["ts"], Action.INCIDENT_ANSWER)
    assert not await house.sandbox.submit(ANN, form["id"], STANCE)
    await shows(house, ANN, "A second person has to approve it")
    form = await press(house, SAM, card["ts"], Action.INCIDENT_ANSWER)
    await house.sandbox.click_in_view(SAM, form["id"], Action.STANCE_APPROVE)
    await shows(house, SAM, "Now everybody can be answered")
    (stance,) = await house.rows(Stance)
    assert (stance.first_approver, stance.approved_by) == (ANN, SAM)

    await press(house, MAYA, card["ts"], Action.INCIDENT_ANSWER)
    presses = await answer_all(house, await shows(house, MAYA, "who wait"))
    assert presses <= 1 + PEOPLE // 10

    await house.sandbox.wait_for(lambda: len(house.receiver.received) >= waiting, 60)
    said = [json.loads(one.body)["data"] for one in house.receiver.received]
    texts = [one["reply"]["text"] for one in said]
    assert len(texts) == len({one["mention"]["id"] for one in said}) == waiting
    assert max(fuzz.token_sort_ratio(*pair) for pair in combinations(texts, 2)) < 85
    assert all(one["reply"]["approved_by"] == [MAYA] for one in said)
    await house.message(f"incident:{stance.incident_id}", says(f"*{waiting}* answered"))
    async with house.database.reading() as session:
        cards = await session.exec(select(SlackMessage).where(SlackMessage.kind == MessageKind.CARD))
        assert len(cards.all()) <= MOST_CARDS
        assert (await audit.verify(session)).faults == []


async def _first_incident(house: House) -> Incident:
    await house.sandbox.wait_for(lambda: _has_card(house), 30)
    return await the_incident(house)


def _has_card(house: House) -> bool:
    return any(
        "error 503" in shown(one["blocks"]) and "posts by" in shown(one["blocks"])
        for one in house.sandbox.messages(CHANNEL)
    )
