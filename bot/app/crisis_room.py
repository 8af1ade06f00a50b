"""The room in which people lead a crisis, put together from the other steps."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app.glue import checker
from bot.approval.publication import approve_text
from bot.crisis import Called, CrisisActs, CrisisRoom, Statements, Tasks
from bot.crisis.carrying import Approve, Carrier
from bot.crisis.speaking import Speaking
from bot.drafting.brands import Brand
from bot.drafting.variety import Others
from bot.drafting.writing import Drafting
from bot.ports import Answer, Clicked, Directory, NewId, Speaker
from bot.store.drafts import CardRows


def crisis_room(
    drafting: Drafting,
    directory: Directory,
    undo: timedelta,
    new_id: NewId,
    speaker: Speaker | None = None,
) -> CrisisRoom:
    """`undo` is the time in which an approved statement can still be stopped; `speaker` is the model."""

    def brand(name: str) -> Brand:
        return drafting.library.brand(name or drafting.brand)

    database, channel = drafting.database, drafting.channel
    carrier = Carrier(
        publishers=drafting.publishers,
        check=checker(drafting),
        approve=_approver(undo),
        open_clocks=drafting.open_clocks,
        new_id=new_id,
        channel=channel,
    )
    speaking = Speaking(database, speaker, lambda name: (brand(name).id, brand(name).name))
    statements = Statements(
        database=database,
        directory=directory,
        carrier=carrier,
        zone=lambda name: brand(name).zone,
        four_eyes=lambda: drafting.library.policy.four_eyes,
        speaking=speaking,
    )
    tasks = Tasks(database, directory, carrier, lambda name: brand(name).sign_off, _differs)
    acts = CrisisActs(
        database, directory, statements, channel, new_id, lambda: drafting.library.policy.oncall
    )
    return CrisisRoom(acts, statements, tasks, Called(database, directory), speaking)


def _approver(undo: timedelta) -> Approve:
    async def approve(session: AsyncSession, rows: CardRows, click: Clicked, approval_id: str) -> Answer:
        return await approve_text(session, rows, click, undo, approval_id)

    return approve


def _differs(recent: Sequence[str], in_thread: Sequence[str], text: str) -> bool:
    return Others(recent, in_thread).differ(text)
