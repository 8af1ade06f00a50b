"""Who acts, who sees what, and who is told."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import ANN, CARE, SAM, App, Visit
from tests.page.kit import actions, button

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_one_can_act_as_somebody_else(app: App, visit: Visit) -> None:
    await app.post(actions(button("approve", "Approve")))
    page = await visit(ANN)
    await page.get_by_test_id("act-as").get_by_text("Sam Ortiz").click()
    await expect(page.get_by_test_id(f"act-as-{SAM}")).to_be_checked()
    await page.get_by_role("button", name="Approve").click()
    assert (await app.heard("block_actions"))["user"]["id"] == SAM


async def test_the_switch_says_what_everybody_does(visit: Visit) -> None:
    page = await visit(ANN)
    await expect(page.get_by_role("radio", name="Maya Lind, Manager")).to_be_visible()


async def test_a_message_for_one_reader_is_shown_to_nobody_else(app: App, visit: Visit) -> None:
    await app.web.chat_postEphemeral(channel=CARE, user=ANN, text="You are too late")
    hers, his = await visit(ANN), await visit(SAM)
    await expect(hers.locator("[data-ephemeral=true]")).to_contain_text("Only visible to you")
    await expect(hers.get_by_text("You are too late")).to_be_visible()
    await expect(his.get_by_text("You are too late")).to_have_count(0)


async def test_a_direct_message_marks_the_app_unread_and_is_announced(app: App, visit: Visit) -> None:
    page = await visit(ANN)
    await app.post(channel=ANN, text="Can you take *this*?")
    toast = page.get_by_test_id("toast")
    await expect(toast).to_contain_text("Can you take this?")
    await expect(page.get_by_role("region", name="App")).to_contain_text("1 unread")
    await toast.get_by_text("Can you take").click()
    await expect(page.get_by_test_id("messages")).to_contain_text("Can you take this?")


async def test_a_direct_message_is_counted_while_the_home_tab_covers_it(app: App, visit: Visit) -> None:
    page = await visit(ANN)
    await page.get_by_role("region", name="App").get_by_role("button").click()
    await app.post(channel=ANN, text="One more")
    await expect(page.get_by_test_id("app-messages")).to_contain_text("1 unread")
    await page.get_by_test_id("app-messages").click()
    await expect(page.get_by_test_id("messages")).to_contain_text("One more")


async def test_a_thread_opens_beside_the_channel_and_takes_a_reply(app: App, visit: Visit) -> None:
    ts = await app.post(text="A card")
    await app.post(text="A note", thread_ts=ts)
    page = await visit(ANN)
    await page.get_by_test_id(f"replies-{ts}").click()
    pane = page.get_by_test_id("thread-pane")
    await expect(pane).to_contain_text("A note")
    await page.get_by_test_id("thread-composer").fill("I will ask")
    await page.get_by_test_id("thread-composer").press("Enter")
    await expect(pane.get_by_text("I will ask")).to_be_visible()
    await expect(page.get_by_test_id(f"replies-{ts}")).to_contain_text("2 replies")


async def test_a_closed_thread_shows_the_timeline_again(app: App, visit: Visit) -> None:
    ts = await app.post(text="A card")
    page = await visit(ANN)
    await page.get_by_test_id(f"message-{ts}").hover()
    await page.get_by_test_id(f"reply-{ts}").click()
    await page.get_by_test_id("thread-close").click()
    await expect(page.get_by_test_id("thread-pane")).to_be_hidden()
    await expect(page.get_by_test_id("timeline")).to_be_visible()


async def test_the_banner_says_that_this_is_not_slack_and_whether_the_app_is_there(
    app: App, visit: Visit
) -> None:
    page = await visit(ANN)
    await expect(page.get_by_test_id("banner")).to_contain_text(
        "Sandbox: this is not Slack. Nothing leaves this machine."
    )
    await expect(page.get_by_test_id("connection")).to_have_text("The app is connected")


async def test_without_the_app_the_banner_says_so(visit: Visit) -> None:
    page = await visit(ANN)
    await expect(page.get_by_test_id("connection")).to_have_text("The app is not connected")


async def test_a_permalink_leads_to_its_message_on_the_same_page(app: App, visit: Visit) -> None:
    ts = await app.post(text="The card")
    permalink = (await app.web.chat_getPermalink(channel=CARE, message_ts=ts))["permalink"]
    await app.post(channel=ANN, text=f"see <{permalink}|the card>")
    page = await visit(ANN)
    await page.get_by_role("region", name="App").get_by_role("button").click()
    await page.get_by_role("link", name="the card").click()
    await expect(page.get_by_test_id(f"message-{ts}")).to_be_in_viewport()
    await expect(page.get_by_test_id(f"act-as-{ANN}")).to_be_checked()
