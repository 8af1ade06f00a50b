"""What is special about X: prices, refusals that may mean success, and texts that it shows otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.x_posts import our_answer, shown, why_not
from bot.ports import CannotTell, Published, Rejected, Unknown
from bot.testing.fake_network import Fault
from bot.testing.publisher_contract import ready
from tests.builders import NOON, a_mention
from tests.platforms.published_on import on_x

WORDS = 'Sorry, Jo: 5 < 6 & "all" &amp; https://acme.example/help?a=1&b=2, or acme.example.'


async def test_a_link_tells_its_price_and_words_alone_do_not() -> None:
    async with on_x() as stage:
        mention = a_mention("1234", platform="x", summoned=True)
        notes = [
            stage.publisher.measure(text, mention).note for text in ("Sorry, Jo.", "See acme.com", WORDS)
        ]
    assert notes == ["", *["with a link, X may charge $0.20 for it"] * 2]


async def test_the_same_words_again_may_be_our_own_earlier_call() -> None:
    async with on_x() as stage:
        intent = ready(stage, WORDS)
        await stage.publisher.publish(intent)
        again = await stage.publisher.publish(intent)

        assert again == Unknown("X says that the same words were posted before.")
        assert isinstance(await stage.publisher.find_existing(intent), Published)


async def test_our_own_name_is_asked_for_once() -> None:
    async with on_x() as stage:
        for _ in range(3):
            assert await stage.publisher.learn() == "@acmeair"
        assert [one.path for one in stage.network.asked] == ["/2/users/me"]


async def test_no_name_no_look() -> None:
    async with on_x() as stage:
        intent = ready(stage, WORDS)
        stage.network.spared = ()
        stage.network.fail(Fault.STRANGE)
        assert isinstance(await stage.publisher.find_existing(intent), CannotTell)


async def test_a_post_that_is_hidden_is_said_in_plain_words() -> None:
    async with on_x() as stage:
        intent = ready(stage, WORDS)
        stage.lose_post()
        told = await stage.publisher.publish(intent)
    assert told == Rejected("The post is gone, or hidden from this account.")


def test_an_author_who_did_not_mention_us_is_said_in_plain_words() -> None:
    detail = "Reply to this conversation is not allowed because you have not been mentioned by the author."
    assert "has not mentioned it" in (why_not({"detail": detail}) or "")
    assert why_not({"detail": ["?"]}) is None
    assert why_not(None) is None


def test_long_posts_are_read_whole() -> None:
    post = {"text": "Sorry… https://t.co/1", "note_tweet": {"text": "Sorry &amp; thanks, Jo."}}
    assert shown(post) == "Sorry & thanks, Jo."


@pytest.mark.parametrize(
    "changes",
    [
        {"created_at": "2026-11-22T11:00:00.000Z"},
        {"referenced_tweets": [{"type": "replied_to", "id": "9"}]},
        {"referenced_tweets": [{"type": "quoted", "id": "1234"}]},
        {"text": "@jo Sorry, Jim."},
    ],
)
def test_other_posts_of_ours_are_not_taken_for_it(changes: dict[str, object]) -> None:
    post = {
        "id": "77",
        "text": "@jo Sorry, Jo.",
        "created_at": "2026-11-22T12:00:01.000Z",
        "referenced_tweets": [{"type": "replied_to", "id": "1234"}],
    }
    assert our_answer([post], "1234", "Sorry, Jo.", NOON) == "77"
    assert our_answer([post | changes], "1234", "Sorry, Jo.", NOON) is None


FIELDS = ["text", "entities", "urls", "url", "note_tweet", "referenced_tweets", "type", "id"]
shapes = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(FIELDS), inner),
)


@given(st.lists(shapes, max_size=4))
def test_no_shape_breaks_a_look(posts: list[object]) -> None:
    assert our_answer(posts, "1234", "Sorry.", NOON) is None
