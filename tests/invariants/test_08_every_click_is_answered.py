"""Invariant 8: every click is answered.

Every button in every state of a draft, pressed by people with and without rights on a card of any age: either
the card changes, a form opens, or that person alone is told why not. Silence is a fault.
"""

import time
from dataclasses import dataclass
from itertools import product

import pytest
import pytest_asyncio

from bot.models import DraftState, SlackMessage
from bot.sandbox.shapes import Json
from bot.slack.ids import Action, More, button_value
from tests.builders import ANN, CHANNEL, COLE, OLIVE, a_mention, put_draft
from tests.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

GUEST = "U0GUEST"
PEOPLE = (ANN, COLE, OLIVE, GUEST)
"""An approver, a colleague without that right, somebody from another team, a guest."""
ALL_COME = {DraftState.WAITING, DraftState.UNKNOWN}
"""Where people without rights press everything too; elsewhere they would be told the very same."""
UNHEARD = {Action.MORE, Action.OPEN_LINK, Action.TEMPLATE_PART}
"""The menu has its own choices; Slack itself opens a link; a choice in a form is read with the form."""
BUTTONS = [action for action in Action if action not in UNHEARD]
ANSWER_SECONDS = 15.0
PAUSE_SECONDS = 5.0
"""Between clicks, on the house's clock: nobody clicks so fast that Slack's limits hold the answer back."""

Click = tuple[Action, More | None]
CLICKS: list[Click] = [*((one, None) for one in BUTTONS), *((Action.MORE, choice) for choice in More)]


@dataclass
class Person:
    """Presses one button after another, and sees whether there was an answer."""

    house: House
    user: str
    ts: str

    async def press(self, draft_id: str, click: Click, revision: int = 1) -> bool:
        """Press as a screen of any age would send it; whether there was an answer."""
        self.house.clock.skip(PAUSE_SECONDS)
        told, version = self._told(), await self._version(draft_id)
        act = {"kind": "block_action", "container": "message", "channel": CHANNEL, "ts": self.ts}
        await self.house.sandbox.act({"as": self.user, **act, **_element(click, draft_id, revision)})
        ends = time.monotonic() + ANSWER_SECONDS
        with self.house.sandbox.workspace.changes.listening() as listener:
            while self._told() == told and await self._version(draft_id) == version:
                if time.monotonic() > ends:
                    return False
                await listener.wait(0.05)
        await self._close_forms()
        return True

    def _told(self) -> tuple[str, ...]:
        """The newest note, message, form and Home this person was given; the sandbox forgets old ones."""
        sandbox = self.house.sandbox
        notes = [*sandbox.ephemerals(self.user)[-1:], *sandbox.dms(self.user)[-1:]]
        views = [*sandbox.views(self.user), *filter(None, [sandbox.home(self.user)])]
        return (*(note["ts"] for note in notes), *(f"{view['id']} {view['hash']}" for view in views))

    async def _version(self, draft_id: str) -> int:
        row = await self.house.row(f"card:{draft_id}")
        return row.version if row else 0

    async def _close_forms(self) -> None:
        for view in self.house.sandbox.views(self.user):
            await self.house.sandbox.close_view(self.user, view["id"])


def _element(click: Click, draft_id: str, revision: int) -> Json:
    action, choice = click
    value: Json | str
    if choice is None:
        value = button_value(draft_id, revision)
        text = {"type": "plain_text", "text": "Press"}
        element: Json = {"type": "button", "action_id": action.value, "text": text, "value": value}
    else:
        words = {"type": "plain_text", "text": "Choose"}
        value = {"text": words, "value": button_value(draft_id, revision, choice.value)}
        element = {"type": "overflow", "action_id": action.value, "options": [value]}
    return {"action_id": action.value, "block_id": "b", "element": element, "value": value}


async def put(house: House, ts: str, state: DraftState, *names: str) -> list[str]:
    """Drafts in a state, whose cards stand at `ts`, in their newest version."""
    ids = []
    async with house.database.writing() as session:
        for name in names:
            ids.append((await put_draft(session, mention=a_mention(name), state=state)).id)
            row = await session.get_one(SlackMessage, f"card:{ids[-1]}")
            row.channel, row.ts, row.stale, row.rendered_version = CHANNEL, ts, False, 1
            session.add(row)
    return ids


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ts(house: House) -> str:
    """The timestamp of the message that everybody clicks on; its buttons are those of another age."""
    card = await house.card(await house.say("old", "My bag is gone and nobody at the desk helps."))
    return str(card["ts"])


def _clicks(house: House, state: DraftState) -> list[Click]:
    """All of them while it waits, else those that are about a draft.

    On PostgreSQL, where only queries differ, each state has a share.
    """
    clicks = [one for one in CLICKS if state is DraftState.WAITING or _is_of_draft(one)]
    if house.database.engine.dialect.name == "sqlite":
        return clicks
    return clicks[list(DraftState).index(state) % 8 :: 8]


def _is_of_draft(click: Click) -> bool:
    return click[0].value.startswith(("draft.", "mention."))


@pytest.mark.parametrize("state", list(DraftState))
async def test_every_button_answers_everybody(house: House, ts: str, state: DraftState) -> None:
    clicks = _clicks(house, state)
    for user in PEOPLE if state in ALL_COME else PEOPLE[:2]:
        person = Person(house, user, ts)
        drafts = await put(house, ts, state, *(f"{state}-{user}-{place}" for place in range(len(clicks))))
        for draft_id, click in zip(drafts, clicks, strict=True):
            assert await person.press(draft_id, click), f"nobody answered {user} on {click}"


@pytest.mark.parametrize(("user", "click"), list(product(PEOPLE, [CLICKS[0], CLICKS[1], CLICKS[-1]])))
async def test_a_button_of_a_draft_that_is_gone_answers_too(
    house: House, ts: str, user: str, click: Click
) -> None:
    assert await Person(house, user, ts).press("nothing", click)


async def test_nobody_was_told_that_something_broke(house: House, ts: str) -> None:
    told = [note for user in PEOPLE for note in house.sandbox.ephemerals(user)]

    assert [note for note in told if "went wrong inside Amends" in str(note["blocks"])] == []


async def test_a_card_that_changed_under_the_click_tells_the_person(house: House, ts: str) -> None:
    (draft_id,) = await put(house, ts, DraftState.WAITING, "moved-on")

    assert await Person(house, ANN, ts).press(draft_id, (Action.APPROVE, None), revision=9)

    assert (await house.draft(draft_id)).state is DraftState.WAITING
    told = house.sandbox.ephemerals(ANN)[-1]
    assert "Please read the new text" in str(told["blocks"])
