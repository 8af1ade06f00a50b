"""Each network that is polled, with somebody who writes on it and pollers that read it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import httpx2
import pytest

from bot.outgoing import http_client
from bot.platforms.bluesky_poller import BlueskyPoller
from bot.platforms.bluesky_session import BlueskySession
from bot.platforms.google_play_poller import GooglePlayPoller
from bot.platforms.google_token import ServiceAccount
from bot.platforms.mastodon_poller import MastodonPoller
from bot.testing import fake_bluesky, fake_google_play, fake_mastodon
from bot.testing.fake_bluesky import FakeBluesky
from bot.testing.fake_google_play import FakeGooglePlay
from bot.testing.fake_mastodon import FakeMastodon
from bot.testing.fake_network import Fault
from tests.builders import NOON

PERIOD = timedelta(seconds=30)


@dataclass
class OnMastodon:
    """Implements `Stage`."""

    network: FakeMastodon
    client: httpx2.AsyncClient
    tells_deletions: bool = True

    def poller(self, token: str = fake_mastodon.TOKEN) -> MastodonPoller:
        """One that has asked nothing yet."""
        return MastodonPoller(self.network.url, token, self.client, lambda: NOON, PERIOD)

    def write(self, text: str, ago: timedelta) -> str:
        """A mention."""
        return self.id(self.network.mention(text, NOON - ago))

    def write_as_us(self, text: str, ago: timedelta) -> None:
        """We mention ourselves."""
        self.network.mention(text, NOON - ago, by=fake_mastodon.ME)

    def edit(self, id: str, text: str) -> None:
        """New words."""
        self.network.edit(id.split("@")[0], text, NOON)

    def delete(self, id: str) -> None:
        """Gone."""
        self.network.delete(id.split("@")[0])

    def fail(self, *faults: Fault) -> None:
        """The next calls but those for our own account."""
        self.network.fail(*faults)

    def id(self, status_id: str) -> str:
        """As mentions are named."""
        return f"{status_id}@{self.network.url.removeprefix('http://')}"


@dataclass
class OnBluesky:
    """Implements `Stage`."""

    network: FakeBluesky
    client: httpx2.AsyncClient
    tells_deletions: bool = True

    def poller(self, password: str = fake_bluesky.PASSWORD) -> BlueskyPoller:
        """One without a session."""
        session = BlueskySession(
            "bluesky", self.network.url, fake_bluesky.HANDLE, password, self.client, lambda: NOON
        )
        return BlueskyPoller(session, lambda: NOON, PERIOD)

    def write(self, text: str, ago: timedelta) -> str:
        """A mention."""
        return self.network.notify(text, NOON - ago)

    def write_as_us(self, text: str, ago: timedelta) -> None:
        """We answer ourselves."""
        self.network.notify(text, NOON - ago, by=fake_bluesky.ME, reason="reply")

    def edit(self, id: str, text: str) -> None:
        """New words."""
        self.network.edit(id, text)

    def delete(self, id: str) -> None:
        """Gone."""
        self.network.delete(id)

    def fail(self, *faults: Fault) -> None:
        """The next calls but those for a session."""
        self.network.fail(*faults)


@dataclass
class OnGooglePlay:
    """Implements `Stage`. Nobody but the app's own page tells that a review is gone."""

    network: FakeGooglePlay
    client: httpx2.AsyncClient
    tells_deletions: bool = False

    def poller(self, key: str | None = None, package: str = fake_google_play.PACKAGE) -> GooglePlayPoller:
        """One without a token."""
        account = ServiceAccount.load(self.network.key_file(key or a_private_key()))
        return GooglePlayPoller(self.network.url, package, account, self.client, lambda: NOON, PERIOD)

    def write(self, text: str, ago: timedelta) -> str:
        """A review."""
        return self.network.review(text, NOON - ago)

    def write_as_us(self, text: str, ago: timedelta) -> None:
        """Our own words are never reviews; an answer changes nothing."""

    def edit(self, id: str, text: str) -> None:
        """New words."""
        self.network.edit(id, text, NOON)

    def delete(self, id: str) -> None:
        """Gone."""
        del self.network.reviews[id]

    def fail(self, *faults: Fault) -> None:
        """The next calls but those for a token."""
        self.network.fail(*faults)


@asynccontextmanager
async def on_mastodon() -> AsyncIterator[OnMastodon]:
    """A server nobody has written on."""
    async with FakeMastodon() as network, http_client() as client:
        network.spared = ("/api/v1/accounts",)
        yield OnMastodon(network, client)


@asynccontextmanager
async def on_bluesky() -> AsyncIterator[OnBluesky]:
    """A server nobody has written on."""
    async with FakeBluesky() as network, http_client() as client:
        network.spared = ("/xrpc/com.atproto.server",)
        yield OnBluesky(network, client)


@asynccontextmanager
async def on_google_play() -> AsyncIterator[OnGooglePlay]:
    """An app nobody has reviewed."""
    async with FakeGooglePlay() as network, http_client() as client:
        network.spared = ("/token",)
        yield OnGooglePlay(network, client)


@lru_cache
def a_private_key() -> str:
    """An RSA key in PEM; made anew in every run, so that none stands in the repository."""
    pytest.importorskip("cryptography", reason="Google Play needs the extra google-play")
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    raw = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return str(raw, "ascii")
