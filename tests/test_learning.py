"""Networks are asked what they allow: at once, hours later again, and soon after a failed question."""

from datetime import timedelta

import pytest

from bot.app.learning import AGAIN, SOON, Lesson, learning_loops
from bot.testing.fake_network import Fault
from tests.builders import NOON
from tests.platforms.published_on import on_bluesky, on_discourse, on_mastodon, on_x


async def test_only_networks_that_have_something_to_tell_are_asked() -> None:
    async with on_bluesky() as bluesky, on_mastodon() as mastodon, on_x() as x, on_discourse() as discourse:
        stages = (bluesky, mastodon, x, discourse)
        loops = learning_loops([one.publisher for one in stages], lambda: NOON)
    assert [loop.name for loop in loops] == ["learn mastodon", "learn x", "learn discourse"]


async def test_a_network_is_asked_at_once_and_again_hours_later() -> None:
    now = NOON
    async with on_mastodon(learned=False) as stage:
        lesson = Lesson(stage.publisher, lambda: now)
        questions = []
        for later in (timedelta(0), AGAIN - timedelta(seconds=1), AGAIN):
            now = NOON + later
            await lesson()
            questions.append(sum(one.path == "/api/v2/instance" for one in stage.network.asked))
    assert questions == [1, 1, 2]


async def test_what_was_known_holds_while_a_network_does_not_tell(caplog: pytest.LogCaptureFixture) -> None:
    now = NOON
    async with on_mastodon() as stage:
        mention = stage.intent("").mention
        stage.network.spared, stage.network.limit = (), 900
        lesson = Lesson(stage.publisher, lambda: now)
        stage.fail(Fault.BROKEN)
        await lesson()
        assert stage.publisher.measure("", mention).limit == 500
        assert "what mastodon allows is not known yet" in caplog.text

        now = NOON + SOON
        await lesson()
        assert stage.publisher.measure("", mention).limit == 900
