"""A post of ours that somebody passes on is not what they complain about."""

import pytest

from bot.drafting.composing import compose
from bot.drafting.own_words import own_words
from bot.drafting.strategy import Posture
from bot.models import Complaint
from tests.builders import a_verdict
from tests.drafting.requests import LIBRARY, a_request

OURS = ("harbourline", "Harbourline")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("oh please RT @Harbourline: Our fleet sparkles!", "oh please"),
        ("“@Harbourline: Our fleet sparkles!” make it stop", "make it stop"),
        ("just no @harbourline: Our fleet sparkles!", "just no"),
        ("RT @someone: @Harbourline lost my bag", "RT @someone: @Harbourline lost my bag"),
        ("@Harbourline: my bag is lost", "@Harbourline: my bag is lost"),
    ],
)
def test_only_our_own_posts_are_left_out(text: str, told: str) -> None:
    assert own_words(text, OURS) == told


def test_without_handles_nothing_is_left_out() -> None:
    assert own_words("no RT @Harbourline: hello", ("", "!")) == "no RT @Harbourline: hello"


def test_a_remark_on_our_post_needs_no_reply() -> None:
    written = compose(LIBRARY, a_request("oh please RT @Harbourline: Our fleet sparkles!"))
    assert written.strategy == Posture.NO_REPLY


def test_trouble_told_beside_our_post_is_answered() -> None:
    request = a_request("my bag is lost and you post this? RT @Harbourline: Our fleet sparkles!", "lost")
    written = compose(LIBRARY, request)
    assert (written.strategy, "bag" in written.text) == (Posture.REBUILD, True)


def test_a_long_complaint_beside_our_post_is_answered() -> None:
    text = "I have had it with all of this and with each of you after such a day RT @Harbourline: Hello!"
    request = a_request(text)
    request = a_request(text, verdict=a_verdict(request.mention, category="other", complaint=Complaint.YES))
    assert compose(LIBRARY, request).strategy != Posture.NO_REPLY
