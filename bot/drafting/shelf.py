"""The templates in force, in hand: read anew as soon as somebody saved others, in this process or another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.drafting.library import Library
from bot.drafting.versions import effective_library, effective_set, library_of
from bot.errors import TemplateFault
from bot.store import templates
from bot.store.database import Database
from bot.store.templates import Mark

log = logging.getLogger(__name__)

Then = Callable[[], Awaitable[None]]
"""What has to be done after other templates came into force."""


@dataclass
class Shelf:
    """Gives the library that the next draft is made from; drafts that stand are not touched by a newer one.

    Without a `database` it is this library for good.
    """

    library: Library
    database: Database | None = None
    mark: Mark | None = None
    """Of the versions that `library` was made from."""
    then: list[Then] = field(default_factory=list)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    async def open(cls, database: Database) -> "Shelf":
        """With what is in force now.

        Raises:
            TemplateFault: a saved version may not be used by this program.
        """
        mark = await _mark(database)
        return cls(await effective_library(database), database, mark)

    async def refresh(self) -> int:
        """Take up what came into force since; 1 if anything did. Costs one small query if nothing did.

        Versions that this program cannot use are logged and left alone: the library in hand stays.
        """
        if self.database is None:
            return 0
        async with self._reading:
            mark = await _mark(self.database)
            if mark == self.mark:
                return 0
            texts = await effective_set(self.database)
            # Reading takes a third of a second, in which others shall be served.
            try:
                self.library = await asyncio.to_thread(library_of, texts)
            except TemplateFault as fault:
                log.error("saved templates cannot be used, the ones before stay in force", exc_info=fault)
            self.mark = mark
        for act in self.then:
            await act()
        return 1


async def _mark(database: Database) -> Mark:
    async with database.reading() as session:
        return await templates.mark(session)
