"""After two public replies to one person the third only takes it to private (R25)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.app.glue import checker
from bot.drafting.composing import compose
from bot.drafting.strategy import choose
from bot.models import Draft, DraftRevision, PublicationState
from bot.store import drafts, turns
from bot.store.database import Database
from tests.builders import ANN, NOON, SAM, a_mention, a_verdict
from tests.drafting.desk import Model, a_desk
from tests.drafting.published import put_reply
from tests.drafting.requests import LIBRARY, POSTS, a_request
from tests.house import House, a_house, says

on_sqlite = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
A_WEEK = timedelta(days=7)


async def counted(database: Database, **post: Any) -> int:
    """Public replies that the author of this post has from us."""
    async with database.reading() as session:
        return await turns.public_turns(session, a_mention("now", **post), NOON)


@pytest.mark.parametrize(
    ("state", "count"),
    [
        (PublicationState.DONE, 1),
        (PublicationState.SCHEDULED, 1),
        (PublicationState.UNKNOWN, 1),
        (PublicationState.HANDED_OFF, 1),
        (PublicationState.FAILED, 0),
        (PublicationState.CANCELLED, 0),
    ],
)
async def test_what_is_or_may_be_public_counts(
    database: Database, state: PublicationState, count: int
) -> None:
    await put_reply(database, "1", state=state)

    assert await counted(database) == count


async def test_the_same_person_is_known_by_the_networks_id_or_else_by_the_handle(database: Database) -> None:
    await put_reply(database, "1", author_id="77", author_handle="jo")
    await put_reply(database, "2", author_id="78", author_handle="jo_old")

    assert await counted(database, author_id="77", author_handle="renamed") == 1
    assert await counted(database, author_id=None, author_handle="Jo") == 1
    assert await counted(database, author_id="79", author_handle="jo") == 0
    assert await counted(database, author_id=None, author_handle=None) == 0
    assert await counted(database, author_id="77", source="elsewhere") == 0


async def test_old_replies_count_only_in_their_own_thread(database: Database) -> None:
    await put_reply(database, "1", at=NOON - A_WEEK, thread="t1")
    await put_reply(database, "2", at=NOON - A_WEEK + timedelta(minutes=1), thread="t2")

    assert await counted(database, thread="t1") == 2
    assert await counted(database, thread="t3") == 1
    assert await counted(database) == 1


@on_sqlite
async def test_the_third_reply_is_short_takes_it_to_private_and_says_why(database: Database) -> None:
    desk = await a_desk(database)
    usual = compose(LIBRARY, desk.drafting.request(desk.mention, a_verdict(desk.mention), None))
    for number in "12":
        await put_reply(database, number, text=f"Something else about number {number}.")

    await desk.write()

    async with database.reading() as session:
        draft = await session.get_one(Draft, desk.mention.id)
        words = await session.get_one(DraftRevision, (draft.id, draft.revision))
    assert draft.strategy_why is not None
    assert draft.strategy_why.startswith("They already have 2 public replies from you")
    assert "DM" in words.text
    assert len(words.text) < len(usual.text)
    assert [found for found in words.findings if found["level"] == "hard"] == []


@on_sqlite
async def test_the_model_is_told_and_held_to_it(database: Database) -> None:
    model = Model("I'm sorry your bag missed the 7:40. I'll look for it today and answer you here.")
    desk = await a_desk(database, model)
    for number in "12":
        await put_reply(database, number, text=f"Something else about number {number}.")

    await desk.write()

    assert "take it to private now" in model.questions[0].strategy
    assert any("two public replies" in told for told in model.questions[1].mend)
    async with database.reading() as session:
        draft = await session.get_one(Draft, desk.mention.id)
        assert (await session.get_one(DraftRevision, (draft.id, draft.revision))).made_by == "template"


@on_sqlite
async def test_a_person_who_goes_on_in_public_is_told_and_may_do_so(database: Database) -> None:
    desk = await a_desk(database)
    await desk.write()
    for number in "12":
        await put_reply(database, number, text=f"Something else about number {number}.")

    async with database.reading() as session:
        rows = await drafts.card_rows(session, desk.mention.id)
        assert rows is not None
        text = "I'm sorry your bag missed the 7:40. I'll look for it today. – Harbourline Care"
        written = await checker(desk.drafting)(session, rows, text, SAM, NOON)

    assert [found.level for found in written.findings if found.rule == "R25"] == ["soft"]


@pytest.mark.parametrize("category", sorted(POSTS))
@pytest.mark.parametrize("tone", ["calm", "warm", "formal", "brief"])
def test_every_kind_of_third_reply_is_sound(category: str, tone: str) -> None:
    written = compose(LIBRARY, a_request(POSTS[category], category, tone=tone, public_turns=2))

    assert [found.rule for found in written.findings if found.level == "hard"] == []
    assert "a DM" in written.text


@pytest.mark.parametrize("language", ["es", "fr", "de", "pt"])
def test_a_third_reply_in_another_language_is_sound_too(language: str) -> None:
    request = a_request("?", "delay", language=language, public_turns=2)

    written = compose(LIBRARY, request)

    assert written.text
    assert [found.rule for found in written.findings if found.level == "hard"] == []


def test_even_the_last_resort_takes_it_to_private() -> None:
    brand = replace(LIBRARY.brand("harbourline"), never=("sorry", "apologise", "apology", "DM"))
    request = a_request(POSTS["lost"], "lost", public_turns=2, brand=brand)

    written = compose(LIBRARY, request)

    assert written.template == "last_resort/1"
    assert "R25" not in {found.rule for found in written.findings}
    assert [promise.owner for promise in written.commitments] == ["the lost property office"]


def test_a_troll_gets_no_reply_however_often_they_were_answered() -> None:
    mention = a_mention(text="you bunch of clowns")
    verdict = a_verdict(mention, category="other")

    assert choose(mention, verdict, LIBRARY.policy, turns=5) == choose(mention, verdict, LIBRARY.policy)


@pytest.fixture
async def house(migrated_url: str) -> AsyncIterator[House]:
    """The service, publishing at once."""
    async with a_house(migrated_url) as house:
        yield house


@on_sqlite
async def test_the_card_of_the_third_says_it(
    house: House,
) -> None:
    jo = {"author": {"id": "77", "handle": "jo", "name": "Jo Park"}}
    for number, post in enumerate([POSTS["lost"], POSTS["delay"]]):
        draft_id = await house.say(str(number), post, **jo)
        await house.press(ANN, draft_id, "draft.approve")
        await house.card(draft_id, says("see it live"))

    third = await house.say("3", POSTS["quality"], **jo)
    other = await house.say("4", POSTS["quality"], author={"id": "78", "handle": "al"})

    assert says("They already have 2 public replies from you")(await house.card(third))
    assert not says("public replies from you")(await house.card(other))
