"""Whatever a stranger writes stands on the page as harmless words."""

import html

import pytest
from playwright.async_api import Browser, Error, expect

from bot.sandbox.server import Sandbox
from tests.page.conftest import App, Visit
from tests.page.kit import quote, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<!channel> <@U0ANN> <https://evil.example|Support>",
    "*bold* _it_ `code` :white_check_mark: Approved",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)}",
]
NOT_THE_WEB = ["javascript:alert(1)", "data:text/html,hi", "file:///etc/passwd"]


async def test_quoted_words_are_not_parsed(app: App, visit: Visit) -> None:
    sent = [(await app.post(quote(text)), text) for text in HOSTILE]
    page = await visit()
    for ts, text in sent:
        shown = page.get_by_test_id(f"message-{ts}").locator("blockquote")
        await expect(shown).to_have_text(text)
        await expect(shown.locator("*")).to_have_count(0)


async def test_escaped_words_are_not_parsed(app: App, visit: Visit) -> None:
    sent = [(await app.post(section(html.escape(text, quote=False))), text) for text in HOSTILE[:3]]
    page = await visit()
    for ts, text in sent:
        shown = page.get_by_test_id(f"message-{ts}").locator(".section")
        await expect(shown).to_have_text(text)
        await expect(shown.locator(".mention, img, script")).to_have_count(0)


async def test_a_turned_reading_direction_is_shown_instead_of_obeyed(app: App, visit: Visit) -> None:
    ts = await app.post(quote("refund \u202edetnarg\u202c \u200bnow"))
    page = await visit()
    shown = page.get_by_test_id(f"message-{ts}").locator("blockquote")
    await expect(shown).to_have_text("refund [U+202E]detnarg[U+202C] [U+200B]now")


async def test_a_link_leads_only_to_the_web(app: App, visit: Visit) -> None:
    sent = [await app.post(text=f"see <{address}|here>") for address in NOT_THE_WEB]
    page = await visit()
    for ts in sent:
        message = page.get_by_test_id(f"message-{ts}")
        await expect(message).to_contain_text("see here")
        await expect(message.locator("a")).to_have_count(0)


async def test_a_link_tells_its_target_nothing(app: App, visit: Visit) -> None:
    await app.post(text="see <https://example.com/a|this>")
    page = await visit()
    await expect(page.get_by_role("link", name="this")).to_have_attribute(
        "rel", "noopener noreferrer nofollow"
    )


async def test_the_browser_itself_refuses_markup_from_words(sandbox: Sandbox, chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.goto(sandbox.url)
    with pytest.raises(Error, match="TrustedHTML"):
        await page.evaluate("document.body.innerHTML = '<b>x</b>'")
    await page.close()
