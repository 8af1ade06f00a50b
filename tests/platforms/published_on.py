"""Each network that is posted on, with an account of ours and a post to answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

from bot.platforms.bluesky import BlueskyPublisher
from bot.platforms.bluesky_session import BlueskySession
from bot.ports import Intent
from bot.testing import fake_bluesky
from bot.testing.fake_bluesky_repo import FakeBlueskyRepo
from bot.testing.fake_network import Fault
from tests.builders import NOON, a_mention
from tests.platforms.conftest import an_intent

COMPLAINT = {"uri": "at://did:plc:jo/app.bsky.feed.post/3k00000000001", "cid": "bafy1"}
BEGINNING = {"uri": "at://did:plc:jo/app.bsky.feed.post/3k00000000000", "cid": "bafy0"}


@dataclass
class OnBluesky:
    """Implements `Stage`."""

    network: FakeBlueskyRepo
    publisher: BlueskyPublisher

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """A reply to Jo."""
        mention = a_mention(
            COMPLAINT["uri"],
            platform="bluesky",
            author_id="did:plc:jo",
            author_handle="jo.test",
            target=COMPLAINT | {"root": BEGINNING},
        )
        return an_intent(text, id=id, mention=mention)

    def public(self) -> list[str]:
        """In our repository."""
        return [record["text"] for record in self.network.records.values()]

    def fail(self, *faults: Fault) -> None:
        """The next calls about records."""
        self.network.fail(*faults)

    def outlive_token(self) -> None:
        """It must be refreshed."""
        self.network.expire()

    def longest(self) -> str:
        """300 families, each one sign for a reader, would be too many bytes; so letters with two marks."""
        return "o\u0308\u0301" * 300


@asynccontextmanager
async def on_bluesky() -> AsyncIterator[OnBluesky]:
    """A server and a publisher for one account on it."""
    async with FakeBlueskyRepo() as network, httpx2.AsyncClient() as client:
        session = BlueskySession(
            "bluesky", network.url, fake_bluesky.HANDLE, fake_bluesky.PASSWORD, client, lambda: NOON
        )
        yield OnBluesky(network, BlueskyPublisher(network.url, session, client, lambda: NOON, "acme.test"))
