"""`amends check` asks each network that is posted on who we are."""

from typing import Any

import pytest

from bot.cli.asked import Asked
from bot.cli.check_publishers import PublisherFacts, publisher_facts, publisher_lines
from bot.cli.lines import Line, Status
from bot.settings import Settings
from bot.testing import fake_discourse, fake_mastodon, fake_x
from bot.testing.fake_discourse import FakeDiscourse
from bot.testing.fake_mastodon_statuses import FakeMastodonStatuses
from bot.testing.fake_x import FakeX
from tests.platforms.registered import registered

__all__ = ["registered"]

pytestmark = pytest.mark.usefixtures("registered")


async def checked(**settings: Any) -> list[Line]:
    return publisher_lines(await publisher_facts(Settings(**settings)))


def of_x(network: FakeX) -> dict[str, str]:
    keys = fake_x.KEYS
    return {
        "x_url": network.url,
        "x_api_key": keys.key,
        "x_api_secret": keys.secret,
        "x_access_token": keys.token,
        "x_access_token_secret": keys.token_secret,
    }


async def test_without_any_nothing_is_said() -> None:
    assert await checked() == []


async def test_each_says_as_whom_it_posts() -> None:
    async with FakeMastodonStatuses() as mastodon, FakeX() as x, FakeDiscourse() as forum:
        lines = await checked(
            mastodon_url=mastodon.url,
            mastodon_access_token=fake_mastodon.TOKEN,
            discourse_url=forum.url,
            discourse_api_key=fake_discourse.KEY,
            discourse_api_username=fake_discourse.USER,
            **of_x(x),
        )
        hosts = [one.url.removeprefix("http://") for one in (forum, mastodon)]
    assert [line.what for line in lines] == [
        f"Discourse: approved replies are posted as acme_support on {hosts[0]}.",
        f"Mastodon: approved replies are posted as @acme@{hosts[1]}.",
        "X: approved replies are posted as @acmeair.",
    ]
    assert {line.status for line in lines} == {Status.OK}


async def test_refused_keys_are_a_fault_and_are_not_shown() -> None:
    async with FakeX() as x:
        (line,) = await checked(**(of_x(x) | {"x_access_token_secret": "canary-7f3d"}))
    assert line.status == Status.FAULT
    assert "X_API_KEY" in line.advice
    assert "canary" not in str(line)


def test_a_network_that_is_down_is_a_warning() -> None:
    (line,) = publisher_lines([PublisherFacts("x", Asked(problem="It did not answer in time."))])
    assert line.status == Status.WARNING
