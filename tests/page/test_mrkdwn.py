"""Slack's own markup, as the app writes it."""

import html
import re

import pytest
from playwright.async_api import expect

from tests.page.conftest import App, Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MARKED = [
    ("*bold* words", "strong", "bold"),
    ("an _italic_ word", "em", "italic"),
    ("a ~struck~ word", "s", "struck"),
    ("a `code *x*` word", "code", "code *x*"),
    ("```\nlet *a* = 1\n```", "pre", "let *a* = 1"),
    ("before\n> quoted\nafter", "blockquote", "quoted"),
    ("&gt; quoted too", "blockquote", "quoted too"),
    ("*see <https://example.com/a*b|the note>*", "strong a", "the note"),
    ("look: https://example.com/page.", "a", "https://example.com/page"),
    ("hello <@U0ANN>", ".mention-me", "@Ann Keller"),
    ("hello <@U0STAFF>", ".mention", "@Sam Ortiz"),
    ("wake <!subteam^S0CALL>", ".mention", "@oncall"),
    ("in <#C0OTHER>", ".mention", "#other"),
    ("<!here> now", ".mention", "@here"),
    ("done :white_check_mark:", ".emoji", "✅"),
]


async def test_markup_is_drawn(app: App, visit: Visit) -> None:
    sent = [(await app.post(text=text), selector, shown) for text, selector, shown in MARKED]
    page = await visit()
    for ts, selector, shown in sent:
        words = page.get_by_test_id(f"message-{ts}").locator(".words")
        await expect(words.locator(selector)).to_have_text(shown)


PLAIN = [
    "2 * 3 * 4",
    "snake_case_name",
    "a :no_such_emoji: b",
    "5 &lt; 6 &amp;&amp; 7 &gt; 6",
    "~ not struck ~",
]


async def test_what_only_looks_like_markup_stays(app: App, visit: Visit) -> None:
    sent = [(await app.post(text=text), text) for text in PLAIN]
    page = await visit()
    for ts, text in sent:
        words = page.get_by_test_id(f"message-{ts}").locator(".words")
        await expect(words).to_have_text(html.unescape(text))
        await expect(words.locator("*")).to_have_count(0)


async def test_a_relative_time_keeps_ticking(app: App, visit: Visit) -> None:
    page = await visit()
    await page.clock.install()
    now = await page.evaluate("Date.now() / 1000")
    ts = await app.post(text=f"due <!date^{int(now)}^{{ago}}|soon>")
    when = page.get_by_test_id(f"message-{ts}").locator("time[data-pattern]")
    await expect(when).to_have_text("just now")
    await page.clock.set_fixed_time(now + 180)
    await page.evaluate("import('/page/time.js').then((time) => time.tick())")
    await expect(when).to_have_text("3 min ago")


async def test_a_time_of_day_follows_the_readers_clock(app: App, visit: Visit) -> None:
    ts = await app.post(text="by <!date^1764003600^{time}|noon>")
    page = await visit(timezone_id="Asia/Tokyo")
    await expect(page.get_by_test_id(f"message-{ts}").locator("time[data-pattern]")).to_have_text("02:00")


async def test_plain_text_is_not_markup(app: App, visit: Visit) -> None:
    await app.post({"type": "header", "text": {"type": "plain_text", "text": "*A* <b> :eyes:"}})
    page = await visit()
    await expect(page.get_by_role("heading", level=3)).to_have_text(re.compile(r"^\*A\* <b> 👀$"))
