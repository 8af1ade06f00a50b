"""Many messages and quick updates: the reader keeps their place, and only what changed is drawn anew."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import CARE, App, Visit
from tests.page.kit import TONES, Json, actions, button, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MANY = 110


async def full_channel(app: App) -> list[str]:
    return [
        await app.post(section(f"Card {number}"), actions(button("take", "Take"))) for number in range(MANY)
    ]


async def top_of(page: Page, ts: str) -> float:
    box = await page.get_by_test_id(f"message-{ts}").bounding_box()
    assert box is not None
    return box["y"]


async def test_a_reader_in_the_middle_keeps_their_place(app: App, visit: Visit) -> None:
    sent = await full_channel(app)
    page = await visit()
    middle = page.get_by_test_id(f"message-{sent[60]}")
    await middle.scroll_into_view_if_needed()
    before = await top_of(page, sent[60])
    await app.web.chat_update(channel=CARE, ts=sent[40], text="x", blocks=[section("Longer\n" * 8)])
    await app.post(text="The newest")
    await expect(page.get_by_test_id("jump")).to_be_visible()
    assert abs(await top_of(page, sent[60]) - before) <= 1


async def test_a_reader_at_the_bottom_stays_there(app: App, visit: Visit) -> None:
    await full_channel(app)
    page = await visit()
    last = await app.post(text="The newest")
    await expect(page.get_by_test_id(f"message-{last}")).to_be_in_viewport()
    await expect(page.get_by_test_id("jump")).to_be_hidden()


async def test_only_the_message_that_changed_is_drawn_anew(app: App, visit: Visit) -> None:
    first, second = await app.post(text="one"), await app.post(text="two")
    page = await visit()
    await page.evaluate(
        "document.querySelectorAll('.message').forEach((node) => { node.dataset.old = 'yes' })"
    )
    await app.web.chat_update(channel=CARE, ts=second, text="two, edited")
    await expect(page.get_by_test_id(f"message-{second}")).to_contain_text("two, edited")
    await expect(page.get_by_test_id(f"message-{first}")).to_have_attribute("data-old", "yes")
    assert await page.get_by_test_id(f"message-{second}").get_attribute("data-old") is None


async def test_typing_is_not_disturbed_by_a_storm_of_updates(app: App, visit: Visit) -> None:
    ts = await app.post(text="0")
    page = await visit()
    field = page.get_by_test_id("composer")

    async def storm() -> None:
        for number in range(1, 31):
            await app.web.chat_update(channel=CARE, ts=ts, text=f"update {number}")

    await asyncio.gather(storm(), field.press_sequentially("a calm sentence", delay=20))
    await expect(page.get_by_test_id(f"message-{ts}")).to_contain_text("update 30")
    await expect(field).to_have_value("a calm sentence")
    await expect(field).to_be_focused()


async def test_the_focus_stays_on_a_button_whose_card_was_drawn_anew(app: App, visit: Visit) -> None:
    ts = await app.post(actions(button("take", "Take")))
    page = await visit()
    await page.get_by_role("button", name="Take").focus()
    await app.web.chat_update(
        channel=CARE, ts=ts, text="x", blocks=[section("Newer"), actions(button("take", "Take"))]
    )
    await expect(page.get_by_test_id(f"message-{ts}")).to_contain_text("Newer")
    await expect(page.get_by_role("button", name="Take")).to_be_focused()


@pytest.mark.parametrize("by", ["mouse", "space bar"])
async def test_a_press_counts_though_its_card_changes_under_it(app: App, visit: Visit, by: str) -> None:
    ts = await app.post(actions(button("take", "Take")))
    page = await visit()
    take = page.get_by_role("button", name="Take")
    await take.hover()
    await take.focus()
    await (page.mouse.down() if by == "mouse" else page.keyboard.down(" "))
    async with page.expect_response(lambda answer: "/sandbox/state" in answer.url) as seen:
        blocks = [section("Newer"), actions(button("take", "Take"))]
        await app.web.chat_update(channel=CARE, ts=ts, text="x", blocks=blocks)
    await (await seen.value).finished()

    await (page.mouse.up() if by == "mouse" else page.keyboard.up(" "))

    assert (await app.heard("block_actions"))["actions"][0]["action_id"] == "take"
    await expect(page.get_by_test_id(f"message-{ts}")).to_contain_text("Newer")


async def test_a_press_whose_end_nobody_tells_holds_up_the_news_for_seconds_only(
    app: App, visit: Visit
) -> None:
    ts = await app.post(text="old")
    page = await visit()
    await page.get_by_test_id(f"message-{ts}").hover()
    await page.mouse.down()
    await app.web.chat_update(channel=CARE, ts=ts, text="newer")
    await expect(page.get_by_test_id(f"message-{ts}")).to_contain_text("newer")


async def test_an_open_menu_stays_open_when_its_card_is_drawn_anew(app: App, visit: Visit) -> None:
    menu: Json = {"type": "overflow", "action_id": "more", "options": TONES}
    ts = await app.post(actions(menu))
    page = await visit()
    await page.get_by_role("button", name="More actions").click()
    await page.keyboard.press("ArrowDown")
    await app.web.chat_update(channel=CARE, ts=ts, text="x", blocks=[section("Newer"), actions(menu)])
    await expect(page.get_by_test_id(f"message-{ts}")).to_contain_text("Newer")
    await expect(page.get_by_role("menuitem", name="Warm")).to_be_focused()
    await page.keyboard.press("Enter")
    assert (await app.heard("block_actions"))["actions"][0]["selected_option"]["value"] == "warm"


async def test_a_line_says_where_the_new_messages_begin(app: App, visit: Visit) -> None:
    await app.post(text="old")
    page = await visit()
    await page.get_by_test_id("channel-C0OTHER").click()
    await expect(page.get_by_test_id("channel-title")).to_contain_text("other")
    fresh = await app.post(text="fresh")
    await page.get_by_test_id(f"channel-{CARE}").click()
    await expect(page.get_by_test_id(f"message-{fresh}")).to_be_visible()
    await expect(page.get_by_role("separator").last).to_have_text("New")
