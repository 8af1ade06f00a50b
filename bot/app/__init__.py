"""Assembly: the only place that constructs. Nothing here decides anything about a mention."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from bot.app.assembly import Assembly, Service
from bot.app.clock import new_id, utc_now
from bot.ports import Now
from bot.publishing import SETTLED_AFTER
from bot.settings import Settings

__all__ = ["Service", "new_id", "running", "utc_now"]


@asynccontextmanager
async def running(
    settings: Settings, *, now: Now = utc_now, settled_after: timedelta = SETTLED_AFTER
) -> AsyncIterator[Service]:
    """The whole service, started in the order that recovery needs, and stopped in the opposite one.

    Raises:
        NotDurable: the database is not there.
        SQLAlchemyError: it cannot be brought to this version.
        TemplateFault: a shipped template may not be used.
    """
    async with AsyncExitStack() as stack:
        assembly = Assembly(settings, stack, now, settled_after)
        yield await assembly.service()
