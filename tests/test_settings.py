"""Settings are read once, refused in plain words all together, and never told with a secret in them."""

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.errors import SettingsFault
from bot.settings import load, serve_faults, variables

KEY = "whsec_" + base64.b64encode(b"k" * 32).decode()
CANARY = "canary-7f3d"
COMPLETE = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "SLACK_CHANNEL": "C0123ABCD",
    "WEBHOOK_GENERIC_SECRET": KEY,
}


def faults(environ: Mapping[str, str], env_file: Path | None = None) -> list[str]:
    with pytest.raises(SettingsFault) as wrong:
        load(environ, env_file)
    return wrong.value.faults


def test_with_nothing_set_the_defaults_stand() -> None:
    settings = load({}, None)
    assert (settings.database_url, settings.port, settings.undo_seconds) == ("sqlite:///amends.db", 8000, 30)
    assert (settings.slack_approvers, settings.webhook_secrets) == ((), {})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "eighty", "PORT: must be a whole number."),
        ("OPS_PORT", "70000", "OPS_PORT: must be 65535 or less."),
        ("UNDO_SECONDS", "-1", "UNDO_SECONDS: must be 0 or more."),
        ("UNDO_SECONDS", "3601", "UNDO_SECONDS: must be 3600 or less."),
        ("DATABASE_URL", "mysql://h/x", "DATABASE_URL: must start with sqlite:/// or postgresql://."),
        ("OPENAI_BASE_URL", "localhost:1", "OPENAI_BASE_URL: must be a web address"),
        ("OPENAI_BASE_URL", "https://", "OPENAI_BASE_URL: must be a web address"),
        ("PUBLISH_WEBHOOK_URL", "ftp://h/x", "PUBLISH_WEBHOOK_URL: must be a web address"),
        ("PUBLISH_WEBHOOK_URL", "http://[", "PUBLISH_WEBHOOK_URL: must be a web address"),
        ("SLACK_CHANNEL", "#help", "SLACK_CHANNEL: '#help' is not a channel id"),
        ("SLACK_APPROVERS", "U0123ABCD, bob", "SLACK_APPROVERS: bob is not a Slack user"),
        ("SLACK_BOT_TOKEN", "xapp-1", "SLACK_BOT_TOKEN: this is an app-level token"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "SLACK_BOT_TOKEN: this is a user token"),
        ("SLACK_BOT_TOKEN", "a-bot-token", "SLACK_BOT_TOKEN: this is no bot token"),
        ("SLACK_APP_TOKEN", "xoxb-1", "SLACK_APP_TOKEN: this is a bot token"),
        ("SLACK_APP_TOKEN", "an-app-token", "SLACK_APP_TOKEN: this is no app-level token"),
        ("MASTODON_URL", "mastodon.social", "MASTODON_URL: must be a web address"),
        ("MASTODON_MODE", "all", "MASTODON_MODE: must be trust or judge, not 'all'."),
        ("BLUESKY_POLL_SECONDS", "1", "BLUESKY_POLL_SECONDS: must be 5 or more."),
        ("GOOGLE_PLAY_PACKAGE", "../x", "GOOGLE_PLAY_PACKAGE: must be an app's package name"),
        ("X_REPLIES", "some", "X_REPLIES: must be summoned or everybody, not 'some'."),
        ("REPLY_LIMITS", "instagram", "REPLY_LIMITS: must be names with numbers"),
        ("REPLY_LIMITS", "instagram=0", "REPLY_LIMITS"),
        ("GOOGLE_PLAY_REPLY_DAYS", "0", "GOOGLE_PLAY_REPLY_DAYS: must be 1 or more."),
        ("PUBLISH_WEBHOOK_SECRET", "plain", "PUBLISH_WEBHOOK_SECRET: must start with whsec_"),
        ("WEBHOOK_GENERIC_SECRET", "short", "WEBHOOK_GENERIC_SECRET: too short to be safe"),
        ("WEBHOOK_MEDIA_SECRET", "whsec_%%%", "WEBHOOK_MEDIA_SECRET: what follows whsec_ is not base64"),
        ("WEBHOOK_MEDIA_SECRET", "whsec_YWJj", "WEBHOOK_MEDIA_SECRET: the key holds 3 bytes"),
        ("WEBHOOK_MEDIA_SECRET", f"{KEY},{KEY},{KEY}", "WEBHOOK_MEDIA_SECRET: at most two secrets"),
        ("PUBLIC_URL", "amends.example.com", "PUBLIC_URL: must be a web address"),
    ],
)
def test_a_wrong_value_is_refused_in_plain_words(name: str, value: str, words: str) -> None:
    assert [one.startswith(words) for one in faults({name: value})] == [True]


