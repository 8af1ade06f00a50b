"""Every kind of block stands on the page, and every element tells the app what a person did."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import App, Visit
from tests.page.kit import BLOCKS, ELEMENTS, TONES, Json, actions, button, mrkdwn, plain, section

SURE = {
    "title": plain("Decline?"),
    "text": mrkdwn("It *cannot* be undone"),
    "confirm": plain("Decline"),
    "deny": plain("Keep"),
}

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_every_kind_of_block_stands_on_the_page(app: App, visit: Visit) -> None:
    sent = [(await app.post(block), words) for block, words in BLOCKS.values()]
    page = await visit()
    for ts, words in sent:
        await expect(page.get_by_test_id(f"message-{ts}")).to_contain_text(words, use_inner_text=True)


async def test_a_divider_is_a_separator(app: App, visit: Visit) -> None:
    await app.post(section("above"), {"type": "divider"}, section("below"))
    page = await visit()
    await expect(page.locator("[data-block=divider]")).to_have_role("separator")


async def test_every_element_stands_in_an_actions_block(app: App, visit: Visit) -> None:
    sent = [(await app.post(actions(element)), role) for element, role in ELEMENTS.values()]
    page = await visit()
    for ts, role in sent:
        control = page.get_by_test_id(f"message-{ts}").locator("[data-action-id=it]").first
        await expect(control).to_be_visible()
        if role is not None:
            await expect(control).to_have_role(role)


async def test_a_button_tells_the_app_which_one_it_was(app: App, visit: Visit) -> None:
    await app.post(actions(button("approve", "Approve", value="7:2")))
    page = await visit()
    await page.get_by_role("button", name="Approve").click()
    heard = await app.heard("block_actions")
    assert _action(heard)["value"] == "7:2"


async def test_a_button_is_busy_until_the_result_stands(app: App, visit: Visit) -> None:
    seen = asyncio.Event()
    page = await _slow_button(app, visit, seen)
    approve = page.get_by_role("button", name="Approve")
    await approve.click()
    await expect(approve).to_be_disabled()
    seen.set()
    await expect(page.get_by_text("Approved by Ann")).to_be_visible()


async def test_a_confirm_asks_first_and_no_means_no(app: App, visit: Visit) -> None:
    page = await _asks_first(app, visit)
    await page.get_by_test_id("confirm-no").click()
    await expect(page.get_by_test_id("confirm")).to_have_count(0)
    assert app.inbox.empty()


async def test_a_confirm_that_is_answered_yes_acts(app: App, visit: Visit) -> None:
    page = await _asks_first(app, visit)
    await expect(page.get_by_test_id("confirm")).to_contain_text("It cannot be undone")
    await page.get_by_test_id("confirm-yes").click()
    assert _action(await app.heard("block_actions"))["action_id"] == "decline"


@pytest.mark.parametrize(
    ("kind", "pick"),
    [
        ("static_select", lambda page: page.locator("[data-action-id=it]").select_option("warm")),
        ("checkboxes", lambda page: page.get_by_label("Warm").check()),
        ("radio_buttons", lambda page: page.get_by_label("Warm").check()),
    ],
)
async def test_a_choice_that_is_not_confirmed_is_taken_back(
    app: App, visit: Visit, kind: str, pick: Callable[[Page], Awaitable[object]]
) -> None:
    first = {"initial_options": TONES[:1]} if kind == "checkboxes" else {"initial_option": TONES[0]}
    await app.post(actions({"type": kind, "action_id": "it", "options": TONES, "confirm": SURE, **first}))
    page = await visit()
    await pick(page)
    await page.get_by_test_id("confirm-no").click()
    await expect(page.get_by_test_id("confirm")).to_have_count(0)
    chosen = await page.locator("option:checked, input:checked[data-value]").all()
    assert [await one.get_attribute("value") or await one.get_attribute("data-value") for one in chosen] == [
        "formal"
    ]
    assert app.inbox.empty()


async def test_a_choice_of_a_menu_asks_first_too(app: App, visit: Visit) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": TONES, "confirm": SURE}
    await app.post(actions(menu))
    page = await visit()
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Formal").click()
    await page.get_by_test_id("confirm-yes").click()
    assert _action(await app.heard("block_actions"))["selected_option"]["value"] == "formal"


async def test_an_overflow_menu_works_with_the_arrow_keys(app: App, visit: Visit) -> None:
    await app.post(actions({"type": "overflow", "action_id": "more", "options": TONES}))
    page = await visit()
    await page.get_by_role("button", name="More actions").press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    assert _action(await app.heard("block_actions"))["selected_option"]["value"] == "warm"


async def test_a_select_sends_the_chosen_option(app: App, visit: Visit) -> None:
    await app.post(actions({"type": "static_select", "action_id": "tone", "options": TONES}))
    page = await visit()
    await page.locator("[data-action-id=tone]").select_option("warm")
    assert _action(await app.heard("block_actions"))["selected_option"]["value"] == "warm"


async def test_a_choice_of_people_sends_their_ids_once_it_is_closed(app: App, visit: Visit) -> None:
    await app.post(actions({"type": "multi_users_select", "action_id": "who"}))
    page = await visit()
    await page.locator("[data-action-id=who]").click()
    await page.get_by_role("checkbox", name="Sam Ortiz").check()
    await page.keyboard.press("Escape")
    assert _action(await app.heard("block_actions"))["selected_users"] == ["U0STAFF"]


async def test_checkboxes_send_every_tick(app: App, visit: Visit) -> None:
    await app.post(section("Facts", accessory={"type": "checkboxes", "action_id": "facts", "options": TONES}))
    page = await visit()
    await page.get_by_label("Formal").check()
    assert [one["value"] for one in _action(await app.heard("block_actions"))["selected_options"]] == [
        "formal"
    ]


async def test_a_date_is_sent_as_slack_writes_it(app: App, visit: Visit) -> None:
    await app.post(actions({"type": "datepicker", "action_id": "day"}))
    page = await visit()
    await page.locator("[data-action-id=day]").fill("2030-01-02")
    assert _action(await app.heard("block_actions"))["selected_date"] == "2030-01-02"


async def test_a_time_and_a_person_are_sent_as_slack_writes_them(app: App, visit: Visit) -> None:
    await app.post(
        actions({"type": "timepicker", "action_id": "at"}, {"type": "users_select", "action_id": "who"})
    )
    page = await visit()
    await page.locator("[data-action-id=at]").fill("17:05")
    assert _action(await app.heard("block_actions"))["selected_time"] == "17:05"
    await page.locator("[data-action-id=who]").select_option(label="Sam Ortiz")
    assert _action(await app.heard("block_actions"))["selected_user"] == "U0STAFF"


async def test_feedback_says_which_thumb(app: App, visit: Visit) -> None:
    thumbs = {
        "type": "feedback_buttons",
        "action_id": "thumbs",
        "positive_button": {"text": plain("Good draft"), "value": "good"},
        "negative_button": {"text": plain("Bad draft"), "value": "bad"},
    }
    await app.post({"type": "context_actions", "elements": [thumbs]})
    page = await visit()
    await page.get_by_role("button", name="Bad draft").click()
    assert _action(await app.heard("block_actions"))["value"] == "bad"


async def test_an_icon_button_is_shown_only_to_those_it_names(app: App, visit: Visit) -> None:
    bin_it = {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Bin")}
    await app.post({"type": "context_actions", "elements": [{**bin_it, "visible_to_user_ids": ["U0STAFF"]}]})
    theirs, mine = await visit("U0STAFF"), await visit()
    await expect(theirs.get_by_role("button", name="Bin")).to_be_visible()
    await expect(mine.locator("[data-action-id=bin]")).to_have_count(0)


async def test_what_the_app_could_not_be_told_is_said_in_words(visit: Visit, app: App) -> None:
    await app.post(actions(button("approve", "Approve")))
    page = await visit()
    app.answering = _never
    await page.get_by_role("button", name="Approve").click()
    await expect(page.get_by_test_id("toast")).to_be_visible()


async def _never(payload: Json) -> Json:
    raise ConnectionError("the app does not answer")


async def _slow_button(app: App, visit: Visit, seen: asyncio.Event) -> Page:
    """Its result stands only when the busy button has been `seen`."""
    ts = await app.post(actions(button("approve", "Approve")))

    async def answer(payload: Json) -> None:
        await seen.wait()
        await app.web.chat_update(channel="C0CARE", ts=ts, text="done", blocks=[section("Approved by Ann")])

    app.answering = answer
    return await visit()


async def _asks_first(app: App, visit: Visit) -> Page:
    await app.post(actions(button("decline", "Decline", style="danger", confirm=SURE)))
    page = await visit()
    await page.get_by_role("button", name="Decline").click()
    return page


def _action(payload: Json) -> Json:
    action: Json = payload["actions"][0]
    return action
