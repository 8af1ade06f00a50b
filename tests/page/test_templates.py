"""A manager changes the words of drafts on the page: preview, save, next draft, and back."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.builders import ANN, CHANNEL, MAYA
from tests.house import House, a_house
from tests.page.conftest import WIDE

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

SLOWLY_MS = 60_000
COMPLAINT = "My train was late again and nobody told us anything."
FRESH = "I'm deeply sorry {{ problem }}."


@pytest_asyncio.fixture(loop_scope="session")
async def house(sqlite_url: str) -> AsyncIterator[House]:
    """The real service behind the page."""
    async with a_house(sqlite_url) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser, house: House) -> AsyncIterator[Page]:
    """The page, with Maya in front of it."""
    context = await chromium.new_context(viewport=WIDE)
    page = await context.new_page()
    await be(page, house, MAYA)
    yield page
    await context.close()


async def be(page: Page, house: House, user: str) -> None:
    """Sit down as somebody."""
    await page.goto(f"{house.sandbox.url}/?as={user}&channel={CHANNEL}")
    await page.get_by_test_id("channel-title").wait_for()


def modal(page: Page) -> Locator:
    return page.get_by_test_id("modal")


async def open_calm(page: Page) -> None:
    await page.get_by_test_id("composer").fill("/amends template")
    await page.get_by_test_id("composer").press("Enter")
    row = modal(page).locator(".section", has_text="Tone “calm”")
    await row.get_by_role("button", name="Open").click(timeout=SLOWLY_MS)
    await expect(modal(page)).to_contain_text("Choose a part")


async def test_a_manager_previews_saves_and_takes_back_a_wording(page: Page, house: House) -> None:
    first = await house.say("1", COMPLAINT)
    before = await house.card(first)
    await open_calm(page)
    await (
        modal(page)
        .locator("select")
        .select_option(label="Apology, with the problem: “I'm sorry {{ problem }}.” (10)")
    )
    await modal(page).get_by_role("button", name="Edit").click()
    words = modal(page).locator("textarea").first
    await words.fill(f"{FRESH}\nI'm sorry if you were upset.")
    await modal(page).get_by_role("button", name="Preview").click()
    await expect(modal(page)).to_contain_text("Line 2", timeout=SLOWLY_MS)
    await expect(modal(page)).to_contain_text("A hostile post")

    await words.fill(FRESH)
    await modal(page).locator("input[type=text]").fill("warmer")
    await modal(page).get_by_test_id("modal-submit").click()
    await expect(modal(page)).to_contain_text("Saved as version 1", timeout=SLOWLY_MS)
    await modal(page).get_by_test_id("modal-close").click()
    await expect(modal(page)).to_contain_text("Version 1, by")

    after = await house.card(await house.say("2", COMPLAINT))
    assert "I'm deeply sorry" in str(after["blocks"])
    assert (await house.card(first))["blocks"] == before["blocks"]

    await modal(page).get_by_role("button", name="History").click()
    await modal(page).get_by_role("button", name="Back to the shipped wording").click()
    await page.get_by_test_id("confirm-yes").click()
    await expect(modal(page)).to_contain_text("Saved as version 2", timeout=SLOWLY_MS)
    last = await house.card(await house.say("3", COMPLAINT))
    assert "I'm deeply sorry" not in str(last["blocks"])


async def test_somebody_else_is_told_why_not(page: Page, house: House) -> None:
    await be(page, house, ANN)
    await page.get_by_test_id("composer").fill("/amends template")
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.get_by_text("Only managers can change templates").first).to_be_visible(
        timeout=SLOWLY_MS
    )
    await expect(modal(page)).to_have_count(0)
