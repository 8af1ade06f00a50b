"""A post calls somebody's phone, is taken there, is called again when nothing came of it, and is settled."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest_asyncio
from sqlmodel import select

from bot.drafting.versions import effective_set, save_set
from bot.loops import Loop
from bot.models import AuditEntry, DraftState
from bot.oncall.summoning import key_of
from bot.outgoing import http_client
from bot.store.database import Database
from bot.testing.fake_pagerduty import ROUTING_KEY, FakePagerDuty, fake_pagerduty
from bot.web.pagerduty_door import PATH
from tests.builders import COLE, MAYA
from tests.house import House, a_house, says
from tests.oncall.test_pagerduty import SECRET, event, signed
from tests.slack.views import shown

HURT = "My daughter was injured when your ramp collapsed, and nobody at the desk would call a doctor."
PATIENCE = 20.0
MINUTES = 60
LADDER = f"""
[ladder]
steps = [{{ after = 0, notify = ["pagerduty"] }}, {{ after = 10, notify = ["{COLE}"] }}]
lease = 30
"""


@pytest_asyncio.fixture(loop_scope="function")
async def called(migrated_url: str) -> AsyncIterator[tuple[House, FakePagerDuty]]:
    """The service with a ladder, and a PagerDuty that speaks back to it."""
    await put_in_force(migrated_url)
    async with fake_pagerduty() as phone:
        keys: dict[str, Any] = {
            "pagerduty_url": phone.url,
            "pagerduty_routing_key": ROUTING_KEY,
            "pagerduty_webhook_secret": SECRET,
        }
        async with a_house(migrated_url, **keys) as house:
            yield house, phone


async def put_in_force(url: str) -> None:
    """The ladder, from before the start on."""
    database = Database(url)
    policy = (await effective_set(database))["policy.toml"]
    changed = {"policy.toml": f"{policy}\n{LADDER}"}
    await save_set(database, changed, by=MAYA, now=datetime.now(UTC), note=None)
    await database.close()


async def so(house: House, is_so: Callable[[], object]) -> None:
    """Once it is so."""
    await house.sandbox.wait_for(is_so, PATIENCE)


async def recorded(house: House, draft_id: str, kind: str) -> int:
    found = select(AuditEntry.id).where(AuditEntry.chain == draft_id, AuditEntry.kind == kind)
    async with house.database.reading() as session:
        return len((await session.exec(found)).all())


async def turned(house: House, *names: str) -> None:
    """Those loops have begun and ended a turn since now."""
    for name in names:
        loop = house.service.loops.named(name)
        for _ in range(2):
            loop.bell.ring()
            await so(house, later_than(loop, loop.last_turn))


def later_than(loop: Loop, before: float) -> Callable[[], bool]:
    return lambda: loop.last_turn > before


async def test_taken_on_the_phone_called_again_after_the_lease_and_settled_by_the_reply(
    called: tuple[House, FakePagerDuty],
) -> None:
    house, phone = called
    author = {"id": "7", "handle": "jo", "name": "Jo Park", "followers": 120_000}
    draft_id = await house.say("1", HURT, author=author)
    first, second = key_of(draft_id, 1), key_of(draft_id, 2)
    await house.card(draft_id)
    await so(house, lambda: phone.alerts == {first: "triggered"})
    assert HURT not in json.dumps(phone.taken)

    async with http_client(base_url=house.door) as pagerduty:
        forged = await pagerduty.post(PATH, content=event(first), headers=signed(event(first), "other"))
        taken = await pagerduty.post(PATH, content=event(first), headers=signed(event(first)))
    assert (forged.status_code, taken.status_code, taken.json()) == (401, 200, {"known": True})
    house.clock.skip(15 * MINUTES)
    await turned(house, "clocks", "calls")
    assert (await recorded(house, draft_id, "rung"), phone.alerts) == (1, {first: "triggered"})

    house.clock.skip(16 * MINUTES)
    await so(house, lambda: phone.alerts == {first: "resolved", second: "triggered"})
    assert house.sandbox.dms(COLE) == []
    house.clock.skip(10 * MINUTES)
    await so(house, lambda: house.sandbox.dms(COLE))
    assert "Nobody has taken this yet" in shown(house.sandbox.dms(COLE)[-1]["blocks"])

    await house.press(MAYA, draft_id, "draft.approve")
    await house.card(draft_id, says("see it live"))
    await so(house, lambda: phone.alerts == {first: "resolved", second: "resolved"})
    assert (await house.draft(draft_id)).state is DraftState.SENT
    assert phone.refused == []
