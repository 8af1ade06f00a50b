"""Working through a queue: one form, one submit for each, and an end."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.builders import SAM
from tests.page.conftest import Visit
from tests.page.floor import Floor, card, form, in_public, open_home, press, submit, type_command

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEN = (
    "The 7:40 from Ryde never came, Harbourline. No notice, no staff.",
    "Harbourline charged my card twice for one crossing on Sunday.",
    "Suitcase came off the Harbourline ferry with a broken wheel.",
    "The Harbourline app logs me out at the gate every single day.",
    "Rude man at the Harbourline desk in Cowes. Never again.",
    "Harbourline: three emails about my refund, three weeks, no answer.",
    "Toilets on the Harbourline night boat were filthy and locked.",
    "Your Harbourline website sold me a ticket for a sailing that does not exist.",
    "Harbourline phone line hung up on me after forty minutes on hold.",
    "Lost my bike light on a Harbourline train and nobody wrote it down.",
)


async def test_each_submit_answers_one_and_brings_the_next_until_the_queue_is_empty(
    floor: Floor, join: Visit
) -> None:
    page = await join(SAM)
    posts = [await floor.complain(text) for text in TEN]
    await floor.drafted(posts)
    await type_command(page, "next")
    total = await _how_many_wait(page)
    assert total >= len(posts)
    for waiting in range(total, 0, -1):
        left = "the last one" if waiting == 1 else f"{waiting} wait"
        await expect(form(page)).to_contain_text(left)
        await submit(page)
    await expect(form(page)).to_contain_text(f"The queue is empty. You answered {total}.")
    floor.let_undo_run_out()
    for post in posts:
        await expect(in_public(page, post).get_by_test_id("brand-reply")).to_have_count(1)


async def test_home_starts_the_queue_and_a_closed_form_lets_the_draft_go(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("Harbourline ran out of water on the 14:10, four hours in the heat.")
    await expect(card(page, post)).to_contain_text("I'll take it")
    await press(await open_home(page), "Start")
    await expect(form(page)).to_contain_text("ran out of water")
    await page.keyboard.press("Escape")
    await page.get_by_test_id("channel-C0CARE").click()
    await expect(card(page, post).get_by_role("button", name="I'll take it")).to_be_visible()


async def test_a_skipped_one_makes_room_for_the_next(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    texts = ("Harbourline deck chairs were soaked and torn.", "No vegan food at all on Harbourline. Shame.")
    await floor.drafted([await floor.complain(text) for text in texts])
    await type_command(page, "next")
    shown = form(page).locator("blockquote").first
    first = await shown.inner_text()
    await press(form(page), "Skip")
    await expect(shown).not_to_have_text(first)


async def test_those_alike_are_answered_in_one_form(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    boats = ("night boat", "9:15 to Ryde", "car ferry", "Lymington train", "airport bus")
    posts = [await floor.complain(f"The toilets on the Harbourline {boat} were filthy.") for boat in boats]
    await floor.drafted(posts)
    home = await open_home(page)
    await home.get_by_role("button", name=re.compile(r"^Answer \d+ alike…$")).click()
    await expect(form(page)).to_contain_text("about the same")
    ticked = form(page).get_by_label("Approve this reply")
    await ticked.first.uncheck()
    approved = await ticked.count() - 1
    await submit(page)
    await expect(form(page)).to_contain_text(f"{approved} approved.")


async def _how_many_wait(page: Page) -> int:
    """With what other tests have left."""
    count = re.compile(r"(\d+) wait")
    await expect(form(page)).to_contain_text(count)
    found = count.search(await form(page).inner_text())
    return int(found[1]) if found else 0
