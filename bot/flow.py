"""Durable workflows: the only module besides `app` that names DBOS.

A workflow holds one step, and the step asks the rows what is to be done: a run that was cut anywhere is
simply run again. Arguments are ids only, since DBOS stores them in its tables.
"""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Condition
from typing import Any

from dbos import DBOS, DBOSConfig, SetWorkflowID

from bot.drafting.writing import Drafting
from bot.errors import AmendsError
from bot.models import Draft
from bot.ports import Bell
from bot.publishing import Publishing
from bot.store import publications
from bot.store.database import Database

APPLICATION_VERSION = "spine-1"
"""Changes only when a waiting workflow could not be continued by the new code."""
STEP_TRIES = 8
"""With doubling pauses from 0.5 s: a database that is away for a minute costs nothing."""
LISTENER_SECONDS = 0.4
"""Between looks for DBOS messages, of which we send none. A stop waits as long for it."""

log = logging.getLogger(__name__)

Workflow = Callable[[str], Coroutine[Any, Any, None]]

_UNDER_WAY = {"PENDING", "ENQUEUED", "DELAYED"}


class StepFailed(AmendsError):
    """A step's fault by its kind alone: DBOS keeps errors, and their words may be a stranger's."""


def dbos_config(database: Database) -> DBOSConfig:
    """DBOS beside our own tables in the same database, as quiet as it can be."""
    return DBOSConfig(
        name="amends",
        system_database_url=database.sync_url,
        application_version=APPLICATION_VERSION,
        executor_id="amends",
        log_level="ERROR",
        use_listen_notify=False,
        notification_listener_polling_interval_sec=LISTENER_SECONDS,
    )


class DurableFlow:
    """Starts work that survives a crash. Implements `ports.Flow`. Made before DBOS starts, once a start."""

    def __init__(self, database: Database, drafting: Drafting, publishing: Publishing, done: Bell) -> None:
        """`done` is rung when a step has changed rows that Slack should show."""
        self._database = database
        self._underway = Underway()
        self._draft = _workflow("draft", drafting.write, done, self._underway)
        self._publish = _workflow("publish", publishing.attend, done, self._underway)

    async def draft(self, draft_id: str) -> None:
        """Write (or rewrite) the draft of a mention, unless that is under way."""
        async with self._database.reading() as session:
            draft = await session.get(Draft, draft_id)
        asked = draft.asked if draft else 1
        await _start(f"draft:{draft_id}:{asked}", self._draft, draft_id)

    async def publish(self, approval_id: str) -> None:
        """Send an approved text or look after a lost answer, unless that is under way."""
        async with self._database.reading() as session:
            publication = await publications.get(session, approval_id)
        if publication is None:
            return
        act = f"{publication.state}{publication.attempts}.{publication.looks}"
        await _start(f"publish:{approval_id}:{act}", self._publish, approval_id)

    def settle(self, patience: float) -> None:
        """Wait, in a thread, until no work is under way, or for `patience` seconds."""
        self._underway.settle(patience)


class Underway:
    """Counts the work that runs now. DBOS counts too, but looks only once a second."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._count = 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """While this is open, something runs."""
        with self._changed:
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def settle(self, patience: float) -> None:
        """Block until nothing runs, or for `patience` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not self._count, patience)


def _workflow(name: str, work: Callable[[str], Awaitable[None]], done: Bell, underway: Underway) -> Workflow:
    """A workflow of one step, registered under its name. The step asks the rows, so it may run twice."""

    @DBOS.step(name=name, retries_allowed=True, interval_seconds=0.5, max_attempts=STEP_TRIES)
    async def step(subject: str) -> None:
        await without_words(work(subject))
        done.ring()

    @DBOS.workflow(name=name)
    async def workflow(subject: str) -> None:
        with underway.one_more():
            await step(subject)

    return workflow


async def without_words(work: Awaitable[None]) -> None:
    """Do the work; what went wrong goes to the log, and only its kind to DBOS.

    Raises:
        StepFailed: the work failed, and may be tried again.
    """
    try:
        await work
    except Exception as fault:
        log.exception("a step failed")
        raise StepFailed(type(fault).__name__) from None


async def _start(act: str, workflow: Workflow, subject: str) -> None:
    """Start an act under an id that names it; a finished id would return its old result and run nothing."""
    for turn in count(1):
        workflow_id = f"{act}~{turn}"
        status = await DBOS.get_workflow_status_async(workflow_id)
        if status is None:
            with SetWorkflowID(workflow_id):
                await DBOS.start_workflow_async(workflow, subject)
            return
        if status.status in _UNDER_WAY:
            return
