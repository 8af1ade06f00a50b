"""Writing: messages, names and slash commands."""

import pytest
from playwright.async_api import expect

from bot.sandbox.cast import BOT_USER
from bot.sandbox.server import Sandbox
from tests.page.conftest import CARE, App, Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_enter_sends_and_empties_the_field(visit: Visit) -> None:
    page = await visit()
    field = page.get_by_test_id("composer")
    await field.fill("Good morning")
    await field.press("Enter")
    await expect(page.get_by_test_id("messages")).to_contain_text("Good morning")
    await expect(field).to_have_value("")


async def test_shift_and_enter_makes_a_line(visit: Visit) -> None:
    page = await visit()
    field = page.get_by_test_id("composer")
    await field.fill("one")
    await field.press("Shift+Enter")
    await expect(field).to_have_value("one\n")


async def test_what_a_person_types_is_never_a_command_to_the_page(visit: Visit) -> None:
    page = await visit()
    await page.get_by_test_id("composer").fill("<!channel> & <@U0ANN>")
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.locator(".words")).to_have_text("<!channel> & <@U0ANN>")
    await expect(page.locator(".mention")).to_have_count(0)


async def test_a_slash_offers_the_commands_and_enter_runs_one(app: App, visit: Visit) -> None:
    page = await visit()
    field = page.get_by_test_id("composer")
    await field.press_sequentially("/am")
    await expect(page.get_by_role("option", name="/amends")).to_have_attribute("aria-selected", "true")
    await field.press("Enter")
    await field.press_sequentially("next")
    await field.press("Enter")
    heard = await _command(app)
    assert (heard["command"], heard["text"], heard["channel_id"]) == ("/amends", "next", CARE)


async def test_the_app_is_invited_as_in_slack(sandbox: Sandbox, visit: Visit) -> None:
    page = await visit(channel="C0OTHER")
    await page.get_by_test_id("composer").fill("/invite @Amends")
    for _ in ("choose the name", "send"):
        await page.get_by_test_id("composer").press("Enter")
    await sandbox.wait_for(lambda: BOT_USER in sandbox.workspace.channels["C0OTHER"].members)


async def test_an_unknown_command_is_said_and_kept(visit: Visit) -> None:
    page = await visit()
    await page.get_by_test_id("composer").fill("/nonsense now")
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.get_by_test_id("toast")).to_contain_text("/nonsense is not a command here")
    await expect(page.get_by_test_id("composer")).to_have_value("/nonsense now")


async def test_a_chosen_name_becomes_a_mention(visit: Visit) -> None:
    page = await visit()
    field = page.get_by_test_id("composer")
    await field.press_sequentially("ask @Sam")
    await field.press("Tab")
    await field.press("Enter")
    await expect(page.get_by_test_id("messages").locator(".mention")).to_have_text("@Sam Ortiz")


async def test_words_for_one_channel_do_not_follow_to_another(visit: Visit) -> None:
    page = await visit()
    await page.get_by_test_id("composer").fill("half")
    await page.get_by_test_id("channel-C0OTHER").click()
    await expect(page.get_by_test_id("composer")).to_have_value("")
    await page.get_by_test_id(f"channel-{CARE}").click()
    await expect(page.get_by_test_id("composer")).to_have_value("half")


async def test_a_message_that_did_not_get_out_comes_back(app: App, visit: Visit) -> None:
    page = await visit()
    app.answering = _deaf
    await page.get_by_test_id("composer").fill("/amends next")
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.get_by_test_id("toast")).to_be_visible()
    await expect(page.get_by_test_id("composer")).to_have_value("/amends next")


async def _deaf(payload: object) -> None:
    raise ConnectionError("the app does not answer")


async def _command(app: App) -> dict[str, str]:
    payload: dict[str, str] = await app.inbox.get()
    return payload


async def test_what_may_follow_a_command_and_an_emoji_are_offered(visit: Visit) -> None:
    page = await visit()
    field = page.get_by_test_id("composer")
    await field.press_sequentially("/amends n")
    await field.press("Tab")
    await expect(field).to_have_value("/amends next ")
    await field.fill("done :whi")
    await expect(page.get_by_role("option").first).to_contain_text("✅")
    await field.press("Tab")
    await expect(field).to_have_value("done :white_check_mark: ")
