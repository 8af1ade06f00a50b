"""Every form and every command is used once; a new one that nobody answers fails here.

Every button in every state is pressed in invariant 8, which takes its list from the same enumerations.
"""

import pytest

from bot.sandbox.shapes import Json
from bot.slack import commands, strays
from bot.slack.ids import ANSWER, READ_ONLY, Callback, Field
from bot.slack.origin import Origin
from bot.slack.queue_modal import Round
from tests.builders import ANN, CHANNEL
from tests.slack.stage import Stage
from tests.slack.views import shown

FORMS = sorted(set(Callback) - READ_ONLY)
COMMANDS = sorted({*commands._COMMANDS, *commands._FORMS, *commands.ELSEWHERE})


@pytest.fixture
def kind() -> str:
    """What stands behind them is told apart by kind of database elsewhere."""
    return "sqlite"


def a_form(callback: Callback, draft_id: str) -> Json:
    """The form's name and metadata, with an input for every field that a form of ours may have."""
    words = {"type": "plain_text", "text": "Form"}
    element = {"type": "plain_text_input", "action_id": ANSWER}
    turn = Round(draft_id, 1) if callback is Callback.QUEUE else Origin(draft_id, 1, CHANNEL)
    return {
        "type": "modal",
        "callback_id": callback.value,
        "title": words,
        "submit": words,
        "private_metadata": turn.dump(),
        "blocks": [
            {"type": "input", "block_id": field.value, "label": words, "element": element, "optional": True}
            for field in Field
        ],
    }


@pytest.mark.parametrize("callback", FORMS)
@pytest.mark.parametrize("typed", [{}, {field.value: "words" for field in Field}], ids=["empty", "filled"])
async def test_every_form_that_is_sent_is_answered(
    stage: Stage, callback: Callback, typed: dict[str, str]
) -> None:
    await stage.show_card()
    sandbox = stage.sandbox
    trigger = sandbox.workspace.permits.trigger(ANN, None, sandbox.workspace.clock())
    await stage.desk.open_view(trigger, a_form(callback, stage.draft_id))
    (view,) = sandbox.views(ANN)

    errors = await sandbox.submit(ANN, view["id"], typed)

    left = sandbox.views(ANN)
    assert strays.OLD_FORM not in "".join(shown(one) for one in left)
    assert errors or not left or left[0]["hash"] != view["hash"]


@pytest.mark.parametrize("name", COMMANDS)
async def test_every_command_is_answered(stage: Stage, name: str) -> None:
    await stage.show_card()

    await stage.sandbox.slash(ANN, CHANNEL, name)

    answered = await stage.sandbox.wait_for(
        lambda: [*stage.sandbox.ephemerals(ANN), *stage.sandbox.views(ANN)], 15
    )
    assert "went wrong" not in str(answered)
