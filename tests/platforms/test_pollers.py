"""Pollers are found by their entry points, ours and those of other packages alike."""

from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from bot.errors import SettingsFault
from bot.outgoing import http_client
from bot.platforms.pollers import pollers
from bot.ports import Now, Poller
from bot.settings import Settings
from tests.builders import NOON
from tests.intake.polled import Stream
from tests.platforms.polled import a_private_key
from tests.platforms.registered import install, registered

__all__ = ["registered"]

ALL = {
    "mastodon_url": "https://mastodon.social",
    "mastodon_access_token": "t" * 20,
    "bluesky_handle": "acme.test",
    "bluesky_app_password": "p" * 20,
}


def forum(_settings: Settings, _client: httpx2.AsyncClient, _now: Now) -> Poller | None:
    """A poller of somebody else's, which needs no settings of ours."""
    return Stream(name="forum", platform="forum")


def off(_settings: Settings, _client: httpx2.AsyncClient, _now: Now) -> Poller | None:
    """One whose settings are missing."""
    return None


async def named(settings: Settings) -> list[str]:
    async with http_client() as client:
        return [one.name for one in pollers(settings, client, lambda: NOON)]


async def test_ours_are_registered_and_on_when_they_are_configured(registered: dict[str, str]) -> None:
    assert sorted(registered) == ["bluesky", "google_play", "mastodon"]
    assert await named(Settings()) == []
    assert await named(Settings.model_validate(ALL)) == ["bluesky", "mastodon"]


async def test_google_play_takes_its_key_from_the_settings(registered: dict[str, str]) -> None:
    key = f'{{"client_email": "a", "private_key": {a_private_key()!r}, "token_uri": "https://x"}}'.replace(
        "'", '"'
    )
    settings = Settings.model_validate(
        {
            "google_play_package": "com.example.app",
            "google_play_service_account": key,
            "google_play_poll_seconds": 900,
        }
    )
    async with http_client() as client:
        (poller,) = pollers(settings, client, lambda: NOON)

    assert (poller.name, poller.period) == ("google_play", timedelta(minutes=15))


async def test_those_of_other_packages_are_found_too(
    registered: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = {"forum": f"{__name__}:forum", "off": f"{__name__}:off"}
    install(tmp_path / "other", "amends-forum", points)
    monkeypatch.syspath_prepend(str(tmp_path / "other"))

    assert await named(Settings.model_validate(ALL)) == ["bluesky", "forum", "mastodon"]


async def test_one_that_cannot_be_loaded_is_told(
    registered: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "other", "amends-broken", {"broken": "nowhere.at_all:poller"})
    monkeypatch.syspath_prepend(str(tmp_path / "other"))

    with pytest.raises(SettingsFault, match="broken: its program cannot be loaded"):
        await named(Settings())


async def test_one_that_is_configured_but_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "old", "amends", {})
    monkeypatch.syspath_prepend(str(tmp_path / "old"))

    with pytest.raises(SettingsFault, match="bluesky, mastodon: configured, but not installed"):
        await named(Settings.model_validate(ALL))
