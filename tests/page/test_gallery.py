"""The gallery is complete, within Slack's limits, and its one file shows every word from disk alone."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.cli.demo_gallery import write_gallery
from bot.gallery.cards import CARDS
from bot.gallery.homes import HOMES
from bot.gallery.messages import MESSAGES
from bot.gallery.modals import MODALS
from bot.gallery.rooms import Piece, rooms
from bot.models import DraftState, MessageKind
from bot.sandbox.limits.blocks import block_faults
from bot.sandbox.limits.view import view_faults
from bot.slack.blocks import Block
from bot.slack.ids import Callback
from tests.page.conftest import WIDE, watch
from tests.slack.views import elements

loop = pytest.mark.asyncio(loop_scope="session")
UNDRAWN = "is not shown in the sandbox"
NARROW: ViewportSize = {"width": 390, "height": 800}
ROOMS = {room.title: room for room in rooms()}
MESSAGE_ROOMS = [title for title, room in ROOMS.items() if room.surface == "message"]


def test_every_state_of_a_draft_has_its_card() -> None:
    assert set(DraftState) == {view.draft.state for view in CARDS.values()}


def test_every_kind_of_message_is_there() -> None:
    assert set(MessageKind) == {MessageKind.CARD, *(kind for kind, _message in MESSAGES.values())}


def test_every_form_is_there() -> None:
    assert {one.value for one in Callback} <= {view["callback_id"] for view in MODALS.values()}


def test_all_of_it_hangs_in_the_rooms() -> None:
    hung = [piece.name for room in ROOMS.values() for piece in room.pieces]
    assert sorted(hung) == sorted([*CARDS, *MESSAGES, *MODALS, *HOMES])


@pytest.mark.parametrize("name", MODALS)
def test_slack_would_take_each_form(name: str) -> None:
    assert view_faults(MODALS[name], "modal") == []


@pytest.mark.parametrize("name", HOMES)
def test_slack_would_take_each_home(name: str) -> None:
    assert view_faults(HOMES[name][1], "home") == []


@pytest.mark.parametrize("title", MESSAGE_ROOMS)
def test_slack_would_take_each_message(title: str) -> None:
    pieces = ROOMS[title].pieces
    faults = {piece.name: block_faults(piece.view["blocks"], "message") for piece in pieces}
    assert faults == {piece.name: [] for piece in pieces}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gallery as `amends demo --gallery` writes it."""
    path = tmp_path_factory.mktemp("gallery") / "gallery.html"
    write_gallery(path)
    return path


@asynccontextmanager
async def opened(chromium: Browser, file: Path, **options: Any) -> AsyncIterator[Page]:
    """The file from disk; no script fails, and nothing else is asked for."""
    troubles: list[str] = []
    context = await chromium.new_context(**{"viewport": WIDE, **options})
    page = await context.new_page()
    watch(page, file.as_uri(), troubles)
    await page.goto(file.as_uri())
    await page.get_by_test_id("count").wait_for()
    yield page
    await context.close()
    assert troubles == []


@loop
@pytest.mark.browser
async def test_the_file_draws_every_block_of_every_piece(chromium: Browser, file: Path) -> None:
    pieces = [piece for room in ROOMS.values() for piece in room.pieces]
    async with opened(chromium, file) as page:
        drawn = await page.get_by_test_id("piece").evaluate_all(
            "(all) => all.map((one) => "
            "[one.dataset.name, one.querySelectorAll('[data-block]').length, one.textContent])"
        )

    assert [(name, count) for name, count, _words in drawn] == [(one.name, _blocks(one)) for one in pieces]
    for piece, (name, _count, words) in zip(pieces, drawn, strict=True):
        assert UNDRAWN not in words, name
        assert [label for label in _labels(piece) if label not in words] == [], name


@loop
@pytest.mark.browser
async def test_the_file_is_searched_by_a_word(chromium: Browser, file: Path) -> None:
    async with opened(chromium, file) as page:
        await page.keyboard.press("/")
        await page.keyboard.type("snoozed by")

        found = page.get_by_test_id("piece").filter(visible=True)
        await expect(found.filter(has_text="snoozed by @Sam Ortiz")).not_to_have_count(0)
        await expect(found.filter(has_not_text="snoozed by")).to_have_count(0)


@loop
@pytest.mark.browser
async def test_the_file_fits_a_narrow_screen_and_a_dark_one(chromium: Browser, file: Path) -> None:
    async with opened(chromium, file, viewport=NARROW, color_scheme="dark") as page:
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await _red(page) < 80
        await page.get_by_test_id("theme").click()
        assert await _red(page) > 200


async def _red(page: Page) -> int:
    script = "Number(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0])"
    return int(await page.evaluate(script))


def _blocks(piece: Piece) -> int:
    return sum(1 + len(block.get("child_blocks", [])) for block in piece.view["blocks"])


def _labels(piece: Piece) -> list[str]:
    return [each["text"]["text"] for each in elements(_flat(piece.view)) if each["type"] == "button"]


def _flat(view: Mapping[str, Any]) -> list[Block]:
    return [one for block in view["blocks"] for one in (block, *block.get("child_blocks", []))]
