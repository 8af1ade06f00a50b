"""The brake in Slack: anybody on the team pulls it, everybody sees it, and a manager lets go."""

import pytest

from bot.slack.ids import Action
from tests.builders import ANN, CHANNEL, COLE, MAYA, OLIVE
from tests.slack.line import Line
from tests.slack.views import labels, shown
from tests.slack.watch import Watch


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def pull(line: Line, user: str = COLE, **answers: str) -> None:
    """By the form of Home."""
    await line.sandbox.open_home(user)
    await line.sandbox.wait_for(lambda: line.sandbox.home(user))
    await line.sandbox.click_in_home(user, Action.PAUSE)
    await line.sandbox.wait_for(lambda: line.sandbox.views(user))
    values = {"because": "The letters are wrong."} | answers
    await line.sandbox.submit(user, line.view(user)["id"], values)


async def channel_shows(line: Line, words: str) -> str:
    """The message that everybody sees; its timestamp."""
    await line.desk.render_due()
    (message,) = line.sandbox.messages(CHANNEL)
    assert words in shown(message["blocks"])
    return str(message["ts"])


@pytest.mark.parametrize("user", [ANN, COLE, MAYA])
async def test_anybody_on_the_team_pulls_it_with_a_reason(line: Line, watch: Watch, user: str) -> None:
    await pull(line, user)
    await line.told("Publishing is paused", user)

    pause = await line.deps.brake.current(watch())
    assert pause is not None
    assert (pause.by, pause.reason) == (user, "The letters are wrong.")
    await channel_shows(line, "The letters are wrong.")


@pytest.mark.parametrize(("choice", "seconds"), [("30", 1_801), ("60", 3_601), ("180", 10_801)])
async def test_it_lets_go_by_itself_after_the_chosen_time(
    line: Line, watch: Watch, choice: str, seconds: float
) -> None:
    await pull(line, when=choice)
    await line.told("Publishing is paused", COLE)

    watch.turn(seconds - 2)
    assert await line.deps.brake.current(watch()) is not None
    watch.turn(2)
    assert await line.deps.brake.current(watch()) is None


async def test_without_an_end_it_holds_until_somebody_resumes(line: Line, watch: Watch) -> None:
    await pull(line, when="0")
    await line.told("Publishing is paused", COLE)

    watch.turn(6 * 24 * 3_600)

    assert await line.deps.brake.current(watch()) is not None


async def test_a_second_pull_is_told_and_keeps_the_words_that_were_typed(line: Line) -> None:
    await line.sandbox.open_home(COLE)
    await line.sandbox.wait_for(lambda: line.sandbox.home(COLE))
    await line.sandbox.click_in_home(COLE, Action.PAUSE)
    await line.sandbox.wait_for(lambda: line.sandbox.views(COLE))
    await line.sandbox.slash(ANN, CHANNEL, "pause I was faster")
    await line.told("Publishing is paused")

    await line.sandbox.submit(COLE, line.view(COLE)["id"], {"because": "The same letters."})

    told = await line.shows("paused already", COLE)
    assert "The same letters." in shown(told["blocks"])


async def test_the_button_under_the_message_lets_a_manager_go_on(line: Line, watch: Watch) -> None:
    await pull(line)
    await line.told("Publishing is paused", COLE)
    ts = await channel_shows(line, "Why:")

    await line.sandbox.click(MAYA, CHANNEL, ts, Action.RESUME)
    await line.told("Publishing goes on.", MAYA)

    assert await line.deps.brake.current(watch()) is None
    await channel_shows(line, "Publishing goes on")
    assert labels(line.sandbox.messages(CHANNEL)[0]["blocks"]) == []


@pytest.mark.parametrize("user", [ANN, COLE, OLIVE])
async def test_nobody_else_lets_go_and_is_told_whom_to_ask(line: Line, watch: Watch, user: str) -> None:
    await pull(line)
    await line.told("Publishing is paused", COLE)
    ts = await channel_shows(line, "Why:")

    await line.sandbox.click(user, CHANNEL, ts, Action.RESUME)

    note = shown((await line.told("Only a manager can let publishing go on", user))["blocks"])
    assert f"<@{MAYA}>" in note
    assert await line.deps.brake.current(watch()) is not None
