"""Buttons of managers' forms, pressed by others or out of thin air: all are told, and nothing changes."""

import pytest
from sqlmodel import select

from bot.models import FactCard, Grant, TemplateVersion
from bot.slack.blocks import button
from bot.slack.ids import Action
from tests.builders import ANN, CHANNEL, MAYA, NOON, OLIVE
from tests.slack.stage import Stage

FORGED = [Action.TAKE_BACK, Action.RETIRE, Action.NEW_FACT, Action.EDIT_ACTION]
OPENING = [Action.PEOPLE, Action.POLICY, Action.FACTS, Action.ACTIONS]
VALUES = ["g1:1", "fact-1:1", "step:1", "step:99999", "", "nonsense", "<!channel>:1", "x" * 1_000]


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


@pytest.fixture
async def set_up(stage: Stage) -> Stage:
    """A right and a fact that could be taken back."""
    async with stage.database.writing() as session:
        session.add(Grant(id="g1", user=OLIVE, role="approver", given_by=MAYA, given_at=NOON))
        session.add(FactCard(id="fact-1", brand="default", statement="So.", added_by=MAYA, added_at=NOON))
    return stage


async def press(stage: Stage, user: str, action: Action, value: str = "all:1") -> None:
    """A button on the Home of somebody who should not have it there."""
    blocks = [{"type": "actions", "elements": [button("Press", action, value or "none")]}]
    await stage.desk.publish_home(user, {"type": "home", "blocks": blocks})
    await stage.sandbox.click_in_home(user, action)


async def is_untouched(stage: Stage) -> bool:
    async with stage.database.reading() as session:
        (grant,) = (await session.exec(select(Grant))).all()
        (fact,) = (await session.exec(select(FactCard))).all()
        saved = (await session.exec(select(TemplateVersion))).all()
    return grant.ended_at is None and fact.retired_at is None and not saved


@pytest.mark.parametrize("action", [*FORGED, *OPENING])
@pytest.mark.parametrize("user", [ANN, OLIVE, "U0GUEST"])
async def test_who_is_no_manager_is_told_so(set_up: Stage, user: str, action: Action) -> None:
    await press(set_up, user, action, "g1:1")

    assert "Only managers" in await set_up.note_to(user)
    assert set_up.sandbox.views(user) == []
    assert await is_untouched(set_up)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("action", FORGED)
async def test_a_button_outside_its_form_changes_nothing_for_a_manager_either(
    set_up: Stage, action: Action, value: str
) -> None:
    await press(set_up, MAYA, action, value)

    assert "cannot read any more" in await set_up.note_to(MAYA)
    assert await is_untouched(set_up)
    assert set_up.sandbox.messages(CHANNEL) == []
