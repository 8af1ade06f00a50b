"""A ladder is climbed step by step until somebody takes it, and ends loudly when nobody ever does."""

from datetime import UTC, time, timedelta
from typing import Any

import pytest

from bot.approval import Approvals
from bot.models import (
    Climb,
    ClimbState,
    ClockKind,
    DraftState,
    Mention,
    MessageKind,
    Outcome,
    Severity,
    StandInRow,
    Summons,
)
from bot.oncall.calling import MOST_MESSAGES
from bot.ports import Done
from bot.rota import Hours, Rules
from bot.rota.ladders import Ladder, ladder_of
from bot.rota.rotations import rotations_of
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, SAM, Team, click, plain_check
from tests.oncall.desk import Desk

MINUTE = timedelta(minutes=1)
ROTATIONS = rotations_of({"primary": {"people": [SAM, ANN], "handoff": "14:00", "every": "1d"}})
STEPS: list[dict[str, Any]] = [
    {"after": 0, "notify": ["S0SOCIAL"]},
    {"after": 10, "notify": ["primary"]},
    {"after": 20, "notify": [MAYA, "pagerduty"]},
]


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database in the tests of clocks and of the journey."""
    return "sqlite"


def a_ladder(steps: list[dict[str, Any]] | None = None, **more: Any) -> Ladder:
    ladder = ladder_of({"steps": steps or STEPS, "wait": 30} | more, ROTATIONS)
    assert ladder is not None
    return ladder


async def climbing(
    database: Database, ladder: Ladder | None = None, *, hours: Hours | None = None, **changes: Any
) -> Desk:
    """A high post whose card was just made."""
    rules = Rules(hours or Hours(), ladder or a_ladder(), ROTATIONS)
    desk = Desk(database, rules=rules, phones=frozenset({"pagerduty"}))
    desk.groups = {"S0SOCIAL": frozenset({COLE})}
    await desk.put(**({"severity": Severity.HIGH} | changes))
    await desk.open()
    return desk


async def called(desk: Desk) -> list[tuple[int, list[str]]]:
    """Who was called, and how many minutes after noon."""
    rung = await desk.records("rung")
    return [(round((one.at - NOON) / MINUTE), one.data["people"]) for one in rung]


async def climb_of(desk: Desk) -> Climb:
    async with desk.database.reading() as session:
        return await session.get_one(Climb, desk.draft_id)


def the_approvals(database: Database) -> Approvals:
    return Approvals(database, Team(), plain_check, CHANNEL, timedelta(0), lambda: "a1")


async def test_each_step_calls_whom_it_names_at_its_time(database: Database) -> None:
    desk = await climbing(database)
    await desk.pass_time(NOON + 25 * MINUTE)
    assert await called(desk) == [(0, [COLE]), (10, [SAM]), (20, [MAYA])]
    lines = await desk.shown(MessageKind.PING)
    assert sorted((line.args["why"], *line.args["to"]) for line in lines) == [
        ("severity", "S0SOCIAL"),
        ("step", MAYA),
        ("step", SAM),
    ]


async def test_who_is_on_call_is_asked_when_the_step_fires(database: Database) -> None:
    desk = await climbing(database)
    await desk.pass_time(NOON + 5 * MINUTE)
    async with database.writing() as session:
        span: dict[str, Any] = {"begins": NOON + 8 * MINUTE, "ends": NOON + 12 * MINUTE}
        who: dict[str, Any] = {"rotation": "primary", "user": OLIVE, "made_by": ANN}
        session.add(StandInRow(id="s", made_at=NOON, **who, **span))
    await desk.pass_time(NOON + 10 * MINUTE)
    assert (await called(desk))[1] == (10, [OLIVE])


async def test_a_later_policy_does_not_change_a_ladder_that_is_being_climbed(database: Database) -> None:
    desk = await climbing(database)
    desk.rules = Rules(ladder=a_ladder([{"after": 0, "notify": [OLIVE]}]), rotations=ROTATIONS)
    await desk.pass_time(NOON + 25 * MINUTE)
    assert [people for _minute, people in await called(desk)] == [[COLE], [SAM], [MAYA]]


async def test_an_empty_level_is_skipped_at_once(database: Database) -> None:
    desk = await climbing(database)
    desk.groups = {}
    await desk.pass_time(NOON + 15 * MINUTE)
    assert await called(desk) == [(0, [SAM]), (10, [MAYA])]


async def test_a_ladder_that_leads_to_nobody_says_so_and_keeps_its_time(database: Database) -> None:
    desk = await climbing(database, a_ladder([{"after": 0, "notify": ["S0GONE"]}]))
    await desk.pass_time(NOON + 29 * MINUTE)
    (line,) = await desk.shown(MessageKind.PING)
    assert line.args["to"] == []
    assert (await desk.draft()).state == DraftState.WAITING


async def test_taking_it_stops_the_ladder_and_the_end_of_the_lease_begins_it_anew(database: Database) -> None:
    desk = await climbing(database)
    await desk.pass_time(NOON + 5 * MINUTE)
    taken = await the_approvals(database).take(click(desk.draft_id, ANN, at=NOON + 5 * MINUTE))
    assert isinstance(taken, Done)
    await desk.pass_time(NOON + 34 * MINUTE)
    assert await called(desk) == [(0, [COLE])]
    await desk.pass_time(NOON + 46 * MINUTE)
    assert (await called(desk))[1:] == [(35, [COLE]), (45, [SAM])]


async def test_handing_it_back_lets_its_clock_run_on_to_a_new_climb(database: Database) -> None:
    desk = await climbing(database, due_at=NOON + 60 * MINUTE)
    await desk.pass_time(NOON + 5 * MINUTE)
    at = NOON + 6 * MINUTE
    await the_approvals(database).take(click(desk.draft_id, ANN, at=NOON + 5 * MINUTE))
    assert isinstance(await the_approvals(database).release(click(desk.draft_id, ANN, at=at)), Done)
    await desk.pass_time(NOON + 61 * MINUTE)
    assert await called(desk) == [(0, [COLE]), (60, [COLE])]


async def test_a_snooze_holds_the_ladder_until_the_answer_is_due(database: Database) -> None:
    desk = await climbing(database, due_at=NOON + 60 * MINUTE)
    await desk.pass_time(NOON + 5 * MINUTE)
    snoozed = click(desk.draft_id, ANN, at=NOON + 5 * MINUTE)
    assert isinstance(await the_approvals(database).snooze(snoozed, NOON + timedelta(hours=3)), Done)
    await desk.pass_time(NOON + 71 * MINUTE)
    assert await called(desk) == [(0, [COLE]), (60, [COLE]), (70, [SAM])]


async def test_a_decision_ends_it_for_good(database: Database) -> None:
    desk = await climbing(database)
    await desk.pass_time(NOON + 5 * MINUTE)
    await the_approvals(database).decline(click(desk.draft_id, ANN, at=NOON + 5 * MINUTE), "Not about us")
    await desk.pass_time(NOON + timedelta(days=3))
    assert await called(desk) == [(0, [COLE])]


async def test_rounds_repeat_and_then_it_ends_loudly_in_sight_of_all(database: Database) -> None:
    desk = await climbing(database, a_ladder(repeat=1))
    await desk.pass_time(NOON + timedelta(hours=5))
    assert [minute for minute, _people in await called(desk)] == [0, 10, 20, 50, 60, 70]
    draft = await desk.draft()
    assert (draft.state, draft.decided_at) == (DraftState.EXPIRED, NOON + 100 * MINUTE)
    async with database.reading() as session:
        mention = await session.get_one(Mention, draft.id)
    assert (mention.outcome, (await climb_of(desk)).state) == (Outcome.EXPIRED, ClimbState.ENDED)
    (alarm,) = await desk.shown(MessageKind.ALARM)
    assert (alarm.audience, "nobody came" in alarm.args["text"]) == (CHANNEL, True)
    assert [one.args["decision"] for one in await desk.shown(MessageKind.DECISION)] == ["expired"]


async def test_what_ended_can_be_reopened_and_is_climbed_anew(database: Database) -> None:
    desk = await climbing(database)
    await desk.pass_time(NOON + timedelta(hours=2))
    at = NOON + timedelta(hours=4)
    assert isinstance(await the_approvals(database).reopen(click(desk.draft_id, ANN, at=at)), Done)
    await desk.pass_time(at + timedelta(hours=1))
    assert (await called(desk))[3:] == [(270, [COLE]), (280, [ANN]), (290, [MAYA])]


async def test_an_approval_that_waits_for_a_second_person_is_never_thrown_away(database: Database) -> None:
    desk = await climbing(database, state=DraftState.SECOND, due_at=NOON + timedelta(days=1))
    await desk.pass_time(NOON + timedelta(hours=5))
    assert (await desk.draft()).state == DraftState.SECOND
    assert len(await desk.shown(MessageKind.ALARM)) == 1


async def test_what_is_not_urgent_climbs_when_its_time_is_over(database: Database) -> None:
    desk = await climbing(database, severity=Severity.NORMAL)
    await desk.pass_time(NOON + timedelta(hours=3, minutes=5))
    assert await called(desk) == [(180, [COLE])]


async def test_what_is_overdue_does_not_begin_again_what_is_being_climbed(database: Database) -> None:
    desk = await climbing(database, due_at=NOON + 5 * MINUTE)
    await desk.pass_time(NOON + 15 * MINUTE)
    assert await called(desk) == [(0, [COLE]), (10, [SAM])]


async def test_a_call_for_help_begins_at_the_first_step(database: Database) -> None:
    desk = await climbing(database)
    await desk.pass_time(NOON + 11 * MINUTE)
    await desk.start(ClockKind.CALL, due_at=NOON + 12 * MINUTE)
    await desk.pass_time(NOON + 23 * MINUTE)
    assert await called(desk) == [(0, [COLE]), (10, [SAM]), (12, [COLE]), (22, [SAM])]


async def test_after_a_time_out_people_have_their_time_to_come_all_the_same(database: Database) -> None:
    desk = await climbing(database)
    back = NOON + timedelta(hours=2)
    await desk.oncall.fire_due(back)
    await desk.pass_time(back + 12 * MINUTE)
    assert await called(desk) == [(120, [COLE]), (130, [ANN])]


async def test_nobody_is_called_at_night_for_what_is_not_critical(database: Database) -> None:
    night = Hours(quiet=(time(11), time(15)), zone=UTC)
    desk = await climbing(database, hours=night)
    await desk.pass_time(NOON + timedelta(hours=4))
    assert [minute for minute, _people in await called(desk)] == [180, 190, 200]


async def test_a_lease_that_ends_at_night_is_followed_up_in_the_morning(database: Database) -> None:
    night = Hours(quiet=(time(12, 20), time(15)), zone=UTC)
    desk = await climbing(database, hours=night, due_at=NOON + timedelta(days=1))
    await desk.pass_time(NOON + 5 * MINUTE)
    await the_approvals(database).take(click(desk.draft_id, ANN, at=NOON + 5 * MINUTE))
    await desk.pass_time(NOON + timedelta(hours=3, minutes=5))
    assert await called(desk) == [(0, [COLE]), (180, [COLE])]


async def test_the_next_step_waits_for_the_morning(database: Database) -> None:
    night = Hours(quiet=(time(12, 5), time(15)), zone=UTC)
    desk = await climbing(database, hours=night)
    await desk.pass_time(NOON + timedelta(hours=3, minutes=10))
    assert await called(desk) == [(0, [COLE]), (180, [ANN]), (190, [MAYA])]


async def test_pagerduty_is_called_once_a_climb_with_a_key_of_its_own(database: Database) -> None:
    desk = await climbing(database, a_ladder(repeat=1))
    await desk.pass_time(NOON + 75 * MINUTE)
    async with database.reading() as session:
        row = await session.get_one(Summons, f"{desk.draft_id}:1:pagerduty:trigger")
    assert (row.climb, row.act, row.made_at) == (1, "trigger", NOON + 20 * MINUTE)
    assert (await climb_of(desk)).phoned


async def test_one_person_is_not_flooded(database: Database) -> None:
    desk = await climbing(database)
    await desk.pass_time(NOON)
    for number in range(MOST_MESSAGES + 1):
        await desk.start(ClockKind.SEND_DEADLINE, subject=f"x{number}")
        await desk.start(ClockKind.CALL, due_at=NOON, step=str(number))
        await desk.pass_time(NOON + MINUTE)
    mine = [one for one in await desk.shown(MessageKind.PING_DM) if one.audience == COLE]
    (rest,) = await desk.shown(MessageKind.PAGES)
    assert (len(mine), rest.audience, rest.args["count"]) == (MOST_MESSAGES, COLE, MOST_MESSAGES + 2)


async def test_critical_posts_are_never_bundled(database: Database) -> None:
    desk = await climbing(database, severity=Severity.CRITICAL)
    for number in range(MOST_MESSAGES + 1):
        await desk.start(ClockKind.CALL, due_at=NOON, step=str(number))
        await desk.pass_time(NOON + MINUTE)
    assert (
        len([one for one in await desk.shown(MessageKind.PING_DM) if one.audience == COLE])
        == MOST_MESSAGES + 1
    )
    assert await desk.shown(MessageKind.PAGES) == []
