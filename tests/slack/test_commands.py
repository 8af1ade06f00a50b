"""`/amends`: every word is answered, to its reader alone, and says what to do next."""

from datetime import timedelta

import pytest

from bot.models import DraftState, Severity
from bot.slack.ids import Action
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE
from tests.slack.line import Line
from tests.slack.views import labels, shown
from tests.slack.watch import Watch


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def says(line: Line, typed: str, words: str, user: str = ANN) -> str:
    await line.sandbox.slash(user, CHANNEL, typed)
    return shown((await line.told(words, user))["blocks"])


async def test_queue_lists_the_most_urgent_first_and_leads_into_the_form(line: Line) -> None:
    for number in range(12):
        await line.put(f"n{number:02}")
    await line.put("worst", severity=Severity.HIGH)

    words = await says(line, "queue", "*13 wait*")

    assert words.index("Trouble worst.") < words.index("Trouble n")
    assert "and 3 more" in words
    note = await line.told("*13 wait*")
    await line.sandbox.click(ANN, CHANNEL, note["ts"], Action.START_QUEUE)
    await line.sandbox.wait_for(lambda: line.sandbox.views(ANN))
    assert await line.shows("Trouble worst.")


async def test_queue_says_that_nothing_waits(line: Line) -> None:
    assert await says(line, "queue", "Nothing waits. Well done.")


async def test_mine_lists_what_is_taken_and_says_what_to_do_without(line: Line) -> None:
    await line.put("taken", assignee=ANN, taken_at=NOON, lease_until=NOON + timedelta(minutes=9))

    assert "Trouble taken." in await says(line, "mine", "Yours:")
    assert await says(line, "mine", "You have taken nothing", COLE)


async def test_oncall_names_who_is_called(line: Line) -> None:
    assert f"<@{COLE}>" in await says(line, "oncall", "On call now")


async def test_pause_and_resume_work_and_each_refusal_is_told(line: Line, watch: Watch) -> None:
    assert await says(line, "pause", "Please say why")
    assert await says(line, "pause because", "Only the support team", OLIVE)
    assert await says(line, "pause 30m The letters are wrong", "Publishing is paused.")
    assert await says(line, "pause Again", "paused already")
    assert await says(line, "resume", "Only a manager can let publishing go on")
    assert await line.deps.brake.current(watch()) is not None

    assert await says(line, "resume", "Publishing goes on.", MAYA)
    assert await says(line, "resume", "not paused", MAYA)


async def test_a_pause_that_was_typed_with_its_length_ends_by_itself(line: Line, watch: Watch) -> None:
    await says(line, "pause 2h The letters are wrong", "Publishing is paused.")

    watch.turn(2 * 3_600 + 1)

    assert await line.deps.brake.current(watch()) is None


async def test_stats_tell_the_last_days_and_a_pause(line: Line) -> None:
    await line.put("one", state=DraftState.DECLINED, decided_at=NOON, decided_by=ANN)
    await says(line, "pause The letters are wrong", "Publishing is paused.")

    words = await says(line, "stats", "The last 7 days")

    assert "1 mention, 0 answered" in words
    assert "Publishing is paused" in words


async def test_incident_says_honestly_that_nothing_is_grouped(line: Line) -> None:
    assert await says(line, "incident", "No incident is open")


@pytest.mark.parametrize(
    ("typed", "meant"), [("nxt", "/amends next"), ("que", "/amends queue"), ("PAUZE now", "/amends pause")]
)
async def test_a_slip_is_answered_with_the_nearest_command(line: Line, typed: str, meant: str) -> None:
    words = await says(line, typed, "There is no such command")

    assert f"Did you mean *{meant}*?" in words


async def test_a_word_from_nowhere_gets_help_and_is_not_repeated(line: Line) -> None:
    words = await says(line, "<!channel> *boo*", "There is no such command")

    assert "works through the queue" in words
    assert "boo" not in words


async def test_help_names_every_command(line: Line) -> None:
    words = await says(line, "help", "works through the queue")

    for command in ("next", "queue", "mine", "oncall", "pause", "resume", "fact", "incident", "stats"):
        assert f"*{command}" in words


async def test_the_list_of_the_queue_has_its_two_ways_on(line: Line) -> None:
    for number in range(3):
        await line.put(f"n{number}", text=f"Sorry about {'abc'[number] * 40}.")

    await says(line, "queue", "*3 wait*")

    assert labels((await line.told("*3 wait*"))["blocks"]) == ["Start", "Answer 3 alike…"]