NETWORKS = {
    "MASTODON_URL": "https://mastodon.social",
    "MASTODON_ACCESS_TOKEN": "a-token-of-mastodon",
    "BLUESKY_HANDLE": "acme.bsky.social",
    "BLUESKY_APP_PASSWORD": "abcd-efgh-ijkl-mnop",
}


def test_networks_that_are_asked_are_sources_too() -> None:
    settings = load({**COMPLETE, **NETWORKS, "WEBHOOK_GENERIC_SECRET": ""}, None, serve_faults)

    assert settings.polled == ["bluesky", "mastodon"]
    assert (settings.modes["mastodon"], settings.modes["bluesky"]) == ("judge", "judge")


@pytest.mark.parametrize("name", NETWORKS)
def test_half_a_connection_is_told(name: str) -> None:
    half = {**COMPLETE, **NETWORKS, name: ""}

    with pytest.raises(SettingsFault) as wrong:
        load(half, None, serve_faults)

    (told,) = wrong.value.faults
    assert told.startswith(f"{name} is missing:")


def test_a_service_accounts_key_comes_from_its_file(tmp_path: Path) -> None:
    key = tmp_path / "play.json"
    key.write_text('{"client_email": "a@b", "private_key": "PEM", "token_uri": "https://x"}')
    given = {"GOOGLE_PLAY_PACKAGE": "com.example.app", "GOOGLE_PLAY_SERVICE_ACCOUNT_FILE": str(key)}

    assert load(given, None).polled == ["google_play"]
    key.write_text("no json")
    assert faults(given) == [
        "GOOGLE_PLAY_SERVICE_ACCOUNT: must be the JSON key of a Google service account, as it was downloaded."
    ]


def test_all_faults_are_told_together() -> None:
    told = faults({"PORT": "x", "SLACK_CHANNEL": "help", "WEBHOOK_GENERIC_SECRET": "short"})
    assert [one.split(":")[0] for one in told] == ["PORT", "SLACK_CHANNEL", "WEBHOOK_GENERIC_SECRET"]


def test_an_unknown_mode_is_refused() -> None:
    told = faults({"WEBHOOK_GENERIC_SECRET": KEY, "WEBHOOK_GENERIC_MODE": "maybe"})
    assert told == ["WEBHOOK_GENERIC_MODE: must be trust or judge, not 'maybe'."]


@pytest.mark.parametrize("variable", [one for one in variables() if one.is_secret], ids=lambda one: one.name)
def test_a_secret_is_in_no_fault_and_in_no_print(variable: object) -> None:
    name = getattr(variable, "name", "")
    for value in (CANARY, f"whsec_{CANARY}", f"xapp-{CANARY}", f"xoxb-{CANARY}", f"sqlite:///{CANARY}"):
        try:
            said = repr(load({name: value}, None))
        except SettingsFault as fault:
            said = f"{fault} {fault!r}"
        assert CANARY not in said


@pytest.mark.parametrize(
    "url", ["sqlite:///x.db", "postgresql://u:p@h/x", "postgresql+psycopg://h/x", "postgres://h/x"]
)
def test_every_usual_spelling_of_a_database_is_taken(url: str) -> None:
    assert load({"DATABASE_URL": url}, None).database_url == url


def test_lists_of_ids_may_hold_spaces_and_empty_places() -> None:
    assert load({"SLACK_ONCALL": " U0123ABCD, ,S0123ABCD,"}, None).slack_oncall == ("U0123ABCD", "S0123ABCD")


def test_each_source_has_its_secrets_and_mode() -> None:
    settings = load({"WEBHOOK_MEDIA_SECRET": f"{KEY}, {'p' * 16}", "WEBHOOK_MEDIA_MODE": "judge"}, None)
    assert [one.get_secret_value() for one in settings.webhook_secrets["media"]] == [KEY, "p" * 16]
    assert settings.webhook_modes == {"media": "judge"}


