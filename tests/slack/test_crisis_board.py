"""The board of a crisis says what has to be done in an order that holds in narrow threads, too."""

from datetime import timedelta

from bot.gallery.crises import CRISIS, DONE, OUT, TO_DO, WAITS, rows
from bot.models import MessageKind, Priority, SlackMessage
from bot.slack.crisis_board import board
from tests.builders import CHANNEL, COLE, NOON
from tests.slack.views import shown

LATE = NOON + timedelta(hours=2)
ROW = SlackMessage(
    id="crisis:c1", kind=MessageKind.CRISIS_BOARD, audience=CHANNEL, priority=Priority.CARD, changed_at=NOON
)


def test_what_has_to_be_done_comes_first_then_who_and_by_when() -> None:
    blocks = board(ROW, rows(CRISIS, OUT), NOON).blocks
    todo = [one["fields"] for one in blocks if "fields" in one]
    assert [what["text"] for what, _told in todo] == [TO_DO.what, DONE.what]
    assert {what["type"] for what, _told in todo} == {"plain_text"}
    owner, done = (told["text"] for _what, told in todo)
    assert owner.startswith(f"<@{COLE}> · by ")
    assert f"done by <@{COLE}>" in done


def test_what_is_late_says_so_behind_its_time() -> None:
    said = shown(board(ROW, rows(CRISIS, WAITS), LATE).blocks)
    assert said.index(TO_DO.what) < said.index("overdue")
