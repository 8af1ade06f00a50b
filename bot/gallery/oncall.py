"""The forms of being on call."""

from collections.abc import Mapping
from datetime import timedelta

from bot.gallery.rows import ANN, COLE, MAYA, NOON, SAM
from bot.gallery.views import a_view
from bot.models import StandInRow
from bot.oncall.duty import Turn
from bot.rota.rotations import rotations_of
from bot.slack.blocks import Block
from bot.slack.oncall_form import change_modal, rotation_modal, rotations_modal
from bot.slack.origin import Origin
from bot.slack.page_form import hand_over_modal

VIEW = a_view()
PRIMARY = rotations_of({"primary": {"people": [SAM, COLE], "zone": "Europe/London"}})["primary"]
TURNS = (Turn(PRIMARY, SAM, NOON + timedelta(days=2), COLE),)
STAND_IN = StandInRow(
    id="s1",
    rotation="primary",
    user=ANN,
    begins=NOON,
    ends=NOON + timedelta(hours=4),
    made_by=MAYA,
    made_at=NOON,
)
FORMS: Mapping[str, Block] = {
    "a call is handed over": hand_over_modal(VIEW, Origin(VIEW.draft.id, 1)),
    "who is on call": change_modal(TURNS, [STAND_IN], ANN),
    "who is on call, changed": change_modal(TURNS, [], ANN, f"<@{ANN}> is on call then."),
    "rotations": rotations_modal(TURNS),
    "no rotations yet": rotations_modal(()),
    "a rotation": rotation_modal(TURNS[0], 3),
    "a new rotation": rotation_modal(None, 0),
}
