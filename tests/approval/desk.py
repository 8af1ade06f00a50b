"""One waiting draft, and everything that people can do to it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import select

from bot.approval import Approvals
from bot.models import Draft, DraftRevision, Mention, Verdict
from bot.ports import Answer, Refused
from bot.store import drafts
from bot.store.database import Database
from tests.builders import Team


@dataclass
class Desk:
    """One waiting draft and what people can do to it."""

    database: Database
    team: Team
    approvals: Approvals
    draft_id: str

    async def draft(self) -> Draft:
        """As it stands."""
        async with self.database.reading() as session:
            found = await session.get(Draft, self.draft_id)
        assert found is not None
        return found

    async def all(self, table: type) -> list:  # type: ignore[type-arg]
        """All rows of a table."""
        async with self.database.reading() as session:
            return list((await session.exec(select(table))).all())

    async def change(self, change: Callable[[Draft, Mention], None]) -> None:
        """Set the scene."""
        async with self.database.writing() as session:
            rows = await drafts.card_rows(session, self.draft_id)
            assert rows is not None
            change(rows.draft, rows.mention)
            session.add(rows.draft)
            session.add(rows.mention)

    async def judge(self, change: Callable[[Verdict], None]) -> None:
        """Have triage judge otherwise."""
        async with self.database.writing() as session:
            verdict = await session.get_one(Verdict, self.draft_id)
            change(verdict)
            session.add(verdict)

    async def revision(self) -> DraftRevision:
        """The wording on the card."""
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, self.draft_id)
        assert rows is not None
        return rows.revision


def refused(answer: Answer, words: str) -> None:
    assert isinstance(answer, Refused), answer
    assert words in answer.why
