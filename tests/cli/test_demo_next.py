"""The end of the tour: what is set up is told by name, and no secret is."""

import json
from pathlib import Path

import pytest

from bot.cli.demo_next import NO_FILE, found_lines, now_in_your_slack
from bot.settings import load
from bot.slack.manifest import manifest, new_app_link

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-111-very-secret",
    "SLACK_APP_TOKEN": "xapp-1-very-secret",
    "OPENAI_API_KEY": "sk-very-secret",
    "BLUESKY_APP_PASSWORD": "very-secret-app-word",
    "WEBHOOK_GENERIC_SECRET": "a-long-and-very-secret-word",
}
PLAIN = {
    "SLACK_CHANNEL": "C0123ABCD",
    "SLACK_APPROVERS": "U0123ABCD,U0456EFGH",
    "BLUESKY_HANDLE": "acme.example",
}


def told(environ: dict[str, str]) -> str:
    return "\n".join(f"{line.status}: {line.what}" for line in found_lines(load(environ, None)))


def test_with_nothing_set_up_it_says_what_is_missing_and_what_is_fine_as_it_is() -> None:
    words = told({})
    assert "warning: Slack tokens: SLACK_BOT_TOKEN and SLACK_APP_TOKEN not set." in words
    assert "warning: People: nobody may approve yet." in words
    assert "ok: Publishing: by hand." in words
    assert "ok: Language model: none" in words


def test_what_is_set_up_is_told_by_name_and_without_a_secret() -> None:
    words = told(SECRETS | PLAIN)
    assert "ok: Slack tokens: SLACK_BOT_TOKEN and SLACK_APP_TOKEN set." in words
    assert "ok: People: 2 approvers, 0 managers" in words
    assert "ok: Publishing: Bluesky; everywhere else by hand." in words
    assert "Generic" in words
    assert "secret" not in words


def test_the_link_is_that_of_the_manifest_command(tmp_path: Path) -> None:
    shown = now_in_your_slack(tmp_path / ".env")
    assert shown["link"] == new_app_link(manifest())
    assert shown["found"][0]["what"] == NO_FILE


def test_a_file_with_faults_is_told_by_its_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNDO_SECONDS", raising=False)
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-very-secret\nUNDO_SECONDS=soon\n", encoding="utf-8")
    shown = json.dumps(now_in_your_slack(file))
    assert "UNDO_SECONDS" in shown
    assert "very-secret" not in shown
