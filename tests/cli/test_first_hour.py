"""What goes wrong in the first hour says what it is and what to do: in `init`, `check` and `serve`."""

import ast
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.cli.check_machine import WRITE_ADVICE, database_facts, database_lines
from bot.cli.check_ports import port_facts, port_lines
from bot.cli.first_look import say_what_is_wrong
from bot.cli.lines import Status
from bot.sandbox.cast import BOT_USER
from bot.sandbox.methods import DEFAULT_SCOPES
from bot.sandbox.server import APP_TOKEN, BOT_TOKEN, Sandbox
from bot.settings import Settings
from bot.web.listen import listening
from tests.cli.conftest import Run
from tests.cli.newcomer import EVERYTHING, HOME, Newcomer, rooms
from tests.house import free_port

UNWRITABLE = Path("/proc")
"""Where nobody makes files, not even root."""
TEN_MINUTES = 600.0
BACKEND = str(Path(bot.__file__).parents[1] / ".ci" / "backend.py")
"""What pip asks to build the package."""


@pytest.fixture
async def newcomer(home: Path) -> AsyncIterator[Newcomer]:
    """Nothing set up yet, and a workspace in which the app is nowhere."""
    async with Sandbox(channels=rooms(), rate_limits="off") as sandbox:
        yield Newcomer(sandbox)


# The tokens


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("xapp-1-A0SAND-1-x", "This is an app-level token (xapp-…); the bot token starts with xoxb-."),
        ("xoxp-1", "This is a user token (xoxp-…); the bot token starts with xoxb-."),
        ("12345", "This is no bot token; it starts with xoxb- and stands under OAuth & Permissions."),
        ("xoxb-other", "Slack does not take this bot token (invalid_auth)."),
    ],
)
async def test_a_wrong_bot_token_is_told_and_asked_for_again(
    newcomer: Newcomer, typed: str, words: str
) -> None:
    result = await newcomer.run(typed, BOT_TOKEN)

    assert words in result.output
    assert "Connected to Sandbox as @amends." in result.output
    assert typed not in result.output or typed == "12345"


async def test_a_bot_token_in_the_place_of_the_other_is_told(newcomer: Newcomer) -> None:
    result = await newcomer.run_and_invite(BOT_TOKEN, BOT_TOKEN, APP_TOKEN)

    assert "This is a bot token (xoxb-…); the app-level token starts with xapp-." in result.output
    assert "Socket Mode is open" in result.output


async def test_a_revoked_token_says_to_install_the_app_again(newcomer: Newcomer) -> None:
    newcomer.sandbox.fail("auth.test", error="token_revoked")

    result = await newcomer.run(BOT_TOKEN)

    assert "(token_revoked)" in result.output
    assert "install it again" in result.output


async def test_two_tokens_of_different_apps_are_told(home: Path) -> None:
    token = "xapp-1-A0OTHER-1-x"
    async with Sandbox(channels=rooms(), app_token=token) as sandbox:
        result = await Newcomer(sandbox).run(BOT_TOKEN, token)

    assert "The two tokens belong to different apps." in result.output


async def test_a_missing_scope_says_which_and_goes_on_once_it_is_there(home: Path) -> None:
    async with Sandbox(channels=rooms(), scopes=DEFAULT_SCOPES - {"usergroups:read"}) as sandbox:
        result = await Newcomer(sandbox).run(BOT_TOKEN)

    assert "the app lacks the scopes usergroups:read." in result.output
    assert "install the app again" in result.output


def test_a_slack_that_does_not_answer_says_to_look_at_the_network(home: Path, run: Run) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/"
    result = run("init", "--no-browser", SLACK_API_URL=nobody, SLACK_BOT_TOKEN=BOT_TOKEN)

    assert "Look at the network, the proxy and SLACK_API_URL." in result.output


# The clock


async def test_a_clock_that_is_ten_minutes_off_is_told_by_init(home: Path) -> None:
    async with Sandbox(channels=rooms(), clock=lambda: time.time() + TEN_MINUTES) as sandbox:
        result = await Newcomer(sandbox).run(BOT_TOKEN)

    assert "s away from Slack's." in result.output
    assert "Switch on time synchronisation" in result.output


# Ports, folders and files


async def test_a_port_that_another_program_has_is_told() -> None:
    with taken() as port:
        lines = port_lines(await port_facts(Settings(port=port, ops_port=free_port())))

    assert [line.what for line in lines] == [f"Ports: {port} is taken by another program."]
    assert "set PORT to another number" in lines[0].advice


async def test_ports_that_amends_itself_has_are_well() -> None:
    async def healthz(scope: Any, receive: Any, send: Any) -> None:
        head = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        body = b'{"status": "ok", "stuck": [], "late": []}'
        await send({"type": "http.response.body", "body": body})

    async with listening(healthz, "127.0.0.1", 0) as port:
        lines = port_lines(await port_facts(Settings(port=port, ops_port=port)))

    assert [(line.status, line.what) for line in lines] == [(Status.OK, "Ports: Amends runs here already.")]


async def test_an_address_that_is_not_this_machines_is_told() -> None:
    lines = port_lines(await port_facts(Settings(host="192.0.2.1", port=8000, ops_port=0)))

    assert "nobody can listen on 192.0.2.1:8000" in lines[0].what


