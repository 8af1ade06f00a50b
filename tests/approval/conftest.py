"""A desk with one waiting draft, on each kind of database."""

from datetime import timedelta
from itertools import count

import pytest

from bot.approval import Approvals
from bot.store.database import Database
from tests.approval.desk import Desk
from tests.builders import CHANNEL, Team, plain_check, put_draft


@pytest.fixture
async def desk(database: Database) -> Desk:
    numbers = count(1)
    team = Team()
    approvals = Approvals(
        database=database,
        directory=team,
        check=plain_check,
        channel=CHANNEL,
        undo_window=timedelta(seconds=30),
        new_id=lambda: f"approval-{next(numbers)}",
    )
    async with database.writing() as session:
        draft = await put_draft(session)
    return Desk(database, team, approvals, draft.id)
