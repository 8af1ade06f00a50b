"""How things end at a stop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from dbos import DBOS

STOP_SECONDS = 5
"""How long work under way may take to end at a stop; what is cut is taken up at the next start."""


async def stop_dbos() -> None:
    # DBOS has made its threads the loop's own, and they end with it: the loop needs others from now on.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
    # In the loop it would block it, and work under way could not end. The next start registers its own flow.
    await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=STOP_SECONDS)


async def cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
