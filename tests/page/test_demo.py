"""The demo as a visitor meets it: a card by itself, an approval that goes public, a refusal with its why."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.page.conftest import WIDE

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.browser]

FIRST = "3 hours on the pier at Ryde"
ANOTHER = "charged me twice for one season ticket"
START_SECONDS = 60
SHOWN_MS = 30_000


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def demo_url() -> AsyncIterator[str]:
    """`amends demo` as its own process; gives the address that it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "demo", "--port", "0", "--no-browser", "--speed", "4"),
        stdout=PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield await _address(process)
    finally:
        process.terminate()
        await process.wait()


async def _address(process: Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(START_SECONDS):
        while line := await process.stdout.readline():
            if found := re.search(r"http://127\.0\.0\.1:\d+", line.decode()):
                return found.group()
    raise AssertionError("the demo ended without an address")


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser, demo_url: str) -> AsyncIterator[Page]:
    """The demo's page, as it opens."""
    context = await chromium.new_context(viewport=WIDE)
    page = await context.new_page()
    await page.goto(demo_url)
    yield page
    await context.close()


def card(page: Page, words: str) -> Locator:
    return page.locator('[data-testid^="message-"]').filter(has_text=words).first


async def test_an_outsiders_click_changes_nothing_and_is_answered(page: Page) -> None:
    await page.get_by_test_id("act-as").get_by_text("Olive Ray").click()
    button = card(page, ANOTHER).get_by_role("button", name="Approve", exact=True)

    await button.click(timeout=SHOWN_MS)

    await expect(page.get_by_text("Only approvers can do this").first).to_be_visible(timeout=SHOWN_MS)
    await expect(button).to_be_visible()


async def test_an_approval_appears_on_the_public_timeline(page: Page) -> None:
    button = card(page, FIRST).get_by_role("button", name="Approve", exact=True)
    await button.click(timeout=SHOWN_MS)

    reply = page.get_by_test_id("timeline").get_by_text("posted by Amends").first
    await expect(reply).to_be_visible(timeout=SHOWN_MS)
    await expect(card(page, "Sent").first).to_be_visible(timeout=SHOWN_MS)
