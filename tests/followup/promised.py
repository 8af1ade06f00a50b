"""An approved reply with promises in it, and the steps that see to them."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from bot.followup import Followup, commit
from bot.models import Clock, Draft, DraftRevision, DraftState, MessageKind, Promise, SlackMessage
from bot.oncall import OnCall
from bot.ports import Commitment
from bot.store import drafts
from bot.store.database import Database
from tests.builders import CHANNEL, NOON, Team, put_draft, written
from tests.oncall.desk import Started

CALL = Commitment("the depot", "call back", "within 2 hours")
LOOK = Commitment("the lead", "look into it", "no time given")
DUE = NOON + timedelta(hours=2)


@dataclass
class Promised:
    """One draft, the on-call step that reminds, and the acts that answer it."""

    database: Database
    oncall: OnCall
    followup: Followup
    draft_id: str = ""

    async def put(self, *promises: Commitment, state: DraftState = DraftState.SENT) -> "Promised":
        """A reply with these promises, approved at noon."""
        async with self.database.writing() as session:
            draft = await put_draft(session, state=state)
            self.draft_id = draft.id
            revision = await self._revision()
            revision.commitments = [asdict(promise) for promise in promises]
            await commit(session, draft, revision, NOON)
        return self

    async def approve_again(self, *promises: Commitment, at: datetime, revision: int = 2) -> None:
        """Another approval of the draft."""
        async with self.database.writing() as session:
            draft = await session.get_one(Draft, self.draft_id)
            row = drafts.as_revision(draft.id, revision, written(), at)
            row.commitments = [asdict(promise) for promise in promises]
            await commit(session, draft, row, at)

    async def _revision(self) -> DraftRevision:
        return drafts.as_revision(self.draft_id, 1, written(), NOON)

    async def promises(self) -> list[Promise]:
        """What stands promised."""
        async with self.database.reading() as session:
            return list((await session.exec(select(Promise).order_by(Promise.id))).all())

    async def lines(self) -> list[dict[str, Any]]:
        """The reminders in the thread, the oldest first."""
        async with self.database.reading() as session:
            rows = (await session.exec(select(SlackMessage).order_by(SlackMessage.id))).all()
        return [row.args for row in rows if row.kind == MessageKind.COMMITMENT_DUE]

    async def clocks(self) -> list[Clock]:
        """Those of promises."""
        async with self.database.reading() as session:
            rows = (await session.exec(select(Clock).order_by(Clock.id))).all()
        return [row for row in rows if row.kind == "commitment"]


def promised(database: Database) -> Promised:
    """Nothing promised yet."""
    oncall = OnCall(database, Team(), Started(), CHANNEL, ())
    return Promised(database, oncall, Followup(database, Team()))
