"""Mastodon, X, Google Play and Discourse as networks of the matrix."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from bot.platforms.discourse import DiscoursePublisher
from bot.platforms.google_play import GooglePlayPublisher
from bot.platforms.google_token import ServiceAccount
from bot.platforms.mastodon import MastodonPublisher
from bot.platforms.x import XPublisher
from bot.ports import Now, Publisher
from bot.testing import fake_discourse, fake_google_play, fake_mastodon, fake_x
from bot.testing.fake_discourse import FakeDiscourse
from bot.testing.fake_google_play_replies import FakeGooglePlayReplies
from bot.testing.fake_mastodon_statuses import FakeMastodonStatuses
from bot.testing.fake_x import FakeX
from tests.crash.matrix.faulty_way import FaultyWay
from tests.crash.matrix.ground import Ground, answer
from tests.platforms.polled import a_private_key


@asynccontextmanager
async def on_mastodon() -> AsyncIterator[Ground]:
    """A server that knows nothing of keys, as some do not."""
    async with FakeMastodonStatuses() as network:
        network.keeps_keys, network.created_at = False, None

        def public(number: str) -> list[str]:
            return [one.text for one in network.posted.values() if one.parent == number]

        def post(number: str) -> dict[str, Any]:
            network.statuses[number] = {"id": number}
            return {"platform": "mastodon", "target": {"status_id": number, "visibility": "public"}}

        nothing = answer(200, {"ancestors": [], "descendants": []})
        async with FaultyWay(network.url, _writes, lambda _, path: path.endswith("/context"), nothing) as way:
            yield Ground("mastodon", way, public, post, can_look=True)


@asynccontextmanager
async def on_x() -> AsyncIterator[Ground]:
    """Where a timeline may lag behind."""
    async with FakeX() as network:
        network.created_at = None

        def public(number: str) -> list[str]:
            return [one.text for one in network.posted.values() if one.parent == _digits(number)]

        def post(number: str) -> dict[str, Any]:
            network.open_to_us.add(_digits(number))
            target = {"in_reply_to_tweet_id": _digits(number)}
            return {"platform": "x", "summoned": True, "target": target}

        nothing = answer(200, {"meta": {"result_count": 0}})
        async with FaultyWay(network.url, _writes, lambda _, path: "/tweets?" in path, nothing) as way:
            yield Ground("x", way, public, post, can_look=True)


@asynccontextmanager
async def on_google_play() -> AsyncIterator[Ground]:
    """Where each review has one answer, which is looked for before the call too."""
    async with FakeGooglePlayReplies() as network:

        def public(number: str) -> list[str]:
            return [
                one["developerComment"]["text"]
                for one in network.reviews[number]["comments"]
                if "developerComment" in one
            ]

        def post(number: str) -> dict[str, Any]:
            network.reviews[number] = {"reviewId": number, "comments": [{"userComment": {"text": "\tNo."}}]}
            return {"platform": "google_play", "target": {"review_id": number}}

        bare = answer(200, {"reviewId": "any", "comments": [{"userComment": {"text": "\tNo."}}]})
        async with FaultyWay(network.url, _answers, lambda _, path: "/reviews/" in path, bare) as way:
            yield Ground("google_play", way, public, post, can_look=True)


@asynccontextmanager
async def on_discourse() -> AsyncIterator[Ground]:
    """A forum that takes the same words again after a while."""
    async with FakeDiscourse() as network:
        network.created_at, network.guards = None, False

        def public(number: str) -> list[str]:
            topmost = numbers[number]
            return [one.raw for one in network.posts.values() if one.answers == topmost]

        numbers: dict[str, int] = {}

        def post(number: str) -> dict[str, Any]:
            made = network.write("Where is my bag?", "jo")
            numbers[number] = made.number
            place = {"topic_id": fake_discourse.TOPIC, "reply_to_post_number": made.number}
            return {"platform": "discourse", "target": place | {"post_id": made.id}}

        nothing = answer(200, [])
        async with FaultyWay(
            network.url, _writes, lambda _, path: path.endswith("replies.json"), nothing
        ) as way:
            yield Ground("discourse", way, public, post, can_look=True)


def mastodon(url: str, client: httpx2.AsyncClient, now: Now) -> Publisher:
    """Without a memory."""
    return MastodonPublisher(url, fake_mastodon.TOKEN, client, now)


def x(url: str, client: httpx2.AsyncClient, now: Now) -> Publisher:
    """Without a memory."""
    return XPublisher(url, fake_x.KEYS, client, now)


def google_play(url: str, client: httpx2.AsyncClient, now: Now) -> Publisher:
    """Without a memory."""
    key = {
        "client_email": "amends@example.com",
        "private_key": a_private_key(),
        "token_uri": f"{url}/token",
    }
    account = ServiceAccount.load(json.dumps(key))
    return GooglePlayPublisher(url, fake_google_play.PACKAGE, account, client, now)


def discourse(url: str, client: httpx2.AsyncClient, now: Now) -> Publisher:
    """Without a memory."""
    return DiscoursePublisher(url, fake_discourse.KEY, fake_discourse.USER, client, now)


def _writes(method: str, _path: str) -> bool:
    return method in {"POST", "DELETE"}


def _answers(_method: str, path: str) -> bool:
    return path.endswith(":reply")


def _digits(number: str) -> str:
    """X's ids are numbers."""
    return f"1{number.rsplit('-', 1)[-1]:0>9}"
