"""A folder of its own for each command, and servers on loopback that answer like the real ones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import amends
from bot.settings import variables
from tests.cli.answers import Answers

Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to run in, with no setting in the environment."""
    for variable in variables():
        monkeypatch.delenv(variable.name, raising=False)
        monkeypatch.delenv(f"{variable.name}_FILE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(home: Path) -> Run:
    """Runs `amends` with arguments and, by keyword, environment variables."""

    def invoke(*arguments: str, **environ: str) -> Result:
        return CliRunner().invoke(amends, arguments, env=environ)

    return invoke


@pytest.fixture
def answers() -> Iterator[Answers]:
    """A server that answers as told."""
    server = Answers()
    yield server
    server.close()
