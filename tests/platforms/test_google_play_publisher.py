"""What is special about Google Play: one answer to a review, so a colleague's must not be written over."""

import json
from typing import Any

import pytest

from bot.ports import CannotTell, Published, Rejected, Unknown
from bot.testing.fake_google_play_replies import FakeGooglePlayReplies
from bot.testing.fake_network import Asked, Fault, Told
from bot.testing.publisher_contract import ready
from tests.platforms.published_on import OnGooglePlay, on_google_play

REPLY = "Sorry, Jo. It opens again in version 4.2."


def answers_sent(stage: OnGooglePlay) -> int:
    return sum(1 for one in stage.network.asked if one.path.endswith(":reply"))


async def test_our_own_answer_that_stands_is_not_sent_again() -> None:
    async with on_google_play() as stage:
        intent = ready(stage, REPLY)
        first = await stage.publisher.publish(intent)
        assert await stage.publisher.publish(intent) == first
        assert answers_sent(stage) == 1


async def test_a_colleagues_answer_stops_it_before_the_call() -> None:
    async with on_google_play() as stage:
        intent = ready(stage, REPLY)
        stage.somebody_answers("We are on it.")
        told = await stage.publisher.publish(intent)
        assert isinstance(told, Rejected)
        assert "another answer by now" in told.reason
        assert answers_sent(stage) == 0
        assert isinstance(await stage.publisher.find_existing(intent), CannotTell)


@pytest.mark.parametrize("text", ["<b>Sorry</b>", "Sorry <br> Jo", "a <!-- b -->", "x </p>"])
async def test_what_google_would_strip_is_not_sent(text: str) -> None:
    async with on_google_play() as stage:
        told = await stage.publisher.publish(ready(stage, text))
        assert isinstance(told, Rejected)
        assert stage.network.asked == []


async def test_a_look_that_fails_before_the_call_is_no_call() -> None:
    async with on_google_play() as stage:
        intent = ready(stage, REPLY)
        stage.hide(Fault.BROKEN)
        told = await stage.publisher.publish(intent)
        assert not isinstance(told, Unknown), told
        assert answers_sent(stage) == 0


class Altering(FakeGooglePlayReplies):
    """Shows another text than it was given."""

    def answer(self, asked: Asked) -> Told:
        """A word less."""
        if not asked.path.endswith(":reply"):
            return super().answer(asked)
        text = json.loads(asked.body)["replyText"].rpartition(" ")[0]
        body: dict[str, Any] = {"replyText": text}
        return super().answer(Asked("POST", asked.path, (), asked.headers, json.dumps(body).encode()))


async def test_a_text_that_google_changes_is_shown_to_a_person() -> None:
    async with on_google_play(Altering) as stage:
        told = await stage.publisher.publish(ready(stage, REPLY))
        assert isinstance(told, Unknown)
        assert "another answer" in told.reason


async def test_where_it_stands_is_the_reviews_own_page() -> None:
    async with on_google_play() as stage:
        done = await stage.publisher.publish(ready(stage, REPLY))
    assert isinstance(done, Published)
    assert done.url == (
        "https://play.google.com/store/apps/details?id=com.example.ferry&reviewId=gp%3AAOqp00000001"
    )
