"""The desk from the shell: what waits is listed, and publishing is paused and resumed while Slack is down."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import amends
from bot.store import pauses
from bot.store.database import Database
from tests.builders import NOON, a_mention, put_draft


@pytest.fixture
def url(sqlite_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation with one waiting draft."""
    path = tmp_path / "amends.db"
    path.write_bytes(Path(sqlite_template).read_bytes())
    url = f"sqlite:///{path}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    asyncio.run(_put(url))
    return url


async def _put(url: str) -> None:
    database = Database(url)
    async with database.writing() as session:
        await put_draft(session, mention=a_mention("1", text="My bag is gone.\x1b[31m"))
    await database.close()


async def _is_paused(url: str) -> bool:
    database = Database(url)
    async with database.reading() as session:
        found = await pauses.current(session, NOON.replace(year=2027))
    await database.close()
    return found is not None


def run(*arguments: str) -> Result:
    return CliRunner().invoke(amends, list(arguments))


def test_the_queue_is_listed_and_strangers_cannot_steer_the_screen(url: str) -> None:
    ran = run("queue")

    assert ran.exit_code == 0
    assert "1 waits:" in ran.stdout
    assert "My bag is gone." in ran.stdout
    assert "\x1b" not in ran.stdout


def test_the_queue_is_given_to_other_programs(url: str) -> None:
    (entry,) = [json.loads(one) for one in run("queue", "--json").stdout.splitlines()]

    assert (entry["state"], entry["severity"]) == ("waiting", 2)


def test_publishing_is_paused_and_resumed(url: str) -> None:
    assert run("pause", "The", "letters", "are", "wrong.").exit_code == 0
    assert asyncio.run(_is_paused(url))
    told = run("queue").stdout
    assert "Publishing is paused since" in told
    assert "kept back meanwhile: 0" in told
    assert run("resume").exit_code == 0
    assert not asyncio.run(_is_paused(url))


def test_what_changes_nothing_says_so(url: str) -> None:
    ran = run("resume")

    assert ran.exit_code == 1
    assert "not paused" in ran.stderr


def test_a_span_that_is_none_is_told(url: str) -> None:
    ran = run("pause", "--for", "soon", "Because.")

    assert ran.exit_code == 2
    assert "30m, 2h or 1d" in ran.stderr


def test_without_a_database_the_next_step_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")

    ran = run("queue")

    assert ran.exit_code == 1
    assert "amends serve" in ran.stderr
