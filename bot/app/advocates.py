"""The list of advocates and the letters to them, as the service has them."""

from datetime import datetime

from bot.advocates import Advocates, Linking, Outreaches, Roster, read_file
from bot.advocates.file import NAME
from bot.app.clock import new_id
from bot.drafting.composing import seeds
from bot.drafting.shelf import Shelf
from bot.ports import Directory
from bot.store.database import Database


async def advocates_of(
    database: Database, directory: Directory, shelf: Shelf, brand: str, now: datetime
) -> tuple[Advocates, Linking]:
    """Both, with the people whom the file names taken in.

    Raises:
        TemplateFault: the file cannot be used.
    """
    file = read_file((seeds() / NAME).read_text(encoding="utf-8"))

    def named(id: str) -> tuple[str, str]:
        known = shelf.library.brand(id or brand)
        return known.id, known.name

    roster = Roster(database, directory, new_id)
    await roster.seed(file, now)
    letters = Outreaches(
        database,
        directory,
        new_id,
        file,
        brand=named,
        four_eyes=lambda: shelf.library.policy.four_eyes,
    )
    return Advocates(roster, letters), Linking(database, file.limits)
