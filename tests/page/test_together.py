"""Two people at once: one wins and the other is told; and where two have to agree, two do."""

import asyncio
from collections.abc import Collection

import pytest
from playwright.async_api import Page, Route, expect

from bot.cli.demo_story import Post
from tests.builders import ANN, MAYA, SAM
from tests.page.conftest import Visit
from tests.page.floor import Floor, card, form, in_public, press, submit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NAMES = {SAM: "Sam Ortiz", ANN: "Ann Keller"}
TEN_MINUTES = 601
PRESS = (
    "We prepare a report on Harbourline's cancelled sailings, I am a journalist and want a comment by 5 pm."
)


async def test_of_two_who_approve_at_once_one_wins_and_the_other_is_told_who(
    floor: Floor, join: Visit
) -> None:
    pages = {SAM: await join(SAM), ANN: await join(ANN)}
    post = await floor.complain(
        "Harbourline, the ramp at Fishbourne was shut and we sat there for two hours."
    )
    await _hold_until_all_have_pressed(pages.values())
    for page in pages.values():
        await press(card(page, post), "Approve")
    winner = await _winner(pages[SAM], post)
    loser = ANN if winner == SAM else SAM
    told = pages[loser].locator("[data-ephemeral=true]").filter(has_text=f"@{NAMES[winner]}")
    await expect(told.last).to_contain_text("already approved it")
    floor.let_undo_run_out()
    await expect(in_public(pages[SAM], post).get_by_test_id("brand-reply")).to_have_count(1)


async def test_who_edits_what_a_colleague_has_sent_keeps_the_words_and_is_told(
    floor: Floor, join: Visit
) -> None:
    sam, ann = await join(SAM), await join(ANN)
    post = await floor.complain("Harbourline sold more seats than the bus has. My son stood for an hour.")
    await press(card(ann, post), "Edit")
    await form(ann).get_by_label("Reply", exact=True).fill("Ann's own careful words. – Harbourline")
    await press(card(sam, post), "Approve")
    await expect(card(sam, post)).to_contain_text("Approved by @Sam Ortiz")
    await submit(ann)
    await expect(form(ann)).to_contain_text("@Sam Ortiz")
    await expect(form(ann)).to_contain_text("Ann's own careful words. – Harbourline")


async def test_a_risky_reply_goes_out_only_after_a_second_person(floor: Floor, join: Visit) -> None:
    sam, ann = await join(SAM), await join(ANN)
    post = await floor.complain(PRESS, followers=78_000)
    await press(card(sam, post), "Approve")
    await expect(card(sam, post)).to_contain_text("A second person has to approve it too")
    await press(card(sam, post), "Approve")
    await expect(sam.locator("[data-ephemeral=true]").last).to_contain_text("second")
    await press(card(ann, post), "Approve")
    await expect(card(ann, post).get_by_role("button", name="Undo")).to_be_visible()
    floor.let_undo_run_out()
    await expect(in_public(ann, post).get_by_test_id("brand-reply")).to_have_count(1)


async def test_the_second_person_can_send_it_back_with_words(floor: Floor, join: Visit) -> None:
    sam, ann = await join(SAM), await join(ANN)
    post = await floor.complain(f"{PRESS} This is about the Lymington line.", followers=50_000)
    await press(card(sam, post), "Approve")
    await press(card(ann, post), "Send back…")
    await form(ann).get_by_label("What should be different?").fill("Name the press office")
    await submit(ann)
    await expect(card(sam, post).get_by_role("button", name="Approve", exact=True)).to_be_visible()
    await expect(card(sam, post)).not_to_contain_text("Approved once")
    assert floor.replies_to(post) == []


async def test_a_manager_may_go_alone_when_nobody_came(floor: Floor, join: Visit) -> None:
    sam, maya = await join(SAM), await join(MAYA)
    post = await floor.complain(f"{PRESS} This is about the night bus.", followers=60_000)
    await press(card(sam, post), "Approve")
    await expect(card(maya, post)).to_contain_text("Approved once")
    await expect(card(maya, post).get_by_role("button", name="Publish alone…")).to_have_count(0)
    floor.clock.skip(TEN_MINUTES)
    await press(card(maya, post), "Publish alone…")
    why = form(maya).get_by_label("Why can this not wait for a second person?")
    await why.fill("The report is on air in five minutes")
    await submit(maya)
    await expect(card(maya, post).get_by_role("button", name="Undo")).to_be_visible()
    floor.let_undo_run_out()
    await expect(in_public(maya, post).get_by_test_id("brand-reply")).to_have_count(1)


async def _hold_until_all_have_pressed(pages: Collection[Page]) -> None:
    """Both see the button: the first press changes nobody's card before the second is made."""
    pressed = asyncio.Barrier(len(pages))

    async def hold(route: Route) -> None:
        await pressed.wait()
        await route.continue_()

    for page in pages:
        await page.route("**/sandbox/act", hold, times=1)


async def _winner(page: Page, post: Post) -> str:
    shown = card(page, post)
    await expect(shown).to_contain_text("Approved by")
    words = await shown.inner_text()
    return next(user for user, name in NAMES.items() if f"Approved by @{name}" in words)
