"""The brake: while it is pulled nothing goes out, nothing is lost, and old approvals are asked for again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.models import Clock, ClockKind, Draft, DraftState, MessageKind, Pause, Publication, SlackMessage
from bot.oncall.plan import Subject, plan
from bot.pausing import SHELL, Pausing, span_of
from bot.ports import Answer, Done, Refused
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, Team
from tests.publishing.test_publishing import UNDO_OVER, Scene, scene

__all__ = ["scene"]


@pytest.fixture
def brake(database: Database, scene: Scene) -> Pausing:
    numbers = iter("abcdefgh")
    return Pausing(database, scene.team, CHANNEL, lambda: next(numbers))


async def pull(brake: Pausing, until: datetime | None = None, at: datetime = NOON) -> Answer:
    return await brake.pause(COLE, "The refund letters are wrong.", until, at)


async def test_nothing_goes_out_while_it_is_paused(scene: Scene, brake: Pausing) -> None:
    await pull(brake)

    await scene.attend(UNDO_OVER)
    await scene.attend(timedelta(minutes=2))

    assert scene.network.calls == []
    assert (await scene.one(Draft)).state is DraftState.SCHEDULED


async def test_it_goes_out_when_a_manager_resumes(scene: Scene, brake: Pausing) -> None:
    await pull(brake)
    await scene.attend(UNDO_OVER)

    await brake.resume(MAYA, scene.now)
    await scene.attend()

    assert len(scene.network.calls) == 1


async def test_what_waited_long_is_approved_anew(scene: Scene, brake: Pausing) -> None:
    await pull(brake)
    await scene.attend(UNDO_OVER)

    await brake.resume(MAYA, scene.now + timedelta(minutes=31))
    await scene.attend(timedelta(minutes=31))

    assert scene.network.calls == []
    draft = await scene.one(Draft)
    assert draft.state is DraftState.WAITING
    assert "approve it anew" in str(draft.problem)


async def test_it_ends_by_itself(scene: Scene, brake: Pausing) -> None:
    await pull(brake, until=NOON + timedelta(minutes=5))
    await scene.attend(UNDO_OVER)

    assert await brake.end_over(NOON + timedelta(minutes=4)) == 0
    assert await brake.end_over(NOON + timedelta(minutes=5)) == 1
    await scene.attend(timedelta(minutes=5))

    assert len(scene.network.calls) == 1
    assert (await scene.one(Pause)).resumed_by is not None


async def test_nobody_is_paged_for_what_the_brake_keeps_back(scene: Scene, brake: Pausing) -> None:
    await pull(brake)
    await scene.attend(UNDO_OVER)
    draft, publication = await scene.one(Draft), await scene.one(Publication)
    clock = Clock(id="c", subject_id=publication.id, kind=ClockKind.SEND_DEADLINE, step="1", due_at=NOON)

    assert plan(clock, Subject(draft, publication=publication), NOON) is None
    free = Publication.model_validate(publication.model_dump() | {"held_since": None})
    assert plan(clock, Subject(draft, publication=free), NOON) is not None


async def test_everybody_sees_who_paused_and_why(scene: Scene, brake: Pausing) -> None:
    await pull(brake)

    async with scene.database.reading() as session:
        row = await session.get_one(SlackMessage, "paused:a")
    assert (row.kind, row.audience) == (MessageKind.PAUSED, CHANNEL)
    assert (row.args["by"], row.args["reason"]) == (COLE, "The refund letters are wrong.")


async def test_a_second_pull_and_a_second_release_change_nothing(brake: Pausing) -> None:
    await pull(brake)
    assert isinstance(await pull(brake), Refused)

    assert await brake.resume(MAYA, NOON) == Done(say="Publishing goes on.")
    assert isinstance(await brake.resume(MAYA, NOON), Refused)


@pytest.mark.parametrize("user", [OLIVE, "U0GUEST"])
async def test_only_the_team_pulls_it(brake: Pausing, user: str) -> None:
    assert isinstance(await brake.pause(user, "Because.", None, NOON), Refused)
    assert await brake.current(NOON) is None


@pytest.mark.parametrize("user", [ANN, COLE, OLIVE])
async def test_only_a_manager_lets_go(brake: Pausing, user: str) -> None:
    await pull(brake)

    assert isinstance(await brake.resume(user, NOON), Refused)
    assert await brake.current(NOON) is not None


async def test_the_shell_may_do_both_because_slack_may_be_down(brake: Pausing) -> None:
    brake = replace(brake, directory=Team())

    assert isinstance(await brake.pause(SHELL, "Slack is down.", None, NOON), Done)
    assert isinstance(await brake.resume(SHELL, NOON), Done)


async def test_a_reason_is_asked_for(brake: Pausing) -> None:
    assert isinstance(await brake.pause(ANN, " \n", None, NOON), Refused)


@pytest.mark.parametrize(
    ("word", "span"),
    [
        ("30m", timedelta(minutes=30)),
        ("2H", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("8d", None),
        ("0m", None),
        ("m", None),
        ("soon", None),
    ],
)
def test_spans_are_read_as_people_type_them(word: str, span: timedelta | None) -> None:
    assert span_of(word) == span
