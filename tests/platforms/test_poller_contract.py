"""All pollers keep the one contract."""

from contextlib import AbstractAsyncContextManager

from bot.testing.poller_contract import PollerContract, Stage
from tests.platforms.polled import on_bluesky, on_google_play, on_mastodon


class TestMastodon(PollerContract):
    """Forward from the last known id."""

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A server of its own for each test."""
        return on_mastodon()


class TestBluesky(PollerContract):
    """Back to what was known."""

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A server of its own for each test."""
        return on_bluesky()


class TestGooglePlay(PollerContract):
    """Back to the last instant."""

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """An app of its own for each test."""
        return on_google_play()
