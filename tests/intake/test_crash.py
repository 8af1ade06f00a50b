"""What was acknowledged is there, though the process was killed the moment after."""

import asyncio
import os
import signal

import pytest

from bot.bench.loader import Load, flood
from bot.bench.serving import product_server
from bot.models import AuditEntry, Delivery, Mention
from bot.store.database import Database
from tests.intake.conftest import Intake


@pytest.mark.parametrize("acknowledged", [1, 40, 200])
async def test_kill_nine_loses_no_acknowledged_mention(database: Database, acknowledged: int) -> None:
    load = Load()
    with product_server(database.url.render_as_string(hide_password=False)) as address:
        sending = asyncio.create_task(flood(address, 30, 16, load))
        await _until(load, acknowledged)
        os.kill(address.pid, signal.SIGKILL)
        await sending

    intake = Intake(database)
    stored = {mention.external_id for mention in await intake.rows(Mention)}
    assert load.broken == 16
    assert set(load.acknowledged) <= stored
    assert len(stored) == len(await intake.rows(AuditEntry)) == len(await intake.rows(Delivery))


async def _until(load: Load, acknowledged: int) -> None:
    async with asyncio.timeout(20):
        while len(load.acknowledged) < acknowledged:  # noqa: ASYNC110 - the load is only counted
            await asyncio.sleep(0)
