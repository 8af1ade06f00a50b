"""Where no program posts, a person is told why and brought to the right place."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.models import Reach
from bot.platforms.handoff import HandOff
from bot.ports import CannotTell, Rejected
from tests.builders import a_mention
from tests.platforms.conftest import REPLY, an_intent


@pytest.mark.parametrize(
    ("platform", "reason"),
    [
        (
            "instagram",
            "You post this yourself on Instagram. Instagram lets only programs reply that Meta has reviewed.",
        ),
        (
            "reddit",
            "You post this yourself on Reddit. Reddit lets programs post only with its own permission.",
        ),
        ("x", "You post this yourself on X. X lets programs reply only to people who addressed the account."),
        ("trustpilot", "You post this yourself on Trustpilot."),
        ("forum", "You post this yourself on Forum."),
    ],
)
def test_the_card_says_why_a_person_posts_it(platform: str, reason: str) -> None:
    eligibility = HandOff().can_reply(a_mention(platform=platform))

    assert (eligibility.reach, eligibility.reason) == (Reach.HAND_OFF, reason)


def test_x_opens_with_the_reply_filled_in() -> None:
    link = HandOff().hand_off_link(a_mention("1234", platform="x"), REPLY) or ""

    assert link.startswith("https://x.com/intent/post?")
    assert parse_qs(urlsplit(link).query) == {"in_reply_to": ["1234"], "text": [REPLY]}


@pytest.mark.parametrize("external_id", ["1&text=evil", "abc", "", "１２３", "1" * 30])
def test_an_id_that_is_not_xs_is_never_put_into_a_link(external_id: str) -> None:
    mention = a_mention(external_id, platform="x", url="https://x.com/jo/status/1234")

    assert HandOff().hand_off_link(mention, REPLY) == "https://x.com/jo/status/1234"


@pytest.mark.parametrize(
    ("platform", "url", "link"),
    [
        ("reddit", "https://www.reddit.com/r/a/comments/1/", "https://www.reddit.com/r/a/comments/1/"),
        ("reddit", "https://evil.example/", None),
        (
            "bluesky",
            "https://bsky.app/profile/jo.example/post/3k",
            "https://bsky.app/profile/jo.example/post/3k",
        ),
        ("bluesky", None, "https://bsky.app/intent/compose?text=Sorry%20%26%20thanks"),
        ("forum", "https://forum.example.org/1", None),
    ],
)
def test_elsewhere_the_post_itself_is_opened(platform: str, url: str | None, link: str | None) -> None:
    assert HandOff().hand_off_link(a_mention(platform=platform, url=url), "Sorry & thanks") == link


def test_a_bluesky_link_that_is_no_reply_says_so() -> None:
    reason = HandOff().can_reply(a_mention(platform="bluesky", url=None)).reason

    assert "opens a new post" in reason


async def test_hand_off_never_posts_and_never_looks() -> None:
    assert isinstance(await HandOff().publish(an_intent()), Rejected)
    assert isinstance(await HandOff().find_existing(an_intent()), CannotTell)
    assert HandOff().prepare(an_intent()) == {}


def test_the_length_is_the_networks_own() -> None:
    assert HandOff().measure("a" * 300, a_mention(platform="x")).fits is False
