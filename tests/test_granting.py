"""Rights for a time: who may give which, until when, and what is left of them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlmodel import select

from bot.granting import Granting, Role
from bot.models import AuditEntry, SlackMessage
from bot.ports import Answer, Done, Refused
from bot.store import grants
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, SAM, Team

HOUR = timedelta(hours=1)


@dataclass
class Office:
    """Managers and the people whom they give rights to."""

    database: Database
    team: Team
    granting: Granting
    clock: datetime = NOON
    said: list[Answer] = field(default_factory=list)

    async def give(
        self, to: str = OLIVE, role: Role = Role.APPROVER, until: datetime | None = None, by: str = MAYA
    ) -> Answer:
        return await self.granting.give(by, to, role, until, self.clock)

    async def standing(self, at: datetime | None = None) -> list[tuple[str, str]]:
        return [(one.user, one.role) for one in await self.granting.in_force(at or self.clock)]

    async def records(self) -> list[tuple[str, str]]:
        async with self.database.reading() as session:
            return [(one.kind, one.actor) for one in (await session.exec(select(AuditEntry))).all()]

    async def lines(self) -> list[SlackMessage]:
        async with self.database.reading() as session:
            return list((await session.exec(select(SlackMessage).order_by(SlackMessage.id))).all())


@pytest.fixture
async def office(database: Database) -> Office:
    team, numbers = Team(), count(1)
    return Office(database, team, Granting(database, team, CHANNEL, lambda: f"grant-{next(numbers)}"))


def refused(answer: Answer, words: str) -> None:
    assert isinstance(answer, Refused), answer
    assert words in answer.why


async def test_a_right_holds_until_its_time_is_over(office: Office) -> None:
    assert isinstance(await office.give(until=NOON + HOUR), Done)

    assert await office.standing() == [(OLIVE, "approver")]
    assert await office.standing(NOON + HOUR) == []


async def test_a_right_without_an_end_holds_until_it_is_taken_back(office: Office) -> None:
    await office.give()
    later = NOON + timedelta(days=300)
    held = await office.standing(later)
    await office.granting.take_back(MAYA, "grant-1", later)

    assert held == [(OLIVE, "approver")]
    assert await office.standing(later) == []


@pytest.mark.parametrize("user", [ANN, COLE, OLIVE])
async def test_only_managers_give_and_take_back(office: Office, user: str) -> None:
    await office.give()

    refused(await office.give(SAM, by=user), "Only managers")
    refused(await office.granting.take_back(user, "grant-1", NOON), "Only managers")
    assert await office.standing() == [(OLIVE, "approver")]


async def test_a_manager_who_is_a_guest_gives_nothing(office: Office) -> None:
    office.team.managing = {"U0GUEST"}

    refused(await office.give(by="U0GUEST"), "Only managers")


@pytest.mark.parametrize("to", ["U0GUEST", "U0BOT", "U0STRANGER", "no id at all", ""])
async def test_guests_bots_and_strangers_get_nothing(office: Office, to: str) -> None:
    refused(await office.give(to), "no full member of this workspace")
    assert await office.standing() == []


async def test_nobody_gives_rights_to_themselves(office: Office) -> None:
    refused(await office.give(MAYA), "Nobody gives rights to themselves")


@pytest.mark.parametrize("until", [NOON, NOON - HOUR, NOON + timedelta(days=400)])
async def test_a_time_that_is_over_or_far_away_is_refused(office: Office, until: datetime) -> None:
    refused(await office.give(until=until), "still to come, within a year")


async def test_what_the_settings_say_is_not_given_again(office: Office) -> None:
    refused(await office.give(ANN), "an approver by the settings already")


async def test_a_right_given_again_replaces_the_one_before(office: Office) -> None:
    await office.give(until=NOON + HOUR)
    await office.give(until=NOON + 2 * HOUR)

    assert await office.standing(NOON + HOUR) == [(OLIVE, "approver")]
    assert [one.id for one in await office.granting.in_force(NOON)] == ["grant-2"]


async def test_a_manager_for_a_time_makes_no_managers(office: Office) -> None:
    await office.give(SAM, Role.MANAGER, NOON + HOUR)
    office.team.managing |= {SAM}

    refused(await office.give(OLIVE, Role.MANAGER, NOON + HOUR, by=SAM), "cannot make others managers")


@pytest.mark.parametrize("until", [None, NOON + 2 * HOUR])
async def test_a_manager_for_a_time_gives_nothing_for_longer(office: Office, until: datetime | None) -> None:
    await office.give(SAM, Role.MANAGER, NOON + HOUR)
    office.team.managing |= {SAM}

    refused(await office.give(OLIVE, until=until, by=SAM), "longer than your own lasts")
    assert isinstance(await office.give(OLIVE, until=NOON + HOUR, by=SAM), Done)


async def test_what_is_over_is_noted_once_and_has_not_counted_since(office: Office) -> None:
    await office.give(until=NOON + HOUR)

    assert [await office.granting.end_over(NOON + 2 * HOUR) for _ in range(2)] == [1, 0]
    (line,) = await office.lines()
    assert (line.args["ended"], line.args["ended_by"]) == ((NOON + 2 * HOUR).timestamp(), "amends")


async def test_what_has_ended_is_not_taken_back(office: Office) -> None:
    await office.give()
    await office.granting.take_back(MAYA, "grant-1", NOON)

    refused(await office.granting.take_back(MAYA, "grant-1", NOON), "ended already")
    refused(await office.granting.take_back(MAYA, "unknown", NOON), "ended already")


async def test_every_step_is_on_record_and_stands_on_one_line(office: Office) -> None:
    await office.give()
    await office.granting.take_back(MAYA, "grant-1", NOON + HOUR)

    assert await office.records() == [("right_given", MAYA), ("right_ended", MAYA)]
    (line,) = await office.lines()
    assert (line.id, line.audience, line.version) == ("right:grant-1", CHANNEL, 2)


async def test_the_rights_of_a_moment_are_read_with_the_groups_of_open_drafts(office: Office) -> None:
    await office.give(role=Role.LEGAL)

    given = await grants.given(office.database, NOON)

    assert (given.holders("legal"), given.holders("approver")) == (frozenset({OLIVE}), frozenset())
    assert given.groups == []
