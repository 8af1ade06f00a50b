"""A process that works with DBOS as the service does: drafts, has Ann approve, publishes. It may die."""

import asyncio
import os
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dbos import DBOS

from bot import landmarks
from bot.approval import Approvals
from bot.drafting.shelf import Shelf
from bot.drafting.writing import Drafting
from bot.flow import DurableFlow, dbos_config
from bot.loops import Bell, Loop, Loops
from bot.models import Draft, DraftState, Publication
from bot.oncall import OnCall, open_clocks
from bot.outgoing import http_client
from bot.platforms.registry import Registry
from bot.platforms.webhook_out import WebhookPublisher
from bot.ports import Done
from bot.publishing import Publishing
from bot.rounds import ClockRound, DraftRound
from bot.store.database import Database
from tests.builders import CHANNEL, Team, click, plain_check
from tests.drafting.desk import until
from tests.drafting.requests import LIBRARY

SECRET = "whsec_" + "QUJDRA" * 8
SETTLED_AFTER = timedelta(seconds=2)
PATIENCE_SECONDS = 40


@dataclass(frozen=True)
class Life:
    """What one process is told: where things are, at which landmark it dies, how long an undo lasts.

    With an undo window it asks for the publication too early, and ends when that was in vain.
    """

    database_url: str
    receiver_url: str
    mention_id: str
    dies_at: str | None = None
    undo: timedelta = timedelta(0)


def live(life: Life) -> None:
    """Work until the draft is out, or lost, or this process is killed."""
    asyncio.run(_live(life))


async def _live(life: Life) -> None:
    landmarks.watch(lambda name: _die() if name == life.dies_at else None)
    database = Database(life.database_url)
    async with _flowing(database, life.receiver_url) as flow:
        await asyncio.gather(*(flow.draft(life.mention_id) for _ in range(3)))
        await until(lambda: _is_over(database, flow, life), PATIENCE_SECONDS)
    await database.close()


async def _is_over(database: Database, flow: DurableFlow, life: Life) -> bool:
    async with database.reading() as session:
        draft = await session.get(Draft, life.mention_id)
    if draft is not None and draft.state == DraftState.WAITING:
        await _approve(database, flow, draft, life.undo)
    if draft is None or draft.approval_id is None:
        return False
    if life.undo:
        return await _is_spent(f"publish:{draft.approval_id}:scheduled0.0~1")
    return draft.state.is_final or await _is_lost(database, draft)


async def _is_spent(workflow_id: str) -> bool:
    status = await DBOS.get_workflow_status_async(workflow_id)
    return status is not None and status.status == "SUCCESS"


async def _is_lost(database: Database, draft: Draft) -> bool:
    async with database.reading() as session:
        publication = await session.get(Publication, draft.approval_id)
    return publication is not None and draft.state == DraftState.UNKNOWN and publication.looks > 0


async def _approve(database: Database, flow: DurableFlow, draft: Draft, undo: timedelta) -> None:
    approvals = Approvals(
        database, Team(), plain_check, CHANNEL, undo_window=undo, new_id=lambda: secrets.token_hex(8)
    )
    answer = await approvals.approve(click(draft.id, revision=draft.revision, at=_now()))
    if isinstance(answer, Done) and answer.work_id is not None:
        await flow.publish(answer.work_id)


@asynccontextmanager
async def _flowing(database: Database, receiver_url: str) -> AsyncIterator[DurableFlow]:
    async with http_client() as client:
        publishers = Registry(WebhookPublisher(receiver_url, SECRET, client, _now))
        drafting = Drafting(
            database, Shelf(LIBRARY), publishers, None, open_clocks, CHANNEL, "harbourline", now=_now
        )
        publishing = Publishing(database, publishers, Team(), CHANNEL, _now, SETTLED_AFTER)
        DBOS(config=dbos_config(database))
        flow = DurableFlow(database, drafting, publishing, Bell())
        DBOS.launch()
        loops = _loops(database, flow)
        loops.start()
        try:
            yield flow
        finally:
            await loops.stop()
            await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=1)


def _loops(database: Database, flow: DurableFlow) -> Loops:
    oncall = OnCall(database, Team(), flow, CHANNEL, ())
    clocks = ClockRound(database, oncall, flow, _now, SETTLED_AFTER)
    return Loops([Loop("drafting", DraftRound(database, flow, _now), 0.05), Loop("clocks", clocks, 0.05)])


def _now() -> datetime:
    return datetime.now(UTC)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
