"""All publishers keep the one contract."""

from contextlib import AbstractAsyncContextManager

from bot.testing.publisher_contract import (
    DeleterContract,
    ModeratedContract,
    ModeratedStage,
    PublisherContract,
    Stage,
)
from tests.platforms.published_on import on_bluesky, on_discourse, on_google_play, on_mastodon, on_x


class TestBluesky(PublisherContract, DeleterContract):
    """Under a key of our own."""

    repeats_are_harmless = True
    looks_at_the_post = False

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A server of its own for each test."""
        return on_bluesky()


class TestMastodon(PublisherContract, DeleterContract):
    """With a key that the server keeps for a while."""

    repeats_are_harmless = True
    renews_access = False

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A server of its own for each test."""
        return on_mastodon()


class TestX(PublisherContract, DeleterContract):
    """Which refuses the same words again."""

    repeats_are_harmless = True
    renews_access = False

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """An account of its own for each test."""
        return on_x()


class TestGooglePlay(PublisherContract):
    """Where a review has one answer."""

    repeats_are_harmless = True
    holds_one_answer = True

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """An app of its own for each test."""
        return on_google_play()


class TestDiscourse(PublisherContract, DeleterContract, ModeratedContract):
    """Which refuses the same words again, and may look at them first."""

    repeats_are_harmless = True
    renews_access = False

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A forum of its own for each test."""
        return on_discourse()

    def moderated(self) -> AbstractAsyncContextManager[ModeratedStage]:
        """The same one."""
        return on_discourse()
