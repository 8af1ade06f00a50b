"""The manager: pauses publishing with a reason that everybody reads, and lets it go on."""

import pytest
from playwright.async_api import Page, expect

from bot.cli.demo_story import Post
from tests.builders import MAYA, OLIVE, SAM
from tests.page.conftest import Visit
from tests.page.floor import Floor, card, form, in_public, open_home, press, submit, type_command

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_what_is_approved_in_a_pause_waits_for_its_end(floor: Floor, join: Visit) -> None:
    maya, sam = await join(MAYA), await join(SAM)
    post = await floor.complain("Harbourline, your 16:20 sat outside the port for an hour. Why?")
    await press(await open_home(maya), "Pause publishing…")
    await form(maya).get_by_label("Why? Everybody will read it.").fill("The refund letters are wrong")
    await submit(maya)
    await expect(sam.get_by_test_id("messages")).to_contain_text("Publishing is paused by @Maya Lind")
    await expect(sam.get_by_test_id("messages")).to_contain_text("Why: The refund letters are wrong")
    await press(card(sam, post), "Approve")
    await expect(card(sam, post)).to_contain_text("Approved by @Sam Ortiz")
    floor.let_undo_run_out()
    await expect(card(sam, post)).to_contain_text("because publishing is paused")
    assert floor.replies_to(post) == []
    await press(await open_home(maya), "Resume publishing")
    await expect(sam.get_by_test_id("messages")).to_contain_text("Publishing goes on, resumed by @Maya Lind")
    await expect(in_public(sam, post).get_by_test_id("brand-reply")).to_have_count(1)


async def test_a_command_pauses_too_and_an_approver_cannot_resume(floor: Floor, join: Visit) -> None:
    maya, sam = await join(MAYA), await join(SAM)
    await type_command(sam, "pause 30m A wrong fare is in every draft")
    paused = maya.locator("article").filter(has_text="A wrong fare is in every draft")
    await expect(paused).to_contain_text("paused by @Sam Ortiz")
    await press(
        sam.locator("article").filter(has_text="A wrong fare is in every draft").first, "Resume publishing"
    )
    await expect(sam.locator("[data-ephemeral=true]").last).to_contain_text("manager")
    await type_command(maya, "resume")
    await expect(paused).to_have_count(0)


async def test_home_shows_a_manager_how_the_desk_does(floor: Floor, join: Visit) -> None:
    maya, sam = await join(MAYA), await join(SAM)
    await floor.complain("Harbourline turned my wheelchair booking into a bike booking.")
    await expect(await open_home(maya)).to_contain_text("The last two weeks:")
    await expect(await open_home(sam)).to_contain_text("You may approve.")
    await expect(await open_home(sam)).not_to_contain_text("The last two weeks:")


async def test_a_right_for_a_time_is_given_counts_at_once_and_is_taken_back(
    floor: Floor, join: Visit
) -> None:
    maya, olive = await join(MAYA), await join(OLIVE)
    post = await floor.complain("Harbourline lost my daughter's cello between two ferries.")
    await _is_not_for(olive, post)
    await press(await open_home(maya), "People…")
    await form(maya).get_by_label("Let somebody").select_option(label="Olive Ray")
    await submit(maya)
    await expect(form(maya)).to_contain_text("@Olive Ray is an approver until")
    await press(card(olive, post), "Approve")
    await expect(card(olive, post)).to_contain_text("Approved by @Olive Ray")
    await press(form(maya), "Take back")
    await expect(form(maya)).to_contain_text("For a time: nobody")


async def _is_not_for(page: Page, post: Post) -> None:
    await press(card(page, post), "Approve")
    await expect(page.locator("[data-ephemeral=true]").last).to_contain_text("Only approvers can do this")
