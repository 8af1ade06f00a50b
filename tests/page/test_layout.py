"""Wide, narrow, light and dark."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import App, Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NARROW = {"width": 390, "height": 800}
MIDDLE = {"width": 1000, "height": 760}


async def test_on_a_wide_screen_all_panes_stand_side_by_side(visit: Visit) -> None:
    page = await visit()
    for pane in ("sidebar", "conversation", "timeline"):
        await expect(page.get_by_test_id(pane)).to_be_visible()


async def test_on_a_narrow_screen_the_panes_are_tabs(visit: Visit) -> None:
    page = await visit(viewport=NARROW)
    await expect(page.get_by_test_id("sidebar")).to_be_hidden()
    await page.get_by_test_id("tab-public").click()
    await expect(page.get_by_test_id("timeline")).to_be_visible()
    await expect(page.get_by_test_id("conversation")).to_be_hidden()


async def test_on_a_narrow_screen_nothing_is_wider_than_it(app: App, visit: Visit) -> None:
    await app.post(text="a" * 400)
    page = await visit(viewport=NARROW)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_on_a_middle_screen_the_timeline_opens_over_the_channel(visit: Visit) -> None:
    page = await visit(viewport=MIDDLE)
    await expect(page.get_by_test_id("timeline")).to_be_hidden()
    await page.get_by_test_id("side-switch").click()
    await expect(page.get_by_test_id("timeline")).to_be_visible()


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
async def test_the_colours_follow_the_system(scheme: str, is_dark: bool, visit: Visit) -> None:
    page = await visit(color_scheme=scheme)
    red = await page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0])")
    assert (red < 80) is is_dark


async def test_every_control_has_a_name(app: App, visit: Visit) -> None:
    await app.post(text="A card")
    page = await visit()
    nameless = await page.evaluate(
        "[...document.querySelectorAll('button, a')].filter((one) => "
        "!one.textContent.trim() && !one.getAttribute('aria-label')).length"
    )
    assert nameless == 0


async def test_the_first_tab_stop_leads_past_the_sidebar(visit: Visit) -> None:
    page = await visit()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
