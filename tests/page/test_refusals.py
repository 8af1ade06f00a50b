"""Who has no rights changes nothing: every button, every menu and every command says so."""

from collections.abc import Awaitable

import pytest
from playwright.async_api import Locator, Page, expect

from bot.cli.demo_story import Post
from tests.builders import ANN, OLIVE, SAM
from tests.page.conftest import Visit
from tests.page.floor import PARTNER, Floor, card, choose, form, open_home, press, submit, type_command

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

GUEST = "U0GUEST"
STRANGERS = (OLIVE, GUEST, PARTNER)
REFUSALS = ("works only for members", "Only ", "Nothing was changed", "Ask a manager")
COMMANDS = ("next", "queue", "mine", "oncall", "stats", "help", "pause 30m because", "resume", "fact")


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_no_button_of_a_waiting_card_works(floor: Floor, join: Visit, stranger: str) -> None:
    page = await join(stranger)
    post = await floor.complain(f"Harbourline lost a whole pallet of {stranger} on the quay.")
    await expect(card(page, post)).to_contain_text("Approve")
    buttons = card(page, post).locator("button[data-action-id]:not([aria-haspopup])")
    await expect(buttons.nth(3)).to_be_visible()
    for place in range(await buttons.count()):
        await _is_refused(page, buttons.nth(place).click())
    await _stands_as_before(page, post)


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_no_entry_of_the_menu_works(floor: Floor, join: Visit, stranger: str) -> None:
    page = await join(stranger)
    post = await floor.complain(f"Harbourline's timetable at Ryde is a joke, says {stranger}.")
    await press(card(page, post), "More actions")
    entries = page.get_by_role("menuitem")
    await expect(entries).to_have_count(5)
    labels = await entries.all_inner_texts()
    await page.keyboard.press("Escape")
    for label in labels:
        await _is_refused(page, choose(card(page, post), label))
    await _stands_as_before(page, post)


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_nobody_else_stops_what_is_on_its_way(floor: Floor, join: Visit, stranger: str) -> None:
    page, sam = await join(stranger), await join(SAM)
    post = await floor.complain(f"Harbourline lost {stranger}'s suitcase between two ferries.")
    await press(card(sam, post), "Approve")
    await _is_refused(page, press(card(page, post), "Undo"))
    await expect(card(page, post)).to_contain_text("Approved by @Sam Ortiz")


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_nobody_else_opens_again_what_was_declined(floor: Floor, join: Visit, stranger: str) -> None:
    page, ann = await join(stranger), await join(ANN)
    post = await floor.complain(f"Harbourline, {stranger} was told to swim.")
    await choose(card(ann, post), "No reply…")
    await submit(ann)
    await expect(card(page, post)).to_contain_text("No reply, decided by @Ann Keller")
    await _is_refused(page, choose(card(page, post), "Reopen"))
    await expect(card(page, post)).to_contain_text("No reply, decided by @Ann Keller")


async def test_a_guest_is_refused_every_command(floor: Floor, join: Visit) -> None:
    page = await join(GUEST)
    for words in COMMANDS:
        await _is_refused(page, type_command(page, words))


async def test_an_outsider_reads_along_but_starts_pauses_and_tells_nothing(floor: Floor, join: Visit) -> None:
    page = await join(OLIVE)
    for words in ("pause 30m because", "resume"):
        await _is_refused(page, type_command(page, words))
    await type_command(page, "next")
    await expect(form(page)).to_contain_text("Nothing was changed")


async def test_a_member_of_another_workspace_has_no_command(floor: Floor, join: Visit) -> None:
    page = await join(PARTNER)
    await type_command(page, "next")
    await expect(page.get_by_test_id("toast")).to_contain_text("not a valid command")


@pytest.mark.parametrize(
    ("stranger", "told"),
    [(OLIVE, "You may read along"), (GUEST, "Only full members of this workspace can use Amends")],
)
async def test_home_offers_them_no_button(floor: Floor, join: Visit, stranger: str, told: str) -> None:
    home = await open_home(await join(stranger))
    await expect(home).to_contain_text(told)
    await expect(home.get_by_role("button")).to_have_count(0)


def _notes(page: Page) -> Locator:
    return page.locator("[data-ephemeral=true]")


async def _is_refused(page: Page, attempt: Awaitable[None]) -> None:
    before = await _notes(page).count()
    await attempt
    await expect(_notes(page)).to_have_count(before + 1)
    said = await _notes(page).last.inner_text()
    assert any(words in said for words in REFUSALS), said
    await expect(form(page)).to_have_count(0)


async def _stands_as_before(page: Page, post: Post) -> None:
    await expect(card(page, post).get_by_role("button", name="Approve", exact=True)).to_be_visible()
    await expect(card(page, post)).not_to_contain_text("is on it")
