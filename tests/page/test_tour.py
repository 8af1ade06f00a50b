"""The demo's tour as a visitor takes it, ticked by what really happened; their own brand and complaints."""

import re
from collections.abc import AsyncIterator
from functools import partial

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.cli.demo import staged
from bot.cli.demo_story import Post
from bot.models import AuditEntry, Incident, Mention, TemplateVersion
from bot.outgoing import http_client
from bot.slack.manifest import manifest, new_app_link
from tests.builders import MAYA, SAM
from tests.house import Clock
from tests.page.conftest import Visit
from tests.page.floor import UNDO_SECONDS, Floor, card, in_public, press

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

QUICK, SLOW = 120.0, 0.05
ALL_OF_THEM = re.compile(r"2\d posts by 2\d people: it may be a crisis")
PATIENCE_MS = 45_000
"""Until a whole bad day is grouped, on a machine that has other things to do."""
CSV = """\
Review;Owner response;Reviewer;Stars
"The parcel came three days late, <b>broken</b>.";"We're sorry if you were disappointed.";Nina P.;1
"You charged me twice for one order.";;Tess;2
;No words;Nobody;5
"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def visited(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    """A demo of its own: a bad day would change the work of all other tests."""
    clock = Clock()
    folder = tmp_path_factory.mktemp("tour")
    async with staged(folder, speed=SLOW, undo_seconds=UNDO_SECONDS, now=clock) as stage:
        yield Floor(stage, clock)


@pytest.fixture
def join(browse: Visit, visited: Floor) -> Visit:
    """Sit down at its page."""
    return partial(browse, visited.url)


async def expect_step(page: Page, number: int, *, done: bool) -> None:
    mark = page.get_by_test_id(f"tour-step-{number}")
    await expect(mark).to_have_attribute("data-done", str(done).lower(), timeout=PATIENCE_MS)


async def test_the_tour_leads_from_an_approval_to_an_incident_and_to_ones_own_slack(
    visited: Floor, join: Visit
) -> None:
    page = await join(SAM)
    first = await visited.complain("Harbourline, the 9:10 left without us and nobody said a word.")
    await _approve(visited, page, first)
    await _try_as_olive(page, await visited.complain("Harbourline lost my pram between two ferries."))
    await _play_a_bad_day(visited, page)
    await _end_in_slack(page)


async def _approve(visited: Floor, page: Page, post: Post) -> None:
    await expect_step(page, 1, done=False)
    await expect(card(page, post)).to_be_visible()
    await page.get_by_test_id("tour-card").click()
    await expect(page.locator("#messages button:focus")).to_have_text("Approve")
    await page.keyboard.press("Enter")
    await expect_step(page, 1, done=True)
    await expect(page.get_by_test_id("tour-lead")).to_contain_text("A person has approved one")
    visited.let_undo_run_out()
    await expect(in_public(page, post).get_by_test_id("brand-reply")).to_have_count(1)
    await page.get_by_test_id("tour-on").click()


async def _try_as_olive(page: Page, post: Post) -> None:
    await page.get_by_test_id("tour-olive").click()
    await expect(page.get_by_test_id("tour-lead")).to_contain_text("You are Olive")
    await expect_step(page, 2, done=False)
    await press(card(page, post), "Approve")
    await expect(page.locator("[data-ephemeral=true]").last).to_contain_text("Only approvers")
    await expect_step(page, 2, done=True)
    await page.get_by_test_id("tour-back").click()
    await page.get_by_test_id("tour-on").click()


async def _play_a_bad_day(visited: Floor, page: Page) -> None:
    lead, day = page.get_by_test_id("tour-lead"), visited.stage.bad_day
    await page.get_by_test_id("tour-play").click()
    await expect(lead).to_contain_text("1 of 24 posts are out")
    await page.get_by_test_id("tour-stop").click()
    await expect(page.get_by_test_id("tour-play")).to_have_text("Play on")
    assert (day.is_playing, day.told) == (False, 1)
    visited.stage.feed.speed = QUICK
    await page.get_by_test_id("tour-play").click()
    await expect_step(page, 3, done=True)
    assert await visited.rows(Incident)
    await page.get_by_test_id("tour-incident").click(timeout=PATIENCE_MS)
    await expect(page.locator(".message-found")).to_contain_text("error 41")
    await expect(lead).to_contain_text(ALL_OF_THEM, timeout=PATIENCE_MS)
    await page.get_by_test_id("tour-on").click()


async def _end_in_slack(page: Page) -> None:
    await page.get_by_test_id("tour-next").click()
    await expect(page.get_by_test_id("next-link")).to_have_attribute("href", new_app_link(manifest()))
    await expect(page.get_by_test_id("next-command")).to_have_text("amends init")
    await expect(page.get_by_test_id("next-found")).to_contain_text("Slack tokens:")
    await page.get_by_test_id("next-done").click()


async def test_the_tour_can_be_closed_skipped_and_opened_again(join: Visit) -> None:
    page = await join(SAM)
    await page.get_by_test_id("tour-close").click()
    await expect(page.get_by_test_id("tour-lead")).to_have_count(0)
    await page.reload()
    await page.get_by_test_id("tour-open").click()
    await page.get_by_test_id("tour-step-3").click()
    await expect(page.get_by_test_id("tour-step-3")).to_have_attribute("aria-current", "step")


async def test_another_brand_is_in_what_waits_and_not_in_what_a_person_has_taken(
    visited: Floor, join: Visit
) -> None:
    page = await join(SAM)
    untouched = await visited.complain("Harbourline sent my parcel to the wrong street, twice.")
    taken = await visited.complain("Harbourline billed me for a cabin that I never had.")
    await press(card(page, taken), "I'll take it")
    await expect(card(page, taken)).to_contain_text("Harbourline Care, SO")
    await expect(card(page, untouched)).to_contain_text("Harbourline Care")
    await _rename(page, "Acme & Söhne")
    await expect(card(page, untouched)).to_contain_text("– Acme & Söhne", timeout=PATIENCE_MS)
    await expect(card(page, taken)).to_contain_text("Harbourline Care, SO")
    saved = {(one.path, one.saved_by) for one in await visited.rows(TemplateVersion)}
    assert saved == {("brands/harbourline.toml", MAYA), ("policy.toml", MAYA)}
    asked = [one.actor for one in await visited.rows(AuditEntry) if one.kind == "redraft_asked"]
    assert set(asked) == {MAYA}


async def _rename(page: Page, name: str) -> None:
    await page.get_by_test_id("tour-brand").click()
    await page.get_by_test_id("brand-name").fill(name)
    await page.get_by_test_id("voice-formal").check()
    await page.get_by_test_id("brand-place").fill("{{ a form }}")
    await page.get_by_test_id("brand-save").click()
    await expect(page.get_by_test_id("popup-problem")).to_contain_text("Not saved", timeout=PATIENCE_MS)
    await page.get_by_test_id("brand-place").fill("a note in our help form")
    await page.get_by_test_id("brand-link").fill("https://acme.example/help")
    await page.get_by_test_id("brand-save").click()
    told = page.get_by_test_id("toast").filter(has_text="Your brand is saved")
    await expect(told).to_contain_text("1 that somebody touched stays as it is", timeout=PATIENCE_MS)


async def test_pasted_complaints_stand_beside_the_replies_that_were_given(
    visited: Floor, join: Visit
) -> None:
    page = await join(SAM)
    before = len(await visited.rows(Mention))
    await page.get_by_test_id("tour-paste").click()
    await page.get_by_test_id("paste-go").click()
    await expect(page.get_by_test_id("popup-problem")).to_contain_text("There is no complaint in it.")
    await page.get_by_test_id("paste-text").fill(CSV)
    await page.get_by_test_id("paste-go").click()
    rows = page.get_by_test_id("versus-row")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_contain_text("<b>broken</b>")
    await expect(rows.first).to_contain_text("puts the doubt or the feeling on the person")
    await expect(rows.first.get_by_role("cell").last).to_contain_text("Nina")
    await expect(rows.last).to_contain_text("No reply of yours is known.")
    figures = page.get_by_role("row", name="apologise with an “if”")
    await expect(figures.get_by_role("cell")).to_have_text(["1 of 1", "0 of 1"])
    await expect(page.get_by_test_id("paste-taken")).to_contain_text("Line 4: There are no words in it.")
    assert len(await visited.rows(Mention)) == before
    await page.get_by_test_id("paste-back").click()
    await expect(page.get_by_test_id("paste-text")).to_have_value(CSV)


async def test_the_doors_are_shut_to_other_sites_and_to_what_is_no_json(visited: Floor) -> None:
    async with http_client(base_url=f"{visited.url}/demo") as client:
        foreign = await client.post(
            "/bad-day", json={"play": True}, headers={"origin": "https://evil.example"}
        )
        rebound = await client.get("/tour", headers={"host": "evil.example"})
        form_post = await client.post("/bad-day", data={"play": "1"})
        broken = await client.post("/paste", content=b"[", headers={"content-type": "application/json"})
        much = await client.post("/paste", json={"text": "x" * 2_000_000})
    answers = [one.status_code for one in (foreign, rebound, form_post, broken, much)]
    assert answers == [403, 403, 415, 400, 413]
