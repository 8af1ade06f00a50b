"""The public timeline: what customers wrote, and what the brand answered."""

from typing import Any

import pytest
from playwright.async_api import expect

from bot.outgoing import http_client
from bot.sandbox.server import Sandbox
from tests.page.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def publish(sandbox: Sandbox, **fields: Any) -> None:
    post = {
        "id": "1",
        "platform": "bluesky",
        "author": "Maya",
        "handle": "maya",
        "text": "Three hours late",
        **fields,
    }
    async with http_client() as network:
        (await network.post(f"{sandbox.url}/timeline/posts", json=post)).raise_for_status()


async def test_a_post_stands_with_its_author_and_network(sandbox: Sandbox, visit: Visit) -> None:
    page = await visit()
    await publish(sandbox)
    post = page.get_by_test_id("post-bluesky-1")
    for words in ("Maya", "@maya", "Bluesky", "Three hours late", "just now"):
        await expect(post).to_contain_text(words)


async def test_a_reply_by_hand_stands_under_its_post(sandbox: Sandbox, visit: Visit) -> None:
    await publish(sandbox)
    page = await visit()
    await page.get_by_test_id("reply-as-brand-bluesky-1").click()
    await page.get_by_test_id("brand-text-bluesky-1").fill("We are sorry, Maya.")
    await page.get_by_test_id("brand-send-bluesky-1").click()
    reply = page.get_by_test_id("brand-reply")
    await expect(reply).to_contain_text("We are sorry, Maya.")
    await expect(reply).to_contain_text("posted by hand")
    await expect(page.get_by_test_id("brand-text-bluesky-1")).to_have_count(0)


async def test_a_half_written_reply_survives_news_of_its_post(sandbox: Sandbox, visit: Visit) -> None:
    await publish(sandbox)
    page = await visit()
    await page.get_by_test_id("reply-as-brand-bluesky-1").click()
    await page.get_by_test_id("brand-text-bluesky-1").fill("We are")
    await publish(sandbox, text="Four hours late")
    await expect(page.get_by_test_id("post-bluesky-1")).to_contain_text("edited by its author")
    await expect(page.get_by_test_id("brand-text-bluesky-1")).to_have_value("We are")
    await expect(page.get_by_test_id("brand-text-bluesky-1")).to_be_focused()


async def test_a_deleted_post_says_so_and_keeps_no_words(sandbox: Sandbox, visit: Visit) -> None:
    await publish(sandbox)
    page = await visit()
    await publish(sandbox, deleted=True)
    post = page.get_by_test_id("post-bluesky-1")
    await expect(post).to_contain_text("Deleted by its author")
    await expect(post).not_to_contain_text("Three hours late")


async def test_a_hostile_post_is_only_words(sandbox: Sandbox, visit: Visit) -> None:
    text = "<img src=x onerror=alert(1)> <!channel> \u202eevil"
    await publish(sandbox, text=text, author="<b>Maya</b>")
    page = await visit()
    post = page.get_by_test_id("post-bluesky-1")
    await expect(post.locator(".post-words")).to_have_text(text.replace("\u202e", "[U+202E]"))
    await expect(post.locator("img, b")).to_have_count(0)


async def test_a_link_to_a_post_shows_it(sandbox: Sandbox, visit: Visit) -> None:
    await publish(sandbox)
    page = await visit()
    await page.evaluate("location.hash = '#post-bluesky-1'")
    await expect(page.get_by_test_id("post-bluesky-1")).to_be_focused()
