"""Which way a reply goes: where you say so, else by the network itself, else by your webhook or a person."""

from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from bot.errors import SettingsFault
from bot.platforms.bluesky import bluesky
from bot.platforms.publishers import GROUP, publishers
from bot.platforms.registry import Registry
from bot.platforms.webhook_out import WebhookPublisher
from bot.ports import Publisher
from bot.settings import Settings
from tests.builders import NOON, a_mention
from tests.platforms.conftest import SECRET
from tests.platforms.published_on import COMPLAINT
from tests.platforms.registered import install

POST = a_mention("1", platform="bluesky", target=dict(COMPLAINT))
BLUESKY = Settings.model_validate({"bluesky_handle": "acme.test", "bluesky_app_password": "p" * 20})


def to_webhook(client: httpx2.AsyncClient) -> WebhookPublisher:
    return WebhookPublisher("https://example.org/", SECRET, client, lambda: NOON)


def to_bluesky(client: httpx2.AsyncClient) -> Publisher:
    made = bluesky(BLUESKY, client, lambda: NOON, timedelta(0))
    assert made is not None
    return made


def test_without_a_webhook_everything_is_handed_off() -> None:
    registry = Registry()

    assert registry.choose(a_mention()).name == "hand_off"
    with pytest.raises(KeyError):
        registry.named("webhook")


def test_with_a_webhook_it_posts_and_old_hand_offs_stay_known(client: httpx2.AsyncClient) -> None:
    registry = Registry(WebhookPublisher("https://example.org/", SECRET, client, lambda: NOON))

    assert registry.choose(a_mention()).name == "webhook"
    assert registry.named("hand_off").name == "hand_off"


def test_the_network_itself_is_asked_before_a_webhook_that_serves_all(client: httpx2.AsyncClient) -> None:
    registry = Registry(to_webhook(client), networks=[to_bluesky(client)])

    assert registry.choose(POST).name == "bluesky"
    assert registry.choose(a_mention(platform="reddit")).name == "webhook"
    assert registry.named("bluesky").name == "bluesky"


def test_a_webhook_that_is_named_for_a_network_serves_it(client: httpx2.AsyncClient) -> None:
    registry = Registry(to_webhook(client), ["bluesky"], [to_bluesky(client)])

    assert registry.choose(POST).name == "webhook"
    assert registry.choose(a_mention(platform="reddit")).name == "hand_off"


def test_a_post_that_the_network_cannot_name_goes_another_way(client: httpx2.AsyncClient) -> None:
    unknown = a_mention("2", platform="bluesky", target={})

    assert Registry(networks=[to_bluesky(client)]).choose(unknown).name == "hand_off"
    assert Registry(to_webhook(client), networks=[to_bluesky(client)]).choose(unknown).name == "webhook"


def test_a_network_is_posted_on_when_its_account_is_known(
    client: httpx2.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "amends", {"bluesky": "bot.platforms.bluesky:bluesky"}, GROUP)
    monkeypatch.syspath_prepend(str(tmp_path))

    assert publishers(Settings(), client, lambda: NOON, timedelta(0)) == []
    assert [one.name for one in publishers(BLUESKY, client, lambda: NOON, timedelta(0))] == ["bluesky"]


def test_an_account_whose_program_is_missing_is_a_fault(
    client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.plugins.entry_points", lambda group: ())

    with pytest.raises(SettingsFault, match="bluesky: configured, but not installed"):
        publishers(BLUESKY, client, lambda: NOON, timedelta(0))
