"""The templates in force: the files shipped with us, and over them what managers saved."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import IO, Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.drafting import template_news
from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.models import TemplateVersion
from bot.store import templates
from bot.store.database import Database
from bot.text import sha256

SUFFIX = ".toml"
APART = frozenset({"advocates.toml"})
"""About persons, so it is no template: the desk keeps what it says, and forgets whom it has to."""
CHAIN = "desk"
"""Whose record a change of templates belongs to: it is of no single mention."""


async def effective_library(database: Database) -> Library:
    """What drafts are made from.

    Raises:
        TemplateFault: a saved version may not be used by this program.
    """
    return library_of(await effective_set(database))


async def effective_set(database: Database) -> dict[str, str]:
    """Path -> text of every template file in force, sorted by path."""
    async with database.reading() as session:
        saved = {version.path: version.body for version in await templates.newest(session)}
    return dict(sorted({**shipped_set(), **saved}.items()))


async def save_set(
    database: Database, changed: Mapping[str, str], *, by: str, now: datetime, note: str | None
) -> None:
    """Put new versions in force, all or none, and record who did. Lint them first."""
    async with database.writing() as session:
        for path, body in changed.items():
            await put(session, path, body, by=by, now=now, note=note)
        await audit.record(session, CHAIN, "templates_saved", by, now, paths=sorted(changed))


async def put(
    session: AsyncSession,
    path: str,
    body: str,
    *,
    by: str,
    now: datetime,
    note: str | None,
    needs: str | None = None,
) -> TemplateVersion:
    """A new version, in force unless it `needs` a second manager; one that waited gives way to it."""
    for replaced in await templates.give_way(session, path):
        await template_news.retell(session, replaced, now)
    default = shipped_set().get(path)
    digest = None if default is None else sha256(default)
    return await templates.save(
        session, path, body, by=by, now=now, note=note, shipped_sha256=digest, needs=needs
    )


@cache
def shipped_set() -> Mapping[str, str]:
    """Path -> text of the template files that came with this program."""
    return read_set(seeds())


def library_of(texts: Mapping[str, str]) -> Library:
    """The library of a set of template files.

    Raises:
        TemplateFault: for the first thing that is wrong.
    """
    return Library.load(_Folder("", texts))


def read_set(root: Path | Traversable) -> dict[str, str]:
    """Path -> text of every template file below a folder, one level deep.

    Raises:
        UnicodeDecodeError: a file is no text.
    """
    return {path: file.read_text(encoding="utf-8") for path, file in sorted(_files(root))}


def _files(root: Path | Traversable) -> Iterator[tuple[str, Path | Traversable]]:
    for entry in root.iterdir():
        if entry.name.endswith(SUFFIX) and entry.name not in APART and entry.is_file():
            yield entry.name, entry
        elif entry.is_dir():
            for inner in entry.iterdir():
                if inner.name.endswith(SUFFIX) and inner.is_file():
                    yield f"{entry.name}/{inner.name}", inner


@dataclass(frozen=True)
class _Folder(Traversable):
    """A set of files in memory, seen as the folder `path`; "" is the top."""

    path: str
    texts: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    def is_file(self) -> bool:
        return self.path in self.texts

    def is_dir(self) -> bool:
        return any(path.startswith(self._prefix) for path in self.texts)

    def iterdir(self) -> Iterator["_Folder"]:
        if not self.is_dir():
            raise FileNotFoundError(self.path)
        below = [path.removeprefix(self._prefix) for path in self.texts if path.startswith(self._prefix)]
        for name in dict.fromkeys(path.split("/", 1)[0] for path in below):
            yield self.joinpath(name)

    def joinpath(self, *descendants: Any) -> "_Folder":
        return _Folder(self._prefix + "/".join(map(str, descendants)), self.texts)

    def read_bytes(self) -> bytes:
        return self.read_text().encode()

    def read_text(self, encoding: str | None = None, errors: str | None = None) -> str:
        if not self.is_file():
            raise FileNotFoundError(self.path)
        return self.texts[self.path]

    def open(self, mode: Any = "r", *_args: Any, **_kwargs: Any) -> IO[Any]:
        return io.BytesIO(self.read_bytes()) if "b" in mode else io.StringIO(self.read_text())

    @property
    def _prefix(self) -> str:
        return f"{self.path}/" if self.path else ""
