"""The gallery is complete, within Slack's limits, and every word of it stands on the page."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.models import DraftState, MessageKind
from bot.sandbox import Sandbox
from bot.sandbox.limits.blocks import block_faults
from bot.sandbox.limits.view import view_faults
from bot.slack.ids import Callback
from tests.builders import SAM
from tests.page.conftest import Visit
from tests.page.gallery.cards import CARDS
from tests.page.gallery.homes import HOMES
from tests.page.gallery.messages import MESSAGES
from tests.page.gallery.modals import MODALS
from tests.page.gallery.wall import ROOMS, channels, hang
from tests.slack.views import elements

loop = pytest.mark.asyncio(loop_scope="session")
UNDRAWN = "is not shown in the sandbox"


def test_every_state_of_a_draft_has_its_card() -> None:
    assert set(DraftState) == {view.draft.state for view in CARDS.values()}


def test_every_kind_of_message_is_there() -> None:
    assert set(MessageKind) == {MessageKind.CARD, *(kind for kind, _message in MESSAGES.values())}


def test_every_form_is_there() -> None:
    assert {one.value for one in Callback} <= {view["callback_id"] for view in MODALS.values()}


@pytest.mark.parametrize("name", MODALS)
def test_slack_would_take_each_form(name: str) -> None:
    assert view_faults(MODALS[name], "modal") == []


@pytest.mark.parametrize("name", HOMES)
def test_slack_would_take_each_home(name: str) -> None:
    assert view_faults(HOMES[name][1], "home") == []


@pytest.mark.parametrize("room", ROOMS)
def test_slack_would_take_each_message(room: str) -> None:
    assert {name: block_faults(one.blocks, "message") for name, one in ROOMS[room].items()} == {
        name: [] for name in ROOMS[room]
    }


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def wall() -> AsyncIterator[tuple[Sandbox, dict[str, str]]]:
    """The gallery in a sandbox, and the timestamps of its messages by name."""
    async with Sandbox(channels=channels(), rate_limits="off") as sandbox:
        yield sandbox, await hang(sandbox)


@loop
@pytest.mark.browser
@pytest.mark.parametrize("room", ROOMS)
async def test_the_page_draws_each_message_with_its_buttons(
    wall: tuple[Sandbox, dict[str, str]], browse: Visit, room: str
) -> None:
    sandbox, stamps = wall
    page = await browse(sandbox.url, SAM, room)
    for name, one in ROOMS[room].items():
        drawn = page.get_by_test_id(f"message-{stamps[name]}")
        await expect(drawn.locator("[data-block]")).to_have_count(len(one.blocks))
        await expect(drawn).not_to_contain_text(UNDRAWN)
        for label in (each["text"]["text"] for each in elements(one.blocks) if each["type"] == "button"):
            await expect(drawn.get_by_text(label, exact=True).last).to_be_visible()


@loop
@pytest.mark.browser
async def test_the_page_draws_each_form_with_its_fields(
    wall: tuple[Sandbox, dict[str, str]], browse: Visit
) -> None:
    sandbox, _stamps = wall
    page = await browse(sandbox.url, SAM, next(iter(ROOMS)))
    for source in MODALS.values():
        view = sandbox.workspace.views.open(SAM, source)
        sandbox.workspace.changes.visible()
        drawn = page.locator(f"dialog[data-view-id={view.id}]")
        await expect(drawn.locator("[data-block]")).to_have_count(len(source["blocks"]))
        await expect(drawn).not_to_contain_text(UNDRAWN)


@loop
@pytest.mark.browser
async def test_the_page_draws_the_home_of_everybody(
    wall: tuple[Sandbox, dict[str, str]], browse: Visit
) -> None:
    sandbox, _stamps = wall
    page = await browse(sandbox.url, SAM)
    for user, view in HOMES.values():
        await page.goto(f"{sandbox.url}/?as={user}&channel={sandbox.workspace.direct(user).id}&tab=home")
        drawn = page.get_by_test_id("home")
        await expect(drawn.locator("[data-block]")).to_have_count(len(view["blocks"]))
        await expect(drawn).not_to_contain_text(UNDRAWN)
