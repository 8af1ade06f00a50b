"""A reply names the trouble that the post tells: not a word of it more, and not twice."""

import pytest

from bot.drafting.composing import compose
from tests.drafting.requests import LIBRARY, a_request


def reply(text: str, category: str, second: str | None = None) -> str:
    brand = LIBRARY.brand("default")
    return compose(LIBRARY, a_request(text, category, brand=brand, second_category=second)).text


@pytest.mark.parametrize(
    ("text", "category", "never"),
    [
        ("missed my connecting flight by 5 minutes, last one today", "delay", "five minutes"),
        ("I hope I don't miss my connecting flight, delayed again", "delay", "missed your connection"),
        ("I will cancel my next four flights with you", "cancellation", "was cancelled"),
        ("we waited on the phone for 20 minutes, 20 minutes!", "support", "minutes and"),
        ("the pilot said we can go once the fog lifts, so why not now?", "staff", "our pilot"),
        ("no bag drop open and everybody shouting", "lost", "where it is"),
        ("the best part is that your crew blamed the wind", "staff", "the part"),
        ("can't put up with it, and don't quote your terms at me", "other", "the quote"),
        ("you have just lost a very loyal customer", "lost", "gone missing"),
        ("flight out for our honeymoon is delayed again", "delay", "honeymoon is delayed"),
        ("your site won't let me, about to give up", "booking", "won't let you,"),
    ],
)
def test_what_the_post_does_not_say_is_not_said(text: str, category: str, never: str) -> None:
    assert never not in reply(text, category)


@pytest.mark.parametrize(
    ("text", "category", "named"),
    [
        ("still no ETA for the boat", "delay", "how long it will be|a time to plan by"),
        ("you sat my five year old apart from us on the ferry", "booking", "family|children"),
        ("the captain turned the ferry around, unreal", "delay", "turn"),
        ("somebody had to steal my wallet on board, the theft took a minute", "lost", "the theft"),
        ("there is no supervisor here at all", "staff", "no supervisor"),
    ],
)
def test_what_the_post_tells_is_named(text: str, category: str, named: str) -> None:
    said = reply(text, category)
    assert any(words in said for words in named.split("|")), said


def test_what_somebody_asked_for_help_with_is_named_too() -> None:
    said = reply("where is my order, and your chat is no help at all", "support", "lost")
    assert ("order" in said.split(".")[0], "chat" in said.split(".")[0]) == (True, True)


@pytest.mark.parametrize("text", ["so fed up with you lot", "you people, honestly", "what was that?!"])
def test_where_nothing_is_told_the_reply_asks_for_it(text: str) -> None:
    written = compose(LIBRARY, a_request(text, brand=LIBRARY.brand("default")))
    assert written.template.startswith("unclear/")
    assert written.commitments[0].what == "look into what the person tells and answer"
