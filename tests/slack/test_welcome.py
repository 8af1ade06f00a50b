"""Amends says hello where it is brought in, and lets people try it without any harm."""

import time

import pytest
from sqlmodel import select

from bot.intake.pasted import COMES, KNOWN
from bot.models import MessageKind, SlackMessage
from bot.rehearsals import TRIAL
from bot.sandbox.cast import BOT_USER
from bot.sandbox.payloads import event_callback
from bot.sandbox.shapes import Json
from bot.slack.ids import Action, button_value
from bot.slack.messages import Subject, render_message
from bot.slack.presses import MAY_NOT_LOOK, UNREADABLE
from tests.builders import ANN, CHANNEL, NOON
from tests.slack.stage import Stage
from tests.slack.test_pasting import stored
from tests.slack.views import labels, shown

OTHER = "C0OTHER"
GUEST = "U0GUEST"


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


def joining(user: str = BOT_USER, **about: bool) -> Json:
    """What Slack tells of somebody who joined."""
    event = {"type": "member_joined_channel", "user": user, "channel": OTHER, "inviter": ANN}
    return event_callback({**event, "event_ts": "1764412345.000100"}, 1.5) | about


async def welcomes(stage: Stage) -> list[SlackMessage]:
    """Every hello that is to be said."""
    async with stage.database.reading() as session:
        found = select(SlackMessage).where(SlackMessage.kind == MessageKind.WELCOME)
        return list((await session.exec(found)).all())


async def welcome(stage: Stage) -> None:
    """Wait until there is a hello to be said."""
    ends = time.monotonic() + 5
    while not await welcomes(stage):
        assert time.monotonic() < ends
        with stage.sandbox.workspace.changes.listening() as listener:
            await listener.wait(0.02)


async def greeted(stage: Stage) -> Json:
    """The hello of a join that happened in the sandbox."""
    stage.sandbox.join(BOT_USER, OTHER, ANN)
    await welcome(stage)
    await stage.desk.render_due()
    (hello,) = stage.sandbox.messages(OTHER)
    return hello


async def press(stage: Stage, user: str = ANN) -> str:
    """Press "Try it"; what the person is told."""
    (hello,) = stage.sandbox.messages(OTHER)
    before = len(stage.sandbox.ephemerals(user))
    await stage.sandbox.click(user, OTHER, hello["ts"], Action.TRY_IT)
    notes = await stage.sandbox.wait_for(lambda: stage.sandbox.ephemerals(user)[before:])
    return shown(notes[-1]["blocks"])


async def test_it_says_hello_in_three_lines_with_a_button(stage: Stage) -> None:
    hello = await greeted(stage)

    assert len(hello["blocks"][0]["text"]["text"].splitlines()) == 3
    assert labels(hello["blocks"]) == ["Try it"]
    assert "<#C0CARE>" in shown(hello["blocks"])
    assert "One person may approve." in shown(hello["blocks"])


def test_it_says_that_nobody_may_approve_and_that_cards_come_here() -> None:
    row = SlackMessage(id="w", kind=MessageKind.WELCOME, audience=CHANNEL, changed_at=NOON)
    row.args = {"join": "j1", "cards": CHANNEL, "approvers": 0}

    told = shown(render_message(row, Subject()).blocks)

    assert "My cards come to this channel." in told
    assert "Nobody may approve yet" in told


async def test_a_join_that_slack_tells_again_is_greeted_once(stage: Stage) -> None:
    told = joining()
    for again in (told, {**told, "event_id": "Ev0AFTERARESTART"}):
        await stage.sandbox.hand_over("events_api", again)
    await welcome(stage)
    await stage.sandbox.hand_over("events_api", joining())

    assert len(await welcomes(stage)) == 1


@pytest.mark.parametrize(
    "told", [joining(ANN), joining(is_ext_shared_channel=True)], ids=["a colleague", "shared"]
)
async def test_colleagues_and_channels_shared_with_others_are_not_greeted(stage: Stage, told: Json) -> None:
    await stage.sandbox.hand_over("events_api", told)
    await greeted(stage)

    assert len(await welcomes(stage)) == 1


async def test_trying_it_makes_one_marked_mention_and_leads_to_its_card(stage: Stage) -> None:
    await greeted(stage)

    assert COMES in await press(stage)
    (mention,) = await stored(stage.database)
    assert mention.external_id.startswith(TRIAL)
    assert (mention.platform, mention.author_name) == ("test", "Test by Amends")
    await stage.stand_for_card(mention.id)
    assert KNOWN in await press(stage)
    assert len(await stored(stage.database)) == 1


async def test_a_guest_may_not_try_it(stage: Stage) -> None:
    await greeted(stage)
    stage.sandbox.join(GUEST, OTHER)

    assert MAY_NOT_LOOK in await press(stage, GUEST)
    assert await stored(stage.database) == []


async def test_a_forged_button_makes_nothing(stage: Stage) -> None:
    await greeted(stage)
    (hello,) = stage.sandbox.messages(OTHER)
    hello["blocks"][1]["elements"][0]["value"] = button_value("made-up", 1)

    assert UNREADABLE in await press(stage)
    assert await stored(stage.database) == []
