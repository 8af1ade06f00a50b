"""The manifest asks for what the code uses, within Slack's limits."""

import re
from pathlib import Path
from urllib.parse import unquote

from bot import slack
from bot.slack.manifest import EVENTS, NEW_APP, OPTIONAL_SCOPES, SCOPES, as_yaml, manifest, new_app_link

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(slack.__file__).parent.glob("*.py"))


def test_names_and_texts_keep_slacks_limits() -> None:
    made = manifest("A very long name of a company that sells very long things")

    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", made["features"]["bot_user"]["display_name"])
    assert re.fullmatch(r"/\S{1,31}", made["features"]["slash_commands"][0]["command"])


def test_socket_mode_needs_no_address() -> None:
    made = manifest()

    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in as_yaml(made)


def test_http_mode_gives_the_address_for_all_three_kinds() -> None:
    made = manifest(http_base="https://amends.example/")

    assert made["settings"]["socket_mode_enabled"] is False
    assert as_yaml(made).count("https://amends.example/slack/events") == 3


def test_every_event_that_is_asked_for_is_handled() -> None:
    handled = set(re.findall(r'app\.event\("(\w+)"\)', SOURCE))

    assert handled == set(EVENTS)


def test_every_scope_has_a_reason_and_none_is_asked_twice() -> None:
    scopes = manifest()["oauth_config"]["scopes"]["bot"]

    assert len(scopes) == len(set(scopes))
    assert all((SCOPES | OPTIONAL_SCOPES)[scope] for scope in scopes)


def test_the_link_fills_in_the_whole_manifest() -> None:
    made = manifest()

    assert unquote(new_app_link(made).removeprefix(NEW_APP)) == as_yaml(made)


def test_the_yaml_holds_nested_keys_lists_and_quoted_words() -> None:
    assert as_yaml({"a": {"b": ["x: y", True]}, "c": 1}) == 'a:\n  b:\n    - "x: y"\n    - true\nc: 1\n'
