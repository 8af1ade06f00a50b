"""Support staff at work: approve, edit, ask for other words, stop, decline, and hand on."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.builders import ANN, COLE, SAM
from tests.page.conftest import Visit
from tests.page.floor import Floor, card, choose, form, in_public, open_direct, press, submit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_approved_reply_stands_under_the_post_in_public(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("Harbourline, my train from Ryde was 50 minutes late and nobody said why.")
    said = await card(page, post).locator("blockquote").nth(1).inner_text()
    await press(card(page, post), "Approve")
    await expect(card(page, post)).to_contain_text("Approved by @Sam Ortiz")
    floor.let_undo_run_out()
    await expect(card(page, post)).to_contain_text("Sent, approved by @Sam Ortiz")
    await expect(in_public(page, post).get_by_test_id("brand-reply")).to_contain_text(said)


async def test_edited_words_go_out_exactly_as_typed(floor: Floor, join: Visit) -> None:
    words = "Billing you twice was wrong & we are sorry. Write to us by DM, we look into it.\n– Harbourline"
    page = await join(SAM)
    post = await floor.complain("@Harbourline you billed my ferry twice this month, please look at it.")
    await press(card(page, post), "Edit")
    await form(page).get_by_label("Reply", exact=True).fill(words)
    await submit(page)
    await expect(card(page, post)).to_contain_text("Approved by @Sam Ortiz")
    floor.let_undo_run_out()
    await expect(in_public(page, post).get_by_test_id("brand-reply")).to_contain_text("we look into it")
    assert [one["text"] for one in floor.replies_to(post)] == [words]


async def test_words_that_may_not_go_out_are_given_back_with_the_reason(floor: Floor, join: Visit) -> None:
    words = "Sorry! Tell us your booking number here. – Harbourline"
    page = await join(SAM)
    post = await floor.complain("Harbourline, where is the refund for the storm day? Nobody answers.")
    await press(card(page, post), "Edit")
    reply = form(page).get_by_label("Reply", exact=True)
    await reply.fill(words)
    await submit(page)
    await expect(form(page)).to_contain_text("This text cannot go out yet")
    await expect(reply).to_have_value(words)


async def test_another_draft_brings_other_words(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("The Harbourline app crashed at the gate again, third time this week.")
    draft = card(page, post).locator("blockquote").nth(1)
    before = await draft.inner_text()
    await press(card(page, post), "Another draft")
    await expect(draft).not_to_have_text(before)
    await expect(card(page, post).get_by_role("button", name="Approve", exact=True)).to_be_visible()


async def test_an_approval_can_be_taken_back_inside_the_window(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain(
        "Harbourline lost my pushchair between Southsea and Ryde, no idea where it is."
    )
    await press(card(page, post), "Approve")
    await press(card(page, post), "Undo")
    await expect(card(page, post).get_by_role("button", name="Approve", exact=True)).to_be_visible()
    floor.let_undo_run_out()
    await _something_else_goes_out(floor, page)
    assert floor.replies_to(post) == []


async def test_no_reply_needs_a_reason_and_can_be_opened_again(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("Harbourline staff at Cowes were rude to my father, shame on you.")
    await choose(card(page, post), "No reply…")
    await form(page).get_by_label("Why is there no reply?").select_option(label="Troll or bait")
    await submit(page)
    await expect(card(page, post)).to_contain_text("No reply, decided by @Sam Ortiz")
    await expect(card(page, post)).to_contain_text("Reason:")
    await choose(card(page, post), "Reopen")
    await expect(card(page, post).get_by_role("button", name="Approve", exact=True)).to_be_visible()


async def test_a_snoozed_card_sleeps_until_somebody_wakes_it(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain(
        "Still no answer to my email about the group fare, Harbourline. Two weeks now."
    )
    await choose(card(page, post), "Snooze…")
    await submit(page)
    await expect(card(page, post)).to_contain_text("snoozed by @Sam Ortiz")
    await press(card(page, post), "Wake")
    await expect(card(page, post)).not_to_contain_text("snoozed by")


async def test_a_call_for_help_reaches_whoever_is_on_call(floor: Floor, join: Visit) -> None:
    page, responder = await join(SAM), await join(COLE)
    post = await floor.complain("Harbourline cancelled the 18:05 and the hotel desk is closed. What now?")
    await choose(card(page, post), "Escalate…")
    await form(page).get_by_label("Why do they have to look?").fill("Forty people stand outside")
    await submit(page)
    await expect(card(page, post)).to_contain_text("@Sam Ortiz called for help")
    called = (await open_direct(responder)).locator("article").filter(has_text="calls for help with this one")
    await press(called.filter(has_text=post.author), "I'll take it")
    await expect(card(page, post)).to_contain_text("@Cole Adeyemi is on it")


async def test_a_colleague_who_is_asked_answers_into_the_thread(floor: Floor, join: Visit) -> None:
    page, colleague = await join(SAM), await join(ANN)
    post = await floor.complain("Is the Harbourline lift at Lymington still broken? My mother cannot climb.")
    await choose(card(page, post), "Ask a colleague…")
    await form(page).get_by_label("Whom do you want to ask?").select_option(ANN)
    await form(page).get_by_label("What do you want to know?").fill("Is the lift running again?")
    await submit(page)
    asked = (await open_direct(colleague)).locator("article").filter(has_text="Is the lift running again?")
    await press(asked, "Answer")
    await form(colleague).get_by_label("What do you say?").fill("Since Monday, yes")
    await submit(colleague)
    await expect(asked).to_contain_text("You answered: Since Monday, yes")
    await card(page, post).get_by_test_id(re.compile("^replies-")).click()
    await expect(page.get_by_test_id("thread-pane")).to_contain_text(
        "@Ann Keller answers @Sam Ortiz: Since Monday, yes"
    )


async def test_a_draft_that_somebody_took_can_be_let_go_again(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("Harbourline, the toilets on the 9:15 were locked the whole way. Disgusting.")
    await press(card(page, post), "I'll take it")
    await expect(card(page, post)).to_contain_text("@Sam Ortiz is on it")
    await choose(card(page, post), "More…")
    await press(form(page), "Release")
    await expect(card(page, post)).not_to_contain_text("is on it")


async def test_a_card_says_who_is_editing_it(floor: Floor, join: Visit) -> None:
    sam, ann = await join(SAM), await join(ANN)
    post = await floor.complain("Harbourline left my bike on the quay at Cowes, in the rain.")
    await press(card(ann, post), "Edit")
    await expect(card(sam, post)).to_contain_text("@Ann Keller is editing since")
    await press(card(sam, post), "Edit")
    await expect(form(sam)).to_contain_text("@Ann Keller is editing since")
    await ann.keyboard.press("Escape")
    await expect(card(sam, post)).not_to_contain_text("@Ann Keller is editing since")


async def test_a_thumb_on_the_draft_is_noted_and_said(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("Harbourline sent my suitcase to the wrong island again.")
    await press(card(page, post), "Good draft")
    await expect(page.locator("[data-ephemeral=true]").last).to_contain_text("you find version 1 good")


async def test_an_older_wording_is_seen_and_restored_from_the_history(floor: Floor, join: Visit) -> None:
    page = await join(SAM)
    post = await floor.complain("Harbourline website took my money and sent no ticket. Who reads these?")
    draft = card(page, post).locator("blockquote").nth(1)
    before = await draft.inner_text()
    await press(card(page, post), "Another draft")
    await expect(draft).not_to_have_text(before)
    await choose(card(page, post), "More…")
    await press(form(page), "History…")
    await press(page.get_by_role("dialog", name="History"), "Restore")
    await expect(draft).to_have_text(before)


async def _something_else_goes_out(floor: Floor, page: Page) -> None:
    """Proof that the publisher has turned since."""
    post = await floor.complain("Harbourline ferry from Yarmouth left early, ten of us watched it go.")
    await press(card(page, post), "Approve")
    await expect(card(page, post)).to_contain_text("Approved by")
    floor.let_undo_run_out()
    await expect(in_public(page, post).get_by_test_id("brand-reply")).to_be_visible()
