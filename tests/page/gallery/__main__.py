"""Shows the gallery on the sandbox's page; with a folder as argument it leaves pictures there instead."""

import asyncio
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from playwright.async_api import Page, ViewportSize, async_playwright

from bot.sandbox import Sandbox
from tests.builders import SAM
from tests.page.gallery.homes import HOMES
from tests.page.gallery.modals import MODALS
from tests.page.gallery.wall import ROOMS, channels, hang

Scheme = Literal["light", "dark"]
LOOKS: Mapping[str, tuple[int, Scheme]] = {
    "wide": (1180, "light"),
    "narrow": (390, "light"),
    "dark": (1180, "dark"),
    "dark-narrow": (390, "dark"),
}
TALL = 20_000
"""Pixels; so that a whole channel is in sight and nothing has to be scrolled."""


async def main(folder: Path | None) -> None:
    """The gallery, until it is stopped or its pictures are taken."""
    async with Sandbox(channels=channels(), rate_limits="off") as sandbox:
        await hang(sandbox)
        if folder is not None:
            await _take_pictures(sandbox, folder)
            return
        sys.stdout.write(f"The gallery: {sandbox.url}\n")
        await asyncio.Event().wait()


async def _take_pictures(sandbox: Sandbox, folder: Path) -> None:
    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for name, (width, scheme) in LOOKS.items():
            size = ViewportSize(width=width, height=TALL)
            page = await browser.new_page(viewport=size, color_scheme=scheme)
            await _rooms(page, sandbox, folder, name)
            await _homes(page, sandbox, folder, name)
            await page.set_viewport_size(ViewportSize(width=width, height=1_000))
            await _forms(page, sandbox, folder, name)
            await page.close()
        await browser.close()


async def _rooms(page: Page, sandbox: Sandbox, folder: Path, width: str) -> None:
    for channel, room in ROOMS.items():
        await page.goto(f"{sandbox.url}/?as={SAM}&channel={channel}")
        messages = page.locator("article.message")
        await messages.nth(len(room) - 1).wait_for()
        first, last = await messages.first.bounding_box(), await messages.last.bounding_box()
        if first is not None and last is not None:
            tall = last["y"] + last["height"] - first["y"]
            clip = {"x": first["x"], "y": first["y"], "width": first["width"], "height": tall}
            await page.screenshot(path=folder / f"{channel}-{width}.png", clip=clip)  # type: ignore[arg-type]


async def _homes(page: Page, sandbox: Sandbox, folder: Path, width: str) -> None:
    for name, (user, _view) in HOMES.items():
        home = sandbox.workspace.direct(user).id
        await page.goto(f"{sandbox.url}/?as={user}&channel={home}&tab=home")
        blocks = page.get_by_test_id("home")
        await blocks.locator("[data-block]").first.wait_for()
        await page.set_viewport_size(ViewportSize(width=LOOKS[width][0], height=900))
        await page.screenshot(path=folder / f"home-{name}-{width}.png")


async def _forms(page: Page, sandbox: Sandbox, folder: Path, width: str) -> None:
    await page.goto(f"{sandbox.url}/?as={SAM}")
    for name, view in MODALS.items():
        sandbox.workspace.views.open(SAM, view)
        sandbox.workspace.changes.visible()
        title = page.get_by_role("dialog", name=view["title"]["text"], exact=True)
        await title.wait_for()
        await title.screenshot(path=folder / f"form-{name}-{width}.png")
        sandbox.workspace.views.clear(SAM)
        sandbox.workspace.changes.visible()
        await title.wait_for(state="detached")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
