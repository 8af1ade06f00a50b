"""The networks of the matrix. Another one is one entry of `GROUNDS`."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx2

from bot.platforms.bluesky import BlueskyPublisher
from bot.platforms.bluesky_session import BlueskySession
from bot.platforms.webhook_out import WebhookPublisher
from bot.ports import Now, Publisher
from bot.testing import fake_bluesky
from bot.testing.fake_bluesky_repo import FakeBlueskyRepo
from bot.testing.fake_receiver import Mode, fake_receiver
from tests.crash.matrix import board, networks
from tests.crash.matrix.board import BoardPublisher, FakeBoard
from tests.crash.matrix.faulty_way import FaultyWay
from tests.crash.matrix.ground import Ground, answer
from tests.house import PUBLISH_SECRET

Opened = Callable[[str, httpx2.AsyncClient, Now], Publisher]


@asynccontextmanager
async def on_webhook() -> AsyncIterator[Ground]:
    """What the receiver has read, it has posted."""
    async with fake_receiver() as receiver:
        receiver.mode = Mode.OK_WITH_LINK

        def public(number: str) -> list[str]:
            data = [json.loads(one.body)["data"] for one in receiver.received]
            return [one["reply"]["text"] for one in data if one["mention"]["id"] == number]

        async with FaultyWay(receiver.url, _posts, _never, b"") as way:
            yield Ground("webhook", way, public, lambda _number: {}, can_look=False)


@asynccontextmanager
async def on_bluesky() -> AsyncIterator[Ground]:
    """Under a key of our own."""
    absent = answer(400, {"error": "RecordNotFound", "message": "Could not locate record"})
    async with FakeBlueskyRepo() as network:

        def public(number: str) -> list[str]:
            records = network.records.values()
            return [one["text"] for one in records if one["reply"]["parent"]["uri"] == _uri(number)]

        async with FaultyWay(network.url, _puts, _gets, absent) as way:
            yield Ground("bluesky", way, public, _bluesky_post, can_look=True)


@asynccontextmanager
async def on_board() -> AsyncIterator[Ground]:
    """Each call that is delivered is one more post."""
    async with FakeBoard() as network:

        def public(number: str) -> list[str]:
            return [text for text, to in network.posts.values() if to == number]

        nothing = answer(200, {"posts": []})
        async with FaultyWay(network.url, lambda method, _path: method != "GET", _reads, nothing) as way:
            yield Ground(board.NAME, way, public, lambda _number: {"platform": "board"}, can_look=True)


GROUNDS: dict[str, Callable[[], AbstractAsyncContextManager[Ground]]] = {
    "webhook": on_webhook,
    "bluesky": on_bluesky,
    "board": on_board,
    "mastodon": networks.on_mastodon,
    "x": networks.on_x,
    "google_play": networks.on_google_play,
    "discourse": networks.on_discourse,
}


def _webhook(url: str, client: httpx2.AsyncClient, now: Now) -> Publisher:
    return WebhookPublisher(f"{url}/replies", PUBLISH_SECRET, client, now)


def _bluesky(url: str, client: httpx2.AsyncClient, now: Now) -> Publisher:
    session = BlueskySession("bluesky", url, fake_bluesky.HANDLE, fake_bluesky.PASSWORD, client, now)
    return BlueskyPublisher(url, session, client, now, fake_bluesky.HANDLE)


PUBLISHERS: dict[str, Opened] = {
    "webhook": _webhook,
    "bluesky": _bluesky,
    "board": BoardPublisher,
    "mastodon": networks.mastodon,
    "x": networks.x,
    "google_play": networks.google_play,
    "discourse": networks.discourse,
}
"""As a new process makes them: without a memory."""


def _posts(method: str, _path: str) -> bool:
    return method == "POST"


def _never(_method: str, _path: str) -> bool:
    return False


def _reads(method: str, _path: str) -> bool:
    return method == "GET"


def _puts(_method: str, path: str) -> bool:
    return path.endswith(("putRecord", "deleteRecord"))


def _gets(_method: str, path: str) -> bool:
    return "getRecord" in path


def _uri(number: str) -> str:
    return f"at://did:plc:jo/app.bsky.feed.post/{number}"


def _bluesky_post(number: str) -> dict[str, Any]:
    here = {"uri": _uri(number), "cid": "bafy1"}
    return {"platform": "bluesky", "author_id": "did:plc:jo", "target": here | {"root": here}}
