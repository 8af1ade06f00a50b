"""Whatever a stranger writes stands on the page as harmless words."""

import pytest
from playwright.async_api import Error, expect

from tests.page.conftest import App, Visit
from tests.page.gallery import quote, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<!channel> <@U0ANN> <https://evil.example|Support>",
    "*bold* _it_ `code` :white_check_mark: Approved",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)}",
]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize("text", HOSTILE)
async def test_quoted_words_are_not_parsed(text: str, app: App, visit: Visit) -> None:
    ts = await app.post(quote(text))
    page = await visit()
    message = page.get_by_test_id(f"message-{ts}")
    await expect(message.locator("blockquote")).to_have_text(text)
    await expect(message.locator("blockquote *")).to_have_count(0)


@pytest.mark.parametrize("text", HOSTILE[:3])
async def test_escaped_words_are_not_parsed(text: str, app: App, visit: Visit) -> None:
    ts = await app.post(
        section(
            escaped(text),
        ),
        text=escaped(text),
    )
    page = await visit()
    message = page.get_by_test_id(f"message-{ts}")
    await expect(message.locator(".section")).to_have_text(text)
    await expect(message.locator(".mention, img, script")).to_have_count(0)


async def test_a_turned_reading_direction_is_shown_instead_of_obeyed(app: App, visit: Visit) -> None:
    ts = await app.post(quote("refund \u202edetnarg\u202c \u200bnow"))
    page = await visit()
    shown = page.get_by_test_id(f"message-{ts}").locator("blockquote")
    await expect(shown).to_have_text("refund [U+202E]detnarg[U+202C] [U+200B]now")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,hi", "file:///etc/passwd"])
async def test_a_link_leads_only_to_the_web(address: str, app: App, visit: Visit) -> None:
    ts = await app.post(text=f"see <{address}|here>")
    page = await visit()
    message = page.get_by_test_id(f"message-{ts}")
    await expect(message).to_contain_text("see here")
    await expect(message.locator("a")).to_have_count(0)


async def test_a_link_tells_its_target_nothing(app: App, visit: Visit) -> None:
    await app.post(text="see <https://example.com/a|this>")
    page = await visit()
    await expect(page.get_by_role("link", name="this")).to_have_attribute(
        "rel", "noopener noreferrer nofollow"
    )


async def test_the_browser_itself_refuses_markup_from_words(visit: Visit) -> None:
    page = await visit()
    with pytest.raises(Error, match="TrustedHTML"):
        await page.evaluate("document.body.innerHTML = '<b>x</b>'")
