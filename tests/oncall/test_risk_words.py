"""Words of alarm alone ask those who may approve, in the thread; people are called on a second signal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.models import Draft, IncidentMention, IncidentState, JoinedBy, MessageKind, Severity, Verdict
from bot.models.mentions import AI_AGREES
from bot.oncall.opening import UNCONFIRMED_FOR
from bot.oncall.signals import REACH
from bot.store.database import Database
from tests.builders import COLE, MAYA, NOON, SAM, a_mention
from tests.incidents.standing import an_incident
from tests.oncall.desk import Desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def kind() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


async def alarming(
    database: Database, judged: Callable[[Verdict], None] | None = None, **mention: Any
) -> Desk:
    """A post with words of alarm, whose card was just made."""
    desk = await Desk(database).put(mention=a_mention(**mention), severity=Severity.CRITICAL)
    if judged is not None:
        async with database.writing() as session:
            verdict = await session.get_one(Verdict, desk.draft_id)
            judged(verdict)
            session.add(verdict)
    await desk.open()
    return desk


async def whys(desk: Desk) -> list[str]:
    return sorted(one.args["why"] for one in await desk.shown(MessageKind.PING))


async def test_words_alone_name_the_careful_in_the_thread_and_ring_nobody(database: Database) -> None:
    desk = await alarming(database)
    await desk.pass_time(NOON + 9 * MINUTE)
    (line,) = await desk.shown(MessageKind.PING)
    assert (line.args["why"], line.args["to"]) == ("risk", [MAYA])
    assert await desk.shown(MessageKind.PING_DM) == []


async def test_when_nobody_takes_it_people_are_called_after_ten_minutes(database: Database) -> None:
    desk = await alarming(database)
    await desk.pass_time(NOON + UNCONFIRMED_FOR)
    assert await whys(desk) == ["risk", "severity"]
    assert sorted(one.audience for one in await desk.shown(MessageKind.PING_DM)) == sorted([COLE, SAM])


async def test_taken_in_time_it_calls_nobody(database: Database) -> None:
    desk = await alarming(database)
    async with database.writing() as session:
        draft = await session.get_one(Draft, desk.draft_id)
        draft.assignee, draft.taken_at, draft.lease_until = SAM, NOON, NOON + 30 * MINUTE
        session.add(draft)
    await desk.pass_time(NOON + UNCONFIRMED_FOR)
    assert await desk.shown(MessageKind.PING_DM) == []


def by_model(verdict: Verdict) -> None:
    verdict.judged_by, verdict.reasons = "rules+llm", [AI_AGREES]


def by_person(verdict: Verdict) -> None:
    verdict.judged_by = SAM


@pytest.mark.parametrize("judged", [by_model, by_person])
async def test_the_model_or_a_person_is_a_second_signal(
    database: Database, judged: Callable[[Verdict], None]
) -> None:
    desk = await alarming(database, judged)
    await desk.pass_time(NOON)
    assert await whys(desk) == ["severity"]


async def test_a_model_that_reads_something_else_is_none(database: Database) -> None:
    def elsewhere(verdict: Verdict) -> None:
        verdict.judged_by, verdict.reasons = "rules+llm", ["AI reads it as staff"]

    desk = await alarming(database, elsewhere)
    await desk.pass_time(NOON)
    assert await whys(desk) == ["risk"]


async def test_a_large_audience_is_a_second_signal(database: Database) -> None:
    desk = await alarming(database, author_followers=REACH)
    await desk.pass_time(NOON)
    assert await whys(desk) == ["severity"]


@pytest.mark.parametrize(
    ("authors", "state", "is_one"),
    [(2, IncidentState.OPEN, True), (1, IncidentState.OPEN, False), (9, IncidentState.CLOSED, False)],
)
async def test_an_open_incident_of_several_people_is_a_second_signal_whenever_it_comes(
    database: Database, authors: int, state: IncidentState, is_one: bool
) -> None:
    desk = await alarming(database)
    await desk.pass_time(NOON)
    async with database.writing() as session:
        session.add(an_incident(authors=authors, state=state))
        await session.flush()
        at: dict[str, Any] = {"at": NOON, "joined_at": NOON, "joined_by": JoinedBy.TERM}
        session.add(IncidentMention(mention_id=desk.draft_id, incident_id="i1", author="a", **at))
    await desk.oncall.fire_due(NOON + MINUTE)
    await desk.oncall.fire_due(NOON + MINUTE)
    assert await whys(desk) == (["risk", "severity"] if is_one else ["risk"])
