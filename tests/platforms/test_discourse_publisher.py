"""What is special about Discourse: closed topics, words that were posted just now, and tidied texts."""

import pytest

from bot.platforms.handoff import HandOff
from bot.ports import Published, Rejected, Unknown
from bot.testing.publisher_contract import ready
from tests.builders import a_mention
from tests.platforms.published_on import on_discourse

REPLY = "Jo, I'm sorry: the desk should have known."


async def test_a_topic_that_was_closed_meanwhile_is_said() -> None:
    async with on_discourse() as stage:
        intent = ready(stage, REPLY)
        stage.network.is_closed = True
        told = await stage.publisher.publish(intent)
    assert told == Rejected("The topic is closed or gone, so nobody can reply there.")


async def test_the_same_words_again_may_be_our_own_earlier_call() -> None:
    async with on_discourse() as stage:
        intent = ready(stage, REPLY)
        await stage.publisher.publish(intent)
        assert isinstance(await stage.publisher.publish(intent), Unknown)
        assert isinstance(await stage.publisher.find_existing(intent), Published)


async def test_a_reply_of_the_forums_own_length_fits() -> None:
    async with on_discourse(limits={"discourse": 100}) as stage:
        assert not stage.publisher.measure("x" * 101, a_mention()).fits


async def test_only_a_link_into_this_forum_is_opened() -> None:
    async with on_discourse() as stage:
        host = stage.network.url.removeprefix("http://")
        ours = a_mention(platform="discourse", url=f"https://{host}/t/bags/4711/2")
        theirs = a_mention(platform="discourse", url="https://evil.example/t/bags/4711/2")
        assert stage.publisher.hand_off_link(ours, REPLY) == ours.url
        assert stage.publisher.hand_off_link(theirs, REPLY) is None


@pytest.mark.parametrize(("limits", "fits"), [({}, False), ({"instagram": 2_200}, True)])
def test_an_operator_knows_a_limit_better(limits: dict[str, int], fits: bool) -> None:
    assert HandOff(limits).measure("x" * 400, a_mention(platform="instagram")).fits is fits
