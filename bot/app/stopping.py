"""How things end at a stop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from dbos import DBOS

from bot.flow import DurableFlow

STOP_SECONDS = 5
"""How long work under way may take to end at a stop; what is cut is taken up at the next start."""


async def stop_work(flow: DurableFlow) -> None:
    """Let work under way end, then stop DBOS."""
    # DBOS has made its threads the loop's own, and they end with it: the loop needs others from now on.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
    # In the loop it would block it, and work under way could not end. The next start registers its own flow.
    await asyncio.to_thread(flow.settle, STOP_SECONDS)
    await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=0)


async def cancelled(task: "asyncio.Task[None]") -> None:
    """End a task of ours."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
