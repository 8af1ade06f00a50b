"""Modals: what was typed survives, errors stand at their inputs, and the keyboard is enough."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.page.conftest import ANN, App, Visit
from tests.page.kit import FORM, Json, actions, button, entry, modal, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def opened(app: App, visit: Visit, *views: Json) -> Page:
    """The page with the first view open; a button "Preview" in it pushes the next."""
    await app.offer(*views)
    page = await visit()
    await page.get_by_role("button", name="Open").click()
    await expect(page.get_by_test_id("modal")).to_be_visible()
    return page


def reply_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Reply")


async def test_a_form_arrives_with_its_initial_values(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    await page.get_by_test_id("modal-submit").click()
    values = (await app.heard("view_submission"))["view"]["state"]["values"]
    assert values["reply"]["text"]["value"] == "We are sorry."
    assert values["when"]["pick"]["selected_option"]["value"] == "now"
    assert values["who"]["pick"]["selected_users"] == []


async def test_what_a_person_put_in_is_submitted(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    await reply_of(page).fill("Sorry, Maya.")
    await page.get_by_label("Tone").select_option("warm")
    await page.get_by_label("Later").check()
    await page.get_by_label("I checked").check()
    await page.get_by_test_id("modal-submit").click()
    values = (await app.heard("view_submission"))["view"]["state"]["values"]
    assert values["reply"]["text"]["value"] == "Sorry, Maya."
    assert values["tone"]["pick"]["selected_option"]["value"] == "warm"
    assert values["when"]["pick"]["selected_option"]["value"] == "later"
    assert [one["value"] for one in values["sure"]["tick"]["selected_options"]] == ["yes"]


async def test_an_accepted_form_closes_and_gives_the_focus_back(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal")).to_have_count(0)
    await expect(page.get_by_role("button", name="Open")).to_be_focused()


async def test_typed_words_survive_an_update_of_the_view(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    view_id = await page.get_by_test_id("modal").get_attribute("data-view-id")
    await reply_of(page).fill("Half a sent")
    await app.web.views_update(
        view_id=view_id, view=modal([section("A new hint"), *FORM], title="Still here")
    )
    await expect(page.get_by_text("A new hint")).to_be_visible()
    await expect(reply_of(page)).to_have_value("Half a sent")
    await expect(reply_of(page)).to_be_focused()


async def test_a_new_block_id_brings_the_new_words(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    view_id = await page.get_by_test_id("modal").get_attribute("data-view-id")
    fresh = entry(
        "reply-2", "Reply", {"type": "plain_text_input", "action_id": "text", "initial_value": "Warmer"}
    )
    await app.web.views_update(view_id=view_id, view=modal([fresh]))
    await expect(reply_of(page)).to_have_value("Warmer")


async def test_a_button_in_a_modal_carries_what_was_typed(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal(), modal([section("Preview")], title="Preview"))
    await app.heard("block_actions")
    await reply_of(page).fill("Try this")
    await page.get_by_role("button", name="Preview").click()
    heard = await app.heard("block_actions")
    assert heard["view"]["state"]["values"]["reply"]["text"]["value"] == "Try this"


async def test_an_error_of_the_app_stands_at_its_input(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    app.answering = _refuse
    await page.get_by_test_id("modal-submit").click()
    wrong = page.locator("[data-input-block=reply]")
    await expect(wrong.get_by_test_id("input-error")).to_have_text("Too long for this network")
    await expect(reply_of(page)).to_be_focused()
    await expect(reply_of(page)).to_have_value("We are sorry.")


async def test_an_empty_required_input_is_not_sent(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    await app.heard("block_actions")
    await reply_of(page).fill("")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("input-error")).to_have_text("Please fill this in.")
    assert app.inbox.empty()


async def test_the_counter_says_how_much_room_is_left(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    await reply_of(page).fill("x" * 190)
    await expect(page.get_by_test_id("counter")).to_have_text("190 / 200")


async def test_escape_closes_the_top_view_and_tells_the_app(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal(), modal([section("Second")], title="Second", notify_on_close=True))
    await page.get_by_role("button", name="Preview").click()
    await expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    await page.keyboard.press("Escape")
    assert (await app.heard("view_closed"))["view"]["title"]["text"] == "Second"
    await expect(page.get_by_role("dialog", name="Edit reply")).to_be_visible()


async def test_the_view_below_keeps_its_words_under_a_pushed_one(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal(), modal([section("Second")], title="Second"))
    await reply_of(page).fill("Kept")
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_role("dialog", name="Second").get_by_test_id("modal-close").click()
    await expect(reply_of(page)).to_have_value("Kept")


async def test_the_focus_stays_inside_the_modal(app: App, visit: Visit) -> None:
    page = await opened(app, visit, modal())
    for _ in range(20):
        await page.keyboard.press("Tab")
        assert await page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


async def test_an_input_that_asks_for_it_dispatches_on_enter(app: App, visit: Visit) -> None:
    search = entry("find", "Find", {"type": "plain_text_input", "action_id": "text"}, dispatch_action=True)
    page = await opened(app, visit, modal([search]), modal([section("Found")], title="Found"))
    await app.heard("block_actions")
    await page.get_by_label("Find").fill("delay")
    await page.get_by_label("Find").press("Enter")
    assert (await app.heard("block_actions"))["actions"][0]["value"] == "delay"


async def test_the_home_tab_acts_too(app: App, visit: Visit) -> None:
    home = {"type": "home", "blocks": [section("4 wait"), actions(button("next", "Next"))]}
    await app.web.views_publish(user_id=ANN, view=home)
    page = await visit()
    await page.get_by_role("region", name="App").get_by_role("button").click()
    await expect(page.get_by_test_id("home")).to_contain_text("4 wait")
    assert (await app.heard("event_callback"))["event"]["type"] == "app_home_opened"
    await page.get_by_role("button", name="Next").click()
    assert (await app.heard("block_actions"))["actions"][0]["action_id"] == "next"


async def _refuse(payload: Json) -> Json:
    return {"response_action": "errors", "errors": {"reply": "Too long for this network"}}
