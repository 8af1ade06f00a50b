"""What managers tune from Home: refused in plain words, saved, seen in force; and closed to all others."""

import pytest
from playwright.async_api import Page, expect

from tests.builders import ANN, COLE, MAYA, OLIVE, SAM
from tests.page.conftest import Visit
from tests.page.floor import Floor, card, form, open_home, press, submit, type_command

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SLOWLY_MS = 60_000
"""A saved file is tried on whole replies first."""
SCREENS = ("Tone templates…", "People…", "Policy…", "Routes…", "Facts…", "Actions…")
GUEST = "U0GUEST"
NIGHT = "the night team"


async def test_policy_routes_actions_facts_and_people_are_changed_and_hold_at_once(
    floor: Floor, join: Visit
) -> None:
    maya = await join(MAYA)
    await _policy(maya)
    await _routes(maya)
    await _actions(maya)
    await _facts(maya)
    await _people(maya)
    await _routed_card_is_for_ann_alone(floor, join)


async def _policy(maya: Page) -> None:
    await press(await open_home(maya), "Policy…")
    await _select(maya, "Decide on a post that is critical", "within 2 days")
    await submit(maya)
    await expect(form(maya)).to_contain_text("A graver post cannot have more time than a lighter one")
    await _select(maya, "Decide on a post that is critical", "within 10 minutes")
    await _select(maya, "What is critical or risky is approved by", "One person is enough")
    await submit(maya)
    await _saved_and_closed(maya)
    await press(await open_home(maya), "Policy…")
    four_eyes = form(maya).get_by_label("What is critical or risky is approved by")
    await expect(four_eyes.locator("option:checked")).to_have_text("One person is enough")
    await maya.get_by_test_id("modal-close").click()


async def _routes(maya: Page) -> None:
    await press(await open_home(maya), "Routes…")
    await expect(form(maya)).to_contain_text("There are no routes yet")
    await press(form(maya), "Add a route…")
    await submit(maya)
    await expect(form(maya)).to_contain_text("Please choose a channel")
    await _select(maya, "Channel", "#other")
    await submit(maya)
    await expect(form(maya)).to_contain_text(
        "Amends is not in this channel yet. In it, write: /invite @Amends"
    )
    await _select(maya, "Channel", "#care")
    await _tick(maya, "People who alone approve it", "Ann Keller")
    await _tick(maya, "Network", "Bluesky")
    await submit(maya)
    await expect(form(maya)).to_contain_text("Saved as version", timeout=SLOWLY_MS)
    await expect(form(maya)).to_contain_text("on bluesky → #care, approved by @Ann Keller")
    await maya.get_by_test_id("modal-close").click()


async def _actions(maya: Page) -> None:
    await press(await open_home(maya), "Actions…")
    await form(maya).get_by_role("button", name="Edit…").first.click()
    owner = form(maya).get_by_label("Who keeps it")
    await owner.fill(" ")
    await submit(maya)
    await expect(form(maya)).to_contain_text("A step needs somebody who keeps it")
    await owner.fill(NIGHT)
    await submit(maya)
    await expect(form(maya)).to_contain_text("Saved as version", timeout=SLOWLY_MS)
    await expect(form(maya)).to_contain_text(NIGHT)
    await maya.get_by_test_id("modal-close").click()


async def _facts(maya: Page) -> None:
    await press(await open_home(maya), "Facts…")
    await press(form(maya), "New fact…")
    said = form(maya).get_by_label("What is true?")
    await said.fill("The lift at Lymington is out of order.")
    await form(maya).get_by_label("Until when (last day)?").fill("2020-01-01")
    await submit(maya)
    await expect(form(maya)).to_contain_text("over already")
    await form(maya).get_by_label("Until when (last day)?").fill("")
    await submit(maya)
    await expect(form(maya)).to_have_count(0)
    await press(await open_home(maya), "Facts…")
    await expect(form(maya)).to_contain_text("The lift at Lymington is out of order.")
    await maya.get_by_test_id("modal-close").click()


async def _people(maya: Page) -> None:
    await press(await open_home(maya), "People…")
    await _select(maya, "Let somebody", "Gus Tan")
    await submit(maya)
    await expect(form(maya)).to_contain_text("no full member")
    await maya.get_by_test_id("modal-close").click()


async def _routed_card_is_for_ann_alone(floor: Floor, join: Visit) -> None:
    sam, ann = await join(SAM), await join(ANN)
    post = await floor.complain("Harbourline lost my suitcase on the way to Ryde.", platform="bluesky")
    await expect(card(sam, post)).to_contain_text("Only the approvers of this route, and managers")
    await press(card(sam, post), "Approve")
    await expect(sam.locator("[data-ephemeral=true]").last).to_contain_text("Only @Ann Keller or a manager")
    await press(card(ann, post), "Approve")
    await expect(card(ann, post)).to_contain_text("approved", ignore_case=True)


@pytest.mark.parametrize("other", [ANN, COLE, OLIVE, GUEST])
async def test_nobody_else_finds_a_way_in(floor: Floor, join: Visit, other: str) -> None:
    page = await join(other)
    for command in ("template", "people"):
        notes = page.locator("[data-ephemeral=true]")
        before = await notes.count()
        await type_command(page, command)
        await expect(notes).to_have_count(before + 1)
        await expect(notes.last).to_contain_text("Only")
    home = await open_home(page)
    await expect(home).to_contain_text("Amends")
    for label in SCREENS:
        await expect(home.get_by_role("button", name=label)).to_have_count(0)
    await expect(form(page)).to_have_count(0)


async def _select(page: Page, label: str, choice: str) -> None:
    await form(page).get_by_label(label).first.select_option(label=choice)


async def _tick(page: Page, label: str, choice: str) -> None:
    """Choose in a list of several, and close it."""
    await form(page).get_by_label(label).first.click()
    await page.get_by_role("checkbox", name=choice).check()
    await page.keyboard.press("Escape")


async def _saved_and_closed(page: Page) -> None:
    await expect(form(page)).to_contain_text("Saved as version", timeout=SLOWLY_MS)
    await page.get_by_test_id("modal-close").click()