async def test_a_database_in_a_folder_without_rights_is_told_by_check() -> None:
    lines = database_lines(await database_facts(f"sqlite:///{UNWRITABLE}/amends.db"))

    assert [(line.status, line.advice) for line in lines] == [(Status.FAULT, WRITE_ADVICE)]


def test_init_says_so_before_its_first_question(run: Run) -> None:
    result = run("init", DATABASE_URL=f"sqlite:///{UNWRITABLE}/amends.db")

    assert result.exit_code == 1
    assert WRITE_ADVICE in result.output
    assert "1 of 6" not in result.output


async def test_init_ends_by_naming_a_port_that_is_taken(newcomer: Newcomer) -> None:
    with taken() as port:
        newcomer.environ["PORT"] = str(port)
        result = await newcomer.run_and_invite(*EVERYTHING)

    assert result.exit_code == 0, result.output
    assert f"Ports: {port} is taken by another program." in result.output


def test_a_settings_file_that_cannot_be_written_is_told_before_the_first_question(
    run: Run, home: Path
) -> None:
    (home / ".env").mkdir()

    result = run("init")

    assert result.exit_code == 2
    assert ".env: cannot be written" in result.output
    assert "1 of 6" not in result.output


# The service


SERVING = {
    "SLACK_BOT_TOKEN": BOT_TOKEN,
    "SLACK_APP_TOKEN": APP_TOKEN,
    "SLACK_CHANNEL": HOME,
    "PORT": "0",
    "OPS_PORT": "0",
}


@contextmanager
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield int(other.getsockname()[1])


def test_serve_names_the_port_that_another_program_has(run: Run, home: Path) -> None:
    with taken() as port:
        result = run("serve", **{**SERVING, "PORT": str(port)})

    assert result.exit_code == 2
    assert f"{port} is taken by another program. Stop that program, or set PORT" in result.stderr
    assert os.listdir(home) == []


def test_serve_names_the_folder_in_which_it_may_not_write(run: Run) -> None:
    result = run("serve", **SERVING, DATABASE_URL=f"sqlite:///{UNWRITABLE}/amends.db")

    assert result.exit_code == 2
    assert f"DATABASE_URL: {UNWRITABLE}/amends.db cannot be written" in result.stderr


def test_serve_tells_swapped_tokens_before_it_starts(run: Run) -> None:
    result = run("serve", **{**SERVING, "SLACK_BOT_TOKEN": APP_TOKEN, "SLACK_APP_TOKEN": BOT_TOKEN})

    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN: this is an app-level token" in result.stderr
    assert "SLACK_APP_TOKEN: this is a bot token" in result.stderr


def desk_of(sandbox: Sandbox, **more: Any) -> Settings:
    """The settings of a desk in that workspace."""
    given = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN, "slack_channel": HOME}
    return Settings.model_validate({**given, "slack_api_url": sandbox.api_url, **more})


@pytest.mark.parametrize(
    ("strange", "changes", "words"),
    [
        (
            {},
            {"slack_bot_token": "xoxb-other"},
            "refuses SLACK_BOT_TOKEN (invalid_auth). Copy the whole token",
        ),
        ({}, {"slack_app_token": "xapp-other"}, "refuses SLACK_APP_TOKEN for Socket Mode (invalid_auth)."),
        (
            {"scopes": DEFAULT_SCOPES - {"users:read"}},
            {},
            "lacks the scopes users:read. Run: amends manifest",
        ),
        ({"channels": rooms()}, {}, "the app is not in #apologies. In #apologies, write: /invite @amends"),
        ({"clock": lambda: time.time() + TEN_MINUTES}, {}, "s away from Slack's. Switch on time synchr"),
    ],
    ids=["bot token", "app token", "scope", "channel", "clock"],
)
async def test_serve_says_in_its_log_what_slack_refuses_and_goes_on(
    caplog: pytest.LogCaptureFixture, strange: dict[str, Any], changes: dict[str, Any], words: str
) -> None:
    async with Sandbox(**{"channels": rooms(BOT_USER), **strange}) as sandbox:
        await say_what_is_wrong(desk_of(sandbox, **changes))

    assert words in " ".join(caplog.messages)
    assert {record.levelname for record in caplog.records if record.name == "amends"} == {"ERROR"}


async def test_serve_says_nothing_when_all_is_well(caplog: pytest.LogCaptureFixture) -> None:
    async with Sandbox(channels=rooms(BOT_USER)) as sandbox:
        await say_what_is_wrong(desk_of(sandbox))

    assert [record for record in caplog.records if record.name == "amends"] == []


# Python


@pytest.mark.parametrize(
    "act", ["runpy.run_module('bot', run_name='__main__')", f"runpy.run_path({BACKEND!r})"]
)
@pytest.mark.parametrize("version", [(3, 6, 15), (3, 9, 18), (3, 10, 13)])
def test_an_old_python_is_told_in_one_sentence(version: tuple[int, int, int], act: str) -> None:
    told = f"import sys, runpy; sys.version_info = {(*version, 'final', 0)}"
    ran = subprocess.run(
        [sys.executable, "-c", f"{told}; {act}"], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 1
    assert ran.stderr.startswith(f"Amends needs Python 3.11 or newer; this is {version[0]}.{version[1]}.")
    assert len(ran.stderr.splitlines()) == 1


def test_an_old_python_can_read_as_far_as_that_sentence() -> None:
    package = Path(bot.__file__).parent
    for path in (package / "__init__.py", package / "__main__.py", Path(BACKEND)):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 6))
