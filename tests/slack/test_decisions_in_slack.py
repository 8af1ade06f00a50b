"""Cards, clicks and decisions together: a person decides in Slack, and the card tells everybody."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from itertools import count

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.approval import Approvals
from bot.drafting.library import Library
from bot.loops import Loop, Loops
from bot.sandbox import Sandbox
from bot.slack.blocks import button
from bot.slack.desk import Desk
from bot.slack.handlers import register
from bot.slack.ids import Action, button_value
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, MAYA, OLIVE, Team, plain_check, put_draft
from tests.slack.conftest import slack_deps
from tests.slack.fakes import NotedFlow
from tests.slack.views import labels, shown
from tests.slack.watch import Watch


@pytest.fixture
def kind() -> str:
    """What the two databases do differently is told apart elsewhere."""
    return "sqlite"


@pytest.fixture
async def ts(
    sandbox: Sandbox,
    client: AsyncWebClient,
    desk: Desk,
    database: Database,
    watch: Watch,
    library: Library,
) -> AsyncIterator[str]:
    """A card in a channel with everything real behind its buttons; its timestamp."""
    numbers = count(1)
    undo, team = timedelta(seconds=30), Team()
    approvals = Approvals(database, team, plain_check, CHANNEL, undo, lambda: f"a{next(numbers)}")
    app = AsyncApp(name="test", client=client)
    register(app, slack_deps(approvals, desk, NotedFlow(), database, watch, library))
    socket = AsyncSocketModeHandler(app, sandbox.app_token)
    await socket.connect_async()  # type: ignore[no-untyped-call]
    async with database.writing() as session:
        await put_draft(session)
    loops = Loops([Loop("desk", desk.render_due, 0.1, desk.bell)])
    loops.start()
    await sandbox.wait_for(lambda: sandbox.connected and sandbox.messages(CHANNEL))
    yield str(sandbox.messages(CHANNEL)[0]["ts"])
    await loops.stop()
    await socket.close_async()  # type: ignore[no-untyped-call]


def card_says(sandbox: Sandbox, *told: str) -> Callable[[], bool]:
    """Whether the one card in the channel says all this."""
    return lambda: all(one in shown(sandbox.messages(CHANNEL)[0]["blocks"]) for one in told)


async def test_an_approver_approves_and_may_undo(sandbox: Sandbox, ts: str) -> None:
    await sandbox.click(ANN, CHANNEL, ts, Action.APPROVE)

    await sandbox.wait_for(card_says(sandbox, "*Approved* by <@U0ANN>"))
    assert labels(sandbox.messages(CHANNEL)[0]["blocks"]) == ["Undo"]

    await sandbox.click(ANN, CHANNEL, ts, Action.UNDO)

    await sandbox.wait_for(lambda: "Approve" in labels(sandbox.messages(CHANNEL)[0]["blocks"]))


async def test_an_outsider_is_refused_and_the_card_stays(sandbox: Sandbox, ts: str) -> None:
    await sandbox.click(OLIVE, CHANNEL, ts, Action.APPROVE)

    (note,) = await sandbox.wait_for(lambda: sandbox.ephemerals(OLIVE))
    assert "Only approvers can do this" in shown(note["blocks"])
    assert "Approve" in labels(sandbox.messages(CHANNEL)[0]["blocks"])


async def test_of_two_people_one_wins_and_the_other_is_told_who(sandbox: Sandbox, ts: str) -> None:
    await sandbox.click(MAYA, CHANNEL, ts, Action.TAKE)
    await sandbox.wait_for(card_says(sandbox, "<@U0MANA> is on it"))

    form = await _decline_form(sandbox, ts)
    await sandbox.submit(ANN, form, {"reason": "1"})
    await sandbox.wait_for(card_says(sandbox, "*No reply*, decided by <@U0ANN>", "Troll or bait"))
    await _press_stale(sandbox, MAYA, ts)

    (note,) = await sandbox.wait_for(lambda: sandbox.ephemerals(MAYA))
    assert "<@U0ANN>" in shown(note["blocks"])


async def test_a_text_that_may_not_go_out_comes_back_with_the_reason(sandbox: Sandbox, ts: str) -> None:
    await sandbox.click(ANN, CHANNEL, ts, Action.EDIT)
    form = (await sandbox.wait_for(lambda: sandbox.views(ANN)))[-1]

    await sandbox.submit(ANN, form["id"], {"reply:1": "We guarantee it."})

    (again,) = sandbox.views(ANN)
    assert "It promises too much" in shown(again["blocks"])
    assert "We guarantee it." in shown(again["blocks"])


async def _decline_form(sandbox: Sandbox, ts: str) -> str:
    menu = next(
        element
        for block in sandbox.messages(CHANNEL)[0]["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == Action.MORE
    )
    await sandbox.click(ANN, CHANNEL, ts, Action.MORE, menu["options"][0]["value"])
    return str((await sandbox.wait_for(lambda: sandbox.views(ANN)))[-1]["id"])


async def _press_stale(sandbox: Sandbox, user: str, ts: str) -> None:
    """A press on the card as it stood before: the person's screen was a moment behind."""
    menu = sandbox.messages(CHANNEL)[0]["blocks"][0]["accessory"]
    draft_id = menu["options"][0]["value"].split(":")[0]
    stale = button("I'll take it", Action.TAKE, button_value(draft_id, 1))
    act = {"kind": "block_action", "container": "message", "channel": CHANNEL, "ts": ts}
    await sandbox.act({**act, "as": user, "action_id": stale["action_id"], "block_id": "b", "element": stale})
