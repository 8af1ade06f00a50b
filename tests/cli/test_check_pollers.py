"""`amends check` asks each network that is polled who we are."""

from typing import Any

import pytest

from bot.cli.asked import Asked
from bot.cli.check_pollers import PollerFacts, poller_facts, poller_lines
from bot.cli.lines import Line, Status
from bot.settings import Settings
from bot.testing import fake_bluesky, fake_mastodon
from bot.testing.fake_bluesky import FakeBluesky
from bot.testing.fake_mastodon import FakeMastodon
from bot.testing.fake_network import Fault
from tests.platforms.registered import registered

__all__ = ["registered"]

pytestmark = pytest.mark.usefixtures("registered")


async def checked(**settings: Any) -> list[Line]:
    return poller_lines(await poller_facts(Settings(**settings)))


async def test_without_any_nothing_is_said() -> None:
    assert await checked() == []


async def test_each_says_as_whom_it_reads_and_how_often() -> None:
    async with FakeMastodon() as mastodon, FakeBluesky() as bluesky:
        lines = await checked(
            mastodon_url=mastodon.url,
            mastodon_access_token=fake_mastodon.TOKEN,
            bluesky_handle="@acme.test",
            bluesky_app_password=fake_bluesky.PASSWORD,
            bluesky_pds_url=bluesky.url,
            bluesky_poll_seconds=60,
        )

    host = mastodon.url.removeprefix("http://")
    assert [line.what for line in lines] == [
        "Bluesky: read as @acme.test, every 60 s.",
        f"Mastodon: read as @acme@{host}, every 30 s.",
    ]
    assert {line.status for line in lines} == {Status.OK}


async def test_a_refused_token_is_a_fault_and_a_network_that_is_down_a_warning() -> None:
    async with FakeMastodon() as mastodon:
        settings = {"mastodon_url": mastodon.url, "mastodon_access_token": "canary-7f3d"}
        (refused,) = await checked(**settings)
        mastodon.fail(Fault.BROKEN)
        (down,) = await checked(**settings)

    assert (refused.status, down.status) == (Status.FAULT, Status.WARNING)
    assert "MASTODON_ACCESS_TOKEN" in refused.advice
    assert "canary" not in f"{refused}{down}"


def test_a_poller_of_somebody_else_is_advised_too() -> None:
    facts = PollerFacts("forum", "Forum", 60, Asked(problem="It refuses our credentials.", permanent=True))
    (line,) = poller_lines([facts])
    assert (line.status, line.advice) == (Status.FAULT, "Look at its settings.")
