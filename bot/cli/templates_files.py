"""Template files on disk and in the database, as the commands need them."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.drafting.composing import seeds
from bot.drafting.linting.files import is_template
from bot.drafting.versions import effective_set, read_set
from bot.errors import TemplateFault
from bot.settings import load
from bot.store.database import Database
from bot.store.health import look

Say = Callable[[str], None]


def in_force(say: Say) -> dict[str, str]:
    """The templates that drafts are made from; those shipped where there is no database yet."""
    texts = asyncio.run(effective(load().database_url))
    if texts is None:
        say("There is no database at this version yet: these are the templates that came with Amends.")
        return shipped()
    return texts


def shipped() -> dict[str, str]:
    """The templates that came with Amends."""
    return read_set(seeds())


async def effective(url: str) -> dict[str, str] | None:
    """The templates in force; `None` where there is no database at this version."""
    database = Database(url)
    try:
        return await effective_set(database) if (await look(database)).is_usable else None
    finally:
        await database.close()


def read_folder(folder: Path, say: Say) -> dict[str, str]:
    """The template files of a folder; what is in it besides is named and left alone.

    Raises:
        TemplateFault: a file is no text.
    """
    try:
        found = read_set(folder)
    except (UnicodeDecodeError, OSError) as fault:
        raise TemplateFault(str(folder), None, f"a file cannot be read as text: {fault}") from fault
    for path in found:
        if not is_template(path):
            say(f"{path} is no template and is left alone.")
    return {path: body for path, body in found.items() if is_template(path)}


def own_set(base: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """A whole set: a person's own files over those in force."""
    return {**base, **own}


def write_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Each file under its path."""
    for path, body in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8", newline="\n")
