"""No mouse: a person finds the card, decides, writes, and is never lost when it is drawn anew."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.cli.demo_story import Post
from tests.builders import ANN, SAM
from tests.page.conftest import CARE, App, Visit
from tests.page.floor import Floor, card, form, in_public
from tests.page.kit import actions, button, modal, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MOST_STEPS = 40
PARTS = 4


async def test_a_reply_is_approved_by_keys_alone(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("Harbourline, the 8:20 was full and you sold me a ticket for it.")
    await walk_to(page, post)
    await go_to(page, "Approve")
    await page.keyboard.press("Enter")
    await expect(card(page, post)).to_contain_text("Approved by @Sam Ortiz")
    assert await is_within(page, card(page, post))
    floor.let_undo_run_out()
    await expect(in_public(page, post).get_by_test_id("brand-reply")).to_have_count(1)


async def test_a_reply_is_edited_by_keys_alone(floor: Floor, join: Visit) -> None:
    words = "Losing your cot was wrong and we are sorry. Write to us by DM, we look into it. – Harbourline"
    page = await join(SAM)
    post = await floor.complain("Harbourline lost the cot that we booked for the night boat.")
    await walk_to(page, post)
    await go_to(page, "Edit")
    await page.keyboard.press("Enter")
    await expect(form(page).get_by_label("Reply", exact=True)).to_be_focused()
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type(words)
    await press_submit(page)
    await expect(card(page, post)).to_contain_text("Approved by @Sam Ortiz")
    floor.let_undo_run_out()
    await expect(in_public(page, post).get_by_test_id("brand-reply")).to_contain_text(words)


async def test_a_reply_is_declined_by_keys_alone(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("Harbourline crews are all the same, I would not trust one of them.")
    await walk_to(page, post)
    await go_to(page, "More actions")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem").first).to_be_focused()
    while await focused_words(page) != "No reply…":
        await page.keyboard.press("n")
    await page.keyboard.press("Enter")
    await expect(form(page).get_by_label("Why is there no reply?")).to_be_focused()
    await page.keyboard.type("Troll")
    await press_submit(page)
    await expect(card(page, post)).to_contain_text("No reply, decided by @Sam Ortiz")


async def test_f6_leads_round_the_page_and_the_arrows_through_each_part(app: App, visit: Visit) -> None:
    first, last = await app.post(text="one"), await app.post(text="two")
    page = await visit()
    await page.keyboard.press("F6")
    await expect(page.get_by_test_id(f"channel-{CARE}")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_test_id("channel-C0OTHER")).to_be_focused()
    await page.keyboard.press("F6")
    await expect(page.get_by_test_id(f"message-{last}")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_test_id(f"message-{first}")).to_be_focused()
    await page.keyboard.press("F6")
    await expect(page.get_by_test_id("composer")).to_be_focused()


async def test_t_opens_the_thread_and_escape_leads_back(app: App, visit: Visit) -> None:
    ts = await app.post(text="one")
    page = await visit()
    await page.get_by_test_id(f"message-{ts}").focus()
    await page.keyboard.press("t")
    await expect(page.get_by_test_id("thread-composer")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("thread-pane")).to_be_hidden()
    await expect(page.get_by_test_id("messages").get_by_test_id(f"message-{ts}")).to_be_focused()


async def test_who_pressed_a_button_that_goes_away_stays_on_the_card(app: App, visit: Visit) -> None:
    ts = await app.post(actions(button("go", "Go")))
    page = await visit()
    await page.get_by_role("button", name="Go").focus()
    await app.web.chat_update(channel=CARE, ts=ts, text="x", blocks=[section("Done")])
    await expect(page.get_by_test_id(f"message-{ts}")).to_contain_text("Done")
    await expect(page.get_by_test_id(f"message-{ts}")).to_be_focused()


async def test_a_few_letters_lead_to_another_seat(visit: Visit) -> None:
    page = await visit()
    await page.keyboard.press("ControlOrMeta+k")
    await page.keyboard.type("olive")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("act-as-U0OUT")).to_be_checked()


async def test_a_view_on_another_leads_back_to_it_or_out_of_both(app: App, visit: Visit) -> None:
    second = modal([section("Second")], title="Second")
    await app.offer(modal(), second, second)
    page = await visit(person=ANN)
    await page.get_by_role("button", name="Open").click()
    for leave in ("modal-back", "modal-x"):
        await form(page).get_by_role("button", name="Preview").click()
        await expect(page.get_by_role("dialog", name="Second")).to_be_visible()
        await page.get_by_test_id("modal").get_by_test_id(leave).click()
        if leave == "modal-back":
            await expect(page.get_by_role("dialog", name="Edit reply")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def walk_to(page: Page, post: Post) -> None:
    """From wherever one is to the post's card: F6 to the messages, then the arrows."""
    await expect(card(page, post)).to_be_visible()
    messages = page.get_by_test_id("messages")
    for _ in range(PARTS):
        if await is_within(page, messages):
            break
        await page.keyboard.press("F6")
    await page.keyboard.press("End")
    for _ in range(MOST_STEPS):
        if await is_within(page, card(page, post)):
            return
        await page.keyboard.press("ArrowUp")
    raise AssertionError("the arrows do not lead to the card")


async def go_to(page: Page, words: str) -> None:
    """From a card to one of its buttons."""
    await page.keyboard.press("Enter")
    for _ in range(MOST_STEPS):
        if await focused_words(page) == words:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {words!r}")


async def press_submit(page: Page) -> None:
    """From a field of a form to its last button."""
    for _ in range(MOST_STEPS):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.dataset.submit !== undefined"):
            await page.keyboard.press("Enter")
            return
    raise AssertionError("Tab does not lead to the form's button")


async def focused_words(page: Page) -> str:
    script = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
    return str(await page.evaluate(script)).strip()


async def is_within(page: Page, where: Locator) -> bool:
    return bool(await where.evaluate("(node) => node.contains(document.activeElement)"))
