"""Whether a machine, a person or nobody can answer is known, with the reason, before anybody works on it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.models import Mention, Reach
from bot.platforms.registry import Registry
from bot.ports import Eligibility
from tests.builders import NOON, a_mention
from tests.platforms.published_on import on_bluesky, on_discourse, on_google_play, on_mastodon, on_x

API, HAND_OFF, NEVER = Reach.API, Reach.HAND_OFF, Reach.NEVER
HOST = "{host}"
"""Stands for where the fake listens."""
MASTODON = {"status_id": "1", "visibility": "public", "acct": "jo@example.social"}
REVIEW = {"package": "com.example.ferry", "review_id": "gp:1", "answered": False}
PLACE = {"topic_id": 4711, "reply_to_post_number": 2}
PRIVATE = (
    "This is a private message: a public reply would show it to everybody. Answer it where it came from."
)
NOT_SUMMONED = (
    "You post this yourself on X. X lets programs reply only to people who mentioned or quoted the account."
)


@pytest.fixture
async def registry() -> AsyncIterator[tuple[Registry, str, str]]:
    """All networks at once, and where Mastodon and Discourse listen."""
    async with (
        on_bluesky() as bluesky,
        on_mastodon() as mastodon,
        on_x() as x,
        on_google_play() as google_play,
        on_discourse() as discourse,
    ):
        await x.publisher.learn()
        stages = (bluesky, mastodon, x, google_play, discourse)
        hosts = [one.network.url.removeprefix("http://") for one in (mastodon, discourse)]
        yield Registry(networks=[one.publisher for one in stages]), hosts[0], hosts[1]


def chance(registry: Registry, mention: Mention) -> Eligibility:
    """As drafting asks."""
    return registry.choose(mention).can_reply(mention)


@pytest.mark.parametrize(
    ("about", "reach", "reason"),
    [
        (
            {"summoned": True},
            API,
            "Approve posts this as @acmeair on X at once. X charges about $0.01 for it.",
        ),
        (
            {"summoned": False},
            HAND_OFF,
            NOT_SUMMONED,
        ),
        (
            {"summoned": None},
            HAND_OFF,
            NOT_SUMMONED,
        ),
        ({"summoned": True, "author_id": "44196397"}, NEVER, "This is your own post."),
        ({"summoned": True, "author_handle": "@AcmeAir"}, NEVER, "This is your own post."),
        (
            {"id": "abc", "summoned": True},
            HAND_OFF,
            "You post this yourself on X. Which post to answer is not known.",
        ),
    ],
)
async def test_on_x(
    registry: tuple[Registry, str, str], about: dict[str, Any], reach: Reach, reason: str
) -> None:
    mention = a_mention(about.pop("id", "1234"), platform="x", **about)
    assert chance(registry[0], mention) == Eligibility(reach, reason)


@pytest.mark.parametrize(
    ("about", "reach", "reason"),
    [
        (
            {"target": MASTODON},
            API,
            "Approve posts this as @acme@{host} on Mastodon at once. "
            "Only if @jo@example.social stands in it, its author is told.",
        ),
        (
            {"target": MASTODON | {"acct": "jo>*evil*"}},
            API,
            "Approve posts this as @acme@{host} on Mastodon at once.",
        ),
        ({"target": MASTODON | {"visibility": "direct"}}, NEVER, PRIVATE),
        ({"target": MASTODON, "author_id": "109000000000000001"}, NEVER, "This is your own post."),
        (
            {"target": {}},
            HAND_OFF,
            "You post this yourself on Mastodon. Which post to answer is not known.",
        ),
        (
            {"target": MASTODON, "id": "1@elsewhere.example"},
            HAND_OFF,
            "You post this yourself on Mastodon. It was read on another server than the one that posts.",
        ),
    ],
)
async def test_on_mastodon(
    registry: tuple[Registry, str, str], about: dict[str, Any], reach: Reach, reason: str
) -> None:
    given = dict(about)
    mention = a_mention(given.pop("id", f"1@{registry[1]}"), platform="mastodon", **given)
    assert chance(registry[0], mention) == Eligibility(reach, reason.replace(HOST, registry[1]))


@pytest.mark.parametrize(
    ("about", "reach", "reason"),
    [
        ({}, API, "Approve posts this as the developer on Google Play at once."),
        (
            {"target": REVIEW | {"answered": True}},
            HAND_OFF,
            "You post this yourself on Google Play. "
            "It has an answer already, and a new one would replace it.",
        ),
        (
            {"target": REVIEW | {"package": "com.example.other"}},
            HAND_OFF,
            "You post this yourself on Google Play. It is a review of another app.",
        ),
        (
            {"posted_at": NOON - timedelta(days=8)},
            HAND_OFF,
            "You post this yourself on Google Play. It is more than 7 days old, so nobody can see from here "
            "whether it has an answer.",
        ),
        (
            {"target": {}},
            HAND_OFF,
            "You post this yourself on Google Play. Which review to answer is not known.",
        ),
    ],
)
async def test_on_google_play(
    registry: tuple[Registry, str, str], about: dict[str, Any], reach: Reach, reason: str
) -> None:
    mention = a_mention("gp:1", platform="google_play", **({"target": REVIEW, "posted_at": NOON} | about))
    assert chance(registry[0], mention) == Eligibility(reach, reason)


@pytest.mark.parametrize(
    ("about", "reach", "reason"),
    [
        ({}, API, "Approve posts this as acme_support on {host} at once."),
        ({"target": PLACE | {"locked": True}}, NEVER, "This thread is locked, so nobody can reply there."),
        ({"target": PLACE | {"visibility": "direct"}}, NEVER, PRIVATE),
        ({"author_handle": "Acme_Support"}, NEVER, "This is your own post."),
        (
            {"target": {"topic_id": 4711}},
            HAND_OFF,
            "You post this yourself on Discourse. Which post to answer is not known.",
        ),
    ],
)
async def test_on_discourse(
    registry: tuple[Registry, str, str], about: dict[str, Any], reach: Reach, reason: str
) -> None:
    mention = a_mention("90001", platform="discourse", **({"target": PLACE} | about))
    assert chance(registry[0], mention) == Eligibility(reach, reason.replace(HOST, registry[2]))


async def test_a_plan_that_is_exempt_may_answer_everybody_on_x() -> None:
    async with on_x(everybody=True) as stage:
        mention = a_mention("1234", platform="x", summoned=False)
        assert stage.publisher.can_reply(mention).reach == Reach.API


async def test_words_of_a_model_need_a_yes_of_x() -> None:
    async with on_x(needs_approval=True) as stage:
        chance = stage.publisher.can_reply(a_mention("1234", platform="x", summoned=True))
    assert chance.reach == Reach.HAND_OFF
    assert "X_AI_APPROVED" in chance.reason


@pytest.mark.parametrize("platform", ["reddit", "linkedin", "tiktok", "instagram", "facebook", "hacker_news"])
async def test_elsewhere_a_person_posts(registry: tuple[Registry, str, str], platform: str) -> None:
    told = chance(registry[0], a_mention(platform=platform))
    assert told.reach == Reach.HAND_OFF
    assert told.reason.startswith("You post this yourself on ")


async def test_a_locked_thread_is_never_answered_wherever_it_is(registry: tuple[Registry, str, str]) -> None:
    told = chance(registry[0], a_mention(platform="reddit", target={"locked": True}))
    assert told.reach == Reach.NEVER
