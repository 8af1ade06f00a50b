"""What is elsewhere: the sandbox gone and back, words for one person only, what waits unread."""

import re

import pytest
from playwright.async_api import Browser, expect

from bot.sandbox.server import Sandbox
from tests.page.conftest import ANN, CARE, SAM, App, Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

OTHER = "C0OTHER"


async def test_a_sandbox_that_goes_is_missed_and_its_return_heals_the_page(chromium: Browser) -> None:
    page = await chromium.new_page()
    async with Sandbox(rate_limits="off") as sandbox:
        port = int(sandbox.url.rsplit(":", 1)[1])
        await page.goto(f"{sandbox.url}/?as={ANN}&channel={CARE}")
        await page.get_by_test_id("composer").fill("half a sent")
    await expect(page.get_by_test_id("connection")).to_contain_text("does not answer")
    async with Sandbox(port=port, rate_limits="off") as sandbox:
        sandbox.workspace.post(CARE, SAM, {"text": "Meanwhile"})
        await page.get_by_test_id("retry").click()
        await expect(page.get_by_test_id("messages")).to_contain_text("Meanwhile")
        await expect(page.get_by_test_id("toast")).to_contain_text("answers again")
        await expect(page.get_by_test_id("connection")).not_to_contain_text("does not answer")
        await expect(page.get_by_test_id("composer")).to_have_value("half a sent")
        sandbox.workspace.post(CARE, SAM, {"text": "And it hears of news"})
        await expect(page.get_by_test_id("messages")).to_contain_text("And it hears of news")
    await page.close()


async def test_what_only_one_person_sees_can_be_dismissed(app: App, visit: Visit) -> None:
    await app.web.chat_postEphemeral(channel=CARE, user=ANN, text="You are too late")
    page = await visit()
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.get_by_text("You are too late")).to_have_count(0)


async def test_a_channel_is_bold_for_news_and_counts_what_names_you(sandbox: Sandbox, visit: Visit) -> None:
    page = await visit()
    place = page.get_by_test_id(f"channel-{OTHER}")
    sandbox.workspace.post(OTHER, SAM, {"text": "Lunch?"})
    await expect(place).to_have_class(re.compile("place-unread"))
    await expect(place).to_have_text(re.compile("1 unread$"))
    sandbox.workspace.post(OTHER, SAM, {"text": f"<@{ANN}> lunch?"})
    await expect(place.locator(".unread")).to_have_text("1 for you")
    await expect(page).to_have_title(re.compile(r"^\(1\) "))


async def test_what_arrives_in_the_open_channel_is_spoken(sandbox: Sandbox, visit: Visit) -> None:
    page = await visit()
    sandbox.workspace.post(CARE, SAM, {"text": "The *lift* runs"})
    await expect(page.locator("#spoken")).to_have_text("Sam Ortiz: The lift runs")


async def test_the_colours_that_a_person_chose_stay(visit: Visit) -> None:
    page = await visit(color_scheme="light")
    for _ in range(2):
        await page.get_by_test_id("theme").click()
    await page.reload()
    await expect(page.get_by_role("button", name="Colours: dark")).to_be_visible()
    await expect(page.locator(":root")).to_have_css("color-scheme", "dark")


async def test_on_a_narrow_screen_the_workspace_is_a_drawer(visit: Visit) -> None:
    page = await visit(viewport={"width": 390, "height": 800})
    await page.get_by_test_id("tab-workspace").click()
    await expect(page.get_by_test_id(f"channel-{OTHER}")).to_be_visible()
    await expect(page.get_by_test_id("conversation")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("sidebar")).to_be_hidden()


async def test_a_panel_of_another_part_of_the_page_stands_beside_the_timeline(visit: Visit) -> None:
    page = await visit()
    await page.evaluate(
        "import('/page/side.js').then(({ addPanel, openPanel }) => {"
        " addPanel({ name: 'brand', title: 'Your brand', node: document.createElement('hr') });"
        " openPanel('brand'); })"
    )
    await expect(page.get_by_test_id("panel-brand")).to_be_visible()
    await expect(page.get_by_test_id("timeline")).to_be_hidden()
    await page.get_by_role("tab", name="Public timeline").click()
    await expect(page.get_by_test_id("timeline")).to_be_visible()
