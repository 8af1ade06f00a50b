"""The real service behind the demo's page, and what people do there."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from playwright.async_api import Locator, Page, TimeoutError
from sqlmodel import SQLModel, select

from bot.cli.demo import Stage
from bot.cli.demo_story import Post
from bot.sandbox.cast import Person
from bot.sandbox.shapes import Json
from bot.store import worklist
from bot.text import mention_id
from tests.builders import CHANNEL
from tests.house import Clock

SHOWN_MS = 15_000
"""Patience with a machine that has other things to do."""
MENU_TRIES = 3
UNDO_SECONDS = 20
"""Long enough to press Undo; who cannot wait pushes the clock."""
PARTNER = "U0PAT"
"""A member of another workspace, in the channel over Slack Connect."""
LOUD = "Terrible service."
"""What is low is listed by the half hour; this makes sure of a card."""
POLL_SECONDS = 0.05
CUSTOMERS = ("Abe", "Bo", "Cy", "Dot", "Eve", "Flo", "Gil", "Hal", "Ida", "Jun", "Kim", "Lou", "Mo", "Ned")

Row = TypeVar("Row", bound=SQLModel)


@dataclass
class Floor:
    """A workplace: complaints arrive, people on the page deal with them, the public reads the replies."""

    stage: Stage
    clock: Clock
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def url(self) -> str:
        """Of the page."""
        return self.stage.sandbox.url

    def invite(self, person: Person) -> None:
        """Somebody more is in the channel."""
        workspace = self.stage.sandbox.workspace
        workspace.people[person.id] = person
        workspace.channels[CHANNEL].members.add(person.id)

    async def complain(self, text: str, platform: str = "x", followers: int = 240) -> Post:
        """Somebody is unhappy in public, and the service hears of it.

        All write from one account under many names: so many people within an hour would make an incident.
        """
        number = next(self._numbers)
        name = f"{CUSTOMERS[number % len(CUSTOMERS)]} {number:03}"
        said = f"{text} {LOUD}"
        post = Post(0, f"f-{number}", platform, name, "customer", said, followers, {"sentiment": -1.0})
        await self.stage.feed.bring(post)
        return post

    async def drafted(self, posts: Sequence[Post]) -> None:
        """All of them have a draft, though perhaps no card yet: Slack takes about one a second."""
        wanted = {mention_id("generic", post.id) for post in posts}
        ends = time.monotonic() + SHOWN_MS / 1_000
        while not wanted <= await self._waiting():
            assert time.monotonic() < ends, "some have no draft"
            await asyncio.sleep(POLL_SECONDS)

    async def _waiting(self) -> set[str]:
        async with self.stage.service.database.reading() as session:
            entries = await worklist.queue(session, None, self.clock(), limit=1_000)
        return {entry.draft.id for entry in entries}

    async def rows(self, kind: type[Row]) -> Sequence[Row]:
        """All rows of a kind."""
        async with self.stage.service.database.reading() as session:
            return (await session.exec(select(kind))).all()

    def replies_to(self, post: Post) -> list[Json]:
        """What stands under it in public."""
        public = {one.id: one.replies for one in self.stage.sandbox.timeline.posts}
        return public[f"{post.platform}-{post.id}"]

    def let_undo_run_out(self) -> None:
        """The time in which an approval can be taken back is over."""
        self.clock.skip(UNDO_SECONDS)

    def close_forms(self) -> None:
        """Nobody has a modal open any more."""
        workspace = self.stage.sandbox.workspace
        for user in workspace.people:
            workspace.views.clear(user)


def card(page: Page, post: Post) -> Locator:
    """The card of a post, whatever it says by now."""
    return page.locator('[data-testid^="message-"]').filter(has_text=post.author).first


def in_public(page: Page, post: Post) -> Locator:
    """The post on the public timeline, with the replies under it."""
    return page.get_by_test_id(f"post-{post.platform}-{post.id}")


async def press(where: Locator, label: str) -> None:
    """A button, by the words on it."""
    await where.get_by_role("button", name=label, exact=True).click(timeout=SHOWN_MS)


async def choose(where: Locator, label: str) -> None:
    """An entry of the card's menu. A card that is redrawn takes its open menu along: it is opened anew."""
    entry = where.page.get_by_role("menuitem", name=label, exact=True)
    for _ in range(MENU_TRIES):
        await press(where, "More actions")
        with suppress(TimeoutError):
            await entry.click(timeout=SHOWN_MS / MENU_TRIES)
            return
    raise AssertionError(f"the menu has no {label!r}")


def form(page: Page) -> Locator:
    """The modal on top."""
    return page.get_by_test_id("modal")


async def submit(page: Page) -> None:
    """Send the modal on top."""
    await page.get_by_test_id("modal-submit").click(timeout=SHOWN_MS)


async def type_command(page: Page, words: str) -> None:
    """A slash command in the channel."""
    field = page.get_by_test_id("composer")
    await field.fill(f"/amends {words}")
    await field.press("Escape")
    await field.press("Enter")


async def open_home(page: Page) -> Locator:
    """The app's Home tab."""
    await page.get_by_role("region", name="App").get_by_role("button").click()
    await page.get_by_test_id("app-home").click()
    return page.get_by_test_id("home")


async def open_direct(page: Page) -> Locator:
    """The direct messages between the app and this person."""
    await page.get_by_role("region", name="App").get_by_role("button").click()
    await page.get_by_test_id("app-messages").click()
    return page.get_by_test_id("messages")
