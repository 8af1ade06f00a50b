"""Who may what, as Slack knows it; what cannot be known is "no"."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.granting import Role
from bot.models import Draft, DraftState, Grant
from bot.sandbox import Sandbox
from bot.sandbox.cast import Person, default_channels, default_people
from bot.settings import Settings
from bot.slack.directory import FRESH_GROUP, FRESH_USER, STALE_GROUP, SlackDirectory
from bot.store import drafts
from bot.store.database import Database
from tests.builders import ANN, COLE, MAYA, NOON, SAM, put_draft
from tests.slack.watch import Watch

GROUP = "S0CALL"


@pytest.fixture
def kind() -> str:
    """What is read of the database is tested with grants, on both kinds."""
    return "sqlite"


@pytest.fixture
def directory(client: AsyncWebClient, watch: Watch, database: Database) -> SlackDirectory:
    settings = Settings(slack_approvers=(ANN,), slack_managers=(MAYA,), slack_oncall=(GROUP, SAM))
    return SlackDirectory(client, settings, watch, database)


async def test_groups_are_resolved_to_their_members(directory: SlackDirectory) -> None:
    people = await directory.people()

    assert people.approvers == {ANN}
    assert people.oncall == {COLE, SAM}
    assert people.legal == frozenset()


async def test_a_group_is_asked_for_once_in_five_minutes(
    directory: SlackDirectory, sandbox: Sandbox, watch: Watch
) -> None:
    await directory.people()
    sandbox.set_group(GROUP, [ANN])
    before = (await directory.people()).oncall

    watch.turn(FRESH_GROUP.total_seconds())

    after = (await directory.people()).oncall
    assert [set(before), set(after)] == [{COLE, SAM}, {ANN, SAM}]


async def test_an_old_answer_stands_while_slack_is_away_but_not_for_ever(
    directory: SlackDirectory, sandbox: Sandbox, watch: Watch
) -> None:
    await directory.people()
    sandbox.fail("usergroups.users.list", status=500, times=None)

    watch.turn(FRESH_GROUP.total_seconds())
    after_minutes = (await directory.people()).oncall
    watch.turn(STALE_GROUP.total_seconds())

    after_an_hour = (await directory.people()).oncall
    assert [set(after_minutes), set(after_an_hour)] == [{COLE, SAM}, {SAM}]


async def test_a_group_that_was_never_read_is_empty(directory: SlackDirectory, sandbox: Sandbox) -> None:
    sandbox.fail("usergroups.users.list", error="ratelimited", status=429, retry_after=30, times=None)

    assert (await directory.people()).oncall == {SAM}


async def test_slack_is_not_asked_again_at_once_after_it_failed(
    directory: SlackDirectory, sandbox: Sandbox, watch: Watch
) -> None:
    sandbox.fail("usergroups.users.list", status=500)
    for _ in range(3):
        await directory.people()
    watch.turn(10)

    assert (await directory.people()).oncall == {COLE, SAM}
    assert len(sandbox.calls_of("usergroups.users.list")) == 2


async def test_a_full_member_is_staff(directory: SlackDirectory) -> None:
    assert await directory.is_staff(ANN)


@pytest.mark.parametrize("user", ["U0GUEST", "U0BOT", "U0NOBODY"])
async def test_guests_bots_and_unknown_people_are_not(directory: SlackDirectory, user: str) -> None:
    assert not await directory.is_staff(user)


async def test_a_deactivated_account_is_not(watch: Watch, database: Database) -> None:
    gone = Person("U0GONE", "Gone", deleted=True)
    async with Sandbox(people=[*default_people(), gone], channels=default_channels()) as sandbox:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)

        assert not await SlackDirectory(client, Settings(), watch, database).is_staff("U0GONE")


async def test_nobody_is_staff_while_slack_does_not_answer(
    directory: SlackDirectory, sandbox: Sandbox
) -> None:
    sandbox.fail("users.info", status=500, times=None)

    assert not await directory.is_staff(ANN)


async def test_a_failed_look_up_is_tried_again_at_the_next_click(
    directory: SlackDirectory, sandbox: Sandbox
) -> None:
    sandbox.fail("users.info", status=500)

    assert [await directory.is_staff(ANN), await directory.is_staff(ANN)] == [False, True]


async def test_a_persons_name_is_the_one_of_their_profile(directory: SlackDirectory) -> None:
    assert await directory.name(ANN) == "Ann Keller"


async def test_nobody_has_a_name_while_slack_does_not_answer(
    directory: SlackDirectory, sandbox: Sandbox
) -> None:
    sandbox.fail("users.info", status=500, times=None)

    assert await directory.name(ANN) == ""


async def test_legal_people_are_known_to_be_named_even_if_slack_does_not_tell_them(
    client: AsyncWebClient, sandbox: Sandbox, watch: Watch, database: Database
) -> None:
    sandbox.fail("usergroups.users.list", status=500, times=None)
    directory = SlackDirectory(client, Settings(slack_legal=("S0CALL",)), watch, database)

    people = await directory.people()

    assert (people.legal, people.names_legal) == (frozenset(), True)


async def test_a_person_is_looked_up_once_in_ten_minutes(
    directory: SlackDirectory, sandbox: Sandbox, watch: Watch
) -> None:
    for _ in range(3):
        await directory.is_staff(ANN)
    watch.turn((FRESH_USER + timedelta(seconds=1)).total_seconds())
    await directory.is_staff(ANN)

    assert len(sandbox.calls_of("users.info")) == 2


async def give(database: Database, role: str, until: datetime | None, user: str = COLE) -> None:
    """A manager lets somebody hold a right."""
    async with database.writing() as session:
        session.add(Grant(id=f"{role}-1", user=user, role=role, until=until, given_by=MAYA, given_at=NOON))


@pytest.mark.parametrize("role", ["approver", "manager", "oncall", "legal"])
async def test_a_right_for_a_time_counts_at_once_and_not_a_second_longer(
    directory: SlackDirectory, database: Database, watch: Watch, role: str
) -> None:
    holders = Role(role).of
    before = holders(await directory.people())
    await give(database, role, NOON + timedelta(minutes=1), "U0NEW")
    given = holders(await directory.people())
    watch.turn(60)

    assert given == before | {"U0NEW"}
    assert holders(await directory.people()) == before


async def test_the_members_of_a_route_are_known_while_a_draft_of_it_is_open(
    directory: SlackDirectory, database: Database, sandbox: Sandbox
) -> None:
    group = f"{GROUP},{ANN}"
    async with database.writing() as session:
        draft = await put_draft(session, approver_group=group)
    open_ = (await directory.people()).groups
    async with database.writing() as session:
        standing = await session.get_one(Draft, draft.id)
        await drafts.move(session, standing, DraftState.WAITING, to=DraftState.DECLINED)

    assert open_ == {group: {ANN, COLE}}
    assert (await directory.people()).groups == {}


async def test_a_group_of_a_route_that_slack_does_not_tell_is_nobody(
    directory: SlackDirectory, database: Database
) -> None:
    async with database.writing() as session:
        await put_draft(session, approver_group="S0NONE")

    assert (await directory.people()).groups == {"S0NONE": frozenset()}


async def test_rights_for_a_time_do_not_count_while_the_database_is_away(
    client: AsyncWebClient, watch: Watch, tmp_path: Path
) -> None:
    away = Database(f"sqlite:///{tmp_path}/nothing/amends.db")
    settings = Settings(slack_approvers=(ANN,))

    people = await SlackDirectory(client, settings, watch, away).people()

    await away.close()
    assert people.approvers == {ANN}
    assert people.groups == {}


async def test_the_zone_of_a_person_is_the_one_of_their_profile(directory: SlackDirectory) -> None:
    assert await directory.zone(ANN) == ZoneInfo("Europe/London")
    assert await directory.zone("U0NOBODY") is UTC
