"""`amends sources test` sends a mention the whole way, and it can never be published."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.check_sources import source_lines
from bot.cli.lines import Status
from bot.cli.main import amends
from bot.intake.arrival import Receipt
from bot.intake.parse import parse
from bot.intake.tally import Tally
from bot.models import Clock, Draft, Mention, Reach, SourceHour
from bot.platforms.registry import Registry
from bot.rehearsals import is_rehearsal
from bot.settings import load
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, SAM, a_mention
from tests.cli.answers import Answers
from tests.house import House, a_house, says
from tests.intake.bodies import COMPLAINT, SECRET, a_post, body_of

F5BOT = "canary-secret-of-f5bot"


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    async with a_house(sqlite_url, sources={"f5bot": [F5BOT]}) as house:
        yield house


def run(*arguments: str, **environ: str) -> Result:
    return CliRunner().invoke(amends, ["sources", *arguments], env=environ)


async def test_a_test_goes_the_whole_way_and_nobody_can_publish_it(house: House) -> None:
    tried = await asyncio.to_thread(run, "test", "f5bot", "--url", house.door, WEBHOOK_F5BOT_SECRET=F5BOT)
    assert (tried.exit_code, "The test got through." in tried.output) == (0, True), tried.output
    assert F5BOT not in tried.output

    (mention,) = await house.rows(Mention)
    listed = await house.message(f"set_aside:{house.clock():%Y-%m-%d}", says("This is a test of this source"))
    assert await house.rows(Clock) == []

    await house.sandbox.click(ANN, CHANNEL, listed["ts"], "mention.make_card")
    card = await house.card(mention.id, says("can never be published"))
    assert not says("Approve")(card)
    (draft,) = await house.rows(Draft)
    assert draft.reach is Reach.NEVER
    await house.press(SAM, mention.id, "draft.take")
    await house.card(mention.id, says(SAM))
    assert house.receiver.received == []

    await house.say("1", COMPLAINT)
    await house.stop()
    (hour,) = await house.rows(SourceHour)
    assert (hour.source, hour.deliveries, hour.mentions) == ("generic", 1, 1)


async def test_a_silent_source_stands_in_the_channel_and_calls_nobody(house: House) -> None:
    last = house.clock() - timedelta(hours=30)
    tally = Tally()
    for hours in range(30):
        tally.taken_in("f5bot", parse(body_of(a_post())), Receipt(accepted=1), last - timedelta(hours=hours))
    await tally.write(house.database)

    house.clock.skip(61)

    card = await house.message(f"silent:f5bot:{int(last.timestamp())}", says("A source is silent"))
    assert says("f5bot")(card)
    assert await house.rows(Clock) == []


@pytest.mark.parametrize(
    ("external_id", "is_ours"),
    [
        ("amends-test-1", True),
        ("https://amends.invalid/amends-test-1", True),
        ("1-amends-test-1", False),
        ("https://reddit.com/amends-test-1", False),
        ("1234", False),
    ],
)
def test_our_tests_are_known_by_their_ids(external_id: str, is_ours: bool) -> None:
    assert is_rehearsal(external_id) is is_ours
    reach = Registry().choose(a_mention(external_id)).can_reply(a_mention(external_id)).reach
    assert (reach is Reach.NEVER) is is_ours


@pytest.fixture
def home(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation."""
    monkeypatch.chdir(tmp_path)
    return sqlite_url


def test_the_list_tells_address_proof_last_delivery_and_failures_and_no_secret(home: str) -> None:
    async def something_came() -> None:
        now, database, tally = datetime.now(UTC), Database(home), Tally()
        tally.taken_in("f5bot", parse(body_of(a_post())), Receipt(accepted=1, quarantined=2), now)
        tally.refused("f5bot", now)
        await tally.write(database)
        await database.close()

    asyncio.run(something_came())
    environ = {
        "DATABASE_URL": home,
        "WEBHOOK_F5BOT_SECRET": F5BOT,
        "WEBHOOK_GENERIC_SECRET": SECRET,
        "WEBHOOK_GENERIC_MODE": "judge",
        "PUBLIC_URL": "https://amends.example.com/",
    }

    told = run(**environ)

    assert told.exit_code == 0
    assert "https://amends.example.com/webhooks/f5bot/<secret>" in told.output
    assert "secret in the address, or as Bearer token; trust; last 0 min ago; 1 delivery and 3 failures" in (
        told.output
    )
    assert "Standard Webhooks signature; judge; nothing yet; 0 deliveries and 0 failures" in told.output
    assert "Off, to be switched on with WEBHOOK_<NAME>_SECRET: discourse, instagram" in told.output
    assert F5BOT not in told.output
    assert SECRET not in told.output
    (f5bot, _generic) = [json.loads(line) for line in run("--json", **environ).output.splitlines()]
    assert (f5bot["deliveries_24h"], f5bot["refused_24h"], f5bot["quarantined_24h"]) == (1, 1, 2)


def test_without_any_source_it_says_what_to_do(home: str) -> None:
    assert "No source is on" in run(DATABASE_URL=home).output


def test_a_source_that_is_off_cannot_be_tried(home: str) -> None:
    tried = run("test", "redd")

    assert (tried.exit_code, "WEBHOOK_REDD_SECRET is not set" in tried.stderr) == (1, True)


def test_nobody_there_is_told_without_the_secret(home: str) -> None:
    tried = run("test", "f5bot", "--url", "http://127.0.0.1:1", WEBHOOK_F5BOT_SECRET=F5BOT)

    assert (tried.exit_code, "Nobody answers at http://127.0.0.1:1/webhooks/f5bot" in tried.stderr) == (
        1,
        True,
    )
    assert F5BOT not in tried.output


def test_a_refusal_is_a_failed_test(home: str, answers: Answers) -> None:
    answers.by_path["generic"] = 401

    tried = run("test", "generic", "--url", answers.url, WEBHOOK_GENERIC_SECRET=SECRET)

    assert (tried.exit_code, "answered 401" in tried.stdout, "did not get through" in tried.stderr) == (
        1,
        True,
        True,
    )


def test_the_check_names_what_is_on() -> None:
    settings = load({"WEBHOOK_F5BOT_SECRET": F5BOT, "WEBHOOK_GENERIC_SECRET": SECRET}, None)

    (line,) = source_lines(settings)

    assert (line.status, line.what.startswith("Sources: f5bot, generic.")) == (Status.OK, True)


def test_the_check_tells_what_a_source_lacks() -> None:
    (line,) = source_lines(load({"WEBHOOK_META_PAGE_SECRET": F5BOT}, None))

    assert (line.status, "WEBHOOK_META_PAGE_VERIFY_TOKEN is missing" in line.what) == (Status.FAULT, True)


def test_the_check_says_that_without_a_source_people_bring_complaints_in() -> None:
    (line,) = source_lines(load({}, None))
    assert (line.status, "none is on" in line.what) == (Status.WARNING, True)
    polled = {"MASTODON_URL": "https://mastodon.social", "MASTODON_ACCESS_TOKEN": "a-token"}
    assert source_lines(load(polled, None)) == []
