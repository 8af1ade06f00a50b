"""Who keeps a promise is named so that they are rung, before it is made and when it is due."""

import pytest

from bot.models import MessageKind, SlackMessage
from bot.ports import Commitment
from bot.slack.blocks import Rendered
from bot.slack.card_parts import warnings
from bot.slack.messages import Subject, render_message
from tests.builders import ANN, CHANNEL, NOON
from tests.slack.views import a_view, shown

HOSTILE = "<!channel> desk"


@pytest.mark.parametrize(("owner", "named"), [(ANN, f"<@{ANN}>"), ("the depot", "the depot")])
def test_the_owner_of_a_due_promise_is_named(owner: str, named: str) -> None:
    row = due(owner)
    assert named in shown(row.blocks)
    assert f"{named} to call back" in row.text


@pytest.mark.parametrize(("owner", "named"), [(ANN, f"<@{ANN}>"), ("the depot", "the depot")])
def test_the_card_names_who_is_committed_before_anybody_approves(owner: str, named: str) -> None:
    words = shown(warnings(a_view(commitments=(Commitment(owner, "call back", "by 17:00"),))))
    assert "Approving commits" in words
    assert named in words
    assert "call back by 17:00" in words


def test_an_owners_name_rings_nobody_else() -> None:
    assert "<!channel>" not in due(HOSTILE).text


def due(owner: str) -> Rendered:
    args = {"promise_id": "m1-1-1", "owner": owner, "what": "call back", "due": None, "state": "due"}
    row = SlackMessage(id="x", kind=MessageKind.COMMITMENT_DUE, audience=CHANNEL, args=args, changed_at=NOON)
    return render_message(row, Subject(a_view()))
