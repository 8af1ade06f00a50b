"""The commands an operator types: short help, plain words, honest exit codes."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from sqlalchemy import create_engine, text

from bot.cli.main import CAPTIONS, amends
from bot.store.database import Database
from tests.audit.record_rows import fill
from tests.cli.answers import Answers, healthy
from tests.cli.conftest import Run

PRESENT = amends.list_commands(click.Context(amends))


def put_record(home: Path) -> str:
    """A migrated database with a record in it; its address."""

    async def put(url: str) -> None:
        database = Database(url)
        await database.migrate()
        await fill(database)
        await database.close()

    url = f"sqlite:///{home}/amends.db"
    asyncio.run(put(url))
    return url


def test_help_is_quick_for_it_imports_no_command() -> None:
    help = "import sys; from bot.cli.main import amends; amends(['-h'], standalone_mode=False)"
    ran = subprocess.run(
        [sys.executable, "-c", f"{help}; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    loaded = ran.stdout.splitlines()[-1].split()
    assert "click" in loaded
    assert {"sqlalchemy", "fastapi", "dbos", "slack_sdk", "openai", "httpx2"} & set(loaded) == set()


@pytest.mark.parametrize("name", PRESENT)
def test_a_caption_is_the_first_sentence_of_the_commands_own_help(name: str) -> None:
    command = amends.get_command(click.Context(amends), name)
    assert command is not None
    assert (command.help or "").splitlines()[0] == CAPTIONS[name]


def test_help_lists_every_command_that_is_there(run: Run) -> None:
    listed = run("-h").output
    assert [name for name in PRESENT if f"  {name} " not in listed] == []


def test_an_unknown_command_is_refused(run: Run) -> None:
    assert run("fly").exit_code == 2


def test_faulty_settings_are_told_all_together_and_exit_with_2(run: Run) -> None:
    result = run("migrate", PORT="x", SLACK_CHANNEL="help")
    assert result.exit_code == 2
    assert "PORT: must be a whole number." in result.stderr
    assert "SLACK_CHANNEL: 'help' is not a channel id" in result.stderr


def test_migrating_says_the_version_and_does_no_harm_twice(run: Run, home: Path) -> None:
    first, second = run("migrate"), run("migrate")
    assert first.exit_code == second.exit_code == 0
    assert first.output == second.output
    assert (home / "amends.db").exists()


def test_a_database_that_is_not_there_is_told_without_a_traceback(run: Run) -> None:
    result = run("export", "--audit", DATABASE_URL="postgresql://amends:canary@127.0.0.1:1/x")
    assert result.exit_code == 1
    assert "The database does not answer" in result.stderr
    assert "canary" not in result.output


def test_exporting_from_nothing_is_told_and_makes_nothing(run: Run, home: Path) -> None:
    assert run("export", "--audit").exit_code == 1
    assert list(home.iterdir()) == []


def test_a_whole_record_is_written_out_one_entry_a_line(run: Run, home: Path) -> None:
    put_record(home)
    result = run("export", "--audit", "--out", "record.jsonl")
    entries = [json.loads(line) for line in (home / "record.jsonl").read_text().splitlines()]
    assert (result.exit_code, len(entries)) == (0, 9)
    assert "The record is whole: 9 entries in 3 chains, 2 seals." in result.stderr


def test_the_record_goes_to_the_screen_when_no_file_is_named(run: Run, home: Path) -> None:
    put_record(home)
    result = run("export", "--audit")
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == 9


def test_a_record_that_was_tampered_with_fails_the_export(run: Run, home: Path) -> None:
    with create_engine(put_record(home)).begin() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS audit_entry_no_update"))
        connection.execute(text("UPDATE audit_entry SET actor = 'U0EVIL' WHERE id = 4"))
    result = run("export", "--audit")
    assert result.exit_code == 1
    assert "m1, entry 2: it was changed after it was written." in result.stderr
    assert "The record is NOT whole" in result.stderr


def test_a_complete_set_up_passes_the_check(run: Run, home: Path, answers: Answers) -> None:
    put_record(home)
    result = run("check", **COMPLETE, SLACK_API_URL=healthy(answers).url)
    assert "fault " not in result.output
    assert result.exit_code == 0


def test_an_empty_set_up_fails_the_check_with_advice(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 1
    assert "Approvers: nobody may approve." in result.output
    assert "On call: nobody will be woken at night." in result.output
    assert "SLACK_BOT_TOKEN is missing" in result.output


def test_the_check_makes_nothing(run: Run, home: Path) -> None:
    run("check")
    assert list(home.iterdir()) == []


def test_no_secret_is_printed_by_the_check(run: Run, answers: Answers) -> None:
    result = run("check", **COMPLETE, SLACK_API_URL=answers.url)
    assert [
        value
        for name, value in COMPLETE.items()
        if "TOKEN" in name or "SECRET" in name
        if value in result.output
    ] == []


def test_the_manifest_can_be_piped_and_the_link_stands_beside_it(run: Run) -> None:
    result = run("manifest")
    assert result.stdout.startswith("_metadata:")
    assert "https://api.slack.com/apps?new_app=1" not in result.stdout
    assert "https://api.slack.com/apps?new_app=1" in result.stderr


def test_http_mode_needs_an_address_that_slack_can_call(run: Run) -> None:
    assert run("manifest", "--http", "http://example.com").exit_code == 2
    assert "https://example.com/slack/events" in run("manifest", "--http", "https://example.com").stdout


def test_it_runs_as_a_module() -> None:
    ran = subprocess.run([sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("Usage: amends")


COMPLETE = {
    "SLACK_BOT_TOKEN": "xoxb-canary-1",
    "SLACK_APP_TOKEN": "xapp-canary-2",
    "SLACK_CHANNEL": "C0CARE",
    "PORT": "0",
    "OPS_PORT": "0",
    "SLACK_APPROVERS": "U0ANN",
    "SLACK_ONCALL": "S0CALL",
    "WEBHOOK_GENERIC_SECRET": "canary-3-canary-3-canary",
}
