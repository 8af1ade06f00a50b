"""From a complaint on a real Bluesky server to a reply in its thread, approved in the browser: once."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.models import Draft, DraftState, Publication, PublicationState
from bot.sandbox.shapes import Json
from bot.store import drafts, publications
from tests.builders import CHANNEL, SAM
from tests.house import PATIENCE_SECONDS, House, a_house
from tests.page.conftest import Visit
from tests.page.floor import press
from tests.real.pds import PASSWORD, Pds, a_pds
from tests.real.test_pds import POSTS, write

pytestmark = [pytest.mark.real, pytest.mark.asyncio(loop_scope="session")]
DONE = PublicationState.DONE
COMPLAINT = "Your 18:40 to Ryde left 50 minutes late and nobody told us why. I missed my sister's birthday."


@pytest.fixture(scope="module")
def pds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pds]:
    """One server, with nobody on it."""
    with a_pds(tmp_path_factory.mktemp("pds")) as server:
        yield server


@pytest.fixture
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The service's own database, kept over its second life."""
    return f"sqlite:///{tmp_path_factory.mktemp('journey') / 'amends.db'}"


async def test_a_complaint_is_answered_in_its_thread_once(pds: Pds, url: str, browse: Visit) -> None:
    brand, jo = pds.join("acmeair"), pds.join("jopark")
    post = write(pds, jo, COMPLAINT)
    account: dict[str, Any] = {
        "bluesky_handle": "acmeair.test",
        "bluesky_app_password": PASSWORD,
        "bluesky_pds_url": pds.url,
    }
    async with a_house(url, **account) as house:
        told: Json = {"platform": "bluesky", "author": {"id": jo[0], "handle": "jopark.test"}, "target": post}
        await house.say(post["uri"], COMPLAINT, **told)
        page = await browse(house.sandbox.url, SAM, CHANNEL)
        await expect(the_card(page)).to_contain_text("Approve posts this as @acmeair.test on Bluesky")
        approved = await the_card(page).locator("blockquote").nth(1).inner_text()
        await press(the_card(page), "Approve")
        await expect(the_card(page)).to_contain_text("Sent, approved by @Sam Ortiz")

        (reply,) = records(pds, brand[0])
        assert reply["value"]["text"] == approved
        assert reply["value"]["reply"] == {"root": post, "parent": post}

        await a_second_run(house, post, told)
        assert records(pds, brand[0]) == [reply]
        await expect(the_card(page)).to_contain_text("Sent, approved by @Sam Ortiz")


async def a_second_run(house: House, post: dict[str, str], told: Json) -> None:
    """The webhook comes again, and a service that never heard the answer sees to the same approval."""
    await house.say(post["uri"], COMPLAINT, **told)
    await house.stop()
    (known,) = await house.rows(Publication)
    async with house.database.writing() as session:
        one = await session.get_one(Publication, known.id)
        draft = await session.get_one(Draft, known.draft_id)
        assert await publications.move(session, one, DONE, to=PublicationState.SENDING, next_at=None)
        assert await drafts.move(session, draft, DraftState.SENT, to=DraftState.SENDING)
    house.clock.skip(600)
    await house.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while [row.state for row in await house.rows(Publication)] != [DONE]:
            with house.sandbox.workspace.changes.listening() as listener:
                await listener.wait(0.05)


def the_card(page: Page) -> Locator:
    """The complaint's."""
    return page.locator('[data-testid^="message-"]').filter(has_text="missed my sister").first


def records(pds: Pds, did: str) -> list[dict[str, Any]]:
    """An account's posts, as the server tells anybody who asks."""
    asked = {"repo": did, "collection": POSTS, "limit": "100"}
    return list(pds.ask("GET", "com.atproto.repo.listRecords", params=asked)["records"])