def test_each_source_has_its_own_accounts_pace_and_second_secret() -> None:
    settings = load(
        {
            "WEBHOOK_MEDIA_SECRET": KEY,
            "WEBHOOK_MEDIA_OWN_ACCOUNTS": " 44, ,@acme ",
            "WEBHOOK_MEDIA_PER_MINUTE": "300",
            "WEBHOOK_MEDIA_VERIFY_TOKEN": CANARY,
        },
        None,
    )
    assert settings.webhook_own_accounts == {"media": ("44", "@acme")}
    assert settings.webhook_per_minute == {"media": 300}
    assert settings.webhook_verify_tokens["media"].get_secret_value() == CANARY
    assert CANARY not in repr(settings)


def test_what_is_set_for_a_source_that_is_off_counts_for_nothing() -> None:
    settings = load({"WEBHOOK_MEDIA_OWN_ACCOUNTS": "44", "WEBHOOK_MEDIA_PER_MINUTE": "x"}, None)
    assert (settings.webhook_own_accounts, settings.webhook_per_minute) == ({}, {})


@pytest.mark.parametrize(("value", "words"), [("x", "must be a whole number"), ("0", "must be 1 or more")])
def test_a_pace_that_is_none_is_refused_by_its_name(value: str, words: str) -> None:
    told = faults({"WEBHOOK_MEDIA_SECRET": KEY, "WEBHOOK_MEDIA_PER_MINUTE": value})
    assert told == [f"WEBHOOK_MEDIA_PER_MINUTE: {words}."]


def test_the_outgoing_secret_is_no_source() -> None:
    assert load({"PUBLISH_WEBHOOK_SECRET": KEY}, None).webhook_secrets == {}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("PORT=1\nHOST=0.0.0.0\n", encoding="utf-8")
    settings = load({"PORT": "2"}, env_file)
    assert (settings.port, settings.host) == (2, "0.0.0.0")


def test_a_dollar_in_a_secret_stays_as_it_is(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("OPENAI_API_KEY='a${HOME}b'\n", encoding="utf-8")
    key = load({}, env_file).openai_api_key
    assert key is not None
    assert key.get_secret_value() == "a${HOME}b"


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{KEY}\n", encoding="utf-8")
    settings = load({"WEBHOOK_GENERIC_SECRET_FILE": str(tmp_path / "secret")}, None)
    assert settings.webhook_secrets["generic"][0].get_secret_value() == KEY


def test_a_secret_file_that_cannot_be_read_is_a_fault() -> None:
    told = faults({"OPENAI_API_KEY_FILE": "/nowhere/key"})
    assert told == ["OPENAI_API_KEY_FILE: cannot read /nowhere/key (FileNotFoundError)."]


def test_a_settings_file_that_is_not_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\xfe")
    assert [
        one.endswith("cannot be read (UnicodeDecodeError).") for one in faults({}, tmp_path / ".env")
    ] == [True]


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load({}, None).port = 1  # type: ignore[misc]


def test_a_complete_set_can_serve() -> None:
    assert serve_faults(load(COMPLETE, None)) == []


@pytest.mark.parametrize("name", [name for name in COMPLETE if name != "WEBHOOK_GENERIC_SECRET"])
def test_serving_without_a_needed_setting_is_refused_by_its_name(name: str) -> None:
    rest = {key: value for key, value in COMPLETE.items() if key != name}
    assert [one.split(" ")[0] for one in serve_faults(load(rest, None))] == [name]


def test_a_source_is_not_needed_for_people_can_bring_complaints_from_slack() -> None:
    assert serve_faults(load({**COMPLETE, "WEBHOOK_GENERIC_SECRET": ""}, None)) == []


def test_http_mode_needs_no_app_token() -> None:
    http = {**COMPLETE, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "s"}
    settings = load(http, None)
    assert (serve_faults(settings), settings.uses_socket_mode) == ([], False)


def test_two_doors_cannot_share_one_port() -> None:
    told = serve_faults(load({**COMPLETE, "PORT": "9000", "OPS_PORT": "9000"}, None))
    assert told == ["OPS_PORT is the same as PORT: give them different numbers."]


def test_unsigned_publishing_is_refused() -> None:
    told = serve_faults(load({**COMPLETE, "PUBLISH_WEBHOOK_URL": "https://example.com/"}, None))
    assert [one.split(" ")[0] for one in told] == ["PUBLISH_WEBHOOK_SECRET"]


def test_what_is_wrong_and_what_is_missing_are_told_together() -> None:
    with pytest.raises(SettingsFault) as wrong:
        load({"PORT": "eighty", "SLACK_CHANNEL": "#care"}, None, serve_faults)

    named = [fault.split(":")[0].split(" ")[0] for fault in wrong.value.faults]
    assert named == ["PORT", "SLACK_CHANNEL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
