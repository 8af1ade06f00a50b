"""Slack is away for an hour: nothing is lost or doubled, and what matters most comes out first."""

from datetime import timedelta

import pytest

from bot.models import MessageKind, Priority
from bot.sandbox import Sandbox
from bot.slack.desk import Desk
from bot.store import slack_messages
from bot.store.database import Database
from tests.builders import CHANNEL, a_mention
from tests.house import PATIENCE_SECONDS, House, a_house
from tests.slack.conftest import MakeDesk
from tests.slack.views import shown
from tests.slack.watch import Watch

HOUR = timedelta(hours=1).total_seconds()
STEP = 60.0
"""Between two turns of the desk while Slack is away."""
ROWS = 2
"""Of each priority."""
NO_SLACK = "http://127.0.0.1:9/api/"
COMPLAINTS = 6


@pytest.fixture
def kind() -> str:
    """The queries for what is due are told apart by kind of database elsewhere."""
    return "sqlite"


async def alarm(database: Database, watch: Watch, name: str, priority: Priority) -> None:
    values = {"kind": MessageKind.ALARM, "audience": CHANNEL, "args": {"text": name}, "priority": priority}
    async with database.writing() as session:
        await slack_messages.show(session, id=name, now=watch(), **values)  # type: ignore[arg-type]


async def turn(desk: Desk, watch: Watch, seconds: float, step: float) -> None:
    for _ in range(int(seconds / step)):
        while await desk.render_due():
            pass
        watch.turn(step)


async def an_hour_of_rows(desk: Desk, database: Database, watch: Watch) -> list[str]:
    """What was to be shown meanwhile; the least urgent came first."""
    names = [f"{priority.name} {number}" for priority in reversed(Priority) for number in range(ROWS)]
    for name in names:
        await alarm(database, watch, name, Priority[name.split()[0]])
        await turn(desk, watch, HOUR / len(names), STEP)
    return names


def in_channel(sandbox: Sandbox) -> list[str]:
    return [shown(message["blocks"]).splitlines()[-1] for message in sandbox.messages(CHANNEL)]


@pytest.mark.parametrize("how", ["503", "no way there", "only posting is down"])
async def test_after_an_hour_everything_comes_out_once_by_urgency(
    make_desk: MakeDesk, database: Database, sandbox: Sandbox, watch: Watch, how: str
) -> None:
    if how == "503":
        sandbox.fail("*", status=503, times=None)
    elif how != "no way there":
        sandbox.fail("chat.postMessage", status=503, times=None)
        sandbox.fail("conversations.history", status=503, times=None)
    desk = make_desk(NO_SLACK if how == "no way there" else None)
    names = await an_hour_of_rows(desk, database, watch)
    assert sandbox.messages(CHANNEL) == []

    sandbox.heal()
    await turn(make_desk(), watch, 60, 1.2)

    assert in_channel(sandbox) == sorted(names, key=lambda name: (Priority[name.split()[0]], name))
    assert [call.error for call in sandbox.calls if call.error == "ratelimited"] == []


async def test_a_post_that_arrived_before_slack_went_away_is_found_afterwards(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    await alarm(database, watch, "here", Priority.PING)
    sandbox.fail("chat.postMessage", drop=True)
    await turn(desk, watch, 1, 1)
    sandbox.fail("*", status=503, times=None)
    await turn(desk, watch, HOUR, STEP)

    sandbox.heal()
    await turn(desk, watch, 60, 1)

    assert in_channel(sandbox) == ["here"]
    async with database.reading() as session:
        row = await slack_messages.get(session, "here")
    assert row is not None
    assert (row.ts, row.stale) == (sandbox.messages(CHANNEL)[0]["ts"], False)


async def test_intake_goes_on_meanwhile_and_the_worst_card_comes_first(migrated_url: str) -> None:
    async with a_house(migrated_url, speed=20) as house:
        refused = {"error": "ratelimited", "status": 429, "retry_after": 60}
        house.sandbox.fail("chat.postMessage", times=None, **refused)  # type: ignore[arg-type]
        ids = []
        for number in range(COMPLAINTS):
            ids.append(await house.say(f"m{number}", a_mention().text + f" Trip {number}."))
            house.clock.skip(HOUR / COMPLAINTS)
        worst = await house.say("worst", "Your driver hit my son and he is in hospital with a broken leg.")
        while await house.row(f"card:{worst}") is None:
            await house.sandbox.wait_for(lambda: True)
        # One call may be under way that was chosen before; the next one has been chosen with that card there.
        tried = _posts_tried(house)
        await house.sandbox.wait_for(lambda: _posts_tried(house) >= tried + 2, PATIENCE_SECONDS)

        house.sandbox.heal()
        for draft_id in [worst, *ids]:
            await house.card(draft_id)

        rows = [await house.row(f"card:{one}") for one in [worst, *ids]]
        shown_at = [str(row.ts) for row in rows if row is not None]
        assert shown_at[0] == min(shown_at)
        assert len(shown_at) == COMPLAINTS + 1


def _posts_tried(house: House) -> int:
    """How many posts the desk has tried so far."""
    return sum(one.method == "chat.postMessage" for one in house.sandbox.calls)
