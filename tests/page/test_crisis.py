"""A crisis from the first posts to its end, by people on the page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Error, Locator, Page, expect
from sqlmodel import select

from bot.cli.demo import staged
from bot.cli.demo_story import Post
from bot.models import Draft, DraftState, Incident
from bot.slack.ids import Field
from bot.store import crises
from tests.builders import ANN, MAYA, SAM
from tests.house import Clock
from tests.page.conftest import Visit
from tests.page.floor import UNDO_SECONDS, Floor, form, press, submit
from tests.test_incident_journey import NAMES, PLACES, STANCE, TROUBLES

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PEOPLE = 13
LOUD = 1_200_000
"""Followers of one of them: so many that a spike becomes a crisis."""
FOLLOWERS = 300
MANY = 8
"""Those of them at least who are answered in one form."""
QUIET_SECONDS = 3 * 3_600
EFFECTS = 5
MOST_LOOKS = 5
PATIENCE_MS = 45_000
"""Until all posts are grouped, on a machine that has other things to do."""
BOARD = "In public:"
LABELS = {
    Field.TITLE: "What is it about?",
    Field.HAPPENED: "What happened?",
    Field.DOING: "What do we do about it, for everybody?",
    Field.STEPS: "What do we promise each person?",
    Field.OWNER: "Who keeps that promise?",
    Field.DEED: "What do they do?",
    Field.DUE: "By when?",
}
WAYS = (
    "The checkout takes payments again since this morning.\n"
    "You can book and pay on our page once more.\n"
    "Our engineers have mended the fault, so buying works.\n"
    "Error 503 is gone: tickets can be bought again."
)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def busy(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    """A floor of its own: a crisis would change the work of all other tests."""
    clock = Clock()
    async with staged(tmp_path_factory.mktemp("crisis"), undo_seconds=UNDO_SECONDS, now=clock) as stage:
        yield Floor(stage, clock)


async def all_complain(floor: Floor) -> None:
    for number in range(PEOPLE):
        words = TROUBLES[number % len(TROUBLES)]
        name = f"{NAMES[number % len(NAMES)]} Park {number}"
        text = words.format(place=PLACES[number % len(PLACES)], name=NAMES[number % len(NAMES)])
        extra, heard = {"sentiment": -0.6}, FOLLOWERS if number else LOUD
        await floor.stage.feed.bring(Post(0, f"c-{number}", "x", name, f"p{number}", text, heard, extra))


def message(page: Page, words: str) -> Locator:
    return page.locator('[data-testid^="message-"]').filter(has_text=words).last


async def fill(page: Page, words: dict[str, str]) -> None:
    for label, typed in words.items():
        await form(page).get_by_label(label).fill(typed)


async def approve_all(page: Page, over: str) -> None:
    """Ten after ten, until the form says that it is over."""
    for _ in range(6):
        modal = form(page)
        await expect(modal.get_by_test_id("modal-submit").or_(modal.get_by_text(over))).to_be_visible()
        if await modal.get_by_text(over).count():
            return
        before = await modal.inner_text()
        await submit(page)
        await expect(modal).not_to_have_text(before, use_inner_text=True)
        await expect(modal).not_to_contain_text("each by itself")


async def answered(floor: Floor) -> int:
    async with floor.stage.service.database.reading() as session:
        incident = (await session.exec(select(Incident))).one()
        return len(await crises.answered(session, incident.id, crises.EVERYBODY))


async def until_out(floor: Floor) -> None:
    """Everything that is approved is public."""
    for _ in range(300):
        async with floor.stage.service.database.reading() as session:
            states = set((await session.exec(select(Draft.state))).all())
        if not states & {DraftState.SCHEDULED, DraftState.SENDING}:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"still on its way: {states}")


@dataclass
class Room:
    """The three who lead it, each at their own page."""

    floor: Floor
    sam: Page
    ann: Page
    maya: Page
    shots: Path

    @property
    def board(self) -> Locator:
        """As Sam sees it."""
        return message(self.sam, BOARD)

    async def shoot(self, what: Page | Locator, name: str) -> None:
        """For people to look at; once more, if it was drawn anew meanwhile."""
        for _ in range(MOST_LOOKS):
            with suppress(Error):
                await what.screenshot(path=self.shots / f"{name}.png")
                return
        raise AssertionError(f"{name} never stands still")


async def test_people_lead_a_crisis_from_the_spike_to_the_end(
    busy: Floor, browse: Visit, tmp_path: Path
) -> None:
    join = partial(browse, busy.url)
    room = Room(busy, await join(SAM), await join(ANN), await join(MAYA), tmp_path)
    await all_complain(busy)

    await confirm(room)
    await lead(room)
    await say_in_public(room)
    await answer_each(room)
    told = await mend_and_tell(room)
    assert sum(len(one.replies) == 2 for one in busy.stage.sandbox.timeline.posts) == told
    await step_down(room)


async def confirm(room: Room) -> None:
    """Proposed by how many hear of it; a person confirms, and sees each effect as a tick."""
    proposed = message(room.sam, "This may be a crisis")
    await expect(proposed).to_contain_text("far more people than usual", timeout=PATIENCE_MS)
    await room.shoot(proposed, "01-proposed")
    await press(proposed, "Start crisis mode…")
    await expect(form(room.sam)).to_contain_text("Hold routine replies")
    await expect(form(room.sam).get_by_role("checkbox", checked=True)).to_have_count(EFFECTS)
    await room.shoot(room.sam, "02-confirm")
    await submit(room.sam)


async def lead(room: Room) -> None:
    """The board is pinned, and somebody leads."""
    await expect(room.board.get_by_test_id("pinned")).to_be_visible()
    await press(room.board, "I'll lead")
    await expect(room.board).to_contain_text("led by @Sam Ortiz")
    await room.shoot(room.board, "03-board")


async def say_in_public(room: Room) -> None:
    """The holding statement waits in the war room; one approval is not enough."""
    await room.board.locator('[data-testid^="replies-"]').click()
    thread = room.sam.get_by_test_id("thread-messages")
    await press(thread, "Approve statement")
    await expect(thread).to_contain_text("needs a second person")
    await room.shoot(room.sam, "04-statement")
    await message(room.ann, BOARD).locator('[data-testid^="replies-"]').click()
    await press(room.ann.get_by_test_id("thread-messages"), "Approve statement")
    await expect(room.board).to_contain_text("Next update promised by")
    room.floor.let_undo_run_out()
    public = room.maya.locator('[data-testid^="post-x-statement-"]')
    await expect(public).to_contain_text("Next update by")


async def answer_each(room: Room) -> None:
    """What we say to each is approved by two, and then said to ten at a time; then those with cards."""
    await press(room.board, "Answer them…")
    await fill(room.sam, {label: STANCE[name] for name, label in LABELS.items()})
    await submit(room.sam)
    await expect(form(room.sam)).to_contain_text("second person")
    await room.sam.get_by_test_id("modal-close").click()
    await press(message(room.ann, BOARD), "Answer them…")
    await press(form(room.ann), "Approve what we say")
    await expect(form(room.ann)).to_contain_text("Now everybody can be answered")
    maya = room.maya
    await press(message(maya, BOARD), "Answer them…")
    await expect(form(maya)).to_contain_text("who wait")
    await room.shoot(maya, "05-bulk")
    await approve_all(maya, "That was all that can be answered here")
    await maya.get_by_test_id("modal-close").click()
    waiting = maya.get_by_role("button", name="Approve", exact=True)
    while count := await waiting.count():
        await waiting.first.click()
        await expect(waiting).to_have_count(count - 1)
    room.floor.let_undo_run_out()
    await until_out(room.floor)


async def mend_and_tell(room: Room) -> int:
    """Somebody mends it, and all who were told that we would are told that we did; how many they were."""
    told, sam = await answered(room.floor), room.sam
    assert told >= MANY
    await press(room.board, "Add action…")
    await form(sam).get_by_label("What has to be done?").fill("mend the checkout")
    promised = form(sam).get_by_label("Who was told that we do this?")
    await promised.select_option(label=f"Everybody whom we have answered ({told})")
    await submit(sam)
    await expect(room.board).to_contain_text("mend the checkout")
    await press(room.board, "Done")
    await press(room.board, "Tell the public…")
    await expect(form(sam)).to_contain_text(f"{told} people are still to be told")
    await form(sam).get_by_label("What is done now?").fill(WAYS)
    await form(sam).get_by_role("checkbox").check()
    await room.shoot(sam, "06-tell")
    await submit(sam)
    await expect(form(sam)).to_contain_text(f"{told} updates wait for approval", timeout=PATIENCE_MS)
    await expect(form(sam)).to_contain_text("each for the thread")
    await room.shoot(sam, "07-updates")
    await approve_all(sam, "That was all.")
    await sam.get_by_test_id("modal-close").click()
    room.floor.let_undo_run_out()
    await until_out(room.floor)
    await expect(room.board).to_contain_text(f"{told} told")
    await room.shoot(room.board, "08-worked")
    return told


async def step_down(room: Room) -> None:
    """It is quiet: the machine proposes the end, and a person ends it."""
    room.floor.clock.skip(QUIET_SECONDS)
    # A board is drawn at most every 15 s, and it has just been drawn: the promised update is overdue.
    await expect(room.board).to_contain_text("It has been quiet since", timeout=60_000)
    await room.shoot(room.board, "09-quiet")
    await press(room.board, "Step down…")
    await room.shoot(room.sam, "10-end")
    await submit(room.sam)
    over = message(room.sam, "The crisis is over")
    await expect(over).to_contain_text("1 of 1 actions done")
    await expect(over.get_by_test_id("pinned")).to_have_count(0)
    await room.shoot(over, "11-over")
