"""All publishers keep the one contract."""

from contextlib import AbstractAsyncContextManager

from bot.testing.publisher_contract import DeleterContract, PublisherContract, Stage
from tests.platforms.published_on import on_bluesky


class TestBluesky(PublisherContract, DeleterContract):
    """Under a key of our own."""

    repeats_are_harmless = True

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A server of its own for each test."""
        return on_bluesky()
