"""Which sentences of template files a manager has read and stands behind."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import SentenceReview
from bot.store.inserts import insert_missing


async def reviewed(session: AsyncSession) -> dict[str, set[str]]:
    """Path -> digests of the sentences that were reviewed there, those of older wordings among them."""
    found: dict[str, set[str]] = {}
    for path, digest in await session.exec(select(SentenceReview.path, SentenceReview.sha256)):
        found.setdefault(path, set()).add(digest)
    return found


async def of_file(session: AsyncSession, path: str) -> dict[str, SentenceReview]:
    """The reviews of one file by the sentence's digest."""
    found = await session.exec(select(SentenceReview).where(col(SentenceReview.path) == path))
    return {one.sha256: one for one in found.all()}


async def add(session: AsyncSession, path: str, digests: Iterable[str], *, by: str, now: datetime) -> int:
    """Note that somebody stands behind these; how many nobody had reviewed before."""
    rows = [
        SentenceReview(path=path, sha256=one, reviewed_by=by, reviewed_at=now) for one in sorted(set(digests))
    ]
    return sum([await insert_missing(session, row) for row in rows])


async def take_back(session: AsyncSession, path: str, digest: str) -> bool:
    """The sentence is not reviewed any more; whether it was."""
    gone = delete(SentenceReview).where(
        col(SentenceReview.path) == path, col(SentenceReview.sha256) == digest
    )
    return bool((await session.exec(gone)).rowcount)
