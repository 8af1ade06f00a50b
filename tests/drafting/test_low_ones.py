"""Low ones are drafted like all others, but stand in a list until somebody needs their card."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.drafting.shelf import Shelf
from bot.models import (
    Clock,
    ClockKind,
    Draft,
    DraftState,
    MessageKind,
    Priority,
    Severity,
    SlackMessage,
    Verdict,
)
from bot.store.database import Database
from tests.builders import CHANNEL, NOON
from tests.drafting.desk import SOON, Desk, Model, a_desk, late
from tests.drafting.requests import LIBRARY

LIST = f"low:{CHANNEL}:2026-11-22T12:00"


async def ids(desk: Desk) -> set[str]:
    return {row.id for row in await desk.all(SlackMessage)}


async def test_a_low_one_is_drafted_with_its_clock_and_listed(database: Database) -> None:
    desk = await a_desk(database, severity=Severity.LOW)

    await desk.write()

    row, draft = await desk.one(SlackMessage), await desk.one(Draft)
    assert (row.id, row.kind, row.priority) == (LIST, MessageKind.LOW_LIST, Priority.DIGEST)
    assert (draft.listed_in, draft.state) == (LIST, DraftState.WAITING)
    assert {clock.kind for clock in await desk.all(Clock)} == {ClockKind.BREACH, ClockKind.OVERDUE}


async def test_each_half_hour_has_its_list(database: Database) -> None:
    desk = await a_desk(database, severity=Severity.LOW)

    await replace(desk.drafting, now=lambda: NOON + timedelta(minutes=59)).write(desk.mention.id)

    assert await ids(desk) == {f"low:{CHANNEL}:2026-11-22T12:30"}


async def test_managers_may_want_a_card_for_every_one(database: Database) -> None:
    desk = await a_desk(database, severity=Severity.LOW)
    library = replace(LIBRARY, policy=replace(LIBRARY.policy, list_low=False))

    await replace(desk.drafting, shelf=Shelf(library)).write(desk.mention.id)

    assert await ids(desk) == {f"card:{desk.mention.id}"}


async def test_another_draft_of_a_listed_one_stays_in_its_list(database: Database) -> None:
    desk = await a_desk(database, severity=Severity.LOW)
    await desk.write()
    await desk.change(Draft, state=DraftState.REDRAFTING, asked=2)

    await desk.write()

    row = await desk.one(SlackMessage)
    assert (row.id, row.version) == (LIST, 2)


async def test_one_whose_author_makes_it_worse_gets_a_card_and_the_list_says_so(database: Database) -> None:
    desk = await a_desk(database, severity=Severity.LOW)
    await desk.write()
    await desk.change(Draft, state=DraftState.REDRAFTING, asked=2)
    await desk.change(Verdict, severity=Severity.HIGH)

    await desk.write()

    versions = {row.id: row.version for row in await desk.all(SlackMessage)}
    assert versions == {LIST: 2, f"card:{desk.mention.id}": 1}


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_one_that_the_model_reads_as_worse_gets_a_card(database: Database) -> None:
    model = Model(severity=3)
    desk = await a_desk(database, model, patience=SOON, severity=Severity.LOW)

    await late(desk, model)

    assert await ids(desk) == {LIST, f"card:{desk.mention.id}"}
